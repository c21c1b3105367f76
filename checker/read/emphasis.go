package read

// A delim is a run of *, _ or ~~.
type delim struct {
	char          byte
	a, b          int // what is left of the run
	orig          int
	opens, closes bool
	// what changes before and after what is left of it
	endItalic, endBold, italic, bold int
	prev, next                       int
}

func (s *scanner) delimiter(i int) int {
	c := s.s[i]
	n := 1
	for i+n < len(s.s) && s.s[i+n] == c {
		n++
	}
	if c == '~' && n != 2 {
		s.emit(tok{kind: tokText, a: i, b: i + n})
		return n
	}
	d := delim{char: c, a: i, b: i + n, orig: n}
	d.opens, d.closes = flanks(s.s, i, i+n, c)
	s.emit(tok{kind: tokDelim, a: i, b: i + n, ref: len(s.delims)})
	s.live = append(s.live, len(s.delims))
	s.delims = append(s.delims, d)
	return n
}

// emphasize pairs the delimiters of s.live from bottom on and takes them off it (CommonMark,
// appendix "An algorithm for parsing nested emphasis and links").
func (s *scanner) emphasize(bottom int) {
	if bottom >= len(s.live) {
		return
	}
	live := s.live[bottom:]
	s.live = s.live[:bottom]
	at := func(k int) *delim { return &s.delims[live[k]] }
	for k := range live {
		at(k).prev, at(k).next = k-1, k+1
	}
	remove := func(k int) {
		d := at(k)
		if d.prev >= 0 {
			at(d.prev).next = d.next
		}
		if d.next < len(live) {
			at(d.next).prev = d.prev
		}
	}
	floor := map[[3]int]int{} // by character, whether it opens too, and length: no opener below it
	for c := 0; c < len(live); {
		d := at(c)
		if !d.closes || d.a == d.b {
			c = d.next
			continue
		}
		key := [3]int{int(d.char), 0, d.orig % 3}
		if d.opens {
			key[1] = 1
		}
		o := d.prev
		for o >= floor[key] && !pairs(at(o), d) {
			o = at(o).prev
		}
		if o < floor[key] {
			floor[key] = d.prev + 1
			if !d.opens {
				remove(c)
			}
			c = d.next
			continue
		}
		for k := d.prev; k != o; k = at(k).prev {
			remove(k)
		}
		at(o).wrap(d)
		if at(o).a == at(o).b {
			remove(o)
		}
		if d.a == d.b {
			remove(c)
			c = d.next
		}
	}
}

// pairs reports whether o can be closed by d.
func pairs(o, d *delim) bool {
	return o.char == d.char && o.opens && o.a < o.b &&
		(!d.opens && !o.closes || (d.orig+o.orig)%3 != 0 || d.orig%3 == 0 && o.orig%3 == 0)
}

// wrap takes from o and d what sets the text between them in italics or bold.
func (o *delim) wrap(d *delim) {
	n := 1
	if d.b-d.a >= 2 && o.b-o.a >= 2 {
		n = 2
	}
	o.b -= n
	d.a += n
	switch {
	case d.char == '~': // struck through
	case n == 2:
		o.bold++
		d.endBold++
	default:
		o.italic++
		d.endItalic++
	}
}

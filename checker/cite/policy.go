package cite

// readPolicy reads the house style of policy institutes: A, “T”, C, D, p. A link may lie on the
// title, on the quoted title or on all.
func readPolicy(p *parser, r *reading) bool {
	k := p.quotedTitle()
	if k < 0 {
		return readLinked(p, r)
	}
	switch p.markOf(k) {
	case '《', '「', '『':
		return false
	}
	if p.stopBefore(k) && p.inTitleList(k) {
		return false
	}
	if !p.quotedCitation(r, k, straight, habits{}) {
		return false
	}
	if m := p.markOf(k); m == '“' || m == '"' {
		if !p.commaInside(k) {
			r.extra += .3
		}
	}
	return true
}

// inTitleList reports whether a list's entry stands before the title at k: Family, Given.
func (p *parser) inTitleList(k int) bool {
	if k > p.a && p.tokens[p.a].kind == leader {
		return true
	}
	return p.commas(p.a, k) > 0 && !p.initialBefore(k-1)
}

// readLinked reads A, [T](u), C, D: the linked words are the title.
func readLinked(p *parser, r *reading) bool {
	k := p.linkedTitle()
	if k < 0 {
		return false
	}
	end := p.linked(k)
	if end <= k || !p.head(r, k, straight) {
		return false
	}
	stop := end
	for j := k + 1; j < end; j++ {
		if p.tokens[j].kind == opening && p.tokens[j].n == end-1 {
			stop = j
		}
	}
	r.Title = titleText(p.str(k, stop))
	p.took(r, fTitle, k, stop)
	p.tail(r, stop, p.b, habits{book: p.isItalic(k)})
	r.extra += .2
	return true
}

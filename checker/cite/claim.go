package cite

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A claimer finds the claims that markers support.
type claimer struct {
	doc    *checker.Document
	blocks []*checker.Block // by their beginnings
	index  map[*checker.Block]int
	cells  map[cellKey]*checker.Block
	lasts  map[*checker.Block]string // what lastSentence answered
}

type cellKey struct{ table, row, column int }

// claims fills the claims and quotations of all markers.
func claims(doc *checker.Document) {
	cl := &claimer{doc: doc, index: make(map[*checker.Block]int, len(doc.Body)), cells: map[cellKey]*checker.Block{}, lasts: map[*checker.Block]string{}}
	cl.blocks = slices.Clone(doc.Body)
	slices.SortStableFunc(cl.blocks, func(a, b *checker.Block) int { return cmp.Compare(a.Start, b.Start) })
	for i, b := range cl.blocks {
		cl.index[b] = i
		if b.Kind == checker.Cell {
			cl.cells[cellKey{b.Table, b.Row, b.Column}] = b
		}
	}
	var all []*checker.Marker
	for _, n := range doc.Notes {
		for _, m := range n.Markers {
			m.Claim, m.Quotations = "", nil
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b *checker.Marker) int {
		return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
	})
	notes := slices.Clone(doc.Notes)
	notes = slices.DeleteFunc(notes, func(n *checker.Note) bool { return n.Span.IsZero() || n.Kind == checker.InlineNote })
	slices.SortStableFunc(notes, func(a, b *checker.Note) int {
		return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
	})
	inBlock := make([][]*checker.Marker, len(cl.blocks))
	inNote := map[*checker.Note][]*checker.Marker{}
	for _, m := range all {
		at := m.Span.Start.Offset
		if n := noteAt(notes, at); n != nil {
			inNote[n] = append(inNote[n], m)
		} else if i := cl.blockAt(at); i >= 0 {
			inBlock[i] = append(inBlock[i], m)
		}
	}
	checker.Spread(len(cl.blocks), share, func(from, to int) {
		own := *cl
		own.lasts = map[*checker.Block]string{}
		for i := from; i < to; i++ {
			if ms := inBlock[i]; len(ms) > 0 {
				own.block(cl.blocks[i], ms)
			}
		}
	})
	for _, n := range notes {
		if ms := inNote[n]; len(ms) > 0 {
			cl.prose(newStanding(n.Runs, ms), ms, nil)
		}
	}
}

// noteAt returns the note whose definition holds the offset, or nil.
func noteAt(notes []*checker.Note, at int) *checker.Note {
	k := sort.Search(len(notes), func(k int) bool { return notes[k].Span.Start.Offset > at }) - 1
	if k >= 0 && at < notes[k].Span.End.Offset {
		return notes[k]
	}
	return nil
}

// blockAt returns the index of the innermost block that holds the offset, or -1. A block that was mended
// over a page break may hold others.
func (cl *claimer) blockAt(at int) int {
	k := sort.Search(len(cl.blocks), func(k int) bool { return cl.blocks[k].Start > at }) - 1
	for n := 0; k >= 0 && n < 16; k, n = k-1, n+1 {
		if at < cl.blocks[k].End {
			return k
		}
	}
	return -1
}

// A standing is the text of a block with U+FFFC where its markers stand.
type standing struct {
	*source
	places []int // of each marker, where it stands in the text
	pairs  []pair
	ends   []int // of the sentences
}

func newStanding(runs []checker.Run, markers []*checker.Marker) *standing {
	st := &standing{places: make([]int, len(markers))}
	merged := make([]checker.Run, 0, len(runs)+len(markers))
	at, k := 0, 0
	put := func() {
		m := markers[k]
		merged = append(merged, checker.Run{Text: string(marker), Start: m.Span.Start.Offset, End: m.Span.End.Offset})
		for k < len(markers) && markers[k].Span == m.Span {
			st.places[k] = at
			k++
		}
		at += len(string(marker))
	}
	for i := range runs {
		for k < len(markers) && markers[k].Span.Start.Offset < runs[i].End && markers[k].Span.Start.Offset <= runs[i].Start {
			put()
		}
		merged = append(merged, runs[i])
		at += len(runs[i].Text)
	}
	for k < len(markers) {
		put()
	}
	st.source = newSource("", merged, checker.Span{})
	st.pairs = pairQuotes(st.text, nil, nil).pairs
	st.ends = sentences(st.text, st.pairs)
	return st
}

// sentence returns the sentence that byte i of the text is in.
func (st *standing) sentence(i int) (from, to int) {
	k := sort.SearchInts(st.ends, i+1)
	if k == len(st.ends) {
		k--
	}
	if k > 0 {
		from = st.ends[k-1]
	}
	return from, st.ends[k]
}

// plain returns the text from byte from to byte to without markers.
func (st *standing) plain(from, to int) string {
	return withoutMarkers(st.text[from:to])
}

func withoutMarkers(s string) string {
	if !strings.ContainsRune(s, marker) {
		return collapse(s)
	}
	b := make([]byte, 0, len(s))
	for i, part := range strings.Split(s, string(marker)) {
		if i > 0 && part != "" && strings.ContainsRune(".,;:!?", rune(part[0])) {
			b = bytes.TrimRight(b, " ") // a marker before the stop, behind a space
		}
		b = append(b, part...)
	}
	return collapse(string(b))
}

// block gives the markers of a block their claims.
func (cl *claimer) block(b *checker.Block, ms []*checker.Marker) {
	st := newStanding(b.Runs, ms)
	switch b.Kind {
	case checker.Heading, checker.Caption:
		cl.whole(st, ms, "", withoutMarkers(st.text))
	case checker.Cell:
		cl.whole(st, ms, cl.cellHead(b), withoutMarkers(st.text))
	case checker.Item:
		text := withoutMarkers(st.text)
		if !terminal(text) || match.Words(text) < 4 {
			cl.whole(st, ms, cl.leadIn(b), text)
			return
		}
		cl.prose(st, ms, b)
	case checker.Quote:
		cl.quote(b, st, ms)
	default:
		cl.prose(st, ms, b)
	}
}

// whole makes all of a block the claim of its markers, behind what leads up to it.
func (cl *claimer) whole(st *standing, ms []*checker.Marker, lead, text string) {
	if lead != "" {
		text = lead + " " + text
	}
	for _, m := range ms {
		m.Claim = text
	}
	cl.quotations(st, 0, len(st.text), ms, st.places)
}

// cellHead returns "row head: column head:" for a cell, as far as there are any.
func (cl *claimer) cellHead(b *checker.Block) string {
	var heads []string
	add := func(c *checker.Block) {
		if c == nil || c == b {
			return
		}
		if s := collapse(c.Text()); s != "" {
			heads = append(heads, strings.TrimRight(s, ": ")+":")
		}
	}
	if b.Column > 0 {
		add(cl.cells[cellKey{b.Table, b.Row, 0}])
	}
	if top := cl.cells[cellKey{b.Table, 0, b.Column}]; top != nil && top.Head && b.Row > 0 {
		add(top)
	}
	return strings.Join(heads, " ")
}

// leadIn returns the last sentence of the paragraph before a list, if that ends in a colon.
func (cl *claimer) leadIn(b *checker.Block) string {
	i := cl.index[b]
	for n := 0; i > 0 && n < 1000; n++ {
		i--
		if cl.blocks[i].Kind == checker.Item {
			continue
		}
		if cl.blocks[i].Kind != checker.Paragraph {
			return ""
		}
		if s := cl.lastSentence(cl.blocks[i]); strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：") {
			return s
		}
		return ""
	}
	return ""
}

// lastSentence returns the last sentence of a block.
func (cl *claimer) lastSentence(b *checker.Block) string {
	if s, ok := cl.lasts[b]; ok {
		return s
	}
	st := newStanding(b.Runs, nil)
	from := 0
	if n := len(st.ends); n > 1 {
		from = st.ends[n-2]
	}
	cl.lasts[b] = st.plain(from, len(st.text))
	return cl.lasts[b]
}

// prose gives each marker the sentence that it stands in or behind.
func (cl *claimer) prose(st *standing, ms []*checker.Marker, b *checker.Block) {
	for i := 0; i < len(ms); {
		at := st.places[i]
		if strings.Trim(st.text[:at], " \n\ufffc") == "" && b != nil && cl.fromBefore(st, ms[i], b) {
			i++
			continue
		}
		from, to := st.sentence(at)
		j := i + 1
		for j < len(ms) && st.places[j] < to {
			j++
		}
		text := st.plain(from, to)
		group, places := ms[i:j], st.places[i:j]
		claim := text
		if b != nil && to == len(st.text) && strings.HasSuffix(text, ":") {
			if q := cl.quoteAfter(b); q != nil {
				claim += " " + collapse(q.Text())
				defer cl.addWhole(q, group)
			}
		}
		for _, m := range group {
			m.Claim = claim
		}
		cl.quotations(st, from, to, group, places)
		i = j
	}
}

// fromBefore gives a marker that stands first in its block the last sentence of the block before.
func (cl *claimer) fromBefore(st *standing, m *checker.Marker, b *checker.Block) bool {
	i := cl.index[b]
	if i == 0 || cl.blocks[i-1].Kind == checker.Heading && strings.Trim(st.text, " \n\ufffc") != "" {
		return false
	}
	before := newStanding(cl.blocks[i-1].Runs, nil)
	if before.text == "" {
		return false
	}
	from := 0
	if n := len(before.ends); n > 1 {
		from = before.ends[n-2]
	}
	m.Claim = before.plain(from, len(before.text))
	cl.quotations(before, from, len(before.text), []*checker.Marker{m}, []int{len(before.text)})
	return true
}

// quoteAfter returns the block quotation right behind b, or nil.
func (cl *claimer) quoteAfter(b *checker.Block) *checker.Block {
	if i := cl.index[b] + 1; i < len(cl.blocks) && cl.blocks[i].Kind == checker.Quote {
		return cl.blocks[i]
	}
	return nil
}

// addWhole adds a block quotation as one quotation to the last of the markers.
func (cl *claimer) addWhole(q *checker.Block, ms []*checker.Marker) {
	if len(q.Runs) == 0 || len(ms) == 0 {
		return
	}
	m := ms[len(ms)-1]
	m.Quotations = append(m.Quotations, checker.Quotation{
		Text: collapse(q.Text()), Span: cl.doc.Span(q.Runs[0].Start, q.Runs[len(q.Runs)-1].End),
	})
}

// quote gives the markers of a block quotation the sentence that introduces it and the quotation,
// if they stand at its end; else the sentence they stand in.
func (cl *claimer) quote(b *checker.Block, st *standing, ms []*checker.Marker) {
	first := len(ms)
	for first > 0 && strings.Trim(st.text[st.places[first-1]:], " \n.\ufffc") == "" {
		first--
	}
	if first > 0 {
		inner := newStanding(b.Runs, ms[:first])
		cl.prose(inner, ms[:first], nil)
	}
	if first == len(ms) {
		return
	}
	text := withoutMarkers(st.text)
	claim := text
	if i := cl.index[b]; i > 0 && cl.blocks[i-1].Kind == checker.Paragraph {
		if s := cl.lastSentence(cl.blocks[i-1]); strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") {
			claim = s + " " + text
		}
	}
	for _, m := range ms[first:] {
		m.Claim = claim
	}
	cl.addWhole(b, ms[first:first+1])
}

// quotations gives each quotation between bytes from and to to the first marker behind it and to
// those that touch it, or to the last.
func (cl *claimer) quotations(st *standing, from, to int, ms []*checker.Marker, places []int) {
	k := sort.Search(len(st.pairs), func(k int) bool { return st.pairs[k].start >= from })
	for ; k < len(st.pairs) && st.pairs[k].start < to; k++ {
		q := st.pairs[k]
		end, outer := min(q.end, to), min(q.outer, to)
		at := min(sort.SearchInts(places, outer), len(ms)-1)
		text := continued(withoutMarkers(st.text[q.inner:outer]))
		if text == "" || !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		start, stop := st.offsets(q.start, end)
		quotation := checker.Quotation{Text: text, Span: cl.doc.Span(start, stop), Open: q.open}
		for _, m := range ms[at:st.touching(places, at)] {
			m.Quotations = append(m.Quotations, quotation)
		}
	}
}

// touching returns the index behind the last of the markers that stand side by side from the one at
// index k on: they support the same words.
func (st *standing) touching(places []int, k int) int {
	for k++; k < len(places); k++ {
		from := min(places[k-1]+len(string(marker)), places[k])
		if strings.Trim(st.text[from:places[k]], ", \u00a0\u2009") != "" {
			break
		}
	}
	return k
}

// continued takes a comma or stop at the end of a quotation that belongs to the sentence around it.
func continued(s string) string {
	s = strings.TrimSuffix(s, ",")
	return strings.TrimSpace(s)
}

// terminal reports whether s ends as a sentence does.
func terminal(s string) bool {
	s = strings.TrimRight(s, "”’\"'»›」』》)]）】 ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '…' || r == '.' || r == ':' || r == ';' || r == '：' || r == '；' || unicode.Is(unicode.STerm, r)
}

package rule

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/citelint/citelint/checker"
)

// notes yields every note with its document.
func notes(p *checker.Pass) iter.Seq2[*checker.Document, *checker.Note] {
	return func(yield func(*checker.Document, *checker.Note) bool) {
		for _, d := range p.Documents {
			for _, n := range d.Notes {
				if !yield(d, n) {
					return
				}
			}
		}
	}
}

// citations yields every citation as a finding's subject: its document, its note and itself.
func citations(p *checker.Pass) iter.Seq[checker.Subject] {
	return func(yield func(checker.Subject) bool) {
		for d, n := range notes(p) {
			for _, c := range n.Citations {
				if !yield(checker.Subject{Document: d, Note: n, Citation: c}) {
					return
				}
			}
		}
	}
}

// A placer finds the source of a text that is made of runs: a note's or a block's.
type placer struct {
	d      *checker.Document
	runs   []checker.Run
	starts []int // where each run begins in the text
}

func newPlacer(d *checker.Document, runs []checker.Run) *placer {
	t := placerOf(d, runs)
	return &t
}

func placerOf(d *checker.Document, runs []checker.Run) placer {
	starts := make([]int, len(runs))
	at := 0
	for i := range runs {
		starts[i] = at
		at += len(runs[i].Text)
	}
	return placer{d, runs, starts}
}

// span returns the source of bytes from to to of the text.
func (t *placer) span(from, to int) checker.Span {
	start, end := t.source(from, to)
	if start < 0 {
		return checker.Span{}
	}
	return t.d.Span(start, end)
}

// source returns which bytes of the source bytes from to to of the text come from; negative if from none.
// A run whose text is not its source, byte for byte, is taken whole.
func (t *placer) source(from, to int) (start, end int) {
	first := max(0, sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > from })-1)
	start, end = -1, -1
	for i := first; i < len(t.runs) && t.starts[i] <= to; i++ {
		r, at := &t.runs[i], t.starts[i]
		next := at + len(r.Text)
		if !(from < next && to > at || from == to && at <= from && from <= next) {
			continue
		}
		s, e := r.Start, r.End
		if len(r.Text) == r.End-r.Start {
			s, e = r.Start+max(from-at, 0), r.Start+min(to-at, len(r.Text))
		}
		if start < 0 {
			start = s
		}
		end = max(end, e)
	}
	return start, end
}

// span is the placer's span for one place of a text.
func span(d *checker.Document, runs []checker.Run, from, to int) checker.Span {
	return newPlacer(d, runs).span(from, to)
}

// links yields every link as a finding's subject, those of the body with neither note nor
// citation. A link's citation is the one that holds it.
func links(p *checker.Pass) iter.Seq[checker.Subject] {
	return func(yield func(checker.Subject) bool) {
		for _, d := range p.Documents {
			for _, l := range d.Links {
				if !yield(checker.Subject{Document: d, Link: l}) {
					return
				}
			}
		}
		for s := range noteLinks(p) {
			if !yield(s) {
				return
			}
		}
	}
}

// noteLinks yields every link of every note as a finding's subject.
func noteLinks(p *checker.Pass) iter.Seq[checker.Subject] { return slices.Values(linksOfNotes.In(p)) }

var linksOfNotes = checker.NewDerived(func(p *checker.Pass) (all []checker.Subject) {
	for t := range texts(p) {
		if len(t.links) == 0 {
			continue
		}
		holder := holders(t.n)
		for _, l := range t.links {
			s := checker.Subject{Document: t.d, Note: t.n, Link: l}
			if holder != nil {
				s.Citation = holder[l]
			} else {
				s.Citation = holderOf(t.n, l)
			}
			all = append(all, s)
		}
	}
	return all
})

// few is how many things are gone through faster than they are sorted into a table.
const few = 8

// holders returns the citation of a note that holds each link, the last that does; nil if the note has so few
// that holderOf finds it as fast.
func holders(n *checker.Note) map[*checker.Link]*checker.Citation {
	if len(n.Citations) <= few {
		return nil
	}
	of := map[*checker.Link]*checker.Citation{}
	for _, c := range n.Citations {
		for _, l := range c.AllLinks() {
			of[l] = c
		}
	}
	return of
}

// holderOf returns the last citation of a note that holds a link; nil if none does.
func holderOf(n *checker.Note, l *checker.Link) *checker.Citation {
	for _, c := range slices.Backward(n.Citations) {
		if l == c.Archived || slices.Contains(c.Links, l) {
			return c
		}
	}
	return nil
}

// linksOf returns the links of a note, in the order in which they stand.
func linksOf(n *checker.Note) []*checker.Link {
	var all []*checker.Link
	var seen map[*checker.Link]bool
	add := func(l *checker.Link) {
		if l == nil || seen[l] || seen == nil && slices.Contains(all, l) {
			return
		}
		all = append(all, l)
		switch {
		case seen != nil:
			seen[l] = true
		case len(all) > few:
			seen = make(map[*checker.Link]bool, 2*few)
			for _, l := range all {
				seen[l] = true
			}
		}
	}
	for _, r := range n.Runs {
		add(r.Link)
	}
	for _, c := range n.Citations {
		for _, l := range c.Links {
			add(l)
		}
		add(c.Archived)
	}
	return all
}

// prose returns the text of a note with the addresses in it, and code, blanked out, so that offsets
// hold.
func prose(n *checker.Note) string {
	if !slices.ContainsFunc(n.Runs, isNoProse) {
		return n.Text
	}
	var b strings.Builder
	b.Grow(len(n.Text))
	for _, r := range n.Runs {
		if isNoProse(r) {
			b.WriteString(strings.Repeat(" ", len(r.Text)))
			continue
		}
		b.WriteString(r.Text)
	}
	return b.String()
}

func isNoProse(r checker.Run) bool {
	return isMonospace(r) || r.Link != nil && isAddress(r.Text)
}

// isAddress reports whether linked words are an address.
func isAddress(s string) bool {
	s = strings.TrimSpace(s)
	if strings.Contains(s, " ") {
		return false
	}
	s = strings.ToLower(s)
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "doi:") || strings.HasPrefix(s, "arxiv:")
}

// proseOf returns the text of runs with code blanked, byte for byte.
func proseOf(runs []checker.Run) string {
	if len(runs) == 1 && !isMonospace(runs[0]) {
		return runs[0].Text
	}
	var t []byte
	for _, r := range runs {
		if !isMonospace(r) {
			t = append(t, r.Text...)
			continue
		}
		for range len(r.Text) {
			t = append(t, ' ')
		}
	}
	return string(t)
}

func isMonospace(r checker.Run) bool { return r.Style&checker.Monospace != 0 }

// A paragraph is a block of the body that is no code.
type paragraph struct {
	*checker.Block
	d     *checker.Document
	prose string // as proseOf returns it
}

// paragraphs yields every block of every body that is no code.
func paragraphs(p *checker.Pass) iter.Seq[paragraph] { return slices.Values(paragraphsOfBodies.In(p)) }

var paragraphsOfBodies = checker.NewDerived(func(p *checker.Pass) (all []paragraph) {
	for _, d := range p.Documents {
		for _, b := range d.Body {
			if b.Kind != checker.Code {
				all = append(all, paragraph{b, d, proseOf(b.Runs)})
			}
		}
	}
	return all
})

// A noteText is a note's text: it finds places of it, and the citations that hold them.
type noteText struct {
	placer
	n         *checker.Note
	prose     string              // as prose returns it
	links     []*checker.Link     // as linksOf returns them
	citations []*checker.Citation // by place
}

func newNoteText(d *checker.Document, n *checker.Note) *noteText {
	t := &noteText{placerOf(d, n.Runs), n, prose(n), linksOf(n), n.Citations}
	if !slices.IsSortedFunc(n.Citations, byPlace) {
		t.citations = slices.Clone(n.Citations)
		slices.SortStableFunc(t.citations, byPlace)
	}
	return t
}

// withoutCode is the text with code blanked, byte for byte, and the addresses in it.
func (t *noteText) withoutCode() string {
	if !slices.ContainsFunc(t.runs, isMonospace) {
		return t.n.Text
	}
	return proseOf(t.runs)
}

// texts yields the text of every note, in the order of notes.
func texts(p *checker.Pass) iter.Seq[*noteText] {
	return func(yield func(*noteText) bool) {
		for _, of := range textsOfNotes.In(p) {
			for _, t := range of {
				if !yield(t) {
					return
				}
			}
		}
	}
}

// textsOfNotes are the texts of each document's notes.
var textsOfNotes = checker.NewDerived(func(p *checker.Pass) [][]*noteText {
	all := make([][]*noteText, len(p.Documents))
	for i, d := range p.Documents {
		all[i] = make([]*noteText, len(d.Notes))
		for j, n := range d.Notes {
			all[i][j] = newNoteText(d, n)
		}
	}
	return all
})

func byPlace(a, b *checker.Citation) int {
	return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
}

// about returns the subject of a finding at a place: the citation that holds it, if one does.
func (t *noteText) about(s checker.Span) checker.Subject {
	if s.IsZero() {
		return checker.Subject{Document: t.d, Note: t.n}
	}
	return t.aboutSource(s.Start.Offset, s.End.Offset)
}

// aboutSource is about of bytes of the source.
func (t *noteText) aboutSource(start, end int) checker.Subject {
	s := checker.Subject{Document: t.d, Note: t.n}
	i := sort.Search(len(t.citations), func(i int) bool { return t.citations[i].Span.Start.Offset > start })
	if i > 0 && start >= 0 && !t.citations[i-1].Span.IsZero() && end <= t.citations[i-1].Span.End.Offset {
		s.Citation = t.citations[i-1]
	}
	return s
}

// isStated reports whether c is a full citation whose fields are sure enough to be judged.
func isStated(c *checker.Citation) bool { return c.Kind.IsFull() && c.Confidence >= 0.8 }

// readingOrder returns the notes of d as a reader meets them: in the order of their first markers;
// those without one stand where they are defined.
func readingOrder(d *checker.Document) []*checker.Note {
	at := func(n *checker.Note) int {
		if len(n.Markers) > 0 {
			return n.Markers[0].Span.Start.Offset
		}
		return n.Span.Start.Offset
	}
	order := slices.Clone(d.Notes)
	slices.SortStableFunc(order, func(a, b *checker.Note) int { return cmp.Compare(at(a), at(b)) })
	return order
}

package rule

import (
	"cmp"
	"iter"
	"slices"
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

// span returns the source of bytes from to to of the text of runs, which are a note's or a block's.
// A run whose text is not its source, byte for byte, is taken whole.
func span(d *checker.Document, runs []checker.Run, from, to int) checker.Span {
	start, end := -1, -1
	at := 0
	for _, r := range runs {
		next := at + len(r.Text)
		exact := len(r.Text) == r.End-r.Start
		if from < next && to > at || from == to && at <= from && from <= next {
			s, e := r.Start, r.End
			if exact {
				s, e = r.Start+max(from-at, 0), r.Start+min(to-at, len(r.Text))
			}
			if start < 0 {
				start = s
			}
			end = max(end, e)
		}
		if at > to {
			break
		}
		at = next
	}
	if start < 0 {
		return checker.Span{}
	}
	return d.Span(start, end)
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
func noteLinks(p *checker.Pass) iter.Seq[checker.Subject] {
	return func(yield func(checker.Subject) bool) {
		for d, n := range notes(p) {
			of := map[*checker.Link]*checker.Citation{}
			for _, c := range n.Citations {
				for _, l := range c.AllLinks() {
					of[l] = c
				}
			}
			for _, l := range linksOf(n) {
				if !yield(checker.Subject{Document: d, Note: n, Citation: of[l], Link: l}) {
					return
				}
			}
		}
	}
}

// linksOf returns the links of a note, in the order in which they stand.
func linksOf(n *checker.Note) []*checker.Link {
	var all []*checker.Link
	seen := map[*checker.Link]bool{}
	add := func(l *checker.Link) {
		if l != nil && !seen[l] {
			seen[l] = true
			all = append(all, l)
		}
	}
	for _, r := range n.Runs {
		add(r.Link)
	}
	for _, c := range n.Citations {
		for _, l := range c.AllLinks() {
			add(l)
		}
	}
	return all
}

// prose returns the text of a note with the addresses in it, and code, blanked out, so that offsets
// hold.
func prose(n *checker.Note) string {
	var b strings.Builder
	b.Grow(len(n.Text))
	for _, r := range n.Runs {
		if r.Style&checker.Monospace != 0 || r.Link != nil && isAddress(r.Text) {
			b.WriteString(strings.Repeat(" ", len(r.Text)))
			continue
		}
		b.WriteString(r.Text)
	}
	return b.String()
}

// isAddress reports whether linked words are an address.
func isAddress(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return !strings.Contains(s, " ") && (strings.Contains(s, "://") || strings.HasPrefix(s, "www.") ||
		strings.HasPrefix(s, "doi:") || strings.HasPrefix(s, "arxiv:"))
}

// about returns the subject of a finding at a place in a note: the citation that holds it, if one
// does.
func about(d *checker.Document, n *checker.Note, s checker.Span) checker.Subject {
	for _, c := range n.Citations {
		if c.Span.Contains(s) {
			return checker.Subject{Document: d, Note: n, Citation: c}
		}
	}
	return checker.Subject{Document: d, Note: n}
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

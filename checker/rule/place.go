package rule

import (
	"iter"

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

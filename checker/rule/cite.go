package rule

import (
	"slices"

	"github.com/citelint/citelint/checker"
)

// sure is the Confidence from which on a rule says what a citation lacks.
const sure = 0.8

// isComplete reports whether a citation describes its source on its own and all of it was
// understood, so that what no field holds is not there.
func isComplete(c *checker.Citation) bool {
	return c.Kind.IsFull() && c.Confidence >= sure && !hasWord(c.Rest)
}

// eachCitation makes a Check of a decision about one citation.
func eachCitation(decide func(*checker.Pass, checker.Subject) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for s := range citations(p) {
			f, ok := decide(p, s)
			if !ok || s.Citation.Span.IsZero() {
				continue
			}
			f.Subject = s
			if f.Span.IsZero() {
				f.Span = s.Citation.Span
			}
			p.Report(f)
		}
	}
}

// identified reports whether the citation has an identifier by which its source is found.
func identified(c *checker.Citation) bool { return c.DOI != "" || c.ISBN != "" || c.ArXiv != "" }

// isLaw reports whether the source is law, which is cited by court, number or title.
func isLaw(c *checker.Citation) bool {
	return slices.Contains([]string{"legal_case", "legislation", "bill", "regulation", "treaty", "hearing"}, c.Type)
}

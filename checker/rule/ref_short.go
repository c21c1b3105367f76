package rule

import (
	"fmt"

	"github.com/citelint/citelint/checker"
)

var refAmbiguousShort = &checker.Rule{
	ID:       "ref/ambiguous-short",
	Severity: checker.Warning,
	Masks:    refMasks,
	Doc: doc("A short reference that fits several works",
		"The author has more than one work in the notes, and the short form does not say which is meant.",
		"A.[^1] B.[^2] C.[^3]\n\n[^1]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.\n\n[^2]: Joan Prior, *Salt and Law* (Bencher, 2014), 7.\n\n[^3]: Prior, op. cit., 50.",
		"Add a short title or the year.",
		"if a title, a year or the number of a note in the reference tells the works apart."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			c := s.Citation
			if c.Kind != checker.Short && c.Kind != checker.Supra || c.Reason != checker.ReasonManyWorks || len(c.Candidates) < 2 {
				continue
			}
			if len(c.Candidates) == 2 && titlesAgree(c.Candidates[0], c.Candidates[1]) {
				continue
			}
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s may mean %d works: %s", quoted(c.Text), len(c.Candidates), names(c.Candidates)),
				Span:    c.Span, Subject: s,
			})
		}
	},
}

package rule

import (
	"fmt"
	"slices"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
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
			works := distinctWorks(c.Candidates)
			if len(works) < 2 || namesOne(c.Title, works) {
				continue
			}
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s may mean %d works: %s", quoted(c.Text), len(works), names(works)),
				Span:    c.Span, Subject: s,
			})
		}
	},
}

// distinctWorks returns the citations that are of different works: those whose titles are known and
// do not stand for one another, maxCompared at most.
func distinctWorks(cs []*checker.Citation) []*checker.Citation {
	var works []*checker.Citation
	for _, c := range cs[:min(len(cs), maxCompared)] {
		if c.Title == "" || !isStated(c) || slices.ContainsFunc(works, func(w *checker.Citation) bool {
			return titlesAgree(w, c) || isPart(w.Title, c.Title) || isPart(c.Title, w.Title)
		}) {
			continue
		}
		works = append(works, c)
	}
	return works
}

// namesOne reports whether a title is that of one of the works, letter by letter.
func namesOne(title string, works []*checker.Citation) bool {
	return title != "" && slices.ContainsFunc(works, func(w *checker.Citation) bool { return match.Fold(w.Title) == match.Fold(title) })
}

package rule

import (
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var refIbidDiscouraged = &checker.Rule{
	ID:       "ref/ibid-discouraged",
	Severity: checker.Off,
	Fix:      checker.UnsafeFix,
	Doc: doc("“Ibid.” where a short form would say what is cited",
		"A note that says “ibid.” means nothing by itself, and another source when a note is put in before it. Chicago's seventeenth and eighteenth editions prefer short forms.",
		"The dues rose.[^1] They fell.[^2]\n\n[^1]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.\n\n[^2]: Ibid., 46.",
		"Name author and short title.",
		"unless a profile or the configuration turns it on."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			c := s.Citation
			if c.Kind != checker.Ibid || c.Confidence < 0.5 {
				continue
			}
			f := checker.Finding{Message: quoted(c.Text) + " names no source", Span: c.Span, Subject: s}
			if c.RefersTo != nil {
				f.Message = fmt.Sprintf("%s stands for %s", quoted(c.Text), quoted(nameOf(c.RefersTo)))
				f.Fix = shortForm(s)
			}
			p.Report(f)
		}
	},
}

var refIbidSamePage = &checker.Rule{
	ID:       "ref/ibid-same-page",
	Severity: checker.Info,
	Doc: doc("“Ibid.” with the page of the reference before",
		"“Ibid.” alone means the same place of the same source. A page behind it tells a reader that the page is another one.",
		"A.[^1] B.[^2] C.[^3]\n\n[^1]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.\n\n[^2]: Ibid., 46.\n\n[^3]: Ibid., 46.",
		"Write “Ibid.” alone, or put the page right.",
		"if the reference before is to another source or has no page, and for “idem”, which repeats an author only."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			last := map[int]*checker.Citation{} // by stretch
			for _, n := range readingOrder(d) {
				if len(n.Citations) == 0 {
					last[n.Stretch] = nil
				}
				for _, c := range n.Citations {
					if before := last[n.Stretch]; before != nil && repeatsPage(before, c) {
						p.Report(checker.Finding{
							Message: fmt.Sprintf("%s repeats the place %s of the reference before", quoted(c.Text), quoted(before.Locator)),
							Span:    c.Span, Subject: checker.Subject{Document: d, Note: n, Citation: c},
						})
					}
					last[n.Stretch] = c
				}
			}
		}
	},
}

// repeatsPage reports whether c is an ibid. to the source of the reference before it, with its page.
func repeatsPage(before, c *checker.Citation) bool {
	if c.Kind != checker.Ibid || c.RefersTo == nil || c.Locator == "" || before.Confidence < 0.8 || c.Confidence < 0.8 || hasWord(c.Rest) || hasWord(before.Rest) {
		return false
	}
	meant := before
	if before.Kind.IsBackReference() {
		meant = before.RefersTo
	}
	return meant == c.RefersTo && barePlace(before.Locator) == barePlace(c.Locator)
}

var placeWord = match.NewPattern(`^(?:pp?|pgs?|s|pages?|с|стр)\.?\s*`)

// barePlace is a cited place, folded, without the word for a page.
func barePlace(locator string) string {
	return strings.TrimRight(placeWord.ReplaceAllString(match.Fold(locator), ""), ". ")
}

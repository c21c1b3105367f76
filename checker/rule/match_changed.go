package rule

import (
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
)

var matchChanged = &checker.Rule{
	ID:       "match/changed",
	Severity: checker.Warning,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    []checker.Mask{{Rules: []string{"match/title", "quote/not-found"}, Scope: checker.OnSource}},
	Doc: doc("The page has changed since it was first looked at",
		"Most of its text is other than it was, and the cited title or a quotation that stood there is gone. A reader will not find what the citation says.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-changed), Port News, 3 May 2024.`,
		"Link to a capture in a web archive of the time when the page was cited, or cite the page as it is now.",
		"without a memory of earlier runs, if no cited title or quotation was on the page before, and about pages with little running text. An info if all that was cited is still there."),
	Check: eachResult(decideChanged),
}

func decideChanged(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	d := r.Drift
	if d == nil || d.Kind != checker.DriftMajor && d.Kind != checker.DriftReplaced || len(d.Kept)+len(d.Lost) == 0 {
		return checker.Finding{}, false
	}
	what := "much of the text has changed since " + day(d.Since)
	if d.Kind == checker.DriftReplaced {
		what = "another text stands there than on " + day(d.Since)
	}
	if len(d.Lost) == 0 {
		return checker.Finding{Severity: checker.Info, Message: sentence(s.Link, what+"; what is cited is still there")}, true
	}
	lost := make([]string, len(d.Lost))
	for i, text := range d.Lost {
		lost[i] = fmt.Sprintf("“%s”", text)
	}
	return checker.Finding{Message: sentence(s.Link, what+"; not there any more: "+strings.Join(lost, ", "), otherwise(r)), Fix: replaceByCapture(s, r)}, true
}

package rule

import (
	"slices"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var archiveBadCapture = &checker.Rule{
	ID:       "archive/bad-capture",
	Severity: checker.Error,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    []checker.Mask{{Rules: []string{"health/*"}, Scope: checker.OnLink}},
	Doc: doc("The cited capture shows an error page, a wall or a parked domain",
		"Many addresses were first archived after they had died, or show an archive's robot what they show to robots. The capture does not stand in for the source.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://web.archive.org/web/20240609081500/https://sund.example/gone`,
		"Look for an earlier capture, and link to one that shows the text.",
		"if the archive itself did not answer or did not let us in, and if the cited title stands on the captured page."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if _, _, ok := match.Archived(s.Link.URL); !ok || !showsNoPage(r) {
			return checker.Finding{}, false
		}
		if t := r.Page.Answers; t.TitleFound() {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, otherwise(r)), Fix: replaceByCapture(s, r)}, true
	}),
}

// showsNoPage reports whether a capture was shown, and what it shows is an error page, a parked domain
// or a wall. Walls count only where the archive itself puts up none.
func showsNoPage(r *checker.Result) bool {
	switch r.Verdict {
	case checker.SoftDead, checker.Parked:
		return true
	case checker.Blocked:
		_, _, shown := match.Archived(r.Page.URL)
		return shown && r.Status == 200 && hostWithoutWWW(r.Page.URL) == "web.archive.org" &&
			slices.Contains([]checker.Cause{checker.CauseBotWall, checker.CauseLogin, checker.CauseConsent}, r.Cause)
	}
	return false
}

package rule

import "github.com/citelint/citelint/checker"

var healthRedirectLoop = &checker.Rule{
	ID:       "health/redirect-loop",
	Severity: checker.Warning,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source sends on and on, and nowhere",
		"The host redirects in a circle, too many times, or without saying where to. A browser gives up, too, unless it has a cookie that we lack.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/loop), Port News, 3 May 2024.`,
		"Open it yourself. Often the page has a new address, or is in a web archive.",
		"about every other failure (health/unreachable says it), once it has failed long enough to be certain (health/down says it), and if all that is wrong is how the address is written."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Unreachable || r.Confirmed() || !isRedirectFailure(r.Cause) || isMendedBy(s.Link, r.Instead) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r))}, true
	}),
}

// isRedirectFailure reports whether it was the redirects that failed.
func isRedirectFailure(c checker.Cause) bool {
	return c == checker.CauseRedirectLoop || c == checker.CauseRedirectLimit || c == checker.CauseRedirectNowhere
}

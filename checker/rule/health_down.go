package rule

import "github.com/citelint/citelint/checker"

var healthDown = &checker.Rule{
	ID:       "health/down",
	Severity: checker.Error,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    failureMasks(),
	Doc: doc("The source has given no usable answer for days",
		"Three looks on different days, over 72 hours at least, found no page, and none between did. It is not the network of one evening.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://dredge.example/down), Port News, 3 May 2024.`,
		"Look for the page's new address, or link to a capture in a web archive.",
		"without a memory of earlier runs, until the failure is certain (health/unreachable and health/redirect-loop say it), and if all that is wrong is how the address is written."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Unreachable || !r.Confirmed() || isMendedBy(s.Link, r.Instead) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r)), Fix: replaceByCapture(s, r)}, true
	}),
}

package rule

import "github.com/citelint/citelint/checker"

var healthSoftDead = &checker.Rule{
	ID:       "health/soft-dead",
	Severity: checker.Warning,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    failureMasks(),
	Doc: doc("The source answers with an error page that says all is well",
		"The server says 200 and sends a page that says it has nothing. A reader gets that page, too.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-soft), Port News, 3 May 2024.`,
		"Look for the page's new address, or link to a capture in a web archive.",
		"for front pages, and if the cited title stands on the page."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.SoftDead || isMendedBy(s.Link, r.Instead) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r)), Fix: replaceByCapture(s, r)}, true
	}),
}

var healthParked = &checker.Rule{
	ID:       "health/parked",
	Severity: checker.Error,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    failureMasks(),
	Doc: doc("The source's domain is parked",
		"The domain is for sale, expired or suspended, and shows somebody else's page. A reader may take that page for the source.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://parked.example/quay), Port News, 3 May 2024.`,
		"Link to a capture in a web archive.",
		"about sources that were skipped or not reached. It is a warning until it has been seen three times."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Parked {
			return checker.Finding{}, false
		}
		f := checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r)), Fix: replaceByCapture(s, r)}
		if !r.Confirmed() {
			f.Severity = checker.Warning
		}
		return f, true
	}),
}

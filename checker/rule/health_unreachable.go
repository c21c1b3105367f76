package rule

import "github.com/citelint/citelint/checker"

var healthUnreachable = &checker.Rule{
	ID:       "health/unreachable",
	Severity: checker.Warning,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source gave no usable answer",
		"The host did not answer, or answered with a failure of its own. It may come back; nothing is known about the page.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://dredge.example/b), Port News, 3 May 2024.`,
		"Open it yourself, and wait for the next runs.",
		"about redirects that lead nowhere (health/redirect-loop says it), once it has failed long enough to be certain (health/down says it), and if all that is wrong is how the address is written, such as a mark at its end."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Unreachable || r.Confirmed() || isRedirectFailure(r.Cause) || isMendedBy(s.Link, r.Instead) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r))}, true
	}),
}

var healthTLS = &checker.Rule{
	ID:       "health/tls",
	Severity: checker.Warning,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source's certificate is one that browsers warn of",
		"A reader who follows the link gets a warning instead of the page. Whether the page behind it is the right one cannot be known.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://oldcert.example/quay), Port News, 3 May 2024.`,
		"Look whether another address of the source is safe, or link to a capture in a web archive.",
		"about sources that were skipped or not reached."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Insecure {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r))}, true
	}),
}

var healthLogin = &checker.Rule{
	ID:       "health/login",
	Severity: checker.Info,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source asks for a login",
		"The address leads to a form that asks who you are. Nothing is known about the page behind it: a person has to look, and readers without an account cannot.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/login), Port News, 3 May 2024.`,
		"Open it yourself. If the source has a public page, link to that.",
		"about addresses that show that they are for members only (link/gated says it), and about other walls (health/blocked says it)."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Blocked || r.Cause != checker.CauseLogin {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, "a person has to look")}, true
	}),
}

var healthBlocked = &checker.Rule{
	ID:       "health/blocked",
	Severity: checker.Info,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source lets only people in",
		"The host answers, but not to programs. Nothing is known about the page: a person has to look.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://walled.example/quay), Port News, 3 May 2024.`,
		"Open it yourself. If many links of one host are blocked, a host rule can leave them out.",
		"about logins (health/login says it), and about sources that were skipped or not reached."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.Blocked || r.Cause == checker.CauseLogin {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: seen(s.Link, r, "a person has to look")}, true
	}),
}

package rule

import (
	"fmt"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var healthDead = &checker.Rule{
	ID:       "health/dead",
	Severity: checker.Error,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    failureMasks("match/unregistered"),
	Doc: doc("The source is gone",
		"The host answered that it has no such page, or nobody knows the host's name or the DOI. A reader cannot look the source up.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-gone), Port News, 3 May 2024.`,
		"Look for the page's new address, or link to a capture in a web archive.",
		"if the source was seen good in the last 72 hours, which confirm.span changes (health/failing says it), if all that is wrong is a mark at the address's end (link/trailing-punctuation says it), and for a DOI of a work of the last 60 days."),
	Check: eachResult(decideDead),
}

var healthFailing = &checker.Rule{
	ID:       "health/failing",
	Severity: checker.Warning,
	Online:   true,
	Masks:    failureMasks(),
	Doc: doc("The source fails, and was seen good a short while ago",
		"A page that was there within the last 72 hours may come back. It is called gone only when it has failed three times. The settings confirm.failures and confirm.span change both numbers.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-failing), Port News, 3 May 2024.`,
		"Wait for the next runs.",
		"without a memory of earlier runs."),
	Check: eachResult(decideFailing),
}

func decideDead(p *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	if r.Verdict != checker.Dead || mayPass(r) || isMendedBy(s.Link, r.Instead) || isMisread(s.Link, r) || r.Cause == checker.CauseNoSuchDOI && isNew(p, s.Citation) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: seen(s.Link, r, failing(r), otherwise(r)), Fix: replaceDead(s, r)}
	if r.Cause == checker.CauseNoSuchDOI && !r.Checked.IsZero() {
		f.Message = sentence(s.Link, "doi.org answered on "+day(r.Checked)+" that this DOI is not registered; new ones can take days", otherwise(r))
	}
	return f, true
}

func decideFailing(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	if r.Verdict != checker.Dead || !mayPass(r) {
		return checker.Finding{}, false
	}
	since := r.FailingSince
	if since.IsZero() {
		since = r.Checked
	}
	counted := fmt.Sprintf("failing since %s, strike %d of %d, last good on %s", day(since), max(r.Strikes, 1), r.StrikesToConfirm(), day(r.LastGood))
	return checker.Finding{Message: seen(s.Link, r, counted)}, true
}

// isMisread reports whether a reader joined a line's end with the next line, and the address before
// the line's end is the one that answers.
func isMisread(l *checker.Link, r *checker.Result) bool {
	return strings.Contains(l.Raw, "\n") && l.Alternative != "" && r.Instead != "" && match.Same(l.Alternative, r.Instead)
}

// mayPass reports whether a dead source was good so short a while ago that it may come back.
func mayPass(r *checker.Result) bool {
	return !r.Confirmed() && !r.LastGood.IsZero() && r.Checked.Sub(r.LastGood) < r.SpanToConfirm()
}

// newDays is for how long the registration of a DOI may lag behind the work.
const newDays = 60

// isNew reports whether a citation's date is so young that its DOI may not be registered yet.
func isNew(p *checker.Pass, c *checker.Citation) bool {
	if c == nil {
		return false
	}
	_, last, ok := c.Date.Range()
	today, _, known := p.Today.Range()
	return ok && known && today.Sub(last) < newDays*24*time.Hour
}

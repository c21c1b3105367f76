package rule

import (
	"fmt"
	"time"

	"github.com/citelint/citelint/checker"
)

var healthFlapping = &checker.Rule{
	ID:       "health/flapping",
	Severity: checker.Info,
	Online:   true,
	Doc: doc("The source comes and goes",
		"Within 30 days it was there and gone again and again. A reader may find it or not.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-flapping), Port News, 3 May 2024.`,
		"Cite a capture in a web archive as well.",
		"without a memory of earlier runs, and about fewer than three changes."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		n := turns(r)
		if n < 3 {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: fmt.Sprintf("was there and gone by turns: %d changes in %d days: %s", n, flappingDays, shownAddress(s.Link))}, true
	}),
}

// flappingDays is within how many days changes count.
const flappingDays = 30

// turns counts how often a source went from good to failing, or back, in the days before it was looked
// at. What only keeps us out is neither.
func turns(r *checker.Result) int {
	n, before := 0, checker.Verdict("")
	for _, c := range r.Changes {
		state := checker.OK
		switch c.Verdict {
		case checker.OK, checker.Moved:
		case checker.Dead, checker.SoftDead, checker.Parked, checker.Unreachable:
			state = checker.Dead
		default:
			continue
		}
		if before != "" && state != before && r.Checked.Sub(c.Time) <= flappingDays*24*time.Hour {
			n++
		}
		before = state
	}
	return n
}

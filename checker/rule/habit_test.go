package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// quoting returns a document of notes whose titles stand in curly marks, then in straight ones, and
// of entries of a bibliography of the same two forms.
func quoting(curly, straight, curlyEntries, straightEntries int) string {
	var body, defined strings.Builder
	add := func(n int, label, left, right string) {
		for i := range n {
			if key, ok := strings.CutPrefix(label, "#"); ok {
				fmt.Fprintf(&body, "See [it][#%s%d]. ", key, i)
			} else {
				fmt.Fprintf(&body, "Dues rose.[%s%d] ", label, i)
			}
			fmt.Fprintf(&defined, "\n\n[%s%d]: %sPort Dues Rise Again%s, *Port News*, %d May 2024.", label, i, left, right, i+1)
		}
	}
	add(curly, "^c", "“", "”")
	add(straight, "^s", `"`, `"`)
	add(curlyEntries, "#C", "“", "”")
	add(straightEntries, "#S", `"`, `"`)
	return body.String() + defined.String() + "\n"
}

// TestMinority holds what is a habit: five samples, four in five of one form, notes and entries apart.
func TestMinority(t *testing.T) {
	for _, c := range []struct {
		name                                           string
		curly, straight, curlyEntries, straightEntries int
		want                                           int
	}{
		{"four samples are too few", 3, 1, 0, 0, 0},
		{"four of five", 4, 1, 0, 0, 1},
		{"four of six", 4, 2, 0, 0, 0},
		{"eight of ten", 8, 2, 0, 0, 2},
		{"one of five", 1, 4, 0, 0, 1},
		{"half and half", 5, 5, 0, 0, 0},
		{"all of one form", 9, 0, 0, 0, 0},
		{"entries do not make the habit of notes", 1, 3, 9, 0, 0},
		{"notes and entries have a habit each", 4, 1, 1, 4, 2},
	} {
		d := document(t, "a.md", []byte(quoting(c.curly, c.straight, c.curlyEntries, c.straightEntries)))
		rep := (&ruleCase{path: c.name, today: checker.Date{EDTF: defaultToday}}).check(t, rule.All, false, nil, d)
		if got := byRule(rep.Findings)["style/quote-marks"]; got != c.want {
			t.Errorf("%s: %d findings, want %d:\n%s", c.name, got, c.want, lines(rep.Findings, everything))
		}
	}
}

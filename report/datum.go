package report

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// datum is foreign text as data for other programs: without secrets, valid UTF-8 on one line, and
// without the control and format characters that Clean writes out. White space at its ends is gone.
// A datum of a datum is itself.
func datum(s string) string {
	// What was hidden in the name of a parameter may show a secret once it is dropped.
	return strings.TrimSpace(redact(drop(redact(s))))
}

// drop is Clean for programs: what Clean writes out is left out.
func drop(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s { // a byte that is no UTF-8 comes as U+FFFD
		switch {
		case isBreak(r):
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
		case !isHidden(r):
			b.WriteRune(r)
			blank = false
		}
	}
	return b.String()
}

// dataNames returns the names that say something, as data.
func dataNames(names []checker.Name) []checker.Name {
	var out []checker.Name
	for _, n := range names {
		n = checker.Name{Given: datum(n.Given), Family: datum(n.Family), Suffix: datum(n.Suffix), Literal: datum(n.Literal)}
		if n.Literal == "" && n.Family == "" { // one name alone is undivided
			n = checker.Name{Literal: n.Given}
		}
		if n != (checker.Name{}) {
			out = append(out, n)
		}
	}
	return out
}

// dataDate returns d as data.
func dataDate(d checker.Date) checker.Date {
	return checker.Date{EDTF: datum(d.EDTF), Text: datum(d.Text)}
}

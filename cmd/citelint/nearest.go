package main

import (
	"fmt"

	"github.com/citelint/citelint/checker/match"
)

// didYouMean returns ` (did you mean "x"?)` for the candidate that s is most probably a slip of,
// or nothing if there is none.
func didYouMean(s string, candidates []string) string {
	if c := nearest(s, candidates); c != "" {
		return fmt.Sprintf(" (did you mean %q?)", c)
	}
	return ""
}

// nearest returns the candidate at the smallest distance from s, the first of several, if it is
// near enough to be a slip: a third of its letters, and three at most.
func nearest(s string, candidates []string) string {
	best, found := 4, ""
	for _, c := range candidates {
		d := distance(s, c)
		if d < best && d <= max(1, (len(c)+2)/3) {
			best, found = d, c
		}
	}
	return found
}

// distance is match.Edits of the first 64 bytes.
func distance(a, b string) int {
	return match.Edits([]rune(a[:min(len(a), 64)]), []rune(b[:min(len(b), 64)]))
}

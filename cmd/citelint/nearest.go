package main

import "fmt"

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

// distance is the Damerau–Levenshtein distance (optimal string alignment) of the first 64 bytes.
func distance(a, b string) int {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

package rule

import "github.com/citelint/citelint/checker/match"

// maxDistanced is how many letters and digits of a text distance looks at.
const maxDistanced = 128

// distance is the Damerau–Levenshtein distance (optimal string alignment) over folded letters and
// digits: how many of them to add, drop, change or swap with a neighbour.
func distance(a, b string) int { return edits(distanced(a), distanced(b)) }

// edits is the distance between two texts as they are.
func edits(x, y []rune) int {
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}

// similarity is 1 less distance as a share of the longer text; 0 if neither has a letter or digit.
func similarity(a, b string) float64 {
	longer := max(len(distanced(a)), len(distanced(b)))
	if longer == 0 {
		return 0
	}
	return 1 - float64(distance(a, b))/float64(longer)
}

func distanced(s string) []rune {
	r := []rune(match.Letters(s))
	return r[:min(len(r), maxDistanced)]
}

package rule

import "github.com/citelint/citelint/checker/match"

// maxDistanced is how many letters and digits of a text distance looks at.
const maxDistanced = 128

// distance is match.Edits over folded letters and digits.
func distance(a, b string) int { return match.Edits(distanced(a), distanced(b)) }

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

package match

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestHanPairs holds the table to pairs of Han characters, each traditional one once and none of
// them simplified by another: mapping twice is mapping once.
func TestHanPairs(t *testing.T) {
	if utf8.RuneCountInString(hanPairs)%2 != 0 {
		t.Fatal("the table has an odd number of characters")
	}
	from, to := map[rune]bool{}, map[rune]bool{}
	var last rune
	for _, r := range hanPairs {
		if !unicode.Is(unicode.Han, r) {
			t.Errorf("%c is no Han character", r)
		}
		if last == 0 {
			if last = r; from[r] {
				t.Errorf("%c stands twice", r)
			}
			from[r] = true
			continue
		}
		to[r], last = true, 0
	}
	for r := range to {
		if from[r] {
			t.Errorf("%c is traditional and simplified", r)
		}
	}
	if got := simplified("中國與俄羅斯的關係"); got != "中国与俄罗斯的关系" {
		t.Errorf("simplified gives %q", got)
	}
}

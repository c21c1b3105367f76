package match_test

import (
	"testing"

	"github.com/citelint/citelint/checker/match"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"abc", "ca", 3}, {"kitten", "sitting", 3}, {"falil-on", "fail-on", 1}, {"Grøn", "Gron", 1}, {"соль", "сорт", 2},
	} {
		if got := match.Edits([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("the distance between %q and %q is %d, want %d", c.a, c.b, got, c.want)
		}
		if got := match.Edits([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("the distance between %q and %q is %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

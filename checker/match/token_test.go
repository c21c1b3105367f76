package match_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker/match"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Harbour dues, 2024!", []string{"harbour", "dues", "2024"}},
		{"Don’t look; l'eau", []string{"dont", "look", "leau"}},
		{"état-major", []string{"état", "major"}},
		{"港", []string{"港"}},
		{"港湾使用", []string{"港湾", "湾使", "使用"}},
		{"フェリー", []string{"フェ", "ェリ", "リー"}},
		{"港湾 2024年 dues", []string{"港湾", "2024", "年", "dues"}},
		{"항만 이용료", []string{"항만", "이용료"}},
		{"हिन्दी में", []string{"हिन्दी", "में"}},
		{"— … !", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, match.Tokens(c.in)); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"", 0},
		{"one", 1},
		{"one, two – three", 3},
		{"港湾使用", 2},
		{"港湾使", 2},
		{"港 2024", 2},
		{"हिन्दी", 1},
		{"... !", 0},
	} {
		if got := match.Words(c.in); got != c.want {
			t.Errorf("Words(%q) is %d, not %d", c.in, got, c.want)
		}
	}
}

func TestHas(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"the quiet harbour", "quiet", true},
		{"the quiet harbour", "the quiet harbour", true},
		{"the quiet harbour", "harbour", true},
		{"the quiet harbours", "harbour", false},
		{"unquiet quiet", "quiet", true},
		{"4041", "404", false},
		{"error 404!", "404", true},
		{"对不起页面不存在了", "页面不存在", true},
		{"2024年", "2024", true},
		{"über", "ber", false},
		{"berü", "ber", false},
		{"x", "", false},
		{"", "x", false},
		{strings.Repeat("a", 100_000), "aa", false},
	} {
		if got := match.Has(c.text, c.phrase); got != c.want {
			t.Errorf("Has(%.30q, %q) is %v", c.text, c.phrase, got)
		}
	}
}

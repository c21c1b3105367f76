package match_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker/match"
)

var titleCases = []struct {
	name, cited string
	candidates  []string
	want        string // agrees, disagrees, neither
}{
	{"equal", "Harbour dues rise again", []string{"Harbour dues rise again"}, "agrees"},
	{"case, quotes and dashes", "“Harbour” Dues – Rise Again", []string{"'harbour' dues - rise again"}, "agrees"},
	{"the site behind it", "Harbour dues rise again", []string{"Harbour dues rise again | The Sund Post"}, "agrees"},
	{"the site before it", "Harbour dues rise again", []string{"The Sund Post: News » Archive » Harbour dues rise again"}, "agrees"},
	{"two of three stretches", "Harbour dues - a history of tolls", []string{"Harbour dues – a history of tolls – Quay Review of Books"}, "agrees"},
	{"a Chinese site behind an underscore", "海港收费标准再次上调", []string{"海港收费标准再次上调_海港新闻网"}, "agrees"},
	{"a Chinese site behind a hyphen", "海港收费标准再次上调", []string{"海港收费标准再次上调-海港新闻网"}, "agrees"},
	{"a Japanese site behind a wide bar", "港湾使用料が再び値上げ", []string{"港湾使用料が再び値上げ｜みなと新聞"}, "agrees"},
	{"a subtitle more", "Who Owns the Quay?", []string{"Who Owns the Quay? Foreign Capital in Small Ports"}, "agrees"},
	{"a word more", "The keepers of the quiet harbour", []string{"Keepers of the quiet harbour"}, "agrees"},
	{"diacritics", "Le phare s'eteint a Lomaria", []string{"Le phare s’éteint à Lomaria"}, "agrees"},
	{"traditional characters", "北港收費標準再次上調引發爭議", []string{"北港收费标准再次上调引发争议"}, "agrees"},
	{"Nordic letters", "Faergerne pa Ostersoen bliver dyrere", []string{"Færgerne på Østersøen bliver dyrere"}, "agrees"},
	{"another article", "Lighthouse keepers leave the island", []string{"Harbour dues rise again"}, "disagrees"},
	{"another year", "Annual report of the harbour board 2023", []string{"Annual report of the harbour board 2024"}, "neither"},
	{"another part", "The harbours of the north, part II", []string{"The harbours of the north, part III"}, "neither"},
	{"a part that is not there", "The harbours of the north 2", []string{"The harbours of the north"}, "neither"},
	{"a year more on the page", "World harbour outlook of the board", []string{"World harbour outlook of the board 2024"}, "agrees"},
	{"the year elsewhere among the candidates", "Annual report of the board 2023", []string{"Annual report of the board", "Annual report of the board 2023"}, "agrees"},
	{"thousands with another mark", "The 1,200 ships of the sound", []string{"The 1.200 ships of the sound"}, "agrees"},
	{"thousands without a mark", "The 1200 ships of the sound", []string{"The 1,200 ships of the sound"}, "agrees"},
	{"short and equal", "Harbour dues", []string{"Harbour dues - Wiki"}, "agrees"},
	{"short and not equal", "Harbour dues", []string{"Harbour dues in winter"}, "neither"},
	{"short and another", "Harbour dues", []string{"Lighthouse keepers leave the island"}, "neither"},
	{"short Chinese and equal", "港口法", []string{"港口法"}, "agrees"},
	{"short Chinese and not equal", "港口法", []string{"港口法实施条例"}, "neither"},
	{"another script", "Port charges rise again", []string{"港口收费再次上调"}, "neither"},
	{"another script among others", "Port charges rise again", []string{"港口收费再次上调", "Port charges rise again"}, "agrees"},
	{"no candidate", "Port charges rise again", nil, "neither"},
	{"candidates without words", "Port charges rise again", []string{"", "—"}, "neither"},
	{"no words cited", "—", []string{"Port charges rise again"}, "neither"},
}

func TestTitle(t *testing.T) {
	for _, c := range titleCases {
		l := match.Title(c.cited, c.candidates...)
		got := "neither"
		switch {
		case l.Agrees():
			got = "agrees"
		case l.Disagrees():
			got = "disagrees"
		}
		if got != c.want {
			t.Errorf("%s: %q %s with %q, not %s: %+v", c.name, c.cited, got, c.candidates, c.want, l)
		}
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"a b c d", "a b c d", 1},
		{"a b c d", "D, c; B: A!", 1},
		{"a a b", "a b b", 2.0 / 3},
		{"a b", "c d", 0},
		{"", "", 0},
		{"", "a", 0},
		{"海港收费", "海港收税", 2.0 / 3},
		{"été", "ete", 1},
		{"國際關係學報", "国际关系学报", 1},
	} {
		if got := match.Score(c.a, c.b); got != c.want {
			t.Errorf("Score(%q, %q) is %v, not %v", c.a, c.b, got, c.want)
		}
		if x, y := match.Score(c.a, c.b), match.Score(c.b, c.a); x != y {
			t.Errorf("Score(%q, %q) is %v one way and %v the other", c.a, c.b, x, y)
		}
	}
}

func TestStretches(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Harbour dues", []string{"Harbour dues"}},
		{"Harbour dues | Sund", []string{"Harbour dues", "Sund"}},
		{"Harbour dues|Sund", []string{"Harbour dues", "Sund"}},
		{"A – b — c - d · e • f » g › h / i : j", strings.Split("A b c d e f g h i j", " ")},
		{"Harbour-dues: a history/of tolls", []string{"Harbour-dues: a history/of tolls"}},
		{"2019–2020", []string{"2019–2020"}},
		{"Harbour dues -", []string{"Harbour dues"}},
		{"海港_新闻-网", []string{"海港", "新闻", "网"}},
		{"snake_case names", []string{"snake_case names"}},
		{"", nil},
		{" | ", nil},
	} {
		if diff := cmp.Diff(c.want, match.Stretches(c.in)); diff != "" {
			t.Errorf("Stretches(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

func FuzzTitle(f *testing.F) {
	for _, c := range titleCases {
		f.Add(c.cited, strings.Join(c.candidates, "\n"))
	}
	f.Fuzz(func(t *testing.T, cited, candidate string) {
		l := match.Title(cited, candidate)
		if l.Score < 0 || l.Score > 1 {
			t.Errorf("the score of %q and %q is %v", cited, candidate, l.Score)
		}
		if l.Agrees() && l.Disagrees() {
			t.Errorf("%q agrees and disagrees with %q", cited, candidate)
		}
		if s := match.Score(cited, candidate); s != match.Score(candidate, cited) || s < 0 || s > 1 {
			t.Errorf("the score of %q and %q is %v, or not the same both ways", cited, candidate, s)
		}
		if self := match.Title(cited, cited); self.Index == 0 && !self.Agrees() {
			t.Errorf("%q does not agree with itself: %+v", cited, self)
		}
		for _, p := range match.Stretches(candidate) {
			if !strings.Contains(candidate, p) || utf8.ValidString(candidate) && !utf8.ValidString(p) {
				t.Errorf("%q is no stretch of %q", p, candidate)
			}
		}
	})
}

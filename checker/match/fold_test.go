package match_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
)

var foldCases = []struct{ in, want string }{
	{"", ""},
	{"  Harbour \t Dues\n", "harbour dues"},
	{"“Quiet” ‘harbour’ «dues» `x´", `"quiet" 'harbour' "dues" 'x'`},
	{"2010–2024 — a − b", "2010-2024 - a - b"},
	{"Har\u00adbour\u200b du\ufeffes", "harbour dues"},
	{"a\u00a0b\u3000c\u2009d", "a b c d"},
	{"ＦＵＬＬ　Ｗｉｄｔｈ １２", "full width 12"},
	{"ﬁnal oﬃce", "final office"},
	{"STRASSE Straße STRAẞE", "strasse strasse strasse"},
	{"ΟΔΥΣΣΕΥΣ ὀδυσσεύς", "οδυσσευσ ὀδυσσεύσ"},
	{"İstanbul ISPARTA ısparta", "istanbul isparta isparta"},
	{"e\u0301 É", "é é"},
	{"J\u030c \U0001D409\u030c", "ǰ ǰ"},
	{"a\u200b\u0301", "á"},
	{"港湾使用料 ㈱", "港湾使用料 (株)"},
	{"Ⅷ ½ ²", "viii 1⁄2 2"},
	{"\xff\xfe", "\ufffd\ufffd"},
}

func TestFold(t *testing.T) {
	for _, c := range foldCases {
		if got := match.Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) is %q, not %q", c.in, got, c.want)
		}
	}
}

func TestSkeleton(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Harbour dues: a (short) history!", "harbour dues a short history"},
		{"don’t l'eau 'quoted'", "dont leau quoted"},
		{"海港，收费 标准", "海港收费标准"},
		{"…", ""},
	} {
		if got := match.Skeleton(c.in); got != c.want {
			t.Errorf("Skeleton(%q) is %q, not %q", c.in, got, c.want)
		}
	}
	if a, b := match.Skeleton("2024年5月"), match.Skeleton("2024年5月。"); a != b {
		t.Errorf("a full stop makes two skeletons of one text: %q and %q", a, b)
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"müller-lüdtke", "muller-ludtke"},
		{"œuvre ærø łódź đorđe þing", "oeuvre aero lodz dorde thing"},
		{"がぎぐ ガ", "がぎぐ ガ"},
		{"việt nam", "viet nam"},
	} {
		if got := match.Plain(c.in); got != c.want {
			t.Errorf("Plain(%q) is %q, not %q", c.in, got, c.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, c := range foldCases {
		f.Add(c.in)
	}
	f.Add("\u0345\u0301\u0345")
	f.Add("\ufdfa\u1100\u1161\u11a8")
	f.Fuzz(func(t *testing.T, s string) {
		once := match.Fold(s)
		if twice := match.Fold(once); twice != once {
			t.Errorf("folding %q gives %q, and folding that gives %q", s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("Fold(%q) is no UTF-8: %q", s, once)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Errorf("Fold(%q) leaves blanks: %q", s, once)
		}
		bones := match.Skeleton(s)
		if again := match.Skeleton(bones); again != bones {
			t.Errorf("the skeleton of %q is %q, and the skeleton of that is %q", s, bones, again)
		}
		if got := match.Skeleton(once); got != bones {
			t.Errorf("the skeleton of %q is %q, and that of the folded text %q", s, bones, got)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, unit := range map[string]string{
		"ascii":   "The keepers of that small harbour wrote down every tide. ",
		"curly":   "The “keepers” of that small harbour – wrote down “every” tide’s mark. ",
		"german":  "Die Wärter schrieben für jede Flut über Maß und Höhe in grüne Bücher. ",
		"russian": "Управление порта сообщило о повышении сборов на следующий год. ",
		"chinese": "近日，海港管理局宣布，自下月起上调渡轮停泊费用。",
	} {
		s := strings.Repeat(unit, 200_000/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				match.Fold(s)
			}
		})
	}
}

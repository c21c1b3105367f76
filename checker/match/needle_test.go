package match

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNeedles states which texts an expression is not even tried on.
func TestNeedles(t *testing.T) {
	for _, c := range []struct {
		expr      string
		may, cant []string
	}{
		{`(?i)\b(?:accessed|retrieved)\s+on\b`, []string{"ACCESSED", "it is reTrieved", "acceſſed", "ſ", "\u212a"}, []string{"", "access on", "on"}},
		{`pp?\.\s*(\d+)`, []string{"Pp. 4", "a P."}, []string{"pp 4", "."}},
		{`[Pp]ages?`, []string{"ten pages"}, []string{"pag es"}},
		{`\w+@\w+`, []string{"@"}, []string{"mail to a at b"}},
		{`\s*https?://\S+`, []string{"http://", "HTTPS://"}, []string{"http:/ /", "://"}},
		{`(?:19|20)\d\d[–-]\d+`, []string{"1999", "200"}, []string{"1 9 2 0", "the 20th of 19"}},
		{`(?i)стр\.`, []string{"см. СТР. 4", "стр."}, []string{"см. там же", "str."}},
		{`a{2,3}b?`, []string{"aa", "bAab"}, []string{"ab", "a a"}},
		{`colou?r|gr[ae]y`, []string{"colour", "Grey"}, []string{"colo r", "gry"}},
		{`\bword|\d{2}`, []string{"sword", "15", "1"}, []string{"wor d"}},
		{"a\ufffdb", []string{"a\xffb"}, []string{"x"}},
		{`(?:x|)y`, []string{"y"}, []string{"x"}},
		{`\p{Lu}\w*`, []string{"", "a"}, nil},
		{`x?|y`, []string{""}, nil},
		{`^Ibid`, []string{""}, nil},
		{`[^a]`, []string{""}, nil},
	} {
		n := needlesOf(c.expr)
		for _, s := range c.may {
			if !n.mayMatch(s) {
				t.Errorf("%s is not tried on %q", c.expr, s)
			}
		}
		for _, s := range c.cant {
			if n.mayMatch(s) {
				t.Errorf("%s is tried on %q, which has nothing of what it needs", c.expr, s)
			}
		}
	}
}

// FuzzPattern states that a Pattern finds what its expression finds.
func FuzzPattern(f *testing.F) {
	for _, expr := range []string{`(?i)kelvin|ſ`, `[ſk]+x?`, `(?i)[^a]é{2,}`, `(a|b*)c{0,2}d`, `(?s).�`, `(?im)^see\b|\bsee$`, `(?i)straße|ΣΑΣ`, `x{2}{3}|`} {
		for _, s := range []string{"", "KELVIN Kelvin ſee", "a\xff\xfed cd bd", "ÉÉÉé σας ΣΑΣ STRASSE straſſe", "see\nsee x"} {
			f.Add(expr, s)
		}
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		re, err := regexp.Compile(expr)
		if err != nil || len(expr) > 100 || len(s) > 100 {
			return
		}
		p := NewPattern(expr)
		if d := cmp.Diff(re.FindAllStringSubmatchIndex(s, -1), p.FindAllStringSubmatchIndex(s, -1)); d != "" {
			t.Errorf("%q finds something else in %q than its expression does (-expression +pattern):\n%s", expr, s, d)
		}
		if a, b := re.MatchString(s), p.MatchString(s); a != b {
			t.Errorf("%q matches %q: %t, its expression: %t", expr, s, b, a)
		}
		if d := cmp.Diff(re.Split(s, -1), p.Split(s, -1)); d != "" {
			t.Errorf("%q splits %q otherwise than its expression does (-expression +pattern):\n%s", expr, s, d)
		}
		if a, b := re.ReplaceAllString(s, "<$0>"), p.ReplaceAllString(s, "<$0>"); a != b {
			t.Errorf("%q makes %q of %q, its expression %q", expr, b, s, a)
		}
	})
}

// BenchmarkPattern tries an expression of many words on a text that has none of them.
func BenchmarkPattern(b *testing.B) {
	p := NewPattern(`(?i)\b(?:accessed|retrieved|last (?:seen|visited)|consulted|viewed)\b`)
	s := strings.Repeat("In the third year the survey counted more colonies than lids on the hives. ", 4)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if p.MatchString(s) {
			b.Fatal("it matches")
		}
	}
}

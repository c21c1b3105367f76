package match_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
)

// FuzzFind holds the search to its laws: it never panics, its answers agree with themselves, and
// what stands in a text word for word is found there word for word.
func FuzzFind(f *testing.F) {
	for _, l := range tongues {
		f.Add(l.join([]string{l.slots[0][0], l.slots[1][0], l.slots[2][0]})+l.stop+sund, "the dues … [not] rise", uint16(3), uint16(60))
	}
	f.Add(sund, "[[[...]]] a…b [x]y z[w] . . .", uint16(0), uint16(2000))
	f.Add("a\u0301e\u0308 ﬁ № ½ がが \u202e %$€ 1,000 1.5 "+strings.Repeat("x", 3000), "x1 ... 000", uint16(1), uint16(30))
	f.Fuzz(func(t *testing.T, text, quoted string, from, size uint16) {
		source := match.NewText(text)
		check := func(q string) match.Quoted {
			got := source.Find(q)
			if source.Has(q) && !got.Verified() {
				t.Errorf("the text has %q, and Find says %s", q, got.Answer)
			}
			if got.Verified() != (got.Similarity == 1 && got.Answer != "stitched") {
				t.Errorf("%q is %s with similarity %v", q, got.Answer, got.Similarity)
			}
			if !utf8.ValidString(text) || strings.ContainsAny(got.Found, "\n") {
				return got
			}
			if !utf8.ValidString(got.Found + got.Before + got.After + got.Fragment) {
				t.Errorf("the evidence for %q is no valid UTF-8: %+v", q, got)
			}
			return got
		}
		check(quoted)
		words := strings.Fields(text)
		if len(words) == 0 || !utf8.ValidString(text) {
			return
		}
		i := int(from) % len(words)
		j := min(len(words), i+1+int(size)%40)
		q := strings.Join(words[i:j], " ")
		if strings.ContainsAny(q, "[](（［〔{<…⋯.¹²³⁰⁴⁵⁶⁷⁸⁹-\ufffc") || len(q) > 8<<10 {
			return // these have a meaning in quotations
		}
		if got := check(q); got.Answer != "verbatim" && got.Answer != "too-short" {
			t.Errorf("%q is %s (%v, %v), and stands in %q", q, got.Answer, got.Differs, got.Diff, text)
		}
	})
}

package match_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/match"
)

// invented returns a text of n characters of words that no language has, in sentences.
func invented(r *rand.Rand, n int) string {
	const consonants, vowels = "bcdfghklmnprstvw", "aeiou"
	vocabulary := make([]string, 3000)
	for i := range vocabulary {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteByte(consonants[r.IntN(len(consonants))])
			b.WriteByte(vowels[r.IntN(len(vowels))])
			if r.IntN(3) == 0 {
				b.WriteByte(consonants[r.IntN(len(consonants))])
			}
		}
		vocabulary[i] = b.String()
	}
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(vocabulary[int(r.ExpFloat64()*400)%len(vocabulary)])
		b.WriteByte(' ')
	}
	return b.String()
}

// BenchmarkFind looks for five quotations of some 200 characters in 500,000.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	text := invented(r, 500_000)
	words := strings.Fields(text)
	stretch := func() []string { i := r.IntN(len(words) - 40); return words[i : i+36] }
	kinds := map[string]func() string{
		"true":    func() string { return strings.Join(stretch(), " ") },
		"altered": func() string { w := stretch(); return strings.Join(w[:12], " ") + " not " + strings.Join(w[12:], " ") },
		"missing": func() string { return invented(r, 200) },
	}
	for _, kind := range []string{"true", "altered", "missing"} {
		var quotations []string
		for range 5 {
			quotations = append(quotations, kinds[kind]())
		}
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t := match.NewText(text)
				for _, q := range quotations {
					t.Find(q)
				}
			}
		})
	}
}

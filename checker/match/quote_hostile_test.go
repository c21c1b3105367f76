package match_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/match"
)

// TestFindHostile holds the time of 5 quotations in texts of 2 MiB that are made to take long.
func TestFindHostile(t *testing.T) {
	const size = 2 << 20
	r := rand.New(rand.NewPCG(3, 4))
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, c := range map[string]struct{ text, quoted string }{
		"one letter":         {fill("a"), strings.Repeat("a", 300) + "b"},
		"words of a letter":  {fill("a "), strings.Repeat("a ", 300) + "b"},
		"brackets":           {fill("a "), strings.Repeat("a [x] ", 30) + "bbbbbbbbbbbb"},
		"ellipses":           {fill("one two three "), strings.Repeat("one … two three … ", 40) + "four"},
		"missing":            {invented(r, size), invented(r, 400)},
		"long and missing":   {invented(r, size), invented(r, 16<<10)},
		"marks":              {fill("a\u0301\u0301\u0301"), strings.Repeat("a\u0301", 200) + " b"},
		"Han":                {fill("不可能"), strings.Repeat("不可", 100)},
		"parted otherwise":   {fill("ab "), strings.Repeat("ba", 100)},
		"numbers":            {fill("1,000 "), strings.Repeat("1000", 100)},
		"signs":              {fill("№ ½ "), strings.Repeat("№ ½ ", 50) + "x"},
		"brackets unclosed":  {fill("["), strings.Repeat("[", 9000)},
		"bracketed and same": {fill("a b "), strings.Repeat("[a] b ", 100)},
	} {
		start := time.Now()
		text := match.NewText(c.text)
		for range 5 {
			text.Find(c.quoted)
		}
		took := time.Since(start)
		t.Logf("%s: %v", name, took.Round(time.Millisecond))
		const most = 10 * time.Second // on a machine that does other things, too; the square would be hours
		if took > most {
			t.Errorf("%s: 5 quotations took %v", name, took)
		}
	}
}

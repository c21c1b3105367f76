package read_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/read"
)

// TestHostile reads documents that make careless readers slow or recurse deeply. A quadratic reader
// needs minutes for each.
func TestHostile(t *testing.T) {
	n := 40_000
	if testing.Short() {
		n = 10_000
	}
	r := strings.Repeat
	for name, src := range map[string]string{
		"brackets":           r("[", n),
		"bracket pairs":      r("[", n) + r("]", n),
		"bracket marks":      r("[1]", n),
		"parentheses":        r("(", n),
		"links without end":  r("[a](", n),
		"links with quote":   r("[a](b \"", n),
		"angle targets":      r("[a](<b", n),
		"labels":             r("[a][", n),
		"images":             r("![", n) + r("](a)", n),
		"images, starred":    r("*![", n) + r("*](a)", n),
		"note labels":        r("[^a", n),
		"note markers":       r("[^a]", n),
		"inline notes":       r("^[", n),
		"inline pairs":       r("^[a", n) + r("]", n),
		"carets":             r("^", n),
		"caret words":        r("^a", n),
		"stars":              r("*", n),
		"star words":         r("*a ", n),
		"star closers":       r("a*", n),
		"star and bar":       r("*a_ ", n),
		"long and short":     r("a**b", n) + r("c* ", n),
		"tildes":             r("~~a", n),
		"backticks":          r("`", n),
		"backtick runs":      tickRuns(1200),
		"dollars":            r("$a", n),
		"double dollars":     r("$$", n),
		"sup":                r("<sup>", n),
		"sup pairs":          r("<sup>1</sup>", n),
		"sup lines":          r("<sup>1</sup> a\n", n/4),
		"sup paragraphs":     r("<sup>1</sup> a\n\n", n/4),
		"tags":               r("<a ", n),
		"tags with quote":    r("<a b='", n),
		"tags with quotes":   r("<a b=\"", n) + r("'", n),
		"open links":         r("<a href=x>", n),
		"comments":           r("<!--", n),
		"comment lines":      r("<!-- a --> ", n),
		"processing":         r("<?", n),
		"declarations":       r("<!A", n),
		"script":             r("<script>", n),
		"quotes":             r(">", n),
		"quoted lines":       r("> ", 5000) + r("a\n", n),
		"nested items":       r("- ", n),
		"item lines":         r("- ", 2000) + r("a\n\n", n/10),
		"deep items":         deepItems(1200),
		"numbers":            r("1. ", n),
		"entities":           r("&amp", n),
		"backslashes":        r("\\", n),
		"addresses":          r("http://", n),
		"many addresses":     r("http://a.example/ ", n/4),
		"colons":             r("a://", n),
		"www":                r("www.", n),
		"www question":       r("www.a?", n),
		"address tail":       "http://a.example/" + r(")", n),
		"address brackets":   "http://a.example/" + r("(", n),
		"definitions":        r("[^1]: a\n", n/8),
		"empty definitions":  r("[^1]:\n", n/8),
		"nested definitions": r("[^1]: ", n/8),
		"link definitions":   r("[a]: b\n", n/8),
		"tables":             "|a|\n|-|\n" + r("|a|\n", n/4),
		"wide tables":        r("|a", n/4) + "\n" + r("|-", n/4) + "\n" + r("|a", n/4),
		"table heads":        r("a|b\n-|-\n", n/8),
		"setext":             r("a\n---\n", n/8),
		"rules":              r("---\n", n/4),
		"fences":             r("```\n", n/4),
		"headings":           r("# Notes\n\n1. a\n\n", n/16),
		"lower case":         r("a\n\n", n/8),
		"page numbers":       numbers(n / 8),
		"page marks":         r("head\n\n-----\n\n", n/16),
		"one word":           r("a", n*10),
		"one line":           r("a b. ", n*2),
		"braces":             r("{{", n),
		"weak":               r("a1 b.2 (3) ", n/8) + "\n\n# Notes\n\n" + entries(n/16),
		"invalid":            r("\xff", n),
		"half invalid":       r("a\xff", n),
		"html blocks":        r("<div>\n", n/8),
		"html paragraphs":    "<div>" + r("<p>a", n/4),
		"line breaks":        r("a\n", n),
		"carriage returns":   r("a\r", n),
		"front matter":       "---\n" + r("a: b\n", n/8),
		"tabs":               r("\t", n),
		"ranges":             r("[1-50]", n/16) + "\n\n# Notes\n\n" + entries(60),
	} {
		for _, f := range read.Formats {
			begun := time.Now()
			d, err := f.Read("a"+f.Exts[0], []byte(src))
			if err != nil {
				t.Errorf("%s as %s: %v", name, f.Name, err)
			}
			took := time.Since(begun)
			if testing.Verbose() && took > 300*time.Millisecond {
				t.Logf("%s as %s: %v for %d KB, %d notes", name, f.Name, took, len(src)>>10, len(d.Notes))
			}
		}
	}
}

func tickRuns(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1))
		b.WriteString(" ")
	}
	return b.String()
}

func deepItems(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i))
		b.WriteString("- a\n")
	}
	return b.String()
}

func numbers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d\n\n", i%9999+1)
	}
	return b.String()
}

func entries(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d. a\n", i+1)
	}
	return b.String()
}

// largeDocument has n notes, n markers and n links.
func largeDocument(n int) []byte {
	var b strings.Builder
	b.WriteString("# Salt and Law\n\n")
	for i := range n {
		fmt.Fprintf(&b, "The dues of the *harbour* rose in %d, as [the board](https://a.example/board/%d) said.[^%d]\n\n", 1900+i%100, i, i)
	}
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: A. B. Roe, “[Tolls of Sund](https://a.example/tolls/%d)”, *Port News*, 3 May 2024, https://b.example/%d.\n\n", i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkLargeDocument(b *testing.B) {
	src := largeDocument(10_000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if d, err := read.Document("a.md", src); err != nil || len(d.Notes) != 10_000 {
			b.Fatal(len(d.Notes), err)
		}
	}
}

func BenchmarkProse(b *testing.B) {
	src := []byte(strings.Repeat("The *dues* of the harbour rose in 1920, as “the board” said. They fell again — a little — in 1930.\n\n", 100_000))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read.Document("a.md", src); err != nil {
			b.Fatal(err)
		}
	}
}

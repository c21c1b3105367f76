package read_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/read"
)

// A madeDocument is a document whose notes and prose are known, since it was made of them.
type madeDocument struct {
	source string
	prose  string
	notes  []string
}

// A syntax says how markers and notes are written.
type syntax struct {
	name   string
	marker func(n int) string // of note n
	note   func(n int, text string) string
	head   string // before a list of notes at the end
	pages  bool   // notes stand at the end of pages
	exts   []string
}

func syntaxes() []syntax {
	f := func(format string) func(int) string { return func(n int) string { return fmt.Sprintf(format, n) } }
	g := func(format string) func(int, string) string {
		return func(n int, text string) string { return fmt.Sprintf(format, n, text) }
	}
	md, both, html := []string{".md"}, []string{".md", ".txt"}, []string{".html"}
	return []syntax{
		{"defined", f("[^%d]"), g("[^%d]: %s\n\n"), "", false, md},
		{"defined by pages", f("[^%d]"), g("[^%d]: %s\n\n"), "", true, md},
		{"superscripts by pages", f("<sup>%d</sup>"), g("<sup>%d</sup> %s\n\n"), "---\n\n", true, md},
		{"superscripts at the end", f("<sup>%d</sup>"), g("<sup>%d</sup> %s\n\n"), "", false, md},
		{"mathematics by pages", f("${ }^{%d}$"), g("${ }^{%d}$ %s\n\n"), "", true, md},
		{"carets", f("^%d^"), g("^%d^ %s\n\n"), "## Notes\n\n", false, md},
		{"brackets", f(" [%d]"), g("[%d] %s\n\n"), "## References\n\n", false, md},
		{"weak", f("%d"), g("%d. %s\n"), "## Notes\n\n", false, md},
		{"weak in parentheses", f(" (%d)"), g("%d. %s\n"), "**Endnotes**\n\n", false, md},
		{"heading in text", f("%d"), g("%d. %s\n"), "NOTES\n\n", false, both},
		{"links", f("[%[1]d](#fn%[1]d)"), g("[%[1]d](#fnref%[1]d) %[2]s\n\n"), "", false, md},
		{"HTML with classes", f(`<a href="#fn%[1]d" class="footnote-ref" id="fnref%[1]d"><sup>%[1]d</sup></a>`),
			g(`<li id="fn%[1]d"><p>%[2]s<a href="#fnref%[1]d" class="footnote-back">↩</a></p></li>`), `<section class="footnotes"><ol>`, false, html},
		{"HTML with names", f(`<sup><a name="a%[1]d" href="#b%[1]d">%[1]d</a></sup>`),
			g(`<p><a name="b%[1]d" href="#a%[1]d">%[1]d</a>. %[2]s</p>`), "<hr>", false, html},
		{"HTML without links", f("<sup>%d</sup>"), g("<p><sup>%d</sup> %s</p>\n"), "<hr>", false, html},
		{"HTML by pages", f("<sup>%d</sup>"), g("<p><sup>%d</sup> %s</p>\n"), "<hr>", true, html},
		{"HTML with brackets", f(" [%d]"), g("<p>[%d] %s</p>"), "<h2>References</h2>", false, html},
		{"HTML with lines", f("[%d]"), g("[%d] %s<br>\n"), "<h2>Sources</h2><p>", false, html},
		{"HTML, weak", f("%d"), g("<li>%[2]s"), "<h2>Notes</h2><ol>", false, html},
	}
}

var madeWords = strings.Fields("the dues of harbour rose when tolls fell and salt was law since every tide that ships bring to port again a board met late")

// make writes n sentences with a note each; a page ends now and then, often in mid-sentence.
func (s syntax) make(r *rand.Rand, n int) madeDocument {
	var d madeDocument
	var src, prose strings.Builder
	waiting := 0 // notes not yet written
	flush := func(upTo int) {
		if waiting == 0 {
			return
		}
		src.WriteString("\n\n" + s.head)
		for k := upTo - waiting + 1; k <= upTo; k++ {
			src.WriteString(s.note(k, d.notes[k-1]))
		}
		waiting = 0
	}
	for k := 1; k <= n; k++ {
		words := make([]string, 9+r.IntN(12))
		for i := range words {
			words[i] = madeWords[r.IntN(len(madeWords))]
		}
		cut := -1
		if s.pages && waiting > 0 && r.IntN(4) == 0 {
			cut = 8 + r.IntN(len(words)-8)
		}
		for i, w := range words {
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			switch {
			case i == cut:
				flush(k - 1)
			case i > 0:
				src.WriteByte(' ')
			}
			if i > 0 {
				prose.WriteByte(' ')
			}
			src.WriteString(w)
			prose.WriteString(w)
		}
		d.notes = append(d.notes, fmt.Sprintf("Roe, Tolls of %s, %d.", words[0], 1900+k))
		waiting++
		src.WriteString("." + s.marker(k) + " ")
		prose.WriteString(". ")
	}
	flush(n)
	d.source, d.prose = src.String(), strings.Join(strings.Fields(prose.String()), " ")
	return d
}

// TestMadeDocuments reads documents made of sentences and notes in every syntax, and finds the
// same sentences, whole, and the same notes, each with its marker.
func TestMadeDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, s := range syntaxes() {
		for _, ext := range s.exts {
			for range 40 {
				made := s.make(r, 3+r.IntN(30))
				d, err := read.Document("a"+ext, []byte(made.source))
				if err != nil {
					t.Fatal(err)
				}
				lawful(t, d)
				if got := len(d.Notes); got != len(made.notes) {
					t.Fatalf("%s: %d notes, want %d, in:\n%s\n%s", s.name, got, len(made.notes), made.source, describe(d))
				}
				at := 0
				for i, n := range d.Notes {
					if n.Text != made.notes[i] || n.Label != fmt.Sprint(i+1) || len(n.Markers) != 1 || n.Markers[0].Span.Start.Offset < at {
						t.Fatalf("%s: note %d is %q (%s) with %d markers, want %q with one, in:\n%s", s.name, i+1, n.Text, n.Label, len(n.Markers), made.notes[i], made.source)
					}
					at = n.Markers[0].Span.Start.Offset
				}
				var body []string
				for _, b := range d.Body {
					body = append(body, strings.Fields(b.Text())...)
				}
				want := made.prose
				blocks := 1
				for _, h := range []string{"NOTES", "Notes", "References", "Endnotes", "Sources"} {
					if strings.Contains(s.head, h) {
						want += " " + h
						blocks++
					}
				}
				if got := strings.Join(body, " "); strings.ReplaceAll(got, " .", ".") != want {
					t.Fatalf("%s: the prose is\n%s\nwant\n%s", s.name, got, want)
				}
				if len(d.Body) != blocks {
					t.Fatalf("%s: %d blocks, want %d:\n%s\n%s", s.name, len(d.Body), blocks, made.source, describe(d))
				}
			}
		}
	}
}

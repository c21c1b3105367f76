package read_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/read"
)

// TestCiteElement states that <cite> is italic as browsers show it, but not where it holds a whole
// citation, as Wikipedia writes it.
func TestCiteElement(t *testing.T) {
	for _, c := range []struct{ src, italic string }{
		{"<p>See <cite>Salt and Law</cite>, 2011.</p>", "Salt and Law"},
		{"<p><cite>Roe, A. (2011). <i>Salt and Law</i>. Quay.</cite> And more.</p>", "Salt and Law"},
		{`<p><cite class="citation web">“<a href="x">Salt falls</a>”. Quay. 3 May 2011.</cite> And more.</p>`, ""},
		{"<p><cite>A <cite>B</cite> C</cite></p>", "B"},
	} {
		doc, err := read.Document("a.html", []byte(c.src))
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, b := range doc.Body {
			for _, r := range b.Runs {
				if r.Style&checker.Italic != 0 {
					got.WriteString(r.Text)
				}
			}
		}
		if got.String() != c.italic {
			t.Errorf("%s has %q in italics, want %q", c.src, got.String(), c.italic)
		}
	}
}

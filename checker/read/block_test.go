package read

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// TestMayOpenHTML states that each line that goldmark takes for a block of HTML may be one.
func TestMayOpenHTML(t *testing.T) {
	pieces := []string{"<sup>", "<sup ", "</sup>", "<sup", "x=\"y\"", ">", "1", " ", "<!-- ", "<div>", "<b>", "/>", "<?"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(5) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		line := b.String()
		first := goldmark.DefaultParser().Parse(text.NewReader([]byte(line))).FirstChild()
		if _, html := first.(*ast.HTMLBlock); html && !mayOpenHTML([]byte(line)) {
			t.Fatalf("goldmark takes %q for HTML", line)
		}
	}
}

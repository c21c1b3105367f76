package read_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker/read"
)

// TestManyParts states that a long document is read in the same way on one processor and on several:
// links, markers, comments, broken links, names and, in HTML, the numbers of tables.
func TestManyParts(t *testing.T) {
	for _, html := range []string{"<div id=\"box%d\">Moss</div>\n\n", "<table><tr><td>Moss %d</td></tr></table>\n\n"} {
		var b strings.Builder
		for i := range 1500 {
			fmt.Fprintf(&b, "Quay %d [raised](https://sund.example/%d) its dues.[^%d] See [quay %d](#box%d).\n\n", i, i, i, i, i-i%7)
			switch i % 7 {
			case 0:
				fmt.Fprintf(&b, html, i)
			case 1:
				b.WriteString("Moss <!-- citelint:ignore link/placeholder: known --> and fern.\n\n")
			case 2:
				b.WriteString("[spaced] (https://sund.example/a)\n\n")
			}
			fmt.Fprintf(&b, "[^%d]: Tomas Relling, *Tolls* (Bencher, 2012), %d.\n\n", i, i)
		}
		read := func(processors int) string {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			d, err := read.Document("brief.md", []byte(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Comments) != 215 || len(d.Broken) != 214 {
				t.Errorf("%d comments and %d broken links, want 215 and 214", len(d.Comments), len(d.Broken))
			}
			if strings.HasPrefix(html, "<div") && !slices.Contains(d.Anchors, "box1498") {
				t.Errorf("the name box1498 is not known")
			}
			return describe(d) + strings.Join(d.Anchors, "\n")
		}
		one := read(1)
		for _, processors := range []int{2, 4} {
			if diff := cmp.Diff(strings.Split(one, "\n"), strings.Split(read(processors), "\n")); diff != "" {
				t.Errorf("with %q (-one processor +%d):\n%s", html, processors, diff)
			}
		}
	}
}

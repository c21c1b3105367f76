package cite_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// TestClaims reads each document of testdata/cite/claims.txtar. A file is a document; behind a line
// of === stand what its markers support, in the order of the notes: the note's label, the claim,
// and behind each « a quotation (with … at its end, if it is open).
func TestClaims(t *testing.T) {
	data, err := os.ReadFile("../../testdata/cite/claims.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := txtar.Parse(data).Files
	if len(files) == 0 {
		t.Fatal("there are no cases")
	}
	for _, f := range files {
		src, want, ok := strings.Cut(string(f.Data), "\n===\n")
		if !ok {
			t.Errorf("%s has no line of ===", f.Name)
			continue
		}
		doc, err := read.Document(f.Name, []byte(src))
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		cite.Parse(doc)
		if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(claimsOf(doc))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

func claimsOf(doc *checker.Document) string {
	var b strings.Builder
	for _, n := range doc.Notes {
		for _, m := range n.Markers {
			b.WriteString(n.Label + " " + m.Claim + "\n")
			for _, q := range m.Quotations {
				b.WriteString("« " + q.Text)
				if q.Open {
					b.WriteString("…")
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// TestTouchingMarkers states that markers side by side support the same quotation, and that one with
// words before it does not.
func TestTouchingMarkers(t *testing.T) {
	doc, err := read.Document("a.md", []byte("The board called the toll “a tax on salt”[^1][^2] and the quay “a ruin”,[^3] which it sold.[^4]\n\n[^1]: A.\n[^2]: B.\n[^3]: C.\n[^4]: D.\n"))
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(doc)
	for i, want := range []string{"a tax on salt", "a tax on salt", "a ruin", ""} {
		got := ""
		for _, q := range doc.Notes[i].Markers[0].Quotations {
			got += q.Text
		}
		if got != want {
			t.Errorf("marker %d has the quotation %q, want %q", i+1, got, want)
		}
	}
}

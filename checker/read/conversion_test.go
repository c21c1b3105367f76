package read_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// TestConversions reads documents as word processors, converters and publishing systems write them,
// and finds each marker with its claim and its note. In the expected lines * is anything.
func TestConversions(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join(cases, "conversion", "conversions.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, f := range archive.Files {
		want[f.Name] = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
	}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".want") {
			continue
		}
		d, err := read.Document(f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		lawful(t, d)
		cite.Parse(d)
		got, wanted := markersOf(d), want[f.Name+".want"]
		for i := range min(len(got), len(wanted)) {
			got[i] = masked(got[i], wanted[i])
		}
		if diff := gocmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s is read otherwise (-want +got):\n%s", f.Name, diff)
		}
	}
}

// masked puts * into a line where the wanted one has it.
func masked(got, wanted string) string {
	g, w := strings.Split(got, " | "), strings.Split(wanted, " | ")
	for i := range min(len(g), len(w)) {
		if w[i] == "*" {
			g[i] = "*"
		}
	}
	return strings.Join(g, " | ")
}

// markersOf writes a line for each marker in order, and for each note that has none.
func markersOf(d *checker.Document) []string {
	type line struct {
		at   int
		text string
	}
	var lines []line
	for _, n := range d.Notes {
		label := n.Label
		if label == "" {
			label = "–"
		}
		text := strings.ReplaceAll(n.Text, "\n", "⏎")
		for _, m := range n.Markers {
			lines = append(lines, line{m.Span.Start.Offset, fmt.Sprintf("%s | %s | %s", label, m.Claim, text)})
		}
		if len(n.Markers) == 0 {
			lines = append(lines, line{n.Span.Start.Offset, fmt.Sprintf("%s | ! | %s", label, text)})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.at, b.at) })
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return out
}

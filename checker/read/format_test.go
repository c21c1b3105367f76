package read_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/read"
)

func TestFormatIsTold(t *testing.T) {
	for _, c := range []struct {
		name, src string
		format    string
		err       error
	}{
		{"a.md", "A.", "markdown", nil},
		{"a.MDX", "A.", "markdown", nil},
		{"a.txt", "A.", "text", nil},
		{"LICENSE", "A.", "markdown", nil},
		{"", "", "markdown", nil},
		{"a.txt", "<html>is what a page begins with", "text", nil},
		{"a.html", "A.", "html", nil},
		{"a.XHTML", "A.", "html", nil},
		{"-", "\n<!DOCTYPE html><p>A.", "html", nil},
		{"-", "<?xml version=\"1.0\"?>\n<html><p>A.</p></html>", "html", nil},
		{"a.md", "<!DOCTYPE html><p>A.", "markdown", nil},
		{"a.pdf", "%PDF-1.7\n", "", read.ErrFormat},
		{"a", "%PDF-1.7\n", "", read.ErrBinary},
		{"a.md", "PK\x03\x04", "", read.ErrBinary},
		{"a.md", "A.\x00", "", read.ErrBinary},
		{"a.md", "\xff\xfeA\x00", "", read.ErrBinary},
		{"a.md", strings.Repeat("a", read.MaxSize+1), "", read.ErrTooLarge},
		{"a.md", strings.Repeat("a\n\n", 1_100_000), "", read.ErrTooMany},
	} {
		d, err := read.Document(c.name, []byte(c.src))
		if !errors.Is(err, c.err) {
			t.Errorf("reading %q, %.20q: error %v, want %v", c.name, c.src, err, c.err)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error for %q has more than a line: %v", c.name, err)
		}
		if err == nil && d.Format != c.format {
			t.Errorf("%q, %.20q is read as %s, want %s", c.name, c.src, d.Format, c.format)
		}
	}
}

func TestAnchors(t *testing.T) {
	src := `# The Tide & the Harbour
## 1. Höhe über Null_x
## The tide & the harbour
## Set by hand {#by-hand}
<a name="old"></a> <span id="page-1"></span>

A.[^n] See [it](#fn:n).

[^n]: N.
`
	d, err := read.Document("a.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{
		"the-tide--the-harbour",   // GitHub, Docusaurus, kramdown
		"the-tide-the-harbour",    // GitLab, pandoc, Python-Markdown
		"the-tide--the-harbour-1", // repeated
		"the-tide-the-harbour_1",  // repeated, in Python-Markdown
		"1-höhe-über-null_x",      // GitHub
		"höhe-über-null_x",        // pandoc
		"1-hohe-uber-null_x",      // Python-Markdown
		"by-hand", "old", "page-1", "n", "fn:n",
	} {
		if !slices.Contains(d.Anchors, id) {
			t.Errorf("#%s leads nowhere; there are %q", id, d.Anchors)
		}
	}
	if slices.Contains(d.Anchors, "fnref:n") {
		t.Error("#fnref:n is an anchor, though no link names it")
	}
	if !slices.IsSorted(d.Anchors) {
		t.Errorf("anchors are not sorted: %q", d.Anchors)
	}
}

func TestImports(t *testing.T) {
	for src, want := range map[string]bool{
		"A.":                              false,
		"import Tide from './tide.mdx'\n": true,
		"We import salt from Sund.":       false,
		"A.\n\n{% include note.md %}":     true,
		"{{< ref >}}":                     true,
		"import taxes rose\n":             false,
	} {
		d, err := read.Document("a.mdx", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if d.Imports != want {
			t.Errorf("%q imports: %v, want %v", src, d.Imports, want)
		}
	}
}

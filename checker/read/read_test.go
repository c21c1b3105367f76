package read_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/read"
)

var update = flag.Bool("update", false, "write what is read into the cases")

const cases = "../../testdata/read"

// TestCases reads the documents of testdata/read. In each file a document is followed by what is
// expected of it, under the same name with ".want".
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(cases, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s (%v)", cases, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, f := range archive.Files {
				want[f.Name] = string(f.Data)
			}
			out := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				t.Run(f.Name, func(t *testing.T) {
					// A document ends without the line feed that the archive needs.
					src := []byte(strings.TrimSuffix(string(f.Data), "\n"))
					d, err := read.Document(f.Name, src)
					if err != nil {
						t.Fatal(err)
					}
					lawful(t, d)
					got := describe(d)
					if diff := cmp.Diff(want[f.Name+".want"], got); diff != "" && !*update {
						t.Errorf("%s is read otherwise (-want +got):\n%s", f.Name, diff)
					}
					out.Files = append(out.Files, f, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
				})
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// describe writes what matters of a document, a line a thing.
func describe(d *checker.Document) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if d.Title != "" {
		p("title %s", d.Title)
	}
	for _, a := range d.Authors {
		p("author %s", a)
	}
	if d.Date.EDTF != "" {
		p("date %s", d.Date.EDTF)
	}
	for _, blk := range d.Body {
		what := string(blk.Kind)
		switch {
		case blk.Kind == checker.Cell:
			what += fmt.Sprintf(" %d.%d.%d", blk.Table, blk.Row, blk.Column)
		case blk.Level > 0:
			what += fmt.Sprint(" ", blk.Level)
		}
		p("%s: %s", what, blk.Text())
	}
	for _, n := range d.Notes {
		what := fmt.Sprintf("note %s (%s, %s", n.Label, n.Kind, n.Syntax)
		if n.Stretch > 0 {
			what += fmt.Sprintf(", stretch %d", n.Stretch)
		}
		if n.Span.IsZero() {
			what += ", undefined"
		}
		p("%s): %q", what, n.Text)
		for _, m := range n.Markers {
			p("  marker %s at %d:%d", d.Text(m.Span), m.Span.Start.Line, m.Span.Start.Column)
		}
		var last *checker.Link
		for _, r := range n.Runs {
			if r.Link != nil && r.Link != last {
				last = r.Link
				p("  %s", describeLink(last))
			}
		}
	}
	for _, l := range d.Links {
		p("%s", describeLink(l))
	}
	for _, s := range d.Untaken {
		p("untaken %s", d.Text(s))
	}
	for _, x := range d.Broken {
		p("broken %s: %q of %q", x.Kind, d.Text(x.Span), x.Text)
	}
	for _, c := range d.Comments {
		p("comment %s at %d:%d", c.Text, c.Span.Start.Line, c.Span.Start.Column)
	}
	return b.String()
}

func describeLink(l *checker.Link) string {
	s := fmt.Sprintf("link %s %q", l.Form, l.Raw)
	if l.Text != l.Raw {
		s += fmt.Sprintf(" on %q", l.Text)
	}
	if l.URL != l.Raw {
		s += " → " + l.URL
	}
	if l.Fragment != "" {
		s += " #" + l.Fragment
	}
	if l.Alternative != "" {
		s += " or " + l.Alternative
	}
	return s
}

package read_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/read"
)

// lawful fails the test if a document breaks a law that every reader keeps.
func lawful(t *testing.T, d *checker.Document) {
	t.Helper()
	link := func(l *checker.Link) {
		if d.Text(l.Span) != l.Raw {
			t.Fatalf("the source under a link's span is %q, its Raw %q", d.Text(l.Span), l.Raw)
		}
		if l.Form == checker.LinkBare && (l.Raw == "" || strings.ContainsAny(l.Raw[len(l.Raw)-1:], ".,:!?'*_~([<>\"`{}|^ \n")) {
			t.Fatalf("a bare address ends with the sentence's own mark: %q", l.Raw)
		}
	}
	var markers, notes []checker.Span
	owner := map[*checker.Marker]*checker.Note{}
	for _, n := range d.Notes {
		if !n.Span.IsZero() && n.Kind != checker.InlineNote {
			notes = append(notes, n.Span)
		}
		if n.Span.IsZero() && len(n.Markers) == 0 {
			t.Fatalf("note %q is neither defined nor named", n.Label)
		}
		for _, m := range n.Markers {
			if owner[m] != nil || m.Note != n {
				t.Fatalf("a marker at %v belongs to two notes", m.Span)
			}
			owner[m] = n
			if n.Kind != checker.InlineNote {
				markers = append(markers, m.Span)
			}
		}
	}
	runs := func(what string, rs []checker.Run, apart ...[]checker.Span) {
		at := 0
		for _, r := range rs {
			if !utf8.ValidString(r.Text) {
				t.Fatalf("%s has invalid UTF-8: %q", what, r.Text)
			}
			if r.Start < at || r.End < r.Start || r.End > len(d.Source) {
				t.Fatalf("the runs of %s do not ascend: %d-%d after %d (%q)", what, r.Start, r.End, at, r.Text)
			}
			at = r.End
			if len(r.Text) == r.End-r.Start && string(d.Source[r.Start:r.End]) != r.Text {
				t.Fatalf("a run of %s says %q, its source %q", what, r.Text, d.Source[r.Start:r.End])
			}
			if r.Link != nil {
				link(r.Link)
			}
			for _, spans := range apart {
				for _, s := range spans {
					if r.Start < s.End.Offset && s.Start.Offset < r.End {
						t.Fatalf("a run of %s, %q, overlaps %q", what, r.Text, d.Text(s))
					}
				}
			}
		}
	}
	if len(d.Notes) > 300 { // the check of overlaps is quadratic
		markers, notes = nil, nil
	}
	for _, n := range d.Notes {
		runs("note "+n.Label, n.Runs, markers)
		if n.Text != joined(n.Runs) {
			t.Fatalf("the text of note %q is %q, its runs say %q", n.Label, n.Text, joined(n.Runs))
		}
	}
	for _, b := range d.Body {
		runs("a block", b.Runs, markers, notes)
		if len(b.Runs) > 0 && (b.Start > b.Runs[0].Start || b.End < b.Runs[len(b.Runs)-1].End) {
			t.Fatalf("block %q reaches from %d to %d, its runs from %d to %d", b.Text(), b.Start, b.End, b.Runs[0].Start, b.Runs[len(b.Runs)-1].End)
		}
	}
	for i, l := range d.Links {
		link(l)
		if i > 0 && l.Span.Start.Offset < d.Links[i-1].Span.Start.Offset {
			t.Fatalf("link %q stands before %q", l.Raw, d.Links[i-1].Raw)
		}
	}
	taken := map[int]bool{}
	for m := range owner {
		taken[m.Span.Start.Offset] = true
	}
	for _, u := range d.Untaken {
		if taken[u.Start.Offset] {
			t.Fatalf("%q is a marker and untaken", d.Text(u))
		}
	}
	if !slices.IsSorted(d.Anchors) {
		t.Fatalf("the anchors are not sorted: %q", d.Anchors)
	}
}

func joined(rs []checker.Run) string {
	var b strings.Builder
	for _, r := range rs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// FuzzDocument states the laws of every reader for whatever bytes.
func FuzzDocument(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, format := range read.Formats {
			d, err := format.Read("a"+format.Exts[0], src)
			if err != nil {
				t.Fatalf("reading %s: %v", format.Name, err)
			}
			lawful(t, d)
		}
	})
}

// seeds are the documents of the cases.
func seeds(f *testing.F) [][]byte {
	files, err := filepath.Glob(filepath.Join(cases, "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	var all [][]byte
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range archive.Files {
			if !strings.HasSuffix(a.Name, ".want") {
				all = append(all, a.Data)
			}
		}
	}
	return append(all, []byte("a\xff\xfe[^1]\xff\n\n[^1]: \xc3("), []byte("<A \xe0\xe0\xe0href="), []byte("\ufeff# A\r\n\r\nb[^1]\r\n\r\n[^1]: c\r\n"))
}

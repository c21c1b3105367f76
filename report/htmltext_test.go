package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

func (t htmlText) joined() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.Text)
	}
	return b.String()
}

// FuzzHTMLText states that text in pieces is the whole text, plain, whatever is cut out of it.
func FuzzHTMLText(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "a")
	}
	f.Add("it says “x” and “y”, not “z", "x")
	f.Add("see https://sund.example/?token=hunter2hunter2", "hunter2hunter2")
	f.Fuzz(func(t *testing.T, s, quoted string) {
		if got := said(s).joined(); got != plain(s) {
			t.Errorf("said(%q) is %q, want %q", s, got, plain(s))
		}
		got := marked(s, []checker.Quotation{{Text: quoted}, {Text: "b"}, {Text: quoted}}).joined()
		if got != plain(s) {
			t.Errorf("marked(%q, %q) is %q, want %q", s, quoted, got, plain(s))
		}
		if l := language(s); l != "" && l != s {
			t.Errorf("language(%q) is %q", s, l)
		}
	})
}

func TestMarked(t *testing.T) {
	got := marked("Some say “up”, some “down”, and “up” again.", []checker.Quotation{{Text: "up"}, {Text: "sideways"}, {Text: "down"}, {Text: "up"}})
	want := htmlText{
		{"bdi", "Some say “"}, {"mark", "up"}, {"bdi", "”, some “"}, {"mark", "down"}, {"bdi", "”, and “"}, {"mark", "up"}, {"bdi", "” again."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the quotations in their claim (-want +got):\n%s", diff)
	}
}

func TestAdvised(t *testing.T) {
	got := advised("Write `^[text]`, or “x”.")
	want := htmlText{{"", "Write "}, {"code", "^[text]"}, {"", ", or “"}, {"bdi", "x"}, {"", "”."}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is to be done (-want +got):\n%s", diff)
	}
}

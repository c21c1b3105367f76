package checker_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// replacing is a rule that wants every old text to be a new one.
func replacing(id string, severity checker.Severity, safe bool, old, to string) *checker.Rule {
	return &checker.Rule{ID: id, Severity: severity, Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			for at := 0; ; {
				i := strings.Index(string(d.Source[at:]), old)
				if i < 0 {
					break
				}
				place := d.Span(at+i, at+i+len(old))
				p.Report(checker.Finding{
					Message: "old", Span: place, Subject: checker.Subject{Document: d},
					Fix: &checker.Fix{Message: "new", Safe: safe, Edits: []checker.Edit{{Span: place, NewText: to}}},
				})
				at += i + len(old)
			}
		}
	}}
}

// readLines reads each line that begins with ">" as a note and each with four blanks as code.
func readLines(path string, src []byte) (*checker.Document, error) {
	d := checker.NewDocument(path, src)
	at := 0
	for line := range strings.Lines(string(src)) {
		end := at + len(line)
		switch {
		case strings.HasPrefix(line, "!"):
			return nil, errors.New("no text")
		case strings.HasPrefix(line, ">"):
			d.Notes = append(d.Notes, &checker.Note{Kind: checker.Footnote, Span: d.Span(at, end), Text: line})
		case strings.HasPrefix(line, "    "):
			d.Body = append(d.Body, &checker.Block{Kind: checker.Code, Runs: []checker.Run{{Text: line, Start: at, End: end}}})
		}
		at = end
	}
	return d, nil
}

func TestMend(t *testing.T) {
	rule := func(id string, severity checker.Severity, old, to string) *checker.Rule {
		return replacing(id, severity, true, old, to)
	}
	for _, tt := range []struct {
		name, before, after string
		rules               []*checker.Rule
		made, refused       int
	}{
		{"all at once", "a b a\n", "x y x\n", []*checker.Rule{rule("style/a", checker.Info, "a", "x"), rule("style/b", checker.Info, "b", "y")}, 3, 0},
		{"the graver one wins", "abc\n", "axx\n", []*checker.Rule{rule("style/a", checker.Info, "ab", "y"), rule("style/b", checker.Error, "bc", "xx")}, 1, 0},
		{"else the first", "abc\n", "yc\n", []*checker.Rule{rule("style/b", checker.Info, "bc", "xx"), rule("style/a", checker.Info, "ab", "y")}, 1, 0},
		{"the other has its turn", "aab\n", "z\n", []*checker.Rule{rule("style/a", checker.Error, "aa", "a"), rule("style/b", checker.Info, "ab", "z")}, 2, 0},
		{"one that touches waits", "ab\n", "xy\n", []*checker.Rule{rule("style/a", checker.Info, "a", "x"), rule("style/b", checker.Info, "b", "y")}, 2, 0},
		{"code stays", "    a\na\n", "    a\nb\n", []*checker.Rule{rule("style/a", checker.Info, "a", "b")}, 1, 1},
		{"notes stay", ">a\nx a\n", ">b\nx b\n", []*checker.Rule{rule("style/a", checker.Info, "a", "b"), rule("style/b", checker.Info, ">b", "b")}, 2, 1},
		{"text stays text", "ab\n", "a\n", []*checker.Rule{rule("style/a", checker.Info, "a", "!"), rule("style/b", checker.Info, "b", "")}, 1, 1},
		{"one that does harm keeps none from its turn", "ab\n", "az\n", []*checker.Rule{rule("style/a", checker.Error, "ab", "!"), rule("style/b", checker.Info, "b", "z")}, 1, 0},
		{"no end is an end, too", "a\n", strings.Repeat("b", 12) + "a\n", []*checker.Rule{rule("style/a", checker.Info, "a", "ba")}, 12, 1},
		{"nothing new is no fix", "a\n", "a\n", []*checker.Rule{rule("style/a", checker.Info, "a", "a")}, 0, 1},
		{"nothing invisible is written", "a b\n", "a x\n", []*checker.Rule{rule("style/a", checker.Info, "a", "\u202e"), rule("style/b", checker.Info, "b", "x")}, 1, 1},
		{"nothing but ASCII where the encoding is not known", "\xe4 a b\n", "\xe4 x b\n", []*checker.Rule{rule("style/a", checker.Info, "a", "x"), rule("style/b", checker.Info, "b", "ü")}, 1, 1},
		{"the line ends of the document", "a\r\n", "x\r\ny\r\n", []*checker.Rule{rule("style/a", checker.Info, "a", "x\ny")}, 1, 0},
		{"unsafe ones are asked for", "a\n", "a\n", []*checker.Rule{replacing("style/a", checker.Info, false, "a", "b")}, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := checker.Mender{Checker: &checker.Checker{Rules: tt.rules}, Read: readLines}
			d, err := readLines("a.md", []byte(tt.before))
			if err != nil {
				t.Fatal(err)
			}
			mended, _, err := m.Mend(t.Context(), d)
			if err != nil {
				t.Fatal(err)
			}
			got := mended[0]
			if diff := cmp.Diff(tt.after, string(got.Source)); diff != "" {
				t.Errorf("what it has become (-want +got):\n%s", diff)
			}
			if len(got.Made) != tt.made || len(got.Refused) != tt.refused {
				t.Errorf("%d fixes were made and %d refused, want %d and %d", len(got.Made), len(got.Refused), tt.made, tt.refused)
			}
			if string(d.Source) != tt.before {
				t.Errorf("the document itself has changed to %q", d.Source)
			}
		})
	}
}

// TestMendLegacyPage holds that nothing but ASCII is written into a page that says it is not UTF-8.
func TestMendLegacyPage(t *testing.T) {
	for head, want := range map[string]string{
		`<meta charset="utf-8">`: "ü",
		`<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">`: "a",
		`<?xml version="1.0" encoding='UTF-8'?>`:                                   "ü",
		`<?xml version="1.0" encoding='windows-1252'?>`:                            "a",
		``: "ü",
	} {
		read := func(path string, src []byte) (*checker.Document, error) {
			d := checker.NewDocument(path, src)
			d.Format = "html"
			return d, nil
		}
		d, _ := read("a.html", []byte(head+"-a-"))
		m := checker.Mender{Checker: &checker.Checker{Rules: []*checker.Rule{replacing("style/a", checker.Info, true, "-a-", "-ü-")}}, Read: read}
		mended, _, err := m.Mend(t.Context(), d)
		if err != nil || string(mended[0].Source) != head+"-"+want+"-" {
			t.Errorf("it has become %q, want %q at the end; %v", mended[0].Source, want, err)
		}
	}
}

// TestMendAsksOnce holds that a pass asks the web only what none before has asked.
func TestMendAsksOnce(t *testing.T) {
	asked := map[string]int{}
	c := &checker.Checker{
		Rules: []*checker.Rule{replacing("style/a", checker.Info, true, "a b", "b"), replacing("style/b", checker.Info, true, "b c", "c")},
		Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
			asked[q.URL]++
			return checker.Result{Query: q, Verdict: checker.OK}, nil
		}),
	}
	read := func(path string, src []byte) (*checker.Document, error) {
		d := checker.NewDocument(path, src)
		for word := range strings.FieldsSeq(string(src)) {
			d.Links = append(d.Links, &checker.Link{URL: "https://sund.example/" + word})
		}
		return d, nil
	}
	d, _ := read("a.md", []byte("a b c d\n"))
	m := checker.Mender{Checker: c, Read: read}
	mended, _, err := m.Mend(t.Context(), d)
	if err != nil || string(mended[0].Source) != "c d\n" {
		t.Fatalf("it has become %q, with %v", mended[0].Source, err)
	}
	want := map[string]int{"https://sund.example/a": 1, "https://sund.example/b": 1, "https://sund.example/c": 1, "https://sund.example/d": 1}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("what was asked how often (-want +got):\n%s", diff)
	}
}

// TestMendInterrupted holds that nothing is made of anything when the run is interrupted.
func TestMendInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d, _ := readLines("a.md", []byte("a\n"))
	m := checker.Mender{
		Checker: &checker.Checker{Rules: []*checker.Rule{replacing("style/a", checker.Info, true, "a", "ba")}},
		Read: func(path string, src []byte) (*checker.Document, error) {
			cancel()
			return readLines(path, src)
		},
	}
	mended, _, err := m.Mend(ctx, d)
	if !errors.Is(err, context.Canceled) || string(mended[0].Source) != "a\n" || len(mended[0].Made) > 0 {
		t.Errorf("it has become %q, with %v", mended[0].Source, err)
	}
}

package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// TestBrief reports on a whole document as the command does: every note and every finding is in the
// Markdown once, in order, and the JSON fits its schema.
func TestBrief(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "testdata", "brief.md"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := read.Document("brief.md", src)
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(d)
	c := checker.Checker{Rules: rule.All, Fetcher: web(nil), Today: checker.Date{EDTF: "2026-11-24"}}
	rep, err := c.Check(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Notes) == 0 || len(rep.Findings) == 0 {
		t.Fatalf("%d notes and %d findings show nothing", len(d.Notes), len(rep.Findings))
	}

	md := string(writeAll(t, "markdown", rep))
	_, rest, _ := strings.Cut(md, "**Needs a person:**")
	for _, n := range d.Notes {
		head := "\n#### Note " + n.Label + " (line "
		i := strings.Index(rest, head)
		if i < 0 || strings.Count(md, head) != 1 {
			t.Errorf("note %s is not there once, after the note before it", n.Label)
			continue
		}
		rest = rest[i+1:]
	}
	if rows := strings.Count(md, "\n| ") - 1; rows != len(rep.Findings) {
		t.Errorf("the table has %d rows for %d findings", rows, len(rep.Findings))
	}

	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(writeAll(t, "json", rep)))
	if err != nil {
		t.Fatal(err)
	}
	if err := closed(t).Validate(v); err != nil {
		t.Errorf("the report does not fit its schema: %v", err)
	}
	if again := string(writeAll(t, "markdown", rep)); again != md {
		t.Error("the same report gives other bytes the second time")
	}
}

// TestRulesSayHowToMend states that what a note's findings leave to do is said for every rule.
func TestRulesSayHowToMend(t *testing.T) {
	for _, r := range rule.All {
		d := brief("a.md", "1 Who Owns the Quay #")
		n := d.Notes[0]
		rep := &checker.Report{Documents: []*checker.Document{d}, Rules: rule.All, Findings: []*checker.Finding{{
			Rule: r.ID, Severity: checker.Warning, Message: "m", State: checker.New, Span: n.Span, Subject: checker.Subject{Document: d, Note: n},
		}}}
		var b bytes.Buffer
		if err := report.Markdown(&b, rep); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "- **to do:** ") {
			t.Errorf("the Doc of %s has no paragraph after its example on how to mend it", r.ID)
		}
	}
}

// FuzzReport states of whatever document is read: every format writes it, JSON is JSON, what is data
// for other programs can be read back, and no line of text is a command to a build host.
func FuzzReport(f *testing.F) {
	f.Add(nightTrainsSource)
	for _, s := range nasty {
		f.Add("A claim “" + s + "”.[^1]\n\n[^1]: Lena Berg, [“" + s + "”](" + s + "), Port News, 3 May 2024. Ibid.\n")
	}
	f.Fuzz(func(t *testing.T, src string) {
		d, err := read.Document("a.md", []byte(src))
		if err != nil {
			t.Skip("it is no document")
		}
		cite.Parse(d)
		rep, err := (&checker.Checker{Rules: rule.All, Today: checker.Date{EDTF: "2026-11-24"}}).Check(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		rep.Detail = checker.Verbose
		references(t, rep)
		sheet(t, rep)
		for _, format := range report.Formats {
			b := writeAll(t, format.Name, rep)
			switch format.Name {
			case "json":
				if !json.Valid(b) {
					t.Fatalf("no JSON: %s", b)
				}
			case "text":
				for line := range strings.SplitSeq(string(b), "\n") {
					if command.MatchString(line) {
						t.Fatalf("a build host obeys %q", line)
					}
				}
			}
		}
	})
}

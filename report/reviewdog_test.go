package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	reviewdog "github.com/reviewdog/reviewdog/parser"
	"github.com/reviewdog/reviewdog/proto/rdf"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// readBy lists what reviewdog reads of a report, a line a diagnostic.
func readBy(t *testing.T, name string, p reviewdog.Parser, b []byte) []string {
	t.Helper()
	diagnostics, err := p.Parse(bytes.NewReader(b))
	if err != nil {
		t.Errorf("%s is not read by reviewdog: %v", name, err)
	}
	all := []string{}
	for _, d := range diagnostics {
		if l := d.GetLocation(); l.GetRange().GetStart().GetLine() < 1 || l.GetPath() == "" {
			t.Errorf("%s: a diagnostic stands nowhere: %v", name, l)
		}
		code := d.GetCode().GetValue()
		if rule, ok := strings.CutPrefix(code, "citelint."); ok {
			code = strings.Replace(rule, ".", "/", 1)
		}
		if !strings.HasPrefix(code, "run/") {
			all = append(all, d.GetSeverity().String()+" "+d.GetLocation().GetPath()+" "+code+" "+d.GetMessage())
		}
	}
	return all
}

func wantRead(rep *checker.Report) []string {
	all := []string{}
	for _, f := range fresh(rep) {
		all = append(all, strings.ToUpper(f.Severity.String())+" "+report.Plain(f.Subject.Document.Path)+" "+f.Rule+" "+report.Plain(f.Message)+shownNote(f))
	}
	return all
}

// TestReviewdog reads every case with reviewdog's own parsers.
func TestReviewdog(t *testing.T) {
	for _, c := range append(cases(t), testCase{name: "many", report: manyReport(t)}) {
		for format, p := range map[string]reviewdog.Parser{
			"rdjson": reviewdog.NewRDJSONParser(), "rdjsonl": reviewdog.NewRDJSONLParser(), "checkstyle": reviewdog.NewCheckStyleParser(),
		} {
			b := writeAll(t, format, c.report)
			if diff := cmp.Diff(wantRead(c.report), readBy(t, c.name+", "+format, p, b)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.name, format, diff)
			}
		}
		xmlTokens(t, c.name, writeAll(t, "checkstyle", c.report), "checkstyle file error")
		var result rdf.DiagnosticResult // strict: no field that reviewdog does not name
		if err := protojson.Unmarshal(writeAll(t, "rdjson", c.report), &result); err != nil {
			t.Errorf("%s, rdjson: %v", c.name, err)
		}
		for line := range bytes.Lines(writeAll(t, "rdjsonl", c.report)) {
			var d rdf.Diagnostic
			if err := protojson.Unmarshal(line, &d); err != nil || d.GetSource().GetName() != "citelint" {
				t.Errorf("%s, rdjsonl: a line of %q: %v", c.name, d.GetSource().GetName(), err)
			}
		}
	}
}

// TestReviewdogSeverity states that the result's severity is the worst present, and absent without
// findings.
func TestReviewdogSeverity(t *testing.T) {
	for _, c := range []struct {
		report *checker.Report
		want   string
	}{
		{cleanReport(t), ""}, {emptyReport(t), ""},
		{check(t, web(nightResults()), nil, nightTrains()), "ERROR"}, {incompleteReport(t), "WARNING"},
	} {
		var j struct {
			Severity    string
			Diagnostics []any
		}
		if err := json.Unmarshal(writeAll(t, "rdjson", c.report), &j); err != nil || j.Severity != c.want || j.Diagnostics == nil {
			t.Errorf("the severity is %q (%v) and the diagnostics %v, want %q and a list", j.Severity, err, j.Diagnostics, c.want)
		}
	}
	if b := writeAll(t, "rdjsonl", cleanReport(t)); len(b) > 0 {
		t.Errorf("rdjsonl of a clean run is %q, want nothing", b)
	}
	if got, want := string(writeAll(t, "checkstyle", cleanReport(t))), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\"/>\n"; got != want {
		t.Errorf("checkstyle of a clean run is %q, want %q", got, want)
	}
	if got := string(writeAll(t, "gitlab", cleanReport(t))); got != "[]\n" {
		t.Errorf("gitlab of a clean run is %q, want []", got)
	}
}

// fixed is a document with one safe fix of several edits, over several lines, behind a byte order
// mark and CJK.
func fixed(t *testing.T, newText string) *checker.Report {
	src := "\ufeff夜行 one,\r\n列 two “three”.\n"
	d := checker.NewDocument("briefs/夜行.md", []byte(src))
	span := func(words string) checker.Span {
		i := strings.Index(src, words)
		return d.Span(i, i+len(words))
	}
	rule := &checker.Rule{ID: "style/fixed", Severity: checker.Info, Doc: ruleDoc("Fixed", "Fix it."), Check: func(p *checker.Pass) {
		p.Report(checker.Finding{Message: "fix me", Span: span("one"), Subject: checker.Subject{Document: p.Documents[0]}, Fix: &checker.Fix{
			Message: "mend it", Safe: true,
			Edits: []checker.Edit{{Span: span("one"), NewText: newText}, {Span: span("two"), NewText: ""}, {Span: span("three"), NewText: "四"}},
		}})
	}}
	c := checker.Checker{Rules: []*checker.Rule{rule}}
	rep, err := c.Check(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// TestFixes states that what a program makes of a suggestion or of replacements is what Apply makes
// of the fix, and that a fix that cannot be shown as it is, or mends a derived document, is left out.
func TestFixes(t *testing.T) {
	rep := fixed(t, "un")
	d, f := rep.Documents[0], rep.Findings[0]
	want := string(checker.Apply(d.Source, f.Fix.Edits))

	diagnostics, err := reviewdog.NewRDJSONParser().Parse(bytes.NewReader(writeAll(t, "rdjson", rep)))
	if err != nil || len(diagnostics) != 1 || len(diagnostics[0].Suggestions) != 1 {
		t.Fatalf("%d diagnostics (%v), want one with one suggestion", len(diagnostics), err)
	}
	s := diagnostics[0].Suggestions[0]
	lines := strings.SplitAfter(string(d.Source), "\n")
	offset := func(p *rdf.Position) int {
		return len(strings.Join(lines[:p.GetLine()-1], "")) + int(p.GetColumn()) - 1
	}
	start, end := offset(s.GetRange().GetStart()), offset(s.GetRange().GetEnd())
	if got := string(d.Source[:start]) + s.GetText() + string(d.Source[end:]); got != want {
		t.Errorf("reviewdog's suggestion makes %q, want %q", got, want)
	}

	replacements := readSARIF(t, writeAll(t, "sarif", rep)).Results[0].Fixes[0].ArtifactChanges[0].Replacements
	at := func(line, column int) int { // columns count code points, and no byte order mark
		text := []rune(lines[line-1])
		if line == 1 {
			column++
		}
		return len(strings.Join(lines[:line-1], "")) + len(string(text[:column-1]))
	}
	mended := string(d.Source)
	for i := len(replacements) - 1; i >= 0; i-- {
		r := replacements[i]
		g := r.DeletedRegion
		mended = mended[:at(g.StartLine, g.StartColumn)] + r.InsertedContent.Text + mended[at(g.EndLine, g.EndColumn):]
	}
	if mended != want {
		t.Errorf("SARIF's replacements make %q, want %q", mended, want)
	}

	derived := fixed(t, "un")
	derived.Documents[0].Derived = true
	unsafe := fixed(t, "un")
	unsafe.Findings[0].Fix.Safe = false
	for name, rep := range map[string]*checker.Report{
		"a secret": fixed(t, "https://sund.example/?token=hunter2hunter2"), "no UTF-8": fixed(t, "\xff"), "a derived document": derived, "an unsafe fix": unsafe,
	} {
		for _, format := range []string{"sarif", "rdjson", "rdjsonl"} {
			if b := writeAll(t, format, rep); bytes.Contains(b, []byte(`"fixes"`)) || bytes.Contains(b, []byte(`"suggestions"`)) {
				t.Errorf("%s: %s offers the fix", name, format)
			}
		}
	}
}

// TestGitLab states that an entry has five fields and no others, that nothing is empty and no two
// fingerprints are equal.
func TestGitLab(t *testing.T) {
	for _, c := range append(cases(t), testCase{name: "many", report: manyReport(t)}) {
		b := writeAll(t, "gitlab", c.report)
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		var entries []struct {
			Description string `json:"description"`
			CheckName   string `json:"check_name"`
			Fingerprint string `json:"fingerprint"`
			Severity    string `json:"severity"`
			Location    struct {
				Path  string              `json:"path"`
				Lines struct{ Begin int } `json:"lines"`
			} `json:"location"`
		}
		if err := d.Decode(&entries); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		seen := map[string]bool{}
		got := []string{}
		for _, e := range entries {
			if e.Description == "" || e.CheckName == "" || len(e.Fingerprint) != 32 || e.Location.Path == "" || e.Location.Lines.Begin < 1 {
				t.Errorf("%s: something is empty: %+v", c.name, e)
			}
			if seen[e.Fingerprint] {
				t.Errorf("%s: two entries have the fingerprint %s", c.name, e.Fingerprint)
			}
			seen[e.Fingerprint] = true
			severity := map[string]string{"major": "ERROR", "minor": "WARNING", "info": "INFO"}[e.Severity]
			if !strings.HasPrefix(e.CheckName, "run/") {
				got = append(got, severity+" "+e.Location.Path+" "+e.CheckName+" "+e.Description)
			}
		}
		if diff := cmp.Diff(wantRead(c.report), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestRemarks states that a run that could not finish says so in formats that hold findings alone.
func TestRemarks(t *testing.T) {
	rep := incompleteReport(t)
	for _, format := range []string{"gitlab", "rdjson", "rdjsonl", "checkstyle"} {
		b := string(writeAll(t, format, rep))
		for _, words := range []string{"the run is incomplete: the budget ended", "the input could not be read: zip: not a valid zip file", "briefs/old.docx"} {
			if !strings.Contains(b, words) {
				t.Errorf("%s does not say %q", format, words)
			}
		}
	}
	rep.Documents, rep.Findings, rep.Results = nil, nil, nil
	for _, format := range []string{"gitlab", "rdjson", "rdjsonl", "checkstyle"} {
		if b := string(writeAll(t, format, rep)); !strings.Contains(b, "the run is incomplete") {
			t.Errorf("%s of a run without documents does not say that it is incomplete", format)
		}
	}
}

package report_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// sarifSchema is the published schema, as the module go-sarif carries it in its source.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatalf("go list does not find go-sarif: %v", err)
	}
	name := filepath.Join(strings.TrimSpace(string(dir)), "pkg", "report", "v210", "sarif", "schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.ValueSpec); ok && s.Names[0].Name == "schema" {
			text, err = strconv.Unquote(s.Values[0].(*ast.BasicLit).Value)
		}
		return true
	})
	if err != nil || text == "" {
		t.Fatalf("%s holds no schema (%v)", name, err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A sarifRun is a run as we read it back: what GitHub requires, and what we always write.
type sarifRun struct {
	Tool struct {
		Driver struct {
			Name  string
			Rules []struct {
				ID                                      string
				ShortDescription, FullDescription, Help struct{ Text, Markdown string }
				Properties                              struct {
					Tags      []string
					Precision string
					Severity  string `json:"problem.severity"`
					Security  string `json:"security-severity"`
				}
			}
		}
	}
	Invocations []struct {
		ExecutionSuccessful bool
		Notifications       []struct {
			Level   string
			Message struct{ Text string }
		} `json:"toolExecutionNotifications"`
	}
	Results []sarifResult
}

type sarifResult struct {
	RuleID, Level string
	RuleIndex     int
	Message       struct{ Text string }
	Locations     []struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
		}
	}
	PartialFingerprints map[string]string
	BaselineState       string
	Fixes               []struct {
		ArtifactChanges []struct {
			Replacements []struct {
				DeletedRegion   struct{ StartLine, StartColumn, EndLine, EndColumn int }
				InsertedContent struct{ Text string }
			}
		}
	}
}

func readSARIF(t testing.TB, b []byte) sarifRun {
	t.Helper()
	var log struct {
		Runs []sarifRun
	}
	if err := json.Unmarshal(b, &log); err != nil || len(log.Runs) != 1 {
		t.Fatalf("%d runs (%v), want 1", len(log.Runs), err)
	}
	return log.Runs[0]
}

// fresh are the new findings, as a format for CI holds them.
func fresh(rep *checker.Report) []*checker.Finding {
	return slices.DeleteFunc(slices.Clone(rep.Findings), func(f *checker.Finding) bool { return f.State != checker.New })
}

// shownNote is the note that a message names.
func shownNote(f *checker.Finding) string {
	if n := f.Subject.Note; n != nil && n.Label != "" {
		return " (note " + report.Plain(n.Label) + ")"
	}
	return ""
}

// TestSARIFSchema holds every case against the published schema, and reads it with a library.
func TestSARIFSchema(t *testing.T) {
	schema := sarifSchema(t)
	for _, c := range append(cases(t), testCase{name: "many", report: manyReport(t)}) {
		b := writeAll(t, "sarif", c.report)
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s is no JSON: %v", c.name, err)
			continue
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s does not fit the schema: %v", c.name, err)
		}
		if _, err := sarif.FromBytes(b, sarif.WithStrictValidation()); err != nil {
			t.Errorf("%s is not read by a library: %v", c.name, err)
		}
	}
	if err := schema.Validate(map[string]any{"version": "2.1.0"}); err == nil {
		t.Error("the schema lets a log without runs pass")
	}
}

// TestSARIF states what GitHub requires of every result, and that paths and messages come back.
func TestSARIF(t *testing.T) {
	for _, c := range cases(t) {
		run := readSARIF(t, writeAll(t, "sarif", c.report))
		var got, want []string
		for i, r := range run.Tool.Driver.Rules {
			if r.ID == "" || r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || len(r.Properties.Tags) > 20 {
				t.Errorf("%s: rule %d lacks what GitHub requires: %+v", c.name, i, r)
			}
			if r.Properties.Security != "" {
				t.Errorf("%s: %s would be filed as a vulnerability", c.name, r.ID)
			}
		}
		if len(run.Tool.Driver.Rules) != len(c.report.Rules) {
			t.Errorf("%s: %d rules, want all %d", c.name, len(run.Tool.Driver.Rules), len(c.report.Rules))
		}
		for _, f := range fresh(c.report) {
			want = append(want, f.Severity.String()+" "+f.Rule+" "+f.Subject.Document.Path+" "+f.Fingerprint+" "+report.Plain(f.Message)+shownNote(f))
		}
		for _, r := range run.Results {
			at := r.Locations[0].PhysicalLocation
			if g := at.Region; g.StartLine < 1 || g.StartColumn < 1 || g.EndLine < g.StartLine || g.EndColumn < 1 {
				t.Errorf("%s: the region %+v", c.name, g)
			}
			if !strings.Contains(r.PartialFingerprints["primaryLocationLineHash"], ":") {
				t.Errorf("%s: a result has the line hash %q", c.name, r.PartialFingerprints["primaryLocationLineHash"])
			}
			if r.RuleID != run.Tool.Driver.Rules[r.RuleIndex].ID {
				t.Errorf("%s: the rule %s has the index of %s", c.name, r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
			}
			u, err := url.Parse(at.ArtifactLocation.URI)
			if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || at.ArtifactLocation.URIBaseID != "%SRCROOT%" {
				t.Errorf("%s: %q is no relative path (%v)", c.name, at.ArtifactLocation.URI, err)
				continue
			}
			if strings.Contains(r.Message.Text, "](") {
				t.Errorf("%s: a viewer shows a link in %q", c.name, r.Message.Text)
			}
			severity := map[string]string{"error": "error", "warning": "warning", "note": "info"}[r.Level]
			words := strings.NewReplacer("{{", "{", "}}", "}").Replace(r.Message.Text)
			got = append(got, severity+" "+r.RuleID+" "+u.Path+" "+r.PartialFingerprints["citelintFinding/v1"]+" "+words)
		}
		for i := range want { // what the format changes: secrets in paths, brackets that would be a link
			want[i] = strings.ReplaceAll(strings.ReplaceAll(want[i], "hunter2hunter2", "***"), "](", "] (")
		}
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "](", "] (")
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: what is read back (-want +got):\n%s", c.name, diff)
		}
		in := run.Invocations[0]
		if in.ExecutionSuccessful != (len(c.report.Run.Incomplete) == 0) {
			t.Errorf("%s: executionSuccessful is %v of a run that lacks %q", c.name, in.ExecutionSuccessful, c.report.Run.Incomplete)
		}
	}
}

// TestSARIFStates states that known and ignored findings are counted and not shown, and that a new
// one says that it is new.
func TestSARIFStates(t *testing.T) {
	run := readSARIF(t, writeAll(t, "sarif", statesReport(t)))
	note := run.Invocations[0].Notifications[0]
	if want := "left out: 1 known and 1 ignored findings"; note.Level != "note" || note.Message.Text != want {
		t.Errorf("the run says %s: %q, want note: %q", note.Level, note.Message.Text, want)
	}
	for _, r := range run.Results {
		if r.BaselineState != "new" {
			t.Errorf("the state of %s is %q, want new", r.RuleID, r.BaselineState)
		}
	}
}

// TestSARIFDerived states that alike findings of a derived document, which all stand at its first
// line, are told apart by their fingerprints.
func TestSARIFDerived(t *testing.T) {
	d := brief("briefs/ports.docx", "1 Dredging Plan #", "2 Who Owns the Quay #")
	d.Derived = true
	seen := map[string]bool{}
	for _, r := range readSARIF(t, writeAll(t, "sarif", check(t, web(nil), nil, d))).Results {
		if at := r.Locations[0].PhysicalLocation; at.ArtifactLocation.URI == "briefs/ports.docx" {
			if g := at.Region; g.StartLine != 1 || g.StartColumn != 1 || g.EndLine != 1 || g.EndColumn != 1 {
				t.Errorf("the region of a derived document is %+v", g)
			}
			seen[r.RuleID+r.PartialFingerprints["primaryLocationLineHash"]] = true
		}
	}
	if len(seen) != 2 {
		t.Errorf("the two findings have %d fingerprints, want 2", len(seen))
	}
}

// TestSARIFStable states that text inserted above moves lines and no fingerprint.
func TestSARIFStable(t *testing.T) {
	lines := []string{"1 Who Owns the Quay #", "2 Dues Rise Again https://news.sund.example/dues", "3 Dredging Plan #"}
	read := func(extra ...string) (lines []int, prints []map[string]string) {
		rep := check(t, web(nil), nil, brief("ports.md", extra...))
		for _, r := range readSARIF(t, writeAll(t, "sarif", rep)).Results {
			lines = append(lines, r.Locations[0].PhysicalLocation.Region.StartLine)
			prints = append(prints, r.PartialFingerprints)
		}
		return lines, prints
	}
	before, prints := read(lines...)
	after, again := read(append([]string{"x A Book https://sund.example/ok?a=b"}, lines...)...)
	again = slices.DeleteFunc(again, func(p map[string]string) bool {
		return !slices.ContainsFunc(prints, func(q map[string]string) bool { return cmp.Equal(p, q) })
	})
	if slices.Equal(before, after) {
		t.Fatalf("the findings stand on lines %v before and after: nothing moved", before)
	}
	if diff := cmp.Diff(prints, again); diff != "" {
		t.Errorf("the fingerprints after text was inserted above (-want +got):\n%s", diff)
	}
}

// TestSARIFLimits states that 30,000 findings become 25,000 results, the worst first, and that the
// run says how many are missing; and that what is written is within GitHub's 10 MB.
func TestSARIFLimits(t *testing.T) {
	rep := manyReport(t)
	for i := range 2 {
		for _, f := range rep.Findings[:10_000] {
			again := *f
			again.Fingerprint = fmt.Sprintf("%d%s", i, f.Fingerprint[1:])
			rep.Findings = append(rep.Findings, &again)
		}
	}
	b := writeAll(t, "sarif", rep)
	run := readSARIF(t, b)
	errors := 0
	for i, r := range run.Results {
		if r.Level == "error" {
			errors++
			if i != errors-1 {
				t.Fatalf("result %d is an error and stands after lesser ones", i)
			}
		}
	}
	if len(run.Results) != 25_000 || errors != rep.Count(checker.Error) {
		t.Errorf("%d results and %d errors, want 25,000 and all %d", len(run.Results), errors, rep.Count(checker.Error))
	}
	want := fmt.Sprintf("left out for want of room, the least severe first: %d findings", len(rep.Findings)-25_000)
	if n := run.Invocations[0].Notifications; len(n) != 1 || n[0].Message.Text != want {
		t.Errorf("the run says %v, want %q", n, want)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(b) // a Buffer takes everything
	_ = z.Close()
	if packed.Len() > 10_000_000 {
		t.Errorf("it has %d bytes, packed", packed.Len())
	}
}

// TestSARIFAt states that paths are those that the caller gives.
func TestSARIFAt(t *testing.T) {
	var b bytes.Buffer
	rep := check(t, web(nightResults()), nil, nightTrains())
	if err := report.SARIFAt(&b, rep, func(path string) string { return "real/" + path }); err != nil {
		t.Fatal(err)
	}
	for _, r := range readSARIF(t, b.Bytes()).Results {
		if uri := r.Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != "real/briefs/night-trains.md" {
			t.Errorf("a result is at %q", uri)
		}
	}
}

// TestSARIFRules holds the log of a run with all our rules against the schema and against what GitHub
// takes of a rule: nothing empty, a description of 1,024 characters, 20 tags.
func TestSARIFRules(t *testing.T) {
	rep := &checker.Report{Rules: rule.All}
	b := writeAll(t, "sarif", rep)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := sarifSchema(t).Validate(v); err != nil {
		t.Errorf("it does not fit the schema: %v", err)
	}
	rules := readSARIF(t, b).Tool.Driver.Rules
	if len(rules) != len(rule.All) {
		t.Fatalf("%d rules, want %d", len(rules), len(rule.All))
	}
	for i, r := range rules {
		of := rule.All[i]
		if r.ID != of.ID || r.ShortDescription.Text != of.Title() || len(r.FullDescription.Text) < 20 || len(r.Help.Markdown) <= len(r.FullDescription.Text) {
			t.Errorf("%s is told as %q, %q", of.ID, r.ShortDescription.Text, r.FullDescription.Text)
		}
		if n := utf8.RuneCountInString(r.FullDescription.Text); n > 1024 {
			t.Errorf("%s is described in %d characters", of.ID, n)
		}
		precision := map[checker.Severity]string{checker.Error: "high", checker.Warning: "medium", checker.Info: "low", checker.Off: "low"}[of.Severity]
		if of.Severity == checker.Error && !of.Online {
			precision = "very-high"
		}
		if r.Properties.Precision != precision {
			t.Errorf("the precision of %s is %s, want %s", of.ID, r.Properties.Precision, precision)
		}
	}
}

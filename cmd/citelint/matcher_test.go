package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A matched is a finding as a problem matcher reads it, or as the JSON report has it.
type matched struct {
	File         string
	Line, Column int
	Severity     string
	Message      string
	Code         string
}

// A matcher is one problem matcher of GitHub's runner: the numbers are those of the pattern's groups.
type matcher struct {
	Owner, Severity string
	Pattern         []struct {
		Regexp                                      string
		File, Line, Column, Severity, Message, Code int
	}
}

func readMatchers(t *testing.T) []matcher {
	t.Helper()
	data, err := os.ReadFile("../../.github/matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ ProblemMatcher []matcher }
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	return file.ProblemMatcher
}

// match reads a line as the runner does: a group that is not there is empty, and only error, warning
// and notice are severities.
func (m matcher) match(line string) (matched, bool) {
	p := m.Pattern[0]
	groups := regexp.MustCompile(p.Regexp).FindStringSubmatch(line)
	if groups == nil {
		return matched{}, false
	}
	severity := m.Severity
	if p.Severity > 0 {
		severity = groups[p.Severity]
	}
	number := func(group int) int {
		n, _ := strconv.Atoi(groups[group])
		return n
	}
	return matched{groups[p.File], number(p.Line), number(p.Column), severity, groups[p.Message], groups[p.Code]}, true
}

// TestMatcher holds the problem matchers to reading the text report as the JSON report has it.
func TestMatcher(t *testing.T) {
	matchers := readMatchers(t)
	brief, err := os.ReadFile("../../testdata/brief.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	writeTestFile(t, dir, "a: b/odd [x/y].md", "# Odd\n\nA claim.[^1]\n\n[^1]: Lena Berg, [“[a/b] (note 2)”](#), *Rail Weekly*, 31 June 2025.\n", 0o644)
	writeTestFile(t, dir, "brief.md", string(brief), 0o644)

	var out, errs bytes.Buffer
	run(t.Context(), []string{"--offline", "-v", "--no-config", "--today", "2026-09-01", "-o", "r.json", "."}, strings.NewReader(""), &out, &errs, direct)
	var got, want []matched
	for line := range strings.Lines(out.String()) {
		for _, m := range matchers {
			if f, ok := m.match(strings.TrimSuffix(line, "\n")); ok {
				got = append(got, f)
			}
		}
	}
	var rep struct {
		Findings []struct {
			Path, Severity, Message, Rule string
			Span                          struct{ StartLine, StartColumn int }
		}
	}
	data, err := os.ReadFile("r.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &rep); err != nil {
		t.Fatal(err)
	}
	for _, f := range rep.Findings {
		if f.Severity == "info" {
			f.Severity = "notice"
		}
		want = append(want, matched{f.Path, f.Span.StartLine, f.Span.StartColumn, f.Severity, f.Message, f.Rule})
	}
	if len(want) < 10 {
		t.Fatalf("only %d findings to match: %s", len(want), errs.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the problem matchers read the report otherwise (-json +matched):\n%s", diff)
	}
	derived, ok := matchers[0].match("brief.docx: error: the link's target “#” is a placeholder [link/placeholder] (note 3)")
	if !ok || derived != (matched{"brief.docx", 0, 0, "error", "the link's target “#” is a placeholder", "link/placeholder"}) {
		t.Errorf("a finding without a place is read as %+v", derived)
	}
}

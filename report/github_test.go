package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// A runnerCommand is a command that the runner obeys.
type runnerCommand struct {
	name, data string
	properties map[string]string
}

// obeyed parses a log as the runner does (actions/runner, ActionCommand.cs): "::" at a line's start,
// blanks skipped; else "##[" anywhere.
func obeyed(log string) []runnerCommand {
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	var all []runnerCommand
	for line := range strings.SplitSeq(log, "\n") {
		rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t\r\v\f"), "::")
		head, data, closed := strings.Cut(rest, "::")
		if !ok || !closed {
			if _, v1, ok := strings.Cut(line, "##["); ok {
				all = append(all, runnerCommand{name: "##[", data: v1})
			}
			continue
		}
		c := runnerCommand{data: unescape.Replace(data), properties: map[string]string{}}
		name, properties, _ := strings.Cut(head, " ")
		c.name = name
		for p := range strings.SplitSeq(properties, ",") {
			k, v, _ := strings.Cut(p, "=")
			c.properties[strings.TrimSpace(k)] = unescape.Replace(v)
		}
		all = append(all, c)
	}
	return all
}

// harmless is foreign text as it stands in a log.
func harmless(s string) string {
	s = report.Plain(s)
	for { // "##[" and "##name[" are commands to build hosts
		m := command.FindStringIndex(" x" + s)
		if m == nil {
			return s
		}
		at := strings.Index(s[max(0, m[0]-2):], "##") + max(0, m[0]-2) + 2
		s = s[:at] + " " + s[at:]
	}
}

// TestGitHub states that the runner obeys our commands and no others: one for each new finding that
// the text report prints, nine of a kind at most, and one that counts the rest.
func TestGitHub(t *testing.T) {
	for _, c := range cases(t) {
		for _, detail := range []checker.Detail{checker.Normal, checker.Quiet, checker.Verbose} {
			c.report.Detail = detail
			var want []runnerCommand
			shown := map[checker.Severity]int{}
			findings := fresh(c.report)
			slices.SortStableFunc(findings, func(a, b *checker.Finding) int { return int(b.Severity - a.Severity) })
			for _, f := range findings {
				fails := f.Severity >= c.report.Run.FailOn
				if detail == checker.Quiet && !fails || detail == checker.Normal && f.Severity == checker.Info && !fails {
					continue
				}
				if shown[f.Severity]++; shown[f.Severity] > 9 {
					continue
				}
				p := map[string]string{"file": harmless(f.Subject.Document.Path), "line": "1", "endLine": "1", "title": harmless(f.Rule + shownNote(f))}
				if s := f.Span; !f.Subject.Document.Derived && !s.IsZero() {
					p["line"], p["endLine"] = fmt.Sprint(s.Start.Line), fmt.Sprint(s.End.Line)
					if s.Start.Line == s.End.Line {
						p["col"], p["endColumn"] = fmt.Sprint(s.Start.Column), fmt.Sprint(s.End.Column)
					}
				}
				want = append(want, runnerCommand{githubKind(f.Severity), harmless(f.Message), p})
			}
			for _, s := range []checker.Severity{checker.Error, checker.Warning, checker.Info} {
				if more := shown[s] - 9; more > 0 {
					words := fmt.Sprintf("and %d more %ss: see the job summary", more, s)
					if more == 1 {
						words = fmt.Sprintf("and 1 more %s: see the job summary", s)
					}
					want = append(want, runnerCommand{githubKind(s), words, map[string]string{"title": "citelint"}})
				}
			}
			log := string(writeAll(t, "github", c.report))
			if diff := cmp.Diff(want, obeyed(log), cmp.AllowUnexported(runnerCommand{})); diff != "" {
				t.Errorf("%s: the runner obeys (-want +got):\n%s", c.name, diff)
			}
			if text := writeAll(t, "text", c.report); !strings.HasPrefix(log, string(text)) {
				t.Errorf("%s: the log does not begin with the text report", c.name)
			}
		}
	}
}

func githubKind(s checker.Severity) string {
	return map[checker.Severity]string{checker.Error: "error", checker.Warning: "warning", checker.Info: "notice"}[s]
}

// TestGitHubMany states that 10,000 findings make no more commands than GitHub shows a step: ten of
// a kind.
func TestGitHubMany(t *testing.T) {
	rep := manyReport(t)
	rep.Detail = checker.Verbose
	kinds := map[string]int{}
	for _, c := range obeyed(string(writeAll(t, "github", rep))) {
		kinds[c.name]++
	}
	if diff := cmp.Diff(map[string]int{"error": 10, "notice": 10}, kinds); diff != "" {
		t.Errorf("commands by kind (-want +got):\n%s", diff)
	}
}

// TestGitHubPaint states that colour stays out of the commands.
func TestGitHubPaint(t *testing.T) {
	var b bytes.Buffer
	rep := check(t, web(nightResults()), nil, nightTrains())
	if err := report.GitHub(&b, rep, func(_, words string) string { return "\x1b[31m" + words + "\x1b[m" }); err != nil {
		t.Fatal(err)
	}
	text, commands, _ := strings.Cut(b.String(), "\n::")
	if !strings.Contains(text, "\x1b[31merror:") || strings.Contains(commands, "\x1b") {
		t.Errorf("colour is to be in the text and not in the commands:\n%q\n%q", text, commands)
	}
}

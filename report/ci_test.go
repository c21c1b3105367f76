package report_test

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// ciFormats are what machines of CI read.
var ciFormats = []string{"sarif", "github", "junit", "gitlab", "rdjson", "rdjsonl", "checkstyle", "badge"}

// TestCIBytes states that printing any of these reports moves no cursor and starts no command: build
// hosts print what they are given.
func TestCIBytes(t *testing.T) {
	for _, c := range cases(t) {
		for _, format := range ciFormats {
			src := string(writeAll(t, format, c.report))
			if !utf8.ValidString(src) || src != "" && !strings.HasSuffix(src, "\n") || strings.HasPrefix(src, "\ufeff") {
				t.Errorf("%s: %s is not UTF-8 with a last LF and no byte order mark", c.name, format)
			}
			for _, r := range src {
				if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u200b' || r == '\u2028' || r == '\ufffe' || r == '\ufeff' {
					t.Errorf("%s: %s holds U+%04X as it is", c.name, format, r)
					break
				}
			}
			if obeys := obeyed(src); format != "github" && strings.HasPrefix(strings.TrimSpace(src), "::") && len(obeys) > 0 {
				t.Errorf("%s: a build host obeys %s in %s", c.name, obeys[0].name, format)
			}
		}
	}
}

// TestCIIncomplete states that each format tells a run that was cut off from one that was not, in
// whatever words it has.
func TestCIIncomplete(t *testing.T) {
	for _, format := range ciFormats {
		rep := cleanReport(t)
		whole := string(writeAll(t, format, rep))
		rep.Run.Incomplete = []string{"budget"}
		if partial := string(writeAll(t, format, rep)); !strings.Contains(partial, "incomplete") || partial == whole {
			t.Errorf("%s of an incomplete run does not say so:\n%s", format, partial)
		}
	}
}

// FuzzGitHub states that whatever a finding, its note and its document say, the runner obeys one
// command, ours.
func FuzzGitHub(f *testing.F) {
	for _, s := range nasty {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, path, label, message string) {
		d := checker.NewDocument(path, []byte("x"))
		n := &checker.Note{Label: label}
		rep := &checker.Report{Documents: []*checker.Document{d}, Findings: []*checker.Finding{{
			Rule: "link/hostile", Severity: checker.Error, State: checker.New, Message: message, Span: d.Span(0, 1),
			Subject: checker.Subject{Document: d, Note: n},
		}}}
		rep.Run.FailOn = checker.Error
		want := []runnerCommand{{"error", harmless(message), map[string]string{
			"file": harmless(path), "line": "1", "endLine": "1", "col": "1", "endColumn": "2", "title": harmless("link/hostile" + shownNote(rep.Findings[0])),
		}}}
		if diff := cmp.Diff(want, obeyed(string(writeAll(t, "github", rep))), cmp.AllowUnexported(runnerCommand{})); diff != "" {
			t.Fatalf("the runner obeys (-want +got):\n%s", diff)
		}
	})
}

// BenchmarkFormats writes 10,000 findings in each format.
func BenchmarkFormats(b *testing.B) {
	rep := manyReport(b)
	for _, f := range report.Formats {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(writeAll(b, f.Name, rep))))
			for b.Loop() {
				if err := f.Write(io.Discard, rep); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

var (
	// gcc is what editors and problem matchers read.
	gcc     = regexp.MustCompile(`^.+: (error|warning|info): .+ \[[a-z]+/[a-z-]+\]( \(note .+\))?$`)
	command = regexp.MustCompile(`^\s*::|##\[|##[\w.-]+\[`)
)

// TestHostileText states that no line of a text report is a command to a build host, moves a
// cursor, or is taken for another finding.
func TestHostileText(t *testing.T) {
	for _, c := range cases(t) {
		for _, detail := range []checker.Detail{checker.Normal, checker.Quiet, checker.Verbose} {
			c.report.Detail = detail
			src := string(writeAll(t, "text", c.report))
			findings := 0
			for line := range strings.SplitSeq(src, "\n") {
				if command.MatchString(line) {
					t.Errorf("%s: a build host obeys %q", c.name, line)
				}
				if gcc.MatchString(line) && !strings.HasPrefix(line, "    ") {
					findings++
				}
				for _, r := range line {
					if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u200b' || r == '\u2028' || r == '\ufffe' {
						t.Errorf("%s: U+%04X stands as it is in %q", c.name, r, line)
					}
				}
			}
			if detail == checker.Verbose && findings != len(c.report.Findings) {
				t.Errorf("%s: a parser reads %d findings, there are %d", c.name, findings, len(c.report.Findings))
			}
		}
	}
}

// TestSecrets states that no format shows a secret, wherever it stands.
func TestSecrets(t *testing.T) {
	for _, c := range cases(t) {
		for _, f := range report.Formats {
			c.report.Detail = checker.Verbose
			if b := writeAll(t, f.Name, c.report); bytes.Contains(b, []byte("hunter2")) {
				i := bytes.Index(b, []byte("hunter2"))
				t.Errorf("%s, %s shows a secret: …%s…", c.name, f.Name, b[max(0, i-80):min(len(b), i+40)])
			}
		}
	}
}

// TestQuiet states that a quiet report is silent if nothing fails.
func TestQuiet(t *testing.T) {
	rep := cleanReport(t)
	rep.Detail = checker.Quiet
	if b := writeAll(t, "text", rep); len(b) > 0 {
		t.Errorf("a quiet report of a clean run says %q", b)
	}
	if s := report.Summary(rep); s != "" {
		t.Errorf("its summary is %q", s)
	}
}

// TestPaint states that colour stands around severities and rules and changes nothing else.
func TestPaint(t *testing.T) {
	rep := check(t, web(nightResults()), nil, nightTrains())
	var b bytes.Buffer
	paint := func(kind, words string) string { return "<" + kind + ">" + words + "</>" }
	if err := report.Text(&b, rep, paint); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(b.String(), "\n")
	want := "briefs/night-trains.md:6:40: <error>error:</> status 404, while the host's other pages answer: " + railURL + " <rule>[health/dead]</>"
	if first != want {
		t.Errorf("the first line is %q, want %q", first, want)
	}
	plain := regexp.MustCompile(`<[a-z/]+>`).ReplaceAllString(b.String(), "")
	if want := string(writeAll(t, "text", rep)); plain != want {
		t.Errorf("without its colours it is\n%s\nwant\n%s", plain, want)
	}
}

// TestSummary holds the sentences of the summary to what a run may be.
func TestSummary(t *testing.T) {
	run := func(change func(*checker.Report), docs ...*checker.Document) string {
		rep := check(t, web(nightResults()), nil, docs...)
		change(rep)
		return report.Summary(rep)
	}
	const compared = "Compared with what the pages say: 1 title, of which 1 agrees; 1 quotation, of which 1 was found.\n"
	prose := newPage("prose.md", "Nothing is cited here.\n").Document
	for _, c := range []struct {
		name, got, want string
	}{
		{"no document", run(func(*checker.Report) {}), "Nothing to check: no document.\n"},
		{"no note", run(func(*checker.Report) {}, prose), "No findings in 1 document: no note and no link to check.\n"},
		{"nothing to check, and that is a fault", run(func(r *checker.Report) { r.Run.ExitStatus = 3 }, prose),
			"No findings in 1 document: no note and no link to check.\nExit status 3: there was nothing to check.\n"},
		{"warnings fail", run(func(r *checker.Report) {
			r.Findings = r.Findings[:1]
			r.Findings[0].Severity, r.Run.FailOn = checker.Warning, checker.Warning
		}, nightTrains(), prose),
			"1 warning in 1 of 2 documents.\n2 documents, 3 notes, 3 citations, 2 sources: 1 ok, 1 dead.\n" + compared +
				"Everything was checked.\nExit status 1: warnings were found.\n"},
		{"interrupted", run(func(r *checker.Report) {
			r.Findings, r.Run.Incomplete, r.Run.ExitStatus = nil, []string{"interrupted"}, 130
			r.Results[0].Verdict, r.Results[0].Cause = checker.Unchecked, checker.CauseCancelled
		}, nightTrains()),
			"No findings in 1 document: 3 notes, 3 citations, 2 sources (1 ok, 1 unchecked).\n" + compared +
				"Not checked: 1 source not reached before the run was interrupted (line 6 of briefs/night-trains.md).\n" +
				"Exit status 130: the run was interrupted and 1 source is unchecked.\n"},
		{"incomplete, and allowed to be", run(func(r *checker.Report) {
			r.Findings, r.Run.Incomplete, r.Run.ExitStatus = nil, []string{"budget"}, 0
			r.Results[0].Verdict, r.Results[0].Cause = checker.Unchecked, checker.CauseDeadline
		}, nightTrains()),
			"No findings in 1 document: 3 notes, 3 citations, 2 sources (1 ok, 1 unchecked).\n" + compared +
				"Not checked: 1 source not reached before the budget ended (line 6 of briefs/night-trains.md).\n" +
				"The run is incomplete: the budget ended and 1 source is unchecked.\n"},
		{"a book", run(func(r *checker.Report) { r.Findings, r.Run.ExitStatus = nil, 0 }, book()),
			"No findings in 1 document: 1 note, 1 citation, 0 sources.\nNot checked: 1 citation without an address to look at.\n"},
		{"filled by somebody", run(func(r *checker.Report) {
			r.Findings = nil
			r.NotChecked = []checker.NotChecked{{What: "quotations", Count: 1, Reason: "whose source could not be read"}}
		}, nightTrains()),
			"No findings in 1 document: 3 notes, 3 citations, 2 sources (1 ok, 1 dead).\n" + compared +
				"Not checked: 1 quotation whose source could not be read.\nExit status 1: infos were found.\n"},
	} {
		if c.got != c.want {
			t.Errorf("%s: the summary is\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}

// book is a document that cites a source without a link.
func book() *checker.Document {
	p := newPage("book.md", "A claim.[^1]\n\n[^1]: Lena Berg, Night Trains (2024).\n")
	c := &checker.Citation{Kind: checker.Full, Text: "Lena Berg, Night Trains (2024).", Span: p.at("Lena Berg, Night Trains (2024)."), Title: "Night Trains", Confidence: 1}
	mark(p.note("1", "[^1]: Lena Berg, Night Trains (2024).", c.Text, c), p.at("[^1]"), "A claim.")
	return p.Document
}

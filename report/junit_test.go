package report_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	junit "github.com/joshdk/go-junit"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// xmlTokens states that b is XML of the elements named, without a directive or an instruction but the
// first line, and returns its comments.
func xmlTokens(t *testing.T, name string, b []byte, elements string) (comments []string) {
	t.Helper()
	if !bytes.HasPrefix(b, []byte(xml.Header)) {
		t.Errorf("%s does not begin as XML does: %.60q", name, b)
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte(xml.Header))))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return comments
		}
		if err != nil {
			t.Errorf("%s is no XML: %v", name, err)
			return nil
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !strings.Contains(" "+elements+" ", " "+e.Name.Local+" ") {
				t.Errorf("%s holds an element %s", name, e.Name.Local)
			}
		case xml.Comment:
			comments = append(comments, string(e))
		case xml.Directive, xml.ProcInst:
			t.Errorf("%s holds %T %q", name, e, e)
		}
	}
}

// TestJUnit reads every case with a library for test panels: counts add up, names are unique, a case
// has one child at most, and what fails is what the text report says fails.
func TestJUnit(t *testing.T) {
	for _, c := range append(cases(t), testCase{name: "many", report: manyReport(t)}) {
		b := writeAll(t, "junit", c.report)
		xmlTokens(t, c.name, b, "testsuites testsuite testcase failure error skipped")
		suites, err := junit.Ingest(b)
		if err != nil {
			t.Errorf("%s is not read: %v", c.name, err)
			continue
		}
		var got, want []string
		total := junit.Totals{}
		for _, s := range suites {
			names := map[string]bool{}
			failures, errors, skipped := 0, 0, 0
			for _, test := range s.Tests {
				if names[test.Name] {
					t.Errorf("%s: two cases of %s are called %q", c.name, s.Name, test.Name)
				}
				names[test.Name] = true
				for _, attribute := range []string{"classname", "file", "line"} {
					if test.Properties[attribute] == "" {
						t.Errorf("%s: the case %q has no %s", c.name, test.Name, attribute)
					}
				}
				switch test.Status {
				case junit.StatusFailed:
					failures++
					lines := strings.Split(test.Error.(junit.Error).Body, "\n")
					if len(lines) > 100 {
						t.Errorf("%s: a failure has %d lines", c.name, len(lines))
					}
					for range lines {
						got = append(got, s.Name)
					}
				case junit.StatusError:
					errors++
				case junit.StatusSkipped:
					skipped++
				}
			}
			for attribute, n := range map[string]int{"tests": len(s.Tests), "failures": failures, "errors": errors, "skipped": skipped} {
				if s.Properties[attribute] != fmt.Sprint(n) {
					t.Errorf("%s: the suite %s says %s %s, and holds %d", c.name, s.Name, attribute, s.Properties[attribute], n)
				}
			}
			total.Tests += len(s.Tests)
			total.Failed += failures
		}
		for _, f := range fresh(c.report) {
			if f.Severity >= c.report.Run.FailOn {
				want = append(want, report.Plain(f.Subject.Document.Path))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the documents with a failure, once a finding (-want +got):\n%s", c.name, diff)
		}
		if head := fmt.Sprintf(`<testsuites name="citelint" tests="%d" failures="%d" `, total.Tests, total.Failed); !bytes.Contains(b, []byte(head)) {
			t.Errorf("%s: the root does not say %s", c.name, head)
		}
		if bytes.Contains(b, []byte("system-out")) || bytes.Contains(b, []byte("<![CDATA[")) {
			t.Errorf("%s holds an element that panels obey", c.name)
		}
	}
}

// statuses reads a report's cases: "suite / case: status: message".
func statuses(t *testing.T, rep *checker.Report) []string {
	t.Helper()
	suites, err := junit.Ingest(writeAll(t, "junit", rep))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, s := range suites {
		for _, c := range s.Tests {
			line := s.Name + " / " + c.Name + ": " + string(c.Status)
			if c.Message != "" {
				line += ": " + c.Message
			}
			all = append(all, line)
		}
	}
	return all
}

// TestJUnitCases states which case a finding belongs to, and when a case is skipped.
func TestJUnitCases(t *testing.T) {
	night := check(t, web(nightResults()), nil, nightTrains())
	if diff := cmp.Diff([]string{
		"briefs/night-trains.md / document: passed",
		"briefs/night-trains.md / link https://rail.lomaria.example/night: failed: status 404, while the host's other pages answer: https://rail.lomaria.example/night",
		"briefs/night-trains.md / note 1: passed",
		"briefs/night-trains.md / note 2: passed",
		"briefs/night-trains.md / note 3: failed: the link's target “#” is a placeholder",
	}, statuses(t, night)); diff != "" {
		t.Errorf("online (-want +got):\n%s", diff)
	}

	night.Run.FailOn = checker.Info
	if got := statuses(t, night)[2]; got != "briefs/night-trains.md / note 1: failed: the address carries a tracking parameter: utm_source" {
		t.Errorf("with --fail-on info: %s", got)
	}
	night.Run.FailOn = checker.Off
	for _, got := range statuses(t, night) {
		if !strings.HasSuffix(got, ": passed") {
			t.Errorf("with --fail-on never: %s", got)
		}
	}

	for _, got := range statuses(t, check(t, nil, nil, nightTrains())) {
		if strings.Contains(got, "skipped") {
			t.Errorf("offline: %s", got)
		}
	}

	incomplete := statuses(t, incompleteReport(t))
	if diff := cmp.Diff([]string{
		"run / complete: error: the run is incomplete: the budget ended, 1 input could not be read and 1 source is unchecked",
		"inputs / briefs/old.docx: error: zip: not a valid zip file",
		"briefs/ports.md / document: passed",
		"briefs/ports.md / note 1: skipped: blocked: lets only people in",
		"briefs/ports.md / note 2: skipped: blocked: lets only people in",
		"briefs/ports.md / note 3: skipped: unreachable: no usable answer",
		"briefs/ports.md / note 4: skipped: skipped: not asked",
		"briefs/ports.md / note 5: passed",
		"briefs/ports.md / note 6: skipped: unchecked: not checked",
		"briefs/ports.md / note 7: passed",
	}, incomplete[:10]); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
	allowed := incompleteReport(t)
	allowed.Run.ExitStatus = 0
	if got := statuses(t, allowed)[0]; !strings.Contains(got, ": skipped: the run is incomplete") {
		t.Errorf("allowed to be incomplete: %s", got)
	}
}

// TestJUnitLong states that a failure lists a hundred lines, the last of them a count.
func TestJUnitLong(t *testing.T) {
	rep := check(t, web(nil), nil, brief("ports.md", "1 Who Owns the Quay #"))
	for range 149 {
		rep.Findings = append(rep.Findings, rep.Findings[0])
	}
	suites, err := junit.Ingest(writeAll(t, "junit", rep))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(suites[0].Tests[1].Error.(junit.Error).Body, "\n")
	if len(lines) != 100 || lines[99] != "and 51 more" {
		t.Errorf("%d lines, the last %q, want 100 and %q", len(lines), lines[len(lines)-1], "and 51 more")
	}
}

// TestLeftOutComment states that XML counts what it leaves out, for a person who looks.
func TestLeftOutComment(t *testing.T) {
	for format, elements := range map[string]string{"junit": "testsuites testsuite testcase failure skipped error", "checkstyle": "checkstyle file error"} {
		comments := xmlTokens(t, format, writeAll(t, format, statesReport(t)), elements)
		if diff := cmp.Diff([]string{" left out: 1 known and 1 ignored findings "}, comments); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

package report_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// Whoever meets many errors, and has no baseline, is shown the way to one.
func TestSummaryShowsTheWay(t *testing.T) {
	const way = "\nTo adopt citelint step by step: citelint --update-baseline briefs\n"
	summary := func(errors int, baseline string) string {
		d := checker.NewDocument("briefs/a.md", nil)
		rep := &checker.Report{Documents: []*checker.Document{d}}
		rep.Run.Adopt, rep.Run.Baseline = "citelint --update-baseline briefs", baseline
		for range errors {
			rep.Findings = append(rep.Findings, &checker.Finding{State: checker.New, Severity: checker.Error, Subject: checker.Subject{Document: d}})
		}
		return report.Summary(rep)
	}
	if got := summary(51, ""); !strings.HasSuffix(got, way) {
		t.Errorf("51 errors without a baseline: the summary does not end in %q:\n%s", way, got)
	}
	if got := summary(50, "") + summary(51, ".citelint-baseline.json"); strings.Contains(got, "To adopt") {
		t.Errorf("50 errors, or a baseline: the summary shows the way:\n%s", got)
	}
}

package report_test

import (
	"encoding/json"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestBadge holds a badge's words and colour to what a run may be.
func TestBadge(t *testing.T) {
	warned := check(t, nil, nil, nightTrains())
	warned.Findings[0].Severity = checker.Warning
	bare := check(t, web(nil), nil, book())
	partial := cleanReport(t)
	partial.Run.Incomplete = []string{"budget"}
	known := check(t, web(nightResults()), nil, nightTrains())
	for _, f := range known.Findings {
		f.State = checker.Known
	}
	type badge struct {
		SchemaVersion         int
		Label, Message, Color string
		IsError               bool
	}
	for _, c := range []struct {
		name   string
		report *checker.Report
		want   badge
	}{
		{"clean", cleanReport(t), badge{1, "citations", "1 of 1 source ok", "brightgreen", false}},
		{"findings", check(t, web(nightResults()), nil, nightTrains()), badge{1, "citations", "1 of 2 sources ok", "red", true}},
		{"known findings", known, badge{1, "citations", "1 of 2 sources ok", "brightgreen", false}},
		{"moved, and warnings", incompleteReport(t), badge{1, "citations", "3 of 9 sources ok (incomplete)", "yellow", false}},
		{"incomplete", partial, badge{1, "citations", "1 of 1 source ok (incomplete)", "lightgrey", false}},
		{"offline, errors", check(t, nil, nil, nightTrains()), badge{1, "citations", "1 error and 1 info (offline)", "red", true}},
		{"offline, warnings", warned, badge{1, "citations", "1 error and 1 warning (offline)", "red", true}},
		{"offline, nothing", check(t, nil, nil, book()), badge{1, "citations", "no findings (offline)", "lightgrey", false}},
		{"no source", bare, badge{1, "citations", "no sources", "brightgreen", false}},
		{"no document", emptyReport(t), badge{1, "citations", "no sources", "brightgreen", false}},
	} {
		var got badge
		if err := json.Unmarshal(writeAll(t, "badge", c.report), &got); err != nil || got != c.want {
			t.Errorf("%s: the badge is %+v (%v), want %+v", c.name, got, err, c.want)
		}
	}
}

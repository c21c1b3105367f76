package checker

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// baselined returns a report with the findings, as "rule path title" each, and fingerprints.
func baselined(t *testing.T, rules []*Rule, found ...string) *Report {
	t.Helper()
	rep := &Report{Rules: rules, Ran: rules}
	docs := map[string]*Document{}
	for _, line := range found {
		w := strings.SplitN(line, " ", 3)
		d := docs[w[1]]
		if d == nil {
			d = NewDocument(w[1], nil)
			docs[w[1]] = d
			rep.Documents = append(rep.Documents, d)
		}
		if w[0] == "-" {
			continue
		}
		rep.Findings = append(rep.Findings, &Finding{Rule: w[0], Severity: Error, State: New, Subject: Subject{Document: d, Citation: &Citation{Title: w[2]}}})
	}
	fingerprint(rep.Findings)
	return rep
}

var baselineRules = []*Rule{{ID: "link/placeholder"}, {ID: "note/empty"}, {ID: "match/title", Online: true}}

func states(rep *Report) string {
	var words []string
	for _, f := range rep.Findings {
		words = append(words, string(f.State))
	}
	return strings.Join(words, " ")
}

// What Update writes, Apply knows, and what is read back is what was written.
func TestBaselineRoundTrip(t *testing.T) {
	found := []string{"link/placeholder a.md Dues", "link/placeholder a.md Dues", "note/empty b.md Tolls <“&”>\u2028"}
	b := (&Baseline{}).Update(baselined(t, baselineRules, found...), BaselineScope{})
	read, err := ParseBaseline(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, read); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
	rep := baselined(t, baselineRules, found...)
	read.Apply(rep, BaselineScope{})
	if got := states(rep); got != "known known known" || rep.StaleBaseline != 0 {
		t.Errorf("states %q, %d stale; want all known", got, rep.StaleBaseline)
	}
	if again := read.Update(rep, BaselineScope{}); string(again.Bytes()) != string(b.Bytes()) {
		t.Errorf("a second update writes\n%s\nafter\n%s", again.Bytes(), b.Bytes())
	}
}

func TestBaselineRenamed(t *testing.T) {
	b := (&Baseline{}).Update(baselined(t, baselineRules,
		"link/placeholder old.md Dues", "note/empty old.md Tolls", "link/placeholder other.md Dues"), BaselineScope{})
	there := map[string]bool{"other.md": true}
	scope := BaselineScope{Exists: func(path string) bool { return there[path] }}

	rep := baselined(t, baselineRules, "link/placeholder new.md Dues", "note/empty new.md Tolls", "note/empty new.md Fares")
	b.Apply(rep, scope)
	if got := states(rep); got != "known known new" {
		t.Errorf("renamed: states %q, want the first two known", got)
	}
	rep = baselined(t, baselineRules, "link/placeholder copy.md Dues")
	there["old.md"] = true
	b.Apply(rep, scope)
	if got := states(rep); got != "new" {
		t.Errorf("a copy of a file that is still there: state %q, want new", got)
	}
}

func TestBaselineStale(t *testing.T) {
	source := "https://port.sund.example/dues"
	about := func(rep *Report, verdict Verdict) *Report {
		d := rep.Documents[0]
		l := &Link{URL: source}
		d.Notes = []*Note{{Citations: []*Citation{{Title: "Dues", Links: []*Link{l}}}}}
		rep.Results = []*Result{{Query: Query{URL: source}, Verdict: verdict}}
		return rep
	}
	entry := func(rule, path string) *Baseline {
		return &Baseline{Entries: []BaselineEntry{{Fingerprint: "1", Rule: rule, Path: path, About: "dues"}}}
	}
	read := func(verdict Verdict, ran ...*Rule) *Report {
		rep := about(baselined(t, baselineRules, "- a.md"), verdict)
		rep.Ran = ran
		return rep
	}
	comments := []*Rule{{ID: "ignore/unused", Severity: Warning}}
	judged := func(online bool) *Report {
		rep := read(OK, comments...)
		rep.Rules, rep.Run.Online = append(slices.Clone(rep.Rules), comments...), online
		return rep
	}
	for _, test := range []struct {
		name  string
		base  *Baseline
		rep   *Report
		stale int
	}{
		{"a comment, and all rules ran", entry("ignore/unused", "a.md"), judged(true), 1},
		{"a comment, and the rules that it names may not have run", entry("ignore/unused", "a.md"), judged(false), 0},
		{"its rule ran and found nothing", entry("link/placeholder", "a.md"), read(OK, baselineRules...), 1},
		{"its rule did not run", entry("link/placeholder", "a.md"), read(OK, baselineRules[1]), 0},
		{"its rule is no more", entry("link/formerly", "a.md"), read(OK), 1},
		{"its source was reached", entry("match/title", "a.md"), read(OK, baselineRules...), 1},
		{"its source was not reached", entry("match/title", "a.md"), read(Unchecked, baselineRules...), 0},
		{"its source lets only people in", entry("match/title", "a.md"), read(Blocked, baselineRules...), 0},
		{"its file was not read", entry("link/placeholder", "there.md"), read(OK, baselineRules...), 0},
		{"its file is gone", entry("link/placeholder", "gone.md"), read(OK, baselineRules...), 1},
	} {
		scope := BaselineScope{Exists: func(path string) bool { return path == "there.md" }}
		test.base.Apply(test.rep, scope)
		if test.rep.StaleBaseline != test.stale {
			t.Errorf("%s: %d stale, want %d", test.name, test.rep.StaleBaseline, test.stale)
		}
		if kept := len(test.base.Update(test.rep, scope).Entries); kept != 1-test.stale {
			t.Errorf("%s: an update keeps %d entries, want %d", test.name, kept, 1-test.stale)
		}
	}
}

func TestBaselineHidesSecrets(t *testing.T) {
	rep := baselined(t, baselineRules, "link/placeholder a.md https://sund.example/?token=abc")
	b := (&Baseline{}).Update(rep, BaselineScope{About: func(s string) string { return strings.ReplaceAll(s, "abc", "***") }})
	if src := string(b.Bytes()); strings.Contains(src, "abc") || !strings.Contains(src, "***") {
		t.Errorf("the baseline holds a secret:\n%s", src)
	}
}

// Whatever ParseBaseline accepts is read back from what Bytes writes of it, a line an entry.
func FuzzParseBaseline(f *testing.F) {
	f.Add([]byte(`{"schema": "citelint/baseline/v1", "findings": []}`))
	f.Add([]byte(`{"schema": "citelint/baseline/v1", "findings": [{"fingerprint": "1", "rule": "r", "path": "p\n", "about": "\ud800", "reason": "<&>"}]}`))
	f.Add([]byte("{\n\"schema\": 3}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, err := ParseBaseline(src)
		if err != nil {
			var line int
			if n, _ := fmt.Sscanf(err.Error(), "%d:", &line); n != 1 || line < 1 {
				t.Fatalf("%q names no line", err)
			}
			return
		}
		out := b.Bytes()
		again, err := ParseBaseline(out)
		if err != nil {
			t.Fatalf("reading back %q: %v", out, err)
		}
		if string(again.Bytes()) != string(out) || len(again.Entries) != len(b.Entries) {
			t.Fatalf("%q is written as %q", out, again.Bytes())
		}
		if lines := strings.Count(string(out), "\n"); len(b.Entries) > 0 && lines != len(b.Entries)+2 {
			t.Fatalf("%d entries stand on %d lines", len(b.Entries), lines)
		}
	})
}

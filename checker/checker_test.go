package checker_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// document has one note a line of "label url title"; a line that begins with "citelint:" is a comment.
func document(path, text string) *checker.Document {
	d := checker.NewDocument(path, []byte(text))
	offset := 0
	for line := range strings.Lines(text) {
		start, end := offset, offset+len(strings.TrimSuffix(line, "\n"))
		offset += len(line)
		if i := strings.Index(line, "citelint:"); i >= 0 {
			d.Comments = append(d.Comments, checker.Comment{Text: strings.TrimSpace(line[i:]), Span: d.Span(start+i, end)})
			continue
		}
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if len(fields) < 3 {
			continue
		}
		at := start + len(fields[0]) + 1
		l := &checker.Link{Raw: fields[1], Target: fields[1], URL: fields[1], Span: d.Span(at, at+len(fields[1]))}
		c := &checker.Citation{Kind: checker.Full, Title: fields[2], Confidence: 1, Links: []*checker.Link{l}, Span: d.Span(start, end)}
		n := &checker.Note{Label: fields[0], Text: fields[2], Span: d.Span(start, end), Citations: []*checker.Citation{c}}
		n.Markers = []*checker.Marker{{Note: n, Span: d.Span(start, start+len(fields[0]))}}
		d.Notes = append(d.Notes, n)
	}
	return d
}

// linkRule finds every link of every note; its findings can be told apart by rule ID.
func linkRule(id string, masks ...checker.Mask) *checker.Rule {
	return &checker.Rule{ID: id, Severity: checker.Error, Doc: id, Masks: masks, Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			for _, n := range d.Notes {
				for _, c := range n.Citations {
					for _, l := range c.Links {
						p.Report(checker.Finding{Message: "found", Span: l.Span, Subject: checker.Subject{Document: d, Note: n, Citation: c, Link: l}})
					}
				}
			}
		}
	}}
}

func check(t *testing.T, c checker.Checker, docs ...*checker.Document) *checker.Report {
	t.Helper()
	rep, err := c.Check(context.Background(), docs...)
	if err != nil {
		t.Fatalf("Check: %v", err)
	}
	return rep
}

// lines prints findings as "path:line rule state".
func lines(rep *checker.Report) []string {
	var out []string
	for _, f := range rep.Findings {
		out = append(out, f.Subject.Document.Path+":"+string(rune('0'+f.Span.Start.Line))+" "+f.Rule+" "+string(f.State))
	}
	return out
}

func TestCheckAsksEachSourceOnce(t *testing.T) {
	a := document("b.md", "1 https://a.example/x One title\n2 https://b.example/y Other\n")
	b := document("a.md", "1 https://a.example/x Another title\n")
	var asked []checker.Query
	c := checker.Checker{Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: checker.OK}, nil
	}), Progress: func(done, total int, r checker.Result) {
		if total != 2 {
			t.Errorf("progress speaks of %d sources, want 2", total)
		}
		asked = append(asked, r.Query)
	}}
	rep := check(t, c, a, b)
	if len(asked) != 2 {
		t.Errorf("%d sources were asked, want 2", len(asked))
	}
	got := rep.Result("https://a.example/x")
	if got == nil {
		t.Fatal("the report has no result for https://a.example/x")
	}
	if diff := cmp.Diff([]string{"Another title", "One title"}, got.Titles); diff != "" {
		t.Errorf("the titles of all citations are asked for (-want +got):\n%s", diff)
	}
	if rep.Documents[0].Path != "a.md" || rep.Results[0].URL != "https://a.example/x" {
		t.Error("documents and results are not sorted")
	}
}

func TestCheckKeepsWhatItHas(t *testing.T) {
	broken := errors.New("no memory left")
	c := checker.Checker{Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		if strings.Contains(q.URL, "b.example") {
			return checker.Result{}, broken
		}
		return checker.Result{Query: q, Verdict: checker.Dead}, nil
	})}
	rep, err := c.Check(context.Background(), document("a.md", "1 https://a.example/x T\n2 https://b.example/x T\n"))
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "https://b.example/x") {
		t.Errorf("error is %v, want one that wraps %v and names the source", err, broken)
	}
	if a, b := rep.Results[0].Verdict, rep.Results[1].Verdict; a != checker.Dead || b != checker.Unchecked {
		t.Errorf("verdicts are %s and %s, want dead and unchecked", a, b)
	}
	if diff := cmp.Diff([]string{"fault"}, rep.Run.Incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

func TestCheckInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c := checker.Checker{Rules: []*checker.Rule{linkRule("link/a")}, Fetcher: checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
		if strings.Contains(q.URL, "a.example") {
			defer cancel()
			return checker.Result{Query: q, Verdict: checker.OK}, nil
		}
		<-ctx.Done()
		return checker.Result{}, ctx.Err()
	})}
	rep, err := c.Check(ctx, document("a.md", "1 https://a.example/x T\n2 https://b.example/x T\n"))
	if err != nil {
		t.Errorf("an interrupt is no error: %v", err)
	}
	if diff := cmp.Diff([]string{"interrupted"}, rep.Run.Incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
	if len(rep.Findings) != 2 {
		t.Errorf("%d findings, want the rules to have run on all the same", len(rep.Findings))
	}
}

func TestCheckOutlivesARule(t *testing.T) {
	broken := &checker.Rule{ID: "link/broken", Severity: checker.Error, Check: func(*checker.Pass) { panic("no such link") }}
	c := checker.Checker{Rules: []*checker.Rule{broken, linkRule("link/a")}}
	rep, err := c.Check(context.Background(), document("a.md", "1 https://a.example/x T\n"))
	if err == nil || !strings.Contains(err.Error(), "link/broken") {
		t.Errorf("error is %v, want one that names the rule", err)
	}
	if diff := cmp.Diff([]string{"a.md:1 link/a new"}, lines(rep)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"fault"}, rep.Run.Incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

func TestMasks(t *testing.T) {
	cause := linkRule("link/cause", checker.Mask{Rules: []string{"link/*", "health/*"}, Scope: checker.OnLink})
	effect, other := linkRule("link/effect", checker.Mask{Rules: []string{"health/dead"}, Scope: checker.OnSource}), linkRule("cite/other")
	health := linkRule("health/dead")
	health.Online = true
	fetcher := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: checker.Dead}, nil
	})
	d := document("a.md", "1 https://a.example/x T\n")
	rep := check(t, checker.Checker{Fetcher: fetcher, Rules: []*checker.Rule{health, effect, other, cause}}, d)
	if diff := cmp.Diff([]string{"a.md:1 cite/other new", "a.md:1 link/cause new"}, lines(rep)); diff != "" {
		t.Errorf("a root cause silences the rest, itself excepted (-want +got):\n%s", diff)
	}
	if rep.Masked != 2 {
		t.Errorf("%d findings were masked, want 2", rep.Masked)
	}
	rep = check(t, checker.Checker{Fetcher: fetcher, Rules: []*checker.Rule{health, effect, other, cause},
		Severity: func(r *checker.Rule, f *checker.Finding) checker.Severity {
			if r == cause {
				return checker.Off
			}
			return f.Severity
		}}, d)
	if diff := cmp.Diff([]string{"a.md:1 cite/other new", "a.md:1 link/effect new"}, lines(rep)); diff != "" {
		t.Errorf("a rule that is off silences nothing (-want +got):\n%s", diff)
	}
	cause = linkRule("link/cause", checker.Mask{Rules: []string{"cite/*"}, Scope: checker.OnLink, From: checker.Warning})
	for severity, masked := range map[checker.Severity]int{checker.Error: 1, checker.Warning: 1, checker.Info: 0} {
		rep = check(t, checker.Checker{Fetcher: fetcher, Rules: []*checker.Rule{other, cause},
			Severity: func(r *checker.Rule, f *checker.Finding) checker.Severity {
				if r == cause {
					return severity
				}
				return f.Severity
			}}, d)
		if rep.Masked != masked {
			t.Errorf("a mask from warning on silences %d findings for one that is an %s, want %d", rep.Masked, severity, masked)
		}
	}
}

func TestIgnores(t *testing.T) {
	rules := []*checker.Rule{linkRule("link/a"), linkRule("cite/b")}
	for _, c := range []struct {
		name, text string
		want       []string
		malformed  string
	}{
		{"the line before", "citelint:ignore link/a: asked the author\n\n1 https://a.example/x T\n2 https://b.example/x T\n",
			[]string{"x.md:3 cite/b new", "x.md:3 link/a ignored", "x.md:4 cite/b new", "x.md:4 link/a new"}, ""},
		{"a group", "citelint:ignore link/*,cite/b: known\n1 https://a.example/x T\n", []string{"x.md:2 cite/b ignored", "x.md:2 link/a ignored"}, ""},
		{"the file", "1 https://a.example/x T\ncitelint:ignore-file *: a list of bad links\n", []string{"x.md:1 cite/b ignored", "x.md:1 link/a ignored"}, ""},
		{"a range", "citelint:ignore-start link/a: quoted\n1 https://a.example/x T\ncitelint:ignore-end\n2 https://b.example/x T\n",
			[]string{"x.md:2 cite/b new", "x.md:2 link/a ignored", "x.md:4 cite/b new", "x.md:4 link/a new"}, ""},
		{"a note", "1 https://a.example/x T\n2 https://b.example/x T\nciteint\ncitelint:ignore-note 2 link/a: asked\n",
			[]string{"x.md:1 cite/b new", "x.md:1 link/a new", "x.md:2 cite/b new", "x.md:2 link/a ignored"}, ""},
		{"an expired one", "citelint:ignore * until=2026-01-01: soon\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, ""},
		{"one that holds today", "citelint:ignore * until=2026-03-02: soon\n1 https://a.example/x T\n", []string{"x.md:2 cite/b ignored", "x.md:2 link/a ignored"}, ""},
		{"no reason", "citelint:ignore *\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, ""},
		{"no date", "citelint:ignore * until=soon: x\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, "“soon” is no date (YYYY-MM-DD)"},
		{"no end", "citelint:ignore-start *: x\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, "no ignore-end after it"},
		{"no start", "citelint:ignore-end\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, "no ignore-start before it"},
		{"no note", "citelint:ignore-note 7 *: x\n", nil, "no note is labelled “7”"},
		{"our own report", "citelint:report\n1 https://a.example/x T\n", []string{"x.md:2 cite/b new", "x.md:2 link/a new"}, ""},
		{"no word", "citelint:silence *: x\n", nil, "“silence” is none of ignore, ignore-start, ignore-end, ignore-file, ignore-note"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var malformed string
			seen := &checker.Rule{ID: "ignore/malformed", Severity: checker.Error, Check: func(p *checker.Pass) {
				for _, ig := range p.Ignores {
					malformed += ig.Malformed
				}
			}}
			rep := check(t, checker.Checker{Rules: append(rules, seen), Today: checker.Date{EDTF: "2026-03-02"}}, document("x.md", c.text))
			if diff := cmp.Diff(c.want, lines(rep)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if malformed != c.malformed {
				t.Errorf("malformed says %q, want %q", malformed, c.malformed)
			}
		})
	}
}

func TestIgnoreEntries(t *testing.T) {
	d := document("briefs/2019/x.md", "7 https://a.example/old/x T\n8 https://b.example/x T\n")
	for _, c := range []struct {
		name  string
		entry checker.Ignore
		want  []string
	}{
		{"by address", checker.Ignore{URL: "https://a.example/old/*"}, []string{"ignored", "new"}},
		{"by path", checker.Ignore{Path: "briefs/**"}, []string{"ignored", "ignored"}},
		{"by path of one level", checker.Ignore{Path: "briefs/*.md"}, []string{"new", "new"}},
		{"by any level", checker.Ignore{Path: "**/x.md"}, []string{"ignored", "ignored"}},
		{"by note", checker.Ignore{Label: "8"}, []string{"new", "ignored"}},
	} {
		c.entry.Rules, c.entry.Reason = []string{"link/a"}, "known"
		rep := check(t, checker.Checker{Rules: []*checker.Rule{linkRule("link/a")}, Ignores: []*checker.Ignore{&c.entry}}, d)
		var got []string
		for _, f := range rep.Findings {
			got = append(got, string(f.State))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestIgnoreIsUnusedOnlyIfAllOfItRan(t *testing.T) {
	a, online := linkRule("link/a"), linkRule("health/dead")
	online.Online = true
	compares, registered := linkRule("link/compares"), linkRule("link/registered")
	compares.Base, registered.Records = true, true
	never := func(*checker.Rule, *checker.Finding) checker.Severity { return checker.Off }
	for _, c := range []struct {
		name, text string
		checker    checker.Checker
		want       bool
	}{
		{"all ran", "citelint:ignore link/a: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{a}}, true},
		{"one did not", "citelint:ignore link/a,health/dead: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{a}, All: []*checker.Rule{a, online}}, false},
		{"unknown rule", "citelint:ignore link/z: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{a}}, false},
		{"one needs what was there before", "citelint:ignore link/compares: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{compares}}, false},
		{"one needs records", "citelint:ignore link/registered: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{registered}}, false},
		{"records are asked for", "citelint:ignore link/registered: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{registered}, Identifiers: true}, true},
		{"nothing there was changed", "citelint:ignore link/a: x\n1 https://a.example/x T\n", checker.Checker{
			Rules: []*checker.Rule{a}, Changed: func(*checker.Document, ...checker.Span) bool { return false },
			Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
				return checker.Result{Query: q, Verdict: checker.OK}, nil
			}),
		}, false},
		{"not reached", "citelint:ignore link/a: x\n1 https://a.example/x T\n", checker.Checker{Rules: []*checker.Rule{a},
			Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
				return checker.Result{Query: q, Verdict: checker.Blocked}, nil
			})}, false},
	} {
		var ran []bool
		c.checker.Severity = never
		c.checker.Rules = append(c.checker.Rules, &checker.Rule{ID: "ignore/unused", Severity: checker.Warning, Check: func(p *checker.Pass) {
			for _, ig := range p.Ignores {
				ran = append(ran, ig.Ran)
			}
		}})
		check(t, c.checker, document("x.md", c.text))
		if diff := cmp.Diff([]bool{c.want}, ran); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestFingerprintsOutliveEdits(t *testing.T) {
	rules := []*checker.Rule{linkRule("link/a")}
	before := check(t, checker.Checker{Rules: rules}, document("x.md", "1 https://a.example/x T\n2 https://a.example/x T\n"))
	after := check(t, checker.Checker{Rules: rules}, document("x.md", "Intro.\n\n3 https://a.example/x U\n4 https://a.example/x U\n"))
	for i, f := range before.Findings {
		if f.Fingerprint != after.Findings[i].Fingerprint || len(f.Fingerprint) != 32 {
			t.Errorf("finding %d: fingerprint %s became %s", i, f.Fingerprint, after.Findings[i].Fingerprint)
		}
	}
	if before.Findings[0].Fingerprint == before.Findings[1].Fingerprint {
		t.Error("two findings have one fingerprint")
	}
}

func TestApply(t *testing.T) {
	d := checker.NewDocument("x.md", []byte("abcdef"))
	got := checker.Apply(d.Source, []checker.Edit{{Span: d.Span(1, 2), NewText: "XY"}, {Span: d.Span(3, 3), NewText: "-"}, {Span: d.Span(5, 6)}})
	if string(got) != "aXYc-de" {
		t.Errorf("Apply made %q, want %q", got, "aXYc-de")
	}
}

// TestFingerprintIsPublished holds the recipe: baselines that people have committed depend on it.
func TestFingerprintIsPublished(t *testing.T) {
	d := document("briefs/night-trains.md", "3 # 夜行列车票价\n")
	d.Notes[0].Citations[0].Links[0].URL = ""
	rep := check(t, checker.Checker{Rules: []*checker.Rule{linkRule("link/placeholder")}}, d)
	if got, want := rep.Findings[0].Fingerprint, "185381406092c6126dea09607170cc7a"; got != want {
		t.Errorf("the fingerprint is %s, want %s", got, want)
	}
}

// Of documents that were changed in places, only the sources of those places are asked for.
func TestQueriesOfWhatChanged(t *testing.T) {
	d := checker.NewDocument("a.md", []byte("one\ntwo\nthree\nfour\n"))
	link := func(url string, start int) *checker.Link {
		return &checker.Link{URL: url, Span: d.Span(start, start+3)}
	}
	inBody, inNote := link("https://a.sund.example/", 0), link("https://b.sund.example/", 8)
	d.Links = []*checker.Link{inBody}
	d.Notes = []*checker.Note{{
		Span: d.Span(8, 13), Markers: []*checker.Marker{{Span: d.Span(4, 7)}},
		Citations: []*checker.Citation{{Links: []*checker.Link{inNote}}},
	}}
	for line, want := range map[int]string{1: inBody.URL, 2: inNote.URL, 3: inNote.URL, 4: ""} {
		c := checker.Checker{Changed: func(_ *checker.Document, spans ...checker.Span) bool {
			return slices.ContainsFunc(spans, func(s checker.Span) bool { return s.Start.Line == line })
		}}
		var got []string
		for _, q := range c.Queries([]*checker.Document{d}) {
			got = append(got, q.URL)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("line %d changed: asked for %q, want %q", line, got, want)
		}
	}
}

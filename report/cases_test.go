package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// A testCase is a report that every format must be able to write.
type testCase struct {
	name, about string
	report      *checker.Report
	isLarge     bool // too large for a golden file: laws are held against it
}

func cases(t testing.TB) []testCase {
	return []testCase{
		{name: "clean", about: "Nothing was found, and everything was checked.", report: cleanReport(t)},
		{name: "findings", about: "Two errors and an info in one document, as the documentation shows them.",
			report: check(t, web(nightResults()), nil, nightTrains())},
		{name: "offline", about: "No source was asked, and the rules that need one did not run.",
			report: check(t, nil, nil, nightTrains())},
		{name: "incomplete", about: "Blocked, skipped, unreachable, unreached; a back-reference and a citation not understood.",
			report: incompleteReport(t)},
		{name: "states", about: "New, known and ignored findings; the working directory below the root; a derived document.",
			report: statesReport(t)},
		{name: "empty", about: "No document at all.", report: emptyReport(t)},
		{name: "cjk", about: "Chinese, Japanese and Korean, and a script written from right to left.", report: cjkReport(t)},
		{name: "derived", about: "A document whose text its reader wrote: formats that point into files name the file and the note.", report: derivedReport(t)},
		{name: "hostile", about: "Three strings that mean harm, in every field.", report: hostileReport(t, []string{
			"##[error]@octocat", "\x1b[31m\u202e](javascript:alert(1))", "<img src=x> #1 | `x`",
		})},
		{name: "hostile-all", about: "Every character and sequence that must stay harmless, in every field.",
			report: hostileReport(t, append(nasty, strings.Join(nasty, " "))), isLarge: true},
	}
}

func cleanReport(t testing.TB) *checker.Report {
	d := nightTrains()
	d.Links = nil
	d.Notes = d.Notes[:2]
	rep := check(t, web(nightResults()), nil, d)
	rep.Findings = nil
	return rep
}

func emptyReport(t testing.TB) *checker.Report { return check(t, web(nil), nil) }

// brief is a document with one citation a line: "label title url".
func brief(path string, lines ...string) *checker.Document {
	var src strings.Builder
	src.WriteString("# Ports\n\n")
	for _, l := range lines {
		label, rest, _ := strings.Cut(l, " ")
		fmt.Fprintf(&src, "A claim.[^%s]\n\n[^%s]: %s\n\n", label, label, rest)
	}
	p := newPage(path, src.String())
	p.Title = "Ports"
	for _, l := range lines {
		label, rest, _ := strings.Cut(l, " ")
		definition := "[^" + label + "]: " + rest
		i := strings.LastIndex(rest, " ")
		title, url := rest[:i], rest[i+1:]
		c := &checker.Citation{
			Kind: checker.Full, Text: rest, Span: p.at(rest, "[^"+label+"]: "), Title: title, Confidence: 1,
			Links: []*checker.Link{p.link(url, title, "[^"+label+"]: ", title)},
		}
		mark(p.note(label, definition, rest, c), p.at("[^"+label+"]"), "A claim.")
	}
	return p.Document
}

func incompleteReport(t testing.TB) *checker.Report {
	d := brief("briefs/ports.md",
		"1 Who Owns the Quay https://port.sund.example/quay",
		"2 Dues Rise Again https://news.sund.example/dues",
		"3 Dredging Plan https://plan.sund.example/dredge",
		"4 Harbour Minutes https://wiki.sund.example/minutes",
		"5 Toll Tables https://tolls.sund.example/2025",
		"6 Ferry Times https://late.sund.example/times",
		"7 Ferry Fares https://gone.sund.example/fares",
		"8 Pilot Rules https://moved.sund.example/pilots",
		"9 Lock Rules https://quay.sund.example/locks",
	)
	d.Notes[6].Citations[0].Confidence = .3
	d.Notes[8].Citations[0].RefersTo, d.Notes[8].Citations[0].Kind = nil, checker.Short
	d.Notes[8].Citations[0].Reason = checker.ReasonManyWorks
	d.Notes[8].Citations[0].Candidates = []*checker.Citation{d.Notes[1].Citations[0], d.Notes[0].Citations[0]}
	d.Notes[4].Markers[0].Quotations = []checker.Quotation{{Text: "tolls may double", Span: d.Notes[4].Markers[0].Span}}
	other := brief("briefs/tolls.md",
		"1 Who Owns the Quay https://port.sund.example/quay",
		"2 Lock Rules https://quay.sund.example/locks",
	)
	rep := check(t, web(map[string]checker.Result{
		"https://port.sund.example/quay": {Verdict: checker.Blocked, Cause: checker.CauseBotWall, Status: 403,
			Evidence: []string{"cf-mitigated: challenge", "status 403"}, Checked: clock("2026-03-02T09:15:04Z")},
		"https://news.sund.example/dues": {Verdict: checker.Blocked, Cause: checker.CauseLogin, Status: 401,
			Evidence: []string{"status 401"}, Checked: clock("2026-03-02T09:15:04Z")},
		"https://wiki.sund.example/minutes": {Verdict: checker.Skipped, Cause: checker.CauseHostRule,
			Evidence: []string{"every page is behind a login"}},
		"https://tolls.sund.example/2025": {Verdict: checker.OK, Status: 200, Evidence: []string{"status 200"},
			Page: checker.Page{Titles: []string{"Tolls"}, Answers: checker.Answers{
				Titles:     []checker.TitleAnswer{{Asked: "Toll Tables", Answer: checker.AnswerMismatch, Score: 1. / 3, Found: "Tolls", Where: "h1"}},
				Quotations: []checker.QuotationAnswer{{Asked: "tolls may double", Answer: "altered", Found: "tolls will double"}},
			}}},
		"https://late.sund.example/times": {Verdict: checker.Unchecked, Cause: checker.CauseDeadline},
		"https://gone.sund.example/fares": {Verdict: checker.SoftDead, Cause: checker.CauseSoft404, Status: 200,
			Evidence:  []string{`title says "Page not found"`, "41 visible words"},
			Snapshots: []checker.Snapshot{{Archive: "wayback", URL: "https://web.archive.org/web/2025/https://gone.sund.example/fares", Time: clock("2025-05-10T12:00:00Z"), Verdict: checker.OK}}},
		"https://moved.sund.example/pilots": {Verdict: checker.Moved, Cause: checker.CausePermanent, Status: 200,
			Evidence: []string{"301 to https://moved.sund.example/rules/pilots"}, Instead: "https://moved.sund.example/rules/pilots",
			Hops: []checker.Hop{{URL: "https://moved.sund.example/pilots", Status: 301}}},
		"https://quay.sund.example/locks": {Verdict: checker.OK, Status: 200, Evidence: []string{"status 200"},
			Page: checker.Page{Answers: checker.Answers{Titles: []checker.TitleAnswer{{Asked: "Lock Rules", Answer: checker.AnswerNoMetadata}}}}},
	}), nil, d, other)
	rep.Run.Unread = []checker.Unread{{Path: "briefs/old.docx", Error: "zip: not a valid zip file"}}
	rep.Run.Incomplete = []string{"budget", "input"}
	rep.Run.ExitStatus = 3
	return rep
}

func statesReport(t testing.TB) *checker.Report {
	d := nightTrains()
	docx := brief("briefs/ports.docx", "1 Dredging Plan https://plan.sund.example/dredge", "1 Dredging Plan https://plan.sund.example/dredge")
	docx.Derived, docx.Format = true, "docx"
	out := brief("notes/tolls.md", "1 Toll Tables #")
	out.Notes[0].Label = ""
	ignores := []*checker.Ignore{{Rules: []string{"hygiene/*"}, Reason: "we want to be counted", Until: "2026-12-31"}}
	rep := check(t, web(nightResults()), ignores, d, docx, out)
	for _, f := range rep.Findings {
		if f.Rule == "health/dead" {
			f.State = checker.Known
		}
	}
	rep.Masked = 2
	rep.Run.Dir, rep.Run.Config = "briefs", ".citelint.yaml"
	return rep
}

func derivedReport(t testing.TB) *checker.Report {
	d := brief("briefs/ports.docx",
		"1 Who Owns the Quay #", "2 Dredging Plan #", "3 Toll Tables https://tolls.sund.example/2025?utm_source=mail",
		"4 Ferry Times https://late.sund.example/times")
	d.Derived, d.Format = true, "docx"
	return check(t, web(map[string]checker.Result{
		"https://tolls.sund.example/2025?utm_source=mail": {Verdict: checker.OK, Status: 200, Evidence: []string{"status 200"}},
		"https://late.sund.example/times":                 {Verdict: checker.Dead, Cause: checker.CauseNotFound, Status: 404, Evidence: []string{"status 404"}},
	}), nil, d)
}

func cjkReport(t testing.TB) *checker.Report {
	d := brief("briefs/夜行.md",
		"一 夜行列车票价 https://rail.lomaria.example/夜行",
		"二 항만사용료인상 https://port.lomaria.example/항만",
		"ג דמי_נמל https://port.lomaria.example/נמל",
	)
	return check(t, web(nil), nil, d)
}

// nasty holds what the formats must keep harmless.
var nasty = []string{
	"##[error]x", "##vso[task.setvariable]x", "::error::x", "\n::error file=a::x", "\r\n##[group]",
	"\x1b[31mred\x1b[0m", "\x9b31m", "\u0085", "\u202e\u2066bidi", "\u200bzero", "\ufeff", "\u00ad", "\x00", "\x7f", "\u2028\u2029",
	"\xff\xfe", "\U000e0041", "\ufffe",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "&lt;b&gt;&copy;",
	"](javascript:alert(1))", "![x](https://evil.example/x.png)", "[a][b]", "[^1]", "[x]: https://evil.example",
	"a|b", "`code` ``two``", "*em* __strong__ ~~gone~~", "$x$", "\\", "@octocat", "@org/team", "#1", "org/repo#1", "GH-1",
	"https://evil.example/auto", "www.evil.example", "mail@evil.example", "# heading", "- item", "> quote", "1. one", "---", "```",
	"https://ana:hunter2hunter2@sund.example/x", "https://sund.example/?token=hunter2hunter2&b=1",
	"=1+1", "\"quoted\"", "'single'", "{{template}}", "%0A", "^sup^", ":smile:", "</td></tr></table>", "|---|",
	"]]>", "<![CDATA[x", "--><x/>", "[[ATTACHMENT|/etc/passwd]]", "{0} {1}", "%0A::error::x", "a,b:c=d;e", "&#x1b;[31m", "\x0b", "##teamcity[x]", "  \n\n\t",
}

func hostileReport(t testing.TB, strs []string) *checker.Report {
	var docs []*checker.Document
	results := map[string]checker.Result{}
	for i, s := range strs {
		url := fmt.Sprintf("https://sund.example/%d?a=%s", i, s)
		src := "x[^" + s + "] [" + s + "](" + url + ")\n\n[^" + s + "]: " + s + "\n"
		p := newPage(fmt.Sprintf("%s%03d", s, i), src)
		p.Title, p.Authors, p.Date = s, []string{s}, date("", s)
		p.Links = []*checker.Link{{Raw: s, Target: s, Text: s, Fragment: s, Span: p.at(s)}}
		link := &checker.Link{Raw: url, Target: url, Text: s, URL: url, Fragment: s, Alternative: s, Span: p.at(url)}
		c := &checker.Citation{
			Kind: checker.Full, Type: s, Text: s, Signal: s, Span: p.at(s), Title: s, ParallelTitle: s, Container: s, Publisher: s,
			Place: s, Edition: s, Volume: s, Issue: s, Number: s, Date: date("2025", s), Pages: s, Locator: s, DOI: s, ISBN: s,
			ArXiv: s, Alias: s, Language: s, Rest: s, Confidence: 1, Authors: []checker.Name{{Literal: s}, {Family: s, Given: s}},
			Links: []*checker.Link{link},
		}
		bad := &checker.Citation{Kind: checker.Full, Text: s, Span: p.at(s), Links: []*checker.Link{link}}
		back := &checker.Citation{Kind: checker.Supra, Text: s, Span: p.at(s), Locator: s, RefersTo: c}
		note := p.note(s, "[^"+s+"]: "+s, s, c, bad, back)
		mark(note, p.at("[^"+s+"]"), s, checker.Quotation{Text: s, Span: p.at(s)})
		p.note("", "", s)
		docs = append(docs, p.Document)
		results[url] = checker.Result{
			Verdict: checker.Moved, Cause: checker.CausePermanent, Evidence: []string{s, s}, Instead: "https://sund.example/" + s,
			Hops: []checker.Hop{{URL: url, Status: 301}}, Snapshots: []checker.Snapshot{{Archive: s, URL: "https://" + s}},
			Page: checker.Page{URL: s, Titles: []string{s}, Authors: []string{s}, Site: s, Canonical: s, Language: s, Type: s, DOI: s,
				Record: &checker.Record{
					Identifier: s, Registry: s, State: checker.RecordUnknown, Why: s, ByTitle: s, Titles: []string{s}, Containers: []string{s}, Publisher: s,
					Authors: []checker.Name{{Family: s, Given: s}}, Editors: []checker.Name{{Literal: s}}, Online: date("2025", s), Type: s, Language: s,
					Notices: []checker.Notice{{Kind: checker.NoticeRetraction, Date: date("2025", s), DOI: s, By: s}}, Version: 1, Latest: 2, Later: s,
				},
				ContentType: s, Answers: checker.Answers{
					Titles:     []checker.TitleAnswer{{Asked: s, Answer: checker.AnswerMismatch, Found: s, Where: s}},
					Authors:    []checker.Answer{{Asked: s, Answer: checker.AnswerMatch, Found: s}},
					Quotations: []checker.QuotationAnswer{{Asked: s, Answer: "altered", Found: s}},
				}},
		}
		if i%2 == 1 {
			r := results[url]
			r.Verdict, r.Cause = checker.Skipped, checker.CauseHostRule
			results[url] = r
		}
	}
	rule := &checker.Rule{ID: "link/hostile", Severity: checker.Error, Doc: ruleDoc("Hostile", "Mend it."), Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			n := d.Notes[0]
			s := n.Text
			for _, subject := range []checker.Subject{
				{Document: d, Note: n, Citation: n.Citations[0], Link: n.Citations[0].Links[0]},
				{Document: d, Note: n, Citation: n.Citations[0]}, {Document: d, Note: n}, {Document: d, Link: d.Links[0]}, {Document: d},
			} {
				p.Report(checker.Finding{Message: "it says “" + s + "”", Span: d.Span(0, 1), Subject: subject,
					Fix: &checker.Fix{Message: "write “" + s + "”", Edits: []checker.Edit{{Span: d.Span(0, 1), NewText: s}}}})
			}
		}
	}}
	c := checker.Checker{Fetcher: web(results), Rules: []*checker.Rule{rule}, Today: checker.Date{EDTF: "2026-03-02"}}
	rep, err := c.Check(context.Background(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	rep.Run.FailOn, rep.Run.ExitStatus = checker.Error, 1
	rep.Run.Unread = []checker.Unread{{Path: strs[0], Error: strs[len(strs)-1]}}
	return rep
}

// manyReport has 10,000 findings in 100 documents: 1,000 errors and 9,000 infos.
func manyReport(t testing.TB) *checker.Report {
	var docs []*checker.Document
	for i := range 100 {
		var lines []string
		for k := range 100 {
			url := fmt.Sprintf("https://sund.example/%d/%d?utm_source=mail", i, k)
			if k%10 == 0 {
				url = "#"
			}
			lines = append(lines, fmt.Sprintf("%d The %d. Report on the Tides of the Northern Sound https://x %s", k, k, url))
		}
		docs = append(docs, brief(fmt.Sprintf("briefs/%03d.md", i), lines...))
	}
	results := map[string]checker.Result{}
	for _, q := range checker.Queries(docs) {
		results[q.URL] = checker.Result{Verdict: checker.OK, Status: 200, Evidence: []string{"status 200"}}
	}
	return check(t, web(results), nil, docs...)
}

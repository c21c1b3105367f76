package page_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/rule"
)

// citing is a document of one note that cites a work of the site at the page's address and quotes
// words from it.
func (p agreementPage) citing(n int, quoted string) *checker.Document {
	q := p.cited(n)
	src := "He wrote: “" + quoted + "”.[^1]\n\n[^1]: " + p.url(p.number) + "\n"
	d := checker.NewDocument("brief.md", []byte(src))
	find := func(s string) checker.Span {
		at := strings.Index(src, s)
		return d.Span(at, at+len(s))
	}
	c := &checker.Citation{
		Kind: checker.Full, Confidence: .95, Span: find(p.url(p.number)), Text: q.Titles[0], Title: q.Titles[0], Date: q.Dates[0], Container: p.lang.sites[p.kind], Language: p.lang.code,
		Links: []*checker.Link{{Form: checker.LinkBare, Raw: p.url(p.number), Target: p.url(p.number), URL: p.url(p.number), Span: find(p.url(p.number))}},
	}
	switch p.kind {
	case "journal":
		c.DOI = "10.5555/" + p.host() // its pages state one
	case "video":
		c.Container = "VideoHub"
	}
	for _, a := range q.Authors {
		name := checker.Name{Literal: a}
		if family, given, ok := strings.Cut(a, ", "); ok {
			name = checker.Name{Family: family, Given: given}
		}
		c.Authors = append(c.Authors, name)
	}
	note := &checker.Note{Kind: checker.Footnote, Label: "1", Span: find("[^1]: "), Text: c.Text, Citations: []*checker.Citation{c}}
	note.Markers = []*checker.Marker{{Note: note, Span: find("[^1]"), Claim: src, Quotations: []checker.Quotation{{Text: quoted, Span: find("“" + quoted + "”")}}}}
	d.Notes = []*checker.Note{note}
	return d
}

// TestFindings runs the rules that compare a citation with its page over made-up pages of twenty kinds
// of sites in eight languages: none may find anything in a true citation. In false ones, of another
// work of the same language and site, with words that no page has, it counts what is found.
func TestFindings(t *testing.T) {
	templates := template.Must(template.New("").Funcs(template.FuncMap{
		"join": strings.Join,
		"js":   func(s string) string { b, _ := json.Marshal(s); return string(b) },
	}).ParseFiles(agreementDir+"heads.html", agreementDir+"sites.html"))
	var rules []*checker.Rule
	for _, r := range rule.All {
		if r.Online && (r.Group() == "match" || r.Group() == "quote") {
			rules = append(rules, r)
		}
	}
	counts := map[string]*tally{}
	for _, p := range sampled(agreementPages(t)) {
		r := p.render(t, templates)
		found := func(d *checker.Document) []*checker.Finding {
			ch := checker.Checker{Rules: rules, Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
				return checker.Result{Query: q, Verdict: checker.OK, Status: 200, Page: page.Inspect(r, q).Page}, nil
			})}
			rep, err := ch.Check(t.Context(), d)
			if err != nil {
				t.Fatal(err)
			}
			return rep.Findings
		}
		note := func(what string, right bool) {
			if counts[what] == nil {
				counts[what] = &tally{}
			}
			counts[what].add(right)
		}
		text := slices.MaxFunc(p.lang.text, func(a, b string) int { return len(a) - len(b) })
		for _, f := range found(p.citing(p.number, text)) {
			note("true: "+f.Rule+" "+f.Severity.String(), true)
			t.Errorf("%s, a true citation of %q: %s [%s]", p.host(), p.lang.works[p.number].title, f.Message, f.Rule)
		}
		words := strings.Fields(p.lang.text[0])
		slices.Reverse(words)
		other := (p.number + len(p.lang.works)/2) % len(p.lang.works)
		rules := map[string]bool{}
		for _, f := range found(p.citing(other, strings.Join(words, " "))) {
			rules[f.Rule] = true
		}
		note("another work: anything", len(rules) > 0)
		note("another work: match/title", rules["match/title"])
		note("another work: quote/not-found or masked by match/title", rules["quote/not-found"] || rules["match/title"])
	}
	var b strings.Builder
	for _, key := range sortedKeys(keysOf(counts)) {
		fmt.Fprintf(&b, "%-56s %s\n", key, counts[key])
	}
	compareFigures(t, agreementDir+"findings.txt", b.String())
}

func keysOf(counts map[string]*tally) []string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	return keys
}

package report_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
)

// A page of source, so that a span can be told by the words under it.
type page struct{ *checker.Document }

func newPage(path, src string) page {
	d := checker.NewDocument(path, []byte(src))
	d.Format = "markdown"
	return page{d}
}

// at is the span of words; if they stand there more than once, of the first after the words before.
func (p page) at(words string, before ...string) checker.Span {
	from := 0
	for _, b := range before {
		i := strings.Index(string(p.Source[from:]), b)
		if i < 0 {
			panic("the source lacks " + b)
		}
		from += i + len(b)
	}
	i := strings.Index(string(p.Source[from:]), words)
	if i < 0 {
		panic("the source lacks " + words)
	}
	return p.Span(from+i, from+i+len(words))
}

func (p page) link(raw, text string, before ...string) *checker.Link {
	l := &checker.Link{Raw: raw, Target: raw, Text: text, Span: p.at(raw, before...)}
	if strings.HasPrefix(raw, "http") {
		l.URL = raw
	}
	return l
}

func (p page) note(label, definition, text string, citations ...*checker.Citation) *checker.Note {
	n := &checker.Note{
		Kind: checker.Footnote, Syntax: checker.SyntaxDefined, Label: label, Text: text, Citations: citations,
	}
	if definition != "" {
		n.Span = p.at(definition)
	}
	p.Notes = append(p.Notes, n)
	return n
}

func mark(n *checker.Note, span checker.Span, claim string, quotations ...checker.Quotation) {
	n.Markers = append(n.Markers, &checker.Marker{Note: n, Span: span, Claim: claim, Quotations: quotations})
}

func date(edtf, text string) checker.Date { return checker.Date{EDTF: edtf, Text: text} }

const nightTrainsSource = `# Night Trains in the North

*A. Lind*, 5 May 2025

The office counted “212,000 passengers in the first year”,[^1] twice the plan.[^2] Fares
rose as well,[^3] says the [timetable](https://rail.lomaria.example/night).

[^1]: Lena Berg, [“Rail Travel 2024”](https://stats.lomaria.example/rail?utm_source=mail), Statistics Office, 3 March 2025, p. 4.
[^2]: Ibid., table 2.
[^3]: [“夜行列车票价” (Night Train Fares)](#), *Rail Weekly*, February 2025.
`

const (
	statsURL = "https://stats.lomaria.example/rail?utm_source=mail"
	railURL  = "https://rail.lomaria.example/night"
)

// nightTrains is a brief with three notes and a link outside them.
func nightTrains() *checker.Document {
	p := newPage("briefs/night-trains.md", nightTrainsSource)
	p.Title, p.Authors, p.Date = "Night Trains in the North", []string{"A. Lind"}, date("2025-05-05", "5 May 2025")
	p.Links = []*checker.Link{p.link(railURL, "timetable")}
	claim := "The office counted “212,000 passengers in the first year”, twice the plan."

	first := &checker.Citation{
		Kind: checker.Full, Type: "report", Text: "Lena Berg, “Rail Travel 2024”, Statistics Office, 3 March 2025, p. 4.",
		Span:    p.at("Lena Berg, [“Rail Travel 2024”](" + statsURL + "), Statistics Office, 3 March 2025, p. 4."),
		Authors: []checker.Name{{Family: "Berg", Given: "Lena"}}, Title: "Rail Travel 2024", Container: "Statistics Office",
		Date: date("2025-03-03", "3 March 2025"), Locator: "p. 4", Language: "en", Confidence: .97,
		Links: []*checker.Link{p.link(statsURL, "“Rail Travel 2024”")},
	}
	n := p.note("1", "[^1]: Lena Berg, [“Rail Travel 2024”]("+statsURL+"), Statistics Office, 3 March 2025, p. 4.", first.Text, first)
	mark(n, p.at("[^1]"), claim, checker.Quotation{
		Text: "212,000 passengers in the first year", Span: p.at("“212,000 passengers in the first year”"),
	})

	second := &checker.Citation{
		Kind: checker.Ibid, Text: "Ibid., table 2.", Span: p.at("Ibid., table 2."), Locator: "table 2", Confidence: 1, RefersTo: first,
	}
	mark(p.note("2", "[^2]: Ibid., table 2.", second.Text, second), p.at("[^2]"), claim)

	third := &checker.Citation{
		Kind: checker.Full, Type: "article-magazine", Text: "“夜行列车票价” (Night Train Fares), Rail Weekly, February 2025.",
		Span:  p.at("[“夜行列车票价” (Night Train Fares)](#), *Rail Weekly*, February 2025."),
		Title: "夜行列车票价", ParallelTitle: "Night Train Fares", Container: "Rail Weekly",
		Date: date("2025-02", "February 2025"), Language: "zh", Confidence: .95,
		Links: []*checker.Link{p.link("#", "“夜行列车票价” (Night Train Fares)", "Fares)](")},
	}
	n = p.note("3", "[^3]: [“夜行列车票价” (Night Train Fares)](#), *Rail Weekly*, February 2025.", third.Text, third)
	mark(n, p.at("[^3]"), "Fares rose as well, says the timetable.")
	return p.Document
}

func clock(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// nightResults is what the web answers about the sources of nightTrains.
func nightResults() map[string]checker.Result {
	return map[string]checker.Result{
		railURL: {
			Verdict: checker.Dead, Cause: checker.CauseNotFound, Status: 404,
			Evidence: []string{"status 404", "the host's other pages answer"},
			Checked:  clock("2026-03-02T09:15:06Z"), LastGood: clock("2026-02-23T04:00:11Z"),
			FailingSince: clock("2026-03-02T09:15:06Z"), Strikes: 1,
			Snapshots: []checker.Snapshot{{
				Archive: "wayback", URL: "https://web.archive.org/web/20250510120000/" + railURL,
				Time: clock("2025-05-10T12:00:00Z"), Verdict: checker.OK,
			}},
		},
		statsURL: {
			Verdict: checker.OK, Status: 200, Evidence: []string{"status 200", "title found in h1"},
			Checked: clock("2026-03-02T09:15:04Z"), LastGood: clock("2026-03-02T09:15:04Z"),
			Page: checker.Page{
				URL: statsURL, Titles: []string{"Rail Travel 2024", "Rail Travel 2024 | Statistics Office"},
				Authors: []string{"Lena Berg"}, Site: "Statistics Office", Published: checker.Date{EDTF: "2025-03-03"},
				Canonical: "https://stats.lomaria.example/rail", Language: "en", Type: "report", ContentType: "text/html",
				Size: 20480, Words: 1840, Digest: "sha256:0f3a", TextDigest: "sha256:b1c9",
				Answers: checker.Answers{
					Titles:     []checker.TitleAnswer{{Asked: "Rail Travel 2024", Answer: "match", Score: 1, Found: "Rail Travel 2024", Where: "h1", InText: true}},
					Authors:    []checker.Answer{{Asked: "Berg, Lena", Answer: "match"}},
					Dates:      []checker.Answer{{Asked: "2025-03-03", Answer: "match"}},
					Quotations: []checker.QuotationAnswer{{Asked: "212,000 passengers in the first year", Answer: "verbatim"}},
				},
			},
		},
	}
}

// web is a Fetcher that answers from a table; what it lacks gives no answer.
func web(results map[string]checker.Result) checker.Fetcher {
	return checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		r, ok := results[q.URL]
		if !ok {
			r = checker.Result{Verdict: checker.Unreachable, Cause: checker.CauseTimeout, Evidence: []string{"no answer in 20 s, twice"}}
		}
		r.Query = q
		return r, nil
	})
}

// ruleDoc is a Doc in the form of package rule.
func ruleDoc(title, mend string) string {
	return "# " + title + "\nWhy it matters.\n\n```markdown\n[Who Owns the Quay?](#)\n```\n\n" + mend + "\n\nSilent for others.\n"
}

// rules are three rules as package rule has them, so that a report has something to show.
func rules() []*checker.Rule {
	everyLink := func(p *checker.Pass, check func(checker.Subject)) {
		for _, d := range p.Documents {
			for _, l := range d.Links {
				check(checker.Subject{Document: d, Link: l})
			}
			for _, n := range d.Notes {
				for _, c := range n.Citations {
					for _, l := range c.AllLinks() {
						check(checker.Subject{Document: d, Note: n, Citation: c, Link: l})
					}
				}
			}
		}
	}
	return []*checker.Rule{
		{
			ID: "link/placeholder", Severity: checker.Error,
			Doc: ruleDoc("A link's target was never filled in", "Put the source's address in, or take\nthe link out."),
			Check: func(p *checker.Pass) {
				everyLink(p, func(s checker.Subject) {
					if s.Link.Raw == "#" {
						p.Report(checker.Finding{Message: "the link's target “#” is a placeholder", Span: s.Link.Span, Subject: s})
					}
				})
			},
		},
		{
			ID: "health/dead", Severity: checker.Error, Online: true,
			Doc: ruleDoc("A source is gone", "Find where it went, or cite an archived copy."),
			Check: func(p *checker.Pass) {
				everyLink(p, func(s checker.Subject) {
					if r := p.Result(s.Link); r != nil && r.Verdict == checker.Dead {
						p.Report(checker.Finding{
							Message: "status 404, while the host's other pages answer: " + r.URL, Span: s.Link.Span, Subject: s,
						})
					}
				})
			},
		},
		{
			ID: "health/unreachable", Severity: checker.Warning, Online: true,
			Doc: ruleDoc("A source does not answer", "Try it again later."),
			Check: func(p *checker.Pass) {
				everyLink(p, func(s checker.Subject) {
					if r := p.Result(s.Link); r != nil && r.Verdict == checker.Unreachable {
						p.Report(checker.Finding{
							Message: strings.Join(r.Evidence, "; ") + ": " + r.URL, Span: s.Link.Span, Subject: s,
						})
					}
				})
			},
		},
		{
			ID: "hygiene/tracking", Severity: checker.Info, Fix: checker.SafeFix,
			Doc: ruleDoc("An address carries a tracking parameter", "Take the parameter out."),
			Check: func(p *checker.Pass) {
				everyLink(p, func(s checker.Subject) {
					i := strings.Index(s.Link.Raw, "?utm_source=")
					if i < 0 {
						return
					}
					end := s.Link.Span.End.Offset
					p.Report(checker.Finding{
						Message: "the address carries a tracking parameter: utm_source", Span: s.Link.Span, Subject: s,
						Fix: &checker.Fix{Message: "remove “" + s.Link.Raw[i:] + "”", Safe: true, Edits: []checker.Edit{{
							Span: s.Document.Span(end-len(s.Link.Raw)+i, end),
						}}},
					})
				})
			},
		},
	}
}

// check runs the rules over the documents and fills in the rest as the command does.
func check(t testing.TB, fetcher checker.Fetcher, ignores []*checker.Ignore, docs ...*checker.Document) *checker.Report {
	t.Helper()
	c := checker.Checker{Fetcher: fetcher, Rules: rules(), Today: checker.Date{EDTF: "2026-03-02"}, Ignores: ignores}
	rep, err := c.Check(context.Background(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	rep.Run.Version, rep.Run.Profile, rep.Run.FailOn = "0.3.0", "default", checker.Error
	rep.Run.Started, rep.Run.Finished = clock("2026-03-02T09:15:00Z"), clock("2026-03-02T09:15:14Z")
	if rep.Failed() {
		rep.Run.ExitStatus = 1
	} else if slices.ContainsFunc(rep.Run.Incomplete, func(string) bool { return true }) {
		rep.Run.ExitStatus = 4
	}
	return rep
}

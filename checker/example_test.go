package checker_test

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// The whole way from a document to a report. Leave out Network and Roots to look at the real web.
func Example() {
	doc, err := read.Document("brief.md", []byte(`Dues rose again.[^1] Nobody objected.[^2]

[^1]: “[Dues Rise Again](https://port-news.example/dues)”, *Port News*, 3 May 2025.
[^2]: “[Minutes of the Council](#)”, Sund Harbour Council, 5 May 2025.
`))
	if err != nil {
		log.Fatal(err)
	}
	cite.Parse(doc)

	web := fetchtest.New() // an invented web
	defer web.Close()
	web.Host("port-news.example").Page("/", fetchtest.HTML("Port News"))

	client := &fetch.Client{Inspect: page.Inspect, Network: web, Roots: web.Roots()}
	defer client.Close()
	c := checker.Checker{Fetcher: client, Rules: rule.All, Today: checker.Date{EDTF: "2025-06-01"}}
	rep, err := c.Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	if err := report.Text(os.Stdout, rep, nil); err != nil {
		log.Fatal(err)
	}
	// Output:
	// brief.md:3:26: error: status 404; the host's other pages answer: https://port-news.example/dues [health/dead] (note 1)
	// brief.md:4:33: error: the link's target “#” is a placeholder [link/placeholder] (note 2)
	//
	// 2 errors in 1 document.
	// 1 document, 2 notes, 2 citations, 1 source: 1 dead.
	// Everything was checked.
}

// A rule is a value: Check takes any.
func ExampleRule() {
	noExample := &checker.Rule{
		ID:       "house/no-example",
		Severity: checker.Warning,
		Doc:      "# A link to a host that nobody owns",
		Check: func(p *checker.Pass) {
			for _, d := range p.Documents {
				for _, n := range d.Notes {
					for _, c := range n.Citations {
						for _, l := range c.AllLinks() {
							if strings.Contains(l.URL, ".example/") {
								about := checker.Subject{Document: d, Note: n, Citation: c, Link: l}
								p.Report(checker.Finding{Span: l.Span, Message: "nobody owns this host", Subject: about})
							}
						}
					}
				}
			}
		},
	}
	doc, err := read.Document("brief.md", []byte("Dues rose.[^1]\n\n[^1]: “[Dues](https://port.example/dues)”, 3 May 2025.\n"))
	if err != nil {
		log.Fatal(err)
	}
	cite.Parse(doc)
	rep, err := (&checker.Checker{Rules: []*checker.Rule{noExample}}).Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range rep.Findings {
		fmt.Printf("%s:%d: %s (%s)\n", doc.Path, f.Span.Start.Line, f.Message, f.Rule)
	}
	// Output:
	// brief.md:3: nobody owns this host (house/no-example)
}

// Whatever answers a Query is a Fetcher: here a table takes the place of the web.
func ExampleFetcherFunc() {
	known := map[string]checker.Verdict{"https://port.example/dues": checker.OK}
	table := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: cmp.Or(known[q.URL], checker.Unchecked)}, nil
	})
	doc, err := read.Document("brief.md", []byte("See [the dues](https://port.example/dues) and [the tides](https://port.example/tides).\n"))
	if err != nil {
		log.Fatal(err)
	}
	cite.Parse(doc)
	rep, err := (&checker.Checker{Fetcher: table}).Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range rep.Results {
		fmt.Println(r.URL, r.Verdict)
	}
	// Output:
	// https://port.example/dues ok
	// https://port.example/tides unchecked
}

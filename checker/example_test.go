package checker_test

import (
	"context"
	"log"
	"os"

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

package page_test

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

func TestQuick(t *testing.T) {
	r := checker.Response{URL: "https://sund.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}},
		Body: []byte(`<html><head><title>Harbour dues rise again | Sund Post</title></head><body><h1>Harbour dues rise again</h1><p>The <b>c</b>at sat.<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour dues rise &amp; fall",}</script>`)}
	in := page.Inspect(r, checker.Query{Titles: []string{"Harbour Dues Rise Again", "Another thing altogether here"}})
	t.Logf("%+v", in)
	r.Body = []byte(`<title>Page not found | Sund Post</title><h1>Page not found</h1><p>Sorry.`)
	t.Logf("%+v", page.Inspect(r, checker.Query{Titles: []string{"Harbour Dues Rise Again"}}).Signals)
}

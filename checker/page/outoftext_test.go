package page_test

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

// TestDatesOutOfText holds to finding days that no text prints in the usual way.
func TestDatesOutOfText(t *testing.T) {
	const match, missing = checker.AnswerMatch, checker.AnswerMissing
	for _, c := range []struct{ page, cited, want string }{
		{`<h1>Dues</h1><span data-timestamp="1551744000">5 years ago</span>`, "2019-03-05", match},
		{`<h1>Dues</h1><span data-published="1551744000123">5 years ago</span>`, "2019-03", match},
		{`<h1>Dues</h1><span data-date="2019-03-05T10:00:00Z">5 years ago</span>`, "2019-03-05", match},
		{`<h1>Dues</h1><abbr class="published" title="2019-03-05T03:14:00-08:00">3:14</abbr>`, "2019-03-05", match},
		{`<h1>Dues</h1><span data-runtime="00:41:20">clip</span>`, "2019-03-05", missing},
		{`<h1>Dues</h1><span><em>2019</em></span><span><em>03</em>/<em>05</em></span>`, "2019-03-05", match},
		{`<h1>Dues</h1><p>Stand: 5.3.19`, "2019-03", match},
		{`<h1>Dues</h1><p>3/5/19 by Jane Doe`, "2019-03-06", match},
		{`<h1>Dues</h1><p>version 5.3.19.2`, "2019-03-05", missing},
		{`<h1>Dues</h1><p>at 5.3.19`, "2018-03-05", missing},
	} {
		r := checker.Response{URL: "https://kuestenbote.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(c.page)}
		if got := page.Inspect(r, checker.Query{Dates: []checker.Date{{EDTF: c.cited}}}).Page.Answers.Dates[0]; got.Answer != c.want {
			t.Errorf("%s in %s: the answer is %s (%s), want %s", c.cited, c.page, got.Answer, got.Found, c.want)
		}
	}
}

func TestQuotationForThoseWithoutScripts(t *testing.T) {
	r := checker.Response{URL: "https://kuestenbote.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(`<h1>Dues</h1><noscript><p>The keepers wrote down every <b>tide</b> in ledgers bound with green cloth.</p></noscript>`)}
	a := page.Inspect(r, checker.Query{Quotations: []string{"wrote down every tide in ledgers bound with green cloth"}}).Page.Answers.Quotations[0]
	if a.Answer != checker.AnswerVerbatim || a.Where != "noscript" {
		t.Errorf("the answer is %s in %q, want it verbatim in noscript", a.Answer, a.Where)
	}
}

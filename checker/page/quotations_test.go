package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

const ordinary = `<p>The town has had a harbour since 1820, and most of its people live by it. In spring the boats are painted, in summer
they go out, in autumn the nets are mended, and in winter the council meets and talks about the dues. This year it met twice, and the third time was in May.</p>`

func TestQuotations(t *testing.T) {
	const asked = "the dues will not rise before the end of next year"
	said := `<p>The board of Sund said that the <b>dues will not</b> rise before the end of next year.</p>`
	for _, c := range []struct {
		name, body, head string
		partial          bool
		answer, where    string
		reason           string
	}{
		{name: "in the text", body: ordinary + said, answer: checker.AnswerVerbatim, where: "text"},
		{name: "in other words", body: ordinary + strings.Replace(said, "will not", "will", 1), answer: checker.AnswerAltered, where: "text"},
		{name: "not there", body: ordinary, answer: checker.AnswerMissing},
		{name: "in the article's body only", body: ordinary, head: `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"It said that <i>the dues</i> will not rise before the end of next year."}</script>`, answer: checker.AnswerVerbatim, where: "articleBody"},
		{name: "in the description", body: ordinary, head: `<meta name="description" content="Board: the dues will not rise before the end of next year">`, answer: checker.AnswerVerbatim, where: "description"},
		{name: "in an alternative text", body: ordinary + `<img alt="A sign: the dues will not rise before the end of next year">`, answer: checker.AnswerVerbatim, where: "alt"},
		{name: "hidden", body: ordinary + `<div hidden>` + said + `</div>`, answer: checker.AnswerMissing},
		{name: "on a next page", body: ordinary, head: `<link rel="next" href="?page=2">`, answer: checker.AnswerNoText, reason: "the text goes on on another page"},
		{name: "found although there is a next page", body: ordinary + said, head: `<link rel="next" href="?page=2">`, answer: checker.AnswerVerbatim, where: "text"},
		{name: "cut off", body: ordinary, partial: true, answer: checker.AnswerNoText, reason: "the page was not read to its end"},
		{name: "hardly any text", body: `<p>The dues rose.</p>`, answer: checker.AnswerNoText, reason: "the page has hardly any text"},
		{name: "in another language", body: strings.Repeat(`<p>Der Hafen ist alt und die Stadt lebt von ihm, und im Winter berät der Rat über die Gebühren, die für alle Boote mit Motor gelten.</p>`, 4), answer: checker.AnswerNoText, reason: "the page is in another language than the quotation"},
		{name: "in another script", body: strings.Repeat(`<p>Город живёт портом с давних времён, и весной лодки красят, летом выходят в море, осенью чинят сети.</p>`, 5), answer: checker.AnswerNoText, reason: "the page is in another language than the quotation"},
		{name: "a wall", body: `<h1>Just a moment...</h1><p>Checking your browser</p>`, head: `<title>Just a moment...</title>`, answer: checker.AnswerNoText, reason: "the page has hardly any text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := checker.Response{
				URL: "https://port.example/dues", Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}},
				Body: []byte("<!DOCTYPE html><html><head>" + c.head + "</head><body>" + c.body + "</body></html>"), Partial: c.partial,
			}
			in := page.Inspect(r, checker.Query{URL: r.URL, Quotations: []string{asked}})
			if len(in.Page.Answers.Quotations) != 1 {
				t.Fatalf("one quotation was asked for, and %d were answered", len(in.Page.Answers.Quotations))
			}
			got := in.Page.Answers.Quotations[0]
			if got.Answer != c.answer || got.Where != c.where || got.Reason != c.reason {
				t.Errorf("the answer is %q in %q because %q, want %q in %q because %q", got.Answer, got.Where, got.Reason, c.answer, c.where, c.reason)
			}
		})
	}
}

// TestQuotationsOfOthers holds that of what other claims quote only what stands there is answered, word
// for word.
func TestQuotationsOfOthers(t *testing.T) {
	r := checker.Response{
		URL: "https://port.example/dues", Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}},
		Body: []byte("<!DOCTYPE html><html><body>" + ordinary + "</body></html>"),
	}
	others := []string{
		"in autumn the nets are mended, and in winter the council meets",
		"in autumn the nets are sold, and in winter the council meets",
		"in spring the boats are painted … the council meets and talks about the dues",
		"the council meets",
	}
	got := page.Inspect(r, checker.Query{URL: r.URL, Others: others}).Page.Answers
	if diff := cmp.Diff([]string{others[0], others[2]}, got.Others); diff != "" {
		t.Errorf("what the page has of other claims' quotations (-want +got):\n%s", diff)
	}
	if got.Quotations != nil {
		t.Errorf("nothing was asked, and %v was answered", got.Quotations)
	}
}

func TestQuotationEvidence(t *testing.T) {
	r := checker.Response{
		URL: "https://port.example/dues#top", Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}},
		Body: []byte("<!DOCTYPE html><html><body>" + ordinary + "<p>The board of Sund said that the “dues” will rise by 3.5 %, and no more, before the end of 2027.</p></body></html>"),
	}
	in := page.Inspect(r, checker.Query{URL: r.URL, Quotations: []string{"that the dues will rise by 2.5 %, and no more, before the end of 2027"}})
	want := []checker.QuotationAnswer{{
		Asked:      "that the dues will rise by 2.5 %, and no more, before the end of 2027",
		Answer:     checker.AnswerAltered,
		Similarity: 1 - 1./51,
		Found:      "that the “dues” will rise by 3.5 %, and no more, before the end of 2027",
		Before:     " in May. The board of Sund said ", After: ".",
		Where:        "text",
		TextFragment: "https://port.example/dues#:~:text=that%20the%20%E2%80%9Cdues%E2%80%9D%20will%20rise%20by%203.5%20%25%2C%20and%20no%20more%2C%20before%20the%20end%20of%202027",
		Diff: []checker.DiffPart{
			{Op: checker.DiffEqual, Text: "that the “dues” will rise by"}, {Op: checker.DiffRemoved, Text: "2.5", Class: checker.ChangedNumber},
			{Op: checker.DiffAdded, Text: "3.5", Class: checker.ChangedNumber}, {Op: checker.DiffEqual, Text: "%, and no more, before the end of 2027"},
		},
		Changed: []string{checker.ChangedNumber},
	}}
	if diff := cmp.Diff(want, in.Page.Answers.Quotations); diff != "" {
		t.Errorf("the evidence differs (-want +got):\n%s", diff)
	}
}

package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// quotedAnswers has an answer of each kind, with all that it may say.
var quotedAnswers = []checker.QuotationAnswer{
	{Asked: "dues rose again", Answer: checker.AnswerVerbatim, Similarity: 1, Hits: 2, Found: "dues rose again", Before: "The ", After: ".", Where: "text", TextFragment: "https://sund.example/dues#:~:text=dues%20rose%20again"},
	{Asked: "dues rose again", Answer: checker.AnswerFolded, Similarity: 1, Hits: 1, Found: "Dues rose, again", Differs: []string{"case", "punctuation"}},
	{Asked: "dues rose twice", Answer: checker.AnswerAltered, Similarity: .9, Found: "dues rose once", Changed: []string{checker.ChangedNumber}, Diff: []checker.DiffPart{
		{Op: checker.DiffEqual, Text: "dues rose"}, {Op: checker.DiffRemoved, Text: "twice", Class: checker.ChangedNumber}, {Op: checker.DiffAdded, Text: "once", Class: checker.ChangedNumber},
	}},
	{Asked: "dues … again", Answer: checker.AnswerStitched, Similarity: 1, Gap: 612, Unordered: true},
	{Asked: "dues … again", Answer: checker.AnswerPartial, Similarity: .2, Missing: []string{"again"}},
	{Asked: "dues … again", Answer: checker.AnswerVerbatim, Similarity: 1, Omissions: []checker.Omission{{Text: "did not rise", Negation: "not", Sentence: true}}},
	{Asked: "dues rose again", Answer: checker.AnswerElsewhere, In: "https://sund.example/other"},
	{Asked: "dues rose again", Answer: checker.AnswerNoText, Reason: "a script writes the page"},
	{Asked: "dues", Answer: checker.AnswerTooShort},
}

// TestQuoteSchema holds the JSON of quotations to the schema, with nothing allowed that it does not name.
func TestQuoteSchema(t *testing.T) {
	schema := shut(t, report.QuoteSchema())
	for _, a := range quotedAnswers {
		for _, r := range []*checker.Result{nil, {Query: checker.Query{URL: "https://sund.example/dues"}, Verdict: checker.OK}} {
			var b bytes.Buffer
			if err := report.QuoteJSON(&b, report.Quote{Asked: "dues.html", Answer: a, Result: r}, "1"); err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatalf("the JSON of a quotation that is %s cannot be read: %v", a.Answer, err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("the JSON of a quotation that is %s is not what the schema says: %v", a.Answer, err)
			}
		}
	}
}

// TestQuoteText says in words what differs of a quotation that is there but for some marks.
func TestQuoteText(t *testing.T) {
	var b strings.Builder
	if err := report.QuoteText(&b, report.Quote{Asked: "dues.html", Answer: quotedAnswers[1]}, nil); err != nil {
		t.Fatal(err)
	}
	if want := "  verdict    folded: found, but for case and punctuation\n"; !strings.Contains(b.String(), want) {
		t.Errorf("the words are\n%s\nand not %q", b.String(), want)
	}
}

package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A Quote is one quotation, looked for in one source.
type Quote struct {
	Asked  string          // the address or file as the person wrote it
	Result *checker.Result // nil for a file
	Answer checker.QuotationAnswer
}

// QuoteSchemaID names the form of a Quote's JSON. Within v1 fields and values are only ever added.
const QuoteSchemaID = "citelint/quote/v1"

// QuoteText writes what became of a quotation for people, in 80 columns where the words allow. Paint
// is as for LookText.
func QuoteText(w io.Writer, q Quote, paint func(kind, words string) string) error {
	if paint == nil {
		paint = func(_, words string) string { return words }
	}
	var b bytes.Buffer
	p := &lookPrinter{&b, paint}
	p.WriteString(plainText(q.Asked) + "\n")
	kind := "error"
	switch a := q.Answer; {
	case a.Verified():
		kind = "good"
	case a.Answer == checker.AnswerNoText || a.Answer == checker.AnswerTooShort:
		kind = "info"
	case a.Answer == checker.AnswerMissing:
		kind = "warning"
	}
	words := foundWords(q.Answer)
	p.WriteString("  verdict    " + p.paint(kind, q.Answer.Answer) + ": " + words + "\n")
	p.row("why", q.Answer.Reason)
	if r := q.Result; r != nil && r.Verdict != checker.OK {
		p.row("source is", string(r.Verdict)+": "+verdictWords[r.Verdict])
	}
	p.row("asked", "“"+q.Answer.Asked+"”")
	p.row("not equal", strings.Join(q.Answer.Differs, ", "))
	p.quotedEvidence(q.Answer)
	return write(w, &b)
}

// QuoteJSON writes what became of a quotation for programs. The fields of answer are those of the
// JSON report. Version is citelint's.
func QuoteJSON(w io.Writer, q Quote, version string) error {
	j := jsonQuote{Schema: QuoteSchemaID, Tool: newTool(version), Asked: redact(q.Asked), Answer: newQuoted(q.Answer), Verified: q.Answer.Verified()}
	if q.Result != nil {
		s := newSource(q.Result, nil, nil)
		j.Source = &s
	}
	return encode(w, j)
}

type jsonQuote struct {
	Schema   string      `json:"schema"`
	Tool     jsonTool    `json:"tool"`
	Asked    string      `json:"asked"`
	Verified bool        `json:"verified"`
	Answer   jsonQuoted  `json:"answer"`
	Source   *jsonSource `json:"source,omitempty"`
}

package rule

import (
	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var noteUnused = &checker.Rule{
	ID:       "note/unused",
	Severity: checker.Warning,
	Doc: `# A note that nothing refers to
No marker leads a reader to this note, so the source that it names supports nothing. Often its
marker was lost with the sentence that held it.

~~~markdown
The dues rose.[^1]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^3]: “Port Dues Fall”, Port News, 9 May 2024.
~~~

Put the marker back, or take the note out.

Silent for bibliographies, for lists of sources in a document without any marker, and for a list's entry
whose number stands in brackets in the text, as in the cells of tables: it may be a marker.
`,
	Check: checkNoteUnused,
}

func checkNoteUnused(p *checker.Pass) {
	for _, d := range p.Documents {
		marked := map[int]bool{} // stretches with a marker
		for _, n := range d.Notes {
			marked[n.Stretch] = marked[n.Stretch] || len(n.Markers) > 0
		}
		told := map[int]bool{} // stretches without one, of which the first note was reported
		first := map[numbered]bool{}
		var printed map[string]bool
		for _, n := range d.Notes {
			if n.Span.IsZero() || n.Kind != checker.Footnote && n.Kind != checker.Endnote {
				continue
			}
			again := first[numberOf(n)] // note/duplicate says it: markers go to the first
			first[numberOf(n)] = true
			if len(n.Markers) > 0 || again {
				continue
			}
			if n.Syntax == checker.SyntaxList && isBracketed(d, n.Label, &printed) {
				continue
			}
			message := "no marker refers to this note"
			if !marked[n.Stretch] {
				if n.Syntax != checker.SyntaxDefined || told[n.Stretch] {
					continue
				}
				told[n.Stretch] = true
				message = "no marker refers to this note, nor to any other here"
			}
			p.Report(checker.Finding{Message: message, Span: n.Span, Subject: checker.Subject{Document: d, Note: n}})
		}
	}
}

var bracketedNumber = match.NewPattern(`\((\d{1,3})\)`)

// isBracketed reports whether a label stands in round brackets in the body's text. The labels that do are
// collected when the first is asked for.
func isBracketed(d *checker.Document, label string, printed *map[string]bool) bool {
	if *printed == nil {
		*printed = map[string]bool{}
		for _, b := range d.Body {
			for _, m := range bracketedNumber.FindAllStringSubmatch(b.Text(), -1) {
				(*printed)[m[1]] = true
			}
		}
	}
	return (*printed)[label]
}

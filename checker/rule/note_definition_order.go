package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
)

var noteDefinitionOrder = &checker.Rule{
	ID:       "note/definition-order",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("The definitions of notes do not stand in the order of their labels",
		"The text counts up and the list of notes does not. Whoever edits the source looks for a note at the wrong place.",
		"Dues rose.[^1] Tolls fell.[^2] Fish came.[^3]\n\n"+
			"[^2]: “Port Tolls Fall”, Port News, 9 May 2024.\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, Port News, 10 May 2024.",
		"Put the definitions in order.",
		"with fewer than three numbered notes, and where the markers are out of order too, which note/order reports."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			for _, notes := range stretches(d) {
				checkDefinitionOrder(p, d, notes)
			}
		}
	},
}

func checkDefinitionOrder(p *checker.Pass, d *checker.Document, notes []*checker.Note) {
	var numbered []*checker.Note
	for _, n := range notes {
		if number(n) > 0 && !n.Span.IsZero() && n.Kind != checker.InlineNote && n.Syntax != checker.SyntaxInline {
			numbered = append(numbered, n)
		}
	}
	if len(numbered) < 3 || !ascend(numbered) {
		return
	}
	for i := 1; i < len(numbered); i++ {
		before, n := numbered[i-1], numbered[i]
		if number(n) >= number(before) {
			continue
		}
		p.Report(checker.Finding{
			Message: fmt.Sprintf("the definition of note %d stands behind that of note %d", number(n), number(before)),
			Span:    n.Span, Subject: checker.Subject{Document: d, Note: n}, Fix: sortDefinitions(d, numbered),
		})
		return
	}
}

// ascend reports whether the first markers of notes stand in the order of their numbers.
func ascend(notes []*checker.Note) bool {
	met := slices.DeleteFunc(slices.Clone(notes), func(n *checker.Note) bool { return len(n.Markers) == 0 })
	slices.SortStableFunc(met, func(a, b *checker.Note) int { return number(a) - number(b) })
	return slices.IsSortedFunc(met, func(a, b *checker.Note) int { return a.Markers[0].Span.Start.Offset - b.Markers[0].Span.Start.Offset })
}

// sortDefinitions puts the definitions in order, each into the place of another; nil where they are
// no blocks of their own.
func sortDefinitions(d *checker.Document, notes []*checker.Note) *checker.Fix {
	trimmed := func(n *checker.Note) string { return strings.TrimRightFunc(d.Text(n.Span), unicode.IsSpace) }
	sorted := slices.Clone(notes)
	slices.SortStableFunc(sorted, func(a, b *checker.Note) int { return number(a) - number(b) })
	fix := &checker.Fix{Message: "put the definitions in order"}
	for i, n := range notes {
		if n.Syntax != checker.SyntaxDefined || n.Span.Start.Column != 1 || !strings.HasPrefix(d.Text(n.Span), "[^"+n.Label+"]:") {
			return nil
		}
		if sorted[i] == n {
			continue
		}
		at := n.Span.Start.Offset
		fix.Edits = append(fix.Edits, checker.Edit{Span: d.Span(at, at+len(trimmed(n))), NewText: trimmed(sorted[i])})
	}
	return fix
}

package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

var noteReused = &checker.Rule{
	ID:       "note/reused",
	Severity: checker.Info,
	Doc: doc("One note stands behind several markers, where others stand behind one",
		"The same number comes back further down, out of the row. A reader takes it for a slip.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5] F.[^1]\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"[^4]: “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"[^5]: “The Long Dredge”, Port News, 12 May 2024.",
		"Write a note of its own there, in short form.",
		"with fewer than five notes, or where fewer than four in five have one marker; and for notes to tables."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			apart := asides(d)
			samples := make([]sample, 0, len(d.Notes))
			for _, n := range d.Notes {
				if n.Kind != checker.Footnote || n.Span.IsZero() || len(n.Markers) == 0 || leadsBack(d, n) {
					continue
				}
				if slices.ContainsFunc(n.Markers, func(m *checker.Marker) bool { return apart.hold(m.Span.Start.Offset) }) {
					continue
				}
				s := sample{form: "one marker", about: checker.Subject{Document: d, Note: n}}
				if len(n.Markers) > 1 {
					s.form, s.about.Marker = "several markers", n.Markers[1]
					s.span = n.Markers[1].Span
				}
				samples = append(samples, s)
			}
			minority(p, habit{"this note has", "notes have"}, samples)
		}
	},
}

// leadsBack reports whether a note has a link back to each of several markers: the program that
// wrote it knows that it stands behind all of them.
func leadsBack(d *checker.Document, n *checker.Note) bool {
	return len(n.Markers) > 1 && n.Syntax == checker.SyntaxHTML && strings.Count(d.Text(n.Span), `href="#`) >= len(n.Markers)
}

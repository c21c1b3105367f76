package rule

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
)

var noteUndefined = &checker.Rule{
	ID:       "note/undefined",
	Severity: checker.Error,
	Masks: []checker.Mask{
		{Rules: []string{"cite/*", "note/gap"}, Scope: checker.OnNote},
	},
	Doc: `# A marker names a note that nothing defines
A reader who follows the marker finds nothing. The claim stands without its source, though it
looks as if it had one.

~~~markdown
The dues rose twice.[^9] They fell once.[^1]

[^1]: “Port Dues Fall”, Port News, 3 May 2024.
~~~

Write the missing note, or take the marker out.

Silent for labels with letters in a document that defines no note of that form, which may be
regular expressions.
`,
	Check: checkNoteUndefined,
}

// manyUndefined is from how many markers on a document without any note gets one finding.
const manyUndefined = 3

func checkNoteUndefined(p *checker.Pass) {
	for _, d := range p.Documents {
		var missing []*checker.Note
		markers, defined, defines := 0, 0, false
		for _, n := range d.Notes {
			if !n.Span.IsZero() {
				defined++
				defines = defines || n.Syntax == checker.SyntaxDefined
			}
		}
		for _, n := range d.Notes {
			if !n.Span.IsZero() || len(n.Markers) == 0 {
				continue
			}
			if n.Syntax == checker.SyntaxDefined && !defines && strings.ContainsFunc(n.Label, unicode.IsLetter) {
				continue
			}
			missing = append(missing, n)
			markers += len(n.Markers)
		}
		if defined == 0 && markers >= manyUndefined {
			m := missing[0].Markers[0]
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%d markers name notes, and the document defines none; the first is %s", markers, quoted(d.Text(m.Span))),
				Span:    m.Span,
				Subject: checker.Subject{Document: d, Note: missing[0], Marker: m},
			})
			continue
		}
		for _, n := range missing {
			for _, m := range n.Markers {
				p.Report(checker.Finding{
					Message: "nothing defines note " + quoted(n.Label),
					Span:    m.Span,
					Subject: checker.Subject{Document: d, Note: n, Marker: m},
				})
			}
		}
	}
}

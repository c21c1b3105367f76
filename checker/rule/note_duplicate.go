package rule

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var noteDuplicate = &checker.Rule{
	ID:       "note/duplicate",
	Severity: checker.Error,
	Masks: []checker.Mask{
		{Rules: []string{"note/gap", "note/order", "note/definition-order", "note/reused", "ref/supra-mismatch", "ref/note-target"}, Scope: checker.OnStretch},
	},
	Doc: `# Two notes with one label
Programs show one of the two and drop the other, and they do not agree on which. The reader gets
the wrong source, or never sees the second one.

~~~markdown
The dues rose.[^3]

[^3]: “Port Dues Rise”, Port News, 3 May 2024.

[^3]: “Ferry Lines Sign”, Daily Tide, 9 May 2024.
~~~

Give the second note a label of its own, and its marker too.

Silent where numbering begins again, as with each chapter, and for symbols such as “*”, which
begin again on each page. Notes with the same words are a warning only.
`,
	Check: checkNoteDuplicate,
}

// A numbered is what makes two notes of a document have one label.
type numbered struct {
	stretch int
	kind    checker.NoteKind
	label   string // folded
}

func numberOf(n *checker.Note) numbered {
	return numbered{n.Stretch, n.Kind, match.Fold(n.Label)}
}

func checkNoteDuplicate(p *checker.Pass) {
	for _, d := range p.Documents {
		first := map[numbered]*checker.Note{}
		for _, n := range d.Notes {
			symbol := n.Syntax != checker.SyntaxDefined && !strings.ContainsFunc(n.Label, isLetterOrDigit)
			if n.Span.IsZero() || n.Label == "" || symbol {
				continue
			}
			before := first[numberOf(n)]
			if before == nil {
				first[numberOf(n)] = n
				continue
			}
			f := checker.Finding{
				Message: fmt.Sprintf("note %s is defined in line %d already, with other words", quoted(n.Label), before.Span.Start.Line),
				Span:    n.Span,
				Subject: checker.Subject{Document: d, Note: n},
			}
			if strings.Join(strings.Fields(n.Text), " ") == strings.Join(strings.Fields(before.Text), " ") {
				f.Severity = checker.Warning
				f.Message = fmt.Sprintf("note %s is defined in line %d already, with the same words", quoted(n.Label), before.Span.Start.Line)
			}
			p.Report(f)
		}
	}
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

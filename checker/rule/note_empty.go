package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

var noteEmpty = &checker.Rule{
	ID:       "note/empty",
	Severity: checker.Error,
	Masks: []checker.Mask{
		{Rules: []string{"cite/*", "note/gap"}, Scope: checker.OnNote},
	},
	Doc: `# A note without words
The marker promises a source, and the reader who follows it finds a label and nothing else.

~~~markdown
The dues rose.[^7]

[^7]:
~~~

Write the note, or take it and its marker out.

Silent if the note holds an image, a link or a formula.
`,
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			if n.Span.IsZero() || strings.ContainsFunc(n.Text, isLetterOrDigit) || len(linksOf(n)) > 0 {
				continue
			}
			src := strings.ToLower(d.Text(n.Span))
			if strings.Contains(src, "![") || strings.Contains(src, "<img") || strings.Contains(src, "<svg") ||
				strings.Contains(src, "<math") || strings.Contains(src, "$") || strings.Contains(src, "`") {
				continue
			}
			p.Report(checker.Finding{Message: "the note has no words", Span: n.Span, Subject: checker.Subject{Document: d, Note: n}})
		}
	},
}

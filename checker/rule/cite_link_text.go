package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeLinkText = &checker.Rule{
	ID:       "cite/link-text",
	Severity: checker.Warning,
	Doc: doc("The linked words do not say what they lead to",
		"On paper, and in a list of links read aloud, “here” says nothing. When the link dies, so does the reference.",
		`Dues rose again.[^1]

[^1]: See [here](https://sund.example/quay).`,
		"Link the source's title.",
		"for links within the document and its site. Where a title stands beside the link, and in the body, it is an info."),
	Check: eachLink(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		l := s.Link
		text := strings.Trim(match.Fold(l.Text), " .,:;!()[]\"'>→»")
		if s.Note == nil && strings.HasPrefix(l.Text, "[") && strings.HasSuffix(l.Text, "]") { // a label beside the text: [source]
			return checker.Finding{}, false
		}
		if l.URL == "" || !isExplicit(l) || l.Interactive || !has(p, "empty-link-texts", emptyLinkTexts, text) {
			return checker.Finding{}, false
		}
		f := checker.Finding{Message: "the linked words are only " + quoted(l.Text)}
		if s.Note == nil || s.Citation != nil && hasOtherTitle(s.Citation, text) {
			f.Severity = checker.Info
		}
		return f, true
	}),
}

// hasOtherTitle reports whether the citation prints a title that is not the linked words.
func hasOtherTitle(c *checker.Citation, text string) bool {
	title := match.Fold(c.Title)
	return title != "" && strings.Trim(title, " .,:;!()[]\"'>→»") != text
}

package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeCapturedTitle = &checker.Rule{
	ID:       "cite/captured-title",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Masks:    []checker.Mask{{Rules: []string{"match/title"}, Scope: checker.OnCitation}},
	Doc: doc("The title is an error page's, a wall's or a program's",
		"A program took the title from a page that was not the source. A reader cannot find the source by it.",
		`Dues rose again.[^1]

[^1]: “Just a moment...”, Port News, 3 May 2024, https://sund.example/quay.`,
		"Open the source and write its own title. If the page was read, the fix writes the one it states.",
		"for titles of one word, such as Home, with an author or without a link: books are called so, too."),
	Check: eachCitation(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		c := s.Citation
		if !c.Kind.IsFull() || c.Confidence < sure || c.Title == "" {
			return checker.Finding{}, false
		}
		for _, title := range []string{c.Title, beforeSite(c.Title)} {
			captured, short := isCaptured(p, title)
			if !captured || short && (len(c.Authors) > 0 || len(c.AllLinks()) == 0) {
				continue
			}
			return checker.Finding{Message: "the title " + quoted(c.Title) + " is that of an error page, a wall or a program", Fix: ownTitle(p, s)}, true
		}
		return checker.Finding{}, false
	}),
}

// ownTitle is a fix that writes the title which the page states; nil if the page was not read, or the
// cited title does not stand in one place.
func ownTitle(p *checker.Pass, s checker.Subject) *checker.Fix {
	c := s.Citation
	if len(c.Links) != 1 {
		return nil
	}
	title := statedTitle(p, p.Result(c.Links[0]))
	text := newNoteText(s.Document, s.Note)
	from, to, ok := text.field(c, c.Title)
	if title == "" || !ok {
		return nil
	}
	at := text.span(from, to)
	if s.Document.Text(at) != c.Title {
		return nil
	}
	return &checker.Fix{Message: "write the page's title: " + quoted(title), Edits: []checker.Edit{{Span: at, NewText: title}}}
}

// statedTitle returns the title of a page that was read; empty if it has none that can stand in any
// format's text as it is.
func statedTitle(p *checker.Pass, r *checker.Result) string {
	if !isAnswered(r) || r.Page.Partial || len(r.Page.Titles) == 0 {
		return ""
	}
	title := strings.Join(strings.Fields(r.Page.Titles[0]), " ")
	if captured, _ := isCaptured(p, title); captured || match.Words(title) < 2 || hasMarkup(title) {
		return ""
	}
	return title
}

var (
	titleSeparator = match.NewPattern(` [|–—·•»:-] | \| ?`)
	programTitle   = match.NewPattern(`(?i)^microsoft word - \S.*|^\S+\.(?:indd|docx?)$`)
)

// beforeSite returns a title as far as the first mark that parts it from a site's name.
func beforeSite(title string) string {
	if at := titleSeparator.FindStringIndex(title); at != nil {
		return title[:at[0]]
	}
	return title
}

// isCaptured reports whether a title is one of those that are no page's own, and whether it is of
// one word.
func isCaptured(p *checker.Pass, title string) (captured, short bool) {
	if programTitle.MatchString(title) {
		return true, false
	}
	folded := match.Fold(strings.TrimRight(strings.TrimSpace(title), ",;"))
	folded = strings.ReplaceAll(folded, "…", "...")
	if !has(p, "captured-titles", capturedTitles, folded) && !in(capturedTitles, strings.TrimRight(folded, ".!")) {
		return false, false
	}
	return true, match.Words(title) <= 1
}

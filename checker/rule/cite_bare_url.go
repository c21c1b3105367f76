package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeBareURL = &checker.Rule{
	ID:       "cite/bare-url",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Masks: []checker.Mask{{
		Rules: []string{"cite/no-author", "cite/no-publisher", "cite/no-date", "cite/no-link", "cite/no-access-date", "cite/no-pinpoint", "cite/link-text", "style/url-shown"},
		Scope: checker.OnCitation,
	}},
	Doc: doc("The citation is an address and nothing more",
		"When the address dies, nobody can tell what stood there. A title and an author let a reader find the source elsewhere.",
		`Dues rose again.[^1]

[^1]: https://sund.example/quay`,
		"Write who published what, and when. If the page was read, the fix adds its title and its site.",
		"if anything but a date stands beside the address: an identifier, or words that say what is there."),
	Check: eachCitation(decideBareURL),
}

func decideBareURL(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if !isComplete(c) || identified(c) || len(c.Links) == 0 || len(c.Authors)+len(c.Editors)+len(c.Translators) > 0 ||
		titleBesideAddress(c)+c.ParallelTitle+c.Container+c.Publisher+c.Place+c.Edition+c.Volume+c.Issue+c.Number+c.Pages+c.Locator+c.Alias != "" {
		return checker.Finding{}, false
	}
	if saysMore(c.Text) {
		return checker.Finding{}, false
	}
	for _, l := range c.Links {
		if l.URL == "" || !showsItself(l) {
			return checker.Finding{}, false
		}
	}
	f := checker.Finding{Message: "the citation is only an address: " + shownAddress(c.Links[0])}
	if s.Note != nil && len(s.Note.Markers) == 0 && !slices.ContainsFunc(c.Links, func(l *checker.Link) bool { return !isForgeEntry(l.URL) }) {
		f.Severity = checker.Info
	}
	if len(c.Links) == 1 {
		f.Fix = addTitle(p, s, p.Result(c.Links[0]))
	}
	return f, true
}

// forgeEntry is the path of what a code host numbers: owner, repository, kind and number.
var forgeEntry = match.NewPattern(`^[^/]+(?:/[^/]+)+/(?:-/)?(?:issues|pull|pulls|merge_requests|discussions|commit|commits)/[0-9a-f]+(?:/|$)`)

// isForgeEntry reports whether an address names a project, or an issue, a change or a commit of one: who keeps
// it, which project and which number stand in the address, and in a list of such links nothing else is
// wanted.
func isForgeEntry(addr string) bool {
	return forgeEntry.MatchString(comparedPath(addr)) || isCodeHost(match.Host(addr)) && len(segments(addr)) >= 2
}

// fewBeside is how many words may stand beside an address and a date that say nothing of the source:
// see, last accessed on, available at.
const fewBeside = 4

// saysMore reports whether a text says more than addresses and dates: “for the text of the treaty,
// see …”.
func saysMore(text string) bool {
	text = addressWord.ReplaceAllString(text, " ")
	last, rest := 0, ""
	for _, hit := range match.Dates(text) {
		rest += text[last:hit.Start] + " "
		last = hit.End
	}
	return match.Words(rest+text[last:]) > fewBeside
}

// titleBesideAddress is the citation's title; empty if that is only the linked address.
func titleBesideAddress(c *checker.Citation) string {
	if printed, _ := printedAddress(c.Title); printed != "" {
		return ""
	}
	return c.Title
}

// showsItself reports whether the linked words are the link's own address.
func showsItself(l *checker.Link) bool {
	if !isExplicit(l) {
		return true
	}
	printed, cut := printedAddress(l.Text)
	return printed != "" && compareAddresses(printed, l.URL, cut) == checker.Off
}

// addTitle is a fix that puts the page's title, and its site if that is known, before the address;
// nil if the page was not read, or its title cannot stand there as it is.
func addTitle(p *checker.Pass, s checker.Subject, r *checker.Result) *checker.Fix {
	l := s.Citation.Links[0]
	title := statedTitle(p, r)
	if title == "" || l.Form != checker.LinkBare {
		return nil
	}
	text := "“" + title + "”, "
	if site := strings.Join(strings.Fields(r.Page.Site), " "); site != "" && !hasMarkup(site) {
		text += site + ", "
	}
	start := l.Span.Start.Offset
	return &checker.Fix{
		Message: "put the page's title before the address: " + quoted(title),
		Edits:   []checker.Edit{{Span: s.Document.Span(start, start), NewText: text}},
	}
}

// hasMarkup reports whether words cannot stand in any format's text as they are.
func hasMarkup(s string) bool { return strings.ContainsAny(s, "*_[]<>`\\&“”|^$~#") }

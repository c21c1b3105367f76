package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneHomePage = &checker.Rule{
	ID:       "hygiene/home-page",
	Severity: checker.Warning,
	Doc: doc("The link leads to a front page, not to the source",
		"The title is one page's, and the address is the whole site's. A reader has to search for what is cited.",
		`Dues rose again.[^1]

[^1]: [“Harbour Dues Rise Again in Spring”](https://portnews.example/), Port News, 3 May 2024.`,
		"Write the address of the page itself.",
		"if the title is of fewer than four words or is the site's own, for data sets and trackers, and if the citation links to a page as well."),
	Check: eachLink(decideHomePage),
}

var (
	localeSegment = match.NewPattern(`(?i)^[a-z]{2}(?:[-_][a-z]{2})?$`)
	liveTitle     = match.NewPattern(`(?i)\b(?:tracker|dashboard|database|data ?set|index|map|monitor|portal|observatory|register|statistics)\b`)
)

// namedTokens is from how many tokens on a title names one page rather than a site.
const namedTokens = 4

func decideHomePage(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if c == nil || !c.Kind.IsFull() || c.Confidence < sure || c.Title == "" || s.Link == c.Archived || len(c.Links) > maxLinks || !isFrontPage(s.Link) || linksDeeper(c) {
		return checker.Finding{}, false
	}
	if c.Type == "dataset" || c.Type == "software" || c.Type == "map" || liveTitle.MatchString(c.Title) {
		return checker.Finding{}, false
	}
	tokens := match.Tokens(c.Title)
	if len(tokens) < namedTokens || 2*sharedTokens(tokens, c, s.Link) >= len(tokens) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the link of " + quoted(c.Title) + " leads to a front page: " + shownAddress(s.Link)}, true
}

// isFrontPage reports whether the link leads to a whole site: no path but a locale, no query.
func isFrontPage(l *checker.Link) bool {
	if l.URL == "" || l.Fragment != "" || strings.Contains(l.URL, "?") {
		return false
	}
	path := segments(l.URL)
	return len(path) == 0 || len(path) == 1 && localeSegment.MatchString(path[0])
}

func linksDeeper(c *checker.Citation) bool {
	for _, l := range c.AllLinks() {
		if l.URL != "" && !isFrontPage(l) {
			return true
		}
	}
	return false
}

// sharedTokens counts the title's tokens that container, publisher, authors or host have, too.
func sharedTokens(tokens []string, c *checker.Citation, l *checker.Link) int {
	named := map[string]bool{}
	for _, field := range append([]string{c.Container, c.Publisher}, authorNames(c)...) {
		for _, t := range match.Tokens(field) {
			named[t] = true
		}
	}
	host := match.Host(l.URL)
	n := 0
	for _, t := range tokens {
		if named[t] || utf8.RuneCountInString(t) >= 3 && strings.Contains(host, t) {
			n++
		}
	}
	return n
}

func authorNames(c *checker.Citation) []string {
	var names []string
	for _, n := range c.Authors {
		names = append(names, n.String())
	}
	return names
}

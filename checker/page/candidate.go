package page

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
)

// A candidate is one thing that may be the title of the page.
type candidate struct {
	where string // "h1", "title", "og:title", …
	text  string
}

// findCandidates returns all titles that the page states, in the order of trust, with the junk.
func (s *source) findCandidates() []candidate {
	var out []candidate
	add := func(where string, texts ...string) {
		for _, t := range texts {
			if t != "" && len(out) < 64 {
				out = append(out, candidate{where, t})
			}
		}
	}
	add("citation_title", s.meta("citation_title")...)
	add("citation_title", s.meta("bepress_citation_title")...)
	add("citation_title", s.meta("eprints.title")...)
	add("h1", s.h1...)
	add("og:title", s.meta("og:title")...)
	if n := s.main; n != nil {
		add("json-ld", n.text("headline"), n.text("name"), n.text("alternativeHeadline"))
	}
	add("twitter:title", s.meta("twitter:title")...)
	add("title", s.title)
	for _, p := range s.micro {
		if p.name == "headline" || p.name == "name" {
			add("microdata", p.value)
		}
	}
	for _, name := range []string{"dc.title", "dcterms.title", "prism.title"} {
		add("dc.title", s.meta(name)...)
	}
	add("meta title", s.meta("title")...)
	add("meta title", s.meta("headline")...)
	add("xmp", s.xmpTitle)
	if s.pdf != nil {
		add("largest type", s.pdf.large...)
	}
	add("info", s.infoTitle)
	return out
}

// maxOwnHeadings is how many second headings may be the title of a page whose first heading is not.
const maxOwnHeadings = 3

// isHeadless reports whether no first heading is the page's own: there is none, or they all name the
// site or a section of it in a word or two, which heads all of its pages.
func (s *source) isHeadless() bool {
	for _, h := range s.h1 {
		if !s.junkTitle(h) && match.Words(h) >= 3 && !s.inHeaderOfAll(h) && match.Letters(h) != match.Letters(s.title) {
			return false
		}
	}
	return true
}

// titles returns the candidates for reports, best first, no two equal, without the junk.
func (s *source) titles() []string {
	all := s.named
	usable := func(t string) bool { return !s.junkTitle(t) }
	var out []string
	seen := map[string]bool{}
	add := func(t string) {
		if k := match.Letters(t); len(out) < maxTitles && usable(t) && !seen[k] {
			seen[k] = true
			out = append(out, t)
		}
	}
	if !s.scholarly() {
		add(s.vote())
	}
	for _, c := range all {
		if c.where == "title" {
			add(s.firstPart(c.text))
		}
		add(s.withoutSite(c.text))
	}
	return out
}

// maxTitles is how many titles of a page are kept.
const maxTitles = 8

// scholarly reports whether the page has metadata for reference managers.
func (s *source) scholarly() bool { return s.meta1("citation_title", "bepress_citation_title") != "" }

// vote returns the title that most of a page's statements agree on; in a tie the statement that is
// right most often, measured on some 850 article pages.
func (s *source) vote() string {
	var ballots []string
	if len(s.h1) == 1 {
		ballots = append(ballots, s.h1[0])
	}
	ballots = append(ballots, s.withoutSite(s.meta1("og:title")))
	if n := s.main; n != nil {
		ballots = append(ballots, first(n.text("headline"), n.text("name")))
	}
	ballots = append(ballots, s.withoutSite(s.meta1("twitter:title")), s.titlePart())
	if len(s.h1) > 1 {
		ballots = append(ballots, s.h1...)
	}
	count := map[string]int{}
	for _, b := range ballots {
		count[match.Letters(b)]++
	}
	best, most := "", 0
	for _, b := range ballots {
		if n := count[match.Letters(b)]; n > most && !s.junkTitle(b) && !(n == 1 && s.inHeaderOfAll(b)) {
			best, most = b, n
		}
	}
	return best
}

// inHeaderOfAll reports whether a heading is a later part of the document's title, where the names
// of sites and sections stand: it heads all pages of the site then.
func (s *source) inHeaderOfAll(heading string) bool {
	parts := match.Stretches(s.title)
	if n := utf8.RuneCountInString(heading); len(parts) > 1 && n > 24 && n > utf8.RuneCountInString(parts[0]) {
		return false // the site's name stands before the title
	}
	for i, p := range parts {
		if i > 0 && match.Letters(p) == match.Letters(heading) && match.Letters(parts[0]) != match.Letters(heading) {
			return !s.junkTitle(parts[0])
		}
	}
	return false
}

// firstPart returns the first stretch of a document's title that is not the site's name.
func (s *source) firstPart(title string) string {
	for _, p := range match.Stretches(title) {
		if !s.junkTitle(p) {
			return p
		}
	}
	return title
}

// titlePart returns the stretch of the document's title that a heading of the page's own or its address
// bears out, or that is much longer than the first one; else the first that is not the site's name.
func (s *source) titlePart() string {
	parts := match.Stretches(s.title)
	if len(parts) < 2 {
		return s.firstPart(s.title)
	}
	if s.isHeadless() {
		for _, h := range s.h2own {
			for _, p := range parts {
				if match.Letters(h) == match.Letters(p) && !s.junkTitle(p) {
					return p
				}
			}
		}
	}
	const least = 2
	best, most := "", 0
	for _, p := range parts {
		if n := s.wordsInAddress(p); n > most && !s.junkTitle(p) {
			best, most = p, n
		}
	}
	if most >= least {
		return best
	}
	best = s.firstPart(s.title)
	const long, times = 5, 2
	for _, p := range parts {
		if match.Words(p) >= long && match.Words(p) >= times*match.Words(best) && !s.junkTitle(p) {
			return p
		}
	}
	return best
}

// wordsInAddress counts the words of a title that stand in the path of the page's address.
func (s *source) wordsInAddress(title string) int {
	const longest, least = 400, 3
	n, path := 0, match.Plain(match.Skeleton(s.url.Path[:min(len(s.url.Path), longest)]))
	for _, w := range strings.Fields(match.Plain(match.Skeleton(title))) {
		if utf8.RuneCountInString(w) >= least && match.Has(path, w) {
			n++
		}
	}
	return n
}

// withoutSite returns a title without the site's name at its end or its beginning.
func (s *source) withoutSite(title string) string {
	parts := match.Stretches(title)
	if len(parts) < 2 {
		return title
	}
	for _, site := range s.sites {
		site = match.Letters(site)
		switch {
		case match.Letters(parts[len(parts)-1]) == site:
			end := strings.LastIndex(title, parts[len(parts)-1])
			return trimSeparators(title[:end])
		case match.Letters(parts[0]) == site:
			return trimSeparators(title[strings.Index(title, parts[0])+len(parts[0]):])
		}
	}
	return title
}

func trimSeparators(s string) string { return strings.Trim(s, " |–—-·•»›/:_｜－") }

// findSites returns what the page says its site is called.
func (s *source) findSites() []string {
	var out []string
	for _, name := range []string{"og:site_name", "application-name", "apple-mobile-web-app-title", "citation_journal_title", "prism.publicationname"} {
		out = append(out, s.meta(name)...)
	}
	for _, n := range s.ld {
		if n.is("WebSite") && len(out) < maxNames {
			out = append(out, n.text("name"))
		}
	}
	if n := s.main; n != nil {
		out = append(out, n.text("publisher"))
	}
	// What leads to the front page and stands in the title of the document is the site's name.
	if parts := match.Stretches(s.title); len(parts) > 1 {
		for _, h := range s.homes {
			for _, p := range parts {
				if match.Letters(h) == match.Letters(p) {
					out = append(out, h)
				}
			}
		}
	}
	var kept []string
	for _, name := range out {
		if match.Letters(name) != "" && len(kept) < maxTitles {
			kept = appendNew(kept, name)
		}
	}
	return kept
}

// noTitles lists what a page calls itself that tells nothing, folded to its letters.
var noTitles = map[string]bool{
	"home": true, "homepage": true, "untitled": true, "untitleddocument": true, "document": true, "index": true, "loading": true,
	"startseite": true, "accueil": true, "inicio": true, "página principal": true, "главная": true, "首页": true, "menu": true, "search": true,
}

// junkTitle reports whether a candidate names no work: it is empty, the site's name, the host,
// an error or the text of a wall.
func (s *source) junkTitle(title string) bool {
	junk, known := s.junk[title]
	if !known {
		if s.junk == nil {
			s.junk = map[string]bool{}
		}
		junk = s.findJunk(title)
		s.junk[title] = junk
	}
	return junk
}

func (s *source) findJunk(title string) bool {
	l := match.Letters(title)
	host := strings.TrimPrefix(s.url.Hostname(), "www.")
	label, _, _ := strings.Cut(match.Site(s.response.URL), ".")
	if l == "" || noTitles[l] || l == match.Letters(host) || l == match.Letters(label) {
		return true
	}
	if isErrorPhrase(title, s.sites) || isWallTitle(title) {
		return true
	}
	for _, site := range s.sites {
		if match.Letters(site) == l {
			return true
		}
	}
	return false
}

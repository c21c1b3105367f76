package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneSearchPage = &checker.Rule{
	ID:       "hygiene/search-page",
	Severity: checker.Warning,
	Doc: doc("The link leads to a search, not to a source",
		"What a search engine answers changes from day to day and from reader to reader. Nobody can tell which of its answers is meant.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://www.google.com/search?q=who+owns+the+quay), Port News, 3 May 2024.`,
		"Link to the page that was found.",
		"in the body, for a search engine's own page, without a query, and if the citation links to the source as well."),
	Check: onlyAt(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		if !isSearchPage(p, s.Link.URL) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the address is a query to " + match.Host(s.Link.URL) + ": " + shownAddress(s.Link)}, true
	}),
}

// isSearchPage reports whether an address is one of a search engine or a catalogue with a query in it.
// What the configuration adds is a host, perhaps with a path, that counts if there is any query.
func isSearchPage(p *checker.Pass, addr string) bool {
	_, query, ok := strings.Cut(addr, "?")
	if !ok || query == "" {
		return false
	}
	host, path := hostWithoutWWW(addr), segments(addr)
	for _, page := range searchPages {
		if !isHostLike(host, page.host) || !beginsWith(path, page.path) {
			continue
		}
		if slices.ContainsFunc(params(addr), func(q param) bool {
			return slices.Contains(page.params, q.name) && strings.TrimSpace(q.value) != ""
		}) {
			return true
		}
	}
	return slices.ContainsFunc(p.Lists["search-pages"], func(entry string) bool { return isAt(host, path, match.Fold(entry)) })
}

// isAt reports whether host and path are those of an entry, "host" or "host/path", or below it.
func isAt(host string, path []string, entry string) bool {
	name, rest, _ := strings.Cut(entry, "/")
	return name != "" && isHostLike(host, name) && beginsWith(path, rest)
}

// isHostLike reports whether a host is the named one: a name that ends in ".*" stands for any public
// suffix, one that begins with a full stop for all hosts below it.
func isHostLike(host, name string) bool {
	if stem, ok := strings.CutSuffix(name, ".*"); ok {
		if !strings.HasPrefix(host, stem) {
			return false
		}
		site := match.Site("http://" + host + "/")
		label, suffix, _ := strings.Cut(site, ".")
		return strings.TrimSuffix(host, "."+suffix) == stem && strings.HasSuffix("."+stem, "."+label)
	}
	if strings.HasPrefix(name, ".") {
		return strings.HasSuffix(host, name)
	}
	return host == name
}

// beginsWith reports whether the segments of a path begin with those of "a/b".
func beginsWith(path []string, start string) bool {
	want := strings.FieldsFunc(start, func(r rune) bool { return r == '/' })
	return len(path) >= len(want) && slices.EqualFunc(path[:len(want)], want, strings.EqualFold)
}

// onlyAt makes a Check of what is said of a link in a note to a search or to a site that shows what
// others published. It is silent if the source is linked to as well, in the same citation or, for words
// that cite nothing, in the same note: journals print “Google Scholar” behind each entry of a
// bibliography.
func onlyAt(decide func(*checker.Pass, checker.Subject) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		elsewhere := func(links []*checker.Link) bool {
			return slices.ContainsFunc(links, func(l *checker.Link) bool {
				return l.URL != "" && !isSearchPage(p, l.URL) && !isAggregator(p, l.URL)
			})
		}
		ofNote := map[*checker.Note]bool{}
		eachLink(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
			if s.Note == nil || s.Link.URL == "" {
				return checker.Finding{}, false
			}
			f, ok := decide(p, s)
			if !ok {
				return f, false
			}
			if c := s.Citation; c != nil && c.Kind.IsFull() && (c.Authors != nil || c.Container != "" || c.Publisher != "" || c.Date.EDTF != "") {
				return f, len(c.Links) > maxLinks || !elsewhere(c.Links)
			}
			also, known := ofNote[s.Note]
			if !known {
				also = elsewhere(linksOf(s.Note))
				ofNote[s.Note] = also
			}
			return f, !also
		})(p)
	}
}

var hygieneAggregator = &checker.Rule{
	ID:       "hygiene/aggregator",
	Severity: checker.Info,
	Doc: doc("The link leads to a site that shows what others published",
		"Such sites take texts over for a while, cut them, or ask for a login. The publisher's own page is there longer, and says who wrote it when.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://www.msn.com/en-gb/news/quay), Port News, 3 May 2024.`,
		"Link to the publisher's own page, or to the DOI.",
		"in the body, for the front page of such a site, and if the citation links to the source as well."),
	Check: onlyAt(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		if !isAggregator(p, s.Link.URL) || len(segments(s.Link.URL)) == 0 {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: match.Host(s.Link.URL) + " shows what others published: " + shownAddress(s.Link)}, true
	}),
}

// isAggregator reports whether an address is at a site that shows what others published.
func isAggregator(p *checker.Pass, addr string) bool {
	host := hostWithoutWWW(addr)
	like := func(name string) bool { return isHostLike(host, match.Fold(name)) }
	return host != "" && (slices.ContainsFunc(aggregators, like) || slices.ContainsFunc(p.Lists["aggregators"], like))
}

var hygieneChatTranscript = &checker.Rule{
	ID:       "hygiene/chat-transcript",
	Severity: checker.Warning,
	Doc: doc("The source is a talk with a chat tool",
		"It shows what the tool answered once. Whoever shared it can take it back, and what it says has its own sources, or none.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://chatgpt.com/share/67a1b2c3), 3 May 2024.`,
		"Cite the source of what was answered. If the talk itself is what is written about, keep a copy of it.",
		"in the body."),
	Check: eachLink(decideChatTranscript),
}

func decideChatTranscript(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if s.Note == nil || s.Link.URL == "" {
		return checker.Finding{}, false
	}
	host := hostWithoutWWW(s.Link.URL)
	shows := func(entry string) bool {
		entry = match.Fold(entry)
		name, _, _ := strings.Cut(entry, "/")
		if !isHostLike(host, name) {
			return false
		}
		path := segments(s.Link.URL)
		return isAt(host, path, entry) && len(path) > strings.Count(entry, "/")
	}
	if !slices.ContainsFunc(chatTranscripts, shows) && !slices.ContainsFunc(p.Lists["chat-transcripts"], shows) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the address is that of a talk with a chat tool, shared at " + match.Host(s.Link.URL) + ": " + shownAddress(s.Link)}, true
}

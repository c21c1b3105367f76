package fetch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// resolvers are hosts that only send on from identifiers, which are cited for good. Their hops and
// those of shorteners do not count when it is told where a page has gone.
var resolvers = []string{"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net", "n2t.net", "purl.org", "w3id.org", "nbn-resolving.org"}

// shorteners are hosts that only send on.
var shorteners = []string{
	"bit.ly", "buff.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al", "v.gd",
}

// origin returns which address of the chain is the first that does more than send on.
func (si *sight) origin() int {
	for i, t := range si.targets {
		if !slices.Contains(resolvers, t.name()) && !slices.Contains(shorteners, t.name()) {
			return i
		}
	}
	return len(si.targets) - 1
}

// moved says whether a good page is still where it was cited.
func (si *sight) moved(first int, found bool) *outcome {
	from, to := si.targets[first], si.end()
	moved := func(c checker.Cause, evidence string) *outcome {
		return &outcome{verdict: checker.Moved, cause: c, evidence: []string{evidence}}
	}
	permanent := si.permanent()
	elsewhere := !found && from.host != to.host && match.Site(from.String()) != match.Site(to.String())
	switch {
	case slices.Contains(resolvers, si.targets[0].name()):
		return &outcome{verdict: checker.OK}
	case !found && si.place(first) == checker.CauseFrontPage:
		return moved(checker.CauseFrontPage, "lands on the front page of "+to.name())
	case !found && si.place(first) == checker.CauseSectionPage && isSearch(to):
		return moved(checker.CauseSectionPage, "lands on a search page: "+clean(to.String()))
	case !found && si.place(first) == checker.CauseSectionPage:
		return moved(checker.CauseSectionPage, "lands on a section page: "+clean(to.String()))
	case elsewhere && (permanent == 0 || len(si.inspection.Page.Answers.Titles) > 0):
		return moved(checker.CauseOtherSite, "lands on another site: "+match.Site(to.String()))
	case permanent > 0:
		o := moved(checker.CausePermanent, fmt.Sprintf("%d to %s", si.hops[0].Status, clean(si.targets[permanent].String())))
		o.instead = si.targets[permanent].String()
		return o
	}
	return &outcome{verdict: checker.OK}
}

// permanent returns the number of permanent hops that the chain begins with.
func (si *sight) permanent() int {
	for i, h := range si.hops {
		if h.Status != 301 && h.Status != 308 {
			return i
		}
	}
	return len(si.hops)
}

// place says whether the chain ends at the front page, a section page or a search page instead of the
// page.
func (si *sight) place(first int) checker.Cause {
	from, to := si.targets[first], si.end()
	switch {
	case first == len(si.targets)-1 || isFront(from):
		return ""
	case isFront(to):
		return checker.CauseFrontPage
	case to.query == "" && match.Site(from.String()) == match.Site(to.String()) && isSection(from.path, to.path):
		return checker.CauseSectionPage
	case match.Site(from.String()) == match.Site(to.String()) && isSearch(to) && !isSearch(from) && from.query == "":
		return checker.CauseSectionPage
	}
	return ""
}

// searchPages are the last segments, extension aside, of the addresses of search pages.
var searchPages = []string{
	"search", "search-results", "searchresults", "site-search", "sitesearch", "results", "suche", "suchergebnisse", "recherche", "rechercher", "buscar", "busca", "busqueda", "buscador", "pesquisa", "ricerca", "cerca", "zoeken", "sok", "søk", "soeg", "haku", "szukaj", "wyszukiwarka", "hledat", "vyhledavani", "poisk", "arama", "ara",
}

// isSearch reports whether an address is that of a search page.
func isSearch(t *target) bool {
	path := strings.ToLower(strings.TrimSuffix(t.path, "/"))
	name, _, _ := strings.Cut(path[strings.LastIndexByte(path, '/')+1:], ".")
	return slices.Contains(searchPages, name)
}

// isFront reports whether an address is a host's front page: /, /xx, /home or /index.*, with no
// more of a query than a front page has.
func isFront(t *target) bool {
	path := strings.ToLower(strings.Trim(t.path, "/"))
	language := len(path) == 2 || len(path) == 5 && (path[2] == '-' || path[2] == '_')
	if path != "" && path != "home" && (!strings.HasPrefix(path, "index.") || strings.Contains(path, "/")) && (!language || strings.Trim(path, "abcdefghijklmnopqrstuvwxyz-_") != "") {
		return false
	}
	for _, pair := range strings.FieldsFunc(t.query, func(r rune) bool { return r == '?' || r == '&' }) {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if !match.Tracker(t.name(), key) && !slices.Contains([]string{"404", "error", "from", "hl", "lang", "locale", "notfound", "redirect", "ref", "src"}, key) {
			return false
		}
	}
	return true
}

// isSection reports whether one path is a strict prefix of the other, which lost more than /amp,
// /print or /index.*.
func isSection(from, to string) bool {
	f, t := strings.Split(strings.Trim(from, "/"), "/"), strings.Split(strings.Trim(to, "/"), "/")
	if len(t) >= len(f) || !slices.Equal(f[:len(t)], t) {
		return false
	}
	lost := strings.ToLower(strings.Join(f[len(t):], "/"))
	return lost != "amp" && lost != "print" && !strings.HasPrefix(lost, "index.")
}

// errorAddress returns the segment that says that an address is an error page's; empty if none.
func errorAddress(t *target) string {
	for _, segment := range strings.Split(strings.ToLower(t.path), "/") {
		name, _, _ := strings.Cut(segment, ".")
		if slices.Contains([]string{"404", "410", "error", "errors", "notfound", "not-found", "not_found", "pagenotfound", "page-not-found"}, name) {
			return segment
		}
	}
	return ""
}

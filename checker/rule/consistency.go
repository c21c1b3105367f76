package rule

import (
	"net/url"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// maxCompared is how many earlier citations of one source a citation is compared with.
const maxCompared = 32

// maxOwnLinks is how many links of a citation are compared.
const maxOwnLinks = 8

// A sourced is a full citation and what it can be found by.
type sourced struct {
	checker.Subject
	keys  []string // of its identifiers and addresses
	title string   // folded; empty if it has fewer than three words
}

// sources returns the full citations of all documents, in the order of documents and notes. The caller
// may add keys.
func sources(p *checker.Pass) []sourced { return slices.Clone(statedSources.In(p)) }

var statedSources = checker.NewDerived(func(p *checker.Pass) (all []sourced) {
	for s := range citations(p) {
		if isStated(s.Citation) {
			all = append(all, sourced{s, slices.Clip(keysOf(s.Citation)), longTitle(s.Citation)})
		}
	}
	return all
})

// longTitle returns a citation's title, folded; empty if it has fewer than three words.
func longTitle(c *checker.Citation) string {
	title := match.Fold(c.Title)
	if len(match.Tokens(title)) < 3 {
		return ""
	}
	return title
}

// keysOf returns what two citations of one source have in common: DOI, ISBN or arXiv number, and
// for each link an address without its query. Addresses of equal key may still differ.
func keysOf(c *checker.Citation) []string {
	var keys []string
	if c.DOI != "" {
		keys = append(keys, "doi:"+strings.ToLower(c.DOI))
	}
	if c.ISBN != "" && c.Type != "chapter" && c.Container == "" {
		keys = append(keys, "isbn:"+match.ISBNDigits(c.ISBN))
	}
	if c.ArXiv != "" {
		keys = append(keys, "arxiv:"+c.ArXiv)
	}
	for _, l := range ownLinks(c) {
		keys = append(keys, addressKey(l.URL))
	}
	return keys
}

// ownLinks returns the links of a citation that name its source, the archive copy aside.
func ownLinks(c *checker.Citation) []*checker.Link {
	var all []*checker.Link
	for _, l := range c.Links {
		if len(all) < maxOwnLinks && isOwnLink(c, l) {
			all = append(all, l)
		}
	}
	return all
}

// hasOwnLink reports whether ownLinks returns any.
func hasOwnLink(c *checker.Citation) bool {
	return slices.ContainsFunc(c.Links, func(l *checker.Link) bool { return isOwnLink(c, l) })
}

func isOwnLink(c *checker.Citation, l *checker.Link) bool {
	return l != c.Archived && l.URL != "" && standsForSource(c, l)
}

// standsForSource reports whether a link of a citation is one to its source: its words are the title,
// an address or an identifier. In some places the author, the periodical and the word "ISBN" are
// linked, too, each to a page about itself.
func standsForSource(c *checker.Citation, l *checker.Link) bool {
	if l.Text == c.Title {
		return true
	}
	text := match.Fold(l.Text)
	if c.Title == "" || text == "" || strings.ContainsAny(text, "/:") {
		return true
	}
	for _, title := range []string{c.Title, c.ParallelTitle} {
		if title = match.Fold(title); title != "" && (strings.Contains(text, title) || match.Score(text, title) >= .5) {
			return true
		}
	}
	return false
}

// addressKey returns site and path of an address, which all forms of it share that match.Same
// takes for the same.
func addressKey(addr string) string {
	addr = match.Unwrap(addr)
	u, err := url.Parse(addr)
	if err != nil {
		return addr
	}
	path := strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/amp")
	if i := strings.LastIndex(path, "/index."); i >= 0 {
		path = path[:i]
	}
	return match.Site(addr) + strings.TrimSuffix(path, "/")
}

// sameSource returns the address or identifier that two citations share, for a message; empty if
// they share none. Addresses that differ in fragment or page name parts of a source, and front
// pages none.
func sameSource(a, b sourced) string {
	x, y := a.Citation, b.Citation
	switch {
	case x.DOI != "" && strings.EqualFold(x.DOI, y.DOI):
		return "the DOI " + quoted(x.DOI)
	case x.ArXiv != "" && x.ArXiv == y.ArXiv:
		return "the arXiv number " + quoted(x.ArXiv)
	case x.ISBN != "" && match.ISBNDigits(x.ISBN) == match.ISBNDigits(y.ISBN) && x.Type != "chapter" && y.Type != "chapter" && x.Container+y.Container == "":
		return "the ISBN " + quoted(x.ISBN)
	}
	for _, l := range ownLinks(x) {
		for _, m := range ownLinks(y) {
			if match.Same(l.URL, m.URL) && l.Fragment == m.Fragment && !isFirstPage(l.URL) {
				return "the address " + address(m.URL)
			}
		}
	}
	return ""
}

// isFirstPage reports whether an address is the first page of a site.
func isFirstPage(addr string) bool {
	u, err := url.Parse(match.Unwrap(addr))
	if err != nil {
		return false
	}
	path := strings.Trim(u.Path, "/")
	return u.RawQuery == "" && (path == "" || strings.HasPrefix(path, "index.") || len(path) <= 5 && !strings.Contains(path, "."))
}

// eachLater calls f for each citation that may share a source with earlier ones, with those in their
// order, maxCompared of them for each key at most.
func eachLater(all []sourced, f func(later sourced, earlier []sourced)) {
	times := make(map[string]int, len(all)) // most keys occur once
	for _, s := range all {
		for _, k := range s.keys {
			times[k]++
		}
	}
	byKey := map[string][]int{}
	for i, later := range all {
		var earlier []int
		for _, k := range later.keys {
			if times[k] < 2 {
				continue
			}
			earlier = append(earlier, byKey[k]...)
			if len(byKey[k]) < maxCompared {
				byKey[k] = append(byKey[k], i)
			}
		}
		slices.Sort(earlier)
		var before []sourced
		for _, j := range slices.Compact(earlier) {
			if j != i {
				before = append(before, all[j])
			}
		}
		if len(before) > 0 {
			f(later, before)
		}
	}
}

// place says where a citation stands, for a message at another place.
func place(from, to checker.Subject) string {
	switch {
	case to.Document != from.Document && to.Note.Label != "":
		return "note " + to.Note.Label + " of " + to.Document.Path
	case to.Document != from.Document:
		return to.Document.Path
	case to.Note == from.Note:
		return "the same note"
	case to.Note.Label != "":
		return "note " + to.Note.Label
	}
	return "an earlier note"
}

// lawTypes are the types of sources that are laws or come from courts.
var lawTypes = words(`legal_case legislation bill regulation treaty hearing`)

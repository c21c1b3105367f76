package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Sites list their other works on each page: what is related, most read, recent, before and behind.
// A name or a date that stands there alone is not the page's own. Such lists are known by their
// shape, since their classes are called everything: neighbours of one kind, each short and with a
// link of a title's length to another page.

// maxItem is how many bytes of text an item of a list of works has at most.
const maxItem = 600

// A listing says which elements of a page are items of its lists of other works.
type listing struct {
	items map[*html.Node]bool // other works of the site
	refs  map[*html.Node]bool // works in a list of references
	navs  bool                // the page has nav elements
	heads bool                // it has a first heading of a title's length
	alone []*html.Node        // elements with one linked heading of another work
	page  *url.URL
	self  string // its address without fragment and last slash
	last  string // the last segment of its path, if that is long
}

// isEmpty reports whether all text of the page is its own.
func (l *listing) isEmpty() bool {
	return l == nil || len(l.items)+len(l.refs) == 0 && !l.navs
}

// A shape is what is told of an element's text without keeping it.
type shape struct {
	bytes, blanks int
	title         bool // has a link of a title's length to another page
	link          bool // has any link to another page
	year          bool
	heading       bool // has the h1
	lower         bool // has a lower heading
	heads         int  // lower headings that are links of a title's length
}

// findListing looks for the lists of other works in a tree.
func findListing(doc *html.Node, page *url.URL) *listing {
	l := &listing{items: map[*html.Node]bool{}, refs: map[*html.Node]bool{}, page: page}
	l.self, _, _ = strings.Cut(page.String(), "#")
	l.self = strings.TrimSuffix(l.self, "/")
	const least = 12
	path := strings.TrimSuffix(page.Path, "/")
	if l.last = path[strings.LastIndexByte(path, '/')+1:]; len(l.last) < least {
		l.last = ""
	}
	if doc == nil {
		return l
	}
	l.look(doc)
	if l.heads {
		// A page without a heading of its own may have one that is a link to itself.
		for _, n := range l.alone {
			l.items[n] = true
		}
	}
	return l
}

// look returns the shape of an element, and marks those of its children that are items.
func (l *listing) look(n *html.Node) shape {
	var s shape
	var groups []group
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			s.text(c.Data)
		case html.ElementNode:
			if isUnseen(c) {
				continue
			}
			l.navs = l.navs || c.DataAtom == atom.Nav
			child := l.look(c)
			s.add(child)
			if child.heads == 1 && child.bytes <= maxItem && !child.heading && mayBeItem(c) {
				l.alone = append(l.alone, c)
			}
			if (child.link || child.year) && child.bytes <= maxItem && !child.heading {
				groups = appendToGroup(groups, c, child)
			}
		}
	}
	for _, g := range groups {
		l.mark(g)
	}
	switch {
	case n.DataAtom == atom.H1:
		s.heading = true
		l.heads = l.heads || s.blanks >= 2 || s.bytes >= 24
	case n.DataAtom == atom.H2 || n.DataAtom == atom.H3 || n.DataAtom == atom.H4 || n.DataAtom == atom.H5:
		s.lower = true
		if s.title {
			s.heads = 1
		}
	case n.DataAtom == atom.A && l.leads(attr(n, "href")):
		s.link = true
		s.title = s.title || s.bytes >= 20 && s.blanks >= 3 || s.bytes >= 24 && s.blanks <= s.bytes/24
		if s.title && s.lower {
			s.heads = 1
		}
	}
	return s
}

// mayBeItem reports whether an element is of a kind that single works are shown in.
func mayBeItem(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Article, atom.Li, atom.Div, atom.A, atom.Aside, atom.Section, atom.Td:
		return true
	}
	return false
}

func (s *shape) add(c shape) {
	s.bytes, s.blanks = s.bytes+c.bytes, s.blanks+c.blanks
	s.title, s.link, s.year, s.heading = s.title || c.title, s.link || c.link, s.year || c.year, s.heading || c.heading
	s.lower, s.heads = s.lower || c.lower, s.heads+c.heads
}

// text adds a text, of which no more counts than what makes it too long for an item.
func (s *shape) text(t string) {
	t = strings.TrimSpace(t)
	if len(t) > 4*maxItem {
		t = t[:4*maxItem]
	}
	s.bytes += len(t)
	if t != "" && s.bytes > len(t) {
		s.blanks++
	}
	run := 0
	for i := 0; i <= len(t); i++ {
		switch {
		case i < len(t) && t[i] >= '0' && t[i] <= '9':
			run++
			continue
		case run == 4 && (strings.HasPrefix(t[i-4:], "19") || strings.HasPrefix(t[i-4:], "20")):
			s.year = true
		}
		run = 0
		if i < len(t) && t[i] == ' ' {
			s.blanks++
		}
	}
}

// leads reports whether a link leads to another page.
func (l *listing) leads(href string) bool {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || len(href) > 2000 {
		return false
	}
	if i := strings.IndexByte(href, ':'); i > 0 && i < 12 && !strings.HasPrefix(strings.ToLower(href), "http") && !strings.ContainsAny(href[:i], "/?.") {
		return false // mailto, javascript
	}
	href, _, _ = strings.Cut(href, "#")
	return strings.TrimSuffix(href, "/") != l.self && href != l.page.RequestURI() && !l.sameEnd(href)
}

// sameEnd reports whether the path of a link ends in the page's own last segment, as its address does
// under another host or scheme.
func (l *listing) sameEnd(href string) bool {
	if l.last == "" {
		return false
	}
	href, _, _ = strings.Cut(href, "?")
	return strings.HasSuffix(strings.TrimSuffix(href, "/"), "/"+l.last)
}

// A group is children of one element that are of one kind.
type group struct {
	tag, class   string
	members      []member
	titles, refs int
}

// A member is one child of a group, and what of its shape tells whether it is an item.
type member struct {
	n                 *html.Node
	title, link, year bool
}

// maxGroups is how many kinds of children are told apart.
const maxGroups = 8

func appendToGroup(groups []group, n *html.Node, s shape) []group {
	class, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " ")
	at := -1
	for i := range groups {
		if groups[i].tag == n.Data && groups[i].class == class {
			at = i
		}
	}
	if at < 0 {
		if len(groups) == maxGroups {
			return groups
		}
		groups = append(groups, group{tag: n.Data, class: class})
		at = len(groups) - 1
	}
	g := &groups[at]
	g.members = append(g.members, member{n, s.title, s.link, s.year})
	if s.title {
		g.titles++
	}
	if s.year && s.blanks >= 5 {
		g.refs++
	}
	return groups
}

// mark marks the items of a group that is a list of works. Paragraphs and the parts of a line may
// have long links as the text of any page has.
func (l *listing) mark(g group) {
	least := 2
	switch g.tag {
	case "p", "a", "span", "td", "dd", "blockquote":
		least = 3
	}
	if g.tag == "li" && g.titles == 1 && len(g.members) == 1 {
		l.alone = append(l.alone, g.members[0].n)
	}
	links := 0
	for _, m := range g.members {
		if m.link {
			links++
		}
	}
	if g.titles >= least && 2*g.titles >= links {
		for _, m := range g.members {
			if m.title || m.link && g.tag != "p" {
				l.items[m.n] = true
			}
		}
	}
	if g.refs >= 3 && g.tag == "li" {
		for _, m := range g.members {
			if m.year {
				l.refs[m.n] = true
			}
		}
	}
}

// isItem reports whether an element is an item of a list of other works, or the site's navigation.
func (l *listing) isItem(n *html.Node) bool {
	return l.items[n] || n.DataAtom == atom.Nav
}

// isWork is isItem that counts references, too.
func (l *listing) isWork(n *html.Node) bool { return l.isItem(n) || l.refs[n] }

// isElsewhere is isWork that counts links of a title's length to other pages, too.
func (l *listing) isElsewhere(n *html.Node) bool {
	return l.isWork(n) || n.DataAtom == atom.A && l.leads(attr(n, "href"))
}

// inWork reports whether an element is in an item of a list of other works.
func (l *listing) inWork(n *html.Node) bool {
	if len(l.items) == 0 {
		return false
	}
	for ; n != nil; n = n.Parent {
		if l.items[n] {
			return true
		}
	}
	return false
}

// isMixed reports whether not all of the text is about the work itself: the page lists other works,
// or a PDF is long enough to name anybody and any day.
func (s *source) isMixed() bool {
	return !s.list.isEmpty() || s.pdf != nil && len(s.pdf.front) < len(s.text)
}

// own returns the visible text without the elements that skip tells, and of a PDF the pages where it
// says whose it is.
func (s *source) own(skip func(*html.Node) bool) string {
	switch {
	case s.pdf != nil:
		return s.pdf.front
	case s.doc == nil:
		return s.text
	}
	w := writer{limit: maxSearched, skip: skip}
	w.b.Grow(min(len(s.text)/2, maxSearched))
	w.walk(s.doc, true, nil)
	return w.b.String()
}

// ownParted is own with a blank at each border of an element, or, if all text is the page's own, what
// parted returns.
func (s *source) ownParted(skip func(*html.Node) bool) string {
	if s.list.isEmpty() {
		return s.parted()
	}
	w := writer{part: true, limit: maxSearched, skip: skip}
	w.b.Grow(min(len(s.text)/2, maxSearched))
	w.walk(s.doc, true, nil)
	return w.b.String()
}

// linked reports whether an element is a link to another page, or in or around one.
func (l *listing) linked(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if p.DataAtom == atom.A && l.leads(attr(p, "href")) {
			return true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.A && l.leads(attr(c, "href")) {
			return true
		}
	}
	return false
}

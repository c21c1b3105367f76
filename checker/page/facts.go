package page

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Bounds of what is kept of one page while it is read.
const (
	maxHeadings = 10
	maxMetas    = 1000
	maxNames    = 64
)

// facts is what the markup of a page states, in the order of the document.
type facts struct {
	lang     string
	title    string // of the document
	h1, h2   []string
	h2own    []string // those that head no other work
	homes    []string // texts of links to the front page, as many as there are headings at most
	alts     []string // of images that are no links, as many as there are headings at most
	metas    []property
	links    []property // rel and href
	ld       []*node    // JSON-LD
	micro    []property // microdata of an article
	relNames []string   // a[rel=author]
	bylines  []string   // elements whose class says that they are one
	times    []string   // time[datetime]
	early    []string   // those before the first heading

	refresh   string   // where meta refresh leads
	adKey     bool     // html[data-adblockkey]
	password  bool     // a password field
	fields    int      // in which visitors write, but for passwords
	controls  int      // buttons, fields and frames
	handover  string   // the field of a form that hands over to a login
	emptyRoot bool     // an element that only a script would fill
	unfilled  bool     // an element for the page's content that holds nothing, or says that it loads
	scripts   bool     // a script element
	roots     int      // elements that may be one
	holders   int      // elements that may be unfilled
	marks     []string // ids of elements that walls alone have
	srcs      []string // addresses of scripts and frames
	truncated bool     // the tree holds not all elements

	xmpTitle, xmpDOI      string // of a PDF
	xmpCreators, xmpDates []string
	infoTitle, infoAuthor string
	pages                 int // of a PDF; 0 if unknown

	doc  *html.Node
	list *listing // of other works
	body string   // decoded
}

// A property is one name and its value, as stated.
type property struct{ name, value string }

// meta returns the values of all meta elements of that name, which is in lower case.
func (f *facts) meta(name string) []string {
	var out []string
	for _, m := range f.metas {
		if m.name == name {
			out = append(out, m.value)
		}
	}
	return out
}

// meta1 returns the first value of the first of the names that has one.
func (f *facts) meta1(names ...string) string {
	for _, name := range names {
		for _, m := range f.metas {
			if m.name == name && m.value != "" {
				return m.value
			}
		}
	}
	return ""
}

// readHTML fills in what the markup states and the visible text.
func (s *source) readHTML(parse parser) {
	s.body = decode(s.response.Body, header(s.response, "Content-Type"))
	s.doc, s.truncated = parse(s.body, s.kind != "text/html")
	s.list = findListing(s.doc, s.url)
	ld := &ldReader{}
	var w writer
	w.b.Grow(len(s.body) / 4)
	w.walk(s.doc, true, func(n *html.Node, seen bool) {
		s.note(n, ld)
		if seen {
			s.noteSeen(n)
		}
	})
	s.text = w.b.String()
	s.ld = ld.nodes
	s.micro = microdata(goquery.NewDocumentFromNode(s.doc))
}

// note keeps what one element states.
func (s *source) note(n *html.Node, ld *ldReader) {
	switch n.Data {
	case "html":
		s.lang = first(s.lang, attr(n, "lang"), attr(n, "xml:lang"))
		s.adKey = s.adKey || hasAttr(n, "data-adblockkey")
	case "base":
		if u, err := s.url.Parse(attr(n, "href")); err == nil && s.base == s.url && attr(n, "href") != "" {
			s.base = u
		}
	case "title":
		if s.title == "" && n.Namespace == "" && !within(n, "svg") {
			s.title = textOf(n)
		}
	case "meta":
		s.noteMeta(n)
	case "link":
		for _, rel := range names(attr(n, "rel")) {
			if len(s.links) < maxMetas {
				s.links = append(s.links, property{rel, strings.TrimSpace(attr(n, "href"))})
			}
		}
	case "script":
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			ld.read(rawText(n))
		} else {
			s.scripts = true
		}
		s.noteSource(n)
	case "iframe", "frame":
		s.noteSource(n)
	}
	if len(s.times) < maxNames && statesDate(n) {
		s.times = appendNew(s.times, clean(first(attr(n, "content"), attr(n, "datetime"))))
	}
	if len(s.times) < maxNames && !s.list.inWork(n) {
		s.times = appendNew(s.times, dateInAttribute(n))
	}
	if id := attr(n, "id"); id == "px-captcha" || id == "anubis_challenge" && n.Data == "script" {
		s.marks = appendNew(s.marks, id)
	}
}

// noteSeen keeps what one element states to those who see it. Templates and hidden parts hold the
// error pages of applications.
func (s *source) noteSeen(n *html.Node) {
	switch n.Data {
	case "h1":
		if len(s.h1) < maxHeadings {
			s.h1 = appendNew(s.h1, textOf(n))
		}
	case "h2":
		if len(s.h2) < maxHeadings {
			s.h2 = appendNew(s.h2, textOf(n))
		}
		if len(s.h2own) < maxHeadings && !s.list.inWork(n) && !s.list.linked(n) {
			s.h2own = appendNew(s.h2own, textOf(n))
		}
	case "img":
		if alt := attr(n, "alt"); len(s.alts) < maxHeadings && len(alt) >= 12 && !s.list.linked(n) && !s.list.inWork(n) {
			s.alts = appendNew(s.alts, clean(alt))
		}
	case "a":
		if len(s.homes) < maxHeadings && s.leadsHome(attr(n, "href")) {
			s.homes = appendNew(s.homes, textOf(n))
		}
		if len(s.relNames) < maxNames && contains(names(attr(n, "rel")), "author") && !s.list.inWork(n) {
			s.relNames = appendNew(s.relNames, partedOf(n))
		}
	case "time":
		// A time before the heading is another article's, or today's.
		if t := clean(attr(n, "datetime")); len(s.h1) == 0 && len(s.early) < maxNames {
			s.early = appendNew(s.early, t)
		} else if len(s.times) < maxNames && !s.list.inWork(n) {
			s.times = appendNew(s.times, t)
		}
	case "input":
		s.noteInput(n)
	case "textarea": // where contact pages are written in; a line of text is less
		s.fields += 2
		s.controls++
	case "button", "select", "iframe":
		s.controls++
	case "div", "main", "body", "section", "app-root":
		if s.roots < maxHeadings && (n.Data == "app-root" || rootIDs[attr(n, "id")]) {
			s.roots++
			s.emptyRoot = s.emptyRoot || isLoading(textOf(n))
		}
	}
	if s.holders < maxHeadings && isHolder(n) {
		s.holders++
		s.unfilled = s.unfilled || isUnfilled(n)
	}
	if len(s.bylines) < maxNames && isByline(attr(n, "class")) && !s.list.inWork(n) {
		s.bylines = appendNew(s.bylines, partedOf(n))
	}
}

// handovers are the fields in which logins are handed over from one site to another (SAML 2.0
// bindings, section 3.5; WS-Federation, section 13; OAuth 2.0 form post response mode), in lower case.
var handovers = map[string]bool{"samlrequest": true, "samlresponse": true, "wresult": true, "relaystate": true, "id_token": true}

func (s *source) noteInput(n *html.Node) {
	switch kind := strings.ToLower(attr(n, "type")); kind {
	case "hidden":
		if name := strings.ToLower(attr(n, "name")); handovers[name] {
			s.handover = name
		}
		return
	case "password":
		s.password = true
	case "", "text", "email", "tel", "url":
		s.fields++
	}
	s.controls++
}

// noteSource keeps where a script or a frame comes from.
func (s *source) noteSource(n *html.Node) {
	if src := attr(n, "src"); src != "" && len(s.srcs) < maxMetas {
		s.srcs = append(s.srcs, src)
	}
}

// statesDate reports whether an element says in RDFa or microdata when the page was published.
func statesDate(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "property" && a.Key != "itemprop" || n.Data == "meta" {
			continue
		}
		switch a.Val[strings.LastIndexByte(a.Val, ':')+1:] {
		case "datePublished", "dateCreated":
			return true
		}
	}
	return false
}

// dateInAttribute returns the day that an element holds for a script, or for those who point at it:
// data-date, data-timestamp, abbr[title] in a microformat; empty if it holds none. Seconds and
// thousandths of them since 1970 are written out.
func dateInAttribute(n *html.Node) string {
	const longest, seconds, thousandths = 40, 10, 13
	for _, a := range n.Attr {
		isDate := strings.HasPrefix(a.Key, "data-") && (strings.Contains(a.Key, "date") || strings.Contains(a.Key, "time") || strings.Contains(a.Key, "publish"))
		if !isDate && !(a.Key == "title" && n.Data == "abbr") || len(a.Val) < len("20060102") || len(a.Val) > longest {
			continue
		}
		v := strings.TrimSpace(a.Val)
		if n := len(v); allDigits(v) && (n == seconds || n == thousandths) {
			t, err := strconv.ParseInt(v[:seconds], 10, 64)
			if err != nil || t < 0 {
				continue
			}
			return time.Unix(t, 0).UTC().Format(time.RFC3339)
		}
		if isoStart.MatchString(v) && len(v) >= len(time.DateOnly) {
			return clean(v)
		}
	}
	return ""
}

// rootIDs lists the ids of elements that frameworks build whole pages in.
var rootIDs = map[string]bool{"root": true, "app": true, "__next": true, "__nuxt": true, "___gatsby": true, "app-root": true, "react-root": true}

// isByline reports whether one of the classes says that the element names the author.
func isByline(class string) bool {
	if class == "" {
		return false
	}
	for _, c := range strings.Fields(strings.ToLower(class)) {
		switch c {
		case "byline", "by-line", "author", "author-name", "authors", "article-author", "article__author", "entry-author", "post-author",
			"byline__name", "byline-name", "c-byline", "p-author", "contributor", "creator", "autor", "auteur", "autore":
			return true
		}
	}
	return false
}

func (s *source) noteMeta(n *html.Node) {
	if len(s.metas) >= maxMetas {
		return
	}
	content := attr(n, "content")
	switch strings.ToLower(attr(n, "http-equiv")) {
	case "refresh":
		if s.refresh == "" {
			s.refresh = refreshTarget(content)
		}
	case "content-language":
		s.metas = append(s.metas, property{"content-language", clean(content)})
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		for _, name := range names(attr(n, key)) {
			if key == "itemprop" {
				name = "itemprop:" + name
			}
			s.metas = append(s.metas, property{name, clean(content)})
		}
	}
}

// names returns the first few words of an attribute that holds a list of names, in lower case.
func names(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Fields(strings.ToLower(list[:min(len(list), 400)]))
}

// refreshTarget reads the content of a meta refresh: "5; url='https://…'". It is empty if the
// delay is longer than five seconds, or if the page only loads itself again.
func refreshTarget(content string) string {
	content = strings.TrimSpace(content)
	i := strings.IndexFunc(content, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if i <= 0 {
		return ""
	}
	if delay, err := strconv.ParseFloat(content[:i], 64); err != nil || delay > 5 {
		return ""
	}
	rest := strings.TrimLeft(content[i:], " \t\r\n\f;,")
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after, ok := strings.CutPrefix(strings.TrimLeft(rest[3:], " \t\r\n\f"), "="); ok {
			rest = strings.TrimLeft(after, " \t\r\n\f")
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		quote := rest[:1]
		rest, _, _ = strings.Cut(rest[1:], quote)
	}
	return strings.TrimSpace(rest)
}

// resolve returns an address of the page in full; empty if it is none of the web.
func (s *source) resolve(ref string) string {
	if ref == "" || len(ref) > 8<<10 {
		return ""
	}
	u, err := s.base.Parse(strings.TrimSpace(ref))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	return strings.ToValidUTF8(u.String(), "")
}

// rel returns the first address of the page with that relation, in full.
func (s *source) rel(name string) string {
	for _, l := range s.links {
		if l.name == name {
			if to := s.resolve(l.value); to != "" {
				return to
			}
		}
	}
	return ""
}

// leadsHome reports whether a link leads to the site's front page.
func (s *source) leadsHome(href string) bool {
	href = strings.TrimSpace(href)
	if href == "/" || href == "/index.html" || href == "/index.php" {
		return true
	}
	rest, ok := strings.CutPrefix(href, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(href, "http://"); !ok {
			return false
		}
	}
	return strings.EqualFold(strings.TrimSuffix(rest, "/"), s.url.Host)
}

// deep reports whether an address is more than a front page.
func deep(u *url.URL) bool {
	path := strings.Trim(strings.ToLower(u.EscapedPath()), "/")
	switch {
	case u.RawQuery != "" && path != "":
		return true
	case path == "" || path == "home" || path == "default.aspx" || len(path) == 2 || len(path) == 5 && (path[2] == '-' || path[2] == '_'):
		return false
	case strings.HasPrefix(path, "index.") && !strings.Contains(path, "/"):
		return false
	}
	return true
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func within(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == name {
			return true
		}
	}
	return false
}

// rawText returns the text directly in an element, as it stands.
func rawText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// appendNew appends s unless it is empty or there already.
func appendNew(list []string, s string) []string {
	if s == "" || contains(list, s) {
		return list
	}
	return append(list, s)
}

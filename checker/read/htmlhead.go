package read

import (
	"cmp"
	"encoding/json"
	"html"
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// or fills in from other what h does not state.
func (h head) or(other head) head {
	h.title = cmp.Or(h.title, other.title)
	if h.authors == nil {
		h.authors = other.authors
	}
	if h.date.IsZero() {
		h.date = other.date
	}
	return h
}

// metaKeys are the names under which pages state title, author and date, by who reads them: the
// first that answers counts (Google Scholar's inclusion guidelines; Dublin Core; Open Graph).
var metaKeys = [...]struct{ title, author, date []string }{
	{
		[]string{"citation_title"},
		[]string{"citation_author", "citation_authors"},
		[]string{"citation_publication_date", "citation_date", "citation_online_date", "citation_year"},
	},
	{
		[]string{"dc.title", "dcterms.title"},
		[]string{"dc.creator", "dcterms.creator"},
		[]string{"dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date.created", "dcterms.created"},
	},
	{nil, nil, nil}, // JSON-LD
	{
		[]string{"og:title"},
		[]string{"author", "article:author", "parsely-author", "byl"},
		[]string{"article:published_time", "datepublished", "og:article:published_time", "pubdate", "date"},
	},
}

const groupJSON = 2

// stated returns what the head of a page says about it, and finds the address that relative ones
// are resolved with.
func (p *page) stated() head {
	meta := fields{}
	var linked head
	title := p.titleElement()
	for i := int32(0); i < int32(len(p.nodes)); i++ {
		n := &p.nodes[i]
		if n.kind != nodeElement {
			continue
		}
		switch n.name {
		case atom.Meta:
			for _, name := range []string{"name", "property", "itemprop"} {
				if key := strings.ToLower(p.value(i, name)); key != "" && len(meta[key]) < 200 {
					meta[key] = append(meta[key], collapse(p.value(i, "content")))
				}
			}
		case atom.Base:
			if u, err := url.Parse(strings.TrimSpace(p.value(i, "href"))); err == nil && p.base == nil && (u.Scheme == "http" || u.Scheme == "https") {
				p.base = u
			}
		case atom.Script:
			p.scripts = true
			if kind, _ := p.raw(i, "type"); strings.Contains(strings.ToLower(kind), "ld+json") && n.next == i+2 {
				linked = linked.or(linkedData(p.text[p.nodes[i+1].start:p.nodes[i+1].end], title))
			}
		}
	}
	var h head
	for i, keys := range metaKeys {
		if i == groupJSON {
			h = h.or(linked)
			continue
		}
		h = h.or(head{title: p.withoutSite(meta.first(keys.title...), meta), authors: meta.authors(keys.author), date: stated(meta.first(keys.date...))})
	}
	return h
}

// withoutSite takes the name of the site off the end of a title.
func (p *page) withoutSite(title string, meta fields) string {
	site := meta.first("og:site_name", "application-name")
	if site == "" || len(title) <= len(site) || !strings.EqualFold(title[len(title)-len(site):], site) {
		return title
	}
	if t := strings.TrimRight(title[:len(title)-len(site)], " "); t != strings.TrimRight(t, "|–—-·:•»") {
		return strings.TrimRight(t, " |–—-·:•»")
	}
	return title
}

// authors returns the names that the first of the keys states.
func (f fields) authors(keys []string) []string {
	for _, k := range keys {
		var all []string
		for _, v := range f[k] {
			all = appendAuthor(all, v)
		}
		if all != nil {
			return all
		}
	}
	return nil
}

// appendAuthor appends the names that s is: one as written, or several in a row; an address is none.
func appendAuthor(all []string, s string) []string {
	s = collapse(s)
	if s == "" || strings.Contains(s, "://") || strings.HasPrefix(s, "@") || len(s) > 300 {
		return all
	}
	if several, ok := names(s); ok {
		return append(all, several...)
	}
	return append(all, s)
}

// maxLinked is how many bytes of a script with linked data are read.
const maxLinked = 1 << 20

// linkedData reads a script of JSON-LD: the first article in it, or else the first page. title is what the page has for
// its title.
func linkedData(s, title string) head {
	if len(s) > maxLinked {
		return head{}
	}
	var v any
	if json.NewDecoder(strings.NewReader(s)).Decode(&v) != nil {
		return head{}
	}
	var article, page head
	eachObject(v, 0, func(o map[string]any) {
		kind := ""
		for _, t := range textsOf(o["@type"]) {
			kind += " " + t
		}
		switch {
		case strings.Contains(kind, "Article"), strings.Contains(kind, "Posting"), strings.Contains(kind, "Report"), strings.Contains(kind, "Thesis"), strings.Contains(kind, "Book"):
			article = article.or(objectHead(o, title))
		case strings.Contains(kind, "WebPage"):
			page = page.or(objectHead(o, title))
		}
	})
	return article.or(head{title: page.title, date: page.date})
}

// eachObject visits the objects of a list or a graph.
func eachObject(v any, depth int, visit func(map[string]any)) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachObject(e, depth+1, visit)
		}
	case map[string]any:
		visit(v)
		eachObject(v["@graph"], depth+1, visit)
		eachObject(v["mainEntity"], depth+1, visit)
	}
}

func objectHead(o map[string]any, title string) head {
	h := head{}
	for _, key := range []string{"headline", "name"} { // of two, what the page itself has for its title
		if t := textsOf(o[key]); len(t) > 0 && (h.title == "" || !strings.Contains(title, h.title)) {
			if t := collapse(html.UnescapeString(t[0])); h.title == "" || strings.Contains(title, t) {
				h.title = t
			}
		}
	}
	for _, t := range textsOf(o["author"]) {
		h.authors = appendAuthor(h.authors, html.UnescapeString(t))
	}
	for _, key := range []string{"datePublished", "dateCreated"} {
		if t := textsOf(o[key]); h.date.IsZero() && len(t) > 0 {
			h.date = stated(t[0])
		}
	}
	return h
}

// textsOf returns a text, the name of an object, or those of a list.
func textsOf(v any) []string {
	var all []string
	switch v := v.(type) {
	case string:
		all = append(all, v)
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			all = append(all, name)
		}
	case []any:
		for _, e := range v {
			if _, nested := e.([]any); !nested {
				all = append(all, textsOf(e)...)
			}
		}
	}
	return all
}

// titleElement returns what <title> says.
func (p *page) titleElement() string {
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.kind != nodeElement || n.name != atom.Title || int(n.next) != i+2 {
			continue
		}
		if n.parent >= 0 && p.nodes[n.parent].name != atom.Head && p.nodes[n.parent].name != atom.Html {
			continue // of a drawing
		}
		text := &p.nodes[i+1]
		return collapse(html.UnescapeString(p.text[text.start:text.end]))
	}
	return ""
}

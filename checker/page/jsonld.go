package page

import (
	"encoding/json"
	"html"
	"maps"
	"slices"
	"strings"
)

// Caps on the JSON-LD of one page; what is beyond them is left out.
const (
	maxBlocks    = 32
	maxBlock     = 512 << 10
	maxAllBlocks = 1 << 20
	maxLDDepth   = 64
	maxLDNodes   = 2000
)

// A node is one JSON-LD object.
type node struct {
	types  []string // without "schema:" and the address of the vocabulary
	fields map[string]any
	aside  bool // it stands in a list of items, a comment or a review: it is not what the page is
}

// An ldReader reads the JSON-LD blocks of one page. A broken block costs itself only.
type ldReader struct {
	nodes  []*node
	blocks int
	bytes  int
}

func (l *ldReader) read(block string) {
	l.blocks++
	l.bytes += len(block)
	if l.blocks > maxBlocks || len(block) > maxBlock || l.bytes > maxAllBlocks {
		return
	}
	block = mend(block)
	if tooDeep(block) {
		return
	}
	// Some pages put two objects into one block, one after the other.
	dec := json.NewDecoder(strings.NewReader(block))
	for range maxBlocks {
		var v any
		if dec.Decode(&v) != nil {
			return
		}
		l.walk(v, false)
	}
}

// mend makes JSON of what browsers and search engines take for it: wrappers of comments and CDATA
// go, raw control characters in strings are escaped, commas before a closing bracket go.
func mend(s string) string {
	for _, w := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimPrefix(strings.TrimSpace(s), w)
	}
	for _, w := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";", "//"} {
		s = strings.TrimSuffix(strings.TrimSpace(s), w)
	}
	var b strings.Builder
	b.Grow(len(s))
	inString, comma := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if inString {
			switch {
			case c == '\\' && i+1 < len(s):
				i++
				if c = s[i]; strings.IndexByte(`"\/bfnrtu`, c) >= 0 { // \' and the like are no escapes of JSON
					b.WriteByte('\\')
				}
				c = max(c, ' ')
			case c == '"':
				inString = false
			case c < ' ':
				c = ' '
			}
			b.WriteByte(c)
			continue
		}
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case ',':
			comma = true // owed: only if a value follows
			continue
		case '"':
			inString = true
		}
		if comma && c != '}' && c != ']' {
			b.WriteByte(',')
		}
		comma = false
		b.WriteByte(c)
	}
	return b.String()
}

// tooDeep reports whether brackets nest deeper than the cap.
func tooDeep(s string) bool {
	depth, inString := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxLDDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// walk collects the objects in v, outer before inner.
func (l *ldReader) walk(v any, aside bool) {
	if len(l.nodes) >= maxLDNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, aside)
		}
	case map[string]any:
		n := &node{fields: v, aside: aside}
		for _, t := range strs(v["@type"]) {
			n.types = append(n.types, t[strings.LastIndexAny(t, "/:#")+1:])
		}
		if len(n.types) > 0 || v["@id"] != nil {
			l.nodes = append(l.nodes, n)
		}
		aside = aside || n.is("ItemList", "Comment", "Review", "UserReview", "BreadcrumbList", "Question", "Answer")
		for _, k := range slices.Sorted(maps.Keys(v)) {
			// What an article cites, or is part of, is another work.
			other := k == "comment" || k == "review" || k == "citation" || k == "isPartOf" || k == "itemListElement" || k == "isBasedOn" || k == "relatedLink"
			l.walk(v[k], aside || other)
		}
	}
}

// is reports whether the node has one of the types.
func (n *node) is(types ...string) bool {
	for _, t := range n.types {
		if contains(types, t) {
			return true
		}
	}
	return false
}

// isArticle reports whether the node is of a kind that a page is of.
func (n *node) isArticle() bool {
	for _, t := range n.types {
		if strings.Contains(t, "Article") || strings.Contains(t, "Posting") || strings.Contains(t, "Report") {
			return true
		}
	}
	return n.is("WebPage", "Book", "Dataset", "GovernmentService", "AboutPage", "ItemPage", "CreativeWork", "Thesis", "Legislation", "PublicationIssue")
}

// text returns the first string of a field, cleaned; of an object its name or value.
func (n *node) text(field string) string {
	if n == nil {
		return ""
	}
	for _, s := range strs(n.fields[field]) {
		if s = clean(html.UnescapeString(s)); s != "" {
			return s
		}
	}
	return ""
}

// strs returns the strings in v: itself, those of a list, the name, value or @id of an object.
func strs(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if out = append(out, strs(e)...); len(out) > maxNames {
				return out
			}
		}
		return out
	case map[string]any:
		for _, k := range []string{"name", "@value", "value", "@id", "url"} {
			if s := strs(v[k]); len(s) > 0 {
				return s
			}
		}
	}
	return nil
}

// ldName returns the names of people and organisations in the value of a field such as author.
// References by @id are looked up among the page's nodes.
func (f *facts) ldNames(v any, depth int) []string {
	if depth > 4 {
		return nil
	}
	var out []string
	switch v := v.(type) {
	case string:
		out = append(out, clean(html.UnescapeString(v)))
	case []any:
		for _, e := range v {
			if out = append(out, f.ldNames(e, depth+1)...); len(out) > maxNames {
				break
			}
		}
	case map[string]any:
		if v["name"] == nil {
			given, family := strs(v["givenName"]), strs(v["familyName"])
			if len(given) > 0 && len(family) > 0 {
				return []string{clean(given[0] + " " + family[0])}
			}
			if id, ok := v["@id"].(string); ok {
				if n := f.byID(id); n != nil {
					return f.ldNames(n.fields, depth+1)
				}
			}
			return nil
		}
		out = f.ldNames(v["name"], depth+1)
	}
	return out
}

// byID returns the node of that @id that says more than its @id.
func (f *facts) byID(id string) *node {
	for _, n := range f.ld {
		if n.fields["@id"] == id && n.fields["name"] != nil {
			return n
		}
	}
	return nil
}

// findArticle returns the node that is the page, nil if there is none.
func (s *source) findArticle() *node {
	var best *node
	rank := 0
	for _, n := range s.ld {
		if n.aside || !n.isArticle() {
			continue
		}
		r := 1
		if !n.is("WebPage", "AboutPage", "ItemPage", "CreativeWork") {
			r = 3 // the article on a page says more about it than the page
		}
		for _, k := range []string{"url", "@id", "mainEntityOfPage"} {
			for _, u := range append(strs(n.fields[k]), ids(n.fields[k])...) {
				if s.isSelf(u) {
					r++
				}
			}
		}
		if r > rank {
			best, rank = n, r
		}
	}
	return best
}

// ids returns the @id of an object.
func ids(v any) []string {
	if m, ok := v.(map[string]any); ok {
		if id, ok := m["@id"].(string); ok {
			return []string{id}
		}
	}
	return nil
}

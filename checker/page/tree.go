package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxParsed is the longest body that the parser of package html is given.
	maxParsed = 2 << 20
	// maxNodes bounds the elements of a tree: an element takes some 200 bytes of memory.
	maxNodes = 150_000
	// maxDepth is how deep our own trees are; the parser refuses more than 512.
	maxDepth = 200
)

// A parser makes a tree of an HTML document. In XHTML, tags that close themselves do so; in HTML,
// <script/> opens a script that swallows what follows.
type parser func(body string, xhtml bool) (doc *html.Node, truncated bool)

// parse returns the tree of an HTML document. Bodies that the parser refuses, or that would make
// it build far more than it reads, are read by outline. truncated says that there were too many
// elements to keep.
func parse(body string, xhtml bool) (doc *html.Node, truncated bool) {
	if len(body) <= maxParsed && !xhtml && tame(body) {
		if doc := parseTame(body); doc != nil {
			return doc, false
		}
	}
	return outline(body, xhtml)
}

// parseTame returns the parser's tree; nil if it refuses.
func parseTame(body string) (doc *html.Node) {
	// The parser has panicked on some nestings of tables, templates and selects in the past.
	defer func() {
		if recover() != nil {
			doc = nil
		}
	}()
	// As a browser with scripts reads it: noscript is text that nobody sees. Without scripts, one in
	// the head that holds an image spills into the body, and its refresh would count.
	doc, err := html.ParseWithOptions(strings.NewReader(body), html.ParseOptionEnableScripting(true))
	if err != nil {
		return nil
	}
	return doc
}

// The elements that the parser opens again in each paragraph until they are closed (HTML standard,
// section 13.2.4.3), and those behind which a closing tag cannot reach them.
var (
	formatting = map[string]bool{
		"a": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true,
		"s": true, "small": true, "strike": true, "strong": true, "tt": true, "u": true,
	}
	barriers = map[string]bool{
		"applet": true, "caption": true, "marquee": true, "math": true, "object": true, "select": true,
		"svg": true, "table": true, "td": true, "template": true, "th": true,
	}
	named = namesOf(formatting, barriers)
)

// namesOf maps each name in the sets to itself: looking a name up there takes no memory for it.
func namesOf(sets ...map[string]bool) map[string]string {
	names := map[string]string{}
	for _, set := range sets {
		for name := range set {
			names[name] = name
		}
	}
	return names
}

// maxReopened bounds the elements that the parser opens again.
const maxReopened = 400_000

// tame reports whether the parser's tree is of the order of the body's tags. A few hundred
// unclosed formatting elements are opened again in each of a hundred thousand paragraphs.
func tame(body string) bool { return plainlyTame(body) || provenTame(body) }

// plainlyTame reports whether a body is tame even if all that looks like a tag is one and no formatting element is ever
// closed, as is so of most pages. Of elements that are alike the parser opens three again, and one link (HTML standard,
// sections 13.2.4.3 and 13.2.6.4.7).
func plainlyTame(body string) bool {
	tags, most := 0, 1
	alike := map[string]int{}
	for i := strings.IndexByte(body, '<'); i >= 0; i = strings.IndexByte(body, '<') {
		body = body[i+1:]
		if len(body) > 1 && body[0] == '/' && body[1]|0x20 >= 'a' && body[1]|0x20 <= 'z' {
			continue
		}
		tags++
		name := rawName([]byte(body[:min(len(body), longestName+1)]), 0)
		switch {
		case !formatting[name] || name == "a":
		case body[len(name)] != '>': // with attributes, each its own
			most++
		case alike[name] < 3:
			alike[name]++
			most++
		}
	}
	return tags <= maxNodes && tags*most <= maxReopened
}

// provenTame is sure of it: it counts what is open, whatever it is like.
func provenTame(body string) bool {
	z := html.NewTokenizer(strings.NewReader(body))
	tags, open, most := 0, 0, 0
	scopes := []map[string]int{{}}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tags <= maxNodes && tags*most <= maxReopened
		case html.CommentToken:
			tags++
		case html.StartTagToken, html.SelfClosingTagToken:
			tags++
			name := rawName(z.Raw(), 1)
			switch scope := scopes[len(scopes)-1]; {
			case (name == "svg" || name == "math") && strings.HasSuffix(string(z.Raw()), "/>"): // only these close themselves
			case formatting[name]:
				scope[name]++
				open++
				most = max(most, open)
			case barriers[name]:
				scopes = append(scopes, map[string]int{})
			}
		case html.EndTagToken:
			name := rawName(z.Raw(), 2)
			switch scope := scopes[len(scopes)-1]; {
			case formatting[name] && scope[name] > 0:
				scope[name]--
				open--
			case barriers[name] && len(scopes) > 1:
				for _, n := range scope {
					open -= n
				}
				scopes = scopes[:len(scopes)-1]
			}
		}
		if tags > maxNodes || len(scopes) > 1024 {
			return false
		}
	}
}

// longestName is the length of the longest name that tame asks for.
const longestName = len("template")

// rawName returns the name in a raw tag, behind its first n bytes; empty if it is none that tame
// asks for. It is quicker than reading the attributes, too.
func rawName(raw []byte, n int) string {
	var name [longestName]byte
	for i, c := range raw[min(n, len(raw)):] {
		if c == ' ' || c == '>' || c == '/' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
			return named[string(name[:i])]
		}
		if i == len(name) {
			return ""
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		name[i] = c
	}
	return ""
}

// outline builds a tree from tokens alone. It closes what HTML lets authors leave open, but mends
// no misnested formatting and moves nothing out of tables. It takes time and memory in proportion
// to the body, whatever that is.
func outline(body string, xhtml bool) (doc *html.Node, truncated bool) {
	o := &outliner{skipped: map[string]int{}, xhtml: xhtml}
	root := &html.Node{Type: html.DocumentNode}
	o.open = []*html.Node{root}
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			o.flush()
			return root, o.nodes >= maxNodes
		case html.TextToken:
			o.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			o.start(t)
			if o.foreign > 0 || xhtml && t.Type == html.SelfClosingTagToken {
				z.NextIsNotRawText() // <title/> there has no end
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			o.end(string(name))
		}
	}
}

// An outliner is a tree while it is being built.
type outliner struct {
	open    []*html.Node   // from the root to the innermost
	skipped map[string]int // open elements that were too deep to be kept
	nodes   int
	foreign int // open svg and math
	xhtml   bool
	rest    strings.Builder // text behind maxNodes
	mute    string          // the element there whose text nobody sees
}

var voids = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "frame": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true,
}

// closes says which open elements a start tag closes if they are innermost.
var closes = map[string][]string{
	"li": {"li", "p"}, "dt": {"dd", "dt", "p"}, "dd": {"dd", "dt", "p"},
	"option": {"option"}, "optgroup": {"option", "optgroup"}, "a": {"a"},
	"td": {"td", "th", "p"}, "th": {"td", "th", "p"}, "tr": {"td", "th", "tr", "p"},
	"tbody": {"td", "th", "tr", "thead", "tbody", "tfoot", "p"}, "thead": {"caption", "colgroup", "p"},
	"tfoot": {"td", "th", "tr", "thead", "tbody", "p"},
	"h1":    {"h1", "h2", "h3", "h4", "h5", "h6", "p"}, "h2": {"h1", "h2", "h3", "h4", "h5", "h6", "p"},
	"h3": {"h1", "h2", "h3", "h4", "h5", "h6", "p"}, "h4": {"h1", "h2", "h3", "h4", "h5", "h6", "p"},
	"h5": {"h1", "h2", "h3", "h4", "h5", "h6", "p"}, "h6": {"h1", "h2", "h3", "h4", "h5", "h6", "p"},
}

// inHead lists the elements that do not end an open head.
var inHead = map[string]bool{
	"base": true, "link": true, "meta": true, "noscript": true, "script": true, "style": true, "template": true, "title": true,
}

func (o *outliner) top() *html.Node { return o.open[len(o.open)-1] }

func (o *outliner) start(t html.Token) {
	name := t.Data
	if o.top().Data == "head" && !inHead[name] {
		o.pop()
	}
	shut := closes[name]
	if shut == nil && blocks[name] {
		shut = []string{"p"}
	}
	for len(o.open) > 1 && contains(shut, o.top().Data) {
		o.pop()
	}
	if o.nodes >= maxNodes {
		if blocks[name] {
			o.rest.WriteRune(paragraph)
		}
		if o.mute == "" && unseen[name] && t.Type == html.StartTagToken {
			o.mute = name
		}
		return
	}
	if o.foreign > 0 && breaksOut[name] {
		o.leaveForeign()
	}
	void := voids[name] || t.Type == html.SelfClosingTagToken && (o.xhtml || o.foreign > 0)
	if !void && len(o.open) >= maxDepth {
		o.skipped[name]++
		return
	}
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: t.Attr}
	o.add(n)
	if !void {
		o.open = append(o.open, n)
		if name == "svg" || name == "math" {
			o.foreign++
		}
	}
}

// breaksOut lists the elements that end SVG and MathML left open (HTML standard, 13.2.6.5).
var breaksOut = set(
	"b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "menu", "meta",
	"nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
)

// leaveForeign closes SVG and MathML, unless it has opened a part for HTML.
func (o *outliner) leaveForeign() {
	for i := len(o.open) - 1; i > 0; i-- {
		switch o.open[i].Data {
		case "foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext":
			return
		case "svg", "math":
			o.cut(i)
			if o.foreign == 0 {
				return
			}
		}
	}
}

// cut closes all open elements from the i-th on.
func (o *outliner) cut(i int) {
	for _, n := range o.open[i:] {
		if n.Data == "svg" || n.Data == "math" {
			o.foreign--
		}
	}
	o.open = o.open[:i]
}

// end closes the innermost element of that name, but none outside of the table cell it is in.
func (o *outliner) end(name string) {
	if name == o.mute {
		o.mute = ""
		return
	}
	if o.skipped[name] > 0 {
		o.skipped[name]--
		return
	}
	tabular := strings.HasPrefix(name, "t") || name == "body" || name == "html"
	heading := contains(closes["h1"][:6], name)
	found := -1
	for i := len(o.open) - 1; i > 0 && found < 0; i-- {
		switch d := o.open[i].Data; {
		case d == name, heading && contains(closes["h1"][:6], d):
			found = i
		case !tabular && (d == "td" || d == "th" || d == "table"):
			i = 0
		}
	}
	switch {
	case found > 0:
		o.cut(found)
	case (name == "p" || name == "br") && o.nodes < maxNodes:
		o.add(&html.Node{Type: html.ElementNode, Data: name}) // a browser makes an element of the end alone
	}
}

func (o *outliner) text(s string) {
	if o.nodes >= maxNodes {
		if d := o.top().Data; !unseen[d] && o.mute == "" {
			o.rest.WriteString(s)
		}
		return
	}
	if o.top().Data == "head" && strings.TrimSpace(s) != "" {
		o.pop()
	}
	o.add(&html.Node{Type: html.TextNode, Data: s})
}

func (o *outliner) add(n *html.Node) {
	o.nodes++
	o.top().AppendChild(n)
}

func (o *outliner) pop() { o.cut(len(o.open) - 1) }

// paragraph ends a paragraph within a text.
const paragraph = '\u2029'

// flush adds the text behind maxNodes.
func (o *outliner) flush() {
	if o.rest.Len() > 0 {
		o.open[0].AppendChild(&html.Node{Type: html.TextNode, Data: o.rest.String()})
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

package read

import (
	"html"
	"strings"

	"github.com/citelint/citelint/checker/match"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A node is a piece of text or an element. Those inside an element follow it, up to next.
type node struct {
	name       atom.Atom // of an element; one that HTML does not know has a number of its own
	kind       nodeKind
	flags      nodeFlag
	attrCount  uint8
	start, end int32 // of the source: the text, or the start tag
	close      int32 // of an element: where it ends, end tag included
	parent     int32 // index; -1 for none. Of a nodeShut: the element that is shut
	inline     int32 // the innermost element around it that parts no blocks; -1 for none
	next       int32 // index of the first node that is not inside
	attrs      int32 // index of its first attribute
}

type nodeKind uint8

const (
	nodeText nodeKind = iota
	nodeElement
	nodeShut // an end tag whose element has others open inside: <b><p></b>
)

type nodeFlag uint8

const (
	flagBlock nodeFlag = 1 << iota // it parts blocks
	flagSkip                       // it shows no prose, with all inside
	flagForm
	flagClaimed // it is a marker or an inline note, and no block begins inside
	flagGone    // it is taken out of a note: a link back, a printed label
	flagShut
	flagHolds // a note begins inside
	flagNote  // a note begins here
)

// A nodeAttr is an attribute; its value is the source from a to b, entities as written.
type nodeAttr struct {
	name string // lower case
	a, b int32
}

// A tree is a page's elements and texts in the order of the source. It is made by the rules by
// which browsers close what authors leave open, without what moves text to other places: an
// element never holds what stands outside of its tags. Growing it costs the same for each tag,
// however deep they nest.
type tree struct {
	text     string
	nodes    []node
	attrList []nodeAttr
	ids      map[string]int32 // the first element with each id or name
	shuts    map[int32]int32  // where elements end in which others are still open
	unknown  map[string]atom.Atom
}

// maxOpen is how many elements may be open at once; those that would be deeper have no inside.
const maxOpen = 512

// A grower makes a tree.
type grower struct {
	*tree
	open   []int32               // the elements that are open
	at     map[atom.Atom][]int32 // by name: where in open
	bounds []int32               // where in open elements are that no end tag reaches through
	blocks []int32               // where in open blocks are
	offset int32                 // of the token being read
	after  int32                 // and of the next
}

// grow reads the text from base on; comment is told of each comment. In XML every element may
// close itself.
func grow(text string, base int, xml bool, comment func(text string, start, end int)) *tree {
	g := &grower{
		tree: &tree{text: text, ids: map[string]int32{}, shuts: map[int32]int32{}, unknown: map[string]atom.Atom{}},
		at:   map[atom.Atom][]int32{}, after: int32(base),
	}
	z := xhtml.NewTokenizer(strings.NewReader(text[base:]))
	z.AllowCDATA(xml)
	for {
		kind := z.Next()
		g.offset = g.after
		g.after += int32(len(z.Raw()))
		switch kind {
		case xhtml.ErrorToken:
			g.after = int32(len(text))
			g.offset = g.after
			g.popTo(0)
			return g.tree
		case xhtml.TextToken:
			a, b := g.offset, g.after
			if s := text[a:b]; strings.HasPrefix(s, "<![CDATA[") {
				a, b = a+9, max(b-3, a+9)
			}
			g.add(node{kind: nodeText, start: a, end: b, parent: g.parent()})
			g.nodes[len(g.nodes)-1].next = int32(len(g.nodes))
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, _ := z.TagName()
			empty := kind == xhtml.SelfClosingTagToken && xml
			if empty {
				z.NextIsNotRawText()
			}
			g.begin(g.atom(name), len(name), empty)
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			g.finish(g.atom(name))
		case xhtml.CommentToken:
			if s := text[g.offset:g.after]; strings.HasPrefix(s, "<!--") {
				comment(strings.TrimSuffix(s[4:], "-->"), int(g.offset), int(g.after))
			}
		}
	}
}

// atom returns the number of an element's name.
func (t *tree) atom(name []byte) atom.Atom {
	if a := atom.Lookup(name); a != 0 {
		return a
	}
	a, ok := t.unknown[string(name)]
	if !ok && len(t.unknown) < 1<<12 {
		a = 1<<31 | atom.Atom(len(t.unknown))
		t.unknown[string(name)] = a
	}
	return a
}

func (g *grower) parent() int32 {
	if n := len(g.open); n > 0 {
		return g.open[n-1]
	}
	return -1
}

func (g *grower) add(n node) {
	n.inline = -1
	if p := g.parent(); p >= 0 {
		n.inline = g.nodes[p].inline
		if g.nodes[p].flags&flagBlock == 0 {
			n.inline = p
		}
	}
	g.nodes = append(g.nodes, n)
}

// last returns where in open the innermost element of that name is; -1 if none is open.
func (g *grower) last(names ...atom.Atom) int32 {
	at := int32(-1)
	for _, name := range names {
		if s := g.at[name]; len(s) > 0 {
			at = max(at, s[len(s)-1])
		}
	}
	return at
}

func top(s []int32) int32 {
	if len(s) == 0 {
		return -1
	}
	return s[len(s)-1]
}

// begin opens an element whose start tag is the token being read.
func (g *grower) begin(name atom.Atom, length int, empty bool) {
	kind := elementKinds[name]
	g.imply(name, kind)
	n := node{kind: nodeElement, name: name, start: g.offset, end: g.after, close: g.after, parent: g.parent(), attrs: int32(len(g.attrList))}
	g.readAttrs(g.offset+1+int32(length), g.after)
	n.attrCount = uint8(len(g.attrList) - int(n.attrs))
	n.flags = kind.flags
	if len(g.open) >= maxOpen && n.attrCount == 0 && n.flags == 0 && !kind.void {
		return // it would have no inside, and nothing of its own
	}
	index := int32(len(g.nodes))
	n.next = index + 1
	g.add(n)
	g.mark(index)
	if empty || kind.void || len(g.open) >= maxOpen {
		return
	}
	at := int32(len(g.open))
	g.open = append(g.open, index)
	g.at[name] = append(g.at[name], at)
	if kind.bound {
		g.bounds = append(g.bounds, at)
	}
	if kind.flags&flagBlock != 0 {
		g.blocks = append(g.blocks, at)
	}
}

// imply closes what the start of an element closes.
func (g *grower) imply(name atom.Atom, kind elementKind) {
	if kind.flags&flagBlock != 0 && kind.closesP {
		if p := g.last(atom.P); p > top(g.bounds) {
			g.popTo(p)
		}
	}
	switch name {
	case atom.Li:
		if at := g.last(atom.Li); at > max(top(g.bounds), g.last(atom.Ul, atom.Ol, atom.Menu, atom.Blockquote, atom.Section, atom.Article, atom.Aside, atom.Details)) {
			g.popTo(at)
		}
	case atom.Dt, atom.Dd:
		if at := g.last(atom.Dt, atom.Dd); at > max(top(g.bounds), g.last(atom.Dl, atom.Ul, atom.Ol, atom.Blockquote)) {
			g.popTo(at)
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if at := top(g.blocks); at >= 0 && isHeadingName(g.nodes[g.open[at]].name) {
			g.popTo(at)
		}
	case atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup:
		table := g.last(atom.Table)
		if table < 0 {
			return
		}
		floor := table
		switch name {
		case atom.Tr:
			floor = max(floor, g.last(atom.Tbody, atom.Thead, atom.Tfoot))
		case atom.Td, atom.Th:
			floor = max(floor, g.last(atom.Tbody, atom.Thead, atom.Tfoot), g.last(atom.Tr))
		}
		g.popTo(floor + 1)
	case atom.Option, atom.Optgroup:
		if at := g.last(atom.Option); at > top(g.bounds) {
			g.popTo(at)
		}
	case atom.A:
		if at := g.last(atom.A); at > top(g.bounds) {
			g.shut(at)
		}
	case atom.Body:
		if at := g.last(atom.Head); at >= 0 {
			g.popTo(at)
		}
	}
}

// finish reads an end tag.
func (g *grower) finish(name atom.Atom) {
	at := g.last(name)
	if at < 0 || name == 0 {
		return
	}
	kind := elementKinds[name]
	limit := top(g.bounds)
	switch {
	case name == atom.Table || name == atom.Body || name == atom.Html:
		limit = -1
	case kind.bound, name == atom.Tr, name == atom.Tbody, name == atom.Thead, name == atom.Tfoot:
		limit = g.last(atom.Table)
	}
	switch {
	case at < limit:
	case kind.flags&flagBlock == 0 && top(g.blocks) > at:
		g.shut(at)
	default:
		index := g.open[at]
		g.popTo(at)
		g.nodes[index].close = g.after
	}
}

// popTo closes the elements from position at of those that are open.
func (g *grower) popTo(at int32) {
	if int(at) >= len(g.open) {
		return
	}
	for i := len(g.open) - 1; i >= int(at); i-- {
		n := &g.nodes[g.open[i]]
		n.next = int32(len(g.nodes))
		if n.flags&flagShut == 0 {
			n.close = g.offset
			s := g.at[n.name]
			g.at[n.name] = s[:len(s)-1]
		}
	}
	g.open = g.open[:at]
	for len(g.bounds) > 0 && top(g.bounds) >= at {
		g.bounds = g.bounds[:len(g.bounds)-1]
	}
	for len(g.blocks) > 0 && top(g.blocks) >= at {
		g.blocks = g.blocks[:len(g.blocks)-1]
	}
}

// shut ends the effect of an element in which others are still open.
func (g *grower) shut(at int32) {
	index := g.open[at]
	n := &g.nodes[index]
	if int(at) == len(g.open)-1 {
		g.popTo(at)
		return
	}
	n.flags |= flagShut
	n.close = g.offset
	s := g.at[n.name]
	g.at[n.name] = s[:len(s)-1]
	g.shuts[index] = int32(len(g.nodes))
	g.add(node{kind: nodeShut, start: g.offset, end: g.offset, parent: index, next: int32(len(g.nodes)) + 1})
}

// maxNodeAttrs is how many attributes of a tag are read.
const maxNodeAttrs = 64

// readAttrs reads the attributes of a tag from byte i to its end (HTML Standard, 13.2.5.32 to 38).
func (g *grower) readAttrs(i, end int32) {
	s := g.text
	blank := func() {
		for i < end && (isSpace(s[i]) || s[i] == '/') {
			i++
		}
	}
	for count := 0; count < maxNodeAttrs; count++ {
		blank()
		if i >= end || s[i] == '>' {
			return
		}
		from := i
		for i++; i < end && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '='; i++ {
		}
		a := nodeAttr{name: match.LowerASCII(s[from:i]), a: i, b: i}
		k := i
		for k < end && isSpace(s[k]) {
			k++
		}
		if k < end && s[k] == '=' {
			for k++; k < end && isSpace(s[k]); k++ {
			}
			if k < end && (s[k] == '"' || s[k] == '\'') {
				n := strings.IndexByte(s[k+1:end], s[k])
				if n < 0 {
					return
				}
				a.a, a.b, i = k+1, k+1+int32(n), k+int32(n)+2
			} else {
				i = k
				for i < end && !isSpace(s[i]) && s[i] != '>' {
					i++
				}
				a.a, a.b = k, i
			}
		}
		g.attrList = append(g.attrList, a)
	}
}

// mark looks at the attributes of a new element: what it is called, and whether it is hidden.
func (g *grower) mark(index int32) {
	n := &g.nodes[index]
	for _, a := range g.attrList[n.attrs : int(n.attrs)+int(n.attrCount)] {
		value := g.text[a.a:a.b]
		switch a.name {
		case "id", "name":
			if a.name == "name" && n.name != atom.A {
				continue
			}
			if id := attributeText(value); id != "" {
				if _, ok := g.ids[id]; !ok {
					g.ids[id] = index
				}
			}
		case "hidden":
			if value != "until-found" {
				n.flags |= flagSkip
			}
		case "aria-hidden":
			if strings.EqualFold(value, "true") {
				n.flags |= flagSkip
			}
		case "role":
			switch strings.ToLower(value) {
			case "navigation", "search", "menu", "menubar":
				n.flags |= flagSkip
			}
		case "class":
			// Of MediaWiki: [edit], [citation needed].
			if n.name == atom.Span && strings.Contains(value, "editsection") || n.name == atom.Sup && strings.Contains(value, "Inline-Template") {
				n.flags |= flagSkip
			}
		case "style":
			if strings.Contains(value, "display") && hiddenStyle(value) {
				n.flags |= flagSkip
			}
		}
	}
	if n.name == atom.Body || n.name == atom.Html || n.name == atom.Main {
		n.flags &^= flagSkip // a script shows it
	}
}

func hiddenStyle(s string) bool {
	for rule := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(rule, ":")
		if strings.EqualFold(strings.TrimSpace(name), "display") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "none") {
			return true
		}
	}
	return false
}

// attributeText decodes the value of an attribute: an entity without its semicolon is none before
// '=' or an alphanumeric, so that "?a=1&copy=2" stays (HTML Standard, 13.2.5.73).
func attributeText(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		j := 1
		for j < len(s) && j < 34 && (isAlnum(s[j]) || s[j] == '#') {
			j++
		}
		switch {
		case j < len(s) && s[j] == ';':
			j++
			b.WriteString(html.UnescapeString(s[:j]))
		case j < len(s) && s[j] == '=' && s[1] != '#':
			b.WriteString(s[:j])
		default:
			b.WriteString(wholeEntity(s[:j]))
		}
		s = s[j:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// wholeEntity decodes an entity without semicolon, if all of s is one.
func wholeEntity(s string) string {
	if t := html.UnescapeString(s); t != s && len([]rune(t)) == 1 {
		return t
	}
	return s
}

// raw returns the value of an attribute as written, and whether the element has it.
func (t *tree) raw(i int32, name string) (string, bool) {
	if a := t.attribute(i, name); a != nil {
		return t.text[a.a:a.b], true
	}
	return "", false
}

func (t *tree) attribute(i int32, name string) *nodeAttr {
	n := &t.nodes[i]
	list := t.attrList[n.attrs : int(n.attrs)+int(n.attrCount)]
	for k := range list {
		if list[k].name == name {
			return &list[k]
		}
	}
	return nil
}

// value returns the decoded value of an attribute; empty if the element has none.
func (t *tree) value(i int32, name string) string {
	s, _ := t.raw(i, name)
	return attributeText(s)
}

// is reports whether an attribute that holds words, such as class or role, has one of them.
func (t *tree) is(i int32, name string, words ...string) bool {
	s, ok := t.raw(i, name)
	if !ok {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		for _, want := range words {
			if strings.EqualFold(w, want) {
				return true
			}
		}
	}
	return false
}

// class reports whether an element is of one of the classes.
func (t *tree) class(i int32, names ...string) bool { return t.is(i, "class", names...) }

// inside reports whether node i is j or stands in it.
func (t *tree) inside(i, j int32) bool { return j >= 0 && j <= i && i < t.nodes[j].next }

// words returns what stands in an element, white space collapsed, up to about n bytes.
func (t *tree) words(i int32, n int) string {
	var b strings.Builder
	for j := i; j < t.nodes[i].next && b.Len() < n; {
		c := &t.nodes[j]
		switch {
		case c.kind == nodeElement && c.flags&flagSkip != 0 && j > i || c.kind == nodeElement && unseen(t, j):
			j = c.next
			continue
		case c.kind == nodeText:
			b.WriteString(t.text[c.start:min(c.end, c.start+int32(n))])
		case c.flags&flagBlock != 0:
			b.WriteByte(' ')
		}
		j++
	}
	return collapse(html.UnescapeString(b.String()))
}

// unseen reports whether an element is there for those alone who hear the page.
func unseen(t *tree, i int32) bool {
	return t.class(i, "sr-only", "visually-hidden", "screen-reader-text", "screenreader-text", "cite-accessibility-label", "visuallyhidden")
}

// An elementKind is what is known of elements of one name.
type elementKind struct {
	flags   nodeFlag
	void    bool
	bound   bool // no end tag of another reaches through it
	closesP bool
}

var elementKinds = func() map[atom.Atom]elementKind {
	kinds := map[atom.Atom]elementKind{}
	each := func(names string, change func(*elementKind)) {
		for name := range strings.FieldsSeq(names) {
			a := atom.Lookup([]byte(name))
			k := kinds[a]
			change(&k)
			kinds[a] = k
		}
	}
	each(`html head body p div li ul ol dl dt dd table thead tbody tfoot tr td th caption figure figcaption blockquote pre
		h1 h2 h3 h4 h5 h6 section article header footer main nav aside details summary hr center form address fieldset legend
		dir menu hgroup dialog title listing xmp plaintext search`, func(k *elementKind) { k.flags |= flagBlock })
	each(`p div ul ol dl table figure figcaption blockquote pre h1 h2 h3 h4 h5 h6 section article header footer main nav aside
		details summary hr center form address fieldset dir menu hgroup dialog listing xmp plaintext search li dt dd`, func(k *elementKind) { k.closesP = true })
	each("area base br col embed hr img input link meta param source track wbr keygen basefont bgsound frame", func(k *elementKind) { k.void = true })
	each("table td th caption template object marquee applet svg math button", func(k *elementKind) { k.bound = true })
	each(`script style template noscript nav title textarea select iframe object applet svg audio video canvas noframes noembed
		datalist annotation progress meter rp`, func(k *elementKind) { k.flags |= flagSkip })
	each("form", func(k *elementKind) { k.flags |= flagForm })
	return kinds
}()

func isHeadingName(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

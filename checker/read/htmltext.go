package read

import (
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// scan reads the texts and the inline elements that a part is made of.
func (p *page) scan(q *part) *scanner {
	from, to := p.lineNodes(q)
	s := &p.m.scanner
	*s = scanner{
		m: p.m, toks: s.toks[:0], opens: s.opens[:0], delims: s.delims[:0], live: s.live[:0], pieces: s.pieces,
	}
	t := textScan{page: p, s: s, pre: q.pre}
	t.content(from, to)
	t.begin(from)
	for i := from; i < to; {
		i = t.node(i)
	}
	t.endAll(to)
	s.superscripts()
	return s
}

// A textScan makes tokens of nodes.
type textScan struct {
	*page
	s    *scanner
	pre  bool
	open []int32 // inline elements that are open
	code int     // of them, those that show code
	at   int     // of the content: where the next text begins
	pos  int     // of the source: where that is
	all  string  // the content
}

// content joins the texts of the nodes. Of what is shown as white space it keeps the place.
func (t *textScan) content(from, to int32) {
	var b strings.Builder
	n := 0
	t.each(from, to, func(i int32) {
		if c := &t.nodes[i]; c.kind == nodeText {
			n += int(c.end - c.start)
		} else {
			n += t.signs(i)
		}
	})
	b.Grow(n)
	var segs []seg
	t.each(from, to, func(i int32) {
		switch c := &t.nodes[i]; {
		case c.kind == nodeText:
			segs = append(segs, seg{b.Len(), int(c.start)})
			b.WriteString(t.text[c.start:c.end])
		case t.signs(i) > 0:
			segs = append(segs, seg{b.Len(), int(c.start)})
			b.WriteByte(' ')
		}
	})
	t.all = b.String()
	t.s.c = content{s: t.all, segs: segs}
}

// signs returns how many bytes of the content stand for node i: for what is shown as white space.
func (t *textScan) signs(i int32) int {
	if n := &t.nodes[i]; n.kind == nodeElement && (n.name == atom.Br || n.flags&flagBlock != 0) {
		return 1
	}
	return 0
}

// each visits the nodes that show something.
func (p *page) each(from, to int32, visit func(int32)) {
	for i := from; i < to; {
		n := &p.nodes[i]
		if n.kind == nodeElement && n.flags&(flagSkip|flagGone) != 0 {
			i = n.next
			continue
		}
		visit(i)
		if n.kind == nodeElement && n.flags&flagClaimed != 0 && p.marks[i].whole {
			i = n.next
			continue
		}
		i++
	}
}

// begin opens the inline elements that are open already where the part begins.
func (t *textScan) begin(from int32) {
	t.pos = int(t.nodes[from].start)
	if t.pre {
		t.tag("code", -1, false)
	}
	var up []int32
	if t.nodes[from].kind != nodeShut {
		for i := t.nodes[from].inline; i >= 0 && len(up) < maxStyles; i = t.nodes[i].inline {
			up = append(up, i)
		}
	}
	for k := len(up) - 1; k >= 0; k-- {
		if at, ok := t.shuts[up[k]]; !ok || at > from {
			first := len(t.s.toks)
			t.element(up[k])
			for ; first < len(t.s.toks); first++ { // it begins elsewhere
				if tok := &t.s.toks[first]; tok.kind == tokTag {
					tok.ref = -1
				}
			}
		}
	}
}

// maxStyles is how many of the elements around a part are looked at for its style.
const maxStyles = 32

// node reads node i and returns which is next.
func (t *textScan) node(i int32) int32 {
	t.end(i)
	n := &t.nodes[i]
	t.pos = int(n.start)
	switch {
	case n.kind == nodeText:
		t.words(n)
		t.pos = int(n.end)
	case n.kind == nodeShut:
		for k := len(t.open) - 1; k >= 0; k-- {
			if t.open[k] == n.parent {
				t.close(n.parent)
				t.open = append(t.open[:k], t.open[k+1:]...)
				break
			}
		}
	case n.flags&(flagSkip|flagGone) != 0:
		return n.next
	case n.flags&flagClaimed != 0 && t.marks[i].whole:
		t.s.toks = append(t.s.toks, tok{kind: tokMark, mark: t.marks[i], a: t.at, b: t.at})
		t.pos = int(n.close)
		return n.next
	default:
		t.element(i)
	}
	return i + 1
}

// end closes what ends before node i.
func (t *textScan) end(i int32) {
	for n := len(t.open); n > 0 && t.nodes[t.open[n-1]].next <= i; n-- {
		t.close(t.open[n-1])
		t.open = t.open[:n-1]
	}
}

// endAll closes all that is open at the end of a part. A link that goes on in the next one is closed
// by the flattener.
func (t *textScan) endAll(to int32) {
	for n := len(t.open); n > 0; n-- {
		if i := t.open[n-1]; t.nodes[i].next <= to || t.nodes[i].flags&flagClaimed != 0 {
			t.close(i)
		}
	}
	t.open = nil
}

// words reads a text.
func (t *textScan) words(n *node) {
	from := t.at
	t.at += int(n.end - n.start)
	t.s.s = t.all[:t.at]
	switch {
	case t.pre:
		t.s.mode = modePre
	case t.code > 0:
		t.s.mode = modeCode
	default:
		t.s.mode = modeText
	}
	t.s.begun = from
	t.s.read(from)
}

func (t *textScan) tag(name string, i int32, closes bool) {
	t.s.toks = append(t.s.toks, tok{kind: tokTag, text: name, flag: closes, a: t.at, b: t.at, ref: int(i)})
}

// sign shows a text in the place of a tag.
func (t *textScan) sign(text string) {
	t.s.toks = append(t.s.toks, tok{kind: tokLiteral, text: text, a: t.at, b: t.at + 1})
	t.at++
}

// element opens an element.
func (t *textScan) element(i int32) {
	n := &t.nodes[i]
	if n.flags&flagBlock != 0 { // within a note in the margin
		t.sign(" ")
		t.s.blanked = t.at
		if n.next > i+1 {
			t.open = append(t.open, i)
		}
		return
	}
	switch n.name {
	case atom.Br:
		if t.pre {
			t.sign("\n")
		} else {
			t.sign(" ")
			t.s.blanked = t.at
		}
		return
	case atom.Q:
		t.s.toks = append(t.s.toks, tok{kind: tokLiteral, text: "“", a: t.at, b: t.at, ref: t.pos})
	case atom.A:
		if l := t.link(i); l != nil {
			t.s.toks = append(t.s.toks, tok{kind: tokLinkOpen, link: l, a: t.at, b: t.at, ref: t.pos})
		}
	}
	if name := t.style(i); name != "" {
		t.tag(name, i, false)
		if name == "code" {
			t.code++
		}
	}
	if n.flags&flagClaimed != 0 {
		t.s.toks = append(t.s.toks, tok{kind: tokNoteOpen, mark: t.marks[i], a: t.at, b: t.at})
	}
	if n.next > i+1 {
		t.open = append(t.open, i)
	} else {
		t.close(i)
	}
}

// close closes an element.
func (t *textScan) close(i int32) {
	n := &t.nodes[i]
	if n.flags&flagClaimed != 0 {
		t.s.toks = append(t.s.toks, tok{kind: tokNoteClose, a: t.at, b: t.at})
	}
	if name := t.style(i); name != "" {
		t.tag(name, i, true)
		if name == "code" {
			t.code--
		}
	}
	if n.name == atom.A && t.links[i] != nil {
		t.s.toks = append(t.s.toks, tok{kind: tokLinkClose, a: t.at, b: t.at})
	}
	if n.name == atom.Q {
		t.s.toks = append(t.s.toks, tok{kind: tokLiteral, text: "”", a: t.at, b: t.at, ref: t.pos})
	}
}

// style returns the name by which the flattener knows the style of element i; empty if it has none.
func (t *textScan) style(i int32) string {
	n := &t.nodes[i]
	if n.name == atom.Cite && (t.class(i, "citation") || t.hasItalics(i)) {
		return "" // Wikipedia's <cite> holds a whole citation, and sets the title off in it
	}
	return styleName(n.name)
}

// mostCitation is how many nodes of an element are looked at for italics.
const mostCitation = 200

// hasItalics reports whether an element that stands for italics is inside of element i.
func (t *textScan) hasItalics(i int32) bool {
	for k := i + 1; k < min(t.nodes[i].next, i+mostCitation); k++ {
		if t.nodes[k].kind == nodeElement && styleName(t.nodes[k].name) == "em" {
			return true
		}
	}
	return false
}

// styleName returns the name by which the flattener knows the style of elements of a name.
func styleName(a atom.Atom) string {
	switch a {
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		return "em"
	case atom.B, atom.Strong:
		return "strong"
	case atom.Sup:
		return "sup"
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp, atom.Math:
		return "code"
	}
	return ""
}

// blanks reads white space of HTML: however much of it there is, it is one space.
func (s *scanner) blanks(i int) int {
	j := i + 1
	for j < len(s.s) && isSpace(s.s[j]) {
		j++
	}
	switch {
	case s.blanked == i:
		s.emit(tok{kind: tokGone, a: i, b: j})
	case j == i+1 && s.s[i] == ' ':
		s.blanked = j
		return 0
	default:
		s.emit(tok{kind: tokLiteral, a: i, b: j, text: " "})
	}
	s.blanked = j
	return j - i
}

// What a page may hold to say where a word can be broken.
const (
	softHyphen = "\u00ad"
	zeroSpace  = "\u200b"
)

// invisible reads a sign that only says where a word can be broken.
func (s *scanner) invisible(i int) int {
	for _, sign := range [...]string{softHyphen, zeroSpace} {
		if strings.HasPrefix(s.s[i:], sign) {
			s.emit(tok{kind: tokGone, a: i, b: i + len(sign)})
			return len(sign)
		}
	}
	return 0
}

// openEntity reads an entity that lacks its semicolon, as browsers do: "&copy 2024".
func (s *scanner) openEntity(i, end int) int {
	whole := s.s[i:end]
	text := html.UnescapeString(whole)
	if text == whole {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text)
	n := len(whole) - (len(text) - size)
	if n <= 1 || strings.HasPrefix(text, "&") && n < 4 {
		return 0
	}
	s.emit(tok{kind: tokLiteral, a: i, b: i + n, text: text[:size]})
	return n
}

// resolved returns an address and its fragment.
func (m *reader) resolved(target string) (addr, fragment string) {
	addr, fragment, _ = match.Address(target)
	return addr, fragment
}

// titled is a note that stands in an attribute.
type titled struct {
	mark *mark
	attr nodeAttr
}

// readTitled reads the notes that stand in attributes, as HTML within HTML.
func (p *page) readTitled() {
	for _, t := range p.titled {
		q := &part{kind: partText, block: checker.Paragraph, gone: true}
		f := flattener{s: p.m.scan(attributeContent(p.text, int(t.attr.a), int(t.attr.b)), modeHTML), part: q}
		for _, r := range f.flatten() {
			t.mark.pieces = append(t.mark.pieces, r.pieces...)
		}
	}
}

// attributeContent returns the value of an attribute whose tags are written as entities.
func attributeContent(text string, from, to int) content {
	var b strings.Builder
	c := content{segs: []seg{{0, from}}}
	inTag := false
	for i := from; i < to; {
		if text[i] == '&' {
			decoded := ""
			for _, e := range [...][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&#034;", `"`}, {"&#34;", `"`}, {"&#039;", "'"}, {"&#39;", "'"}} {
				if strings.HasPrefix(text[i:to], e[0]) && (inTag || e[1] == "<" && i+4 < to && (isAlpha(text[i+4]) || text[i+4] == '/')) {
					decoded = e[1]
					inTag = decoded != ">"
					b.WriteString(decoded)
					i += len(e[0])
					c.segs = append(c.segs, seg{b.Len(), i})
					break
				}
			}
			if decoded != "" {
				continue
			}
		}
		b.WriteByte(text[i])
		i++
	}
	c.s = b.String()
	return c
}

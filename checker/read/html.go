package read

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
)

// A page is a document of HTML in the making.
type page struct {
	*tree
	m       *reader
	scripts bool     // the page runs scripts
	base    *url.URL // that relative addresses are resolved with; nil: they name no source
	root    int32    // the element that holds the document's own text; -1 for all
	links   map[int32]*checker.Link
	shown   []int32               // the bytes of text before each node, what is skipped left out
	marks   map[int32]*mark       // by the element that they stand for
	notes   map[int32]*definition // by the node where they begin
	titled  []titled
	lists   []span // the nodes below headings such as Notes or References
}

// readHTML reads a page of HTML.
func readHTML(name string, src []byte) (*checker.Document, error) {
	m := newReader(name, "html", src)
	base, front := m.frontMatter()
	m.readPage(base, front)
	return m.doc, nil
}

// looksLikeHTML reports whether a file begins as a page does.
func looksLikeHTML(src []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(src[:min(len(src), 1024)], []byte("\ufeff")), " \t\r\n")
	if rest, ok := bytes.CutPrefix(head, []byte("<?xml")); ok {
		if i := bytes.IndexByte(rest, '>'); i >= 0 {
			head = bytes.TrimLeft(rest[i+1:], " \t\r\n")
		}
	}
	head = bytes.ToLower(head[:min(len(head), 20)])
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

func (m *reader) readPage(base int, front head) {
	p := &page{
		m: m, root: -1, links: map[int32]*checker.Link{},
		marks: map[int32]*mark{}, notes: map[int32]*definition{},
	}
	m.page = p
	xml := strings.HasPrefix(m.text[base:], "<?xml") || strings.EqualFold(path.Ext(m.doc.Path), ".xhtml")
	p.tree = grow(m.text, base, xml, m.comment)
	for id := range p.ids {
		m.anchor(id)
	}
	m.doc.Imports = bytes.Contains(m.src, []byte("<!--#include")) || bytes.Contains(m.src, []byte("{% ")) || bytes.Contains(m.src, []byte("{{ "))
	stated := p.stated()
	p.measure()
	p.findRoot()
	p.findNotes()
	w := pageWalker{page: p}
	w.walk()
	m.read(front.or(stated))
}

// measure adds up the text before each node, what is no text of the document left out.
func (p *page) measure() {
	count := func() int32 {
		p.shown = make([]int32, len(p.nodes)+1)
		total := int32(0)
		for i := int32(0); i < int32(len(p.nodes)); {
			n := &p.nodes[i]
			next := i + 1
			if n.kind == nodeElement && n.flags&flagSkip != 0 {
				next = n.next
			}
			for ; i < next; i++ {
				p.shown[i] = total
			}
			if n.kind == nodeText {
				total += int32(len(strings.TrimSpace(p.text[n.start:n.end])))
			}
		}
		p.shown[len(p.nodes)] = total
		return total
	}
	total := count()
	again := false
	for i := range p.nodes {
		if n := &p.nodes[i]; n.flags&flagSkip == 0 && p.isControl(int32(i), total) {
			n.flags |= flagSkip
			again = true
		}
	}
	if again {
		count()
	}
}

// isControl reports whether an element is a form to fill in, or a button beside other words. A form
// that holds most of a page is the page.
func (p *page) isControl(i, total int32) bool {
	n := &p.nodes[i]
	text := p.shown[n.next] - p.shown[i]
	switch {
	case n.flags&flagForm != 0:
		return 2*text <= total
	case n.kind == nodeElement && n.name == atom.Button:
		return n.parent < 0 || p.shown[p.nodes[n.parent].next]-p.shown[n.parent] > text
	}
	return false
}

// findRoot looks for the only element that says that it is the main one, if it holds half of the
// text.
func (p *page) findRoot() {
	total := p.shown[len(p.nodes)]
	for _, article := range []bool{false, true} {
		found, count := int32(-1), 0
		for i := int32(0); i < int32(len(p.nodes)); {
			n := &p.nodes[i]
			i++
			if n.kind != nodeElement {
				continue
			}
			if n.flags&flagSkip != 0 {
				i = n.next
				continue
			}
			if article && n.name == atom.Article || !article && (n.name == atom.Main || p.is(i-1, "role", "main")) {
				found, i = i-1, n.next
				count++
			}
		}
		if count == 1 && 2*(p.shown[p.nodes[found].next]-p.shown[found]) >= total {
			p.root = found
			return
		}
	}
}

// link returns the link that an element is; nil if it has no target.
func (p *page) link(i int32) *checker.Link {
	if l, ok := p.links[i]; ok {
		return l
	}
	a := p.attribute(i, "href")
	if a == nil {
		return nil
	}
	target := attributeText(p.text[a.a:a.b])
	if strings.ContainsAny(target, "\n\r\t") {
		target = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' {
				return -1
			}
			return r
		}, target)
	}
	target = strings.TrimSpace(target)
	l := p.m.link(checker.LinkHTML, int(a.a), int(a.b), target)
	if p.base == nil && strings.HasPrefix(target, "//") { // of whatever scheme the page has: it names its host
		l.URL, l.Fragment = p.m.resolved("https:" + target)
	}
	if l.URL == "" && p.base != nil && target != "" && target[0] != '#' {
		if ref, err := url.Parse(target); err == nil {
			l.URL, l.Fragment = p.m.resolved(p.base.ResolveReference(ref).String())
		}
	}
	l.Interactive = p.interactive(i, target)
	p.links[i] = l
	return l
}

// isStyledAsButton reports whether a class says that a link looks like a button or a part of a menu.
func (p *page) isStyledAsButton(i int32) bool {
	s, _ := p.raw(i, "class")
	s = strings.ToLower(s)
	return containsAny(s, "button", "btn", "dropdown", "navbar", "nav-link")
}

// interactive reports whether a link is there for a script: it says so, or it leads nowhere and has
// a class or an id by which a script of the page can find it.
func (p *page) interactive(i int32, target string) bool {
	if p.is(i, "role", "button", "tab", "menuitem") || target == "#" && p.isStyledAsButton(i) {
		return true
	}
	n := &p.nodes[i]
	return slices.ContainsFunc(p.attrList[n.attrs:int(n.attrs)+int(n.attrCount)], func(a nodeAttr) bool {
		switch a.name {
		case "onclick", "aria-controls", "aria-expanded", "aria-haspopup":
			return true
		case "class", "id":
			return target == "#" && p.scripts
		}
		return strings.HasPrefix(a.name, "data-")
	})
}

package read

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// markdown reads one document of the Markdown family. Plain text is read by the same steps after
// its own way of finding blocks.
type markdown struct {
	doc   *checker.Document
	src   []byte
	text  string // the same, so that texts need no copies
	valid bool   // it is all UTF-8
	joins bool   // an address at a line's end may go on in the next: plain text, or converted from pages
	plain bool

	parts     []*part
	defs      []*definition
	refs      references
	labels    map[string]bool // of [^x]:, folded
	keys      map[string]bool // of [#x]:, folded
	marks     []*mark
	ids       map[string]bool
	idAt      map[string]int     // where elements with such an id stand
	wrappers  map[string]bool    // labels of definitions that only wrap notes
	pairs     map[string][]*note // notes that links pair with marks, by label
	words     map[string]bool    // of the body, for weak markers
	seen      map[int]bool       // the places of links collected
	notes     []*note
	tables    int // that were numbered
	scanner   scanner
	fragments map[string]bool // that links name
	missing   []*note         // of labels that nothing defines
}

// readMarkdown reads the Markdown family and what converters make of other formats.
func readMarkdown(path string, src []byte) (*checker.Document, error) {
	m := newReader(path, "markdown", src)
	base, front := m.frontMatter()
	m.blocks(base)
	m.doc.Imports = imports(src)
	m.read(front)
	return m.doc, nil
}

func newReader(path, format string, src []byte) *markdown {
	m := &markdown{
		doc: checker.NewDocument(path, src), src: src, text: string(src), valid: utf8.Valid(src),
		labels: map[string]bool{}, keys: map[string]bool{}, ids: map[string]bool{}, seen: map[int]bool{}, fragments: map[string]bool{}, idAt: map[string]int{},
	}
	m.doc.Format = format
	return m
}

// read makes the document of its parts.
func (m *markdown) read(front head) {
	m.cutLines()
	m.cutLists()
	m.cutPages()
	m.markPages()
	m.joins = m.plain || slices.ContainsFunc(m.parts, func(p *part) bool { return p.pageMark || p.beginsAsNote(m) })
	for _, d := range m.defs {
		set := m.labels
		if d.keyed {
			set = m.keys
		}
		set[foldLabel(d.label)] = true
	}
	m.scanAll()
	m.findNotes()
	m.linkMarkers()
	m.finishNotes()
	m.finishBody()
	m.finishHead(front)
	m.finishAnchors()
	byPlace(m.doc.Untaken, func(s checker.Span) checker.Span { return s })
	byPlace(m.doc.Comments, func(c checker.Comment) checker.Span { return c.Span })
	byPlace(m.doc.Broken, func(b checker.Broken) checker.Span { return b.Span })
}

// byPlace sorts by the place in the source.
func byPlace[T any](list []T, place func(T) checker.Span) {
	slices.SortStableFunc(list, func(a, b T) int {
		return cmp.Compare(place(a).Start.Offset, place(b).Start.Offset)
	})
}

// scanAll reads what is inside the parts.
func (m *markdown) scanAll() {
	all := make([]*part, 0, len(m.parts))
	for _, p := range m.parts {
		mode := modeMarkdown
		switch {
		case p.kind == partRule:
			all = append(all, p)
			continue
		case p.kind == partCode:
			for _, l := range p.lines {
				if l.start < l.end {
					p.pieces = m.text1(p.pieces, checker.Run{Text: m.text[l.start:l.end], Start: l.start, End: l.end, Style: checker.Monospace})
				}
			}
			all = append(all, p)
			continue
		case m.plain:
			mode = modePlain
		case p.kind == partHTML:
			mode = modeHTML
		}
		f := flattener{s: m.scan(join(m.text, p.lines), mode), part: p}
		all = append(all, f.flatten()...)
	}
	m.parts = all
}

// text1 appends a run, or what is left of it when invalid UTF-8 is made valid: equal in length only
// where it is equal.
func (m *markdown) text1(to []piece, r checker.Run) []piece {
	if m.valid || utf8.ValidString(r.Text) || len(r.Text) != r.End-r.Start {
		return append(to, piece{run: r})
	}
	first := invalidAt(r.Text)
	last := len(r.Text)
	for last > first {
		c, size := utf8.DecodeLastRuneInString(r.Text[:last])
		if c == utf8.RuneError && size <= 1 {
			break
		}
		last -= size
	}
	cut := func(a, b int) checker.Run {
		c := r
		c.Text, c.Start, c.End = r.Text[a:b], r.Start+a, r.Start+b
		return c
	}
	if first > 0 {
		to = append(to, piece{run: cut(0, first)})
	}
	bad := cut(first, last)
	bad.Text = eachInvalid(bad.Text)
	to = append(to, piece{run: bad})
	if last < len(r.Text) {
		to = append(to, piece{run: cut(last, len(r.Text))})
	}
	return to
}

func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}

// eachInvalid replaces every invalid byte by U+FFFD.
func eachInvalid(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// comment keeps a comment that speaks to citelint.
func (m *markdown) comment(text string, start, end int) {
	if text = strings.TrimSpace(text); strings.HasPrefix(text, "citelint:") {
		m.doc.Comments = append(m.doc.Comments, checker.Comment{Text: text, Span: m.doc.Span(start, end)})
	}
}

func (m *markdown) anchor(id string) {
	if id != "" {
		m.ids[id] = true
	}
}

func (m *markdown) broken(start, end int, kind, text string) {
	m.doc.Broken = append(m.doc.Broken, checker.Broken{Span: m.doc.Span(start, end), Kind: kind, Text: strings.TrimSpace(text)})
}

// imports reports whether a Markdown file pulls in others.
func imports(src []byte) bool {
	for _, s := range []string{"{% include", "{%include", "{{<", "{{%", "::: include", "--8<--", "!!!include"} {
		if bytes.Contains(src, []byte(s)) {
			return true
		}
	}
	for rest := src; ; {
		i := bytes.Index(rest, []byte("import "))
		if i < 0 {
			return false
		}
		line := rest[i:min(len(rest), i+300)]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		if (i == 0 || rest[i-1] == '\n') && (bytes.Contains(line, []byte(" from ")) || bytes.ContainsAny(line, `"'`)) {
			return true
		}
		rest = rest[i+7:]
	}
}

// A flattener makes pieces of tokens.
type flattener struct {
	s            *scanner
	part         *part
	out          []*part // the part, and those that an element of HTML parted from it
	to           []piece
	stack        []note0
	italic, bold int
	sup, mono    int
	links        []openLink
	inner        bool // an address inside a link is open
	skip         int  // tokens that still belong to what a mark shows
	shown        *mark
	outer        []piece
	row, col     int // of a table
}

// note0 is where text goes once an inline note has ended.
type note0 struct {
	mark *mark
	to   []piece
}

type openLink struct {
	link  *checker.Link
	at    int // where it begins
	end   int // and ends
	from  int // index of its first piece
	depth int // how many inline notes were open
	text  []byte
}

func (f *flattener) style() checker.Style {
	var st checker.Style
	if f.italic > 0 {
		st |= checker.Italic
	}
	if f.bold > 0 {
		st |= checker.Bold
	}
	if f.sup > 0 {
		st |= checker.Superscript
	}
	if f.mono > 0 {
		st |= checker.Monospace
	}
	return st
}

// flatten returns the part, with its pieces, and the parts into which HTML breaks it.
func (f *flattener) flatten() []*part {
	s := f.s
	f.out = []*part{f.part}
	for i := range s.toks {
		t := &s.toks[i]
		switch t.kind {
		case tokText:
			f.text(t.a, t.b, "", 0)
		case tokCode:
			f.text(t.a, t.b, "", checker.Monospace)
		case tokLiteral:
			f.text(t.a, t.b, t.text, 0)
		case tokDelim:
			d := &s.delims[t.ref]
			f.italic -= d.endItalic
			f.bold -= d.endBold
			f.text(d.a, d.b, "", 0)
			f.italic += d.italic
			f.bold += d.bold
		case tokLinkOpen:
			if len(f.links) > 0 && (t.link.Form == checker.LinkBare || t.link.Form == checker.LinkAngle) {
				f.inner = true // a link whose words are an address is one link
				break
			}
			if n := len(f.links); n > 0 && (t.link.Form == checker.LinkHTML || n >= 4) {
				f.closeLink() // as a browser does
			}
			f.links = append(f.links, openLink{link: t.link, at: s.c.start(t.a), from: len(f.to), depth: len(f.stack)})
		case tokLinkClose:
			if f.inner {
				f.inner = false
				break
			}
			if n := len(f.links); n > 0 {
				f.links[n-1].end = s.c.end(t.b)
			}
			f.closeLink()
		case tokTag:
			f.tag(t)
		case tokBreak:
			f.breakPart(t)
		case tokNoteOpen:
			f.addMark(t.mark)
			f.stack = append(f.stack, note0{t.mark, f.to})
			f.to = nil
		case tokNoteClose:
			if n := len(f.stack); n > 0 {
				f.stack[n-1].mark.pieces = f.to
				f.to = f.stack[n-1].to
				f.stack = f.stack[:n-1]
			}
		case tokMark:
			if f.skip > 0 {
				break
			}
			f.addMark(t.mark)
			if t.flag {
				f.sup++
			}
			if f.skip = t.ref; f.skip > 0 {
				f.shown, f.outer, f.to = t.mark, f.to, nil
				continue
			}
		}
		if f.skip > 0 {
			if f.skip--; f.skip == 0 {
				f.shown.shown = f.to
				f.to, f.shown = f.outer, nil
			}
		}
	}
	for len(f.links) > 0 {
		f.closeLink()
	}
	f.out[len(f.out)-1].pieces = f.to
	return f.out
}

func (f *flattener) addMark(k *mark) {
	k.part = f.out[len(f.out)-1]
	f.s.m.marks = append(f.s.m.marks, k)
	f.to = append(f.to, piece{mark: k})
}

func (f *flattener) text(a, b int, text string, style checker.Style) {
	if a >= b {
		return
	}
	c := &f.s.c
	r := checker.Run{Text: text, Start: c.start(a), End: c.end(b), Style: f.style() | style}
	if text == "" {
		r.Text = f.s.m.text[r.Start:r.End]
	}
	if text != "" && len(text) == r.End-r.Start && text != f.s.m.text[r.Start:r.End] {
		r.End = r.Start // equal length would say that the source is the text
	}
	if n := len(f.links); n > 0 {
		r.Link = f.links[n-1].link
		for i := range f.links {
			f.links[i].text = append(f.links[i].text, r.Text...)
		}
	}
	f.to = f.s.m.text1(f.to, r)
}

func (f *flattener) closeLink() {
	n := len(f.links)
	if n == 0 {
		return
	}
	o := f.links[n-1]
	if o.link.Text == "" {
		o.link.Text = strings.Join(strings.Fields(string(o.text)), " ")
		if !f.s.m.valid {
			o.link.Text = eachInvalid(o.link.Text)
		}
	}
	if o.end > o.at {
		f.pairMark(o)
	}
	if len(o.text) == 0 { // a link without words has a place all the same
		f.to = append(f.to, piece{run: checker.Run{Start: o.at, End: o.at, Link: o.link}})
	}
	f.links = f.links[:n-1]
}

func (f *flattener) tag(t *tok) {
	n := 1
	if t.flag {
		n = -1
	}
	change := func(k *int) { *k = max(0, *k+n) }
	switch t.text {
	case "i", "em", "cite":
		change(&f.italic)
	case "b", "strong":
		change(&f.bold)
	case "sup":
		change(&f.sup)
	default:
		change(&f.mono)
	}
}

// breakPart begins a new part where an element of HTML parts blocks.
func (f *flattener) breakPart(t *tok) {
	if f.part.kind != partHTML || len(f.stack) > 0 || f.skip > 0 {
		return
	}
	last := f.out[len(f.out)-1]
	seen := slices.ContainsFunc(f.to, func(p piece) bool {
		return p.mark != nil || p.run.Link != nil || strings.TrimSpace(p.run.Text) != ""
	})
	if seen {
		last.pieces = f.to
		next := *f.part
		next.pieces, next.first = nil, false
		last = &next
		f.out = append(f.out, last)
	}
	f.to = nil
	f.element(last, t)
}

// element says what kind of block a tag opens.
func (f *flattener) element(p *part, t *tok) {
	if t.flag {
		p.block, p.level, p.kind = f.part.block, f.part.level, partHTML
		return
	}
	switch m := f.s.m; t.text {
	case "li", "dt", "dd":
		p.block, p.level = checker.Item, 1
	case "caption", "figcaption":
		p.block = checker.Caption
	case "table":
		m.tables++
		f.row, f.col = -1, -1
	case "tr":
		f.row, f.col = f.row+1, -1
	case "td", "th":
		f.col++
		p.block, p.table, p.row, p.col, p.head = checker.Cell, max(m.tables, 1), max(f.row, 0), f.col, t.text == "th" && f.row <= 0
	case "blockquote":
		p.block, p.level = checker.Quote, 1
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.kind, p.level = partHeading, int(t.text[1]-'0')
	}
}

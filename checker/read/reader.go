package read

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A reader reads one document: parts first, in a way of the format's own, then by the same steps for
// all: what is inside the parts, notes, markers, the body, the head.
type reader struct {
	doc   *checker.Document
	src   []byte
	text  string // the same, so that texts need no copies
	valid bool   // it is all UTF-8
	joins bool   // an address at a line's end may go on in the next: plain text, or converted from pages
	plain bool
	page  *page // of HTML; nil for other formats

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
	said      map[string]bool // the labels of notes in brackets: [Footnote A: …]
	missing   []*note         // of labels that nothing defines
}

// newReader returns a reader for src, which it does not keep a copy of.
func newReader(path, format string, src []byte) *reader {
	m := &reader{
		doc: checker.NewDocument(path, src), src: src, text: string(src), valid: utf8.Valid(src),
		labels: map[string]bool{}, keys: map[string]bool{}, ids: map[string]bool{}, seen: map[int]bool{}, fragments: map[string]bool{}, idAt: map[string]int{},
	}
	m.doc.Format = format
	return m
}

// read makes the document of its parts.
func (m *reader) read(front head) {
	m.cutLines()
	m.cutLists()
	m.cutPages()
	m.cutSaid()
	m.markPages()
	m.joins = m.plain || m.page == nil && slices.ContainsFunc(m.parts, func(p *part) bool { return p.pageMark || p.beginsAsNote(m) })
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

// A share is how many parts are worth a goroutine.
const share = 512

// scanAll reads what is inside the parts, each by itself: those of a long document on all processors.
func (m *reader) scanAll() {
	if len(m.parts) < 2*share || m.page != nil || m.numbersTables() {
		parts := m.parts
		m.parts = make([]*part, 0, len(parts))
		m.scanParts(parts)
	} else {
		readers := make([]*reader, len(m.parts)/share+1)
		checker.Spread(len(m.parts), share, func(from, to int) {
			own := m.apart()
			own.scanParts(m.parts[from:to])
			readers[from/share] = own
		})
		m.parts = make([]*part, 0, len(m.parts))
		for _, own := range readers {
			if own != nil {
				m.join(own)
			}
		}
	}
	if m.page != nil {
		m.page.readTitled()
	}
}

// numbersTables reports whether the text has tables in HTML, which are numbered in their order.
func (m *reader) numbersTables() bool {
	return slices.ContainsFunc(m.parts, func(p *part) bool {
		return p.kind == partHTML && slices.ContainsFunc(p.lines, func(l span) bool {
			return strings.Contains(strings.ToLower(m.text[l.start:l.end]), "<table")
		})
	})
}

// apart returns a reader of some parts of m's document. What it finds is not known to m until they join.
func (m *reader) apart() *reader {
	doc := *m.doc
	doc.Comments, doc.Broken = nil, nil
	own := *m
	own.doc, own.parts, own.marks, own.scanner = &doc, nil, nil, scanner{}
	own.ids, own.idAt, own.fragments = map[string]bool{}, map[string]int{}, map[string]bool{}
	return &own
}

// join adds what a reader apart has found, which stands behind all that m knows.
func (m *reader) join(own *reader) {
	m.parts = append(m.parts, own.parts...)
	m.marks = append(m.marks, own.marks...)
	m.doc.Comments = append(m.doc.Comments, own.doc.Comments...)
	m.doc.Broken = append(m.doc.Broken, own.doc.Broken...)
	maps.Copy(m.ids, own.ids)
	maps.Copy(m.idAt, own.idAt)
	maps.Copy(m.fragments, own.fragments)
}

// scanParts reads what is inside some parts, and appends them to those of m.
func (m *reader) scanParts(parts []*part) {
	for _, p := range parts {
		mode := modeMarkdown
		switch {
		case p.kind == partRule:
			m.parts = append(m.parts, p)
			continue
		case m.page != nil:
			f := flattener{s: m.page.scan(p), part: p}
			m.parts = append(m.parts, f.flatten()...)
			m.page.tidy(p)
			continue
		case p.kind == partCode:
			for _, l := range p.lines {
				if l.start < l.end {
					p.pieces = m.appendText(p.pieces, checker.Run{Text: m.text[l.start:l.end], Start: l.start, End: l.end, Style: checker.Monospace})
				}
			}
			m.parts = append(m.parts, p)
			continue
		case m.plain:
			mode = modePlain
		case p.kind == partHTML:
			mode = modeHTML
		}
		f := flattener{s: m.scan(join(m.text, p.lines), mode), part: p}
		m.parts = append(m.parts, f.flatten()...)
	}
}

// appendText appends a run, or what is left of it when invalid UTF-8 is made valid: equal in length only
// where it is equal.
func (m *reader) appendText(to []piece, r checker.Run) []piece {
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
func (m *reader) comment(text string, start, end int) {
	if text = strings.TrimSpace(text); strings.HasPrefix(text, "citelint:") {
		m.doc.Comments = append(m.doc.Comments, checker.Comment{Text: text, Span: m.doc.Span(start, end)})
	}
}

func (m *reader) anchor(id string) {
	if id != "" {
		m.ids[id] = true
	}
}

func (m *reader) broken(start, end int, kind, text string) {
	m.doc.Broken = append(m.doc.Broken, checker.Broken{Span: m.doc.Span(start, end), Kind: kind, Text: strings.TrimSpace(text)})
}

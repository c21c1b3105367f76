package read

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// readText reads plain text: blank lines part paragraphs, form feeds part pages.
func readText(path string, src []byte) (*checker.Document, error) {
	m := newReader(path, "text", src)
	m.plain = true
	base := 0
	if strings.HasPrefix(m.text, "\ufeff") {
		base = len("\ufeff")
	}
	m.paragraphs(base)
	m.read(head{})
	return m.doc, nil
}

// paragraphs parts the text from base on.
func (m *reader) paragraphs(base int) {
	var cur *part
	feed := false // a form feed stands before the next paragraph
	for at := base; at < len(m.text); {
		n := strings.IndexAny(m.text[at:], "\n\f")
		if n < 0 {
			n = len(m.text) - at
		}
		parts := len(m.parts)
		cur = m.line(cur, span{at, at + n}, feed)
		feed = feed && len(m.parts) == parts
		at += n + 1
		if at <= len(m.text) && m.text[at-1] == '\f' {
			cur, feed = nil, true
		}
	}
}

// line adds one line to the paragraph cur and returns the paragraph that may go on.
func (m *reader) line(cur *part, l span, feed bool) *part {
	for l.start < l.end && isSpace(m.src[l.start]) {
		l.start++
	}
	for l.end > l.start && isSpace(m.src[l.end-1]) {
		l.end--
	}
	if l.start == l.end {
		return nil
	}
	if isRule(m.text[l.start:l.end]) {
		m.parts = append(m.parts, &part{kind: partRule, lines: []span{l}, pos: l.start, end: l.end, formFeed: feed})
		return nil
	}
	if cur == nil {
		cur = &part{kind: partText, block: checker.Paragraph, pos: l.start, formFeed: feed}
		m.parts = append(m.parts, cur)
	}
	cur.add(l)
	return cur
}

// isRule reports whether a line consists of five or more of _ - — =.
func isRule(s string) bool {
	n := 0
	for _, r := range s {
		switch r {
		case '_', '-', '—', '=':
			n++
		case ' ':
		default:
			return false
		}
	}
	return n >= 5
}

// cutPages finds the zones of plain text where notes may stand, and parts the lines there that
// begin like entries of a list.
func (m *reader) cutPages() {
	if !m.plain {
		return
	}
	for i, p := range m.parts {
		if i > 0 && m.parts[i-1].kind == partRule && !p.formFeed && m.labelled(p) {
			for j := i; j < len(m.parts) && m.labelled(m.parts[j]) && (j == i || !m.parts[j].formFeed); j++ {
				m.parts[j].zone = zoneRule
			}
		}
	}
	for end := m.beforeSignature(); end > 0; {
		k := end
		for k > 0 && m.labelled(m.parts[k-1]) && m.parts[k-1].zone == zoneNone {
			k--
			m.parts[k].zone = zoneEnd
			if m.parts[k].formFeed {
				break
			}
		}
		for end--; end > 0 && !m.parts[end].formFeed; end-- {
		}
	}
	all := make([]*part, 0, len(m.parts))
	for _, p := range m.parts {
		if p.zone == zoneNone {
			all = append(all, p)
			continue
		}
		from, want, form := 0, m.lineLabel(p.lines, 0)+1, m.labelForm(p.lines[0])
		for i := 1; i <= len(p.lines); i++ {
			if i < len(p.lines) && (m.lineLabel(p.lines, i) != want || m.labelForm(p.lines[i]) != form) {
				continue
			}
			c := *p
			c.lines, c.sameAs, c.formFeed = p.lines[from:i], p.sameAs || from > 0, p.formFeed && from == 0
			c.pos, c.end = c.lines[0].start, c.lines[len(c.lines)-1].end
			all = append(all, &c)
			from, want = i, want+1
		}
	}
	m.parts = all
}

// mostSignature is how many paragraphs and lines may stand behind the notes of a message.
const mostSignature, mostSignatureLines = 4, 20

// beforeSignature returns how many parts come before the signature of a message, which begins with
// a line of two hyphens (RFC 3676, section 4.3) or, as of mailing lists, with a rule.
func (m *reader) beforeSignature() int {
	lines := 0
	for i := len(m.parts) - 1; i > 0 && i >= len(m.parts)-mostSignature; i-- {
		p := m.parts[i]
		if lines += len(p.lines); lines > mostSignatureLines || p.formFeed {
			break
		}
		if p.kind == partRule {
			return i
		}
		if m.labelled(p) {
			break
		}
		if m.text[p.lines[0].start:p.lines[0].end] == "--" {
			return i
		}
	}
	return len(m.parts)
}

// labelled reports whether a paragraph begins like an entry of a list.
func (m *reader) labelled(p *part) bool {
	return p.kind == partText && m.lineLabel(p.lines, 0) > 0
}

// lineLabel returns the number that line i begins with, or consists of if another line follows; -1
// if there is none.
func (m *reader) lineLabel(lines []span, i int) int {
	s := m.text[lines[i].start:lines[i].end]
	if n := number(s); n > 0 && i+1 < len(lines) {
		return n
	}
	return number(labelOf(s).text)
}

// labelForm tells labels of one row from numbers that a line happens to begin with: how the label
// begins, and whether anything sets a plain number off.
func (m *reader) labelForm(l span) string {
	s := m.text[l.start:l.end]
	if isDigit(s[0]) {
		if labelOf(s).bare || number(s) > 0 {
			return "bare"
		}
		return "stopped"
	}
	if r, _ := utf8.DecodeRuneInString(s); r < utf8.RuneSelf {
		return s[:1]
	}
	return "sign"
}

// pageNotes makes notes of the entries in the zones of plain text: at a page's end only if the text
// has a marker for one of them.
func (m *reader) pageNotes() {
	if !m.plain {
		return
	}
	marked := map[string]bool{}
	for _, k := range m.marks {
		if k.inside() {
			for _, l := range k.labels {
				marked[l] = true
			}
		}
	}
	l := &list{checker.Footnote}
	last := 0
	for i := 0; i < len(m.parts); {
		j := i
		for j < len(m.parts) && m.parts[j].zone != zoneNone && !m.parts[j].gone && m.parts[j].zone == m.parts[i].zone && (j == i || !m.parts[j].formFeed) {
			j++
		}
		if j > i {
			last = m.zoneNotes(m.parts[i:j], l, last, marked)
		}
		i = max(j, i+1)
	}
}

// zoneNotes makes notes of the entries of one zone. It returns the last label taken.
func (m *reader) zoneNotes(parts []*part, l *list, last int, marked map[string]bool) int {
	labels, known := 0, 0
	for _, p := range parts {
		if e, ok := m.entry(p); ok {
			labels++
			if marked[e.label] {
				known++
			}
		}
	}
	if parts[0].zone == zoneEnd && known*2 < labels {
		return last
	}
	first := true
	for _, p := range parts {
		e, ok := m.entry(p)
		v := number(e.label)
		if !ok || v != 1 && v != last+1 && !(first && marked[e.label]) {
			continue
		}
		n := m.add(e.label, e.start, p.end, l.kind, checker.SyntaxList, formBracket)
		n.list = l
		m.cutLabel(p, e)
		n.take(p)
		last, first = v, false
	}
	return last
}

// inside reports whether k stands inside its block, not at its beginning.
func (k *mark) inside() bool { return len(k.part.pieces) > 0 && k.part.pieces[0].mark != k }

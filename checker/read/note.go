package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A note is a checker.Note in the making.
type note struct {
	*checker.Note
	form     form // of the markers that name it
	parts    []*part
	end      int
	inline   []piece // of an inline note
	list     *list   // the list that it is an entry of
	adjacent bool    // it stands right after another definition
}

// cutLines cuts off each line of a paragraph that begins as a note does. A line of hyphens right
// below prose makes a heading of it, to CommonMark; before a note it is a rule.
func (m *reader) cutLines() {
	all := make([]*part, 0, len(m.parts))
	for i, p := range m.parts {
		if p.setext && p.level == 2 && i+1 < len(m.parts) && m.parts[i+1].beginsAsNote(m) {
			p.kind, p.level, p.setext = partText, 0, false
			all = append(all, p, &part{kind: partRule, pos: p.end, end: p.end, container: p.container, def: p.def})
			continue
		}
		if p.kind != partText || p.block == checker.Cell || len(p.lines) < 2 {
			all = append(all, p)
			continue
		}
		lines := p.lines
		from := 0
		for i := 1; i <= len(lines); i++ {
			if i < len(lines) && !m.beginsNote(lines[i]) {
				continue
			}
			q := p
			if from > 0 {
				c := *p
				q = &c
				q.sameAs, q.first = true, false
				if p.def != nil {
					p.def.parts = append(p.def.parts, q)
				}
			}
			q.lines = lines[from:i]
			q.pos, q.end = q.lines[0].start, q.lines[len(q.lines)-1].end
			all = append(all, q)
			from = i
		}
	}
	m.parts = all
}

func (p *part) beginsAsNote(m *reader) bool {
	return p.kind == partText && len(p.lines) > 0 && m.beginsNote(p.lines[0])
}

// beginsNote reports whether a line begins with a superscript and text after it. It may err: what
// is no note in the end is put together again.
func (m *reader) beginsNote(l span) bool {
	s := m.text[l.start:l.end]
	if len(s) < 3 {
		return false
	}
	n := 0
	switch s[0] {
	case '<':
		if len(s) > 5 && strings.EqualFold(s[:4], "<sup") {
			if n = strings.Index(s[:min(len(s), 120)], "</sup>"); n > 0 {
				n += len("</sup>")
			}
		}
	case '^':
		if n = strings.IndexByte(s[1:min(len(s), 12)], '^'); n > 0 {
			n += 2
		}
	case '$':
		_, _, n = texSuperscript(s, "$", "$")
	case '\\':
		if _, _, n = texSuperscript(s, `\(`, `\)`); n == 0 {
			for n+1 < len(s) && s[n] == '\\' && s[n+1] == '*' {
				n += 2
			}
		}
	default:
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			if _, ok := superscriptDigit(r); !ok && !strings.ContainsRune("†‡‖", r) {
				break
			}
			n += size
		}
	}
	return n > 0 && n < len(s) && (s[n] == ' ' || s[n] == '\t')
}

// startMark returns the mark that p begins with, if it is one that may label a note.
func (p *part) startMark() *mark {
	if p.kind != partText || p.block == checker.Cell || len(p.pieces) < 2 {
		return nil
	}
	k := p.pieces[0].mark
	if k == nil || len(k.labels) != 1 || k.form != formSup && k.form != formSign && k.form != formSymbol {
		return nil
	}
	return k
}

// text returns what p says, without the marks; of a long part only the beginning.
func (p *part) lead(n int) string {
	var b strings.Builder
	for _, c := range p.pieces {
		if c.mark == nil {
			b.WriteString(c.run.Text)
		}
		if b.Len() >= n {
			break
		}
	}
	return b.String()
}

// tail returns the last n bytes or a little more of what p says.
func (p *part) tail(n int) string {
	t := ""
	for i := len(p.pieces) - 1; i >= 0 && len(t) < n; i-- {
		if c := p.pieces[i]; c.mark == nil {
			t = c.run.Text + t
		}
	}
	return t
}

// add makes a note of what begins at start.
func (m *reader) add(label string, start, end int, kind checker.NoteKind, syntax checker.Syntax, f form) *note {
	n := &note{Note: &checker.Note{Label: label, Kind: kind, Syntax: syntax}, form: f, end: end}
	n.Span.Start.Offset = start // made a place when the end is known
	m.notes = append(m.notes, n)
	return n
}

// take gives p to the note n.
func (n *note) take(p *part) {
	p.gone, p.owner = true, n
	n.parts = append(n.parts, p)
	n.end = max(n.end, p.end)
}

// lastPart returns the last part of n; nil if it has none.
func (n *note) lastPart() *part {
	if len(n.parts) == 0 {
		return nil
	}
	return n.parts[len(n.parts)-1]
}

// findNotes makes notes of definitions, of superscripts before paragraphs, of lists of notes and
// of inline notes. Notes are in the order of the source at the end of it.
func (m *reader) findNotes() {
	m.definedNotes()
	m.saidNotes()
	m.pairNotes()
	m.superscriptNotes()
	m.listNotes()
	m.pageNotes()
	for _, k := range m.marks {
		if k.form == formInline {
			n := &note{Note: k.note, form: formInline, inline: k.pieces, end: k.end}
			n.Span.Start.Offset = k.start
			m.notes = append(m.notes, n)
		}
	}
	sortNotes(m.notes)
}

func (m *reader) definedNotes() {
	inDef := map[*definition][]*part{}
	for _, p := range m.parts {
		if p.def != nil {
			inDef[p.def] = append(inDef[p.def], p)
		}
	}
	seen, stretch := map[string]bool{}, 0
	for _, d := range m.defs {
		if d.html {
			d.note = m.add(d.label, d.start, d.end, d.kind, checker.SyntaxHTML, formHTML)
			if seen[d.label] { // numbering begins again, as where chapters stand on one page
				clear(seen)
				stretch++
			}
			seen[d.label] = true
			d.note.Stretch = stretch
			parts := inDef[d]
			for len(parts) > 1 && (parts[0].lead(1) == "" || strings.Trim(parts[0].lead(20), "[](). ^↑\u00a0\n") == d.label) { // a cell of its own
				parts[0].gone = true
				parts = parts[1:]
			}
			if len(parts) > 0 {
				m.cutPrinted(parts[0], d.label)
				m.cutEmpty(parts[len(parts)-1])
			}
			for _, p := range parts {
				d.note.take(p)
			}
			continue
		}
		if m.wrapped(inDef[d], d) {
			continue
		}
		n := m.add(d.label, d.start, d.end, checker.Footnote, checker.SyntaxDefined, formDefined)
		if d.keyed {
			n.Kind, n.Syntax, n.form = checker.Bibliography, checker.SyntaxKeyed, formKeyed
		}
		for _, p := range inDef[d] {
			n.take(p)
		}
	}
	m.unwrap()
}

// drop takes a mark out of those that may be markers.
func (m *reader) drop(k *mark) { k.dropped = true }

// beginsLower reports whether a text begins in lower case: where it has no case, with a letter.
func beginsLower(s string) bool {
	for _, r := range s {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\ufeff' || r == '\u200b' {
			continue
		}
		return unicode.IsLower(r) || caseless(r)
	}
	return false
}

func caseless(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) && !unicode.IsTitle(r) && !unicode.Is(unicode.Lm, r)
}

// endsSentence reports whether a text ends in a terminal, with what may close after it.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"'”’»«“‘)]}›」』）】`, r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;。！？：；", r)
}

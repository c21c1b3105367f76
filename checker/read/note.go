package read

import (
	"slices"
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
func (m *markdown) cutLines() {
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

func (p *part) beginsAsNote(m *markdown) bool {
	return p.kind == partText && len(p.lines) > 0 && m.beginsNote(p.lines[0])
}

// beginsNote reports whether a line begins with a superscript and text after it. It may err: what
// is no note in the end is put together again.
func (m *markdown) beginsNote(l span) bool {
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
func (m *markdown) add(label string, start, end int, kind checker.NoteKind, syntax checker.Syntax, f form) *note {
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

// findNotes makes notes of definitions, of superscripts before paragraphs, of lists of notes and
// of inline notes. Notes are in the order of the source at the end of it.
func (m *markdown) findNotes() {
	m.definedNotes()
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

func (m *markdown) definedNotes() {
	inDef := map[*definition][]*part{}
	for _, p := range m.parts {
		if p.def != nil {
			inDef[p.def] = append(inDef[p.def], p)
		}
	}
	for _, d := range m.defs {
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

// wrapped makes notes of superscripts that a converter has put into one definition of its own, as
// in "[^0]: ${ }^{7}$ Roe": the superscripts are the labels that the text names. A superscript that
// repeats the definition's label is only taken out. It reports whether nothing is left of the
// definition.
func (m *markdown) wrapped(parts []*part, d *definition) bool {
	if d.keyed || len(parts) == 0 {
		return false
	}
	if k := parts[0].wrappedLabel(); k != nil && k.labels[0] == d.label {
		m.drop(k)
		parts[0].pieces = parts[0].pieces[1:]
		return false
	}
	if !slices.ContainsFunc(parts, func(p *part) bool { return p.wrappedLabel() != nil }) {
		return false
	}
	var n *note
	for _, p := range parts {
		k := p.wrappedLabel()
		star, isStar := starLabel(p)
		if k == nil && n == nil && !isStar {
			return false // text of the definition itself
		}
		if k != nil || isStar {
			start, label := d.start, star
			if n != nil {
				start = m.firstPlace(p)
			}
			adjacent := n != nil
			if k != nil {
				label = k.labels[0]
				m.drop(k)
				p.pieces = p.pieces[1:]
			}
			n = m.add(label, start, p.end, checker.Footnote, checker.SyntaxSuperscript, formSup)
			n.adjacent = adjacent
		}
		n.take(p)
	}
	if m.wrappers == nil {
		m.wrappers = map[string]bool{}
	}
	m.wrappers[foldLabel(d.label)] = true
	return true
}

// wrappedLabel returns the superscript that p begins with and that labels what follows.
func (p *part) wrappedLabel() *mark {
	k := p.startMark()
	if k == nil || number(k.labels[0]) < 0 && !isSymbol(k.labels[0]) {
		return nil
	}
	if rest, spaced := p.afterMark(); rest == "" || !spaced && !tight(rest) {
		return nil
	}
	return k
}

// starLabel takes the star off a part that begins with "* ".
func starLabel(p *part) (string, bool) {
	text := ""
	for i, c := range p.pieces {
		if c.mark != nil {
			break
		}
		if text += c.run.Text; len(text) > 4 {
			label, rest, ok := strings.Cut(text, " ")
			if !ok || !isSymbol(label) {
				break
			}
			for len(rest) < len(c.run.Text) && i > 0 { // the star is a piece of its own
				p.pieces, i = p.pieces[1:], i-1
			}
			p.pieces[0].run = cutRun(p.pieces[0].run, max(0, len(p.pieces[0].run.Text)-len(rest)))
			return label, true
		}
	}
	return "", false
}

// unwrap takes the markers of such definitions out of the text.
func (m *markdown) unwrap() {
	if m.wrappers == nil {
		return
	}
	for _, n := range m.notes {
		if n.form == formDefined {
			delete(m.wrappers, foldLabel(n.Label)) // it names a note too
		}
	}
	for _, k := range m.marks {
		if k.form == formDefined && m.wrappers[foldLabel(k.labels[0])] {
			m.drop(k)
			if len(k.part.pieces) == 1 && k.part.def == nil {
				k.part.gone = true
			}
		}
	}
}

// superscriptNotes finds paragraphs that begin with a superscript and are notes.
func (m *markdown) superscriptNotes() {
	marked := map[string]bool{} // labels that a marker within prose has
	starts := map[*mark]bool{}
	for _, p := range m.parts {
		if k := p.startMark(); k != nil && p.def == nil {
			starts[k] = true
		}
	}
	if len(starts) == 0 {
		return
	}
	for _, k := range m.marks {
		if !starts[k] && !k.form.strong() {
			for _, l := range k.labels {
				marked[l] = true
			}
		}
	}
	lastProse := -1
	for i, p := range m.parts {
		if p.def == nil && p.kind == partText && !starts[startOf(p)] {
			lastProse = i
		}
	}
	s := series{marked: marked}
	var last *note // the last definition found
	var before *part
	for i, p := range m.parts {
		if p.gone || p.def != nil {
			continue
		}
		k := p.startMark()
		if k == nil {
			if last != nil && before == last.lastPart() && p.kind == partCode && p.indented {
				last.take(m.rescan(p))
			} else {
				before = p
			}
			continue
		}
		rest, spaced := p.afterMark()
		if rest == "" || !spaced && !tight(rest) {
			before = p
			continue
		}
		bound := before != nil && (before.kind == partRule || before.isPageMark()) || last != nil && before == last.lastPart()
		var carried *part // a note's end that was carried over to the next page
		if !bound && last != nil && i >= 2 && m.carried(i-1, last) {
			carried, bound = m.parts[i-1], true
		}
		adjacent := last != nil && (before == last.lastPart() || carried != nil)
		has := marked[k.labels[0]]
		if !has && !bound && i < lastProse || !spaced && !(has && (bound || i > lastProse)) || !s.next(k.labels[0], adjacent, bound || i > lastProse) {
			before = p
			continue
		}
		if carried != nil { // prose stands between: it is no part of the note's place
			end := last.end
			last.take(carried)
			last.end = end
		}
		n := m.add(k.labels[0], k.start, p.end, checker.Footnote, checker.SyntaxSuperscript, k.form)
		if isSymbol(n.Label) {
			n.form = formSymbol
		} else {
			n.form = formSup
		}
		n.take(p)
		p.pieces = p.pieces[1:]
		m.drop(k)
		n.adjacent = adjacent
		last, before = n, p
	}
	m.carryOver()
}

func startOf(p *part) *mark {
	if k := p.startMark(); k != nil {
		return k
	}
	return nil
}

func (n *note) lastPart() *part {
	if len(n.parts) == 0 {
		return nil
	}
	return n.parts[len(n.parts)-1]
}

// afterMark returns what follows the mark that p begins with, and whether white space parts them.
func (p *part) afterMark() (rest string, spaced bool) {
	for _, c := range p.pieces[1:] {
		if c.mark == nil {
			rest += c.run.Text
		}
		if len(rest) > 40 {
			break
		}
	}
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	return trimmed, len(trimmed) < len(rest)
}

// tight reports whether a text right behind a superscript can be a note's: it begins with a word or
// a quotation mark, and not like the symbol of an element, as in "14C".
func tight(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("“\"‘'«„(", r) {
		return true
	}
	letters := 0
	for _, r := range s[size:] {
		if !unicode.IsLetter(r) {
			break
		}
		letters++
	}
	return unicode.IsUpper(r) && letters >= 2 || unicode.IsLetter(r) && !unicode.IsLower(r) && !unicode.IsUpper(r)
}

// A series decides by their labels which superscripts before a paragraph can be definitions.
type series struct {
	marked map[string]bool
	begun  bool
	value  int // the last number
	letter byte
}

// next reports whether label can be the next definition; adjacent says that it stands right after
// one, placed that it stands where notes stand.
func (s *series) next(label string, adjacent, placed bool) bool {
	if isSymbol(label) {
		return true
	}
	if v := number(label); v > 0 {
		ok := v == 1 || s.begun && v == s.value+1 ||
			s.marked[label] && (s.begun && v > s.value || adjacent || placed) ||
			adjacent && v == s.value
		if ok {
			s.begun, s.value = true, v
		}
		return ok
	}
	c := label[0] | 0x20
	if !s.marked[label] || c != 'a' && c != s.letter+1 && !adjacent {
		return false
	}
	s.letter = c
	return true
}

// isPageMark reports whether p is a mark that a converter leaves where a page ends.
func (p *part) isPageMark() bool { return p.pageMark }

// carried reports whether part i is the end of the note last, carried over to the head of the next
// block of notes: it stands right below that block's rule and begins in lower case.
func (m *markdown) carried(i int, last *note) bool {
	p, rule := m.parts[i], m.parts[i-1]
	if p.gone || p.kind != partText || rule.kind != partRule && !rule.isPageMark() {
		return false
	}
	return beginsLower(p.lead(20)) && !endsSentence(last.lastPart().tail(20))
}

// carryOver gives a note that stops in mid-sentence the paragraph after its block, if the prose
// before the block does not go on there.
func (m *markdown) carryOver() {
	for i := 1; i < len(m.parts); i++ {
		p, n := m.parts[i], m.parts[i-1].owner
		if n == nil || n.Syntax != checker.SyntaxSuperscript || m.parts[i-1] != n.lastPart() || p.gone || p.kind != partText || p.block != checker.Paragraph || !beginsLower(p.lead(20)) || endsSentence(n.lastPart().tail(20)) {
			continue
		}
		j := i - 1
		for j >= 0 && (m.parts[j].gone || m.parts[j].kind == partRule) {
			j--
		}
		if j >= 0 && m.parts[j].kind == partText && !endsSentence(m.parts[j].tail(20)) {
			continue // the prose goes on
		}
		n.take(p)
	}
}

// rescan reads the inside of indented code, which belongs to a note, as prose.
func (m *markdown) rescan(p *part) *part {
	p.kind, p.block = partText, checker.Paragraph
	for i, l := range p.lines {
		for l.start < l.end && isSpace(m.src[l.start]) {
			l.start++
		}
		p.lines[i] = l
	}
	f := flattener{s: m.scan(join(m.text, p.lines), modeMarkdown), part: p}
	f.flatten()
	return p
}

// drop takes a mark out of those that may be markers.
func (m *markdown) drop(k *mark) { k.dropped = true }

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

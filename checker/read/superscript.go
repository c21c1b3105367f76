package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// superscriptNotes finds paragraphs that begin with a superscript and are notes.
func (m *reader) superscriptNotes() {
	if m.page != nil && len(m.page.notes) > 0 {
		return // where links pair notes, they pair all
	}
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
		if p.def == nil && p.kind == partText && !starts[p.startMark()] {
			lastProse = i
		}
	}
	s := series{marked: marked}
	var last *note // the last definition found
	var before *part
	for i, p := range m.parts {
		if p.gone || p.def != nil || p.kind == partHTML && !p.pageMark && p.empty() {
			continue
		}
		k := p.startMark()
		if k == nil {
			if last != nil && before == last.lastPart() && p.kind == partCode && p.indented {
				last.take(m.rescan(p))
			}
			before = p
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
		if !has && !bound && (i < lastProse || p.sameAs) || !spaced && !(has && (bound || i > lastProse)) || !s.next(k.labels[0], adjacent, bound || i > lastProse) {
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
func (m *reader) carried(i int, last *note) bool {
	p, rule := m.parts[i], m.parts[i-1]
	if p.gone || p.kind != partText || rule.kind != partRule && !rule.isPageMark() {
		return false
	}
	return beginsLower(p.lead(20)) && !endsSentence(last.lastPart().tail(20))
}

// carryOver gives a note that stops in mid-sentence the paragraph after its block, if the prose
// before the block does not go on there.
func (m *reader) carryOver() {
	for i := 1; i < len(m.parts); i++ {
		p, n := m.parts[i], m.parts[i-1].owner
		if n == nil || n.Syntax != checker.SyntaxSuperscript || m.parts[i-1] != n.lastPart() || p.gone || p.kind != partText || p.block != checker.Paragraph || !beginsLower(p.lead(20)) || endsSentence(n.lastPart().tail(20)) || p.marksBeyond(n.Label) {
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

// marksBeyond reports whether p holds the marker of a note behind that with the label: then it is
// prose, and no end of that note.
func (p *part) marksBeyond(label string) bool {
	v := number(label)
	for _, c := range p.pieces {
		if k := c.mark; k != nil && v > 0 && (k.form == formSup || k.form == formSign) && number(k.labels[0]) == v+1 {
			return true
		}
	}
	return false
}

// rescan reads the inside of indented code, which belongs to a note, as prose.
func (m *reader) rescan(p *part) *part {
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

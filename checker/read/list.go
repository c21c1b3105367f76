package read

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A list is one section of notes or references.
type list struct{ kind checker.NoteKind }

// listHeadings are the headings of such sections, folded.
var listHeadings = func() map[string]checker.NoteKind {
	kinds := map[string]checker.NoteKind{}
	add := func(kind checker.NoteKind, names string) {
		for name := range strings.SplitSeq(names, ",") {
			kinds[match.Fold(name)] = kind
		}
	}
	add(checker.Endnote, "notes,endnotes,end notes,footnotes,foot notes,notes and references,anmerkungen,endnoten,fußnoten,fussnoten,"+
		"notes de bas de page,notes de fin,notas,notas al pie,notas de rodapé,note,noten,voetnoten,eindnoten,"+
		"примечания,сноски,примітки,przypisy,dipnotlar,notlar,注释,注釋,脚注,尾注,注,註,각주,미주")
	add(checker.Bibliography, "references,references and notes,bibliography,works cited,sources,literatur,literaturverzeichnis,quellen,"+
		"quellenverzeichnis,références,bibliographie,referencias,bibliografía,fuentes,riferimenti,bibliografia,referências,"+
		"literatuur,bronnen,литература,список литературы,источники,джерела,література,źródła,kaynakça,kaynaklar,参考文献,參考文獻,참고문헌")
	return kinds
}()

var numbering = match.NewPattern(`^(?:\d{1,3}(?:\.\d{1,3})*\.?|[IVXLC]{1,6}\.|[A-Z]\.|第?[一二三四五六七八九十]{1,3}[、.．])\s*`)

// listKind returns which kind of section a heading opens; empty if none.
func listKind(s string) checker.NoteKind {
	if len(s) > 80 {
		return ""
	}
	s = strings.TrimSpace(strings.Trim(collapse(s), "*_#:： "))
	if kind := listHeadings[match.Fold(s)]; kind != "" {
		return kind
	}
	return listHeadings[match.Fold(numbering.ReplaceAllString(s, ""))]
}

// listHead returns which kind of section part i opens, and the level of its heading: 7 for a line
// that stands alone.
func (m *reader) listHead(i int) (checker.NoteKind, int) {
	p := m.parts[i]
	if p.gone || p.def != nil || p.kind != partHeading && (p.kind != partText || p.block != checker.Paragraph) || len(p.lines) == 0 {
		return "", 0
	}
	if p.kind == partHeading {
		return listKind(p.lead(100)), p.level
	}
	if len(p.lines) > 1 {
		return "", 0
	}
	text := p.lead(100)
	if kind := listKind(text); kind != "" && !strings.EqualFold(strings.Trim(text, ":* "), "note") && (p.allBold() || m.plain || text == strings.ToUpper(text) || caseless(firstLetter(text)) || m.entryFollows(i)) {
		return kind, 7
	}
	return "", 0
}

func (p *part) allBold() bool {
	for _, c := range p.pieces {
		if c.mark != nil || strings.TrimSpace(c.run.Text) != "" && c.run.Style&checker.Bold == 0 {
			return false
		}
	}
	return true
}

// entryFollows reports whether the part after i begins like an entry that bears the number 1.
func (m *reader) entryFollows(i int) bool {
	if i+1 >= len(m.parts) {
		return false
	}
	e, ok := m.entry(m.parts[i+1])
	return ok && e.label == "1"
}

// cutLists parts the lines of paragraphs below the heading of a list, where each line begins an
// entry, and a heading that stands in one paragraph with its list.
func (m *reader) cutLists() {
	all := make([]*part, 0, len(m.parts))
	in, level := false, 0
	for _, p := range m.parts {
		if p.kind == partHeading {
			if in && p.level <= level {
				in = false
			}
			if len(p.lines) == 1 && listKind(m.text[p.lines[0].start:p.lines[0].end]) != "" {
				in, level = true, p.level
			}
			all = append(all, p)
			continue
		}
		if p.kind != partText || p.block != checker.Paragraph || p.def != nil || len(p.lines) == 0 {
			all = append(all, p)
			continue
		}
		line := func(i int) string { return m.text[p.lines[i].start:p.lines[i].end] }
		from := 0
		if first := line(0); len(first) < 80 && listKind(first) != "" {
			if len(p.lines) == 1 || labelOf(line(1)).end > 0 {
				in, level = true, 7
			}
		}
		if !in {
			all = append(all, p)
			continue
		}
		enclosed := beginsEntry(line(0)) && !isDigit(line(0)[0])
		for i := 1; i <= len(p.lines); i++ {
			if i < len(p.lines) && (!beginsEntry(line(i)) || enclosed && m.labelForm(p.lines[i]) == "bare") {
				continue // "3 May 1911" among [1] and [2]
			}
			c := *p
			c.lines = p.lines[from:i]
			c.sameAs = p.sameAs || from > 0
			c.pos, c.end = c.lines[0].start, c.lines[len(c.lines)-1].end
			all = append(all, &c)
			from = i
		}
	}
	m.parts = all
}

// beginsEntry reports whether a line begins an entry, or is the label of an empty one in brackets.
func beginsEntry(line string) bool {
	if labelOf(line).end > 0 {
		return true
	}
	line = strings.TrimSpace(line)
	return line != "" && !isDigit(line[0]) && len(line) <= 12 && labelOf(line+" x").end == len(line)+1
}

// widePairs are the brackets of Chinese and Japanese in which a label may stand.
var widePairs = [...][2]string{{"（", "）"}, {"［", "］"}, {"〔", "〕"}, {"【", "】"}}

// A label is how an entry begins: "1.", "[1]", "¹".
type label struct {
	text string
	end  int  // where what follows the label and white space begins
	bare bool // nothing but white space follows the number
}

// labelOf reads the label at the start of a line; end is zero if there is none.
func labelOf(s string) label {
	i := 0
	escaped := func(c byte) bool {
		if i < len(s) && s[i] == '\\' && i+1 < len(s) && s[i+1] == c {
			i++
		}
		return i < len(s) && s[i] == c
	}
	closer := byte(0)
	switch {
	case escaped('['):
		closer = ']'
		i++
	case escaped('('):
		closer = ')'
		i++
	default:
		i = 0
	}
	from := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	text := s[from:i]
	if text == "" && closer == 0 {
		return signLabel(s)
	}
	if number(text) < 0 {
		return label{}
	}
	bare := false
	switch {
	case closer != 0:
		if !escaped(closer) {
			return label{}
		}
		i++
		if i < len(s) && s[i] == '.' {
			i++
		}
	case escaped('.') || escaped(')') || escaped(':'):
		i++
	case i < len(s) && !isSpace(s[i]) && s[i] != '\t':
		return label{}
	case len(text) > 3:
		return label{} // "1998 was a year"
	default:
		bare = true
	}
	end := skipSpace(s, i)
	if end == i && closer == 0 || end == len(s) {
		return label{}
	}
	return label{text, end, bare}
}

// wideLabel reads "（1）" and kin, as Chinese and Japanese print them.
func wideLabel(s, inner, closer string) label {
	i := 0
	for i < len(inner) && isDigit(inner[i]) {
		i++
	}
	if number(inner[:i]) < 0 || !strings.HasPrefix(inner[i:], closer) {
		return label{}
	}
	end := skipSpace(s, len(s)-len(inner)+i+len(closer))
	if end == len(s) {
		return label{}
	}
	return label{text: inner[:i], end: end}
}

// signLabel reads "¹", "①" or "（1）".
func signLabel(s string) label {
	for _, pair := range widePairs {
		if inner, ok := strings.CutPrefix(s, pair[0]); ok {
			return wideLabel(s, inner, pair[1])
		}
	}
	var digits []byte
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if d, ok := superscriptDigit(r); ok {
			digits = append(digits, d)
		} else if r >= '①' && r <= '⑳' && i == 0 {
			digits = strconv.AppendInt(nil, int64(r-'①'+1), 10)
			i += size
			break
		} else {
			break
		}
		i += size
	}
	if len(digits) == 0 || number(string(digits)) < 0 {
		return label{}
	}
	end := skipSpace(s, i)
	if end == len(s) {
		return label{}
	}
	return label{text: string(digits), end: end}
}

// An entry is how a part begins an entry of a list.
type entry struct {
	label string
	cut   int   // bytes of its first run that are the label
	mark  *mark // or the mark that is the label
	start int
	bare  bool // nothing sets the number off
	alone bool // nothing stands beside it
}

// follows reports whether the entry that p begins can come after the label last: where nothing but
// a number at the start of a line speaks for it, it has to be the next.
func (e entry) follows(last string, p *part) bool {
	v := number(e.label)
	return v < 0 || p.numbered && p.first || !e.bare && !p.sameAs || v == max(number(last), 0)+1
}

// entry reports how p begins an entry with a label.
func (m *reader) entry(p *part) (entry, bool) {
	if p.kind != partText || p.block == checker.Cell || len(p.pieces) == 0 {
		return entry{}, false
	}
	if p.numbered && p.first {
		e := entry{label: strconv.Itoa(p.number), start: m.itemStart(p)}
		if again, ok := m.printed(p); ok && m.page != nil && again.label == e.label {
			e.cut, e.alone = again.cut, again.alone
		}
		return e, true
	}
	if k := p.pieces[0].mark; k != nil {
		if len(k.labels) == 1 && k.form != formWeak && !k.form.strong() && len(p.pieces) > 1 {
			if rest, _ := p.restAfter(k); rest != "" {
				return entry{label: k.labels[0], mark: k, start: k.start}, true
			}
		}
		return entry{}, false
	}
	return m.printed(p)
}

// printed reads the label that the text of p begins with.
func (m *reader) printed(p *part) (entry, bool) {
	lead := ""
	for _, c := range p.pieces {
		if c.mark != nil || c.run.Link != nil {
			break
		}
		if lead += c.run.Text; len(lead) > 12 {
			break
		}
	}
	if m.page != nil && len(lead) < 8 {
		if l := labelOf(strings.TrimSpace(lead) + " x"); l.end == len(strings.TrimSpace(lead))+1 && p.lead(12) == lead {
			return entry{label: l.text, cut: len(lead), start: p.pieces[0].run.Start, bare: l.bare, alone: true}, true
		}
	}
	if len(lead) < 12 {
		lead += "x" // a link or a mark follows
	}
	if l := labelOf(lead); l.end > 0 && !(m.page != nil && l.bare && beginsLower(lead[min(l.end, len(lead)):])) { // "2 cups"
		return entry{label: l.text, cut: l.end, start: p.pieces[0].run.Start, bare: l.bare}, true
	}
	return entry{}, false
}

// restAfter returns some of what follows the mark k that p begins with.
func (p *part) restAfter(k *mark) (string, bool) {
	if len(p.pieces) < 2 {
		return "", false
	}
	for _, c := range p.pieces[1:] {
		if c.mark != nil {
			return "x", true
		}
		if t := strings.TrimLeft(c.run.Text, " .:"); t != "" {
			return t, true
		}
	}
	return "", false
}

// itemStart returns where the marker of the list item that p begins stands.
func (m *reader) itemStart(p *part) int {
	i := p.pos
	for i > 0 && m.src[i-1] != '\n' && (isSpace(m.src[i-1]) || m.src[i-1] == '.' || m.src[i-1] == ')' || isDigit(m.src[i-1])) {
		i--
	}
	for i < p.pos && isSpace(m.src[i]) {
		i++
	}
	return i
}

// cutLabel takes the label of an entry out of its pieces.
func (m *reader) cutLabel(p *part, e entry) {
	if e.mark != nil {
		m.drop(e.mark)
		p.pieces = p.pieces[1:]
		if len(p.pieces) > 0 && p.pieces[0].mark == nil {
			p.pieces[0].run = cutRun(p.pieces[0].run, len(p.pieces[0].run.Text)-len(strings.TrimLeft(p.pieces[0].run.Text, ". ")))
		}
		return
	}
	n := e.cut
	for n > 0 && len(p.pieces) > 0 && p.pieces[0].mark == nil {
		r := &p.pieces[0].run
		if len(r.Text) > n {
			*r = cutRun(*r, n)
			return
		}
		n -= len(r.Text)
		p.pieces = p.pieces[1:]
	}
}

// cutRun takes n bytes off the head of a run.
func cutRun(r checker.Run, n int) checker.Run {
	if len(r.Text) == r.End-r.Start {
		r.Start += n
	}
	r.Text = r.Text[n:]
	return r
}

// listNotes makes notes of the entries below a heading such as Notes or References.
func (m *reader) listNotes() {
	for i := 0; i < len(m.parts); i++ {
		kind, level := m.listHead(i)
		if kind == "" || level == 7 && m.belowTable(i) && !m.marksNumber() {
			continue
		}
		end, outside := i+1, m.sectionEnd(i)
		for end < len(m.parts) && (m.parts[end].kind != partHeading || m.parts[end].level > level) && (m.page == nil || m.parts[end].fromNode < outside) {
			if k, _ := m.listHead(end); k != "" && m.parts[end].kind != partHeading {
				break
			}
			end++
		}
		m.section(m.parts[i+1:end], &list{kind})
		i = end - 1
	}
}

// belowTable reports whether part i stands right below a table: what it heads are remarks on that.
func (m *reader) belowTable(i int) bool {
	return i > 0 && m.parts[i-1].kind == partText && m.parts[i-1].block == checker.Cell
}

// marksNumber reports whether a mark inside of the text has a number, so that a list may be asked for.
func (m *reader) marksNumber() bool {
	return slices.ContainsFunc(m.marks, func(k *mark) bool {
		return !k.form.strong() && !k.dropped && number(k.labels[0]) > 0
	})
}

// saysNothing reports whether p is a paragraph of prose, not an entry: a sentence in lower case without
// figure, link, italics or quotation.
func (p *part) saysNothing() bool {
	if p.block != checker.Paragraph {
		return false
	}
	words, lower := 0, 0
	for i, c := range p.pieces {
		if c.mark != nil || c.run.Link != nil || c.run.Style != 0 || strings.ContainsAny(c.run.Text, "0123456789“”«»„\"") {
			return false
		}
		for j, w := range strings.Fields(c.run.Text) {
			if words++; beginsLower(w) {
				lower++
			} else if i == 0 && j == 1 {
				return false // Lund Harbour Board
			}
		}
	}
	return words >= 6 && 4*lower >= 3*words && endsSentence(p.tail(8)) && !caseless(firstLetter(p.lead(8)))
}

// sectionEnd returns the node of a page of HTML where the section of the heading i has ended; zero
// in other formats.
func (m *reader) sectionEnd(i int) int32 {
	if m.page == nil {
		return 0
	}
	return m.page.sectionEnd(m.parts[i].fromNode)
}

// section makes notes of the parts of one section.
func (m *reader) section(parts []*part, l *list) {
	defined := false
	for _, p := range parts {
		if n := p.owner; n != nil {
			defined = true
			if n.Kind == checker.Footnote {
				n.Kind = l.kind
			}
		}
	}
	labelled, last, label, bare := 0, -1, "", 0
	for i, p := range parts {
		if p.gone {
			continue
		}
		if e, ok := m.entry(p); ok && (labelled > 0 || number(e.label) <= 1 || p.numbered) && e.follows(label, p) {
			labelled++
			last, label = i, e.label
			if e.bare {
				bare++
			}
		}
	}
	switch {
	case labelled == 1 && bare == 1 && m.page != nil: // "1 cup of salt"
	case labelled > 0:
		m.labelledEntries(parts, l, last)
	case !defined && l.kind == checker.Bibliography:
		m.plainEntries(parts, l)
	}
}

// plainEntries makes a note of each paragraph or item.
func (m *reader) plainEntries(parts []*part, l *list) {
	var n *note
	for i, p := range parts {
		if p.gone || p.kind != partText || p.block == checker.Cell || strings.TrimSpace(p.lead(1)) == "" || p.leadsIn() || p.saysNothing() || strings.HasPrefix(p.lead(4), "©") {
			continue
		}
		if p.block == checker.Item && !p.first && n != nil && parts[i-1] == n.lastPart() {
			n.take(p)
			continue
		}
		if m.page != nil && p.block != checker.Item && n != nil && n.parts[0].block == checker.Item {
			return // the list has come to its end
		}
		n = m.add("", m.firstPlace(p), p.end, l.kind, checker.SyntaxList, formBracket)
		n.list = l
		n.take(p)
	}
}

// leadsIn reports whether p only announces what comes next.
func (p *part) leadsIn() bool {
	return p.block == checker.Paragraph && strings.HasSuffix(strings.TrimSpace(p.tail(8)), ":")
}

// label returns the label of n; of no note, none.
func (n *note) label() string {
	if n == nil {
		return ""
	}
	return n.Label
}

// labelledEntries makes notes of entries that bear labels, the last of which is parts[last].
func (m *reader) labelledEntries(parts []*part, l *list, last int) {
	var n *note
	var container int
	alone := false // only the label of the note was read
	for i, p := range parts {
		if p.gone || p.kind == partRule || p.kind == partHeading || p.empty() {
			continue
		}
		if e, ok := m.entry(p); ok && i <= last && e.follows(n.label(), p) && (n == nil || p.container == container || !p.numbered || p.level <= 1) {
			n = m.add(e.label, e.start, p.end, l.kind, checker.SyntaxList, formBracket)
			n.list = l
			m.cutLabel(p, e)
			n.take(p)
			container, alone = p.container, e.alone
			continue
		}
		if alone && p.kind == partText && parts[i-1] == n.lastPart() {
			alone = false
			n.take(p)
			continue
		}
		if n == nil || p.kind != partText && p.kind != partCode || p.block == checker.Cell || parts[i-1] != n.lastPart() {
			continue // what stands apart from the note is no part of it
		}
		if inItem := p.container == container && p.block == checker.Item; inItem || p.sameAs || i < last || beginsLower(p.lead(24)) && !endsSentence(n.lastPart().tail(24)) {
			n.take(p)
		}
	}
}

package read

import (
	"regexp"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// saidHead is how transcribed books print a note where it stands or at the end of its chapter, in
// brackets and with the word for it: [Footnote 1: See the log.], as the transcribers of Project
// Gutenberg do in several languages.
var saidHead = regexp.MustCompile(`\[(?:Footnote|Note|Fußnote|Fussnote|Anmerkung|Nota|Voetnoot|Alaviite|Przypis) (\d{1,4}|[A-Za-z]):[ \n\t]`)

// mostSaid is how many paragraphs such a note may have.
const mostSaid = 40

// cutSaid parts the paragraphs in which notes in brackets stand at the brackets, and keeps their labels.
// The places of a page of HTML are not parted.
func (m *reader) cutSaid() {
	heads := saidHead.FindAllStringSubmatchIndex(m.text, -1)
	if len(heads) == 0 {
		return
	}
	said := map[string]bool{}
	for _, h := range heads {
		if label := m.text[h[2]:h[3]]; strings.Contains(m.text, "["+label+"]") {
			said[label] = true
		}
	}
	if len(said) == 0 {
		return
	}
	if m.said = said; m.page != nil {
		return
	}
	all := make([]*part, 0, len(m.parts))
	depth := 0 // of the brackets of a note that goes on
	for _, p := range m.parts {
		if p.kind != partText || p.block == checker.Cell || len(p.lines) == 0 {
			all = append(all, p)
			depth = 0
			continue
		}
		var cuts []int
		for _, l := range p.lines {
			for i := l.start; i < l.end; i++ {
				switch c := m.text[i]; {
				case depth == 0 && c == '[' && saidAt(heads, i):
					cuts, depth = append(cuts, i), 1
				case depth > 0 && c == '[':
					depth++
				case depth > 0 && c == ']':
					if depth--; depth == 0 {
						cuts = append(cuts, i+1)
					}
				}
			}
		}
		all = append(all, p.cutAt(m.text, cuts)...)
	}
	m.parts = all
}

// saidAt reports whether the head of a note begins at byte i.
func saidAt(heads [][]int, i int) bool {
	_, ok := slices.BinarySearchFunc(heads, i, func(h []int, i int) int { return h[0] - i })
	return ok
}

// cutAt parts p at offsets in the source, which are in order. Pieces without text fall away.
func (p *part) cutAt(text string, cuts []int) []*part {
	if len(cuts) == 0 {
		return []*part{p}
	}
	var all []*part
	lines, from := p.lines, 0
	for _, cut := range append(cuts, p.lines[len(p.lines)-1].end) {
		c := *p
		c.lines = nil
		for _, l := range lines {
			a, b := max(l.start, from), min(l.end, cut)
			for a < b && isSpace(text[a]) {
				a++
			}
			for b > a && b == cut && isSpace(text[b-1]) {
				b--
			}
			if a < b {
				c.lines = append(c.lines, span{a, b})
			}
		}
		from = cut
		if len(c.lines) == 0 {
			continue
		}
		c.pos, c.end = c.lines[0].start, c.lines[len(c.lines)-1].end
		if len(all) > 0 {
			c.sameAs, c.first = true, false
		} else {
			c.pos = p.pos
		}
		all = append(all, &c)
	}
	if p.def != nil {
		p.def.parts = append(slices.DeleteFunc(p.def.parts, func(q *part) bool { return q == p }), all...)
	}
	return all
}

// saidNotes makes notes of what stands in brackets behind the word for a note, if the text has a mark
// for one of them.
func (m *reader) saidNotes() {
	if len(m.said) == 0 || !slices.ContainsFunc(m.marks, func(k *mark) bool {
		return k.form == formBracket && slices.ContainsFunc(k.labels, func(l string) bool { return m.said[l] })
	}) {
		return
	}
	seen, stretch := map[string]bool{}, 0
	for _, n := range m.notes {
		stretch = max(stretch, n.Stretch+1)
	}
	for i := 0; i < len(m.parts); i++ {
		p := m.parts[i]
		if p.gone || p.kind != partText || p.block == checker.Cell {
			continue
		}
		lead := p.lead(60)
		h := saidHead.FindStringSubmatchIndex(lead + " ")
		if h == nil || strings.TrimSpace(lead[:h[0]]) != "" {
			continue
		}
		last := m.saidEnd(i)
		if last < i {
			continue
		}
		label := lead[h[2]:h[3]]
		if seen[label] {
			clear(seen)
			stretch++
		}
		seen[label] = true
		n := m.add(label, m.firstPlace(p), p.end, checker.Footnote, checker.SyntaxList, formSaid)
		n.Stretch = stretch
		m.cutLabel(p, entry{cut: min(h[1], len(lead))})
		for ; i <= last; i++ {
			n.take(m.parts[i])
		}
		i = last
		m.parts[last].cutLast(']')
	}
}

// saidEnd returns the part in which the bracket that begins part i is closed, at its end; -1 if none is
// found.
func (m *reader) saidEnd(i int) int {
	depth := 0
	for k := i; k < len(m.parts) && k < i+mostSaid; k++ {
		p := m.parts[k]
		if p.gone || p.kind != partText || k > i && saidHead.MatchString(p.lead(60)[:min(16, len(p.lead(60)))]) {
			return -1
		}
		text := p.tail(p.end - p.pos + 1)
		depth += strings.Count(text, "[") - strings.Count(text, "]")
		if depth <= 0 {
			if !strings.HasSuffix(strings.TrimSpace(text), "]") {
				return -1
			}
			return k
		}
	}
	return -1
}

// cutLast takes the byte c, and white space behind it, off the end of what p says.
func (p *part) cutLast(c byte) {
	for k := len(p.pieces) - 1; k >= 0 && p.pieces[k].mark == nil; k-- {
		r := &p.pieces[k].run
		t := strings.TrimRight(r.Text, " \n\t")
		found := t != "" && t[len(t)-1] == c
		if found {
			t = t[:len(t)-1]
		}
		if len(r.Text) == r.End-r.Start {
			r.End -= len(r.Text) - len(t)
		}
		if r.Text = t; t != "" || found {
			return
		}
	}
}

// linkSaid links the marks in brackets with the first note of their label behind them.
func (m *reader) linkSaid() {
	from := map[string]int{} // the end of the note before that has the label
	var marks []*mark
	for _, k := range m.marks {
		if k.form == formBracket && k.markers == nil && !k.dropped {
			marks = append(marks, k)
		}
	}
	for _, n := range m.notes {
		if n.form != formSaid {
			continue
		}
		at := n.Span.Start.Offset
		first, _ := slices.BinarySearchFunc(marks, from[n.Label], func(k *mark, at int) int { return k.start - at })
		for _, k := range marks[first:] {
			if k.start >= at {
				break
			}
			if slices.Contains(k.labels, n.Label) {
				m.bind(k, n.Note)
			}
		}
		from[n.Label] = n.end
	}
}

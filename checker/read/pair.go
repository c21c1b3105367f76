package read

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A marker and its note may be told by the links that a renderer put on them: [1](#fn1) in the
// prose and [1](#fnref1), or [↩](#fnref1), in the note. Converters keep these links.

// pairLabel returns the label that the words of a link are, if they can be a marker's.
func pairLabel(text string) string {
	text = strings.TrimSpace(text)
	text = strings.TrimSpace(strings.Trim(text, "[](){}"))
	if number(text) > 0 || isSymbol(text) || len(text) == 1 && isAlpha(text[0]) {
		return text
	}
	return ""
}

// isFragment reports whether a link leads to a place in the document itself: written so, or with
// the document's address and a name that renderers give to notes.
func isFragment(l *checker.Link) bool {
	if strings.HasPrefix(l.Target, "#") {
		return len(l.Target) > 1
	}
	name := strings.TrimLeft(strings.ToLower(l.Fragment), "_-")
	for _, p := range []string{"fn", "ftn", "edn", "footnote", "endnote", "note", "cite_", "cite-", "sdfootnote", "sdendnote", "easy-footnote"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// isBackLink reports whether the words of a link lead back from a note: "↩".
func isBackLink(l *checker.Link) bool {
	switch strings.Trim(l.Text, " \ufe0e\ufe0f[]()") {
	case "↩", "↑", "^", "⏎", "↵", "⤴", "↰", "back", "Back", "return", "jump up", "Jump up":
		return isFragment(l)
	}
	return false
}

// pairMark makes a mark of the link that o closes, if its words can be a marker's.
func (f *flattener) pairMark(o openLink) {
	if f.s.m.page != nil || f.skip > 0 || o.from < 0 || o.from > len(f.to) || o.depth != len(f.stack) || !isFragment(o.link) {
		return
	}
	f.cutStop(&o)
	label := pairLabel(o.link.Text)
	if label == "" {
		return
	}
	shown := f.to[o.from:]
	for _, c := range shown {
		if c.mark != nil && c.mark.form.strong() {
			return
		}
	}
	k := &mark{form: formPair, labels: []string{label}, href: o.link.Fragment}
	for _, c := range shown {
		if c.mark != nil {
			c.mark.dropped = true // [<sup>1</sup>](#fn1) is one mark
			k.shown = append(k.shown, c.mark.shown...)
			continue
		}
		k.shown = append(k.shown, c)
	}
	k.start, k.end = o.at, o.end
	k.part = f.out[len(f.out)-1]
	f.s.m.marks = append(f.s.m.marks, k)
	f.to = append(f.to[:o.from], piece{mark: k})
}

// cutStop parts the stop of a sentence from a label behind it, where a converter put both into the
// link: port[.2](#page-3-0).
func (f *flattener) cutStop(o *openLink) {
	rest := strings.TrimLeft(o.link.Text, ".,;:!?”’\"")
	cut := len(o.link.Text) - len(rest)
	if cut == 0 || number(rest) < 0 || o.from >= len(f.to) || f.to[o.from].mark != nil || !strings.HasPrefix(f.to[o.from].run.Text, o.link.Text[:cut]) {
		return
	}
	stop := f.to[o.from]
	if len(stop.run.Text) != stop.run.End-stop.run.Start {
		return
	}
	number := stop
	stop.run.Text, stop.run.Link = stop.run.Text[:cut], nil
	stop.run.End = stop.run.Start + cut
	number.run = cutRun(number.run, cut)
	f.to = append(f.to[:o.from], append([]piece{stop, number}, f.to[o.from+1:]...)...)
	link := *o.link
	link.Text = rest
	o.link, o.at = &link, stop.run.End
	o.from++
}

// pairNotes makes notes of the paragraphs and items that fragment links lead to and that link back.
func (m *reader) pairNotes() {
	if m.page != nil {
		return // they are paired by where the links lead
	}
	wanted := map[string][]*mark{} // the marks within the prose, by label
	starts := map[*part]*mark{}
	for _, p := range m.parts {
		if k := p.startPair(); k != nil {
			starts[p] = k
		}
	}
	for _, k := range m.marks {
		if k.href != "" && starts[k.part] != k && !k.dropped {
			wanted[k.labels[0]] = append(wanted[k.labels[0]], k)
		}
	}
	if len(wanted) == 0 {
		return
	}
	m.pairs = map[string][]*note{}
	for i, p := range m.parts {
		if p.gone || p.def != nil || p.kind != partText && p.kind != partHTML || p.block == checker.Cell {
			continue
		}
		label, start := "", m.placeOf(p)
		back := p.backLinks()
		var more *part // the text of a note whose label stands alone
		if k := starts[p]; k != nil {
			if label = k.labels[0]; !before(wanted[label], k) || wanted[label][0].href == k.href {
				continue
			}
			if !p.saysMore() {
				if i+1 == len(m.parts) || starts[m.parts[i+1]] != nil || m.parts[i+1].kind != partText {
					continue
				}
				more = m.parts[i+1]
			}
			m.cutLabel(p, entry{mark: k})
		} else if e, ok := m.entry(p); ok && before(wanted[e.label], &mark{start: start}) && (len(back) > 0 || m.holds(p, wanted[e.label])) {
			label, start = e.label, min(start, e.start)
			m.cutLabel(p, e)
		} else {
			continue
		}
		n := m.add(label, start, p.end, checker.Footnote, checker.SyntaxHTML, formPair)
		for _, i := range p.backLinks() {
			p.pieces[i].run.Text, p.pieces[i].run.Link = "", nil
			p.pieces[i].run.End = p.pieces[i].run.Start
		}
		n.take(p)
		if more != nil {
			n.take(more)
		}
		m.pairs[label] = append(m.pairs[label], n)
	}
}

// startPair returns the mark of a link that p begins with.
func (p *part) startPair() *mark {
	if len(p.pieces) > 0 && p.pieces[0].mark != nil && p.pieces[0].mark.href != "" && !p.pieces[0].mark.dropped {
		return p.pieces[0].mark
	}
	return nil
}

// before reports whether one of the marks stands before k.
func before(marks []*mark, k *mark) bool { return len(marks) > 0 && marks[0].start < k.start }

func (m *reader) placeOf(p *part) int {
	if len(p.pieces) > 0 {
		return m.firstPlace(p)
	}
	return p.pos
}

// saysMore reports whether words follow the mark that p begins with.
func (p *part) saysMore() bool {
	for _, c := range p.pieces[1:] {
		if c.mark == nil && strings.TrimSpace(c.run.Text) != "" {
			return true
		}
	}
	return false
}

// backLinks returns the pieces of p that lead back from a note.
func (p *part) backLinks() []int {
	var all []int
	for i, c := range p.pieces {
		if c.mark == nil && c.run.Link != nil && utf8.RuneCountInString(c.run.Link.Text) < 10 && isBackLink(c.run.Link) {
			all = append(all, i)
		}
	}
	return all
}

// holds reports whether an element that one of the marks names stands in p.
func (m *reader) holds(p *part, marks []*mark) bool {
	for _, k := range marks {
		if at, ok := m.idAt[k.href]; ok && at >= p.pos && at < p.end {
			return true
		}
	}
	return false
}

// linkPairs links the marks that links pair with notes: where a label is used again, with the next
// such note after the mark.
func (m *reader) linkPairs() {
	for _, k := range m.marks {
		if k.href == "" || k.dropped || k.markers != nil {
			continue
		}
		var to *note
		for _, n := range m.pairs[k.labels[0]] {
			if to = n; n.Span.Start.Offset > k.start {
				break
			}
		}
		if to != nil {
			m.bind(k, to.Note)
		}
	}
}

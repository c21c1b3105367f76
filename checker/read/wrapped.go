package read

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// wrapped makes notes of superscripts that a converter has put into one definition of its own, as
// in "[^0]: ${ }^{7}$ Roe": the superscripts are the labels that the text names. A superscript that
// repeats the definition's label is only taken out. It reports whether nothing is left of the
// definition.
func (m *reader) wrapped(parts []*part, d *definition) bool {
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
func (m *reader) unwrap() {
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

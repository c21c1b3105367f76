package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// cutPrinted takes the printed label off the head of a note's first part.
func (m *reader) cutPrinted(p *part, label string) {
	text := p.lead(40)
	rest := strings.TrimLeftFunc(text, unicode.IsSpace)
	for _, empty := range []string{"[]", "()"} { // around a link that was taken out
		if t := strings.TrimLeft(rest, empty[:1]+" "); strings.HasPrefix(t, empty[1:]) {
			rest = t[1:]
		}
	}
	for {
		t := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("^↑↩:", r) || r == '.' })
		if t == rest {
			break
		}
		rest = t
	}
	if t, ok := cutLabelText(rest, label); ok {
		rest = t
	}
	m.cutLabel(p, entry{cut: len(text) - len(rest)})
	if len(p.pieces) > 1 && p.pieces[0].mark != nil && !p.pieces[0].mark.form.strong() && p.pieces[0].mark.labels[0] == label {
		m.drop(p.pieces[0].mark)
		p.pieces = p.pieces[1:]
		if n := len(p.lead(8)) - len(strings.TrimLeft(p.lead(8), " .:")); n > 0 {
			m.cutLabel(p, entry{cut: n})
		}
	}
}

// cutEmpty takes brackets that are empty since a link back was taken out off the end of a note.
func (m *reader) cutEmpty(p *part) {
	for i := len(p.pieces) - 1; i > 0 && p.pieces[i].mark == nil && p.pieces[i-1].mark == nil; i-- {
		a, b := &p.pieces[i-1].run, &p.pieces[i].run
		switch strings.TrimSpace(b.Text) {
		case "":
			continue
		case "]", ")":
			t := strings.TrimRight(a.Text, " \u00a0")
			if t == "" || strings.IndexByte("[(", t[len(t)-1]) < 0 {
				return
			}
			if len(a.Text) == a.End-a.Start {
				a.End -= len(a.Text) - len(t) + 1
			}
			a.Text = t[:len(t)-1]
			b.Text, b.End = "", b.Start
		}
		return
	}
}

// cutLabelText cuts a label that is set off by brackets, a stop or white space off the head of s.
func cutLabelText(s, label string) (string, bool) {
	if label == "" {
		return s, false
	}
	t := strings.TrimLeft(s, "[(")
	rest, ok := strings.CutPrefix(t, label)
	if !ok || rest == "" {
		return s, false
	}
	bracketed := len(t) < len(s)
	end := strings.TrimLeft(rest, "]).:")
	r, _ := utf8.DecodeRuneInString(end)
	if !bracketed && len(end) == len(rest) && (!isSymbol(label) || unicode.IsLetter(r)) {
		return s, false
	}
	if end != "" && !unicode.IsSpace(r) && !bracketed && !isSymbol(label) {
		return s, false
	}
	return strings.TrimLeftFunc(end, unicode.IsSpace), true
}

// tidy takes brackets and commas that stand around and between markers out of a part: "[1, 2]", of
// which the numbers are links.
func (p *page) tidy(q *part) {
	for i := 0; i < len(q.pieces); i++ {
		if !q.pieces[i].isLink() {
			continue
		}
		last := i
		for last+1 < len(q.pieces) {
			next := last + 1
			for next < len(q.pieces) && q.pieces[next].mark == nil && isSeparator(q.pieces[next].run) {
				next++
			}
			if next >= len(q.pieces) || !q.pieces[next].isLink() {
				break
			}
			last = next
		}
		bracketed := p.unbracket(q, i, last)
		if i > 0 && q.pieces[i-1].mark == nil {
			var next checker.Run
			if last+1 < len(q.pieces) {
				next = q.pieces[last+1].run
			}
			cutBlank(&q.pieces[i-1].run, next.Text)
		}
		for k := i + 1; k < last; k++ {
			if r := &q.pieces[k].run; q.pieces[k].mark == nil && (bracketed || r.Style&checker.Superscript != 0) {
				r.Text, r.End = "", r.Start
			}
		}
		i = last
	}
}

// cutBlank takes the blank off the end of a run before a marker, if what follows the marker begins
// with a stop or a blank.
func cutBlank(r *checker.Run, next string) {
	if !strings.HasSuffix(r.Text, " ") || next != "" && strings.IndexByte(" .,;:!?)", next[0]) < 0 {
		return
	}
	if len(r.Text) == r.End-r.Start {
		r.End--
	}
	r.Text = r.Text[:len(r.Text)-1]
}

func (c piece) isLink() bool { return c.mark != nil && c.mark.form == formHTML }

func isSeparator(r checker.Run) bool {
	return r.Link == nil && len(r.Text) < 8 && strings.Trim(r.Text, " ,;-–\u00a0\u200b\u2009") == ""
}

// unbracket takes the brackets around the markers from first to last out of the text.
func (p *page) unbracket(q *part, first, last int) bool {
	if first == 0 || last+1 >= len(q.pieces) {
		return false
	}
	before, after := &q.pieces[first-1], &q.pieces[last+1]
	if before.mark != nil || after.mark != nil || before.run.Text == "" || after.run.Text == "" || before.run.Link != nil || after.run.Link != nil {
		return false
	}
	i := strings.IndexByte("[(", before.run.Text[len(before.run.Text)-1])
	if i < 0 || after.run.Text[0] != "])"[i] {
		return false
	}
	r := &before.run
	if len(r.Text) == r.End-r.Start {
		if r.End == q.pieces[first].mark.start {
			q.pieces[first].mark.start--
		}
		r.End--
	}
	r.Text = r.Text[:len(r.Text)-1]
	if a := &after.run; len(a.Text) == a.End-a.Start && a.Start == q.pieces[last].mark.end {
		q.pieces[last].mark.end++
	}
	after.run = cutRun(after.run, 1)
	return true
}

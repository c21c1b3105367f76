package read

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// finishNotes gives the notes their places, runs and texts.
func (m *reader) finishNotes() {
	for _, n := range m.notes {
		n.Span = m.doc.Span(n.Span.Start.Offset, n.end)
		for i, p := range n.parts {
			if i > 0 && len(p.pieces) > 0 && len(n.Runs) > 0 {
				joint := "\n"
				if p.sameAs || n.carried(i) {
					joint = " "
				}
				at := n.Runs[len(n.Runs)-1].End
				n.Runs = append(n.Runs, checker.Run{Text: joint, Start: at, End: at})
			}
			n.Runs = m.runs(n.Runs, p.pieces)
		}
		n.Runs = trimRuns(m.runs(n.Runs, n.inline))
		n.Text = joinRuns(n.Runs)
		m.doc.Notes = append(m.doc.Notes, n.Note)
	}
	for _, n := range m.missing {
		m.doc.Notes = append(m.doc.Notes, n.Note)
	}
}

// carried reports whether part i of n was written apart from the note, and its paragraph goes on.
func (n *note) carried(i int) bool {
	return n.Syntax == checker.SyntaxSuperscript && !n.parts[i].indented && beginsLower(n.parts[i].lead(20))
}

// firstPlace returns where the first run or mark of p begins.
func (m *reader) firstPlace(p *part) int {
	switch {
	case len(p.pieces) == 0:
		return p.pos
	case p.pieces[0].mark != nil:
		return p.pieces[0].mark.start
	}
	return p.pieces[0].run.Start
}

// runs appends what pieces show: of a mark that is no marker, its text.
func (m *reader) runs(to []checker.Run, pieces []piece) []checker.Run {
	to = slices.Grow(to, len(pieces))
	for _, p := range pieces {
		switch k := p.mark; {
		case k == nil:
			to = append(to, p.run)
		case k.markers == nil && !k.dropped:
			if (k.form == formSup || k.form == formSign) && number(k.labels[0]) > 0 {
				m.doc.Untaken = append(m.doc.Untaken, m.doc.Span(k.start, k.end))
			}
			to = m.runs(to, k.shown)
		}
	}
	return to
}

// trimRuns takes white space off both ends.
func trimRuns(runs []checker.Run) []checker.Run {
	for len(runs) > 0 && runs[0].Link == nil {
		r := &runs[0]
		t := strings.TrimLeft(r.Text, " \t\n\u00a0")
		if len(r.Text) == r.End-r.Start {
			r.Start += len(r.Text) - len(t)
			r.Text = t
		}
		if t != "" {
			break
		}
		runs = runs[1:]
	}
	for len(runs) > 0 && runs[len(runs)-1].Link == nil {
		r := &runs[len(runs)-1]
		t := strings.TrimRight(r.Text, " \t\n\u00a0")
		if len(r.Text) == r.End-r.Start {
			r.End -= len(r.Text) - len(t)
			r.Text = t
		}
		if t != "" {
			break
		}
		runs = runs[:len(runs)-1]
	}
	return runs
}

func joinRuns(runs []checker.Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	n := 0
	for i := range runs {
		n += len(runs[i].Text)
	}
	b := make([]byte, 0, n)
	for i := range runs {
		b = append(b, runs[i].Text...)
	}
	return string(b)
}

func (m *reader) lastPlace(p *part) int {
	c := p.pieces[len(p.pieces)-1]
	if c.mark != nil {
		return c.mark.end
	}
	return c.run.End
}

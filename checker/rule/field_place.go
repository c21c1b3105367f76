package rule

import (
	"sort"
	"strings"

	"github.com/citelint/citelint/checker"
)

// within returns which bytes of the note's text come from a stretch of the source.
func (t *noteText) within(s checker.Span) (from, to int) {
	first := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].End > s.Start.Offset })
	from = len(t.n.Text)
	if first < len(t.runs) {
		from = t.starts[first] + t.inside(first, s.Start.Offset)
	}
	to = from
	for i := first; i < len(t.runs) && t.runs[i].Start < s.End.Offset; i++ {
		to = max(to, t.starts[i]+t.inside(i, s.End.Offset))
	}
	return min(from, len(t.n.Text)), min(to, len(t.n.Text))
}

// inside returns which byte of a run's text stands at an offset of the source; a run whose text is
// not its source counts as one place.
func (t *noteText) inside(i, offset int) int {
	r := &t.runs[i]
	switch {
	case offset <= r.Start:
		return 0
	case offset >= r.End || len(r.Text) != r.End-r.Start:
		return len(r.Text)
	}
	return offset - r.Start
}

// field returns the one place of a citation's text where a value stands; ok is false if it stands
// nowhere in it, or twice.
func (t *noteText) field(c *checker.Citation, value string) (from, to int, ok bool) {
	start, end := t.within(c.Span)
	if value == "" || start >= end {
		return 0, 0, false
	}
	text := t.n.Text[start:end]
	at := strings.Index(text, value)
	if at < 0 || strings.Contains(text[at+len(value):], value) {
		return 0, 0, false
	}
	return start + at, start + at + len(value), true
}

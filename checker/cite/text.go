package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A source is the plain text of a note with the places where it comes from.
type source struct {
	text   string
	runs   []checker.Run
	starts []int // where each run begins in text
}

func newSource(text string, runs []checker.Run, span checker.Span) *source {
	if len(runs) == 0 && text != "" {
		runs = []checker.Run{{Text: text, Start: span.Start.Offset, End: span.End.Offset}}
	}
	s := &source{runs: runs, starts: make([]int, len(runs))}
	if len(runs) == 1 {
		s.text = runs[0].Text
		return s
	}
	n := 0
	for i := range runs {
		s.starts[i] = n
		n += len(runs[i].Text)
	}
	var b strings.Builder
	b.Grow(n)
	for i := range runs {
		b.WriteString(runs[i].Text)
	}
	s.text = b.String()
	return s
}

// run returns the index of the run that holds byte i of the text.
func (s *source) run(i int) int {
	k := sort.SearchInts(s.starts, i+1) - 1
	return max(k, 0)
}

// offsets returns the stretch of the document that bytes from to end of the text come from.
func (s *source) offsets(from, end int) (int, int) {
	if len(s.runs) == 0 {
		return 0, 0
	}
	k := s.run(from)
	r := &s.runs[k]
	start := r.Start
	if len(r.Text) == r.End-r.Start {
		start += from - s.starts[k]
	}
	if end > from {
		k = s.run(end - 1)
	}
	r = &s.runs[k]
	stop := r.End
	if len(r.Text) == r.End-r.Start {
		stop = r.Start + end - s.starts[k]
	}
	return start, max(start, stop)
}

// collapse makes one space of each run of white space and trims it. What shows nothing, such as a soft
// hyphen, it takes out.
func collapse(s string) string {
	kept, space := 0, false // s[:kept] stays as it is
	for kept < len(s) {
		if c := s[kept]; c > ' ' && c < utf8.RuneSelf {
			kept, space = kept+1, false
			continue
		}
		r, size := utf8.DecodeRuneInString(s[kept:])
		blank := unicode.IsSpace(r)
		if isHidden(r) || blank && (r != ' ' || space || kept == 0) {
			break
		}
		kept, space = kept+size, blank
	}
	if kept == len(s) {
		return strings.TrimSuffix(s, " ")
	}
	b := make([]byte, 0, len(s))
	b = append(b, strings.TrimSuffix(s[:kept], " ")...)
	for _, r := range s[kept:] {
		switch {
		case unicode.IsSpace(r):
			space = len(b) > 0
			continue
		case isHidden(r):
			continue
		case space:
			b = append(b, ' ')
			space = false
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// isHidden reports whether r shows nothing: a soft hyphen, a byte order mark or a space without width.
func isHidden(r rune) bool { return r == 0xAD || r == 0xFEFF || r == 0x200B }

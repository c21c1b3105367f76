package match

import (
	"strings"
	"unicode/utf8"
)

const (
	maxStart      = 300 // characters of a text directive without an end
	endWords      = 6   // of start and end, if there are both
	contextWords  = 3   // of prefix and suffix
	maxUniqueness = 4   // as often as a start is counted
)

// directive returns the text directive that leads to the letters from start to end (URL Fragment
// Text Directives, WICG): text=[prefix-,]start[,end][,-suffix]. It is empty if no words of the
// source would be found in one place.
func (t *Text) directive(start, end, from, firstEnd, to int) string {
	if from < 0 || to <= from {
		return ""
	}
	text := t.source[from:to]
	whole := utf8.RuneCountInString(text) <= maxStart && !strings.Contains(text, "\n")
	head, tail := end, end
	if !whole {
		head, tail = t.forth(start, endWords), t.back(end, endWords)
		line := strings.IndexByte(t.source[from:firstEnd], '\n')
		for line >= 0 && head > start && t.endOf(start, head) > from+line {
			head = t.back(head, 1)
		}
		for tail < end && strings.Contains(t.source[t.startOf(tail, end):to], "\n") {
			tail = t.forth(tail, 1)
		}
		if head <= start || tail >= end || head > tail {
			if strings.Contains(text, "\n") {
				return ""
			}
			head, tail = end, end
		}
	}
	d := encodeDirective(t.sourceOf(start, head))
	if tail < end {
		d += "," + encodeDirective(t.sourceOf(tail, end))
	}
	if t.count(start, head) == 1 {
		return "text=" + d
	}
	before := t.back(start, contextWords)
	if words := t.sourceOf(before, start); before < start && !strings.Contains(words, "\n") {
		d = encodeDirective(words) + "-," + d
		if t.count(before, head) == 1 {
			return "text=" + d
		}
	}
	behind := t.forth(end, contextWords)
	if words := t.sourceOf(end, behind); behind > end && !strings.Contains(words, "\n") {
		d += ",-" + encodeDirective(words)
	}
	return "text=" + d
}

func (t *Text) sourceOf(i, j int) string {
	from, to := t.span(i, j)
	return t.source[from:to]
}

func (t *Text) endOf(i, j int) int   { _, to := t.span(i, j); return to }
func (t *Text) startOf(i, j int) int { from, _ := t.span(i, j); return from }

// count counts how often the letters from i to j stand in t, up to maxUniqueness.
func (t *Text) count(i, j int) int {
	n, from := 0, 0
	phrase := t.letters[i:j]
	for tries := 0; n < maxUniqueness && phrase != "" && tries < maxCandidates; tries++ {
		k := strings.Index(t.letters[from:], phrase)
		if k < 0 {
			break
		}
		k += from
		from = k + 1
		if t.bounded(k) && t.bounded(k+len(phrase)) {
			n++
		}
	}
	return n
}

// encodeDirective encodes a part of a text directive: all but letters, digits and a few signs.
func encodeDirective(s string) string {
	const hex = "0123456789ABCDEF"
	s = oneLine(s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < utf8.RuneSelf && asciiWord[c], strings.IndexByte("._~!?:;@/", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

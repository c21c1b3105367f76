package read

import (
	"strings"
	"unicode/utf8"
)

// A content is what is inside a block as one string, and where it comes from. Lines are parted by
// one line feed each.
type content struct {
	s    string
	segs []seg
	at   int // of segs: where the last look-up was; places are mostly asked for in order
}

// A seg says that byte to of content.s, and those after it on its line, come from byte from of the
// source.
type seg struct{ to, from int }

// join makes the content of lines of text.
func join(text string, lines []span) content {
	if len(lines) == 1 {
		l := lines[0]
		return content{s: text[l.start:l.end], segs: []seg{{0, l.start}}}
	}
	n := len(lines)
	for _, l := range lines {
		n += l.end - l.start
	}
	var b strings.Builder
	b.Grow(n)
	c := content{segs: make([]seg, 0, len(lines))}
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		c.segs = append(c.segs, seg{b.Len(), l.start})
		b.WriteString(text[l.start:l.end])
	}
	c.s = b.String()
	return c
}

// start returns the source offset of byte i.
func (c *content) start(i int) int {
	if len(c.segs) == 0 {
		return 0
	}
	if c.segs[c.at].to > i { // rarely: look from the beginning, by halves
		lo, hi := 0, c.at
		for lo < hi {
			if h := (lo + hi) / 2; c.segs[h].to <= i {
				lo = h + 1
			} else {
				hi = h
			}
		}
		c.at = max(lo-1, 0)
	}
	for c.at+1 < len(c.segs) && c.segs[c.at+1].to <= i {
		c.at++
	}
	return c.segs[c.at].from + i - c.segs[c.at].to
}

// end returns the source offset right after byte i-1: at a line's end that is not where the next
// line begins.
func (c *content) end(i int) int {
	if i == 0 {
		return c.start(0)
	}
	return c.start(i-1) + 1
}

// runeBefore returns the code point that ends before byte i, and 0 at the start.
func runeBefore(s string, i int) rune {
	if i <= 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// runeAt returns the code point that begins at byte i, and 0 at the end.
func runeAt(s string, i int) rune {
	if i >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isAlnum(c byte) bool { return isDigit(c) || isAlpha(c) }

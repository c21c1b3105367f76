package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes foreign text harmless to show: what it returns is valid UTF-8 on one line that moves
// no cursor. Bytes that are no UTF-8 become U+FFFD; a run of tabs, line ends and U+2028–2029 becomes
// one blank; every other control or format character, and what XML 1.0 forbids, is written out,
// "\u202e", so that an invisible character shows. U+200C and U+200D stay: scripts need them.
// Cleaning twice is cleaning once.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s { // a byte that is no UTF-8 comes as U+FFFD
		if isBreak(r) {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		switch {
		case !isHidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

func isClean(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return isBreak(r) || isHidden(r) }) < 0
}

func isBreak(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029'
}

func isHidden(r rune) bool {
	if r < ' ' || r == '\ufffe' || r == '\uffff' {
		return true
	}
	return r >= 0x7f && r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf)
}

// Plain is foreign text as every format for people shows it: Clean, and without the secrets of
// addresses in it.
func Plain(s string) string { return plain(s) }

// plain is foreign text as every format for people shows it: without secrets, and clean.
func plain(s string) string { return Clean(redact(s)) }

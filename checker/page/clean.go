package page

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxString is the length in characters at which every string taken from a page is cut.
const maxString = 300

// clean makes a string of a page fit for people and reports: entities that were escaped twice are
// decoded, white space is collapsed, control and bidi characters and invalid UTF-8 are left out,
// and it is cut at maxString characters.
func clean(s string) string {
	// No more than this can survive, and what is behind it need not be looked at.
	if len(s) > 64*maxString {
		s = s[:64*maxString]
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	var b strings.Builder
	n, space := 0, false
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				continue
			}
		}
		if space {
			b.WriteByte(' ')
			space = false
			n++
		}
		if n++; n > maxString {
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// invisible reports whether r is a control or bidi character, or a byte order mark.
func invisible(r rune) bool {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return true
	case r == 0x061C || r == 0xFEFF || r == 0x200E || r == 0x200F || r == 0x200B:
		return true
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x206F:
		return true
	case r >= 0xE0000 && r <= 0xE007F: // tags, which can smuggle text past people
		return true
	}
	return false
}

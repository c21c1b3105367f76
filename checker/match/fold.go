// Package match says how alike two titles, names, dates, addresses and texts are. Its functions
// are pure: begin with Fold, which makes texts comparable, and Address, which makes addresses so.
package match

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold makes s comparable: NFKC, case-folded, quotation marks straight, dashes '-', soft hyphens
// and zero-width characters out, white space collapsed and trimmed. Diacritics stay. Folding twice
// is folding once.
func Fold(s string) string {
	// Case folding and NFKC can each undo the other's fixed point once (U+0345), hence the loop.
	for {
		t := foldOnce(s)
		if t == s {
			return t
		}
		s = t
	}
}

func foldOnce(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		s = strings.ToLower(s)
	} else {
		s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == 0x00AD || r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x2060 && r <= 0x2064:
			continue
		case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
			r = '-'
		case r == '“' || r == '”' || r == '„' || r == '‟' || r == '«' || r == '»':
			r = '"'
		case r == '‘' || r == '’' || r == '‚' || r == '‛' || r == '‹' || r == '›' || r == '`' || r == '´':
			r = '\''
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Letters is Fold with everything but letters and digits left out.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, Fold(s))
}

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

// Skeleton is the words of Fold(s) with one blank between, and none between Han or kana. Two texts
// that differ in punctuation only have one skeleton.
func Skeleton(s string) string {
	s = Fold(s)
	var b strings.Builder
	b.Grow(len(s))
	gap, last := false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 && !(IsCJK(last) && IsCJK(r)) {
				b.WriteByte(' ')
			}
			gap, last = false, r
			b.WriteRune(r)
		case r == '\'' && !gap: // don't, l'eau: one word, however the mark is written
		default:
			gap = true
		}
	}
	return b.String()
}

// Plain returns folded text without diacritics, and with the letters that are no letter and mark
// (ß is folded already) as those that stand for them: ø o, ł l, æ ae, đ d, ı i.
func Plain(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'ø':
			r = 'o'
		case r == 'ł':
			r = 'l'
		case r == 'đ' || r == 'ð':
			r = 'd'
		case r == 'ı':
			r = 'i'
		case r == 'æ':
			b.WriteString("ae")
			continue
		case r == 'œ':
			b.WriteString("oe")
			continue
		case r == 'þ':
			b.WriteString("th")
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

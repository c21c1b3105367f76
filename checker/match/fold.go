// Package match says how alike two titles, names, dates, addresses and texts are. Its functions
// are pure: begin with Fold, which makes texts comparable, and Address, which makes addresses so.
package match

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes s comparable: NFKC, case-folded, quotation marks straight, dashes '-', soft hyphens
// and zero-width characters out, white space collapsed and trimmed. Diacritics stay. Folding twice
// is folding once.
//
// Case is folded as one letter for one letter, with ß as ss; the Turkish ı and İ are i.
func Fold(s string) string {
	// Composing may give letters to fold, and folding pairs to compose: 𝐉 with a caron is J with
	// one, and only j with one is a letter of its own. More than twice was never seen.
	const maxRounds = 8
	for range maxRounds {
		var ascii bool
		s, ascii = foldLetters(s)
		if ascii || norm.NFKC.IsNormalString(s) {
			return s
		}
		s = norm.NFKC.String(s)
	}
	s, _ = foldLetters(s)
	return s
}

// foldLetters does all of folding but NFKC. ascii says that the result is all ASCII.
func foldLetters(s string) (folded string, ascii bool) {
	if isFolded(s) {
		return s, true
	}
	b := make([]byte, 0, 256) // longer than most: it need not leave the stack
	ascii = true
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c >= '\t' && c <= '\r':
				space = len(b) > 0
				continue
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			case c == '`':
				c = '\''
			}
			if space {
				b = append(b, ' ')
				space = false
			}
			b = append(b, c)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r = foldRune(r); r < 0 {
			continue
		}
		if r == ' ' {
			space = len(b) > 0
			continue
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		if r == 'ß' {
			b = append(b, "ss"...)
			continue
		}
		if r >= utf8.RuneSelf {
			ascii = false
		}
		b = utf8.AppendRune(b, r)
	}
	if s == string(b) {
		return s, ascii
	}
	return string(b), ascii
}

// isFolded reports whether s is ASCII that folding leaves as it is.
func isFolded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
			continue
		case c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '`' || c >= '\t' && c <= '\r':
			return false
		}
		space = false
	}
	return !space || s == ""
}

// foldedAlphabets holds foldRune of the alphabets below U+0600, where it would take longest: Latin,
// Greek, Cyrillic, Armenian, Hebrew.
var foldedAlphabets = func() (table [0x600]rune) {
	for r := range table {
		table[r] = foldAny(rune(r))
	}
	return table
}()

// foldRune folds one character that is not ASCII; -1 leaves it out.
func foldRune(r rune) rune {
	if int(r) < len(foldedAlphabets) {
		return foldedAlphabets[r]
	}
	return foldAny(r)
}

func foldAny(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E && r != 0xFF0D: // wide forms of ASCII
		r -= 0xFEE0
		if r == '`' {
			return '\''
		}
		return unicode.ToLower(r)
	case r >= 0x3001 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3:
		return r // neither case nor any of the marks below
	case r == 0x00AD || r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x2060 && r <= 0x2064:
		return -1
	case r == 0xFDFA || r == 0xFDFB:
		return -1 // one character that NFKC makes a sentence of 18
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xFE58 || r == 0xFE63 || r == 0xFF0D:
		return '-'
	case r == '“' || r == '”' || r == '„' || r == '‟' || r == '«' || r == '»':
		return '"'
	case r == '‘' || r == '’' || r == '‚' || r == '‛' || r == '‹' || r == '›' || r == '´' || r == 'ʼ':
		return '\''
	case r == 'ß' || r == 'ẞ':
		return 'ß'
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// Letters is Fold with everything but letters and digits left out.
func Letters(s string) string {
	s = Fold(s)
	b := make([]byte, 0, 256) // longer than most: it need not leave the stack
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = utf8.AppendRune(b, r)
		}
	}
	if s == string(b) {
		return s
	}
	return string(b)
}

// Skeleton is the words of Fold(s) with one blank between, and none between Han or kana. Two texts
// that differ in punctuation only have one skeleton.
func Skeleton(s string) string { return SkeletonOfFolded(Fold(s)) }

// SkeletonOfFolded is Skeleton of a text that is folded already.
func SkeletonOfFolded(s string) string {
	b := make([]byte, 0, len(s))
	gap, last := false, rune(0)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		word := r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
			word = isWord(r)
		}
		i += size
		switch {
		case word:
			if gap && len(b) > 0 && !(IsCJK(last) && IsCJK(r)) {
				b = append(b, ' ')
			}
			gap, last = false, r
			b = utf8.AppendRune(b, r)
		case r == '\'' && !gap: // don't, l'eau: one word, however the mark is written
		default:
			gap = true
		}
	}
	return string(b)
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Plain returns folded text without diacritics, and with the letters that are no letter and mark
// (ß is folded already) as those that stand for them: ø o, ł l, æ ae, đ d. The voicing marks of
// kana stay.
func Plain(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	b := make([]byte, 0, len(s))
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf || r >= 0x3041 && r <= 0x9FFF:
			b = utf8.AppendRune(b, r)
			continue
		case r == utf8.RuneError:
			continue
		}
		parts := norm.NFD.PropertiesString(s[i:]).Decomposition()
		if parts == nil {
			b = appendPlain(b, r)
			continue
		}
		for len(parts) > 0 {
			p, size := utf8.DecodeRune(parts)
			b = appendPlain(b, p)
			parts = parts[size:]
		}
	}
	return string(b)
}

// appendPlain appends one character that is not composed.
func appendPlain(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
	case unicode.Is(unicode.Mn, r):
		return b
	case r == 'ø':
		r = 'o'
	case r == 'ł':
		r = 'l'
	case r == 'đ' || r == 'ð':
		r = 'd'
	case r == 'æ':
		return append(b, "ae"...)
	case r == 'œ':
		return append(b, "oe"...)
	case r == 'þ':
		return append(b, "th"...)
	}
	return utf8.AppendRune(b, r)
}

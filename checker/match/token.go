package match

import (
	"strings"
	"unicode"
)

// Tokens returns the words of Fold(s): runs of letters, marks and digits; Han and kana as
// bigrams of neighbours (a single one as itself).
func Tokens(s string) []string {
	var tokens []string
	var word, cjk []rune
	flush := func() {
		if len(word) > 0 {
			tokens = append(tokens, string(word))
		}
		if len(cjk) == 1 {
			tokens = append(tokens, string(cjk))
		}
		for i := 1; i < len(cjk); i++ {
			tokens = append(tokens, string(cjk[i-1:i+1]))
		}
		word, cjk = word[:0], cjk[:0]
	}
	for _, r := range Fold(s) {
		switch {
		case IsCJK(r):
			if len(word) > 0 {
				flush()
			}
			cjk = append(cjk, r)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if len(cjk) > 0 {
				flush()
			}
			word = append(word, r)
		case r == '\'' && len(word) > 0: // don't, l'eau: one word
		default:
			flush()
		}
	}
	flush()
	return tokens
}

// IsCJK reports whether r is a Han character or kana, which are written without spaces.
func IsCJK(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

// Words counts visible words: runs of letters or digits; two Han or kana characters count as one.
func Words(s string) int {
	n, cjk, in := 0, 0, false
	for _, r := range s {
		switch {
		case IsCJK(r):
			cjk, in = cjk+1, false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if !in {
				n, in = n+1, true
			}
		default:
			in = false
		}
	}
	return n + (cjk+1)/2
}

// Has reports whether the folded text holds the folded phrase as whole words.
func Has(text, phrase string) bool {
	for from := 0; phrase != "" && from <= len(text); {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return false
		}
		i += from
		j := i + len(phrase)
		if bounded(text, i) && bounded(text, j) {
			return true
		}
		from = i + 1
	}
	return false
}

// bounded reports whether no word of an alphabetic script runs across byte i of s.
func bounded(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	var before, after rune
	for _, r := range s[max(0, i-4):i] {
		before = r
	}
	for _, r := range s[i:] {
		after = r
		break
	}
	word := func(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !IsCJK(r) }
	return !word(before) || !word(after)
}

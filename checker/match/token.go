package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokens returns the words of Fold(s): runs of letters, marks and digits; Han and kana as
// bigrams of neighbours (a single one as itself).
func Tokens(s string) []string {
	s = Fold(s)
	tokens := make([]string, 0, 1+strings.Count(s, " "))
	word, marked := -1, false // where the word under way begins, and whether an apostrophe is in it
	han, run := 0, 0          // the last character of Han or kana, and how many stand in a row
	flush := func(end int) {
		if word >= 0 && marked {
			tokens = append(tokens, strings.ReplaceAll(s[word:end], "'", ""))
		} else if word >= 0 {
			tokens = append(tokens, s[word:end])
		}
		if run == 1 {
			tokens = append(tokens, s[han:end])
		}
		word, marked, run = -1, false, 0
	}
	for i, r := range s {
		switch {
		case IsCJK(r):
			if word >= 0 {
				flush(i)
			}
			if run++; run > 1 {
				tokens = append(tokens, s[han:i+utf8.RuneLen(r)])
			}
			han = i
		case isWord(r):
			if run > 0 {
				flush(i)
			}
			if word < 0 {
				word = i
			}
		case r == '\'' && word >= 0: // don't, l'eau: one word
			marked = true
		default:
			flush(i)
		}
	}
	flush(len(s))
	if len(tokens) == 0 {
		return nil
	}
	return tokens
}

// IsCJK reports whether r is a Han character or kana, which are written without spaces.
func IsCJK(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

// Words counts visible words: runs of letters or digits; two Han or kana characters count as one.
func Words(s string) int {
	n, cjk, in := 0, 0, false
	for _, r := range s {
		if r < utf8.RuneSelf {
			if !isASCIILetter(byte(r)) && !isDigit(byte(r)) {
				in = false
			} else if !in {
				n, in = n+1, true
			}
			continue
		}
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

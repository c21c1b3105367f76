package match

import "strings"

// ISBNDigits returns the digits of a printed ISBN, with an X in upper case, and nothing else.
func ISBNDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == 'x' || r == 'X':
			return 'X'
		}
		return -1
	}, s)
}

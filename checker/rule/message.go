package rule

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxQuoted is how many code points of a document's or a page's text a message shows.
const maxQuoted = 120

// maxLooked is how many bytes of it are looked at to show that.
const maxLooked = 4096

// quoted returns text of a document or a page as a message shows it: in “ ”, white space
// collapsed, cut at maxQuoted code points.
func quoted(s string) string {
	s = s[:min(len(s), maxLooked)]
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if utf8.RuneCountInString(s) > maxQuoted {
		s = strings.TrimSpace(string([]rune(s)[:maxQuoted-1])) + "…"
	}
	return "“" + s + "”"
}

// count returns "1 note" or "2 notes".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

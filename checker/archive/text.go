package archive

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
)

// maxText is how many bytes of one text of a record are kept.
const maxText = 2000

// markup is an element's tag: records have HTML, JATS and MathML in their titles.
var markup = match.NewPattern(`</?[a-zA-Z][a-zA-Z0-9:._-]{0,40}(?:\s[^<>]{0,300})?/?>`)

// cleanText returns a text of a record as people read it: without markup, entities (some are escaped
// twice), control characters and more than one blank in a row.
func cleanText(s string) string {
	s = strings.ToValidUTF8(s[:min(len(s), 4*maxText)], "")
	for range 3 {
		plain := html.UnescapeString(markup.ReplaceAllStringFunc(s, spaced))
		if plain == s {
			break
		}
		s = plain
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d', r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return cut(strings.Join(strings.Fields(s), " "), maxText)
}

// spaced is what stands in the place of a tag: a blank for one that breaks a line.
func spaced(tag string) string {
	name := strings.ToLower(strings.Trim(tag, "</> "))
	if strings.HasPrefix(name, "br") || name == "p" || strings.HasSuffix(name, ":p") || strings.HasSuffix(name, "title") {
		return " "
	}
	return ""
}

// cut returns at most n bytes of s, none of its characters in part.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimSpace(s[:n])
}

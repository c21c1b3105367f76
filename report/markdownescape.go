package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// zeroWidth stops mentions and references, which a backslash does not: GitHub looks for them in
// what it has rendered.
const zeroWidth = "&#8203;"

// md is foreign text for Markdown: it makes no markup, no link, no mention and no reference. It
// must not stand at a line's start.
func md(s string) string { return escapeMarkdown(strings.TrimSpace(plain(s))) }

func escapeMarkdown(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '@', '#':
			b.WriteByte('\\')
			b.WriteByte(c)
			b.WriteString(zeroWidth)
		case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '$':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '&':
			b.WriteString("&amp;")
		case ':': // autolinks begin with https://
			if strings.HasPrefix(s[i:], "://") {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '.': // and with www.
			if i >= 3 && strings.EqualFold(s[i-3:i], "www") {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '-': // GH-1 is an issue
			b.WriteByte(c)
			if i >= 2 && strings.EqualFold(s[i-2:i], "gh") {
				b.WriteString(zeroWidth)
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// mdCode is a code span for one of our own words, such as a rule.
func mdCode(s string) string {
	s = strings.TrimSpace(plain(s))
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	if longest > 0 {
		s = " " + s + " "
	}
	fence := strings.Repeat("`", longest+1)
	return fence + strings.ReplaceAll(s, "|", `\|`) + fence
}

// mdLink is a link to an http or https address; the words alone if it is none, or holds a secret.
func mdLink(words, address string) string {
	if !isWeb(address) || redact(address) != address {
		return md(words)
	}
	text := md(words)
	if text == "" {
		text = md(address)
	}
	return "[" + text + "](<" + mdTarget(address) + ">)"
}

func isWeb(address string) bool {
	scheme, rest, ok := strings.Cut(address, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// mdTarget percent-encodes what could end a link's target in a table, or hide in it.
func mdTarget(address string) string {
	var b strings.Builder
	for i := 0; i < len(address); {
		r, size := utf8.DecodeRuneInString(address[i:])
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == utf8.RuneError && size == 1, strings.ContainsRune("<>\\`|", r), unicode.IsSpace(r), isHidden(r), isBreak(r):
			for _, c := range []byte(address[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		default:
			b.WriteString(address[i : i+size])
		}
		i += size
	}
	return b.String()
}

// webAddress is where a link leads, for a person to follow; empty if that is no http or https.
func webAddress(l *checker.Link) string {
	if isWeb(l.Target) {
		return l.Target
	}
	if !isWeb(l.URL) {
		return ""
	}
	if l.Fragment != "" {
		return l.URL + "#" + l.Fragment
	}
	return l.URL
}

// cut is plain, and shortened to n code points, the last of them "…". What is cut before it is made
// plain may end inside a secret; so the text that it looks at is longer, though it has an end.
func cut(s string, n int) string {
	if most := 16*n + 4096; len(s) > most {
		for k := 1; k < utf8.UTFMax && !utf8.RuneStart(s[most]); k++ {
			most--
		}
		s = s[:most]
	}
	s = plain(s)
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	for i := range s {
		if n--; n == 0 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

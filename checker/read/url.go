package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bareURL is an address that stands in a text without markup.
type bareURL struct {
	start, end int
	// other is the end of the other reading, if the end is in doubt: a bracket that was cut off, or
	// a CJK letter right after it; else 0.
	other int
}

// A urlScan finds the ends of bare addresses in one text.
type urlScan struct {
	escapes bool // a backslash before a sign that Markdown knows is part of the address
	nested  bool // the text stands in brackets: a ']' without its '[' ends the address
	joins   bool // an address may go on in the next line
}

// bareAt finds the address whose scheme ends at the colon s[colon], or whose "www." begins there.
func (u urlScan) bareAt(s string, colon int) (bareURL, bool) {
	start := schemeStart(s, colon)
	if start < 0 {
		return bareURL{}, false
	}
	if start > 0 {
		if c := s[start-1]; isAlnum(c) || strings.IndexByte("+.-@/", c) >= 0 {
			return bareURL{}, false
		}
	}
	host := start
	switch {
	case s[colon] != ':':
	case strings.HasPrefix(s[colon:], "://"):
		host = colon + 3
	default: // doi:10.…, arXiv:…
		host = colon + 1
		if s[start]|0x20 == 'd' && !strings.HasPrefix(s[host:], "10.") ||
			s[start]|0x20 == 'a' && !arXivID(s[host:]) {
			return bareURL{}, false
		}
	}
	if !plausible(s, start, host) {
		return bareURL{}, false
	}
	end, cjk := u.extent(s, host, false)
	cut := trimURL(s, host, end)
	if cut <= host {
		return bareURL{}, false
	}
	b := bareURL{start: start, end: cut}
	switch {
	case cut == end && cjk:
		all, _ := u.extent(s, host, true)
		b.other = trimURL(s, host, all)
	case cut < end && (s[cut] == ')' || s[cut] == ']'):
		b.other = cut + 1
	}
	return b, true
}

// schemeStart returns where the scheme that ends at s[at] begins; -1 if it is none that we know.
func schemeStart(s string, at int) int {
	if s[at] != ':' {
		if len(s) > at+4 && strings.EqualFold(s[at:at+4], "www.") {
			return at
		}
		return -1
	}
	i := at
	for i > 0 && at-i < 6 && isAlpha(s[i-1]) {
		i--
	}
	if word := s[i:at]; strings.HasPrefix(s[at:], "://") {
		for _, scheme := range []string{"https", "http", "ftp"} {
			if len(word) >= len(scheme) && strings.EqualFold(word[len(word)-len(scheme):], scheme) {
				return at - len(scheme)
			}
		}
	} else if strings.EqualFold(word, "doi") || strings.EqualFold(word, "arxiv") {
		return i
	}
	return -1
}

// arXivID reports whether s begins with an identifier of arXiv: 2401.01234, or hep-th/9901001.
func arXivID(s string) bool {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n == 4 {
		return len(s) > 8 && s[4] == '.' && isDigit(s[5]) && isDigit(s[6]) && isDigit(s[7]) && isDigit(s[8])
	}
	if n > 0 {
		return false
	}
	slash := strings.IndexByte(s[:min(len(s), 24)], '/')
	return slash > 1 && len(s) > slash+7 && isAlpha(s[0]) && isDigit(s[slash+1]) && isDigit(s[slash+7])
}

// plausible reports whether an address can begin at its host: "http://" alone is none, and "www."
// needs a name with a dot. It looks at a host's length at most, so that much that looks like the
// start of an address costs little.
func plausible(s string, start, host int) bool {
	r := runeAt(s, host)
	if host > start {
		return r == '[' || unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '%'
	}
	name := s[start+4 : min(len(s), start+260)]
	if i := strings.IndexAny(name, "/?#: \n\t<>\"'()"); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimRight(name, ".,;!*_~")
	return strings.IndexByte(name, '.') > 0
}

// extent returns where the address that begins at its host ends, before anything is cut off, and
// whether a CJK letter ended it. With all, CJK letters are always taken.
func (u urlScan) extent(s string, host int, all bool) (end int, cjk bool) {
	behind, taken, depth := false, false, 0
	var prev byte
	for i := host; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case u.escapes && c == '\\' && i+1 < len(s) && strings.IndexByte("_*~#&-.=+!$%()", s[i+1]) >= 0:
				i++
				c = s[i]
			case u.joins && c == '\n' && i > host && strings.IndexByte("/-_=&?#%", s[i-1]) >= 0 && i+1 < len(s) && (isDigit(s[i+1]) || s[i+1] >= 'a' && s[i+1] <= 'z'):
				i++
				c = s[i]
			case c <= ' ' || c == 0x7F || strings.IndexByte("<>\"`{}|\\^", c) >= 0:
				return i, false
			case c == '[':
				depth++
			case c == ']':
				if depth--; depth < 0 && u.nested {
					return i, false
				}
			case c == '/' || c == '?' || c == '#':
				behind = true
			}
			prev, taken = c, false
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case endsURL(r) || r == utf8.RuneError && size == 1:
			return i, false
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			before := "/-@:."
			if behind {
				before = "/-@:=_?&#%+"
			}
			if !all && !taken && i > host && strings.IndexByte(before, prev) < 0 {
				return i, true
			}
			taken = true
		default:
			taken = false
		}
		prev = 0
		i += size
	}
	return len(s), false
}

func endsURL(r rune) bool {
	switch r {
	case '‘', '’', '“', '”', '„', '‚', '‹', '›', '«', '»', '…', '—', 0x3000,
		'，', '。', '、', '；', '：', '！', '？', '（', '）', '【', '】', '「', '」', '『', '』', '《', '》', '〈', '〉', '〔', '〕':
		return true
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf)
}

// trimURL returns the end of the address in s[host:end] without the marks of the sentence around it.
func trimURL(s string, host, end int) int {
	round, square, counted := 0, 0, false
	for end > host {
		c := s[end-1]
		switch {
		case c == ';':
			if n := entityBefore(s[host:end]); n > 0 {
				end -= n
				continue
			}
			end--
		case strings.IndexByte(".,:!?'*_~([", c) >= 0:
			if c == '(' {
				round--
			} else if c == '[' {
				square--
			}
			end--
		case c == ')' || c == ']':
			if !counted {
				counted = true
				round = strings.Count(s[host:end], "(") - strings.Count(s[host:end], ")")
				square = strings.Count(s[host:end], "[") - strings.Count(s[host:end], "]")
			}
			if c == ')' && round >= 0 || c == ']' && square >= 0 {
				return end
			}
			if c == ')' {
				round++
			} else {
				square++
			}
			end--
		case c == '\\':
			end--
		default:
			return end
		}
	}
	return end
}

// entityBefore returns the length of the entity that s ends in; 0 if it ends in none.
func entityBefore(s string) int {
	for i := len(s) - 2; i >= 0 && len(s)-i < 12; i-- {
		switch c := s[i]; {
		case c == '&':
			return len(s) - i
		case !isAlnum(c) && c != '#':
			return 0
		}
	}
	return 0
}

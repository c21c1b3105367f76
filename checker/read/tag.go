package read

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// angle reads what begins with '<': an autolink, a comment, a tag, a declaration.
func (s *scanner) angle(i int) int {
	if i+1 >= len(s.s) {
		return 0
	}
	switch c := s.s[i+1]; {
	case strings.HasPrefix(s.s[i:], "<!--"):
		if end := s.find(i+4, "-->", '-'); end >= 0 {
			s.comment(i, end+3, s.s[i+4:end])
			return end + 3 - i
		}
	case strings.HasPrefix(s.s[i:], "<![CDATA["):
		if end := s.find(i+9, "]]>", 'C'); end >= 0 {
			s.emit(tok{kind: tokText, a: i + 9, b: end})
			s.splitLines(0)
			s.begun = end + 3
			return end + 3 - i
		}
	case c == '!' && i+2 < len(s.s) && isAlpha(s.s[i+2]):
		if end := s.find(i+2, ">", '>'); end >= 0 {
			s.emit(tok{kind: tokGone, a: i, b: end + 1})
			return end + 1 - i
		}
	case c == '?':
		if end := s.find(i+2, "?>", '?'); end >= 0 {
			s.emit(tok{kind: tokGone, a: i, b: end + 2})
			return end + 2 - i
		}
	case isAlpha(c) || c == '/':
		if s.mode != modeHTML && c != '/' {
			if n := s.autolink(i); n > 0 {
				return n
			}
		}
		if t, ok := s.tag(i); ok {
			if t.name == "sup" && !t.close {
				if n := s.symbolElement(t, i); n > 0 {
					return n
				}
			}
			s.element(t, i)
			return t.end - i
		}
		if s.mode != modePlain && len(s.s) > i+8 && strings.EqualFold(s.s[i:i+3], "<a ") {
			s.unclosedTag(i)
		}
	}
	return 0
}

// autolink reads "<https://…>" or "<mail@host.example>".
func (s *scanner) autolink(i int) int {
	j := i + 1
	for j < len(s.s) && j < i+1000 && s.s[j] > ' ' && strings.IndexByte("<>@:", s.s[j]) < 0 {
		j++
	}
	if j == i+1 || j >= len(s.s) || s.s[j] != ':' && s.s[j] != '@' {
		return 0
	}
	scheme := s.s[i+1 : j]
	if s.s[j] == ':' && (len(scheme) < 2 || len(scheme) > 32 || strings.ContainsFunc(scheme, func(r rune) bool {
		return r >= utf8.RuneSelf || !isAlnum(byte(r)) && r != '+' && r != '.' && r != '-'
	})) {
		return 0
	}
	mail := s.s[j] == '@'
	end := j
	for end < len(s.s) && s.s[end] > ' ' && s.s[end] != '<' && s.s[end] != '>' {
		end++
	}
	if end >= len(s.s) || s.s[end] != '>' || mail && strings.IndexByte(s.s[j:end], '.') < 0 {
		return 0
	}
	raw := s.s[i+1 : end]
	to := raw
	if mail {
		to = "mailto:" + raw
	}
	if strings.IndexByte(to, '&') >= 0 {
		to = html.UnescapeString(to)
	}
	l := s.m.link(checker.LinkAngle, s.c.start(i+1), s.c.end(end), to)
	s.emit(tok{kind: tokLinkOpen, a: i, b: i + 1, link: l})
	s.emit(tok{kind: tokText, a: i + 1, b: end})
	s.emit(tok{kind: tokLinkClose, a: end, b: end + 1})
	return end + 1 - i
}

// A tag is one tag of HTML.
type tag struct {
	name  string // lower case
	close bool
	attrs []attr
	end   int
}

type attr struct {
	name string // lower case
	a, b int    // the value in the content
}

func (t *tag) attr(name string) *attr {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			return &t.attrs[i]
		}
	}
	return nil
}

// maxAttrs is how many attributes a tag may have; with more it is text.
const maxAttrs = 100

// tag reads one tag at byte i.
func (s *scanner) tag(i int) (t tag, ok bool) {
	j := i + 1
	if s.s[j] == '/' {
		t.close = true
		j++
	}
	from := j
	for j < len(s.s) && j < from+64 && (isAlnum(s.s[j]) || s.s[j] == '-' || j > from && (s.s[j] == ':' || s.s[j] == '.' || s.s[j] == '_')) {
		j++
	}
	if j == from || !isAlpha(s.s[from]) {
		return t, false
	}
	t.name = strings.ToLower(s.s[from:j])
	for len(t.attrs) < maxAttrs {
		k := skipSpace(s.s, j)
		if k >= len(s.s) {
			return t, false
		}
		switch c := s.s[k]; {
		case c == '>':
			t.end = k + 1
			return t, true
		case c == '/' && k+1 < len(s.s) && s.s[k+1] == '>':
			t.end = k + 2
			return t, true
		case k == j || t.close:
			return t, false
		}
		var a attr
		if a, j, ok = s.attribute(k); !ok {
			return t, false
		}
		t.attrs = append(t.attrs, a)
	}
	return t, false
}

func (s *scanner) attribute(i int) (a attr, end int, ok bool) {
	j := i
	for j < len(s.s) && j < i+128 && (isAlnum(s.s[j]) || strings.IndexByte("_:-.@{}", s.s[j]) >= 0) {
		j++
	}
	if j == i {
		return a, i, false
	}
	a.name, a.a, a.b = strings.ToLower(s.s[i:j]), j, j
	k := skipSpace(s.s, j)
	if k >= len(s.s) || s.s[k] != '=' {
		return a, j, true
	}
	k = skipSpace(s.s, k+1)
	if k >= len(s.s) {
		return a, i, false
	}
	if quote := s.s[k]; quote == '"' || quote == '\'' {
		close := s.find(k+1, s.s[k:k+1], quote)
		if close < 0 {
			return a, i, false
		}
		a.a, a.b = k+1, close
		return a, close + 1, true
	}
	j = k
	for j < len(s.s) && s.s[j] > ' ' && strings.IndexByte("\"'=<>`", s.s[j]) < 0 {
		j++
	}
	a.a, a.b = k, j
	return a, j, j > k
}

func (s *scanner) value(a *attr) string {
	if a == nil {
		return ""
	}
	return attributeText(s.s[a.a:a.b])
}

// element emits what a tag at byte i means.
func (s *scanner) element(t tag, i int) {
	gone := tok{kind: tokGone, a: i, b: t.end}
	if !t.close {
		for _, name := range []string{"id", "name"} {
			if a := t.attr(name); a != nil && (name == "id" || t.name == "a") {
				id := s.value(a)
				s.m.anchor(id)
				s.m.idAt[id] = s.c.start(i)
			}
		}
	}
	switch t.name {
	case "a":
		if t.close {
			gone.kind = tokLinkClose
			break
		}
		href := t.attr("href")
		if href == nil {
			break
		}
		from, to := s.c.start(href.a), s.c.end(href.b)
		if href.a == href.b {
			from = to
		}
		to2 := strings.ReplaceAll(attributeText(s.s[href.a:href.b]), "\n", "")
		l := s.m.link(checker.LinkHTML, from, to, strings.TrimSpace(to2))
		l.Interactive = interactive(s, &t)
		gone.kind, gone.link = tokLinkOpen, l
	case "b", "strong", "i", "em", "cite", "sup", "code", "tt", "kbd", "samp":
		gone.kind, gone.text, gone.flag = tokTag, t.name, t.close
	case "br":
		gone.kind, gone.text = tokLiteral, " "
	case "script", "style", "template", "noscript":
		if !t.close {
			if end := s.find(t.end, "</"+t.name, t.name[1]); end >= 0 {
				s.emit(tok{kind: tokGone, a: i, b: end})
				return
			}
		}
	default:
		if parts[t.name] {
			gone.kind, gone.text, gone.flag = tokBreak, t.name, t.close
		}
	}
	s.emit(gone)
}

// parts are the elements that part blocks.
var parts = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq("p div li ul ol dl dt dd table thead tbody tfoot tr td th caption figure figcaption blockquote pre h1 h2 h3 h4 h5 h6 section article header footer main nav aside details summary hr center form") {
		m[name] = true
	}
	return m
}()

func interactive(s *scanner, t *tag) bool {
	for i := range t.attrs {
		a := &t.attrs[i]
		if a.name == "onclick" || strings.HasPrefix(a.name, "data-") || a.name == "role" && strings.EqualFold(s.value(a), "button") {
			return true
		}
	}
	return false
}

// unclosedTag records "<a href=" that never closes.
func (s *scanner) unclosedTag(i int) {
	rest := s.s[i:min(len(s.s), i+2100)]
	k := 0
	for k < min(len(rest)-5, 200) && !strings.EqualFold(rest[k:k+5], "href=") {
		k++
	}
	if k >= min(len(rest)-5, 200) || s.missing['a'] || strings.HasPrefix(rest[k+5:], "{") { // JSX: href={…}
		return
	}
	s.missing['a'] = true
	end := i + k + len(firstWord(rest[k:]))
	s.m.broken(s.c.start(i), s.c.end(end), "unclosed-tag", "")
}

// symbolElement reads "<sup>*</sup>", whose stars are no emphasis.
func (s *scanner) symbolElement(t tag, i int) int {
	rest := s.s[t.end:min(len(s.s), t.end+40)]
	n := strings.Index(rest, "</sup>")
	if n < 0 {
		return 0
	}
	label := strings.TrimSpace(unescape(rest[:n]))
	if !isSymbol(label) {
		return 0
	}
	end := t.end + n + len("</sup>")
	s.candidate(i, end, t.end, t.end+n, []string{label}, formSup)
	return end - i
}

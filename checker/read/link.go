package read

import (
	"html"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// link makes the link whose target stands from start to end of the source.
func (m *reader) link(form checker.LinkForm, start, end int, target string) *checker.Link {
	l := &checker.Link{Form: form, Raw: m.text[start:end], Target: target, Span: m.doc.Span(start, end)}
	full := fullTarget(form, target)
	if url, fragment, ok := match.Address(full); ok {
		l.URL, l.Fragment = url, fragment
	} else if rest, ok := strings.CutPrefix(target, "#"); ok {
		l.Fragment = rest
		m.fragments[rest] = true
	}
	return l
}

// fullTarget returns the address that a target without scheme means.
func fullTarget(form checker.LinkForm, target string) string {
	if form != checker.LinkBare {
		return target
	}
	head := strings.ToLower(target[:min(len(target), 6)])
	switch {
	case strings.HasPrefix(head, "www."):
		return "http://" + target
	case strings.HasPrefix(head, "doi:"):
		return "https://doi.org/" + target[len("doi:"):]
	case strings.HasPrefix(head, "arxiv:"):
		return "https://arxiv.org/abs/" + target[len("arxiv:"):]
	}
	return target
}

// address returns the normalized address of a bare target; empty if it is none.
func (m *reader) address(target string) string {
	url, _, _ := match.Address(fullTarget(checker.LinkBare, target))
	return url
}

// A target is where a link leads, and how far its markup reaches.
type target struct {
	a, b int // of the content, without angle brackets
	end  int // right after the closing bracket
}

// inlineTarget reads "(target "title")" at byte i.
func inlineTarget(s string, i int) (target, bool) {
	j := skipSpace(s, i+1)
	t, j, ok := destination(s, j)
	if !ok {
		return t, false
	}
	k := skipSpace(s, j)
	if k > j && k < len(s) && s[k] != ')' {
		if k, ok = title(s, k); !ok {
			return t, false
		}
		k = skipSpace(s, k)
	}
	if k >= len(s) || s[k] != ')' {
		return t, false
	}
	t.end = k + 1
	return t, true
}

// destination reads a target at byte i and returns where it ends.
func destination(s string, i int) (t target, end int, ok bool) {
	if i < len(s) && s[i] == '<' {
		for j := i + 1; j < len(s); j++ {
			switch s[j] {
			case '\\':
				j++
			case '<', '\n':
				return t, i, false
			case '>':
				return target{a: i + 1, b: j}, j + 1, true
			}
		}
		return t, i, false
	}
	depth := 0
	j := i
loop:
	for ; j < len(s); j++ {
		switch c := s[j]; {
		case c == '\\' && j+1 < len(s) && isPunct(s[j+1]):
			j++
		case c <= ' ' || c == 0x7F:
			break loop
		case c == '(':
			if depth++; depth > 32 {
				return t, i, false
			}
		case c == ')':
			if depth--; depth < 0 {
				break loop
			}
		}
	}
	if depth > 0 {
		return t, i, false
	}
	return target{a: i, b: j}, j, true
}

// title reads a link's title at byte i and returns where it ends.
func title(s string, i int) (end int, ok bool) {
	if i >= len(s) {
		return i, false
	}
	closer := s[i]
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		return i, false
	}
	for j := i + 1; j < len(s); j++ {
		switch s[j] {
		case '\\':
			j++
		case closer:
			return j + 1, true
		case '(':
			if closer == ')' {
				return i, false
			}
		}
	}
	return i, false
}

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// targetText decodes a target as it is written in Markdown.
func targetText(raw string) string {
	t := unescape(raw)
	if strings.IndexByte(t, '&') >= 0 {
		t = html.UnescapeString(t)
	}
	if strings.IndexByte(t, '\n') >= 0 {
		t = strings.ReplaceAll(t, "\n", "")
	}
	return t
}

// references are the link definitions of a document: [id]: target.
type references struct {
	text    string // from base on
	base    int
	byLabel map[string]span // where the target stands in the source
}

// take reads link definitions at the head of a paragraph and returns how many lines they fill.
func (r *references) take(lines []span) int {
	for n := 0; ; {
		used := r.one(lines[n:])
		if used == 0 {
			return n
		}
		n += used
		if n == len(lines) {
			return n
		}
	}
}

// one reads one definition. Its label stands on one line; target and title may have their own.
func (r *references) one(lines []span) int {
	line := func(i int) string { return r.text[lines[i].start:lines[i].end] }
	s := line(0)
	if len(s) < 4 || s[0] != '[' || s[1] == '^' {
		return 0
	}
	end := labelEnd(s, 1)
	if end < 0 || end+1 >= len(s) || s[end+1] != ':' {
		return 0
	}
	label := foldLabel(s[1:end])
	if label == "" {
		return 0
	}
	used, i := 1, skipSpace(s, end+2)
	if i == len(s) {
		if len(lines) < 2 {
			return 0
		}
		s, i, used = line(1), 0, 2
	}
	start := lines[used-1].start
	t, i, ok := destination(s, i)
	if !ok || i == 0 || t.a == t.b && s[i-1] != '>' {
		return 0
	}
	rest := skipSpace(s, i)
	if rest < len(s) {
		end, ok := title(s, rest)
		if !ok || rest == i || skipSpace(s, end) < len(s) {
			return 0
		}
	} else if used < len(lines) {
		next := line(used)
		if end, ok := title(next, 0); ok && skipSpace(next, end) == len(next) {
			used++
		}
	}
	if r.byLabel == nil {
		r.byLabel = map[string]span{}
	}
	if r.byLabel[label] == (span{}) {
		r.byLabel[label] = span{r.base + start + t.a, r.base + start + t.b}
	}
	return used
}

// labelEnd returns where the label that begins at byte i ends; -1 if it does not.
func labelEnd(s string, i int) int {
	for j := i; j < len(s) && j-i < 1000; j++ {
		switch s[j] {
		case '\\':
			j++
		case '[':
			return -1
		case ']':
			return j
		}
	}
	return -1
}

// foldLabel makes labels comparable: case-folded, NFKC, white space collapsed.
func foldLabel(s string) string {
	plain := true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80:
			return match.Fold(s)
		case c >= 'A' && c <= 'Z' || isSpace(c):
			plain = false
		}
	}
	if plain {
		return s
	}
	return strings.ToLower(collapse(s))
}

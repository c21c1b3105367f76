package read

import (
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
)

// maxInline is how many inline notes may be open at once; more are text.
const maxInline = 8

// open reads an opening bracket of n bytes: "[", "![" or "^[".
func (s *scanner) open(i, n int, kind byte) int {
	if len(s.opens) > 0 {
		s.opens[len(s.opens)-1].nested = true
	}
	s.flush(i)
	s.opens = append(s.opens, bracket{tok: len(s.toks), at: i + n, kind: kind, live: len(s.live)})
	s.emit(tok{kind: tokText, a: i, b: i + n})
	if kind == '^' {
		s.notes++
	}
	return n
}

// close reads a closing bracket: the end of a link, an image, a marker or an inline note.
func (s *scanner) close(i int) int {
	if s.mode != modeMarkdown {
		return 0
	}
	if len(s.opens) == 0 {
		s.unopened(i)
		return 0
	}
	o := s.opens[len(s.opens)-1]
	s.opens = s.opens[:len(s.opens)-1]
	s.flush(i)
	if o.kind == '^' {
		s.notes--
		return s.inlineNote(o, i)
	}
	if o.kind == '[' {
		if n := s.definedMark(o, i); n > 0 {
			return n
		}
	}
	active := o.kind == '!' || len(s.opens) >= s.dead
	s.dead = min(s.dead, len(s.opens))
	if active {
		if n := s.anyLink(o, i); n > 0 {
			return n
		}
	}
	if o.kind == '[' {
		if n := s.bracketMark(o, i); n > 0 {
			return n
		}
		return s.broken(o, i)
	}
	return 0
}

// anyLink ends the link or image that o opens.
func (s *scanner) anyLink(o bracket, i int) int {
	var l *checker.Link
	end := i + 1
	if end < len(s.s) && s.s[end] == '(' {
		if t, ok := inlineTarget(s.s, end); ok {
			raw := s.s[t.a:t.b]
			from, to := s.c.start(t.a), s.c.end(t.b)
			if t.a == t.b {
				from = s.c.end(t.a)
				to = from
			}
			l, end = s.m.link(checker.LinkInline, from, to, targetText(raw)), t.end
		}
	}
	if l == nil {
		label, n := s.referenceLabel(o, i)
		ref := s.m.refs.byLabel[label]
		if n == 0 || ref == (span{}) {
			return 0
		}
		raw := s.m.text[ref.start:ref.end]
		l, end = s.m.link(checker.LinkReference, ref.start, ref.end, targetText(raw)), i+n
	}
	s.emphasize(o.live)
	if o.kind == '!' {
		s.toks = s.toks[:o.tok] // the text of an image is no prose
		s.emit(tok{kind: tokGone, a: i, b: end})
		return end - i
	}
	s.toks[o.tok].kind, s.toks[o.tok].link = tokLinkOpen, l
	s.emit(tok{kind: tokLinkClose, a: i, b: end})
	s.dead = len(s.opens)
	return end - i
}

// referenceLabel returns the folded label that the closing bracket at byte i names, and the length
// of all from there on; zero if it names none.
func (s *scanner) referenceLabel(o bracket, i int) (string, int) {
	if len(s.m.refs.byLabel) == 0 {
		return "", 0
	}
	if i+1 < len(s.s) && s.s[i+1] == '[' {
		if end := labelEnd(s.s, i+2); end > i+2 && strings.TrimSpace(s.s[i+2:end]) != "" {
			return foldLabel(s.s[i+2 : end]), end + 1 - i
		} else if end == i+2 && !o.nested && i-o.at < 1000 {
			return foldLabel(s.s[o.at:i]), 3
		}
	}
	if o.nested || i-o.at >= 1000 {
		return "", 0
	}
	return foldLabel(s.s[o.at:i]), 1
}

// definedMark ends the marker "[^label]" or "[p. 3][#key]" that o opens, or the inline note
// "[^some words]".
func (s *scanner) definedMark(o bracket, i int) int {
	inside := s.s[o.at:i]
	if i+2 < len(s.s) && s.s[i+1] == '[' && s.s[i+2] == '#' && len(s.m.keys) > 0 {
		end := labelEnd(s.s, i+3)
		if end > 0 && s.m.keys[foldLabel(s.s[i+3:end])] {
			k := &mark{form: formKeyed, labels: []string{strings.TrimSpace(s.s[i+3 : end])}}
			if strings.EqualFold(strings.TrimSpace(inside), "not cited") {
				k = nil
			}
			s.mark(o, i, end+1, k)
			return end + 1 - i
		}
	}
	if len(inside) < 2 || inside[0] != '^' {
		return 0
	}
	label := strings.TrimSpace(inside[1:])
	if !o.nested && label != "" && len(label) < 1000 && s.m.labels[foldLabel(label)] {
		s.mark(o, i, i+1, &mark{form: formDefined, labels: []string{label}})
		return 1
	}
	if i+1 < len(s.s) && s.s[i+1] == '(' {
		if _, ok := inlineTarget(s.s, i+1); ok {
			return 0
		}
	}
	switch {
	case strings.ContainsFunc(label, unicode.IsSpace):
		o.at++
		return s.inlineNote(o, i)
	case !o.nested && len(label) < 1000 && nameable(label) && !quantified(s.s[i+1:]):
		s.mark(o, i, i+1, &mark{form: formDefined, labels: []string{label}})
		return 1
	}
	return 0
}

// nameable reports whether a label that nothing defines is one all the same, and not the set of a
// regular expression: [^0-9], [^\w].
func nameable(label string) bool {
	if label == "" || strings.ContainsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.:*†‡§", r)
	}) {
		return false
	}
	for i := 1; i+1 < len(label); i++ { // a range: a-z
		if label[i] == '-' && (i == 1 || !isAlnum(label[i-2])) && (i+2 == len(label) || !isAlnum(label[i+2])) {
			return false
		}
	}
	return !strings.HasPrefix(label, "0-") && !strings.HasPrefix(label, "a-z")
}

// quantified reports whether a text begins like what follows a set in a regular expression.
func quantified(s string) bool {
	return s != "" && strings.IndexByte("+*?{/", s[0]) >= 0
}

// mark replaces the tokens from o on, and the content up to end, by a marker; nil leaves nothing.
func (s *scanner) mark(o bracket, i, end int, k *mark) {
	s.live = s.live[:min(o.live, len(s.live))]
	a := o.at - 1
	s.toks = s.toks[:o.tok]
	if k == nil {
		s.emit(tok{kind: tokGone, a: i, b: end})
		return
	}
	k.start, k.end = s.c.start(a), s.c.end(end)
	s.emit(tok{kind: tokMark, mark: k, a: i, b: end})
}

// inlineNote ends the inline note that o opens.
func (s *scanner) inlineNote(o bracket, i int) int {
	s.emphasize(o.live)
	k := &mark{form: formInline, note: &checker.Note{Kind: checker.InlineNote, Syntax: checker.SyntaxInline}}
	k.start, k.end = s.c.start(s.toks[o.tok].a), s.c.end(i+1)
	s.toks[o.tok].kind, s.toks[o.tok].mark = tokNoteOpen, k
	if s.s[o.at-1] == '^' && o.kind == '[' { // the caret is no text
		for j := o.tok + 1; j < len(s.toks); j++ {
			if t := &s.toks[j]; t.a == o.at-1 && t.b > t.a {
				t.a++
				break
			}
		}
	}
	s.emit(tok{kind: tokNoteClose, a: i, b: i + 1})
	return 1
}

// bracketMark reads "[7]" or "[1, 3–5]" as a place where a marker may stand.
func (s *scanner) bracketMark(o bracket, i int) int {
	if i-o.at > 40 || o.nested {
		return 0
	}
	labels, ok := s.bracketLabels(s.s[o.at:i])
	if !ok {
		return 0
	}
	k := &mark{form: formBracket, labels: labels, start: s.c.start(o.at - 1), end: s.c.end(i + 1)}
	s.live = s.live[:min(o.live, len(s.live))]
	s.emit(tok{kind: tokText, a: i, b: i + 1})
	s.standIn(o.tok, k)
	return 1
}

// bracketLabels is bracketLabels, or gives the letter by which a note in brackets is known.
func (s *scanner) bracketLabels(inside string) ([]string, bool) {
	if s.m.said[inside] {
		return []string{inside}, true
	}
	return bracketLabels(inside)
}

// standIn puts a mark before the tokens from k on; they show if it is not taken.
func (s *scanner) standIn(at int, k *mark) {
	n := len(s.toks) - at
	s.toks = append(s.toks, tok{})
	copy(s.toks[at+1:], s.toks[at:])
	s.toks[at] = tok{kind: tokMark, mark: k, ref: n, a: s.toks[at+1].a, b: s.toks[at+1].a}
}

// maxBroken is how far the end of a broken link is looked for.
const maxBroken = 2000

// broken records what was meant as a link and is none. It returns the length of what is to be
// skipped: an address with a blank in it is not the address of anything.
func (s *scanner) broken(o bracket, i int) int {
	rest := s.s[i+1 : min(len(s.s), i+1+maxBroken)]
	inside := s.s[o.at:i]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	switch {
	case len(rest) > 1 && rest[0] == '(' && isWeb(strings.TrimLeft(rest[1:], " <")):
		if n := strings.IndexByte(rest, ')'); n >= 0 {
			if !isTemplate(rest[:n]) {
				s.m.broken(s.c.start(o.at-1), s.c.end(i+1+n+1), "space-in-target", inside)
			}
			s.emit(tok{kind: tokText, a: i, b: i + 1 + n + 1})
			return n + 2
		}
		s.m.broken(s.c.start(o.at-1), s.c.end(i+1+len(firstWord(rest))), "unclosed", inside)
	case len(rest) > 2 && rest[0] == ' ' && rest[1] == '(' && isWeb(rest[2:]):
		if n := strings.IndexByte(rest, ')'); n > 0 {
			s.m.broken(s.c.start(o.at-1), s.c.end(i+1+n+1), "spaced", inside)
		}
	case isWeb(inside) && o.at >= 2 && s.s[o.at-2] == ')' && strings.IndexByte(inside, ' ') < 0:
		before := s.s[max(0, o.at-300) : o.at-2]
		if n := strings.LastIndexAny(before, "()\n"); n >= 0 && before[n] == '(' {
			s.m.broken(s.c.start(o.at-2-len(before)+n), s.c.end(i+1), "swapped", before[n+1:])
		}
	}
	return 0
}

// isTemplate reports whether a generator of sites puts something else in the place of part of s.
func isTemplate(s string) bool {
	return containsAny(s, "{{", "{%", "<%", "${")
}

// unopened records the end of a link that nothing opens: "Tide tables](https://…)".
func (s *scanner) unopened(i int) {
	rest := s.s[i+1 : min(len(s.s), i+1+maxBroken)]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	if len(rest) < 2 || rest[0] != '(' || !isWeb(strings.TrimLeft(rest[1:], " <")) {
		return
	}
	before := s.s[max(0, i-maxBroken):i]
	escaped := strings.Contains(before[strings.LastIndexByte(before, '\n')+1:], `\[`) // "\[x](https://…)" shows how links are written
	if n := strings.IndexByte(rest, ')'); n > 0 && !escaped {
		s.m.broken(s.c.start(i), s.c.end(i+1+n+1), "unopened", "")
	}
}

// firstWord returns s up to its first white space.
func firstWord(s string) string {
	if n := strings.IndexFunc(s, unicode.IsSpace); n >= 0 {
		return s[:n]
	}
	return s
}

// isWeb reports whether s begins like an address on the web.
func isWeb(s string) bool {
	for _, p := range []string{"https://", "http://", "www."} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}

package read

import "strings"

// mostWiki is how long a link or comment of a wiki may be, in bytes.
const mostWiki, mostWikiComment = 300, 2000

// wikiLink reads "[[Page]]" and "[[Page|words]]", as Obsidian and wikis write links between pages:
// they show their words and name no source.
func (s *scanner) wikiLink(i int) int {
	if !strings.HasPrefix(s.s[i:], "[[") {
		return 0
	}
	from := i + 2
	n := strings.IndexAny(s.s[from:min(len(s.s), from+mostWiki)], "[]\n")
	if n <= 0 || !strings.HasPrefix(s.s[from+n:], "]]") {
		return 0
	}
	end := from + n + 2
	if end < len(s.s) && (s.s[end] == '(' || s.s[end] == '[') { // "[[1]](#fn1)"
		return 0
	}
	inside := s.s[from : from+n]
	if _, number := numberLabels(inside); number || pairLabel(inside) != "" || inside[0] == '^' || inside[0] == '#' || s.m.refs.byLabel[foldLabel(inside)] != (span{}) {
		return 0
	}
	words := from + strings.LastIndexByte(inside, '|') + 1
	s.emit(tok{kind: tokGone, a: i, b: words})
	s.emit(tok{kind: tokGone, a: from + n, b: end})
	return end - i
}

// wikiComment reads "%%words%%", which Obsidian does not show.
func (s *scanner) wikiComment(i int) int {
	if !strings.HasPrefix(s.s[i:], "%%") {
		return 0
	}
	n := strings.Index(s.s[i+2:min(len(s.s), i+mostWikiComment)], "%%")
	if n <= 0 {
		return 0
	}
	s.emit(tok{kind: tokGone, a: i, b: i + n + 4})
	return n + 4
}

// blockName reads "^name" at the end of a paragraph, by which Obsidian links to it.
func (s *scanner) blockName(i int) int {
	if i == 0 || s.s[i-1] != ' ' {
		return 0
	}
	name := strings.TrimRight(s.s[i+1:min(len(s.s), i+60)], " \t")
	if name == "" || i+60 < len(s.s) || !isAlnum(name[0]) || strings.ContainsFunc(name, func(r rune) bool { return r > 'z' || r != '-' && !isAlnum(byte(r)) }) {
		return 0
	}
	s.emit(tok{kind: tokGone, a: i - 1, b: len(s.s)})
	return len(s.s) - i
}

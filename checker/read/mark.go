package read

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A mark is a place where one or more markers stand, or might stand.
type mark struct {
	form       form
	labels     []string
	start, end int
	href       string        // the fragment that it links to; empty if it links to none
	note       *checker.Note // of an inline note
	whole      bool          // of HTML: it stands for all of its element
	def        *definition   // of a link in HTML: the note that it leads to; nil if there is none
	pieces     []piece       // of an inline note
	shown      []piece       // what it shows if it is no marker
	part       *part
	before     string            // what stands right before it in its block, a few bytes
	after      string            // what follows it, a few bytes
	markers    []*checker.Marker // what was made of it; nil: it is no marker
	dropped    bool              // it is the label of a note
}

// A form is how a marker is written.
type form uint8

const (
	formDefined form = iota // [^x]
	formInline              // ^[…]
	formHTML                // a link in HTML
	formKeyed               // [p. 3][#Key]
	formSup                 // <sup>7</sup>, ^7^, $^{7}$
	formSign                // ¹²
	formSymbol              // † after a word
	formBracket             // [7]
	formWeak                // (7), word.7, word7
	formPair                // [1](#fn1)
	formSaid                // of a note: [Footnote 1: …]
)

// strong reports whether marks of the form are markers always.
func (f form) strong() bool { return f <= formKeyed }

// numberLabels reads "7", "1, 3–5" and the like: the labels of markers that are numbers.
func numberLabels(s string) ([]string, bool) {
	var labels []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '，' || r == '、' }) {
		part = strings.TrimSpace(part)
		if a, b, ok := cutRange(part); ok {
			x, y := number(a), number(b)
			if x < 0 || y <= x || y-x > 50 {
				return nil, false
			}
			for ; x <= y; x++ {
				labels = append(labels, strconv.Itoa(x))
			}
			continue
		}
		if number(part) < 0 {
			return nil, false
		}
		labels = append(labels, part)
	}
	return labels, len(labels) > 0
}

// bracketLabels reads the labels of "[7]" as numberLabels does, with the places in a source that some
// styles put behind its number: "[7, Sec. 4]", "[1, с. 14; 3, с. 20–33]".
func bracketLabels(s string) ([]string, bool) {
	var labels []string
	for _, group := range strings.Split(s, ";") {
		first, place, ok := strings.Cut(group, ",")
		if !ok || !isPlace(strings.TrimSpace(place)) {
			first = group
		}
		of, ok := numberLabels(first)
		if !ok {
			return nil, false
		}
		labels = append(labels, of...)
	}
	return labels, true
}

// isPlace reports whether s says where in a source to look: a word and a number.
func isPlace(s string) bool {
	word, rest, ok := strings.Cut(s, " ")
	if !ok {
		word, rest, ok = strings.Cut(s, ".")
	}
	word = strings.TrimSuffix(word, ".")
	letters := utf8.RuneCountInString(word)
	rest = strings.TrimLeft(rest, " (")
	return ok && letters > 0 && letters <= 9 && rest != "" && isDigit(rest[0]) &&
		!strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
}

func cutRange(s string) (a, b string, ok bool) {
	for _, dash := range []string{"–", "-", "—", "‑", "−"} {
		if a, b, ok = strings.Cut(s, dash); ok {
			return strings.TrimSpace(a), strings.TrimSpace(b), true
		}
	}
	return s, "", false
}

// number returns the value of a label of one to five digits that does not begin with 0; else -1.
func number(s string) int {
	if len(s) == 0 || len(s) > 5 || s[0] == '0' {
		return -1
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// isSymbol reports whether s is a marker that is a symbol, alone or repeated.
func isSymbol(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 4 {
		return false
	}
	for _, r := range s {
		if !strings.ContainsRune("*†‡§‖¶∗", r) {
			return false
		}
	}
	return true
}

// supLabels reads what stands in a superscript: numbers, a symbol, one letter, in brackets or not.
func supLabels(s string) ([]string, bool) {
	s = strings.TrimSpace(s)
	for _, pair := range []string{"[]", "()"} {
		if len(s) > 2 && s[0] == pair[0] && s[len(s)-1] == pair[1] {
			s = strings.TrimSpace(s[1 : len(s)-1])
		}
	}
	if len(s) > 60 {
		return nil, false
	}
	if isSymbol(s) || len(s) == 1 && isAlpha(s[0]) {
		return []string{s}, true
	}
	if labels, ok := numberLabels(s); ok {
		return labels, true
	}
	if words := strings.Fields(s); len(words) > 1 { // "1 2"
		for _, w := range words {
			if number(w) < 0 {
				return nil, false
			}
		}
		return words, true
	}
	return nil, false
}

// caret reads "^[note]" and "^7^".
func (s *scanner) caret(i int) int {
	if end := strings.Index(s.s[i:min(len(s.s), i+42)], "]^"); end > 2 && s.s[i+1] == '[' {
		if labels, ok := numberLabels(s.s[i+2 : i+end]); ok { // "^[7]^", a superscript in brackets
			s.candidate(i, i+end+2, i+2, i+end, labels, formSup)
			return end + 2
		}
	}
	if s.mode == modeMarkdown && i+1 < len(s.s) && s.s[i+1] == '[' && s.notes < maxInline &&
		!strings.HasPrefix(s.s[i+2:], "^") { // "^,^[^2]": a superscript before a marker
		return s.open(i, 2, '^')
	}
	if s.mode == modeMarkdown {
		if n := s.blockName(i); n > 0 {
			return n
		}
	}
	end := i + 1
	for end < len(s.s) && end < i+40 && s.s[end] > ' ' && s.s[end] != '^' && s.s[end] != '[' && s.s[end] != ']' {
		end++
	}
	if end == i+1 || end >= len(s.s) || s.s[end] != '^' {
		return 0
	}
	inside := s.s[i+1 : end]
	labels, ok := supLabels(unescape(inside))
	if !ok {
		if s.mode == modePlain || strings.Trim(inside, ",;") != "" && strings.ContainsFunc(inside, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return 0
		}
		s.emit(tok{kind: tokTag, a: i, b: i + 1, text: "sup"})
		s.emit(tok{kind: tokText, a: i + 1, b: end})
		s.emit(tok{kind: tokTag, a: end, b: end + 1, text: "sup", flag: true})
		return end + 1 - i
	}
	s.candidate(i, end+1, i+1, end, labels, formSup)
	return end + 1 - i
}

// plainBracket reads "[7]" where brackets make no links.
func (s *scanner) plainBracket(i int) int {
	n := strings.IndexByte(s.s[i:min(len(s.s), i+42)], ']')
	if n < 0 {
		return 0
	}
	labels, ok := s.bracketLabels(s.s[i+1 : i+n])
	if !ok {
		return 0
	}
	s.flush(i)
	k := &mark{form: formBracket, labels: labels, start: s.c.start(i), end: s.c.end(i + n + 1)}
	at := len(s.toks)
	s.emit(tok{kind: tokText, a: i, b: i + n + 1})
	s.splitLines(0)
	s.standIn(at, k)
	return n + 1
}

// candidate emits a place where a marker may stand, and what it shows otherwise: the content from
// c to d as a superscript.
func (s *scanner) candidate(a, b, c, d int, labels []string, f form) {
	s.flush(a)
	k := &mark{form: f, labels: labels, start: s.c.start(a), end: s.c.end(b)}
	at := len(s.toks)
	s.emit(tok{kind: tokTag, a: a, b: c, text: "sup"})
	s.emit(tok{kind: tokText, a: c, b: d})
	s.emit(tok{kind: tokTag, a: d, b: b, text: "sup", flag: true})
	s.standIn(at, k)
}

// mathMark reads a superscript that a converter wrote as mathematics: $^{7}$, ${ }^{7}$.
func (s *scanner) mathMark(i int) int {
	return s.texMark(i, "$", "$")
}

// escapedMark reads "\({ }^{7}\)" and "\[7\]".
func (s *scanner) escapedMark(i int) int {
	if s.s[i+1] == '(' {
		return s.texMark(i, `\(`, `\)`)
	}
	if s.mode == modePlain {
		return 0
	}
	end := strings.Index(s.s[i:min(len(s.s), i+44)], `\]`)
	if end < 0 {
		return 0
	}
	labels, ok := numberLabels(s.s[i+2 : i+end])
	if !ok || i+end+2 < len(s.s) && s.s[i+end+2] == '(' {
		return 0
	}
	s.flush(i)
	k := &mark{form: formBracket, labels: labels, start: s.c.start(i), end: s.c.end(i + end + 2)}
	at := len(s.toks)
	s.emit(tok{kind: tokLiteral, a: i, b: i + 2, text: "["})
	s.emit(tok{kind: tokText, a: i + 2, b: i + end})
	s.emit(tok{kind: tokLiteral, a: i + end, b: i + end + 2, text: "]"})
	s.standIn(at, k)
	return end + 2
}

func (s *scanner) texMark(i int, opener, closer string) int {
	a, b, end := texSuperscript(s.s[i:], opener, closer)
	if end == 0 {
		return 0
	}
	inside := s.s[i+a : i+b]
	if sign, ok := texSymbols[strings.TrimPrefix(strings.TrimSpace(inside), `\`)]; ok {
		inside = sign
	}
	labels, ok := supLabels(inside)
	if !ok {
		return 0
	}
	s.candidate(i, i+end, i+a, i+b, labels, formSup)
	return end
}

var texSymbols = map[string]string{
	"*": "*", "ast": "*", "dagger": "†", "dag": "†", "ddagger": "‡", "ddag": "‡", "S": "§", "P": "¶", "|": "‖", "Vert": "‖", "star": "*",
}

// texSuperscript reads opener, an empty base, '^', a group or one sign, closer, and returns where
// the group's inside begins and ends and the length of all; zero if it is none.
func texSuperscript(s, opener, closer string) (a, b, end int) {
	i, ok := len(opener), strings.HasPrefix(s, opener)
	blanks := func() {
		for i < len(s) && s[i] == ' ' {
			i++
		}
	}
	if !ok {
		return 0, 0, 0
	}
	blanks()
	if i < len(s) && s[i] == '{' {
		i++
		blanks()
		if i >= len(s) || s[i] != '}' {
			return 0, 0, 0
		}
		i++
		blanks()
	}
	if i >= len(s) || s[i] != '^' {
		return 0, 0, 0
	}
	i++
	blanks()
	switch {
	case i < len(s) && s[i] == '{':
		n := strings.IndexByte(s[i:min(len(s), i+64)], '}')
		if n < 0 {
			return 0, 0, 0
		}
		a, b, i = i+1, i+n, i+n+1
	case i < len(s) && s[i] == '\\':
		a = i
		for i++; i < len(s) && isAlpha(s[i]); i++ {
		}
		b = i
	default:
		a = i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i == a && i < len(s) && s[i] == '*' {
			i++
		}
		b = i
	}
	blanks()
	if a == b || !strings.HasPrefix(s[i:], closer) {
		return 0, 0, 0
	}
	return a, b, i + len(closer)
}

// superscriptDigits are the values of the superscript digits of Unicode.
func superscriptDigit(r rune) (byte, bool) {
	switch r {
	case '¹':
		return '1', true
	case '²':
		return '2', true
	case '³':
		return '3', true
	case '⁰':
		return '0', true
	}
	if r >= '⁴' && r <= '⁹' {
		return byte('4' + r - '⁴'), true
	}
	return 0, false
}

// superscriptSign reads "¹²", and "†" after a word.
func (s *scanner) superscriptSign(i int) int {
	r, size := utf8.DecodeRuneInString(s.s[i:])
	if isSymbol(string(r)) {
		return s.symbol(i, r, size)
	}
	var digits []byte
	j := i
	for j < len(s.s) && j < i+40 {
		r, size := utf8.DecodeRuneInString(s.s[j:])
		d, ok := superscriptDigit(r)
		if !ok {
			break
		}
		digits = append(digits, d)
		j += size
	}
	if len(digits) == 0 {
		return 0
	}
	if next := runeAt(s.s, j); next == '⁻' || next == '⁺' || next == 'ⁿ' {
		return 0
	}
	if prev := runeBefore(s.s, i); prev == '⁻' || prev == '⁺' {
		return 0
	}
	if number(string(digits)) < 0 {
		return 0
	}
	k := &mark{form: formSign, labels: []string{string(digits)}, start: s.c.start(i), end: s.c.end(j)}
	s.flush(i)
	at := len(s.toks)
	s.emit(tok{kind: tokText, a: i, b: j})
	s.standIn(at, k)
	return j - i
}

// symbol reads a symbol that stands after a word or begins a block.
func (s *scanner) symbol(i int, r rune, size int) int {
	prev := runeBefore(s.s, i)
	if prev == r { // a row of more than four, which is no marker: each of them would be read to its end
		return 0
	}
	j := i + size
	for j < len(s.s) && j < i+5*size && strings.HasPrefix(s.s[j:], string(r)) {
		j += size
	}
	if prev != 0 && (unicode.IsSpace(prev) || strings.ContainsRune("([", prev)) && i > 0 {
		if prev != '\n' {
			return 0
		}
	}
	if !isSymbol(s.s[i:j]) {
		return 0
	}
	k := &mark{form: formSymbol, labels: []string{s.s[i:j]}, start: s.c.start(i), end: s.c.end(j)}
	s.flush(i)
	at := len(s.toks)
	s.emit(tok{kind: tokText, a: i, b: j})
	s.standIn(at, k)
	return j - i
}

// escapedStars reads "\*" after a word or at the start of a line.
func (s *scanner) escapedStars(i int) int {
	j := i
	for j+1 < len(s.s) && j < i+6 && s.s[j] == '\\' && s.s[j+1] == '*' {
		j += 2
	}
	prev := runeBefore(s.s, i)
	if prev != 0 && prev != '\n' && !unicode.IsLetter(prev) && !strings.ContainsRune(".,;:!?”’»)", prev) ||
		j < len(s.s) && !isSpace(s.s[j]) && !isPunct(s.s[j]) {
		return 0
	}
	s.flush(i)
	k := &mark{form: formSymbol, labels: []string{strings.Repeat("*", (j-i)/2)}, start: s.c.start(i), end: s.c.end(j)}
	at := len(s.toks)
	for ; i < j; i += 2 {
		s.emit(tok{kind: tokLiteral, a: i, b: i + 2, text: "*"})
	}
	n := s.toks[len(s.toks)-1].b - s.toks[at].a
	s.standIn(at, k)
	return n
}

// superscripts finds the elements <sup> that may be markers.
func (s *scanner) superscripts() {
	for i := 0; i < len(s.toks); i++ {
		t := &s.toks[i]
		if t.kind == tokMark {
			i += t.ref
			continue
		}
		if t.kind != tokTag || t.text != "sup" || t.flag {
			continue
		}
		end, text, link, ok := s.superscript(i)
		if !ok {
			continue
		}
		labels, ok := supLabels(text)
		if !ok {
			continue
		}
		k := &mark{form: formSup, labels: labels, start: s.c.start(t.a), end: s.c.end(s.toks[end].b)}
		if link != nil {
			k.href = link.Fragment
		}
		if p := s.m.page; p != nil && t.ref >= 0 && p.nodes[t.ref].flags&flagShut == 0 {
			k.start, k.end = int(p.nodes[t.ref].start), int(p.nodes[t.ref].close)
		}
		// A tag shows nothing: the first one can be the mark itself.
		s.toks[i] = tok{kind: tokMark, flag: true, mark: k, ref: end - i, a: t.a, b: t.a}
		i = end
	}
}

// superscript returns the index of the tag that closes the one at i and the text between; ok is
// false if it is long, or a link to elsewhere.
func (s *scanner) superscript(i int) (end int, text string, link *checker.Link, ok bool) {
	var b strings.Builder
	for j := i + 1; j < len(s.toks) && j < i+30 && b.Len() < 64; j++ {
		switch t := &s.toks[j]; t.kind {
		case tokText, tokCode:
			b.WriteString(s.s[t.a:t.b])
		case tokLiteral:
			b.WriteString(t.text)
		case tokDelim:
			d := &s.delims[t.ref]
			b.WriteString(s.s[d.a:d.b])
		case tokMark:
			if t.mark.form != formBracket && t.mark.form != formSymbol && t.mark.form != formSign {
				return 0, "", nil, false
			}
		case tokLinkOpen:
			if t.link != nil && (t.link.URL != "" || s.m.page != nil) {
				return 0, "", nil, false
			}
			link = t.link
		case tokNoteOpen, tokNoteClose, tokBreak:
			return 0, "", nil, false
		case tokTag:
			if t.text == "sup" {
				return j, b.String(), link, t.flag
			}
		}
	}
	return 0, "", nil, false
}

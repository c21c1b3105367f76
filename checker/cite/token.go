package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A kind says what a token is.
type kind uint8

const (
	word     kind = iota // a word, or a phrase of the lexicon
	number               // figures, with the letters that stick to them: 12, 12v, 2nd
	punct                // one character
	opening              // an opening bracket; n is its mate
	closing              // a closing bracket; n is its mate
	quoted               // a whole quotation; n is its pair
	address              // a URL
	doi                  // a DOI, with what announces it
	arxiv                // an arXiv number, with its prefix
	isbn                 // an ISBN, with its prefix
	dated                // a date; n is its hit
	accessed             // an access word and its date; n is its hit
	located              // a locator with its prefix
	volume               // a volume with its prefix
	issue                // an issue or number with its prefix
	typemark             // [J], [EB/OL]
	back                 // a back-reference; class says which
	noteNo               // a note's number as a back-reference: (n 3), supra note 3; value holds it
	signal               // class says which
	leader               // ——— or ___: the author before
)

// A token is a piece of a note's text with the evidence that splitting and parsing need.
type token struct {
	kind       kind
	class      class
	space      bool // white space stands before it
	caps       bool // begins with a capital letter
	lower      bool // begins with a small letter
	cjk        bool // begins with an ideograph
	deep       bool // inside a bracket
	style      checker.Style
	link       *checker.Link
	lex        *lexeme
	start, end int
	value, to  int  // the bytes of what stands behind a prefix: of a locator, volume, issue, identifier
	n          int  // see kind
	r          rune // of punct
}

// A lexer makes the tokens of one note.
type lexer struct {
	src     *source
	text    string
	hits    []match.DateHit
	hit     int // the first hit that does not end before the place of the lexer
	pairs   []pair
	pair    int
	surplus []int
	tokens  []token
	stack   []int // open brackets
	run     int
	eastern bool    // the segment being parsed has Han or Hangul
	at, to  int     // the tokens of the segment being parsed
	home    string  // the language of the document
	letters []int32 // letters and digits before each token
}

func lex(src *source, order match.DateOrder) *lexer {
	lx := &lexer{src: src, text: src.text}
	lx.hits = slices.DeleteFunc(match.DatesIn(src.text, order), func(h match.DateHit) bool { return isNoDate(src.text, h.Start, h.End) })
	lx.pairUp()
	lx.tokens = make([]token, 0, len(lx.text)/4+4)
	space := false
	for i := 0; i < len(lx.text); {
		r, size := rune(lx.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(lx.text[i:])
		}
		if r == ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r) || r == '\n' || r == '\t' || r == '\r' {
			if r == '\n' && !lx.stopAt(i+size) {
				lx.add(token{kind: punct, start: i, end: i + size, r: '\n', space: space})
			}
			space = true
			i += size
			continue
		}
		if r == 0xAD || r == 0xFEFF || r == 0x200B || r == 0xFFFC {
			i += size
			continue
		}
		n := len(lx.tokens)
		end := lx.next(i, r, size)
		for k := n; k < len(lx.tokens); k++ {
			lx.tokens[k].space = space || k > n
		}
		space = false
		if end <= i {
			end = i + size
		}
		i = end
	}
	for _, k := range lx.stack {
		lx.tokens[k].kind = punct
	}
	lx.finish()
	return lx
}

// stopAt reports whether a stop stands at byte i: what is before it is no line of its own.
func (lx *lexer) stopAt(i int) bool {
	return i+1 < len(lx.text) && (lx.text[i] == '.' || lx.text[i] == ',' || lx.text[i] == ';') && lx.text[i+1] == ' '
}

// add appends a token, with the style and the link of its place.
func (lx *lexer) add(t token) {
	for lx.run+1 < len(lx.src.runs) && lx.src.starts[lx.run+1] <= t.start {
		lx.run++
	}
	if len(lx.src.runs) > 0 {
		t.style, t.link = lx.src.runs[lx.run].Style, lx.src.runs[lx.run].Link
	}
	if t.link == nil && t.kind == quoted {
		for k := lx.run; k < len(lx.src.runs) && lx.src.starts[k] < t.end; k++ {
			if lx.src.runs[k].Link != nil {
				t.link = lx.src.runs[k].Link
				break
			}
		}
	}
	t.deep = len(lx.stack) > 0
	lx.tokens = append(lx.tokens, t)
}

// finish counts letters and unmarks what lies in brackets that were never closed.
func (lx *lexer) finish() {
	lx.letters = make([]int32, len(lx.tokens)+1)
	depth := 0
	for k := range lx.tokens {
		t := &lx.tokens[k]
		if t.kind == closing {
			depth--
		}
		t.deep = depth > 0
		if t.kind == opening {
			depth++
		}
		n := int32(0)
		for i := t.start; i < t.end; {
			c := lx.text[i]
			if c < utf8.RuneSelf {
				if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
					n++
				}
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(lx.text[i:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
			i += size
		}
		lx.letters[k+1] = lx.letters[k] + n
	}
}

// pairUp pairs the quotation marks of the note.
func (lx *lexer) pairUp() {
	p := pairQuotes(lx.text, lx.addressEnd, lx.quoteStop)
	lx.pairs, lx.surplus = p.pairs, p.surplus
}

// quoteStop returns where an unclosed quotation ends whose words begin at from: before a comma and
// italics or a date, or at the end of the link.
func (lx *lexer) quoteStop(from int) int {
	k := lx.src.run(from)
	if len(lx.src.runs) == 0 {
		return len(lx.text)
	}
	link := lx.src.runs[k].Link
	hit := 0
	for hit < len(lx.hits) && lx.hits[hit].Start < from {
		hit++
	}
	for i := from; i < len(lx.text); i++ {
		for k+1 < len(lx.src.runs) && lx.src.starts[k+1] <= i {
			k++
			if link != nil && lx.src.runs[k].Link != link {
				return i
			}
		}
		if lx.text[i] != ',' && lx.text[i] != ';' {
			continue
		}
		j := i + 1
		for j < len(lx.text) && lx.text[j] == ' ' {
			j++
		}
		for hit < len(lx.hits) && lx.hits[hit].Start < j {
			hit++
		}
		if hit < len(lx.hits) && lx.hits[hit].Start == j {
			return i
		}
		if next := lx.src.run(j); j < len(lx.text) && lx.src.runs[next].Style&checker.Italic != 0 && lx.src.runs[k].Style&checker.Italic == 0 {
			return i
		}
	}
	return len(lx.text)
}

// addressEnd returns the end of the address that begins at i, or i if none does.
func (lx *lexer) addressEnd(i int) int {
	if i > 0 {
		if c := lx.text[i-1]; c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '@' || c == '.' {
			return i
		}
	}
	rest := lx.text[i:]
	if !hasFold(rest, "http://") && !hasFold(rest, "https://") && !hasFold(rest, "ftp://") && !hasFold(rest, "www.") {
		return i
	}
	if k := lx.src.run(i); len(lx.src.runs) > 0 {
		if l := lx.src.runs[k].Link; l != nil && (l.Form == checker.LinkBare || l.Form == checker.LinkAngle) {
			end := lx.src.starts[k] + len(lx.src.runs[k].Text)
			for k++; k < len(lx.src.runs) && lx.src.runs[k].Link == l; k++ {
				end = lx.src.starts[k] + len(lx.src.runs[k].Text)
			}
			return end
		}
	}
	end := i
	for n, r := range rest {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"`{}|\\^“”‘„«»…—،؛，。、；：！？（）【】「」『』《》〈〉〔〕\ufffd", r) {
			break
		}
		if n > 12 && isIdeograph(r) {
			if last, _ := utf8.DecodeLastRuneInString(rest[:n]); !isIdeograph(last) && !strings.ContainsRune("/-@:=_?&#%+", last) {
				break
			}
		}
		end = i + n + utf8.RuneLen(r)
	}
	return i + len(trimAddress(lx.text[i:end]))
}

// trimAddress cuts what ends a sentence, not an address.
func trimAddress(s string) string {
	round := strings.Count(s, "(") - strings.Count(s, ")")
	square := strings.Count(s, "[") - strings.Count(s, "]")
	for s != "" {
		switch c := s[len(s)-1]; c {
		case '.', ',', ';', ':', '!', '?', '\'', '*', '_', '~':
		case '(':
			round--
		case '[':
			square--
		case ')':
			if round >= 0 {
				return s
			}
			round++
		case ']':
			if square >= 0 {
				return s
			}
			square++
		default:
			if !strings.HasSuffix(s, "’") {
				return s
			}
			s = s[:len(s)-len("’")+1]
		}
		s = s[:len(s)-1]
	}
	return s
}

// hasFold reports whether s begins with the ASCII prefix in any case.
func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

const deepestBracket = 8 // brackets nested more deeply are read as text

// next adds the tokens that begin at i and returns the place behind them.
func (lx *lexer) next(i int, r rune, size int) int {
	if end := lx.nextAddress(i, r); end > i {
		return end
	}
	for lx.pair < len(lx.pairs) && lx.pairs[lx.pair].start < i {
		lx.pair++
	}
	if lx.pair < len(lx.pairs) && lx.pairs[lx.pair].start == i {
		p := lx.pairs[lx.pair]
		lx.add(token{kind: quoted, start: p.start, end: p.end, n: lx.pair})
		return p.end
	}
	if r == '[' || r == '［' || r == '【' {
		if end := typemarkEnd(lx.text, i); end > i {
			lx.add(token{kind: typemark, start: i, end: end})
			return end
		}
	}
	if end := docketEnd(lx.text, i, r); end > i {
		lx.add(token{kind: issue, start: i, end: end, value: i, to: end})
		return end
	}
	if end := lx.nextDate(i); end > i {
		return end
	}
	if end := lx.nextPhrase(i, r); end > i {
		return end
	}
	switch {
	case unicode.IsDigit(r):
		return lx.nextNumber(i)
	case isOpenBracket(r) && len(lx.stack) < deepestBracket:
		lx.stack = append(lx.stack, len(lx.tokens))
		lx.add(token{kind: opening, start: i, end: i + size, r: r, n: -1})
		return i + size
	case r == ')' || r == ']' || r == '}' || r == '）' || r == '】' || r == '〕' || r == '］':
		return lx.close(i, r, size)
	case unicode.IsLetter(r) || unicode.IsMark(r) || r == '@':
		return lx.nextWord(i, r)
	case r == '—' || r == '–' || r == '_' || r == '-' || r == '―':
		end := i
		for strings.HasPrefix(lx.text[end:], string(r)) {
			end += size
		}
		if n := (end - i) / size; n >= 3 || n == 2 && r == '—' {
			lx.add(token{kind: leader, start: i, end: end})
			return end
		}
	}
	if (r == '’' || r == '\'') && lx.isElided(i, size) {
		lx.add(token{kind: word, lower: true, start: i, end: i + size + 1})
		return i + size + 1
	}
	switch r {
	case '،':
		r = ','
	case '؛':
		r = ';'
	}
	lx.add(token{kind: punct, start: i, end: i + size, r: r})
	return i + size
}

// isElided reports whether the apostrophe at i begins a Dutch word such as ’t, between spaces.
func (lx *lexer) isElided(i, size int) bool {
	j := i + size
	return i > 0 && lx.text[i-1] == ' ' && j+1 < len(lx.text) && (lx.text[j] == 't' || lx.text[j] == 's' || lx.text[j] == 'n') && (lx.text[j+1] == ' ' || lx.text[j+1] == '-')
}

func (lx *lexer) close(i int, r rune, size int) int {
	for n := len(lx.stack) - 1; n >= 0 && n >= len(lx.stack)-8; n-- {
		k := lx.stack[n]
		if !matesWith(lx.tokens[k].r, r) {
			continue
		}
		for _, lost := range lx.stack[n+1:] {
			lx.tokens[lost].kind = punct
		}
		lx.stack = lx.stack[:n]
		lx.tokens[k].n = len(lx.tokens)
		lx.add(token{kind: closing, start: i, end: i + size, r: r, n: k})
		return i + size
	}
	lx.add(token{kind: punct, start: i, end: i + size, r: r})
	return i + size
}

func matesWith(open, shut rune) bool {
	switch open {
	case '(', '（':
		return shut == ')' || shut == '）'
	case '[', '［':
		return shut == ']' || shut == '］'
	case '{':
		return shut == '}'
	case '【':
		return shut == '】'
	case '〔':
		return shut == '〕'
	}
	return false
}

// typemarkEnd returns the end of a mark of GB/T 7714 such as [J] or [EB/OL] at i, or i.
func typemarkEnd(text string, i int) int {
	_, size := utf8.DecodeRuneInString(text[i:])
	j := i + size
	n := 0
	for j < len(text) && n < 6 && (text[j] >= 'A' && text[j] <= 'Z' || text[j] == '/') {
		j++
		n++
	}
	if n == 0 || j >= len(text) {
		return i
	}
	switch text[i+size : j] {
	case "J", "M", "N", "R", "C", "D", "S", "P", "Z", "EB/OL", "J/OL", "M/OL", "N/OL", "R/OL", "DB/OL", "CP/OL", "C/OL", "D/OL", "A", "G", "EB", "DB", "DS", "DS/OL", "CM", "CP", "Z/OL", "S/OL", "P/OL":
	default:
		return i
	}
	if shut, size := utf8.DecodeRuneInString(text[j:]); shut == ']' || shut == '］' || shut == '】' {
		return j + size
	}
	return i
}

// nextAddress adds an address or an identifier.
func (lx *lexer) nextAddress(i int, r rune) int {
	switch r {
	case 'h', 'H', 'w', 'W', 'f', 'F':
		end := lx.addressEnd(i)
		if end > i {
			t := token{kind: address, start: i, end: end, value: i, to: end}
			if at := doiStart(lx.text[i:end]); at > 0 {
				t.kind, t.value = doi, i+at
			}
			lx.add(t)
		}
		return end
	case 'd', 'D':
		if !hasFold(lx.text[i:], "doi") {
			return i
		}
		j := i + len("doi")
		for n := 0; n < 3 && j < len(lx.text) && (lx.text[j] == ':' || lx.text[j] == ' '); n++ {
			j++
		}
		if end := doiEnd(lx.text, j); end > j {
			lx.add(token{kind: doi, start: i, end: end, value: j, to: end})
			return end
		}
	case '1':
		if i > 0 && (lx.text[i-1] == '.' || lx.text[i-1] >= '0' && lx.text[i-1] <= '9') {
			return i
		}
		if end := doiEnd(lx.text, i); end > i {
			lx.add(token{kind: doi, start: i, end: end, value: i, to: end})
			return end
		}
	case 'a', 'A':
		if !hasFold(lx.text[i:], "arxiv:") {
			return i
		}
		j := i + len("arxiv:")
		for j < len(lx.text) && lx.text[j] == ' ' {
			j++
		}
		end := j
		for end < len(lx.text) && (lx.text[end] >= '0' && lx.text[end] <= '9' || lx.text[end]|0x20 >= 'a' && lx.text[end]|0x20 <= 'z' || lx.text[end] == '.' || lx.text[end] == '/' || lx.text[end] == '-') {
			end++
		}
		for end > j && lx.text[end-1] == '.' {
			end--
		}
		if end > j {
			lx.add(token{kind: arxiv, start: i, end: end, value: j, to: end})
			return end
		}
	}
	return i
}

// doiStart returns where the DOI begins in a doi.org address, or -1.
func doiStart(addr string) int {
	at := strings.Index(addr, "doi.org/10.")
	if at < 0 || at > 20 {
		return -1
	}
	return at + len("doi.org/")
}

// doiEnd returns the end of the DOI at i, or i.
func doiEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], "10.") {
		return i
	}
	j := i + 3
	for j < len(text) && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	if n := j - i - 3; n < 4 || n > 9 || j >= len(text) || text[j] != '/' {
		return i
	}
	end := j + 1
	for n, r := range text[end:] {
		if unicode.IsSpace(r) || strings.ContainsRune("<>\"“”‘’«»，。；）】", r) {
			end += n
			s := trimAddress(text[i:end])
			return i + len(s)
		}
	}
	return i + len(trimAddress(text[i:]))
}

// isNoDate reports whether figures that look like a year, or two, are none: the pages of 20 (9):
// 1453–1454, the code point of U+2028.
func isNoDate(text string, from, to int) bool {
	span := false
	for _, r := range text[from:to] {
		switch {
		case r == '-' || r == '–' || r == '—':
			span = true
		case r < '0' || r > '9':
			return false
		}
	}
	if strings.HasSuffix(text[:from], "U+") {
		return true
	}
	before, colon := strings.CutSuffix(strings.TrimRight(text[:from], " \u00a0"), ":")
	if !colon || before == "" {
		return false
	}
	volume, bracket := strings.CutSuffix(before, ")")
	last := byte(0)
	if volume != "" {
		last = volume[len(volume)-1]
	}
	if last < '0' || last > '9' {
		return false
	}
	figures := strings.TrimRight(volume, "0123456789–-")
	if bracket {
		return strings.HasSuffix(figures, "(") && len(volume)-len(figures) <= 3
	}
	return span && len(volume)-len(figures) <= 3
}

// nextDate adds the date that begins at i.
func (lx *lexer) nextDate(i int) int {
	for lx.hit < len(lx.hits) && lx.hits[lx.hit].End <= i {
		lx.hit++
	}
	h := lx.hit
	if h >= len(lx.hits) || lx.dateStart(h) != i {
		return i
	}
	if c := lx.text[i]; c >= '0' && c <= '9' && lx.text[lx.hits[h].End-1] <= '9' {
		if end := lx.counted(i, i); end > lx.hits[h].End {
			return end // 1283頁
		}
	}
	end := lx.hits[h].End
	if lx.hits[h].Absent && unicode.IsUpper(rune(lx.text[i])) {
		if next, _ := utf8.DecodeRuneInString(lx.text[skipBlank(lx.text, end):]); unicode.IsUpper(next) {
			return i // a court: S.D.N.Y., N.D. Cal.
		}
	}
	for _, word := range [...]string{"最后访问", "访问", "訪問", "浏览", "瀏覽", "閲覧", "检索"} {
		if strings.HasPrefix(lx.text[end:], word) {
			lx.add(token{kind: accessed, start: i, end: end + len(word), n: h})
			return end + len(word)
		}
	}
	lx.add(token{kind: dated, start: i, end: end, n: h})
	return end
}

// docketEnd returns the end of the number of a case or of a paper of office at i, or i: （2019）海法终
// 123号, 海发〔2008〕7号. It begins with a year in brackets, the angled ones behind the letters of the
// office.
func docketEnd(text string, i int, r rune) int {
	j := i
	if isIdeograph(r) {
		for n := 0; n < 6; n++ {
			r, size := utf8.DecodeRuneInString(text[j:])
			if !isIdeograph(r) {
				break
			}
			j += size
		}
		if r, _ = utf8.DecodeRuneInString(text[j:]); r != '〔' {
			return i
		}
	}
	switch r {
	case '（', '(', '〔', '[', '［':
	default:
		return i
	}
	j += utf8.RuneLen(r)
	year := j
	for j < len(text) && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	if j-year != 4 {
		return i
	}
	shut, size := utf8.DecodeRuneInString(text[j:])
	if !matesWith(r, shut) {
		return i
	}
	digits := false
	for n, end := 0, j+size; n < 24 && end < len(text); n++ {
		c, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case c >= '0' && c <= '9':
			digits = true
		case c == '号' || c == '號':
			if digits {
				return end + size
			}
			return i
		case c == '第' || c == '之' || c == '-':
		case !isIdeograph(c) || c == '年' || c == '期' || c == '卷':
			return i
		}
		end += size
	}
	return i
}

// dateStart returns where the date h begins with its weekday.
func (lx *lexer) dateStart(h int) int {
	if lx.hits[h].Weekday != "" {
		return min(lx.hits[h].WeekdayStart, lx.hits[h].Start)
	}
	return lx.hits[h].Start
}

// dateNear returns the hit that begins at i, or after white space, a colon or "on" behind it, or -1.
func (lx *lexer) dateNear(i int) int {
	for n := 0; n < 4; n++ {
		j := i
		for j < len(lx.text) && (lx.text[j] == ' ' || lx.text[j] == ':' || lx.text[j] == ',' || lx.text[j] == '\n' || lx.text[j] == 0xC2 || lx.text[j] == 0xA0 || lx.text[j] == '(' && n == 0) && j < i+4 {
			j++
		}
		if strings.HasPrefix(lx.text[j:], "：") {
			j += len("：")
		}
		for h := lx.hit; h < len(lx.hits) && lx.dateStart(h) <= j; h++ {
			if lx.dateStart(h) == j {
				return h
			}
		}
		skipped := false
		for _, w := range [...]string{"on ", "am ", "le ", "el ", "em ", "il ", "den ", "op ", "at "} {
			if strings.HasPrefix(lx.text[j:], w) {
				j += len(w)
				skipped = true
				break
			}
		}
		if !skipped {
			return -1
		}
		i = j
	}
	return -1
}

// nextNumber adds a number with the letters that stick to it, and what Chinese, Japanese and
// Korean count with it.
func (lx *lexer) nextNumber(i int) int {
	if end := lx.counted(i, i); end > i {
		return end
	}
	end := i
	for end < len(lx.text) {
		r, size := utf8.DecodeRuneInString(lx.text[end:])
		if !unicode.IsDigit(r) && (!unicode.IsLetter(r) || isIdeograph(r)) {
			break
		}
		end += size
	}
	if lx.text[i] <= '9' {
		if stamp := timestampEnd(lx.text, i); stamp > i {
			lx.add(token{kind: located, start: i, end: stamp, value: i, to: stamp})
			return stamp
		}
	}
	lx.add(token{kind: number, start: i, end: end})
	return end
}

// timestampEnd returns the end of 00:12:31 at i, or i.
func timestampEnd(text string, i int) int {
	j := i
	for part := 0; part < 3; part++ {
		n := 0
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
			n++
		}
		if n == 0 || n > 2 {
			return i
		}
		if part < 2 {
			if j >= len(text) || text[j] != ':' {
				return i
			}
			j++
		}
	}
	return j
}

// counted adds what begins at i, with the figures at j: 第12页, 45頁, 第3期, 12호, 第37卷.
func (lx *lexer) counted(i, j int) int {
	digits := func(j int) int {
		for j < len(lx.text) && lx.text[j] >= '0' && lx.text[j] <= '9' {
			j++
		}
		if j < len(lx.text) && lx.text[j] >= utf8.RuneSelf {
			for {
				r, size := utf8.DecodeRuneInString(lx.text[j:])
				if !strings.ContainsRune("一二三四五六七八九十百", r) || size == 0 {
					break
				}
				j += size
			}
		}
		return j
	}
	end := digits(j)
	if end == j {
		return i
	}
	to := end
	for _, d := range [...]string{"—", "–", "-", "～", "、", "~", "、", "，第"} {
		if strings.HasPrefix(lx.text[to:], d) {
			if e := digits(to + len(d)); e > to+len(d) {
				to = e
			}
			break
		}
	}
	unit, size := utf8.DecodeRuneInString(lx.text[to:])
	if unit == ' ' {
		unit, size = utf8.DecodeRuneInString(lx.text[to+1:])
		size++
		if unit != '页' && unit != '頁' && unit != '쪽' && unit != '面' {
			return i
		}
	}
	t := token{start: i, end: to + size, value: j, to: to}
	switch unit {
	case '页', '頁', '쪽', '面', '章', '节', '節', '条', '條', '版', '行', '段', '면', '조':
		t.kind = located
	case '期', '号', '號', '호', '辑', '輯', '집':
		t.kind = issue
	case '卷', '巻', '권', '册', '冊':
		t.kind = volume
	default:
		return i
	}
	if unit == '条' || unit == '條' {
		for n := 0; n < 2 && strings.HasPrefix(lx.text[t.end:], "第"); n++ { // 第15条第1款
			to := digits(t.end + len("第"))
			if to == t.end+len("第") {
				break
			}
			if r, size := utf8.DecodeRuneInString(lx.text[to:]); strings.ContainsRune("款项項目", r) {
				t.end = to + size
			}
		}
	}
	if t.kind == located && strings.HasPrefix(lx.text[t.end:], "以下") {
		t.end += len("以下")
	}
	if unit == '面' && i == j && len(lx.tokens) > 0 && lx.tokens[len(lx.tokens)-1].kind == punct && strings.ContainsRune("、，,", lx.tokens[len(lx.tokens)-1].r) {
		lx.add(t)
		return t.end
	}
	if i == j && (unit == '조' || unit == '집' || unit == '章' || unit == '条' || unit == '版' || unit == '面' || unit == '段' || unit == '行' || unit == '号' && lx.text[i] > '9') {
		return i
	}
	lx.add(t)
	return t.end
}

// nextWord adds a word: letters, marks and figures, with hyphens and apostrophes inside, or
// ideographs up to where something is counted.
func (lx *lexer) nextWord(i int, r rune) int {
	t := token{kind: word, start: i, cjk: isIdeograph(r), caps: unicode.IsUpper(r) || unicode.IsTitle(r), lower: unicode.IsLower(r)}
	end := i
	if r == '@' {
		end++
	}
	for end < len(lx.text) {
		r, size := utf8.DecodeRuneInString(lx.text[end:])
		if isIdeograph(r) != t.cjk {
			break
		}
		if t.cjk {
			if end > i && (r == '第' && lx.isCounted(end) || r == '前' && citedBefore(lx.text[end:]) || lx.datedInside(end)) {
				break
			}
			end += size
			continue
		}
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == 0xAD || r == '_' {
			end += size
			continue
		}
		if r != '-' && r != '’' && r != '\'' && r != '‑' && r != '‐' && r != '·' && r != '&' && r != 'ʼ' {
			break
		}
		next, _ := utf8.DecodeRuneInString(lx.text[end+size:])
		if !unicode.IsLetter(next) && !unicode.IsDigit(next) || isIdeograph(next) {
			break
		}
		if lx.pair < len(lx.pairs) && lx.pairs[lx.pair].start == end {
			break
		}
		end += size
	}
	if end == i {
		return i
	}
	t.end = end
	lx.add(t)
	return end
}

// citedBefore reports whether s begins with a word for a work that was cited before.
func citedBefore(s string) bool {
	for _, w := range [...]string{"前引书", "前引文", "前揭书", "前揭文", "前掲書", "前掲論文", "前掲注", "前引書"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// datedInside reports whether a date in ideographs begins at i: 海州府志道光十七年.
func (lx *lexer) datedInside(i int) bool {
	for h := lx.hit; h < len(lx.hits) && lx.hits[h].Start <= i; h++ {
		if lx.hits[h].Start == i {
			return true
		}
	}
	return false
}

func (lx *lexer) isCounted(i int) bool {
	n, run := len(lx.tokens), lx.run
	end := lx.counted(i, i+len("第"))
	lx.tokens, lx.run = lx.tokens[:n], run
	return end > i
}

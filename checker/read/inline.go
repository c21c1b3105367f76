package read

import (
	"html"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A piece is a run of text, or a place where a marker may stand.
type piece struct {
	run  checker.Run
	mark *mark
}

// A tok is one token of the inside of a block. What it shows is text, if that is not empty, else
// the content from a to b.
type tok struct {
	kind tokKind
	flag bool // of tokTag: it closes
	a, b int
	text string
	ref  int // of tokDelim: index into delims; of tokMark: how many tokens after it it stands for; in a page, of a tokTag: the node, of what has no text: its place in the source
	link *checker.Link
	mark *mark
}

type tokKind uint8

const (
	tokText    tokKind = iota
	tokGone            // shows nothing
	tokLiteral         // shows text, which stands for all of a to b
	tokCode
	tokDelim
	tokLinkOpen
	tokLinkClose
	tokMark
	tokNoteOpen // of an inline note; its mark owns the note
	tokNoteClose
	tokTag   // a style: text is the element's name
	tokBreak // an element that parts blocks: text is its name
)

// A bracket is an opening one that waits for its partner.
type bracket struct {
	tok    int
	at     int  // of the content: right after it
	kind   byte // '[', '!' for an image, '^' for an inline note
	live   int  // how many delimiters waited before it
	nested bool // another bracket opened after it
}

// A scanner reads the inside of a block. It is linear in its input: whatever looks for an end that
// is not there remembers that.
type scanner struct {
	m       *reader
	c       content
	s       string
	mode    mode
	toks    []tok
	begun   int // where the text not yet emitted begins
	opens   []bracket
	dead    int // brackets below this one can make no link: a link is inside
	notes   int // open inline notes
	delims  []delim
	live    []int         // the delimiters that are not yet paired
	pieces  []piece       // room for a flattener's, used again
	ticks   map[int][]int // where runs of so many backticks begin
	missing [256]bool     // ends that were looked for and are not there
	blanked int           // of HTML: right after the last white space
}

type mode uint8

const (
	modeMarkdown mode = iota
	modeHTML
	modePlain
	modeText // of HTML, the tags taken out
	modeCode // the same, in what shows code
	modePre  // the same, where white space counts
)

var specials = [...][256]bool{
	modeMarkdown: byteSet("\\&`*_~[]!<^$%\n:wW{\xC2\xE2"),
	modeHTML:     byteSet("&<\n:wW[]\xC2\xE2"),
	modePlain:    byteSet("\n:wW[]\xC2\xE2<^$\\"),
	modeText:     byteSet("& \t\n\f\r:wW[\xC2\xE2"),
	modeCode:     byteSet("& \t\n\f\r"),
	modePre:      byteSet("&"),
}

func byteSet(s string) (set [256]bool) {
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

func (m *reader) scan(c content, mode mode) *scanner {
	s := &m.scanner
	*s = scanner{ // its slices are used again: what was read before is in pieces by now
		m: m, c: c, s: c.s, mode: mode,
		toks: s.toks[:0], opens: s.opens[:0], delims: s.delims[:0], live: s.live[:0], pieces: s.pieces,
	}
	s.read(0)
	s.emphasize(0)
	s.superscripts()
	return s
}

// read reads the content from byte i on.
func (s *scanner) read(i int) {
	special := &specials[s.mode]
	for i < len(s.s) {
		if !special[s.s[i]] {
			i++
			continue
		}
		if n := s.special(i); n > 0 {
			i += n
			s.begun = i
		} else {
			i++
		}
	}
	s.flush(len(s.s))
}

// flush emits the text before byte i.
func (s *scanner) flush(i int) {
	if s.begun < i {
		s.toks = append(s.toks, tok{kind: tokText, a: s.begun, b: i})
		s.begun = i
	}
}

// emit emits a token for the content from a to b, after the text before it.
func (s *scanner) emit(t tok) {
	s.flush(t.a)
	s.toks = append(s.toks, t)
	s.begun = t.b
}

// special reads what begins at byte i and returns its length; 0 if it is text.
func (s *scanner) special(i int) int {
	if s.mode >= modeText && isSpace(s.s[i]) {
		return s.blanks(i)
	}
	switch c := s.s[i]; c {
	case '\n':
		return s.lineBreak(i)
	case '\\':
		return s.escape(i)
	case '&':
		return s.entity(i)
	case '`':
		return s.code(i)
	case '*', '_', '~':
		return s.delimiter(i)
	case '!':
		if i+1 < len(s.s) && s.s[i+1] == '[' {
			return s.open(i, 2, '!')
		}
	case '[':
		if s.mode != modeMarkdown {
			return s.plainBracket(i)
		}
		if n := s.wikiLink(i); n > 0 {
			return n
		}
		return s.open(i, 1, '[')
	case ']':
		return s.close(i)
	case '<':
		return s.angle(i)
	case '%':
		return s.wikiComment(i)
	case '^':
		return s.caret(i)
	case '$':
		return s.dollar(i)
	case '{':
		return s.brace(i)
	case ':', 'w', 'W':
		return s.bare(i)
	case 0xC2, 0xE2:
		if s.mode >= modeText {
			if n := s.invisible(i); n > 0 {
				return n
			}
		}
		return s.superscriptSign(i)
	}
	return 0
}

func (s *scanner) lineBreak(i int) int {
	a := i
	for a > s.begun && (s.s[a-1] == ' ' || s.s[a-1] == '\t') {
		a--
	}
	if s.mode == modeMarkdown && a == i && a > s.begun && s.s[a-1] == '\\' {
		a--
	}
	b := i + 1
	for b < len(s.s) && (s.s[b] == ' ' || s.s[b] == '\t') {
		b++
	}
	s.emit(tok{kind: tokLiteral, a: a, b: b, text: " "})
	return b - i
}

func (s *scanner) escape(i int) int {
	if i+1 >= len(s.s) {
		return 0
	}
	if s.s[i+1] == '(' || s.s[i+1] == '[' {
		if n := s.escapedMark(i); n > 0 {
			return n
		}
	}
	if s.mode == modePlain || !isPunct(s.s[i+1]) {
		return 0
	}
	if s.s[i+1] == '*' {
		if n := s.escapedStars(i); n > 0 {
			return n
		}
	}
	s.emit(tok{kind: tokLiteral, a: i, b: i + 2, text: s.s[i+1 : i+2]})
	return 2
}

func (s *scanner) entity(i int) int {
	end := i + 1
	for end < len(s.s) && end < i+34 && (isAlnum(s.s[end]) || s.s[end] == '#') {
		end++
	}
	if s.mode >= modeText && end > i+1 && (end == len(s.s) || s.s[end] != ';') {
		return s.openEntity(i, end)
	}
	if end == i+1 || end >= len(s.s) || s.s[end] != ';' {
		return 0
	}
	whole := s.s[i : end+1]
	text := html.UnescapeString(whole)
	if text == whole || strings.HasSuffix(text, ";") && len(text) > 1 {
		return 0
	}
	if s.mode >= modeText && (text == softHyphen || text == zeroSpace) {
		s.emit(tok{kind: tokGone, a: i, b: end + 1})
		return len(whole)
	}
	s.emit(tok{kind: tokLiteral, a: i, b: end + 1, text: text})
	return len(whole)
}

func (s *scanner) code(i int) int {
	n := 1
	for i+n < len(s.s) && s.s[i+n] == '`' {
		n++
	}
	if s.ticks == nil {
		s.countTicks()
	}
	runs := s.ticks[n]
	next := sort.SearchInts(runs, i+1)
	if next == len(runs) {
		s.emit(tok{kind: tokText, a: i, b: i + n})
		return n
	}
	close := runs[next]
	a, b := i+n, close
	if b-a > 2 && s.s[a] == ' ' && s.s[b-1] == ' ' {
		a, b = a+1, b-1
	}
	s.flush(i)
	s.begun = a
	for a < b { // a line feed is a space
		line := strings.IndexByte(s.s[a:b], '\n')
		if line < 0 {
			line = b - a
		}
		if line > 0 {
			s.emit(tok{kind: tokCode, a: a, b: a + line})
		}
		a += line
		if a < b {
			s.emit(tok{kind: tokLiteral, a: a, b: a + 1, text: " "})
			a++
		}
	}
	s.begun = close + n
	return close + n - i
}

// countTicks finds the runs of backticks, by their length.
func (s *scanner) countTicks() {
	s.ticks = map[int][]int{}
	for i := 0; i < len(s.s); {
		n := strings.IndexByte(s.s[i:], '`')
		if n < 0 {
			return
		}
		i += n
		from := i
		for i < len(s.s) && s.s[i] == '`' {
			i++
		}
		s.ticks[i-from] = append(s.ticks[i-from], from)
	}
}

// find returns where end begins at or after byte i; -1 if it is not there, which it remembers
// under a key of its own.
func (s *scanner) find(i int, end string, key byte) int {
	if s.missing[key] {
		return -1
	}
	n := strings.Index(s.s[i:], end)
	if n < 0 {
		s.missing[key] = true
		return -1
	}
	return i + n
}

func (s *scanner) bare(i int) int {
	if s.s[i] != ':' && (i+3 >= len(s.s) || s.s[i+3] != '.') {
		return 0
	}
	nested := len(s.opens) > 0
	u, ok := urlScan{escapes: s.mode == modeMarkdown, nested: nested, joins: s.m.joins}.bareAt(s.s, i)
	if !ok || u.start < s.begun {
		return 0
	}
	raw := s.s[u.start:u.end]
	l := s.m.link(checker.LinkBare, s.c.start(u.start), s.c.end(u.end), s.bareTarget(raw))
	if u.other > 0 {
		l.Alternative = s.m.address(s.bareTarget(s.s[u.start:u.other]))
	}
	if strings.IndexByte(raw, '\n') >= 0 {
		l.Alternative = s.m.address(s.bareTarget(raw[:strings.IndexByte(raw, '\n')]))
	}
	s.emit(tok{kind: tokLinkOpen, a: u.start, b: u.start, link: l})
	s.addressText(u.start, u.end)
	s.emit(tok{kind: tokLinkClose, a: u.end, b: u.end})
	return u.end - i
}

// addressText emits the text of a bare address: escapes and entities decoded, line breaks left out.
func (s *scanner) addressText(a, b int) {
	for i := a; i < b; {
		n, kind, text := 0, tokGone, ""
		switch c := s.s[i]; {
		case c == '\n':
			n = 1
		case c == '\\' && s.mode == modeMarkdown && i+1 < b && isPunct(s.s[i+1]):
			n, kind, text = 2, tokLiteral, s.s[i+1:i+2]
		case c == '&' && s.mode != modePlain:
			if n = s.entity(i); n > 0 {
				i += n
				continue
			}
		}
		if n == 0 {
			i++
			continue
		}
		s.emit(tok{kind: kind, a: i, b: i + n, text: text})
		i += n
	}
	s.flush(b)
}

// bareTarget returns the target that a bare address means.
func (s *scanner) bareTarget(raw string) string {
	t := strings.ReplaceAll(raw, "\n", "")
	if s.mode == modeMarkdown {
		t = unescape(t)
	}
	if s.mode != modePlain && strings.IndexByte(t, '&') >= 0 {
		t = html.UnescapeString(t)
	}
	return t
}

// unescape takes off the backslashes that Markdown does not show.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// brace masks the comments of MDX and what template languages put between braces.
func (s *scanner) brace(i int) int {
	switch {
	case strings.HasPrefix(s.s[i:], "{/*"):
		if end := s.find(i+3, "*/}", 'm'); end >= 0 {
			s.comment(i, end+3, s.s[i+3:end])
			return end + 3 - i
		}
	case s.mode == modeMarkdown && strings.HasPrefix(s.s[i:], "{:"): // attributes, of kramdown
		if n := strings.IndexAny(s.s[i:min(len(s.s), i+200)], "}\n"); n > 0 && s.s[i+n] == '}' {
			s.emit(tok{kind: tokGone, a: i, b: i + n + 1})
			return n + 1
		}
	case strings.HasPrefix(s.s[i:], "{{"):
		if end := s.find(i+2, "}}", '}'); end >= 0 && end < i+2000 {
			s.emit(tok{kind: tokGone, a: i, b: end + 2})
			return end + 2 - i
		}
	}
	return 0
}

// comment masks the comment from a to b.
func (s *scanner) comment(a, b int, text string) {
	s.emit(tok{kind: tokGone, a: a, b: b})
	s.m.comment(text, s.c.start(a), s.c.end(b))
}

func (s *scanner) dollar(i int) int {
	if n := s.mathMark(i); n > 0 {
		return n
	}
	if s.mode != modeMarkdown {
		return 0
	}
	if strings.HasPrefix(s.s[i:], "$$") {
		if end := s.find(i+2, "$$", 'D'); end > i+2 {
			s.emit(tok{kind: tokCode, a: i, b: end + 2})
			return s.splitLines(end + 2 - i)
		}
		return 0
	}
	if i+1 >= len(s.s) || isSpace(s.s[i+1]) {
		return 0
	}
	for j, tries := i+1, 0; tries < 4; tries++ {
		n := strings.IndexByte(s.s[j:min(len(s.s), i+400)], '$')
		if n < 0 {
			return 0
		}
		j += n + 1
		if !isSpace(s.s[j-2]) && s.s[j-2] != '\\' && (j >= len(s.s) || !isDigit(s.s[j])) {
			s.emit(tok{kind: tokCode, a: i, b: j})
			return s.splitLines(j - i)
		}
	}
	return 0
}

// splitLines parts the last token at line feeds, so that each comes from one stretch of the source.
// It returns n.
func (s *scanner) splitLines(n int) int {
	t := s.toks[len(s.toks)-1]
	s.toks = s.toks[:len(s.toks)-1]
	for t.a < t.b {
		line := strings.IndexByte(s.s[t.a:t.b], '\n')
		if line < 0 {
			line = t.b - t.a
		}
		if line > 0 {
			s.toks = append(s.toks, tok{kind: t.kind, a: t.a, b: t.a + line})
		}
		t.a += line
		if t.a < t.b {
			s.toks = append(s.toks, tok{kind: tokLiteral, a: t.a, b: t.a + 1, text: " "})
			t.a++
		}
	}
	return n
}

// flanks returns whether a run of delimiters from a to b can open and close.
func flanks(s string, a, b int, c byte) (opens, closes bool) {
	before, after := runeBefore(s, a), runeAt(s, b)
	space := func(r rune) bool { return r == 0 || unicode.IsSpace(r) }
	punct := func(r rune) bool {
		if r < utf8.RuneSelf {
			return isPunct(byte(r))
		}
		return unicode.IsPunct(r) || unicode.IsSymbol(r)
	}
	left := !space(after) && (!punct(after) || space(before) || punct(before))
	right := !space(before) && (!punct(before) || space(after) || punct(after))
	if c == '_' {
		return left && (!right || punct(before)), right && (!left || punct(after))
	}
	return left, right
}

package match

import (
	"math/bits"
	"sort"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Text is a text in which quotations are looked for: its letters, digits and signs of money and
// percentage, folded, without diacritics, traditional Han as simplified, and without blanks. Where
// words are parted is kept beside. It takes some 1.3 times the memory of the text; it is not for
// several goroutines at once.
type Text struct {
	source  string
	letters string
	gaps    bitset // a word begins at that byte of letters
	hyphens bitset // and only a hyphen, or one at a line's end, parts it from the one before
	marks   []mark
	cjk     bool // some of letters are Han or kana
	budget  int  // steps of likeness that may still be taken
}

// A mark says where a run of letters begins in the source.
type mark struct{ source, letters uint32 }

// marked is how many bytes of letters lie between two marks, roughly.
const marked = 96

// searchBudget is how much is spent on likeness in one text: a step is 64 letters of a quotation
// against one of the text and takes some 5 ns.
const searchBudget = 64 << 20

// maxSearched is how many bytes of a text are searched.
const maxSearched = 64 << 20

// NewText makes s ready.
func NewText(s string) *Text {
	s = s[:min(len(s), maxSearched)]
	t := &Text{source: s, budget: searchBudget}
	b := make([]byte, 0, len(s)+len(s)/16+8)
	t.gaps, t.hyphens = make(bitset, len(s)/64+2), make(bitset, len(s)/64+2)
	next := 0
	sc := letterScanner{s: s}
	for {
		from := len(b)
		start, ok := sc.next(&b)
		if !ok {
			break
		}
		if from == len(b) {
			continue
		}
		if from >= next {
			t.marks = append(t.marks, mark{uint32(start), uint32(from)})
			next = from + marked
		}
		switch sc.before {
		case parted:
			t.gaps.set(from)
		case hyphened:
			t.gaps.set(from)
			t.hyphens.set(from)
		}
		t.cjk = t.cjk || sc.cjk
	}
	t.letters = string(b)
	return t
}

// A bitset holds one bit a byte of letters; it grows as it must.
type bitset []uint64

func (b *bitset) set(i int) {
	for i>>6 >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[i>>6] |= 1 << (i & 63)
}

func (b bitset) has(i int) bool { return i>>6 < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

// count counts the bits from i on, before j.
func (b bitset) count(i, j int) int {
	n := 0
	for j = min(j, len(b)*64); i < j; {
		w := b[i>>6] >> (i & 63)
		step := min(64-i&63, j-i)
		if step < 64 {
			w &= 1<<step - 1
		}
		n += bits.OnesCount64(w)
		i += step
	}
	return n
}

// What parts two runs of letters.
const (
	joined = iota // nothing, or an apostrophe
	hyphened
	parted
)

// A letterScanner reads a text run by run.
type letterScanner struct {
	s      string
	i      int
	begun  bool // a run was read
	before int  // what parts the run from the one before
	cjk    bool // the run is one Han or kana character
}

// maxRun is the longest run of letters in bytes: longer ones are cut, and go on with the next run.
const maxRun = 512

// next appends the letters of the next run to b and returns where it starts; it ends at sc.i.
func (sc *letterScanner) next(b *[]byte) (start int, ok bool) {
	s, gap := sc.s, joined
	if !sc.begun {
		gap = parted
	}
	for sc.i < len(s) {
		c := s[sc.i]
		if c < utf8.RuneSelf {
			switch {
			case asciiWord[c]:
				start = sc.i
				sc.begin(gap)
				sc.run(b)
				return start, true
			case c == '%' || c == '$':
				start = sc.i
				sc.begin(gap)
				*b = append(*b, c)
				sc.i++
				return start, true
			case c == '\'' || c == '`':
			case c == '-' && gap == joined && sc.begun:
				gap = hyphened
			case (c == '\n' || c == '\r') && gap == hyphened:
			default:
				gap = parted
			}
			sc.i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[sc.i:])
		switch {
		case isLetterRune(r):
			start = sc.i
			sc.begin(gap)
			sc.run(b)
			return start, true
		case foldRune(r) < 0:
		case foldRune(r) == '\'':
		case foldRune(r) == '-':
			if gap == joined && sc.begun {
				gap = hyphened
			} else {
				gap = parted
			}
		default:
			// One character may stand for several that are letters: №, ℃, ½.
			start = sc.i
			from := len(*b)
			appendLetters(b, norm.NFKC.String(s[start:start+size]))
			if len(*b) > from {
				sc.begin(gap)
				sc.i += size
				return start, true
			}
			gap = parted
		}
		sc.i += size
	}
	return 0, false
}

func (sc *letterScanner) begin(gap int) { sc.before, sc.begun, sc.cjk = gap, true, false }

// run appends the letters of the run that begins here.
func (sc *letterScanner) run(b *[]byte) {
	s, start := sc.s, sc.i
	i := start
	for i < len(s) && s[i] < utf8.RuneSelf && asciiWord[s[i]] && i-start < maxRun {
		i++
	}
	if i >= len(s) || s[i] < utf8.RuneSelf {
		for _, c := range []byte(s[start:i]) {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			*b = append(*b, c)
		}
		sc.i = i
		return
	}
	simple := true
	for i < len(s) {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r < utf8.RuneSelf && !asciiWord[r] || r >= utf8.RuneSelf && !isLetterRune(r) && foldRune(r) >= 0 {
			break
		}
		if IsCJK(r) {
			if i > start {
				break
			}
			sc.cjk = true
			i += size
			for i < len(s) && (s[i] == 0xE3 || s[i] == 0xEF) {
				if r, size := utf8.DecodeRuneInString(s[i:]); r == 0x3099 || r == 0x309A || r == 0xFF9E || r == 0xFF9F {
					i, simple = i+size, false
					continue
				}
				break
			}
			break
		}
		if i-start >= maxRun && norm.NFKC.PropertiesString(s[i:]).BoundaryBefore() || i-start >= 8*maxRun {
			break
		}
		simple = simple && isSimple(r)
		i += size
	}
	sc.i = i
	if !simple {
		appendLetters(b, norm.NFKC.String(s[start:i]))
		return
	}
	for _, r := range s[start:i] {
		appendLetter(b, r)
	}
}

var asciiWord = func() (t [128]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return t
}()

// isLetterRune reports whether a character that is not ASCII belongs to words.
func isLetterRune(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF || r >= 0x0430 && r <= 0x044F || r >= 0x0620 && r <= 0x064A:
		return true
	case r == utf8.RuneError, r == 0x02BC:
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.Is(unicode.Sc, r) || r == '‰'
}

// isSimple reports whether NFKC leaves r as it is wherever it stands.
func isSimple(r rune) bool {
	switch {
	case r < 0x00A0:
		return true
	case r >= 0x00C0 && r < 0x0300: // composed Latin
		return norm.NFKC.IsNormalString(string(r))
	case r >= 0x0400 && r < 0x0482, r >= 0x05D0 && r <= 0x05EA, r >= 0x0620 && r <= 0x064A:
		return true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3:
		return true
	case r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FC:
		return true
	}
	return false
}

func appendLetters(b *[]byte, nfkc string) {
	for _, r := range nfkc {
		if r < utf8.RuneSelf && (asciiWord[r] || r == '%' || r == '$') || r >= utf8.RuneSelf && isLetterRune(r) {
			appendLetter(b, r)
		}
	}
}

// appendLetter appends a letter as it is compared.
func appendLetter(b *[]byte, r rune) {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		*b = append(*b, byte(r))
		return
	}
	if r >= 0x4E00 && r <= 0x9FFF {
		if to := simpleHan()[r-0x4E00]; to != 0 {
			r = rune(to)
		}
		*b = utf8.AppendRune(*b, r)
		return
	}
	if r = foldRune(r); r < 0 {
		return
	}
	switch {
	case r < 0x0250 || r >= 0x1E00 && r <= 0x1EFF || r >= 0x0370 && r < 0x0400 || r >= 0x1F00 && r < 0x2000:
		appendBase(b, r)
	case r >= 0x0300 && r <= 0x036F: // accents that compose with nothing
	case r == 'ё':
		*b = utf8.AppendRune(*b, 'е')
	case r >= 0x0591 && r <= 0x05C7, r >= 0x064B && r <= 0x065F, r == 0x0670, r == 0x0640: // points and vowels, which few write
	case r == 0x0622 || r == 0x0623 || r == 0x0625 || r == 0x0671:
		*b = utf8.AppendRune(*b, 0x0627)
	default:
		*b = utf8.AppendRune(*b, r)
	}
}

// appendBase appends a Latin or Greek letter without its diacritics.
func appendBase(b *[]byte, r rune) {
	switch r {
	case 'ß':
		*b = append(*b, "ss"...)
		return
	case 'ς':
		r = 'σ'
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	parts := norm.NFD.Properties(buf[:n]).Decomposition()
	if parts == nil {
		*b = appendPlain(*b, r)
		return
	}
	first, _ := utf8.DecodeRune(parts)
	*b = appendPlain(*b, first)
}

// simpleHan holds the simplified form of the traditional characters of hanPairs, from U+4E00 on; 0:
// itself.
var simpleHan = sync.OnceValue(func() *[0x5200]uint16 {
	var table [0x5200]uint16
	runes := []rune(hanPairs)
	for i := 0; i+1 < len(runes); i += 2 {
		if from := runes[i] - 0x4E00; from >= 0 && int(from) < len(table) {
			table[from] = uint16(runes[i+1])
		}
	}
	// A simplified form may be a traditional one of another pair.
	for i, to := range table {
		for range 4 {
			if to == 0 || to < 0x4E00 || table[to-0x4E00] == 0 || table[to-0x4E00] == to {
				break
			}
			to = table[to-0x4E00]
		}
		table[i] = to
	}
	return &table
})

// span returns where in the source the letters from i to j stand.
func (t *Text) span(i, j int) (start, end int) {
	if i >= j {
		at, _ := t.place(i)
		return at, at
	}
	start, _ = t.place(i)
	_, end = t.place(j - 1)
	return start, max(start, end)
}

// place returns where in the source the letter that byte i belongs to begins, and where it ends.
func (t *Text) place(i int) (start, end int) {
	at := sort.Search(len(t.marks), func(k int) bool { return int(t.marks[k].letters) > i }) - 1
	if at < 0 {
		return 0, 0
	}
	m := t.marks[at]
	sc := letterScanner{s: t.source, i: int(m.source)}
	b := make([]byte, 0, 2*marked)
	for {
		from := len(b)
		start, ok := sc.next(&b)
		if !ok {
			return len(t.source), len(t.source)
		}
		if int(m.letters)+len(b) > i {
			return t.within(start, sc.i, i-int(m.letters)-from, len(b)-from)
		}
	}
}

// within finds the n-th of the size bytes of letters of a run.
func (t *Text) within(start, end, n, size int) (int, int) {
	run := t.source[start:end]
	if len(run) == size { // as long as its letters: ASCII, or letters that fold one to one
		_, width := utf8.DecodeRuneInString(run[n:])
		return start + n, start + n + width
	}
	var b []byte
	for at, r := range run {
		if appendLetter(&b, r); len(b) > n {
			return start + at, start + at + utf8.RuneLen(r)
		}
	}
	return start, end
}

// isFree reports whether the letter at byte i parts words by itself: Han, kana and signs.
func (t *Text) isFree(i int) bool {
	if i < 0 || i >= len(t.letters) {
		return true
	}
	c := t.letters[i]
	if c < utf8.RuneSelf {
		return c == '%' || c == '$'
	}
	if !utf8.RuneStart(c) {
		for i > 0 && !utf8.RuneStart(t.letters[i]) {
			i--
		}
	}
	r, _ := utf8.DecodeRuneInString(t.letters[i:])
	return IsCJK(r) || unicode.Is(unicode.Sc, r) || r == '‰'
}

// bounded reports whether a word may begin or end at byte i of letters.
func (t *Text) bounded(i int) bool {
	return i <= 0 || i >= len(t.letters) || t.gaps.has(i) || t.isFree(i) || t.isFree(i-1)
}

// wordsBetween counts the words from byte i of letters to byte j: a Han or kana character is two
// fifths of one. It stops behind limit.
func (t *Text) wordsBetween(i, j, limit int) int {
	if !t.cjk {
		return t.gaps.count(i, j)
	}
	n := 0 // fifths
	for k, r := range t.letters[i:j] {
		switch {
		case IsCJK(r):
			n += 2
		case t.gaps.has(i + k):
			n += 5
		}
		if n > 5*limit {
			break
		}
	}
	return n / 5
}

package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"
)

// joint is what PDFium writes for a hyphen that parts a word at the end of a line, and for the end
// of that line with it.
const joint = '\uFFFE'

// readPage returns the lines of one page, counted from 0.
func (b *sandbox) readPage(doc references.FPDF_DOCUMENT, n int) ([]Line, error) {
	loaded, err := b.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: n})
	if err != nil {
		return nil, err
	}
	defer b.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	text, err := b.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &loaded.Page}})
	if err != nil {
		return nil, err
	}
	defer b.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := b.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil || count.Count == 0 {
		return nil, err
	}
	got, err := b.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: text.TextPage, Count: min(count.Count, maxText)})
	if err != nil {
		return nil, err
	}
	t := &typed{sandbox: b, page: text.TextPage, chars: []rune(strings.TrimRight(got.Text, "\x00"))}
	t.number(count.Count)
	return t.lines(n + 1), nil
}

// A typed is the text of one page, as PDFium lists its characters.
type typed struct {
	*sandbox
	page  references.FPDF_TEXTPAGE
	chars []rune
	units []int // where each of chars begins, in UTF-16; nil if all are one unit long
	same  bool  // an index of the text is one of PDFium's list
}

func (t *typed) number(count int) {
	units := 0
	for _, r := range t.chars {
		units += max(1, utf16Len(r))
	}
	if units != len(t.chars) {
		t.units = make([]int, len(t.chars))
		n := 0
		for i, r := range t.chars {
			t.units[i] = n
			n += max(1, utf16Len(r))
		}
	}
	t.same = units == count
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// index returns the index of a character in PDFium's list.
func (t *typed) index(i int) int {
	if t.units != nil {
		i = t.units[i]
	}
	if t.same {
		return i
	}
	at, err := t.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: t.page, NTextIndex: i})
	if err != nil {
		return i
	}
	return at.CharIndex
}

// lines parts the text where PDFium ends lines.
func (t *typed) lines(page int) []Line {
	var out []Line
	add := func(from, to int, hyphen bool) {
		for from < to && unicode.IsSpace(t.chars[from]) {
			from++
		}
		for to > from && unicode.IsSpace(t.chars[to-1]) {
			to--
		}
		if from < to {
			if l := t.line(page, from, to, hyphen); l.Text != "" {
				out = append(out, l)
			}
		}
	}
	from := 0
	for i, r := range t.chars {
		switch {
		case r == joint:
			add(from, i, true)
			from = i + 1
		case r == '\n' && i > 0 && t.chars[i-1] == '\r':
			end, hyphen := t.end(from, i-1)
			add(from, end, hyphen)
			from = i + 1
		}
	}
	add(from, len(t.chars), false)
	return out
}

// end returns where a line ends without a hyphen that parts a word which the next line goes on with
// in lower case.
func (t *typed) end(from, to int) (end int, hyphen bool) {
	for to > from && unicode.IsSpace(t.chars[to-1]) {
		to--
	}
	if to-from < 2 || to+2 >= len(t.chars) || !isHyphen(t.chars[to-1]) || !unicode.IsLetter(t.chars[to-2]) {
		return to, false
	}
	for _, r := range t.chars[to:] {
		if !unicode.IsSpace(r) {
			if unicode.IsLower(r) {
				return to - 1, true
			}
			break
		}
	}
	return to, false
}

func isHyphen(r rune) bool { return r == '-' || r == '\u00AD' || r == '\u2010' }

// line measures the text between two characters.
func (t *typed) line(page, from, to int, hyphen bool) Line {
	l := Line{Page: page, Hyphen: hyphen}
	l.Text = t.text(from, to)
	l.Size, l.Turned = t.size(from, to)
	if o, err := t.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.page, Index: t.index((from + to) / 2)}); err == nil {
		l.Y = finite(o.Y)
	}
	if c, err := t.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: t.page, Index: t.index(from)}); err == nil {
		l.Left = finite(c.Left)
	}
	if c, err := t.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: t.page, Index: t.index(to - 1)}); err == nil {
		l.Right = finite(c.Right)
	}
	return l
}

// size returns the size of most of a line, as the middle one of three characters shows it, and
// whether it is turned.
func (t *typed) size(from, to int) (size float64, turned bool) {
	var sizes [3]float64
	n := to - from
	for k := range sizes {
		i := from + n*(2*k+1)/6
		for i < to-1 && unicode.IsSpace(t.chars[i]) {
			i++
		}
		sizes[k], turned = t.sizeAt(i)
		if n < 6 {
			return sizes[k], turned
		}
	}
	a, b, c := sizes[0], sizes[1], sizes[2]
	return max(min(a, b), min(max(a, b), c)), turned
}

func (t *typed) sizeAt(i int) (size float64, turned bool) {
	index := t.index(i)
	s, err := t.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t.page, Index: index})
	if err != nil {
		return 0, false
	}
	m, err := t.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t.page, Index: index})
	if err != nil {
		return finite(s.FontSize), false
	}
	scale := math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
	turned = m.Matrix.A <= 0 || math.Abs(float64(m.Matrix.B)) > math.Abs(float64(m.Matrix.A))/4
	return finite(s.FontSize * scale), turned
}

// finite returns x rounded to a hundredth, 0 for what is no number or absurd.
func finite(x float64) float64 {
	if !(math.Abs(x) < 1e6) {
		return 0
	}
	return math.Round(x*100) / 100
}

// ligatures are the codes that fonts of TeX have for them, as PDFium passes them on if a font does
// not say what they mean: T1 (Cork) encoding from 0x1B, OT1 from 0x0B. OT1's fl is left out, which is
// a circle in the symbols' encoding and stands around the c of a copyright.
var ligatures = map[rune]string{
	0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
	0x0B: "ff", 0x0C: "fi", 0x0E: "ffi", 0x0F: "ffl",
}

// accents are the marks that old fonts of TeX set over the letter behind them, and what they are as
// combining characters.
var accents = map[rune]rune{
	'\u00A8': '\u0308', '\u00B4': '\u0301', '\u02C6': '\u0302', '\u02DC': '\u0303', '\u02C7': '\u030C', '\u02D8': '\u0306',
	'\u02D9': '\u0307', '\u02DA': '\u030A', '\u02DD': '\u030B', '\u00B8': '\u0327', '\u00AF': '\u0304',
}

// composed returns a letter with a mark as one character; 0 if there is none.
func composed(letter, accent rune) rune {
	switch letter {
	case '\u0131': // without its dot
		letter = 'i'
	case '\u0237':
		letter = 'j'
	}
	c := norm.NFC.String(string([]rune{letter, accent}))
	if r, size := utf8.DecodeRuneInString(c); size == len(c) && unicode.IsLetter(r) {
		return r
	}
	return 0
}

// text returns the characters of a line, with ligatures undone and accents put on, without the raised marks of notes
// behind words.
func (t *typed) text(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		r := t.chars[i]
		if at := t.behind(from, i); at > from && isMark(r) && t.endsWord(from, at) {
			if end := t.raised(at-1, i, to); end > i {
				i = end - 1
				continue
			}
		}
		switch l, ok := ligatures[r]; {
		case ok:
			b.WriteString(l)
		case i+1 < to && accents[r] != 0:
			if c := composed(t.chars[i+1], accents[r]); c != 0 {
				b.WriteRune(c)
				i++
			} else {
				b.WriteRune(r)
			}
		case r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r):
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// behind returns where the word before a character ends: PDFium sees a blank before some raised marks.
func (t *typed) behind(from, i int) int {
	if i-1 > from && t.chars[i-1] == ' ' {
		return i - 1
	}
	return i
}

// isMark reports whether a note's mark may begin with r.
func isMark(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("*∗†‡§¶", r)
}

// endsWord reports whether a word of three letters or what closes a sentence ends before a character:
// raised figures behind less are powers, as in m².
func (t *typed) endsWord(from, i int) bool {
	switch prev := t.chars[i-1]; {
	case strings.ContainsRune("!?\"”’'»)]。！？」』）；，", prev):
		return true
	case strings.ContainsRune(".,;:", prev):
		return i-2 >= from && !unicode.IsDigit(t.chars[i-2])
	case unicode.IsLetter(prev):
		n := 0
		for k := i - 1; k >= from && unicode.IsLetter(t.chars[k]) && n < 3; k-- {
			n++
		}
		return n == 3 || unicode.In(prev, unicode.Han, unicode.Hiragana, unicode.Katakana)
	}
	return false
}

// raised returns the end of the characters from i on that are smaller and higher than another one; i
// if there are none, or if a word goes on behind them, as in an isotope's name.
func (t *typed) raised(base, i, to int) int {
	size, _ := t.sizeAt(base)
	foot, err := t.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.page, Index: t.index(base)})
	if err != nil || size == 0 {
		return i
	}
	const longest = 12
	k := i
	for ; k < min(to, i+longest); k++ {
		if r := t.chars[k]; !isMark(r) && !strings.ContainsRune(",–-abcdef", r) {
			break
		}
		small, _ := t.sizeAt(k)
		o, err := t.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.page, Index: t.index(k)})
		if err != nil || small > 0.9*size || o.Y-foot.Y < 0.12*size {
			break
		}
	}
	if k < to && unicode.IsLetter(t.chars[k]) {
		return i
	}
	return k
}

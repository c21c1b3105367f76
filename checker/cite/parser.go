package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A parser reads one segment; the grammars are its users.
type parser struct {
	*lexer
	seg      *segment
	a, b     int // the segment's tokens without its signal
	kana     bool
	language string // of the document

	scratch []reading // room for readings, used again
	barred  string    // the name of a grammar that reads nothing, or empty
}

// A reading is what one grammar makes of a segment.
type reading struct {
	checker.Citation
	grammar int
	good    int32 // letters and digits in fields
	idle    int32 // those of commentary, which counts neither way
	extra   float64
	doubt   float64 // what is to be taken off the confidence
	dates   int     // index of the date's hit, from 1
	rest    []stretch
	score   float64

	prev      field // what was read last
	prevEnd   int   // the token behind it
	locStart  int   // tokens of the locator
	locEnd    int   // 0: none
	loud      bool  // something stays unexplained that is no commentary
	publisher bool  // chunks go to the publisher
}

// A stretch is a run of tokens.
type stretch struct {
	a, b int
	idle bool // commentary
}

// A field says what was read last.
type field uint8

const (
	nothing field = iota
	fAuthors
	fTitle
	fContainer
	fPublisher
	fPlace
	fVolume
	fIssue
	fDate
	fLocator
	fEditors
	fEdition
	fNumber
	fGenre
	fLink
)

func (p *parser) str(a, b int) string {
	if a >= b {
		return ""
	}
	return collapse(p.text[p.tokens[a].start:p.tokens[b-1].end])
}

// took counts the tokens from a to b as explained by field f.
func (p *parser) took(r *reading, f field, a, b int) {
	r.good += p.letters[b] - p.letters[a]
	r.prev, r.prevEnd = f, b
}

func (p *parser) leave(r *reading, a, b int) {
	if a < b && p.letters[b] > p.letters[a] {
		r.rest = append(r.rest, stretch{a: a, b: b})
		r.loud = true
	}
}

// isPunct reports whether token k is one of the characters.
func (p *parser) isPunct(k int, chars string) bool {
	return k >= 0 && k < p.b && p.tokens[k].kind == punct && strings.ContainsRune(chars, p.tokens[k].r)
}

// isItalic reports whether token k is a word in italics.
func (p *parser) isItalic(k int) bool {
	t := &p.tokens[k]
	return t.style&checker.Italic != 0 && (t.kind == word || t.kind == number || t.kind == dated || t.kind == punct || t.kind == quoted || t.kind == opening || t.kind == closing || t.kind == leader || t.kind == volume || t.kind == issue || t.kind == located)
}

// italics returns the end of the italics that begin at k, without punctuation at the end.
func (p *parser) italics(k, b int) int {
	end := k
	for end < b && (p.isItalic(end) || p.tokens[end].kind == punct && end+1 < b && p.isItalic(end+1) && p.tokens[end].r != ',' && p.tokens[end].r != '.') {
		end++
	}
	for end > k && p.tokens[end-1].kind == punct && strings.ContainsRune(",.;:", p.tokens[end-1].r) && !(p.tokens[end-1].r == '.' && isFirm(p.str(max(end-2, k), end))) {
		end--
	}
	return end
}

// linked returns the end of the linked words that begin at k.
func (p *parser) linked(k int) int {
	end := k
	for end < p.b && p.tokens[end].link == p.tokens[k].link && p.tokens[end].kind != address {
		end++
	}
	for end > k && p.tokens[end-1].kind == punct && strings.ContainsRune(",.;:", p.tokens[end-1].r) {
		end--
	}
	return end
}

// quotedTitle returns the token of the first quotation that can be a title, or -1.
func (p *parser) quotedTitle() int {
	for k := p.a; k < p.b; k++ {
		switch t := &p.tokens[k]; t.kind {
		case opening:
			if t.n > k && t.n < p.b {
				k = t.n
			}
		case quoted:
			if k > p.a && p.isSeries(k-1) || t.style&checker.Italic != 0 && (k+1 < p.b && p.tokens[k+1].kind == word && p.isItalic(k+1) || k+2 < p.b && p.isPunct(k+1, ":") && p.isItalic(k+1) && p.isItalic(k+2) || k > p.a && p.tokens[k-1].kind == word && p.isItalic(k-1)) {
				continue // a series, or a quotation within a title in italics
			}
			if p.mayTitle(k, p.a) || p.tokens[k].style&checker.Italic != 0 {
				if p.italicBefore(k) {
					return -1
				}
				return k
			}
			if r, _ := utf8.DecodeRuneInString(p.text[t.start:]); r == '《' || r == '「' || r == '『' {
				return k
			}
		}
	}
	return -1
}

// italicBefore reports whether a title in italics stands between names and the quotation at k, which
// then is the periodical: A, *T*, «C», V.
func (p *parser) italicBefore(k int) bool {
	for j := p.a; j < k; j++ {
		t := &p.tokens[j]
		if t.kind == opening && t.n > j && t.n < k {
			j = t.n
			continue
		}
		if p.italicAt(j) {
			end := p.italics(j, k)
			if j == p.a && p.isPunct(end, ",") && (p.language == "pl" && end+1 == k || end+2 == k && p.tokens[end+1].lex != nil && p.tokens[end+1].lex.has(inWord)) {
				return true // *T*, in «C», D
			}
			return j > p.a+1 && p.isPunct(j-1, ",") && end < k && p.isPunct(end, ",") && (t.lex == nil || end > j+1)
		}
	}
	return false
}

// isSeries reports whether token k says that the name of a series follows: coll. « Folio ».
func (p *parser) isSeries(k int) bool {
	if p.isPunct(k, ".") {
		k--
	}
	if k < p.a || p.tokens[k].kind != word {
		return false
	}
	switch strings.ToLower(p.text[p.tokens[k].start:p.tokens[k].end]) {
	case "coll", "collection", "colección", "coleção", "collana", "reihe", "series":
		return true
	}
	return false
}

// italicTitle returns the first token in italics, or -1.
func (p *parser) italicTitle() int {
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		if t.kind == opening && t.n > k && t.n < p.b && t.style&checker.Italic == 0 {
			k = t.n
			continue
		}
		if p.italicAt(k) && p.containsTitle(k) {
			k = max(k, p.italics(k, p.b)-1)
			continue
		}
		if p.italicAt(k) || t.kind == quoted && p.isItalic(k) && (k+1 < p.b && p.italicAt(k+1) || k+2 < p.b && p.isPunct(k+1, ":") && p.italicAt(k+2)) {
			for k > p.a && p.isItalic(k-1) && p.tokens[k-1].kind != closing {
				k-- // 1848 and the Price of Bread; I, Weathervane; R (Underhay) v Minister
			}
			return k
		}
	}
	return -1
}

// containsTitle reports whether the italics at k are those of a book or periodical that holds a work whose
// title nothing marks: A, T, in: *C* 14 (2006).
func (p *parser) containsTitle(k int) bool {
	j := k - 1
	if p.isPunct(j, ":") {
		j--
	}
	if j <= p.a || p.tokens[j].lex == nil || !p.tokens[j].lex.has(inWord) || p.tokens[j].style&checker.Italic != 0 || !p.isPunct(j-1, ",") {
		return false
	}
	for first := p.a; first < j-1; first++ {
		if p.isPunct(first, ",，") {
			return true
		}
	}
	return false
}

// italicAt reports whether words in italics begin at token k; one letter alone does not count.
func (p *parser) italicAt(k int) bool {
	t := &p.tokens[k]
	return t.kind == word && t.style&checker.Italic != 0 && (t.end-t.start > 1 || k+1 < p.b && p.tokens[k+1].kind == word && p.isItalic(k+1))
}

// linkedTitle returns the first token of linked words that are not an address, or -1.
func (p *parser) linkedTitle() int {
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		if t.link != nil && t.kind == word {
			end := p.linked(k)
			if 5*(p.letters[end]-p.letters[k]) >= 4*(p.letters[p.b]-p.letters[p.a]) && p.commas(k, end) > 1 {
				return -1
			}
			return k
		}
	}
	return -1
}

func (p *parser) commas(a, b int) int {
	n := 0
	for k := a; k < b; k++ {
		if p.isPunct(k, ",，") {
			n++
		}
	}
	return n
}

// setQuoted takes the quotation at k as the title.
func (p *parser) setQuoted(r *reading, k int) {
	s := p.words(k)
	if first, size := utf8.DecodeRuneInString(s); first == p.markOf(k) {
		if last, n := utf8.DecodeLastRuneInString(s); len(s) > size+n && closes(first, last) && strings.Count(s, string(first)) == 1 {
			s = s[size : len(s)-n] // ““T””
		}
	}
	r.Title = titleText(s)
	p.took(r, fTitle, k, k+1)
}

// words returns what stands between the marks of the quotation at k.
func (p *parser) words(k int) string {
	q := p.pairs[p.tokens[k].n]
	return p.text[q.inner:q.outer]
}

// titleText trims a title: a comma or full stop at its end is no part of it.
func titleText(s string) string {
	s = collapse(s)
	s = strings.TrimRight(s, ",;，、،")
	if inner, ok := strings.CutSuffix(s, ",’"); ok {
		s = inner + "’" // “Why We Teach ‘The Lamp,’”
	}
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") && !isFirm(s) {
		s = s[:len(s)-1]
	}
	s = strings.TrimSuffix(s, "。")
	return strings.TrimSpace(s)
}

// isFirm reports whether s ends in the abbreviation of a firm, whose stop belongs to its name.
func isFirm(s string) bool {
	switch s[strings.LastIndexByte(s, ' ')+1:] {
	case "Co.", "Inc.", "Ltd.", "Bros.", "Corp.", "Cie.":
		return true
	}
	return false
}

// authors reads the tokens before the title as authors, or as editors if they say so.
func (p *parser) authors(r *reading, a, b int, ord order) bool {
	for b > a && p.tokens[b-1].kind == punct && p.tokens[b-1].r != '.' {
		b--
	}
	if p.isPunct(b-1, ".") && b-3 > a && (p.isWord(b-2, "Art") || p.isWord(b-2, "Lemma") || p.isWord(b-2, "Stichwort")) && p.isPunct(b-3, ",") {
		b -= 3 // A, Art. „T“
	}
	foreign := false
	for k := b - 1; k > a; k-- {
		if p.tokens[k].kind == signal {
			r.idle += p.letters[k+1] - p.letters[a]
			a = k + 1 // 关于灯塔税的起源，参见何宁：《灯塔税源流》
			break
		}
	}
	for a < b && p.tokens[a].kind == punct {
		a++
	}
	if a+2 < b && p.tokens[a].kind == opening && p.tokens[a].n == a+2 && p.tokens[a+1].cjk && p.tokens[a+1].end-p.tokens[a+1].start <= 2*3 {
		r.idle += p.letters[a+3] - p.letters[a]
		foreign = !homeNames[p.str(a+1, a+2)]
		a += 3 // ［日］山田太郎
	}
	b = p.translatorsBefore(r, a, b)
	if a == b {
		return true
	}
	if p.tokens[a].kind == leader || p.tokens[a].kind == back && p.tokens[a].class == backSame {
		p.took(r, fAuthors, a, b)
		return true
	}
	end, editors := p.roleAt(a, b)
	list, ok := p.names(a, end, ord, p.kana || foreign)
	if !ok {
		return false
	}
	if editors {
		r.Editors = list
	} else {
		r.Authors = list
	}
	p.took(r, fAuthors, a, b)
	return true
}

// homeNames are dynasties and countries whose names are parted as Chinese ones are.
var homeNames = wordSet("清 明 宋 唐 元 汉 漢 晋 民国 韩 韓 朝 越 中")

// translatorsBefore takes 李明译 off the end of the names from a to b and returns where that begins.
func (p *parser) translatorsBefore(r *reading, a, b int) int {
	if b-a < 2 {
		return b
	}
	end := b
	if w := p.str(b-1, b); b-a > 2 && (w == "옮김" || w == "역" || w == "번역" || w == "역주") {
		end--
	} else if !strings.HasSuffix(p.text[:p.tokens[b-1].end], "译") && !strings.HasSuffix(p.text[:p.tokens[b-1].end], "譯") || !p.tokens[b-1].cjk {
		return b
	}
	for k := b - 1; k > a; k-- {
		if p.isPunct(k, "，,") {
			if list, ok := p.names(k+1, end, straight, p.kana); ok {
				r.Translators = list
				p.took(r, fEditors, k, b)
				return k
			}
		}
	}
	return b
}

// roleAt cuts (ed.), Hrsg., 主编 off the end of names.
func (p *parser) roleAt(a, b int) (end int, editors bool) {
	k := b - 1
	if p.tokens[k].kind == closing {
		o := p.tokens[k].n
		if o > a && o+1 < k+1 && p.tokens[o+1].lex != nil && (p.tokens[o+1].lex.has(edWord) || p.tokens[o+1].lex.has(edsAfter)) {
			return o, true
		}
		return b, false
	}
	if p.tokens[k].kind == punct && p.tokens[k].r == '.' {
		k--
	}
	if k > a && p.tokens[k].lex != nil && (p.tokens[k].lex.has(edWord) || p.tokens[k].lex.has(edsAfter)) {
		end := k
		for end > a && p.tokens[end-1].kind == punct && p.tokens[end-1].r != '.' {
			end--
		}
		return end, true
	}
	if w := p.str(k, k+1); k > a && (w == "편" || w == "엮음" || w == "편저") {
		return k, true
	}
	for _, w := range [...]string{"主编", "編", "编", "整理", "编纂", "編纂", "点校", "點校", "校注"} {
		if strings.HasSuffix(p.text[:p.tokens[k].end], w) && p.tokens[k].end-p.tokens[k].start > len(w)+3 {
			return b, true
		}
	}
	return b, false
}

// isParallel reports whether the bracket from k to its mate holds the title again in another
// script or language: three words or four ideographs, and no field.
func (p *parser) isParallel(r *reading, k, mate int) bool {
	if r.Title == "" || r.ParallelTitle != "" {
		return false
	}
	words, cjk := 0, 0
	for j := k + 1; j < mate; j++ {
		t := &p.tokens[j]
		switch t.kind {
		case word:
			if t.lex != nil && (t.lex.has(edWord) || t.lex.has(transWord) || t.lex.has(edsAfter)) && j == k+1 {
				return false
			}
			if t.cjk {
				cjk += utf8.RuneCountInString(p.text[t.start:t.end])
			} else {
				words++
			}
		case quoted:
			words += 3
			if hasIdeograph(p.text[t.start:t.end]) {
				cjk += 4
			}
		case address, doi, accessed, noteNo:
			return false
		}
	}
	if p.tokens[mate-1].kind == dated && p.isPunct(mate-2, ",，、") {
		return false
	}
	text := p.str(k+1, mate)
	a, b := script(r.Title), script(text)
	if a != b && (words > 1 || cjk > 3) && !isGenre(text) && !cities[strings.ToLower(text)] {
		return true
	}
	if words < 3 && cjk < 4 {
		return false
	}
	if p.tokens[k].link != nil && p.tokens[k+1].link != nil {
		return true
	}
	la, _ := latinLanguage(r.Title)
	lb, _ := latinLanguage(p.str(k+1, mate))
	return la != "" && lb != "" && la != lb
}

// setParallel takes the bracket from k to its mate as the parallel title.
func (p *parser) setParallel(r *reading, k, mate int) {
	s := p.str(k+1, mate)
	if p.tokens[k+1].kind == quoted && k+2 == mate {
		s = p.words(k + 1)
	}
	r.ParallelTitle = titleText(s)
	p.took(r, fTitle, k, mate+1)
}

// setDate takes the date at token k.
func (p *parser) setDate(r *reading, k int) {
	t := &p.tokens[k]
	h := p.hits[t.n]
	d := p.date(t)
	stated := r.Date.EDTF != ""
	switch {
	case r.dates > 0 && r.Date.Text == d.Text:
	case !stated && !h.Absent, r.dates == 0:
		r.Date, r.dates = d, t.n+1
	case len(r.Date.EDTF) == 4 && len(d.EDTF) > 4 && strings.HasPrefix(d.EDTF, r.Date.EDTF):
		r.Date, r.dates = d, t.n+1
	default:
		p.leave(r, k, k+1)
		return
	}
	p.took(r, fDate, k, k+1)
}

func (p *parser) date(t *token) checker.Date {
	h := p.hits[t.n]
	return checker.Date{EDTF: h.EDTF, Text: collapse(p.text[h.Start:h.End])}
}

// bareYear reports whether token k is a date of figures that might as well be a page: 1234,
// 1123–45.
func (p *parser) bareYear(k int) bool {
	t := &p.tokens[k]
	if t.kind != dated {
		return false
	}
	for i := t.start; i < t.end; i++ {
		if c := p.text[i]; c < '0' || c > '9' {
			if c != '-' && c != 0xE2 && c != 0x80 && c != 0x93 && c != 0x94 {
				return false
			}
		}
	}
	return true
}

// isFigure reports whether token k is a number in figures, be it read as a year or not.
func (p *parser) isFigure(k int) bool {
	if k < 0 || k >= p.b {
		return false
	}
	t := &p.tokens[k]
	if t.kind == number {
		return p.text[t.start] >= '0' && p.text[t.start] <= '9'
	}
	return p.bareYear(k)
}

// setLocator takes the tokens from a to b as locator, or adds them to the one right before.
func (p *parser) setLocator(r *reading, a, b int) {
	if r.locEnd > 0 {
		between := strings.Trim(p.text[p.tokens[r.locEnd-1].end:p.tokens[a].start], " \u00a0")
		if r.Pages == "" && p.isWithin(r, a, b) {
			r.Pages, r.locStart, r.locEnd = p.locatorText(r), a, b
			p.took(r, fLocator, a, b)
			return
		}
		if between == "" || between == "," || between == "，" || between == "," && p.tokens[a].kind == located {
			a = r.locStart
			r.good -= p.letters[r.locEnd] - p.letters[a]
		} else {
			p.leave(r, a, b)
			return
		}
	}
	r.locStart, r.locEnd = a, b
	p.took(r, fLocator, a, b)
}

// isWithin reports whether the tokens name a page within the pages read before, and are not the
// next item of a list: "pp. 3–20, at p. 15".
func (p *parser) isWithin(r *reading, a, b int) bool {
	from, to, ok := pageRange(p.str(r.locStart, r.locEnd))
	at, _, cited := pageRange(p.str(a, b))
	return ok && cited && to > from && at >= from && at <= to
}

// locatorText returns the locator as printed.
func (p *parser) locatorText(r *reading) string {
	if r.locEnd == 0 {
		return ""
	}
	return trimPlace(p.str(r.locStart, r.locEnd))
}

// behind returns the first token that begins at or after byte i.
func (p *parser) behind(k, i int) int {
	for k < p.b && p.tokens[k].start < i {
		k++
	}
	return k
}

// script returns the script of a text's first letters: "Latn", "Hani", "Kana", "Hang", "Cyrl" …
func script(s string) string {
	latin := false
	for _, r := range s {
		switch {
		case r < 0x250:
			latin = latin || unicode.IsLetter(r)
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "Kana"
		case unicode.Is(unicode.Hangul, r):
			return "Hang"
		case unicode.Is(unicode.Han, r):
			for _, r := range s {
				if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
					return "Kana"
				}
			}
			return "Hani"
		case unicode.Is(unicode.Cyrillic, r):
			return "Cyrl"
		case unicode.Is(unicode.Arabic, r):
			return "Arab"
		case unicode.Is(unicode.Greek, r):
			return "Grek"
		case unicode.Is(unicode.Hebrew, r):
			return "Hebr"
		case unicode.Is(unicode.Thai, r):
			return "Thai"
		}
	}
	if latin {
		return "Latn"
	}
	return ""
}

// hitsOrder returns the order of day and month that the dates in figures show: the one that only
// one order explains, if all that do agree.
func hitsOrder(hits []match.DateHit, seen match.DateOrder) (match.DateOrder, bool) {
	for _, h := range hits {
		if h.Order == match.AnyOrder {
			continue
		}
		if seen != match.AnyOrder && seen != h.Order {
			return match.AnyOrder, false
		}
		seen = h.Order
	}
	return seen, true
}

package match

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// A DateHit is one date as printed in a text.
type DateHit struct {
	Start, End int    // bytes of the text
	EDTF       string // at the printed precision (ISO 8601-2); empty if Impossible or a stated absence
	Absent     bool   // "n.d.", "forthcoming": the text says that there is none
	Impossible bool   // no order of day and month gives a date of the calendar
	Weekday    string // the weekday printed right before it, as printed; empty if there is none
	// WeekdayStart and WeekdayEnd are its bytes; WeekdayRight is the weekday the date has, in the
	// language and the form of the printed one. Only for days of the Gregorian calendar from 1924 on.
	WeekdayStart, WeekdayEnd int
	WeekdayRight             string
	// Order is the order of day and month that a date in figures alone shows (13/02/2022); it is
	// AnyOrder for all other dates and where both orders fit.
	Order DateOrder
}

// A DateOrder says how 04/02/2022 is to be read.
type DateOrder uint8

// The orders of day and month. AnyOrder makes a set of both readings where they differ.
const (
	AnyOrder DateOrder = iota
	DayFirst
	MonthFirst
)

// Dates finds the dates of s, from left to right, longest first, not overlapping. A number of four
// digits alone counts as a year from 1000 to 2199.
func Dates(s string) []DateHit { return DatesIn(s, AnyOrder) }

// DatesIn is Dates with the order in which the text writes ambiguous dates such as 04/02/2022.
// Dates with full stops are day first in any case.
//
// Figures may be Arabic or Persian ones. Days of the Buddhist, the Persian and the Islamic calendar
// and years of the Republic of China are given as ours.
func DatesIn(s string, order DateOrder) []DateHit {
	if western, places, ok := westernFigures(s); ok {
		hits := DatesIn(western, order)
		for i := range hits {
			h := &hits[i]
			h.Start, h.End, h.WeekdayStart, h.WeekdayEnd = places.back(h.Start), places.back(h.End), places.back(h.WeekdayStart), places.back(h.WeekdayEnd)
		}
		return hits
	}
	sc := dateScanner{s: s, order: order}
	var hits []DateHit
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && !isDigit(c) {
			if !isASCIILetter(c) {
				i++
				continue
			}
			if i+1 < len(s) && isASCIILetter(s[i+1]) && !dateStarts[pair(c, s[i+1])] {
				i = sc.skip(i)
				continue
			}
		}
		if h, ok := sc.at(i); ok {
			hits = append(hits, h)
			i = h.End
			continue
		}
		i = sc.skip(i)
	}
	return hits
}

// A dateScanner reads dates at places of s. Its methods take a place and return the place behind
// what they read, or -1.
type dateScanner struct {
	s     string
	order DateOrder
}

func isDigit(c byte) bool       { return c >= '0' && c <= '9' }
func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// skip returns the place behind the word or the number at i.
func (sc *dateScanner) skip(i int) int {
	if isDigit(sc.s[i]) {
		for i < len(sc.s) && isDigit(sc.s[i]) {
			i++
		}
		return i
	}
	r, size := utf8.DecodeRuneInString(sc.s[i:])
	i += size
	if IsCJK(r) || !unicode.IsLetter(r) {
		return i
	}
	for i < len(sc.s) {
		if c := sc.s[i]; c < utf8.RuneSelf {
			if !isASCIILetter(c) {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(sc.s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || IsCJK(r) {
			break
		}
		i += size
	}
	return i
}

// starts reports whether a word or number may start at i.
func (sc *dateScanner) starts(i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(sc.s[:i])
	return IsCJK(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// ends reports whether a word or number may end at i.
func (sc *dateScanner) ends(i int) bool {
	if i >= len(sc.s) {
		return true
	}
	c := sc.s[i]
	if c < utf8.RuneSelf {
		return !isDigit(c) && !isASCIILetter(c)
	}
	r, _ := utf8.DecodeRuneInString(sc.s[i:])
	return IsCJK(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.Is(unicode.Hangul, r) ||
		r == 'م' && sc.ends(i+len("م")) // 1998م: of our era
}

// at reads the date at i.
func (sc *dateScanner) at(i int) (DateHit, bool) {
	if isDigit(sc.s[i]) {
		if !sc.starts(i) {
			return DateHit{}, false
		}
		return sc.atNumber(i)
	}
	r, _ := utf8.DecodeRuneInString(sc.s[i:])
	if IsCJK(r) || r >= '０' && r <= '９' {
		return sc.atHan(i)
	}
	if !unicode.IsLetter(r) || !sc.starts(i) {
		return DateHit{}, false
	}
	return sc.atWord(i)
}

// number reads up to four digits with a boundary behind them.
func (sc *dateScanner) number(i int) (v, digits, end int) {
	for end = i; end < len(sc.s) && isDigit(sc.s[end]); end++ {
		if digits++; digits > 4 {
			return 0, 0, -1
		}
		v = 10*v + int(sc.s[end]-'0')
	}
	if digits == 0 {
		return 0, 0, -1
	}
	return v, digits, end
}

// small reads a number of one or two digits that no digit follows.
func (sc *dateScanner) small(i int) (v, end int) {
	v, digits, end := sc.number(i)
	if end < 0 || digits > 2 {
		return 0, -1
	}
	return v, end
}

// year reads a year of four digits with a boundary behind it.
func (sc *dateScanner) year(i int) (v, end int) {
	if i < 0 {
		return 0, -1
	}
	v, digits, end := sc.number(i)
	if end < 0 || digits != 4 || v < 1000 || v > 2199 || !sc.ends(end) {
		return 0, -1
	}
	return v, end
}

// blank skips up to three characters of white space.
func (sc *dateScanner) blank(i int) int {
	for n := 0; n < 3 && i < len(sc.s); n++ {
		switch c := sc.s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == 0xC2 && i+1 < len(sc.s) && sc.s[i+1] == 0xA0:
			i += 2
		case c == 0xE2 && i+2 < len(sc.s) && sc.s[i+1] == 0x80 && (sc.s[i+2] >= 0x80 && sc.s[i+2] <= 0x8A || sc.s[i+2] == 0xAF):
			i += 3
		case c == 0xE3 && i+2 < len(sc.s) && sc.s[i+1] == 0x80 && sc.s[i+2] == 0x80:
			i += 3
		default:
			return i
		}
	}
	return i
}

// one skips the byte c if it is there.
func (sc *dateScanner) one(i int, c byte) int {
	if i < len(sc.s) && sc.s[i] == c {
		return i + 1
	}
	return i
}

// has reports whether text stands at i.
func (sc *dateScanner) has(i int, text string) bool {
	return i >= 0 && i+len(text) <= len(sc.s) && sc.s[i:i+len(text)] == text
}

// dash reads a hyphen or dash with white space around it.
func (sc *dateScanner) dash(i int) int {
	i = sc.blank(i)
	if i < len(sc.s) && sc.s[i] < utf8.RuneSelf && sc.s[i] != '-' {
		return -1
	}
	for _, d := range [...]string{"-", "–", "—", "‐", "‑", "−", "～", "〜"} {
		if sc.has(i, d) {
			return sc.blank(i + len(d))
		}
	}
	return -1
}

const longestWord = 48

// word reads a word of letters and returns it folded, in buf. Words longer than any in the tables
// are no words.
func (sc *dateScanner) word(i int, buf *[longestWord]byte) (folded []byte, end int) {
	n := 0
	for end = i; end < len(sc.s); {
		c := sc.s[end]
		if c < utf8.RuneSelf {
			if !isASCIILetter(c) {
				break
			}
			if n >= longestWord {
				return nil, -1
			}
			buf[n] = c | 0x20
			n++
			end++
			continue
		}
		r, size := utf8.DecodeRuneInString(sc.s[end:])
		if r == 0x307 || r == 0xAD {
			end += size
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || IsCJK(r) {
			break
		}
		switch r = unicode.ToLower(r); r {
		case 'ı', 'İ':
			r = 'i'
		}
		if n+utf8.UTFMax > longestWord {
			return nil, -1
		}
		n += utf8.EncodeRune(buf[n:], r)
		end += size
	}
	if n == 0 || end < len(sc.s) && isDigit(sc.s[end]) {
		return nil, -1
	}
	return buf[:n], end
}

// month reads the name of a month, with a full stop if it is abbreviated.
func (sc *dateScanner) month(i int) (m, end int) {
	if i < 0 {
		return 0, -1
	}
	var buf [longestWord]byte
	w, end := sc.word(i, &buf)
	if end < 0 {
		return 0, -1
	}
	info, ok := dateWords[string(w)]
	if !ok || info.month == 0 {
		if string(w) == "tháng" {
			return sc.monthNumber(end)
		}
		return 0, -1
	}
	if info.paired {
		return sc.pairedMonth(int(info.month), end)
	}
	dotted := sc.one(end, '.')
	if info.wary && dotted == end {
		return 0, -1
	}
	if info.short || info.wary {
		end = dotted
	}
	if !info.full && dotted == end && sc.has(end, ",") && !sc.has(end-1, ".") {
		return 0, -1 // Casa do Mar, 2011
	}
	return int(info.month), end
}

// pairedMonth reads "the first" or "the second" behind the name of two months of the Levant: تشرين
// الأول is October, تشرين الثاني the month behind it.
func (sc *dateScanner) pairedMonth(first, i int) (m, end int) {
	i = sc.blank(i)
	for _, w := range [...]string{"الأول", "الاول", "أول"} {
		if sc.has(i, w) {
			return first, i + len(w)
		}
	}
	for _, w := range [...]string{"الثاني", "الثانى", "ثاني"} {
		if sc.has(i, w) {
			return first%12 + 1, i + len(w)
		}
	}
	return 0, -1
}

// season reads the name of a season as its EDTF number.
func (sc *dateScanner) season(i int) (code, end int) {
	if i < 0 {
		return 0, -1
	}
	var buf [longestWord]byte
	w, end := sc.word(i, &buf)
	if end < 0 {
		return 0, -1
	}
	if info := dateWords[string(w)]; info.season != 0 {
		return int(info.season), end
	}
	return 0, -1
}

// day reads a day of the month with what languages write behind it: 4., 4th, 1er, 1º.
func (sc *dateScanner) day(i int) (d, end int) {
	if i < 0 {
		return 0, -1
	}
	d, end = sc.small(i)
	if end < 0 || d == 0 {
		return 0, -1
	}
	if sc.has(end, " ") {
		return d, end
	}
	for _, suffix := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "°", ".º", "."} {
		if sc.has(end, suffix) && (suffix == "." || sc.ends(end+len(suffix))) {
			return d, end + len(suffix)
		}
	}
	if !sc.ends(end) {
		return 0, -1
	}
	return d, end
}

// joint skips white space and one of the words that stand between the parts of a date.
func (sc *dateScanner) joint(i int) int {
	j := sc.blank(i)
	if j >= len(sc.s) || sc.s[j] != 'd' && sc.s[j] != 'o' && sc.s[j] != 'n' {
		return j
	}
	for _, w := range [...]string{"de ", "del ", "of ", "di ", "den ", "dem ", "d’", "d'", "de\u00a0", "năm "} {
		if sc.has(j, w) {
			return sc.blank(j + len(w))
		}
	}
	return j
}

// yearAfter reads the year that ends a date: with a comma, a "de" or nothing before it.
func (sc *dateScanner) yearAfter(i int) (y, end int) {
	return sc.year(sc.joint(sc.one(sc.blank(i), ',')))
}

// yearWord takes along the word for year behind it: г., р., r., roku.
func (sc *dateScanner) yearWord(i int) int {
	j := sc.blank(i)
	if j >= len(sc.s) || sc.s[j] < utf8.RuneSelf && sc.s[j] != 'r' {
		return i
	}
	for _, w := range [...]string{"гг.", "г.", "рр.", "р.", "года", "року", "год", "r.", "roku", "م"} {
		if sc.has(j, w) && sc.ends(j+len(w)) {
			return j + len(w)
		}
	}
	return i
}

func monthDays(y, m int) int {
	switch {
	case m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0):
		return 29
	case m == 2:
		return 28
	case m == 4 || m == 6 || m == 9 || m == 11:
		return 30
	}
	return 31
}

func validDay(y, m, d int) bool { return m >= 1 && m <= 12 && d >= 1 && d <= monthDays(y, m) }

func edtf(parts ...int) string {
	b := make([]byte, 0, 10)
	for i, p := range parts {
		if i > 0 {
			b = append(b, '-')
			if p < 10 {
				b = append(b, '0')
			}
		}
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(b)
}

func dayHit(start, end, y, m, d int) (DateHit, bool) {
	h := DateHit{Start: start, End: end}
	if validDay(y, m, d) {
		h.EDTF = edtf(y, m, d)
	} else {
		h.Impossible = true
	}
	return h, true
}

func rangeHit(start, end int, from, to string) (DateHit, bool) {
	return DateHit{Start: start, End: end, EDTF: from + "/" + to}, true
}

// atNumber reads a date that begins with a figure.
func (sc *dateScanner) atNumber(i int) (DateHit, bool) {
	v, digits, end := sc.number(i)
	switch {
	case end < 0 || i > 0 && sc.glued(i):
		return DateHit{}, false
	case digits == 4 && v >= 1000 && v <= 2199:
		return sc.atYear(i, v, end)
	case digits <= 2:
		if h, ok := sc.republic(i, v, end); ok {
			return h, true
		}
		if h, ok := sc.otherCalendar(i, end); ok {
			return h, true
		}
		return sc.atDay(i)
	case digits == 3:
		return sc.republic(i, v, end)
	}
	return DateHit{}, false
}

// glued reports whether the number at i is the rest of a larger one: 15.2019, VI-2019.
func (sc *dateScanner) glued(i int) bool {
	switch sc.s[i-1] {
	case '.', '/', '-', ':':
		if i < 2 {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(sc.s[:i-1])
		return unicode.IsDigit(r) || sc.s[i-1] != '.' && sc.s[i-1] != ':' && unicode.IsLetter(r) && !IsCJK(r)
	case '$', '#', '_', '@', '=':
		return true
	}
	return false
}

// atYear reads a date that begins with the year y, which ends at end.
func (sc *dateScanner) atYear(i, y, end int) (DateHit, bool) {
	if h, ok := sc.cjk(i, y, end); ok {
		return h, true
	}
	if h, ok := sc.persianFigures(i, y, end); ok {
		return h, true
	}
	if end < len(sc.s) {
		switch c := sc.s[end]; c {
		case '-', '/', '.':
			if h, ok := sc.yearFirst(i, y, end, c); ok {
				return h, true
			}
		}
	}
	if h, ok := sc.yearRange(i, y, end); ok {
		return h, true
	}
	if h, ok := sc.yearMonth(i, y, end); ok {
		return h, true
	}
	if h, ok := sc.yearDay(i, y, end); ok {
		return h, true
	}
	if !sc.ends(end) && !sc.suffixed(end) || sc.numberGoesOn(end) || sc.otherEra(i) {
		return DateHit{}, false
	}
	h := DateHit{Start: i, End: sc.yearWord(end), EDTF: edtf(y)}
	if sc.has(end, "?") {
		if next := end + 1; next < len(sc.s) && (sc.s[next] == ']' || sc.s[next] == ')') {
			h.End, h.EDTF = next, h.EDTF+"?"
		}
	}
	return h, true
}

// suffixed reports whether one letter of author-date styles follows a year: 2001a.
func (sc *dateScanner) suffixed(i int) bool {
	return sc.s[i] >= 'a' && sc.s[i] <= 'e' && sc.ends(i+1)
}

// numberGoesOn reports whether the figures before i are the head of a larger number: 1234-5678.
func (sc *dateScanner) numberGoesOn(i int) bool {
	if i+1 >= len(sc.s) || !isDigit(sc.s[i+1]) {
		return i < len(sc.s) && (sc.s[i] == '%' || sc.s[i] == '_')
	}
	switch sc.s[i] {
	case '-', '.', '/':
		return true
	}
	return false
}

// otherEra reports whether another calendar is named before i.
func (sc *dateScanner) otherEra(i int) bool {
	return i >= 3 && (sc.s[i-3:i] == "AH " || sc.s[i-3:i] == "AM ") && sc.starts(i-3)
}

// yearFirst reads 2022-02-04, 2022/2/4, 2022. 2. 4., 2022-02.
func (sc *dateScanner) yearFirst(i, y, end int, sep byte) (DateHit, bool) {
	next := end + 1
	if sep == '.' {
		next = sc.blank(next)
	}
	m, mEnd := sc.small(next)
	if mEnd < 0 {
		return DateHit{}, false
	}
	if mEnd < len(sc.s) && sc.s[mEnd] == sep {
		next := mEnd + 1
		if sep == '.' {
			next = sc.blank(next)
		}
		if d, dEnd := sc.small(next); dEnd >= 0 && (sc.ends(dEnd) || sc.has(dEnd, "T")) && !sc.numberGoesOn(dEnd) {
			if m >= 1 && m <= 12 || sep != '.' {
				return dayHit(i, dEnd, y, m, d)
			}
		}
		return DateHit{}, false
	}
	if mEnd-next != 2 || !sc.ends(mEnd) || sep == '.' {
		return DateHit{}, false
	}
	switch {
	case sep == '-' && m >= 1 && m <= 12, sep == '/' && m >= 1 && m <= 12 && m <= y%100:
		return DateHit{Start: i, End: mEnd, EDTF: edtf(y, m)}, true
	}
	return DateHit{}, false
}

// yearRange reads 2019–20, 2019–2021, 2019/20.
func (sc *dateScanner) yearRange(i, y, end int) (DateHit, bool) {
	next := sc.dash(end)
	if next < 0 && sc.has(end, "/") {
		next = end + 1
	}
	if next < 0 {
		return DateHit{}, false
	}
	v, digits, to := sc.number(next)
	if to < 0 {
		return DateHit{}, false
	}
	switch {
	case digits == 2:
		v += y / 100 * 100
	case digits == 1 && !sc.has(end, "/"):
		v += y / 10 * 10
	case digits != 4:
		return DateHit{}, false
	}
	if v <= y || v > 2199 || sc.numberGoesOn(to) {
		return DateHit{}, false
	}
	if sc.has(sc.blank(to), "年") {
		to = sc.blank(to) + len("年")
	} else if !sc.ends(to) {
		return DateHit{}, false
	}
	return rangeHit(i, sc.yearWord(to), edtf(y), edtf(v))
}

// yearMonth reads 2022, February 4 · 2022 Feb · 2025 Q3 · 2022, Spring.
func (sc *dateScanner) yearMonth(i, y, end int) (DateHit, bool) {
	next := sc.one(end, ',')
	if sc.has(end, ". ") {
		// 2019. március 5. in Hungarian, which writes the months small.
		if r, _ := utf8.DecodeRuneInString(sc.s[end+2:]); unicode.IsLower(r) {
			next = end + 1
		}
	}
	next = sc.blank(next)
	if next == end {
		return DateHit{}, false
	}
	if q, qEnd := sc.quarter(next); qEnd >= 0 {
		return DateHit{Start: i, End: qEnd, EDTF: edtf(y, q)}, true
	}
	if code, sEnd := sc.season(next); sEnd >= 0 {
		if _, other := sc.yearAfter(sEnd); other < 0 && sc.ends(sEnd) {
			return DateHit{Start: i, End: sEnd, EDTF: edtf(y, code)}, true
		}
		return DateHit{}, false
	}
	m, mEnd := sc.month(next)
	if mEnd < 0 {
		return DateHit{}, false
	}
	if _, other := sc.yearAfter(mEnd); other >= 0 {
		return DateHit{}, false
	}
	d, dEnd := sc.day(sc.blank(mEnd))
	if dEnd < 0 || sc.blank(mEnd) == mEnd {
		if m2, m2End := sc.month(sc.span(mEnd)); m2End >= 0 {
			return rangeHit(i, m2End, edtf(y, m), edtf(y, m2))
		}
		if sc.letterAt(sc.blank(mEnd)) {
			return DateHit{}, false // in 2001, May Smith
		}
		return DateHit{Start: i, End: mEnd, EDTF: edtf(y, m)}, true
	}
	if sc.s[dEnd-1] == '.' {
		dEnd--
	}
	if _, other := sc.yearAfter(dEnd); other >= 0 {
		return DateHit{}, false
	}
	if to, toEnd := sc.day(sc.dash(dEnd)); toEnd >= 0 && to > d && validDay(y, m, to) {
		return rangeHit(i, toEnd, edtf(y, m, d), edtf(y, m, to))
	}
	return dayHit(i, dEnd, y, m, d)
}

// letterAt reports whether a letter stands at i.
func (sc *dateScanner) letterAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(sc.s[min(i, len(sc.s)):])
	return unicode.IsLetter(r) && !IsCJK(r)
}

// yearDay reads 2013. 28 мая, as GOST writes the day of a newspaper.
func (sc *dateScanner) yearDay(i, y, end int) (DateHit, bool) {
	if !sc.has(end, ". ") {
		return DateHit{}, false
	}
	d, dEnd := sc.day(sc.blank(end + 1))
	if dEnd < 0 {
		return DateHit{}, false
	}
	name := sc.blank(dEnd)
	m, mEnd := sc.month(name)
	if mEnd < 0 || sc.s[name] < utf8.RuneSelf {
		return DateHit{}, false
	}
	if _, other := sc.yearAfter(mEnd); other >= 0 {
		return DateHit{}, false
	}
	return dayHit(i, mEnd, y, m, d)
}

// span reads a dash or a stroke between two parts of a range.
func (sc *dateScanner) span(i int) int {
	if sc.has(i, "/") {
		return i + 1
	}
	return sc.dash(i)
}

// atDay reads a date that begins with a day: 4 February 2022, 4.2.2022, 4–6 May 2022.
func (sc *dateScanner) atDay(i int) (DateHit, bool) {
	if h, ok := sc.figures(i); ok {
		return h, true
	}
	d, end := sc.day(i)
	if end < 0 || d > 99 {
		return DateHit{}, false
	}
	if m, mEnd := sc.month(sc.joint(end)); mEnd >= 0 {
		return sc.dayMonth(i, d, m, mEnd)
	}
	if sc.has(end, "-") {
		if m, mEnd := sc.month(end + 1); mEnd >= 0 && sc.has(mEnd, "-") {
			if y, yEnd := sc.year(mEnd + 1); yEnd >= 0 {
				return dayHit(i, yEnd, y, m, d) // 4-Feb-2020
			}
		}
	}
	if m, mEnd := sc.romanMonth(end); mEnd >= 0 {
		if y, yEnd := sc.year(sc.blank(mEnd)); yEnd >= 0 {
			return dayHit(i, sc.yearWord(yEnd), y, m, d)
		}
	}
	next := sc.span(end)
	if and := sc.blank(end); sc.has(and, "and ") {
		next = and + len("and ") // 4 and 5 May 2022
	}
	to, toEnd := sc.day(next)
	if toEnd < 0 || to <= d {
		return DateHit{}, false
	}
	m, mEnd := sc.month(sc.joint(toEnd))
	if mEnd < 0 {
		return DateHit{}, false
	}
	y, yEnd := sc.yearAfter(mEnd)
	if yEnd < 0 {
		return DateHit{}, false
	}
	if !validDay(y, m, d) || !validDay(y, m, to) {
		return DateHit{Start: i, End: yEnd, Impossible: true}, true
	}
	return rangeHit(i, sc.yearWord(yEnd), edtf(y, m, d), edtf(y, m, to))
}

// dayMonth goes on behind day and month: the year, or the end of a range.
func (sc *dateScanner) dayMonth(i, d, m, end int) (DateHit, bool) {
	y, yEnd := sc.yearAfter(end)
	next := sc.dash(end)
	if yEnd >= 0 {
		next = sc.dash(yEnd)
	}
	if d2, dEnd := sc.day(next); next >= 0 && dEnd >= 0 {
		if m2, mEnd := sc.month(sc.joint(dEnd)); mEnd >= 0 {
			if y2, y2End := sc.yearAfter(mEnd); y2End >= 0 {
				if yEnd < 0 {
					y = y2
				}
				if validDay(y, m, d) && validDay(y2, m2, d2) {
					return rangeHit(i, y2End, edtf(y, m, d), edtf(y2, m2, d2))
				}
			}
		}
	}
	if yEnd < 0 {
		return DateHit{}, false
	}
	return dayHit(i, sc.yearWord(yEnd), y, m, d)
}

// figures reads 4.2.2022, 04/02/2022, 4-2-2022, 4. 2. 2022.
func (sc *dateScanner) figures(i int) (DateHit, bool) {
	a, end := sc.small(i)
	if end < 0 || end >= len(sc.s) {
		return DateHit{}, false
	}
	sep := sc.s[end]
	if sep != '.' && sep != '/' && sep != '-' {
		return DateHit{}, false
	}
	next := end + 1
	if sep == '.' {
		next = sc.blank(next)
	}
	b, end := sc.small(next)
	if end < 0 || end >= len(sc.s) || sc.s[end] != sep {
		return DateHit{}, false
	}
	next = end + 1
	if sep == '.' {
		next = sc.blank(next)
	}
	y, end := sc.year(next)
	if end < 0 || sc.numberGoesOn(end) {
		return DateHit{}, false
	}
	h := DateHit{Start: i, End: sc.yearWord(end)}
	dayFirst, monthFirst := validDay(y, b, a), validDay(y, a, b)
	order := sc.order
	if sep == '.' {
		order = DayFirst
	}
	switch {
	case !dayFirst && !monthFirst:
		h.Impossible = true
	case a == b:
		h.EDTF = edtf(y, a, b)
	case !monthFirst || dayFirst && order == DayFirst:
		h.EDTF = edtf(y, b, a)
	case !dayFirst || order == MonthFirst:
		h.EDTF = edtf(y, a, b)
	default:
		h.EDTF = "[" + edtf(y, min(a, b), max(a, b)) + "," + edtf(y, max(a, b), min(a, b)) + "]"
	}
	switch {
	case sep == '.' || h.Impossible:
	case dayFirst && !monthFirst:
		h.Order = DayFirst
	case monthFirst && !dayFirst:
		h.Order = MonthFirst
	}
	return h, true
}

// romanMonth reads the II of 4 II 2022 and 4.II.2022.
func (sc *dateScanner) romanMonth(i int) (m, end int) {
	j := sc.blank(i)
	for end = j; end < len(sc.s) && end < j+5 && (sc.s[end] == 'I' || sc.s[end] == 'V' || sc.s[end] == 'X'); end++ {
	}
	for k, roman := range [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		if sc.s[j:end] == roman && sc.ends(end) {
			return k + 1, sc.one(end, '.')
		}
	}
	return 0, -1
}

// quarter reads Q3 as its EDTF number.
func (sc *dateScanner) quarter(i int) (code, end int) {
	if i >= 0 && i+1 < len(sc.s) && (sc.s[i] == 'Q' || sc.s[i] == 'q') && sc.s[i+1] >= '1' && sc.s[i+1] <= '4' && sc.ends(i+2) {
		return 32 + int(sc.s[i+1]-'0'), i + 2
	}
	return 0, -1
}

// atWord reads a date that begins with a word.
func (sc *dateScanner) atWord(i int) (DateHit, bool) {
	if r, _ := utf8.DecodeRuneInString(sc.s[i:]); r >= 0x0600 {
		if h, ok := sc.otherMonth(i); ok {
			return h, true
		}
	}
	if q, end := sc.quarter(i); end >= 0 {
		next := sc.one(sc.one(end, '/'), ',')
		if y, yEnd := sc.year(sc.blank(next)); yEnd >= 0 {
			return DateHit{Start: i, End: yEnd, EDTF: edtf(y, q)}, true
		}
		return DateHit{}, false
	}
	var buf [longestWord]byte
	w, end := sc.word(i, &buf)
	if end < 0 {
		return DateHit{}, false
	}
	info, ok := dateWords[string(w)]
	if !ok {
		return DateHit{}, false
	}
	if info.absence {
		if h, ok := sc.absence(i); ok {
			return h, true
		}
	}
	if info.circa {
		if y, yEnd := sc.year(sc.blank(sc.one(end, '.'))); yEnd >= 0 && !sc.numberGoesOn(yEnd) {
			return DateHit{Start: i, End: sc.yearWord(yEnd), EDTF: edtf(y) + "~"}, true
		}
	}
	if info.month != 0 && !info.behind {
		if m, mEnd := sc.month(i); mEnd >= 0 {
			if h, ok := sc.atMonth(i, m, mEnd); ok {
				return h, true
			}
		}
	}
	if info.season != 0 {
		if h, ok := sc.atSeason(i, int(info.season), end); ok {
			return h, true
		}
	}
	if info.weekday != 0 {
		return sc.atWeekday(i, end)
	}
	return DateHit{}, false
}

// atMonth reads February 4, 2022 · Feb. 2022 · February/March 2022 · May 3–5, 2022.
func (sc *dateScanner) atMonth(i, m, end int) (DateHit, bool) {
	if y, yEnd := sc.yearAfter(end); yEnd >= 0 {
		if m2, mEnd := sc.month(sc.dash(yEnd)); mEnd >= 0 {
			if y2, y2End := sc.yearAfter(mEnd); y2End >= 0 {
				return rangeHit(i, y2End, edtf(y, m), edtf(y2, m2))
			}
		}
		return DateHit{Start: i, End: sc.yearWord(yEnd), EDTF: edtf(y, m)}, true
	}
	if m2, mEnd := sc.month(sc.span(end)); mEnd >= 0 {
		if y, yEnd := sc.yearAfter(mEnd); yEnd >= 0 {
			from := y
			if m2 < m {
				from--
			}
			return rangeHit(i, sc.yearWord(yEnd), edtf(from, m), edtf(y, m2))
		}
	}
	if sc.blank(end) == end {
		return DateHit{}, false
	}
	d, dEnd := sc.day(sc.blank(end))
	if dEnd < 0 {
		return DateHit{}, false
	}
	if y, yEnd := sc.yearAfter(dEnd); yEnd >= 0 {
		if m2, mEnd := sc.month(sc.dash(yEnd)); mEnd >= 0 {
			if d2, d2End := sc.day(sc.blank(mEnd)); d2End >= 0 {
				if y2, y2End := sc.yearAfter(d2End); y2End >= 0 && validDay(y, m, d) && validDay(y2, m2, d2) {
					return rangeHit(i, y2End, edtf(y, m, d), edtf(y2, m2, d2))
				}
			}
		}
		return dayHit(i, yEnd, y, m, d)
	}
	next := sc.dash(dEnd)
	m2 := m
	if other, mEnd := sc.month(next); mEnd >= 0 {
		m2, next = other, sc.blank(mEnd)
	}
	d2, d2End := sc.day(next)
	if d2End < 0 {
		return DateHit{}, false
	}
	y, yEnd := sc.yearAfter(d2End)
	if yEnd < 0 || m2 == m && d2 <= d {
		return DateHit{}, false
	}
	if !validDay(y, m, d) || !validDay(y, m2, d2) {
		return DateHit{Start: i, End: yEnd, Impossible: true}, true
	}
	return rangeHit(i, yEnd, edtf(y, m, d), edtf(y, m2, d2))
}

// atSeason reads Spring 2022 · Spring/Summer 2022 · Winter 2021/22.
func (sc *dateScanner) atSeason(i, code, end int) (DateHit, bool) {
	if y, yEnd := sc.yearAfter(end); yEnd >= 0 {
		if next := sc.span(yEnd); next >= 0 {
			if v, digits, to := sc.number(next); to >= 0 && sc.ends(to) && (digits == 2 && v == (y+1)%100 || v == y+1) {
				yEnd = to
			}
		}
		return DateHit{Start: i, End: yEnd, EDTF: edtf(y, code)}, true
	}
	if code2, sEnd := sc.season(sc.span(end)); sEnd >= 0 {
		if y, yEnd := sc.yearAfter(sEnd); yEnd >= 0 {
			return rangeHit(i, yEnd, edtf(y, code), edtf(y, code2))
		}
	}
	return DateHit{}, false
}

// atWeekday reads the date behind a weekday.
func (sc *dateScanner) atWeekday(i, end int) (DateHit, bool) {
	if sc.has(end, "-feira") {
		end += len("-feira")
	}
	next := sc.joint(sc.one(sc.one(end, '.'), ','))
	if next == end || next >= len(sc.s) {
		return DateHit{}, false
	}
	var h DateHit
	ok := false
	if isDigit(sc.s[next]) {
		h, ok = sc.atNumber(next)
	} else if m, mEnd := sc.month(next); mEnd >= 0 {
		h, ok = sc.atMonth(next, m, mEnd)
	}
	if !ok || len(h.EDTF) != len("2006-01-02") || h.EDTF[4] != '-' || h.EDTF[7] != '-' {
		return h, ok
	}
	y, _ := strconv.Atoi(h.EDTF[:4])
	m, _ := strconv.Atoi(h.EDTF[5:7])
	d, _ := strconv.Atoi(h.EDTF[8:])
	if y < 1924 {
		return h, true
	}
	h.Weekday, h.WeekdayStart, h.WeekdayEnd = sc.s[i:end], i, end
	h.WeekdayRight = weekdayLike(h.Weekday, weekday(y, m, d))
	return h, true
}

// weekday returns the day of the week, Monday being 0 (Sakamoto's method).
func weekday(y, m, d int) int {
	shift := [...]int{0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4}
	if m < 3 {
		y--
	}
	return (y + y/4 - y/100 + y/400 + shift[m-1] + d + 6) % 7
}

// absence reads a statement that there is no date.
func (sc *dateScanner) absence(i int) (DateHit, bool) {
	for _, a := range absences {
		end := i + len(a.text)
		if end > len(sc.s) || sc.s[i]|0x20 != a.text[0]|0x20 || !sameFold(sc.s[i:end], a.text, a.exact) {
			continue
		}
		if a.text[len(a.text)-1] != '.' && !sc.ends(end) {
			continue
		}
		next := sc.blank(end)
		if a.last && next < len(sc.s) && !isDigit(sc.s[next]) {
			if r, _ := utf8.DecodeRuneInString(sc.s[next:]); unicode.IsLetter(r) {
				continue
			}
		}
		return DateHit{Start: i, End: end, Absent: true}, true
	}
	return DateHit{}, false
}

func sameFold(s, t string, exact bool) bool {
	if exact {
		return s == t
	}
	for i := 0; i < len(t); i++ {
		a, b := s[i], t[i]
		if a != b && !(isASCIILetter(a) && a|0x20 == b|0x20) {
			return false
		}
	}
	return true
}

package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dates of other calendars, as ours: the Buddhist one of Thailand (543 years ahead since 1941), the
// Persian one, the Islamic one, and the years of the Republic of China (from 1912 on).

// thaiMonths are the months of Thai, in full and shortened.
var thaiMonths = [12][2]string{
	{"มกราคม", "ม.ค."}, {"กุมภาพันธ์", "ก.พ."}, {"มีนาคม", "มี.ค."}, {"เมษายน", "เม.ย."}, {"พฤษภาคม", "พ.ค."}, {"มิถุนายน", "มิ.ย."},
	{"กรกฎาคม", "ก.ค."}, {"สิงหาคม", "ส.ค."}, {"กันยายน", "ก.ย."}, {"ตุลาคม", "ต.ค."}, {"พฤศจิกายน", "พ.ย."}, {"ธันวาคม", "ธ.ค."},
}

var (
	persianMonths = strings.Fields("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند")
	islamicMonths = strings.Split("محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة", "|")
	// islamicForms are other spellings of months, with their numbers.
	islamicForms = []struct {
		name  string
		month int
	}{{"ربيع الثاني", 4}, {"جمادى الثانية", 6}, {"ذي القعدة", 11}, {"ذي الحجة", 12}}
)

// otherCalendar reads the month and the year behind a day that ends at end: 5 มีนาคม 2562, 14 اسفند
// 1397, 5 رجب 1440.
func (sc *dateScanner) otherCalendar(i, end int) (DateHit, bool) {
	d, dEnd := sc.day(i)
	if dEnd < 0 {
		return DateHit{}, false
	}
	next := sc.blank(dEnd)
	if next >= len(sc.s) || sc.s[next] < 0xD8 || sc.s[next] > 0xE0 { // neither Arabic nor Thai
		return DateHit{}, false
	}
	if m, mEnd := sc.thaiMonth(next); mEnd >= 0 {
		if y, yEnd := sc.thaiYear(mEnd); yEnd >= 0 {
			return dayHit(i, yEnd, y, m, d)
		}
		return DateHit{}, false
	}
	if m, mEnd := sc.nameOf(next, persianMonths); mEnd >= 0 {
		if y, yEnd := sc.yearFrom(mEnd, 1200, 1500); yEnd >= 0 && d <= 31 {
			return dayHitOf(i, yEnd, persianDay(y, m, d))
		}
	}
	if m, mEnd := sc.islamicMonth(next); mEnd >= 0 {
		if y, yEnd := sc.yearFrom(mEnd, 1200, 1500); yEnd >= 0 && d <= 30 {
			return dayHitOf(i, yEnd, islamicDay(y, m, d))
		}
	}
	return DateHit{}, false
}

// otherMonth reads a month of another calendar with its year and without a day.
func (sc *dateScanner) otherMonth(i int) (DateHit, bool) {
	if m, mEnd := sc.thaiMonth(i); mEnd >= 0 {
		if y, yEnd := sc.thaiYear(mEnd); yEnd >= 0 {
			return DateHit{Start: i, End: yEnd, EDTF: edtf(y, m)}, true
		}
		return DateHit{}, false
	}
	if m, mEnd := sc.nameOf(i, persianMonths); mEnd >= 0 {
		if y, yEnd := sc.yearFrom(mEnd, 1200, 1500); yEnd >= 0 {
			from, to := persianDay(y, m, 1), persianDay(y, m, 29)
			return rangeHit(i, yEnd, edtf(from[0], from[1]), edtf(to[0], to[1]))
		}
	}
	return DateHit{}, false
}

func (sc *dateScanner) thaiMonth(i int) (m, end int) {
	if !sc.has(i, "\xe0\xb8") && !sc.has(i, "\xe0\xb9") {
		return 0, -1
	}
	for k, forms := range thaiMonths {
		for _, f := range forms {
			if sc.has(i, f) {
				return k + 1, i + len(f)
			}
		}
	}
	return 0, -1
}

// thaiYear reads a year of either calendar, with or without the words for its era.
func (sc *dateScanner) thaiYear(i int) (y, end int) {
	i = sc.blank(i)
	for _, w := range [...]string{"พ.ศ.", "พุทธศักราช", "ค.ศ."} {
		if sc.has(i, w) {
			i = sc.blank(i + len(w))
		}
	}
	v, digits, end := sc.number(i)
	switch {
	case end < 0 || digits != 4 || !sc.ends(end) && !unicode.Is(unicode.Thai, sc.runeAt(end)):
		return 0, -1
	case v >= 2400 && v < 2700:
		return v - 543, end
	case v >= 1900 && v < 2200:
		return v, end
	}
	return 0, -1
}

func (sc *dateScanner) runeAt(i int) rune {
	r, _ := utf8.DecodeRuneInString(sc.s[i:])
	return r
}

// nameOf reads one of twelve names as its number.
func (sc *dateScanner) nameOf(i int, names []string) (m, end int) {
	for k, name := range names {
		if sc.has(i, name) && sc.ends(i+len(name)) {
			return k + 1, i + len(name)
		}
	}
	return 0, -1
}

func (sc *dateScanner) islamicMonth(i int) (m, end int) {
	if m, end := sc.nameOf(i, islamicMonths); end >= 0 {
		return m, end
	}
	for _, f := range islamicForms {
		if sc.has(i, f.name) && sc.ends(i+len(f.name)) {
			return f.month, i + len(f.name)
		}
	}
	return 0, -1
}

// yearFrom reads a year between two, with or without a comma or the word for year before it.
func (sc *dateScanner) yearFrom(i, least, most int) (y, end int) {
	i = sc.blank(sc.one(sc.blank(i), ','))
	for _, w := range [...]string{"ماه ", "سال ", "عام ", "سنة "} {
		if sc.has(i, w) {
			i = sc.blank(i + len(w))
		}
	}
	v, digits, end := sc.number(i)
	if end < 0 || digits != 4 || v < least || v > most || !sc.ends(end) && !sc.has(end, "هـ") {
		return 0, -1
	}
	return v, end
}

// monthNumber reads the number of a month behind the word for it: tháng 3.
func (sc *dateScanner) monthNumber(i int) (m, end int) {
	m, end = sc.small(sc.blank(i))
	if end < 0 || m < 1 || m > 12 {
		return 0, -1
	}
	return m, sc.one(end, '/')
}

// republic reads a day in a year of the Republic of China that ends at end: 108年3月5日, 108/03/05,
// 108.03.05.
func (sc *dateScanner) republic(i, v, end int) (DateHit, bool) {
	const first = 1911
	if v < 38 || v > 150 || end >= len(sc.s) {
		return DateHit{}, false
	}
	if next, ok := sc.unit(end, "年", "年"); ok {
		m, mEnd := sc.hanNumber(sc.blank(next))
		mNext, ok := sc.unit(mEnd, "月", "月")
		if mEnd < 0 || !ok {
			return DateHit{}, false
		}
		d, dEnd := sc.hanNumber(sc.blank(mNext))
		if dNext, ok := sc.unit(dEnd, "日", "日"); dEnd >= 0 && ok && validDay(first+v, m, d) {
			return dayHit(i, dNext, first+v, m, d)
		}
		return DateHit{}, false
	}
	sep := sc.s[end]
	if v < 100 || sep != '/' && sep != '.' {
		return DateHit{}, false
	}
	m, mEnd := sc.small(end + 1)
	if mEnd != end+3 || !sc.has(mEnd, string(sep)) {
		return DateHit{}, false
	}
	d, dEnd := sc.small(mEnd + 1)
	if dEnd != mEnd+3 || !sc.ends(dEnd) || sc.numberGoesOn(dEnd) || !validDay(first+v, m, d) {
		return DateHit{}, false
	}
	return dayHit(i, dEnd, first+v, m, d)
}

// persianFigures reads a day of the Persian calendar in figures alone, 1397/12/14, in a text in
// Persian.
func (sc *dateScanner) persianFigures(i, y, end int) (DateHit, bool) {
	if y < 1250 || y > 1450 || end >= len(sc.s) || sc.s[end] != '/' && sc.s[end] != '-' {
		return DateHit{}, false
	}
	m, mEnd := sc.small(end + 1)
	if mEnd < 0 || !sc.has(mEnd, sc.s[end:end+1]) {
		return DateHit{}, false
	}
	d, dEnd := sc.small(mEnd + 1)
	const nearby = 2000
	if dEnd < 0 || !sc.ends(dEnd) || m < 1 || m > 12 || d < 1 || d > 31 || !strings.ContainsAny(sc.s[max(0, i-nearby):min(len(sc.s), dEnd+nearby)], "پچژگی") {
		return DateHit{}, false
	}
	return dayHitOf(i, dEnd, persianDay(y, m, d))
}

func dayHitOf(start, end int, day [3]int) (DateHit, bool) {
	return dayHit(start, end, day[0], day[1], day[2])
}

// persianDay returns our year, month and day of one of the Persian calendar. Its leap years are
// those of the cycle of 33 years, which holds from 1799 to 2256.
func persianDay(y, m, d int) [3]int {
	// 1 Farvardin 1 is 1 in numbers that count days; 226895 is 20 March 622 less one.
	days := 365*(y-1) + (8*y+21)/33 + d
	if m <= 7 {
		days += 31 * (m - 1)
	} else {
		days += 30*(m-1) + 6
	}
	return civil(days + 226894)
}

// islamicDay returns our year, month and day of one of the tabular Islamic calendar, from which
// those that follow the moon differ by a day.
func islamicDay(y, m, d int) [3]int {
	return civil((11*y+3)/30 + 354*y + 30*m - (m-1)/2 + d + 1948440 - 385 - 1721425)
}

// civil returns the year, month and day of a day that is counted from 31 December of the year before
// the first one.
func civil(n int) [3]int {
	n-- // from 1 January of the first year on
	y := n/366 + 1
	for yearStart(y+1) <= n {
		y++
	}
	n -= yearStart(y)
	m := 1
	for n >= monthDays(y, m) {
		n -= monthDays(y, m)
		m++
	}
	return [3]int{y, m, n + 1}
}

func yearStart(y int) int {
	y--
	return 365*y + y/4 - y/100 + y/400
}

// figurePlaces says which bytes of a text became fewer.
type figurePlaces []int // of the new text, where a figure ends that took one byte more

// back returns the place in the old text of one in the new one.
func (p figurePlaces) back(i int) int {
	n, found := slices.BinarySearch(p, i)
	if found {
		n++
	}
	return i + n
}

// westernFigures writes Arabic and Persian figures as ours; ok is false if there are none.
func westernFigures(s string) (out string, places figurePlaces, ok bool) {
	if !hasFigures(s) {
		return "", nil, false
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if i+1 < len(s) {
			if v := figure(s[i], s[i+1]); v >= 0 {
				b = append(b, byte('0'+v))
				places = append(places, len(b))
				i++
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b), places, true
}

func hasFigures(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] >= 0xD9 && s[i] <= 0xDB && figure(s[i], s[i+1]) >= 0 {
			return true
		}
	}
	return false
}

// figure returns the value of an Arabic (U+0660) or Persian (U+06F0) figure of two bytes; -1 if it is
// none.
func figure(a, b byte) int {
	switch {
	case a == 0xD9 && b >= 0xA0 && b <= 0xA9:
		return int(b - 0xA0)
	case a == 0xDB && b >= 0xB0 && b <= 0xB9:
		return int(b - 0xB0)
	}
	return -1
}

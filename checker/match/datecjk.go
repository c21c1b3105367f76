package match

import "unicode/utf8"

// eras are the years before the first one of an era.
var eras = []struct {
	name string
	year int
}{
	{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"明治", 1867}, {"民国", 1911}, {"民國", 1911},
	{"光绪", 1874}, {"光緒", 1874}, {"宣统", 1908}, {"宣統", 1908},
}

// atHan reads a date that begins with a Han character: an era or a year in Han figures.
func (sc *dateScanner) atHan(i int) (DateHit, bool) {
	for _, e := range eras {
		if !sc.has(i, e.name) {
			continue
		}
		v, end := sc.hanNumber(sc.blank(i + len(e.name)))
		if end < 0 || v == 0 || v > 130 {
			return DateHit{}, false
		}
		return sc.cjk(i, e.year+v, end)
	}
	if sc.has(i, "近刊") || sc.has(i, "待刊") {
		return DateHit{Start: i, End: i + len("近刊"), Absent: true}, true
	}
	v, end, n := sc.hanDigits(i)
	if n != 4 || v < 1000 || v > 2199 {
		return DateHit{}, false
	}
	return sc.cjk(i, v, end)
}

// cjk reads what follows a year that ends at end: 年2月4日, 년 2월 4일, 年.
func (sc *dateScanner) cjk(start, y, end int) (DateHit, bool) {
	next, ok := sc.unit(end, "年", "년")
	if !ok {
		return DateHit{}, false
	}
	q := sc.blank(next)
	if sc.has(q, "第") {
		if v, vEnd := sc.hanNumber(q + len("第")); vEnd >= 0 && v >= 1 && v <= 4 && (sc.has(vEnd, "季度") || sc.has(vEnd, "四半期")) {
			unit := "季度"
			if !sc.has(vEnd, unit) {
				unit = "四半期"
			}
			return DateHit{Start: start, End: vEnd + len(unit), EDTF: edtf(y, 32+v)}, true
		}
	}
	for _, s := range [...]struct {
		name string
		code int
	}{{"春", 21}, {"夏", 22}, {"秋", 23}, {"冬", 24}} {
		if sc.has(next, s.name) && (sc.has(next+len(s.name), "季") || sc.has(next+len(s.name), "号")) {
			return DateHit{Start: start, End: next + len("春季"), EDTF: edtf(y, s.code)}, true
		}
	}
	if to := sc.dash(next); to >= 0 {
		if y2, digits, y2End := sc.number(to); y2End >= 0 && digits == 4 && y2 > y && y2 <= 2199 {
			if e, ok := sc.unit(y2End, "年", "년"); ok {
				return rangeHit(start, e, edtf(y), edtf(y2))
			}
		}
	}
	m, mEnd := sc.hanNumber(q)
	mNext, ok := sc.unit(mEnd, "月", "월")
	if mEnd < 0 || !ok {
		return DateHit{Start: start, End: next, EDTF: edtf(y)}, true
	}
	if m < 1 || m > 12 {
		return DateHit{Start: start, End: mNext, Impossible: true}, true
	}
	d, dEnd := sc.hanNumber(sc.blank(mNext))
	dNext, ok := sc.unit(dEnd, "日", "일")
	if dEnd >= 0 && !ok {
		dNext, ok = sc.unit(dEnd, "号", "號")
	}
	if dEnd < 0 || !ok {
		return DateHit{Start: start, End: mNext, EDTF: edtf(y, m)}, true
	}
	return dayHit(start, dNext, y, m, d)
}

// unit skips one of two characters.
func (sc *dateScanner) unit(i int, a, b string) (int, bool) {
	if i < 0 {
		return i, false
	}
	i = sc.blank(i)
	for _, u := range [...]string{a, b} {
		if sc.has(i, u) {
			return i + len(u), true
		}
	}
	return i, false
}

func hanDigit(r rune) (int, bool) {
	switch r {
	case '〇', '零', '○', 'Ｏ':
		return 0, true
	case '元':
		return 1, true
	}
	for i, d := range "一二三四五六七八九" {
		if d == r {
			return i/3 + 1, true
		}
	}
	if r >= '０' && r <= '９' {
		return int(r - '０'), true
	}
	return 0, false
}

// hanDigits reads up to five Han or full-width figures, digit by digit.
func (sc *dateScanner) hanDigits(i int) (v, end, n int) {
	for end = i; end < len(sc.s) && n < 5; n++ {
		r, size := utf8.DecodeRuneInString(sc.s[end:])
		d, ok := hanDigit(r)
		if !ok {
			break
		}
		v = 10*v + d
		end += size
	}
	return v, end, n
}

// hanNumber reads a number below 1000 in Arabic figures or in Han ones (二十三).
func (sc *dateScanner) hanNumber(i int) (v, end int) {
	if i < 0 || i >= len(sc.s) {
		return 0, -1
	}
	if isDigit(sc.s[i]) {
		v, _, end := sc.number(i)
		return v, end
	}
	digit, seen := 0, false
	for end = i; end < len(sc.s) && end < i+15; {
		r, size := utf8.DecodeRuneInString(sc.s[end:])
		if r == '十' {
			if digit == 0 {
				digit = 1
			}
			v, digit = v+10*digit, 0
		} else if d, ok := hanDigit(r); ok {
			if !seen || digit == 0 {
				digit = d
			} else {
				digit = 10*digit + d
			}
		} else {
			break
		}
		seen = true
		end += size
	}
	if !seen {
		return 0, -1
	}
	return v + digit, end
}

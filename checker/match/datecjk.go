package match

import "unicode/utf8"

// eras are the years before the first one of an era. The first year of a lunar one begins in spring,
// and its months are not ours: of its dates only the year is kept. (Years by the usual tables of
// Chinese reigns since 1368 and of Japanese eras since 1781.)
var eras = []struct {
	name  string
	year  int
	lunar bool
}{
	{"令和", 2018, false}, {"平成", 1988, false}, {"昭和", 1925, false}, {"大正", 1911, false}, {"明治", 1867, false},
	{"民国", 1911, false}, {"民國", 1911, false},
	{"宣统", 1908, true}, {"宣統", 1908, true}, {"光绪", 1874, true}, {"光緒", 1874, true}, {"同治", 1861, true},
	{"咸丰", 1850, true}, {"咸豐", 1850, true}, {"道光", 1820, true}, {"嘉庆", 1795, true}, {"嘉慶", 1795, true},
	{"乾隆", 1735, true}, {"雍正", 1722, true}, {"康熙", 1661, true}, {"顺治", 1643, true}, {"順治", 1643, true},
	{"崇祯", 1627, true}, {"崇禎", 1627, true}, {"天启", 1620, true}, {"天啟", 1620, true}, {"万历", 1572, true}, {"萬曆", 1572, true},
	{"隆庆", 1566, true}, {"隆慶", 1566, true}, {"嘉靖", 1521, true}, {"正德", 1505, true}, {"弘治", 1487, true}, {"成化", 1464, true},
	{"天顺", 1456, true}, {"天順", 1456, true}, {"景泰", 1449, true}, {"正统", 1435, true}, {"正統", 1435, true}, {"宣德", 1425, true},
	{"永乐", 1402, true}, {"永樂", 1402, true}, {"洪武", 1367, true},
	{"慶応", 1864, true}, {"文久", 1860, true}, {"安政", 1853, true}, {"嘉永", 1847, true}, {"天保", 1829, true}, {"文政", 1817, true},
	{"寛政", 1788, true}, {"天明", 1780, true},
}

// eraHeads are the characters that begin an era's name.
var eraHeads = makeEraHeads()

func makeEraHeads() map[rune]bool {
	heads := map[rune]bool{}
	for _, e := range eras {
		r, _ := utf8.DecodeRuneInString(e.name)
		heads[r] = true
	}
	return heads
}

// atHan reads a date that begins with a Han character: an era or a year in Han figures.
func (sc *dateScanner) atHan(i int) (DateHit, bool) {
	r, _ := utf8.DecodeRuneInString(sc.s[i:])
	head := eraHeads[r]
	for _, e := range eras {
		if !head || !sc.has(i, e.name) {
			continue
		}
		v, end := sc.hanNumber(sc.blank(i + len(e.name)))
		if end < 0 || v == 0 || v > 130 || e.lunar && v > 61 {
			return DateHit{}, false
		}
		if e.lunar || e.name == "明治" && v < 6 {
			return sc.lunar(i, e.year+v, end)
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

// lunar reads what follows a year of a lunar calendar that ends at end, 年闰四月初五日, and keeps the
// year.
func (sc *dateScanner) lunar(start, y, end int) (DateHit, bool) {
	next, ok := sc.unit(end, "年", "年")
	if !ok {
		return DateHit{}, false
	}
	h := DateHit{Start: start, End: next, EDTF: edtf(y)}
	month := next
	for _, w := range [...]string{"闰", "閏"} {
		if sc.has(month, w) {
			month += len(w)
		}
	}
	_, mEnd := sc.hanNumber(month)
	for _, w := range [...]string{"正", "冬", "腊", "臘"} {
		if sc.has(month, w) {
			mEnd = month + len(w)
		}
	}
	if mEnd < 0 || !sc.has(mEnd, "月") {
		return h, true
	}
	h.End = mEnd + len("月")
	day := h.End
	for _, w := range [...]string{"初", "廿", "卅"} {
		if sc.has(day, w) {
			day += len(w)
			break
		}
	}
	_, dEnd := sc.hanNumber(day)
	switch {
	case dEnd < 0 && day > h.End && sc.has(day, "日"):
		h.End = day + len("日")
	case dEnd >= 0 && sc.has(dEnd, "日"):
		h.End = dEnd + len("日")
	case dEnd >= 0 && day > h.End:
		h.End = dEnd
	}
	return h, true
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

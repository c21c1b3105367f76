package read

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A headLine is one line of the page head.
type headLine struct {
	text  string
	level int // of a heading; 0 for other text
}

// The page head: what stands before the first paragraph of headWords words.
const (
	headWords  = 40
	headBlocks = 15
)

// finishHead fills in title, authors and date: field by field, what the front matter says, else
// what the page head shows.
func (m *reader) finishHead(front head) {
	d := m.doc
	lines := m.headLines()
	page := pageHead(lines)
	d.Title = cmp.Or(front.title, page.title, m.firstHeading())
	if m.page != nil {
		d.Title = cmp.Or(front.title, page.title, m.levelOne(), m.page.titleElement(), m.firstHeading())
	}
	d.Authors = front.authors
	if d.Authors == nil {
		d.Authors = page.authors
	}
	for _, date := range []checker.Date{front.date, page.date} {
		if d.Date.IsZero() {
			d.Date = date
		}
	}
	if d.Date.IsZero() {
		d.Date = m.copyrightYear()
	}
}

// headLines returns the lines of the page head.
func (m *reader) headLines() []headLine {
	var lines []headLine
	for i, b := range m.doc.Body {
		if i == headBlocks || b.End-b.Start > 4000 || b.Kind != checker.Heading && b.Kind != checker.Paragraph && b.Kind != checker.Quote {
			break
		}
		text := b.Text()
		if b.Kind != checker.Heading && match.Words(text) >= headWords {
			break
		}
		if b.Kind == checker.Heading {
			lines = append(lines, headLine{collapse(text), b.Level})
			continue
		}
		from := ""
		for _, r := range b.Runs {
			if r.Text == " " && m.breaksLine(r) {
				lines = append(lines, headLine{text: collapse(from)})
				from = ""
				continue
			}
			from += r.Text
		}
		lines = append(lines, headLine{text: collapse(from)})
	}
	return lines
}

// breaksLine reports whether a run that is a space ends a line as it is shown.
func (m *reader) breaksLine(r checker.Run) bool {
	if m.page != nil {
		return r.Start+2 < len(m.text) && strings.EqualFold(m.text[r.Start:r.Start+3], "<br")
	}
	return strings.IndexByte(m.text[r.Start:max(r.End, r.Start+1)], '\n') >= 0
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// levelOne returns the first heading of level 1.
func (m *reader) levelOne() string {
	for _, b := range m.doc.Body {
		if b.Kind == checker.Heading && b.Level == 1 {
			return collapse(b.Text())
		}
	}
	return ""
}

// firstHeading returns the first heading of level 1, or the heading that the document begins with.
func (m *reader) firstHeading() string {
	if t := m.levelOne(); t != "" {
		return t
	}
	if len(m.doc.Body) > 0 && m.doc.Body[0].Kind == checker.Heading {
		return collapse(m.doc.Body[0].Text())
	}
	return ""
}

func pageHead(lines []headLine) (h head) {
	dated, by := -1, -1
	for i, l := range lines {
		if l.level > 0 {
			continue
		}
		if d, ok := onlyDate(l.text); ok && dated < 0 {
			h.date, dated = d, i
		}
		if by < 0 {
			if names, ok := byline(l.text); ok {
				h.authors, by = names, i
			}
		}
		if dated < 0 {
			if names, d, ok := signed(l.text); ok {
				h.date, dated = d, i
				if by < 0 && names != nil {
					h.authors, by = names, i
				}
			}
		}
	}
	if by < 0 && dated > 0 {
		for i := dated - 1; i >= 0 && lines[i].level == 0; i-- {
			if names, ok := names(lines[i].text); ok {
				h.authors, by = names, i
				break
			}
		}
	}
	end := dated
	if by >= 0 && (dated < 0 || by < dated) {
		end = by
	}
	for i := end - 1; i >= 0; i-- {
		if l := lines[i]; l.level > 0 && len(strings.Fields(l.text))+cjkWords(l.text) >= 3 && !seriesLabel(l.text) {
			h.title = l.text
			break
		}
	}
	return h
}

func cjkWords(s string) int {
	n := 0
	for _, r := range s {
		if match.IsCJK(r) {
			n++
		}
	}
	return n / 2
}

// datePrefixes are what may stand before a document's date.
var datePrefixes = []string{
	"published on", "published", "date of publication", "publication date", "date", "posted on", "posted", "updated", "last updated",
	"veröffentlicht am", "veröffentlicht", "datum", "stand", "publié le", "publicado el", "publicado", "fecha", "data",
	"pubblicato il", "опубликовано", "дата", "发布时间", "发布日期", "日期", "发表于", "發布日期",
}

// onlyDate returns the date that a line consists of.
func onlyDate(s string) (checker.Date, bool) {
	if len(s) > 120 {
		return checker.Date{}, false
	}
	for _, hit := range match.Dates(s) {
		if hit.EDTF == "" {
			continue
		}
		before := strings.ToLower(strings.Trim(s[:hit.Start], " :：,|–—-()"))
		if hit.Weekday != "" {
			before = strings.TrimRight(strings.TrimSuffix(before, strings.ToLower(hit.Weekday)), " ,")
		}
		after := strings.Trim(s[hit.End:], " .,|–—-()")
		if after != "" || before != "" && !slices.Contains(datePrefixes, before) {
			return checker.Date{}, false
		}
		d := checker.Date{EDTF: hit.EDTF, Text: s[hit.Start:hit.End]}
		if d.Precision() == checker.PrecisionYear && before == "" && len(s) > 4 {
			return checker.Date{}, false
		}
		return d, true
	}
	return checker.Date{}, false
}

// signed reads a line that ends in a date behind names: "By Jane Roe, 3 May 2024". What stands there
// without a "by" may be a place ("Port Amsel, 3 May 2024"), and is not returned.
func signed(s string) ([]string, checker.Date, bool) {
	if len(s) > 200 {
		return nil, checker.Date{}, false
	}
	hits := match.Dates(s)
	if len(hits) != 1 || hits[0].EDTF == "" || hits[0].Start == 0 || strings.Trim(s[hits[0].End:], " .") != "" {
		return nil, checker.Date{}, false
	}
	hit := hits[0]
	d := checker.Date{EDTF: hit.EDTF, Text: s[hit.Start:hit.End]}
	before := strings.TrimRight(s[:hit.Start], " ")
	who := strings.TrimRight(before, ",，|·•–— ")
	if d.Precision() == checker.PrecisionYear || who == before {
		return nil, checker.Date{}, false
	}
	if list, ok := byline(who); ok {
		return list, d, true
	}
	_, ok := names(who)
	return nil, d, ok
}

// byline returns the names of a line that says by whom a document is.
func byline(s string) ([]string, bool) {
	for _, p := range []string{"By ", "by ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Door ", "door ", "Author: ", "Authors: ", "作者：", "作者:", "Автор: ", "Авторы: "} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			for _, end := range []string{" | ", " · ", " • ", " – ", " — "} {
				rest, _, _ = strings.Cut(rest, end)
			}
			return names(rest)
		}
	}
	return nil, false
}

// names returns the names of a line that is nothing but names.
func names(s string) ([]string, bool) {
	if len(s) > 300 {
		return nil, false
	}
	s = strings.NewReplacer(" and ", ",", " & ", ",", " und ", ",", " et ", ",", " y ", ",", " и ", ",", "、", ",", "，", ",", ";", ",").Replace(s)
	var all []string
	for n := range strings.SplitSeq(s, ",") {
		n = strings.TrimSpace(n)
		if n == "" {
			continue
		}
		if !nameLike(n) {
			return nil, false
		}
		all = append(all, n)
	}
	return all, len(all) > 0
}

var particles = wordSet("de del della der den di da dos du la le las los van von vom zu zur ter ten bin ibn al el y e af av")

// nameLike reports whether s has two to five words that each look like a part of a name.
func nameLike(s string) bool {
	runes := utf8.RuneCountInString(s)
	if runes >= 2 && runes <= 4 && strings.IndexFunc(s, func(r rune) bool { return !match.IsCJK(r) }) < 0 {
		return true
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if particles[w] {
			continue
		}
		if !unicode.IsUpper(r) && !caseless(r) || strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(".'’-‐", r)
		}) {
			return false
		}
	}
	return !seriesLabel(s)
}

var seriesWords = wordSet("issue brief policy working paper papers report special backgrounder commentary analysis occasional discussion research note memo memorandum briefing fact sheet insight insights perspective perspectives monograph series volume vol no number press release opinion editorial news blog essay")

// seriesLabel reports whether a heading names a series and not the document: Issue Brief, Working
// Paper 12.
func seriesLabel(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	for _, w := range words {
		w = strings.Trim(w, ".,:#()–-/")
		if w != "" && !seriesWords[w] && !isDigits(w) {
			return false
		}
	}
	return len(words) > 0
}

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// copyrightYear returns the last year of a © line.
func (m *reader) copyrightYear() checker.Date {
	for i := len(m.doc.Body) - 1; i >= 0; i-- {
		b := m.doc.Body[i]
		if b.Kind == checker.Code || b.End-b.Start > 400 {
			continue
		}
		text := b.Text()
		if !strings.Contains(text, "©") && !strings.Contains(text, "(c)") && !strings.Contains(text, "(C)") {
			continue
		}
		last := ""
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) {
			if len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
				last = w
			}
		}
		if last != "" {
			return checker.Date{EDTF: last, Text: last}
		}
	}
	return checker.Date{}
}

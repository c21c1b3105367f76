package page

import (
	"strconv"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// maxDates bounds the dates of a text that are looked at.
const maxDates = 5000

// answerDates looks for each cited date in what the page states, in its address and in its text.
func (s *source) answerDates(asked []checker.Date) []checker.Answer {
	if len(asked) == 0 {
		return nil
	}
	out := make([]checker.Answer, len(asked))
	var hits, partedHits, shortHits []dated
	searched, own, parted := false, "", ""
	for i, d := range asked {
		text := d.Text
		if text == "" {
			text = d.EDTF
		}
		out[i] = checker.Answer{Asked: text, Answer: checker.AnswerCannotTell}
		if d.EDTF == "" {
			continue
		}
		a, ok := s.stated(d)
		if !ok && !searched {
			if own = s.text; s.isMixed() {
				own = s.own(s.list.isItem)
			}
			hits, searched = datesIn(own), true
		}
		if !ok {
			a, ok = inText(d, hits)
		}
		if !ok {
			if short := shortForm(d, own); short != "" {
				a, ok = checker.Answer{Answer: checker.AnswerMatch, Found: short}, true
			}
		}
		if !ok {
			if shortHits == nil {
				shortHits = shortDates(own)
			}
			if b, found := inText(d, shortHits); found {
				a, ok = b, true
			}
		}
		if !ok {
			if partedHits == nil {
				parted = s.ownParted(s.list.isItem)
				partedHits = datesIn(parted)
			}
			year := a.Found
			if a, ok = inText(d, partedHits); !ok {
				if b, found := inText(d, spacedDates(parted, d)); found {
					a, ok = b, true
				}
			}
			a.Found = first(a.Found, year)
		}
		if !ok {
			if a.Found == "" && s.isMixed() {
				a.Found = s.dateAmongOthers(d)
			}
			a = s.instead(d, a.Found)
		}
		a.Asked = text
		out[i] = a
	}
	return out
}

// dateAmongOthers returns the date as it stands where the page lists other works: it confirms
// nothing.
func (s *source) dateAmongOthers(d checker.Date) string {
	if s.allDates == nil {
		s.allDates = datesIn(s.text)
	}
	a, ok := inText(d, s.allDates)
	if !ok {
		return ""
	}
	return a.Found
}

// shortForm returns a cited day as a text prints it with two figures for the year, which is read
// only by those who know the day: 04.02.22, 4.2.22, 4/2/22 and 2/4/22.
func shortForm(d checker.Date, text string) string {
	if d.Precision() != checker.PrecisionDay {
		return ""
	}
	day, last, ok := d.Range()
	if !ok || !day.Equal(last) {
		return ""
	}
	for _, layout := range []string{"02.01.06", "2.1.06", "02/01/06", "2/1/06", "01/02/06", "1/2/06"} {
		form := day.Format(layout)
		for rest := text; ; {
			before, behind, ok := strings.Cut(rest, form)
			if !ok {
				break
			}
			if !endsInNumber(before) && !startsInNumber(behind) {
				return form
			}
			rest = behind
		}
	}
	return ""
}

// shortDates returns the days in a text that are printed with two figures for the year, 5.3.19, in both
// orders of day and month if there are strokes between; never nil. Such a number may be something else,
// too: they only confirm.
func shortDates(text string) []dated {
	out := []dated{}
	for i := 0; i < min(len(text), maxSearched) && len(out) < maxDates; i++ {
		if !isFigure(text, i) || i > 0 && endsInNumber(text[:i]) {
			continue
		}
		first, end := figures(text, i)
		if end >= len(text) || text[end] != '.' && text[end] != '/' {
			i = max(i, end-1)
			continue
		}
		second, to := figures(text, end+1)
		if to >= len(text) || text[to] != text[end] || second == "" {
			i = max(i, to-1)
			continue
		}
		year, last := figures(text, to+1)
		if len(year) != 2 || startsInNumber(text[last:]) || strings.HasPrefix(text[last:], "-") {
			i = max(i, last-1)
			continue
		}
		printed := text[i:last]
		out = append(out, dayOf(year, second, first, printed)...)
		if text[end] == '/' {
			out = append(out, dayOf(year, first, second, printed)...)
		}
		i = last - 1
	}
	return out
}

// dayOf returns the day of a year of two figures, if the calendar has it. Years from 70 on are those
// of the last century.
func dayOf(year, month, day, printed string) []dated {
	century := "20"
	if year >= "70" {
		century = "19"
	}
	if d := edtf(century+year, month, day); len(d) == len(time.DateOnly) {
		return []dated{newDated(checker.Date{EDTF: d, Text: printed})}
	}
	return nil
}

func isFigure(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// figures returns one or two figures from byte i on, and where they end; they are empty if there are
// more or none.
func figures(s string, i int) (string, int) {
	end := i
	for isFigure(s, end) {
		end++
	}
	if end-i > 2 {
		return "", end
	}
	return s[i:end], end
}

// spacedDate is the month and the day behind a year, in elements of their own.
var spacedDate = match.NewPattern(`^\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:[^\d/.-]|$)`)

// spacedDates returns the days of a text in the year of the date whose parts stand in elements of their
// own: 2019 03 / 05.
func spacedDates(text string, d checker.Date) []dated {
	const window = 40
	from, _, ok := d.Range()
	if !ok {
		return nil
	}
	var out []dated
	year := strconv.Itoa(from.Year())
	for rest := text; len(out) < maxDates; {
		before, behind, found := strings.Cut(rest, year)
		if !found {
			break
		}
		rest = behind
		if m := spacedDate.FindStringSubmatch(behind[:min(len(behind), window)]); m != nil && !endsInNumber(before) {
			if day := edtf(year, m[1], m[2]); len(day) == len(time.DateOnly) {
				out = append(out, newDated(checker.Date{EDTF: day, Text: clean(year + m[0])}))
			}
		}
	}
	return out
}

func endsInNumber(s string) bool {
	return s != "" && strings.IndexByte("0123456789./-", s[len(s)-1]) >= 0
}

func startsInNumber(s string) bool {
	return s != "" && (s[0] >= '0' && s[0] <= '9' || len(s) > 1 && strings.IndexByte("./-", s[0]) >= 0 && s[1] >= '0' && s[1] <= '9')
}

// stated answers from what the page states for programs; ok is false if that does not agree.
func (s *source) stated(d checker.Date) (a checker.Answer, ok bool) {
	all := s.publishedAll()
	if u := urlDate(s.url, false); u != "" {
		all = append(all, statement{edtf: u, text: u})
	}
	for _, st := range all {
		if agree(d, st.date()) {
			return checker.Answer{Answer: checker.AnswerMatch, Found: st.edtf}, true
		}
	}
	return checker.Answer{}, false
}

// A dated is a date with the days it may mean, from the beginning of the first to the end of the
// last.
type dated struct {
	checker.Date
	from, to time.Time
	ok       bool // it means days at all
}

func newDated(d checker.Date) dated {
	h := dated{Date: d}
	h.from, h.to, h.ok = d.Range()
	return h
}

// datesIn returns the dates in a text, with what is printed; never nil.
func datesIn(text string) []dated {
	out := []dated{}
	if len(text) > maxSearched {
		text = strings.ToValidUTF8(text[:maxSearched], "")
	}
	for _, h := range match.Dates(text) {
		if len(out) == maxDates {
			break
		}
		if h.EDTF != "" {
			for _, r := range readings(checker.Date{EDTF: h.EDTF, Text: text[h.Start:h.End]}) {
				out = append(out, newDated(r))
			}
		}
	}
	return out
}

// readings returns the days that a date may mean whose day and month cannot be told apart, and other
// dates as they are.
func readings(d checker.Date) []checker.Date {
	inner, ok := strings.CutPrefix(d.EDTF, "[")
	if !ok {
		return []checker.Date{d}
	}
	var out []checker.Date
	for _, part := range strings.Split(strings.TrimSuffix(inner, "]"), ",") {
		out = append(out, checker.Date{EDTF: part, Text: d.Text})
	}
	return out
}

// inText answers from the dates in the text; if none agrees, Found is a year that does.
func inText(cited checker.Date, hits []dated) (a checker.Answer, ok bool) {
	year := ""
	for _, d := range readings(cited) {
		if a, ok = readingInText(d, hits); ok {
			return a, true
		}
		year = first(year, a.Found)
	}
	return checker.Answer{Found: year}, false
}

func readingInText(d checker.Date, hits []dated) (a checker.Answer, ok bool) {
	year, cited := "", newDated(d)
	for i := range hits {
		h := &hits[i]
		if !cited.overlaps(h) || fineness(h.Precision()) < fineness(d.Precision()) {
			continue
		}
		// Any page of some length names the year somewhere.
		if d.Precision() == checker.PrecisionYear && h.Precision() == checker.PrecisionYear {
			year = first(year, clean(h.Text))
			continue
		}
		return checker.Answer{Answer: checker.AnswerMatch, Found: clean(h.Text)}, true
	}
	return checker.Answer{Found: year}, false
}

// instead answers for a date that was not found: with the day of a change, a year in the text, or
// what the page states.
func (s *source) instead(d checker.Date, year string) checker.Answer {
	if m := s.modified(); m.edtf != "" && agree(d, m.date()) {
		return checker.Answer{Answer: checker.AnswerWeak, Found: m.edtf}
	}
	if year != "" {
		return checker.Answer{Answer: checker.AnswerWeak, Found: year}
	}
	for _, st := range s.publishedAll() {
		switch {
		case overlap(d, st.date()):
			return checker.Answer{Answer: checker.AnswerWeak, Found: st.edtf}
		case st.firm:
			return checker.Answer{Answer: checker.AnswerMismatch, Found: st.edtf}
		}
	}
	if s.words == 0 {
		return checker.Answer{Answer: checker.AnswerCannotTell}
	}
	return checker.Answer{Answer: checker.AnswerMissing}
}

// agree reports whether a stated date is as precise as the cited one and the same: one day is the
// difference of time zones.
func agree(cited, stated checker.Date) bool {
	return overlap(cited, stated) && fineness(stated.Precision()) >= fineness(cited.Precision())
}

// overlap reports whether the two may be one day.
func overlap(a, b checker.Date) bool {
	for _, a := range readings(a) {
		for _, b := range readings(b) {
			x, y := newDated(a), newDated(b)
			if x.overlaps(&y) {
				return true
			}
		}
	}
	return false
}

func (d *dated) overlaps(other *dated) bool {
	const day = 24 * time.Hour
	return d.ok && other.ok && !d.from.After(other.to.Add(day)) && !other.from.After(d.to.Add(day))
}

func fineness(p checker.Precision) int {
	switch p {
	case checker.PrecisionDay:
		return 3
	case checker.PrecisionMonth:
		return 2
	case checker.PrecisionSeason:
		return 1
	}
	return 0
}

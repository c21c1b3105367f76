package page

import (
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
	var hits, partedHits []checker.Date
	searched := false
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
			hits, searched = datesIn(s.text), true
		}
		if !ok {
			a, ok = inText(d, hits)
		}
		if !ok {
			if partedHits == nil {
				partedHits = datesIn(s.parted())
			}
			a, ok = inText(d, partedHits)
		}
		if !ok {
			a = s.instead(d, a.Found)
		}
		a.Asked = text
		out[i] = a
	}
	return out
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

// datesIn returns the dates in a text, with what is printed; never nil.
func datesIn(text string) []checker.Date {
	out := []checker.Date{}
	if len(text) > maxSearched {
		text = strings.ToValidUTF8(text[:maxSearched], "")
	}
	for _, h := range match.Dates(text) {
		if len(out) == maxDates {
			break
		}
		if h.EDTF != "" {
			out = append(out, checker.Date{EDTF: h.EDTF, Text: clean(text[h.Start:h.End])})
		}
	}
	return out
}

// inText answers from the dates in the text; if none agrees, Found is a year that does.
func inText(d checker.Date, hits []checker.Date) (a checker.Answer, ok bool) {
	year := ""
	for _, h := range hits {
		if !agree(d, h) {
			continue
		}
		// Any page of some length names the year somewhere.
		if d.Precision() == checker.PrecisionYear && h.Precision() == checker.PrecisionYear {
			year = first(year, h.Text)
			continue
		}
		return checker.Answer{Answer: checker.AnswerMatch, Found: h.Text}, true
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
	a1, a2, ok := a.Range()
	b1, b2, ok2 := b.Range()
	return ok && ok2 && !a1.After(b2.Add(24*time.Hour)) && !b1.After(a2.Add(24*time.Hour))
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

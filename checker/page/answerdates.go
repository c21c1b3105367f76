package page

import (
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
	var hits []match.DateHit
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
			hits, searched = match.Dates(s.text), true
			hits = hits[:min(len(hits), maxDates)]
		}
		if !ok {
			a = s.inText(d, hits)
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

// inText answers from the dates in the text, and otherwise with what the page states instead.
func (s *source) inText(d checker.Date, hits []match.DateHit) checker.Answer {
	weak := ""
	for _, h := range hits {
		if h.EDTF == "" || !agree(d, checker.Date{EDTF: h.EDTF}) {
			continue
		}
		// Any page of some length names the year somewhere.
		if d.Precision() == checker.PrecisionYear && (checker.Date{EDTF: h.EDTF}).Precision() == checker.PrecisionYear {
			weak = first(weak, clean(s.text[h.Start:h.End]))
			continue
		}
		return checker.Answer{Answer: checker.AnswerMatch, Found: clean(s.text[h.Start:h.End])}
	}
	if m := s.modified(); m.edtf != "" && agree(d, m.date()) {
		return checker.Answer{Answer: checker.AnswerWeak, Found: m.edtf}
	}
	if weak != "" {
		return checker.Answer{Answer: checker.AnswerWeak, Found: weak}
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

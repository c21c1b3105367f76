package rule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var dateImpossible = &checker.Rule{
	ID:       "date/impossible",
	Severity: checker.Error,
	Masks: []checker.Mask{{
		Rules: []string{
			"date/future", "date/after-document", "date/before-published", "date/ambiguous", "date/weekday", "date/url",
			"date/stale-access", "date/incomplete", "date/still-forthcoming", "date/isbn-era", "date/relative",
			"match/date", "consistency/one-source-two-dates",
		},
		Scope: checker.OnCitation,
	}},
	Doc: doc("A date that no calendar has",
		"A figure was mistyped. Nobody can find the issue of a day that never was, and the right day is anyone's guess.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 31 April 2025.",
		"Copy the date from the source.",
		"for dates of other calendars, and where day and month in the other order give a day."),
	Check: func(p *checker.Pass) {
		eachPrintedDate(p, func(t *noteText, text string, h match.DateHit) {
			if !h.Impossible {
				return
			}
			at := t.span(h.Start, h.End)
			s := t.about(at)
			printed := text[h.Start:h.End]
			if isOtherwise(s.Citation, printed) || isOtherCalendar(printed) || isFigures(printed) && !isField(text[:h.Start], printed) {
				return
			}
			p.Report(checker.Finding{Message: "no calendar has the day " + quoted(printed), Span: at, Subject: s})
		})
	},
}

var dateWeekday = &checker.Rule{
	ID:       "date/weekday",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Doc: doc("A weekday that the date did not have",
		"Day and weekday contradict each other, so one of them is wrong, and a reader cannot tell which.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, Monday, 3 June 2025.",
		"Look at the source: if the date is right, write the weekday that it had.",
		"for dates before 1924, when not all countries had the Gregorian calendar."),
	Check: func(p *checker.Pass) {
		eachPrintedDate(p, func(t *noteText, text string, h match.DateHit) {
			if h.Weekday == "" || h.WeekdayRight == "" || match.Fold(h.Weekday) == match.Fold(h.WeekdayRight) {
				return
			}
			where := t.span(h.WeekdayStart, h.WeekdayEnd)
			s := t.about(where)
			if isOtherwise(s.Citation, text[h.Start:h.End]) {
				return
			}
			f := checker.Finding{
				Message: fmt.Sprintf("%s was no %s; it was a %s", h.EDTF, quoted(h.Weekday), quoted(h.WeekdayRight)),
				Span:    where, Subject: s,
			}
			if s.Document.Text(where) == h.Weekday {
				f.Fix = &checker.Fix{
					Message: "write " + quoted(h.WeekdayRight),
					Edits:   []checker.Edit{{Span: where, NewText: h.WeekdayRight}},
				}
			}
			p.Report(f)
		})
	},
}

// eachPrintedDate calls f for each date printed in a note outside of its addresses.
func eachPrintedDate(p *checker.Pass, f func(t *noteText, text string, h match.DateHit)) {
	for _, n := range datesOfNotes.In(p) {
		for _, h := range n.dates {
			f(n.noteText, n.prose, h)
		}
	}
}

// A datedNote is a note that prints dates outside of its addresses.
type datedNote struct {
	*noteText
	dates []match.DateHit
}

var datesOfNotes = checker.NewDerived(func(p *checker.Pass) (all []datedNote) {
	for t := range texts(p) {
		if dates := match.Dates(t.prose); len(dates) > 0 {
			all = append(all, datedNote{t, dates})
		}
	}
	return all
})

// isOtherwise reports whether what looks like a date is part of a number, a volume or a place, or
// of a title, which is as its author wrote it.
func isOtherwise(c *checker.Citation, printed string) bool {
	if c == nil {
		return false
	}
	for _, field := range []string{c.Title, c.ParallelTitle, c.Number, c.Volume, c.Issue, c.Pages, c.Locator} {
		if len(field) <= maxTitle && strings.Contains(field, printed) {
			return true
		}
	}
	return false
}

// isOtherCalendar reports whether a date counts its years otherwise: 令和4年 is 2022.
func isOtherCalendar(printed string) bool {
	year, _, ok := strings.Cut(printed, "年")
	return ok && (len(year) != 4 || strings.Trim(year, "0123456789") != "")
}

func isFigures(printed string) bool { return !strings.ContainsFunc(printed, unicode.IsLetter) }

// isField reports whether a date in figures stands where one is printed, behind a mark or a word
// that leads to a date: "No. 13/14/2024" and "version 31.4.2025" are numbers. A part of zeros says
// that it is not known.
func isField(before, printed string) bool {
	for part := range strings.FieldsFuncSeq(printed, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if strings.Trim(part, "0") == "" {
			return false
		}
	}
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(before)
	if before == "" || strings.ContainsRune(",;([（，；：”»\"", last) {
		return true
	}
	before = strings.TrimRight(before, ":")
	return in(beforeDates, strings.TrimLeft(match.Fold(before[lastWord(before, len(before)):]), "(["))
}

// beforeDates are words that a date follows.
var beforeDates = words(`on of date dated accessed retrieved updated published visited viewed vom am den datum stand abruf abgerufen zugriff
le du del el em consulté consultado consultato acceso fecha data дата обращения звернення от`)

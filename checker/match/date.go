package match

import "regexp"

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
}

var isoDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// Dates finds the dates of s, from left to right, longest first, not overlapping. A number of four
// digits alone counts as a year from 1000 to 2199.
func Dates(s string) []DateHit {
	var hits []DateHit
	for _, m := range isoDate.FindAllStringIndex(s, -1) {
		hits = append(hits, DateHit{Start: m[0], End: m[1], EDTF: s[m[0]:m[1]]})
	}
	return hits
}

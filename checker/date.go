package checker

import (
	"strconv"
	"strings"
	"time"
)

// A Date is a date as printed, at the precision that is printed. The zero Date is not stated.
type Date struct {
	// EDTF is the date in the Extended Date/Time Format (ISO 8601-2:2019): "2022-02-04", "2022-02",
	// "2022", "2022-21" (spring), "2025-35" (third quarter), "2019/2020", "1900~", or the set
	// "[2022-02-04,2022-04-02]" if day and month cannot be told apart. It is empty if the text
	// states that there is no date (Text is "n.d." or the like).
	EDTF string
	Text string
}

// IsZero reports whether nothing is stated, not even that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// A Precision says how much of a date is printed.
type Precision string

// The precisions, from fine to coarse. PrecisionNone is a stated absence.
const (
	PrecisionDay    Precision = "day"
	PrecisionMonth  Precision = "month"
	PrecisionSeason Precision = "season" // season or quarter
	PrecisionYear   Precision = "year"
	PrecisionNone   Precision = "none"
)

// Precision returns the precision of d: for an interval or a set, that of its first date.
func (d Date) Precision() Precision {
	s, _, _ := strings.Cut(strings.Trim(d.EDTF, "[]"), ",")
	s, _, _ = strings.Cut(s, "/")
	s = strings.Trim(s, "~?")
	switch strings.Count(s, "-") {
	case 2:
		return PrecisionDay
	case 1:
		if _, m, _ := strings.Cut(s, "-"); m > "12" {
			return PrecisionSeason
		}
		return PrecisionMonth
	}
	if s == "" {
		return PrecisionNone
	}
	return PrecisionYear
}

// Year returns the first year of d, and 0 if it states none.
func (d Date) Year() int {
	first, _, ok := d.Range()
	if !ok {
		return 0
	}
	return first.Year()
}

// Range returns the first and the last day that d may mean, both at midnight UTC; ok is false if
// it states none. A season reaches over the whole year and the winter after it, since the halves
// of the earth do not agree on it.
func (d Date) Range() (first, last time.Time, ok bool) {
	s := strings.Trim(d.EDTF, "[]")
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == '/' }) {
		a, b, isDate := edtfRange(strings.Trim(part, "~?"))
		if !isDate {
			return time.Time{}, time.Time{}, false
		}
		if !ok || a.Before(first) {
			first = a
		}
		if !ok || b.After(last) {
			last = b
		}
		ok = true
	}
	return first, last, ok
}

// edtfRange is Range of one date; ok is false if no calendar has it.
func edtfRange(s string) (first, last time.Time, ok bool) {
	var n [3]int
	parts := 0
	for p := range strings.SplitSeq(s, "-") {
		k, err := strconv.Atoi(p)
		if err != nil || parts == len(n) {
			return first, last, false
		}
		n[parts] = k
		parts++
	}
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch {
	case parts == 1:
		return day(n[0], 1, 1), day(n[0], 12, 31), true
	case parts == 2 && n[1] >= 1 && n[1] <= 12:
		return day(n[0], n[1], 1), day(n[0], n[1]+1, 0), true
	case parts == 2 && n[1] >= 33 && n[1] <= 36:
		return day(n[0], 3*(n[1]-33)+1, 1), day(n[0], 3*(n[1]-33)+4, 0), true
	case parts == 2 && n[1] >= 21 && n[1] <= 24:
		return day(n[0], 1, 1), day(n[0]+1, 2, 29), true
	case parts == 3 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1:
		d := day(n[0], n[1], n[2])
		return d, d, d.Day() == n[2]
	}
	return first, last, false
}

// Day is the Date of t's day in UTC, without a printed form.
func Day(t time.Time) Date { return Date{EDTF: t.UTC().Format(time.DateOnly)} }

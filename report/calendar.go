package report

import (
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A calendar is a Date taken apart.
type calendar struct {
	from, to day // to is zero unless it is an interval
	circa    bool
}

// A day is a date at its precision: what is zero is not stated.
type day struct {
	year, month, day int
	season           int // 1 spring, 2 summer, 3 autumn, 4 winter
}

// newCalendar takes a date apart; ok is false if it states no date, or one that is no day, month,
// season, year or interval of such: a quarter, a set of readings.
func newCalendar(d checker.Date) (c calendar, ok bool) {
	from, to, interval := strings.Cut(d.EDTF, "/")
	if c.from, ok = newDay(from, &c.circa); !ok {
		return calendar{}, false
	}
	if !interval {
		return c, true
	}
	c.to, ok = newDay(to, &c.circa)
	if !ok || c.from.season+c.to.season > 0 {
		return calendar{}, false
	}
	return c, true
}

// newDay reads one date of EDTF, and sets circa if that is not certain.
func newDay(s string, circa *bool) (d day, ok bool) {
	if certain := strings.TrimRight(s, "~?%"); certain != s {
		*circa = true
		s = certain
	}
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return day{}, false
	}
	n := [3]int{}
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil || v == 0 || i > 0 && len(p) != 2 {
			return day{}, false
		}
		n[i] = int(v)
	}
	switch {
	case n[1] <= 12 && n[2] <= 31:
		return day{year: n[0], month: n[1], day: n[2]}, true
	case n[1] >= 21 && n[1] <= 24 && n[2] == 0:
		return day{year: n[0], season: n[1] - 20}, true
	}
	return day{}, false
}

// words are a date for people: as printed, else as it was understood.
func words(d checker.Date) string {
	if d.Text != "" {
		return d.Text
	}
	return d.EDTF
}

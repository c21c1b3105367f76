package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// Records are read out of JSON as it comes: what is a text at one agency is a list of texts at the
// other, and null anywhere.
type object = map[string]any

var errNoRecord = errors.New("it is no record")

// readObject reads an answer as an object.
func readObject(body []byte) (object, error) {
	var m object
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, fmt.Errorf("it is no JSON")
	}
	if m == nil {
		return nil, errNoRecord
	}
	return m, nil
}

// maxList is how many things of one kind a record may have; nobody needs more.
const maxList = 30

// list returns a value as a list: itself, if it is one, else a list of one; none for null.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v[:min(len(v), maxList)]
	}
	return []any{v}
}

// texts returns the texts of a value, clean, without empty ones.
func texts(v any) []string {
	var out []string
	for _, one := range list(v) {
		if s, ok := one.(string); ok {
			if s = cleanText(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// text returns the first text of a value; empty if there is none.
func text(v any) string {
	if all := texts(v); len(all) > 0 {
		return all[0]
	}
	return ""
}

// objects returns the objects of a value.
func objects(v any) []object {
	var out []object
	for _, one := range list(v) {
		if m, ok := one.(object); ok {
			out = append(out, m)
		}
	}
	return out
}

// number returns a whole number, be it written as one or as a text.
func number(v any) (int, bool) {
	switch v := v.(type) {
	case float64:
		return int(v), v == math.Trunc(v) && math.Abs(v) < 1e9
	case string:
		n, err := strconv.Atoi(strings.TrimSpace(v))
		return n, err == nil
	}
	return 0, false
}

// addText adds a text that is not empty and not there yet.
func addText(to *[]string, s string) {
	if s != "" && len(*to) < maxList && !slices.Contains(*to, s) {
		*to = append(*to, s)
	}
}

var isoDate = match.NewPattern(`^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?`)

// date reads a date: CSL's object with date-parts, raw or date-time; a text of ISO 8601; a year.
func date(v any) checker.Date {
	switch v := v.(type) {
	case object:
		for _, parts := range list(v["date-parts"]) {
			if d := dateOf(list(parts)...); !d.IsZero() {
				return d
			}
		}
		if d := dateOf(list(v["date-parts"])...); !d.IsZero() { // one level of brackets too few
			return d
		}
		for _, key := range []string{"date-time", "raw", "literal"} {
			if d := date(v[key]); !d.IsZero() {
				return d
			}
		}
	case []any:
		if len(v) > 0 {
			return date(v[0])
		}
	case string:
		if m := isoDate.FindStringSubmatch(v); m != nil {
			return dateOf(m[1], m[2], m[3])
		}
	case float64:
		return dateOf(v)
	}
	return checker.Date{}
}

// dateOf makes a date of year, month and day, as many as are there and can be.
func dateOf(parts ...any) checker.Date {
	var n [3]int
	for i, p := range parts[:min(len(parts), 3)] {
		v, ok := number(p)
		if !ok {
			break
		}
		n[i] = v
	}
	if n[0] < 1000 || n[0] > 2999 {
		return checker.Date{}
	}
	d := checker.Date{EDTF: strconv.Itoa(n[0])}
	if n[1] < 1 || n[1] > 12 {
		return d
	}
	d.EDTF += fmt.Sprintf("-%02d", n[1])
	whole := checker.Date{EDTF: d.EDTF + fmt.Sprintf("-%02d", n[2])}
	if _, _, ok := whole.Range(); ok && n[2] > 0 {
		return whole
	}
	return d
}

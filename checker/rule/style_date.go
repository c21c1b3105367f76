package rule

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleDateFormat = &checker.Rule{
	ID:       "style/date-format",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("A date in another form than the document's other dates",
		"Dates of one form can be compared at a glance; one that differs makes a reader ask which figure is the month.",
		sixNotes("3 May 2024", "9 July 2024", "1 June 2023", "2 March 2022", "8 April 2021", "May 7, 2020"),
		"Write it as the others are written.",
		"with fewer than five dates, or where fewer than four in five have one form; for months and years alone, for dates in titles, and for the length of months of at most five letters. Days of access are counted apart."),
	Check: func(p *checker.Pass) {
		eachHabit("this date is", "dates in %s are", dateOrders)(p)
		eachHabit("the month of this date is", "months of dates in %s are", dateMonths)(p)
	},
}

// sixNotes is an example of a habit and its one exception: a document of six notes that differ in
// their ends.
func sixNotes(ends ...string) string {
	var body, defined strings.Builder
	for i, end := range ends {
		fmt.Fprintf(&body, "Dues rose.[^%d] ", i+1)
		fmt.Fprintf(&defined, "\n\n[^%d]: “%s”, *Port News*, %s.", i+1, sixTitles[i%len(sixTitles)], end)
	}
	return strings.TrimSpace(body.String()) + defined.String()
}

var sixTitles = [...]string{"Port Dues Rise", "Ferry Lines Sign a Pact", "Fish Come Back", "A Quay for Sale", "The Long Dredge", "Salt and Law"}

// A dateForm is a printed date, taken to pieces.
type dateForm struct {
	order string // "day month year"; for figures, the figures' names with the mark between them
	month string // the month's name, as printed; empty if it is in figures
}

// dateParts yields the words and figures of a printed date.
func dateParts(printed string) iter.Seq[string] {
	return strings.FieldsFuncSeq(printed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// formOf takes a printed date of day, month and year to pieces; ok is false if it is none that can
// be compared with others.
func formOf(printed string) (f dateForm, ok bool) {
	if strings.ContainsFunc(printed, match.IsCJK) {
		return f, false
	}
	order := make([]string, 0, 3)
	for part := range dateParts(printed) {
		switch {
		case !unicode.IsDigit(rune(part[0])):
			if in(dateParticles, match.Fold(part)) {
				continue
			}
			if f.month != "" {
				return f, false
			}
			f.month = part
			order = append(order, "month")
		case len(part) == 4 && strings.Trim(part, "0123456789") == "":
			order = append(order, "year")
		default:
			order = append(order, "day")
		}
	}
	if len(order) != 3 {
		return f, false
	}
	f.order = strings.Join(order, " ")
	if f.month == "" {
		mark := strings.IndexFunc(printed, func(r rune) bool { return !unicode.IsDigit(r) })
		f.order = "in figures with “" + string([]rune(printed[mark:])[0]) + "”"
	}
	return f, strings.Count(f.order, "day") == 1 || f.month == ""
}

// dateParticles stand between the parts of a date.
var dateParticles = words(`de del of the d di g года г року`)

// eachDate calls f for each date of day, month and year that a citation of the note states.
func eachDate(t *noteText, f func(kind, printed string, from, to int)) {
	for _, c := range t.citations {
		if !isParsed(c) || !c.Kind.IsFull() {
			continue
		}
		for _, stated := range []struct {
			kind string
			date checker.Date
		}{{"published", c.Date}, {"accessed", c.Accessed}} {
			if stated.date.Precision() != checker.PrecisionDay || strings.Contains(stated.date.EDTF, "/") {
				continue
			}
			if from, to, ok := t.field(c, stated.date.Text); ok {
				f(stated.kind, stated.date.Text, from, to)
			}
		}
	}
}

func dateOrders(t *noteText, add func(sample)) {
	eachDate(t, func(kind, printed string, from, to int) {
		form, ok := formOf(printed)
		if !ok {
			return
		}
		start, end := t.source(from, to)
		add(sample{
			kind: kind, form: form.order, start: start, end: end, about: t.aboutSource(start, end),
			mend: func(usual string) *checker.Fix { return reorder(t, t.span(from, to), printed, form, usual) },
		})
	})
}

// reorder writes “3 May 2024” as “May 3, 2024” and the other way round; nil for all other forms.
func reorder(t *noteText, where checker.Span, printed string, form dateForm, usual string) *checker.Fix {
	isEnglish := monthLength(form.month) != "" || in(shortNames, match.Fold(form.month))
	parts := slices.Collect(dateParts(printed))
	if t.d.Text(where) != printed || len(parts) != 3 || !isEnglish || strings.Contains(printed, form.month+".") {
		return nil
	}
	var written string
	a, b, year := parts[0], parts[1], parts[2]
	switch {
	case form.order == "month day year" && usual == "day month year":
		written = b + " " + a + " " + year
	case form.order == "day month year" && usual == "month day year":
		written = b + " " + a + ", " + year
	default:
		return nil
	}
	return &checker.Fix{Message: "write “" + written + "”", Edits: []checker.Edit{{Span: where, NewText: written}}}
}

func dateMonths(t *noteText, add func(sample)) {
	eachDate(t, func(kind, printed string, from, to int) {
		form, ok := formOf(printed)
		if !ok || monthLength(form.month) == "" {
			return
		}
		start, end := t.source(from, to)
		add(sample{kind: kind, form: monthLength(form.month), start: start, end: end, about: t.aboutSource(start, end)})
	})
}

// monthLength says whether the English name of a month is abbreviated; empty for names that are
// not, and for those of five letters at most, which many styles never abbreviate.
func monthLength(name string) string {
	switch name = match.Fold(name); {
	case in(longMonths, name):
		return "written out"
	case in(shortMonths, name):
		return "abbreviated"
	}
	return ""
}

var (
	longMonths  = words(`january february august september october november december`)
	shortMonths = words(`jan feb mar apr jun jul aug sep sept oct nov dec`)
	shortNames  = words(`march april may june july`)
)

package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleSourceSeparator = &checker.Rule{
	ID:       "style/source-separator",
	Severity: checker.Info,
	Doc: doc("The sources of a note are parted by another mark than elsewhere",
		"Commas stand inside of citations. Where one also parts two of them, a reader cannot see where the next source begins.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “Port Dues Rise”, *Port News*, 3 May 2024; “Fish Come Back”, *Daily Tide*, 3 May 2024.\n\n"+
			"[^2]: “A Pact Is Signed”, *Port News*, 9 May 2024; “Ferries Stop”, *Daily Tide*, 3 July 2024.\n\n"+
			"[^3]: “A Quay for Sale”, *Port News*, 10 May 2024; “The Long Dredge”, *Daily Tide*, 3 June 2024.\n\n"+
			"[^4]: “Salt and Law”, *Port News*, 11 May 2024; “Tolls Fall”, *Daily Tide*, 1 June 2024.\n\n"+
			"[^5]: “A Wreck Is Found”, *Port News*, 12 May 2024, see also “Gulls Return”, *Daily Tide*, 9 June 2024.",
		"Put the mark of the other notes between the sources.",
		"with fewer than five such places, or where fewer than four in five have one mark; for sentences of their own."),
	Check: eachHabit("these sources are parted by", "neighbours in %s are parted by", func(t *noteText, add func(sample)) {
		for i := 1; i < len(t.citations); i++ {
			a, b := t.citations[i-1], t.citations[i]
			if !isParsed(a) || !isParsed(b) || !a.Kind.IsFull() || !b.Kind.IsFull() || b.Nested || isCompared(b.Signal) {
				continue
			}
			_, from := t.within(a.Span)
			to, _ := t.within(b.Span)
			form := separatorIn(t.n.Text, from, to)
			if form == "" {
				continue
			}
			add(sample{form: form, span: b.Span, about: checker.Subject{Document: t.d, Note: t.n, Citation: b}})
		}
	}),
}

// isCompared reports whether a signal belongs to the one before: compare A, with B.
func isCompared(signal string) bool {
	signal = match.Fold(signal)
	return signal == "with" || signal == "and"
}

// separatorIn names the mark that parts two citations, of which the first ends at from and the
// second begins at to; empty if it is neither a comma nor a semicolon.
func separatorIn(text string, from, to int) string {
	if from > to {
		return ""
	}
	mark := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text[from:to]), " and"))
	if mark == "" {
		mark = strings.TrimRight(text[:from], " ")
		if len(mark) > 0 {
			mark = mark[len(mark)-1:]
		}
	}
	switch mark {
	case ",":
		return "a comma"
	case ";":
		return "a semicolon"
	}
	return ""
}

var styleRangeDash = &checker.Rule{
	ID:       "style/range-dash",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("A hyphen in a range where the others have an en dash, or the reverse",
		"Ranges of pages and years are written with one of the two; in this document nearly all are written with the other.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45–47.\n\n"+
			"[^2]: Joan Prior, *Salt and Law* (Bencher, 2013), 12–19.\n\n"+
			"[^3]: Joan Prior, *The Long Dredge* (Bencher, 2014), 3–8.\n\n"+
			"[^4]: Joan Prior, *A Quay for Sale* (Bencher, 2015), 101–110.\n\n"+
			"[^5]: Joan Prior, *Wrecks and Gulls* (Bencher, 2016), 12-15.",
		"Write the dash of the other ranges.",
		"with fewer than five ranges, or where fewer than four in five have one form; outside of pages and years."),
	Check: eachHabit("this range has", "ranges in %s have", func(t *noteText, add func(sample)) {
		for _, c := range t.citations {
			if !isParsed(c) {
				continue
			}
			for i, value := range []string{c.Pages, c.Locator, c.Date.Text} {
				if value == "" || i == 1 && value == c.Pages || i == 2 && c.Date.Precision() != checker.PrecisionYear {
					continue
				}
				if from, to, ok := t.field(c, value); ok {
					addRanges(t, c, from, to, add)
				}
			}
		}
	}),
}

const (
	withHyphen = "a hyphen"
	withDash   = "an en dash"
)

// addRanges adds a sample for each hyphen or en dash between two figures.
func addRanges(t *noteText, c *checker.Citation, from, to int, add func(sample)) {
	text := t.n.Text[from:to]
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r != '-' && r != '‐' && r != '–' || i == 0 || i+size >= len(text) || !isDigit(text[i-1]) || !isDigit(text[i+size]) {
			continue
		}
		form, written := withHyphen, "–"
		if r == '–' {
			form, written = withDash, "-"
		}
		where := t.span(from+i, from+i+size)
		add(sample{
			form: form, span: where, about: checker.Subject{Document: t.d, Note: t.n, Citation: c},
			mend: func(usual string) *checker.Fix {
				if t.d.Text(where) != string(r) {
					return nil
				}
				return &checker.Fix{Message: "write " + usual, Safe: true, Edits: []checker.Edit{{Span: where, NewText: written}}}
			},
		})
	}
}

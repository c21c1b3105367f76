package rule

import (
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var idISBN = &checker.Rule{
	ID:       "id/isbn",
	Severity: checker.Error,
	Doc: doc("An ISBN that cannot be one",
		"The last character of an ISBN is computed from the others. If it does not fit, a figure is wrong or missing, and no library finds the book.",
		"The dues rose.[^1]\n\n[^1]: Nadia Ferreira, *Salt and Sovereignty* (Lisbon: Casa do Mar, 2011), ISBN 978-0-00-000000-1.",
		"Copy the number from the book or from a library's catalogue.",
		"for numbers without the word ISBN, unless they are printed with hyphens and begin with 978 or 979."),
	Check: func(p *checker.Pass) {
		for t := range texts(p) {
			text := t.prose
			for _, at := range labelledISBN.FindAllStringSubmatchIndex(text, -1) {
				printed := wholeISBN(text[at[2]:at[3]])
				if fault := isbnFault(printed); fault != "" && len(match.ISBNDigits(printed)) >= 8 {
					reportISBN(p, t, at[2], printed, fault)
				}
			}
			for _, at := range bareISBN.FindAllStringIndex(text, -1) {
				printed := text[at[0]:at[1]]
				before := strings.ToUpper(text[max(0, at[0]-12):at[0]])
				if strings.Contains(before, "ISBN") || len(match.ISBNDigits(printed)) != 13 {
					continue
				}
				if fault := isbnFault(printed); fault != "" {
					reportISBN(p, t, at[0], printed, fault)
				}
			}
		}
	},
}

func reportISBN(p *checker.Pass, t *noteText, at int, printed, fault string) {
	s := t.span(at, at+len(printed))
	p.Report(checker.Finding{Message: "ISBN " + quoted(printed) + " " + fault, Span: s, Subject: t.about(s)})
}

const isbnDash = `[-‐‑‒–]`

var (
	labelledISBN = match.NewPattern(`(?i)\bISBN(?:[-\s]?1[03])?(?:\s*[:#]\s*|[\s\x{A0}\x{202F}]+|` + isbnDash + `?)(\d(?:[\d ]|` + isbnDash + `)*[\dXx])\b`)
	bareISBN     = match.NewPattern(`\b97[89](?:` + isbnDash + `\d+){3}` + isbnDash + `[\dXx]\b`)
)

// wholeISBN cuts a run of figures after the group that makes it 13 or 10 long, since a year or the
// next number may follow.
func wholeISBN(s string) string {
	for _, want := range []int{13, 10} {
		digits := 0
		for i, c := range []byte(s) {
			if isDigit(c) || c == 'x' || c == 'X' {
				digits++
			}
			if digits == want && (i+1 == len(s) || s[i+1] == ' ') {
				return s[:i+1]
			}
		}
	}
	return s
}

// isbnFault says what is wrong with a printed ISBN; empty if nothing is.
func isbnFault(printed string) string {
	s := match.ISBNDigits(printed)
	switch {
	case len(s) == 13 && !strings.HasPrefix(s, "978") && !strings.HasPrefix(s, "979"):
		return "has 13 digits and begins with neither 978 nor 979"
	case len(s) == 13:
		sum := 0
		for i, c := range s[:12] {
			sum += int(c-'0') * (1 + i%2*2)
		}
		return checkFault(s, strconv.Itoa((10-sum%10)%10))
	case len(s) == 10:
		sum := 0
		for i, c := range s[:9] {
			sum += int(c-'0') * (10 - i)
		}
		check := strconv.Itoa((11 - sum%11) % 11)
		if check == "10" {
			check = "X"
		}
		return checkFault(s, check)
	}
	return "has " + count(len(s), "digit") + ", not 10 or 13"
}

func checkFault(s, check string) string {
	if s[len(s)-1:] == check {
		return ""
	}
	return "ends in " + s[len(s)-1:] + ", and the digits before it give " + check
}

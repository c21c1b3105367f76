package rule

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var idISSN = &checker.Rule{
	ID:       "id/issn",
	Severity: checker.Error,
	Doc: doc("An ISSN that cannot be one",
		"The last character of an ISSN is computed from the others. If it does not fit, a figure is wrong, and no library finds the journal.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, “Salt”, *Journal of Tides* 3, no. 2 (2019): 12, ISSN 1234-5678.",
		"Copy the number from the journal or from a library's catalogue.",
		"for numbers without the word ISSN, and for those that do not have eight digits."),
	Check: func(p *checker.Pass) {
		eachLabelled(p, labelledISSN, func(printed string) string {
			digits := match.ISBNDigits(printed)
			sum := 0
			for i, c := range digits[:7] {
				sum += int(c-'0') * (8 - i)
			}
			check := strconv.Itoa((11 - sum%11) % 11)
			if check == "10" {
				check = "X"
			}
			if fault := checkFault(digits, check); fault != "" {
				return "ISSN " + quoted(printed) + " " + fault
			}
			return ""
		})
	},
}

var labelledISSN = match.NewPattern(`(?i)\b[ep]?-?ISSN(?:-L)?(?:\s*\((?:online|print|web|electronic)\))?(?:\s*[:#]\s*|\s+)(\d{4}` + isbnDash + `?\d{3}[\dXx])\b`)

var idChecksum = &checker.Rule{
	ID:       "id/checksum",
	Severity: checker.Error,
	Doc: doc("An ORCID or LEI whose check characters do not fit",
		"They are computed from the others. If they do not fit, the number names nobody, or somebody else.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe (ORCID 0000-0002-1825-0098), “Salt”, *Port News*, 3 May 2024.",
		"Copy the number from the person's or the firm's record.",
		"for numbers without their label, and without the length of such numbers."),
	Check: func(p *checker.Pass) {
		eachLabelled(p, labelledORCID, func(printed string) string {
			digits := match.ISBNDigits(printed)
			total := 0
			for _, c := range digits[:15] {
				total = (total + int(c-'0')) * 2
			}
			check := strconv.Itoa((12 - total%11) % 11)
			if check == "10" {
				check = "X"
			}
			if fault := checkFault(digits, check); fault != "" {
				return "ORCID " + quoted(printed) + " " + fault
			}
			return ""
		})
		eachLabelled(p, labelledLEI, func(printed string) string {
			if want := leiCheck(printed[:18]); want != printed[18:] {
				return "LEI " + quoted(printed) + " ends in " + printed[18:] + ", and the characters before it give " + want
			}
			return ""
		})
	},
}

var (
	labelledORCID = match.NewPattern(`(?i)\bORCID(?:\.org/|(?:\s*iD)?(?:\s*:\s*|\s+)(?:https?://orcid\.org/)?)(\d{4}` + isbnDash + `\d{4}` + isbnDash + `\d{4}` + isbnDash + `\d{3}[\dXx])\b`)
	labelledLEI   = match.NewPattern(`\bLEI(?:\s*:\s*|\s+)([0-9A-Z]{18}\d\d)\b`)
)

// leiCheck returns the two check digits of the first 18 characters of an LEI (ISO 7064, mod 97-10).
func leiCheck(s string) string {
	rest := 0
	for _, c := range s + "00" {
		switch {
		case c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		default:
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return fmt.Sprintf("%02d", 98-rest)
}

var idArXiv = &checker.Rule{
	ID:       "id/arxiv",
	Severity: checker.Error,
	Doc: doc("An arXiv number that cannot be one",
		"Its first four figures are the year and the month in which the paper came in, and the length of the rest changed in 2015. No paper has this number.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, “Salt”, arXiv:2413.01234, 2024.",
		"Copy the number from the paper's page.",
		"for other numbers than those after “arXiv:” and in addresses of arxiv.org."),
	Check: func(p *checker.Pass) {
		today := 0 // year and month, as in the number
		if first, _, ok := p.Today.Range(); ok {
			today = first.Year()%100*100 + int(first.Month())
		}
		eachLabelled(p, labelledArXiv, func(printed string) string { return arXivFault(printed, today) })
	},
}

var labelledArXiv = match.NewPattern(`(?i)\barXiv(?:\.org/(?:abs|pdf|html)/|:\s?)(\d{4}\.\d{4,}|[a-z-]+(?:\.[a-z]{2})?/\d{7})\b`)

// arXivFault says what is wrong with an arXiv number; empty if nothing is.
func arXivFault(printed string, today int) string {
	_, old, isOld := strings.Cut(printed, "/")
	if isOld {
		yymm, _ := strconv.Atoi(old[:4])
		century := 2000 + yymm/100
		if yymm >= 9100 {
			century = 1900 + yymm/100
		}
		switch month := yymm % 100; {
		case month < 1 || month > 12:
			return fmt.Sprintf("arXiv number %s has the month %02d", quoted(printed), month)
		case century*100+month < 199107 || century*100+month > 200703:
			return "arXiv number " + quoted(printed) + " is of the form that was in use from 1991-07 to 2007-03, and of another month"
		}
		return ""
	}
	yymm, _ := strconv.Atoi(printed[:4])
	digits := len(printed) - len("2401.")
	want := 5
	if yymm <= 1412 {
		want = 4
	}
	switch month := yymm % 100; {
	case month < 1 || month > 12:
		return fmt.Sprintf("arXiv number %s has the month %02d", quoted(printed), month)
	case yymm < 704:
		return "arXiv number " + quoted(printed) + " is of a form that began in 2007-04, and of an earlier month"
	case today > 0 && yymm > today:
		return fmt.Sprintf("arXiv number %s is of 20%02d-%02d, a month to come", quoted(printed), yymm/100, month)
	case digits != want:
		return fmt.Sprintf("arXiv number %s has %s behind the point; those of its month have %d", quoted(printed), count(digits, "digit"), want)
	}
	return ""
}

var idPMID = &checker.Rule{
	ID:       "id/pmid",
	Severity: checker.Warning,
	Doc: doc("A number of PubMed that cannot be one",
		"PubMed's numbers have up to eight digits and do not begin with 0; those of PubMed Central have PMC before them. Nobody finds the paper by this one.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, “Salt”, *Journal of Tides* 3, no. 2 (2019): 12, PMID: 0123.",
		"Copy the number from the paper's page.",
		"for numbers without their label."),
	Check: func(p *checker.Pass) {
		eachLabelled(p, labelledPMID, func(printed string) string {
			if len(printed) <= 8 && printed[0] != '0' {
				return ""
			}
			return "PMID " + quoted(printed) + " is no number of one to eight digits that begins with another than 0"
		})
		eachLabelled(p, labelledPMCID, func(printed string) string {
			if rest, ok := cutPrefixFold(printed, "PMC"); ok && rest != "" && len(rest) <= 9 {
				return ""
			}
			return "PMCID " + quoted(printed) + " is not PMC and one to nine digits"
		})
	},
}

var (
	labelledPMID  = match.NewPattern(`\bPMID(?:\s*:\s*|\s+)(\d+)\b`)
	labelledPMCID = match.NewPattern(`\bPMCID(?:\s*:\s*|\s+)((?i:PMC)?\d+|(?i:PMC))\b`)
)

// eachLabelled reports each number, the first group of a form, in the texts and link targets of
// notes, of which judge says what is wrong.
func eachLabelled(p *checker.Pass, form *match.Pattern, judge func(printed string) string) {
	for t := range texts(p) {
		if t.n.Span.IsZero() {
			continue
		}
		said := map[string]bool{}
		for _, at := range form.FindAllStringSubmatchIndex(t.n.Text, -1) {
			printed := t.n.Text[at[2]:at[3]]
			message := judge(printed)
			if message == "" || said[printed] {
				continue
			}
			said[printed] = true
			where := t.span(at[2], at[3])
			p.Report(checker.Finding{Message: message, Span: where, Subject: t.about(where)})
		}
		for _, l := range t.links {
			m := form.FindStringSubmatch(l.Target)
			if m == nil || said[m[1]] {
				continue
			}
			if message := judge(m[1]); message != "" {
				said[m[1]] = true
				s := t.about(l.Span)
				s.Link = l
				p.Report(checker.Finding{Message: message, Span: l.Span, Subject: s})
			}
		}
	}
}

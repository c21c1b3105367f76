package rule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var dateAmbiguous = &checker.Rule{
	ID:       "date/ambiguous",
	Severity: checker.Warning,
	Masks: []checker.Mask{{
		Rules: []string{
			"date/future", "date/after-document", "date/before-published", "date/url", "date/stale-access", "date/incomplete",
			"date/still-forthcoming", "date/isbn-era", "date/relative", "match/date", "consistency/one-source-two-dates",
		},
		Scope: checker.OnCitation,
	}},
	Doc: doc("A date in figures that can be read in two ways",
		"Half of the world reads 03/04/2025 as 3 April and the other half as 4 March.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, *Port News*, 03/04/2025.",
		"Write the month as a word, or the date as 2025-04-03.",
		"if another date of the document shows the order, and if day and month are the same figure."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			if !isStated(s.Citation) {
				continue
			}
			for _, r := range s.Citation.Repairs {
				if r.Kind != checker.DateOrder || r.Span.IsZero() {
					continue
				}
				printed := s.Document.Text(r.Span)
				f := checker.Finding{Message: "day and month of " + quoted(printed) + " cannot be told apart", Span: r.Span, Subject: s}
				for _, d := range []checker.Date{s.Citation.Date, s.Citation.Accessed, s.Citation.OriginalDate} {
					if first, second, ok := strings.Cut(strings.Trim(d.EDTF, "[]"), ","); ok && d.Text == printed {
						f.Message = fmt.Sprintf("%s is %s or %s", quoted(printed), first, second)
					}
				}
				p.Report(f)
			}
		}
	},
}

var dateStaleAccess = &checker.Rule{
	ID:       "date/stale-access",
	Severity: checker.Off,
	Doc: doc("The source was looked at more than a year ago",
		"Pages change. What was there then may not be there now.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, *Port News*, <https://portnews.example/dues>, accessed 3 May 2019.",
		"Look at the source again, and write the new day.",
		"unless a profile or the configuration turns it on, and for archived copies."),
	Check: eachCitation(decideStaleAccess),
}

func decideStaleAccess(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	today, _, ok := p.Today.Range()
	c := s.Citation
	_, last, stated := c.Accessed.Range()
	if !ok || !stated || !isStated(c) || c.Archived != nil || !last.Before(today.AddDate(-1, 0, 0)) {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Message: fmt.Sprintf("accessed on %s, more than 12 months before %s", shownDate(c.Accessed), p.Today.EDTF),
		Span:    dateSpan(s, c.Accessed),
	}, true
}

var dateIncomplete = &checker.Rule{
	ID:       "date/incomplete",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"cite/no-date"}, Scope: checker.OnCitation}},
	Doc: doc("A date without a year, or with half of one",
		"While the text is new everybody knows the year. Later nobody does.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, *Port News*, 12 May.",
		"Write the year with four digits.",
		"if a year stands anywhere in the citation, for ranges and decades, in titles, and for law."),
	Check: eachCitation(decideIncomplete),
}

// The forms of dates that may lack a year; the last group is a year of two digits.
var (
	dayMonth = match.NewPattern(`\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?(\p{L}{3,}\.?)(?:\s+['’]?(\d\d)\b)?`)
	monthDay = match.NewPattern(`(\p{L}{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+['’](\d\d)\b)?`)
	slashed  = match.NewPattern(`\b(\d{1,2})/(\d{1,2})/(\d\d)\b`)
	dotted   = match.NewPattern(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d\d)\b`)
)

func decideIncomplete(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if !isStated(c) || !c.Date.IsZero() || !c.OriginalDate.IsZero() || c.Title == "" || isLaw(c) || len(c.Text) > maxTitle || hasYear(c.Text) {
		return checker.Finding{}, false
	}
	text := outsideQuotations(c.Text)
	forms := []*match.Pattern{dayMonth, monthDay, slashed}
	if c.Language == "de" {
		forms = append(forms, dotted)
	}
	for i, form := range forms {
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			group := func(k int) string {
				if at[2*k] < 0 {
					return ""
				}
				return text[at[2*k]:at[2*k+1]]
			}
			printed := strings.TrimRight(text[at[0]:at[1]], ".")
			if isOtherwise(&checker.Citation{Title: c.Title, ParallelTitle: c.ParallelTitle, Number: c.Number}, printed) || strings.Contains(c.Container, printed) || !endsField(text[at[1]:]) {
				continue
			}
			if !isField(text[:at[0]], "1") || !isDayAndMonth(i, group(1), group(2)) {
				continue
			}
			message := "the date " + quoted(printed) + " has no year"
			if group(3) != "" {
				message = "the year of the date " + quoted(printed) + " has two digits"
			}
			return checker.Finding{Message: message, Span: dateSpan(s, checker.Date{Text: printed})}, true
		}
	}
	return checker.Finding{}, false
}

// endsField reports whether a field ends where a text begins.
func endsField(text string) bool {
	text = strings.TrimLeft(text, " ")
	return text == "" || strings.ContainsAny(text[:1], ",.;)]")
}

// isDayAndMonth reports whether two parts are a day and a month, by the form they were found in.
func isDayAndMonth(form int, a, b string) bool {
	printed := a + " " + b + " 2000"
	switch form {
	case 1:
		printed = a + " " + b + ", 2000"
	case 2, 3:
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x >= 1 && y >= 1 && (x <= 31 && y <= 12 || form == 2 && x <= 12 && y <= 31)
	}
	hits := match.Dates(printed)
	return len(hits) == 1 && hits[0].Start == 0 && hits[0].End == len(printed) && len(hits[0].EDTF) == len("2000-01-01")
}

var dateStillForthcoming = &checker.Rule{
	ID:       "date/still-forthcoming",
	Severity: checker.Warning,
	Doc: doc("A source that was forthcoming, and must be out by now",
		"More than a year has gone by. The work has a date and pages by now, or it never came.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, *Salt* (Oslo: Fjord, forthcoming 2019).",
		"Look the work up, and cite it as it was published.",
		"within twelve months of the stated year or, if none is stated, of the document's date."),
	Check: func(p *checker.Pass) {
		today, _, ok := p.Today.Range()
		if !ok {
			return
		}
		for s := range citations(p) {
			checkForthcoming(p, s, today)
		}
	},
}

func checkForthcoming(p *checker.Pass, s checker.Subject, today time.Time) {
	c := s.Citation
	if !isStated(c) || !in(forthcomingWords, match.Fold(c.Date.Text)) {
		return
	}
	limit := today.AddDate(-1, 0, 0)
	year := 0
	for _, h := range match.Dates(citationProse(s)) {
		if y := (checker.Date{EDTF: h.EDTF}).Year(); y > today.Year()-40 && !isOtherwise(&checker.Citation{Title: c.Title, ParallelTitle: c.ParallelTitle}, strconv.Itoa(y)) {
			year = max(year, y)
		}
	}
	_, dated, known := s.Document.Date.Range()
	switch {
	case year > 0 && time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).Before(limit):
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s for %d, which ended more than 12 months ago", quoted(c.Date.Text), year),
			Span:    dateSpan(s, c.Date), Subject: s,
		})
	case year == 0 && known && dated.Before(limit):
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s in a document of %s, more than 12 months ago", quoted(c.Date.Text), shownDate(s.Document.Date)),
			Span:    dateSpan(s, c.Date), Subject: s,
		})
	}
}

var dateISBNEra = &checker.Rule{
	ID:       "date/isbn-era",
	Severity: checker.Info,
	Doc: doc("An ISBN on a book from before there were any",
		"ISBNs came up in 1967. The number is a later printing's, whose pages may be others.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, *Salt* (Oslo: Fjord, 1955), ISBN 978-0-306-40615-7.",
		"Cite the printing that was used, with the year of both.",
		"if the citation speaks of a reprint, or gives two years."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			c := s.Citation
			year := c.Date.Year()
			if c.ISBN == "" || !isStated(c) || year < 1400 || year >= 1967 || !c.OriginalDate.IsZero() || isReprint(s) {
				continue
			}
			p.Report(checker.Finding{
				Message: fmt.Sprintf("the year is %d, and the first ISBNs are of 1967", year),
				Span:    dateSpan(s, c.Date), Subject: s,
			})
		}
	},
}

// reprintWords say that a book is printed again.
var reprintWords = words(`repr reprint reprinted reissue reissued facsimile new_ed new_edition nachdruck réimpr réimpression reimpr reimpresión переизд 重印`)

// isReprint reports whether a citation says that the book was printed again, or gives two years.
func isReprint(s checker.Subject) bool {
	text := match.Fold(s.Citation.Text)
	for _, w := range reprintWords {
		if match.Has(text, w) || match.IsCJK([]rune(w)[0]) && strings.Contains(text, w) {
			return true
		}
	}
	return len(match.Dates(citationProse(s))) > 1
}

var dateRelative = &checker.Rule{
	ID:       "date/relative",
	Severity: checker.Info,
	Doc: doc("A date that counts from a day nobody knows",
		"“Last week” was clear on the day it was written. A reader cannot tell which day that was.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, *Port News*, last week, <https://portnews.example/dues>.",
		"Write the date.",
		"in titles, quotations and names, and in notes that only comment."),
	Check: func(p *checker.Pass) {
		for t, text := range unquoted(p) {
			if t.n.Span.IsZero() || len(t.n.Citations) == 0 {
				continue
			}
			for _, at := range relativeDates.FindAllStringIndex(text, -1) {
				where := t.span(at[0], at[1])
				s := t.about(where)
				printed := text[at[0]:at[1]]
				if s.Citation == nil || !isParsed(s.Citation) || !s.Citation.Kind.IsFull() || isNamed(s.Citation, printed) || unicode.IsUpper([]rune(printed)[0]) {
					continue
				}
				if !isField(text[:at[0]], "1") || !endsField(text[at[1]:]) {
					continue
				}
				p.Report(checker.Finding{Message: quoted(printed) + " counts from a day that is not stated", Span: where, Subject: s})
			}
		}
	},
}

// isNamed reports whether words stand in a citation's titles or names.
func isNamed(c *checker.Citation, printed string) bool {
	return isOtherwise(c, printed) || strings.Contains(c.Container, printed) || strings.Contains(c.Publisher, printed)
}

var relativeDates = match.NewPattern(`(?i)\b(?:yesterday|today|tomorrow|(?:last|this|next) (?:week|month|year)|(?:\d+|a|one|two|three|a few|several) (?:day|week|month|year)s? ago` +
	`|gestern|heute|(?:letzte|diese|nächste|vorige)[sn]? (?:woche|monat|jahr)|vor (?:\d+|einem|einer|zwei|drei) (?:tag|woche|monat|jahr)e?n?` +
	`|aujourd[’']hui|(?:la semaine|le mois) derni(?:er|ère)|il y a (?:\d+|un|une|deux|trois) (?:jours?|semaines?|mois|ans?)` +
	`|ayer|la semana pasada|el (?:mes|año) pasado|hace (?:\d+|un|una|dos|tres) (?:d[ií]as?|semanas?|mes(?:es)?|años?))\b`)

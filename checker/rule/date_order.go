package rule

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var dateFuture = &checker.Rule{
	ID:       "date/future",
	Severity: checker.Error,
	Masks:    []checker.Mask{{Rules: []string{"date/after-document", "date/url", "match/date"}, Scope: checker.OnCitation}},
	Doc: doc("Published on a day that has not come yet",
		"Nothing can be cited before it is out. Most often the year or the month was mistyped.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2099.",
		"Copy the date from the source, or say that the work is forthcoming.",
		"for works said to be forthcoming, for laws, which take effect later, for events, for cover dates up to two months ahead, and from July for next year's imprint."),
	Check: eachCitation(decideFuture),
}

func decideFuture(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	today, _, ok := p.Today.Range()
	c := s.Citation
	if !ok || !isStated(c) || !isAfter(c.Date, today) || runsAhead(c) {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Message: fmt.Sprintf("the date is %s, and today is %s", shownDate(c.Date), p.Today.EDTF),
		Span:    dateSpan(s, c.Date),
	}, true
}

var dateAfterDocument = &checker.Rule{
	ID:       "date/after-document",
	Severity: checker.Warning,
	Doc: doc("The source is younger than the document that cites it",
		"The document states its own date, and this source came later. Either date may be mistyped, or an update was not dated.",
		"---\ntitle: Salt and Law\ndate: 2024-05-03\n---\n\nThe dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 9 July 2024.",
		"Copy the date from the source, or state the document's last update.",
		"if the document states no date; if most of its sources are younger, which says that it was updated; and with the slack of date/future: one day, two months for cover dates, next year's imprint from July."),
	Check: func(p *checker.Pass) {
		bound := map[*checker.Document]time.Time{} // the last day of each document that has one
		for _, d := range p.Documents {
			if _, last, ok := d.Date.Range(); ok && !isStale(d, last) {
				bound[d] = last
			}
		}
		for s := range citations(p) {
			c := s.Citation
			last, ok := bound[s.Document]
			if !ok || !isStated(c) {
				continue
			}
			switch {
			case isAfter(c.Date, last) && !runsAhead(c):
				p.Report(checker.Finding{
					Message: fmt.Sprintf("the source is of %s, and the document of %s", shownDate(c.Date), shownDate(s.Document.Date)),
					Span:    dateSpan(s, c.Date), Subject: s,
				})
			case isAfter(c.Accessed, last):
				p.Report(checker.Finding{
					Message: fmt.Sprintf("the source was accessed on %s, and the document is of %s", shownDate(c.Accessed), shownDate(s.Document.Date)),
					Span:    dateSpan(s, c.Accessed), Subject: s,
				})
			}
		}
	},
}

// isStale reports whether most of the dated citations of a document, and three at least, are younger
// than its last day: then it was updated, and its own date was not.
func isStale(d *checker.Document, last time.Time) bool {
	dated, younger := 0, 0
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			if !isStated(c) || c.Date.EDTF == "" && c.Accessed.EDTF == "" {
				continue
			}
			dated++
			if isAfter(c.Date, last) || isAfter(c.Accessed, last) {
				younger++
			}
		}
	}
	return younger >= 3 && younger*2 > dated
}

// isAfter reports whether a date is later than a day, by more than dates run ahead: a day by one
// day, a month or season by two months; a year may be the next one from July on.
func isAfter(d checker.Date, day time.Time) bool {
	if d.EDTF == "" {
		return false
	}
	first, _, ok := d.Range()
	if !ok {
		return false
	}
	switch d.Precision() {
	case checker.PrecisionDay:
		return first.After(day.AddDate(0, 0, 1))
	case checker.PrecisionMonth, checker.PrecisionSeason:
		return months(first)-months(day) > 2
	}
	ahead := 0
	if day.Month() >= time.July {
		ahead = 1
	}
	return first.Year() > day.Year()+ahead
}

func months(t time.Time) int { return t.Year()*12 + int(t.Month()) }

// aheadTypes are the types of sources that are dated ahead: events, and laws, which take effect.
var aheadTypes = words(`event paper-conference legal_case legislation bill regulation treaty hearing`)

// runsAhead reports whether a citation may be of a day to come.
func runsAhead(c *checker.Citation) bool {
	if in(aheadTypes, c.Type) {
		return true
	}
	text := match.Fold(c.Text)
	return slices.ContainsFunc(forthcomingWords, func(w string) bool { return strings.Contains(text, w) })
}

// shownDate is a date as messages show it: ISO 8601 where it has that form, else as printed.
func shownDate(d checker.Date) string {
	if p := d.Precision(); p == checker.PrecisionSeason || strings.ContainsAny(d.EDTF, "[/") {
		return quoted(d.Text)
	}
	return strings.Trim(d.EDTF, "~?")
}

// dateSpan returns where a date stands in its citation; the citation's span if that cannot be told.
func dateSpan(s checker.Subject, d checker.Date) checker.Span {
	whole := s.Citation.Span
	at := strings.Index(s.Document.Text(whole), d.Text)
	if d.Text == "" || at < 0 {
		return whole
	}
	at += whole.Start.Offset
	return s.Document.Span(at, at+len(d.Text))
}

var dateBeforePublished = &checker.Rule{
	ID:       "date/before-published",
	Severity: checker.Error,
	Doc: doc("Read or archived before it was published",
		"A page cannot have been seen before it was there. One of the two dates is wrong.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”, Port News, 9 May 2024, https://portnews.example/dues, accessed 2 May 2024.",
		"Copy the date of publication from the source; put the day of the visit right.",
		"for works with volume or issue, which are online first, where further dates are given, and where the printed dates do not part the two."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			c := s.Citation
			if !isStated(c) || c.Volume != "" || c.Issue != "" || !c.OriginalDate.IsZero() || strings.ContainsAny(c.Date.EDTF, "[/~?") {
				continue
			}
			archived := capturedIn(c)
			capture := captureDate(archived)
			early := isBefore(c.Accessed, c.Date)
			if !early && !isBefore(capture, c.Date) || hasMoreDates(s) {
				continue
			}
			if early {
				p.Report(checker.Finding{
					Message: fmt.Sprintf("accessed on %s, before it was published on %s", shownDate(c.Accessed), shownDate(c.Date)),
					Span:    dateSpan(s, c.Accessed), Subject: s,
				})
				continue
			}
			s.Link = archived
			p.Report(checker.Finding{
				Message: fmt.Sprintf("the link is to a capture of %s, before it was published on %s", shownDate(capture), shownDate(c.Date)),
				Span:    archived.Span, Subject: s,
			})
		}
	},
}

// isBefore reports whether a lies before b at the coarser of the two precisions, with a day of
// slack for time zones.
func isBefore(a, b checker.Date) bool {
	if a.EDTF == "" {
		return false
	}
	_, last, ok := a.Range()
	first, _, stated := b.Range()
	return ok && stated && last.AddDate(0, 0, 1).Before(first)
}

// hasMoreDates reports whether the citation prints a date beside that of publication and that of
// access.
func hasMoreDates(s checker.Subject) bool {
	c := s.Citation
	return slices.ContainsFunc(match.Dates(citationProse(s)), func(h match.DateHit) bool {
		return h.EDTF != "" && len(h.EDTF) >= len("2006-01") && h.EDTF != c.Date.EDTF && h.EDTF != c.Accessed.EDTF
	})
}

// citationProse returns what a citation says without the addresses in it.
func citationProse(s checker.Subject) string {
	var b strings.Builder
	whole, runs := s.Citation.Span, s.Note.Runs
	from := sort.Search(len(runs), func(i int) bool { return runs[i].Start >= whole.Start.Offset })
	for _, r := range runs[from:] {
		if r.Start >= whole.End.Offset {
			break
		}
		if r.Link == nil || !isAddress(r.Text) {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// capturedIn returns the archive's link of a citation: the copy, or the only link where that is one.
func capturedIn(c *checker.Citation) *checker.Link {
	if c.Archived == nil && len(c.Links) == 1 && match.IsArchive(c.Links[0].URL) {
		return c.Links[0]
	}
	return c.Archived
}

// captureDate returns the day that an archive's address carries.
func captureDate(l *checker.Link) checker.Date {
	if l == nil {
		return checker.Date{}
	}
	_, stamp, ok := match.Archived(l.URL)
	if !ok || len(stamp) < 8 {
		return checker.Date{}
	}
	return checker.Date{EDTF: stamp[:4] + "-" + stamp[4:6] + "-" + stamp[6:8]}
}

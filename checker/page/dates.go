package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A statement is a date that the page states of itself.
type statement struct {
	edtf, text string
	firm       bool // JSON-LD, article:published_time, Highwire or the address: it may contradict a citation
}

func (d statement) date() checker.Date {
	return checker.Date{EDTF: d.edtf, Text: d.text}
}

// published returns the day the page says it was published.
func (s *source) published() statement {
	if all := s.publishedAll(); len(all) > 0 {
		return all[0]
	}
	return statement{}
}

// publishedAll returns all that the page states of its publication, in the order of trust.
func (s *source) publishedAll() []statement {
	var out []statement
	add := func(firm bool, texts ...string) {
		for _, t := range texts {
			if d := s.machineDate(t, 1900); d != "" && len(out) < maxNames {
				out = append(out, statement{d, t, firm})
			}
		}
	}
	add(true, earliest(s.metas2("citation_publication_date", "citation_date", "citation_online_date", "bepress_citation_date", "eprints.date"))...)
	if n := s.main; n != nil {
		add(true, n.text("datePublished"))
	}
	add(true, s.metas2("article:published_time", "og:article:published_time", "og:published_time")...)
	if d := urlDate(s.url, true); d != "" {
		add(true, d)
	}
	for _, p := range s.micro {
		if p.name == "datePublished" {
			add(false, p.value)
		}
	}
	add(false, s.metas2("date", "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dcterms.created", "dc.date.created",
		"prism.publicationdate", "itemprop:datepublished", "article.published", "last-published", "创建时间", "pub_date")...)
	add(false, s.xmpDates...)
	for _, t := range append(slices.Clip(s.times), s.early...) {
		if d := s.machineDate(t, 1995); d != "" {
			add(false, t)
			break
		}
	}
	return out
}

// earliest puts the earliest date first: online first and in print are two dates of one article. Of
// one month or year the day is put before it.
func earliest(dates []string) []string {
	best := -1
	for i, d := range dates {
		if len(d) >= 4 && allDigits(d[:4]) && (best < 0 || isEarlier(d, dates[best])) {
			best = i
		}
	}
	if best <= 0 {
		return dates
	}
	out := []string{dates[best]}
	for i, d := range dates {
		if i != best {
			out = append(out, d)
		}
	}
	return out
}

func isEarlier(a, b string) bool {
	a, b = strings.ReplaceAll(a, "/", "-"), strings.ReplaceAll(b, "/", "-")
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return len(a) > len(b)
	}
	return a < b
}

// modified returns the day the page says it was changed.
func (s *source) modified() statement {
	var texts []string
	if n := s.main; n != nil {
		texts = append(texts, n.text("dateModified"))
	}
	texts = append(texts, s.metas2("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "itemprop:datemodified")...)
	for _, p := range s.micro {
		if p.name == "dateModified" {
			texts = append(texts, p.value)
		}
	}
	for _, t := range texts {
		if d := s.machineDate(t, 1900); d != "" {
			return statement{edtf: d, text: t}
		}
	}
	return statement{}
}

var isoStart = match.NewPattern(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].*|$)`)

// machineDate reads a date that is stated for programs: ISO 8601 and its kin, yyyymmdd, or whatever
// match.Dates reads. It is empty if it is none, or lies before the year or after the answer.
func (s *source) machineDate(t string, from int) string {
	t = strings.TrimSpace(t)
	d := ""
	if m := isoStart.FindStringSubmatch(t); m != nil {
		d = edtf(m[1], m[2], m[3])
	} else if len(t) >= 8 && allDigits(t[:8]) && (len(t) == 8 || t[8] == 'T' || len(t) == 14 && allDigits(t)) {
		d = edtf(t[:4], t[4:6], t[6:8])
	} else if hits := match.Dates(cutRunes(t, 60)); len(hits) > 0 && !strings.HasPrefix(hits[0].EDTF, "[") && hits[0].Start < 12 {
		d = hits[0].EDTF
	}
	first, _, ok := checker.Date{EDTF: d}.Range()
	if !ok || first.Year() < from {
		return ""
	}
	if now, ok := s.answered(); ok && first.After(now.AddDate(0, 0, 1)) || !ok && first.Year() > 2199 {
		return ""
	}
	return d
}

// answered returns the time in the answer's Date header.
func (s *source) answered() (time.Time, bool) {
	for _, layout := range []string{time.RFC1123, "Mon, 2 Jan 2006 15:04:05 MST"} {
		if t, err := time.Parse(layout, header(s.response, "Date")); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// edtf joins the parts of a date at their precision; parts that no calendar has are left out.
func edtf(year, month, day string) string {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	switch {
	case m < 1 || m > 12:
		return year
	case d < 1 || d > 31:
		return year + "-" + two(m)
	}
	whole := year + "-" + two(m) + "-" + two(d)
	if _, err := time.Parse(time.DateOnly, whole); err != nil {
		return year + "-" + two(m)
	}
	return whole
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

var (
	pathDate = match.NewPattern(`/(199\d|20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|\.|$)`)
	runDate  = match.NewPattern(`(?:^|\D)(199\d|20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?:\D|$)`)
)

// urlDate returns the day in an address: yyyy/mm/dd as segments, or, if not strict, yyyymmdd
// anywhere in the path.
func urlDate(u *url.URL, strict bool) string {
	path := u.Path
	if len(path) > 2000 {
		path = path[:2000]
	}
	m := pathDate.FindStringSubmatch(path)
	if m == nil && !strict {
		m = runDate.FindStringSubmatch(path)
	}
	if m == nil {
		return ""
	}
	if d := edtf(m[1], m[2], m[3]); len(d) == len("2006-01-02") {
		return d
	}
	return ""
}

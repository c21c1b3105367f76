package rule

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var dateURL = &checker.Rule{
	ID:       "date/url",
	Severity: checker.Warning,
	Masks:    []checker.Mask{{Rules: []string{"match/date"}, Scope: checker.OnCitation}},
	Doc: doc("The address carries another date than the citation",
		"Newspapers put the day of publication into the address. If it is another one, the citation's date or its link is of another article.",
		"The dues rose.[^1]\n\n[^1]: [“Port Dues Rise”](https://portnews.example/2023/11/02/dues), Port News, 2 November 2024.",
		"Open the link: put the date right, or the link.",
		"within seven days, or a month where no day is given; for works with volume or issue; and for uploads later than the date."),
	Check: func(p *checker.Pass) {
		for s := range citations(p) {
			c := s.Citation
			if !isStated(c) || c.Volume != "" || c.Issue != "" || c.DOI != "" {
				continue
			}
			for _, l := range c.Links {
				if l != c.Archived {
					checkDateURL(p, s, l)
				}
			}
		}
	},
}

func checkDateURL(p *checker.Pass, s checker.Subject, l *checker.Link) {
	c := s.Citation
	carried, upload := addressDate(match.Unwrap(l.URL))
	if carried.EDTF == "" || fits(carried, c.Date, upload) {
		return
	}
	if fits(carried, c.OriginalDate, upload) && !c.OriginalDate.IsZero() {
		return
	}
	other := slices.ContainsFunc(match.Dates(citationProse(s)), func(h match.DateHit) bool {
		return h.EDTF != "" && h.EDTF != c.Accessed.EDTF && fits(carried, checker.Date{EDTF: h.EDTF}, upload)
	})
	if other {
		return
	}
	s.Link = l
	p.Report(checker.Finding{
		Message: fmt.Sprintf("the address carries the date %s, and the citation says %s", carried.EDTF, shownDate(c.Date)),
		Span:    l.Span, Subject: s,
	})
}

// fits reports whether the date of an address may be that of a citation: within seven days, or one
// month where either names no day. What is uploaded may be older than the upload. A date that is
// not stated fits.
func fits(carried, cited checker.Date, upload bool) bool {
	from, to, _ := carried.Range()
	first, last, ok := cited.Range()
	if !ok {
		return true
	}
	if upload {
		return months(first)-months(to) <= 1
	}
	if carried.Precision() == checker.PrecisionDay && cited.Precision() == checker.PrecisionDay {
		const week = 7 * 24 * time.Hour
		return first.Sub(to) <= week && from.Sub(last) <= week
	}
	return months(first)-months(to) <= 1 && months(from)-months(last) <= 1
}

var (
	datePath    = match.NewPattern(`/((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?(?:/|$)`)
	dateDashed  = match.NewPattern(`/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:\D|$)`)
	dateCompact = match.NewPattern(`/((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$)`)
	uploads     = match.NewPattern(`(?i)/(?:uploads?|files?)/`)
)

// addressDate returns the date in an address's path, and whether it is that of an upload.
func addressDate(addr string) (d checker.Date, upload bool) {
	if !strings.Contains(addr, "/19") && !strings.Contains(addr, "/20") && !strings.Contains(addr, "%") {
		return checker.Date{}, false
	}
	u, err := url.Parse(addr)
	if err != nil {
		return checker.Date{}, false
	}
	for _, re := range []*match.Pattern{datePath, dateDashed, dateCompact} {
		m := re.FindStringSubmatch(u.Path)
		if m == nil {
			continue
		}
		// "/2023/11/x" names a month only with two digits: "/2023/4/" is an issue.
		if m[3] == "" && len(m[2]) != 2 {
			continue
		}
		parts := []string{m[1], pad(m[2])}
		if m[3] != "" {
			parts = append(parts, pad(m[3]))
		}
		d = checker.Date{EDTF: strings.Join(parts, "-")}
		if month, _ := strconv.Atoi(m[2]); month < 1 || month > 12 {
			continue
		}
		if _, _, ok := d.Range(); ok {
			return d, uploads.MatchString(u.Path)
		}
	}
	return checker.Date{}, false
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

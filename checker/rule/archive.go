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

// archiveMasks is what a link to an archive that cannot be used silences.
func archiveMasks(later ...string) []checker.Mask {
	rest := []string{
		"archive/missing", "archive/other-url", "archive/date-mismatch", "archive/bad-capture", "archive/far-capture",
		"archive/uncaptured", "archive/only-archive", "archive/on-file", "health/*",
	}
	return []checker.Mask{{Rules: slices.Concat(later, rest), Scope: checker.OnLink}}
}

var archiveMalformed = &checker.Rule{
	ID:       "archive/malformed",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Masks:    archiveMasks("archive/dead-service", "archive/unverifiable"),
	Doc: doc("The archive address names no capture",
		"It leads to a calendar, to a form that saves the page anew, or to whatever capture is the latest. A reader does not see the page as it was when it was cited.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://web.archive.org/web/*/https://sund.example/quay`,
		"Open the capture that is meant and copy its address, which has a timestamp of 14 digits. Where the archive leads from the address to a capture, the fix writes that one.",
		"for other pages of an archive. A timestamp of 4 to 13 digits works, but names no capture: a warning."),
	Check: eachLink(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		f, ok := decideArchiveMalformed(p, s)
		if ok {
			f.Fix = nameCapture(s, p.Result(s.Link))
		}
		return f, ok
	}),
}

// nameCapture is a fix that links to the capture which the archive showed, or else to one that is good;
// nil if none was seen.
func nameCapture(s checker.Subject, r *checker.Result) *checker.Fix {
	if r == nil {
		return nil
	}
	original, stamp, ok := match.Archived(r.Page.URL)
	if ok && isAnswered(r) && len(stamp) == len(timestampLayout) && strings.HasSuffix(waybackTarget(s.Link.URL), schemeless(original)) {
		return retarget(s, r.Page.URL, "link to the capture that the archive shows", false)
	}
	return replaceByCapture(s, r)
}

// timestampLayout is a Wayback timestamp in full: year, month, day, hour, minute, second.
const timestampLayout = "20060102150405"

func decideArchiveMalformed(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	path := waybackTarget(s.Link.URL)
	if path == "" {
		return checker.Finding{}, false
	}
	said := func(what string) (checker.Finding, bool) {
		return checker.Finding{Message: "the archive address " + what + ": " + shownAddress(s.Link)}, true
	}
	if rest, ok := strings.CutPrefix(path, "save/"); ok {
		if rest == "" {
			return checker.Finding{}, false
		}
		return said("saves the page anew")
	}
	stamp, rest, ok := strings.Cut(strings.TrimPrefix(path, "web/"), "/")
	switch {
	case isSchemeStart(stamp) && strings.HasPrefix(path, "web/"):
		return said("has no timestamp")
	case !ok || rest == "":
		return checker.Finding{}, false
	case strings.HasSuffix(stamp, "*") && strings.Trim(stamp, "0123456789*") == "":
		return said("has a “*” in its timestamp")
	}
	digits := strings.TrimRight(stamp, "abcdefghijklmnopqrstuvwxyz_")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return checker.Finding{}, false
	}
	switch n := len(digits); {
	case n > len(timestampLayout):
		return said(fmt.Sprintf("has a timestamp of %d digits", n))
	case n < 4:
		return said(fmt.Sprintf("has a timestamp of %s", count(n, "digit")))
	case n == len(timestampLayout):
		if _, err := time.Parse(timestampLayout, digits); err != nil {
			return said("has the timestamp “" + digits + "”, which is no date")
		}
		return checker.Finding{}, false
	}
	if _, ok := stampDate(digits); !ok {
		return said("has the timestamp “" + digits + "”, which is no date")
	}
	f, ok := said(fmt.Sprintf("has a timestamp of %d digits, which names no capture", len(digits)))
	f.Severity = checker.Warning
	return f, ok
}

// waybackTarget returns what stands behind the host of a Wayback address, web/… or save/…; empty
// if it is none.
func waybackTarget(addr string) string {
	_, rest, _ := strings.Cut(addr, "://")
	_, path, _ := strings.Cut(rest, "/")
	switch hostWithoutWWW(addr) {
	case "web.archive.org", "archive.org", "wayback.archive.org":
		if strings.HasPrefix(path, "web/") || strings.HasPrefix(path, "save/") {
			return path
		}
	}
	return ""
}

func isSchemeStart(s string) bool { return s == "http:" || s == "https:" }

// stampDate returns the date of a timestamp of 4 to 14 digits at its own precision, a day at most;
// ok is false if the calendar has no such date.
func stampDate(digits string) (checker.Date, bool) {
	var d checker.Date
	switch n := min(len(digits), 8); {
	case n < 4:
		return d, false
	case n < 6:
		d.EDTF = digits[:4]
	case n < 8:
		d.EDTF = digits[:4] + "-" + digits[4:6]
	default:
		d.EDTF = digits[:4] + "-" + digits[4:6] + "-" + digits[6:8]
	}
	first, last, ok := d.Range()
	return d, ok && first.Year() >= 1990 && first.Year() <= 2200 && !last.Before(first)
}

var archiveDeadService = &checker.Rule{
	ID:       "archive/dead-service",
	Severity: checker.Error,
	Results:  true,
	Fix:      checker.UnsafeFix,
	Masks:    archiveMasks("archive/unverifiable"),
	Doc: doc("The archive or cache service has ended",
		"The service no longer answers with the page. A reader gets an error page, or none.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://www.webcitation.org/6abCdEfGh`,
		"Link to a capture in an archive that is kept.",
		"if the address was seen to answer well with the cited title."),
	Check: eachLink(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		host := hostWithoutWWW(s.Link.URL)
		if !in(deadServices, host) || len(segments(s.Link.URL)) == 0 && !strings.Contains(s.Link.URL, "?") {
			return checker.Finding{}, false
		}
		f := checker.Finding{Message: "the service at " + host + " has ended: " + shownAddress(s.Link)}
		if r := p.Result(s.Link); r != nil {
			if isAnswered(r) && r.Page.Answers.TitleFound() {
				return checker.Finding{}, false
			}
			f.Fix = replaceByCapture(s, r)
		}
		return f, true
	}),
}

// deadServices are hosts of archives and caches that have ended.
var deadServices = words(`webcitation.org webcache.googleusercontent.com cc.bingj.com timetravel.mementoweb.org peeep.us`)

var archiveOtherURL = &checker.Rule{
	ID:       "archive/other-url",
	Severity: checker.Error,
	Results:  true,
	Doc: doc("The capture is of another address than the one cited",
		"The archived copy beside a source is there to stand in for it. A reader who opens the copy sees another page.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://sund.example/quay, archived at https://web.archive.org/web/20240504000000/https://other.example/dues`,
		"Look which of the two is meant, and link to a capture of it.",
		"if one of the two addresses was seen to lead to the other, and beside addresses that lead elsewhere by design, such as DOIs."),
	Check: eachLink(decideOtherURL),
}

func decideOtherURL(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	original, _, ok := match.Archived(s.Link.URL)
	if !ok || s.Citation == nil || len(s.Citation.Links) > maxLinks {
		return checker.Finding{}, false
	}
	severity, beside := checker.Error, ""
	for _, l := range s.Citation.AllLinks() {
		switch {
		case l.URL == "" || match.IsArchive(l.URL):
			continue
		case match.Same(l.URL, original), isResolver(l.URL), has(p, "shorteners", shorteners, hostWithoutWWW(l.URL)), leadsTo(p.Result(l), original), leadsTo(p.Result(s.Link), l.URL), isOneSite(p, l.URL, original):
			return checker.Finding{}, false
		case match.Site(l.URL) == match.Site(original):
			severity = checker.Warning
		}
		if beside == "" {
			beside = l.URL
		}
	}
	if beside == "" {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Severity: severity,
		Message:  "the capture is of " + address(original) + ", and the address cited beside it is " + address(beside),
	}, true
}

var archiveDateMismatch = &checker.Rule{
	ID:       "archive/date-mismatch",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Doc: doc("The stated archive date is not the capture's",
		"A reader who looks for the page as it was on the stated day is shown another day's.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://sund.example/quay, archived on 2024-05-04 at https://web.archive.org/web/20240609081500/https://sund.example/quay`,
		"Write the day of the capture; the fix does, where the date is printed in ISO form.",
		"if the two differ by a day, as time zones do, and at a date's printed precision."),
	Check: checkArchiveDate,
}

// archivedWord stands before the date on which a page was archived.
var archivedWord = match.NewPattern(`(?i)(?:\barchived(?: from the original)?(?: on)?|\barchiviert(?: vom original)?(?: am)?|\barchivé(?:e)?(?: le)?|\barchivado el|\barchiviato il|архивировано|归档于|存档于|archive date)`)

// slack is how far a stated archive date and a timestamp may lie apart: time zones.
const slack = 24 * time.Hour

func checkArchiveDate(p *checker.Pass) {
	for d, n := range notes(p) {
		stated := archiveDates(d, n)
		if len(stated) == 0 {
			continue
		}
		for _, c := range n.Citations {
			l := onlyCapture(c)
			if l == nil {
				continue
			}
			_, digits, _ := match.Archived(l.URL)
			stamp, ok := stampDate(digits)
			if f, found := wrongArchiveDate(d, c, stated, stamp); ok && found {
				f.Subject = checker.Subject{Document: d, Note: n, Citation: c, Link: l}
				p.Report(f)
			}
		}
	}
}

// A statedDate is a date that a note states for a capture, and its place.
type statedDate struct {
	checker.Date
	at checker.Span
}

// archiveDates returns the dates that a note states for captures, in the order in which they stand.
func archiveDates(d *checker.Document, n *checker.Note) []statedDate {
	text := n.Text
	var all []statedDate
	var place *placer
	for _, at := range archivedWord.FindAllStringIndex(text, -1) {
		behind := text[at[1]:min(len(text), at[1]+dateRoom)]
		hits := match.Dates(behind)
		if len(hits) == 0 || hits[0].EDTF == "" || strings.Trim(behind[:hits[0].Start], " :([") != "" {
			continue
		}
		if place == nil {
			place = newPlacer(d, n.Runs)
		}
		from, to := at[1]+hits[0].Start, at[1]+hits[0].End
		if where := place.span(from, to); !where.IsZero() {
			all = append(all, statedDate{checker.Date{EDTF: hits[0].EDTF, Text: text[from:to]}, where})
		}
	}
	return all
}

// dateRoom is how many bytes behind “archived” a date may take up.
const dateRoom = 80

// maxLinks is how many links a citation has at most that is looked at link against link.
const maxLinks = 50

// onlyCapture returns the one link of the citation that leads to a capture; nil if there is none, or
// more.
func onlyCapture(c *checker.Citation) *checker.Link {
	if len(c.Links) > maxLinks {
		return nil
	}
	var only *checker.Link
	for _, l := range c.AllLinks() {
		if _, _, ok := match.Archived(l.URL); ok && only != nil {
			return nil
		} else if ok {
			only = l
		}
	}
	return only
}

// wrongArchiveDate finds the date that the citation states for its capture, and whether it is another
// than the capture's own.
func wrongArchiveDate(d *checker.Document, c *checker.Citation, stated []statedDate, stamp checker.Date) (checker.Finding, bool) {
	first := sort.Search(len(stated), func(i int) bool { return stated[i].at.Start.Offset >= c.Span.Start.Offset })
	for _, s := range stated[first:] {
		if !c.Span.Contains(s.at) {
			break
		}
		if strings.Contains(c.Title, s.Text) || datesAgree(s.Date, stamp) {
			continue
		}
		f := checker.Finding{
			Message: "the stated archive date is " + quoted(s.Text) + ", and the capture is of " + stamp.EDTF,
			Span:    s.at,
		}
		if s.Text == s.EDTF && len(s.EDTF) == len(stamp.EDTF) && d.Text(s.at) == s.EDTF {
			f.Fix = &checker.Fix{Message: "write “" + stamp.EDTF + "”", Edits: []checker.Edit{{Span: s.at, NewText: stamp.EDTF}}}
		}
		return f, true
	}
	return checker.Finding{}, false
}

// datesAgree reports whether two dates may mean one day, give or take one for time zones.
func datesAgree(a, b checker.Date) bool {
	firstA, lastA, okA := a.Range()
	firstB, lastB, okB := b.Range()
	return !okA || !okB || !firstA.After(lastB.Add(slack)) && !firstB.After(lastA.Add(slack))
}

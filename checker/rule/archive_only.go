package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// archiveOnly leaves links behind words alone: that is how the fixes of group health mend a source
// that is gone.
var archiveOnly = &checker.Rule{
	ID:       "archive/only-archive",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("The citation links to an archive copy only",
		"The page itself may still be there, with corrections, and the archive may not. With both addresses a reader has a second way.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://web.archive.org/web/20240504000000/https://sund.example/quay`,
		"Write the page's own address before the copy's. The fix does for addresses that are printed after a comma or a full stop.",
		"for links behind words, which mend a dead source that way; if the citation states a DOI or another number by which the source is found, prints the page's address without a link, and for copies whose address does not hold the page's."),
	Check: checkOnlyArchive,
}

func checkOnlyArchive(p *checker.Pass) {
	for s := range citations(p) {
		c := s.Citation
		all := c.AllLinks()
		if !c.Kind.IsFull() || c.Confidence < sure || len(all) != 1 || c.DOI != "" || c.ArXiv != "" || c.ISBN != "" {
			continue
		}
		original, _, ok := match.Archived(all[0].URL)
		if !ok || !isPrinted(all[0]) || isUnverifiable(all[0].URL) || printsAddress(c, all[0], original) {
			continue
		}
		s.Link = all[0]
		p.Report(checker.Finding{
			Message: "the citation links to the archive copy of " + address(original) + " only",
			Span:    s.Link.Span, Subject: s, Fix: addOriginal(s, original),
		})
	}
}

// printsAddress reports whether the citation shows the address of the page elsewhere than in its link.
func printsAddress(c *checker.Citation, l *checker.Link, original string) bool {
	text := strings.Replace(c.Text, l.Text, "", 1)
	return strings.Contains(strings.ToLower(text), strings.ToLower(strings.TrimSuffix(schemeless(original), "/")))
}

// addOriginal is a fix that prints the page's own address before the copy's; nil where that does not
// read well.
func addOriginal(s checker.Subject, original string) *checker.Fix {
	l := s.Link
	if l.Form != checker.LinkBare || l.Raw == "" || !fitsTarget(l, original) {
		return nil
	}
	start := l.Span.Start.Offset
	before := strings.TrimRightFunc(string(s.Document.Source[max(0, start-maxBefore):start]), unicode.IsSpace)
	if last, _ := utf8.DecodeLastRuneInString(before); !strings.ContainsRune(",.，。", last) || before == "" {
		return nil
	}
	return &checker.Fix{
		Message: "write the page's own address before the copy's",
		Edits:   []checker.Edit{{Span: s.Document.Span(start, start), NewText: original + ", "}},
	}
}

// maxBefore is how many bytes before an address are looked at.
const maxBefore = 16

var archiveUnverifiable = &checker.Rule{
	ID:       "archive/unverifiable",
	Severity: checker.Warning,
	Masks:    archiveMasks(),
	Doc: doc("Nobody can see from the archive link what it is a copy of",
		"The link shows neither the page's address nor the day, or leads to an archive that citelint never asks. A reader has to take it on trust.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://archive.ph/AbC1d`,
		"Link to the page itself, and to a capture in an archive whose addresses show page and day.",
		"for perma.cc, whose records show both, and for the front pages of archives."),
	Check: eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		if !isUnverifiable(s.Link.URL) {
			return checker.Finding{}, false
		}
		what := "the archive link shows neither the page's address nor the day: "
		if in(unaskedArchives, hostWithoutWWW(s.Link.URL)) {
			what = "the archive link is one of archive.today, which is never asked: "
		}
		return checker.Finding{Message: what + shownAddress(s.Link)}, true
	}),
}

// unaskedArchives are the domains of archive.today. English Wikipedia banned them in February 2026,
// after its page for visitors had carried attack code and captures had been altered.
var unaskedArchives = words(`archive.today archive.is archive.ph archive.md archive.fo archive.li archive.vn`)

// opaqueArchives are archives whose addresses are a word of their own.
var opaqueArchives = words(`ghostarchive.org freezepage.com`)

// isUnverifiable reports whether an address is a capture of which nothing can be seen.
func isUnverifiable(addr string) bool {
	host, path := hostWithoutWWW(addr), segments(addr)
	if len(path) == 0 {
		return false
	}
	return in(unaskedArchives, host) || in(opaqueArchives, host)
}

package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var archiveMissing = &checker.Rule{
	ID:       "archive/missing",
	Severity: checker.Off,
	Results:  true,
	Fix:      checker.UnsafeFix,
	Doc: doc("A source on the web has no archive link",
		"Pages change and go. With a copy in a web archive, a reader sees what was cited even then.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, Port News, 3 May 2024.`,
		"Have the page archived and link to the capture beside its address. If a good capture was seen, the fix adds its address.",
		"by default, since many styles do not ask for it; for sources with a DOI, a handle, an arXiv number or an ISBN; for private hosts; and for sources that nobody archives, since they ask for a payment or a login."),
	Check: checkArchiveMissing,
}

func checkArchiveMissing(p *checker.Pass) {
	for s := range citations(p) {
		l := unarchived(p, s.Citation)
		if l == nil {
			continue
		}
		s.Link = l
		p.Report(checker.Finding{Message: "the citation has no archive link: " + shownAddress(l), Span: l.Span, Subject: s, Fix: addCapture(s, p.Result(l))})
	}
}

// addCapture is a fix that prints the address of a capture at the citation's end, before its full stop;
// nil if none was seen, or the citation ends in a way after which it would not read well.
func addCapture(s checker.Subject, r *checker.Result) *checker.Fix {
	if r == nil {
		return nil
	}
	c := capture(r)
	if c == nil || strings.ContainsAny(c.URL, " <>\"'`\\&_*") || !isBalanced(c.URL) {
		return nil
	}
	text := strings.TrimRightFunc(s.Document.Text(s.Citation.Span), unicode.IsSpace)
	text = strings.TrimSuffix(text, ".")
	last, _ := utf8.DecodeLastRuneInString(text)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) && !strings.ContainsRune(")>”/", last) {
		return nil
	}
	end := s.Citation.Span.Start.Offset + len(text)
	return &checker.Fix{
		Message: "add the address of the capture of " + day(c.Time),
		Edits:   []checker.Edit{{Span: s.Document.Span(end, end), NewText: ", " + c.URL}},
	}
}

// unarchived returns the first link of a citation whose source is a page of the web without an archive
// link; nil if it is none or has one.
func unarchived(p *checker.Pass, c *checker.Citation) *checker.Link {
	if !isStated(c) || c.Archived != nil || c.DOI != "" || c.ArXiv != "" || c.ISBN != "" || len(c.Links) > maxLinks {
		return nil
	}
	var first *checker.Link
	for _, l := range c.Links {
		switch {
		case l.URL == "":
			continue
		case isCopy(l.URL), isResolver(l.URL), doiOf(l.URL) != "", isClosed(p, l), privateHost(match.Host(l.URL)) != "":
			return nil
		}
		if first == nil {
			first = l
		}
	}
	return first
}

// isCopy reports whether an address is one of a web archive, or of a service that was one.
func isCopy(addr string) bool {
	host := hostWithoutWWW(addr)
	return match.IsArchive(addr) || in(deadServices, host) || in(opaqueArchives, host)
}

// isClosed reports whether a source was seen to ask for a payment or a login, or is of a kind that does.
func isClosed(p *checker.Pass, l *checker.Link) bool {
	if r := p.Result(l); r != nil {
		switch {
		case r.Page.Paywall, r.Verdict == checker.Blocked && (r.Cause == checker.CauseLogin || r.Cause == checker.CausePayment):
			return true
		case isAnswered(r) && !r.Page.Partial && r.Page.TextDigest != "":
			return false
		}
	}
	return proxied(l.URL) != "" || isGated(p, l.URL)
}

var archiveOnFile = &checker.Rule{
	ID:       "archive/on-file",
	Severity: checker.Off,
	Results:  true,
	Doc: doc("A closed source is not said to be on file",
		"The page opens for members or for money only, and no archive has it. A reader has nobody to ask for a copy unless the note says who has one.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?](https://plus.lexis.com/document/quay)”, Port News, 3 May 2024.`,
		"Keep a copy and add “(on file with the author)”, or link to a page that is open.",
		"by default, since it is a custom of law reviews; if the page was read; and if the citation links to an open page or an archive copy, too."),
	Check: checkOnFile,
}

// onFile says that somebody keeps a copy.
var onFile = words(`on_file_with copy_on_file liegt_vor archives_de_l'auteur archivo_del_autor`)

func checkOnFile(p *checker.Pass) {
	said := map[*checker.Note]bool{} // a note of many citations is read once
	for s := range citations(p) {
		c := s.Citation
		if _, known := said[s.Note]; !known {
			said[s.Note] = saysOnFile(s.Note)
		}
		if !isStated(c) || c.Archived != nil || c.DOI != "" || len(c.Links) > maxLinks || said[s.Note] {
			continue
		}
		var web []*checker.Link
		for _, l := range c.Links {
			if l.URL != "" {
				web = append(web, l)
			}
		}
		if len(web) == 0 || slices.ContainsFunc(web, func(l *checker.Link) bool { return isCopy(l.URL) || !isClosed(p, l) }) {
			continue
		}
		s.Link = web[0]
		p.Report(checker.Finding{
			Message: "the source opens for members or for money only, and the note does not say with whom it is on file: " + shownAddress(web[0]),
			Span:    web[0].Span, Subject: s,
		})
	}
}

func saysOnFile(n *checker.Note) bool {
	text := match.Fold(n.Text)
	return slices.ContainsFunc(onFile, func(phrase string) bool { return strings.Contains(text, phrase) })
}

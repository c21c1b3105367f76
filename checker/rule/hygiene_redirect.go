package rule

import (
	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// throughMasks is what an address that only leads to another silences.
var throughMasks = []checker.Mask{{
	Rules: []string{"health/moved", "health/other-site", "link/text-mismatch", "link/http", "hygiene/tracking"},
	Scope: checker.OnLink,
}}

var hygieneShortener = &checker.Rule{
	ID:       "hygiene/shortener",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Masks:    throughMasks,
	Doc: doc("The address is a short form that stands for another",
		"A reader cannot see where it leads, and it ends when the service does. Several such services have ended and taken all their links along.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://bit.ly/3xyz), Port News, 3 May 2024.`,
		"Write the address to which it leads. The fix is safe if the cited title was found there.",
		"for short forms that are meant to last: youtu.be, doi.org, hdl.handle.net, purl.org, w3id.org, perma.cc."),
	Check: eachLink(decideShortener),
}

func decideShortener(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if !has(p, "shorteners", shorteners, hostWithoutWWW(s.Link.URL)) || len(segments(s.Link.URL)) == 0 {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: "the address is a short form for another: " + shownAddress(s.Link)}
	r := p.Result(s.Link)
	if isAnswered(r) && r.Page.URL != "" && match.Site(r.Page.URL) != match.Site(s.Link.URL) && r.Cause != checker.CauseFrontPage && r.Cause != checker.CauseSectionPage {
		final := r.Page.URL
		f.Message = "the address is a short form for " + plainAddress(final) + ": " + shownAddress(s.Link)
		f.Fix = retarget(s, final, "link to "+plainAddress(final), r.Page.Answers.TitleFound())
	}
	return f, true
}

func hostWithoutWWW(addr string) string {
	host := match.Host(addr)
	if len(host) > 4 && host[:4] == "www." {
		return host[4:]
	}
	return host
}

var hygieneRedirector = &checker.Rule{
	ID:       "hygiene/redirector",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Masks:    throughMasks,
	Doc: doc("The address goes through a redirector",
		"A search engine, a mail filter or a social network stands between reader and source, sees who reads, and may end. The source's own address is in there.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://www.google.com/url?q=https://sund.example/quay), Port News, 3 May 2024.`,
		"Write the source's own address; the fix takes it out.",
		"if the target cannot be read in the address."),
	Check: eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		target, ok := match.Redirected(s.Link.URL)
		if !ok {
			return checker.Finding{}, false
		}
		return checker.Finding{
			Message: "the address goes through " + match.Host(s.Link.URL) + " to " + plainAddress(target),
			Fix:     retarget(s, target, "link to "+plainAddress(target), true),
		}, true
	}),
}

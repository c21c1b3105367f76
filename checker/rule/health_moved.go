package rule

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var healthMoved = &checker.Rule{
	ID:       "health/moved",
	Severity: checker.Info,
	Online:   true,
	Fix:      checker.SafeFix,
	Doc: doc("The source has moved for good",
		"The host says that the page lives at another address from now on. Redirects are taken down in time, and the link dies with them.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay-moved), Port News, 3 May 2024.`,
		"Write the new address. The fix is safe if it is on the same site and the cited title was found there.",
		"if both are one address but for scheme, www. and the like, and for addresses that lead elsewhere by design, such as DOIs."),
	Check: eachResult(decideMoved),
}

func decideMoved(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	target := r.Instead
	if target == "" {
		target = r.Page.URL
	}
	if r.Verdict != checker.Moved || r.Cause != checker.CausePermanent || target == "" || match.Same(s.Link.URL, target) || isResolver(s.Link.URL) {
		return checker.Finding{}, false
	}
	if s.Link.Fragment != "" && !strings.Contains(target, "#") {
		target += "#" + s.Link.Fragment
	}
	safe := match.Site(s.Link.URL) == match.Site(target) && r.Page.Answers.TitleFound()
	return checker.Finding{
		Message: "moved permanently to " + plainAddress(target) + ": " + shownAddress(s.Link),
		Fix:     retarget(s, target, "link to "+plainAddress(target), safe),
	}, true
}

// awayMasks is what a page that is another one than the source silences: all that needs its text.
var awayMasks = []checker.Mask{{
	Rules: slices.Concat([]string{"health/moved", "health/fragment-missing", "health/text-fragment-missing"}, readMatches, readQuotes),
	Scope: checker.OnSource,
}}

var healthFrontPage = &checker.Rule{
	ID:       "health/front-page",
	Severity: checker.Warning,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Masks:    awayMasks,
	Doc: doc("The source's address leads to the site's front page",
		"The site sends whoever asks for the page to its front page or to a section. The page itself is most likely gone.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://portnews.example/2021/tolls), Port News, 3 May 2024.`,
		"Look for the page's new address, or link to a capture in a web archive.",
		"if the cited title stands on the page where the address leads, and for short paths that may have been sections all along."),
	Check: eachResult(decideFrontPage),
}

// longSegment is from how many characters on a path of one segment names a page rather than a section.
const longSegment = 10

func decideFrontPage(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	if r.Verdict != checker.Moved || r.Cause != checker.CauseFrontPage && r.Cause != checker.CauseSectionPage || r.Page.Answers.TitleFound() {
		return checker.Finding{}, false
	}
	path := segments(s.Link.URL)
	if len(path) == 0 || len(path) == 1 && utf8.RuneCountInString(path[0]) < longSegment {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: seen(s.Link, r, otherwise(&checker.Result{Snapshots: r.Snapshots})), Fix: replaceByCapture(s, r)}
	if len(r.Evidence) == 0 {
		f.Message = "leads to " + landing(r) + ": " + shownAddress(s.Link)
	}
	return f, true
}

// landing says where a chain of redirects ended.
func landing(r *checker.Result) string {
	u, err := url.Parse(r.Page.URL)
	switch {
	case err != nil || u.Host == "":
		return "a front or section page"
	case r.Cause == checker.CauseFrontPage:
		return "the front page of " + u.Host
	}
	return "the section " + plainAddress(r.Page.URL)
}

var healthOtherSite = &checker.Rule{
	ID:       "health/other-site",
	Severity: checker.Warning,
	Online:   true,
	Masks:    awayMasks,
	Doc: doc("The source's address leads to another site",
		"Whoever asks for the page is sent to another domain, and the cited title is not there. The domain may have been sold, or the site moved without its pages.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://oldport.example/quay), Port News, 3 May 2024.`,
		"Look whether the page is the one that is cited. If so, write its address; else link to a capture in a web archive. Names of one site can be joined by aliases in the configuration.",
		"if the cited title stands on the page, for addresses that lead elsewhere by design, such as DOIs and short forms, and for sites that are one. It is an info if a cited author or date was found there."),
	Check: eachResult(decideOtherSite),
}

func decideOtherSite(p *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	end := r.Page.URL
	if r.Verdict != checker.Moved || r.Cause != checker.CauseOtherSite || end == "" || r.Page.Answers.TitleFound() ||
		isResolver(s.Link.URL) || sameDOI(s.Link.URL, end) || isOneSite(p, s.Link.URL, end) || areOneSite(match.Site(s.Link.URL), match.Site(end)) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: sentence(s.Link, "leads to another site, "+plainAddress(end), otherwise(&checker.Result{Snapshots: r.Snapshots}))}
	if isConfirmed(r.Page.Answers.Authors) || isConfirmed(r.Page.Answers.Dates) {
		f.Severity = checker.Info
	}
	return f, true
}

// isConfirmed reports whether the page has one of the names or dates that were asked for.
func isConfirmed(answers []checker.Answer) bool {
	return slices.ContainsFunc(answers, func(a checker.Answer) bool { return a.Answer == checker.AnswerMatch })
}

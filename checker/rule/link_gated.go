package rule

import (
	"net/url"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkGated = &checker.Rule{
	ID:       "link/gated",
	Severity: checker.Warning,
	Results:  true,
	Fix:      checker.SafeFix,
	Masks:    []checker.Mask{{Rules: []string{"health/login", "health/blocked"}, Scope: checker.OnLink}},
	Doc: doc("The address opens for members only",
		"The address leads through a library's proxy, a shared drive or a database that asks for a login. A reader elsewhere cannot open it.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://proxy.sund.example/login?url=https://portnews.example/quay), Port News, 3 May 2024.`,
		"Link to the public page. Where the proxy's address holds it, the fix takes it from there.",
		"in the body, and if the page was read without a login."),
	Check: eachLink(decideGated),
}

func decideGated(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if s.Note == nil || s.Link.URL == "" {
		return checker.Finding{}, false
	}
	if r := p.Result(s.Link); isAnswered(r) && !r.Page.Partial && r.Page.TextDigest != "" {
		return checker.Finding{}, false
	}
	inner := proxied(s.Link.URL)
	if inner == "" && !isGated(p, s.Link.URL) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: "the address opens for members only: " + shownAddress(s.Link)}
	if inner != "" {
		f.Fix = retarget(s, inner, "link to "+plainAddress(inner), true)
	}
	return f, true
}

// proxied returns the address that a library proxy's login address leads to; empty if it is none.
func proxied(addr string) string {
	_, query, ok := strings.Cut(addr, "/login?")
	if !ok {
		return ""
	}
	for _, name := range []string{"url=", "qurl="} {
		i := strings.Index("&"+query, "&"+name)
		if i < 0 {
			continue
		}
		inner := query[i+len(name):]
		if !strings.HasPrefix(inner, "http://") && !strings.HasPrefix(inner, "https://") { // encoded, so that its own & are, too
			inner, _, _ = strings.Cut(inner, "&")
			if t, err := url.QueryUnescape(inner); err == nil {
				inner = t
			}
		}
		if a, _, ok := match.Address(inner); ok {
			return a
		}
	}
	return ""
}

var (
	sharedDrive = match.NewPattern(`^[a-z]+://[\w.-]+\.sharepoint\.com/:[a-z]:/`)
	sharedDoc   = match.NewPattern(`^[a-z]+://docs\.google\.com/[^?#]*/edit(?:[/?#]|$)`)
)

// gatedHosts open for members only; those that begin with a full stop, with all below them.
var gatedHosts = words(`onedrive.live.com .idm.oclc.org .westlaw.com advance.lexis.com plus.lexis.com search.ebscohost.com search.proquest.com`)

func isGated(p *checker.Pass, addr string) bool {
	host := match.Host(addr)
	if has(p, "gated", gatedHosts, host) || strings.Contains(host, "sharepoint.com") && sharedDrive.MatchString(addr) || host == "docs.google.com" && sharedDoc.MatchString(addr) {
		return true
	}
	for _, h := range gatedHosts {
		if strings.HasPrefix(h, ".") && (strings.HasSuffix(host, h) || host == h[1:] && h == ".westlaw.com") {
			return true
		}
	}
	if host == "drive.google.com" && strings.Contains(addr, "drive.google.com/file/") {
		return true
	}
	_, rest, _ := strings.Cut(addr, "://")
	rest, _, _ = strings.Cut(rest, "?")
	return strings.Contains(rest, "ezproxy") || strings.Contains(rest, "libproxy")
}

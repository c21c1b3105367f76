package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkHTTP = &checker.Rule{
	ID:       "link/http",
	Severity: checker.Info,
	Online:   true,
	Fix:      checker.SafeFix,
	Masks:    []checker.Mask{{Rules: []string{"health/moved"}, Scope: checker.OnLink}},
	Doc: doc("The address is an http: one, and the site answers under https:",
		"On the way through http: anybody between reader and site can see and change what comes. The site sends its readers on anyway.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](http://sund.example/quay), Port News, 3 May 2024.`,
		"Write https: for http:.",
		"if the site was not seen to lead to the same address under https:, and if it leads on from there."),
	Check: eachResult(decideHTTP),
}

func decideHTTP(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
	rest, ok := strings.CutPrefix(s.Link.URL, "http://")
	end := r.Page.URL
	if !ok || !isAnswered(r) || !strings.HasPrefix(end, "https://") || !match.Same(s.Link.URL, end) || match.IsArchive(s.Link.URL) {
		return checker.Finding{}, false
	}
	if raw := s.Link.Raw; !leadsThrough(r, "https://"+rest) || len(raw) < len("http:") || !strings.EqualFold(raw[:len("http:")], "http:") {
		return checker.Finding{}, false
	}
	e := cutSpan(s, 0, len("http"))
	e.NewText = "https"
	return checker.Finding{
		Message: "the site answers under https: as well: " + shownAddress(s.Link),
		Fix:     &checker.Fix{Message: "write https: for http:", Safe: true, Edits: []checker.Edit{e}},
	}, true
}

// leadsThrough reports whether an address was asked on the way, or was the last.
func leadsThrough(r *checker.Result, addr string) bool {
	for _, h := range r.Hops {
		if h.URL == addr {
			return true
		}
	}
	return r.Page.URL == addr
}

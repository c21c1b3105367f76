package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneSessionID = &checker.Rule{
	ID:       "hygiene/session-id",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Doc: doc("The address carries the number of somebody's visit",
		"The number was given to one visitor for an hour or so. Later the site sends an error or its front page, and until then whoever follows the link may go on in that visit.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay;jsessionid=1A530637289A03B07199A44E8D531427), Port News, 3 May 2024.`,
		"Take the number out. The fix keeps the rest of the address byte for byte.",
		"for names without a value, and for addresses of web archives, which name what was archived."),
	Check: eachLink(decideSession),
}

var (
	// sessionInPath is what servers for Java and ASP.NET write into the path.
	sessionInPath = match.NewPattern(`(?i);jsessionid=([^/?#;&]{8,})|/\((?:[A-Z]\([^()/?#]*\))*S\(([a-z0-9]{8,})\)(?:[A-Z]\([^()/?#]*\))*\)`)
	sessionParam  = match.NewPattern(`^(?i:phpsessid|aspsessionid[a-z]{8})$`)
)

func decideSession(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	l := s.Link
	if l.URL == "" || match.IsArchive(l.URL) {
		return checker.Finding{}, false
	}
	name, value := "", ""
	head, _, _ := strings.Cut(l.Target, "#")
	head, _, _ = strings.Cut(head, "?")
	if m := sessionInPath.FindStringSubmatch(head); m != nil {
		name, value = "jsessionid", m[1]
		if value == "" {
			name, value = "S", m[2]
		}
	}
	all := queryParams(l)
	cold := isColdFusion(all)
	isSession := func(q param) bool {
		return len(q.value) >= 8 && sessionParam.MatchString(q.name) || cold && isOneOfTwo(q.name)
	}
	for _, q := range all {
		if name == "" && isSession(q) {
			name, value = q.name, q.value
		}
	}
	if name == "" || isFilledIn(value) {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Message: fmt.Sprintf("the address at %s carries the number of a visit: %s of %s", address(match.Host(l.URL)), quoted(name),
			count(utf8.RuneCountInString(value), "character")),
		Fix: dropSession(s, isSession),
	}, true
}

// isColdFusion reports whether a query has both halves of a ColdFusion session.
func isColdFusion(all []param) bool {
	id, token := false, false
	for _, q := range all {
		id = id || strings.EqualFold(q.name, "cfid") && q.value != ""
		token = token || strings.EqualFold(q.name, "cftoken") && q.value != ""
	}
	return id && token
}

func isOneOfTwo(name string) bool {
	return strings.EqualFold(name, "cfid") || strings.EqualFold(name, "cftoken")
}

// dropSession is a safe fix that takes the numbers of visits out of path and query.
func dropSession(s checker.Subject, cut func(param) bool) *checker.Fix {
	raw := s.Link.Raw
	path, rest := raw, ""
	if i := strings.IndexAny(raw, "?#"); i >= 0 {
		path, rest = raw[:i], raw[i:]
	}
	link := *s.Link
	link.Raw = sessionInPath.ReplaceAllString(path, "") + rest
	s.Link = &link
	if fix := dropParams(s, cut); fix != nil {
		return &checker.Fix{Message: "take the number of the visit out", Safe: true, Edits: fix.Edits}
	}
	if link.Raw == raw {
		return nil
	}
	return &checker.Fix{Message: "take the number of the visit out", Safe: true, Edits: []checker.Edit{{Span: link.Span, NewText: link.Raw}}}
}

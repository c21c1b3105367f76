package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneBranchLink = &checker.Rule{
	ID:       "hygiene/branch-link",
	Severity: checker.Info,
	Doc: doc("The link leads to a file as it is now, not as it was",
		"A branch goes on: lines move, and files are renamed. A reader next year finds other lines at that number than the ones that are cited.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://github.com/sund/dues/blob/main/dues.go#L10), 3 May 2024.`,
		"Link to the file at a commit or a tag: on most code hosts the key y writes that address.",
		"in the body, but for links to a line; and for links to a commit, a tag or any other branch."),
	Check: eachLink(decideBranchLink),
}

func decideBranchLink(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if s.Link.URL == "" || s.Note == nil && !isLine(s.Link.Fragment) || !isCodeHost(match.Host(s.Link.URL)) {
		return checker.Finding{}, false
	}
	branch := branchOf(segments(s.Link.URL))
	if branch == "" {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the address is one of the branch " + quoted(branch) + ", which goes on: " + shownAddress(s.Link)}, true
}

// branchOf returns the branch that a path on a code host names: …/blob/main/…; empty if it names none
// of branches.
func branchOf(path []string) string {
	for i, segment := range path {
		if i < 2 { // owner and repository may be called anything
			continue
		}
		rest := path[i+1:]
		switch segment {
		case "blob", "tree", "raw":
		case "src":
			if len(rest) == 0 || rest[0] != "branch" && !in(branches, match.Fold(rest[0])) {
				continue
			}
			if rest[0] == "branch" {
				rest = rest[1:]
			}
		default:
			continue
		}
		if len(rest) > 2 && rest[0] == "refs" && rest[1] == "heads" {
			rest = rest[2:]
		}
		if len(rest) > 0 && in(branches, match.Fold(rest[0])) {
			return rest[0]
		}
		return ""
	}
	return ""
}

// isLine reports whether a fragment names a line of a file: L10, L10-L20, lines-10.
func isLine(fragment string) bool {
	rest, ok := strings.CutPrefix(fragment, "L")
	if !ok {
		rest, ok = strings.CutPrefix(fragment, "lines-")
	}
	return ok && rest != "" && rest[0] >= '0' && rest[0] <= '9'
}

// isCodeHost reports whether a host is a site of code, or is named after software for such sites.
func isCodeHost(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	if in(codeHosts, host) {
		return true
	}
	label, rest, _ := strings.Cut(host, ".")
	switch label {
	case "git", "gitlab", "gitea", "forgejo":
		return strings.Contains(rest, ".")
	}
	return false
}

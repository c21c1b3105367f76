package rule

import (
	"path"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkLocalPath = &checker.Rule{
	ID:       "link/local-path",
	Severity: checker.Error,
	Masks:    linkMasks("link/local-path"),
	Doc: doc("The link leads to a file on the author's own disk",
		"Only the machine on which the text was written has that file. A reader gets nothing, and learns a name from the author's disk.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](file:///C:/notes/quay.docx), Port News, 3 May 2024.`,
		"Link to the published source, or put the file beside the document and link to it by a relative path.",
		"for paths that a web site may have: /home/news/index.html."),
	Check: eachLink(decideLocalPath),
}

var (
	drivePath  = match.NewPattern(`^[A-Za-z]:[\\/]`)
	serverPath = match.NewPattern(`^\\\\[\w.-]+\\`)
	homePath   = match.NewPattern(`^/(?:Users|home)/[^/]+/.*\.([A-Za-z0-9]{1,5})$`)
)

func decideLocalPath(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	target := strings.TrimSpace(s.Link.Target)
	plain := decodePercent(target)
	local := strings.HasPrefix(strings.ToLower(target), "file:") || drivePath.MatchString(plain) ||
		serverPath.MatchString(plain) || serverPath.MatchString(s.Link.Raw) || isHomePath(plain) && !isBesides(p, plain)
	if !local {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the target " + address(target) + " is a path on one machine's disk"}, true
}

func isHomePath(target string) bool {
	m := homePath.FindStringSubmatch(target)
	if m == nil {
		return false
	}
	switch strings.ToLower(m[1]) {
	case "htm", "html", "xhtml", "php", "aspx", "asp", "jsp", "shtml":
		return false
	}
	return true
}

// isBesides reports whether the site's own files have the path.
func isBesides(p *checker.Pass, target string) bool {
	return p.Tree != nil && p.Tree.SiteRoot != "" && p.Tree.Names[path.Join(p.Tree.SiteRoot, target)]
}

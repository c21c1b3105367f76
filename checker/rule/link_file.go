package rule

import (
	"path"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkFileMissing = &checker.Rule{
	ID:       "link/file-missing",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Doc: doc("The link leads to a file that is not there",
		"The file was moved, renamed or never added. On some systems the link works by luck, since they do not tell capital letters from small ones.",
		`The [method](missing.md) is described apart.`,
		"Write the file's name as it is spelled on disk, or add the file.",
		"for files that git ignores, since they may be built later, for templates, for names outside of the root, for pages that a site has not translated yet, after twenty links of a document to one file, and for paths that begin with / while no site-root is set."),
	Check: checkFileMissing,
}

var (
	anyScheme     = match.NewPattern(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	fileExtension = match.NewPattern(`^\.[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$`)
)

func checkFileMissing(p *checker.Pass) {
	if p.Tree == nil {
		return
	}
	var folded map[string][]string
	said := map[missingFile]int{}
	eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		name, written := relativeFile(p, s)
		if name == "" || isThere(p.Tree, name) || isTranslation(s.Document.Path) && isPage(name) {
			return checker.Finding{}, false
		}
		if folded == nil {
			folded = foldNames(p.Tree)
		}
		said[missingFile{s.Document, name}]++
		if said[missingFile{s.Document, name}] > mostMissing {
			return checker.Finding{}, false
		}
		f := checker.Finding{Message: "no file is named " + address(name) + " in the document's root"}
		if same := folded[strings.ToLower(name)]; len(same) == 1 && len(same[0]) == len(name) {
			f.Message = "the file " + address(name) + " is spelled " + address(same[0]) + " on disk"
			f.Fix = respell(s, written, same[0])
		}
		return f, true
	})(p)
}

// A missingFile is a file that links of a document lead to.
type missingFile struct {
	document *checker.Document
	name     string
}

// mostMissing is how often a document's links to one file that is not there are reported: an index that
// a program made has thousands of them, and the file is missing once.
const mostMissing = 20

// relativeFile returns the name, relative to the root, of the file that a relative link leads to,
// and the path as written; empty if it leads to none that we can look for, or if the document says
// where it leads on the web.
func relativeFile(p *checker.Pass, s checker.Subject) (name, written string) {
	target := strings.TrimSpace(s.Link.Target)
	if s.Link.URL != "" || !isExplicit(s.Link) || anyScheme.MatchString(target) || strings.HasPrefix(target, "//") || strings.HasPrefix(target, "#") ||
		strings.Contains(target, "{{") || strings.Contains(target, "{%") || strings.Contains(target, "${") || strings.HasPrefix(target, "www.") ||
		strings.ContainsAny(target, "\\<>@*") {
		return "", ""
	}
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		target = target[:i]
	}
	file := decodePercent(target)
	if ext := path.Ext(file); !fileExtension.MatchString(ext) || path.Base(file) == ext {
		return "", ""
	}
	base := path.Dir(s.Document.Path)
	if strings.HasPrefix(file, "/") {
		if p.Tree.SiteRoot == "" {
			return "", ""
		}
		base = p.Tree.SiteRoot
	}
	name = path.Join(base, file)
	if name == ".." || strings.HasPrefix(name, "../") || path.IsAbs(name) {
		return "", ""
	}
	return name, target
}

// isThere reports whether the file is there, may be built later, or is the page that a site makes
// of a Markdown file.
func isThere(t *checker.Tree, name string) bool {
	if t.Names[name] || t.Ignored != nil && t.Ignored(name) {
		return true
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	switch path.Ext(name) {
	case ".html", ".htm":
		return t.Names[stem+".md"] || t.Names[stem+".markdown"] || t.Names[stem+".mdx"] || path.Base(stem) == "index" && t.Names[path.Join(path.Dir(name), "README.md")]
	}
	return false
}

// isTranslation reports whether a document is a site's translation of another, kept apart from it: what
// is not translated yet is shown in the site's own language (Docusaurus).
func isTranslation(name string) bool {
	return strings.Contains("/"+path.Dir(name)+"/", "/i18n/")
}

// isPage reports whether the name is that of a page that a site is made of.
func isPage(name string) bool {
	switch path.Ext(name) {
	case ".md", ".mdx", ".markdown":
		return true
	}
	return false
}

// foldNames lists the names of the tree by their lower case.
func foldNames(t *checker.Tree) map[string][]string {
	folded := make(map[string][]string, len(t.Names))
	for name := range t.Names {
		lower := strings.ToLower(name)
		folded[lower] = append(folded[lower], name)
	}
	return folded
}

// respell is a fix that writes the end of a path, behind its dots, as it is spelled on disk.
func respell(s checker.Subject, written, name string) *checker.Fix {
	rest := written
	for {
		next := strings.TrimPrefix(strings.TrimPrefix(rest, "./"), "../")
		if next == rest {
			break
		}
		rest = next
	}
	at := len(written) - len(rest)
	if len(rest) > len(name) || !strings.EqualFold(name[len(name)-len(rest):], rest) || !strings.HasPrefix(s.Link.Raw, written) {
		return nil
	}
	e := cutSpan(s, at, len(written))
	e.NewText = name[len(name)-len(rest):]
	return &checker.Fix{Message: "write “" + e.NewText + "”, as it is spelled on disk", Edits: []checker.Edit{e}}
}

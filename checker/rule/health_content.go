package rule

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var healthWrongContent = &checker.Rule{
	ID:       "health/wrong-content",
	Severity: checker.Warning,
	Online:   true,
	Masks:    awayMasks,
	Doc: doc("The source is not the file that its address promises",
		"The address names a file, and a web page or nothing at all came. Sites answer like that when the file is gone.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/tide.pdf), Port News, 3 May 2024.`,
		"Open it yourself, and look for the file's new address.",
		"if the web page bears the cited title, if no title was cited, for pages that show a file in a frame (code hosts, wikis), and for web archives."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if r.Verdict != checker.OK || match.IsArchive(s.Link.URL) {
			return checker.Finding{}, false
		}
		if r.Page.ContentType != "" && r.Page.Size == 0 && r.Page.Digest == "" && !r.Page.Partial {
			return checker.Finding{Message: "the source answered with an empty file: " + shownAddress(s.Link)}, true
		}
		kind := promised(s.Link.URL)
		if kind == "" || !isWebPage(r.Page.ContentType) || !isOfOtherTitle(r.Page.Answers) || showsFiles(s.Link.URL) {
			return checker.Finding{}, false
		}
		what := "a web page"
		if len(r.Page.Titles) > 0 {
			what += " titled " + quoted(r.Page.Titles[0])
		}
		return checker.Finding{Message: "the address promises " + kind + ", and " + what + " came: " + shownAddress(s.Link)}, true
	}),
}

// fileKinds are the extensions that promise a file, and what it is called.
var fileKinds = map[string]string{
	".pdf": "a PDF", ".doc": "a Word file", ".docx": "a Word file", ".xls": "an Excel file", ".xlsx": "an Excel file",
	".csv": "a CSV file", ".zip": "a ZIP file",
}

// promised says which kind of file the path of an address promises; empty if it promises none.
func promised(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	return fileKinds[strings.ToLower(path.Ext(u.Path))]
}

func isWebPage(contentType string) bool {
	return contentType == "text/html" || contentType == "application/xhtml+xml"
}

// isOfOtherTitle reports whether titles were cited and none of them is the page's.
func isOfOtherTitle(a checker.Answers) bool {
	return len(a.Titles) > 0 && !slices.ContainsFunc(a.Titles, func(t checker.TitleAnswer) bool {
		return t.Answer == checker.AnswerMatch || t.Score >= match.Agree || t.InText
	})
}

// showsFiles reports whether an address is one of a site that shows files in pages of its own.
func showsFiles(addr string) bool {
	host := match.Host(addr)
	return isCodeHost(host) || isWikiTitle(addr) || host == "archive.org" || host == "drive.google.com" || strings.HasSuffix(host, ".dropbox.com")
}

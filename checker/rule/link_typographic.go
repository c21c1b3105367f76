package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkTypographicCharacter = &checker.Rule{
	ID:       "link/typographic-character",
	Severity: checker.Warning,
	Results:  true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The address holds a typographic dash or quotation mark",
		"A word processor set a hyphen or a straight mark the way it sets prose. The address looks right and mostly leads to an error page.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/pier–4), Port News, 3 May 2024.`,
		"Copy the address from the source again. The fix writes the plain character.",
		"for queries and fragments, for titles of wikis and names of uploaded files, for marks at the address's end (link/trailing-punctuation says those), and if the address as written was seen to answer well."),
	Check: eachLink(decideTypographic),
}

func decideTypographic(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	mended, mark := plainTypography(s.Link)
	if mark == "" || isAnswered(p.Result(s.Link)) {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Message: "the address " + address(s.Link.Target) + " holds a typographic " + mark,
		Fix:     retarget(s, mended, "write the plain character", false),
	}, true
}

// typographic are the marks that word processors set for plain ones, and what to write instead in an
// address: quotation marks are not plain in it.
var typographic = strings.NewReplacer("–", "-", "—", "-", "“", "%22", "”", "%22", "‘", "%27", "’", "%27")

// plainTypography returns the link's target with plain characters for typographic ones, and which
// kind was the first; empty if there is none. Queries and fragments are words of their own. In bare addresses, which end where prose begins, only a
// dash within a word counts.
func plainTypography(l *checker.Link) (mended, mark string) {
	target := strings.TrimSpace(l.Target)
	if isASCII(target) {
		return "", ""
	}
	if _, _, ok := match.Address(target); !ok || isWikiTitle(target) || isUpload(target) {
		return "", ""
	}
	head, rest := target, ""
	if i := strings.IndexAny(target, "?#"); i >= 0 {
		head, rest = target[:i], target[i:]
	}
	end := ""
	if rest == "" {
		end = trailing(head)
		head = strings.TrimSuffix(head, end)
	}
	at := strings.IndexAny(head, "–—“”‘’")
	if at < 0 {
		return "", ""
	}
	if l.Form == checker.LinkBare && (!strings.HasPrefix(head[at:], "–") || !isWithinWord(head, at, len("–"))) {
		return "", ""
	}
	mark = "quotation mark"
	if strings.HasPrefix(head[at:], "–") || strings.HasPrefix(head[at:], "—") {
		mark = "dash"
	}
	return typographic.Replace(head) + end + rest, mark
}

// isUpload reports whether an address is that of a file that somebody uploaded under a name of their
// own, which may have any character, too.
func isUpload(target string) bool {
	return strings.Contains(target, "/uploads/") || strings.Contains(target, "/files/")
}

// isWikiTitle reports whether an address names a page of a wiki by its title, which may have any
// character.
func isWikiTitle(target string) bool {
	return strings.Contains(target, "/wiki/") || strings.Contains(target, "/index.php")
}

// isWithinWord reports whether ASCII letters or digits stand on both sides of s[at:at+n].
func isWithinWord(s string, at, n int) bool {
	isWord := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }
	return at > 0 && at+n < len(s) && isWord(s[at-1]) && isWord(s[at+n])
}

package rule

import (
	"net/url"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneVariantHost = &checker.Rule{
	ID:       "hygiene/variant-host",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("The address is a page's form for telephones, or a translation of it",
		"The form was made for one reader's device or language. Others get a page that looks odd to them, and such forms end before the page does.",
		`Dues rose again.[^1]

[^1]: [“Quay”](https://en.m.wikipedia.org/wiki/Quay), 3 May 2024.`,
		"Write the address of the page itself. The fix does for Wikipedia and for translations by Google, whose addresses hold the page's own.",
		"for hosts that are called mobile or amp as a whole, for repositories of that name, for pictures, and for addresses of web archives."),
	Check: eachLink(decideVariantHost),
}

func decideVariantHost(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	what := variantOf(s.Link.URL)
	if what == "" {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: "the address is " + what + ": " + shownAddress(s.Link)}
	if plain := plainForm(s.Link); plain != "" {
		f.Fix = retarget(s, plain, "link to "+plainAddress(plain), true)
	}
	return f, true
}

// variantOf says which form of a page an address leads to; empty if it is the page's own.
func variantOf(addr string) string {
	host := match.Host(addr)
	site := match.Site(addr)
	if host == "" || match.IsArchive(addr) {
		return ""
	}
	if strings.HasSuffix(host, ".translate.goog") {
		return "a translation by a program"
	}
	what := variantIn(addr, host, site)
	if what == "" {
		return ""
	}
	if path := segments(addr); len(path) > 0 && pictureFile.MatchString(path[len(path)-1]) {
		return ""
	}
	return what
}

// variantIn is variantOf, whatever file the address names.
func variantIn(addr, host, site string) string {
	if isHostLike(host, "translate.google.*") {
		if slices.ContainsFunc(params(addr), func(q param) bool { return q.name == "u" && q.value != "" }) {
			return "a translation by a program"
		}
		return ""
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSuffix(host, site), "."), ".") {
		switch label {
		case "m", "mobile":
			return "a form for telephones"
		case "amp":
			return "a form for fast display (AMP)"
		}
	}
	if isAMP(addr) && !in(packageHosts, site) && !isCodeHost(host) {
		return "a form for fast display (AMP)"
	}
	return ""
}

// pictureFile is a file that a page shows or runs: it has no form for telephones.
var pictureFile = match.NewPattern(`(?i)\.(?:avif|css|gif|jpe?g|js|png|svg|webp)$`)

// isAMP reports whether path or query ask for a page's AMP form.
func isAMP(addr string) bool {
	if !strings.Contains(addr, "amp") && !strings.Contains(addr, "%") {
		return false
	}
	path := segments(addr)
	if len(path) > 1 && (path[0] == "amp" || path[len(path)-1] == "amp") {
		return true
	}
	_, query, _ := strings.Cut(addr, "?")
	return strings.Contains("&"+query+"&", "&amp=1&")
}

// wikimedia are the sites whose addresses for telephones differ in one label only.
var wikimedia = words(`
	wikipedia.org wiktionary.org wikimedia.org wikidata.org wikisource.org wikiquote.org wikibooks.org wikinews.org wikiversity.org
	wikivoyage.org`)

// plainForm returns the page's own address, where it can be told for certain; else nothing.
func plainForm(l *checker.Link) string {
	host := match.Host(l.URL)
	if in(wikimedia, match.Site(l.URL)) && strings.Contains(host, ".m.") && strings.Count(l.Target, host) == 1 {
		return strings.Replace(l.Target, host, strings.Replace(host, ".m.", ".", 1), 1)
	}
	if name, ok := strings.CutSuffix(host, ".translate.goog"); ok && !strings.Contains(name, ".") {
		return untranslated(l, name)
	}
	return ""
}

// untranslated returns the page behind an address of Google's translation, whose host is the page's
// own with - for a full stop and -- for a hyphen. Hosts that were written in yet another way are left.
func untranslated(l *checker.Link, name string) string {
	scheme := "https"
	target, fragment, _ := strings.Cut(l.Target, "#")
	_, rest, ok := strings.Cut(target, "://")
	if !ok {
		return ""
	}
	_, path, _ := strings.Cut(rest, "/")
	path, query, _ := strings.Cut(path, "?")
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		switch key, value, _ := strings.Cut(pair, "="); {
		case key == "_x_tr_sch" && (value == "http" || value == "https"):
			scheme = value
		case key == "_x_tr_enc" || key == "_x_tr_hst" || key == "_x_tr_sch":
			return ""
		case pair != "" && !strings.HasPrefix(key, "_x_tr_"):
			kept = append(kept, pair)
		}
	}
	host := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(name, "--", "\x00"), "-", "."), "\x00", "-")
	plain := scheme + "://" + host + "/" + path
	if kept != nil {
		plain += "?" + strings.Join(kept, "&")
	}
	if fragment != "" {
		plain += "#" + fragment
	}
	if u, err := url.Parse(plain); err != nil || u.Host != host || !strings.Contains(host, ".") || strings.HasPrefix(host, ".") {
		return ""
	}
	return plain
}

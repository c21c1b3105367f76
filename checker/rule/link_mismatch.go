package rule

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkTextMismatch = &checker.Rule{
	ID:       "link/text-mismatch",
	Severity: checker.Error,
	Results:  true,
	Doc: doc("The printed address and the link's target are two",
		"The words show one address and the link leads to another. A reader who prints the page looks somewhere else than one who clicks.",
		`Dues are listed at [sund.example](https://other.example).`,
		"Make the target the address that is shown, or show the one that is meant.",
		"if both are one address but for scheme, www. and the like, if one is a shortened form of the other, for pairs such as youtu.be and youtube.com, and if the target was seen to lead to the printed address."),
	Check: eachLink(decideTextMismatch),
}

var (
	printedURL  = match.NewPattern(`(?i)^(?:https?://|www\.)\S+$`)
	printedHost = match.NewPattern(`^(?:[a-z0-9-]+\.)+([a-z]{2,})(?:/\S*)?$`)
)

// printedAddress returns linked words that are themselves an address, and whether an ellipsis cuts
// them; empty if they are none. A bare host name is one if its top-level domain is known.
func printedAddress(text string) (addr string, cut bool) {
	text = strings.Trim(strings.TrimSpace(text), "<>")
	for _, mark := range []string{"…", "..."} {
		if rest, ok := strings.CutSuffix(text, mark); ok {
			text, cut = rest, true
		}
	}
	text = strings.TrimRight(text, ".,;:")
	if strings.ContainsFunc(text, unicode.IsSpace) || strings.ContainsAny(text, "…@") {
		return "", false
	}
	if !printedURL.MatchString(text) {
		m := printedHost.FindStringSubmatch(text)
		if m == nil || !isKnownTLD(m[1]) {
			return "", false
		}
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	addr, _, ok := match.Address(text)
	if !ok || !strings.Contains(match.Host(addr), ".") {
		return "", false
	}
	return addr, cut
}

// isKnownTLD reports whether a top-level domain, folded, makes a host name of a bare word.
func isKnownTLD(tld string) bool { return in(countryTLDs, tld) || in(longTLDs, tld) }

func decideTextMismatch(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	l := s.Link
	if !isExplicit(l) || l.URL == "" {
		return checker.Finding{}, false
	}
	printed, cut := printedAddress(l.Text)
	if printed == "" || !strings.Contains(l.Text, "://") && (in(packageHosts, match.Site(l.URL)) || isCode(s)) {
		return checker.Finding{}, false
	}
	name := s.Note == nil && !strings.Contains(l.Text, "/") && !strings.HasPrefix(strings.ToLower(l.Text), "www.")
	if name && isAbout(printed, l.URL) {
		return checker.Finding{}, false
	}
	severity := min(compareAddresses(printed, l.URL, cut), compareAddresses(typed.Replace(printed), l.URL, cut))
	if severity == checker.Off || leadsTo(p.Result(l), printed) || sameDOI(printed, l.URL) || isOneSite(p, printed, l.URL) {
		return checker.Finding{}, false
	}
	if name && comparedPath(l.URL) != "" && severity == checker.Error {
		severity = checker.Warning // many a firm is called like a host, and a page may be about it
	}
	return checker.Finding{Severity: severity, Message: "the linked text is " + address(l.Text) + ", and the link leads to " + address(l.URL)}, true
}

// typed writes characters as they are typed, for those that programs put in their place in words:
// Zipf’s_law leads to Zipf's_law.
var typed = strings.NewReplacer("’", "'", "‘", "'", "%E2%80%99", "'", "%E2%80%98", "'", "–", "--", "%E2%80%93", "--")

// isCode reports whether the linked words are set as code in Markdown: names of programs look like
// host names, too.
func isCode(s checker.Subject) bool {
	return bytes.HasSuffix(s.Document.Source[:s.Link.Span.Start.Offset], []byte("`]("))
}

// compareAddresses says how bad it is that words show printed and lead to target; Off if it is not.
func compareAddresses(printed, target string, cut bool) checker.Severity {
	if match.Same(printed, target) || match.Same(printed, match.Unwrap(target)) {
		return checker.Off
	}
	target, printed = match.Unwrap(target), match.Unwrap(printed)
	if cut && strings.HasPrefix(schemeless(target), schemeless(printed)) {
		return checker.Off
	}
	if strings.HasSuffix(strings.TrimSuffix(target, "/"), "/"+strings.TrimSuffix(schemeless(printed), "/")) {
		return checker.Off // the words are the end of the target's path
	}
	if isListed(printed, target) {
		return checker.Off
	}
	a, b := match.Site(printed), match.Site(target)
	if a != b && !strings.HasSuffix(match.Host(target), "."+match.Host(printed)) {
		if areOneSite(a, b) {
			return checker.Off
		}
		nameA, _, _ := strings.Cut(a, ".")
		if nameB, _, _ := strings.Cut(b, "."); nameA == nameB {
			return checker.Warning
		}
		return checker.Error
	}
	pathA, pathB := comparedPath(printed), comparedPath(target)
	if pathA == "" || strings.HasPrefix(pathA, pathB) || strings.HasSuffix(pathA, pathB) || strings.HasPrefix(pathB, pathA) || strings.HasSuffix(pathB, pathA) {
		return checker.Off
	}
	return checker.Warning
}

// isListed reports whether a target is a site's own page on the host that words show: a tag or a
// category, with the host's name as a segment of the path.
func isListed(printed, target string) bool {
	host := match.Host(printed)
	if comparedPath(printed) != "" {
		return false
	}
	for segment := range strings.SplitSeq(comparedPath(target), "/") {
		if segment != "" && (segment == strings.ReplaceAll(host, ".", "-") || segment == strings.ReplaceAll(host, ".", "")) {
			return true
		}
	}
	return false
}

// isAbout reports whether a target's path holds, as a segment or as words of one, the name of the site
// that the linked words show: the page is about it.
func isAbout(printed, target string) bool {
	name, _, _ := strings.Cut(match.Site(printed), ".")
	if host, _, _ := strings.Cut(match.Site(target), "."); strings.ReplaceAll(match.Host(printed), ".", "") == host {
		return true // py.test is the name of what pytest.org is about
	}
	return comparedPath(target) != "" && len(name) > 2 && slices.Contains(strings.FieldsFunc(comparedPath(target), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), name)
}

// areOneSite reports whether two registrable domains are known to be one site.
func areOneSite(a, b string) bool {
	return slices.ContainsFunc(oneSite, func(pair [2]string) bool {
		return a == pair[0] && b == pair[1] || a == pair[1] && b == pair[0]
	})
}

func schemeless(addr string) string {
	_, rest, _ := strings.Cut(addr, "://")
	return strings.TrimPrefix(rest, "www.")
}

func comparedPath(addr string) string {
	_, rest, _ := strings.Cut(addr, "://")
	_, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "?")
	return strings.ToLower(strings.Trim(decodePercent(path), "/"))
}

// isOneSite reports whether the configuration takes the hosts or the sites of two addresses for one.
func isOneSite(p *checker.Pass, a, b string) bool {
	return isAlias(p, hostWithoutWWW(a), hostWithoutWWW(b)) || isAlias(p, match.Site(a), match.Site(b))
}

// leadsTo reports whether the link was seen to end at an address.
func leadsTo(r *checker.Result, addr string) bool {
	if r == nil {
		return false
	}
	ends := []string{r.Page.URL, r.Instead}
	for _, h := range r.Hops {
		ends = append(ends, h.URL)
	}
	return slices.ContainsFunc(ends, func(end string) bool {
		return end != "" && compareAddresses(addr, end, false) == checker.Off
	})
}

// sameDOI reports whether both addresses hold one DOI: a publisher's page and its DOI are one source.
func sameDOI(a, b string) bool {
	doi := doiOf(a)
	return doi != "" && doi == doiOf(b)
}

// doiOf returns the first DOI in a text or an address; empty if there is none.
func doiOf(s string) string { return foldDOI(someDOI.FindString(decodePercent(s))) }

// foldDOI is a DOI in lower case, without the marks and the words of an unspaced script after it.
func foldDOI(doi string) string {
	if i := strings.IndexFunc(doi, func(r rune) bool { return match.IsCJK(r) || strings.ContainsRune("，。、；：）】》」』", r) }); i >= 0 {
		doi = doi[:i]
	}
	return strings.TrimRight(strings.ToLower(trimDOI(doi)), "!?/")
}

var linkDOIMismatch = &checker.Rule{
	ID:       "link/doi-mismatch",
	Severity: checker.Error,
	Masks:    []checker.Mask{{Rules: []string{"match/doi-title", "match/doi-record", "match/doi-url"}, Scope: checker.OnCitation}},
	Doc: doc("The printed DOI and the linked one differ",
		"A DOI names one work. A reader who types the printed one finds another work than one who clicks.",
		`Dues rose again.[^1]

[^1]: Ilse Brandt, “Who Pays for the Lock?”, Journal of Inland Waterways 15, no. 3 (2019): 233, [doi:10.5555/jiw.15](https://doi.org/10.5555/jiw.51).`,
		"Look both up, and write the right one in both places.",
		"about links that lead to no DOI resolver, since publishers' addresses go on behind the DOI."),
	Check: eachLink(decideDOIMismatch),
}

// maxDOIs is how many DOIs a citation may print to be compared.
const maxDOIs = 20

func decideDOIMismatch(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	l := s.Link
	switch match.Host(l.URL) {
	case "doi.org", "dx.doi.org", "www.doi.org":
	default:
		return checker.Finding{}, false
	}
	linked := doiOf(l.URL)
	if linked == "" || l.Form == checker.LinkBare && !strings.Contains(l.Raw, "://") {
		return checker.Finding{}, false
	}
	printed := printedDOIs(s, linked)
	if len(printed) == 0 || slices.ContainsFunc(printed, func(doi string) bool { return isOneDOI(doi, linked) }) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the printed DOI is " + address(printed[0]) + ", and the link leads to " + address(linked)}, true
}

// printedDOIs returns the DOIs that stand for the one of a link: its words, or else what its citation
// prints. A link whose address is printed stands for itself: it is compared with the one DOI behind
// "doi:" of the same registrant.
func printedDOIs(s checker.Subject, linked string) []string {
	l := s.Link
	if isExplicit(l) {
		if m := wholeDOI.FindStringSubmatch(strings.TrimSpace(decodePercent(l.Text))); m != nil {
			return []string{foldDOI(m[1])}
		}
	}
	if s.Citation == nil || slices.ContainsFunc(s.Citation.Links, func(other *checker.Link) bool { return other != l && !isPrintedDOI(other) }) {
		return nil
	}
	text := decodePercent(s.Citation.Text)
	if !isExplicit(l) {
		text = strings.ReplaceAll(text, decodePercent(l.Text), " ")
	}
	var printed []string
	for _, at := range someDOI.FindAllStringIndex(text, maxDOIs) {
		doi := foldDOI(text[at[0]:at[1]])
		if !isExplicit(l) && (!calledDOI.MatchString(text[max(0, at[0]-len("doi:  ")):at[0]]) || registrant(doi) != registrant(linked)) {
			continue
		}
		printed = append(printed, doi)
	}
	if !isExplicit(l) && len(printed) != 1 {
		return nil
	}
	return printed
}

var calledDOI = match.NewPattern(`(?i)doi:?\s*$`)

// isPrintedDOI reports whether a link is a DOI in print, which readers of addresses make one.
func isPrintedDOI(l *checker.Link) bool {
	return l.Form == checker.LinkBare && !strings.Contains(l.Raw, "://")
}

func registrant(doi string) string {
	prefix, _, _ := strings.Cut(doi, "/")
	return prefix
}

// isOneDOI reports whether two DOIs are equal, or one is cut off where its suffix has a mark.
func isOneDOI(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, ok := strings.CutPrefix(b, a)
	return ok && (rest == "" || !hasWord(rest[:1]))
}

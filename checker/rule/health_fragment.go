package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

var healthFragmentMissing = &checker.Rule{
	ID:       "health/fragment-missing",
	Severity: checker.Info,
	Online:   true,
	Doc: doc("The page has no place of the name that the link gives",
		"The page is there, and the place on it was renamed or taken out. A reader lands at its top and has to search.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay#sec-9), Port News, 3 May 2024.`,
		"Link to the place that is meant, or to the page as a whole.",
		"if the page could not be read whole, and where scripts may make the place: routes, line numbers, pages that are empty without scripts."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if strings.Contains(s.Link.Fragment, textDirective) || !lacksFragment(s.Link, r) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the page was read and has no place named " + quoted(decodePercent(s.Link.Fragment)) + ": " + shownAddress(s.Link)}, true
	}),
}

var healthTextFragmentMissing = &checker.Rule{
	ID:       "health/text-fragment-missing",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("The page does not have the words that the link points to",
		"Browsers show the words that such a link names. They were on the page when it was linked, and now are not, or not in this form.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay#:~:text=dues%20rise), Port News, 3 May 2024.`,
		"Look whether the page still says it. If it does, link to the words as they are now; else link to a capture of the page as it was.",
		"if the page could not be read whole."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if !strings.Contains(s.Link.Fragment, textDirective) || !lacksFragment(s.Link, r) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the page was read and does not have the words " + quoted(pointedAt(s.Link.Fragment)) + ": " + shownAddress(s.Link)}, true
	}),
}

// textDirective begins the part of a fragment that names words of the page (WICG, URL Fragment Text
// Directives).
const textDirective = ":~:text="

// lacksFragment reports whether the page was read and lacks what the link's fragment names.
func lacksFragment(l *checker.Link, r *checker.Result) bool {
	return l.Fragment != "" && isRead(r) && slices.Contains(r.Page.Answers.Fragments, checker.Answer{Asked: l.Fragment, Answer: checker.AnswerMissing})
}

// isRead reports whether the page's text was obtained whole.
func isRead(r *checker.Result) bool {
	return isAnswered(r) && !r.Page.Partial && !r.Page.Paywall && r.Page.TextDigest != ""
}

// pointedAt returns the words of a text directive, less its context, as a person writes them.
func pointedAt(fragment string) string {
	_, text, _ := strings.Cut(fragment, textDirective)
	text, _, _ = strings.Cut(text, "&")
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if !strings.HasPrefix(part, "-") && !strings.HasSuffix(part, "-") {
			parts = append(parts, decodePercent(part))
		}
	}
	return strings.Join(parts, " … ")
}

var healthPaywall = &checker.Rule{
	ID:       "health/paywall",
	Severity: checker.Info,
	Online:   true,
	Doc: doc("The source says that it is not free to read",
		"A reader without a subscription sees the beginning only, or nothing. What is cited from it they have to take on trust.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/paid), Port News, 3 May 2024.`,
		"Quote what is needed, or cite a source that is open as well.",
		"unless the page itself says so in its metadata."),
	Check: eachResult(func(_ *checker.Pass, s checker.Subject, r *checker.Result) (checker.Finding, bool) {
		if !isAnswered(r) || !r.Page.Paywall {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the page says that it is not free to read: " + shownAddress(s.Link)}, true
	}),
}

package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkPlaceholder = &checker.Rule{
	ID:       "link/placeholder",
	Severity: checker.Error,
	Fix:      checker.SafeFix,
	Masks:    linkMasks("link/placeholder"),
	Doc: doc("The link leads to a placeholder",
		"The words look linked, and a reader who follows them comes back to the page they stand on, or to nothing. The source behind the words cannot be looked up.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?](#)”, Port News, 3 May 2024.`,
		"Write the address of the source as the target. If the linked words are themselves an address, the fix takes it.",
		"for links on signs without a letter, such as ↩; in the body for anchors, for words of navigation, for words that name no source, and for buttons of scripts."),
	Check: eachLink(decidePlaceholder),
}

var linkEmpty = &checker.Rule{
	ID:       "link/empty",
	Severity: checker.Error,
	Fix:      checker.SafeFix,
	Masks:    linkMasks("link/empty"),
	Doc: doc("The link has no target",
		"The words look linked and lead nowhere. A reader cannot tell a forgotten address from a broken one.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?]()”, Port News, 3 May 2024.`,
		"Write the address of the source between the brackets, or take the link off the words.",
		"if the linked text has neither letter nor digit; in the body for words that name no source, and for buttons of scripts."),
	Check: eachLink(decideEmpty),
}

var threeX = match.NewPattern(`^x{3,}$`)

func decidePlaceholder(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	target := match.Fold(s.Link.Target)
	word := in(placeholderWords, target) || threeX.MatchString(target)
	if s.Note == nil {
		if target != "#" && !word || s.Link.Interactive || !looksLikeSource(p, s.Link.Text) {
			return checker.Finding{}, false
		}
	} else if !hasWord(s.Link.Text) && s.Link.Text != "" || !word && !in(placeholderTargets, target) && !strings.HasPrefix(target, "javascript:") && !isExampleHost(s.Link.URL) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the link's target " + address(s.Link.Target) + " is a placeholder", Fix: targetFromText(s)}, true
}

func isExampleHost(addr string) bool {
	switch strings.TrimPrefix(match.Host(addr), "www.") {
	case "example.com", "example.org", "example.net":
		return true
	}
	return false
}

func decideEmpty(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	l := s.Link
	if strings.TrimSpace(l.Target) != "" || !hasWord(l.Text) || s.Note == nil && (l.Interactive || !looksLikeSource(p, l.Text)) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the link on " + quoted(l.Text) + " has no target", Fix: targetFromText(s)}, true
}

// targetFromText fills in the target if the linked words are one address or DOI.
func targetFromText(s checker.Subject) *checker.Fix {
	text := strings.TrimSpace(s.Link.Text)
	target := ""
	switch m := wholeDOI.FindStringSubmatch(text); {
	case !isExplicit(s.Link):
	case m != nil:
		target = "https://doi.org/" + m[1]
	case wholeURL.MatchString(text) && !isExampleHost(text):
		target = text
	}
	if target == "" || trailing(target) != "" {
		return nil
	}
	return retarget(s, target, "take the address from the linked words", true)
}

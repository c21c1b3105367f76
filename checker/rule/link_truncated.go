package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkTruncated = &checker.Rule{
	ID:       "link/truncated",
	Severity: checker.Error,
	Masks:    linkMasks("link/truncated"),
	Doc: doc("The address was cut short",
		"An ellipsis stands for the rest of the address, as programs show it, not as it is. Nobody can follow it.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/2025/…), Port News, 3 May 2024.`,
		"Copy the whole address from the source.",
		"for revision ranges (/compare/a...b), for three dots inside a word of the path, and under /wiki/, where titles begin with them."),
	Check: eachLink(decideTruncated),
}

func decideTruncated(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	target := strings.TrimSpace(s.Link.Target)
	mark := cutMark(target)
	if mark == "" && s.Link.Form == checker.LinkBare {
		end := s.Link.Span.End.Offset
		mark = ellipsisAt(string(s.Document.Source[end:min(len(s.Document.Source), end+len("……"))]))
	}
	if mark == "" || strings.Contains(target, "/compare/") || strings.Contains(target, "/wiki/") {
		return checker.Finding{}, false
	}
	if _, _, ok := match.Address(target); !ok {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the address is cut short by “" + mark + "”: " + address(target)}, true
}

// cutMark returns the ellipsis that stands for a part of an address; empty if none does. What a
// fragment says is not looked at: it may be words of the page.
func cutMark(target string) string {
	target, _, _ = strings.Cut(target, "#")
	if isWording(target) {
		return ""
	}
	if strings.Contains(strings.ReplaceAll(target, "…-", ""), "…") { // Salt…-and-Law is a title's own
		return "…"
	}
	if strings.HasSuffix(target, "...") {
		return "..."
	}
	_, path, _ := strings.Cut(target, "://")
	path, _, _ = strings.Cut(path, "?")
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "..." {
			return "..."
		}
	}
	return ""
}

// isWording reports whether an address ends in a parameter that holds words: its last mark is theirs.
func isWording(target string) bool {
	_, query, ok := strings.Cut(target, "?")
	if !ok {
		return false
	}
	query = query[strings.LastIndexByte(query, '&')+1:]
	_, value, ok := strings.Cut(query, "=")
	return ok && (strings.ContainsAny(value, "+ \u00a0") || strings.Contains(value, "%20"))
}

// ellipsisAt returns the one ellipsis that s begins with; two are a sentence's, in Chinese.
func ellipsisAt(s string) string {
	if rest, ok := strings.CutPrefix(s, "…"); ok && !strings.HasPrefix(rest, "…") {
		return "…"
	}
	if rest, ok := strings.CutPrefix(s, "..."); ok && !strings.HasPrefix(rest, ".") {
		return "..."
	}
	return ""
}

package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkTrailingPunctuation = &checker.Rule{
	ID:       "link/trailing-punctuation",
	Severity: checker.Warning,
	Results:  true,
	Fix:      checker.SafeFix,
	Doc: doc("The address ends in a punctuation mark",
		"The mark belongs to the sentence and was taken along with the address. Many sites answer such an address with an error page.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay,), Port News, 3 May 2024.`,
		"Take the mark out of the target. The fix is safe but for a full stop or an exclamation mark, which some addresses have.",
		"for bare addresses, for brackets whose partners stand in the address, for abbreviations (Acme_Inc.), and if the address as written was seen to answer well."),
	Check: eachLink(decideTrailing),
}

const (
	trailingMarks = `,;:!'"”’»，。、；：！？」』）】》〉`
	unsureMarks   = ".!"
)

func decideTrailing(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	marks := ""
	if isExplicit(s.Link) || s.Link.Form == checker.LinkAngle {
		marks = trailing(s.Link.Target)
	}
	if marks == "" || isAnswered(p.Result(s.Link)) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: "the address " + address(s.Link.Target) + " ends in " + quoted(marks)}
	if n := len(s.Link.Raw); strings.HasSuffix(s.Link.Raw, marks) && n > len(marks) {
		f.Fix = &checker.Fix{
			Message: "take “" + marks + "” off the address",
			Safe:    !strings.ContainsAny(marks, unsureMarks),
			Edits:   []checker.Edit{cutSpan(s, n-len(marks), n)},
		}
	}
	return f, true
}

// trailing returns the marks at the end of an address that hardly belong to it; empty if there are
// none, or it is no address of the web.
func trailing(target string) string {
	target = strings.TrimSpace(target)
	if _, fragment, ok := match.Address(target); !ok || strings.Contains(fragment, ":~:") || isWording(target) {
		return ""
	}
	rest := target
	for rest != "" {
		r, size := utf8.DecodeLastRuneInString(rest)
		cut := rest[:len(rest)-size]
		switch {
		case strings.ContainsRune(trailingMarks, r):
		case r == '.' && !endsAbbreviated(cut):
		case r == ')' && strings.Count(rest, "(") < strings.Count(rest, ")"):
		case r == ']' && strings.Count(rest, "[") < strings.Count(rest, "]"):
		case r == '}' && strings.Count(rest, "{") < strings.Count(rest, "}"):
		default:
			return target[len(rest):]
		}
		rest = cut
		if len(target)-len(rest) > maxMarks {
			return ""
		}
	}
	return ""
}

const maxMarks = 16 // more marks than that are no slip, and counting brackets takes time

// endsAbbreviated reports whether the last segment, less its full stop, ends in an abbreviation, a
// single letter or another stop.
func endsAbbreviated(s string) bool {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })
	word := s[i+1:]
	return word != "" && (utf8.RuneCountInString(word) == 1 || strings.HasSuffix(word, ".") || in(closingWords, match.Fold(word)) || isInitials(word))
}

// isInitials reports whether the word is letters parted by full stops: U.S.
func isInitials(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return true
}

// isMendedBy reports whether another address is this one as a rule of this group would mend it, so
// that what is wrong with the source was said of the link.
func isMendedBy(l *checker.Link, instead string) bool {
	if instead == "" {
		return false
	}
	var mended []string
	if marks := trailing(l.Target); marks != "" && (isExplicit(l) || l.Form == checker.LinkAngle) {
		mended = append(mended, strings.TrimSuffix(strings.TrimSpace(l.Target), marks))
	}
	if target, mark := plainTypography(l); mark != "" {
		mended = append(mended, target)
	}
	if target, ok := mendedEscapes(l.Target); ok && escapeFault(l.Target) != "" {
		mended = append(mended, target)
	}
	return slices.ContainsFunc(mended, func(target string) bool {
		addr, _, ok := match.Address(target)
		return ok && match.Same(addr, instead)
	})
}

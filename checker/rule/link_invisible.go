package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkInvisibleCharacter = &checker.Rule{
	ID:       "link/invisible-character",
	Severity: checker.Error,
	Fix:      checker.SafeFix,
	Masks:    linkMasks("link/invisible-character"),
	Doc: doc("The address holds a character that nobody sees",
		"The character came along when the address was copied. The address looks right and leads to an error page.",
		"Dues rose again.[^1]\n\n[^1]: [“Who Owns the Quay?”](https://sund.example/%E2%80%8Bquay), Port News, 3 May 2024.",
		"Take the character out.",
		"for joiners between letters that are not ASCII, which some scripts need, and for a character after an address that ends there."),
	Check: eachLink(decideInvisible),
}

var invisibleEscape = match.NewPattern(`(?i)%E2%80%8B|%C2%AD|%EF%BB%BF`)

func decideInvisible(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	l := s.Link
	if at, n := invisibleAt(l.Target, l.Form == checker.LinkBare); n > 0 {
		f := checker.Finding{Message: fmt.Sprintf("the address holds the invisible character %s after %s", codePoints(l.Target[at:at+n]), address(l.Target[:at]))}
		if edits := cutInvisible(s); edits != nil {
			f.Fix = &checker.Fix{Message: "take the invisible character out", Safe: true, Edits: edits}
		}
		return f, true
	}
	if l.Form != checker.LinkBare {
		return checker.Finding{}, false
	}
	end := l.Span.End.Offset
	after := string(s.Document.Source[end:min(len(s.Document.Source), end+maxRest)])
	n := runOfInvisible(after)
	if n == 0 || !isMoreAfter(after[:n], after[n:]) {
		return checker.Finding{}, false
	}
	return checker.Finding{
		Message: fmt.Sprintf("the address goes on behind the invisible character %s after %s", codePoints(after[:n]), address(l.Raw)),
		Span:    s.Document.Span(l.Span.Start.Offset, end+n),
		Fix:     &checker.Fix{Message: "take the invisible character out", Safe: true, Edits: []checker.Edit{{Span: s.Document.Span(end, end+n)}}},
	}, true
}

// invisibleAt returns the place and length of the first invisible character of a target; n is 0 if
// there is none. Blanks count only in addresses of the web: names of files may have them.
func invisibleAt(target string, bare bool) (at, n int) {
	if isASCII(target) && !strings.Contains(target, "%") {
		return 0, 0
	}
	_, _, web := match.Address(target)
	last := rune(0)
	for i, r := range target {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			size = 1
		}
		next, _ := utf8.DecodeRuneInString(target[min(i+size, len(target)):])
		switch {
		case isInvisible(r), web && isOddBlank(r), isJoiner(r) && last < utf8.RuneSelf && next < utf8.RuneSelf:
			return i, size
		}
		last = r
	}
	if loc := invisibleEscape.FindStringIndex(target); loc != nil && (web || bare) {
		return loc[0], loc[1] - loc[0]
	}
	return 0, 0
}

// cutInvisible drops every invisible character and escape of the link's Raw; nil if it has none,
// since they were written as entities.
func cutInvisible(s checker.Subject) []checker.Edit {
	raw := s.Link.Raw
	var edits []checker.Edit
	for at := 0; at < len(raw) && len(edits) < maxEdits; {
		i, n := invisibleAt(raw[at:], s.Link.Form == checker.LinkBare)
		if _, _, web := match.Address(raw); web && n == 0 {
			i, n = oddBlankAt(raw[at:])
		}
		if n == 0 {
			break
		}
		edits = append(edits, cutSpan(s, at+i, at+i+n))
		at += i + n
	}
	return edits
}

const maxEdits = 32

func oddBlankAt(s string) (at, n int) {
	for i, r := range s {
		if isOddBlank(r) {
			return i, utf8.RuneLen(r)
		}
	}
	if loc := invisibleEscape.FindStringIndex(s); loc != nil {
		return loc[0], loc[1] - loc[0]
	}
	return 0, 0
}

func isInvisible(r rune) bool {
	return r == 0x00AD || r == 0x200B || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2064 || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF
}

func isOddBlank(r rune) bool { return r == 0x00A0 || r >= 0x2000 && r <= 0x200A || r == 0x202F }

func isJoiner(r rune) bool { return r == 0x200C || r == 0x200D }

// runOfInvisible returns how many bytes of invisible characters s begins with.
func runOfInvisible(s string) int {
	for i, r := range s {
		if !isInvisible(r) && !isOddBlank(r) && !isJoiner(r) {
			return i
		}
	}
	return 0
}

// isMoreAfter reports whether the address before invisible characters goes on behind them: at once,
// or, behind a blank, plainly.
func isMoreAfter(chars, after string) bool {
	if strings.ContainsFunc(chars, isOddBlank) {
		return goesOn(firstToken(after))
	}
	if after == "" {
		return false
	}
	c := after[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("/_-=&?%#", c) >= 0
}

// codePoints names the code points of s: "U+200B". An escape is shown as it is written.
func codePoints(s string) string {
	if strings.HasPrefix(s, "%") {
		return s
	}
	var names []string
	for _, r := range s {
		names = append(names, fmt.Sprintf("%U", r))
	}
	return strings.Join(names, " ")
}

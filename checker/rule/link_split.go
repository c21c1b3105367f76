package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkSplit = &checker.Rule{
	ID:       "link/split",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Masks:    linkMasks("link/split"),
	Doc: doc("A break stands inside the address",
		"The address was broken at a line's end, and what follows the break is cut off for whoever clicks it. A reader lands on another page, or on none.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Port News, 3 May 2024, https://sund.example/re- port.pdf`,
		"Join the two parts. If the break follows a hyphen, look whether the hyphen belongs to the address.",
		"if what follows the address is not plainly the rest of one."),
	Check: eachLink(decideSplit),
}

var (
	breakInAddress = match.NewPattern(`[ \t]*[\r\n]+[ \t>]*`)
	restOfAddress  = match.NewPattern(`\.(?:pdf|html?|php|aspx|docx?)$`)
	numbersOnly    = match.NewPattern(`^\d+/\d+$`)
)

func decideSplit(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	if s.Link.Form == checker.LinkHTML {
		return checker.Finding{}, false
	}
	if at := breakInAddress.FindStringIndex(s.Link.Raw); at != nil {
		if rest := s.Link.Raw[at[1]:]; strings.HasSuffix(s.Link.Raw[:at[0]], "/") && !goesOn(firstToken(rest)) {
			return checker.Finding{}, false // a line that ends in an address, and the next word
		}
		joined := breakInAddress.ReplaceAllString(s.Link.Raw, "")
		return checker.Finding{
			Message: "a line end stands inside the address " + address(joined),
			Fix:     &checker.Fix{Message: "join the lines of the address", Edits: []checker.Edit{{Span: s.Link.Span, NewText: joined}}},
		}, true
	}
	blank, token := restAfter(s)
	if token == "" {
		return checker.Finding{}, false
	}
	start, end := s.Link.Span.Start.Offset, s.Link.Span.End.Offset
	return checker.Finding{
		Message: "a blank stands inside the address: “" + plainAddress(s.Link.Raw) + "” goes on with " + quoted(token),
		Span:    s.Document.Span(start, blank.Span.End.Offset+len(token)),
		Fix:     &checker.Fix{Message: "join the two parts of the address", Edits: []checker.Edit{{Span: s.Document.Span(max(blank.Span.Start.Offset, end), blank.Span.End.Offset)}}},
	}, true
}

// restAfter returns the blank after a bare address that plainly goes on behind it, and what it goes
// on with; empty if it does not.
func restAfter(s checker.Subject) (blank checker.Edit, token string) {
	if s.Link.Form != checker.LinkBare {
		return blank, ""
	}
	end := s.Link.Span.End.Offset
	after := string(s.Document.Source[end:min(len(s.Document.Source), end+maxRest)])
	from := 0
	for from < len(after) && (after[from] == '_' || after[from] == '?') { // a reader cuts these from the end
		from++
	}
	if from == 0 && !strings.ContainsAny(s.Link.Raw[max(len(s.Link.Raw)-1, 0):], "-/=&%") {
		return blank, ""
	}
	to := from
	for to < len(after) && (after[to] == ' ' || after[to] == '\t') {
		to++
	}
	if nl := strings.TrimLeft(after[to:], "\r"); strings.HasPrefix(nl, "\n") {
		to = len(after) - len(nl) + 1
		for to < len(after) && (after[to] == ' ' || after[to] == '\t') {
			to++
		}
	}
	if to == from {
		return blank, ""
	}
	token = firstToken(after[to:])
	if !goesOn(token) {
		return blank, ""
	}
	return checker.Edit{Span: s.Document.Span(end+from, end+to)}, token
}

const maxRest = 300

// firstToken returns what stands before the first blank, without the marks of the sentence.
func firstToken(s string) string {
	if i := strings.IndexAny(s, " \t\r\n<>\"`|[]{}“”"); i >= 0 {
		s = s[:i]
	} else if len(s) > maxRest/2 {
		return ""
	}
	if !utf8.ValidString(s) {
		return ""
	}
	return strings.TrimRight(s, ".,;:!?)*_'’")
}

// goesOn reports whether a token after a break is plainly the rest of an address: lower case, with
// a sign that words of a sentence do not have.
func goesOn(token string) bool {
	if token == "" || strings.ToLower(token) != token || strings.Contains(token, "://") || strings.HasPrefix(token, "www.") || strings.Contains(token, "@") {
		return false
	}
	if c := token[0]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
		return false
	}
	if strings.ContainsAny(token, "_=") || strings.Contains(token, "%") && !strings.HasSuffix(token, "%") || restOfAddress.MatchString(token) {
		return true
	}
	// and/or, 24/7: a slash alone is a sentence's, too
	return strings.Contains(token, "/") && !numbersOnly.MatchString(token) &&
		(strings.Count(token, "/") > 1 || strings.ContainsAny(token, "0123456789-"))
}

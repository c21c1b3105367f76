package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkEscapes = &checker.Rule{
	ID:       "link/escapes",
	Severity: checker.Warning,
	Results:  true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The address is escaped twice, or not well",
		"A program escaped what was escaped already, or cut an escape in two. Most sites look for another page then, and find none.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/report%2520one), Port News, 3 May 2024.`,
		"Copy the address from the source again. The fix undoes the second escaping, and escapes a percent sign that stands for itself.",
		"for addresses and queries inside of addresses, which are escaped again by design; for percent signs in a query; for addresses in another encoding than UTF-8, as older sites have; for templates; and if the address as written was seen to answer well."),
	Check: eachLink(decideEscapes),
}

func decideEscapes(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	fault := escapeFault(s.Link.Target)
	if fault == "" || isAnswered(p.Result(s.Link)) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: "the address " + address(s.Link.Target) + " " + fault}
	if mended, ok := mendedEscapes(s.Link.Target); ok {
		f.Fix = retarget(s, mended, "write the escapes once", false)
	}
	return f, true
}

var (
	// doubleEscape is an escaped percent sign before what a program escapes first: a blank, / : = ? &,
	// or a byte that begins a letter in UTF-8.
	doubleEscape = match.NewPattern(`(?i)%25(20|2F|3A|3D|3F|26|C[2-9A-F]|D[0-9A-F]|E[0-9A-F]|F[0-4])`)
	// doubleLetter is doubleEscape without the signs by which parts of a query are joined: in another
	// query inside of it those are escaped by design.
	doubleLetter = match.NewPattern(`(?i)%25(20|C[2-9A-F]|D[0-9A-F]|E[0-9A-F]|F[0-4])`)
	badEscape    = match.NewPattern(`%(?:[^0-9A-Fa-f]|[0-9A-Fa-f](?:[^0-9A-Fa-f]|$)|$)`)
	// nestedAddress is where another address begins inside of one.
	nestedAddress = match.NewPattern(`(?i)(?:https?|ftp)(?::|%(?:25)*3A)(?:/|%(?:25)*2F)|=(?:/|%(?:25)*2F)`)
	// filledInLater is a percent sign of a template: %s, %1$d, %(name)s, %{name}, %NAME%.
	filledInLater = match.NewPattern(`%(?:[sdvqu](?:[^0-9A-Za-z]|$)|\d\$|\(|\{|<|[A-Z_]{3,}%)`)
)

// escapeFault says what is wrong with the escapes of an address; empty if nothing is. What stands in
// an address inside of it is not looked at, nor is a fragment.
func escapeFault(target string) string {
	target = outerAddress(target)
	if target == "" || templating.MatchString(target) || filledInLater.MatchString(target) {
		return ""
	}
	path, query, _ := strings.Cut(target, "?")
	if m := doubleEscape.FindString(path); m != "" {
		return "is escaped twice: “" + m + "”"
	}
	if m := doubleLetter.FindString(query); m != "" {
		return "is escaped twice: “" + m + "”"
	}
	if badEscape.MatchString(path) {
		return "holds a percent sign that begins no escape"
	}
	if strings.Contains(path, "%") && isCutUTF8(decodePercent(path)) {
		return "holds an escaped letter that is cut in two"
	}
	return ""
}

// isCutUTF8 reports whether a text has letters in UTF-8 and bytes that are none: a letter was cut in
// two. Without such letters the text is in another encoding, as addresses of older sites are.
func isCutUTF8(s string) bool {
	letters, other := false, false
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		letters = letters || size > 1
		other = other || r == utf8.RuneError && size == 1
	}
	return letters && other
}

// outerAddress returns what stands before a fragment, and before another address inside of an
// address of the web; empty if the target is none.
func outerAddress(target string) string {
	target = strings.TrimSpace(target)
	if _, _, ok := match.Address(target); !ok || !strings.Contains(target, "%") {
		return ""
	}
	target, _, _ = strings.Cut(target, "#")
	_, rest, _ := strings.Cut(target, ":")
	if at := nestedAddress.FindStringIndex(rest); at != nil {
		return target[:len(target)-len(rest)+at[0]]
	}
	return target
}

// mendedEscapes returns the target with each percent sign escaped once; ok is false if that cannot
// be told.
func mendedEscapes(target string) (mended string, ok bool) {
	outer := outerAddress(target)
	path, query, _ := strings.Cut(outer, "?")
	switch {
	case outer == "":
		return "", false
	case doubleEscape.MatchString(path) || doubleLetter.MatchString(query):
		mended = strings.ReplaceAll(outer, "%25", "%")
		if badEscape.MatchString(mended) || !utf8.ValidString(decodePercent(mended)) {
			return "", false
		}
	case badEscape.MatchString(path):
		mended = escapePercent(path) + outer[len(path):]
	default:
		return "", false
	}
	return mended + strings.TrimPrefix(strings.TrimSpace(target), outer), true
}

// escapePercent escapes the percent signs that begin no escape.
func escapePercent(s string) string {
	isHex := func(i int) bool { return i < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i]) >= 0 }
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && !(isHex(i+1) && isHex(i+2)) {
			b.WriteString("25")
		}
	}
	return b.String()
}

package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkCredentials = &checker.Rule{
	ID:       "link/credentials",
	Severity: checker.Error,
	Masks:    []checker.Mask{{Rules: []string{"health/*"}, Scope: checker.OnLink}},
	Doc: doc("The address holds a user name and a password",
		"Whoever reads the document can log in with them. They stay in its history even when the address is changed.",
		`Dues are listed [in the register](https://ana:s3acret@sund.example/register).`,
		"Take them out of the address, and change the password: it has been published.",
		"for placeholders, such as user:password."),
	Check: eachLink(decideCredentials),
}

var placeholderNames = words(`user username name login password pass passwd pw pwd secret token`)

func decideCredentials(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	target := strings.TrimSpace(s.Link.Target)
	scheme, rest, ok := strings.Cut(target, "://")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp":
	default:
		return checker.Finding{}, false
	}
	if i := strings.IndexAny(rest, `/\?#`); i >= 0 {
		rest = rest[:i]
	}
	at := strings.LastIndexByte(rest, '@')
	if !ok || at < 0 {
		return checker.Finding{}, false
	}
	user, password, _ := strings.Cut(rest[:at], ":")
	if user == "" || password == "" || isFilledIn(user) || isFilledIn(password) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: fmt.Sprintf("the address holds a user name and a password of %s for %s",
		count(utf8.RuneCountInString(password), "character"), address(rest[at+1:]))}, true
}

// isFilledIn reports whether a user name, password or key stands for one that a reader is to fill in.
func isFilledIn(s string) bool {
	s = match.Fold(decodePercent(s))
	return s == "" || in(placeholderNames, s) || strings.Trim(s, "x") == "" || strings.Trim(s, "*.…-_") == "" ||
		strings.ContainsAny(s, "${}<>[]") || strings.HasPrefix(s, "your") || strings.HasPrefix(s, "my_") || strings.HasPrefix(s, "my-") ||
		strings.Contains(s, "example") || strings.Contains(s, "placeholder") || strings.Contains(s, "redacted") || strings.Contains(s, "xxxx")
}

package rule

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneExpiring = &checker.Rule{
	ID:       "hygiene/expiring",
	Severity: checker.Error,
	Masks: []checker.Mask{
		{Rules: []string{"health/*", "hygiene/secret"}, Scope: checker.OnLink},
	},
	Doc: doc("The address is signed and stops working",
		"A store of files signed the address for a short time. After that every reader is refused.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://files.sund.example/quay.pdf?X-Amz-Expires=3600&X-Amz-Signature=2f6b0a9d8c7e), Port News, 3 May 2024.`,
		"Link to the page that offers the file, or to a copy that stays.",
		"for addresses without a signature or without an end."),
	Check: eachLink(decideExpiring),
}

var hygieneSecret = &checker.Rule{
	ID:       "hygiene/secret",
	Severity: checker.Error,
	Masks:    []checker.Mask{{Rules: []string{"health/*"}, Scope: checker.OnLink}},
	Doc: doc("The address holds a key or a token",
		"Whoever reads the document can use it in its owner's name. It stays in the document's history even when the address is changed.",
		`Dues are listed [in the register](https://sund.example/register?access_token=9f3b27c1a8d04e56).`,
		"Take it out of the address, and withdraw it where it was issued: it has been published.",
		"for placeholders, such as YOUR_API_KEY."),
	Check: eachLink(decideSecret),
}

// A param is one name and value of a query, or of a fragment in the form of one.
type param struct{ name, value string }

// params returns the parameters of an address, decoded, at most maxParams of them.
func params(target string) []param {
	var all []param
	i := strings.IndexAny(target, "?#")
	if i < 0 {
		return nil
	}
	for pair := range strings.FieldsFuncSeq(target[i+1:], func(r rune) bool { return r == '&' || r == '#' || r == '?' }) {
		if name, value, ok := strings.Cut(pair, "="); ok && len(all) < maxParams {
			all = append(all, param{decodePercent(name), decodePercent(value)})
		}
	}
	return all
}

const maxParams = 200

// isWeb reports whether the link's target is an address of the web.
func isWeb(l *checker.Link) bool {
	_, _, ok := match.Address(l.Target)
	return ok
}

func decideExpiring(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	all := params(s.Link.Target)
	if len(all) == 0 || !isWeb(s.Link) {
		return checker.Finding{}, false
	}
	has := map[string]string{}
	for _, p := range all {
		has[strings.ToLower(p.name)] = p.value
	}
	name := ""
	switch {
	case has["x-amz-signature"] != "" && has["x-amz-expires"] != "":
		name = "X-Amz-Signature"
	case has["x-goog-signature"] != "":
		name = "X-Goog-Signature"
	case has["sig"] != "" && has["se"] != "" && has["sv"] != "":
		name = "sig"
	case has["signature"] != "" && has["expires"] != "" && (has["key-pair-id"] != "" || has["awsaccesskeyid"] != ""):
		name = "Signature"
	default:
		return checker.Finding{}, false
	}
	return checker.Finding{Message: fmt.Sprintf("the address at %s is signed and expires: %s of %s", address(match.Host(s.Link.URL)), name,
		count(utf8.RuneCountInString(has[strings.ToLower(name)]), "character"))}, true
}

func decideSecret(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	for _, p := range params(s.Link.Target) {
		if isSecret(p) && isWeb(s.Link) {
			return checker.Finding{Message: fmt.Sprintf("the address at %s holds a secret: %s of %s", address(match.Host(s.Link.URL)), quoted(p.name),
				count(utf8.RuneCountInString(p.value), "character"))}, true
		}
	}
	return checker.Finding{}, false
}

// knownKey is the form of keys whose issuers mark them.
var knownKey = match.NewPattern(`^(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abeprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{20,}|github_pat_\w{30,})$`)

func isSecret(p param) bool {
	if isFilledIn(p.value) {
		return false
	}
	name := listed(p.name)
	switch {
	case knownKey.MatchString(p.value):
		return true
	case in(secretParams, name):
		return len(p.value) >= 8
	case in(keyParams, name):
		return len(p.value) >= 20 && entropy(p.value) >= 3 && !strings.ContainsAny(p.value, " /")
	}
	return false
}

// isSecretParam reports whether a value must not be shown: it is a secret or a signature.
func isSecretParam(name, value string) bool {
	name = decodePercent(name)
	return in(signatureParams, listed(name)) && len(value) >= 8 || isSecret(param{name, decodePercent(value)})
}

// listed is a parameter's name as the lists have it: folded, with blanks for low lines.
func listed(name string) string { return match.Fold(strings.ReplaceAll(name, "_", " ")) }

// entropy is Shannon's, in bits a byte, over the bytes of s.
func entropy(s string) float64 {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			share := float64(n) / float64(len(s))
			bits -= share * math.Log2(share)
		}
	}
	return bits
}

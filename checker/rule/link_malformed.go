package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkMalformed = &checker.Rule{
	ID:       "link/malformed",
	Severity: checker.Error,
	Fix:      checker.SafeFix,
	Masks:    linkMasks("link/malformed"),
	Doc: doc("The address is not one that a browser understands",
		"A browser refuses the address, or takes it for a file beside the document. A reader gets an error page instead of the source.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https//sund.example/quay), Port News, 3 May 2024.`,
		"Write the address with its scheme and a host. A mistyped scheme is mended by the safe fix; https:// before www. is an unsafe one.",
		"about what browsers put right themselves: stray percent signs, blanks in a path, upper case; and about templates."),
	Check: eachLink(decideMalformed),
}

var (
	// schemeWord is what stands at the place of a scheme, and what comes between it and the host.
	schemeWord    = match.NewPattern(`(?i)^([a-z]{3,6})([ \t]*[:;.,]?[ \t]*)(/{0,2})([^/\s][^\s]*)$`)
	doubledScheme = match.NewPattern(`(?i)^https?://(https?(?::|;)?/{1,2})[^/]`)
	bareWWW       = match.NewPattern(`(?i)^www\.[\pL\d-]+(?:\.[\pL\d-]+)*\.\pL{2,}(?:[/?#:]|$)`)
	hostStart     = match.NewPattern(`(?i)^[\pL\d][\pL\d-]*(?:\.[\pL\d-]+)+(?:[/?#:]|$)`)
	templating    = match.NewPattern(`\{\{|\{%|\$\{|<%|^\$|//\$|//<|//\{`)
)

func decideMalformed(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	target := strings.TrimSpace(s.Link.Target)
	if target == "" || templating.MatchString(target) || in(placeholderTargets, match.Fold(target)) {
		return checker.Finding{}, false
	}
	if m := doubled(target); m != nil {
		return checker.Finding{Message: "a second “" + m[1] + "” stands at the host's place in " + address(target)}, true
	}
	if isExplicit(s.Link) && len(target) > 4 && strings.EqualFold(target[:4], "www.") && bareWWW.MatchString(target) {
		return checker.Finding{
			Severity: checker.Warning,
			Message:  "the address " + address(target) + " has no scheme, so that browsers take it for a file beside the document",
			Fix:      prepend(s, "https://", ""),
		}, true
	}
	if m := misspelled(target); m != nil && isMistypedScheme(m[1], m[2], m[3], m[4]) {
		f := checker.Finding{Message: "the address " + address(target) + " begins with “" + m[1] + m[2] + m[3] + "”, which is no scheme of the web"}
		if scheme := nearestScheme(m[1]); scheme != "" {
			f.Fix = prepend(s, scheme+"://", m[1]+m[2]+m[3])
		}
		return f, true
	}
	if what := refusedHost(target); what != "" {
		return checker.Finding{Message: "browsers refuse the address " + address(target) + ": " + what}, true
	}
	return checker.Finding{}, false
}

// doubled returns the parts of doubledScheme in a target; nil if it has one scheme.
func doubled(target string) []string {
	if _, rest, ok := strings.Cut(target, "://"); !ok || len(rest) < 4 || !strings.EqualFold(rest[:4], "http") {
		return nil
	}
	return doubledScheme.FindStringSubmatch(target)
}

// misspelled returns the parts of schemeWord in a target; nil if it begins as addresses of the web do.
func misspelled(target string) []string {
	if strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") {
		return nil
	}
	return schemeWord.FindStringSubmatch(target)
}

// isMistypedScheme reports whether word, between and slashes are a scheme of the web with a
// letter wrong, or with colon or slashes wrong or missing.
func isMistypedScheme(word, between, slashes, rest string) bool {
	word = strings.ToLower(word)
	right := word == "http" || word == "https"
	switch {
	case right && between == ":" && slashes == "//":
		return false
	case right && strings.TrimSpace(between) == ":":
		return hostStart.MatchString(rest)
	case right || nearestScheme(word) != "":
		return slashes == "//" && hostStart.MatchString(rest)
	}
	return between == ":" && slashes == "//" && word != "shttp" && (distance(word, "http") == 1 || distance(word, "https") == 1)
}

// nearestScheme returns the one scheme of the web at most a letter away; empty if both are, or none.
func nearestScheme(word string) string {
	word = strings.ToLower(word)
	plain, secure := distance(word, "http"), distance(word, "https")
	switch {
	case word == "shttp":
		return ""
	case plain <= 1 && plain < secure:
		return "http"
	case secure <= 1 && secure < plain:
		return "https"
	}
	return ""
}

// refusedHost says what a browser refuses in the host of an address; empty if it takes it.
func refusedHost(target string) string {
	scheme, rest, ok := strings.Cut(target, "://")
	scheme = strings.ToLower(scheme)
	if !ok || scheme != "http" && scheme != "https" {
		return ""
	}
	rest = strings.TrimLeft(rest, `/\`)
	if i := strings.IndexAny(rest, `/\?#`); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	host, port := rest, ""
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
		host, port = rest[:i], rest[i+1:]
	}
	if host == "" {
		return "it has no host"
	}
	addr, _, ok := match.Address(target)
	switch {
	case isPortWord(port):
		return "" // it stands for a port: http://localhost:port
	case port != "" && !isPort(port):
		return "its port " + quoted(port) + " is no number from 1 to 65535"
	case strings.Contains(strings.TrimSuffix(host, "."), "..") || strings.HasPrefix(host, "."):
		return "its host " + quoted(host) + " has an empty label"
	case !ok:
		return "its host " + quoted(host) + " is no name"
	}
	for label := range strings.SplitSeq(match.Host(addr), ".") {
		if len(label) > 63 {
			return "its host " + quoted(host) + " has a label of more than 63 bytes"
		}
	}
	return ""
}

func isPort(s string) bool {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 65535 {
			return false
		}
		n = 10*n + int(r-'0')
	}
	return 1 <= n && n <= 65535
}

// isPortWord reports whether a word or a variable stands for a port.
func isPortWord(s string) bool {
	return s != "" && (strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" || strings.ContainsAny(s[:1], "$%[({"))
}

// prepend is a fix that writes start in the place of wrong at the target's beginning; it is safe if
// something was there. It is nil if the source does not begin like that.
func prepend(s checker.Subject, start, wrong string) *checker.Fix {
	raw := s.Link.Raw
	if !strings.HasPrefix(raw, wrong) || !strings.HasPrefix(s.Link.Target, wrong) || strings.ContainsAny(wrong, "\t ") {
		return nil
	}
	e := cutSpan(s, 0, len(wrong))
	e.NewText = start
	return &checker.Fix{Message: "begin the address with “" + start + "”", Safe: wrong != "", Edits: []checker.Edit{e}}
}

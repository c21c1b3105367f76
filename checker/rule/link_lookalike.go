package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkLookalikeHost = &checker.Rule{
	ID:       "link/lookalike-host",
	Severity: checker.Warning,
	Doc: doc("A host's name mixes letters of several scripts",
		"A letter of another script looks like one of the name's own. A reader sees a name that is not the one to which the link leads.",
		"Dues rose again.[^1]\n\n[^1]: [“Who Owns the Quay?”](https://s\u0430lt.example/quay), Port News, 3 May 2024.",
		"Type the host's name by hand, or copy it from the site itself.",
		"for names in one script, and for mixtures that writing needs: Latin letters with Han, kana, Bopomofo or Hangul (UTS #39, highly restrictive)."),
	Check: eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		label, mixed := mixedLabel(match.Host(s.Link.URL))
		if label == "" {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the host's name " + quoted(label) + " mixes " + list(mixed) + " letters: " + shownAddress(s.Link)}, true
	}),
}

// mixedLabel returns the first label of a host whose scripts do not go together, and their names,
// sorted; empty if there is none.
func mixedLabel(host string) (label string, scripts []string) {
	if !strings.Contains(host, "xn--") {
		return "", nil
	}
	for l := range strings.SplitSeq(host, ".") {
		if !strings.HasPrefix(l, "xn--") {
			continue
		}
		decoded, err := idna.Punycode.ToUnicode(l)
		if err != nil || !utf8.ValidString(decoded) {
			continue
		}
		if mixed := scriptsOf(decoded); !goTogether(mixed) {
			return decoded, mixed
		}
	}
	return "", nil
}

// scriptsOf names the scripts of a text, sorted, without characters that many scripts have.
func scriptsOf(s string) []string {
	var names []string
	for _, r := range s {
		if unicode.In(r, unicode.Common, unicode.Inherited) {
			continue
		}
		for name, table := range unicode.Scripts { // a character is in one script only: the order plays no part
			if unicode.Is(table, r) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// togetherScripts are the sets of scripts, sorted, that one word may be written in.
var togetherScripts = [][]string{
	{"Han", "Hiragana", "Katakana", "Latin"}, {"Bopomofo", "Han", "Latin"}, {"Han", "Hangul", "Latin"},
}

// goTogether reports whether scripts, sorted, are one or a set that UTS #39 calls highly restrictive.
func goTogether(scripts []string) bool {
	return len(scripts) < 2 || slices.ContainsFunc(togetherScripts, func(set []string) bool {
		return !slices.ContainsFunc(scripts, func(s string) bool { return !slices.Contains(set, s) })
	})
}

package rule

import (
	"slices"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// Lists names the lists that a configuration may add entries to, sorted: Checker.Lists.
var Lists = []string{
	"aggregators", "captured-titles", "chat-tools", "chat-transcripts", "empty-link-texts", "gated", "generic-authors", "navigation", "private-sources",
	"role-mailboxes", "search-pages", "shorteners", "source-nouns", "trackers", "web-words", "wikis",
}

// has reports whether a folded word stands in a list made by words, or among the entries that the
// configuration adds to it.
func has(p *checker.Pass, name string, list []string, word string) bool {
	return in(list, word) || slices.ContainsFunc(p.Lists[name], func(entry string) bool { return match.Fold(entry) == word })
}

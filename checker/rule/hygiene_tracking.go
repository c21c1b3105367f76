package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneTracking = &checker.Rule{
	ID:       "hygiene/tracking",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("The address carries a tracking parameter",
		"The parameter tells the site through which letter or page a reader came. It makes the address longer and the source no easier to find.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay?utm_source=mail), Port News, 3 May 2024.`,
		"Take the parameter out. The fix keeps the rest of the address byte for byte.",
		"for addresses of web archives, which name what was archived, tracking and all."),
	Check: eachLink(decideTracking),
}

var hygieneChatTracking = &checker.Rule{
	ID:       "hygiene/chat-tracking",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Masks:    []checker.Mask{{Rules: []string{"hygiene/tracking"}, Scope: checker.OnLink}},
	Doc: doc("The address carries the mark of a chat tool",
		"A chat tool adds its name to the links that it shows. A reader may ask whether somebody opened the source before it was cited.",
		`Dues rose again.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/quay?utm_source=chatgpt.com), Port News, 3 May 2024.`,
		"Open the source, see that it says what is cited, and take the parameter out.",
		"for addresses of web archives."),
	Check: eachLink(decideChatTracking),
}

func decideTracking(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	host := match.Host(s.Link.URL)
	var names []string
	cut := func(q param) bool { return isTracker(p, host, q) }
	for _, q := range queryParams(s.Link) {
		if cut(q) && !slices.Contains(names, q.name) {
			names = append(names, q.name)
		}
	}
	if len(names) == 0 {
		return checker.Finding{}, false
	}
	what := "a tracking parameter"
	if len(names) > 1 {
		what = "tracking parameters"
	}
	for i, n := range names {
		names[i] = clean(n)
	}
	return checker.Finding{Message: "the address carries " + what + ": " + list(names), Fix: dropParams(s, cut)}, true
}

func decideChatTracking(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	host := match.Host(s.Link.URL)
	for _, q := range queryParams(s.Link) {
		if !isChatMark(p, q) {
			continue
		}
		return checker.Finding{
			Message: "the address carries “" + q.name + "=" + clean(q.value) + "”, which " + clean(strings.ToLower(q.value)) + " adds to links",
			Fix:     dropParams(s, func(q param) bool { return isChatMark(p, q) || isTracker(p, host, q) }),
		}, true
	}
	return checker.Finding{}, false
}

func isChatMark(p *checker.Pass, q param) bool {
	return (q.name == "utm_source" || q.name == "ref") && has(p, "chat-tools", chatTools, match.Fold(q.value))
}

func isTracker(p *checker.Pass, host string, q param) bool {
	return match.Tracker(host, q.name) || has(p, "trackers", nil, match.Fold(q.name))
}

// clean shows a word of an address in a message.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r == '“' || r == '”' {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// queryParams returns the parameters of a link's query; none for addresses of web archives.
func queryParams(l *checker.Link) []param {
	if l.URL == "" || match.IsArchive(l.URL) {
		return nil
	}
	query, _, _ := strings.Cut(l.Target, "#")
	_, query, _ = strings.Cut(query, "?")
	return params("?" + query)
}

// dropParams is a safe fix that takes parameters out of the address as it is written, and leaves
// the rest byte for byte; nil if they cannot be found there.
func dropParams(s checker.Subject, cut func(param) bool) *checker.Fix {
	raw := s.Link.Raw
	start := strings.IndexByte(raw, '?')
	if start < 0 {
		return nil
	}
	query, fragment := raw[start+1:], ""
	if i := fragmentStart(query); i >= 0 {
		query, fragment = query[:i], query[i:]
	}
	var kept strings.Builder
	kept.WriteString(raw[:start])
	sign := "?"
	var dropped []string
	for pair := range splitPairs(query) {
		name, value, _ := strings.Cut(pair.text, "=")
		if cut(param{decodePercent(name), decodePercent(value)}) {
			dropped = append(dropped, pair.text)
			continue
		}
		if sign != "?" {
			sign = pair.sign
		}
		kept.WriteString(sign + pair.text)
		sign = "&"
	}
	if dropped == nil {
		return nil
	}
	removed := strings.Join(dropped, "&")
	if sign == "?" {
		removed = "?" + removed
	}
	return &checker.Fix{
		Message: "remove “" + clean(removed) + "”", Safe: true,
		Edits: []checker.Edit{{Span: s.Link.Span, NewText: kept.String() + fragment}},
	}
}

// fragmentStart returns where the fragment begins in a query as written; -1 if there is none. An
// entity such as &#38; begins none.
func fragmentStart(query string) int {
	for i := range len(query) {
		if query[i] == '#' && (i == 0 || query[i-1] != '&') {
			return i
		}
	}
	return -1
}

type pair struct{ sign, text string }

// splitPairs yields the pairs of a query as written, each with the sign before it: & or its entity.
func splitPairs(query string) func(func(pair) bool) {
	return func(yield func(pair) bool) {
		sign := ""
		for query != "" {
			end, next := len(query), ""
			if i := strings.IndexByte(query, '&'); i >= 0 {
				end, next = i, "&"
				for _, entity := range []string{"&amp;", "&#38;", "&#x26;"} {
					if strings.HasPrefix(query[i:], entity) {
						next = entity
					}
				}
			}
			if !yield(pair{sign, query[:end]}) {
				return
			}
			sign, query = next, query[end+len(next):]
		}
	}
}

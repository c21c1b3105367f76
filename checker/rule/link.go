package rule

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// linkRoots are the rules that explain whatever else is wrong with a link, in the order in which
// the first silences the later ones.
var linkRoots = []string{
	"link/invisible-character", "link/placeholder", "link/empty", "link/local-path", "link/converter-anchor",
	"link/truncated", "link/split", "link/broken-markup", "link/malformed",
}

// linkRest are the rules of group link that any of linkRoots silences.
var linkRest = []string{
	"link/anchor-missing", "link/trailing-punctuation", "link/typographic-character", "link/private-host", "link/gated",
	"link/text-mismatch", "link/doi-mismatch", "link/lookalike-host", "link/file-missing", "link/http", "link/escapes", "link/repeated",
}

// readQuotes are the rules of group quote that need the source to have been read.
var readQuotes = []string{"quote/not-found", "quote/altered", "quote/ellipsis-negation", "quote/stitched"}

// linkMasks is what the root cause id silences: what else is said of the link or of its source.
func linkMasks(id string) []checker.Mask {
	about := slices.Concat([]string{"health/*", "match/*", "archive/*"}, readQuotes)
	later := linkRoots[slices.Index(linkRoots, id)+1:]
	return []checker.Mask{
		{
			Rules: slices.Concat(later, linkRest, about, []string{"cite/no-link", "cite/link-text", "id/doi-not-linked", "hygiene/home-page"}),
			Scope: checker.OnLink,
		},
		{Rules: about, Scope: checker.OnSource},
	}
}

// eachLink makes a Check of a decision about one link. Two links with one place, which reference
// definitions make, give one finding.
func eachLink(decide func(*checker.Pass, checker.Subject) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		type place struct {
			d     *checker.Document
			start int
		}
		reported := map[place]bool{}
		for s := range links(p) {
			at := place{s.Document, s.Link.Span.Start.Offset}
			f, ok := decide(p, s)
			if !ok || reported[at] {
				continue
			}
			reported[at] = true
			f.Subject = s
			if f.Span.IsZero() {
				f.Span = s.Link.Span
			}
			p.Report(f)
		}
	}
}

// isAnswered reports whether the address as written was seen to answer well.
func isAnswered(r *checker.Result) bool {
	return r != nil && (r.Verdict == checker.OK || r.Verdict == checker.Moved)
}

// isExplicit reports whether the link's target is written apart from its words.
func isExplicit(l *checker.Link) bool {
	return l.Form == checker.LinkInline || l.Form == checker.LinkReference || l.Form == checker.LinkHTML
}

var (
	wholeURL = match.NewPattern(`(?i)^https?://[^\s<>"“”]+$`)
	wholeDOI = match.NewPattern(`(?i)^(?:doi:\s*|https?://(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/[^\s<>"“”]+)$`)
	someDOI  = match.NewPattern(`(?i)10\.\d{4,9}(?:\.\d+)*/[^\s<>"“”]+`)
	someYear = match.NewPattern(`(?:^|\D)(?:1[5-9]|20)\d\d(?:\D|$)`)
)

// looksLikeSource reports whether linked words name a source: they hold four words, a year, a
// quotation mark, an address or a DOI, and are no navigation.
func looksLikeSource(p *checker.Pass, text string) bool {
	if has(p, "navigation", navigation, match.Fold(text)) {
		return false
	}
	return match.Words(text) >= 4 || someYear.MatchString(text) || strings.ContainsAny(text, `“”„«»"《》「」『』`) ||
		strings.Contains(text, "://") || strings.Contains(text, "www.") || someDOI.MatchString(text)
}

// hasWord reports whether s has a letter or a digit.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// retarget is a fix that writes another target; nil if that cannot be written there as it stands.
func retarget(s checker.Subject, target, message string, safe bool) *checker.Fix {
	if !fitsTarget(s.Link, target) || target == s.Link.Raw {
		return nil
	}
	if s.Link.Form == checker.LinkHTML {
		target = strings.ReplaceAll(target, "&", "&amp;")
	}
	return &checker.Fix{Message: message, Safe: safe, Edits: []checker.Edit{{Span: s.Link.Span, NewText: target}}}
}

func fitsTarget(l *checker.Link, target string) bool {
	if target == "" || strings.ContainsFunc(target, unicode.IsSpace) || strings.ContainsAny(target, "<>\"'`\\") {
		return false
	}
	return l.Form == checker.LinkHTML || l.Form == checker.LinkAngle || isBalanced(target)
}

func isBalanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// cutSpan is an edit that drops bytes from to to of the link's Raw.
func cutSpan(s checker.Subject, from, to int) checker.Edit {
	start := s.Link.Span.Start.Offset
	return checker.Edit{Span: s.Document.Span(start+from, start+to)}
}

// address shows an address, or what was written as one, as messages do: whole, on one line, in
// “ ”, without secrets.
func address(s string) string { return "“" + plainAddress(s) + "”" }

// plainAddress is address without the marks, for the end of a message.
func plainAddress(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if scheme, rest, ok := strings.Cut(s, "://"); ok {
		end := strings.IndexAny(rest, "/?#")
		if end < 0 {
			end = len(rest)
		}
		if at := strings.LastIndexByte(rest[:end], '@'); at >= 0 {
			s = scheme + "://***" + rest[at:]
		}
	}
	i := strings.IndexAny(s, "?#")
	if i < 0 {
		return s
	}
	return s[:i+1] + paramPair.ReplaceAllStringFunc(s[i+1:], func(pair string) string {
		name, value, ok := strings.Cut(pair, "=")
		if ok && isSecretParam(name, value) {
			return name + "=***"
		}
		return pair
	})
}

var paramPair = match.NewPattern(`[^&#?;]+`)

// shownAddress is the link's address as messages show it, without marks: its URL, or its target if
// it names no source.
func shownAddress(l *checker.Link) string {
	if l.URL != "" {
		return plainAddress(l.URL)
	}
	return plainAddress(l.Target)
}

// decodePercent undoes percent-encoding where it is valid UTF-8 in the end; else it returns s.
func decodePercent(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

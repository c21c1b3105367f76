package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var quoteBracketUnclosed = &checker.Rule{
	ID:       "quote/bracket-unclosed",
	Severity: checker.Warning,
	Doc: doc("A square bracket in a quotation has no partner",
		"Square brackets in a quotation say which letters and words are not the source's own. With one of the two missing a reader cannot tell where these end.",
		"The board wrote that “[T]he dues [rose twice”.",
		"Put the missing bracket in, or take the other one out.",
		"if the brackets of the whole paragraph pair, for half-open intervals such as [0, 1), for quotations of one or two words, and for the brackets of links and code."),
	Check: func(p *checker.Pass) {
		for b := range paragraphs(p) {
			checkBrackets(p, checker.Subject{Document: b.d}, b.Runs, b.prose)
		}
		for t := range texts(p) {
			if !t.n.Span.IsZero() {
				checkBrackets(p, checker.Subject{Document: t.d, Note: t.n}, t.runs, t.prose)
			}
		}
	},
}

// fewestQuoted is how many words a quotation has at least that somebody said: “[” and “\e[11~” name
// characters.
const fewestQuoted = 3

func checkBrackets(p *checker.Pass, s checker.Subject, runs []checker.Run, text string) {
	if !strings.ContainsAny(text, "[]") || unpairedBracket(text) < 0 {
		return
	}
	place := newPlacer(s.Document, runs)
	for _, q := range quotedParts(text) {
		words := text[q[0]:q[1]]
		at := unpairedBracket(words)
		if at < 0 || match.Words(words) < fewestQuoted {
			continue
		}
		says := "an opening square bracket has no closing one"
		if words[at] == ']' {
			says = "a closing square bracket has no opening one"
		}
		where := place.span(q[0]+at, q[0]+at+1)
		if where.IsZero() {
			continue
		}
		_, open := utf8.DecodeRuneInString(words)
		_, closing := utf8.DecodeLastRuneInString(words)
		p.Report(checker.Finding{
			Message: says + " in the quotation " + quoted(words[open:len(words)-closing]),
			Span:    where, Subject: s,
		})
	}
}

// unpairedBracket returns where the first square bracket without a partner stands in a text; -1 if
// there is none. The end of a half-open interval closes its bracket, and the brackets of a link's
// markup that is left in the text are none.
func unpairedBracket(text string) int {
	var open []int
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			if !isInterval(text[i:]) {
				open = append(open, i)
			}
		case ']':
			switch {
			case len(open) > 0:
				open = open[:len(open)-1]
			case !strings.HasPrefix(text[i:], "](") && !endsInterval(text[:i]):
				return i
			}
		}
	}
	if len(open) > 0 {
		return open[0]
	}
	return -1
}

// maxInterval is how many bytes an interval has at most.
const maxInterval = 40

// isInterval reports whether a text begins with a half-open interval: [0, 1).
func isInterval(text string) bool {
	end := strings.IndexAny(text[1:min(len(text), maxInterval)], "[])")
	return end > 0 && text[end+1] == ')' && isBounds(text[1:end+1])
}

// endsInterval reports whether what stands before a closing bracket is the rest of (0, 1].
func endsInterval(before string) bool {
	before = before[max(0, len(before)-maxInterval):]
	start := strings.LastIndexAny(before, "[](")
	return start >= 0 && before[start] == '(' && isBounds(before[start+1:])
}

// isBounds reports whether a text is two bounds of an interval.
func isBounds(s string) bool {
	from, to, ok := strings.Cut(strings.ReplaceAll(s, ";", ","), ",")
	return ok && match.Words(from) <= 1 && match.Words(to) <= 1 && strings.ContainsFunc(s, func(r rune) bool { return unicode.IsDigit(r) || r == '∞' })
}

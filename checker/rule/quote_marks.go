package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var quoteUnbalanced = &checker.Rule{
	ID:       "quote/unbalanced",
	Severity: checker.Warning,
	Masks: []checker.Mask{{
		Rules: []string{"quote/crosses-link", "quote/bracket-unclosed", "style/quotes-in-link"},
		Scope: checker.OnCitation,
	}},
	Doc: doc("A quotation mark without its partner",
		"Where the title ends, and where the quotation, cannot be told any more, neither by a reader nor by a program.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise” (The Dues)”, Port News, 3 May 2024.",
		"Put the missing mark in, or take the other one out.",
		"for apostrophes, inches, minutes and ditto marks, for code, and for a mark repeated where each paragraph of a quotation begins."),
	Check: func(p *checker.Pass) {
		for t := range texts(p) {
			d, n := t.d, t.n
			if n.Span.IsZero() {
				continue
			}
			at, size := unpaired(t.prose)
			if size == 0 {
				continue
			}
			repaired, where := unbalanced(n)
			switch {
			case repaired == nil && !citesNothing(n):
				continue // the parser paired them otherwise
			case where.IsZero():
				where = t.span(at, at+size)
			}
			p.Report(checker.Finding{
				Message: partnerless(n.Text[at : at+size]), Span: where,
				Subject: checker.Subject{Document: d, Note: n, Citation: repaired},
			})
		}
	},
}

// unbalanced returns the first citation whose marks had to be paired by force, and where.
func unbalanced(n *checker.Note) (*checker.Citation, checker.Span) {
	for _, c := range n.Citations {
		for _, r := range c.Repairs {
			if r.Kind == checker.QuoteUnbalanced {
				return c, r.Span
			}
		}
	}
	return nil, checker.Span{}
}

// partnerless says in words which mark has no partner: inside of “ ” it could not be seen.
func partnerless(mark string) string {
	r, _ := utf8.DecodeRuneInString(mark)
	switch r {
	case '“', '„', '«', '‘', '「', '『', '《', '〈':
		return "an opening quotation mark has no closing one"
	case '”', '»', '」', '』', '》', '〉':
		return "a closing quotation mark has no opening one"
	}
	return "a quotation mark has no partner"
}

func citesNothing(n *checker.Note) bool {
	for _, c := range n.Citations {
		if c.Kind != checker.CommentOn {
			return false
		}
	}
	return true
}

// closers are the closing marks, by the opening mark that each closes.
var closers = map[rune]string{'“': "”", '„': "“”", '«': "»", '»': "«", '「': "」", '『': "』", '《': "》", '〈': "〉"}

// unpaired returns the place and size of the first mark without a partner; size is 0 if there is
// none. Single marks count only where one opens and none closes anywhere behind it.
func unpaired(text string) (at, size int) {
	type open struct {
		mark rune
		at   int
	}
	var stack []open
	straight, single := -1, -1
	before := '\n'
	for i, r := range text {
		if r < utf8.RuneSelf && r != '"' {
			before = r
			continue
		}
		width := utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(text[min(len(text), i+max(width, 1)):])
		top := rune(0)
		if len(stack) > 0 {
			top = stack[len(stack)-1].mark
		}
		switch {
		case top != 0 && strings.ContainsRune(closers[top], r):
			stack = stack[:len(stack)-1]
		case r == '“' || r == '„' || r == '«' || r == '「' || r == '『' || r == '《' || r == '〈' || r == '»' && top == 0 && unicode.IsLetter(next):
			if before == '\n' && top == r {
				break // the mark is repeated where a paragraph begins
			}
			if len(stack) > 100 {
				return 0, 0
			}
			stack = append(stack, open{r, i})
		case r == '”' || r == '»' || r == '」' || r == '』' || r == '》' || r == '〉':
			if unicode.IsDigit(before) { // inches
				break
			}
			return i, width
		case r == '"' && straight >= 0:
			straight = -1
		case r == '"' && !unicode.IsDigit(before) && (isLetterOrDigit(next) || unicode.IsPunct(next)):
			straight = i
		case r == '‘' && !isLetterOrDigit(before) && unicode.IsLetter(next) && !isClipped(text[i+width:]):
			single = i
		case r == '’':
			single = -1
		}
		before = r
	}
	switch {
	case len(stack) > 0:
		return stack[0].at, utf8.RuneLen(stack[0].mark)
	case straight >= 0:
		return straight, 1
	case single >= 0:
		return single, len("‘")
	}
	return 0, 0
}

// clipped are words that begin with an apostrophe, which many programs turn the wrong way.
var clipped = words(`tis twas twere twill til till em cause bout n round`)

func isClipped(s string) bool {
	tokens := match.Tokens(s[:min(len(s), 40)])
	return len(tokens) > 0 && in(clipped, tokens[0])
}

var quoteCrossesLink = &checker.Rule{
	ID:       "quote/crosses-link",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Doc: doc("A quotation mark and its partner stand on two sides of a link's edge",
		"The title is torn: one of its marks is linked and the other is not. Programs that copy the link copy half of a quotation.",
		"The dues rose.[^1]\n\n[^1]: “[Port Dues Rise” (The Dues)](https://portnews.example/dues), Port News, 3 May 2024.",
		"Put both marks inside of the link, or both outside.",
		"where a mark has no partner at all, which quote/unbalanced reports."),
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			var linked map[*checker.Link]*stretchOfRuns
			for _, c := range n.Citations {
				where, ok := crossing(c)
				if !ok {
					continue
				}
				if linked == nil {
					linked = linkedRuns(n)
				}
				p.Report(checker.Finding{
					Message: "a quotation mark stands inside of a link and its partner outside",
					Span:    where, Subject: checker.Subject{Document: d, Note: n, Citation: c}, Fix: moveMark(d, c, linked),
				})
			}
		}
	},
}

// crossing returns where a quotation of a citation crosses a link's edge.
func crossing(c *checker.Citation) (checker.Span, bool) {
	for _, r := range c.Repairs {
		if r.Kind != checker.QuoteCrossesLink {
			continue
		}
		if r.Span.IsZero() {
			return c.Span, true
		}
		return r.Span, true
	}
	return checker.Span{}, false
}

// moveMark moves a mark that touches a link's edge to the other side of it: “[Tolls” becomes
// [“Tolls”, and [“Tolls](…)” becomes [“Tolls”](…). It is nil where neither stands there.
func moveMark(d *checker.Document, c *checker.Citation, linked map[*checker.Link]*stretchOfRuns) *checker.Fix {
	for _, l := range c.Links {
		at := linked[l]
		if l.Form != checker.LinkInline || at == nil || at.start == 0 || d.Source[at.start-1] != '[' {
			continue
		}
		text := d.Source[at.start:at.end]
		before, size := utf8.DecodeLastRune(d.Source[:at.start-1])
		if isOpener(before) && strings.ContainsRune(string(text), closerOf(before)) {
			start := at.start - 1 - size
			return &checker.Fix{
				Message: "move the opening mark into the link",
				Edits:   []checker.Edit{{Span: d.Span(start, at.start), NewText: "[" + string(before)}},
			}
		}
		end := l.Span.End.Offset
		if end >= len(d.Source) || d.Source[end] != ')' {
			continue
		}
		after, size := utf8.DecodeRune(d.Source[end+1:])
		opener, _ := utf8.DecodeRune(text)
		if isOpener(opener) && after == closerOf(opener) && !strings.ContainsRune(string(text), after) {
			return &checker.Fix{
				Message: "move the closing mark into the link",
				Edits: []checker.Edit{
					{Span: d.Span(at.end, at.end), NewText: string(after)},
					{Span: d.Span(end+1, end+1+size)},
				},
			}
		}
	}
	return nil
}

func isOpener(r rune) bool {
	return r == '“' || r == '„' || r == '«' || r == '「' || r == '『' || r == '《'
}

func closerOf(r rune) rune {
	c, _ := utf8.DecodeRuneInString(closers[r])
	return c
}

// A stretchOfRuns is where the linked words of a link stand in the source.
type stretchOfRuns struct{ start, end int }

// linkedRuns returns where the words of each link of a note stand.
func linkedRuns(n *checker.Note) map[*checker.Link]*stretchOfRuns {
	all := map[*checker.Link]*stretchOfRuns{}
	for _, r := range n.Runs {
		if r.Link == nil {
			continue
		}
		if all[r.Link] == nil {
			all[r.Link] = &stretchOfRuns{r.Start, r.End}
		}
		all[r.Link].end = max(all[r.Link].end, r.End)
	}
	return all
}

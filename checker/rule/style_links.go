package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleQuotesInLink = &checker.Rule{
	ID:       "style/quotes-in-link",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("Quotation marks on the other side of a link's edge than elsewhere",
		"Where the marks are linked in one note and not in the next, the page looks as if something had slipped.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “[Port Dues Rise](https://portnews.example/1)”, Port News, 3 May 2024.\n\n"+
			"[^2]: “[Ferry Lines Sign a Pact](https://portnews.example/2)”, Port News, 9 May 2024.\n\n"+
			"[^3]: “[Fish Come Back](https://portnews.example/3)”, Port News, 10 May 2024.\n\n"+
			"[^4]: “[A Quay for Sale](https://portnews.example/4)”, Port News, 11 May 2024.\n\n"+
			"[^5]: [“The Long Dredge”](https://portnews.example/5), Port News, 12 May 2024.",
		"Move both marks into the link, or out of it, as in the other notes.",
		"with fewer than five such links, or where fewer than four in five have one form; and where one mark is linked and the other is not."),
	Check: eachHabit("these marks stand", "pairs of marks around links in %s stand", func(t *noteText, add func(sample)) {
		for _, w := range linkedWords(t) {
			text := t.n.Text[w.from:w.to]
			s := sample{about: t.about(w.link.Span)}
			if isAddress(text) || s.about.Citation != nil && !isParsed(s.about.Citation) {
				continue
			}
			s.about.Link = w.link
			s.start, s.end = t.source(w.from, w.to)
			first, size := utf8.DecodeRuneInString(text)
			before, _ := utf8.DecodeLastRuneInString(t.n.Text[:w.from])
			after := strings.TrimLeft(t.n.Text[w.to:], ",.")
			switch {
			case marksPair(first, text[size:]) == len(strings.TrimRight(text[size:], ",.")):
				s.form = "inside of the linked words"
				s.mend = func(string) *checker.Fix { return marksOut(t.d, w.link, t.span(w.from, w.to)) }
			case isMark(before) && marksPair(before, text) < 0 && strings.HasPrefix(after, partnerOf(before)):
				s.form = "outside of the linked words"
				s.mend = func(string) *checker.Fix { return marksIn(t.d, w.link, t.span(w.from, w.to)) }
			default:
				continue
			}
			add(s)
		}
	}),
}

// A linkedText is where the words of a link stand in a note's text.
type linkedText struct {
	link     *checker.Link
	from, to int
}

// linkedWords returns the links of a note with their words, in order.
func linkedWords(t *noteText) []linkedText {
	all := make([]linkedText, 0, len(t.links))
	for i := range t.runs {
		r := &t.runs[i]
		from, to := t.starts[i], t.starts[i]+len(r.Text)
		switch last := len(all) - 1; {
		case r.Link == nil:
		case last >= 0 && all[last].link == r.Link && all[last].to == from:
			all[last].to = to
		default:
			all = append(all, linkedText{r.Link, from, to})
		}
	}
	return all
}

func isMark(r rune) bool { return isOpener(r) || r == '"' }

// partnerOf returns the closing mark of an opening one.
func partnerOf(r rune) string {
	if r == '"' {
		return `"`
	}
	return string(closerOf(r))
}

// marksPair returns the place behind the first closing mark in text that may belong to the opening
// mark r; -1 if there is none.
func marksPair(r rune, text string) int {
	if !isMark(r) {
		return -1
	}
	at := strings.Index(text, partnerOf(r))
	if at < 0 {
		return -1
	}
	return at + len(partnerOf(r))
}

// marksOut moves both marks out of a link: [“Tolls”](…) becomes “[Tolls](…)”. It is nil for other
// forms of links.
func marksOut(d *checker.Document, l *checker.Link, linked checker.Span) *checker.Fix {
	start, end, behind, ok := inlineEdges(d, l, linked)
	opener, size := utf8.DecodeRune(d.Source[start:end])
	closer, csize := utf8.DecodeLastRune(d.Source[start:end])
	if !ok || string(closer) != partnerOf(opener) {
		return nil
	}
	return &checker.Fix{Message: "move the marks out of the link", Edits: []checker.Edit{
		{Span: d.Span(start-1, start+size), NewText: string(opener) + "["},
		{Span: d.Span(end-csize, end)},
		{Span: d.Span(behind, behind), NewText: string(closer)},
	}}
}

// marksIn moves both marks into a link: “[Tolls](…)” becomes [“Tolls”](…).
func marksIn(d *checker.Document, l *checker.Link, linked checker.Span) *checker.Fix {
	start, end, behind, ok := inlineEdges(d, l, linked)
	if !ok {
		return nil
	}
	opener, size := utf8.DecodeLastRune(d.Source[:start-1])
	closer := partnerOf(opener)
	if !isMark(opener) || !strings.HasPrefix(string(d.Source[behind:min(len(d.Source), behind+4)]), closer) {
		return nil
	}
	return &checker.Fix{Message: "move the marks into the link", Edits: []checker.Edit{
		{Span: d.Span(start-1-size, start), NewText: "[" + string(opener)},
		{Span: d.Span(end, end), NewText: closer},
		{Span: d.Span(behind, behind+len(closer))},
	}}
}

// inlineEdges returns where the words between the brackets of an inline link begin and end, and
// where the link ends; ok is false if the source is not of the form [words](target).
func inlineEdges(d *checker.Document, l *checker.Link, linked checker.Span) (start, end, behind int, ok bool) {
	start, end, behind = linked.Start.Offset, linked.End.Offset, l.Span.End.Offset+1
	src := d.Source
	ok = l.Form == checker.LinkInline && start > 0 && src[start-1] == '[' && end+2 <= l.Span.Start.Offset &&
		string(src[end:l.Span.Start.Offset]) == "](" && behind <= len(src) && src[behind-1] == ')'
	return start, end, behind, ok
}

var styleURLShown = &checker.Rule{
	ID:       "style/url-shown",
	Severity: checker.Info,
	Doc: doc("An address is printed where others stand behind words, or the reverse",
		"Most notes of this document treat addresses in one way, and this one does not. In print an address behind words is lost.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “[Port Dues Rise](https://portnews.example/1)”, Port News, 3 May 2024.\n\n"+
			"[^2]: “[Ferry Lines Sign a Pact](https://portnews.example/2)”, Port News, 9 May 2024.\n\n"+
			"[^3]: “[Fish Come Back](https://portnews.example/3)”, Port News, 10 May 2024.\n\n"+
			"[^4]: “[A Quay for Sale](https://portnews.example/4)”, Port News, 11 May 2024.\n\n"+
			"[^5]: “The Long Dredge”, Port News, 12 May 2024, <https://portnews.example/5>.",
		"Link the title, or print the address, as in the other notes.",
		"with fewer than five links, or where fewer than four in five have one form; for books, identifiers, archive links and citations that print an address beside a linked title."),
	Check: eachHabit("this address is", "addresses in %s are", func(t *noteText, add func(sample)) {
		shown := map[*checker.Link]string{}
		for _, w := range linkedWords(t) {
			shown[w.link] += t.n.Text[w.from:w.to]
		}
		for _, c := range t.citations {
			if !isParsed(c) || !c.Kind.IsFull() || c.Title == "" || identified(c) {
				continue
			}
			printed, hidden := 0, 0
			var l *checker.Link
			for _, own := range c.Links {
				switch text := shown[own]; {
				case own == c.Archived || text == "" || own.URL == "" || in(resolvers, match.Host(own.URL)):
				case isAddress(text):
					printed, l = printed+1, own
				default:
					hidden, l = hidden+1, own
				}
			}
			if (printed == 0) == (hidden == 0) {
				continue
			}
			form := "printed"
			if hidden > 0 {
				form = "behind words"
			}
			kind := "alphabetic"
			switch {
			case strings.ContainsFunc(c.Title, match.IsCJK):
				kind = "wide"
			case c.Type == "book" || c.Type == "chapter": // their titles are no page's
				kind = "book"
			}
			add(sample{kind: kind, form: form, span: l.Span, about: checker.Subject{Document: t.d, Note: t.n, Citation: c, Link: l}})
		}
	}),
}

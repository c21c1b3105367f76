package rule

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleDoubledPunctuation = &checker.Rule{
	ID:       "style/doubled-punctuation",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Doc: doc("Two punctuation marks where one is meant",
		"Something was taken out between the two, or a program added its own. A reader asks what is missing.",
		"The dues rose.[^1]\n\n[^1]: “Port Dues Rise”,, Port News, 3 May 2024.",
		"Leave one of the two.",
		"inside of addresses and quotations, for an ellipsis, and for a comma after an abbreviation's stop."),
	Check: func(p *checker.Pass) {
		for t, text := range unquoted(p) {
			if t.n.Span.IsZero() {
				continue
			}
			for _, at := range doubledMarks.FindAllStringIndex(text, -1) {
				reportDoubled(p, t, text, at[0], at[1])
			}
			trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
			if strings.HasSuffix(trimmed, "..") && !strings.HasSuffix(trimmed, "...") {
				reportDoubled(p, t, text, len(trimmed)-2, len(trimmed))
			}
		}
	},
}

// doubledMarks are pairs of marks of which one is too many. Behind a closing bracket or a year a
// stop does not belong to an abbreviation, and a comma stands on one side of a mark only.
var doubledMarks = match.NewPattern(`,,|;;|,;|;,|,\.(?:[^.]|$)|(?:[\])]|\b(?:1[5-9]|20)\d\d)\.,|,[”»"],`)

func reportDoubled(p *checker.Pass, t *noteText, text string, start, end int) {
	found := text[start:end]
	switch {
	case strings.HasPrefix(found, ",."):
		end = start + 2
	case strings.HasSuffix(found, ".,"):
		start = end - 2
	}
	found = text[start:end]
	s, d := t.span(start, end), t.d
	f := checker.Finding{Message: "doubled punctuation: " + quoted(found), Span: s, Subject: t.about(s)}
	single, equal := found[:1], found[0] == found[len(found)-1]
	if len(found) == 2 && equal && d.Text(s) == found {
		f.Fix = &checker.Fix{Message: "leave one", Safe: true, Edits: []checker.Edit{{Span: d.Span(s.Start.Offset+1, s.End.Offset)}}}
	} else if d.Text(s) == found {
		f.Fix = &checker.Fix{Message: "leave one", Edits: []checker.Edit{{Span: s, NewText: onlyOne(found, single)}}}
	}
	p.Report(f)
}

// onlyOne is what is left of two unequal marks: the stronger one, and of commas on both sides of a
// closing mark the one inside.
func onlyOne(found, first string) string {
	if len(found) > 2 {
		return found[:len(found)-1]
	}
	switch found {
	case ",;", ";,":
		return ";"
	case ",.":
		return "."
	case ".,":
		return ","
	}
	return first
}

// unquoted yields the text of every note, and its prose outside of quotations.
func unquoted(p *checker.Pass) iter.Seq2[*noteText, string] {
	return func(yield func(*noteText, string) bool) {
		prose := unquotedProse.In(p)
		for t := range texts(p) {
			if !yield(t, prose[0]) {
				return
			}
			prose = prose[1:]
		}
	}
}

// unquotedProse is that of the notes, in their order.
var unquotedProse = checker.NewDerived(func(p *checker.Pass) (all []string) {
	for t := range texts(p) {
		all = append(all, outsideQuotations(t.prose))
	}
	return all
})

// outsideQuotations returns text with what stands in quotation marks blanked out, the marks and
// what touches them aside, so that offsets hold.
func outsideQuotations(text string) string {
	b := []byte(text)
	start, closer := -1, rune(0)
	for i, r := range text {
		switch {
		case start < 0 && (r == '“' || r == '„' || r == '«' || r == '「' || r == '《'):
			start, closer = i+utf8.RuneLen(r), closerOf(r)
		case start < 0 && r == '"':
			start, closer = i+1, '"'
		case start >= 0 && (r == closer || closer == '“' && r == '”'):
			last := i
			if last > start && text[last-1] == ',' { // ,”, has its first comma inside
				last--
			}
			for k := start; k < last; k++ {
				b[k] = ' '
			}
			start = -1
		}
	}
	return string(b)
}

var styleEscape = &checker.Rule{
	ID:       "style/escape",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Doc: doc("A backslash or an entity that a program left behind",
		"Some programs show it to the reader as it stands, others make a formula of what it marks.",
		"The dues rose.[^1]\n\n[^1]: [“港口” \\(The Port and the Tide\\)](https://portnews.example/dues), Port News, 3 May 2024.",
		"Take the backslashes out; write the character that the entity stands for.",
		"for other escapes that nobody needs, and for formulas."),
	Check: func(p *checker.Pass) {
		for t := range texts(p) {
			if !t.n.Span.IsZero() && t.d.Format == "markdown" {
				checkEscapes(p, t)
			}
		}
	},
}

var (
	doubleEntity  = match.NewPattern(`&amp;(#?\w{2,8};)`)
	lostBackslash = match.NewPattern(`\\[\p{L}\p{N}]`)
	mathBrackets  = match.NewPattern(`\\\([^\n\\]*\\\)|\\\[[^\n\\]*\\\]`)
)

func checkEscapes(p *checker.Pass, t *noteText) {
	d, base := t.d, t.n.Span.Start.Offset
	if !bytes.ContainsAny(d.Source[base:t.n.Span.End.Offset], `\&`) {
		return
	}
	src := escapable(d, t.n)
	for _, at := range doubleEntity.FindAllStringSubmatchIndex(src, -1) {
		s := d.Span(base+at[0], base+at[1])
		p.Report(checker.Finding{
			Message: "an entity is escaped twice: " + quoted(src[at[0]:at[1]]), Span: s, Subject: t.about(s),
			Fix: &checker.Fix{Message: "escape it once", Safe: true, Edits: []checker.Edit{{Span: s, NewText: "&" + src[at[2]:at[3]]}}},
		})
	}
	formulas := mathBrackets.FindAllStringIndex(src, -1)
	for _, at := range formulas {
		inner := src[at[0]+2 : at[1]-2]
		if !isPhrase(inner) {
			continue
		}
		s := d.Span(base+at[0], base+at[1])
		f := checker.Finding{
			Message:  "some programs set as mathematics what stands in " + quoted(src[at[0]:at[0]+2]) + " and " + quoted(src[at[1]-2:at[1]]),
			Severity: checker.Info, Span: s, Subject: t.about(s),
		}
		if src[at[0]+1] == '(' {
			f.Fix = &checker.Fix{Message: "remove the backslashes", Safe: true, Edits: []checker.Edit{
				{Span: d.Span(base+at[0], base+at[0]+1)},
				{Span: d.Span(base+at[1]-2, base+at[1]-1)},
			}}
		}
		p.Report(f)
	}
	for _, at := range lostBackslash.FindAllStringIndex(src, -1) {
		// A path (C:\tolls) or a command (\emph{x}, \alpha) is no left-over.
		if before := src[:at[0]]; strings.HasSuffix(before, `\`) || strings.HasSuffix(before, ":") || isCommand(src[at[0]+1:]) {
			continue
		}
		s := d.Span(base+at[0], base+at[1])
		p.Report(checker.Finding{
			Message: "a backslash stands before " + quoted(src[at[0]+1:at[1]]) + ", where it escapes nothing", Span: s, Subject: t.about(s),
			Fix: &checker.Fix{Message: "remove the backslash", Edits: []checker.Edit{{Span: d.Span(base+at[0], base+at[0]+1)}}},
		})
	}
}

// escapable returns the source of a note with its label, targets and code blanked out.
func escapable(d *checker.Document, n *checker.Note) string {
	b := []byte(strings.Repeat(" ", n.Span.End.Offset-n.Span.Start.Offset))
	base := n.Span.Start.Offset
	keep := func(from, to int) {
		from, to = max(from, base), min(to, n.Span.End.Offset)
		if from < to {
			copy(b[from-base:], d.Source[from:to])
		}
	}
	last := -1
	for _, r := range n.Runs {
		if r.Style&checker.Monospace != 0 || r.Link != nil && isAddress(r.Text) {
			last = -1
			continue
		}
		// An escape is a run of its own, and its backslash may stand in none.
		if last >= 0 && r.Start-last <= 2 {
			keep(last, r.Start)
		} else {
			keep(r.Start-1, r.Start)
		}
		keep(r.Start, r.End)
		last = r.End
	}
	return string(b)
}

func isCommand(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return end >= 2
}

// isPhrase reports whether what stands in \( \) is words and no formula: two words or eight Han
// letters, no sign of mathematics.
func isPhrase(s string) bool {
	if strings.ContainsAny(s, `=+<>^_{}$|*/\`) {
		return false
	}
	han := 0
	for _, r := range s {
		if match.IsCJK(r) {
			han++
		}
	}
	long := 0
	for _, w := range strings.Fields(s) {
		if utf8.RuneCountInString(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })) >= 2 {
			long++
		}
	}
	return long >= 2 || han >= 8
}

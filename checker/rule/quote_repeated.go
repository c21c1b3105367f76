package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var quoteRepeatedDifferently = &checker.Rule{
	ID:       "quote/repeated-differently",
	Severity: checker.Warning,
	Doc: doc("One passage is quoted in two wordings",
		"Both quotations cite one source, and nearly all words are the same. At most one of the two can be what the source says.",
		`The board said that “the dues will rise again before the end of the year”.[^1]

It said that “the dues may rise again before the end of the year”.[^2]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^2]: “Port Dues Rise”, Port News, 3 May 2024.`,
		"Look the passage up, and quote it in both places as it stands there.",
		"for fewer than eight words, for what differs by capitals, punctuation, an ellipsis or square brackets only, and where the sources of the notes were not understood."),
	Check: func(p *checker.Pass) {
		byKey := map[string][]*citedQuotation{}
		compared := 0
		for _, later := range citedQuotations(p) {
			for _, earlier := range earlierOf(byKey, later) {
				if compared++; compared > maxComparisons {
					return
				}
				if !areTwoWordings(earlier.words, later.words) {
					continue
				}
				p.Report(checker.Finding{
					Message: quotedAt(later, "in another wording than", earlier),
					Span:    later.span, Subject: later.Subject,
				})
				break
			}
		}
	},
}

var quoteTwoSources = &checker.Rule{
	ID:       "quote/two-sources",
	Severity: checker.Warning,
	Doc: doc("One quotation is given two sources",
		"The same words stand at two places, and their notes name different sources. One of the two may have them from the other, or the note may have moved.",
		`The board said that “the dues will rise again before the end of the year”.[^1]

Again: “the dues will rise again before the end of the year”.[^2]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^2]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.`,
		"Name the source that has the words, or say in the note who quotes whom.",
		"for fewer than eight words, if a note cites second hand or says that it quotes, and where the sources of a note were not understood."),
	Check: func(p *checker.Pass) {
		byLetters := map[string][]*citedQuotation{}
		for _, later := range citedQuotations(p) {
			letters := match.Letters(strings.Join(later.words, " "))
			before := byLetters[letters]
			if len(before) < maxCompared {
				byLetters[letters] = append(before, later)
			}
			if len(before) == 0 || later.doubtful || slices.ContainsFunc(before, func(q *citedQuotation) bool { return q.doubtful || shareSource(q, later) }) {
				continue
			}
			p.Report(checker.Finding{
				Message: quotedAt(later, "with another source than", before[0]),
				Span:    later.span, Subject: later.Subject,
			})
		}
	},
}

// maxComparisons is how many pairs of quotations are compared word by word.
const maxComparisons = 5000

// A citedQuotation is what a body quotes with notes all of whose sources were understood.
type citedQuotation struct {
	checker.Subject // of the first note behind it
	span            checker.Span
	text            string
	words           []string // folded, without what brackets add; an ellipsis is a word
	sources         []sourced
	doubtful        bool // a note cites second hand, or was not understood
}

// quotedAt says that a quotation stands elsewhere, too.
func quotedAt(later *citedQuotation, how string, earlier *citedQuotation) string {
	return "the quotation " + quoted(later.text) + " stands here " + how + " at " + place(later.Subject, earlier.Subject) + ": " + quoted(earlier.text)
}

// citedQuotations returns the quotations of eight words or more with the sources of their notes, in
// the order of documents and notes.
func citedQuotations(p *checker.Pass) []*citedQuotation {
	var all []*citedQuotation
	for _, d := range p.Documents {
		var markers []*checker.Marker
		for _, n := range d.Notes {
			markers = append(markers, n.Markers...)
		}
		sortMarkers(markers)
		for i, m := range markers {
			for _, q := range m.Quotations {
				if q.Open || q.Span.IsZero() || match.Words(q.Text) < longQuotation || isTitleCase(q.Text) {
					continue
				}
				c := &citedQuotation{
					Subject: checker.Subject{Document: d, Note: m.Note, Marker: m},
					span:    q.Span, text: q.Text, words: quotationWords(q.Text),
				}
				for _, behind := range markers[i : i+touching(d, markers[i:])] {
					c.addSources(behind.Note)
				}
				if len(c.sources) > 0 {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// touching returns how many markers stand together, the first of them included: only blanks and
// commas part them.
func touching(d *checker.Document, markers []*checker.Marker) int {
	n := 1
	for ; n < min(len(markers), maxTouching); n++ {
		from, to := markers[n-1].Span.End.Offset, markers[n].Span.Start.Offset
		if to > from+3 || to > from && strings.Trim(string(d.Source[from:to]), " ,") != "" {
			break
		}
	}
	return n
}

const maxTouching = 8

// maxSources is how many sources of a quotation are compared.
const maxSources = 4

var quotesAnother = match.NewPattern(`(?i)\b(?:quot|cit|zit|reprint|repr\b|emphasis)|引自|转引|цит`)

// addSources adds what a note cites. A note that was not understood, or cites nothing, makes the
// quotation one of unknown source.
func (c *citedQuotation) addSources(n *checker.Note) {
	if n == nil {
		return
	}
	c.doubtful = c.doubtful || quotesAnother.MatchString(n.Text)
	known := false
	for _, cited := range n.Citations {
		full := cited
		switch {
		case cited.Kind == checker.CommentOn:
			continue
		case cited.Kind.IsBackReference():
			full = cited.RefersTo
		}
		if full == nil || !isStated(full) || full.Title == "" || len(c.sources) >= maxSources {
			known = false
			break
		}
		c.doubtful = c.doubtful || cited.Nested
		c.sources = append(c.sources, sourced{Subject: checker.Subject{Document: c.Document, Note: n, Citation: full}, keys: keysOf(full)})
		known = true
	}
	c.doubtful = c.doubtful || !known
}

// shareSource reports whether the notes of two quotations have a source in common, or may have.
func shareSource(a, b *citedQuotation) bool {
	return slices.ContainsFunc(a.sources, func(x sourced) bool {
		return slices.ContainsFunc(b.sources, func(y sourced) bool { return isOneSource(x, y) })
	})
}

func isOneSource(a, b sourced) bool {
	return a.Citation == b.Citation || sameSource(a, b) != "" || !match.Title(a.Citation.Title, titlesOf(b.Citation)...).Disagrees()
}

// earlierOf returns the quotations before one that share a key or title with it, and adds it.
func earlierOf(byKey map[string][]*citedQuotation, q *citedQuotation) []*citedQuotation {
	var keys []string
	for _, s := range q.sources {
		keys = append(append(keys, s.keys...), "title:"+match.Letters(s.Citation.Title))
	}
	slices.Sort(keys)
	var earlier []*citedQuotation
	for _, k := range slices.Compact(keys) {
		for _, e := range byKey[k] {
			if !slices.Contains(earlier, e) {
				earlier = append(earlier, e)
			}
		}
		if len(byKey[k]) < maxCompared {
			byKey[k] = append(byKey[k], q)
		}
	}
	return earlier
}

var (
	editorial = match.NewPattern(`(?i)\[\s*(?:sic|!|\?)\s*\]|\((?:emphasis|italics) (?:added|mine|in original)\)`)
	omission  = match.NewPattern(`\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.`)
)

// omitted stands for an ellipsis among the words of a quotation, and added for words in brackets.
const (
	omitted = "…"
	added   = "[]"
)

// quotationWords returns the words of a quotation as they are compared: folded, an ellipsis as
// omitted, words in brackets as added, and a letter in brackets as part of its word.
func quotationWords(text string) []string {
	text = omission.ReplaceAllString(editorial.ReplaceAllString(text, " "), " "+omitted+" ")
	var all []string
	for text != "" {
		outside, rest, bracket := strings.Cut(text, "[")
		if inside, after, ok := strings.Cut(rest, "]"); bracket && ok {
			switch {
			case touchesWord(outside, after): // [w]ord, word[s]
				text = outside + inside + after
				continue
			}
			all = append(appendWords(all, outside), added)
			text = after
			continue
		}
		all = appendWords(all, strings.ReplaceAll(text, "[", " "))
		break
	}
	return all
}

// touchesWord reports whether a letter stands right before an opening bracket or behind its closing one.
func touchesWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(last) || unicode.IsLetter(next)
}

func appendWords(all []string, text string) []string {
	for part := range strings.FieldsSeq(text) {
		if part == omitted {
			all = append(all, omitted)
			continue
		}
		all = append(all, match.Tokens(part)...)
	}
	return all
}

// maxQuotedWords is how many words of two quotations are compared.
const maxQuotedWords = 300

// areTwoWordings reports whether two quotations begin and end alike, and differ between by more
// than what an ellipsis leaves out or brackets change, and by 15 letters in a hundred at most. What
// differs at an end may be where each was cut.
func areTwoWordings(a, b []string) bool {
	if len(a) > maxQuotedWords || len(b) > maxQuotedWords || isMarked(a) || isMarked(b) {
		return false
	}
	longer := max(len(strings.Join(a, "")), len(strings.Join(b, "")))
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if head == 0 || tail == 0 {
		return false
	}
	x, y := strings.Join(a[head:len(a)-tail], ""), strings.Join(b[head:len(b)-tail], "")
	return x != y && 100*match.Edits([]rune(x), []rune(y)) <= 15*longer
}

// isMarked reports whether an ellipsis or brackets stand among the words: what was left out or put in
// is said then, and cannot be compared without the source.
func isMarked(words []string) bool {
	return slices.Contains(words, omitted) || slices.Contains(words, added)
}

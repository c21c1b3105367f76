package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// eachAttribution makes a Check of a decision about one quotation and what the sources of its notes
// answer together. It is not asked about a quotation of which a source was not read, since that may
// have it, nor about one without an end.
func eachAttribution(decide func(*checker.Pass, checker.Attribution, checker.Outcome) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for _, q := range answeredQuotations.In(p) {
			f, ok := decide(p, q.Attribution, q.Outcome)
			if !ok {
				continue
			}
			f.URL, f.Span = q.Link.URL, q.Quotation.Span
			f.Subject = checker.Subject{Document: q.Document, Note: q.Marker.Note, Marker: q.Marker}
			p.Report(f)
		}
	}
}

// An answeredQuotation is a quotation of which all sources were read.
type answeredQuotation struct {
	checker.Attribution
	checker.Outcome
}

var answeredQuotations = checker.NewDerived(func(p *checker.Pass) (all []answeredQuotation) {
	for _, d := range p.Documents {
		for _, a := range checker.Attributions(d) {
			if a.Quotation.Open || a.Quotation.Span.IsZero() {
				continue
			}
			if o := a.Outcome(p.Result); o.Whole && o.Link != nil {
				all = append(all, answeredQuotation{a, o})
			}
		}
	}
	return all
})

// Quotations of fewer words or letters are not said to be missing.
const leastQuotedWords, leastQuotedLetters, leastQuotedHan = 6, 40, 12

// isLongQuotation reports whether a quotation is so long that its absence says something.
func isLongQuotation(text string) bool {
	letters, han := 0, 0
	for _, r := range match.Letters(text) {
		letters++
		if match.IsCJK(r) {
			han++
		}
	}
	return han >= leastQuotedHan || letters >= leastQuotedLetters && match.Words(text) >= leastQuotedWords
}

// isCitedTitle reports whether what stands in quotation marks is the title of a source.
func isCitedTitle(a checker.Attribution) bool {
	return isTitleCase(a.Quotation.Text) || slices.ContainsFunc(a.Citations, func(c *checker.Citation) bool {
		return match.Title(a.Quotation.Text, titlesOf(c)...).Agrees()
	})
}

var quoteNotFound = &checker.Rule{
	ID:       "quote/not-found",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("The source does not have the words that are quoted from it",
		"The text of every source in the note was read, and none has the quotation or anything like it. A reader cannot look the words up.",
		`The board wrote that “the dues of the outer harbour were raised twice in a single year”.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/without), Port News, 3 May 2024.`,
		"Look the words up in the source. They may be on another page of it, in another source, or in the page as it once was: link to that one.",
		"if a source of the note was not read whole, for fewer than six words, for titles, for quotations in another language than the page, and if the page has changed (match/changed says it)."),
	Check: eachAttribution(decideNotFound),
}

func decideNotFound(p *checker.Pass, a checker.Attribution, o checker.Outcome) (checker.Finding, bool) {
	switch o.Answer.Answer {
	case checker.AnswerMissing, checker.AnswerPartial, checker.AnswerElsewhere:
	default:
		return checker.Finding{}, false
	}
	if !isLongQuotation(a.Quotation.Text) || isCitedTitle(a) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: sentence(o.Link, lacking(p, a, o), foundIn(p, a, o.Answer.In))}, true
}

// maxMissing is how many parts of a quotation a message names.
const maxMissing = 3

// lacking says what the sources do not have.
func lacking(p *checker.Pass, a checker.Attribution, o checker.Outcome) string {
	n, read := len(o.Asked), asRead(p.Result(o.Link))
	var parts []string
	for _, part := range o.Answer.Missing[:min(len(o.Answer.Missing), maxMissing)] {
		parts = append(parts, quoted(part))
	}
	switch {
	case n > 1 && parts != nil:
		return "one of the " + count(n, "source") + read + " has a part of the quotation, and none has " + list(parts)
	case n > 1:
		return "none of the " + count(n, "source") + read + " has " + quoted(a.Quotation.Text)
	case parts != nil:
		return "the source" + read + " has a part of the quotation, and does not have " + list(parts)
	}
	return "the source" + read + " does not have " + quoted(a.Quotation.Text)
}

// foundIn says which note's source has a quotation; empty if none is known to.
func foundIn(p *checker.Pass, a checker.Attribution, url string) string {
	if url == "" {
		return ""
	}
	from := checker.Subject{Document: a.Document, Note: a.Marker.Note}
	var elsewhere string
	for s := range noteLinks(p) {
		if s.Link.URL != url {
			continue
		}
		where := "the source of " + place(from, s) + " has it"
		if s.Document == a.Document {
			return where
		}
		if elsewhere == "" {
			elsewhere = where
		}
	}
	if elsewhere != "" {
		return elsewhere
	}
	return plainAddress(url) + " has it"
}

var quoteAltered = &checker.Rule{
	ID:       "quote/altered",
	Severity: checker.Error,
	Online:   true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The source has the passage in other words",
		"Quotation marks promise the source's own words. The source has the passage, and other words stand in it.",
		`The board wrote that “the dues of the outer harbour were raised twice in a single year”.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/once), Port News, 3 May 2024.`,
		"Quote the words as they stand in the source, mark what is left out with an ellipsis and what is put in with square brackets, or take the quotation marks away. The fix writes the source's words.",
		"if a source of the note was not read whole, if another source has the words, and if only the spelling of British and American English, hyphens, or the number of a note in the source differ. It is an error if a number, a negation, a word such as may, will or about, or a name differs and the rest is nearly the same; otherwise a warning."),
	Check: eachAttribution(decideAltered),
}

// nearlySame is the similarity from which on a passage is the one that is quoted.
const nearlySame = 0.85

func decideAltered(_ *checker.Pass, a checker.Attribution, o checker.Outcome) (checker.Finding, bool) {
	q := o.Answer
	if q.Answer != checker.AnswerAltered || isOnly(q.Changed, checker.ChangedSpelling, checker.ChangedMarker, checker.ChangedHyphen) || isCitedTitle(a) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Severity: checker.Warning, Fix: requote(a, q)}
	if q.Similarity >= nearlySame && q.Grave() {
		f.Severity = checker.Error
	}
	says := "the quotation has " + quoted(around(q.Diff, checker.DiffRemoved)) + ", the source " + quoted(around(q.Diff, checker.DiffAdded))
	if what := changedWords[first(q.Changed)]; what != "" {
		says += "; " + what + " differs"
	}
	f.Message = sentence(o.Link, says)
	return f, true
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// isOnly reports whether there are words, and each of them is one of some.
func isOnly(words []string, some ...string) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(some, w) })
}

// changedWords says what differs that a reader is harmed by.
var changedWords = map[string]string{
	checker.ChangedNumber:   "a number",
	checker.ChangedNegation: "a negation",
	checker.ChangedModal:    "a word such as may or will",
	checker.ChangedHedge:    "a word on how sure it is",
	checker.ChangedName:     "a name",
}

// around returns one side of a diff, with the equal words next to what differs and "…" for the others.
func around(diff []checker.DiffPart, side checker.DiffOp) string {
	const most = 4
	var parts []string
	for i, d := range diff {
		switch d.Op {
		case side:
			parts = append(parts, strings.TrimSpace(d.Text))
		case checker.DiffEqual:
			words := strings.Fields(d.Text)
			before, behind := i == 0, i == len(diff)-1
			switch {
			case len(words) <= 2*most && !before && !behind, len(words) <= most:
				parts = append(parts, words...)
			case before:
				parts = append(append(parts, "…"), words[len(words)-most:]...)
			case behind:
				parts = append(append(parts, words[:most]...), "…")
			default:
				parts = append(append(append(parts, words[:most]...), "…"), words[len(words)-most:]...)
			}
		}
	}
	return strings.Join(parts, " ")
}

// requote is a fix that writes the source's words; nil where the quotation marks words of its own as
// such, or where its words do not stand in one piece.
func requote(a checker.Attribution, q checker.QuotationAnswer) *checker.Fix {
	text := a.Quotation.Text
	src := a.Document.Text(a.Quotation.Span)
	at := strings.Index(src, text)
	if at < 0 || q.Found == "" || len(q.Missing) > 0 || isMarked(quotationWords(text)) || strings.Contains(text, "[") || strings.ContainsAny(q.Found, "<>[]*_`\\“”\"") || strings.Contains(q.Found, " … ") {
		return nil
	}
	start := a.Quotation.Span.Start.Offset + at
	return &checker.Fix{
		Message: "quote the source: " + quoted(q.Found),
		Edits:   []checker.Edit{{Span: a.Document.Span(start, start+len(text)), NewText: q.Found}},
	}
}

var quoteEllipsisNegation = &checker.Rule{
	ID:       "quote/ellipsis-negation",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("An ellipsis leaves out a negation",
		"Within one sentence of the source, what the ellipsis stands for says no. Without it the sentence may say the opposite.",
		`The board wrote that “the dues of the outer harbour … be raised twice in a single year”.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/never), Port News, 3 May 2024.`,
		"Read the whole sentence in the source, and quote so much of it that its meaning stands.",
		"if a sentence of the source ends in what is left out, if the two parts do not stand near each other, and if a source of the note was not read whole."),
	Check: eachAttribution(func(_ *checker.Pass, _ checker.Attribution, o checker.Outcome) (checker.Finding, bool) {
		i := slices.IndexFunc(o.Answer.Omissions, func(left checker.Omission) bool { return left.Sentence })
		if !o.Answer.Verified() || i < 0 {
			return checker.Finding{}, false
		}
		left := o.Answer.Omissions[i]
		return checker.Finding{Message: sentence(o.Link, "the ellipsis leaves out "+quoted(left.Negation)+" in "+quoted(left.Text))}, true
	}),
}

var quoteStitched = &checker.Rule{
	ID:       "quote/stitched",
	Severity: checker.Warning,
	Online:   true,
	Doc: doc("The parts of a quotation do not stand together in the source",
		"An ellipsis says that a little is left out. Here the parts are from different places of the source, and a reader takes them for one passage.",
		`The board wrote that “the dues of the outer harbour were raised … the pilots of the inner harbour went unpaid”.[^1]

[^1]: [“Who Owns the Quay?”](https://sund.example/apart), Port News, 3 May 2024.`,
		"Quote the parts one by one, in the order in which they stand.",
		"if another source of the note has the parts together, and if a source of the note was not read whole."),
	Check: eachAttribution(func(_ *checker.Pass, a checker.Attribution, o checker.Outcome) (checker.Finding, bool) {
		q := o.Answer
		if q.Answer != checker.AnswerStitched {
			return checker.Finding{}, false
		}
		how := "the parts of the quotation " + quoted(a.Quotation.Text) + " stand " + count(q.Gap, "word") + " apart in the source"
		if q.Unordered {
			how = "the parts of the quotation " + quoted(a.Quotation.Text) + " stand in another order in the source"
		}
		return checker.Finding{Message: sentence(o.Link, how)}, true
	}),
}

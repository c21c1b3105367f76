package checker

import (
	"cmp"
	"slices"
)

// An Attribution is one quotation of a document and the sources that are to have its words: those of
// the notes on its sentence.
type Attribution struct {
	Quotation Quotation
	Document  *Document
	Marker    *Marker     // the first that supports it
	Notes     []*Note     // of the sentence, each once, in the order of their markers
	Citations []*Citation // what these cite, back-references resolved; each once, in order

	// Unknown says that a note cites nothing that was understood, or something without a full form,
	// so that nobody can tell whether the quotation is from there.
	Unknown bool
}

// Attributions returns the document's quotations with their sources, in the order of the markers that
// support them.
func Attributions(d *Document) []Attribution {
	markers := make([]*Marker, 0, len(d.Notes))
	quotations := 0
	for _, n := range d.Notes {
		markers = append(markers, n.Markers...)
		for _, m := range n.Markers {
			quotations += len(m.Quotations)
		}
	}
	slices.SortStableFunc(markers, func(a, b *Marker) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
	all := make([]Attribution, 0, quotations)
	for len(markers) > 0 {
		n := 1
		for n < len(markers) && markers[0].Claim != "" && markers[n].Claim == markers[0].Claim {
			n++
		}
		all = appendAttributed(all, d, markers[:n])
		markers = markers[n:]
	}
	return all
}

// appendAttributed appends the quotations of the markers of one sentence.
func appendAttributed(all []Attribution, d *Document, markers []*Marker) []Attribution {
	before := len(all)
	for _, m := range markers {
		for _, q := range m.Quotations {
			if !slices.ContainsFunc(all[before:], func(a Attribution) bool { return a.Quotation == q }) {
				all = append(all, Attribution{Quotation: q, Document: d, Marker: m})
			}
		}
	}
	own := all[before:]
	if len(own) == 0 {
		return all
	}
	var to Attribution
	for _, m := range markers[:min(len(markers), maxAttributed)] {
		if m.Note != nil && !slices.Contains(to.Notes, m.Note) {
			to.Notes = append(to.Notes, m.Note)
			to.addSources(m.Note)
		}
	}
	to.Unknown = to.Unknown || len(to.Citations) == 0 || len(markers) > maxAttributed
	for i := range own {
		own[i].Notes, own[i].Citations, own[i].Unknown = to.Notes, to.Citations, to.Unknown
	}
	return all
}

// maxAttributed is how many sources of one sentence are looked at.
const maxAttributed = 32

func (a *Attribution) addSources(n *Note) {
	if n.Span.IsZero() || len(a.Citations) >= maxAttributed {
		a.Unknown = true
		return
	}
	for _, c := range n.Citations {
		if c.Kind == CommentOn && len(c.Links) == 0 {
			continue
		}
		full := c.meant()
		switch {
		case full == nil, full.Confidence < .5 && len(full.AllLinks()) == 0:
			a.Unknown = true
		case !slices.Contains(a.Citations, full):
			a.Citations = append(a.Citations, full)
		}
	}
}

// meant returns the citation that describes the source of c: what a back-reference refers to, else c;
// nil if it cannot be told.
func (c *Citation) meant() *Citation {
	const most = 1000 // of an unbroken chain of ibid.
	for range most {
		switch {
		case c == nil || !c.Kind.IsBackReference():
			return c
		case c.RefersTo == nil && len(c.Links) > 0:
			return c // it has an address of its own
		}
		c = c.RefersTo
	}
	return nil
}

// An Outcome is what the sources of an Attribution answer together.
type Outcome struct {
	Answer QuotationAnswer // the one that says most for the quotation; empty if nobody was asked
	Link   *Link           // of the source that gave it
	Asked  []*Link         // the links at which the quotation was looked for, in order

	// Whole says that every source was read, so that what none of them has is missing. A source that
	// is cited under "see also" need not be, beside others.
	Whole bool
}

// Outcome puts together what was seen at the sources; seen returns the Result of a link, or nil.
func (a Attribution) Outcome(seen func(*Link) *Result) Outcome {
	o := Outcome{Whole: !a.Unknown}
	main := slices.ContainsFunc(a.Citations, func(c *Citation) bool { return c.Kind != SeeAlso })
	for _, c := range a.Citations {
		if whole := o.add(c, a.Quotation.Text, seen); !whole && !(main && c.Kind == SeeAlso) {
			o.Whole = false
		}
	}
	return o
}

// Compared reports whether the quotation was compared with its sources: one has it, or something like
// it, or all were read.
func (o Outcome) Compared() bool {
	switch o.Answer.Answer {
	case AnswerMissing, AnswerPartial:
		return o.Whole
	}
	return o.Link != nil && o.Answer.looked()
}

// add adds what the links of one citation answer, and reports whether the source was read: at all of
// its own addresses, or in the archived copy.
func (o *Outcome) add(c *Citation, quoted string, seen func(*Link) *Result) bool {
	own, copied := len(c.Links) > 0, false
	for _, l := range c.AllLinks() {
		a, ok := quotationAnswered(seen(l), quoted)
		read := ok && a.looked()
		switch {
		case l == c.Archived:
			copied = read
		case !read:
			own = false
		}
		if !ok {
			continue
		}
		if read {
			o.Asked = append(o.Asked, l)
		}
		if o.Link == nil || a.saysMore(o.Answer) {
			o.Answer, o.Link = a, l
		}
	}
	return own || copied
}

func quotationAnswered(r *Result, quoted string) (QuotationAnswer, bool) {
	if r == nil || r.Verdict != OK && r.Verdict != Moved {
		return QuotationAnswer{}, false
	}
	i := slices.IndexFunc(r.Page.Answers.Quotations, func(a QuotationAnswer) bool { return a.Asked == quoted })
	if i < 0 {
		return QuotationAnswer{}, false
	}
	return r.Page.Answers.Quotations[i], true
}

// answerRanks orders answers from what says most for a quotation to what says nothing of it.
var answerRanks = []string{
	AnswerVerbatim, AnswerFolded, AnswerStitched, AnswerAltered, AnswerPartial, AnswerElsewhere, AnswerMissing, AnswerTooShort, AnswerNoText, AnswerCannotTell,
}

func (a QuotationAnswer) rank() int {
	if i := slices.Index(answerRanks, a.Answer); i >= 0 {
		return i
	}
	return len(answerRanks)
}

// looked reports whether the quotation was looked for in all of a text.
func (a QuotationAnswer) looked() bool {
	return a.rank() <= slices.Index(answerRanks, AnswerMissing)
}

// saysMore reports whether a says more for the quotation than b.
func (a QuotationAnswer) saysMore(b QuotationAnswer) bool {
	return cmp.Or(a.rank()-b.rank(), cmp.Compare(b.Similarity, a.Similarity)) < 0
}

// searchElsewhere makes quotations that a page lacks those that another source has: In is the first
// of these, by URL.
func searchElsewhere(results []*Result) {
	has := map[string]string{}
	note := func(text, url string) {
		if in, ok := has[text]; !ok || url < in {
			has[text] = url
		}
	}
	for _, r := range results {
		if r.Verdict != OK && r.Verdict != Moved {
			continue
		}
		for _, a := range r.Page.Answers.Quotations {
			if a.Verified() {
				note(a.Asked, r.URL)
			}
		}
		for _, text := range r.Page.Answers.Others {
			note(text, r.URL)
		}
	}
	for _, r := range results {
		copied := false
		for i, a := range r.Page.Answers.Quotations {
			in, ok := has[a.Asked]
			if !ok || a.Answer != AnswerMissing && a.Answer != AnswerPartial {
				continue
			}
			if !copied { // a Fetcher may hold on to its answers
				r.Page.Answers.Quotations, copied = slices.Clone(r.Page.Answers.Quotations), true
			}
			a.Answer, a.In = AnswerElsewhere, in
			r.Page.Answers.Quotations[i] = a
		}
	}
}

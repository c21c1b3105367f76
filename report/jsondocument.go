package report

import "github.com/citelint/citelint/checker"

type jsonDocument struct {
	Path    string     `json:"path"`
	Format  string     `json:"format"`
	Bytes   int        `json:"bytes"`
	Derived bool       `json:"derived,omitempty"`
	Digest  string     `json:"digest"`
	Title   string     `json:"title,omitempty"`
	Authors []string   `json:"authors,omitempty"`
	Date    *jsonDate  `json:"date,omitempty"`
	Notes   []jsonNote `json:"notes"`
	Links   []jsonLink `json:"links"`
}

type jsonNote struct {
	ID        string         `json:"id"`
	Label     string         `json:"label"`
	Kind      string         `json:"kind"`
	Span      *jsonSpan      `json:"span,omitempty"`
	Text      string         `json:"text"`
	Markers   []jsonMarker   `json:"markers"`
	Citations []jsonCitation `json:"citations"`
}

type jsonMarker struct {
	Span       jsonSpan        `json:"span"`
	Claim      string          `json:"claim,omitempty"`
	Quotations []jsonQuotation `json:"quotations,omitempty"`
}

type jsonQuotation struct {
	Text   string   `json:"text"`
	Open   bool     `json:"open,omitempty"`
	Answer string   `json:"answer,omitempty"`
	Source string   `json:"source,omitempty"`
	Reason string   `json:"reason,omitempty"`
	Span   jsonSpan `json:"span"`
}

type jsonCitation struct {
	Kind          string       `json:"kind"`
	Type          string       `json:"type,omitempty"`
	Span          jsonSpan     `json:"span"`
	Text          string       `json:"text"`
	Signal        string       `json:"signal,omitempty"`
	Nested        bool         `json:"nested,omitempty"`
	Authors       []jsonName   `json:"authors,omitempty"`
	Editors       []jsonName   `json:"editors,omitempty"`
	Translators   []jsonName   `json:"translators,omitempty"`
	Title         string       `json:"title,omitempty"`
	ParallelTitle string       `json:"parallelTitle,omitempty"`
	Container     string       `json:"container,omitempty"`
	Publisher     string       `json:"publisher,omitempty"`
	Place         string       `json:"place,omitempty"`
	Edition       string       `json:"edition,omitempty"`
	Volume        string       `json:"volume,omitempty"`
	Issue         string       `json:"issue,omitempty"`
	Number        string       `json:"number,omitempty"`
	Date          *jsonDate    `json:"date,omitempty"`
	OriginalDate  *jsonDate    `json:"originalDate,omitempty"`
	Accessed      *jsonDate    `json:"accessed,omitempty"`
	Pages         string       `json:"pages,omitempty"`
	Locator       string       `json:"locator,omitempty"`
	DOI           string       `json:"doi,omitempty"`
	ISBN          string       `json:"isbn,omitempty"`
	ArXiv         string       `json:"arxiv,omitempty"`
	Alias         string       `json:"alias,omitempty"`
	Language      string       `json:"language,omitempty"`
	Confidence    float64      `json:"confidence"`
	Links         []jsonLink   `json:"links"`
	Archived      *jsonLink    `json:"archived,omitempty"`
	Repairs       []jsonRepair `json:"repairs,omitempty"`
	Rest          string       `json:"rest,omitempty"`
	RefersTo      *jsonRefers  `json:"refersTo,omitempty"`
}

type jsonName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

// A jsonRefers says what a back-reference means: Note and Index, or, if it was refused, Reason and
// Candidates.
type jsonRefers struct {
	Note       string          `json:"note,omitempty"`
	Index      *int            `json:"index,omitempty"`
	Reason     string          `json:"reason,omitempty"`
	Candidates []jsonCitePlace `json:"candidates,omitempty"`
}

type jsonCitePlace struct {
	Note  string `json:"note"`
	Index int    `json:"index"`
}

type jsonRepair struct {
	Kind string   `json:"kind"`
	Span jsonSpan `json:"span"`
}

type jsonLink struct {
	Raw         string   `json:"raw"`
	URL         string   `json:"url,omitempty"`
	Text        string   `json:"text,omitempty"`
	Fragment    string   `json:"fragment,omitempty"`
	Alternative string   `json:"alternative,omitempty"`
	Verdict     string   `json:"verdict,omitempty"`
	Redacted    bool     `json:"redacted,omitempty"`
	Span        jsonSpan `json:"span"`
}

type jsonDate struct {
	ISO       string `json:"iso,omitempty"`
	Precision string `json:"precision"`
	Text      string `json:"text,omitempty"`
}

type jsonSpan struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
	StartOffset int `json:"startOffset"`
	EndOffset   int `json:"endOffset"`
}

// noteIDs returns the IDs of the notes of all documents. The ID of no note is empty.
func noteIDs(docs []*checker.Document) map[*checker.Note]string {
	all := map[*checker.Note]string{}
	for _, d := range docs {
		for n, id := range d.NoteIDs() {
			all[n] = redact(id)
		}
	}
	return all
}

// A documentWriter turns one document into its JSON form.
type documentWriter struct {
	result func(url string) *checker.Result // nil: without verdicts
	ids    map[*checker.Note]string
	at     map[*checker.Citation]jsonCitePlace
	quoted map[checker.Quotation]attributed
}

// newDocuments writes documents with what result says of their sources; nil: without verdicts.
func newDocuments(docs []*checker.Document, result func(url string) *checker.Result, online bool) []jsonDocument {
	js := make([]jsonDocument, 0, len(docs))
	for _, d := range docs {
		w := documentWriter{result, noteIDs([]*checker.Document{d}), map[*checker.Citation]jsonCitePlace{}, map[checker.Quotation]attributed{}}
		if online {
			for _, a := range attributionsOf(d, result) {
				w.quoted[a.Quotation] = a
			}
		}
		for _, n := range d.Notes {
			for i, c := range n.Citations {
				w.at[c] = jsonCitePlace{w.ids[n], i}
			}
		}
		js = append(js, w.document(d))
	}
	return js
}

func (w documentWriter) document(d *checker.Document) jsonDocument {
	j := jsonDocument{
		Path: redact(d.Path), Format: d.Format, Bytes: len(d.Source), Derived: d.Derived, Digest: digest(d.Source),
		Title: redact(d.Title), Authors: redacted(d.Authors), Date: newDate(d.Date),
		Notes: make([]jsonNote, 0, len(d.Notes)), Links: w.links(d.Links),
	}
	for _, n := range d.Notes {
		j.Notes = append(j.Notes, w.note(n))
	}
	return j
}

func (w documentWriter) note(n *checker.Note) jsonNote {
	j := jsonNote{
		ID: w.ids[n], Label: redact(n.Label), Kind: string(n.Kind), Text: redact(n.Text),
		Markers: make([]jsonMarker, 0, len(n.Markers)), Citations: make([]jsonCitation, 0, len(n.Citations)),
	}
	if !n.Span.IsZero() {
		span := newSpan(n.Span)
		j.Span = &span
	}
	for _, m := range n.Markers {
		jm := jsonMarker{Span: newSpan(m.Span), Claim: redact(m.Claim)}
		for _, q := range m.Quotations {
			jm.Quotations = append(jm.Quotations, w.quotation(q))
		}
		j.Markers = append(j.Markers, jm)
	}
	for _, c := range n.Citations {
		j.Citations = append(j.Citations, w.citation(c))
	}
	return j
}

func (w documentWriter) quotation(q checker.Quotation) jsonQuotation {
	j := jsonQuotation{Text: redact(q.Text), Open: q.Open, Span: newSpan(q.Span)}
	a, ok := w.quoted[q]
	if !ok {
		return j
	}
	if why := a.whyNotCompared(); why != "" {
		j.Answer, j.Reason = checker.AnswerNoText, plain(why)
		return j
	}
	j.Answer, j.Source = a.Answer.Answer, redact(a.Link.URL)
	return j
}

func (w documentWriter) citation(c *checker.Citation) jsonCitation {
	j := jsonCitation{
		Kind: string(c.Kind), Type: redact(c.Type), Span: newSpan(c.Span), Text: redact(c.Text), Signal: redact(c.Signal), Nested: c.Nested,
		Authors: newNames(c.Authors), Editors: newNames(c.Editors), Translators: newNames(c.Translators),
		Title: redact(c.Title), ParallelTitle: redact(c.ParallelTitle), Container: redact(c.Container),
		Publisher: redact(c.Publisher), Place: redact(c.Place), Edition: redact(c.Edition), Volume: redact(c.Volume),
		Issue: redact(c.Issue), Number: redact(c.Number), Date: newDate(c.Date), OriginalDate: newDate(c.OriginalDate),
		Accessed: newDate(c.Accessed), Pages: redact(c.Pages), Locator: redact(c.Locator), DOI: redact(c.DOI),
		ISBN: redact(c.ISBN), ArXiv: redact(c.ArXiv), Alias: redact(c.Alias), Language: redact(c.Language),
		Confidence: round(c.Confidence), Links: w.links(c.Links), Rest: redact(c.Rest), RefersTo: w.refers(c),
	}
	if c.Archived != nil {
		link := w.link(c.Archived)
		j.Archived = &link
	}
	for _, r := range c.Repairs {
		j.Repairs = append(j.Repairs, jsonRepair{string(r.Kind), newSpan(r.Span)})
	}
	return j
}

func (w documentWriter) refers(c *checker.Citation) *jsonRefers {
	if c.RefersTo != nil {
		if at, ok := w.at[c.RefersTo]; ok {
			return &jsonRefers{Note: at.Note, Index: &at.Index}
		}
	}
	if c.Reason == "" {
		return nil
	}
	j := &jsonRefers{Reason: c.Reason}
	for _, other := range c.Candidates {
		if at, ok := w.at[other]; ok {
			j.Candidates = append(j.Candidates, at)
		}
	}
	return j
}

func (w documentWriter) links(ls []*checker.Link) []jsonLink {
	js := make([]jsonLink, 0, len(ls))
	for _, l := range ls {
		js = append(js, w.link(l))
	}
	return js
}

func (w documentWriter) link(l *checker.Link) jsonLink {
	j := jsonLink{
		Raw: redact(l.Raw), URL: redact(l.URL), Text: redact(l.Text), Fragment: redactFragment(l.Fragment),
		Alternative: redact(l.Alternative), Span: newSpan(l.Span),
	}
	j.Redacted = j.Raw != l.Raw || j.URL != l.URL || j.Text != l.Text || j.Fragment != l.Fragment || j.Alternative != l.Alternative
	if w.result != nil && l.URL != "" {
		if r := w.result(l.URL); r != nil {
			j.Verdict = string(r.Verdict)
		}
	}
	return j
}

func redactFragment(s string) string {
	return redact("#" + s)[1:]
}

func newNames(names []checker.Name) []jsonName {
	var js []jsonName
	for _, n := range names {
		js = append(js, jsonName{redact(n.Family), redact(n.Given), redact(n.Suffix), redact(n.Literal)})
	}
	return js
}

// newDate returns nil for a date that is not stated.
func newDate(d checker.Date) *jsonDate {
	if d.IsZero() {
		return nil
	}
	return &jsonDate{d.EDTF, string(d.Precision()), redact(d.Text)}
}

func newSpan(s checker.Span) jsonSpan {
	return jsonSpan{s.Start.Line, s.Start.Column, s.End.Line, s.End.Column, s.Start.Offset, s.End.Offset}
}

package report

import (
	"io"

	"github.com/citelint/citelint/checker"
)

// CSLJSON writes the sources that the documents cite, for reference managers, in the form of the
// Citation Style Language 1.0.2 (its schema csl-data.json).
func CSLJSON(w io.Writer, rep *checker.Report) error {
	items := newItems(rep.Documents)
	out := make([]cslItem, 0, len(items))
	for _, it := range items {
		out = append(out, newCSLItem(it))
	}
	return encode(w, out)
}

// cslTypes are the types of CSL 1.0.2.
var cslTypes = map[string]bool{
	"article": true, "article-journal": true, "article-magazine": true, "article-newspaper": true, "bill": true, "book": true,
	"broadcast": true, "chapter": true, "classic": true, "collection": true, "dataset": true, "document": true, "entry": true,
	"entry-dictionary": true, "entry-encyclopedia": true, "event": true, "figure": true, "graphic": true, "hearing": true,
	"interview": true, "legal_case": true, "legislation": true, "manuscript": true, "map": true, "motion_picture": true,
	"musical_score": true, "pamphlet": true, "paper-conference": true, "patent": true, "performance": true, "periodical": true,
	"personal_communication": true, "post": true, "post-weblog": true, "regulation": true, "report": true, "review": true,
	"review-book": true, "software": true, "song": true, "speech": true, "standard": true, "thesis": true, "treaty": true,
	"webpage": true,
}

type cslItem struct {
	ID         string     `json:"id"`
	Type       string     `json:"type"`
	Title      string     `json:"title,omitempty"`
	Author     []jsonName `json:"author,omitempty"`
	Editor     []jsonName `json:"editor,omitempty"`
	Translator []jsonName `json:"translator,omitempty"`
	Container  string     `json:"container-title,omitempty"`
	Publisher  string     `json:"publisher,omitempty"`
	Place      string     `json:"publisher-place,omitempty"`
	Edition    string     `json:"edition,omitempty"`
	Volume     string     `json:"volume,omitempty"`
	Issue      string     `json:"issue,omitempty"`
	Number     string     `json:"number,omitempty"`
	Page       string     `json:"page,omitempty"`
	Issued     *cslDate   `json:"issued,omitempty"`
	Original   *cslDate   `json:"original-date,omitempty"`
	Accessed   *cslDate   `json:"accessed,omitempty"`
	Language   string     `json:"language,omitempty"`
	DOI        string     `json:"DOI,omitempty"`
	ISBN       string     `json:"ISBN,omitempty"`
	URL        string     `json:"URL,omitempty"`
	Custom     cslCustom  `json:"custom"`
}

type cslCustom struct {
	Citelint cslOwn `json:"citelint"`
}

// A cslOwn is what CSL has no variable for.
type cslOwn struct {
	ParallelTitle string   `json:"parallelTitle,omitempty"`
	Cited         []string `json:"cited"`
}

type cslDate struct {
	Parts   [][]int `json:"date-parts,omitempty"`
	Season  int     `json:"season,omitempty"`
	Circa   bool    `json:"circa,omitempty"`
	Literal string  `json:"literal,omitempty"`
}

func newCSLItem(it *item) cslItem {
	return cslItem{
		ID: it.id, Type: it.Type, Title: it.Title, Author: newNames(it.Authors), Editor: newNames(it.Editors),
		Translator: newNames(it.Translators), Container: it.Container, Publisher: it.Publisher, Place: it.Place,
		Edition: it.Edition, Volume: it.Volume, Issue: it.Issue, Number: it.number(), Page: it.Pages,
		Issued: newCSLDate(it.Date), Original: newCSLDate(it.OriginalDate), Accessed: newCSLDate(it.Accessed),
		Language: it.Language, DOI: it.DOI, ISBN: it.ISBN, URL: it.url,
		Custom: cslCustom{cslOwn{it.ParallelTitle, it.cited}},
	}
}

// number is the number of the item; a preprint's is that of its archive.
func (it *item) number() string {
	if it.Number == "" && it.ArXiv != "" {
		return "arXiv:" + it.ArXiv
	}
	return it.Number
}

func newCSLDate(d checker.Date) *cslDate {
	if d.IsZero() {
		return nil
	}
	c, ok := newCalendar(d)
	if !ok {
		return &cslDate{Literal: words(d)}
	}
	date := &cslDate{Parts: [][]int{c.from.parts()}, Season: c.from.season, Circa: c.circa}
	if c.to != (day{}) {
		date.Parts = append(date.Parts, c.to.parts())
	}
	return date
}

func (d day) parts() []int {
	parts := []int{d.year}
	if d.month > 0 {
		parts = append(parts, d.month)
	}
	if d.day > 0 {
		parts = append(parts, d.day)
	}
	return parts
}

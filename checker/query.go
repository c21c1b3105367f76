package checker

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// Queries returns one query for each source that the documents link to, sorted by URL. A citation
// adds what it says about the source, a back-reference what its full citation says, and a claim what
// it quotes from the sources of its notes.
func Queries(docs []*Document) []Query {
	qs := cited(docs)
	for _, d := range docs {
		qs.quote(d)
	}
	return qs.sorted()
}

// cited returns the queries of documents without what is quoted.
func cited(docs []*Document) queries {
	qs := queries{}
	for _, d := range docs {
		for _, l := range d.Links {
			qs.of(l)
		}
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				for _, l := range c.AllLinks() {
					if q := qs.of(l); q != nil && l != c.Archived && c.Kind.IsFull() && c.Confidence >= .5 {
						q.add(c)
					}
				}
			}
		}
	}
	return qs
}

// queries are those of a run, by URL.
type queries map[string]*Query

// of returns the query for a link's source; nil if it names none.
func (qs queries) of(l *Link) *Query {
	if l.URL == "" {
		return nil
	}
	q := qs[l.URL]
	if q == nil {
		q = &Query{URL: l.URL}
		qs[l.URL] = q
	}
	addString(&q.Fragments, l.Fragment)
	addString(&q.Alternatives, l.Alternative)
	return q
}

// add asks for what a citation says.
func (q *Query) add(c *Citation) {
	addString(&q.Titles, c.Title)
	addString(&q.Titles, c.ParallelTitle)
	for _, a := range c.Authors {
		addString(&q.Authors, a.String())
	}
	if w, ok := c.work(); ok && !slices.Contains(q.Works, w) {
		q.Works = append(q.Works, w)
	}
	addString(&q.Containers, c.Container)
	addString(&q.Containers, c.Publisher)
	if c.Date.EDTF != "" && !slices.Contains(q.Dates, c.Date) {
		q.Dates = append(q.Dates, c.Date)
	}
}

const (
	// maxQuotations is how many quotations one source is asked for.
	maxQuotations = 500
	// maxOthers is how many quotations of other notes a source is asked for.
	maxOthers = 200
	// A quotation of fewer words or letters is not looked for in sources that are not said to have it.
	leastOtherWords, leastOtherLetters = 6, 40
	leastOtherHan                      = 12
)

// quote asks sources for what the document quotes: those of its notes whether they have it and how it
// differs, the others of the document whether they have it word for word, which says where a
// quotation is from that its own source lacks. Of long documents, that is for the quotations nearest
// to where the source is first cited.
func (qs queries) quote(d *Document) {
	type question struct{ url, text string }
	own := map[question]bool{} // what sources were asked for
	var texts []string
	behind := make(map[*Note]int, len(d.Notes)) // how many of texts stand before the note's first one
	for _, a := range Attributions(d) {
		if _, ok := behind[a.Marker.Note]; !ok {
			behind[a.Marker.Note] = len(texts)
		}
		text := a.Quotation.Text
		if a.Quotation.Open {
			continue
		}
		for _, c := range a.Citations {
			for _, l := range c.AllLinks() {
				q := qs.of(l)
				if q == nil || own[question{l.URL, text}] || len(q.Quotations) >= maxQuotations {
					continue
				}
				own[question{l.URL, text}] = true
				addString(&q.Quotations, text)
			}
		}
		if isTelling(text) && !slices.Contains(texts[max(0, len(texts)-maxOthers):], text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return
	}
	at, asked := 0, map[string]bool{}
	for _, n := range d.Notes {
		at = max(at, behind[n])
		from := max(0, min(at-maxOthers/2, len(texts)-maxOthers))
		for _, c := range n.Citations {
			for _, l := range c.AllLinks() {
				q := qs.of(l)
				if q == nil || asked[l.URL] {
					continue
				}
				asked[l.URL] = true
				for _, text := range texts[from:min(len(texts), from+maxOthers)] {
					if !own[question{l.URL, text}] && len(q.Others) < maxOthers {
						addString(&q.Others, text)
					}
				}
			}
		}
	}
}

// isTelling reports whether a quotation is so long that a page that has it is its source.
func isTelling(text string) bool {
	letters, han := 0, 0
	for _, r := range match.Letters(text) {
		letters++
		if match.IsCJK(r) {
			han++
		}
	}
	return han >= leastOtherHan || letters >= leastOtherLetters && match.Words(text) >= leastOtherWords
}

func (qs queries) sorted() []Query {
	all := make([]Query, 0, len(qs))
	for _, url := range slices.Sorted(maps.Keys(qs)) {
		q := qs[url]
		q.Others = slices.DeleteFunc(q.Others, func(s string) bool { return slices.Contains(q.Quotations, s) })
		for _, s := range [][]string{q.Alternatives, q.Fragments, q.Titles, q.Authors, q.Containers, q.Quotations, q.Others} {
			slices.Sort(s)
		}
		slices.SortFunc(q.Dates, func(a, b Date) int { return cmp.Or(strings.Compare(a.EDTF, b.EDTF), strings.Compare(a.Text, b.Text)) })
		slices.SortFunc(q.Works, func(a, b Work) int {
			return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Author, b.Author), cmp.Compare(a.Year, b.Year))
		})
		all = append(all, *q)
	}
	return all
}

package rule

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var noteUncitedEntry = &checker.Rule{
	ID:       "note/uncited-entry",
	Severity: checker.Info,
	Doc: doc("An entry of the bibliography that nothing cites",
		"Nearly all entries are cited in the text, and a reader looks for the place where this one is. Its reference was lost, or the entry was left over.",
		"A [see][#Roe]. B [see][#Prior]. C [see][#Doe]. D [see][#Moe]. E [see][#Poe].\n\n"+
			"[#Roe]: Anna Roe, *Salt* (Oslo: Fjord, 2001).\n\n"+
			"[#Prior]: Joan Prior, *Quays* (Bencher, 2012).\n\n"+
			"[#Doe]: Ben Doe, *Tides* (Bencher, 2013).\n\n"+
			"[#Moe]: Carl Moe, *Sea* (Oslo: Fjord, 2004).\n\n"+
			"[#Poe]: Dan Poe, *Gulls* (Oslo: Fjord, 2005).\n\n"+
			"[#Soe]: Eva Soe, *Sand* (Oslo: Fjord, 2006).",
		"Cite the source where it was used, or take the entry out.",
		"where fewer than four in five entries are cited, with fewer than five, and under headings such as “Further reading” and “Selected bibliography”."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkUncited(p, d)
		}
	},
}

func checkUncited(p *checker.Pass, d *checker.Document) {
	meant := map[*checker.Citation]bool{}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			meant[c.RefersTo] = true
		}
	}
	var uncited []*checker.Note
	entries, under, between := 0, headingsOf(d), betweenMarkers(d)
	for _, n := range d.Notes {
		if n.Kind != checker.Bibliography || n.Span.IsZero() || isFurtherReading(under, n) {
			continue
		}
		entries++
		if len(n.Markers) == 0 && !between[number(n)] && !slices.ContainsFunc(n.Citations, func(c *checker.Citation) bool { return meant[c] }) {
			uncited = append(uncited, n)
		}
	}
	cited := entries - len(uncited)
	if entries < leastSamples || 100*cited < habitShare*entries {
		return
	}
	for _, n := range uncited {
		p.Report(checker.Finding{
			Message: fmt.Sprintf("nothing cites this entry; %d of %d entries are cited", cited, entries),
			Span:    n.Span, Subject: checker.Subject{Document: d, Note: n},
		})
	}
}

// furtherReading are words of headings over sources that the text need not cite.
var furtherReading = words(`further_reading selected suggested_reading recommended additional general weiterführende auswahl pour_aller_plus_loin lecturas дополнительная 延伸阅读`)

// isFurtherReading reports whether an entry stands under such a heading.
func isFurtherReading(headings []*checker.Block, n *checker.Note) bool {
	i := sort.Search(len(headings), func(i int) bool { return headings[i].Start > n.Span.Start.Offset })
	if i == 0 {
		return false
	}
	text := match.Fold(headings[i-1].Text())
	return slices.ContainsFunc(furtherReading, func(w string) bool { return match.Has(text, w) })
}

// headingsOf returns the headings of d by place.
func headingsOf(d *checker.Document) []*checker.Block {
	var all []*checker.Block
	for _, b := range d.Body {
		if b.Kind == checker.Heading {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b *checker.Block) int { return a.Start - b.Start })
	return all
}

// betweenMarkers returns the numbers between two markers that a dash joins: 4 in [3]–[5].
func betweenMarkers(d *checker.Document) map[int]bool {
	var markers []*checker.Marker
	for _, n := range d.Notes {
		if n.Kind == checker.Bibliography {
			markers = append(markers, n.Markers...)
		}
	}
	sortMarkers(markers)
	between := map[int]bool{}
	for i := 1; i < len(markers); i++ {
		from, to := markers[i-1], markers[i]
		a, b := number(from.Note), number(to.Note)
		start, end := from.Span.End.Offset, to.Span.Start.Offset
		if a == 0 || b-a < 2 || b-a > maxBetween || end <= start || end-start > len(" — ") {
			continue
		}
		switch strings.TrimSpace(string(d.Source[start:end])) {
		case "–", "—", "-", "‑", "−":
			for n := a + 1; n < b; n++ {
				between[n] = true
			}
		}
	}
	return between
}

// maxBetween is how many numbers two markers span at most.
const maxBetween = 50

package rule

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// eachRecord makes a Check of a decision about one full citation and one record that a registry gave
// for an identifier of it. The finding stands at the link that names the identifier, else at the
// citation.
func eachRecord(decide func(*checker.Pass, checker.Subject, checker.RecordAt) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for s := range citations(p) {
			if !isStated(s.Citation) || s.Citation.Span.IsZero() {
				continue
			}
			for _, r := range p.Records(s.Citation) {
				if f, ok := decide(p, s, r); ok {
					reportRecord(p, s, r, f)
				}
			}
		}
	}
}

// reportRecord reports a finding about a citation's record.
func reportRecord(p *checker.Pass, s checker.Subject, r checker.RecordAt, f checker.Finding) {
	where := s.Citation.Span
	for _, l := range s.Citation.Links {
		if id, ok := match.Identifier(l.URL); ok && id == r.Identifier {
			s.Link, where = l, l.Span
			break
		}
	}
	if f.Span.IsZero() {
		f.Span = where
	}
	f.Subject, f.URL = s, r.URL
	p.Report(f)
}

// isDOIRecord reports whether a record is there, and is that of a DOI.
func isDOIRecord(r checker.RecordAt) bool {
	return r.State == checker.RecordFound && strings.HasPrefix(r.Identifier, "doi:")
}

// identifierWords names an identifier as a message does: the DOI “10.5555/x”.
func identifierWords(id string) string {
	kind, name, _ := strings.Cut(id, ":")
	switch kind {
	case "doi":
		return "the DOI " + quoted(name)
	case "arxiv":
		return "the arXiv identifier " + quoted(name)
	case "pmid":
		return "the PubMed identifier " + quoted(name)
	}
	return quoted(id)
}

// said names who said something, and when: "Crossref said on 2026-03-02".
func said(r checker.RecordAt) string {
	if r.Asked.IsZero() {
		return r.Registry + " said"
	}
	return r.Registry + " said on " + day(r.Asked)
}

// citedTitles returns what a citation calls its source: its titles, and linked words that are none of
// its addresses.
func citedTitles(c *checker.Citation) []string {
	var titles []string
	for _, t := range []string{c.Title, c.ParallelTitle} {
		if t != "" {
			titles = append(titles, t)
		}
	}
	for _, l := range c.Links {
		if match.Words(l.Text) >= 3 && !isAddress(l.Text) {
			titles = append(titles, l.Text)
		}
	}
	return titles
}

// otherTitle returns the cited title of a work, and the title that its record has, if they are two:
// every cited title disagrees with all that the record calls the work and what it is part of.
func otherTitle(c *checker.Citation, r *checker.Record) (cited, registered string, ok bool) {
	if len(r.Titles) == 0 || c.Title == "" {
		return "", "", false
	}
	names := append(append([]string{}, r.Titles...), r.Containers...)
	for _, t := range citedTitles(c) {
		if l := match.Title(t, names...); !l.Disagrees() {
			return "", "", false
		}
	}
	if c.Container != "" && match.Title(c.Container, r.Titles...).Agrees() { // the DOI is that of the whole
		return "", "", false
	}
	text := match.Skeleton(c.Text)
	for _, t := range r.Titles {
		if match.Words(t) >= 3 && match.Has(text, match.Skeleton(t)) { // it is cited, and was read as something else
			return "", "", false
		}
	}
	return c.Title, r.Titles[0], true
}

// A fit says how two statements compare.
type fit int

const (
	uncompared fit = iota // there is nothing to compare
	agreed
	disagreed
)

// firstAuthorFit says whether the first author of a record is among those that a citation names.
// What is written in another script is not compared, nor are names of organisations.
func firstAuthorFit(c *checker.Citation, r *checker.Record) fit {
	first := firstName(r)
	if first.Family == "" {
		return uncompared
	}
	want := nameKeys(first.Family)
	people, sameScript := false, false
	for _, list := range [][]checker.Name{c.Authors, c.Editors, c.Translators} {
		for _, n := range list {
			people = people || n.Family != ""
			sameScript = sameScript || isLatin(n.String()) == isLatin(first.Family)
		}
	}
	for _, key := range nameKeys(c.Text) {
		for _, w := range want {
			if key == w {
				return agreed
			}
		}
	}
	if !people || !sameScript || len(want) == 0 {
		return uncompared
	}
	return disagreed
}

// firstName is a record's first author, or else its first editor.
func firstName(r *checker.Record) checker.Name {
	for _, list := range [][]checker.Name{r.Authors, r.Editors} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return checker.Name{}
}

// transcribed writes vowels with diaeresis as those do who have no such keys.
var transcribed = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "ø", "o", "å", "a", "æ", "a")

// nameKeys returns the words of a name, or of a text that holds one, as they are compared: without
// diacritics, and without particles of one letter.
func nameKeys(s string) []string {
	var keys []string
	for _, w := range match.Tokens(s[:min(len(s), maxLooked)]) {
		if key := transcribed.Replace(match.Plain(w)); len(key) > 1 {
			keys = append(keys, key)
		}
	}
	return keys
}

// isLatin reports whether the first letter is one of the Latin script.
func isLatin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.Is(unicode.Latin, r)
		}
	}
	return true
}

// yearFit says whether one of a record's years lies within one of the cited year: what is online
// first is printed later. Of books nobody can tell: a record may be that of another edition or of a
// scan.
func yearFit(c *checker.Citation, r *checker.Record) fit {
	cited, years := c.Date.Year(), r.Years()
	if cited == 0 || len(years) == 0 || c.Edition != "" || !c.OriginalDate.IsZero() || isBook(r.Type) {
		return uncompared
	}
	for _, y := range years {
		if y-cited >= -1 && y-cited <= 1 {
			return agreed
		}
	}
	return disagreed
}

// bookTypes are Crossref's, CSL's and DataCite's types of books and what is in them, folded.
var bookTypes = words(`
	book monograph edited-book reference-book book-series book-set book-chapter book-section book-part book-track
	reference-entry chapter bookchapter entry entry-encyclopedia entry-dictionary`)

func isBook(kind string) bool { return in(bookTypes, match.Fold(kind)) }

// yearWords names the years of a record: "2014 and 2015".
func yearWords(r *checker.Record) string {
	var years []string
	for _, y := range slices.Sorted(slices.Values(r.Years())) {
		years = append(years, strconv.Itoa(y))
	}
	return list(years)
}

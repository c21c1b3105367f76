package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var matchDOITitle = &checker.Rule{
	ID:       "match/doi-title",
	Severity: checker.Error,
	Online:   true,
	Records:  true,
	Masks:    []checker.Mask{{Rules: []string{"match/doi-record", "match/doi-url"}, Scope: checker.OnSource}},
	Doc: doc("The DOI is that of a work with another title",
		"The registry of DOIs has another work under this one. A reader who follows it finds something else than what is cited.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Salt and the Sea Wall”, *Journal of Tides* 3, no. 2 (2019): 12, https://doi.org/10.5555/jot.2019.99.`,
		"Look the work up by its title, and copy its DOI from its own page. If the title is right in the registry, put the citation right.",
		"unless records are asked for (--registries identifiers), for titles in another script or of less than three words, if the record's title stands anywhere in the citation, and if the DOI is that of the periodical or the book. A warning if the first author and the year agree."),
	Check: eachRecord(decideDOITitle),
}

func decideDOITitle(p *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	if !isDOIRecord(r) {
		return checker.Finding{}, false
	}
	cited, registered, ok := otherTitle(s.Citation, r.Record)
	if !ok || isTitled(p, s.Citation) {
		return checker.Finding{}, false
	}
	f := checker.Finding{Message: fmt.Sprintf("the citation says %s, and %s that %s is %s", quoted(cited), said(r), identifierWords(r.Identifier), quoted(registered))}
	if firstAuthorFit(s.Citation, r.Record) == agreed && yearFit(s.Citation, r.Record) == agreed {
		f.Severity = checker.Warning
	}
	return f, true
}

// isTitled reports whether one of a citation's records has the cited title: it gives a second
// identifier, such as that of the data.
func isTitled(p *checker.Pass, c *checker.Citation) bool {
	return slices.ContainsFunc(p.Records(c), func(r checker.RecordAt) bool {
		return r.State == checker.RecordFound && match.Title(c.Title, r.Titles...).Agrees()
	})
}

var matchDOIRecord = &checker.Rule{
	ID:       "match/doi-record",
	Severity: checker.Warning,
	Online:   true,
	Records:  true,
	Fix:      checker.UnsafeFix,
	Doc: doc("The DOI's record has another year or another first author",
		"The registry of DOIs and the citation do not agree. One of the two is wrong, and a reader who looks for the year or the name finds nothing.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Salt and the Sea Wall”, *Journal of Tides* 3, no. 2 (2014): 12, https://doi.org/10.5555/jot.2019.12.`,
		"Look at the work itself. It may be the registry that is wrong.",
		"unless records are asked for (--registries identifiers), if one of the record's years is within one of the cited year, for years of books, of editions and of reprints, for names of organisations and names in another script, and if the title is another (match/doi-title says it)."),
	Check: eachRecord(decideDOIRecord),
}

func decideDOIRecord(p *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	c := s.Citation
	if !isDOIRecord(r) || len(p.Records(c)) > 1 && !match.Title(c.Title, r.Titles...).Agrees() {
		return checker.Finding{}, false
	}
	if yearFit(c, r.Record) == disagreed {
		return checker.Finding{
			Message: fmt.Sprintf("the citation says %d, and %s that %s is of %s", c.Date.Year(), said(r), identifierWords(r.Identifier), yearWords(r.Record)),
			Fix:     replaceYear(s, r.Record),
		}, true
	}
	if firstAuthorFit(c, r.Record) == disagreed {
		return checker.Finding{
			Message: fmt.Sprintf("%s that the first author of %s is %s, whom the citation does not name", lowerSaid(r), identifierWords(r.Identifier), quoted(firstName(r.Record).String())),
		}, true
	}
	return checker.Finding{}, false
}

// lowerSaid is said at the beginning of a message, which begins with no capital.
func lowerSaid(r checker.RecordAt) string { return "the registry " + said(r) }

// replaceYear writes a record's only year in place of the cited one; nil if it has several, or if the
// cited one does not stand in one place.
func replaceYear(s checker.Subject, r *checker.Record) *checker.Fix {
	years := r.Years()
	if len(years) != 1 {
		return nil
	}
	whole := dateSpan(s, s.Citation.Date)
	text, cited := s.Document.Text(whole), strconv.Itoa(s.Citation.Date.Year())
	at := strings.Index(text, cited)
	if at < 0 || strings.Count(text, cited) > 1 || whole == s.Citation.Span {
		return nil
	}
	at += whole.Start.Offset
	year := strconv.Itoa(years[0])
	return &checker.Fix{
		Message: "write " + year,
		Edits:   []checker.Edit{{Span: s.Document.Span(at, at+len(cited)), NewText: year}},
	}
}

var matchDOIURL = &checker.Rule{
	ID:       "match/doi-url",
	Severity: checker.Warning,
	Online:   true,
	Records:  true,
	Doc: doc("The DOI and the link lead to two works",
		"A citation gives two ways to its source, and what is at their ends has two titles. A reader does not know which of them was read.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “[Salt and the Sea Wall](https://sund.example/barrage)”, *Journal of Tides* 3, no. 2 (2019): 12, https://doi.org/10.5555/jot.2019.12.`,
		"Follow both, and keep the one that leads to the cited work.",
		"unless records are asked for (--registries identifiers), if the page states the DOI, if it was not read or is in another language, for searches, collections, archives and front pages, and if the cited title stands on the page."),
	Check: eachRecord(decideDOIURL),
}

func decideDOIURL(p *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	if !isDOIRecord(r) || len(r.Titles) == 0 || len(p.Records(s.Citation)) > 1 {
		return checker.Finding{}, false
	}
	for _, l := range s.Citation.Links {
		res := p.Result(l)
		if _, names := match.Identifier(l.URL); names || !isAnswered(res) || !isOwnAddress(p, l.URL) || !isOtherWork(&res.Page, r.Record, res.Titles) {
			continue
		}
		return checker.Finding{Message: fmt.Sprintf("the page at %s calls itself %s, and %s that %s is %s",
			match.Host(l.URL), quoted(res.Page.Titles[0]), said(r), identifierWords(r.Identifier), quoted(r.Titles[0])), Span: l.Span}, true
	}
	return checker.Finding{}, false
}

// isOwnAddress reports whether an address can be that of one work.
func isOwnAddress(p *checker.Pass, addr string) bool {
	return !isSearchPage(p, addr) && !isAggregator(p, addr) && !match.IsArchive(addr) && !isResolver(addr) && len(segments(addr)) > 0
}

// isOtherWork reports whether a page was read, and is that of another work than the record's.
func isOtherWork(page *checker.Page, r *checker.Record, cited []string) bool {
	if len(page.Titles) == 0 || page.Partial || page.Record != nil && page.Record.Identifier == r.Identifier || isOtherLanguage(page.Language, r.Language) {
		return false
	}
	if id, ok := match.DOI(page.DOI); ok && id == r.Identifier || strings.Contains(strings.ToLower(page.URL), strings.TrimPrefix(r.Identifier, "doi:")) {
		return false
	}
	for _, a := range page.Answers.Titles {
		if a.InText || a.Answer == checker.AnswerMatch {
			return false
		}
	}
	names := append(append([]string{}, r.Titles...), r.Containers...)
	for _, t := range r.Titles {
		if !match.Title(t, page.Titles...).Disagrees() {
			return false
		}
	}
	compared := false
	for _, t := range page.Titles {
		l := match.Title(t, names...)
		if l.Agrees() || !l.Short && !l.Disagrees() {
			return false
		}
		compared = compared || l.Disagrees()
	}
	return compared
}

// isOtherLanguage reports whether two languages of BCP 47 are known and two.
func isOtherLanguage(a, b string) bool {
	a, _, _ = strings.Cut(strings.ToLower(a), "-")
	b, _, _ = strings.Cut(strings.ToLower(b), "-")
	return a != "" && b != "" && a != b
}

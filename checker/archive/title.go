package archive

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// find looks for a work that is cited without an identifier: in Crossref, by title, first author and
// year. Crossref's own order and score say nothing: what is found is compared. Nil if nothing fits.
func (r *Registries) find(ctx context.Context, query string, w checker.Work) *checker.Record {
	key := fmt.Sprintf("title %s\n%s\n%d", w.Title, w.Author, w.Year)
	return r.once(ctx, key, func() *checker.Record {
		words := w.Title + " " + w.Author
		if w.Year != 0 {
			words += " " + strconv.Itoa(w.Year)
		}
		a, err := r.ask(ctx, question{query: query, accept: "application/json", search: true,
			url: "https://api.crossref.org/works?query.bibliographic=" + url.QueryEscape(cut(words, maxSearch)) +
				"&rows=3&select=DOI,title,subtitle,original-title,author,issued,published,container-title,type" + r.mailto("&")})
		if err == nil && a.status == http.StatusOK {
			rows, errParse := parseSearch(a.body)
			if errParse == nil {
				return r.chosen(ctx, query, w, rows)
			}
			err = errParse
		}
		record := unknown("", "Crossref", answered(a, err))
		record.ByTitle = w.Title
		return record
	})
}

// maxSearch is how many bytes of a citation are looked for.
const maxSearch = 400

// chosen returns the whole record of the first row that is the work; nil if none is.
func (r *Registries) chosen(ctx context.Context, query string, w checker.Work, rows []*checker.Record) *checker.Record {
	for _, row := range rows {
		if !isWork(w, row) {
			continue
		}
		whole := *r.lookUp(ctx, query, row.Identifier, false)
		if whole.State != checker.RecordFound {
			whole = *row
			whole.Registry, whole.State = "Crossref", checker.RecordFound
		}
		whole.ByTitle = w.Title
		return &whole
	}
	return nil
}

// isWork reports whether a record is that of a cited work: the titles agree, and so do first author
// and year, of which one may be lacking.
func isWork(w checker.Work, r *checker.Record) bool {
	if !match.Title(w.Title, r.Titles...).Agrees() {
		return false
	}
	confirmed := 0
	if years := r.Years(); w.Year != 0 && len(years) > 0 {
		near := false
		for _, y := range years {
			near = near || y-w.Year >= -1 && y-w.Year <= 1
		}
		if !near {
			return false
		}
		confirmed++
	}
	if w.Author != "" && len(r.Authors) > 0 {
		if !shareWord(w.Author, r.Authors[0].Family+" "+r.Authors[0].Literal) {
			return false
		}
		confirmed++
	}
	return confirmed > 0
}

// shareWord reports whether two names have a word of two letters in common, without diacritics.
func shareWord(a, b string) bool {
	words := map[string]bool{}
	for _, w := range match.Tokens(a) {
		words[match.Plain(w)] = true
	}
	for _, w := range match.Tokens(b) {
		if w = match.Plain(w); len(w) > 1 && words[w] {
			return true
		}
	}
	return false
}

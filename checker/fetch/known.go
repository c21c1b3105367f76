package fetch

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/citelint/citelint/checker"
)

// condition returns the page that an earlier look kept of an address, if it may be asked for on the
// condition that it has changed: it was whole, has a validator, and answers all that is asked now.
func (s *source) condition(t *target) *checker.Page {
	k := s.q.Known
	if k == nil || k.Partial || k.ETag == "" && k.LastModified == "" || k.URL != t.String() {
		return nil
	}
	if _, ok := answersOf(k, s.q); !ok {
		return nil
	}
	return k
}

// ifChanged adds the condition to a request.
func ifChanged(h http.Header, k *checker.Page) {
	if k == nil {
		return
	}
	if k.ETag != "" {
		h.Set("If-None-Match", k.ETag)
	}
	if k.LastModified != "" {
		h.Set("If-Modified-Since", k.LastModified)
	}
}

// answersOf picks a known page's answers to a query, in the order of asking; not ok if one is
// missing.
func answersOf(k *checker.Page, q *checker.Query) (checker.Answers, bool) {
	var a checker.Answers
	for _, asked := range q.Titles {
		i := slices.IndexFunc(k.Answers.Titles, func(t checker.TitleAnswer) bool { return t.Asked == asked })
		if i < 0 {
			return checker.Answers{}, false
		}
		a.Titles = append(a.Titles, k.Answers.Titles[i])
	}
	dates := make([]string, len(q.Dates))
	for i, d := range q.Dates {
		dates[i] = cmp.Or(d.Text, d.EDTF)
	}
	for _, part := range []struct {
		to    *[]checker.Answer
		known []checker.Answer
		asked []string
	}{
		{&a.Authors, k.Answers.Authors, q.Authors}, {&a.Dates, k.Answers.Dates, dates},
		{&a.Fragments, k.Answers.Fragments, q.Fragments},
	} {
		for _, asked := range part.asked {
			i := slices.IndexFunc(part.known, func(a checker.Answer) bool { return a.Asked == asked })
			if i < 0 {
				return checker.Answers{}, false
			}
			*part.to = append(*part.to, part.known[i])
		}
	}
	for _, asked := range q.Quotations {
		i := slices.IndexFunc(k.Answers.Quotations, func(a checker.QuotationAnswer) bool { return a.Asked == asked })
		if i < 0 {
			return checker.Answers{}, false
		}
		a.Quotations = append(a.Quotations, k.Answers.Quotations[i])
	}
	for _, text := range k.Answers.Others {
		if slices.Contains(q.Others, text) {
			a.Others = append(a.Others, text)
		}
	}
	return a, true
}

// unchanged is the inspection of a page that has not changed since it was kept.
func (s *source) unchanged(k *checker.Page) *checker.Inspection {
	page := *k
	page.Answers, _ = answersOf(k, s.q)
	return &checker.Inspection{Page: page}
}

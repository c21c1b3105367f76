package page_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

// FuzzInspect states the laws of Inspect: it never panics, the same input gives the same output,
// all strings are clean, and one answer is given for each thing asked.
func FuzzInspect(f *testing.F) {
	for _, name := range pageFiles(f) {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		r, q := readCase(f, a)
		asked := ""
		if len(q.Titles) > 0 {
			asked = q.Titles[0]
		}
		f.Add(r.Body[:min(len(r.Body), 4000)], "text/html", r.URL, asked)
	}
	f.Add([]byte("%PDF-1.4 <x:xmpmeta xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A</dc:title></x:xmpmeta>"), "application/pdf", "https://a.example/a.pdf", "A")
	f.Add([]byte("<title>x</title>"), "text/html", "https://su\xcand.example/", "x")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "", "x", ":~:text=a,-b")
	f.Fuzz(func(t *testing.T, body []byte, contentType, url, asked string) {
		r := checker.Response{URL: url, Status: 200, Header: map[string][]string{"Content-Type": {contentType}}, Body: body}
		q := checker.Query{
			URL: url, Titles: []string{asked, "Harbour dues rise again"}, Authors: []string{asked, "Doe, Jane M."}, Containers: []string{asked, "Port News"},
			Dates: []checker.Date{{EDTF: "2025-03-01"}, {Text: asked}, {EDTF: asked}}, Fragments: []string{asked, ":~:text=" + asked},
		}
		in := page.Inspect(r, q)
		if diff := cmp.Diff(in, page.Inspect(r, q)); diff != "" {
			t.Errorf("two looks differ: %s", diff)
		}
		p := in.Page
		if len(p.Answers.Titles) != 2 || len(p.Answers.Authors) != 2 || len(p.Answers.Containers) != 2 || len(p.Answers.Dates) != 3 || len(p.Answers.Fragments) != 2 {
			t.Errorf("not every question is answered: %+v", p.Answers)
		}
		stated := slices.Concat(p.Titles, p.Authors, []string{p.Site, p.Published.Text, p.Modified.Text, p.Language, p.Type, p.DOI})
		for _, a := range p.Answers.Titles {
			stated = append(stated, a.Found)
		}
		for _, a := range slices.Concat(p.Answers.Authors, p.Answers.Containers, p.Answers.Dates) {
			if !slices.Contains([]string{checker.AnswerMatch, checker.AnswerWeak, checker.AnswerMismatch, checker.AnswerMissing, checker.AnswerCannotTell}, a.Answer) {
				t.Errorf("an answer is %q", a.Answer)
			}
			stated = append(stated, a.Found)
		}
		for _, s := range in.Signals {
			stated = append(stated, s.Evidence)
		}
		for _, s := range stated {
			if bad := unclean(s); bad != "" {
				t.Errorf("%q has %s", s, bad)
			}
		}
		for _, s := range []string{in.Text, p.Canonical, in.Refresh} {
			if !utf8.ValidString(s) {
				t.Errorf("no UTF-8: %q", s)
			}
		}
		for _, d := range []checker.Date{p.Published, p.Modified} {
			if _, _, ok := d.Range(); d.EDTF != "" && !ok {
				t.Errorf("a date is %q", d.EDTF)
			}
		}
	})
}

// unclean says what a string has that people should not be shown.
func unclean(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "invalid UTF-8"
	case utf8.RuneCountInString(s) > 1000:
		return "too many characters"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "control characters"
	case strings.ContainsFunc(s, func(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }):
		return "bidi characters"
	}
	return ""
}

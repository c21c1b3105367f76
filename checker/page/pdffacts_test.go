package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/pdf/pdftest"
)

// tides is a report of two pages in one type, with a title in a larger one.
func tides() pdftest.File {
	return pdftest.File{Pages: pdftest.Setting{}.Set(
		pdftest.Paragraph{S: "The Tides of Sund after the Flood", Size: 20},
		pdftest.Paragraph{S: "Jane Doe and John Roe", Above: 10},
		pdftest.Paragraph{S: "3 May 2024", Above: 10},
		pdftest.Paragraph{S: strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 60), Above: 20},
		pdftest.Paragraph{S: "The dues will not rise before the end of next year, said the board. " + strings.Repeat("Nobody else said a word about them. ", 30), Above: 6},
	)}
}

func TestPDFTitles(t *testing.T) {
	const title = "The Tides of Sund after the Flood"
	stale := "Annual Report of the Ferries of Lomaria"
	xmp := func(s string) string {
		return `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + s + `</rdf:li></rdf:Alt></dc:title>`
	}
	tests := []struct {
		name   string
		change func(*pdftest.File)
		asked  string
		answer string
		where  string
	}{
		{"the largest type", nil, title, checker.AnswerMatch, "largest type"},
		{"XMP comes first", func(f *pdftest.File) { f.XMP = xmp(title) }, title, checker.AnswerMatch, "xmp"},
		{"another one's title in Info", func(f *pdftest.File) { f.Title = stale }, title, checker.AnswerMatch, "largest type"},
		{"another one's title in XMP", func(f *pdftest.File) { f.XMP = xmp(stale) }, title, checker.AnswerMatch, "largest type"},
		{"Info alone", func(f *pdftest.File) { f.Title, f.Pages = title, []pdftest.Page{pdftest.Picture()} }, title, checker.AnswerMatch, "info"},
		{"a scan that says it is another", func(f *pdftest.File) { f.Title, f.Pages = stale, []pdftest.Page{pdftest.Picture()} }, title, checker.AnswerWeak, "info"},
		{"another report", nil, stale, checker.AnswerMismatch, "largest type"},
		{"a phrase of the text is no title", nil, "Nobody else said a word about them", checker.AnswerWeak, "largest type"},
	}
	for _, test := range tests {
		f := tides()
		if test.change != nil {
			test.change(&f)
		}
		a := inspectPDF(t, f.Bytes(), checker.Query{Titles: []string{test.asked}}).Page.Answers.Titles[0]
		if a.Answer != test.answer || a.Where != test.where {
			t.Errorf("%s: the answer is %s by %s (%q), not %s by %s", test.name, a.Answer, a.Where, a.Found, test.answer, test.where)
		}
	}
}

// TestPDFTemplates holds what programs call documents for no title.
func TestPDFTemplates(t *testing.T) {
	for _, s := range []string{
		"Microsoft Word - tides_v3.docx", "Microsoft PowerPoint - Tides.pptx", "(Microsoft Word - tides.doc)", "untitled", "Untitled-1", "Slide 1", "PowerPoint Presentation", "PowerPoint-Präsentation",
		"tides.indd", "TIDES FINAL.qxd", "Layout 1", "Dokument1", "tide_report_final", "doi:10.5555/tides", "10.5555/tides.2024", "bmj00123 1..8", "C:\\Tides", "Ohne Titel",
	} {
		f := tides()
		f.Title, f.Pages = s, []pdftest.Page{pdftest.Picture()}
		if got := inspectPDF(t, f.Bytes(), checker.Query{Titles: []string{"The Tides of Sund"}}); len(got.Titles) > 0 {
			t.Errorf("%q is taken for a title: %v", s, got.Titles)
		}
	}
	for _, s := range []string{"Tides", "Document of the Tides", "Slide rules", "The Word - a history", "潮汐报告"} {
		f := tides()
		f.Title, f.Pages = s, []pdftest.Page{pdftest.Picture()}
		if got := inspectPDF(t, f.Bytes(), checker.Query{Titles: []string{"The Tides of Sund"}}); len(got.Titles) != 1 {
			t.Errorf("%q is taken for no title", s)
		}
	}
}

// TestPDFAuthors: who typed a PDF may confirm an author, and contradicts none.
func TestPDFAuthors(t *testing.T) {
	f := tides()
	f.Author = "Tilda Typist"
	a := inspectPDF(t, f.Bytes(), checker.Query{Authors: []string{"Doe, Jane", "Typist, Tilda", "Poe, Sue"}}).Page
	var got []string
	for _, x := range a.Answers.Authors {
		got = append(got, x.Answer)
	}
	if diff := cmp.Diff([]string{checker.AnswerMatch, checker.AnswerMatch, checker.AnswerMissing}, got); diff != "" {
		t.Errorf("the answers differ:\n%s", diff)
	}
	if len(a.Authors) > 0 {
		t.Errorf("the PDF is said to be by %q, who typed it", a.Authors)
	}
}

// TestPDFDates: the day on which a PDF was made is not the day of the work.
func TestPDFDates(t *testing.T) {
	f := tides()
	ask := func(f pdftest.File, edtf string) (checker.Answer, checker.Page) {
		p := inspectPDF(t, f.Bytes(), checker.Query{Dates: []checker.Date{{EDTF: edtf}}}).Page
		return p.Answers.Dates[0], p
	}
	made, p := ask(f, "2001-02-03") // as pdftest says
	if made.Answer != checker.AnswerMissing || p.Published.EDTF != "" {
		t.Errorf("the day of making is %s, and the PDF was published %q", made.Answer, p.Published.EDTF)
	}
	if a, _ := ask(f, "2024-05-03"); a.Answer != checker.AnswerMatch {
		t.Errorf("the printed day is %s", a.Answer)
	}
	f.XMP = "<prism:publicationDate>2024-06-01</prism:publicationDate>"
	a, p := ask(f, "2024-06-01")
	if a.Answer != checker.AnswerMatch || p.Published.EDTF != "2024-06-01" {
		t.Errorf("the day in XMP is %s, and the PDF was published %q", a.Answer, p.Published.EDTF)
	}
	if a, _ := ask(f, "2019-01-01"); a.Answer != checker.AnswerMissing {
		t.Errorf("a day that is nowhere is %s", a.Answer)
	}
}

func TestPDFIdentifiers(t *testing.T) {
	line := func(s string) pdftest.Paragraph { return pdftest.Paragraph{S: s, Above: 5} }
	long := line(strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 80))
	tests := []struct {
		name  string
		file  pdftest.File
		doi   string
		other string
	}{
		{"XMP", pdftest.File{XMP: "<prism:doi>10.5555/xmp</prism:doi>", Pages: pdftest.Setting{}.Set(line("https://doi.org/10.5555/page"))}, "10.5555/xmp", ""},
		{"the first page", pdftest.File{Pages: pdftest.Setting{}.Set(line("https://doi.org/10.5555/page"), long, line("See https://doi.org/10.5555/other and https://doi.org/10.5555/more."))}, "10.5555/page", ""},
		{"the second page", pdftest.File{Pages: pdftest.Setting{}.Set(long, line("doi: 10.5555/late."))}, "10.5555/late", ""},
		{"two of them", pdftest.File{Pages: pdftest.Setting{}.Set(line("10.5555/a and 10.5555/b"))}, "", ""},
		{"references", pdftest.File{Pages: pdftest.Setting{}.Set(line("doi: 10.5555/own"), line("References"), line("Doe, Jane, Tides, 10.5555/b"))}, "10.5555/own", ""},
	}
	for _, test := range tests {
		if got := inspectPDF(t, test.file.Bytes(), checker.Query{Titles: []string{"Tides"}}).Page.DOI; got != test.doi {
			t.Errorf("%s: the DOI is %q, not %q", test.name, got, test.doi)
		}
	}
}

// TestPDFQuotation finds words that a page's end parts, between its foot, its notes and the next head,
// and says on which page they begin.
func TestPDFQuotation(t *testing.T) {
	at := func(y, size float64, s string) pdftest.Text { return pdftest.Text{X: 72, Y: y, Size: size, S: s} }
	var file pdftest.File
	for n := 1; n <= 4; n++ {
		p := pdftest.Page{at(800, 9, fmt.Sprintf("Harbour Papers %d", n)), at(760, 11, fmt.Sprintf("In year %d somebody else spoke of the", 7*n*n))}
		for k := range 12 {
			p = append(p, at(746-14*float64(k), 11, fmt.Sprintf("In year %d of the town somebody else, number %d, spoke of", 1900+17*n+k, k*n)))
		}
		last, note := "so ended that year", "Private letter."
		if n == 2 {
			last, note = "ferries. On day 2 the council said that the old fer-", "7 Minutes of the council, volume 9."
		}
		file.Pages = append(file.Pages, append(p, at(120, 11, last), at(90, 8, note), at(40, 9, fmt.Sprint(n))))
	}
	file.Pages[2][1].S = "ries had never been paid for by the town, page upon page."
	q := "On day 2 the council said that the old ferries had never been paid for by the town"
	in := inspectPDF(t, file.Bytes(), checker.Query{Quotations: []string{q, "the council said that the old ferries had always been paid for by the town"}})
	a := in.Page.Answers.Quotations
	if a[0].Answer != checker.AnswerVerbatim || a[0].TextFragment != "https://sund.example/tides.pdf#page=2" {
		t.Errorf("the quotation is %s at %q: %+v\n%s", a[0].Answer, a[0].TextFragment, a[0].Diff, in.Text)
	}
	if a[1].Answer != checker.AnswerAltered {
		t.Errorf("another quotation is %s", a[1].Answer)
	}
	if n := strings.Count(in.Text, "Harbour Papers"); n != 1 {
		t.Errorf("the head stands %d times in the text", n)
	}
	for _, line := range strings.Split(in.Text, "\n") {
		if line == "3" {
			t.Error("the number of a page stands in the text")
		}
	}
}

func TestPDFFragments(t *testing.T) {
	f := tides()
	q := checker.Query{Titles: []string{"Tides"}, Fragments: []string{"page=1", "page=2", "page=3", "page=2&zoom=100", "page=0", "page=x", "chapter"}}
	var got []string
	for _, a := range inspectPDF(t, f.Bytes(), q).Page.Answers.Fragments {
		got = append(got, a.Answer)
	}
	want := []string{"found", "found", "missing", "found", "cannot-tell", "cannot-tell", "cannot-tell"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the answers differ (of %d pages):\n%s", len(f.Pages), diff)
	}
}

// TestPDFUnread says why a PDF's text was not read, and that nothing is missing from it.
func TestPDFUnread(t *testing.T) {
	locked, scan, codes, form := tides(), tides(), tides(), tides()
	locked.Protect, locked.Password = true, "sund"
	scan.Pages = []pdftest.Page{pdftest.Picture(), pdftest.Picture()}
	codes.Pages = []pdftest.Page{{{X: 72, Y: 700, Size: 12, S: "\ue001\ue002\ue003\ue004 \ue005\ue006", Font: pdftest.Unicode}}}
	form.Pages = pdftest.Setting{}.Set(pdftest.Paragraph{S: "Please wait... If this message is not eventually replaced by the proper contents of the document, your PDF viewer may not be able to display this type of document."})
	whole := tides()
	tests := []struct {
		name string
		body []byte
		want string
	}{
		{"a password", locked.Bytes(), "the PDF is encrypted"},
		{"a scan", scan.Bytes(), "the PDF has no text: it may be a scan"},
		{"codes without a meaning", codes.Bytes(), "the PDF does not say which letters it shows"},
		{"a form of Adobe's", form.Bytes(), "the PDF shows its text in Adobe's own programs only"},
		{"its first bytes", whole.Bytes()[:300], "the PDF is damaged"},
	}
	q := checker.Query{Titles: []string{"The Ferries of Lomaria"}, Authors: []string{"Poe, Sue"}, Dates: []checker.Date{{EDTF: "2020-01-01"}}, Quotations: []string{"the ferries of Lomaria were painted in spring"}}
	for _, test := range tests {
		in := inspectPDF(t, test.body, q)
		if !slices.Equal(in.Notes, []string{test.want}) {
			t.Errorf("%s: the notes are %q, not %q", test.name, in.Notes, test.want)
		}
		a := in.Page.Answers
		if got := a.Quotations[0]; got.Answer != checker.AnswerNoText || got.Reason != test.want {
			t.Errorf("%s: the quotation is %s: %s", test.name, got.Answer, got.Reason)
		}
		if contradicted(a) || a.Authors[0].Answer == checker.AnswerMissing || a.Dates[0].Answer == checker.AnswerMissing {
			t.Errorf("%s: what cannot be seen is denied: %+v", test.name, a)
		}
	}
}

// TestPDFLost tells a PDF that was put in the place of another from a short one, and from a long one
// that says the same on the way.
func TestPDFLost(t *testing.T) {
	set := func(texts ...string) []pdftest.Page {
		var all []pdftest.Paragraph
		for _, s := range texts {
			all = append(all, pdftest.Paragraph{S: s, Above: 10})
		}
		return pdftest.Setting{}.Set(all...)
	}
	for _, c := range []struct {
		name string
		file []pdftest.Page
		lost bool
	}{
		{"a notice", set("This document has been moved.", "See the new site of the harbour office."), true},
		{"a notice in a sentence", set("We are sorry. The document you requested is no longer available on our website. Ask the harbour office."), true},
		{"a short circular", set("Circular 14", "All pilots shall report by noon. The old chart is no longer available."), false},
		{"a paper on notices", set("This document has been moved", strings.Repeat("So said the sheet on the door of the archive. ", 30)), false},
	} {
		f := tides()
		f.Pages = c.file
		in := inspectPDF(t, f.Bytes(), checker.Query{Titles: []string{"The Ferries of Lomaria"}})
		lost := slices.ContainsFunc(in.Signals, func(s checker.Signal) bool { return s.Kind == checker.SignalWordsIs })
		if lost != c.lost {
			t.Errorf("%s: taken for lost: %v; signals %+v", c.name, lost, in.Signals)
		}
	}
}

// TestPDFUnasked starts nothing for a PDF of which nothing is asked, or of which nothing came.
func TestPDFUnasked(t *testing.T) {
	var r page.Reader
	f := tides()
	body := f.Bytes()
	for _, resp := range []checker.Response{
		{URL: "https://sund.example/a.pdf", Status: 200, Body: body},
		{URL: "https://sund.example/a.pdf", Status: 200, Header: map[string][]string{"Content-Type": {"application/pdf"}}},
		{URL: "https://sund.example/a.pdf", Status: 200, Body: body[:4096], Partial: true},
	} {
		q := checker.Query{}
		if resp.Partial || resp.Body == nil {
			q.Titles = []string{"Tides"}
		}
		if in := r.Inspect(resp, q); in.Text != "" || len(in.Notes) > 0 {
			t.Errorf("a PDF of %d bytes was read: %q, %q", len(resp.Body), in.Text, in.Notes)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	in := r.Inspect(checker.Response{URL: "https://sund.example/a.pdf", Status: 200, Body: body}, checker.Query{Titles: []string{"Tides"}})
	if !slices.Equal(in.Notes, []string{"the reader of PDFs is closed"}) {
		t.Errorf("a closed Reader says %q", in.Notes)
	}
}

// BenchmarkPDF reads a paper of twenty pages, and looks for three quotations in it.
func BenchmarkPDF(b *testing.B) {
	paragraph := pdftest.Paragraph{S: strings.Repeat("The harbour office keeps the tables of the tides and the ferries of Sund. ", 8), Above: 6}
	set := pdftest.Setting{Head: func(n int) string { return fmt.Sprintf("Harbour Papers %d", n) }, Foot: func(n int) string { return fmt.Sprint(n) }}
	var f pdftest.File
	for n := 1; len(f.Pages) < 20; n++ {
		f.Pages = set.Set(slices.Repeat([]pdftest.Paragraph{paragraph}, 10*n)...)
	}
	body := f.Bytes()
	q := checker.Query{
		Titles: []string{"The Tides of Sund"}, Authors: []string{"Doe, Jane"}, Dates: []checker.Date{{EDTF: "2024-05-03"}},
		Quotations: []string{"tables of the tides and the ferries", "the harbour office keeps no tables of the tides", "nobody ever said a single word about the dues of the harbour"},
	}
	inspectPDF(b, body, q)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		inspectPDF(b, body, q)
	}
	b.ReportMetric(float64(len(f.Pages)), "pages")
}

package page_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/pdf/pdftest"
)

// pages reads PDFs for all tests: to start it takes some seconds.
var pages page.Reader

func TestMain(m *testing.M) {
	flag.Parse()
	status := m.Run()
	_ = pages.Close()
	os.Exit(status)
}

func inspectPDF(t testing.TB, body []byte, q checker.Query) checker.Inspection {
	t.Helper()
	if raceEnabled {
		t.Skip("to compile PDFium takes half a minute with the race detector: package pdf does")
	}
	return pages.Inspect(checker.Response{URL: "https://sund.example/tides.pdf", Status: 200, Body: body, Header: map[string][]string{"Content-Type": {"application/pdf"}}}, q)
}

// A paper is a made-up PDF, and what is true of it.
type paper struct {
	lang      tongue
	number    int // of the work
	variant   int
	sentences []string
	file      pdftest.File
}

// papers makes a PDF of each work of each language.
func papers(t *testing.T) []*paper {
	var all []*paper
	for _, code := range agreementLanguages {
		l := readLanguage(t, code)
		for n := range l.works {
			p := &paper{lang: l, number: n, variant: len(all)}
			p.compose(rand.New(rand.NewPCG(uint64(len(all)), 7)))
			all = append(all, p)
		}
	}
	return all
}

// has decides by the paper's number whether it has a property: one in so many has.
func (p *paper) has(oneIn, offset int) bool { return (p.variant+offset)%oneIn == 0 }

func (p *paper) font() pdftest.Font {
	switch p.lang.code {
	case "zh":
		return pdftest.Song
	case "ru", "ar", "ja":
		return pdftest.Unicode
	}
	for _, a := range p.lang.works[p.number].authors {
		if strings.ContainsFunc(a.shown(), func(r rune) bool { return r > 0xFF }) {
			return pdftest.Unicode
		}
	}
	return []pdftest.Font{pdftest.Times, pdftest.Helvetica, pdftest.Times, pdftest.Courier, pdftest.Unicode}[p.variant%5]
}

// invent makes a sentence out of the language's words.
func (p *paper) invent(r *rand.Rand) string {
	blank := " "
	var words []string
	if p.lang.code == "zh" || p.lang.code == "ja" {
		blank = ""
		for _, c := range strings.Join(p.lang.text, "") {
			if unicode.IsLetter(c) {
				words = append(words, string(c))
			}
		}
	} else {
		words = strings.Fields(strings.ToLower(strings.NewReplacer(",", "", ".", "", "،", "").Replace(strings.Join(p.lang.text, " "))))
	}
	var out []string
	for range 9 + r.IntN(14) {
		out = append(out, words[r.IntN(len(words))])
	}
	first := []rune(out[0])
	out[0] = string(unicode.ToUpper(first[0])) + string(first[1:])
	if blank == "" {
		return strings.Join(out, "") + "。"
	}
	return strings.Join(out, " ") + "."
}

// compose writes the paper.
func (p *paper) compose(r *rand.Rand) {
	w := p.lang.works[p.number]
	var names []string
	for i, a := range w.authors {
		name := a.shown()
		if p.has(3, 1) && p.lang.code != "ar" {
			name += fmt.Sprintf("^%d", i+1)
		}
		names = append(names, name)
	}
	s := pdftest.Setting{Font: p.font(), Size: 10 + float64(p.variant%3), Hyphens: p.has(2, 0), Scaled: p.has(4, 1)}
	if p.has(3, 0) {
		s.Columns = 2
	}
	if p.has(7, 3) {
		s.Leading = 2
	}
	if p.has(2, 1) {
		s.Head = func(n int) string { return fmt.Sprintf("%s %d", p.lang.sites["journal"], n) }
		s.Foot = func(n int) string { return fmt.Sprint(n) }
	}
	title := pdftest.Paragraph{S: w.title, Size: 19, Whole: true}
	switch {
	case p.has(5, 2): // as offices write
		title.Size, title.Font = s.Size, pdftest.Bold
		if s.Font >= pdftest.Unicode {
			title.Font = s.Font
		}
	case p.has(5, 3):
		title.S = strings.ToUpper(w.title)
	}
	head := []pdftest.Paragraph{title, {S: strings.Join(names, ", "), Above: 8, Whole: true}, {S: printed(p.lang.code, w.day, p.variant), Above: 8, Whole: true}}
	if p.has(4, 2) { // a series has its name above
		head = append([]pdftest.Paragraph{{S: p.lang.sites["thinktank"], Size: 24, Whole: true}}, head...)
	}
	body := []pdftest.Paragraph{{S: p.lang.labels[13], Size: 13, Above: 16, Whole: true}}
	for i := range 30 {
		var text []string
		for range 2 + r.IntN(4) {
			sentence := p.invent(r)
			p.sentences = append(p.sentences, sentence)
			if p.has(2, 1) && p.lang.code != "ar" && r.IntN(3) == 0 {
				sentence += fmt.Sprintf("^%d", len(p.sentences))
			}
			text = append(text, sentence)
		}
		para := pdftest.Paragraph{S: strings.Join(text, " "), Above: 5}
		if p.has(2, 1) && i%4 == 0 {
			o := p.lang.works[(p.number+1+i)%len(p.lang.works)]
			if o.title == w.title {
				o = p.lang.works[(p.number+1)%len(p.lang.works)]
			}
			para.Note = fmt.Sprintf("%d %s, %s", i+1, o.authors[0].shown(), o.title)
		}
		body = append(body, para)
	}
	if p.has(2, 0) {
		body = append(body, pdftest.Paragraph{S: map[string]string{"en": "References", "de": "Literatur", "fr": "Références", "es": "Referencias", "ru": "Литература", "zh": "参考文献", "ja": "参考文献", "ar": "المراجع"}[p.lang.code], Size: 13, Above: 14})
		for k := 1; k <= 5; k++ {
			o := p.lang.works[(p.number+k)%len(p.lang.works)]
			body = append(body, pdftest.Paragraph{S: fmt.Sprintf("%s, %s, %s.", o.authors[0].inverted(), o.title, printed(p.lang.code, o.day, k)), Above: 3})
		}
	}
	p.metadata(w)
	p.file.Pages = s.Set(append(head, body...)...)
	if p.has(6, 4) { // the title has a page of its own
		p.file.Pages = append(s.Set(head...), s.Set(body...)...)
	}
	if p.lang.code == "ar" {
		for _, pg := range p.file.Pages {
			for i := range pg {
				pg[i].S = visual(pg[i].S)
			}
		}
	}
}

// visual puts a line that runs from right to left into the order in which PDFs draw it.
func visual(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	for i := 0; i < len(r); {
		j := i
		for j < len(r) && (unicode.IsDigit(r[j]) || r[j] < 0x80 && unicode.IsLetter(r[j])) {
			j++
		}
		slices.Reverse(r[i:j])
		i = j + 1
	}
	return string(r)
}

// metadata states what programs state: the truth, nothing, or what they always state.
func (p *paper) metadata(w work) {
	p.file.Plain = p.has(2, 0)
	p.file.Protect = p.has(8, 5)
	p.file.Title = []string{"", w.title, "Microsoft Word - tides_v3_final.docx", p.lang.works[(p.number+1)%len(p.lang.works)].title, "untitled", "tides.indd", "Layout 1"}[p.variant%7]
	p.file.Author = []string{"", w.authors[0].shown(), "Administrator", "jroe", "Typist, Tilda"}[p.variant%5]
	if p.has(4, 3) && !p.file.Protect {
		p.file.XMP = fmt.Sprintf(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>`, strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(w.title))
	}
}

func (p *paper) query(n int) checker.Query {
	w := p.lang.works[n]
	q := checker.Query{Titles: []string{w.title}, Dates: []checker.Date{{EDTF: w.day.Format(time.DateOnly)}}}
	for _, a := range w.authors {
		q.Authors = append(q.Authors, a.inverted())
	}
	return q
}

// TestPapers asks made-up PDFs in eight languages for what they are, for other works, for what
// stands in them and for what does not.
func TestPapers(t *testing.T) {
	all := papers(t)
	counts := map[string]*tally{}
	count := func(p *paper, what string, right, wanted bool, words ...any) {
		if counts[what] == nil {
			counts[what] = &tally{}
		}
		counts[what].add(right)
		if right != wanted {
			t.Logf("%s %d, %d columns of a kind %d, %s: %q", p.lang.code, p.number, p.variant%3, p.font(), what, words)
		}
	}
	for i, p := range all {
		body := p.file.Bytes()
		q := p.query(p.number)
		q.Quotations = p.sentences
		in := inspectPDF(t, body, q)
		a := in.Page.Answers
		for _, got := range a.Titles {
			count(p, "true titles", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
		}
		for _, got := range a.Authors {
			count(p, "true authors", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
		}
		for _, got := range a.Dates {
			count(p, "true dates", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
		}
		for _, got := range a.Quotations {
			count(p, "true quotations", got.Verified(), true, got.Answer, got.Asked, got.Found, got.Reason)
		}
		count(p, "nothing contradicted", !contradicted(a), true, a.Titles, a.Authors, a.Dates)
		var others checker.Query
		for n := range p.lang.works {
			if n != p.number {
				o := p.query(n)
				others.Titles, others.Authors, others.Dates = append(others.Titles, o.Titles...), append(others.Authors, o.Authors...), append(others.Dates, o.Dates...)
			}
		}
		others.Quotations = all[(i+1)%len(all)].sentences[:20]
		a = inspectPDF(t, body, others).Page.Answers
		stale := p.lang.works[(p.number+1)%len(p.lang.works)].title
		for _, got := range a.Titles {
			if got.Asked == stale && got.Where == "info" {
				continue // the file says so itself
			}
			count(p, "false titles", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found, got.Where)
		}
		for _, got := range a.Authors {
			count(p, "false authors", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
		}
		for _, got := range a.Dates {
			count(p, "false dates", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
		}
		for _, got := range a.Quotations {
			count(p, "false quotations", got.Verified(), false, got.Asked, got.Found)
		}
	}
	for _, goal := range []struct {
		what        string
		least, most float64
	}{
		{"true titles", 0.98, 1}, {"true authors", 0.97, 1}, {"true dates", 0.97, 1}, {"true quotations", 0.99, 1}, {"nothing contradicted", 1, 1},
		{"false titles", 0, 0}, {"false authors", 0, 0}, {"false dates", 0, 0.01}, {"false quotations", 0, 0},
	} {
		c := counts[goal.what]
		t.Logf("%-22s %s", goal.what, c)
		if share := float64(c.right) / float64(c.all); share < goal.least || share > goal.most {
			t.Errorf("%s: %s, and the goal is %g to %g", goal.what, c, goal.least, goal.most)
		}
	}
}

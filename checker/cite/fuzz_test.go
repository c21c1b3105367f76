package cite_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// lawful states what holds of every parsed document.
func lawful(t *testing.T, doc *checker.Document) {
	t.Helper()
	order := map[*checker.Citation]bool{}
	for _, n := range doc.Notes {
		for _, c := range n.Citations {
			order[c] = true
		}
	}
	for _, n := range doc.Notes {
		links := map[*checker.Link]int{}
		for _, r := range n.Runs {
			if r.Link != nil {
				links[r.Link] = 0
			}
		}
		last := 0
		for _, c := range n.Citations {
			if !n.Span.Contains(c.Span) {
				t.Errorf("citation %q at %d–%d lies outside of its note at %d–%d", c.Text, c.Span.Start.Offset, c.Span.End.Offset, n.Span.Start.Offset, n.Span.End.Offset)
			}
			if c.Span.Start.Offset < last {
				t.Errorf("citation %q begins at %d, before %d", c.Text, c.Span.Start.Offset, last)
			}
			last = c.Span.End.Offset
			for _, l := range c.AllLinks() {
				links[l]++
			}
			if c.Confidence < 0 || c.Confidence > 1 {
				t.Errorf("citation %q has confidence %v", c.Text, c.Confidence)
			}
			switch {
			case c.Kind.IsBackReference() && (c.RefersTo == nil) == (c.Reason == ""):
				t.Errorf("back-reference %q refers to %v for the reason %q", c.Text, c.RefersTo, c.Reason)
			case !c.Kind.IsBackReference() && (c.RefersTo != nil || c.Reason != ""):
				t.Errorf("%s citation %q refers to something", c.Kind, c.Text)
			case c.RefersTo != nil && (!c.RefersTo.Kind.IsFull() || !order[c.RefersTo] || c.RefersTo == c):
				t.Errorf("back-reference %q refers to the %s citation %q", c.Text, c.RefersTo.Kind, c.RefersTo.Text)
			}
			for _, d := range []checker.Date{c.Date, c.OriginalDate, c.Accessed} {
				if _, _, ok := d.Range(); !ok && d.EDTF != "" {
					t.Errorf("citation %q has the date %q", c.Text, d.EDTF)
				}
			}
		}
		for l, times := range links {
			if times != 1 {
				t.Errorf("link %q is in %d citations of its note", l.Raw, times)
			}
		}
	}
}

// FuzzParse holds the laws over notes made by hand; a line is a note.
func FuzzParse(f *testing.F) {
	for _, e := range workedExamples(f) {
		f.Add(e.text)
	}
	f.Add("“[T](#)")
	f.Add("00. A“[0 0”a!()0000000000000000000")
	f.Add("A (see B, “T”, 2019 (see C, *D*, 2020; E (n 1)))\nIbid.\nSupra note 2; id. at 5")
	f.Fuzz(func(t *testing.T, s string) {
		doc := noted(strings.Split(s, "\n")...)
		cite.Parse(doc)
		lawful(t, doc)
	})
}

// FuzzDocument holds the laws over what package read makes of any bytes.
func FuzzDocument(f *testing.F) {
	f.Add("A “b.[^1] C” d.[^2]\n\n[^1]: Roe, *T* (2019); ibid.\n[^2]: “[T](#)”, X.[^1]\n")
	f.Add("| a | b |\n|---|---|\n| c | d<sup>1</sup> |\n\n> q<sup>1</sup>\n\n<sup>1</sup> See https://a.example/x.\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"x.md", "x.txt"} {
			doc, err := read.Document(name, []byte(s))
			if err != nil {
				continue
			}
			cite.Parse(doc)
			lawful(t, doc)
		}
	})
}

// large makes a document of n notes out of the worked examples.
func large(t testing.TB, n int) *checker.Document {
	examples := workedExamples(t)
	texts := make([]string, n)
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range texts {
		texts[i] = examples[rnd.IntN(len(examples))].text
	}
	return noted(texts...)
}

func BenchmarkParse(b *testing.B) {
	doc := large(b, 10000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		cite.Parse(doc)
		n = 0
		for _, note := range doc.Notes {
			n += len(note.Citations)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "citations/s")
}

// TestHostile parses what might make a parser slow; the test binary's deadline is the judge.
func TestHostile(t *testing.T) {
	for _, text := range map[string]string{
		"brackets":   strings.Repeat("(", 12500),
		"pairs":      strings.Repeat("(see ", 12500) + "2019" + strings.Repeat(")", 12500),
		"quotes":     strings.Repeat("“a ", 25000),
		"closed":     strings.Repeat("“a” ", 25000),
		"semicolons": strings.Repeat("Roe, “Title of it”, C, 2019; ", 5000),
		"stops":      strings.Repeat("Roe. ", 25000),
		"ibid":       strings.Repeat("Ibid. See also ibid. ", 5000),
		"pages":      strings.Repeat("第1版，", 12500),
		"names":      strings.Repeat("A. Roe, ", 12500) + "“T of it”, 2019",
		"one word":   strings.Repeat("x", 250000),
		"digits":     strings.Repeat("1", 250000),
		"dots":       strings.Repeat(".", 125000),
		"urls":       strings.Repeat("https://a.example/x ", 5000),
		"parens url": "https://a.example/" + strings.Repeat(")", 125000),
		"law":        strings.Repeat("12 Harbor L. Rev. 345 ", 5000),
		"dashes":     strings.Repeat("1–2, ", 25000),
		"bad utf-8":  strings.Repeat("\xff\xfe“", 25000),
	} {
		doc := checker.NewDocument("x.md", []byte(text))
		n := &checker.Note{Kind: checker.Footnote, Label: "1", Text: text, Span: doc.Span(0, len(text)), Runs: []checker.Run{{Text: text, End: len(text)}}}
		m := &checker.Marker{Note: n, Span: doc.Span(len(text), len(text))}
		n.Markers = []*checker.Marker{m}
		doc.Notes = []*checker.Note{n}
		doc.Body = []*checker.Block{{Kind: checker.Paragraph, Runs: []checker.Run{{Text: text, End: len(text)}}, End: len(text) + 1}}
		cite.Parse(doc)
		lawful(t, doc)
	}
}

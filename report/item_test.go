package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// A cslItem is what csl-data.json of CSL 1.0.2 says of an item, as far as citelint writes it.
type cslItem struct {
	ID, Type, Title                      string
	Author, Editor, Translator           []cslName
	Container                            string `json:"container-title"`
	Publisher                            string
	Place                                string `json:"publisher-place"`
	Edition, Volume, Issue, Number, Page string
	Issued                               cslDate
	Original                             cslDate `json:"original-date"`
	Accessed                             cslDate
	Language, DOI, ISBN, URL             string
	Custom                               struct {
		Citelint struct {
			ParallelTitle string
			Cited         []string
		}
	}
}

type cslName struct{ Family, Given, Suffix, Literal string }

type cslDate struct {
	Parts   [][]int `json:"date-parts"`
	Season  int
	Circa   bool
	Literal string
}

func readCSL(t testing.TB, b []byte) []cslItem {
	t.Helper()
	var items []cslItem
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&items); err != nil {
		t.Fatalf("csl-json is not as CSL describes it: %v\n%s", err, b)
	}
	if d.More() {
		t.Fatalf("csl-json goes on after its end: %s", b)
	}
	return items
}

// citing is a document with a note for each list of citations.
func citing(path string, notes ...[]*checker.Citation) *checker.Document {
	d := checker.NewDocument(path, nil)
	for i, cs := range notes {
		d.Notes = append(d.Notes, &checker.Note{Kind: checker.Footnote, Label: fmt.Sprint(i + 1), Citations: cs})
	}
	return d
}

// full is a full citation whose fields are "title=Rail; doi=10.5555/x".
func full(fields string) []*checker.Citation {
	c := &checker.Citation{Kind: checker.Full, Confidence: 1}
	for f := range strings.SplitSeq(fields, "; ") {
		name, value, _ := strings.Cut(f, "=")
		switch name {
		case "by":
			family, given, _ := strings.Cut(value, ", ")
			c.Authors = append(c.Authors, checker.Name{Family: family, Given: given})
		case "of":
			c.Authors = append(c.Authors, checker.Name{Literal: value})
		case "title":
			c.Title = value
		case "in":
			c.Container = value
		case "type":
			c.Type = value
		case "date":
			c.Date.EDTF = value
		case "doi":
			c.DOI = value
		case "isbn":
			c.ISBN = value
		case "arxiv":
			c.ArXiv = value
		case "url":
			address, fragment, _ := strings.Cut(value, "#")
			c.Links = append(c.Links, &checker.Link{URL: address, Fragment: fragment})
		case "copy":
			c.Archived = &checker.Link{URL: value}
		case "kind":
			c.Kind = checker.CitationKind(value)
		case "unparsed":
			c.Confidence = .3
		default:
			panic("no field " + name)
		}
	}
	return []*checker.Citation{c}
}

func itemsOf(t testing.TB, docs ...*checker.Document) []cslItem {
	t.Helper()
	return readCSL(t, writeAll(t, "csl-json", &checker.Report{Documents: docs}))
}

// TestItems says which citations are of one source, what the source is called and what it is.
func TestItems(t *testing.T) {
	for _, c := range []struct {
		about     string
		citations []string
		want      []string // ID, type, title, URL, notes
	}{
		{"nothing is cited in full", []string{"kind=ibid; title=Rail", "kind=short; by=Berg; title=Rail", "kind=comment", "by=Berg; in=Port News"}, nil},
		{"see also is a citation", []string{"kind=see-also; title=Rail"}, []string{"rail document “Rail”  1"}},
		{"one DOI, in whatever case", []string{"doi=10.5555/x; in=Tides", "title=Rail; doi=10.5555/X; by=Berg, Lena; date=2024; url=https://a.example"},
			[]string{"berg2024 article-journal “Rail” https://a.example 1 2"}},
		{"one ISBN", []string{"isbn=9780000000002; title=Rail", "isbn=9780000000002; title=Rails; date=2020"}, []string{"rail2020 book “Rail”  1 2"}},
		{"one URL", []string{"title=Rail; url=https://a.example/x", "title=Rails; url=https://a.example/x#p2; type=report"},
			[]string{"rail report “Rail” https://a.example/x 1 2"}},
		{"a DOI is surer than a URL", []string{"title=Rail; doi=10.5555/x; url=https://a.example", "title=Sea; doi=10.5555/y; url=https://a.example"},
			[]string{"rail webpage “Rail” https://a.example 1", "sea webpage “Sea” https://a.example 2"}},
		{"who has no DOI is found by the URL", []string{"title=Rail; url=https://a.example", "doi=10.5555/x; url=https://a.example", "doi=10.5555/x"},
			[]string{"rail webpage “Rail” https://a.example 1 2 3"}},
		{"chapters of one book", []string{"type=chapter; isbn=9780000000002; title=Locks", "type=chapter; isbn=9780000000002; title=Weirs", "type=chapter; isbn=9780000000002; title=Locks"},
			[]string{"locks chapter “Locks”  1 3", "weirs chapter “Weirs”  2"}},
		{"nothing names the source, but all is the same", []string{"by=Berg, L.; title=Rail; date=2020", "by=Berg, L.; title=Rail; date=2020", "by=Berg, L.; title=Rail; date=2021"},
			[]string{"berg2020 document “Rail”  1 2", "berg2021 document “Rail”  3"}},
		{"what is unparsed states its address alone", []string{"unparsed; title=Rail; url=https://www.port.example/x", "unparsed; title=Sea"},
			[]string{"port webpage “” https://www.port.example/x 1"}},
		{"fragments that are pages to a script", []string{"title=A1; url=https://a.example/#!/1", "title=B2; url=https://a.example/#!/2"},
			[]string{"a1 webpage “A1” https://a.example/#!/1 1", "b2 webpage “B2” https://a.example/#!/2 2"}},
		{"the archived copy, if there is nothing else", []string{"title=Rail; copy=https://web.archive.org/web/1/https://a.example"},
			[]string{"rail webpage “Rail” https://web.archive.org/web/1/https://a.example 1"}},
		{"a type that CSL has not", []string{"type=scroll; title=Rail", "type=treaty; title=Sea"}, []string{"rail document “Rail”  1", "sea treaty “Sea”  2"}},
		{"types that nobody told", []string{"title=Rail; arxiv=2101.00001v2", "title=Sea; isbn=9780000000002", "title=Tide; doi=10.5555/x"},
			[]string{"rail article “Rail”  1", "sea book “Sea”  2", "tide document “Tide”  3"}},
		{"letters tell IDs apart", []string{"by=Berg, A.; title=A; date=2020", "by=Berg, B.; title=B; date=2020-05", "by=Berg, C.; title=C; date=2020", "by=Berg2020a; title=D"},
			[]string{"berg2020 document “A”  1", "berg2020a document “B”  2", "berg2020aa document “D”  4", "berg2020b document “C”  3"}},
		{"IDs are ASCII", []string{"by=Grøn, Peter; title=x; date=2019", "by=欧阳, 海; title=x; date=2021", "by=Łoś-Żuk; title=x", "by=O’Hara; title=x", "title=《夜行列车》", "title=“… Éa va”", "title=Рыбные промыслы", "title=…"},
			[]string{"ea document ““… Éa va””  6", "gron2019 document “x”  1", "loszuk document “x”  3", "ohara document “x”  4", "ouyang2021 document “x”  2", "rybnye document “Рыбные промыслы”  7", "source document “…”  8", "ye document “《夜行列车》”  5"}},
		{"an office has no family name", []string{"of=Ministry of Tides; title=Rail Travel; date=2024"}, []string{"rail2024 document “Rail Travel”  1"}},
	} {
		var notes [][]*checker.Citation
		for _, f := range c.citations {
			notes = append(notes, full(f))
		}
		var got []string
		for _, it := range itemsOf(t, citing("a.md", notes...)) {
			places := strings.ReplaceAll(strings.Join(it.Custom.Citelint.Cited, " "), "a.md note ", "")
			got = append(got, fmt.Sprintf("%s %s “%s” %s %s", it.ID, it.Type, it.Title, it.URL, places))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: the items are others (-want +got):\n%s", c.about, diff)
		}
	}
}

// TestItemsAcrossDocuments states that a source that two documents cite is one item, and that
// nothing is filled in from its page.
func TestItemsAcrossDocuments(t *testing.T) {
	a := citing("a.md", full("by=Berg, Lena; url=https://a.example"))
	b := citing("b.md", full("title=Rail; url=https://a.example; date=2024"))
	rep := &checker.Report{Documents: []*checker.Document{a, b}, Results: []*checker.Result{{
		Query: checker.Query{URL: "https://a.example"}, Verdict: checker.OK,
		Page: checker.Page{Titles: []string{"Page"}, Site: "Site", Language: "en", DOI: "10.5555/page", Published: date("2020", "")},
	}}}
	want := cslItem{
		ID: "berg2024", Type: "webpage", Title: "Rail", Author: []cslName{{Family: "Berg", Given: "Lena"}},
		Issued: cslDate{Parts: [][]int{{2024}}}, URL: "https://a.example",
	}
	want.Custom.Citelint.Cited = []string{"a.md note 1", "b.md note 1"}
	if diff := cmp.Diff([]cslItem{want}, readCSL(t, writeAll(t, "csl-json", rep))); diff != "" {
		t.Errorf("the source of two documents (-want +got):\n%s", diff)
	}
}

// TestItemsCitedTwice states that a note that cites a source twice is one place.
func TestItemsCitedTwice(t *testing.T) {
	d := citing("a.md", append(full("title=Rail; url=https://a.example"), full("title=Rails; url=https://a.example")...), full("url=https://a.example"))
	want := []string{"a.md note 1", "a.md note 2"}
	if diff := cmp.Diff(want, itemsOf(t, d)[0].Custom.Citelint.Cited); diff != "" {
		t.Errorf("where it is cited (-want +got):\n%s", diff)
	}
}

// TestBibliographyPages states that an entry of a bibliography prints the extent, and a note the
// place that it cites.
func TestBibliographyPages(t *testing.T) {
	d := citing("a.md", full("title=Rail"), full("title=Sea"))
	for _, n := range d.Notes {
		n.Citations[0].Locator = "pp. 44–61"
	}
	d.Notes[1].Kind = checker.Bibliography
	items := itemsOf(t, d)
	if items[0].Page != "" || items[1].Page != "44–61" {
		t.Errorf("the pages are %q in a note and %q in a bibliography, want none and 44–61", items[0].Page, items[1].Page)
	}
}

// TestNoItems states what an empty list is.
func TestNoItems(t *testing.T) {
	rep := &checker.Report{Documents: []*checker.Document{citing("a.md", full("kind=comment"))}}
	for format, want := range map[string]string{"csl-json": "[]\n", "bibtex": "", "ris": ""} {
		if got := string(writeAll(t, format, rep)); got != want {
			t.Errorf("without a source %s is %q, want %q", format, got, want)
		}
	}
}

// TestManyItems states that very many sources of one name and year are not slow to tell apart.
func TestManyItems(t *testing.T) {
	var notes [][]*checker.Citation
	for i := range 20000 {
		notes = append(notes, full(fmt.Sprintf("by=Berg, Lena; title=Rail; date=2024; url=https://a.example/%d", i)))
	}
	seen := map[string]bool{}
	for _, it := range itemsOf(t, citing("a.md", notes...)) {
		seen[it.ID] = true
	}
	if len(seen) != len(notes) {
		t.Errorf("%d sources have %d IDs", len(notes), len(seen))
	}
}

package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// hidden finds what data for programs never holds.
func hidden(b []byte, allowed string) error {
	if !utf8.Valid(b) {
		return fmt.Errorf("it is no UTF-8")
	}
	for _, r := range string(b) {
		isFormat := unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
		if (unicode.IsControl(r) || isFormat || r == '\u2028' || r == '\u2029' || r == '\ufffe' || r == '\uffff') && !strings.ContainsRune(allowed, r) {
			return fmt.Errorf("it holds %U", r)
		}
	}
	return nil
}

// references writes a report in each format of data, reads it back with independent readers, and
// compares what they say: csl-json, which encoding/json reads, is what the others must agree with.
func references(t testing.TB, rep *checker.Report) []cslItem {
	t.Helper()
	for format, allowed := range map[string]string{"csv": "\ufeff\r\n", "csl-json": "\n", "bibtex": "\n", "ris": "\r\n"} {
		if err := hidden(writeAll(t, format, rep), allowed); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
	}
	items := readCSL(t, writeAll(t, "csl-json", rep))
	entries, err := readBib(string(writeAll(t, "bibtex", rep)))
	if err != nil {
		t.Fatalf("bibtex: %v", err)
	}
	records, err := readRIS(string(writeAll(t, "ris", rep)))
	if err != nil {
		t.Fatalf("ris: %v", err)
	}
	if len(entries) != len(items) || len(records) != len(items) {
		t.Fatalf("csl-json has %d items, bibtex %d, ris %d", len(items), len(entries), len(records))
	}
	id := regexp.MustCompile(`^[a-z0-9]+$`)
	for i, it := range items {
		if !id.MatchString(it.ID) || i > 0 && items[i-1].ID >= it.ID {
			t.Fatalf("the ID %q is out of order or no ASCII", it.ID)
		}
		if err := agreesBib(it, entries[i]); err != nil {
			t.Fatalf("bibtex: %s: %v", it.ID, err)
		}
		if err := agreesRIS(it, records[i]); err != nil {
			t.Fatalf("ris: %s: %v", it.ID, err)
		}
	}
	return items
}

// agreesBib compares an entry with its item, value by value.
func agreesBib(it cslItem, e bibEntry) error {
	if e.id != it.ID {
		return fmt.Errorf("its ID is %s", e.id)
	}
	for name, value := range e.fields {
		switch name {
		case "doi", "url", "eprint":
			if bare := regexp.MustCompile(`%[0-9A-Fa-f]{2}`).ReplaceAllString(value, ""); strings.ContainsAny(bare, `\{}%`) {
				return fmt.Errorf("%s is not to be read as it stands: %q", name, value)
			}
		case "date", "urldate", "origdate":
			if !regexp.MustCompile(`^[-0-9/~?%]+$`).MatchString(value) {
				return fmt.Errorf("%s is no date: %q", name, value)
			}
		case "author", "editor", "translator":
		default:
			if _, err := untex(unbrace(value)); err != nil {
				return fmt.Errorf("%s: %v", name, err)
			}
		}
	}
	for name, want := range map[string]string{
		"title": it.Title, "titleaddon": it.Custom.Citelint.ParallelTitle, "location": it.Place, "volume": it.Volume, "pages": it.Page, "isbn": it.ISBN,
	} {
		if got, err := untex(unbrace(e.fields[name])); err != nil || got != want {
			return fmt.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	return agreesNames(it.Author, e.fields["author"])
}

func agreesNames(want []cslName, value string) error {
	if len(want) == 0 && value == "" {
		return nil
	}
	got := bibNames(value)
	if len(got) != len(want) {
		return fmt.Errorf("%d authors in %q, want %d", len(got), value, len(want))
	}
	for i, n := range want {
		if got[i] == "others" {
			continue
		}
		parts := []string{got[i]}
		if n.Literal == "" {
			parts = nameParts(got[i])
		}
		for k, p := range []string{n.Family + n.Literal, n.Given} {
			if k >= len(parts) {
				if p != "" {
					return fmt.Errorf("author %d is %q, want %v", i+1, got[i], n)
				}
				break
			}
			if s, err := untex(unbrace(parts[k])); err != nil || s != p {
				return fmt.Errorf("part %d of author %d is %q (%v), want %q", k+1, i+1, s, err, p)
			}
		}
	}
	return nil
}

// nameParts parts a name at the commas outside braces.
func nameParts(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	parts = append(parts, s[start:])
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// agreesRIS compares a record with its item.
func agreesRIS(it cslItem, record []string) error {
	got := map[string][]string{}
	for _, l := range record {
		tag, value, _ := strings.Cut(l, " ")
		got[tag] = append(got[tag], value)
	}
	for tag, want := range map[string]string{
		"TI": it.Title, "TT": it.Custom.Citelint.ParallelTitle, "T2": it.Container, "PB": it.Publisher, "CY": it.Place, "ET": it.Edition,
		"VL": it.Volume, "IS": it.Issue, "SP": it.Page, "DO": it.DOI, "SN": it.ISBN, "UR": it.URL, "LA": it.Language,
	} {
		if s := strings.Join(got[tag], "\n"); s != want {
			return fmt.Errorf("%s is %q, want %q", tag, s, want)
		}
	}
	if len(got["AU"]) != len(it.Author) || len(got["TY"]) != 1 {
		return fmt.Errorf("%d authors and %d types", len(got["AU"]), len(got["TY"]))
	}
	return nil
}

// TestReferences holds every case, the hostile ones too, against the readers.
func TestReferences(t *testing.T) {
	items := 0
	for _, c := range append(cases(t), testCase{name: "many", report: manyReport(t)}) {
		items += len(references(t, c.report))
		for _, row := range sheet(t, c.report) {
			if row["path"] == "" || strings.Contains(row["url"], "hunter2hunter2") {
				t.Errorf("%s: a row says %v", c.name, row)
			}
		}
		for _, format := range []string{"csv", "csl-json", "bibtex", "ris"} {
			b := string(writeAll(t, format, c.report))
			if strings.Contains(b, "hunter2hunter2") {
				t.Errorf("%s: %s shows a secret", c.name, format)
			}
			if again := string(writeAll(t, format, c.report)); again != b {
				t.Errorf("%s: %s has other bytes the second time", c.name, format)
			}
		}
	}
	if items < 100 {
		t.Errorf("the cases have %d items: they show little", items)
	}
}

// FuzzReferences states that a string in every field of a citation comes back from every format as
// csl-json has it, and breaks none.
func FuzzReferences(f *testing.F) {
	for _, s := range nasty {
		f.Add(s, s)
	}
	for _, s := range []string{"}", "{", "\\}", "a} and {b", "Sand and Salt", " and ", ", Jr", "others", "et al.", "%7B%7", "'=1", " ＝1", "ER  - ", "a\r\nER  - \r\n", "@book{x,\n"} {
		f.Add(s, "Rail")
		f.Add("x", s)
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		c := &checker.Citation{
			Kind: checker.Full, Type: "chapter", Confidence: 1, Title: s, ParallelTitle: other, Container: s, Publisher: s, Place: s, Edition: s,
			Volume: s, Issue: s, Number: other, Date: date(other, s), OriginalDate: date(s, other), Accessed: date(s, ""), Pages: s, DOI: s, ISBN: s,
			ArXiv: s, Language: s, Authors: []checker.Name{{Literal: s}, {Family: s, Given: other}, {Literal: other}},
			Editors: []checker.Name{{Family: other, Given: s, Suffix: s}}, Links: []*checker.Link{{URL: "https://sund.example/" + s, Fragment: "!" + other}},
		}
		d := citing(s, []*checker.Citation{c}, []*checker.Citation{{Kind: checker.Full, Confidence: 1, Title: other, Container: other, Date: date("2024", "")}})
		rep := &checker.Report{Documents: []*checker.Document{d}}
		var titles []string
		for _, it := range references(t, rep) {
			titles = append(titles, it.Title)
		}
		for _, row := range sheet(t, rep) {
			if i := strings.TrimSpace(row["title"]); len(i) < 8000 && i != "" && !strings.Contains(strings.Join(titles, "\n"), i) {
				t.Fatalf("csv has the title %q, csl-json %q", i, titles)
			}
		}
	})
}

package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// A bibEntry is one entry of BibTeX; its values are as they stand between their braces.
type bibEntry struct {
	kind, id string
	fields   map[string]string
}

// readBib reads BibTeX as BibTeX does: every brace counts, whatever stands before it. It takes the
// form that citelint writes and no other.
func readBib(src string) ([]bibEntry, error) {
	var entries []bibEntry
	head := regexp.MustCompile(`^@([a-z]+)\{([a-z0-9]+),\n`)
	name := regexp.MustCompile(`^  ([a-z]+) = \{`)
	for src != "" {
		m := head.FindStringSubmatch(src)
		if m == nil {
			return nil, fmt.Errorf("no entry begins at %.40q", src)
		}
		src = src[len(m[0]):]
		e := bibEntry{m[1], m[2], map[string]string{}}
		for !strings.HasPrefix(src, "}\n") {
			f := name.FindStringSubmatch(src)
			if f == nil {
				return nil, fmt.Errorf("no field of %s begins at %.40q", e.id, src)
			}
			src = src[len(f[0]):]
			end := closing(src)
			if end < 0 || !strings.HasPrefix(src[end:], "},\n") {
				return nil, fmt.Errorf("the value of %s of %s does not end: %.80q", f[1], e.id, src)
			}
			if _, twice := e.fields[f[1]]; twice {
				return nil, fmt.Errorf("%s has two fields %s", e.id, f[1])
			}
			e.fields[f[1]] = src[:end]
			src = src[end+len("},\n"):]
		}
		entries = append(entries, e)
		src = src[len("}\n"):]
		if src == "" {
			break
		}
		if src[0] != '\n' || src == "\n" {
			return nil, fmt.Errorf("no empty line parts %s from %.40q", e.id, src)
		}
		src = src[1:]
	}
	return entries, nil
}

// closing returns where the brace closes that stands before s.
func closing(s string) int {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var texCommand = regexp.MustCompile(`\\(?:text(backslash|braceleft|braceright|asciicircum|asciitilde)\{\}|([$&%#_]))`)

// untex reads text as LaTeX does, with the few commands that it needs. What LaTeX would obey or
// refuse is an error.
func untex(s string) (string, error) {
	if bare := texCommand.ReplaceAllString(s, ""); strings.ContainsAny(bare, `\{}$&%#_^~`) {
		return "", fmt.Errorf("%q holds markup: %q", s, bare)
	}
	return texCommand.ReplaceAllStringFunc(s, func(c string) string {
		m := texCommand.FindStringSubmatch(c)
		return map[string]string{"backslash": `\`, "braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~"}[m[1]] + m[2]
	}), nil
}

// unbrace takes the braces off that keep a value whole.
func unbrace(s string) string {
	if strings.HasPrefix(s, "{") && closing(s[1:]) == len(s)-2 {
		return s[1 : len(s)-1]
	}
	return s
}

// bibNames parts a list of names where BibTeX does: at the word "and" outside braces.
func bibNames(s string) []string {
	var names []string
	depth, start := 0, 0
	for i := range len(s) {
		switch {
		case s[i] == '{':
			depth++
		case s[i] == '}':
			depth--
		case depth == 0 && i >= start && len(s) >= i+5 && strings.EqualFold(s[i:i+5], " and "):
			names = append(names, s[start:i])
			start = i + 5
		}
	}
	return append(names, s[start:])
}

func TestBibTeX(t *testing.T) {
	c := full("title=50 % {x} \\ $ & # _ ^ ~; in=Tides & Trade; date=2024-03; doi=10.5555/a{b}%2f%z\\; url=https://a.example/a_b%20c{d}~e#!/x")[0]
	c.Type, c.Volume, c.Issue, c.Pages, c.Language, c.Edition = "article-journal", "12", "3", "233–52", "de-AT", "2. Aufl."
	c.Authors = []checker.Name{
		{Family: "Berg", Given: "Lena"}, {Family: "King", Given: "Martin", Suffix: "Jr."}, {Family: "de la Mer", Given: "A."},
		{Family: "Sand and Salt", Given: "B."}, {Family: "Smith, Jr", Given: "C."}, {Literal: "Ministry of Tides and Ports"}, {Literal: "et al."},
	}
	c.Accessed, c.OriginalDate = date("2024-04-01", ""), date("1785", "")
	entries, err := readBib(string(writeAll(t, "bibtex", &checker.Report{Documents: []*checker.Document{citing("a.md", []*checker.Citation{c})}})))
	if err != nil {
		t.Fatal(err)
	}
	want := []bibEntry{{"article", "berg2024", map[string]string{
		"author": `Berg, Lena and King, Jr., Martin and de la Mer, A. and {Sand and Salt}, B. and {Smith, Jr}, C. and {Ministry of Tides and Ports} and others`,
		"title":  `{50 \% \textbraceleft{}x\textbraceright{} \textbackslash{} \$ \& \# \_ \textasciicircum{} \textasciitilde{}}`, "journaltitle": `{Tides \& Trade}`,
		"volume": "12", "number": "3", "pages": "233–52", "edition": "2", "date": "2024-03", "year": "2024", "origdate": "1785", "urldate": "2024-04-01",
		"langid": "ngerman", "doi": `10.5555/a%7Bb%7D%2f%25z%5C`, "url": `https://a.example/a_b%20c%7Bd%7D~e#!/x`,
	}}}
	if diff := cmp.Diff(want, entries, cmp.AllowUnexported(bibEntry{})); diff != "" {
		t.Errorf("the entry (-want +got):\n%s", diff)
	}
}

func TestBibTeXNumbers(t *testing.T) {
	for _, c := range []struct{ edition, issue, number, wantEdition, wantNumber, wantNote string }{
		{"2nd ed.", "3", "", "2", "3", ""}, {"3. Aufl.", "", "RR-118", "3", "RR-118", ""}, {"2nd, revised ed.", "3", "A/RES/1", "2nd, revised ed.", "3", "A/RES/1"},
		{"revised", "", "", "revised", "", ""}, {"2", "", "", "2", "", ""},
	} {
		d := citing("a.md", full("title=Rail"))
		ci := d.Notes[0].Citations[0]
		ci.Edition, ci.Issue, ci.Number = c.edition, c.issue, c.number
		entries, err := readBib(string(writeAll(t, "bibtex", &checker.Report{Documents: []*checker.Document{d}})))
		if err != nil {
			t.Fatal(err)
		}
		f := entries[0].fields
		if f["edition"] != c.wantEdition || f["number"] != c.wantNumber || f["note"] != c.wantNote {
			t.Errorf("edition %q, issue %q and number %q are written %v", c.edition, c.issue, c.number, f)
		}
	}
}

// TestBibTeXKinds states where an entry has its container.
func TestBibTeXKinds(t *testing.T) {
	for _, c := range []struct{ typ, publisher, kind, container, of string }{
		{"article-newspaper", "", "article", "journaltitle", ""}, {"chapter", "P", "incollection", "booktitle", "publisher"},
		{"report", "", "report", "institution", ""}, {"report", "P", "report", "series", "institution"}, {"thesis", "", "thesis", "institution", ""},
		{"book", "P", "book", "series", "publisher"}, {"webpage", "", "online", "organization", ""}, {"legal_case", "P", "misc", "organization", "publisher"},
	} {
		d := citing("a.md", full("title=Rail; in=C; type="+c.typ))
		d.Notes[0].Citations[0].Publisher = c.publisher
		entries, err := readBib(string(writeAll(t, "bibtex", &checker.Report{Documents: []*checker.Document{d}})))
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"title": "{Rail}", c.container: "{C}"}
		if c.of != "" {
			want[c.of] = "{P}"
		}
		if diff := cmp.Diff([]bibEntry{{c.kind, "rail", want}}, entries, cmp.AllowUnexported(bibEntry{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.typ, diff)
		}
	}
}

package cite_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
)

// A view is a citation as the worked examples write it down.
type view struct {
	Kind          string   `json:"kind,omitempty"`
	Signal        string   `json:"signal,omitempty"`
	Authors       []string `json:"authors,omitempty"`
	Editors       []string `json:"editors,omitempty"`
	Translators   []string `json:"translators,omitempty"`
	Title         string   `json:"title,omitempty"`
	ParallelTitle string   `json:"parallelTitle,omitempty"`
	Container     string   `json:"container,omitempty"`
	Publisher     string   `json:"publisher,omitempty"`
	Place         string   `json:"place,omitempty"`
	Edition       string   `json:"edition,omitempty"`
	Volume        string   `json:"volume,omitempty"`
	Issue         string   `json:"issue,omitempty"`
	Number        string   `json:"number,omitempty"`
	Date          string   `json:"date,omitempty"`
	OriginalDate  string   `json:"originalDate,omitempty"`
	Accessed      string   `json:"accessed,omitempty"`
	Pages         string   `json:"pages,omitempty"`
	Locator       string   `json:"locator,omitempty"`
	DOI           string   `json:"doi,omitempty"`
	ISBN          string   `json:"isbn,omitempty"`
	ArXiv         string   `json:"arxiv,omitempty"`
	Alias         string   `json:"alias,omitempty"`
	Language      string   `json:"language,omitempty"`
	Links         []string `json:"links,omitempty"`
	Archived      string   `json:"archived,omitempty"`
	RefersTo      string   `json:"refersTo,omitempty"`
	Reason        string   `json:"reason,omitempty"`
	Candidates    []string `json:"candidates,omitempty"`
	Repairs       []string `json:"repairs,omitempty"`
	Unparsed      bool     `json:"unparsed,omitempty"`
}

var kindNames = map[checker.CitationKind]string{
	checker.Full: "", checker.SeeAlso: "SeeAlso", checker.Ibid: "Ibid", checker.Short: "Short", checker.Supra: "Supra", checker.CommentOn: "Comment",
}

// views shows the citations of a note; where says how each citation of the document is named.
func views(n *checker.Note, where map[*checker.Citation]string) []view {
	list := []view{}
	for _, c := range n.Citations {
		v := view{
			Kind: kindNames[c.Kind], Signal: c.Signal, Authors: strs(c.Authors), Editors: strs(c.Editors), Translators: strs(c.Translators),
			Title: c.Title, ParallelTitle: c.ParallelTitle, Container: c.Container, Publisher: c.Publisher, Place: c.Place, Edition: c.Edition,
			Volume: c.Volume, Issue: c.Issue, Number: c.Number, Date: c.Date.EDTF, OriginalDate: c.OriginalDate.EDTF, Accessed: c.Accessed.EDTF,
			Pages: c.Pages, Locator: c.Locator, DOI: c.DOI, ISBN: c.ISBN, ArXiv: c.ArXiv, Alias: c.Alias, Language: c.Language,
			RefersTo: where[c.RefersTo], Reason: c.Reason, Unparsed: c.Confidence < .5,
		}
		if v.Language == "en" {
			v.Language = ""
		}
		for _, l := range c.Links {
			v.Links = append(v.Links, l.Target)
		}
		if c.Archived != nil {
			v.Archived = c.Archived.Target
		}
		for _, f := range c.Candidates {
			v.Candidates = append(v.Candidates, where[f])
		}
		for _, r := range c.Repairs {
			v.Repairs = append(v.Repairs, string(r.Kind))
		}
		list = append(list, v)
	}
	return list
}

func strs(names []checker.Name) []string {
	var list []string
	for _, n := range names {
		list = append(list, n.String())
	}
	return list
}

// A worked example is one note of testdata/cite/worked.txt.
type worked struct{ id, text, want string }

func workedExamples(t testing.TB) []worked { return readExamples(t, "worked.txt", "A1 ") }

// readExamples reads the notes of a file of testdata/cite from the one that begins with first on.
func readExamples(t testing.TB, name, first string) []worked {
	t.Helper()
	data, err := os.ReadFile("../../testdata/cite/" + name)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n"+first)
	var list []worked
	for _, line := range strings.Split(first+body, "\n") {
		line = strings.TrimRight(line, " ")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
		case strings.HasPrefix(trimmed, "⇒"):
			list[len(list)-1].want = strings.TrimSpace(strings.TrimPrefix(trimmed, "⇒"))
		default:
			id, text, _ := strings.Cut(line, " ")
			text, want, _ := strings.Cut(text, "⇒")
			list = append(list, worked{id, strings.TrimSpace(text), strings.TrimSpace(want)})
		}
	}
	return list
}

// parseGroup parses examples as the notes of one document, and names their citations.
func parseGroup(group []worked) (*checker.Document, map[*checker.Citation]string) {
	texts := make([]string, len(group))
	for k, e := range group {
		texts[k] = e.text
	}
	doc := noted(texts...)
	cite.Parse(doc)
	where := map[*checker.Citation]string{}
	for k, n := range doc.Notes {
		for m, c := range n.Citations {
			where[c] = group[k].id + "." + itoa(m+1)
		}
	}
	return doc, where
}

// notYet names the worked examples whose fields are not all as they should be, and says what is
// missing. The test fails when one of them has come right.
var notYet = map[string]string{}

func TestWorkedExamples(t *testing.T) {
	examples := workedExamples(t)
	if len(examples) != 67 {
		t.Errorf("there are %d worked examples, want 67", len(examples))
	}
	for i := 0; i < len(examples); {
		j := i + 1
		for j < len(examples) && examples[j].id[0] == examples[i].id[0] && (examples[i].id[0] != 'J' || examples[j].id == "J4") {
			j++
		}
		group := examples[i:j]
		doc, where := parseGroup(group)
		for k, e := range group {
			var want []view
			dec := json.NewDecoder(strings.NewReader(e.want))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&want); err != nil {
				t.Fatalf("%s: %v", e.id, err)
			}
			for m := range want {
				if want[m].Kind == "Full" {
					want[m].Kind = ""
				}
			}
			diff := cmp.Diff(want, views(doc.Notes[k], where))
			for m, c := range doc.Notes[k].Citations {
				if c.Confidence < .8 && !(m < len(want) && want[m].Unparsed) {
					diff += "confidence of citation " + itoa(m+1) + " is below .8"
				}
			}
			why, late := notYet[e.id]
			switch {
			case diff != "" && !late:
				t.Errorf("%s: %s\n(-want +got):\n%s", e.id, e.text, diff)
			case diff == "" && late:
				t.Errorf("%s is as it should be: take it off the list of those not yet expected (%s)", e.id, why)
			}
		}
		i = j
	}
}

var update = flag.Bool("update", false, "write testdata/cite/further.txt as it comes out")

// TestFurther compares the notes of testdata/cite/further.txt as the worked examples are compared.
func TestFurther(t *testing.T) {
	examples := readExamples(t, "further.txt", "K1 ")
	found := map[string]string{}
	checked := 0
	for i := 0; i < len(examples); {
		j := i + 1
		for j < len(examples) && examples[j].id[0] == examples[i].id[0] {
			j++
		}
		group := examples[i:j]
		doc, where := parseGroup(group)
		for k, e := range group {
			if e.want == "" {
				continue
			}
			checked++
			got := views(doc.Notes[k], where)
			if *update {
				var b strings.Builder
				enc := json.NewEncoder(&b)
				enc.SetEscapeHTML(false)
				if err := enc.Encode(got); err != nil {
					t.Fatal(err)
				}
				found[e.id] = strings.TrimSpace(b.String())
				continue
			}
			var want []view
			if err := json.Unmarshal([]byte(e.want), &want); err != nil {
				t.Fatalf("%s: %v", e.id, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s\n(-want +got):\n%s", e.id, e.text, diff)
			}
		}
		i = j
	}
	if checked < 60 {
		t.Errorf("only %d notes are compared", checked)
	}
	if *update {
		rewrite(t, "../../testdata/cite/further.txt", found)
	}
}

// rewrite puts what was found behind the notes of a file that have something there.
func rewrite(t *testing.T, name string, found map[string]string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	id := ""
	for i, line := range lines {
		if strings.HasPrefix(line, "  ⇒") {
			lines[i] = "  ⇒ " + found[id]
			continue
		}
		id, _, _ = strings.Cut(line, " ")
	}
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

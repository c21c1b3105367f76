package cite_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// TestCareful compares the notes of testdata/cite/careful.txt as the worked examples are compared.
func TestCareful(t *testing.T) {
	examples := readExamples(t, "careful.txt", "A1 ")
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
			var want []view
			if err := json.Unmarshal([]byte(e.want), &want); err != nil {
				t.Fatalf("%s: %v", e.id, err)
			}
			if diff := cmp.Diff(want, views(doc.Notes[k], where)); diff != "" {
				t.Errorf("%s: %s\n(-want +got):\n%s", e.id, e.text, diff)
			}
		}
		i = j
	}
}

// TestNamedInText states that a case may be known by the name that the text gives it, and an author
// may not.
func TestNamedInText(t *testing.T) {
	doc, err := read.Document("a.md", []byte(`The duty was doubtful until Tarrant v Harbour Trust.[^1] It still is, says Prior.[^2] So held Tarrant.[^3] And so says Prior.[^4]

[^1]: [2021] EWCA Civ 9901, [2022] 1 WLR 118.
[^2]: Joan Haddad, *Quays and Trusts* (2nd edn, Bencher 2012) 45.
[^3]: Tarrant (n 1) [33].
[^4]: Prior (n 2) 50.
`))
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(doc)
	if c := doc.Notes[2].Citations[0]; c.RefersTo != doc.Notes[0].Citations[0] || c.Title != "Tarrant" {
		t.Errorf("%q is read as %q and refused (%s), want the case of note 1", c.Text, c.Title, c.Reason)
	}
	if c := doc.Notes[3].Citations[0]; c.Reason != checker.ReasonNoSuchAuthor {
		t.Errorf("%q is read as another author's work", c.Text)
	}
}

package cite_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
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

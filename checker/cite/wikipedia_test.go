package cite_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWikipedia compares the notes of testdata/cite/wikipedia.txt, fields and what short notes mean.
func TestWikipedia(t *testing.T) {
	examples := readExamples(t, "wikipedia.txt", "W1 ")
	found := map[string]string{}
	for i := 0; i < len(examples); {
		j := i + 1
		for j < len(examples) && examples[j].id[0] == examples[i].id[0] {
			j++
		}
		doc, where := parseGroup(examples[i:j])
		for k, e := range examples[i:j] {
			got := views(doc.Notes[k], where)
			if *update {
				var b bytes.Buffer
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
	if len(examples) != 27 {
		t.Errorf("%d notes are compared, want 27", len(examples))
	}
	if *update {
		rewrite(t, "../../testdata/cite/wikipedia.txt", found)
	}
}

package cite_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// TestManyNotes states that a long document is understood in the same way on one processor and on
// several.
func TestManyNotes(t *testing.T) {
	var b strings.Builder
	const notes = 600
	for i := range notes {
		fmt.Fprintf(&b, "The dues of quay %d rose.[^%d]\n\n", i, i)
	}
	for i := range notes {
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, "[^%d]: Tomas Relling, “[Dues of Quay %d](https://sund.example/%d)”, *Port News*, %d May 2024; see also *Tolls* (Bencher, 2012), %d.\n", i, i, i, 1+i%28, i)
		case 1:
			fmt.Fprintf(&b, "[^%d]: Ibid., %d.\n", i, i)
		default:
			fmt.Fprintf(&b, "[^%d]: Relling, “Dues of Quay %d”, supra note %d.\n", i, i-2, i-1)
		}
	}
	parse := func(processors int) []*checker.Note {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		d, err := read.Document("brief.md", []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		cite.Parse(d)
		return d.Notes
	}
	one, several := parse(1), parse(4)
	for i := range one {
		if diff := cmp.Diff(described(one[i]), described(several[i])); diff != "" {
			t.Fatalf("note %s (-one processor +several):\n%s", one[i].Label, diff)
		}
	}
}

// described returns what a note's citations say, without what they refer to.
func described(n *checker.Note) []checker.Citation {
	var all []checker.Citation
	for _, c := range n.Citations {
		said := *c
		if c.RefersTo != nil {
			said.Reason += " " + c.RefersTo.Text
		}
		said.RefersTo = nil
		all = append(all, said)
	}
	return all
}

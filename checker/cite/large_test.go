package cite_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// largeUnits are what notes of a megabyte are made of: each would tempt some part of the parser to
// look back, or ahead, over all of it.
var largeUnits = map[string]string{
	"alias":     "Act [hereinafter X], ",
	"and":       "and ",
	"brackets":  "(a [b (c ",
	"citations": "Nadia Ferreira, *Salt and Sovereignty* (Lisbon: Casa do Mar, 2011), 45–52; see also “[Tolls](https://a.example/x)”, *Locks* 15, no. 3 (2019): 233–52; ibid., 12. ",
	"compare":   "Compare A, “T”, 2010, with ",
	"dates":     "3 May 2019, 4.2.2022, Spring 2011; ",
	"digits":    "1, 2, 3; ",
	"doi":       "doi:10.5555/abc.123; ",
	"han":       "赵明：《运河与帝国》，北京：长河出版社，2019年，第12页。",
	"ibid":      "Ibid. ",
	"initials":  "A. B. ",
	"letters":   "a",
	"names":     "Roe, A., Doe, B., & ",
	"prose":     "The tide rose over the quay of the town and nobody saw it. ",
	"quotes":    "“a “b ",
	"short":     "Roe, “Salt”, 5; ",
	"supra":     "Roe (n 1) 5; ",
	"template":  "See Roe, J.; Low, B. (2001). *T* (2nd ed.). P. “Q”. C. 1 May 2019. Retrieved 2 May 2019. ",
	"versus":    "A v. B, 3 U.S. 5; ",
}

// BenchmarkLargeNote reads single notes of a megabyte; none may take more than a second.
func BenchmarkLargeNote(b *testing.B) {
	for name, unit := range largeUnits {
		b.Run(name, func(b *testing.B) {
			src := []byte("A.[^1]\n\n[^1]: " + strings.Repeat(unit, 1<<20/len(unit)) + "\n")
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				b.StopTimer()
				doc, err := read.Document("a.md", src)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				cite.Parse(doc)
			}
		})
	}
}

// TestLargeNotes holds the laws over such notes; a square of a hundred kilobytes would be noticed.
func TestLargeNotes(t *testing.T) {
	for name, unit := range largeUnits {
		t.Run(name, func(t *testing.T) {
			doc, err := read.Document("a.md", []byte("A.[^1]\n\n[^1]: "+strings.Repeat(unit, 100<<10/len(unit))+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			cite.Parse(doc)
			lawful(t, doc)
		})
	}
}

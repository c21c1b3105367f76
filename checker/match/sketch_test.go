package match_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/match"
)

// prose is a text of n invented words.
func prose(rng *rand.Rand, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", rng.IntN(3000))
	}
	return words
}

// paragraphs cuts words into paragraphs of 40.
func paragraphs(words []string) []string {
	var ps []string
	for p := range slices.Chunk(words, 40) {
		ps = append(ps, strings.Join(p, " "))
	}
	return ps
}

// shared is the Jaccard index of the shingles of two texts, by counting.
func shared(a, b []string) float64 {
	shingles := func(words []string) map[string]bool {
		set := map[string]bool{}
		for p := range slices.Chunk(words, 40) {
			for i := 0; i+4 <= len(p); i++ {
				set[strings.Join(p[i:i+4], " ")] = true
			}
		}
		return set
	}
	x, y := shingles(a), shingles(b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// TestSketchEstimates states that sketches tell the likeness of long texts within .09, for nearly all
// pairs, and of short ones exactly.
func TestSketchEstimates(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	off, pairs := 0, 0
	for _, n := range []int{60, 110, 400, 3000} {
		for range 100 {
			a := prose(rng, n)
			b := slices.Clone(a)
			for at, end := rng.IntN(n), rng.IntN(n+1); at < end; at++ {
				b[at] = fmt.Sprintf("x%d", rng.IntN(3000))
			}
			want := shared(a, b)
			got := match.NewSketch(paragraphs(a)).Alike(match.NewSketch(paragraphs(b)))
			if n <= 110 && math.Abs(got-want) > 1e-9 {
				t.Errorf("two texts of %d words are alike by %.3f, and their sketches by %.3f", n, want, got)
			}
			if math.Abs(got-want) > .13 {
				t.Errorf("two texts of %d words are alike by %.3f, and their sketches say %.3f", n, want, got)
			}
			if pairs++; math.Abs(got-want) > .09 {
				off++
			}
		}
	}
	if off > pairs/20 {
		t.Errorf("%d of %d estimates are off by more than .09", off, pairs)
	}
}

func TestSketchProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for _, n := range []int{0, 3, 4, 50, 131, 132, 5000} {
		words := prose(rng, n)
		a, b := match.NewSketch(paragraphs(words)), match.NewSketch(paragraphs(prose(rng, 500)))
		if len(a) > 512 {
			t.Errorf("the sketch of %d words takes %d bytes", n, len(a))
		}
		if got := a.Alike(a); got != 1 {
			t.Errorf("a text of %d words is like itself by %v", n, got)
		}
		if x, y := a.Alike(b), b.Alike(a); x != y {
			t.Errorf("likeness is %v one way and %v the other", x, y)
		}
		mixed := paragraphs(words)
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := a.Alike(match.NewSketch(mixed)); got != 1 {
			t.Errorf("other order of paragraphs: alike by %v", got)
		}
		longer := append(paragraphs(words), paragraphs(prose(rng, 4*n+40))...)
		if got := a.In(match.NewSketch(longer)); got < .75 {
			t.Errorf("a text of %d words is in a longer one that holds it by %v", n, got)
		}
	}
}

func TestSketchFolds(t *testing.T) {
	for _, c := range [][2]string{
		{"The dues of the port rose by “a third”, it’s said", "the DUES of the port – rose by \"a third\"; its said!"},
		{"Caf\u00e9 owners in the old town pay more", "cafe\u0301 owners in the  old town pay more"},
		{"港口的费用今年上升了三分之一。", "港口的费用，今年上升了三分之一"},
	} {
		a, b := match.NewSketch(c[:1]), match.NewSketch(c[1:])
		if len(a) == 0 || a.Alike(b) != 1 {
			t.Errorf("%q and %q are alike by %v, want 1", c[0], c[1], a.Alike(b))
		}
	}
	a, b := match.NewSketch([]string{"港口的费用今年上升了三分之一"}), match.NewSketch([]string{"渡船的班次明年会减少一半左右吗"})
	if got := a.Alike(b); got != 0 {
		t.Errorf("two texts in Han characters are alike by %v, want 0", got)
	}
}

func FuzzSketch(f *testing.F) {
	f.Add("the dues of the port rose again", "the dues of the ferry rose again", []byte{0, 0, 0, 1})
	f.Add("港口的费用今年上升了三分之一", "a\xff b c d", []byte{1})
	f.Fuzz(func(t *testing.T, a, b string, raw []byte) {
		x, y := match.NewSketch(strings.Split(a, "\n")), match.NewSketch(strings.Split(b, "\n"))
		for _, z := range []match.Sketch{x, y, raw} {
			for _, v := range []float64{x.Alike(z), x.In(z), z.In(x)} {
				if !(v >= 0 && v <= 1) {
					t.Errorf("%v is no share", v)
				}
			}
		}
		if x.Alike(x) != 1 || x.Alike(y) != y.Alike(x) {
			t.Errorf("the sketches of %q and %q are not alike as they should be", a, b)
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	ps := paragraphs(prose(rand.New(rand.NewPCG(1, 2)), 5000))
	b.SetBytes(int64(len(strings.Join(ps, " "))))
	for b.Loop() {
		match.NewSketch(ps)
	}
}

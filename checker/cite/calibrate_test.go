package cite_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/format"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
)

var fit = flag.Bool("fit", false, "fit checker/cite/calibration.go to generated notes")

// fieldIndexes are the places of the board's fields in Citation.Sure.
var fieldIndexes = map[string]checker.CitationField{
	"authors": checker.AuthorsField, "editors": checker.EditorsField, "translators": checker.TranslatorsField, "title": checker.TitleField,
	"parallelTitle": checker.ParallelTitleField, "container": checker.ContainerField, "publisher": checker.PublisherField, "place": checker.PlaceField,
	"edition": checker.EditionField, "volume": checker.VolumeField, "issue": checker.IssueField, "number": checker.NumberField, "date": checker.DateField,
	"originalDate": checker.OriginalDateField, "accessed": checker.AccessedField, "pages": checker.PagesField, "locator": checker.LocatorField,
	"doi": checker.DOIField, "isbn": checker.ISBNField, "arxiv": checker.ArXivField, "alias": checker.AliasField,
}

// discursiveWeight is how often the open half of the discursive notes counts in the fit.
const discursiveWeight = 10

// tableWeight is how often it counts in the shares: two thirds as much as the generated notes.
const tableWeight = 100

// unseenRounds is how often each style is read without the grammar that was made for it: half as
// often as with it.
const unseenRounds = 2

// abroad is what the shares that were fitted are multiplied by: generated notes, and those that
// grammars were written for, are read better than the notes of people nobody has seen. Of the fields
// of the open discursive notes one in a hundred more is wrong than of generated ones, of the held
// ones six.
const abroad = .985

// A sample is a field that was stated, what speaks against it, and whether it is right.
type sample struct {
	doubts []float64
	right  bool
}

// TestCalibration states how honest the confidence of fields is, on generated notes of all records,
// styles and kinds of noise, in other documents than it was fitted to.
func TestCalibration(t *testing.T) {
	b := newBoard(t)
	near, sum := count{}, 0.0
	b.stated = func(name string, c *checker.Citation, right bool) {
		if f, ok := fieldIndexes[name]; ok && c.Sure[f] >= .85 && c.Sure[f] < .95 {
			near.right += one(right)
			near.stated++
			sum += float64(c.Sure[f])
		}
	}
	for number := 40; number < 44; number += 2 {
		judgeHalf(t, b, number, nil)
	}
	if e := b.calibrationError("calibration"); e > .03 {
		t.Errorf("the calibration error is %.4f, want at most .03", e)
	}
	mean := sum / float64(max(near.stated, 1))
	t.Logf("calibration error %.4f; of %d fields stated at %.3f, %.3f are right", b.calibrationError("calibration"), near.stated, mean, near.precision())
	slack := .03 + math.Sqrt(.09*5/float64(max(near.stated, 1))) // five fields of a citation are right or wrong together
	if near.stated < 300 || math.Abs(near.precision()-mean) > slack {
		t.Errorf("of %d fields stated at .85 to .95, %.3f on average, %.3f are right, want no more than %.3f more or less", near.stated, mean, near.precision(), slack)
	}
}

// TestFit fits the confidence of fields to generated notes, if -fit asks for it: a logistic
// regression weighs what speaks against a field, an isotonic one turns the sum into the share that
// is right.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("only with -fit")
	}
	list, generated := calibrationSamples(t)
	bias, weights := logistic(list)
	people := list[generated:]
	for range tableWeight/discursiveWeight - 1 {
		list = append(list, people...)
	}
	evidence := make([]float64, len(list))
	for k, s := range list {
		for i, w := range weights {
			evidence[k] -= w * s.doubts[i]
		}
	}
	steps := isotonic(evidence, list, 20)
	var w bytes.Buffer
	w.WriteString("package cite\n\n// Written by: go test ./checker/cite -run Fit -fit\n\n")
	fmt.Fprintf(&w, "// doubtWeights are what the doubts take off the log-odds of a field; against which nothing speaks\n// they are %.1f.\nvar doubtWeights = doubts{", bias)
	for _, v := range weights {
		fmt.Fprintf(&w, "%.3f, ", v)
	}
	fmt.Fprintf(&w, "}\n\n// steps are %v of the shares of fields that were right, of %d, from what the doubts take off on.\nvar steps = [...]step{\n", abroad, len(list))
	for _, s := range steps {
		fmt.Fprintf(&w, "{%.3f, %.4f}, // %d\n", s.from, abroad*s.right(), s.n)
	}
	w.WriteString("}\n")
	src, err := format.Source(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("calibration.go", src, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", src)
}

// calibrationSamples returns the fields of generated documents that no other test reads, and of the
// open half of the discursive notes, which stand behind the generated ones.
func calibrationSamples(t *testing.T) (list []sample, generated int) {
	b := newBoard(t)
	seen := map[*checker.Citation]*[checker.CitationFields][]float64{}
	barred := ""
	b.parse = func(doc *checker.Document) {
		clear(seen)
		cite.ParseObserved(doc, func(c *checker.Citation, f checker.CitationField, v []float64) {
			if seen[c] == nil {
				seen[c] = new([checker.CitationFields][]float64)
			}
			seen[c][f] = slices.Clone(v)
		}, barred)
	}
	b.stated = func(name string, c *checker.Citation, right bool) {
		if f, ok := fieldIndexes[name]; ok && seen[c] != nil && seen[c][f] != nil {
			list = append(list, sample{seen[c][f], right})
		}
	}
	for number := 44; number < 52; number += 2 {
		judgeHalf(t, b, number, nil)
	}
	for number := 52; number < 52+2*unseenRounds; number += 2 {
		judgeHalf(t, b, number, func(st style) { barred = ownGrammar(st.name) })
	}
	barred = ""
	generated = len(list)
	for _, barred = range []string{"", "", "", "chicago", "mhra", "bluebook", "oscola", "german", "chinese", "plain"} {
		for _, name := range []string{"en-us", "en-uk", "en-history", "en-press", "de", "zh", "en"} {
			b.judge(discursive(t, name, 0), "calibration")
		}
		b.judge(discursive(t, "en", 1), "calibration")
	}
	return list, generated
}

// ownGrammar returns the grammar that was made for a style of generated documents.
func ownGrammar(style string) string {
	switch style {
	case "turabian":
		return "chicago"
	case "japanese":
		return "chinese"
	case "latin":
		return "romance"
	}
	return style
}

// judgeHalf judges generated documents of all records, styles and kinds of noise, two of each from
// that number on. each, if it is not nil, is told the style first.
func judgeHalf(t *testing.T, b *board, number int, each func(style)) {
	var halves [2][]*record
	for _, r := range readRecords(t, "records.json") {
		halves[one(r.Held)] = append(halves[one(r.Held)], r)
	}
	var fresh []*record // the half of them that calibration sees
	for k, r := range readRecords(t, "fresh.json") {
		if k%2 == 0 {
			fresh = append(fresh, r)
		}
	}
	for _, st := range append(styles(), heldStyles()...) {
		if each != nil {
			each(st)
		}
		if st.held {
			halves = [2][]*record{fresh, fresh}
		}
		for _, lang := range st.langs {
			for _, noise := range noises {
				if st.list && (noise == "prose" || noise == "wrong-number") {
					continue
				}
				for k, list := range halves {
					b.judge(generate(st, lang, noise, "defined", list, 10, number+k), "calibration")
				}
			}
		}
	}
}

// logistic fits the log-odds of a right field: the bias without doubts, less the weights, none of
// which is below nothing. It takes Newton's steps, each halved until it helps.
func logistic(list []sample) (bias float64, weights []float64) {
	n := cite.Doubts + 1
	at := make([]float64, n) // the bias, then the weights
	at[0] = 4
	row := make([]float64, n)
	row[0] = 1
	least := surprise(list, at)
	for range 60 {
		slope := make([]float64, n)
		bend := make([][]float64, n)
		for i := range bend {
			bend[i] = make([]float64, n)
			bend[i][i] = 1
		}
		for _, s := range list {
			for i, v := range s.doubts {
				row[i+1] = -v
			}
			sum := 0.0
			for i, v := range row {
				sum += v * at[i]
			}
			p := 1 / (1 + math.Exp(-sum))
			for i, v := range row {
				if v == 0 {
					continue
				}
				slope[i] += v * (p - float64(one(s.right)))
				for k, u := range row {
					bend[i][k] += v * u * p * (1 - p)
				}
			}
		}
		for i := 1; i < n; i++ {
			slope[i] += at[i]
			if at[i] == 0 && slope[i] > 0 {
				slope[i] = 0
				for k := range n {
					bend[i][k], bend[k][i] = 0, 0
				}
				bend[i][i] = 1
			}
		}
		step := solve(bend, slope)
		next, helps := make([]float64, n), false
		for part := 1.0; part > 1e-3 && !helps; part /= 2 {
			for i, v := range step {
				next[i] = at[i] - part*v
				if i > 0 {
					next[i] = max(next[i], 0)
				}
			}
			if sum := surprise(list, next); sum < least {
				least, helps = sum, true
			}
		}
		if !helps {
			break
		}
		at = next
	}
	return at[0], at[1:]
}

// surprise is what logistic makes least: how unlikely the samples are, and how large the weights.
func surprise(list []sample, at []float64) float64 {
	sum := 0.0
	for _, s := range list {
		odds := at[0]
		for i, v := range s.doubts {
			odds -= v * at[i+1]
		}
		if s.right {
			odds = -odds
		}
		sum += math.Log1p(math.Exp(odds))
	}
	for _, w := range at[1:] {
		sum += w * w / 2
	}
	return sum
}

// solve returns x of a·x = b for a positive definite a.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			b[k] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= a[i][k] * b[k]
		}
		b[i] /= a[i][i]
	}
	return b
}

// A fitted is a step of an isotonic regression.
type fitted struct {
	from float64
	n, r int
}

func (f fitted) right() float64 { return float64(f.r) / float64(f.n) }

// isotonic fits at most so many rising steps to what is right by evidence: it pools steps that do
// not rise, then those that are nearest to each other.
func isotonic(evidence []float64, list []sample, most int) []fitted {
	order := make([]int, len(list))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(evidence[a], evidence[b]) })
	var steps []fitted
	for _, k := range order {
		if n := len(steps); n > 0 && steps[n-1].from == evidence[k] {
			steps[n-1].n++
			steps[n-1].r += one(list[k].right)
			continue
		}
		steps = append(steps, fitted{evidence[k], 1, one(list[k].right)})
	}
	pool := func(list []fitted) []fitted {
		var pooled []fitted
		for _, s := range list {
			pooled = append(pooled, s)
			for n := len(pooled); n > 1 && (pooled[n-2].right() >= pooled[n-1].right() || pooled[n-2].n < 25); n-- {
				pooled[n-2].n += pooled[n-1].n
				pooled[n-2].r += pooled[n-1].r
				pooled = pooled[:n-1]
			}
		}
		return pooled
	}
	steps = pool(steps)
	for len(steps) > most {
		at, near := 0, 2.0
		for k := range steps[1:] {
			if d := steps[k+1].right() - steps[k].right(); d < near {
				at, near = k, d
			}
		}
		steps[at].n += steps[at+1].n
		steps[at].r += steps[at+1].r
		steps = slices.Delete(steps, at+1, at+2)
	}
	return steps
}

package store_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// A look in these tests is written as hours since begin and a verdict.
type look struct {
	hours   float64
	verdict checker.Verdict
}

func (l look) result() checker.Result {
	return checker.Result{Verdict: l.verdict, Checked: begin.Add(time.Duration(l.hours * float64(time.Hour)))}
}

// told is the last look's Result, when each look before was remembered.
func told(t *testing.T, c store.Confirm, looks ...look) checker.Result {
	t.Helper()
	var history []store.Look
	var r checker.Result
	for _, l := range looks {
		r = l.result()
		store.Tell(&r, history, c)
		if l, ok := store.LookOf(&r); ok {
			history = store.Merge(history, []store.Look{l})
		}
	}
	return r
}

func hourly(n int, v checker.Verdict) (looks []look) {
	for i := range n {
		looks = append(looks, look{float64(i), v})
	}
	return looks
}

func TestStrikes(t *testing.T) {
	const gone, down = checker.Dead, checker.Unreachable
	for _, c := range []struct {
		name      string
		confirm   store.Confirm
		looks     []look
		strikes   int
		confirmed bool
	}{
		{"a good source", store.Confirm{}, []look{{0, checker.OK}}, 0, false},
		{"the first failure", store.Confirm{}, []look{{0, down}}, 1, false},
		{"an hour later", store.Confirm{}, []look{{0, down}, {1, down}}, 1, false},
		{"once an hour for a working day", store.Confirm{}, hourly(15, down), 1, false},
		{"19 hours later", store.Confirm{}, []look{{0, down}, {19, down}}, 1, false},
		{"20 hours later", store.Confirm{}, []look{{0, down}, {20, down}}, 2, false},
		{"the third within 72 hours", store.Confirm{}, []look{{0, down}, {24, down}, {48, down}}, 2, false},
		{"the third after 72 hours", store.Confirm{}, []look{{0, down}, {24, down}, {72, down}}, 3, true},
		{"the fourth after 72 hours", store.Confirm{}, []look{{0, down}, {24, down}, {48, down}, {72, down}}, 3, true},
		{"different failures", store.Confirm{}, []look{{0, down}, {24, checker.Insecure}, {72, gone}}, 3, true},
		{"a success between", store.Confirm{}, []look{{0, down}, {24, checker.OK}, {48, down}, {72, down}}, 2, false},
		{"a success after", store.Confirm{}, []look{{0, down}, {24, down}, {72, down}, {96, checker.Moved}}, 0, false},
		{"a success on the day of a failure", store.Confirm{}, []look{{0, down}, {24, down}, {25, checker.OK}, {72, down}}, 1, false},
		{"a failure on the day of a success", store.Confirm{}, []look{{0, checker.OK}, {1, down}}, 1, false},
		{"blocked between", store.Confirm{}, []look{{0, down}, {24, checker.Blocked}, {48, down}, {72, down}}, 3, true},
		{"blocked adds nothing", store.Confirm{}, []look{{0, down}, {24, checker.Blocked}, {72, checker.Blocked}}, 1, false},
		{"two failures are enough", store.Confirm{Failures: 2, Span: -1}, []look{{0, down}, {24, down}}, 2, true},
		{"a longer span", store.Confirm{Span: 100 * time.Hour}, []look{{0, down}, {24, down}, {96, down}}, 2, false},
		{"years of failure", store.Confirm{}, []look{{0, down}, {9000, down}, {18000, down}, {27000, down}}, 4, true},
	} {
		r := told(t, c.confirm, c.looks...)
		if r.Strikes != c.strikes || r.Confirmed() != c.confirmed {
			t.Errorf("%s: %d strikes, confirmed %t; want %d, %t", c.name, r.Strikes, r.Confirmed(), c.strikes, c.confirmed)
		}
	}
}

func TestTell(t *testing.T) {
	r := told(t, store.Confirm{}, look{0, checker.OK}, look{30, checker.OK}, look{60, checker.Dead}, look{90, checker.Dead})
	want := checker.Result{
		Verdict: checker.Dead, Checked: begin.Add(90 * time.Hour), Strikes: 2, Confirm: 3, ConfirmSpan: 72 * time.Hour, FirstSeen: begin,
		LastGood: begin.Add(30 * time.Hour), FailingSince: begin.Add(60 * time.Hour),
		Changes: []checker.Change{{Time: begin, Verdict: checker.OK}, {Time: begin.Add(60 * time.Hour), Verdict: checker.Dead}},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("a source that was good and is dead (-want +got):\n%s", diff)
	}
}

// TestLaterLooks states that a clock that was once wrong does no lasting harm.
func TestLaterLooks(t *testing.T) {
	r := told(t, store.Confirm{}, look{90000, checker.OK}, look{0, checker.Dead})
	if !r.LastGood.IsZero() || r.Strikes != 1 {
		t.Errorf("last good %v, %d strikes; want never, 1", r.LastGood, r.Strikes)
	}
}

func TestNoLook(t *testing.T) {
	for _, v := range []checker.Verdict{checker.Skipped, checker.Unchecked, ""} {
		r := look{0, v}.result()
		if _, ok := store.LookOf(&r); ok {
			t.Errorf("%q is remembered as a look", v)
		}
	}
}

// TestMerge states that looks make the same history in whatever order and in whatever parts they are
// merged.
func TestMerge(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var looks []store.Look
		for range 1 + rnd.IntN(12) {
			l := look{float64(rnd.IntN(90)) - 40, checker.Verdicts[rnd.IntN(8)]}
			r := l.result()
			r.Status, r.Page.Digest = 200+rnd.IntN(2), strings.Repeat("a", rnd.IntN(2))
			one, _ := store.LookOf(&r)
			looks = append(looks, one)
		}
		inOrder := merged(looks)
		rnd.Shuffle(len(looks), func(i, j int) { looks[i], looks[j] = looks[j], looks[i] })
		cut := rnd.IntN(len(looks))
		a, b := merged(looks[:cut]), merged(looks[cut:])
		for _, other := range [][]store.Look{store.Merge(a, b), store.Merge(b, a), store.Merge(store.Merge(a, b), a)} {
			if diff := cmp.Diff(inOrder, other); diff != "" {
				t.Fatalf("two orders of merging differ:\n%s", diff)
			}
		}
		if !slices.IsSortedFunc(inOrder, func(a, b store.Look) int { return a.First.Compare(b.First) }) {
			t.Fatalf("a history is not in the order of time: %v", inOrder)
		}
	}
}

func merged(looks []store.Look) (history []store.Look) {
	for _, l := range looks {
		history = store.Merge(history, []store.Look{l})
	}
	return history
}

// TestLattice states which of two looks of one day stands.
func TestLattice(t *testing.T) {
	for _, c := range []struct{ first, second, want checker.Verdict }{
		{checker.OK, checker.Dead, checker.OK},
		{checker.Blocked, checker.Moved, checker.Moved},
		{checker.Dead, checker.Blocked, checker.Blocked},
		{checker.Parked, checker.Unreachable, checker.Parked},
		{checker.Insecure, checker.SoftDead, checker.SoftDead},
		{checker.OK, checker.Moved, checker.Moved},
		{checker.Dead, checker.SoftDead, checker.SoftDead},
		{checker.Unreachable, checker.Insecure, checker.Insecure},
	} {
		a, b := look{0, c.first}.result(), look{1, c.second}.result()
		la, _ := store.LookOf(&a)
		lb, _ := store.LookOf(&b)
		if got := store.Merge([]store.Look{lb}, []store.Look{la}); len(got) != 1 || got[0].Verdict != c.want {
			t.Errorf("%s, then %s on one day: %v, want %s", c.first, c.second, got, c.want)
		}
	}
}

package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

// A web in these tests answers with what is written down, and counts.
type web struct {
	now      time.Time
	verdict  checker.Verdict
	page     checker.Page
	status   int
	asked    int
	known    *checker.Page // what the last question knew
	answered checker.Result
}

func (w *web) Fetch(_ context.Context, q checker.Query) (checker.Result, error) {
	w.asked++
	w.known = q.Known
	q.Known = nil
	w.answered = checker.Result{Query: q, Verdict: w.verdict, Status: w.status, Page: w.page, Checked: w.now}
	return w.answered, nil
}

func (w *web) clock() time.Time { return w.now }

func openState(t *testing.T, file string, w *web) *store.State {
	t.Helper()
	s, err := store.OpenState(file, w, store.Options{Now: w.clock, Secret: func(a string) bool { return strings.Contains(a, "token=") }, Warn: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fetch(t *testing.T, f checker.Fetcher, q checker.Query) checker.Result {
	t.Helper()
	r, err := f.Fetch(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestStateOverRuns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state", "state.db")
	w := &web{now: begin, verdict: checker.OK}
	var got []int
	var last checker.Result
	for day := range 7 {
		w.now = begin.AddDate(0, 0, day)
		if day > 0 {
			w.verdict = checker.Unreachable
		}
		s := openState(t, file, w)
		last = fetch(t, s, checker.Query{URL: "https://dredge.example/b"})
		if other := fetch(t, s, checker.Query{URL: "https://sund.example/register?token=9f3b27c1"}); other.Strikes != last.Strikes {
			t.Errorf("day %d: %d strikes, and %d for an address with a secret", day, last.Strikes, other.Strikes)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		got = append(got, last.Strikes)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 2, 3, 4, 5}, got); diff != "" {
		t.Errorf("strikes, day by day (-want +got):\n%s", diff)
	}
	if !last.LastGood.Equal(begin) || !last.FailingSince.Equal(begin.AddDate(0, 0, 1)) {
		t.Errorf("last good %v, failing since %v", last.LastGood, last.FailingSince)
	}
	if src, err := os.ReadFile(file); err != nil || strings.Contains(string(src), "9f3b27c1") {
		t.Errorf("the file holds a secret (%v)", err)
	}
}

func TestStateForgetsNoFailure(t *testing.T) {
	w := &web{verdict: checker.Dead}
	file := filepath.Join(t.TempDir(), "state.db")
	var r checker.Result
	for day := range 120 {
		w.now = begin.AddDate(0, 0, day)
		s := openState(t, file, w)
		r = fetch(t, s, checker.Query{URL: "https://dredge.example/b"})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if !r.FailingSince.Equal(begin) || !r.Confirmed() || len(r.Changes) != 1 {
		t.Errorf("after 120 days: failing since %v, confirmed %t, changes %v", r.FailingSince, r.Confirmed(), r.Changes)
	}
	if r.Strikes > 75 {
		t.Errorf("after 120 days %d looks are kept", r.Strikes)
	}
}

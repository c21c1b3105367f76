package store_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/store"
)

// essay is a page of ten paragraphs, the first of them in other words than usual.
func essay(other int) checker.Page { return essayOf(10, other) }

func essayOf(n, other int) checker.Page {
	var paragraphs []string
	for i := range n {
		kind := "old"
		if i < other {
			kind = "new"
		}
		var words []string
		for j := range 30 {
			words = append(words, kind+strings.Repeat("x", i)+strings.Repeat("y", j))
		}
		paragraphs = append(paragraphs, strings.Join(words, " "))
	}
	return checker.Page{MainWords: 30 * n, Sketch: match.NewSketch(paragraphs)}
}

// stating is a page that answers to one title.
func stating(p checker.Page, answer string) checker.Page {
	p.Answers.Titles = []checker.TitleAnswer{{Asked: "Who Owns the Quay?", Answer: answer}}
	return p
}

func TestDrift(t *testing.T) {
	title := []string{"Who Owns the Quay?"}
	short := essay(0)
	short.MainWords = 20
	partial := essay(10)
	partial.Partial = true
	for _, c := range []struct {
		name        string
		first, then checker.Page
		verdict     checker.Verdict
		version     string
		kind        checker.DriftKind // empty: nothing is said
		kept, lost  []string
	}{
		{name: "nothing changed", first: essay(0), then: essay(0), kind: checker.DriftSame},
		{name: "a tenth changed", first: stating(essay(0), "match"), then: stating(essay(1), "match"), kind: checker.DriftMinor, kept: title},
		{name: "twice as long", first: stating(essayOf(5, 0), "match"), then: stating(essay(0), "match"), kind: checker.DriftGrew, kept: title},
		{name: "cut in half", first: essay(0), then: essayOf(5, 0), kind: checker.DriftMajor},
		{name: "half changed", first: stating(essay(0), "match"), then: stating(essay(5), "weak"), kind: checker.DriftMajor, lost: title},
		{name: "another text", first: stating(essay(0), "match"), then: stating(essay(10), "mismatch"), kind: checker.DriftReplaced, lost: title},
		{name: "another text, and nobody can tell of the title", first: stating(essay(0), "match"), then: stating(essay(10), "no-metadata"), kind: checker.DriftReplaced},
		{name: "another text, whose title never matched", first: stating(essay(0), "weak"), then: stating(essay(10), "mismatch"), kind: checker.DriftReplaced},
		{name: "a page that was short", first: short, then: essay(10)},
		{name: "a page that is not whole", first: essay(0), then: partial},
		{name: "a page that is blocked", first: essay(0), then: essay(10), verdict: checker.Blocked},
		{name: "another extractor", first: essay(0), then: essay(10), version: "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "state.db")
			look := func(at time.Time, p checker.Page, v checker.Verdict, version string) checker.Result {
				s, err := store.OpenState(file, &web{now: at, verdict: v, page: p}, store.Options{Now: func() time.Time { return at }, Warn: func(err error) { t.Error(err) }})
				if err != nil {
					t.Fatal(err)
				}
				s.Version = version
				r := fetch(t, s, checker.Query{URL: "https://sund.example/quay"})
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				return r
			}
			if r := look(begin, c.first, checker.OK, "1"); r.Drift != nil {
				t.Errorf("the first look has a drift: %+v", r.Drift)
			}
			if c.verdict == "" {
				c.verdict = checker.OK
			}
			if c.version == "" {
				c.version = "1"
			}
			if c.kind == "" {
				if r := look(begin.AddDate(0, 0, 1), c.then, c.verdict, c.version); r.Drift != nil {
					t.Errorf("the drift is %+v, want none", r.Drift)
				}
				return
			}
			for _, day := range []int{1, 9} { // what is compared with stays the first
				got := look(begin.AddDate(0, 0, day), c.then, c.verdict, c.version).Drift
				if got == nil {
					t.Fatalf("day %d: nothing, want %s", day, c.kind)
				}
				want := &checker.Drift{Kind: c.kind, Since: begin, Alike: got.Alike, Kept: c.kept, Lost: c.lost}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("day %d (-want +got):\n%s", day, diff)
				}
			}
		})
	}
}

// TestDriftLearns states that a title that is cited later counts, if it was there while the text was
// the same.
func TestDriftLearns(t *testing.T) {
	w := &web{now: begin, verdict: checker.OK}
	s, err := store.OpenState(filepath.Join(t.TempDir(), "state.db"), w, store.Options{Now: w.clock, Warn: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	for day, p := range []checker.Page{essay(0), stating(essay(0), "match"), stating(essay(10), "mismatch")} {
		w.now, w.page = begin.AddDate(0, 0, day), p
		r := fetch(t, s, checker.Query{URL: "https://sund.example/quay"})
		if day == 2 && (r.Drift == nil || len(r.Drift.Lost) != 1 || !r.Drift.Since.Equal(begin)) {
			t.Errorf("the drift is %+v, want a title that is lost", r.Drift)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestOlderState states that a history of the first form is read on.
func TestOlderState(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
	w := &web{now: begin, verdict: checker.OK, page: essay(0)}
	run := func() checker.Result {
		s, err := store.OpenState(file, w, store.Options{Now: w.clock, Warn: func(err error) { t.Error(err) }})
		if err != nil {
			t.Fatal(err)
		}
		r := fetch(t, s, checker.Query{URL: "https://sund.example/quay"})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return r
	}
	run()
	db := openSQL(t, file)
	if _, err := db.Exec("DROP TABLE page; PRAGMA user_version = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	w.now = begin.AddDate(0, 0, 2)
	if r := run(); !r.FirstSeen.Equal(begin) || r.Drift != nil {
		t.Errorf("first seen %s, drift %+v; want %s and none", r.FirstSeen, r.Drift, begin)
	}
	w.now = begin.AddDate(0, 0, 4)
	if r := run(); r.Drift == nil || r.Drift.Kind != checker.DriftSame {
		t.Errorf("the drift is %+v, want same", r.Drift)
	}
}

func openSQL(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

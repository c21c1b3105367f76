package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

// TestSources reads back what runs have seen, and changes nothing.
func TestSources(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
	w := &web{now: begin, verdict: checker.OK}
	const secret = "https://sund.example/register?token=9f3b27c1"
	for day, v := range []checker.Verdict{checker.OK, checker.Unreachable, checker.Blocked} {
		w.now, w.verdict = begin.AddDate(0, 0, day), v
		s := openState(t, file, w)
		fetch(t, s, checker.Query{URL: "https://dredge.example/b"})
		if day == 0 {
			fetch(t, s, checker.Query{URL: secret})
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all, err := store.Sources(file)
	if err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(file); err != nil || string(before) != string(after) {
		t.Errorf("reading changes the file (%v)", err)
	}
	key := store.Key(secret, func(a string) bool { return strings.Contains(a, "token=") })
	if len(all) != 2 || all[0].Key != "https://dredge.example/b" || all[1].Key != key || len(all[0].Looks) != 3 {
		t.Fatalf("remembered are %v", all)
	}
	want := checker.Result{
		Query: checker.Query{URL: "https://dredge.example/b"}, Verdict: checker.Blocked, Checked: begin.AddDate(0, 0, 2),
		FirstSeen: begin, LastGood: begin, FailingSince: begin.AddDate(0, 0, 1), Strikes: 1, Confirm: 3, ConfirmSpan: 72 * time.Hour,
		Changes: []checker.Change{{Time: begin, Verdict: checker.OK}, {Time: begin.AddDate(0, 0, 1), Verdict: checker.Unreachable}, {Time: begin.AddDate(0, 0, 2), Verdict: checker.Blocked}},
	}
	if diff := cmp.Diff(want, all[0].Result(store.Confirm{})); diff != "" {
		t.Errorf("what it comes to (-want +got):\n%s", diff)
	}
}

// TestSourcesOfOtherFiles says what is no state that can be read, and leaves it as it is.
func TestSourcesOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Sources(filepath.Join(dir, "none.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file the error is %v", err)
	}
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	if all, err := store.Sources(file("empty.db", "")); err != nil || len(all) != 0 {
		t.Errorf("an empty file: %v, %v", all, err)
	}
	for name, want := range map[string]string{
		file("text.db", strings.Repeat("no database ", 500)): "is damaged, or no state of citelint",
		dir: "is a directory",
	} {
		if _, err := store.Sources(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", name, err, want)
		}
	}
	newer := filepath.Join(dir, "newer.db")
	openState(t, newer, &web{}).Close()
	execute(t, newer, "PRAGMA user_version = 99")
	if _, err := store.Sources(newer); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer file: %v", err)
	}
}

// TestSourcesOfOlderFile reads the first form of the state, which had no pages.
func TestSourcesOfOlderFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
	w := &web{now: begin, verdict: checker.Dead}
	s := openState(t, file, w)
	fetch(t, s, checker.Query{URL: "https://dredge.example/b"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, file, "DROP TABLE page; PRAGMA user_version = 1")
	if all, err := store.Sources(file); err != nil || len(all) != 1 || len(all[0].Looks) != 1 {
		t.Errorf("of an older file %v is read (%v)", all, err)
	}
}

func execute(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestStateKeepsAWeek states what is left of 500 days of one verdict: every day of the last 60, one a
// week of a year, the first and the last.
func TestStateKeepsAWeek(t *testing.T) {
	w := &web{verdict: checker.OK}
	file := filepath.Join(t.TempDir(), "state.db")
	s := openState(t, file, w)
	for day := range 500 {
		w.now = begin.AddDate(0, 0, day)
		fetch(t, s, checker.Query{URL: "https://dredge.example/b"})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := store.Sources(file)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v (%v)", all, err)
	}
	weeks := map[string]int{}
	for _, l := range all[0].Looks {
		if age := w.now.Sub(l.Time); age > 62*24*time.Hour && age < 360*24*time.Hour {
			weeks[l.Time.AddDate(0, 0, -(int(l.Time.Weekday())+6)%7).Format(time.DateOnly)]++
		}
	}
	for week, n := range weeks {
		if n != 1 {
			t.Errorf("of the week from %s %d looks are kept, want 1", week, n)
		}
	}
	if n := len(weeks); n < 42 || n > 44 {
		t.Errorf("looks of %d weeks are kept, want some 43", n)
	}
	if n := len(all[0].Looks); n < 105 || n > 115 {
		t.Errorf("%d looks are kept, want some 110", n)
	}
	if !all[0].Looks[0].First.Equal(begin) {
		t.Errorf("the first look that is kept is of %v", all[0].Looks[0].First)
	}
}

func BenchmarkSources(b *testing.B) {
	file := filepath.Join(b.TempDir(), "state.db")
	w := &web{verdict: checker.OK}
	s, err := store.OpenState(file, w, store.Options{Now: w.clock})
	if err != nil {
		b.Fatal(err)
	}
	for week := range 5 {
		w.now = begin.AddDate(0, 0, 7*week)
		for i := range 10_000 {
			if _, err := s.Fetch(b.Context(), checker.Query{URL: fmt.Sprintf("https://sund.example/%d", i)}); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if all, err := store.Sources(file); err != nil || len(all) != 10_000 {
			b.Fatalf("%d sources are read (%v)", len(all), err)
		}
	}
}

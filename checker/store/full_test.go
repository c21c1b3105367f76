package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
)

// TestFull states that a full disk costs one warning, and no Result.
func TestFull(t *testing.T) {
	var said []string
	good := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: checker.OK, Checked: time.Now()}, nil
	})
	s, err := OpenState(filepath.Join(t.TempDir(), "state.db"), good, Options{Warn: func(err error) { said = append(said, err.Error()) }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.write.Exec("PRAGMA max_page_count = 10"); err != nil {
		t.Fatal(err)
	}
	for i := range 2000 {
		if r, err := s.Fetch(t.Context(), checker.Query{URL: fmt.Sprintf("https://sund.example/%d", i)}); err != nil || r.Verdict != checker.OK {
			t.Fatalf("look %d: %v, %v", i, r.Verdict, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing says once more: %v", err)
	}
	if len(said) != 1 || !strings.Contains(said[0], "full") || !strings.Contains(said[0], "goes on without it") {
		t.Errorf("a full disk costs the warnings %q", said)
	}
}

func BenchmarkHits(b *testing.B) {
	good := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: checker.OK, Checked: time.Now(), Page: checker.Page{Titles: []string{strings.Repeat("a", 1000)}}}, nil
	})
	c, err := OpenCache(filepath.Join(b.TempDir(), "cache.db"), good, Options{})
	if err != nil {
		b.Fatal(err)
	}
	query := func(i int) checker.Query {
		return checker.Query{URL: fmt.Sprintf("https://sund.example/%d", i%10_000)}
	}
	for i := range 10_000 {
		if _, err := c.Fetch(b.Context(), query(i)); err != nil {
			b.Fatal(err)
		}
	}
	c.batch.flush()
	i := 0
	for b.Loop() {
		if _, err := c.Fetch(b.Context(), query(i)); err != nil {
			b.Fatal(err)
		}
		i++
	}
	if err := c.Close(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkLooks(b *testing.B) {
	good := checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		return checker.Result{Query: q, Verdict: checker.OK, Checked: time.Now()}, nil
	})
	s, err := OpenState(filepath.Join(b.TempDir(), "state.db"), good, Options{})
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	for b.Loop() {
		if _, err := s.Fetch(b.Context(), checker.Query{URL: fmt.Sprintf("https://sund.example/%d", i)}); err != nil {
			b.Fatal(err)
		}
		i++
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

package store_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

func openCache(t *testing.T, file string, w *web) *store.Cache {
	t.Helper()
	c, err := store.OpenCache(file, w, store.Options{Now: w.clock, Secret: func(a string) bool { return strings.Contains(a, "token=") }, Warn: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	c.Version = "1"
	return c
}

// again opens the cache anew, as the next run does, and asks.
func again(t *testing.T, file string, w *web, q checker.Query, prepare func(*store.Cache)) checker.Result {
	t.Helper()
	c := openCache(t, file, w)
	if prepare != nil {
		prepare(c)
	}
	r := fetch(t, c, q)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCache(t *testing.T) {
	const day = 24 * time.Hour
	quay := checker.Query{URL: "https://sund.example/quay", Titles: []string{"Who Owns the Quay?"}}
	version := func(v string) func(*store.Cache) { return func(c *store.Cache) { c.Version = v } }
	maxAge := func(d time.Duration) func(*store.Cache) { return func(c *store.Cache) { c.Keep.MaxAge = &d } }
	for _, c := range []struct {
		name         string
		verdict      checker.Verdict
		partial      bool
		after        time.Duration
		query        checker.Query
		prepare      func(*store.Cache)
		asked, known bool
	}{
		{name: "an hour later", verdict: checker.OK, after: time.Hour, query: quay},
		{name: "Moved, an hour later", verdict: checker.Moved, after: time.Hour, query: quay},
		{name: "five days later", verdict: checker.OK, after: 5 * day, query: quay},
		{name: "nine days later", verdict: checker.OK, after: 9 * day, query: quay, asked: true, known: true},
		{name: "31 days later", verdict: checker.OK, after: 31 * day, query: quay, asked: true},
		{name: "a clock that went back", verdict: checker.OK, after: -time.Hour, query: quay, asked: true},
		{name: "another question", verdict: checker.OK, after: time.Hour, query: checker.Query{URL: quay.URL, Quotations: []string{"dues rose again"}}, asked: true, known: true},
		{name: "another address", verdict: checker.OK, after: time.Hour, query: checker.Query{URL: "https://sund.example/"}, asked: true},
		{name: "another extractor", verdict: checker.OK, after: time.Hour, query: quay, prepare: version("2"), asked: true},
		{name: "a shorter age", verdict: checker.OK, after: time.Hour, query: quay, prepare: maxAge(time.Minute), asked: true, known: true},
		{name: "no age", verdict: checker.OK, query: quay, prepare: maxAge(0), asked: true, known: true},
		{name: "a longer age", verdict: checker.OK, after: 9 * day, query: quay, prepare: maxAge(10 * day)},
		{name: "Partial, nine days later", verdict: checker.OK, partial: true, after: 9 * day, query: quay, asked: true},
		{name: "Dead", verdict: checker.Dead, query: quay, asked: true},
		{name: "Unreachable", verdict: checker.Unreachable, query: quay, asked: true},
		{name: "Blocked", verdict: checker.Blocked, query: quay, asked: true},
		{name: "Unchecked", verdict: checker.Unchecked, query: quay, asked: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "cache.db")
			w := &web{now: begin, verdict: c.verdict, status: 200, page: checker.Page{URL: quay.URL, ETag: `"1"`, Partial: c.partial, Titles: []string{"Who Owns the Quay?"}}}
			first := again(t, file, w, quay, nil)
			w.now = begin.Add(c.after)
			second := again(t, file, w, c.query, c.prepare)
			if got := w.asked == 2; got != c.asked {
				t.Errorf("asked again: %t, want %t", got, c.asked)
			}
			if got := w.known != nil; got != c.known {
				t.Errorf("the page is known: %t, want %t", got, c.known)
			}
			if second.FromCache == c.asked {
				t.Errorf("asked again: %t, and it comes from the cache: %t", c.asked, second.FromCache)
			}
			if !c.asked {
				second.FromCache = false
				if diff := cmp.Diff(first, second); diff != "" {
					t.Errorf("the cache answers otherwise (-web +cache):\n%s", diff)
				}
			}
		})
	}
}

// TestConditions states that a page is asked for without conditions every 30 days, however often it
// has not changed since.
func TestConditions(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.db")
	w := &web{verdict: checker.OK, status: 200, page: checker.Page{ETag: `"1"`}}
	var days []int
	for day := 0; day < 100; day += 10 {
		w.now = begin.AddDate(0, 0, day)
		again(t, file, w, checker.Query{URL: "https://sund.example/quay"}, nil)
		w.status = 304
		if w.known == nil {
			days = append(days, day)
		}
		if day%30 == 20 {
			w.status = 200 // the next is in full
		}
	}
	if diff := cmp.Diff([]int{0, 30, 60, 90}, days); diff != "" {
		t.Errorf("days without conditions (-want +got):\n%s", diff)
	}
}

// TestForgotten states that what is kept of an address is no answer once it was seen dead.
func TestForgotten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.db")
	w := &web{now: begin, verdict: checker.OK}
	quay := checker.Query{URL: "https://sund.example/quay"}
	again(t, file, w, quay, nil)
	w.verdict = checker.Dead
	again(t, file, w, checker.Query{URL: quay.URL, Titles: []string{"The Quay"}}, nil)
	if r := again(t, file, w, quay, nil); r.Verdict != checker.Dead {
		t.Errorf("a dead source is %s", r.Verdict)
	}
}

func TestSecretsAreNotKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.db")
	w := &web{now: begin, verdict: checker.OK}
	for _, q := range []checker.Query{{URL: "https://sund.example/?token=9f3b27c1"}, {URL: "https://sund.example/quay"}} {
		w.page.URL = "https://sund.example/?token=9f3b27c1"
		w.asked = 0
		again(t, file, w, q, nil)
		again(t, file, w, q, nil)
		if w.asked != 2 {
			t.Errorf("%s: asked %d times, want 2", q.URL, w.asked)
		}
	}
}

func TestSpread(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.db")
	w := &web{now: begin, verdict: checker.OK}
	c := openCache(t, file, w)
	const n = 200
	for i := range n {
		fetch(t, c, checker.Query{URL: "https://sund.example/" + strings.Repeat("a", i)})
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		days      float64
		none, all bool
	}{{5.59, true, false}, {7, false, false}, {8.41, false, true}} {
		w.now = begin.Add(time.Duration(x.days * 24 * float64(time.Hour)))
		c := openCache(t, file, w)
		s, err := c.Stats()
		if err != nil {
			t.Fatal(err)
		}
		if (s.Past == 0) != x.none || (s.Past == n) != x.all || s.Results != n || s.ByVerdict[checker.OK] != n || !s.Oldest.Equal(begin) {
			t.Errorf("after %v days: %+v", x.days, s)
		}
		if x.all {
			if gone, err := c.Prune(false); gone != n || err != nil {
				t.Errorf("pruned %d (%v), want %d", gone, err, n)
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

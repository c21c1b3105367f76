package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/store"
)

// burned returns how much time of processors passes from now until the returned function is called: it
// depends less than the time on the wall on who else is at work.
func burned() func(b *testing.B) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	return func(b *testing.B) {
		b.ReportMetric(float64((used()-start).Milliseconds())/float64(b.N), "cpu-ms/run")
	}
}

// taggedWeb is longWeb with a validator on each page.
func taggedWeb(n int) *fetchtest.Web {
	web := fetchtest.New()
	for i := range n {
		web.Host(benchHost(i)).Page(fmt.Sprintf("/surveys/%d", i), tagged("1", fetchtest.HTML(fmt.Sprintf("Survey of Valley Number %d", i), lorem, lorem)))
	}
	return web
}

// remembering10000 runs the whole command over 10,000 links once, and returns a function that runs it
// again and returns the requests that it sent.
func remembering10000(b *testing.B) func(args ...string) []fetchtest.Request {
	b.Helper()
	dir := b.TempDir()
	b.Chdir(dir)
	if err := os.WriteFile("long.md", longBrief(benchNotes), 0o666); err != nil {
		b.Fatal(err)
	}
	web := taggedWeb(benchNotes)
	b.Cleanup(web.Close)
	check := func(args ...string) []fetchtest.Request {
		before := len(web.Requests())
		args = append([]string{"check", "--cache", ".citelint", "--state", ".citelint/state.db", "--delay", "0", "--fail-on", "never", "long.md"}, args...)
		var out, errs bytes.Buffer
		status := run(b.Context(), args, strings.NewReader(""), &out, &errs, func(c *fetch.Client) checker.Fetcher {
			c.Network = web
			return c
		})
		if status != statusOK || !strings.Contains(out.String(), fmt.Sprintf("%d ok", benchNotes)) {
			b.Fatalf("the run ends with %d:\n%.2000s\n%.2000s", status, out.String(), errs.String())
		}
		return web.Requests()[before:]
	}
	if n := len(check()); n != benchNotes {
		b.Fatalf("the first run sends %d requests, want %d", n, benchNotes)
	}
	b.ResetTimer()
	return check
}

// BenchmarkFreshRun10000 is the whole command, from the file to the report, over sources that are all
// kept.
func BenchmarkFreshRun10000(b *testing.B) {
	again := remembering10000(b)
	tell, requests := burned(), 0
	for b.Loop() {
		requests += len(again())
	}
	tell(b)
	b.ReportMetric(float64(requests)/float64(b.N), "requests/run")
}

// BenchmarkStaleRun10000 asks of each source whether it has changed.
func BenchmarkStaleRun10000(b *testing.B) {
	again := remembering10000(b)
	tell, requests := burned(), 0
	for b.Loop() {
		asked := again("--max-age", "0")
		if whole := wholeAnswers(asked); len(whole) > 0 {
			b.Fatalf("%d stale sources are asked for as a whole, the first by %s", len(whole), whole[0])
		}
		requests += len(asked)
	}
	tell(b)
	b.ReportMetric(float64(requests)/float64(b.N), "requests/run")
}

// BenchmarkCacheHits10000 is the cache's part of a run over sources that are all kept.
func BenchmarkCacheHits10000(b *testing.B) {
	d := extracted(b, longBrief(benchNotes))
	web := longWeb(benchNotes)
	defer web.Close()
	client := &fetch.Client{Network: web, Inspect: page.Inspect, Delay: -1, Parallel: 128, PerHost: 8, Burst: benchNotes}
	defer client.Close()
	file := filepath.Join(b.TempDir(), "cache.db")
	look := func(f checker.Fetcher) {
		c, err := store.OpenCache(file, f, store.Options{Warn: func(err error) { b.Error(err) }})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := (&checker.Checker{Fetcher: c}).Check(context.Background(), d); err != nil {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
	look(client)
	nobody := checker.FetcherFunc(func(context.Context, checker.Query) (checker.Result, error) {
		return checker.Result{}, errors.New("a source that is kept is asked")
	})
	b.ReportAllocs()
	tell := burned()
	for b.Loop() {
		look(nobody)
	}
	tell(b)
}

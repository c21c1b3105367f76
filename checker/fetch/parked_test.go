package fetch_test

import (
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestParkedFetches: a Fetch that waits for its turn costs at most 6 KiB, its own Result and all: a
// stack of 4 KiB, and less than 2 KiB besides.
func TestParkedFetches(t *testing.T) {
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector makes stacks larger")
	}
	const n = 5000
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Rest(article("X").After(time.Second))
		queries := numbered("http://a.example", n)
		used := func() int64 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return int64(m.HeapAlloc + m.StackInuse)
		}
		before := used()
		for _, q := range queries {
			go c.Fetch(t.Context(), q)
		}
		synctest.Wait()
		if each := (used() - before) / n; each > 6<<10 {
			t.Errorf("a waiting Fetch costs %d bytes, want at most 6 KiB", each)
		} else {
			t.Logf("a waiting Fetch costs %d bytes", each)
		}
		c.Close()
	})
}

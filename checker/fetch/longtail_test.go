package fetch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// longTail is an article behind latencies as the web has them: log-normal, with the median at 150 ms,
// one in a hundred above 1.5 s.
func longTail(random *rand.Rand) (fetchtest.Reply, time.Duration) {
	latency := time.Duration(float64(150*time.Millisecond) * math.Exp(random.NormFloat64()))
	return article("X").After(latency), latency
}

// TestLongTail: 1,000 links on 250 hosts of real sizes and latencies take at most 1.15 times what the
// largest host takes at its limits, or all work takes in all slots.
func TestLongTail(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		random := rand.New(rand.NewPCG(1, 2))
		const links, hosts, spacing = 1000, 250, 250 * time.Millisecond
		count := make([]int, hosts)
		for i := range links {
			// A few hosts have most links, as in documents.
			count[min(i, int(float64(hosts)*math.Pow(random.Float64(), 2)))%hosts]++
		}
		var queries []checker.Query
		var all, ideal time.Duration
		for h, n := range count {
			name := fmt.Sprintf("h%d.example", h)
			var work, longest time.Duration
			for i := range n {
				reply, latency := longTail(random)
				w.Host(name).Page(fmt.Sprintf("/%03d", i), reply)
				work, longest = work+latency, max(longest, latency)
			}
			all += work
			ideal = max(ideal, work/4, longest, time.Duration(n-10)*spacing)
			queries = append(queries, numbered("http://"+name, n)...)
		}
		ideal = max(ideal, all/128)
		start := time.Now()
		expect(t, fetchAll(t, t.Context(), c, queries...), "ok")
		ratio := float64(time.Since(start)) / float64(ideal)
		t.Logf("%.3f of the lower bound %s", ratio, ideal)
		if ratio > 1.15 {
			t.Errorf("took %.2f times the lower bound %s", ratio, ideal)
		}
	})
}

// TestLargeHostBesideSmall: a host with 300 links delays the last answers of 200 hosts with five each
// by a tenth at most, in the mean: the very last one is the longest latency, and which of a host's
// five pages is asked first is nobody's promise.
func TestLargeHostBesideSmall(t *testing.T) {
	var alone time.Duration
	for _, large := range []int{0, 300} {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			random := rand.New(rand.NewPCG(3, 4))
			start := time.Now()
			var queries []checker.Query
			for h := range 200 {
				name := fmt.Sprintf("h%d.example", h)
				for i := range 5 {
					reply, _ := longTail(random)
					w.Host(name).Page(fmt.Sprintf("/%03d", i), reply)
				}
				queries = append(queries, numbered("http://"+name, 5)...)
			}
			w.Host("large.example").Rest(article("X").After(150 * time.Millisecond))
			queries = append(queries, numbered("http://large.example", large)...)
			results := fetchAll(t, t.Context(), c, queries...)
			expect(t, results, "ok")
			var mean time.Duration
			for small := range slices.Chunk(results[:1000], 5) {
				var last time.Duration
				for _, r := range small {
					last = max(last, r.Checked.Sub(start))
				}
				mean += last / 200
			}
			if large == 0 {
				alone = mean
				return
			}
			t.Logf("%s, and %s without the large host", mean, alone)
			if float64(mean) > 1.1*float64(alone) {
				t.Errorf("the small hosts took %s beside a large one, %s without it", mean, alone)
			}
		})
	}
}

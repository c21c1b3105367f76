package checker

import (
	"fmt"
	"slices"
	"testing"
)

// hostsOf returns queries for hosts with so many sources each.
func hostsOf(sizes ...int) []Query {
	var qs []Query
	for h, n := range sizes {
		for i := range n {
			qs = append(qs, Query{URL: fmt.Sprintf("https://h%d.example/%d", h, i)})
		}
	}
	return qs
}

// TestLanes: each source is taken once, whoever takes; a host keeps lanes of its own, however large
// another is; and a lane whose host is done goes on to one that nobody takes from.
func TestLanes(t *testing.T) {
	many := make([]int, 700)
	for i := range many {
		many[i] = 3
	}
	for _, sizes := range [][]int{{}, {1}, {5, 3, 1}, {2000, 3, 1}, {512}, {513}, slices.Concat([]int{9000}, many[:200]), many} {
		queries := hostsOf(sizes...)
		for _, one := range []bool{true, false} {
			all := lanes(queries)
			if len(all) > maxLanes || len(all) < min(len(queries), sharedLanes) {
				t.Errorf("%d hosts: %d lanes for %d sources", len(sizes), len(all), len(queries))
			}
			for h, n := range sizes {
				if p := pileOf(all, queries, h); len(sizes) <= sharedLanes && p.lanes.Load() < int64(min(n, minLanes)) {
					t.Errorf("%d hosts: the one with %d sources has %d lanes", len(sizes), n, p.lanes.Load())
				}
			}
			if one {
				all = all[:min(1, len(all))] // the others hang
			}
			taken := make([]int, len(queries))
			for turn := len(all); turn > 0; {
				turn = 0
				for _, l := range all {
					if i, ok := l.next(); ok {
						taken[i]++
						turn++
					}
				}
			}
			if i := slices.IndexFunc(taken, func(n int) bool { return n != 1 }); i >= 0 {
				t.Errorf("%d hosts, one lane %v: %s was taken %d times", len(sizes), one, queries[i].URL, taken[i])
			}
		}
	}
}

// pileOf returns the sources of a host.
func pileOf(all []*lane, queries []Query, host int) *pile {
	name := fmt.Sprintf("https://h%d.example/0", host)
	for _, p := range all[0].piles.all {
		if queries[p.sources[0]].URL == name {
			return p
		}
	}
	return &pile{}
}

// TestManyHosts: to go on to the next host costs little however many there are.
func TestManyHosts(t *testing.T) {
	sizes := make([]int, 5_000)
	for i := range sizes {
		sizes[i] = 1
	}
	all, taken := lanes(hostsOf(sizes...)), 0
	for _, l := range all {
		for _, ok := l.next(); ok; _, ok = l.next() {
			taken++
		}
	}
	if taken != len(sizes) {
		t.Errorf("%d of %d sources were taken", taken, len(sizes))
	}
}

package checker

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

const (
	// maxLanes is how many sources are given to the Fetcher at once. It is many times what is ever
	// in flight, since one that waits holds a lane: a few for each slow host must not stop the rest. More
	// costs time: the collector walks the stack of each that waits.
	maxLanes = 512
	// sharedLanes is how many are shared out in proportion to the hosts' sources.
	sharedLanes = maxLanes / 2
	// minLanes is how many a host has at least, if it has so many sources.
	minLanes = 2
)

// A pile is one host's sources.
type pile struct {
	sources []int        // indices of the queries
	taken   atomic.Int64 // more than there are sources if there were none for some lane
	lanes   atomic.Int64 // that take from it
}

// left says how many sources nobody has taken.
func (p *pile) left() int { return max(0, len(p.sources)-int(p.taken.Load())) }

// All piles of a run, largest first.
type piles struct {
	all    []*pile
	opened atomic.Int64 // how many of them some lane took from first
	done   atomic.Bool  // nothing is left
}

// neediest returns the next pile that no lane took from yet, else that which has most left for each of
// its lanes; nil if nothing is left.
func (ps *piles) neediest() *pile {
	if n := int(ps.opened.Add(1)) - 1; n < len(ps.all) {
		return ps.all[n]
	}
	if ps.done.Load() {
		return nil
	}
	var most *pile
	share := 0.
	for _, p := range ps.all {
		if s := float64(p.left()) / float64(p.lanes.Load()+1); s > share {
			most, share = p, s
		}
	}
	ps.done.Store(most == nil)
	return most
}

// A lane is a goroutine's worth of sources: one host's as long as there are any, then another's.
type lane struct {
	own   *pile
	piles *piles
}

// next returns the next source that nobody has taken; false if there is none.
func (l *lane) next() (int, bool) {
	for l.own != nil {
		if n := int(l.own.taken.Add(1)) - 1; n < len(l.own.sources) {
			return l.own.sources[n], true
		}
		l.own.lanes.Add(-1)
		if l.own = l.piles.neediest(); l.own != nil {
			l.own.lanes.Add(1)
		}
	}
	return 0, false
}

// lanes shares the queries out, largest hosts first. Up to maxLanes sources have a lane each. Of
// more, each host has some of its own, so that no host keeps another waiting, and the others are shared
// out in proportion, so that a Fetcher still sees which host has most to do.
func lanes(queries []Query) []*lane {
	byHost := map[string]*pile{}
	var hosts []string
	for i, q := range queries {
		host := ""
		if u, err := url.Parse(q.URL); err == nil {
			host = u.Host
		}
		if byHost[host] == nil {
			hosts = append(hosts, host)
			byHost[host] = &pile{}
		}
		byHost[host].sources = append(byHost[host].sources, i)
	}
	slices.SortFunc(hosts, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byHost[b].sources), len(byHost[a].sources)), strings.Compare(a, b))
	})
	ps := &piles{}
	for _, host := range hosts {
		ps.all = append(ps.all, byHost[host])
	}
	ps.opened.Store(int64(min(len(ps.all), maxLanes)))
	var all []*lane
	open := func(p *pile, n int) {
		for range min(n, maxLanes-len(all)) {
			p.lanes.Add(1)
			all = append(all, &lane{p, ps})
		}
	}
	for i := range minLanes {
		for _, p := range ps.all {
			open(p, min(1, len(p.sources)-i))
		}
	}
	for _, p := range ps.all {
		n := len(p.sources)
		if len(queries) > maxLanes {
			n = n * sharedLanes / len(queries)
		}
		open(p, n-minLanes)
	}
	return all
}

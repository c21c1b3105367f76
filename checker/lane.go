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
	// minLanes is how many a host has at least, if it has so many sources.
	minLanes = 4
)

// A lane is a goroutine's worth of one host's sources: the lanes of a host take from the same list.
type lane struct {
	sources []int // indices of the queries
	taken   *atomic.Int64
}

// next returns the next source of the lane's host that nobody has taken; false if there is none.
func (l *lane) next() (int, bool) {
	n := int(l.taken.Add(1)) - 1
	if n >= len(l.sources) {
		return 0, false
	}
	return l.sources[n], true
}

// lanes shares the queries out, largest hosts first. Up to maxLanes sources have a lane each. Of
// more, each host has lanes in proportion to its sources, so that a Fetcher still sees which host
// has most to do, and no host's sources take a lane from another's.
func lanes(queries []Query) []*lane {
	byHost := map[string][]int{}
	var hosts []string
	for i, q := range queries {
		host := ""
		if u, err := url.Parse(q.URL); err == nil {
			host = u.Host
		}
		if byHost[host] == nil {
			hosts = append(hosts, host)
		}
		byHost[host] = append(byHost[host], i)
	}
	slices.SortFunc(hosts, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byHost[b]), len(byHost[a])), strings.Compare(a, b))
	})
	var all []*lane
	for _, host := range hosts {
		sources, taken := byHost[host], new(atomic.Int64)
		n := len(sources)
		if len(queries) > maxLanes {
			n = min(n, max(minLanes, n*maxLanes/len(queries)))
		}
		for range n {
			all = append(all, &lane{sources, taken})
		}
	}
	return all
}

package fetch

import (
	"context"
	"slices"
	"sync"
)

// hostsToDoubt is how many hosts have to fail, and none succeed, before we doubt our own network.
const hostsToDoubt = 5

// A weather tells our own network's fault from the hosts'. As long as no host has connected, what
// failed to connect waits for the others.
type weather struct {
	mu      sync.Mutex
	fair    bool // some host has connected
	active  int  // Fetches under way
	failed  map[string]bool
	waiting []chan bool
}

func (w *weather) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.active++
}

func (w *weather) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.active--
	w.decide()
}

// connected says that some host has connected.
func (w *weather) connected() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.fair {
		w.fair = true
		w.decide()
	}
}

// down reports, of a host that did not connect, whether the network is down. It waits until that
// can be told; if a context ends before, the network is not to blame.
func (w *weather) down(ctx, run context.Context, host string) bool {
	w.mu.Lock()
	if w.fair {
		w.mu.Unlock()
		return false
	}
	if w.failed == nil {
		w.failed = map[string]bool{}
	}
	w.failed[host] = true
	c := make(chan bool, 1)
	w.waiting = append(w.waiting, c)
	w.decide()
	w.mu.Unlock()
	select {
	case down := <-c:
		return down
	case <-ctx.Done():
	case <-run.Done():
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = slices.DeleteFunc(w.waiting, func(other chan bool) bool { return other == c })
	return false
}

// decide answers those who wait, if it can be told. w is locked.
func (w *weather) decide() {
	if !w.fair && len(w.waiting) < w.active {
		return
	}
	for _, c := range w.waiting {
		c <- !w.fair && len(w.failed) >= hostsToDoubt
	}
	w.waiting = nil
}

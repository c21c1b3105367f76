package fetch

import (
	"container/heap"
	"container/list"
	"context"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
)

// A scheduler decides which waiting request goes next. A waiting request holds nothing: each host
// has a queue, and when a slot is free the ready host with the longest remaining time sends its
// first request. One mutex and one timer; no goroutine a host, no polling.
type scheduler struct {
	parallel int
	deadline time.Time // the end of the budget; zero if there is none

	mu     sync.Mutex
	slots  int // free
	busy   int // hosts with work
	hosts  map[lineKey]*host
	ready  hostHeap // hosts that may send at once, longest remaining time first
	asleep hostHeap // hosts that wait for a token or the end of a pause, earliest first
	timer  *time.Timer
	ended  error // why nothing new starts
}

// A lineKey names a host's queue: hosts are told apart by name, port, and the way of asking.
type lineKey struct{ way, host, port string }

// A class says where in a queue a request stands.
type class int

const (
	back  class = iota // a new source, or a retry
	front              // the next hop of a chain under way
	last               // a probe: when the host has nothing else to do
)

// A waiter is one request that waits for its permit.
type waiter struct {
	done   chan struct{} // closed when permit or err is set; nil if nobody had to wait
	permit *permit
	err    error
	grant  permit // what permit points at
	class  class
	place  *list.Element
}

func newScheduler(parallel int, deadline time.Time) *scheduler {
	s := &scheduler{parallel: parallel, slots: parallel, deadline: deadline, hosts: map[lineKey]*host{}}
	s.ready = hostHeap{
		less:  func(a, b *host) bool { return a.remaining > b.remaining || a.remaining == b.remaining && a.key < b.key },
		index: func(h *host) *int { return &h.inReady },
	}
	s.asleep = hostHeap{
		less:  func(a, b *host) bool { return a.wake.Before(b.wake) },
		index: func(h *host) *int { return &h.inAsleep },
	}
	return s
}

// acquire waits for a permit. The error is a *notAsked, or the cause of ctx's end.
func (s *scheduler) acquire(ctx context.Context, h *host, c class) (*permit, error) {
	w := s.line(h, c)
	if w.done == nil { // else whoever answers w may be writing w.err by now
		return w.permit, w.err
	}
	select {
	case <-w.done:
		return w.permit, w.err
	case <-ctx.Done():
		s.abandon(h, w)
		return nil, context.Cause(ctx)
	}
}

// line puts a new waiter into the host's queue, or refuses it.
func (s *scheduler) line(h *host, c class) *waiter {
	w := &waiter{class: c}
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.err = s.refuses(h, w); w.err != nil {
		return w
	}
	h.enqueue(w)
	s.changed(h)
	s.dispatch()
	if w.permit == nil && w.err == nil {
		w.done = make(chan struct{})
	}
	return w
}

// answer ends a wait.
func (w *waiter) answer(p *permit, err error) {
	w.permit, w.err = p, err
	if w.done != nil {
		close(w.done)
	}
}

// abandon gives up a wait, and the permit if it came at the same time.
func (s *scheduler) abandon(h *host, w *waiter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.place != nil {
		h.dequeue(w)
		s.changed(h)
		s.dispatch()
	}
	if w.permit != nil {
		w.permit.giveHost()
		w.permit.giveSlot()
	}
}

// A notAsked is an answer without a request: the run is over, or the host as a whole has a verdict.
type notAsked struct{ outcome *outcome }

func (e *notAsked) Error() string { return string(e.outcome.verdict) + ": not asked" }

func (s *scheduler) refuses(h *host, w *waiter) error {
	switch {
	case s.ended != nil:
		return s.ended
	case h.verdict != nil:
		return &notAsked{h.verdict}
	case w.class == last && h.good > 0:
		return errKnownGood
	}
	return nil
}

// changed puts a host into the heap where it belongs now. s is locked.
func (s *scheduler) changed(h *host) {
	working := h.queue.Len() > 0 || h.inFlight > 0
	if working != h.working {
		h.working = working
		if working {
			s.busy++
		} else {
			s.busy--
		}
	}
	if h.first() == nil || h.scouting {
		s.ready.remove(h)
		s.asleep.remove(h)
		return
	}
	permits := h.permits(s)
	if h.inFlight >= permits {
		s.ready.remove(h)
		s.asleep.remove(h)
		return
	}
	if h.wake = h.startable(); !h.wake.IsZero() && h.wake.After(time.Now()) {
		s.ready.remove(h)
		s.asleep.put(h)
		return
	}
	h.remaining = h.estimate(permits)
	s.asleep.remove(h)
	s.ready.put(h)
}

// dispatch gives free slots to ready hosts, and sets the timer for those asleep. s is locked.
func (s *scheduler) dispatch() {
	for {
		for len(s.asleep.hosts) > 0 && !s.asleep.hosts[0].wake.After(time.Now()) {
			s.changed(s.asleep.hosts[0])
		}
		if s.slots == 0 || len(s.ready.hosts) == 0 {
			break
		}
		h := s.ready.hosts[0]
		w := h.first()
		h.dequeue(w)
		s.slots--
		w.grant = h.start(s, time.Now())
		w.answer(&w.grant, nil)
		s.changed(h)
	}
	switch {
	case len(s.asleep.hosts) == 0:
		if s.timer != nil {
			s.timer.Stop()
		}
	case s.timer == nil:
		s.timer = time.AfterFunc(time.Until(s.asleep.hosts[0].wake), s.tick)
	default:
		s.timer.Reset(time.Until(s.asleep.hosts[0].wake))
	}
}

func (s *scheduler) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch()
}

// end refuses all that waits or comes later.
func (s *scheduler) end(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended != nil {
		return
	}
	s.ended = err
	if s.timer != nil {
		s.timer.Stop()
	}
	for _, h := range s.hosts {
		h.refuse(err)
		s.changed(h)
	}
}

// over reports whether nothing new starts.
func (s *scheduler) over() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended != nil
}

// conclude gives a host a verdict that holds for all that waits or comes later.
func (s *scheduler) conclude(h *host, o *outcome) {
	if h.verdict == nil {
		h.verdict = o
		h.refuse(&notAsked{o})
		s.changed(h)
		s.dispatch()
	}
}

// A permit allows one request. It holds a place at its host, given back with the last byte, and
// one of the slots of all hosts, given back when the body is no longer needed.
type permit struct {
	s       *scheduler
	h       *host
	started time.Time
	host    bool
	slot    bool
	unread  bool // the answer is good, unless what it brings is a wall
}

// alone reports whether no other request is in flight at the host.
func (p *permit) alone() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.host && p.h.inFlight == 1
}

// doneHost gives back the place at the host.
func (p *permit) doneHost() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.giveHost()
}

// done gives back everything.
func (p *permit) done() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.giveHost()
	p.giveSlot()
}

func (p *permit) giveHost() {
	if !p.host {
		return
	}
	p.host = false
	p.h.inFlight--
	p.h.served++
	p.h.serving += time.Since(p.started)
	p.s.changed(p.h)
	p.s.dispatch()
}

func (p *permit) giveSlot() {
	if p.slot {
		p.slot = false
		p.s.slots++
		p.read()
		p.s.dispatch()
	}
}

// read says that it is known what the answer brought.
func (p *permit) read() {
	if p.unread {
		p.unread = false
		p.h.unread--
		p.s.changed(p.h)
	}
}

// good says that the answer was a page, and no wall.
func (p *permit) good() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if p.unread {
		p.h.provenGood()
		p.read()
	}
}

// answered takes note of an answer: of how the host wants to be asked.
func (s *scheduler) answered(p *permit, status int, retryAfter time.Duration, walled bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := p.h
	usual := h.usual()
	h.connectFailures, h.silences = 0, 0
	switch {
	case walled:
	case status == 429 || status == 503 && retryAfter > 0:
		s.pause(h, p, retryAfter)
	case status >= 500:
		h.slow()
	default:
		h.recover()
		switch {
		case status >= 300 && status < 400:
			h.provenGood()
		case status >= 200 && status < 300 && p.slot:
			p.unread = true
			h.unread++
		}
	}
	if !usual || !h.usual() {
		s.changed(h)
		s.dispatch()
	}
}

// connected says that a connection to the host was made.
func (s *scheduler) connected(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h.scouted && !h.scouting && h.connectFailures == 0 {
		return
	}
	h.connectFailures, h.scouting, h.scouted = 0, false, true
	s.changed(h)
	s.dispatch()
}

// ours says that a host is private and allowed: it needs no spacing.
func (s *scheduler) ours(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !h.private {
		h.private, h.delay, h.spacing = true, 0, 0
		s.changed(h)
		s.dispatch()
	}
}

// unconnected says that no connection to the host was made. After so many times without a success
// between, the rest of the host gets the same verdict, for the reason that is told.
func (s *scheduler) unconnected(h *host, times int, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.scouting = false
	if h.connectFailures++; h.connectFailures >= times {
		s.conclude(h, &outcome{verdict: checker.Unreachable, cause: checker.CauseHostDown, evidence: []string{
			h.name + " " + why + "; not asked for this page",
		}, host: h.name, network: true})
	}
	s.changed(h)
	s.dispatch()
}

// share gives the rest of the host the verdict of one request.
func (s *scheduler) share(h *host, o *outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conclude(h, o)
}

// unscout says that a request failed for a reason that concerns nobody else.
func (s *scheduler) unscout(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.scouting = false
	s.changed(h)
	s.dispatch()
}

// silent says that the host took a request and did not answer in time.
func (s *scheduler) silent(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.silences++
	s.changed(h)
	s.dispatch()
}

// patient reports whether failures of the host are worth another try.
func (s *scheduler) patient(h *host) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return h.silences < silencesInARow
}

// good reports whether the host has answered some request of this run with 2xx or 3xx.
func (s *scheduler) good(h *host) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return h.good > 0
}

// A hostHeap is a heap of hosts that know where in it they are.
type hostHeap struct {
	hosts []*host
	less  func(a, b *host) bool
	index func(h *host) *int // -1 if it is not in the heap
}

func (hh *hostHeap) Len() int           { return len(hh.hosts) }
func (hh *hostHeap) Less(i, j int) bool { return hh.less(hh.hosts[i], hh.hosts[j]) }
func (hh *hostHeap) Swap(i, j int) {
	hh.hosts[i], hh.hosts[j] = hh.hosts[j], hh.hosts[i]
	*hh.index(hh.hosts[i]), *hh.index(hh.hosts[j]) = i, j
}

// Push and Pop are for package heap.
func (hh *hostHeap) Push(x any) {
	h := x.(*host)
	*hh.index(h) = len(hh.hosts)
	hh.hosts = append(hh.hosts, h)
}

func (hh *hostHeap) Pop() any {
	h := hh.hosts[len(hh.hosts)-1]
	hh.hosts[len(hh.hosts)-1] = nil
	hh.hosts = hh.hosts[:len(hh.hosts)-1]
	*hh.index(h) = -1
	return h
}

// put puts a host where it belongs in the heap.
func (hh *hostHeap) put(h *host) {
	if i := *hh.index(h); i >= 0 {
		heap.Fix(hh, i)
		return
	}
	heap.Push(hh, h)
}

func (hh *hostHeap) remove(h *host) {
	if i := *hh.index(h); i >= 0 {
		heap.Remove(hh, i)
	}
}

package fetch

import (
	"container/list"
	"errors"
	"fmt"
	"time"

	"github.com/citelint/citelint/checker"
)

const (
	firstPause     = 5 * time.Second
	longestPause   = time.Minute
	slowest        = 2 * time.Second // the rate's floor after 5xx
	pausesInARow   = 3               // then the rest of the host is not asked
	silencesInARow = 3               // then it is asked one thing at a time, without retries
	guessedService = 500 * time.Millisecond
	longestRest    = time.Hour // what a host may ask for in a run without an end
)

// errKnownGood ends the wait of a probe that is no longer needed.
var errKnownGood = errors.New("the host is known to answer")

// A host is one queue of the scheduler, and all that the run knows about the host. The scheduler's
// mutex guards it.
type host struct {
	key, name string
	secure    bool // https: the first request goes alone until its connection is made
	private   bool // allowed as private: no spacing, more at once
	atOnce    int  // the rule's limits
	delay     time.Duration
	burst     int

	queue    list.List // of *waiter
	probes   list.List // of *waiter, when there is nothing else to do
	inFlight int
	working  bool
	scouting bool
	scouted  bool

	most    float64       // in flight now; atOnce unless slowed down
	spacing time.Duration // now; delay unless slowed down
	tat     time.Time     // when the next start is due, if all were spaced (GCRA)

	pausedUntil time.Time
	pauseBegan  time.Time
	pauses      int // in a row

	served          int
	serving         time.Duration
	connectFailures int      // in a row
	silences        int      // header timeouts in a row
	good            int      // answers of 2xx and 3xx that were no wall
	unread          int      // answers of 2xx of which that is not known yet
	verdict         *outcome // holds for all that is not asked yet

	remaining time.Duration // as of the last change
	wake      time.Time
	inReady   int
	inAsleep  int
}

func (h *host) enqueue(w *waiter) {
	switch w.class {
	case front:
		w.place = h.queue.PushFront(w)
	case last:
		w.place = h.probes.PushBack(w)
	default:
		w.place = h.queue.PushBack(w)
	}
}

func (h *host) dequeue(w *waiter) {
	if w.class == last {
		h.probes.Remove(w.place)
	} else {
		h.queue.Remove(w.place)
	}
	w.place = nil
}

// first returns the waiter whose turn it is, or nil.
func (h *host) first() *waiter {
	if e := h.queue.Front(); e != nil {
		return e.Value.(*waiter)
	}
	if e := h.probes.Front(); e != nil && h.inFlight == 0 && h.unread == 0 {
		return e.Value.(*waiter)
	}
	return nil
}

// refuse answers all that wait.
func (h *host) refuse(err error) {
	for _, l := range []*list.List{&h.queue, &h.probes} {
		for l.Len() > 0 {
			h.answer(l.Front().Value.(*waiter), err)
		}
	}
}

func (h *host) answer(w *waiter, err error) {
	h.dequeue(w)
	w.answer(nil, err)
}

// provenGood remembers that the host answers some pages; who only wanted to know that waits no more.
func (h *host) provenGood() {
	h.good++
	for h.probes.Len() > 0 {
		h.answer(h.probes.Front().Value.(*waiter), errKnownGood)
	}
}

// usual reports whether nothing holds the host back, and nobody waits to learn whether it answers.
func (h *host) usual() bool {
	return h.connectFailures+h.silences+h.pauses == 0 && h.most >= float64(h.atOnce) && h.spacing == h.delay && h.probes.Len() == 0
}

// permits says how many requests may be in flight now.
func (h *host) permits(s *scheduler) int {
	switch {
	case h.silences >= silencesInARow || h.connectFailures > 0:
		return 1
	case h.private && h.most >= float64(h.atOnce):
		return max(4, h.atOnce, s.parallel/max(1, s.busy))
	}
	return max(1, int(h.most))
}

// startable returns when the next request may start.
func (h *host) startable() time.Time {
	at := h.pausedUntil
	if h.spacing > 0 {
		if t := h.tat.Add(-time.Duration(h.burst-1) * h.spacing); t.After(at) {
			at = t
		}
	}
	return at
}

// estimate says how long the host's queue will take.
func (h *host) estimate(permits int) time.Duration {
	mean := guessedService
	if h.served > 0 {
		mean = h.serving / time.Duration(h.served)
	}
	n := time.Duration(h.queue.Len())
	return max(n*mean/time.Duration(permits), n*h.spacing)
}

func (h *host) start(s *scheduler, now time.Time) permit {
	h.inFlight++
	h.scouting = h.secure && !h.scouted
	if h.spacing > 0 {
		if h.tat.Before(now) {
			h.tat = now
		}
		h.tat = h.tat.Add(h.spacing)
	}
	return permit{s: s, h: h, started: now, host: true, slot: true}
}

// pause lets the host rest. Requests that were under way when a pause began belong to that pause.
func (s *scheduler) pause(h *host, p *permit, retryAfter time.Duration) {
	now := time.Now()
	if h.pauses > 0 && !p.started.After(h.pauseBegan) {
		if until := now.Add(retryAfter); until.After(h.pausedUntil) {
			h.pausedUntil = until
		}
	} else {
		h.pauses++
		rest := retryAfter
		if rest <= 0 {
			rest = min(firstPause<<(h.pauses-1), longestPause)
		}
		h.pauseBegan, h.pausedUntil = now, now.Add(rest)
		h.most = 1
		h.space(max(h.spacing, 2*h.delay))
	}
	end := s.deadline
	if end.IsZero() {
		end = now.Add(longestRest)
	}
	switch {
	case h.pauses >= pausesInARow:
		s.conclude(h, &outcome{verdict: checker.Blocked, cause: checker.CauseRateLimit, evidence: []string{
			fmt.Sprintf("%s asked for a pause %d times in a row", h.name, h.pauses), "not asked",
		}})
	case h.pausedUntil.After(end):
		s.conclude(h, &outcome{verdict: checker.Unchecked, cause: checker.CausePaused, evidence: []string{
			h.name + " asked for a pause that is longer than the run",
		}})
	}
}

// slow halves the rate.
func (h *host) slow() {
	if h.spacing > 0 {
		h.space(max(h.spacing, min(2*h.spacing, slowest)))
	}
}

// space changes the spacing. The starts that are left at once stay as many: a larger spacing alone
// would make an empty bucket a half full one, and slowing down would begin with a burst.
func (h *host) space(d time.Duration) {
	if due := time.Until(h.tat); due > 0 && h.spacing > 0 {
		h.tat = h.tat.Add(time.Duration(float64(due)*float64(d)/float64(h.spacing)) - due)
	}
	h.spacing = d
}

// recover gives back a tenth of what was taken.
func (h *host) recover() {
	h.pauses = 0
	h.most = min(float64(h.atOnce), h.most+float64(h.atOnce-1)/10)
	h.space(max(h.delay, h.spacing-max(h.delay/10, (h.spacing-h.delay)/10)))
}

package archive

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A gate lets one request at a time through to a host, in its pace. The second 429 closes it for the
// run, and so do failures in a row.
type gate struct {
	host     string
	turn     chan struct{} // holds one while a request is under way
	next     time.Time     // before which none starts
	paced    time.Duration // what the host has told of its pace; 0: nothing
	refusals int           // how often it answered 429
	failures int           // how many questions in a row it did not answer
	closed   error         // why it is asked no more
}

const (
	failuresInARow = 3
	secondTry      = 2 * time.Second
	refusalWait    = 5 * time.Second // after a 429 without Retry-After
	longestWait    = time.Minute     // for which a Retry-After is obeyed; beyond it the host is asked no more
	longestPace    = time.Minute
)

// gate returns the gate of a host.
func (r *Registries) gate(host string) *gate {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gates == nil {
		r.gates = map[string]*gate{}
	}
	g := r.gates[host]
	if g == nil {
		g = &gate{host: host, turn: make(chan struct{}, 1)}
		r.gates[host] = g
	}
	return g
}

// pass waits for its turn, sends, and leaves so much time before the next request. What fails in a way
// that may pass is sent a second time.
func (g *gate) pass(ctx context.Context, every time.Duration, send func() (*reply, error)) (*reply, error) {
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-g.turn }()
	for try := 1; ; try++ {
		if g.closed != nil {
			return nil, g.closed
		}
		if err := sleep(ctx, time.Until(g.next)); err != nil {
			return nil, err
		}
		a, err := send()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		g.next = time.Now().Add(max(every, g.paced))
		switch {
		case err == nil && a.status == http.StatusTooManyRequests:
			if g.refused(a.header) != nil {
				return nil, g.closed
			}
		case err == nil && !mayPass(a.status):
			g.failures = 0
			g.pace(a.header)
			g.next = time.Now().Add(max(every, g.paced))
			return a, nil
		case try > 1:
			return a, g.failed(err)
		default:
			g.next = time.Now().Add(max(every, secondTry, min(retryAfter(headerOf(a)), longestWait)))
		}
	}
}

// refused takes note of a 429, and closes the gate at the second.
func (g *gate) refused(h http.Header) error {
	g.refusals++
	wait := retryAfter(h)
	switch {
	case g.refusals > 1:
		g.closed = fmt.Errorf("%s answered 429 twice", g.host)
	case wait > longestWait:
		g.closed = fmt.Errorf("%s asked us to wait for %s", g.host, wait)
	}
	g.next = time.Now().Add(max(wait, refusalWait))
	return g.closed
}

// failed takes note of a question without an answer, and closes the gate after some in a row.
func (g *gate) failed(err error) error {
	if g.failures++; g.failures >= failuresInARow {
		g.closed = fmt.Errorf("%s did not answer %d times in a row", g.host, g.failures)
	}
	return err
}

// pace obeys what Crossref tells of its limits: so many requests in such a time.
func (g *gate) pace(h http.Header) {
	limit, err := strconv.Atoi(strings.TrimSpace(h.Get("X-Rate-Limit-Limit")))
	interval, errInterval := time.ParseDuration(strings.TrimSpace(h.Get("X-Rate-Limit-Interval")))
	if err == nil && errInterval == nil && limit > 0 && interval > 0 {
		g.paced = min(interval/time.Duration(limit), longestPace)
	}
}

// mayPass reports whether a status may be another one in a moment.
func mayPass(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusTooEarly || status >= 500
}

func headerOf(a *reply) http.Header {
	if a == nil {
		return nil
	}
	return a.header
}

// retryAfter reads Retry-After: seconds, or a date, measured from the answer's own; 0 if there is
// none that can be read.
func retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if v != "" && strings.Trim(v, "0123456789") == "" {
		return 100 * longestWait
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(0, at.Sub(now))
}

// sleep waits; the error is the cause of ctx's end.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// errElsewhere says that a registry sends on to a page, which is no record.
var errElsewhere = errors.New("sends on to a page")

package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	handshakeTimeout = 10 * time.Second
	drainBytes       = 64 << 10
	drainTime        = 250 * time.Millisecond
)

// Why an attempt was ended by us.
var (
	errNoHeaders = errors.New("no headers in time")
	errSlowBody  = errors.New("the body is too slow")
	errDrained   = errors.New("drained for long enough")
)

// An attempt is one request on the wire, and what we saw of it ourselves.
type attempt struct {
	context.Context // of the request, in which the attempt is found by its key
	cancel          context.CancelCauseFunc
	hop             *hop
	permit          *permit

	dials   atomic.Int32                 // connections that were asked for
	got     atomic.Int32                 // connections that were got
	sent    atomic.Bool                  // a request of HTTP/1 went out
	through atomic.Bool                  // a proxy has connected us to the host
	asked   atomic.Bool                  // the host asked for a certificate of ours
	dialed  atomic.Pointer[countingConn] // the connection that was made for it
	conn    *countingConn                // the connection that it got; nil if none
	before  int64                        // bytes that had come on it before
	http2   bool
	answer  answer // what came: the hop's answer points here
	body    body   // of the response

	// These are its underWay's to guard.
	phase int
	due   time.Time // the end of the phase; zero: it has none
	why   error     // what the attempt ends of then
}

type attemptKey struct{}

func (a *attempt) Value(key any) any {
	switch key {
	case attemptKey{}:
		return a
	case hopKey{}, privateKey{}:
		return a.hop.Value(key)
	}
	return a.Context.Value(key)
}

// attemptOf returns the attempt that a context belongs to; nil if to none.
func attemptOf(ctx context.Context) *attempt {
	a, _ := ctx.Value(attemptKey{}).(*attempt)
	return a
}

// ours says that the host is on a network that the caller allowed.
func (a *attempt) ours() {
	if a != nil {
		a.hop.src.sched.ours(a.hop.host)
	}
}

// The phases of an attempt, each with its own timeout.
const (
	connecting = iota
	awaiting
	reading
	draining
)

// An underWay holds the attempts of a run, and ends those whose phase takes too long, all when the run
// ends. One timer goes off when the first may be due: most attempts are done by then, and a timer and a
// hook on the run's context for each would cost more than the rest of its contexts.
type underWay struct {
	mu       sync.Mutex
	attempts map[*attempt]struct{}
	ended    error // why; nil: the run goes on
	timer    *time.Timer
	set      time.Time // for when the timer is set: not later than any is due; zero: it is not set
}

// begin lets an attempt begin with its first phase.
func (u *underWay) begin(a *attempt, d time.Duration, why error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ended != nil {
		a.cancel(u.ended)
		return
	}
	u.attempts[a] = struct{}{}
	u.time(a, d, why)
}

// enter begins a phase, unless a later one has begun: the request may still be being written when
// the answer is there.
func (u *underWay) enter(a *attempt, phase int, d time.Duration, why error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if phase >= a.phase {
		a.phase = phase
		u.time(a, d, why)
	}
}

// rest lets an attempt's time stand still until its next phase.
func (u *underWay) rest(a *attempt) {
	u.mu.Lock()
	defer u.mu.Unlock()
	a.due = time.Time{}
}

func (u *underWay) remove(a *attempt) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.attempts, a)
}

// time gives an attempt so long from now. u is locked.
func (u *underWay) time(a *attempt, d time.Duration, why error) {
	a.due, a.why = time.Now().Add(d), why
	switch {
	case u.timer == nil:
		u.set, u.timer = a.due, time.AfterFunc(d, u.expire)
	case u.set.IsZero() || a.due.Before(u.set):
		u.set = a.due
		u.timer.Reset(d)
	}
}

// expire ends the attempts whose time is over.
func (u *underWay) expire() {
	u.mu.Lock()
	defer u.mu.Unlock()
	now := time.Now()
	u.set = time.Time{}
	for a := range u.attempts {
		switch {
		case a.due.IsZero():
		case !a.due.After(now):
			a.cancel(a.why)
			a.due = time.Time{}
		case u.set.IsZero() || a.due.Before(u.set):
			u.set = a.due
		}
	}
	if !u.set.IsZero() && u.ended == nil {
		u.timer.Reset(u.set.Sub(now))
	}
}

// end ends all attempts, and those that come later.
func (u *underWay) end(why error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.ended = why
	if u.timer != nil {
		u.timer.Stop()
	}
	for a := range u.attempts {
		a.cancel(why)
	}
}

// take waits for a place for a larger body. The body's time stands still meanwhile, and then begins
// anew.
func (a *attempt) take(place chan struct{}, timeout time.Duration) error {
	select {
	case place <- struct{}{}:
		return nil
	default:
	}
	under := &a.hop.src.under
	under.rest(a)
	select {
	case place <- struct{}{}:
		under.enter(a, reading, timeout, errSlowBody)
		return nil
	case <-a.Done():
		return context.Cause(a)
	}
}

// end gives back all that the attempt holds but the slot.
func (a *attempt) end() {
	a.hop.src.under.remove(a)
	a.cancel(context.Canceled)
	if cause := context.Cause(a); a.http2 && a.conn != nil && (cause == errNoHeaders || cause == errSlowBody) && a.permit.alone() {
		a.conn.Close() // only the stream has ended: the server may go on flooding the connection
	}
	a.permit.doneHost()
}

// came says how many bytes came for this attempt.
func (a *attempt) came() int64 {
	switch {
	case a.conn != nil:
		return a.conn.read.Load() - a.before
	case a.dialed.Load() != nil:
		return a.dialed.Load().read.Load()
	}
	return 0
}

// permits is the layer of the onion in which a request waits for its turn. It lets the host rest,
// keeps the timeouts, and gives back the host's place when the body is closed.
type permits struct{ run *run }

func (p permits) RoundTrip(req *http.Request) (*http.Response, error) {
	h := hopOf(req.Context())
	a := &attempt{hop: h, permit: h.permit}
	h.permit = nil
	if a.permit == nil {
		var err error
		if a.permit, err = p.run.sched.acquire(req.Context(), h.host, back); err != nil {
			h.refused = true
			return nil, err
		}
	}
	h.attempts++
	h.last = a
	a.Context, a.cancel = context.WithCancelCause(h.Context)
	p.run.under.begin(a, connectTimeout+handshakeTimeout+h.timeout, errNoHeaders)
	req = req.WithContext(httptrace.WithClientTrace(a, a.trace()))
	req.Header = h.header
	resp, err := h.connections().RoundTrip(req)
	switch {
	case err != nil || h.proxy == nil:
	case resp.StatusCode == http.StatusProxyAuthRequired && h.target.scheme == "http":
		resp.Body.Close()
		err = errProxyPassword
	default:
		h.src.weather.connected()
	}
	if err != nil {
		h.failed(classify(a, err))
		h.spent += time.Since(a.permit.started)
		a.end()
		a.permit.done()
		return nil, err
	}
	p.run.under.enter(a, reading, h.timeout, errSlowBody)
	h.answered(a, resp)
	a.body = body{ReadCloser: resp.Body, a: a, length: resp.ContentLength}
	resp.Body = &a.body
	return resp, nil
}

func (a *attempt) trace() *httptrace.ClientTrace {
	t := &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			a.hop.src.sched.connected(a.hop.host)
			conn := info.Conn
			for t, ok := conn.(*tls.Conn); ok; t, ok = conn.(*tls.Conn) {
				a.http2 = a.http2 || t.ConnectionState().NegotiatedProtocol == "h2"
				conn = t.NetConn()
			}
			if a.got.Add(1) > streamsPerTry && a.http2 {
				a.cancel(errReplayed)
			}
			if c, ok := conn.(*countingConn); ok {
				if a.hop.proxy != nil && !a.through.Swap(true) && !info.Reused {
					c.restart()
				}
				if a.sent.Load() && !a.http2 {
					c.mute.Store(true)
				}
				a.conn, a.before = c, c.read.Load()
				if c == a.dialed.Load() && !info.Reused {
					a.before = 0
				}
			}
		},
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err == nil && !a.http2 {
				a.sent.Store(true)
			}
			a.hop.src.under.enter(a, awaiting, a.hop.timeout, errNoHeaders)
		},
	}
	if p := a.hop.proxy; p != nil && strings.HasPrefix(p.Scheme, "socks") {
		t.TLSHandshakeStart = a.tunneled
	}
	return t
}

// A body gives back what the attempt holds when it is closed. It drains a little first, so that
// the connection can be used again: measured, 20 undrained answers of 3 kB open 20 connections,
// drained ones 1.
type body struct {
	io.ReadCloser
	a      *attempt
	length int64 // as promised; -1 if it was not
	read   int64
	ended  bool
	closed bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.closed {
		return 0, io.EOF
	}
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	b.ended = b.ended || err != nil
	return n, err
}

// Close is called a second time by go-retryablehttp.
func (b *body) Close() error {
	if b.closed {
		return nil
	}
	if !b.ended && b.length-b.read <= drainBytes {
		b.a.hop.src.under.enter(b.a, draining, drainTime, errDrained)
		io.CopyN(io.Discard, b, drainBytes+1)
	}
	b.closed = true
	err := b.ReadCloser.Close()
	b.a.end()
	b.a.hop.spent += time.Since(b.a.permit.started)
	return err
}

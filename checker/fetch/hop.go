package fetch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/citelint/citelint/checker"
)

const (
	attemptsPerHop    = 3
	retriesPerSource  = 5                // beyond the first attempt of each hop
	timePerSource     = 90 * time.Second // waiting for permits not counted
	longestRetryAfter = time.Minute
)

// A hop is one address of a chain, asked until it answers for good: the part that go-retryablehttp
// wraps, so that a chain is never walked twice.
type hop struct {
	context.Context        // of the source; in that of a request, the hop is found by its key
	leave           func() // ends what the Context became for a wait; nil if there was none

	src     *source
	target  *target
	host    *host
	rule    *HostRule
	timeout time.Duration
	cookies string
	header  http.Header // of the next request; may be the run's own
	proxy   *url.URL    // nil: none
	permit  *permit     // for the first attempt; nil when it is used

	attempts int
	used     map[reason]int
	plan     retry
	fresh    bool          // HTTP/1.1, on a connection of its own
	blind    bool          // without verifying the certificate
	small    bool          // the body does not matter
	single   bool          // whatever comes, it is asked once
	accept   string        // what the host is asked for; empty: a page
	known    *checker.Page // what is asked for on the condition that it has changed; nil if nothing
	refused  bool          // there was no permit for another attempt
	last     *attempt
	spent    time.Duration

	answer  *answer
	failure *failure // of the last attempt that failed
}

type hopKey struct{}

// Value also says that the host's rule allows private addresses.
func (h *hop) Value(key any) any {
	switch key {
	case hopKey{}:
		return h
	case privateKey{}:
		return h.rule.AllowPrivate
	}
	return h.Context.Value(key)
}

func hopOf(ctx context.Context) *hop { return ctx.Value(hopKey{}).(*hop) }

// noHeader is all that http.Client gets to see, which copies headers to send them on along redirects. It
// writes none itself, as long as an address has no password and there is no jar.
var noHeader = http.Header{}

// ask asks one address, for which there is a permit. It returns an answer, or a failure. The answer
// holds a slot, which the caller gives back.
func (h *hop) ask(ctx context.Context) (*answer, *failure) {
	r := h.src.run
	h.Context = ctx
	defer func() {
		if h.leave != nil {
			h.leave()
		}
	}()
	var err error
	if h.proxy, err = r.proxyFor(h.target); err != nil {
		h.permit.done()
		return nil, &failure{err: err, kind: kindProxy}
	}
	h.header = h.headers()
	req := (&http.Request{
		Method: http.MethodGet, URL: h.requestURL(), Header: noHeader,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(h)
	rreq, err := retryablehttp.FromRequest(req)
	if err != nil {
		h.permit.done()
		return nil, &failure{err: err, kind: kindInternal}
	}
	rreq.SetResponseHandler(h.read)
	retrying := &retryablehttp.Client{
		HTTPClient: r.http, RetryMax: attemptsPerHop - 1, CheckRetry: h.checkRetry, PrepareRetry: h.prepareRetry,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return h.plan.wait },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	resp, err := retrying.Do(rreq)
	if resp != nil {
		resp.Body.Close()
	}
	if h.permit != nil { // refused before the first attempt
		h.permit.done()
	}
	if o := h.notAskedAgain(err); o != nil {
		if h.answer != nil {
			h.answer.release()
		}
		return nil, &failure{kind: kindNotAsked, err: &notAsked{o}}
	}
	if h.answer != nil {
		return h.answer, nil
	}
	if h.failure == nil {
		h.failure = &failure{err: err, kind: kindOf(err)}
	}
	return nil, h.failure
}

// notAskedAgain is the verdict on an address that failed in a way that may pass, and was then not asked
// again, since its host as a whole was Blocked meanwhile; nil if that is not so.
func (h *hop) notAskedAgain(err error) *outcome {
	if !h.refused || h.attempts == 0 {
		return nil
	}
	var no *notAsked
	if !errors.As(err, &no) || no.outcome.verdict != checker.Blocked {
		return nil
	}
	o := *no.outcome
	switch {
	case h.answer != nil && h.answer.status == http.StatusTooManyRequests:
		return nil
	case h.answer != nil:
		o.evidence = []string{fmt.Sprintf("status %d", h.answer.status)}
	case h.failure != nil:
		o.evidence = slices.Clone(h.failure.outcome(h.target.name(), h.timeout).evidence)
	}
	o.evidence = append(o.evidence, no.outcome.evidence[0], "not asked again")
	return &o
}

// connections returns those to use.
func (h *hop) connections() http.RoundTripper {
	r := h.src.run
	switch {
	case h.blind:
		return r.blind
	case r.mended(h.target) != nil && !h.fresh:
		return r.mended(h.target)
	}
	w := r.ownWires(h.rule, h.target)
	if w == nil {
		w = r.wires
	}
	if h.fresh {
		return w.fresh
	}
	return w.shared
}

// failed takes note of an attempt without an answer.
func (h *hop) failed(f *failure) {
	s := h.src.sched
	f.attempts = h.attempts
	h.failure, h.answer = f, nil
	h.tell(h.last, nil, f)
	switch f.kind {
	case kindDNS:
		s.unconnected(h.host, attemptsPerHop, "could not be looked up")
	case kindConnect, kindConnectTimeout:
		s.unconnected(h.host, 2, "did not connect twice")
	case kindNoHost:
		if h.src.names.misses(h.target.name()) >= 2 {
			ctx, leave := h.src.within(h.Context)
			defer leave()
			s.share(h.host, h.src.noSuchHost(ctx, h.target))
			break
		}
		s.unscout(h.host)
	case kindCertificate, kindHandshake:
		if issuerAddress(f) != "" { // the chain may be completed
			s.unscout(h.host)
			break
		}
		s.share(h.host, f.outcome(h.target.name(), h.timeout).with("not asked for this page"))
	case kindNoHeaders:
		s.silent(h.host)
	default:
		s.unscout(h.host)
	}
}

// answered takes note of an answer's head. Location is hidden from http.Client, which would fail on
// those that url.Parse cannot read.
func (h *hop) answered(a *attempt, resp *http.Response) {
	h.failure = nil
	after, _ := retryAfter(resp.Header)
	h.answer = &a.answer
	*h.answer = answer{target: h.target, status: resp.StatusCode, header: resp.Header, permit: a.permit, cookies: h.cookies, attempts: h.attempts}
	if h.answer.status == http.StatusNotModified {
		h.answer.known = h.known
	}
	h.tell(a, resp, nil)
	h.answer.locations = resp.Header.Values("Location")
	resp.Header.Del("Location")
	h.src.sched.answered(a.permit, resp.StatusCode, after, h.walled())
}

// walled reports whether the head alone says that a wall stands there.
func (h *hop) walled() bool {
	return suspicious(h.answer.status) && h.src.wallInHead(h.answer)
}

// A retry is what to do after an attempt.
type retry struct {
	again  bool
	reason reason
	wait   time.Duration
}

// checkRetry is called twice for an attempt whose body is read: nothing is counted here.
func (h *hop) checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	h.plan = h.next(ctx, resp, err)
	if !h.plan.again {
		return false, nil
	}
	if h.leave == nil {
		h.Context, h.leave = h.src.within(h.Context)
	}
	if resp != nil {
		resp.Body.Close()
		h.answer.release()
	}
	return true, nil
}

// next decides whether an attempt is followed by another.
func (h *hop) next(ctx context.Context, resp *http.Response, err error) retry {
	var why reason
	var after time.Duration
	switch {
	case resp == nil && (h.failure == nil || h.refused), h.answer == nil && h.failure != nil && h.failure.kind == kindEnded: // not asked, or ended
	case resp == nil:
		why = h.failure.reason()
	case err != nil && !errors.Is(err, errCut):
		return retry{}
	case err != nil:
		why = reasonCut
	default:
		why, after = h.answer.reason(h.walled())
	}
	if h.single || h.blind || h.attempts >= attemptsPerHop || h.src.retries >= retriesPerSource || h.used[why] >= why.limit() || !h.src.sched.patient(h.host) {
		return retry{}
	}
	wait := why.wait()
	if wait < 0 {
		wait = time.Second << (2 * (h.attempts - 1))
		wait = time.Duration(float64(wait) * (.75 + rand.Float64()/2))
	}
	wait = max(wait, after)
	if after > longestRetryAfter || h.src.spent+h.spent+wait > timePerSource || passes(ctx, h.src.sched.deadline, wait) {
		return retry{}
	}
	return retry{again: true, reason: why, wait: wait}
}

// passes reports whether a wait would pass the run's end.
func passes(ctx context.Context, deadline time.Time, wait time.Duration) bool {
	at := time.Now().Add(wait)
	end, ok := ctx.Deadline()
	return ok && at.After(end) || !deadline.IsZero() && at.After(deadline)
}

// prepareRetry changes the request as the reason for asking again demands.
func (h *hop) prepareRetry(*http.Request) error {
	if h.used == nil {
		h.used = map[reason]int{}
	}
	h.used[h.plan.reason]++
	h.src.retries++
	h.spent += h.plan.wait
	h.header = h.header.Clone()
	switch h.plan.reason {
	case reasonNotAcceptable:
		h.header.Set("Accept", "*/*")
	case reasonUnconditional:
		h.header.Set("Cache-Control", "no-cache")
	case reasonNoCookies:
		h.header.Del("Cookie")
		h.cookies = ""
		h.identify(h.header)
	case reasonFresh:
		h.fresh = true
	case reasonTwice:
		// What shares a connection of HTTP/2 may have been the one that broke it.
		h.fresh = h.fresh || h.last != nil && h.last.http2 && h.attempts == attemptsPerHop-1
	}
	return nil
}

package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
)

const grace = 5 * time.Second // after the budget, for what is under way

var errBudget = errors.New("the budget of the run ended")

// A run is all that the Fetches of one Client share.
type run struct {
	*Client
	ctx    context.Context // ends after the grace
	cancel context.CancelCauseFunc
	timers []*time.Timer
	sched  *scheduler
	names  *names
	plain  http.Header // of a request that tells nothing more; not to be changed

	ruleless HostRule // of hosts without one
	weather  weather

	http      *http.Client
	transport func() *http.Transport // makes a new one, for HTTP/1.1
	wires     *wires
	blind     *http.Transport // without verifying certificates

	under      underWay
	spare      spare
	inspecting chan struct{} // one place for each inspection at once
	medium     chan struct{} // one place for each body over freeBytes
	big        chan struct{} // one place for each body over mediumBytes
	large      chan struct{} // one place for each body over capText

	mu        sync.Mutex
	flights   map[meeting]*flight
	redirects map[string]*answer
	probes    map[string]*probe
	mends     map[string]*mend
	wired     map[wiring]*wires  // of host rules
	proxies   sync.Map           // names of proxies with certificates
	robots    map[string]*robots // by origin
}

func newRun(c *Client) *run {
	r := &run{
		Client: c, inspecting: make(chan struct{}, runtime.GOMAXPROCS(0)),
		medium: make(chan struct{}, mediumAtOnce), big: make(chan struct{}, bigAtOnce), large: make(chan struct{}, largeAtOnce),
		flights: map[meeting]*flight{}, redirects: map[string]*answer{}, probes: map[string]*probe{},
		mends: map[string]*mend{}, wired: map[wiring]*wires{}, robots: map[string]*robots{},
	}
	r.ctx, r.cancel = context.WithCancelCause(context.Background())
	r.under.attempts = map[*attempt]struct{}{}
	context.AfterFunc(r.ctx, func() { r.under.end(context.Cause(r.ctx)) })
	var deadline time.Time
	if budget := cmp.Or(c.Budget, 10*time.Minute); budget > 0 {
		deadline = time.Now().Add(budget)
	}
	r.sched = newScheduler(positive(c.Parallel, 128), deadline)
	if !deadline.IsZero() {
		r.timers = append(r.timers,
			time.AfterFunc(time.Until(deadline), func() { r.sched.end(errBudget) }),
			time.AfterFunc(time.Until(deadline)+grace, func() { r.cancel(errBudget) }))
	}
	g := newGuard(c.AllowPrivate, nil)
	n := c.Network
	if n == nil {
		g.own = ownAddresses()
		n = newSystem(g)
	}
	r.names = newNames(n, c.Resolver)
	r.plain = r.header("")
	r.connections(&dialer{n, r.names, g})
	return r
}

func positive(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// connections makes the innermost layers. No proxy is read from the environment: that is for the
// Client's Proxy.
func (r *run) connections(d *dialer) {
	perHost := positive(r.PerHost, 4)
	for _, rule := range r.Hosts {
		perHost = max(perHost, rule.PerHost)
	}
	if len(r.AllowPrivate) > 0 {
		perHost = max(perHost, r.sched.parallel)
	}
	// Transport.Clone would take HTTP/2 along.
	r.transport = func() *http.Transport {
		t := &http.Transport{
			DialContext: d.DialContext, Proxy: d.handOver, OnProxyConnectResponse: connected,
			ProxyConnectHeader:  http.Header{"User-Agent": r.plain["User-Agent"]},
			TLSHandshakeTimeout: handshakeTimeout, DisableCompression: true,
			TLSClientConfig: &tls.Config{RootCAs: r.Roots, MinVersion: tls.VersionTLS12, GetClientCertificate: presenting(nil)},
			MaxIdleConns:    256, MaxIdleConnsPerHost: perHost, IdleConnTimeout: 15 * time.Second,
			MaxResponseHeaderBytes: maxHeaderBytes, Protocols: new(http.Protocols),
		}
		t.Protocols.SetHTTP1(true)
		return t
	}
	r.wires, r.blind = r.newWires(func(*tls.Config) {}), r.transport()
	r.blind.DisableKeepAlives = true
	r.blind.TLSClientConfig.InsecureSkipVerify, r.blind.TLSClientConfig.VerifyConnection = true, r.verifyProxy
	r.http = &http.Client{Transport: permits{r}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// within returns a context that ends with ctx and with the run. It must be left.
func (r *run) within(ctx context.Context) (joint context.Context, leave func()) {
	joint, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(r.ctx, func() { cancel(context.Cause(r.ctx)) })
	return joint, func() {
		stop()
		cancel(context.Canceled)
	}
}

func (r *run) close() {
	for _, t := range r.timers {
		t.Stop()
	}
	r.sched.end(errClosed)
	r.cancel(errClosed)
	r.wires.shared.CloseIdleConnections()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, w := range r.wired {
		w.shared.CloseIdleConnections()
	}
	for _, m := range r.mends {
		if m.transport != nil {
			m.transport.CloseIdleConnections()
		}
	}
}

// fetch answers one query. Results and what leads to them travel as pointers here: a Result is
// large, and the stack of each waiting Fetch would hold several.
func (r *run) fetch(ctx context.Context, q *checker.Query, to *checker.Result) error {
	to.Query = *q
	if context.Cause(r.ctx) == errClosed {
		return errClosed
	}
	r.weather.begin()
	defer r.weather.end()
	s := &source{run: r, query: *q}
	s.q = &s.query
	si, o := s.look(ctx)
	s.report(si, o, to)
	return nil
}

// header returns a request's headers. Nothing tells of a browser: a second identity is never tried.
func (r *run) header(cookies string) http.Header {
	agent := "citelint"
	if r.Version != "" {
		agent += "/" + r.Version
	}
	agent += " (+https://github.com/citelint/citelint"
	if r.Contact != "" {
		agent += "; mailto:" + r.Contact
	}
	h := http.Header{
		"User-Agent":      {agent + ")"},
		"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
		"Accept-Language": {cmp.Or(r.AcceptLanguage, "en,*;q=0.5")},
		"Accept-Encoding": {"gzip"},
	}
	if cookies != "" {
		h["Cookie"] = []string{cookies}
	}
	return h
}

// rule returns the host rule for an address; a zero one if there is none.
func (r *run) rule(t *target) *HostRule {
	for i := range r.Hosts {
		if r.Hosts[i].matches(t) {
			return &r.Hosts[i]
		}
	}
	return &r.ruleless
}

func (hr *HostRule) matches(t *target) bool {
	host, path, _ := strings.Cut(hr.Match, "/")
	path = "/" + strings.TrimSuffix(path, "/")
	if path != "/" && t.path != path && !strings.HasPrefix(t.path, path+"/") {
		return false
	}
	host = strings.ToLower(host)
	name := t.name()
	if parent, ok := strings.CutPrefix(host, "*."); ok {
		return name == parent || strings.HasSuffix(name, "."+parent)
	}
	return host == name || host == t.host || host == t.hostPort()
}

func (r *run) timeoutFor(t *target) time.Duration {
	return cmp.Or(r.rule(t).Timeout, r.Timeout, 20*time.Second)
}

// host returns the queue of an address's host.
func (r *run) host(t *target) *host { return r.queue(t, t.scheme) }

// queue returns the queue of those who ask an address's host in one way.
func (r *run) queue(t *target, way string) *host {
	s, port := r.sched, cmp.Or(t.port, defaultPort(t.scheme))
	s.mu.Lock()
	defer s.mu.Unlock()
	line := lineKey{way, t.host, port}
	if h := s.hosts[line]; h != nil {
		return h
	}
	rule := r.rule(t)
	h := &host{
		key: way + "://" + t.hostPort(), name: t.name(), secure: t.scheme == "https", inReady: -1, inAsleep: -1,
		atOnce: positive(rule.PerHost, positive(r.PerHost, 4)), burst: positive(r.Burst, 10),
		delay: max(0, cmp.Or(rule.Delay, r.Delay, 250*time.Millisecond)),
	}
	if a, ok := t.ip(); rule.AllowPrivate || ok && (&guard{allow: r.AllowPrivate}).allows(a) {
		h.private, h.delay = true, max(0, rule.Delay)
	}
	h.most, h.spacing = float64(h.atOnce), h.delay
	s.hosts[line] = h
	return h
}

// A meeting is what chains must have in common to share a flight.
type meeting struct{ addr, depth string }

// A flight is a request that other chains wait for, too.
type flight struct {
	landed  chan struct{} // nil until somebody waits
	answer  *answer
	failure *failure
}

// ask asks one address, once for all chains that meet there at the same time. Redirects are
// remembered for the run. What was asked with cookies or a condition is nobody else's.
func (s *source) ask(ctx context.Context, t *target, cookies string, c class) (*answer, *failure) {
	if cookies != "" || s.condition(t) != nil {
		return s.askAlone(ctx, t, cookies, c)
	}
	key := meeting{t.String(), s.depth()}
	for {
		known, f, first := s.board(t, key)
		switch {
		case known != nil:
			return known, nil
		case first:
			a, failed := s.askAlone(ctx, t, "", c)
			s.land(key, f, a, failed)
			return a, failed
		}
		if a, failed, landed := s.ride(ctx, t, f); landed {
			return a, failed
		}
	}
}

// board returns the remembered answer of an address, or the flight to it; first if it is this
// chain's own.
func (s *source) board(t *target, key meeting) (known *answer, f *flight, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.redirects[key.addr]; a != nil {
		return a.shared(t), nil, false
	}
	if f = s.flights[key]; f == nil {
		f = &flight{}
		s.flights[key] = f
		return nil, f, true
	}
	if f.landed == nil {
		f.landed = make(chan struct{})
	}
	return nil, f, false
}

// ride waits for another chain's flight; landed is false if that chain was ended and this one goes
// on.
func (s *source) ride(ctx context.Context, t *target, f *flight) (a *answer, failed *failure, landed bool) {
	select {
	case <-f.landed:
	case <-ctx.Done():
		return nil, &failure{err: context.Cause(ctx)}, true
	}
	switch {
	case f.answer != nil:
		return f.answer.shared(t), nil, true
	case f.failure.kind != kindEnded || ctx.Err() != nil || s.sched.over():
		return nil, f.failure, true
	}
	return nil, nil, false
}

// land ends a flight: those who wait for it share the answer.
func (s *source) land(key meeting, f *flight, a *answer, failed *failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flights, key)
	if a != nil && a.redirects() && !s.rule(a.target).identified(a.target) {
		kept := a.shared(a.target)
		kept.header = http.Header{"Set-Cookie": a.header.Values("Set-Cookie")}
		s.redirects[a.target.String()] = kept
	}
	if f.landed == nil {
		return
	}
	if f.failure = failed; a != nil {
		a.lent = true
		f.answer = a.shared(a.target)
	}
	close(f.landed)
}

// depth says how much of a body the query needs: who needs more cannot share.
func (s *source) depth() string {
	switch {
	case len(s.q.Quotations)+len(s.q.Fragments) > 0:
		return "all"
	case len(s.q.Titles)+len(s.q.Authors) > 0:
		return "much"
	}
	return "some"
}

// shared is the answer for another chain: it holds nothing.
func (a *answer) shared(t *target) *answer {
	b := *a
	b.permit, b.places, b.target = nil, nil, t
	return &b
}

func (s *source) askAlone(ctx context.Context, t *target, cookies string, c class) (*answer, *failure) {
	host := s.host(t)
	p, err := s.sched.acquire(ctx, host, c)
	if err != nil {
		return nil, &failure{err: err, kind: kindOf(err)}
	}
	h := &hop{src: s, target: t, host: host, rule: s.rule(t), timeout: s.timeoutFor(t), cookies: cookies, permit: p, known: s.condition(t)}
	a, f := h.ask(ctx)
	s.spent += h.spent
	return a, f
}

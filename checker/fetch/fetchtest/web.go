// Package fetchtest is an invented web: hosts with names, addresses, certificates and pages, in
// memory or on loopback, with all the faults that real ones have. It is to package fetch what
// net/http/httptest is to net/http, and needs no package testing, so that a demonstration can run
// against it, too.
//
//	web := fetchtest.New()
//	defer web.Close()
//	web.Host("news.example").Page("/a", fetchtest.HTML("The harbour of Lomaria", "…"))
//	client := fetch.Client{Network: web, Roots: web.Roots()}
//
// In memory nothing touches a socket, so it works inside a bubble of testing/synctest, where
// delays cost no time. Make the Web inside the bubble then.
package fetchtest

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A Web is a set of hosts, their network and a log. It is a fetch.Network. All methods may be called
// from many goroutines, but hosts are to be described before the first request.
type Web struct {
	mu       sync.Mutex
	hosts    map[string]*Host
	order    []*Host
	requests []Request
	forgets  bool
	lookups  map[string]int
	dials    map[string]int
	conns    map[net.Conn]bool
	offline  bool
	closed   bool
	done     chan struct{}
	serving  sync.WaitGroup
	ca       *authority
	http2    *http2Server
	sockets  []net.Listener
}

// New makes an empty Web in memory.
func New() *Web {
	return &Web{
		hosts: map[string]*Host{}, lookups: map[string]int{}, dials: map[string]int{},
		conns: map[net.Conn]bool{}, done: make(chan struct{}),
	}
}

// Close closes all connections and waits until nothing runs any more.
func (w *Web) Close() {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return
	}
	w.closed = true
	close(w.done)
	for _, l := range w.sockets {
		l.Close()
	}
	for c := range w.conns {
		c.Close()
	}
	h2 := w.http2
	w.mu.Unlock()
	if h2 != nil {
		h2.close()
	}
	w.serving.Wait()
}

// Offline cuts the whole web off: no name resolves any more and no connection is made.
func (w *Web) Offline() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.offline = true
}

// Forget makes the log forget the requests that come in from now on, for measurements: of 100,000 it
// would hold more than who asks.
func (w *Web) Forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgets = true
}

// Roots returns the certificate authority that signs the hosts' certificates.
func (w *Web) Roots() *x509.CertPool { return w.authority().roots() }

// Host returns the host of that name, and makes it if there is none. A new host has a public
// address of its own, speaks HTTP/1.1 on ports 80 and 443, and answers 404 to everything.
func (w *Web) Host(name string) *Host {
	w.mu.Lock()
	defer w.mu.Unlock()
	if h := w.hosts[name]; h != nil {
		return h
	}
	n := len(w.order) + 1
	h := &Host{web: w, name: name, addrs: []netip.Addr{netip.AddrFrom4([4]byte{20, byte(n >> 16), byte(n >> 8), byte(n)})}}
	if a, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		h.addrs = []netip.Addr{a}
	}
	w.hosts[name] = h
	w.order = append(w.order, h)
	return h
}

// LookupNetIP answers as net.Resolver does.
func (w *Web) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	host = strings.TrimSuffix(host, ".")
	w.mu.Lock()
	w.lookups[host]++
	n := w.lookups[host]
	h, offline := w.hosts[host], w.offline
	w.mu.Unlock()
	switch {
	case offline || h == nil || h.fault == NoSuchHost:
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case h.fault == ServFail:
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	case h.answers != nil:
		return h.answers(n), nil
	}
	return slices.Clone(h.addrs), nil
}

// LookupNS knows name servers of every zone, unless the web is offline.
func (w *Web) LookupNS(_ context.Context, name string) ([]*net.NS, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.offline {
		return nil, &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	}
	return []*net.NS{{Host: "ns.example."}}, nil
}

// DialContext connects to the host that has the address; to one that nobody has it waits until ctx
// ends, as the real network does.
func (w *Web) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	h, secure, err := w.reach(ctx, network, address)
	if err != nil {
		return nil, err
	}
	server, client := newPipe()
	if !w.serve(server, h, secure) {
		return nil, errors.New("the web is closed")
	}
	return client, nil
}

// reach returns the host that has the address, and whether it speaks TLS there, or how connecting to
// it fails.
func (w *Web) reach(ctx context.Context, network, address string) (h *Host, secure bool, err error) {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, false, fmt.Errorf("dialing %s: only addresses can be dialed: %w", address, err)
	}
	w.mu.Lock()
	if i := slices.IndexFunc(w.order, func(h *Host) bool { return slices.Contains(h.addrs, ap.Addr()) }); i >= 0 && !w.offline {
		h = w.order[i]
		w.dials[h.name]++
	}
	w.mu.Unlock()
	fail := func(err error) (*Host, bool, error) {
		return nil, false, &net.OpError{Op: "dial", Net: network, Addr: net.TCPAddrFromAddrPort(ap), Err: err}
	}
	switch {
	case h == nil || h.fault == Unroutable:
		<-ctx.Done()
		return fail(os.ErrDeadlineExceeded)
	case h.fault == Refused || !h.listens(ap.Port()):
		return fail(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	}
	return h, h.secure(ap.Port()), nil
}

// serve starts to answer on a connection; false if the web is closed.
func (w *Web) serve(c killer, h *Host, secure bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		c.Close()
		return false
	}
	w.conns[c] = true
	w.serving.Add(1)
	go func() {
		defer w.serving.Done()
		defer func() {
			c.Close()
			w.mu.Lock()
			delete(w.conns, c)
			w.mu.Unlock()
		}()
		w.connected(c, h, secure)
	}()
	return true
}

// A Request is one request as a server saw it.
type Request struct {
	Method string
	Scheme string
	Host   string // the Host header
	Path   string // the whole target of the request line, query and all
	Proto  string // "HTTP/1.1" or "HTTP/2.0"
	Header http.Header
	Time   time.Time
	Ended  time.Time // when the answer was sent, or whoever asked was gone; zero: under way
}

// String returns method, address and nothing else.
func (r Request) String() string { return r.Method + " " + r.Scheme + "://" + r.Host + r.Path }

// Requests returns all requests that came in, in their order.
func (w *Web) Requests() []Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

// Lookups says how often a name was looked up.
func (w *Web) Lookups(name string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lookups[name]
}

// Dials says how often a host was connected to, refused connections included; of all hosts
// together if the name is empty.
func (w *Web) Dials(name string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if name != "" {
		return w.dials[name]
	}
	n := 0
	for _, d := range w.dials {
		n += d
	}
	return n
}

// MostInFlight says how many requests were being answered at once at the most, on all hosts. A
// request that begins when another ends does not meet it.
func (w *Web) MostInFlight() int { return mostAtOnce(w.Requests()) }

// mostAtOnce counts by the times of the requests and not as they come and go: whoever asks has the
// last byte before the server knows that it is sent.
func mostAtOnce(requests []Request) int {
	type event struct {
		at    time.Time
		delta int
	}
	var events []event
	for _, r := range requests {
		events = append(events, event{r.Time, 1})
		switch {
		case r.Ended.IsZero():
		case r.Ended.After(r.Time):
			events = append(events, event{r.Ended, -1})
		default:
			events = append(events, event{r.Time.Add(1), -1})
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(a.at.Compare(b.at), a.delta-b.delta) })
	now, most := 0, 0
	for _, e := range events {
		now += e.delta
		most = max(most, now)
	}
	return most
}

// A visit is the place in the log of a request that is being answered.
type visit int

// began logs a request and returns its reply.
func (w *Web) began(r Request, h *Host) (visit, Reply) {
	name, port, err := net.SplitHostPort(r.Host)
	if _, numeric := strconv.Atoi(port); err != nil || numeric != nil {
		name = r.Host
	}
	w.mu.Lock()
	if named := w.hosts[strings.TrimSuffix(name, ".")]; named != nil {
		h = named
	}
	v := visit(-1)
	if !w.forgets {
		v = visit(len(w.requests))
		w.requests = append(w.requests, r)
	}
	reply := h.next(r)
	w.mu.Unlock()
	if reply.compute != nil {
		reply = reply.compute(r)
	}
	return v, reply
}

func (w *Web) ended(v visit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v >= 0 {
		w.requests[v].Ended = time.Now()
	}
}

// pause waits; false if the web was closed or whoever asked was gone meanwhile.
func (w *Web) pause(d time.Duration, gone <-chan struct{}) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-w.done:
		return false
	case <-gone:
		return false
	}
}

package fetch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

// Transport returns a RoundTripper for what is asked beside a source, such as registries of
// identifiers: one GET a call, with the Client's guard, host rules, queues, caps, timeouts and user
// agent. Of a request's header only Accept goes out. It follows no redirect, asks nothing again, and
// answers with a body that is decoded and cut at the caps of a source's. Query is the URL of the
// Query that it is asked for, and is told to the Client's Trace. A host that asks us to wait is not
// asked until then.
func (c *Client) Transport(query string) http.RoundTripper { return &beside{c, query} }

// A beside is a Transport.
type beside struct {
	client *Client
	query  string
}

func (b *beside) RoundTrip(req *http.Request) (*http.Response, error) {
	c := b.client
	c.once.Do(func() { c.run = newRun(c) })
	if context.Cause(c.run.ctx) == errClosed {
		return nil, errClosed
	}
	if req.Method != http.MethodGet || req.Body != nil {
		return nil, fmt.Errorf("%s %s: only GET without a body is asked", req.Method, req.URL)
	}
	t, err := parse(req.URL.String(), nil)
	if err != nil {
		return nil, err
	}
	s := &source{run: c.run, q: &checker.Query{URL: t.String()}, purpose: &purpose{b.query, ForRecord}}
	a, err := s.once(req.Context(), t, req.Header.Get("Accept"))
	if err != nil {
		return nil, err
	}
	defer a.release()
	header := a.header.Clone()
	for _, l := range a.locations {
		header.Add("Location", l)
	}
	return &http.Response{
		StatusCode: a.status, Status: fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)), Request: req,
	}, nil
}

// once asks one address a single time.
func (s *source) once(ctx context.Context, t *target, accept string) (*answer, error) {
	if o := s.judgeTarget(t); o != nil {
		return nil, o.err()
	}
	if o := s.disallowed(ctx, t); o != nil {
		return nil, o.err()
	}
	host := s.host(t)
	p, err := s.sched.acquire(ctx, host, back)
	if err != nil {
		return nil, worded(t, &failure{err: err, kind: kindOf(err)}, 0)
	}
	h := &hop{src: s, target: t, host: host, rule: s.rule(t), timeout: s.timeoutFor(t), permit: p, single: true, accept: accept}
	a, f := h.ask(ctx)
	if f != nil {
		return nil, worded(t, f, h.timeout)
	}
	return a, nil
}

// worded is a failure as an error in words.
func worded(t *target, f *failure, timeout time.Duration) error {
	var no *notAsked
	if errors.As(f.err, &no) {
		return no.outcome.err()
	}
	if f.kind == kindEnded {
		return f.err
	}
	return &wordedError{strings.Join(f.outcome(t.name(), timeout).evidence, "; "), f.err}
}

// A wordedError is an error that is told as evidence is.
type wordedError struct {
	words string
	err   error
}

func (e *wordedError) Error() string { return e.words }
func (e *wordedError) Unwrap() error { return e.err }

// err is an outcome as an error in words.
func (o *outcome) err() error { return errors.New(strings.Join(o.evidence, "; ")) }

// IsPrivate reports whether the host of an address is one that is allowed as private, or may be one as
// far as this run has seen: nothing about it is to be told to others.
func (c *Client) IsPrivate(address string) bool {
	c.once.Do(func() { c.run = newRun(c) })
	t, err := parse(address, nil)
	if err != nil || notPublic(t) != "" || c.run.rule(t).AllowPrivate {
		return true
	}
	s := c.run.sched
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hosts[lineKey{t.scheme, t.host, cmp.Or(t.port, defaultPort(t.scheme))}]
	if h == nil {
		return len(c.AllowPrivate) > 0
	}
	return h.private
}

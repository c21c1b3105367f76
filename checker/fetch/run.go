package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/citelint/citelint/checker"
)

type run struct {
	*Client
	http *http.Client
	tr   *http.Transport
}

type outcome struct {
	verdict  checker.Verdict
	cause    checker.Cause
	evidence []string
}

type attempt struct{ dialed atomic.Pointer[countingConn] }

func attemptOf(ctx context.Context) *attempt { return nil }

func newRun(c *Client) *run {
	g := newGuard(c.AllowPrivate, nil)
	n := c.Network
	if n == nil {
		g.own = ownAddresses()
		n = newSystem(g)
	}
	d := &dialer{n, newNames(n), g}
	tr := &http.Transport{DialContext: d.DialContext, TLSClientConfig: &tls.Config{RootCAs: c.Roots, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}
	return &run{Client: c, tr: tr, http: &http.Client{Transport: tr, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (r *run) close() { r.tr.CloseIdleConnections() }

func (r *run) fetch(ctx context.Context, q checker.Query) (checker.Result, error) {
	res := checker.Result{Query: q, Verdict: checker.OK, Checked: time.Now()}
	t, err := parse(q.URL, nil)
	set := func(v checker.Verdict, c checker.Cause, ev ...string) (checker.Result, error) {
		res.Verdict, res.Cause, res.Evidence = v, c, ev
		return res, nil
	}
	if err != nil {
		return set(checker.Skipped, checker.CauseScheme, err.Error())
	}
	for {
		resp, err := r.http.Do((&http.Request{Method: "GET", URL: t.url(), Header: http.Header{"User-Agent": {"citelint"}}}).WithContext(ctx))
		if err != nil {
			var dns *net.DNSError
			var no *refusal
			switch {
			case errors.As(err, &dns) && dns.IsNotFound:
				return set(checker.Dead, checker.CauseNoSuchHost, "no such host")
			case errors.As(err, &no):
				return set(checker.Skipped, no.cause, no.why)
			}
			return set(checker.Unreachable, checker.CauseRefused, err.Error())
		}
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 2<<20))
		resp.Body.Close()
		res.Status = resp.StatusCode
		if resp.StatusCode >= 300 && resp.StatusCode < 400 && len(res.Hops) < 20 {
			res.Hops = append(res.Hops, checker.Hop{URL: t.String(), Status: resp.StatusCode})
			if t, err = parse(resp.Header.Get("Location"), &t); err == nil {
				continue
			}
			return set(checker.Unreachable, checker.CauseRedirectNowhere)
		}
		res.Page.URL = t.String()
		if r.Inspect != nil {
			res.Page = r.Inspect(checker.Response{URL: t.String(), Status: resp.StatusCode, Header: resp.Header, Body: body, Hops: res.Hops}, q).Page
		}
		switch {
		case resp.StatusCode == 404:
			return set(checker.Dead, checker.CauseNotFound, "status 404")
		case resp.StatusCode == 403:
			return set(checker.Blocked, checker.CauseForbidden, "status 403")
		case resp.StatusCode >= 400:
			return set(checker.Unreachable, checker.CauseServerError)
		}
		return set(checker.OK, "", "status 200")
	}
}

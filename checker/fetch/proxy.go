package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// lookupForProxy is how long we look a name up that a proxy will look up again: where only the proxy
// can, each name costs that.
const lookupForProxy = 5 * time.Second

// A proxyError is the proxy's own failure. It says nothing of the source.
type proxyError struct{ why string }

func (e *proxyError) Error() string { return e.why }

// errNoTunnel says that the proxy works, and got no connection to the host.
var errNoTunnel = errors.New("the proxy got no connection")

// proxyFor returns the proxy through which an address is asked; nil if none.
func (r *run) proxyFor(t *target) (*url.URL, error) {
	if r.Proxy == nil {
		return nil, nil
	}
	proxy, err := r.Proxy(&url.URL{Scheme: t.scheme, Host: t.hostPort(), Path: "/"})
	switch {
	case err != nil:
		return nil, &proxyError{"the proxy is not known"}
	case proxy == nil:
		return nil, nil
	}
	switch proxy.Scheme {
	case "https":
		r.proxies.Store(proxy.Hostname(), true)
		return proxy, nil
	case "http", "socks5", "socks5h":
		return proxy, nil
	}
	return nil, &proxyError{"the proxy speaks neither http nor socks5"}
}

// requestURL is the address of a request as net/http wants it. What goes to a proxy as it stands needs
// the host in it, which net/http does not add to an Opaque.
func (h *hop) requestURL() *url.URL {
	u := h.target.url()
	if h.proxy != nil && h.target.scheme == "http" && !strings.HasPrefix(h.proxy.Scheme, "socks") {
		u.Opaque = "//" + u.Host + h.target.path
	}
	return u
}

// handOver is the connections' Proxy. What is handed over is judged here, since the guard would see
// only the proxy: no address of the host may be private. A name that is unknown here is left to the
// proxy.
func (d *dialer) handOver(req *http.Request) (*url.URL, error) {
	ctx := req.Context()
	h := hopOf(ctx)
	if h.proxy == nil {
		return nil, nil
	}
	host := h.target.name()
	addrs := make([]netip.Addr, 1)
	var err error
	if addrs[0], err = netip.ParseAddr(host); err != nil {
		looking, cancel := context.WithTimeout(ctx, lookupForProxy)
		defer cancel()
		if addrs, err = d.names.lookup(looking, host); err != nil {
			addrs = nil
		}
	}
	private, _ := ctx.Value(privateKey{}).(bool)
	for _, a := range addrs {
		if err := d.guard.judge(a, private); err != nil {
			return nil, err
		}
		if d.guard.allows(inner(a)) {
			attemptOf(ctx).ours()
		}
	}
	return h.proxy, ctx.Err()
}

// exemptKey is the context's key for whether a connection is to the configured proxy, which may be
// anywhere.
type exemptKey struct{}

// dialProxy connects to the proxy.
func (d *dialer) dialProxy(ctx context.Context, a *attempt, host, port string) (net.Conn, error) {
	var addrs []netip.Addr
	addr, err := netip.ParseAddr(host)
	if err == nil {
		addrs = []netip.Addr{addr}
	} else if addrs, err = d.names.lookup(ctx, host); err != nil {
		return nil, &proxyError{"the proxy's name could not be looked up"}
	}
	conn, err := d.race(context.WithValue(ctx, exemptKey{}, true), addrs[:min(len(addrs), maxAddresses)], port)
	if err != nil {
		return nil, &proxyError{"the proxy does not answer"}
	}
	c := &countingConn{Conn: conn}
	a.dialed.Store(c)
	return c, nil
}

// connected reads a proxy's answer to CONNECT.
func connected(ctx context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
	switch {
	case resp.StatusCode == http.StatusOK:
		attemptOf(ctx).tunneled()
		return nil
	case resp.StatusCode == http.StatusProxyAuthRequired:
		return errProxyPassword
	case resp.StatusCode >= 500:
		return errNoTunnel
	}
	return &proxyError{fmt.Sprintf("the proxy refused: status %d", resp.StatusCode)}
}

var errProxyPassword = &proxyError{"the proxy asks for a password"}

// tunneled says that what comes now comes from the host.
func (a *attempt) tunneled() {
	a.through.Store(true)
	a.dialed.Load().restart()
}

// proxyKind tells the proxy's failures from the host's, before the host could be heard. The library
// gives those of SOCKS no types: until five bytes came, the proxy has not spoken of the host.
func (a *attempt) proxyKind(err error) kind {
	var op *net.OpError
	switch {
	case errors.Is(err, errNoTunnel), errors.As(err, &op) && op.Op == "socks connect" && a.came() > 4:
		return kindNoTunnel
	case context.Cause(a) == errNoHeaders && a.dialed.Load() != nil:
		return kindNoTunnel
	case context.Cause(a) != errNoHeaders && a.Err() != nil:
		return kindEnded
	}
	return kindProxy
}

// verifyProxy verifies a proxy's certificate where the hosts' are not.
func (r *run) verifyProxy(state tls.ConnectionState) error {
	if _, ok := r.proxies.Load(state.ServerName); !ok {
		return nil
	}
	between := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: r.Roots, Intermediates: between, DNSName: state.ServerName})
	return err
}

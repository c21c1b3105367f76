package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 10 * time.Second
	nextAddress    = 250 * time.Millisecond // head start of an address over the next (RFC 8305, section 5)
	maxAddresses   = 8                      // of one name that are dialed
	dialsPerTry    = 3
	streamsPerTry  = 2 // of HTTP/2
)

// errReplayed ends the retries that net/http makes on its own, with no limit and asking nobody. A
// server that ended each connection of HTTP/2 with GOAWAY was dialed 5,500 times in nine seconds; one
// that reset a request of HTTP/1.1 was asked again at once on every idle connection there was; one
// that refused its streams was asked 18 times in a minute and a half.
var errReplayed = errors.New("the host ends every connection")

// A dialer connects to hosts: it looks the name up, asks the guard about each address, and dials
// those that are allowed.
type dialer struct {
	net   Network
	names *names
	guard *guard
}

// A connectError is a failure to connect: the name was found, and no address of it answered.
type connectError struct {
	timeout bool
	err     error
}

func (e *connectError) Error() string { return "connecting: " + e.err.Error() }
func (e *connectError) Unwrap() error { return e.err }

func (d *dialer) DialContext(ctx context.Context, _, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	a := attemptOf(ctx)
	if a != nil && (a.sent.Load() || a.dials.Add(1) > dialsPerTry) {
		return nil, errReplayed
	}
	ctx, cancel := context.WithTimeoutCause(ctx, connectTimeout, errConnectTimeout)
	defer cancel()
	if a != nil && a.hop.proxy != nil {
		return d.dialProxy(ctx, a, host, port)
	}
	addrs, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	conn, err := d.race(ctx, addrs, port)
	var no *refusal
	switch {
	case errors.As(err, &no):
		return nil, no
	case err != nil:
		return nil, &connectError{timedOut(ctx, err), err}
	}
	c := &countingConn{Conn: conn}
	if a != nil {
		a.dialed.Store(c)
		a.hop.src.weather.connected()
	}
	return c, nil
}

var errConnectTimeout = errors.New("no connection in time")

func timedOut(ctx context.Context, err error) bool {
	var n net.Error
	return context.Cause(ctx) == errConnectTimeout || errors.As(err, &n) && n.Timeout()
}

// addresses returns those addresses of a host that may be dialed; a *refusal if there is none.
func (d *dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs := []netip.Addr{}
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = append(addrs, a)
	} else if addrs, err = d.names.lookup(ctx, host); err != nil {
		return nil, err
	}
	private, _ := ctx.Value(privateKey{}).(bool)
	var allowed []netip.Addr
	var refused error
	for _, a := range addrs {
		if err := d.guard.judge(a, private); err != nil {
			refused = err
			continue
		}
		allowed = append(allowed, a.Unmap())
		if d.guard.allows(inner(a)) {
			attemptOf(ctx).ours()
		}
	}
	if len(allowed) == 0 {
		return nil, refused
	}
	return allowed[:min(len(allowed), maxAddresses)], nil
}

// race dials one address after the other, each with a head start, and returns the first connection.
func (d *dialer) race(ctx context.Context, addrs []netip.Addr, port string) (net.Conn, error) {
	dial := func(ctx context.Context, a netip.Addr) (net.Conn, error) {
		network := "tcp4"
		if a.Is6() {
			network = "tcp6"
		}
		return d.net.DialContext(ctx, network, net.JoinHostPort(a.String(), port))
	}
	if len(addrs) == 1 {
		return dial(ctx, addrs[0])
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type dialed struct {
		conn net.Conn
		err  error
	}
	outcomes := make(chan dialed)
	next, running := 0, 0
	start := func() {
		a := addrs[next]
		next++
		running++
		go func() {
			conn, err := dial(ctx, a)
			select {
			case outcomes <- dialed{conn, err}:
			case <-ctx.Done():
				if conn != nil {
					conn.Close()
				}
			}
		}()
	}
	start()
	turn := time.NewTicker(nextAddress)
	defer turn.Stop()
	var first error
	for running > 0 {
		select {
		case o := <-outcomes:
			if o.err == nil {
				return o.conn, nil
			}
			running--
			if first == nil {
				first = o.err
			}
			if next < len(addrs) {
				start()
			}
		case <-turn.C:
			if next < len(addrs) {
				start()
			}
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	return nil, first
}

// A countingConn knows how many bytes came, and what they began with: what has no error type is
// told apart by that.
type countingConn struct {
	net.Conn
	read  atomic.Int64
	first atomic.Int32 // the first byte and 1<<8; 0 before it
	cut   atomic.Bool  // reading has failed: nothing more comes
	mute  atomic.Bool  // nothing more is sent
}

func (c *countingConn) Write(p []byte) (int, error) {
	if c.mute.Load() {
		return 0, errReplayed
	}
	return c.Conn.Write(p)
}

func (c *countingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && c.read.Add(int64(n)) == int64(n) {
		c.first.Store(1<<8 | int32(p[0]))
	}
	if err != nil {
		c.cut.Store(true)
	}
	return n, err
}

// restart forgets what came so far: it was a proxy's.
func (c *countingConn) restart() {
	c.read.Store(0)
	c.first.Store(0)
}

// cutInHead reports whether the connection ended within what began as an answer of HTTP/1, which
// net/http calls malformed.
func (c *countingConn) cutInHead() bool {
	first := c.first.Load()
	return c.cut.Load() && first == 1<<8|'H'
}

// spokeTLS reports whether the first byte is that of a TLS handshake or alert record (RFC 8446,
// section 5.1).
func (c *countingConn) spokeTLS() bool {
	first := c.first.Load()
	return first == 1<<8|0x16 || first == 1<<8|0x15
}

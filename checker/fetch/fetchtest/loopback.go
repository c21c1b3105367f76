package fetchtest

import (
	"context"
	"net"
	"net/netip"
	"sync"
)

// A Loopback is a Web whose hosts have the names, addresses and faults that they have in memory,
// but answer on real sockets of the loopback network. It is a fetch.Network, too.
type Loopback struct {
	*Web
	mu sync.Mutex // held while a socket is opened
}

// Loopback puts the web onto real sockets.
func (w *Web) Loopback() *Loopback { return &Loopback{Web: w} }

// DialContext connects to a socket of the host that has the address.
func (l *Loopback) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	h, secure, err := l.reach(ctx, network, address)
	if err != nil {
		return nil, err
	}
	at, err := l.socket(h, secure)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	return d.DialContext(ctx, "tcp4", at.String())
}

// socket returns where a host listens.
func (l *Loopback) socket(h *Host, secure bool) (netip.AddrPort, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, ok := h.sockets[secure]; ok {
		return at, nil
	}
	at, err := h.listen(secure, func() {})
	if err != nil {
		return at, err
	}
	if h.sockets == nil {
		h.sockets = map[bool]netip.AddrPort{}
	}
	h.sockets[secure] = at
	return at, nil
}

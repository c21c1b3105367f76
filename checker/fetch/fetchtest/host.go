package fetchtest

import (
	"crypto/tls"
	"net"
	"net/netip"
	"strings"
)

// A Host is one host of a Web. Its methods describe it and return it.
type Host struct {
	web     *Web
	name    string
	addrs   []netip.Addr
	answers func(lookup int) []netip.Addr
	fault   Fault
	http2   bool
	frames  func(net.Conn)
	wire    func(net.Conn)
	asks    bool                    // for a certificate
	sockets map[bool]netip.AddrPort // that listen for a Loopback, by whether they speak TLS
	ports   map[uint16]bool         // further ports; true: TLS
	pages   map[string]*page
	rest    *page
}

// A page gives its replies one after the other, and then the last one for good.
type page struct {
	replies []Reply
	asked   int
}

// A Fault is what is wrong with a whole host.
type Fault int

// The faults of hosts. The zero Fault is none.
const (
	NoSuchHost Fault = iota + 1 // the name does not resolve
	ServFail                    // its look-up fails
	Refused                     // connections are refused
	Unroutable                  // connections are never made
	Silent                      // connections are made, and nothing is ever answered
	Expired                     // the certificate ended on 1999-06-30
	WrongName                   // the certificate is for another name
	SelfSigned                  // the certificate is signed by itself
	Incomplete                  // the intermediate certificate is not sent; the host says that it is at Issuer
	OldTLS                      // TLS 1.0 only
	PlainOnTLS                  // plain HTTP on the port of https
	Hangup                      // the TLS handshake just ends
)

// Page says what a path (with its query, as it stands in the request line) answers: the replies
// in order, one a request, the last one for good.
func (h *Host) Page(path string, replies ...Reply) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	if h.pages == nil {
		h.pages = map[string]*page{}
	}
	h.pages[path] = &page{replies: replies}
	return h
}

// Rest says what all other paths answer. Without it they answer 404.
func (h *Host) Rest(replies ...Reply) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.rest = &page{replies: replies}
	return h
}

// Fault breaks the host.
func (h *Host) Fault(f Fault) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.fault = f
	return h
}

// At gives the host other addresses.
func (h *Host) At(addrs ...string) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.addrs = nil
	for _, a := range addrs {
		h.addrs = append(h.addrs, netip.MustParseAddr(a))
	}
	return h
}

// Resolves computes the addresses of each look-up, from the first (1) on. It does not change where
// the host is reached: that is for At.
func (h *Host) Resolves(answers func(lookup int) []netip.Addr) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.answers = answers
	return h
}

// HTTP2 lets the host speak HTTP/2 on port 443, with those who ask for it.
func (h *Host) HTTP2() *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.http2 = true
	return h
}

// Frames lets serve speak HTTP/2 on each connection on which it was agreed on, so that it can
// misbehave. The connection is closed when serve returns. Who asks for HTTP/1.1 gets the pages.
func (h *Host) Frames(serve func(net.Conn)) *Host {
	h.HTTP2()
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.frames = serve
	return h
}

// Wire lets serve do what it likes with each connection, before any TLS. The connection is closed
// when it returns.
func (h *Host) Wire(serve func(net.Conn)) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.wire = serve
	return h
}

// AsksCertificate lets the host ask for a certificate, whoever signed it, and refuse who has none.
func (h *Host) AsksCertificate() *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	h.asks = true
	return h
}

// Port opens a further port.
func (h *Host) Port(port uint16, secure bool) *Host {
	h.web.mu.Lock()
	defer h.web.mu.Unlock()
	if h.ports == nil {
		h.ports = map[uint16]bool{}
	}
	h.ports[port] = secure
	return h
}

// Listen opens a socket on loopback for the host, and returns its address. The host answers there
// as it does in memory, over TLS if secure.
func (h *Host) Listen(secure bool) (netip.AddrPort, error) {
	return h.listen(secure, func() {
		h.web.mu.Lock()
		defer h.web.mu.Unlock()
		h.web.dials[h.name]++
	})
}

// listen calls accepted for each connection that comes in.
func (h *Host) listen(secure bool, accepted func()) (netip.AddrPort, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return netip.AddrPort{}, err
	}
	w := h.web
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sockets = append(w.sockets, l)
	w.serving.Add(1)
	go func() {
		defer w.serving.Done()
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted()
			w.serve(socket{c.(*net.TCPConn)}, h, secure)
		}
	}()
	return netip.MustParseAddrPort(l.Addr().String()), nil
}

// MostInFlight says how many requests the host was answering at once at the most.
func (h *Host) MostInFlight() int { return mostAtOnce(h.Requests()) }

// Requests returns the requests that came in for the host.
func (h *Host) Requests() []Request {
	var mine []Request
	for _, r := range h.web.Requests() {
		if host, _, _ := strings.Cut(r.Host, ":"); r.Host == h.name || host == h.name {
			mine = append(mine, r)
		}
	}
	return mine
}

func (h *Host) listens(port uint16) bool {
	_, more := h.ports[port]
	return port == 80 || port == 443 || more
}

func (h *Host) secure(port uint16) bool { return port == 443 || h.ports[port] }

// next returns the reply to a request. The web is locked.
func (h *Host) next(r Request) Reply {
	p := h.pages[r.Path]
	if p == nil {
		p = h.rest
	}
	if p == nil || len(p.replies) == 0 {
		return Status(404)
	}
	reply := p.replies[min(p.asked, len(p.replies)-1)]
	p.asked++
	return reply
}

// tlsConfig returns how the host speaks TLS.
func (h *Host) tlsConfig() *tls.Config {
	ca := h.web.authority()
	c := &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		name := hello.ServerName
		if name == "" {
			name = h.name
		}
		return ca.certificate(name, h.fault)
	}}
	if h.fault == OldTLS {
		c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
	}
	if h.asks {
		c.ClientAuth = tls.RequireAnyClientCert
	}
	if h.http2 {
		c.NextProtos = []string{"h2", "http/1.1"}
	}
	return c
}

package fetchtest

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// Proxy makes the host a proxy for HTTP on all its ports, over CONNECT and with whole addresses; over
// TLS, which agrees on HTTP/1.1 alone, with those who begin it. If user is not empty ("name:password")
// it serves nobody else.
func (h *Host) Proxy(user string) *Host {
	return h.Wire(func(c net.Conn) {
		c, r, err := h.unwrap(c)
		if err != nil {
			return
		}
		req, err := readRequest(r, "proxy")
		if err != nil {
			return
		}
		seen := req
		seen.Host = h.name
		v, _ := h.web.began(seen, h)
		defer h.web.ended(v)
		if want := "Basic " + base64.StdEncoding.EncodeToString([]byte(user)); user != "" && req.Header.Get("Proxy-Authorization") != want {
			io.WriteString(c, "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			return
		}
		far, err := h.web.far(req.Host, "80")
		switch {
		case err != nil:
			io.WriteString(c, "HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		case req.Method == http.MethodConnect:
			defer far.Close()
			io.WriteString(c, "HTTP/1.1 200 Yes\r\n\r\n")
			splice(c, far)
		default:
			defer far.Close()
			_, path, _ := strings.Cut(strings.TrimPrefix(req.Path, "http://"), "/")
			fmt.Fprintf(far, "%s /%s HTTP/1.1\r\nHost: %s\r\n", req.Method, path, req.Host)
			header := req.Header.Clone()
			header.Del("Proxy-Authorization")
			header.Write(far)
			io.WriteString(far, "\r\n")
			resp, err := http.ReadResponse(bufio.NewReader(far), nil)
			if err != nil {
				return
			}
			resp.Close = true
			resp.Write(c)
		}
	})
}

// unwrap begins TLS with who begins it.
func (h *Host) unwrap(c net.Conn) (net.Conn, *bufio.Reader, error) {
	r := bufio.NewReader(c)
	const handshake = 0x16 // RFC 8446, section 5.1
	if first, err := r.Peek(1); err != nil || first[0] != handshake {
		return c, r, err
	}
	certificate, err := h.web.Certificate(h.name)
	if err != nil {
		return nil, nil, err
	}
	secure := tls.Server(&readConn{c, r}, &tls.Config{Certificates: []tls.Certificate{*certificate}, NextProtos: []string{"http/1.1"}})
	return secure, bufio.NewReader(secure), secure.Handshake()
}

// A readConn has been read from.
type readConn struct {
	net.Conn
	rest *bufio.Reader
}

func (c *readConn) Read(p []byte) (int, error) { return c.rest.Read(p) }

// Socks makes the host a proxy for SOCKS5 (RFC 1928) on all its ports. If user is not empty
// ("name:password") it serves nobody else.
func (h *Host) Socks(user string) *Host {
	return h.Wire(func(c net.Conn) {
		part := func(n int) []byte {
			b := make([]byte, n)
			if _, err := io.ReadFull(c, b); err != nil {
				return make([]byte, n)
			}
			return b
		}
		part(int(part(2)[1]))
		if user == "" {
			c.Write([]byte{5, 0})
		} else {
			c.Write([]byte{5, 2})
			name := part(int(part(2)[1]))
			password := part(int(part(1)[0]))
			if string(name)+":"+string(password) != user {
				c.Write([]byte{1, 1})
				return
			}
			c.Write([]byte{1, 0})
		}
		host := ""
		switch part(4)[3] {
		case 1:
			host = netip.AddrFrom4([4]byte(part(4))).String()
		case 3:
			host = string(part(int(part(1)[0])))
		case 4:
			host = netip.AddrFrom16([16]byte(part(16))).String()
		}
		p := part(2)
		address := net.JoinHostPort(host, strconv.Itoa(int(p[0])<<8|int(p[1])))
		v, _ := h.web.began(Request{Method: "SOCKS", Scheme: "proxy", Host: h.name, Path: address}, h)
		defer h.web.ended(v)
		far, err := h.web.far(address, "")
		if err != nil {
			c.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0})
			return
		}
		defer far.Close()
		c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		splice(c, far)
	})
}

// far connects to a host for a proxy.
func (w *Web) far(address, port string) (net.Conn, error) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(strings.Trim(address, "[]"), port)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	h := w.hosts[host]
	w.mu.Unlock()
	if h == nil {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return w.DialContext(ctx, "tcp", net.JoinHostPort(h.addrs[0].String(), port))
}

// splice copies both ways until one end closes.
func splice(a, b net.Conn) {
	done := make(chan struct{})
	go func() {
		io.Copy(a, b)
		a.Close()
		close(done)
	}()
	io.Copy(b, a)
	b.Close()
	<-done
}

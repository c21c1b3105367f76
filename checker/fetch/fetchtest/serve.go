package fetchtest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A killer is the server's end of a connection that can be reset.
type killer interface {
	net.Conn
	kill()
	gone() <-chan struct{} // closed when the other end closes; nil if that cannot be told
}

// A socket is the server's end of a connection on loopback.
type socket struct{ *net.TCPConn }

func (s socket) kill() {
	s.SetLinger(0)
	s.Close()
}

func (s socket) gone() <-chan struct{} { return nil }

// connected answers on a connection until it ends.
func (w *Web) connected(c killer, h *Host, secure bool) {
	switch {
	case h.wire != nil:
		h.wire(c)
		return
	case h.fault == Silent:
		io.Copy(io.Discard, c)
		return
	case secure && h.fault == Hangup:
		c.Read(make([]byte, 1))
		return
	case !secure || h.fault == PlainOnTLS:
		w.http1(c, c, h, "http")
		return
	}
	t := tls.Server(c, h.tlsConfig())
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	err := t.HandshakeContext(ctx)
	cancel()
	if err != nil {
		return
	}
	defer t.Close()
	if t.ConnectionState().NegotiatedProtocol == "h2" {
		if h.frames != nil {
			h.frames(t)
			return
		}
		w.server2().serve(t)
		return
	}
	w.http1(c, t, h, "https")
}

// http1 answers requests of HTTP/1.1. It is a server of its own, since net/http's refuses targets
// that browsers send, such as /100%, and cannot misbehave.
func (w *Web) http1(under killer, c net.Conn, h *Host, scheme string) {
	r := bufio.NewReader(c)
	for {
		req, err := readRequest(r, scheme)
		if err != nil {
			if !errors.Is(err, io.EOF) {
				io.WriteString(c, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			}
			return
		}
		v, reply := w.began(req, h)
		again := w.answer(under, c, req, reply)
		w.ended(v)
		if !again {
			return
		}
	}
}

func readRequest(r *bufio.Reader, scheme string) (Request, error) {
	t := textproto.NewReader(r)
	line, err := t.ReadLine()
	if err != nil {
		return Request{}, err
	}
	method, rest, _ := strings.Cut(line, " ")
	path, proto, ok := strings.Cut(rest, " ")
	if !ok || !strings.HasPrefix(proto, "HTTP/1.") {
		return Request{}, fmt.Errorf("no request line: %q", line)
	}
	header, err := t.ReadMIMEHeader()
	if err != nil {
		return Request{}, err
	}
	host := header.Get("Host")
	header.Del("Host")
	return Request{Method: method, Scheme: scheme, Host: host, Path: path, Proto: proto, Header: http.Header(header), Time: time.Now()}, nil
}

// answer sends a reply; false if the connection is to end.
func (w *Web) answer(under killer, c net.Conn, req Request, r Reply) bool {
	if !w.pause(r.Delay, under.gone()) {
		return false
	}
	switch {
	case r.Reset:
		under.kill()
		return false
	case r.stream != nil:
		_ = r.stream(c) // whoever asked may be gone
		return false
	case r.Raw != "":
		io.WriteString(c, r.Raw)
		return false
	}
	var head bytes.Buffer
	status := r.Status
	if status == 0 {
		status = 200
	}
	fmt.Fprintf(&head, "HTTP/1.1 %03d %s\r\n", status, http.StatusText(status))
	keep := !r.Endless && !r.Cut && !strings.EqualFold(r.Header.Get("Connection"), "close")
	switch bodyless := status < 200 || status == 204 || status == 304; {
	case r.Length != 0:
		fmt.Fprintf(&head, "Content-Length: %d\r\n", r.Length)
		keep = false
	case keep && !bodyless:
		fmt.Fprintf(&head, "Content-Length: %d\r\n", len(r.Body))
	}
	r.Header.Write(&head)
	head.WriteString("\r\n")
	if req.Method == http.MethodHead {
		r.Body, r.Endless = nil, false
	}
	if s, ok := c.(socket); ok && r.Pace == 0 && !r.Endless {
		_, err := (&net.Buffers{head.Bytes(), r.Body}).WriteTo(s.TCPConn)
		return err == nil && keep
	}
	if r.Pace == 0 && !r.Endless {
		head.Write(r.Body)
		_, err := c.Write(head.Bytes())
		return err == nil && keep
	}
	if _, err := c.Write(head.Bytes()); err != nil {
		return false
	}
	return w.body(c, r, under.gone()) && keep
}

// body sends a body bit by bit, or without end.
func (w *Web) body(c io.Writer, r Reply, gone <-chan struct{}) bool {
	for {
		bit := r.Body
		for len(bit) > 0 {
			n := len(bit)
			if r.Pace > 0 {
				n = 1
				if !w.pause(r.Pace, gone) {
					return false
				}
			}
			if _, err := c.Write(bit[:n]); err != nil {
				return false
			}
			if f, ok := c.(http.Flusher); ok {
				f.Flush()
			}
			bit = bit[n:]
		}
		if !r.Endless || len(r.Body) == 0 {
			return true
		}
	}
}

// An http2Server lets net/http speak HTTP/2 on connections that were made elsewhere.
type http2Server struct {
	web    *Web
	server *http.Server
	conns  chan net.Conn
	done   chan struct{}
	once   sync.Once
}

func (w *Web) server2() *http2Server {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.http2 == nil {
		s := &http2Server{web: w, conns: make(chan net.Conn), done: make(chan struct{})}
		s.server = &http.Server{Handler: s, ErrorLog: log.New(io.Discard, "", 0)}
		w.http2 = s
		if w.closed {
			s.close()
		}
		w.serving.Add(1)
		go func() {
			defer w.serving.Done()
			s.server.Serve(s)
		}()
	}
	return w.http2
}

// serve hands a connection over, and returns when the server is closed.
func (s *http2Server) serve(t *tls.Conn) {
	select {
	case s.conns <- t:
	case <-s.done:
		return
	}
	<-s.done
}

// Accept, Close and Addr make it a net.Listener.
func (s *http2Server) Accept() (net.Conn, error) {
	select {
	case c := <-s.conns:
		return c, nil
	case <-s.done:
		return nil, net.ErrClosed
	}
}

// Close does nothing: the web closes the server.
func (s *http2Server) Close() error   { return nil }
func (s *http2Server) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443} }

func (s *http2Server) close() {
	s.once.Do(func() { close(s.done) })
	s.server.Close()
}

func (s *http2Server) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	path := r.RequestURI
	req := Request{Method: r.Method, Scheme: "https", Host: r.Host, Path: path, Proto: r.Proto, Header: r.Header, Time: time.Now()}
	v, reply := s.web.began(req, s.web.Host(strings.TrimSuffix(r.Host, ":443")))
	defer s.web.ended(v)
	gone := r.Context().Done()
	if !s.web.pause(reply.Delay, gone) || reply.Reset || reply.Raw != "" || reply.stream != nil {
		panic(http.ErrAbortHandler)
	}
	for k, vs := range reply.Header {
		rw.Header()[k] = vs
	}
	if reply.Length != 0 {
		rw.Header().Set("Content-Length", strconv.Itoa(reply.Length))
	}
	if reply.Status != 0 {
		rw.WriteHeader(reply.Status)
	}
	if !s.web.body(rw, reply, gone) || reply.Cut {
		panic(http.ErrAbortHandler)
	}
}

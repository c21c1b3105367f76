package fetchtest

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// pipeBuffer is how much a sender is ahead of the receiver at most.
const pipeBuffer = 64 << 10

// newPipe returns the two ends of a connection in memory. Unlike those of net.Pipe they are
// buffered, as sockets are: when both ends write at once, as TLS does that is being refused, neither
// waits for the other.
func newPipe() (server, client *pipe) {
	up, down := newStream(), newStream()
	return &pipe{in: up, out: down}, &pipe{in: down, out: up}
}

// A pipe is one end of a connection in memory.
type pipe struct{ in, out *stream }

func (p *pipe) Read(b []byte) (int, error)  { return p.in.read(b) }
func (p *pipe) Write(b []byte) (int, error) { return p.out.write(b) }

func (p *pipe) Close() error {
	p.in.shut(func(s *stream) {
		if !s.deaf {
			s.deaf = true
			close(s.gone)
		}
	})
	p.out.shut(func(s *stream) { s.ended = true })
	return nil
}

func (p *pipe) gone() <-chan struct{} { return p.out.gone }

// kill ends the connection as a reset does: what was sent and not yet read is lost.
func (p *pipe) kill() {
	p.out.shut(func(s *stream) { s.buf, s.reset = nil, true })
	p.Close()
}

func (p *pipe) LocalAddr() net.Addr  { return pipeAddr{} }
func (p *pipe) RemoteAddr() net.Addr { return pipeAddr{} }

func (p *pipe) SetDeadline(t time.Time) error {
	p.in.readUntil.set(p.in, t)
	p.out.writeUntil.set(p.out, t)
	return nil
}

func (p *pipe) SetReadDeadline(t time.Time) error {
	p.in.readUntil.set(p.in, t)
	return nil
}

func (p *pipe) SetWriteDeadline(t time.Time) error {
	p.out.writeUntil.set(p.out, t)
	return nil
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// A stream is one direction of a connection.
type stream struct {
	mu         sync.Mutex
	changed    *sync.Cond
	buf        []byte
	ended      bool          // the sender has closed
	deaf       bool          // the receiver has closed
	gone       chan struct{} // closed when deaf is set
	reset      bool
	readUntil  deadline
	writeUntil deadline
}

func newStream() *stream {
	s := &stream{gone: make(chan struct{})}
	s.changed = sync.NewCond(&s.mu)
	return s
}

func (s *stream) shut(change func(*stream)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
	s.changed.Broadcast()
}

func (s *stream) read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.buf) == 0 {
		switch {
		case s.deaf:
			return 0, net.ErrClosed
		case s.reset:
			return 0, &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
		case s.ended:
			return 0, io.EOF
		case s.readUntil.passed:
			return 0, os.ErrDeadlineExceeded
		case len(b) == 0:
			return 0, nil
		}
		s.changed.Wait()
	}
	n := copy(b, s.buf)
	s.buf = s.buf[n:]
	s.changed.Broadcast()
	return n, nil
}

func (s *stream) write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	written := 0
	for len(b) > 0 {
		switch {
		case s.ended:
			return written, net.ErrClosed
		case s.deaf:
			return written, &net.OpError{Op: "write", Net: "tcp", Err: os.NewSyscallError("write", syscall.EPIPE)}
		case s.writeUntil.passed:
			return written, os.ErrDeadlineExceeded
		case len(s.buf) >= pipeBuffer:
			s.changed.Wait()
			continue
		}
		n := min(len(b), pipeBuffer-len(s.buf))
		s.buf = append(s.buf, b[:n]...)
		b = b[n:]
		written += n
		s.changed.Broadcast()
	}
	return written, nil
}

// A deadline is one of a stream's two; the stream's mutex guards it.
type deadline struct {
	passed bool
	timer  *time.Timer
	times  int // that it was set
}

func (d *deadline) set(s *stream, t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	d.times++
	d.passed = false
	if t.IsZero() {
		return
	}
	mine := d.times
	d.timer = time.AfterFunc(time.Until(t), func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if d.times == mine {
			d.passed = true
			s.changed.Broadcast()
		}
	})
}

package fetch

import (
	"bufio"
	"compress/gzip"
	"io"
	"sync"
)

const (
	spareBytes = 64 << 10      // a new buffer for a body has at least
	keptBytes  = 2 * freeBytes // a larger one is not kept
)

// A spare keeps what reading a body takes, for the next one.
type spare struct {
	bodies  sync.Pool // of *[]byte, from spareBytes to keptBytes
	mediums sync.Pool // of *[]byte, of capText
	zippers sync.Pool // of *unzipper
}

// buffer returns an empty buffer for a body of so many bytes.
func (s *spare) buffer(n int) []byte {
	if b, ok := s.bodies.Get().(*[]byte); ok && cap(*b) >= n {
		return (*b)[:0]
	}
	return make([]byte, 0, max(n, spareBytes))
}

// enlarge moves a body that has come so far into a buffer that holds capText.
func (s *spare) enlarge(body []byte) []byte {
	var larger []byte
	if b, ok := s.mediums.Get().(*[]byte); ok {
		larger = (*b)[:0]
	} else {
		larger = make([]byte, 0, capText)
	}
	larger = append(larger, body...)
	s.keep(body)
	return larger
}

// take takes an answer's body away, for another to come. Nobody may look at it any more.
func (s *spare) take(a *answer) {
	body := a.body
	a.body = nil
	if !a.lent {
		s.keep(body)
	}
}

func (s *spare) keep(body []byte) {
	switch n := cap(body); {
	case n == capText:
		s.mediums.Put(&body)
	case n >= spareBytes && n <= keptBytes:
		s.bodies.Put(&body)
	}
}

func (s *spare) unzipper() *unzipper {
	if z, ok := s.zippers.Get().(*unzipper); ok {
		return z
	}
	return &unzipper{in: bufio.NewReader(nil)}
}

// An unzipper undoes gzip, where there is any.
type unzipper struct {
	in *bufio.Reader
	z  gzip.Reader
}

const gzipMagic = "\x1f\x8b"

// unzip returns what r holds, decoded if it is gzip's.
func (z *unzipper) unzip(r io.Reader) (io.Reader, error) {
	z.in.Reset(r)
	if magic, _ := z.in.Peek(2); string(magic) != gzipMagic {
		return z.in, nil
	}
	if err := z.z.Reset(z.in); err != nil {
		return nil, err
	}
	return &z.z, nil
}

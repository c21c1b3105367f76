package fetch

import (
	"bufio"
	"compress/gzip"
	"io"
	"slices"
	"sync"
)

// bufferSizes are those of the buffers that are kept. A body that outgrows one moves into the next, so
// that what it leaves serves another.
var bufferSizes = [...]int{64 << 10, freeBytes, mediumBytes, capText}

// A spare keeps what reading a body takes, for the next one.
type spare struct {
	bodies  [len(bufferSizes)]sync.Pool // of *[]byte
	zippers sync.Pool                   // of *unzipper
}

// buffer returns an empty buffer for a body of so many bytes.
func (s *spare) buffer(n int) []byte {
	for i, size := range bufferSizes {
		if n > size {
			continue
		}
		if b, ok := s.bodies[i].Get().(*[]byte); ok {
			return (*b)[:0]
		}
		return make([]byte, 0, size)
	}
	return make([]byte, 0, n)
}

// enlarge moves a body that has come so far into a buffer for so many bytes.
func (s *spare) enlarge(body []byte, n int) []byte {
	larger := append(s.buffer(n), body...)
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
	if i := slices.Index(bufferSizes[:], cap(body)); i >= 0 {
		s.bodies[i].Put(&body)
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

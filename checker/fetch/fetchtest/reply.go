package fetchtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"time"
)

// A Reply is one answer of a server. The zero Reply is 200 without a body. The functions and methods
// of this package make the usual ones; each method returns a changed copy.
type Reply struct {
	Status  int // 0: 200
	Header  http.Header
	Body    []byte
	Delay   time.Duration // before the answer
	Pace    time.Duration // before each byte of the body
	Length  int           // a Content-Length that is not true; 0: the true one
	Endless bool          // the body is sent again and again
	Raw     string        // sent instead of all else; the connection is closed then
	Reset   bool          // the connection is reset instead
	Cut     bool          // the connection is closed after the body, whatever was promised
	compute func(Request) Reply
	stream  func(io.Writer) error
}

// HTML is an ordinary page in English: its title as title and as heading, and paragraphs.
func HTML(title string, paragraphs ...string) Reply {
	var b strings.Builder
	t := html.EscapeString(title)
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body><h1>%s</h1>\n", t, t)
	for _, p := range paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	b.WriteString("</body></html>\n")
	return Text("text/html; charset=utf-8", b.String())
}

// Text is a body of any type.
func Text(contentType, body string) Reply {
	return Reply{Body: []byte(body)}.With("Content-Type", contentType)
}

// Status is an answer with that status and a short text.
func Status(code int) Reply {
	if code < 200 || code == 204 || code == 205 || code == 304 {
		return Reply{Status: code}
	}
	r := Text("text/plain; charset=utf-8", fmt.Sprintf("%d %s\n", code, http.StatusText(code)))
	r.Status = code
	return r
}

// Redirect sends on to a location, which stands in the header as it is.
func Redirect(code int, location string) Reply {
	return Reply{Status: code}.With("Location", location)
}

// Raw sends bytes that need not be HTTP, and closes the connection.
func Raw(bytes string) Reply { return Reply{Raw: bytes} }

// Stream lets write send the whole answer, status line and all, over HTTP/1.1; the connection is
// closed when it returns. It must stop at the first error: that is how it learns that nobody reads.
func Stream(write func(io.Writer) error) Reply { return Reply{stream: write} }

// Reset resets the connection; over HTTP/2, the stream.
func Reset() Reply { return Reply{Reset: true} }

// Func computes the reply from the request.
func Func(reply func(Request) Reply) Reply { return Reply{compute: reply} }

// With adds a header.
func (r Reply) With(key, value string) Reply {
	r.Header = r.Header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Add(key, value)
	return r
}

// As sets the status.
func (r Reply) As(status int) Reply {
	r.Status = status
	return r
}

// After sets how long the answer takes.
func (r Reply) After(d time.Duration) Reply {
	r.Delay = d
	return r
}

// Dripping sets how long each byte of the body takes.
func (r Reply) Dripping(d time.Duration) Reply {
	r.Pace = d
	return r
}

// Forever sends the body again and again.
func (r Reply) Forever() Reply {
	r.Endless = true
	return r
}

// Gzipped compresses the body and says so.
func (r Reply) Gzipped() Reply {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(r.Body)
	z.Close()
	r.Body = b.Bytes()
	return r.With("Content-Encoding", "gzip")
}

package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/citelint/citelint/checker"
)

// How many decoded bytes are read at most.
const (
	capText      = 2 << 20
	capTextAsked = 8 << 20 // if a quotation or a fragment is asked
	capPDF       = 32 << 20
	capError     = 256 << 10
	capOther     = 4 << 10
	bombBytes    = 1 << 20 // decoding stops when more has come out at over
	bombRatio    = 100     // as many times what went in
	freeBytes    = 96 << 10
	mediumBytes  = 384 << 10
	mediumAtOnce = 20 // bodies over freeBytes in memory
	bigAtOnce    = 4  // bodies over mediumBytes
	largeAtOnce  = 4  // bodies over capText
	noteHeaders  = 64 << 10
	sniffedBytes = 512
	pdfMagic     = "%PDF-"
	maxMediaType = 255 // RFC 6838, section 4.2: two names of at most 127
)

// errCut says that the body ended before its promised end.
var errCut = errors.New("the body ended early")

// An answer is what one address answered.
type answer struct {
	target    *target
	status    int
	header    http.Header // without Location
	locations []string
	cookies   string // that were sent
	permit    *permit
	places    []chan struct{} // where places for larger bodies are held
	attempts  int
	known     *checker.Page // that has not changed; nil if that was not asked

	body        []byte
	lent        bool   // other chains have the body, too
	contentType string // media type without parameters; sniffed if it was not declared
	partial     bool
	notes       []string
}

// read reads a final answer's body under our caps. It is go-retryablehttp's response handler: an
// error that is errCut makes it ask again.
func (h *hop) read(resp *http.Response) error {
	defer resp.Body.Close()
	a := h.answer
	if n := headerSize(resp.Header); n > noteHeaders {
		a.notes = append(a.notes, fmt.Sprintf("%d KiB of headers", n>>10))
	}
	if h.small || a.redirects() {
		return nil
	}
	encodings := contentEncodings(resp.Header)
	if len(encodings) > 1 || len(encodings) == 1 && encodings[0] != "gzip" {
		a.contentType = mediaType(resp.Header, nil)
		a.undecoded(strings.Join(encodings, ", "))
		return nil
	}
	err := a.readBody(h, resp, len(encodings) == 1)
	switch cause := context.Cause(h.last); {
	case err == nil:
		return nil
	case cause == errSlowBody:
		a.partial = true
		a.notes = append(a.notes, fmt.Sprintf("the body did not end in %s", seconds(h.timeout)))
		return nil
	case h.last.Err() != nil:
		a.release()
		h.answer, h.failure = nil, &failure{kind: kindEnded, err: cause}
		return cause
	}
	a.partial = true
	a.notes = append(a.notes, errCut.Error())
	return errCut
}

func (a *answer) undecoded(encoding string) {
	a.body, a.partial = nil, true
	a.notes = append(a.notes, "encoding "+clean(encoding)+" was not asked for")
}

func headerSize(h http.Header) int {
	n := 0
	for k, vs := range h {
		for _, v := range vs {
			n += len(k) + len(v) + 4
		}
	}
	return n
}

// contentEncodings returns the layers of encoding, lower case, without identity.
func contentEncodings(h http.Header) []string {
	if len(h["Content-Encoding"]) == 0 {
		return nil
	}
	var layers []string
	for _, e := range strings.Split(strings.ToLower(strings.Join(h.Values("Content-Encoding"), ",")), ",") {
		switch e = strings.TrimSpace(e); e {
		case "", "identity", "utf-8": // utf-8 is what some servers take an encoding for
		case "x-gzip":
			layers = append(layers, "gzip")
		default:
			layers = append(layers, e)
		}
	}
	return layers
}

// readBody reads and decodes as much of the body as its type deserves.
func (a *answer) readBody(h *hop, resp *http.Response, zipped bool) error {
	wire := &counter{r: resp.Body}
	f := filler{out: wire, wire: wire, spare: &h.src.spare}
	if zipped {
		z := h.src.spare.unzipper()
		defer h.src.spare.zippers.Put(z)
		var err error
		if f.out, err = z.unzip(wire); err != nil {
			return err
		}
	}
	defer func() { a.body = f.body }()
	expected := int64(0)
	if !zipped {
		expected = min(max(0, resp.ContentLength)+1, freeBytes)
	}
	f.body = f.spare.buffer(int(expected))
	err := f.fill(sniffedBytes)
	a.body = f.body
	a.contentType = mediaType(resp.Header, f.body)
	if zipped && strings.HasPrefix(string(f.body), gzipMagic) && !strings.Contains(a.contentType, "gzip") {
		f.body = nil
		a.undecoded("gzip, gzip")
		return nil
	}
	limit := max(h.src.least, a.limit(h.src.q))
	for _, step := range []struct {
		to    int
		place chan struct{} // that is needed to read so far
	}{{freeBytes, nil}, {mediumBytes, h.src.medium}, {capText, h.src.big}, {capPDF, h.src.large}} {
		if err != nil || f.ended || len(f.body) >= limit {
			break
		}
		if step.place != nil {
			if err = h.last.take(step.place, h.timeout); err != nil {
				break
			}
			a.places = append(a.places, step.place)
		}
		err = f.fill(min(limit, step.to))
	}
	switch {
	case err == errBomb:
		a.partial = true
		a.notes = append(a.notes, err.Error())
	case err != nil:
		return err
	case !f.ended && f.more():
		a.partial = true
		a.notes = append(a.notes, "read the first "+size(limit))
	}
	return nil
}

var errBomb = errors.New("the body grows too much when decoded")

// A filler reads a decoded body up to a limit, and watches how it grows.
type filler struct {
	out   io.Reader // decoded
	wire  *counter
	spare *spare
	body  []byte
	ended bool
}

func (f *filler) fill(limit int) error {
	for len(f.body) < limit && !f.ended {
		if len(f.body) == cap(f.body) {
			f.body = f.spare.enlarge(f.body, min(2*len(f.body), limit))
		}
		n, err := f.out.Read(f.body[len(f.body):min(cap(f.body), limit)])
		f.body = f.body[:len(f.body)+n]
		switch {
		case err == io.EOF:
			f.ended = true
		case err != nil:
			return err
		case len(f.body) > bombBytes && int64(len(f.body)) > bombRatio*f.wire.n:
			return errBomb
		}
	}
	return nil
}

// more reports whether there is more than was read.
func (f *filler) more() bool {
	n, _ := io.ReadFull(f.out, make([]byte, 1))
	return n > 0
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func size(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", n>>10)
}

// limit says how much of a body is read.
func (a *answer) limit(q *checker.Query) int {
	pdf := strings.HasPrefix(string(a.body[:min(len(a.body), len(pdfMagic))]), pdfMagic)
	switch {
	case a.status >= 400:
		return capError
	case pdf && len(q.Titles)+len(q.Authors)+len(q.Quotations) > 0:
		return capPDF
	case pdf:
		return capOther
	case !textual(a.contentType) && !strings.HasPrefix(sniff(a.body), "text/"):
		return capOther
	case len(q.Quotations)+len(q.Fragments) > 0:
		return capTextAsked
	}
	return capText
}

// textual reports whether a media type is HTML, text, JSON or XML.
func textual(t string) bool {
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "+xml") || strings.HasSuffix(t, "+json") ||
		t == "application/json" || t == "application/xml"
}

// mediaType returns the declared type without parameters, lower case, or what the first bytes look
// like if there is none.
func mediaType(h http.Header, head []byte) string {
	declared, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	declared = strings.ToLower(strings.TrimSpace(declared))
	if kind, sub, ok := strings.Cut(declared, "/"); ok && len(declared) <= maxMediaType && token(kind) && token(sub) {
		return declared
	}
	return sniff(head)
}

// token reports whether s is a token (RFC 9110, section 5.6.2).
func token(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c <= ' ' || c >= 0x7f || strings.IndexByte("\"(),/:;<=>?@[\\]{}", c) >= 0) {
			return false
		}
	}
	return s != ""
}

// sniff returns what the first bytes look like, without parameters; empty for none.
func sniff(head []byte) string {
	if len(head) == 0 {
		return ""
	}
	t, _, _ := strings.Cut(http.DetectContentType(head), ";")
	return t
}

// broken says that the body is not what the address's extension promises; empty if it may be.
func (a *answer) broken() string {
	ext := a.target.path[strings.LastIndexAny(a.target.path, "./")+1:]
	switch ext = strings.ToUpper(ext); ext {
	case "PDF", "ZIP", "DOCX", "XLSX", "PPTX", "EPUB", "ODT", "PNG", "JPG", "JPEG", "GIF":
		if sniff(a.body) == "text/html" {
			return "promised " + ext + ", sent HTML"
		}
	}
	return ""
}

// digest returns the SHA-256 of what was read.
func (a *answer) digest() string {
	if len(a.body) == 0 {
		return ""
	}
	sum := sha256.Sum256(a.body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// release gives back what the answer holds: its body is no longer needed.
func (a *answer) release() {
	for _, place := range a.places {
		<-place
	}
	a.places = nil
	if a.permit != nil {
		a.permit.done()
	}
}

// redirects reports whether the answer sends on to another address.
func (a *answer) redirects() bool {
	_, ok := a.next()
	return ok
}

// next returns where a redirect leads, read as a browser reads it. An empty, unreadable or foreign
// Location counts as none.
func (a *answer) next() (*target, bool) {
	switch a.status {
	case 301, 302, 303, 307, 308:
	default:
		return nil, false
	}
	if len(a.locations) == 0 || strings.TrimSpace(a.locations[0]) == "" {
		return nil, false
	}
	t, err := parse(a.locations[0], a.target)
	return t, err == nil
}

package fetch_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
)

// The timeouts for hosts of the hostile corner that would take all time there is: for those that
// answer first, and for those that never do. A machine that is busy gets more time for the first.
const (
	impatience = 250 * time.Millisecond
	flooded    = 50 * time.Millisecond
	patience   = 32 * time.Second
)

// A villain is one host of the hostile corner.
type villain struct {
	name     string // of its host, under .example
	url      string // "" is /x over plain HTTP, "s" is /x over TLS, a path is one over plain HTTP
	web      func(w *fetchtest.Web, h *fetchtest.Host)
	want     string        // verdict and cause
	evidence string        // a note that must be there; empty: any
	timeout  time.Duration // by which it ends; 0: it ends before
	most     int           // requests that it may see; 0: 3
	dials    int           // connections that may be made; 0: 6
	waits    bool          // it is asked again after a while
}

func (v *villain) address() string {
	switch v.url {
	case "":
		return "http://" + v.name + ".example/x"
	case "s":
		return "https://" + v.name + ".example/x"
	}
	return "http://" + v.name + ".example" + v.url
}

// TestHostileCorner asks all that is hostile at once, over real sockets. Every verdict is right, and
// memory stays small. What is asked three times in vain has its own test, since that takes a while.
func TestHostileCorner(t *testing.T) {
	quiet(t)
	villains := slices.DeleteFunc(allVillains(), func(v villain) bool { return v.patient() })
	inTime := func(v villain) bool { return v.timeout == impatience }
	most := peak()
	start := time.Now()
	meetOnLoopback(t, slices.DeleteFunc(slices.Clone(villains), inTime), false)
	answering := slices.DeleteFunc(slices.Clone(villains), func(v villain) bool { return !inTime(v) })
	for d := impatience; !meetOnLoopback(t, answering, d < patience); d *= 2 {
		for i := range answering {
			answering[i].timeout = 2 * d
		}
	}
	took, heap := time.Since(start), most()
	t.Logf("%d villains took %s and at most %.0f MiB", len(villains), took.Round(time.Millisecond), heap/(1<<20))
	if heap > 200<<20 {
		t.Errorf("the hostile corner took %.0f MiB, want at most 200", heap/(1<<20))
	}
}

// meetOnLoopback meets villains over real sockets. If it may, it judges nobody and returns false when
// one has not answered in time.
func meetOnLoopback(t *testing.T, villains []villain, mayFail bool) bool {
	t.Helper()
	w := fetchtest.New()
	defer w.Close()
	c := &fetch.Client{Network: w.Loopback(), Roots: w.Roots()}
	defer c.Close()
	results := meet(t, w, c, villains)
	late := slices.ContainsFunc(results, func(r checker.Result) bool { return r.Cause == checker.CauseTimeout })
	if mayFail && late {
		return false
	}
	judge(t, w, villains, results)
	return true
}

// TestHostileAndPatient meets those that end only after all retries, in virtual time.
func TestHostileAndPatient(t *testing.T) {
	quiet(t)
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		villains := slices.DeleteFunc(allVillains(), func(v villain) bool { return !v.patient() })
		judge(t, w, villains, meet(t, w, c, villains))
	})
}

func allVillains() []villain {
	return slices.Concat(bodies(), heads(), malformed(), chains(), underTLS(), frames())
}

// patient reports whether the villain is asked three times, with five seconds of waiting between.
func (v villain) patient() bool { return v.waits || v.want == "unreachable reset" }

// quiet keeps what net/http says of bad frames off the terminal.
func quiet(t *testing.T) {
	was := log.Writer()
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(was) })
}

// meet asks all villains at once.
func meet(t *testing.T, w *fetchtest.Web, c *fetch.Client, villains []villain) []checker.Result {
	t.Helper()
	c.Delay, c.Timeout = -1, 30*time.Second
	c.Inspect = func(r checker.Response, q checker.Query) checker.Inspection {
		if strings.Contains(r.URL, "//panic.") {
			panic("a page that hurts")
		}
		return page.Inspect(r, q)
	}
	queries := make([]checker.Query, len(villains))
	for i, v := range villains {
		v.web(w, w.Host(v.name+".example"))
		queries[i].URL = v.address()
		if v.timeout > 0 {
			c.Hosts = append(c.Hosts, fetch.HostRule{Match: v.name + ".example", Timeout: v.timeout})
		}
	}
	return fetchAll(t, t.Context(), c, queries...)
}

// judge expects of every villain what it wants.
func judge(t *testing.T, w *fetchtest.Web, villains []villain, results []checker.Result) {
	t.Helper()
	for i, r := range results {
		v := villains[i]
		if got := said(r); got != v.want {
			t.Errorf("%s: %s, want %s; evidence %q", v.name, got, v.want, r.Evidence)
		}
		if v.evidence != "" && !slices.ContainsFunc(r.Evidence, func(e string) bool { return strings.Contains(e, v.evidence) }) {
			t.Errorf("%s: no evidence %q in %q", v.name, v.evidence, r.Evidence)
		}
		if n := len(w.Host(v.name + ".example").Requests()); n > max(v.most, 3) {
			t.Errorf("%s: %d requests", v.name, n)
		}
		if n := w.Dials(v.name + ".example"); n > max(v.dials, v.most, 6) {
			t.Errorf("%s: %d connections", v.name, n)
		}
		for _, e := range r.Evidence {
			if len(e) > 1000 {
				t.Errorf("%s: evidence of %d bytes", v.name, len(e))
			}
		}
	}
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// again writes something without end.
func again(head string, bit []byte) fetchtest.Reply {
	return fetchtest.Stream(func(w io.Writer) error {
		_, err := io.WriteString(w, head)
		for err == nil {
			_, err = w.Write(bit)
		}
		return err
	})
}

const (
	ok200     = "HTTP/1.1 200 OK\r\n"
	htmlHead  = ok200 + "Content-Type: text/html; charset=utf-8\r\n\r\n"
	zipHead   = ok200 + "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
	chunkHead = ok200 + "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
)

// on gives a host's page /x that reply.
func on(r fetchtest.Reply) func(*fetchtest.Web, *fetchtest.Host) {
	return func(_ *fetchtest.Web, h *fetchtest.Host) { h.Page("/x", r) }
}

// bodies are hostile after good headers: the verdict is by status and by what was read.
func bodies() []villain {
	long := article("The port of Sund").Body
	noise := make([]byte, 64<<10) // compresses to about half
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = "abcdefghijklmnop"[r.IntN(16)]
	}
	member := zipped(bytes.Repeat([]byte(" "), 1<<20))
	nested := "<!doctype html><title>The port of Sund</title>" + strings.Repeat("<div>", 200_000) + prose(400)
	unclosed := "<!doctype html><title>The port of Sund</title>" + strings.Repeat("<b><p>", 1<<20/6) + prose(400)
	fill := func(head, tail string) fetchtest.Reply {
		return fetchtest.Stream(func(w io.Writer) error {
			_, err := w.Write(slices.Concat([]byte(head), long, []byte(tail)))
			return err
		})
	}
	return []villain{
		{name: "bomb", web: on(fetchtest.Reply{Body: append(zipped(long), bytes.Repeat(member, 1024)...)}.With("Content-Type", "text/html").With("Content-Encoding", "gzip")), want: "ok", evidence: "grows too much"},
		{name: "endless", web: on(again(htmlHead, long)), want: "ok", evidence: "read the first 2 MiB"},
		{name: "endless-line", web: on(again(htmlHead, bytes.Repeat([]byte("x"), 1<<16))), want: "ok", evidence: "read the first 2 MiB"},
		{name: "endless-tag", web: on(again(htmlHead+"<p>"+prose(400)+"<p ", bytes.Repeat([]byte("a=b "), 1<<12))), want: "ok", evidence: "read the first 2 MiB"},
		{name: "endless-gzip", web: on(again(zipHead, zipped(noise))), want: "ok", evidence: "read the first 2 MiB"},
		{name: "empty-members", web: on(again(zipHead, bytes.Repeat(zipped(nil), 100))), want: "ok", evidence: "did not end", timeout: impatience},
		{name: "gzip-name", web: on(again(zipHead+"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff", bytes.Repeat([]byte("n"), 1<<16))), want: "ok", evidence: "ended early"},
		{name: "events", web: on(again(ok200+"Content-Type: text/event-stream\r\n\r\n", []byte("data: x\n\n"))), want: "ok", evidence: "read the first 2 MiB"},
		{name: "replace", web: on(again(ok200+"Content-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n", []byte("--b\r\n\r\nx\r\n"))), want: "ok", evidence: "read the first 2 MiB"},
		{name: "drip", web: on(fetchtest.Reply{Body: long}.With("Content-Type", "text/html").Dripping(impatience / 4)), want: "ok", evidence: "did not end", timeout: impatience},
		{name: "nested", web: on(fetchtest.Text("text/html", nested)), want: "ok"},
		{name: "unclosed", web: on(fetchtest.Text("text/html", unclosed)), want: "ok"},
		{name: "chunk-extension", web: on(again(chunkHead+"5;x=", bytes.Repeat([]byte("y"), 1<<16))), want: "ok", evidence: "ended early"},
		{name: "chunk-crumbs", web: on(again(chunkHead, []byte("1;"+strings.Repeat("e", 1000)+"\r\nx\r\n"))), want: "ok", evidence: "ended early"},
		{name: "chunk-negative", web: on(fill(chunkHead+"-1\r\n", "")), want: "ok", evidence: "ended early"},
		{name: "chunk-huge", web: on(fill(chunkHead+"FFFFFFFFFFFFFFFFFF\r\n", "")), want: "ok", evidence: "ended early"},
		{name: "chunk-words", web: on(fill(chunkHead+"many\r\n", "")), want: "ok", evidence: "ended early"},
		{name: "trailer", web: on(again(chunkHead+"1\r\nx\r\n0\r\n", []byte("X-Trailer: "+strings.Repeat("t", 1000)+"\r\n"))), want: "ok", evidence: "ended early"},
		{name: "cut", web: on(fill(ok200+"Content-Type: text/html\r\nContent-Length: 1000000\r\n\r\n", "")), want: "ok", evidence: "ended early"},
		{name: "long-promise", web: on(fill(ok200+"Content-Type: text/html\r\nContent-Length: 9223372036854775807\r\n\r\n", "")), want: "ok", evidence: "ended early"},
		{name: "panic", web: on(article("The port of Sund")), want: "ok", evidence: "the page could not be read"},
		{name: "nul", web: on(fetchtest.Text("text/html", prose(400)+strings.Repeat("\x00", 1<<20))), want: "ok"},
		{name: "entities", web: on(fetchtest.Text("text/html", "<title>"+strings.Repeat("&amp;", 1<<18)+"</title>"+prose(400))), want: "ok"},
		{name: "attributes", web: on(fetchtest.Text("text/html", "<body "+strings.Repeat("a ", 1<<19)+">"+prose(400))), want: "ok"},
	}
}

// heads are hostile in the size of what stands before the body.
func heads() []villain {
	with := func(key string, n int) func(*fetchtest.Web, *fetchtest.Host) {
		return on(article("X").With(key, strings.Repeat("x", n)))
	}
	cookies := article("X")
	for i := range 2000 {
		cookies = cookies.With("Set-Cookie", fmt.Sprintf("c%04d=%s", i, strings.Repeat("v", 80)))
	}
	sticky := func(_ *fetchtest.Web, h *fetchtest.Host) {
		for i := range 20 {
			r := fetchtest.Redirect(302, fmt.Sprintf("/%d", i+1))
			for j := range 60 {
				r = r.With("Set-Cookie", fmt.Sprintf("c%d-%d=%s", i, j, strings.Repeat("v", 2000)))
			}
			h.Page(fmt.Sprintf("/%d", i), r)
		}
		h.Page("/20", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			if n := strings.Count(r.Header.Get("Cookie"), "="); n > 50 {
				return fetchtest.Status(400)
			}
			return article("X")
		}))
	}
	return []villain{
		{name: "head-200", web: with("X-Big", 200<<10), want: "ok", evidence: "200 KiB of headers"},
		{name: "head-256", web: with("X-Big", 256<<10), want: "unreachable headers-too-large"},
		{name: "head-300", web: with("X-Big", 300<<10), want: "unreachable headers-too-large"},
		{name: "head-endless", web: on(again(ok200, []byte("X-A: b\r\n"))), want: "unreachable headers-too-large"},
		{name: "line-endless", web: on(again("HTTP/1.1 200 ", bytes.Repeat([]byte("k"), 1<<16))), want: "unreachable headers-too-large"},
		{name: "early-hints", web: on(again("", []byte("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"))), want: "unreachable headers-too-large"},
		{name: "continues", web: on(fetchtest.Raw(strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 100_000))), want: "unreachable headers-too-large"},
		{name: "cookie-mib", web: with("Set-Cookie", 1<<20), want: "unreachable headers-too-large"},
		{name: "link-mib", web: with("Link", 1<<20), want: "unreachable headers-too-large"},
		{name: "refresh-mib", web: with("Refresh", 1<<20), want: "unreachable headers-too-large"},
		{name: "location-mib", web: on(fetchtest.Redirect(302, "/"+strings.Repeat("x", 1<<20))), want: "unreachable headers-too-large"},
		{name: "location-kib", web: on(fetchtest.Redirect(302, "/"+strings.Repeat("x", 200<<10))), want: "unreachable redirect-nowhere"},
		{name: "refresh-kib", web: on(article("X").With("Refresh", "0; url=/"+strings.Repeat("x", 200<<10))), want: "ok"},
		{name: "type-kib", web: on(fetchtest.Reply{Body: article("X").Body}.With("Content-Type", "text/"+strings.Repeat("x", 200<<10))), want: "ok"},
		{name: "cookies", web: on(cookies), want: "ok"},
		{name: "sticky", url: "/0", web: sticky, want: "ok", most: 21},
	}
}

// malformed answers are no HTTP, or hardly.
func malformed() []villain {
	var all []villain
	for name, raw := range map[string]struct{ bytes, want string }{
		"status-word":      {"HTTP/1.1 abc\r\n\r\n", "unreachable protocol"},
		"status-long":      {"HTTP/1.1 2000 OK\r\n\r\n", "unreachable protocol"},
		"status-negative":  {"HTTP/1.1 -20 OK\r\n\r\n", "unreachable protocol"},
		"status-none":      {"HTTP/1.1\r\n\r\n", "unreachable protocol"},
		"version":          {"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n", "ok"},
		"version-word":     {"HTTP/one 200 OK\r\n\r\n", "unreachable protocol"},
		"shout":            {"ICY 200 OK\r\n\r\n", "unreachable protocol"},
		"ssh":              {"SSH-2.0-Sund\r\n", "unreachable protocol"},
		"smtp":             {"220 mail.sund.example ESMTP\r\n", "unreachable protocol"},
		"noughties":        {"<html><title>HTTP/0.9</title>", "unreachable protocol"},
		"zeros":            {strings.Repeat("\x00", 4000), "unreachable protocol"},
		"blank":            {"\r\n\r\n\r\n", "unreachable protocol"},
		"h2-unasked":       {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "unreachable protocol"},
		"no-colon":         {ok200 + "Content-Type text/html\r\n\r\n", "unreachable protocol"},
		"no-name":          {ok200 + ": x\r\n\r\n", "unreachable protocol"},
		"nul-in-header":    {ok200 + "X: a\x00b\r\nContent-Length: 0\r\n\r\n", "unreachable protocol"},
		"folded":           {ok200 + "X: a\r\n  b\r\nContent-Length: 0\r\n\r\n", "ok"},
		"folded-first":     {ok200 + " X: a\r\n\r\n", "unreachable protocol"},
		"bare-lf":          {"HTTP/1.1 200 OK\nContent-Length: 0\n\n", "ok"},
		"bare-cr":          {"HTTP/1.1 200 OK\rContent-Length: 0\r\r", "unreachable reset"},
		"length-twice":     {ok200 + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "unreachable protocol"},
		"length-repeated":  {ok200 + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab", "ok"},
		"length-negative":  {ok200 + "Content-Length: -1\r\n\r\n", "unreachable protocol"},
		"length-word":      {ok200 + "Content-Length: much\r\n\r\n", "unreachable protocol"},
		"length-huge":      {ok200 + "Content-Length: 99999999999999999999\r\n\r\n", "unreachable protocol"},
		"chunked-twice":    {ok200 + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", "unreachable protocol"},
		"encoding-unknown": {ok200 + "Transfer-Encoding: sund\r\n\r\nx", "unreachable protocol"},
		"switching":        {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: sund\r\nConnection: Upgrade\r\n\r\nxx", "unreachable protocol"},
		"cut-in-line":      {"HTTP/1.1 20", "unreachable reset"},
		"cut-in-header":    {ok200 + "Content-Ty", "unreachable reset"},
	} {
		all = append(all, villain{name: name, web: on(fetchtest.Raw(raw.bytes)), want: raw.want})
	}
	return all
}

// chains lead nowhere, slowly; and names to too many places.
func chains() []villain {
	count := func(next func(r fetchtest.Request, n int) string) func(*fetchtest.Web, *fetchtest.Host) {
		return func(_ *fetchtest.Web, h *fetchtest.Host) {
			n := 0
			h.Rest(fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				n++
				return fetchtest.Redirect(302, next(r, n))
			}))
		}
	}
	addresses := func(format string) []netip.Addr {
		var all []netip.Addr
		for i := range 1000 {
			all = append(all, netip.MustParseAddr(fmt.Sprintf(format, i/250, i%250+1)))
		}
		return all
	}
	return []villain{
		{name: "onward", web: count(func(_ fetchtest.Request, n int) string { return fmt.Sprintf("/%d", n) }), want: "unreachable redirect-limit", most: 21},
		{name: "growing", web: count(func(r fetchtest.Request, n int) string { return r.Path + r.Path[:min(len(r.Path), 3000)] }), want: "unreachable redirect-nowhere", most: 21},
		{name: "queries", web: count(func(r fetchtest.Request, n int) string { return r.Path + "?" + strings.Repeat("a=b&", n) }), want: "unreachable redirect-limit", most: 21},
		{name: "hosts", web: func(w *fetchtest.Web, h *fetchtest.Host) {
			for i := range 30 {
				w.Host(fmt.Sprintf("n%d.hosts.example", i)).Rest(fetchtest.Redirect(302, fmt.Sprintf("http://n%d.hosts.example/", i+1)))
			}
			h.Rest(fetchtest.Redirect(302, "http://n0.hosts.example/"))
		}, want: "unreachable redirect-limit"},
		{name: "refreshing", web: func(_ *fetchtest.Web, h *fetchtest.Host) {
			n := 0
			h.Rest(fetchtest.Func(func(fetchtest.Request) fetchtest.Reply {
				n++
				return fetchtest.Text("text/html", fmt.Sprintf("<meta http-equiv=refresh content='0; url=/%d'>", n))
			}))
		}, want: "unreachable redirect-limit", most: 21},
		{name: "many-shut", web: func(w *fetchtest.Web, h *fetchtest.Host) {
			w.Host("shut.example").At("20.200.0.1").Fault(fetchtest.Refused)
			h.Resolves(func(int) []netip.Addr { return slices.Repeat([]netip.Addr{netip.MustParseAddr("20.200.0.1")}, 1000) })
		}, want: "unreachable refused"},
		{name: "many-open", web: func(_ *fetchtest.Web, h *fetchtest.Host) {
			h.At("20.201.0.1").Page("/x", article("X")).Resolves(func(int) []netip.Addr { return slices.Repeat([]netip.Addr{netip.MustParseAddr("20.201.0.1")}, 1000) })
		}, want: "ok"},
		{name: "many-private", web: func(_ *fetchtest.Web, h *fetchtest.Host) {
			h.Resolves(func(int) []netip.Addr { return addresses("10.0.%d.%d") })
		}, want: "skipped address"},
	}
}

// underTLS are hostile before any HTTP.
func underTLS() []villain {
	raw := func(b string) func(*fetchtest.Web, *fetchtest.Host) {
		return func(_ *fetchtest.Web, h *fetchtest.Host) {
			h.Wire(func(c net.Conn) {
				c.Read(make([]byte, 1<<14))
				io.WriteString(c, b)
			})
		}
	}
	hello := "\x16\x03\x03\x00\x64" // a handshake record of 100 bytes
	return []villain{
		{name: "tls-nothing", url: "s", web: raw(""), want: "unreachable reset"},
		{name: "tls-truncated", url: "s", web: raw(hello + "abc"), want: "unreachable reset"},
		{name: "tls-oversized", url: "s", web: raw("\x16\x03\x03\xff\xff" + strings.Repeat("x", 1<<16)), want: "insecure tls-handshake"},
		{name: "tls-noise", url: "s", web: raw(hello + strings.Repeat("x", 100)), want: "insecure tls-handshake"},
		{name: "tls-alert", url: "s", web: raw("\x15\x03\x03\x00\x02\x02\x28"), want: "insecure tls-handshake"},
		{name: "tls-endless", url: "s", web: func(_ *fetchtest.Web, h *fetchtest.Host) {
			h.Wire(func(c net.Conn) {
				for {
					if _, err := io.WriteString(c, "\x15\x03\x03\x00\x02\x01\x5a"); err != nil { // a warning, again and again
						return
					}
				}
			})
		}, want: "insecure tls-handshake"},
		{name: "tls-plain", url: "s", web: raw("HTTP/1.1 400 Bad Request\r\n\r\n"), want: "unreachable protocol"},
	}
}

// A framer is the server's end of a connection of HTTP/2 that is there to misbehave.
type framer struct {
	*http2.Framer
	c net.Conn
}

// speaking lets a host speak frames: greet, and then for each request of the asker, answer, until
// either fails. The host answers HTTP/1.1 with a page.
func speaking(greet func(framer) error, answer func(framer, uint32) error) func(*fetchtest.Web, *fetchtest.Host) {
	return func(_ *fetchtest.Web, h *fetchtest.Host) {
		h.Page("/x", article("X")).Frames(func(c net.Conn) {
			if _, err := io.ReadFull(c, make([]byte, len(http2.ClientPreface))); err != nil {
				return
			}
			f := framer{http2.NewFramer(c, c), c}
			if f.WriteSettings() != nil || greet != nil && greet(f) != nil {
				return
			}
			for {
				frame, err := f.ReadFrame()
				if err != nil {
					return
				}
				if head, ok := frame.(*http2.HeadersFrame); ok && answer(f, head.StreamID) != nil {
					return
				}
			}
		})
	}
}

func fields(pairs ...string) []byte {
	var b bytes.Buffer
	e := hpack.NewEncoder(&b)
	for i := 0; i < len(pairs); i += 2 {
		e.WriteField(hpack.HeaderField{Name: pairs[i], Value: pairs[i+1]})
	}
	return b.Bytes()
}

func (f framer) head(stream uint32, end bool, pairs ...string) error {
	return f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: fields(pairs...), EndHeaders: true, EndStream: end})
}

// forever repeats what a server says while it listens to nobody.
func forever(say func(framer, uint32) error) func(framer, uint32) error {
	return func(f framer, stream uint32) error {
		go io.Copy(io.Discard, f.c)
		for {
			if err := say(f, stream); err != nil {
				return err
			}
		}
	}
}

// frames are hostile in HTTP/2. Those that reset the stream, or break every connection, are asked over
// HTTP/1.1, where the page is.
func frames() []villain {
	body := article("X").Body
	page := func(f framer, stream uint32) error {
		if err := f.head(stream, false, ":status", "200", "content-type", "text/html; charset=utf-8"); err != nil {
			return err
		}
		return f.WriteData(stream, true, body)
	}
	good := func(f framer, stream uint32) error {
		return f.head(stream, false, ":status", "200", "content-type", "text/html; charset=utf-8")
	}
	after := func(first, then func(framer, uint32) error) func(framer, uint32) error {
		return func(f framer, stream uint32) error {
			if err := first(f, stream); err != nil {
				return err
			}
			return then(f, stream)
		}
	}
	return []villain{
		{name: "h2-good", url: "s", web: speaking(nil, page), want: "ok"},
		{name: "h2-settings", url: "s", web: speaking(nil, forever(func(f framer, _ uint32) error {
			return f.WriteSettings(http2.Setting{ID: http2.SettingMaxConcurrentStreams, Val: 100})
		})), want: "unreachable timeout", timeout: flooded},
		{name: "h2-ping", url: "s", web: speaking(nil, forever(func(f framer, _ uint32) error { return f.WritePing(false, [8]byte{1}) })), want: "unreachable timeout", timeout: flooded},
		{name: "h2-unknown", url: "s", web: speaking(nil, forever(func(f framer, _ uint32) error { return f.WriteRawFrame(0xfa, 0, 0, body[:1000]) })), want: "unreachable timeout", timeout: flooded},
		{name: "h2-continuation", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: fields(":status", "200")})
			more := fields("x-a", strings.Repeat("b", 1000))
			return forever(func(f framer, stream uint32) error { return f.WriteContinuation(stream, false, more) })(f, stream)
		}), want: "unreachable headers-too-large"},
		{name: "h2-empty-continuation", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: fields(":status", "200")})
			return forever(func(f framer, stream uint32) error { return f.WriteContinuation(stream, false, nil) })(f, stream)
		}), want: "unreachable timeout", timeout: flooded},
		{name: "h2-hpack", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			first := fields(":status", "200", "x-a", strings.Repeat("b", 4000)) // goes into the table
			return f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: append(first, bytes.Repeat([]byte{0x80 | 62}, 12_000)...), EndHeaders: true, EndStream: true})
		}), want: "ok"},
		{name: "h2-large-header", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			block := fields(":status", "200", "x-a", strings.Repeat("b", 1<<20))
			f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: block[:1<<14]})
			for block = block[1<<14:]; len(block) > 1<<14; block = block[1<<14:] {
				if err := f.WriteContinuation(stream, false, block[:1<<14]); err != nil {
					return err
				}
			}
			return f.WriteContinuation(stream, true, block)
		}), want: "ok", waits: true},
		{name: "h2-hints", url: "s", web: speaking(nil, forever(func(f framer, stream uint32) error {
			return f.head(stream, false, ":status", "103", "link", "</x>")
		})), want: "ok"},
		{name: "h2-rst", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.WriteRSTStream(stream, http2.ErrCodeInternal) }), want: "ok"},
		{name: "h2-refused", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.WriteRSTStream(stream, http2.ErrCodeRefusedStream) }), want: "ok", waits: true},
		{name: "h2-rst-late", url: "s", web: speaking(nil, after(good, func(f framer, stream uint32) error { return f.WriteRSTStream(stream, http2.ErrCodeInternal) })), want: "ok", evidence: "ended early"},
		{name: "h2-rst-flood", url: "s", web: speaking(nil, forever(func(f framer, stream uint32) error { return f.WriteRSTStream(stream+1000, http2.ErrCodeCancel) })), want: "unreachable timeout", timeout: flooded},
		{name: "h2-protocol", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.WriteData(stream+2, true, body) }), want: "ok", waits: true},
		{name: "h2-too-large", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			return f.WriteRawFrame(http2.FrameData, 0, stream, make([]byte, 1<<21))
		}), want: "ok", waits: true},
		{name: "h2-noise", url: "s", web: speaking(nil, func(f framer, stream uint32) error {
			_, err := f.c.Write(bytes.Repeat([]byte{0xff}, 1<<16))
			return err
		}), want: "ok", waits: true},
		{name: "h2-no-status", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.head(stream, true, "content-type", "text/html") }), want: "ok"},
		{name: "h2-odd-status", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.head(stream, true, ":status", "abc") }), want: "ok"},
		{name: "h2-upper-case", url: "s", web: speaking(nil, func(f framer, stream uint32) error { return f.head(stream, true, ":status", "200", "X-Upper", "x") }), want: "ok"},
		{name: "h2-endless", url: "s", web: speaking(nil, after(good, func(f framer, stream uint32) error {
			for range 1 << 12 {
				if err := f.WriteData(stream, false, body); err != nil {
					return err
				}
			}
			return nil
		})), want: "ok"},
		{name: "h2-empty-data", url: "s", web: speaking(nil, after(good, forever(func(f framer, stream uint32) error { return f.WriteData(stream, false, nil) }))), want: "ok", evidence: "did not end", timeout: impatience},
		{name: "h2-hangup", url: "s", web: speaking(func(framer) error { return io.EOF }, nil), want: "ok", waits: true},
	}
}

// TestConnectionsThatEnd: net/http begins anew, without asking anybody, when a connection of HTTP/2
// ends before its request was looked at, and when one of HTTP/1.1 that was used before is reset. That
// is no way around our limits.
func TestConnectionsThatEnd(t *testing.T) {
	quiet(t)
	w := fetchtest.New()
	defer w.Close()
	c := &fetch.Client{Network: w.Loopback(), Roots: w.Roots(), Inspect: inspect, Timeout: 10 * time.Second, Budget: 10 * time.Second}
	defer c.Close()
	speaking(nil, func(f framer, _ uint32) error { return f.WriteGoAway(0, http2.ErrCodeNo, nil) })(w, w.Host("goaway.example"))
	resets := w.Host("resets.example").Rest(article("X").After(10*time.Millisecond)).Page("/bad", fetchtest.Reset())
	expect(t, fetchAll(t, t.Context(), c, numbered("http://resets.example", 4)...), "ok")
	expect(t, fetchAll(t, t.Context(), c, ask("https://goaway.example/x", "http://resets.example/bad")...), "ok", "unreachable reset")
	if n := w.Dials("goaway.example"); n > 9 {
		t.Errorf("%d connections to the host that ends them all, want at most 9", n)
	}
	if n := len(resets.Requests()) - 4; n != 3 {
		t.Errorf("the page that resets was asked %d times, want 3", n)
	}
}

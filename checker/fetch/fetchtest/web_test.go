package fetchtest_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// client is net/http's own on an invented web.
func client(w *fetchtest.Web) *http.Client {
	return &http.Client{Transport: &http.Transport{
		ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: w.Roots()},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			addrs, err := w.LookupNetIP(ctx, "ip", host)
			if err != nil {
				return nil, err
			}
			return w.DialContext(ctx, network, net.JoinHostPort(addrs[0].String(), port))
		},
	}}
}

func read(t *testing.T, c *http.Client, url string) (status int, body string) {
	t.Helper()
	resp, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func Example() {
	web := fetchtest.New()
	defer web.Close()
	web.Host("news.example").
		Page("/a", fetchtest.HTML("The harbour of Lomaria", "It was opened in 1962.")).
		Page("/old", fetchtest.Redirect(301, "/a"))

	c := client(web)
	defer c.CloseIdleConnections()
	resp, err := c.Get("https://news.example/old")
	if err != nil {
		fmt.Println(err)
		return
	}
	resp.Body.Close()
	fmt.Println(resp.Status)
	for _, r := range web.Requests() {
		fmt.Println(r)
	}
	// Output:
	// 200 OK
	// GET https://news.example/old
	// GET https://news.example/a
}

func TestReplies(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	w.Host("a.example").
		Page("/twice", fetchtest.Status(503), fetchtest.Text("text/plain", "good")).
		Page("/q?x=1", fetchtest.Text("text/plain", "query")).
		Page("/gzip", fetchtest.Text("text/plain", "zipped").Gzipped()).
		Page("/agent", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			return fetchtest.Text("text/plain", r.Header.Get("User-Agent"))
		}))
	c := client(w)
	defer c.CloseIdleConnections()
	for _, want := range []struct {
		path   string
		status int
		body   string
	}{
		{"/twice", 503, "503 Service Unavailable\n"}, {"/twice", 200, "good"}, {"/twice", 200, "good"}, {"/q?x=1", 200, "query"}, {"/q", 404, "404 Not Found\n"},
		{"/gzip", 200, "zipped"}, {"/agent", 200, "Go-http-client/1.1"},
	} {
		if status, body := read(t, c, "http://a.example"+want.path); status != want.status || body != want.body {
			t.Errorf("%s answers %d %q, want %d %q", want.path, status, body, want.status, want.body)
		}
	}
	if n := w.Dials("a.example"); n != 1 {
		t.Errorf("%d connections for requests one after the other, want 1", n)
	}
}

func TestHTTP2(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	h := w.Host("a.example").HTTP2().Page("/x", fetchtest.Text("text/plain", "two"))
	c := client(w)
	defer c.CloseIdleConnections()
	if _, body := read(t, c, "https://a.example/x"); body != "two" {
		t.Errorf("the body is %q", body)
	}
	if r := h.Requests(); len(r) != 1 || r[0].Proto != "HTTP/2.0" {
		t.Errorf("the host saw %v, want one request over HTTP/2", r)
	}
}

func TestFaults(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	for name, f := range map[string]fetchtest.Fault{
		"none.example": fetchtest.NoSuchHost, "fail.example": fetchtest.ServFail, "refuses.example": fetchtest.Refused,
		"old.example": fetchtest.Expired, "name.example": fetchtest.WrongName, "self.example": fetchtest.SelfSigned,
	} {
		w.Host(name).Fault(f).Rest(fetchtest.HTML("X"))
	}
	w.Host("resets.example").Rest(fetchtest.Reset())
	c := client(w)
	defer c.CloseIdleConnections()
	dns := func(notFound bool) func(error) bool {
		return func(err error) bool {
			var d *net.DNSError
			return errors.As(err, &d) && d.IsNotFound == notFound
		}
	}
	is := func(target error) func(error) bool {
		return func(err error) bool { return errors.Is(err, target) }
	}
	certificate := func(err error) bool {
		var v *tls.CertificateVerificationError
		return errors.As(err, &v)
	}
	for url, fails := range map[string]func(error) bool{
		"http://none.example/": dns(true), "http://unheard-of.example/": dns(true), "http://fail.example/": dns(false),
		"http://refuses.example/": is(syscall.ECONNREFUSED), "http://resets.example/": is(syscall.ECONNRESET),
		"https://old.example/": certificate, "https://name.example/": certificate, "https://self.example/": certificate,
	} {
		resp, err := c.Get(url)
		if err == nil {
			resp.Body.Close()
		}
		if !fails(err) {
			t.Errorf("%s fails with %v", url, err)
		}
	}
}

func TestDelaysAreVirtual(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := fetchtest.New()
		defer w.Close()
		h := w.Host("slow.example").Page("/x", fetchtest.Text("text/plain", "0123456789").After(time.Minute).Dripping(time.Second))
		c := client(w)
		defer c.CloseIdleConnections()
		start := time.Now()
		read(t, c, "http://slow.example/x")
		if took := time.Since(start); took != 70*time.Second {
			t.Errorf("took %s, want a minute and ten seconds", took)
		}
		if h.MostInFlight() != 1 || w.MostInFlight() != 1 {
			t.Errorf("%d and %d in flight, want 1", h.MostInFlight(), w.MostInFlight())
		}
	})
}

func TestListen(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	addr, err := w.Host("127.0.0.1").Page("/x", fetchtest.Text("text/plain", "socket")).Listen(false)
	if err != nil {
		t.Fatal(err)
	}
	if addr.Addr() != netip.AddrFrom4([4]byte{127, 0, 0, 1}) {
		t.Errorf("listens on %s", addr)
	}
	c := &http.Client{Transport: &http.Transport{}}
	defer c.CloseIdleConnections()
	if _, body := read(t, c, "http://"+addr.String()+"/x"); body != "socket" {
		t.Errorf("the body is %q", body)
	}
}

func TestEndlessStops(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	w.Host("a.example").Page("/x", fetchtest.Text("text/plain", "again ").Forever())
	c := client(w)
	resp, err := c.Get("http://a.example/x")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.CopyN(io.Discard, resp.Body, 10<<20); err != nil {
		t.Errorf("the endless body ended after %d bytes: %v", n, err)
	}
	resp.Body.Close()
}

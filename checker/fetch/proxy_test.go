package fetch_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// through sends all requests of a Client to a proxy.
func through(t *testing.T, c *fetch.Client, address string) {
	t.Helper()
	proxy, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c.Proxy = func(*url.URL) (*url.URL, error) { return proxy, nil }
}

// TestProxies asks through each kind of proxy: the same verdicts and the same request lines, and
// nothing private is handed over, at any hop.
func TestProxies(t *testing.T) {
	for _, address := range []string{"http://proxy.example:80", "http://10.9.9.9:80", "http://proxy.example:22", "https://proxy.example:443", "https://proxy.example:8443", "socks5://socks.example:1080", "socks5h://socks.example:1080"} {
		t.Run(address, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				w.Host("proxy.example").Port(22, false).Port(8443, true).Proxy("reader:open-sesame").At("10.9.9.9")
				w.Host("socks.example").Port(1080, false).Socks("reader:open-sesame").At("10.9.9.8")
				through(t, c, strings.Replace(address, "://", "://reader:open-sesame@", 1))
				var told []fetch.Exchange
				c.Trace, c.Parallel = func(e fetch.Exchange) { told = append(told, e) }, 1
				paths := []string{"/a%2Fb", "/100%", "/ü(x)", "//double", "/?q=a+b&c=%20"}
				var queries []checker.Query
				for _, scheme := range []string{"http", "https"} {
					for _, path := range paths {
						queries = append(queries, ask(scheme+"://port.example"+path)...)
					}
				}
				w.Host("port.example").HTTP2().Rest(article("The port of Sund"))
				results := fetchAll(t, t.Context(), c, queries...)
				expect(t, results, "ok")
				lines := map[string]bool{}
				for _, r := range w.Host("port.example").Requests() {
					lines[r.Path] = true
					if r.Header.Get("Proxy-Authorization") != "" {
						t.Errorf("%s got the proxy's password", r)
					}
				}
				for _, want := range []string{"/a%2Fb", "/100%", "/%C3%BC(x)", "//double", "/?q=a+b&c=%20"} {
					if !lines[want] {
						t.Errorf("no request line has %s; there are %v", want, lines)
					}
				}
				w.Host("inside.example").At("10.0.0.1").Rest(article("Secret"))
				w.Host("self.example").Fault(fetchtest.SelfSigned).Rest(article("Self"))
				w.Host("away.example").Page("/", fetchtest.Redirect(302, "http://10.0.0.1/"))
				more := fetchAll(t, t.Context(), c, ask("http://inside.example/", "https://10.0.0.1/", "http://localhost/", "https://away.example/", "http://10.9.9.9/",
					"https://self.example/", "https://gone.example/")...)
				expect(t, more, "skipped address", "skipped address", "skipped address", "skipped address", "skipped address", "insecure tls-issuer", "unreachable refused")
				if n := w.Dials("inside.example"); n != 0 {
					t.Errorf("the private server was connected to %d times", n)
				}
				for _, e := range told {
					if strings.Contains(e.URL+e.Failure+e.TLS, "open-sesame") {
						t.Errorf("the trace tells the proxy's password: %+v", e)
					}
				}
				for _, r := range append(results, more...) {
					if strings.Contains(strings.Join(r.Evidence, " "), "open-sesame") {
						t.Errorf("the evidence tells the proxy's password: %q", r.Evidence)
					}
				}
			})
		})
	}
}

// TestProxyFails: a proxy that does not work says nothing of the sources.
func TestProxyFails(t *testing.T) {
	for _, test := range []struct{ address, evidence string }{
		{"http://proxy.example:80", "the proxy asks for a password"},
		{"http://reader:wrong@proxy.example:80", "the proxy asks for a password"},
		{"socks5://reader:wrong@socks.example:1080", "the proxy does not answer"},
		{"http://refuses.example:80", "the proxy does not answer"},
		{"http://nowhere.example:80", "the proxy's name could not be looked up"},
		{"https://self.example:443", "the proxy does not answer"},
		{"ftp://proxy.example:80", "the proxy speaks neither http nor socks5"},
	} {
		t.Run(test.address, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				w.Host("proxy.example").Proxy("reader:open-sesame")
				w.Host("socks.example").Port(1080, false).Socks("reader:open-sesame")
				w.Host("refuses.example").Fault(fetchtest.Refused)
				w.Host("self.example").Fault(fetchtest.SelfSigned)
				w.Host("port.example").Rest(article("The port of Sund"))
				through(t, c, test.address)
				for _, r := range fetchAll(t, t.Context(), c, ask("http://port.example/", "https://port.example/")...) {
					if said(r) != "unchecked network-down" || len(r.Evidence) != 1 || r.Evidence[0] != test.evidence {
						t.Errorf("%s is %s %q, want unchecked network-down, %q", r.URL, said(r), r.Evidence, test.evidence)
					}
				}
			})
		})
	}
}

package fetch_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

const secret = "open-sesame"

// TestHeaders is row 36: what a rule sends to a host goes there over https, to every page and probe
// of it, and nowhere else.
func TestHeaders(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		wiki := w.Host("wiki.example").Port(8443, true)
		wiki.Page("/a", article("The port of Sund"))
		for path, to := range map[string]string{
			"/host": "https://news.example/a", "/down": "http://wiki.example/b", "/port": "https://wiki.example:8443/c", "/sub": "https://a.wiki.example/a",
		} {
			wiki.Page(path, fetchtest.Redirect(302, to))
		}
		wiki.Page("/b", article("B")).Page("/c", article("C"))
		wiki.Page("/jar", fetchtest.Redirect(302, "/jar2").With("Set-Cookie", "seen=1")).Page("/jar2", article("Jar"))
		w.Host("a.wiki.example").Page("/a", article("A"))
		w.Host("news.example").Page("/a", article("News")).Page("/in", fetchtest.Redirect(301, "https://wiki.example/a")).
			Page("/gone", fetchtest.Status(404)).Page("/", article("Front"))
		c.Hosts = []fetch.HostRule{{Match: "Wiki.example", Header: http.Header{"authorization": {"Bearer " + secret}, "Cookie": {"sid=" + secret}}}}
		var told []fetch.Exchange
		c.Trace = func(e fetch.Exchange) { told = append(told, e) }
		c.Parallel = 1
		results := fetchAll(t, t.Context(), c, ask("https://wiki.example/a", "https://wiki.example/host", "https://wiki.example/down", "https://wiki.example/port",
			"https://wiki.example/sub", "https://wiki.example/missing", "https://wiki.example/jar", "http://wiki.example/b", "https://news.example/in", "https://news.example/gone")...)
		with := 0
		for _, r := range w.Requests() {
			has := r.Header.Get("Authorization") == "Bearer "+secret && strings.HasPrefix(r.Header.Get("Cookie"), "sid="+secret)
			if want := r.Scheme == "https" && r.Host == "wiki.example"; has != want {
				t.Errorf("%s went out with %v; the rule's headers belong there: %t", r, r.Header, want)
			}
			if has {
				with++
			}
			if r.Path == "/jar2" && r.Header.Get("Cookie") != "sid="+secret+"; seen=1" {
				t.Errorf("the cookies of the rule and of the chain are %q", r.Header.Get("Cookie"))
			}
		}
		if with < 8 {
			t.Errorf("%d requests had the rule's headers, want at least 8", with)
		}
		for _, r := range results {
			if strings.Contains(strings.Join(r.Evidence, " "), secret) {
				t.Errorf("%s tells the secret: %q", r.URL, r.Evidence)
			}
		}
		for _, e := range told {
			for name, values := range e.Header {
				if strings.Contains(strings.Join(values, " ")+e.Failure+e.URL, secret) {
					t.Errorf("the trace of %s tells the secret in %s", e.URL, name)
				}
			}
		}
	})
}

// TestHeadersBelow: a rule for a path sends nothing to the pages beside it, and a rule that names a
// port sends to that port alone.
func TestHeadersBelow(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("wiki.example").Port(8443, true).Rest(article("The port of Sund"))
		w.Host("desk.example").Port(8443, true).Rest(article("The desk"))
		header := http.Header{"X-Api-Key": {secret}}
		c.Hosts = []fetch.HostRule{{Match: "wiki.example/staff", Header: header}, {Match: "desk.example:8443", Header: header}}
		fetchAll(t, t.Context(), c, ask("https://wiki.example/staff/a", "https://wiki.example/staffing", "https://wiki.example/staff/../b", "https://wiki.example/",
			"https://wiki.example:8443/staff/a", "https://desk.example:8443/a", "https://desk.example/a")...)
		got := map[string]bool{}
		for _, r := range w.Requests() {
			if r.Header.Get("X-Api-Key") == secret {
				got[r.Host+r.Path] = true
			}
		}
		if len(got) != 2 || !got["wiki.example/staff/a"] || !got["desk.example:8443/a"] {
			t.Errorf("the key went to %v, want wiki.example/staff/a and desk.example:8443/a alone", got)
		}
	})
}

// TestNoHeadersUnverified: behind a bad certificate nobody learns a secret.
func TestNoHeadersUnverified(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("wiki.example").Fault(fetchtest.SelfSigned).Rest(article("The port of Sund"))
		c.Hosts = []fetch.HostRule{{Match: "wiki.example", Header: http.Header{"Authorization": {secret}}}}
		r := fetchAll(t, t.Context(), c, ask("https://wiki.example/a")...)[0]
		if said(r) != "insecure tls-issuer" || len(w.Requests()) != 1 {
			t.Errorf("%s %q after %d requests, want insecure tls-issuer and one look behind it", said(r), r.Evidence, len(w.Requests()))
		}
		for _, q := range w.Requests() {
			if q.Header.Get("Authorization") != "" {
				t.Errorf("%s went out with the secret", q)
			}
		}
	})
}

func TestClientCertificate(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		for _, name := range []string{"wiki.example", "other.example"} {
			w.Host(name).AsksCertificate().Rest(article("The port of Sund"))
		}
		w.Host("half.example").AsksCertificate().Fault(fetchtest.Incomplete).Rest(article("Half"))
		w.Host("ca.example").Page("/intermediate.crt", w.Intermediate())
		certificate, err := w.Certificate("reader.example")
		if err != nil {
			t.Fatal(err)
		}
		c.Hosts = []fetch.HostRule{{Match: "wiki.example", Certificate: certificate}, {Match: "half.example", Certificate: certificate}}
		results := fetchAll(t, t.Context(), c, ask("https://wiki.example/a", "https://half.example/a", "https://other.example/a")...)
		expect(t, results, "ok", "ok", "blocked login")
	})
}

// TestInsecureRule takes any certificate where a rule says so, and says that it did.
func TestInsecureRule(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		for _, name := range []string{"wiki.example", "other.example"} {
			w.Host(name).Fault(fetchtest.SelfSigned).Rest(article("The port of Sund"))
		}
		c.Hosts = []fetch.HostRule{{Match: "wiki.example", Insecure: true, Reason: "a machine of our own"}}
		results := fetchAll(t, t.Context(), c, ask("https://wiki.example/a", "https://other.example/a")...)
		expect(t, results, "ok", "insecure tls-issuer")
		if said := strings.Join(results[0].Evidence, "; "); !strings.Contains(said, "a host rule takes any certificate") {
			t.Errorf("the evidence is %q, and does not say that the certificate was not verified", said)
		}
	})
}

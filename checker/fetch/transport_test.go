package fetch_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// get asks one address through a Transport.
func get(t *testing.T, rt http.RoundTripper, url string) (status int, body string, header http.Header, err error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Cookie", "a=b")
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), resp.Header, err
}

func TestTransport(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		var told []string
		c.Trace = func(e fetch.Exchange) { told = append(told, e.For+" for "+e.Query+": "+e.URL) }
		c.Contact = "desk@sund.example"
		api := w.Host("api.example").Page("/works", fetchtest.Text("application/json", `{"a": 1}`).Gzipped()).
			Page("/moved", fetchtest.Redirect(302, "https://10.0.0.1/secret")).
			Page("/busy", fetchtest.Status(429).With("Retry-After", "7")).
			Page("/large", fetchtest.Text("application/vnd.citationstyles.csl+json", strings.Repeat(" ", 10<<20)))
		rt := c.Transport("https://doi.org/10.5555/x")

		status, body, _, err := get(t, rt, "https://api.example/works")
		if status != 200 || body != `{"a": 1}` || err != nil {
			t.Errorf("a page in JSON is %d %q (%v)", status, body, err)
		}
		first := api.Requests()[0]
		if agent := first.Header.Get("User-Agent"); !strings.Contains(agent, "mailto:desk@sund.example") || first.Header.Get("Accept") != "application/json" || first.Header.Get("Cookie") != "" {
			t.Errorf("what was asked with is %v", first.Header)
		}
		if status, _, header, err := get(t, rt, "https://api.example/moved"); status != 302 || header.Get("Location") != "https://10.0.0.1/secret" || err != nil {
			t.Errorf("a redirect is %d to %q (%v)", status, header.Get("Location"), err)
		}
		if status, body, _, err := get(t, rt, "https://api.example/large"); status != 200 || len(body) != 2<<20 || err != nil {
			t.Errorf("10 MiB are %d with %d bytes (%v), want 2 MiB of them", status, len(body), err)
		}
		asked := len(api.Requests())
		if status, _, header, err := get(t, rt, "https://api.example/busy"); status != 429 || header.Get("Retry-After") != "7" || err != nil {
			t.Errorf("429 is %d (%v)", status, err)
		}
		if n := len(api.Requests()) - asked; n != 1 {
			t.Errorf("429 was asked for %d times, not once", n)
		}
		began := time.Now()
		if status, _, _, err := get(t, rt, "https://api.example/works"); status != 200 || err != nil || time.Since(began) < 7*time.Second {
			t.Errorf("after 429 the host was asked again after %s: %d (%v)", time.Since(began), status, err)
		}
		if len(told) != 5 || told[0] != "record for https://doi.org/10.5555/x: https://api.example/works" {
			t.Errorf("told of %q", told)
		}
	})
}

func TestTransportRefuses(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("inner.example").At("10.0.0.1").Page("/", fetchtest.Status(200))
		w.Host("skipped.example").Page("/", fetchtest.Status(200))
		w.Host("down.example").Fault(fetchtest.Refused)
		c.Hosts = []fetch.HostRule{{Match: "skipped.example", Skip: true, Reason: "not ours"}}
		for url, want := range map[string]string{
			"https://10.0.0.1/":        "not a public address",
			"https://inner.example/":   "not a public address",
			"https://skipped.example/": "not ours",
			"https://down.example/":    "refused",
			"https://none.example/":    "no such host",
			"ftp://api.example/":       "scheme",
		} {
			if status, _, _, err := get(t, c.Transport(""), url); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("asking for %s gives %d and the error %v, want one that says %q", url, status, err, want)
			}
		}
		if n := len(w.Host("inner.example").Requests()) + len(w.Host("skipped.example").Requests()); n != 0 {
			t.Errorf("%d requests went to hosts that are not to be asked", n)
		}
		if _, err := c.Transport("").RoundTrip((&http.Request{Method: http.MethodPost, URL: nil}).WithContext(t.Context())); err == nil {
			t.Error("a POST was sent")
		}
		c.Close()
		if _, _, _, err := get(t, c.Transport(""), "https://api.example/"); err == nil {
			t.Error("a closed Client still asks")
		}
	})
}

package fetch_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
)

// TestTrace states that every request that reaches a server is told of, once, with what it was for.
func TestTrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := fetchtest.New()
		defer web.Close()
		web.Host("port.example").
			Page("/", fetchtest.HTML("The port", "welcome")).
			Page("/old", fetchtest.Redirect(301, "/busy").With("Server", "a\u202e\u009b2Jb").With("Set-Cookie", "k=v")).
			Page("/busy", fetchtest.Status(503).With("Retry-After", "2"), fetchtest.HTML("Dues", "tides"))
		web.Host("refused.example").Fault(fetchtest.Refused)
		web.Host("expired.example").Fault(fetchtest.Expired).Page("/", fetchtest.HTML("Port", "tides"))
		web.Host("lost.example").Page("/", fetchtest.HTML("Port", "tides"))
		web.Host("doi.org").
			Page("/api/handles/10.5555/a?type=URL", fetchtest.HTML("", "").As(404)).
			Page("/10.5555/a", fetchtest.Status(404))
		var mu sync.Mutex
		var seen []fetch.Exchange
		client := &fetch.Client{Network: web, Roots: web.Roots(), Inspect: page.Inspect, Trace: func(e fetch.Exchange) {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, e)
		}}
		defer client.Close()
		for _, address := range []string{
			"https://port.example/old", "https://refused.example/", "https://expired.example/", "https://lost.example/a).", "https://doi.org/10.5555/a",
		} {
			if _, err := client.Fetch(t.Context(), checker.Query{URL: address}); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		answers := 0
		for _, e := range seen {
			words := []string{e.Query, e.For, e.URL, string(rune('0' + e.Attempt))}
			if e.Wait > 0 {
				words = append(words, "after a wait")
			}
			if e.Status > 0 {
				answers++
			} else {
				words = append(words, e.Failure)
			}
			got = append(got, strings.Join(words, " | "))
			if e.Header.Get("Set-Cookie") != "" || strings.ContainsAny(e.Header.Get("Server"), "\u202e\u009b") {
				t.Errorf("the exchange shows too much of the head: %v", e.Header)
			}
			if secure := e.Status > 0; secure != strings.HasPrefix(e.TLS, "tls 1.3, certificate of ") {
				t.Errorf("%s: the connection is %q", e.URL, e.TLS)
			}
		}
		want := []string{
			"https://port.example/old | source | https://port.example/old | 1",
			"https://port.example/old | source | https://port.example/busy | 1",
			"https://port.example/old | source | https://port.example/busy | 2 | after a wait",
			"https://port.example/old | invented path | https://port.example/onbkymoiylxzwdpkwxyllaujs | 1",
			"https://refused.example/ | source | https://refused.example/ | 1 | the connection was refused",
			"https://refused.example/ | source | https://refused.example/ | 2 | after a wait | the connection was refused",
			"https://expired.example/ | source | https://expired.example/ | 1 | certificate ended 1999-06-30",
			"https://expired.example/ | without verification | https://expired.example/ | 1",
			"https://lost.example/a). | source | https://lost.example/a). | 1",
			"https://lost.example/a). | other reading | https://lost.example/a | 1",
			"https://lost.example/a). | front page | https://lost.example/ | 1",
			"https://doi.org/10.5555/a | registration | https://doi.org/api/handles/10.5555/a?type=URL | 1",
			"https://doi.org/10.5555/a | source | https://doi.org/10.5555/a | 1",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the trace differs from what is wanted (-want +got):\n%s", diff)
		}
		if n := len(web.Requests()); n != answers {
			t.Errorf("the servers saw %d requests, and the trace tells of %d answers", n, answers)
		}
		if !slices.ContainsFunc(seen, func(e fetch.Exchange) bool { return e.Header.Get("Location") == "/busy" }) ||
			!slices.ContainsFunc(seen, func(e fetch.Exchange) bool { return e.Header.Get("Retry-After") == "2" }) {
			t.Errorf("Location or Retry-After is not told of: %+v", seen)
		}
	})
}

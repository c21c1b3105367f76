package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestClient holds every setting of the network to the field of the Client that it means.
func TestClient(t *testing.T) {
	s, err := configured(t, `version: 1
network: {accept-language: de}
hosts:
  - match: "*.Ministry.example"
    timeout: 60s
    per-host: 1
    delay: 0s
  - match: social.example/people
    check: false
    reason: a login
  - match: wiki.institute.example
    allow-private: true
`, "--parallel=7", "--per-host=2", "--delay=1s", "--timeout=3s", "--budget=1m", "--contact=lind@lomaria.example", "--allow-private=10.1.0.0/16,127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	c := s.client(s.pageReader())
	numbers := []any{c.Parallel, c.PerHost, c.Delay, c.Timeout, c.Budget, c.Contact, c.AcceptLanguage}
	if diff := cmp.Diff([]any{7, 2, time.Second, 3 * time.Second, time.Minute, "lind@lomaria.example", "de"}, numbers); diff != "" {
		t.Errorf("parallel, per-host, delay, timeout, budget, contact and language (-want +got):\n%s", diff)
	}
	private := []string{}
	for _, p := range c.AllowPrivate {
		private = append(private, p.String())
	}
	if diff := cmp.Diff([]string{"10.1.0.0/16", "127.0.0.1/32"}, private); diff != "" {
		t.Errorf("the private networks (-want +got):\n%s", diff)
	}
	hosts := []fetch.HostRule{
		{Match: "*.ministry.example", Timeout: time.Minute, PerHost: 1, Delay: -1},
		{Match: "social.example/people", Skip: true, Reason: "a login"},
		{Match: "wiki.institute.example", AllowPrivate: true},
	}
	if diff := cmp.Diff(hosts, c.Hosts); diff != "" {
		t.Errorf("the host rules (-want +got):\n%s", diff)
	}
	if c.Inspect == nil {
		t.Error("the client reads no pages")
	}
}

func TestPrivateAddresses(t *testing.T) {
	web := func(web *fetchtest.Web) { web.Host("port1.example").At("10.1.2.3").Page("/dues", harbour(1)) }
	tr := trial{document: citing(ports(1)...), web: web}
	tr.run(t).expect(t, statusOK, "1 skipped", "a private address")
	tr.args = []string{"--allow-private", "10.2.0.0/16"}
	tr.run(t).expect(t, statusOK, "1 skipped")
	tr.args = []string{"--allow-private", "10.1.0.0/16"}
	tr.run(t).expect(t, statusOK, "1 ok", "Everything was checked.")
	tr.args, tr.config = nil, "version: 1\nhosts:\n  - match: port1.example\n    allow-private: true\n"
	tr.run(t).expect(t, statusOK, "1 ok")
}

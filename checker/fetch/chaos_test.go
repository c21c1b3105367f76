package fetch_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	reports "github.com/citelint/citelint/report"
)

// chaosSeeds is how many random webs are visited.
var chaosSeeds = flag.Int("chaos", 2, "seeds of the chaos run")

const (
	chaosLinks = 2000
	chaosHosts = 50
)

// A deed is what one page of a random web does.
type deed struct {
	name  string
	does  func(h *fetchtest.Host, path string, good func() fetchtest.Reply)
	want  string // verdicts that are right, with blanks between
	most  int    // requests that any one path of it may see
	chaos string // what it does to its host: "" nothing, "pauses", "stalls"
}

const (
	alive   = "ok moved"
	nowhere = "unreachable"
)

// replies is a deed that answers one after the other; nil stands for a good page.
func replies(name, want string, most int, of ...func() fetchtest.Reply) deed {
	return deed{name: name, want: want, most: most, does: func(h *fetchtest.Host, path string, good func() fetchtest.Reply) {
		var all []fetchtest.Reply
		for _, f := range of {
			if f == nil {
				f = good
			}
			all = append(all, f())
		}
		h.Page(path, all...)
	}}
}

func says(code int) func() fetchtest.Reply {
	return func() fetchtest.Reply { return fetchtest.Status(code) }
}

// then is a deed that sends on to a page beside it.
func then(name, want string, code int, to func() fetchtest.Reply) deed {
	return deed{name: name, want: want, most: 3, does: func(h *fetchtest.Host, path string, good func() fetchtest.Reply) {
		if to == nil {
			to = good
		}
		h.Page(path, fetchtest.Redirect(code, path+"/to")).Page(path+"/to", to())
	}}
}

// elsewhere is a deed that sends to one place.
func elsewhere(name, want, location string) deed {
	return replies(name, want, 1, func() fetchtest.Reply { return fetchtest.Redirect(302, location) })
}

func deeds() []deed {
	long := prose(400)
	with := func(key, value string) func() fetchtest.Reply {
		return func() fetchtest.Reply { return fetchtest.HTML("The port of Sund", long).With(key, value) }
	}
	signal := func(kind checker.SignalKind) func() fetchtest.Reply {
		return func() fetchtest.Reply { return saying(fetchtest.HTML("Sund", prose(40)), kind, "it says so") }
	}
	short := fetchtest.HTML("The port of Sund", long)
	short.Length = 9000
	all := []deed{
		replies("good", alive, 1, nil), replies("good again", alive, 1, nil), replies("good too", alive, 1, nil),
		replies("no content", alive, 1, says(204)), replies("a part", alive, 1, func() fetchtest.Reply { return article("X").As(206) }),
		replies("accepted", alive, 1, func() fetchtest.Reply { return article("X").As(202) }),
		replies("a wall that accepts", "blocked", 1, func() fetchtest.Reply { return fetchtest.Status(202).With("X-Amzn-Waf-Action", "challenge") }),
		replies("choices", alive, 1, func() fetchtest.Reply { return article("X").As(300) }),
		replies("304 once", alive, 2, says(304), nil), replies("304 always", alive, 2, says(304)),
		replies("400", nowhere, 1, says(400)), replies("501", nowhere, 1, says(501)), replies("521", nowhere, 1, says(521)),
		replies("999", "blocked", 1, says(999)), replies("600", "blocked", 1, says(600)), replies("511", "unchecked", 1, says(511)),
		replies("a wall", "blocked", 1, func() fetchtest.Reply { return fetchtest.Status(403).With("Cf-Mitigated", "challenge") }),
		replies("404", "dead", 1, says(404)), replies("410", "dead", 1, says(410)),
		replies("406 once", alive, 2, says(406), nil), replies("406", "blocked", 2, says(406)),
		replies("500 always", nowhere, 2, says(500)), replies("503 always", nowhere, 2, says(503)),
		replies("reset always", nowhere, 3, fetchtest.Reset), replies("reset once", alive, 2, fetchtest.Reset, nil), replies("reset twice", alive, 3, fetchtest.Reset, fetchtest.Reset, nil),
		replies("cut", alive, 2, func() fetchtest.Reply { return short }), replies("cut once", alive, 2, func() fetchtest.Reply { return short }, nil),
		replies("noise", nowhere, 1, func() fetchtest.Reply { return fetchtest.Raw("220 mail.sund.example\r\n") }),
		replies("cut in the head", nowhere, 3, func() fetchtest.Reply { return fetchtest.Raw("HTTP/1.1 200 OK\r\nContent-Ty") }),
		replies("soft 404", "soft-dead", 1, func() fetchtest.Reply {
			return saying(fetchtest.HTML("Page not found", prose(40)), checker.SignalShape, "41 visible words")
		}),
		replies("parked", "parked", 1, signal(checker.SignalParked)), replies("placeholder", "soft-dead", 1, signal(checker.SignalPlaceholder)), replies("login", "blocked", 1, signal(checker.SignalLogin)),
		replies("large head", alive, 1, with("X-Big", strings.Repeat("x", 100<<10))), replies("huge head", nowhere, 3, with("X-Big", strings.Repeat("x", 300<<10))),
		replies("brotli", alive, 1, with("Content-Encoding", "br")), replies("zipped", alive, 1, func() fetchtest.Reply { return article("X").Gzipped() }),
		replies("many cookies", alive, 1, with("Set-Cookie", strings.Repeat("a=b; ", 1000))),
		replies("drip", alive, 1, func() fetchtest.Reply { return article("X").Dripping(530 * time.Millisecond) }),
		then("permanent", "moved", 301, nil), then("temporary", "ok", 302, nil), then("to a 404", "dead", 301, says(404)), then("to a reset", alive, 302, nil),
		then("to a refusal", "blocked", 307, says(403)), then("to a failure", nowhere, 308, says(500)),
		elsewhere("to the front page", "moved", "/"), elsewhere("to an error", "soft-dead", "/404.html"), elsewhere("to a login", "blocked", "/login?return=x"),
		elsewhere("to a file", nowhere, "file:///etc/passwd"), elsewhere("to loopback", "skipped", "http://127.0.0.1/"), elsewhere("to a private name", "skipped", "https://inside.example/x"),
		elsewhere("to nowhere", nowhere, ""), elsewhere("to an unknown host", "dead", "http://gone.example/"),
		{name: "loop", want: nowhere, most: 1, does: func(h *fetchtest.Host, path string, _ func() fetchtest.Reply) {
			h.Page(path, fetchtest.Redirect(302, path+"/b")).Page(path+"/b", fetchtest.Redirect(302, path))
		}},
		{name: "21 hops", want: nowhere, most: 1, does: func(h *fetchtest.Host, path string, _ func() fetchtest.Reply) {
			h.Page(path, fetchtest.Redirect(302, path+"/0"))
			for i := range 21 {
				h.Page(fmt.Sprintf("%s/%d", path, i), fetchtest.Redirect(302, fmt.Sprintf("%s/%d", path, i+1)))
			}
		}},
		{name: "cookie", want: "ok", most: 2, does: func(h *fetchtest.Host, path string, good func() fetchtest.Reply) {
			page := good()
			h.Page(path, fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Cookie") != "" {
					return page
				}
				return fetchtest.Redirect(302, path).With("Set-Cookie", "seen=1")
			}))
		}},
		{name: "refresh to a 404", want: "dead", most: 1, does: func(h *fetchtest.Host, path string, _ func() fetchtest.Reply) {
			h.Page(path, fetchtest.Text("text/html", `<meta http-equiv=refresh content="0; url=`+path+`/gone">`))
		}},
	}
	for _, code := range []int{401, 402, 403, 405, 407, 412, 418, 428, 451} {
		all = append(all, replies(fmt.Sprint(code), "blocked", 1, says(code)))
	}
	for _, code := range []int{408, 425, 500, 502, 503, 504, 520} {
		all = append(all, replies(fmt.Sprintf("%d once", code), alive, 2, says(code), nil))
	}
	for _, d := range []deed{
		replies("429 once", alive, 2, func() fetchtest.Reply { return fetchtest.Status(429).With("Retry-After", "2") }, nil),
		replies("503 twice", alive, 3, func() fetchtest.Reply { return fetchtest.Status(503).With("Retry-After", "1") }, func() fetchtest.Reply { return fetchtest.Status(503).With("Retry-After", "1") }, nil),
		replies("429 always", "blocked", 3, says(429)),
	} {
		d.chaos = "pauses"
		all = append(all, d)
	}
	for _, d := range []deed{
		replies("stalls", nowhere, 2, func() fetchtest.Reply { return article("X").After(25 * time.Second) }),
		replies("stalls once", alive, 2, func() fetchtest.Reply { return article("X").After(25 * time.Second) }, nil),
	} {
		d.chaos = "stalls"
		all = append(all, d)
	}
	return all
}

// A mix is a random web and what is known about it.
type mix struct {
	rng    *rand.Rand
	web    *fetchtest.Web
	urls   []string
	want   map[string]string // by URL
	name   map[string]string // of the deed, by URL
	most   map[string]int    // by URL prefix of the deed's paths
	slack  map[string]bool   // hosts that speak HTTP/2: what fails is asked over HTTP/1.1, too
	faulty map[string]bool
}

// newMix makes the web of a seed. If steady, nothing depends on the order in which hosts are asked.
func newMix(w *fetchtest.Web, seed uint64, links int, steady bool) *mix {
	m := &mix{rng: rand.New(rand.NewPCG(seed, 1)), web: w, want: map[string]string{}, name: map[string]string{}, most: map[string]int{}, slack: map[string]bool{}, faulty: map[string]bool{}}
	w.Host("inside.example").At("10.0.0.1", "127.0.0.1").Rest(article("Secret"))
	w.Host("ca.example").Page("/intermediate.crt", w.Intermediate())
	faults := []struct {
		fault fetchtest.Fault
		want  string
		tls   bool
	}{
		{fetchtest.NoSuchHost, "dead", false}, {fetchtest.ServFail, nowhere, false}, {fetchtest.Refused, nowhere, false}, {fetchtest.Unroutable, nowhere, false}, {fetchtest.Silent, nowhere, false},
		{fetchtest.Expired, "insecure", true}, {fetchtest.WrongName, "insecure", true}, {fetchtest.SelfSigned, "insecure", true}, {fetchtest.OldTLS, "insecure", true},
		{fetchtest.PlainOnTLS, nowhere, true}, {fetchtest.Hangup, nowhere, true}, {fetchtest.Incomplete, alive, true},
	}
	all := deeds()
	for i := range chaosHosts {
		name := fmt.Sprintf("h%d.example", i)
		h := w.Host(name).Page("/", article("The harbours")).Page("/404.html", article("Error")).Page("/login?return=x", saying(article("Sign in"), checker.SignalLogin, "a form asks for a password"))
		scheme, chaos := "http", []string{"", "", "", "pauses", "stalls"}[m.rng.IntN(5)]
		if m.rng.IntN(2) == 0 {
			if scheme = "https"; m.rng.IntN(2) == 0 {
				h.HTTP2()
				m.slack[name] = true
			}
		}
		n := links * 2 * (i + 1) / (chaosHosts * (chaosHosts + 1)) // some hosts are large
		if i < len(faults) {
			f := faults[i]
			h.Fault(f.fault)
			m.faulty[name] = true
			if scheme = "http"; f.tls {
				scheme = "https"
			}
			if n = m.rng.IntN(20) + 1; steady {
				n = 1
			}
			for j := range n {
				path := fmt.Sprintf("/d%d", j)
				h.Page(path, m.good())
				m.cites(scheme+"://"+name+path, "on a bad host", f.want, 3)
			}
			continue
		}
		if steady {
			chaos = ""
		}
		for j := range n {
			d := all[m.rng.IntN(len(all))]
			for d.chaos != "" && d.chaos != chaos {
				d = all[m.rng.IntN(len(all))]
			}
			path := fmt.Sprintf("/d%d", j)
			d.does(h, path, m.good)
			want := d.want
			switch {
			case chaos == "pauses":
				want += " blocked" // the rest of a host that asks for three pauses is not asked
			case chaos == "stalls":
				want += " unreachable" // a host that is silent three times in a row is asked without retries
			}
			if m.slack[name] && d.most == 3 {
				want += " unreachable" // a connection that another page breaks takes one of the three times that it is asked
			}
			m.cites(scheme+"://"+name+path, d.name, want, d.most)
		}
	}
	return m
}

func (m *mix) cites(url, deed, want string, most int) {
	m.urls = append(m.urls, url)
	m.want[url], m.name[url], m.most[url] = want, deed, most
}

// good is a page that takes its time.
func (m *mix) good() fetchtest.Reply {
	return article("The port of Sund").After(time.Duration(m.rng.IntN(800)+1) * time.Millisecond)
}

// TestChaos visits random webs in which everything happens at once, and holds the run against what
// may never be.
func TestChaos(t *testing.T) {
	for seed := range *chaosSeeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				c.Budget = 24 * time.Hour
				m := newMix(w, uint64(seed), chaosLinks, false)
				start := time.Now()
				results := fetchAll(t, t.Context(), c, ask(m.urls...)...)
				t.Logf("%d links, %d requests, %d connections, %s of virtual time", len(results), len(w.Requests()), w.Dials(""), time.Since(start).Round(time.Second))
				for _, r := range results {
					m.judge(t, &r)
				}
				m.judgeRequests(t)
				if n := w.Dials("inside.example"); n > 0 {
					t.Errorf("the private host was connected to %d times", n)
				}
			})
		})
	}
}

// judge holds a result against what its page does.
func (m *mix) judge(t *testing.T, r *checker.Result) {
	t.Helper()
	if !slices.Contains(strings.Fields(m.want[r.URL]), string(r.Verdict)) {
		t.Errorf("%s (%s): %s, want %s; evidence %q", r.URL, m.name[r.URL], said(*r), m.want[r.URL], r.Evidence)
	}
}

var inventedPath = regexp.MustCompile(`^/([^/]+/)*[a-z]{25}$`)

// judgeRequests holds what the servers saw against what they may be asked.
func (m *mix) judgeRequests(t *testing.T) {
	t.Helper()
	times, probes, seen := map[string]int{}, map[string]int{}, map[string][]fetchtest.Request{}
	for _, r := range m.web.Requests() {
		host := r.Scheme + "://" + r.Host
		if times[host+r.Path]++; times[host+r.Path] == 1 && inventedPath.MatchString(r.Path) {
			probes[host]++
		}
		seen[host] = append(seen[host], r)
	}
	for u, n := range times {
		most, ok := m.most[u]
		for cut := u; !ok && len(cut) > len("https://"); most, ok = m.most[cut] {
			cut = cut[:strings.LastIndexByte(cut, '/')]
		}
		if !ok {
			continue // pages that many lead to
		}
		if name := strings.TrimPrefix(strings.TrimPrefix(u, "http://"), "https://"); m.slack[name[:strings.IndexByte(name, '/')]] {
			most = max(most, 3) // a connection of HTTP/2 that breaks takes others with it
			if m.name[u] == "cookie" {
				most *= 2 // a hop without, and one with it
			}
		}
		if n > most {
			t.Errorf("%s (%s) was asked %d times, want at most %d", u, m.name[u], n, most)
		}
	}
	for host, n := range probes {
		if n > 1 {
			t.Errorf("%s was asked for %d invented paths", host, n)
		}
	}
	for host, requests := range seen {
		if m.faulty[host[strings.LastIndexByte(host, '/')+1:]] {
			continue
		}
		if n := atOnce(requests); n > 4 {
			t.Errorf("%s had %d requests in flight", host, n)
		}
		for i := range requests {
			for j := i + 10; j < len(requests); j++ {
				if gap, least := requests[j].Time.Sub(requests[i].Time), time.Duration(j-i-9)*250*time.Millisecond; gap < least {
					t.Errorf("%s had %d requests in %s: %s … %s", host, j-i+1, gap, requests[i].Path, requests[j].Path)
					return
				}
			}
		}
	}
	if n := atOnce(m.web.Requests()); n > 128 {
		t.Errorf("%d requests were in flight", n)
	}
}

// atOnce says how many requests were being answered at one instant at the most; what ends when
// another begins is no longer there.
func atOnce(requests []fetchtest.Request) int {
	type edge struct {
		at    time.Time
		delta int
	}
	var edges []edge
	for _, r := range requests {
		if r.Ended.After(r.Time) {
			edges = append(edges, edge{r.Time, 1}, edge{r.Ended, -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.delta - b.delta
	})
	most, n := 0, 0
	for _, e := range edges {
		n += e.delta
		most = max(most, n)
	}
	return most
}

// clocks are the fields of a report that say when.
var clocks = regexp.MustCompile(`(?m)^ *"(started|finished|checked|lastGood|failingSince)": .*\n`)

// TestChaosRepeats: the same web gives the same report, byte for byte, whatever came first.
func TestChaosRepeats(t *testing.T) {
	visit := func() (text string) {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			c.Budget = 24 * time.Hour
			m := newMix(w, 7, 500, true)
			src := strings.Join(m.urls, "\n\n")
			doc := checker.NewDocument("harbours.md", []byte(src))
			at := 0
			for _, u := range m.urls {
				doc.Links = append(doc.Links, &checker.Link{Raw: u, URL: u, Span: doc.Span(at, at+len(u))})
				at += len(u) + 2
			}
			rep, err := (&checker.Checker{Fetcher: c}).Check(t.Context(), doc)
			if err != nil {
				t.Error(err)
			}
			for _, r := range rep.Results {
				m.judge(t, r)
			}
			var b bytes.Buffer
			if err := reports.JSON(&b, rep); err != nil {
				t.Error(err)
			}
			text = clocks.ReplaceAllString(b.String(), "")
		})
		return text
	}
	first := visit()
	if diff := cmp.Diff(strings.Split(first, "\n"), strings.Split(visit(), "\n")); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	if strings.Count(first, `"verdict"`) < 400 {
		t.Error("the report has few results")
	}
}

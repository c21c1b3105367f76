package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// expect holds results against verdicts and causes.
func expect(t *testing.T, results []checker.Result, want ...string) {
	t.Helper()
	for i, r := range results {
		w := want[min(i, len(want)-1)]
		if got := said(r); got != w {
			t.Errorf("%s: %s, want %s; evidence %q", r.URL, got, w, r.Evidence)
		}
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	for _, form := range []string{"1", time.RFC1123, time.RFC850, time.ANSIC} {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			least := time.Second
			value := form
			if form != "1" {
				least = 2 * time.Second
				value = strings.Replace(time.Now().UTC().Add(least).Format(form), "UTC", "GMT", 1)
			}
			date := time.Now().UTC().Format(http.TimeFormat)
			w.Host("a.example").Page("/x", fetchtest.Status(429).With("Retry-After", value).With("Date", date), article("X"))
			start := time.Now()
			expect(t, fetchAll(t, t.Context(), c, ask("http://a.example/x")...), "ok")
			if took := time.Since(start); took < least || took > least+3*time.Second {
				t.Errorf("Retry-After: %s: asked again after %s", value, took)
			}
		})
	}
}

func TestAbsurdRetryAfter(t *testing.T) {
	for value, longest := range map[string]time.Duration{
		"86400": 0, strings.Repeat("9", 30): 0,
		"-5": time.Minute, "abc": time.Minute, "1e9": time.Minute, "Sat, 01 Jan 1994 00:00:00 GMT": time.Minute, "": time.Minute,
	} {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			w.Host("a.example").Page("/x", fetchtest.Status(429).With("Retry-After", value))
			start := time.Now()
			r := fetchAll(t, t.Context(), c, ask("http://a.example/x")...)
			expect(t, r, "blocked rate-limit")
			if took := time.Since(start); took > longest {
				t.Errorf("Retry-After: %q took %s", value, took)
			}
			if value == "86400" && !slices.Contains(r[0].Evidence, "retry after 86400 s") {
				t.Errorf("no evidence of the wish in %q", r[0].Evidence)
			}
		})
	}
}

func TestHostThatAlwaysSays429(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example").Rest(fetchtest.Status(429).After(10 * time.Millisecond))
		start := time.Now()
		results := fetchAll(t, t.Context(), c, numbered("http://a.example", 30)...)
		expect(t, results, "blocked rate-limit")
		if n := len(a.Requests()); n > 8 {
			t.Errorf("asked %d times", n)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("took %s: the host was paused more than once for all", took)
		}
		notAsked := 0
		for _, r := range results {
			if slices.Contains(r.Evidence, "not asked") {
				notAsked++
			}
		}
		if notAsked < 20 {
			t.Errorf("%d say that they were not asked", notAsked)
		}
	})
}

func TestSilentHost(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("silent.example").Fault(fetchtest.Silent)
		queries := ask("http://silent.example/x")
		for i := range 30 {
			name := fmt.Sprintf("h%d.example", i)
			w.Host(name).Page("/x", article("X"))
			queries = append(queries, ask("http://"+name+"/x")...)
		}
		results := fetchAll(t, t.Context(), c, queries...)
		expect(t, results, append([]string{"unreachable timeout"}, slices.Repeat([]string{"ok"}, 30)...)...)
		if n := w.Dials("silent.example"); n != 2 {
			t.Errorf("connected %d times to the silent host, want 2", n)
		}
		if want := "no answer in 20 s, twice"; !slices.Contains(results[0].Evidence, want) {
			t.Errorf("evidence %q, want %q", results[0].Evidence, want)
		}
		for _, r := range results[1:] {
			if d := r.Checked.Sub(results[0].Checked); d > -30*time.Second {
				t.Errorf("%s was delayed", r.URL)
			}
		}
	})
}

func TestHostThatRefuses(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("good.example").Page("/x", article("X"))
		for i, f := range []fetchtest.Fault{fetchtest.Refused, fetchtest.Unroutable} {
			host := fmt.Sprintf("a%d.example", i)
			w.Host(host).Fault(f)
			results := fetchAll(t, t.Context(), c, append(numbered("http://"+host, 20), ask("http://good.example/x")...)...)
			for _, r := range results[:20] {
				if r.Verdict != checker.Unreachable {
					t.Errorf("%s: %s %q", r.URL, said(r), r.Evidence)
				}
			}
			if n := w.Dials(host); n > 4 {
				t.Errorf("connected %d times to %s, want at most 4", n, host)
			}
			notAsked := 0
			for _, r := range results[:20] {
				if r.Cause == checker.CauseHostDown && slices.Contains(r.Evidence, host+" did not connect twice; not asked for this page") {
					notAsked++
				}
			}
			if notAsked < 16 {
				t.Errorf("%d of 20 say that they were not asked", notAsked)
			}
		}
	})
}

func TestNames(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Page("/x", article("X"))
		w.Host("broken.example").Fault(fetchtest.ServFail)
		results := fetchAll(t, t.Context(), c, append(numbered("http://gone.example", 20), ask("http://broken.example/x", "http://a.example/x")...)...)
		expect(t, results, append(slices.Repeat([]string{"dead no-such-host"}, 20), "unreachable dns", "ok")...)
		if n := w.Lookups("gone.example"); n != 2 {
			t.Errorf("looked up %d times, want 2", n)
		}
		if want := "no such host, asked twice"; !slices.Contains(results[0].Evidence, want) {
			t.Errorf("evidence %q, want %q", results[0].Evidence, want)
		}
	})
}

func TestOwnNetworkDown(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Offline()
		expect(t, fetchAll(t, t.Context(), c, ask("http://a.example/x")...), "unchecked network-down")
	})
	for hosts, want := range map[int]string{4: "unreachable refused", 5: "unchecked network-down"} {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			var queries []checker.Query
			for i := range hosts {
				name := fmt.Sprintf("h%d.example", i)
				w.Host(name).Fault(fetchtest.Refused)
				queries = append(queries, ask("http://"+name+"/x")...)
			}
			expect(t, fetchAll(t, t.Context(), c, queries...), want)
		})
	}
}

func TestPoliteness(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example").Rest(article("X").After(300 * time.Millisecond))
		expect(t, fetchAll(t, t.Context(), c, numbered("http://a.example", 50)...), "ok")
		if n := a.MostInFlight(); n != 4 {
			t.Errorf("%d in flight, want 4", n)
		}
		seen := a.Requests()
		for i := 10; i < len(seen); i++ {
			if d := seen[i].Time.Sub(seen[0].Time); d < time.Duration(i-9)*250*time.Millisecond {
				t.Errorf("request %d started after %s", i, d)
			}
		}
	})
}

func TestFastHostIsNotDelayed(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("slow.example").Rest(article("X").After(4 * time.Second))
		w.Host("fast.example").Rest(article("X"))
		start := time.Now()
		results := fetchAll(t, t.Context(), c, append(numbered("http://slow.example", 100), ask("http://fast.example/x")...)...)
		expect(t, results, "ok")
		if d := results[100].Checked.Sub(start); d > time.Second {
			t.Errorf("the fast host waited %s", d)
		}
	})
}

func TestBudget(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Rest(article("X").After(time.Second))
		w.Host("b.example").Rest(article("X").After(time.Minute))
		c.Budget = 2500 * time.Millisecond
		start := time.Now()
		results := fetchAll(t, t.Context(), c, append(numbered("http://a.example", 30), ask("http://b.example/x")...)...)
		verdicts := map[string]int{}
		for _, r := range results {
			verdicts[said(r)]++
		}
		if verdicts["ok"] != 12 || verdicts["unchecked deadline"] != 19 {
			t.Errorf("after 2.5 s: %v, want 12 ok and the rest unchecked", verdicts)
		}
		if d := time.Since(start); d > 7500*time.Millisecond {
			t.Errorf("took %s, want at most 7.5 s", d)
		}
	})
}

func TestEndOfContext(t *testing.T) {
	for want, cause := range map[string]error{"unchecked cancelled": errors.New("an interrupt"), "unchecked deadline": context.DeadlineExceeded} {
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			w.Host("a.example").Rest(article("X").After(time.Minute))
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(cause) })
			start := time.Now()
			expect(t, fetchAll(t, ctx, c, numbered("http://a.example", 10)...), want)
			if d := time.Since(start); d != time.Second {
				t.Errorf("took %s", d)
			}
		})
	}
}

func TestPauseThatPassesTheEnd(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Rest(fetchtest.Status(429).With("Retry-After", "3600").After(time.Millisecond))
		results := fetchAll(t, t.Context(), c, numbered("http://a.example", 10)...)
		verdicts := map[string]int{}
		for _, r := range results {
			verdicts[said(r)]++
		}
		if verdicts["blocked rate-limit"] != 4 || verdicts["unchecked paused"] != 6 {
			t.Errorf("%v, want 4 that were asked and 6 paused", verdicts)
		}
	})
}

func TestHostRules(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Hosts = []fetch.HostRule{
			{Match: "social.example/people", Skip: true, Reason: "behind a login"},
			{Match: "*.slow.example", Timeout: time.Minute, PerHost: 1, Delay: 2 * time.Second},
		}
		w.Host("social.example").Rest(article("X"))
		slow := w.Host("www.slow.example").Rest(article("X").After(50 * time.Second))
		results := fetchAll(t, t.Context(), c, append(numbered("http://www.slow.example", 3), ask("http://social.example/people/x", "http://social.example/peoples", "http://social.example/people")...)...)
		expect(t, results, "ok", "ok", "ok", "skipped host-rule", "ok", "skipped host-rule")
		if slow.MostInFlight() != 1 {
			t.Errorf("%d in flight at the slow host, want 1", slow.MostInFlight())
		}
		if !slices.Equal(results[3].Evidence, []string{"behind a login"}) {
			t.Errorf("evidence %q", results[3].Evidence)
		}
	})
}

func TestBodiesWithoutEnd(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example")
		a.Page("/endless", fetchtest.HTML("Endless", prose(1000)).Forever()).Page("/stream", fetchtest.Text("text/event-stream", "data: x\n\n").Dripping(time.Second).Forever())
		a.Page("/drip", fetchtest.HTML("Drip", prose(100)).Dripping(500*time.Millisecond)).Page("/bomb", fetchtest.Text("text/html", strings.Repeat("<p>x", 1<<19)).Gzipped())
		pdf := fetchtest.Text("application/pdf", "%PDF-1.7\n"+strings.Repeat("x", 1<<20))
		a.Page("/pdf", pdf)
		results := fetchAll(t, t.Context(), c, ask("http://a.example/endless", "http://a.example/stream", "http://a.example/drip", "http://a.example/bomb", "http://a.example/pdf")...)
		expect(t, results, "ok")
		for _, r := range results {
			if !r.Page.Partial || r.Page.Size > 2<<20 {
				t.Errorf("%s: partial %v, %d bytes", r.URL, r.Page.Partial, r.Page.Size)
			}
		}
		if results[4].Page.Size != 4<<10 {
			t.Errorf("read %d bytes of a PDF of which nothing was asked", results[4].Page.Size)
		}
		t.Log(results[0].Evidence, results[1].Evidence, results[2].Evidence, results[3].Evidence, results[4].Evidence)
	})
}

func TestCookiesStayAtHome(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Page("/x", fetchtest.Redirect(302, "http://b.example/x").With("Set-Cookie", "secret=1")).Page("/y", fetchtest.Redirect(302, "/z").With("Set-Cookie", "secret=2")).Page("/z", article("Z"))
		b := w.Host("b.example").Page("/x", article("X"))
		fetchAll(t, t.Context(), c, ask("http://a.example/x", "http://a.example/y", "http://a.example/z")...)
		for _, r := range b.Requests() {
			if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
				t.Errorf("%s got %v", r, r.Header)
			}
		}
		cookies := 0
		for _, r := range w.Requests() {
			if r.Header.Get("Cookie") == "secret=2" {
				cookies++
			}
		}
		if cookies != 1 {
			t.Errorf("the cookie was sent %d times, want once, in its own chain", cookies)
		}
	})
}

func TestScout(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").HTTP2().Rest(article("X").After(10 * time.Millisecond))
		expect(t, fetchAll(t, t.Context(), c, numbered("https://a.example", 40)...), "ok")
		if n := w.Dials("a.example"); n != 1 {
			t.Errorf("%d connections over HTTP/2, want 1", n)
		}
	})
}

func TestChainsThatMeet(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example").Page("/p", article("P").After(time.Second))
		var urls []string
		for i := range 4 {
			u := fmt.Sprintf("/%d", i)
			a.Page(u, fetchtest.Redirect(302, "/p"))
			urls = append(urls, "http://a.example"+u)
		}
		expect(t, fetchAll(t, t.Context(), c, ask(urls...)...), "ok")
		if n := len(a.Requests()); n != 5 {
			t.Errorf("%d requests, want 5: the common end is asked once", n)
		}
	})
}

func TestGoAway(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		n := 0
		a := w.Host("a.example").HTTP2().Rest(fetchtest.Func(func(fetchtest.Request) fetchtest.Reply {
			if n++; n%10 == 0 {
				return article("X").With("Connection", "close")
			}
			return article("X")
		}))
		c.PerHost = 1
		expect(t, fetchAll(t, t.Context(), c, numbered("https://a.example", 40)...), "ok")
		if n := w.Dials("a.example"); n < 4 || n > 8 {
			t.Errorf("%d connections, want one for about ten of %d requests", n, len(a.Requests()))
		}
	})
}

func TestMisdirected(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Page("/x", fetchtest.Status(421), article("X"))
		expect(t, fetchAll(t, t.Context(), c, ask("https://a.example/x")...), "ok")
	})
}

func TestPanicInInspector(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Page("/x", article("X"))
		c.Inspect = func(checker.Response, checker.Query) checker.Inspection { panic("a bad page") }
		r := fetchAll(t, t.Context(), c, ask("http://a.example/x")...)
		expect(t, r, "ok")
		if !slices.Contains(r[0].Evidence, "the page could not be read") {
			t.Errorf("evidence %q", r[0].Evidence)
		}
	})
}

func TestClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := fetchtest.New()
		defer w.Close()
		c := &fetch.Client{Network: w}
		c.Close()
		if _, err := c.Fetch(t.Context(), checker.Query{URL: "http://a.example/"}); err == nil {
			t.Error("a closed client answers")
		}
	})
}

// TestConnectionsAreUsedAgain: bodies are drained, of redirects, errors and retried answers too, and
// a host that fails costs no other its idle connections.
func TestConnectionsAreUsedAgain(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.PerHost = 1
		large := fetchtest.Text("text/plain", strings.Repeat("x", 20_000))
		a := w.Host("a.example").Rest(article("X"))
		var queries []checker.Query
		for i := range 20 {
			a.Page(fmt.Sprintf("/to%d", i), large.As(302).With("Location", fmt.Sprintf("/%d", i)))
			a.Page(fmt.Sprintf("/again%d", i), large.As(503), article("X"))
			bad := fmt.Sprintf("bad%d.example", i)
			w.Host(bad).Fault(fetchtest.Refused)
			queries = append(queries, ask(fmt.Sprintf("http://a.example/to%d", i), fmt.Sprintf("http://a.example/again%d", i), "http://"+bad+"/x")...)
		}
		expect(t, fetchAll(t, t.Context(), c, queries...)[:2], "ok")
		if n := w.Dials("a.example"); n != 1 {
			t.Errorf("%d connections for %d requests one after the other, want 1", n, len(a.Requests()))
		}
	})
}

// TestPrivateHostsNeedNoSpacing: what is ours is asked as fast as it answers.
func TestPrivateHostsNeedNoSpacing(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
		w.Host("wiki.example").At("10.0.0.1").Rest(article("X").After(100 * time.Millisecond))
		start := time.Now()
		expect(t, fetchAll(t, t.Context(), c, numbered("http://wiki.example", 200)...), "ok")
		if took := time.Since(start); took > time.Second {
			t.Errorf("took %s", took)
		}
	})
}

func TestUserAgent(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Version, c.Contact = "1.2.3", "desk@sund.example"
		a := w.Host("a.example").Rest(article("X"))
		fetchAll(t, t.Context(), c, ask("http://user:secret@a.example/x#part")...)
		want := http.Header{
			"User-Agent":      {"citelint/1.2.3 (+https://github.com/citelint/citelint; mailto:desk@sund.example)"},
			"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
			"Accept-Language": {"en,*;q=0.5"}, "Accept-Encoding": {"gzip"},
		}
		if diff := cmp.Diff(want, a.Requests()[0].Header); diff != "" {
			t.Errorf("headers (-want +got):\n%s", diff)
		}
	})
}

func TestPageFacts(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Inspect = func(checker.Response, checker.Query) checker.Inspection { return checker.Inspection{} }
		w.Host("a.example").Page("/x", fetchtest.Text("Text/HTML; charset=utf-8", "hello").With("ETag", `"1"`).With("Last-Modified", "Sat, 01 Mar 2025 12:00:00 GMT").Gzipped())
		got := fetchAll(t, t.Context(), c, ask("http://a.example/x#part")...)[0]
		want := checker.Page{
			URL: "http://a.example/x", ContentType: "text/html", Size: 5, ETag: `"1"`, LastModified: "Sat, 01 Mar 2025 12:00:00 GMT",
			Digest: "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
		}
		if diff := cmp.Diff(want, got.Page); diff != "" {
			t.Errorf("the page (-want +got):\n%s", diff)
		}
		if got.Checked.IsZero() || got.Status != 200 || got.Verdict != checker.OK {
			t.Errorf("the result: %+v", got)
		}
	})
}

// TestNobodyReads: without an Inspector nobody pays for a page's digest.
func TestNobodyReads(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Inspect = nil
		w.Host("a.example").Page("/x", fetchtest.Text("text/html", "hello"))
		got := fetchAll(t, t.Context(), c, ask("http://a.example/x")...)[0]
		want := checker.Page{URL: "http://a.example/x", ContentType: "text/html", Size: 5}
		if diff := cmp.Diff(want, got.Page); diff != "" {
			t.Errorf("the page (-want +got):\n%s", diff)
		}
	})
}

// TestWallAroundTheFrontPage: a host whose only good answer is a wall cannot be believed that a page
// is not there.
func TestWallAroundTheFrontPage(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("a.example").Page("/", fetchtest.HTML("Wait").With("Cf-Mitigated", "challenge"))
		expect(t, fetchAll(t, t.Context(), c, ask("http://a.example/x", "http://a.example/y")...), "blocked refuses-all")
	})
}

// TestSecondAddress: an address that does not answer gives way to the next.
func TestSecondAddress(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		w.Host("hole.example").At("20.9.9.9").Fault(fetchtest.Unroutable)
		w.Host("shut.example").At("20.9.9.8").Fault(fetchtest.Refused)
		w.Host("a.example").At("20.9.9.7").Rest(article("X")).Resolves(func(int) []netip.Addr {
			return []netip.Addr{netip.MustParseAddr("20.9.9.9"), netip.MustParseAddr("20.9.9.8"), netip.MustParseAddr("20.9.9.7")}
		})
		start := time.Now()
		expect(t, fetchAll(t, t.Context(), c, ask("http://a.example/x")...), "ok")
		if took := time.Since(start); took > 300*time.Millisecond {
			t.Errorf("took %s", took)
		}
	})
}

func TestParallel(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Parallel = 3
		var queries []checker.Query
		for i := range 10 {
			name := fmt.Sprintf("h%d.example", i)
			w.Host(name).Rest(article("X").After(time.Second))
			queries = append(queries, numbered("http://"+name, 3)...)
		}
		start := time.Now()
		expect(t, fetchAll(t, t.Context(), c, queries...), "ok")
		if n := w.MostInFlight(); n != 3 {
			t.Errorf("%d in flight, want 3", n)
		}
		if took := time.Since(start); took != 10*time.Second {
			t.Errorf("30 requests of a second, three at a time, took %s", took)
		}
	})
}

// TestDeepReading: if a quotation is asked more of a page is read.
func TestDeepReading(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		var queries []checker.Query
		for i := range 6 {
			name := fmt.Sprintf("h%d.example", i)
			w.Host(name).Rest(fetchtest.HTML("Endless", prose(5000)).Forever())
			queries = append(queries, checker.Query{URL: "http://" + name + "/x", Quotations: []string{"ships from Lomaria"}})
		}
		c.Inspect = nil
		for _, r := range fetchAll(t, t.Context(), c, queries...) {
			if r.Page.Size != 8<<20 || !r.Page.Partial {
				t.Errorf("%s: read %d bytes, partial %v", r.URL, r.Page.Size, r.Page.Partial)
			}
		}
	})
}

// TestSlowChain: what a source may take is held against further hops, not against a page
// that came.
func TestSlowChain(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		a := w.Host("a.example")
		for i := range 6 {
			a.Page(fmt.Sprintf("/arrives%d", i), fetchtest.Redirect(302, fmt.Sprintf("/arrives%d", i+1)).After(17*time.Second))
		}
		a.Page("/arrives5", article("X").After(17*time.Second))
		for i := range 20 {
			a.Page(fmt.Sprintf("/long%d", i), fetchtest.Redirect(302, fmt.Sprintf("/long%d", i+1)).After(17*time.Second))
		}
		expect(t, fetchAll(t, t.Context(), c, ask("http://a.example/arrives0", "http://a.example/long0")...), "ok", "unreachable timeout")
	})
}

// TestHowMuchIsRead: by what the body is, whatever it is called, and by what is asked.
func TestHowMuchIsRead(t *testing.T) {
	const mib = 1 << 20
	pdf, page, zip := "%PDF-1.7\n"+strings.Repeat("x", 3*mib), "<!doctype html>"+strings.Repeat("<p>x", mib), "PK\x03\x04"+strings.Repeat("x", mib)
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Inspect = nil
		a := w.Host("a.example")
		for path, reply := range map[string]fetchtest.Reply{
			"/pdf": fetchtest.Text("application/pdf", pdf), "/octets": fetchtest.Text("application/octet-stream", pdf), "/called-pdf": fetchtest.Text("application/pdf", page),
			"/html": fetchtest.Text("text/html", page), "/zip": fetchtest.Text("application/zip", zip), "/error": fetchtest.Text("text/html", page).As(403),
		} {
			a.Page(path, reply)
		}
		for _, row := range []struct {
			path  string
			title bool
			quote bool
			want  int64
		}{
			{"/pdf", false, false, 4 << 10}, {"/pdf", true, false, int64(len(pdf))}, {"/octets", true, false, int64(len(pdf))}, {"/called-pdf", true, false, 2 * mib},
			{"/html", true, false, 2 * mib}, {"/html", false, true, int64(len(page))}, {"/zip", true, true, 4 << 10}, {"/error", true, true, 256 << 10},
		} {
			q := checker.Query{URL: "http://a.example" + row.path}
			if row.title {
				q.Titles = []string{"The Port of Sund"}
			}
			if row.quote {
				q.Quotations = []string{"ships from Lomaria"}
			}
			if got := fetchAll(t, t.Context(), c, q)[0].Page.Size; got != row.want {
				t.Errorf("%s, title %v, quotation %v: read %d bytes, want %d", row.path, row.title, row.quote, got, row.want)
			}
		}
	})
}

// TestLargeBodiesThatEndEarly: places for larger bodies are given back, whatever becomes of the body.
func TestLargeBodiesThatEndEarly(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		short := fetchtest.Text("text/html", strings.Repeat("<p>x", 1<<18))
		short.Length = 2 << 20
		c.Delay, c.Inspect = -1, nil
		w.Host("a.example").Rest(short)
		results := fetchAll(t, t.Context(), c, numbered("http://a.example", 20)...)
		expect(t, results, "ok")
		if r := results[0]; !r.Page.Partial || r.Page.Size != 1<<20 {
			t.Errorf("read %d bytes, partial %v", r.Page.Size, r.Page.Partial)
		}
	})
}

package fetch_test

import (
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestRobots is row 69, and what RFC 9309 says of answers that are no rules.
func TestRobots(t *testing.T) {
	const deny = "User-agent: *\nDisallow: /"
	rules := func(text string) fetchtest.Reply { return fetchtest.Text("text/plain", text) }
	const asIs, denied = "ok", "skipped robots"
	for _, test := range []struct {
		name, path, want string
		robots           fetchtest.Reply
	}{
		{"all is denied", "/a", denied, rules(deny)},
		{"another path", "/a", asIs, rules("User-agent: *\nDisallow: /b")},
		{"an escape in the rule", "/page", denied, rules("User-agent: *\nDisallow: /%70age")},
		{"an escape in the address", "/%70age", denied, rules("User-agent: *\nDisallow: /page")},
		{"letters in the rule that are not ASCII", "/%C3%BC", denied, rules("User-agent: *\nDisallow: /ü")},
		{"a group of our own", "/a", asIs, rules(deny + "\n\nUser-agent: CiteLint\nDisallow:")},
		{"a byte order mark and words that mean nothing", "/a", denied, rules("\ufeffUser-agent: *\r\nCrawl-delay: soon\r\nHello\r\nDisallow: /a # not this")},
		{"a pattern", "/x/a.html", denied, rules("User-agent: *\nDisallow: /*.html$")},
		{"none", "/a", asIs, fetchtest.Status(404)},
		{"one for members", "/a", asIs, fetchtest.Status(403)},
		{"a broken server", "/a", denied, fetchtest.Status(500)},
		{"a redirect", "/a", denied, fetchtest.Redirect(301, "https://rules.example/deny")},
		{"a redirect without end", "/a", asIs, fetchtest.Redirect(302, "/robots.txt?again")},
		{"a redirect to a private address", "/a", asIs, fetchtest.Redirect(302, "http://127.0.0.1/robots.txt")},
		{"no answer", "/a", denied, fetchtest.Reset()},
	} {
		t.Run(test.name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				w.Host("rules.example").Page("/deny", rules(deny))
				h := w.Host("port.example")
				h.Page(test.path, article("The port of Sund"))
				h.Page("/robots.txt", test.robots)
				h.Page("/robots.txt?again", fetchtest.Redirect(302, "/robots.txt"))
				inside := w.Host("127.0.0.1")
				inside.Page("/robots.txt", rules(deny))
				queries := ask("https://port.example" + test.path)
				c.ObeyRobots = true
				if got := said(fetchAll(t, t.Context(), c, queries...)[0]); got != test.want {
					t.Errorf("with robots.txt obeyed the verdict is %q, want %q", got, test.want)
				}
				for _, r := range w.Requests() {
					if r.Host == "127.0.0.1" {
						t.Errorf("a private server was asked: %s", r)
					}
					if test.want == denied && r.Host == "port.example" && r.Path == test.path {
						t.Errorf("the page was asked for, though robots.txt does not allow it: %s", r)
					}
				}
				careless := &fetch.Client{Network: w, Roots: w.Roots(), Inspect: inspect}
				defer careless.Close()
				if got := said(fetchAll(t, t.Context(), careless, queries...)[0]); got != asIs {
					t.Errorf("with robots.txt not asked the verdict is %q, want %q", got, asIs)
				}
			})
		})
	}
}

// TestRobotsOnce asks for robots.txt once for all pages of a host, and keeps its delay.
func TestRobotsOnce(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		h := w.Host("port.example")
		h.Page("/robots.txt", fetchtest.Text("text/plain", "User-agent: *\nCrawl-delay: 30\nDisallow: /no"))
		queries := numbered("https://port.example", 4)
		for _, q := range queries {
			h.Page(q.URL[len("https://port.example"):], article("The port of Sund"))
		}
		c.ObeyRobots = true
		began := time.Now()
		for _, r := range fetchAll(t, t.Context(), c, queries...) {
			if r.Verdict != checker.OK {
				t.Errorf("%s is %s, want ok", r.URL, said(r))
			}
		}
		if took := time.Since(began); took < 30*time.Second || took > 50*time.Second {
			t.Errorf("four pages took %v, want three to four delays of 10 s", took)
		}
		asked := 0
		for _, r := range w.Requests() {
			if r.Path == "/robots.txt" {
				asked++
			}
		}
		if asked != 1 {
			t.Errorf("robots.txt was asked for %d times, want once", asked)
		}
	})
}

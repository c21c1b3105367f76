package fetch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestVerdicts is the table of verdicts: what a server does, and what is said of it.
func TestVerdicts(t *testing.T) {
	status, html, to := fetchtest.Status, fetchtest.HTML, fetchtest.Redirect
	const h, hs = "http://a.example", "https://a.example"
	titled := func(u, title string) checker.Query { return checker.Query{URL: u, Titles: []string{title}} }
	for _, row := range []struct {
		name     string
		web      func(w *fetchtest.Web, a *fetchtest.Host)
		ask      []checker.Query
		want     []string
		evidence []string // somewhere in the evidence of all
		instead  []string
		requests int // that all hosts saw; 0: any number
	}{
		{name: "an ordinary page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("The port of Sund"))
		}, ask: []checker.Query{titled(h+"/x", "The Port of Sund"), {URL: hs + "/x"}}, want: []string{"ok", "ok"},
			evidence: []string{"status 200", "title found in title"}, requests: 2},
		{name: "little or nothing", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/204", status(204)).Page("/206", article("Part").As(206)).Page("/empty", fetchtest.Reply{})
		}, ask: ask(h+"/204", h+"/206", h+"/empty"), want: []string{"ok", "ok", "ok"},
			evidence: []string{"no content", "a part that was not asked for", "no body"}, requests: 3},
		{name: "202 of a wall", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/w", html("Wait").As(202).With("X-Amzn-Waf-Action", "challenge")).Page("/p", article("Long").As(202)).Page("/s", html("Short").As(202))
		}, ask: ask(h+"/w", h+"/p", h+"/s"), want: []string{"blocked bot-wall", "ok", "blocked bot-wall"}, requests: 3},
		{name: "redirects without a place", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/300", article("Choices").As(300)).Page("/301", fetchtest.Reply{Status: 301}).Page("/empty", to(302, ""))
		}, ask: ask(h+"/300", h+"/301", h+"/empty"), want: []string{"ok", "unreachable redirect-nowhere", "unreachable redirect-nowhere"},
			evidence: []string{"several choices"}, requests: 3},
		{name: "304 unasked", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/once", status(304), article("Page")).Page("/always", status(304))
		}, ask: ask(h+"/once", h+"/always"), want: []string{"ok", "ok"}, evidence: []string{"304 without a condition"}, requests: 4},
		{name: "statuses of refusal", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for _, code := range []string{"400", "401", "407", "402", "451", "403", "405", "418", "412", "406", "999", "600", "511", "410"} {
				n := 0
				for _, c := range code {
					n = n*10 + int(c-'0')
				}
				a.Page("/"+code, status(n).After(time.Millisecond))
			}
			a.Page("/good", article("Good"))
		}, ask: ask(h+"/400", h+"/401", h+"/407", h+"/402", h+"/451", h+"/403", h+"/405", h+"/418", h+"/412", h+"/406", h+"/999", h+"/600", h+"/511", h+"/410", h+"/good"),
			want: []string{"unreachable client-error", "blocked login", "blocked login", "blocked payment", "blocked legal", "blocked forbidden",
				"blocked method", "blocked bot-wall", "blocked bot-wall", "blocked not-acceptable", "blocked odd-status", "blocked odd-status",
				"unchecked captive-portal", "dead gone", "ok"}, requests: 16},
		{name: "walls by header", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/403", status(403).With("Cf-Mitigated", "challenge")).Page("/429", status(429).With("Cf-Mitigated", "challenge"))
		}, ask: ask(h+"/403", h+"/429"), want: []string{"blocked bot-wall", "blocked bot-wall"}, evidence: []string{"cf-mitigated: challenge"}, requests: 2},
		{name: "particular about HEAD and Accept", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/get", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Method != "GET" {
					return fetchtest.Reset()
				}
				return article("Page")
			})).Page("/any", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Accept") != "*/*" {
					return status(406)
				}
				return article("Page")
			}))
		}, ask: ask(h+"/get", h+"/any"), want: []string{"ok", "ok"}, requests: 3},
		{name: "404 on an honest host", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/404", status(404).After(time.Millisecond)).Page("/good", article("Good").After(time.Second))
		}, ask: ask(h+"/404", h+"/good"), want: []string{"dead not-found", "ok"}, evidence: []string{"status 404"}, requests: 2},
		{name: "404 alone, with a front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/", article("Front"))
		}, ask: ask(h+"/x", h+"/y"), want: []string{"dead not-found", "dead not-found"}, requests: 3},
		{name: "404 for everything", web: func(_ *fetchtest.Web, a *fetchtest.Host) {},
			ask: numbered(h, 20), want: slices.Repeat([]string{"blocked refuses-all"}, 20), evidence: []string{"the front page says 404"}, requests: 21},
		{name: "404 that is something else", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/wall", saying(status(404), checker.SignalWall, "a challenge")).Page("/page", article("The port of Sund").As(404))
		}, ask: []checker.Query{{URL: h + "/wall"}, titled(h+"/page", "The Port of Sund")}, want: []string{"blocked bot-wall", "ok"},
			evidence: []string{"status 404, but the page is there"}, requests: 2},
		{name: "statuses that pass", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			p := article("Page")
			a.Page("/408", status(408), p).Page("/425", status(425), p).Page("/500", status(500), p)
			a.Page("/503", status(503).With("Retry-After", "1"), status(503).With("Retry-After", "1"), p)
		}, ask: ask(h+"/408", h+"/425", h+"/500", h+"/503"), want: []string{"ok", "ok", "ok", "ok"}, requests: 9},
		{name: "statuses that stay", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/503", status(503)).Page("/521", status(521)).Page("/501", status(501))
		}, ask: ask(h+"/503", h+"/521", h+"/501"), want: slices.Repeat([]string{"unreachable server-error"}, 3), requests: 4},
		{name: "headers that are too large for it", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/a", to(302, "/b").With("Set-Cookie", "big=1")).Page("/b", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Cookie") != "" {
					return status(431)
				}
				return article("Page")
			}))
		}, ask: ask(h + "/a"), want: []string{"ok"}, requests: 3},
		{name: "no HTTP", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/abc", fetchtest.Raw("HTTP/1.1 abc\r\n\r\n")).Page("/ssh", fetchtest.Raw("SSH-2.0-Sund\r\n")).Page("/ok", article("Page"))
		}, ask: ask(h+"/abc", h+"/ssh", h+"/ok"), want: []string{"unreachable protocol", "unreachable protocol", "ok"}, requests: 3},
		{name: "redirects within the site", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/301", to(301, "/p")).Page("/302", to(302, "/p")).Page("/302-301", to(302, "/301")).Page("/301-302", to(308, "/302")).Page("/p", article("Page"))
			a.Page("/301-404", to(301, "/404"))
		}, ask: ask(h+"/301", h+"/302", h+"/302-301", h+"/301-302", h+"/301-404"), want: []string{"moved permanent", "ok", "ok", "moved permanent", "dead not-found"},
			evidence: []string{"301 to http://a.example/p", "308 to http://a.example/302"}, instead: []string{h + "/p", "", "", h + "/302", ""}},
		{name: "to the front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", to(302, "/")).Page("/", article("Front"))
		}, ask: ask(h + "/deep/x"), want: []string{"moved front-page"}, evidence: []string{"lands on the front page of a.example"}, requests: 3},
		{name: "all to the front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(to(302, "/")).Page("/", article("Front"))
		}, ask: ask(h + "/deep/x"), want: []string{"soft-dead soft-404"}, requests: 4},
		{name: "to a section page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/news/2024/x", to(302, "/news")).Page("/news", article("News")).Page("/news/y/amp", to(302, "/news/y")).Page("/news/y", article("Y"))
		}, ask: ask(h+"/news/2024/x", h+"/news/y/amp"), want: []string{"moved section-page", "ok"}},
		{name: "harmless", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			www := w.Host("www.a.example")
			a.Page("/p", to(301, "https://a.example/p")).Page("/q", to(302, "https://www.a.example/q")).Page("/s", to(302, "/s/")).Page("/s/", article("S"))
			a.Page("/l", to(302, "/en/l")).Page("/en/l", article("L")).Page("/u?utm_source=x", to(302, "/u")).Page("/u", article("U"))
			www.Page("/q", article("Q"))
		}, ask: ask(h+"/q", h+"/s", h+"/l", h+"/u?utm_source=x"), want: []string{"ok", "ok", "ok", "ok"}},
		{name: "to another site", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("b.example").Page("/p", article("The port of Sund")).Page("/own", article("Something"))
			a.Page("/p", to(302, "http://b.example/p")).Page("/own", to(302, "http://b.example/own"))
		}, ask: []checker.Query{titled(h+"/p", "The Port of Sund"), titled(h+"/own", "The Port of Sund")}, want: []string{"ok", "moved other-site"}},
		{name: "to an error address", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/p", to(302, "/404.html")).Page("/404.html", article("Sund"))
		}, ask: ask(h + "/p"), want: []string{"soft-dead soft-404"}, requests: 2},
		{name: "login and consent", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/p", saying(article("P"), checker.SignalLogin, "login page")).Page("/q", saying(article("Q"), checker.SignalConsent, "consent page"))
			a.Page("/r", saying(article("R"), checker.SignalParked, "for sale")).Page("/s", saying(article("S"), checker.SignalPlaceholder, "it works"))
		}, ask: ask(h+"/p", h+"/q", h+"/r", h+"/s"), want: []string{"blocked login", "blocked consent", "parked parked", "soft-dead placeholder-page"}},
		{name: "loops", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/self", to(302, "/self")).Page("/a", to(302, "/b")).Page("/b", to(302, "/a"))
		}, ask: ask(h+"/self", h+"/a"), want: slices.Repeat([]string{"unreachable redirect-loop"}, 2), requests: 3},
		{name: "to itself with a cookie", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/c", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Cookie") == "seen=1" {
					return article("Page")
				}
				return to(302, "/c").With("Set-Cookie", "seen=1")
			}))
		}, ask: ask(h + "/c"), want: []string{"ok"}, requests: 2},
		{name: "20 and 21 hops", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			for i := range 30 {
				a.Page("/"+string(rune('a'+i)), to(302, "/"+string(rune('a'+i+1))))
			}
			a.Page("/"+string(rune('a'+21)), article("End"))
		}, ask: ask(h+"/b", h+"/a"), want: []string{"ok", "unreachable redirect-limit"}},
		{name: "foreign schemes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/f", to(302, "file:///etc/passwd")).Page("/i", to(302, "intent:open#x"))
		}, ask: ask(h+"/f", h+"/i"), want: slices.Repeat([]string{"unreachable redirect-nowhere"}, 2)},
		{name: "locations as browsers read them", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("b.example").Page("/x", article("X"))
			a.Page("/d/rel", to(302, "../p")).Page("/host", to(302, "//b.example/x")).Page("/q", to(302, "?q")).Page("/q?q", article("Q"))
			a.Page("/blank", to(302, "  /a b ")).Page("/a%20b", article("Blank")).Page("/utf", to(302, "/ü")).Page("/%C3%BC", article("U")).Page("/p", article("P"))
		}, ask: ask(h+"/d/rel", h+"/host", h+"/q", h+"/blank", h+"/utf"), want: []string{"ok", "moved other-site", "ok", "ok", "ok"}},
		{name: "refreshes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/meta", fetchtest.Text("text/html", `<meta http-equiv=refresh content="0; url=/gone">`)).Page("/header", article("H").With("Refresh", "0;url=/gone"))
			a.Page("/late", article("L").With("Refresh", "60;url=/gone")).Page("/self", article("S").With("Refresh", "5"))
		}, ask: ask(h+"/meta", h+"/header", h+"/late", h+"/self"), want: []string{"dead not-found", "dead not-found", "ok", "ok"}},
		{name: "cut short", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			short := html("Short")
			short.Length = 1000
			a.Page("/cut", short)
		}, ask: ask(h + "/cut"), want: []string{"ok"}, evidence: []string{"the body ended early"}, requests: 2},
		{name: "types that are none", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			p := article("Page")
			a.Page("/none", fetchtest.Reply{Body: p.Body}).Page("/two", fetchtest.Reply{Body: p.Body}.With("Content-Type", "text/html;;charset"))
			a.Page("/quote", fetchtest.Reply{Body: p.Body}.With("Content-Type", `text/html; charset="utf`))
		}, ask: ask(h+"/none", h+"/two", h+"/quote"), want: []string{"ok", "ok", "ok"}},
		{name: "encodings", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/br", article("B").With("Content-Encoding", "br")).Page("/twice", article("T").Gzipped().Gzipped()).Page("/gzip", article("G").Gzipped())
			a.Page("/lie", article("L").With("Content-Encoding", "gzip"))
		}, ask: []checker.Query{{URL: h + "/br"}, {URL: h + "/twice"}, titled(h+"/gzip", "G two"), {URL: h + "/lie"}}, want: []string{"ok", "ok", "ok", "ok"},
			evidence: []string{"encoding br was not asked for", "encoding gzip, gzip was not asked for"}},
		{name: "large headers", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/6", article("6").With("X-Big", strings.Repeat("x", 6<<10))).Page("/100", article("100").With("X-Big", strings.Repeat("x", 100<<10)))
			a.Page("/300", article("300").With("X-Big", strings.Repeat("x", 300<<10)))
			a.Page("/1xx", fetchtest.Raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", 20_000)))
		}, ask: ask(h+"/6", h+"/100", h+"/300", h+"/1xx"), want: []string{"ok", "ok", "unreachable headers-too-large", "unreachable headers-too-large"}, evidence: []string{"100 KiB of headers"}},
		{name: "an idle connection that closes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"))
		}, ask: numbered(h, 9), want: slices.Repeat([]string{"ok"}, 9)},
		{name: "escapes in evidence", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", to(302, "evil:\u202egnp"))
		}, ask: ask(h + "/x"), want: []string{"unreachable redirect-nowhere"}, evidence: []string{"to evil:gnp"}},
		{name: "a broken promise", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/a.pdf", article("Viewer"))
		}, ask: ask(h + "/a.pdf"), want: []string{"ok"}, evidence: []string{"promised PDF, sent HTML"}},
		{name: "soft 404", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/d/is", saying(html("Page not found", prose(40)), checker.SignalShape, "41 visible words"))
			a.Page("/d/itself", saying(html("Page not found", prose(40)), checker.SignalShape, "41 visible words"))
			a.Page("/d/has", saying(saying(html("Sund", prose(40)), checker.SignalWordsHas, "text says so"), checker.SignalShape, "41 visible words"))
		}, ask: []checker.Query{{URL: h + "/d/is"}, titled(h+"/d/itself", "Page not found"), {URL: h + "/d/has"}},
			want: []string{"soft-dead soft-404", "soft-dead soft-404", "ok"}, evidence: []string{`title says "Page not found"`, "41 visible words"}, requests: 4},
		{name: "script only", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(saying(html("App"), checker.SignalScriptOnly, "an empty #root"))
		}, ask: ask(h + "/app/x"), want: []string{"blocked script-only"}, requests: 1},
		{name: "resets", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/once", fetchtest.Reset(), article("P"))
			w.Host("b.example").Page("/always", fetchtest.Reset())
		}, ask: ask(h+"/once", "http://b.example/always"), want: []string{"ok", "unreachable reset"}, requests: 5},
		{name: "certificates", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			for name, f := range map[string]fetchtest.Fault{"old.example": fetchtest.Expired, "name.example": fetchtest.WrongName, "self.example": fetchtest.SelfSigned, "tls.example": fetchtest.OldTLS} {
				w.Host(name).Fault(f).Page("/x", article("X"))
			}
		}, ask: ask("https://old.example/x", "https://name.example/x", "https://self.example/x", "https://tls.example/x"),
			want:     []string{"insecure tls-expired", "insecure tls-name", "insecure tls-issuer", "insecure tls-handshake"},
			evidence: []string{"certificate ended 1999-06-30", "behind it: status 200", "certificate is not for name.example", "certificate is signed by itself"}},
		{name: "TLS that is none", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("plain.example").Fault(fetchtest.PlainOnTLS)
			w.Host("hang.example").Fault(fetchtest.Hangup)
		}, ask: ask("https://plain.example/x", "https://hang.example/x"), want: []string{"unreachable protocol", "unreachable reset"}},
		{name: "HTTP/2", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.HTTP2().Page("/p", article("P")).Page("/broken", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Proto == "HTTP/2.0" {
					return fetchtest.Reset()
				}
				return article("Page")
			}))
		}, ask: ask(hs+"/p", hs+"/broken"), want: []string{"ok", "ok"}},
		{name: "user agents and Accept", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				for _, word := range []string{"link", "bot", "spider", "crawl"} {
					if strings.Contains(strings.ToLower(r.Header.Get("User-Agent")), word) {
						return status(403)
					}
				}
				if !strings.Contains(r.Header.Get("Accept"), "text/html") {
					return status(404)
				}
				return article("Page")
			}))
		}, ask: ask(h + "/x"), want: []string{"ok"}},
		{name: "the end of the address", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("X"))
		}, ask: ask(h+"/x)", h+"/x.", h+"/x%EF%BC%8C%E5%90%8E%E9%9D%A2"), want: slices.Repeat([]string{"dead not-found"}, 3), instead: slices.Repeat([]string{h + "/x"}, 3)},
		{name: "not asked", web: func(w *fetchtest.Web, a *fetchtest.Host) {},
			ask:  ask("ftp://a.example/x", "http://a.example:25/", "http://a.onion/", "http://a.example/"+strings.Repeat("x", 9000), "http://printer.local/", "http://exa mple/"),
			want: []string{"skipped scheme", "skipped port", "skipped not-public", "skipped too-long", "skipped not-public", "skipped address"}, requests: 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				row.web(w, w.Host("a.example"))
				results := fetchAll(t, t.Context(), c, row.ask...)
				var evidence []string
				for i, r := range results {
					if got := said(r); got != row.want[i] {
						t.Errorf("%s: %s, want %s; evidence %q", r.URL, got, row.want[i], r.Evidence)
					}
					if row.instead != nil && r.Instead != row.instead[i] {
						t.Errorf("%s: write %q instead, want %q", r.URL, r.Instead, row.instead[i])
					}
					evidence = append(evidence, r.Evidence...)
				}
				for _, e := range row.evidence {
					if !slices.Contains(evidence, e) {
						t.Errorf("no evidence %q in %q", e, evidence)
					}
				}
				if n := len(w.Requests()); row.requests != 0 && n != row.requests {
					t.Errorf("the servers saw %d requests, want %d:\n%v", n, row.requests, w.Requests())
				}
			})
		})
	}
}

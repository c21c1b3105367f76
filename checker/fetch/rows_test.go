package fetch_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/http2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/store"
	reports "github.com/citelint/citelint/report"
)

// A row is one case of the table of the invented web: what servers do, and what is said of it.
type row struct {
	rows     []int // its numbers in the table of the design; none: a case of another table
	name     string
	client   func(c *fetch.Client)
	pages    bool // read with page.Inspect, as the command does
	web      func(w *fetchtest.Web, a *fetchtest.Host)
	ask      []checker.Query
	want     []string // verdict and cause, "*" for any; the last holds for all that follow
	evidence []string // somewhere in the evidence of all
	instead  []string
	requests int             // that all hosts saw; 0: any number, negative: none
	took     []time.Duration // at least and at most; none: any time
	check    func(t *testing.T, w *fetchtest.Web, c *fetch.Client, results []checker.Result)
}

// TestVerdicts runs the table.
func TestVerdicts(t *testing.T) {
	for _, r := range allRows() {
		t.Run(r.name, func(t *testing.T) { inVirtual(t, r.run) })
	}
}

// TestRowsAreThere: each row of the table has a case.
func TestRowsAreThere(t *testing.T) {
	have := map[int]bool{}
	for _, r := range allRows() {
		for _, n := range r.rows {
			have[n] = true
		}
	}
	for n := 1; n <= 73; n++ {
		if !have[n] {
			t.Errorf("row %d has no case", n)
		}
	}
}

func allRows() []row {
	return slices.Concat(ordinaryRows(), statusRows(), redirectRows(), bodyRows(), pageRows(), failingRows(), politeRows(), addressRows())
}

func (r *row) run(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
	if r.pages {
		c.Inspect = page.Inspect
	}
	if r.client != nil {
		r.client(c)
	}
	r.web(w, w.Host("a.example"))
	start := time.Now()
	results := fetchAll(t, t.Context(), c, r.ask...)
	took := time.Since(start)
	for i, res := range results {
		if len(r.want) == 0 {
			break
		}
		want := r.want[min(i, len(r.want)-1)]
		if any, ok := strings.CutSuffix(want, "*"); !ok && said(res) != want || !strings.HasPrefix(said(res), any) {
			t.Errorf("%s: %s, want %s; evidence %q", res.URL, said(res), want, res.Evidence)
		}
	}
	var evidence []string
	for i, res := range results {
		if r.instead != nil && res.Instead != r.instead[i] {
			t.Errorf("%s: write %q instead, want %q", res.URL, res.Instead, r.instead[i])
		}
		evidence = append(evidence, res.Evidence...)
		for _, e := range res.Evidence {
			if first, _ := utf8.DecodeRuneInString(e); first == utf8.RuneError || unicode.IsUpper(first) || strings.HasSuffix(e, ".") || reports.Clean(e) != e {
				t.Errorf("%s: the evidence %q is not in lower case, or has a final stop", res.URL, e)
			}
		}
	}
	for _, e := range r.evidence {
		if !slices.Contains(evidence, e) {
			t.Errorf("no evidence %q in %q", e, evidence)
		}
	}
	if n := len(w.Requests()); r.requests != 0 && n != max(0, r.requests) {
		t.Errorf("the servers saw %d requests, want %d:\n%v", n, max(0, r.requests), w.Requests())
	}
	if r.took != nil && (took < r.took[0] || took > r.took[1]) {
		t.Errorf("took %s, want %s to %s", took, r.took[0], r.took[1])
	}
	if r.check != nil {
		r.check(t, w, c, results)
	}
}

func titled(u, title string) checker.Query { return checker.Query{URL: u, Titles: []string{title}} }

func ordinaryRows() []row {
	const h, hs = "http://a.example", "https://a.example"
	status, html, to := fetchtest.Status, fetchtest.HTML, fetchtest.Redirect
	return []row{
		{rows: []int{1}, name: "an ordinary page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("The port of Sund"))
		}, ask: []checker.Query{titled(h+"/x", "The Port of Sund"), {URL: hs + "/x"}}, want: []string{"ok", "ok"},
			evidence: []string{"status 200", "title found in title"}, requests: 2},
		{rows: []int{2}, name: "little or nothing", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/204", status(204)).Page("/206", article("Part").As(206)).Page("/empty", fetchtest.Reply{})
		}, ask: ask(h+"/204", h+"/206", h+"/empty"), want: []string{"ok", "ok", "ok"},
			evidence: []string{"no content", "a part that was not asked for", "no body"}, requests: 3},
		{rows: []int{3}, name: "202 of a wall", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/w", html("Wait").As(202).With("X-Amzn-Waf-Action", "challenge")).Page("/p", article("Long").As(202)).Page("/s", html("Short").As(202))
		}, ask: ask(h+"/w", h+"/p", h+"/s"), want: []string{"blocked bot-wall", "ok", "blocked bot-wall"}, requests: 3},
		{rows: []int{4}, name: "redirects without a place", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/300", article("Choices").As(300)).Page("/301", fetchtest.Reply{Status: 301}).Page("/empty", to(302, ""))
		}, ask: ask(h+"/300", h+"/301", h+"/empty"), want: []string{"ok", "unreachable redirect-nowhere", "unreachable redirect-nowhere"},
			evidence: []string{"several choices"}, requests: 3},
		{rows: []int{5}, name: "304 unasked", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/once", status(304), article("Page")).Page("/always", status(304))
		}, ask: ask(h+"/once", h+"/always"), want: []string{"ok", "ok"}, evidence: []string{"304 without a condition"}, requests: 4},
		{rows: []int{6, 8, 19, 20}, name: "statuses of refusal", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
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
		{rows: []int{7}, name: "walls by header", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/403", status(403).With("Cf-Mitigated", "challenge")).Page("/429", status(429).With("Cf-Mitigated", "challenge"))
		}, ask: ask(h+"/403", h+"/429"), want: []string{"blocked bot-wall", "blocked bot-wall"}, evidence: []string{"cf-mitigated: challenge"}, requests: 2},
		{rows: []int{9}, name: "particular about HEAD and Accept", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
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
		{rows: []int{10}, name: "404 on an honest host", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/404", status(404).After(time.Millisecond)).Page("/good", article("Good").After(time.Second))
		}, ask: ask(h+"/404", h+"/good"), want: []string{"dead not-found", "ok"}, evidence: []string{"status 404"}, requests: 2},
		{rows: []int{10}, name: "404 alone, with a front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/", article("Front"))
		}, ask: ask(h+"/x", h+"/y"), want: []string{"dead not-found", "dead not-found"}, requests: 3},
		{rows: []int{11}, name: "404 for everything", web: func(_ *fetchtest.Web, a *fetchtest.Host) {},
			ask: numbered(h, 20), want: slices.Repeat([]string{"blocked refuses-all"}, 20), evidence: []string{"the front page says 404"}, requests: 21},
		{rows: []int{12}, name: "404 that is something else", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/wall", saying(status(404), checker.SignalWall, "a challenge")).Page("/page", article("The port of Sund").As(404))
		}, ask: []checker.Query{{URL: h + "/wall"}, titled(h+"/page", "The Port of Sund")}, want: []string{"blocked bot-wall", "ok"},
			evidence: []string{"status 404, but the page is there"}, requests: 2},
		{rows: []int{13, 17}, name: "statuses that pass", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			p := article("Page")
			a.Page("/408", status(408), p).Page("/425", status(425), p).Page("/500", status(500), p)
			a.Page("/503", status(503).With("Retry-After", "1"), status(503).With("Retry-After", "1"), p)
		}, ask: ask(h+"/408", h+"/425", h+"/500", h+"/503"), want: []string{"ok", "ok", "ok", "ok"}, requests: 9},
		{rows: []int{17, 18}, name: "statuses that stay", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/503", status(503))
			for _, code := range []int{501, 521, 523, 525, 526, 530} {
				a.Page(fmt.Sprint("/", code), status(code))
			}
		}, ask: ask(h+"/503", h+"/501", h+"/521", h+"/523", h+"/525", h+"/526", h+"/530"), want: []string{"unreachable server-error"}, requests: 8},
		{rows: []int{13}, name: "headers that are too large for it", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/a", to(302, "/b").With("Set-Cookie", "big=1")).Page("/b", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Cookie") != "" {
					return status(431)
				}
				return article("Page")
			}))
		}, ask: ask(h + "/a"), want: []string{"ok"}, requests: 3},
		{rows: []int{21}, name: "no HTTP", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/abc", fetchtest.Raw("HTTP/1.1 abc\r\n\r\n")).Page("/ssh", fetchtest.Raw("SSH-2.0-Sund\r\n")).Page("/ok", article("Page"))
		}, ask: ask(h+"/abc", h+"/ssh", h+"/ok"), want: []string{"unreachable protocol", "unreachable protocol", "ok"}, evidence: []string{"the answer is not valid http"}, requests: 3},
		{rows: []int{22, 23, 24}, name: "redirects within the site", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/301", to(301, "/p")).Page("/302", to(302, "/p")).Page("/302-301", to(302, "/301")).Page("/301-302", to(308, "/302")).Page("/p", article("Page"))
			a.Page("/301-404", to(301, "/404"))
		}, ask: ask(h+"/301", h+"/302", h+"/302-301", h+"/301-302", h+"/301-404"), want: []string{"moved permanent", "ok", "ok", "moved permanent", "dead not-found"},
			evidence: []string{"301 to http://a.example/p", "308 to http://a.example/302"}, instead: []string{h + "/p", "", "", h + "/302", ""}},
		{rows: []int{25}, name: "to the front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", to(302, "/")).Page("/", article("Front"))
		}, ask: ask(h + "/deep/x"), want: []string{"moved front-page"}, evidence: []string{"lands on the front page of a.example"}, requests: 3},
		{rows: []int{25}, name: "all to the front page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(to(302, "/")).Page("/", article("Front"))
		}, ask: ask(h + "/deep/x"), want: []string{"soft-dead soft-404"}, requests: 4},
		{rows: []int{25}, name: "to a section page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/news/2024/x", to(302, "/news")).Page("/news", article("News")).Page("/news/y/amp", to(302, "/news/y")).Page("/news/y", article("Y"))
		}, ask: ask(h+"/news/2024/x", h+"/news/y/amp"), want: []string{"moved section-page", "ok"}},
		{rows: []int{26}, name: "harmless", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			www := w.Host("www.a.example")
			a.Page("/p", to(301, "https://a.example/p")).Page("/q", to(302, "https://www.a.example/q")).Page("/s", to(302, "/s/")).Page("/s/", article("S"))
			a.Page("/l", to(302, "/en/l")).Page("/en/l", article("L")).Page("/u?utm_source=x", to(302, "/u")).Page("/u", article("U"))
			www.Page("/q", article("Q"))
		}, ask: ask(h+"/q", h+"/s", h+"/l", h+"/u?utm_source=x"), want: []string{"ok", "ok", "ok", "ok"}},
		{rows: []int{27}, name: "to another site", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("b.example").Page("/p", article("The port of Sund")).Page("/own", article("Something"))
			a.Page("/p", to(302, "http://b.example/p")).Page("/own", to(302, "http://b.example/own"))
		}, ask: []checker.Query{titled(h+"/p", "The Port of Sund"), titled(h+"/own", "The Port of Sund")}, want: []string{"ok", "moved other-site"}},
		{rows: []int{29}, name: "to an error address", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/p", to(302, "/404.html")).Page("/404.html", article("Sund"))
		}, ask: ask(h + "/p"), want: []string{"soft-dead soft-404"}, requests: 2},
		{rows: []int{28}, name: "login and consent", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/p", saying(article("P"), checker.SignalLogin, "login page")).Page("/q", saying(article("Q"), checker.SignalConsent, "consent page"))
			a.Page("/r", saying(article("R"), checker.SignalParked, "for sale")).Page("/s", saying(article("S"), checker.SignalPlaceholder, "it works"))
		}, ask: ask(h+"/p", h+"/q", h+"/r", h+"/s"), want: []string{"blocked login", "blocked consent", "parked parked", "soft-dead placeholder-page"}},
		{rows: []int{30}, name: "loops", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/self", to(302, "/self")).Page("/a", to(302, "/b")).Page("/b", to(302, "/a"))
		}, ask: ask(h+"/self", h+"/a"), want: slices.Repeat([]string{"unreachable redirect-loop"}, 2), requests: 3},
		{rows: []int{31}, name: "to itself with a cookie", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/c", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("Cookie") == "seen=1" {
					return article("Page")
				}
				return to(302, "/c").With("Set-Cookie", "seen=1")
			}))
		}, ask: ask(h + "/c"), want: []string{"ok"}, requests: 2},
		{rows: []int{32}, name: "20 and 21 hops", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			for i := range 30 {
				a.Page("/"+string(rune('a'+i)), to(302, "/"+string(rune('a'+i+1))))
			}
			a.Page("/"+string(rune('a'+21)), article("End"))
		}, ask: ask(h+"/b", h+"/a"), want: []string{"ok", "unreachable redirect-limit"}},
		{rows: []int{33}, name: "foreign schemes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/f", to(302, "file:///etc/passwd")).Page("/i", to(302, "intent:open#x"))
		}, ask: ask(h+"/f", h+"/i"), want: slices.Repeat([]string{"unreachable redirect-nowhere"}, 2)},
		{rows: []int{35}, name: "locations as browsers read them", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("b.example").Page("/x", article("X"))
			a.Page("/d/rel", to(302, "../p")).Page("/host", to(302, "//b.example/x")).Page("/q", to(302, "?q")).Page("/q?q", article("Q"))
			a.Page("/blank", to(302, "  /a b ")).Page("/a%20b", article("Blank")).Page("/utf", to(302, "/ü")).Page("/%C3%BC", article("U")).Page("/p", article("P"))
		}, ask: ask(h+"/d/rel", h+"/host", h+"/q", h+"/blank", h+"/utf"), want: []string{"ok", "moved other-site", "ok", "ok", "ok"}},
		{rows: []int{37}, name: "refreshes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/meta", fetchtest.Text("text/html", `<meta http-equiv=refresh content="0; url=/gone">`)).Page("/header", article("H").With("Refresh", "0;url=/gone"))
			a.Page("/late", article("L").With("Refresh", "60;url=/gone")).Page("/self", article("S").With("Refresh", "5"))
		}, ask: ask(h+"/meta", h+"/header", h+"/late", h+"/self"), want: []string{"dead not-found", "dead not-found", "ok", "ok"}},
		{rows: []int{41}, name: "cut short", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			short := html("Short")
			short.Length = 1000
			a.Page("/cut", short)
		}, ask: ask(h + "/cut"), want: []string{"ok"}, evidence: []string{"the body ended early"}, requests: 2},
		{rows: []int{43}, name: "types that are none", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			p := article("Page")
			a.Page("/none", fetchtest.Reply{Body: p.Body}).Page("/two", fetchtest.Reply{Body: p.Body}.With("Content-Type", "text/html;;charset"))
			a.Page("/quote", fetchtest.Reply{Body: p.Body}.With("Content-Type", `text/html; charset="utf`))
		}, ask: ask(h+"/none", h+"/two", h+"/quote"), want: []string{"ok", "ok", "ok"}},
		{rows: []int{44}, name: "encodings", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/br", article("B").With("Content-Encoding", "br")).Page("/twice", article("T").Gzipped().Gzipped()).Page("/gzip", article("G").Gzipped())
			a.Page("/lie", article("L").With("Content-Encoding", "gzip"))
		}, ask: []checker.Query{{URL: h + "/br"}, {URL: h + "/twice"}, titled(h+"/gzip", "G two"), {URL: h + "/lie"}}, want: []string{"ok", "ok", "ok", "ok"},
			evidence: []string{"encoding br was not asked for", "encoding gzip, gzip was not asked for"}},
		{rows: []int{46}, name: "large headers", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/6", article("6").With("X-Big", strings.Repeat("x", 6<<10))).Page("/100", article("100").With("X-Big", strings.Repeat("x", 100<<10)))
			a.Page("/300", article("300").With("X-Big", strings.Repeat("x", 300<<10)))
			a.Page("/1xx", fetchtest.Raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", 20_000)))
		}, ask: ask(h+"/6", h+"/100", h+"/300", h+"/1xx"), want: []string{"ok", "ok", "unreachable headers-too-large", "unreachable headers-too-large"}, evidence: []string{"100 KiB of headers"}},
		{rows: []int{62}, name: "an idle connection that closes", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"))
		}, ask: numbered(h, 9), want: slices.Repeat([]string{"ok"}, 9)},
		{rows: []int{72}, name: "escapes in evidence", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", to(302, "evil:\u202egnp"))
		}, ask: ask(h + "/x"), want: []string{"unreachable redirect-nowhere"}, evidence: []string{"to evil:gnp"}},
		{rows: []int{47}, name: "a broken promise", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/a.pdf", article("Viewer"))
		}, ask: ask(h + "/a.pdf"), want: []string{"ok"}, evidence: []string{"promised PDF, sent HTML"}},
		{rows: []int{48}, name: "soft 404", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/d/is", saying(html("Page not found", prose(40)), checker.SignalShape, "41 visible words"))
			a.Page("/d/itself", saying(html("Page not found", prose(40)), checker.SignalShape, "41 visible words"))
			a.Page("/d/has", saying(saying(html("Sund", prose(40)), checker.SignalWordsHas, "text says so"), checker.SignalShape, "41 visible words"))
		}, ask: []checker.Query{{URL: h + "/d/is"}, titled(h+"/d/itself", "Page not found"), {URL: h + "/d/has"}},
			want: []string{"soft-dead soft-404", "soft-dead soft-404", "ok"}, evidence: []string{`title says "Page not found"`, "41 visible words"}, requests: 4},
		{rows: []int{52}, name: "script only", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(saying(html("App"), checker.SignalScriptOnly, "an empty #root"))
		}, ask: ask(h + "/app/x"), want: []string{"blocked script-only"}, requests: 1},
		{rows: []int{58}, name: "resets", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/once", fetchtest.Reset(), article("P"))
			w.Host("b.example").Page("/always", fetchtest.Reset())
		}, ask: ask(h+"/once", "http://b.example/always"), want: []string{"ok", "unreachable reset"}, requests: 5},
		{rows: []int{59}, name: "certificates", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			for name, f := range map[string]fetchtest.Fault{"old.example": fetchtest.Expired, "name.example": fetchtest.WrongName, "self.example": fetchtest.SelfSigned, "tls.example": fetchtest.OldTLS} {
				w.Host(name).Fault(f).Page("/x", article("X"))
			}
		}, ask: ask("https://old.example/x", "https://name.example/x", "https://self.example/x", "https://tls.example/x"),
			want:     []string{"insecure tls-expired", "insecure tls-name", "insecure tls-issuer", "insecure tls-handshake"},
			evidence: []string{"certificate ended 1999-06-30", "behind it: status 200", "certificate is not for name.example", "certificate is signed by itself"}},
		{rows: []int{61}, name: "TLS that is none", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("plain.example").Fault(fetchtest.PlainOnTLS)
			w.Host("hang.example").Fault(fetchtest.Hangup)
		}, ask: ask("https://plain.example/x", "https://hang.example/x"), want: []string{"unreachable protocol", "unreachable reset"}},
		{rows: []int{61}, name: "HTTP/2", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.HTTP2().Page("/p", article("P")).Page("/broken", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Proto == "HTTP/2.0" {
					return fetchtest.Reset()
				}
				return article("Page")
			}))
		}, ask: ask(hs+"/p", hs+"/broken"), want: []string{"ok", "ok"}},
		{rows: []int{64}, name: "user agents and Accept", web: func(w *fetchtest.Web, a *fetchtest.Host) {
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
		{rows: []int{65}, name: "the end of the address", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("X"))
		}, ask: ask(h+"/x)", h+"/x.", h+"/x%EF%BC%8C%E5%90%8E%E9%9D%A2"), want: slices.Repeat([]string{"dead not-found"}, 3), instead: slices.Repeat([]string{h + "/x"}, 3)},
		{name: "not asked", web: func(w *fetchtest.Web, a *fetchtest.Host) {},
			ask:  ask("ftp://a.example/x", "http://a.example:25/", "http://a.onion/", "http://a.example/"+strings.Repeat("x", 9000), "http://printer.local/", "http://exa mple/"),
			want: []string{"skipped scheme", "skipped port", "skipped not-public", "skipped too-long", "skipped not-public", "skipped address"}, requests: -1},
	}
}

// statusRows are what a status and its headers alone decide.
func statusRows() []row {
	const h = "http://a.example"
	status, to := fetchtest.Status, fetchtest.Redirect
	rows := []row{
		{rows: []int{8}, name: "a script that must run first", pages: true, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Text("text/html", "<script>run()</script>").As(412))
		}, ask: ask(h + "/x"), want: []string{"blocked bot-wall"}, evidence: []string{"status 412"}, requests: 1},
		{rows: []int{12}, name: "404 that is the page", pages: true, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.HTML("The port of Sund", prose(600)).As(404))
		}, ask: []checker.Query{titled(h+"/x", "The Port of Sund")}, want: []string{"ok"}, evidence: []string{"status 404, but the page is there"}, requests: 1},
		{rows: []int{13}, name: "misdirected over a used connection", client: func(c *fetch.Client) { c.PerHost = 1 }, web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/a", to(302, "/b")).Page("/b", status(421), article("B")).Page("/always", status(421))
		}, ask: ask(h+"/a", h+"/always"), want: []string{"ok", "unreachable client-error"}, evidence: []string{"status 421"}, requests: 5,
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				if n := w.Dials("a.example"); n != 3 {
					t.Errorf("%d connections, want one and a fresh one for each 421", n)
				}
			}},
		{rows: []int{13}, name: "431 without and with cookies", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/bare", status(431)).Page("/a", to(302, "/b").With("Set-Cookie", "x=1")).Page("/b", status(431))
		}, ask: ask(h+"/bare", h+"/a"), want: []string{"unreachable client-error"}, requests: 4},
		{rows: []int{13}, name: "408 and 425 that stay", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/408", status(408)).Page("/425", status(425))
		}, ask: ask(h+"/408", h+"/425"), want: []string{"unreachable timeout", "unreachable client-error"}, requests: 4},
		{rows: []int{16}, name: "429 always", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(status(429).After(10 * time.Millisecond))
		}, ask: numbered(h, 30), want: []string{"blocked rate-limit"}, evidence: []string{"status 429", "not asked"}, took: []time.Duration{5 * time.Second, 20 * time.Second}},
		{rows: []int{17}, name: "503 that ends", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			later := status(503).With("Retry-After", "2")
			a.Page("/x", later, later, article("X"))
		}, ask: ask(h + "/x"), want: []string{"ok"}, requests: 3, took: []time.Duration{4 * time.Second, 10 * time.Second}},
		{name: "a wait that would pass the end of the run", client: func(c *fetch.Client) { c.Budget = 20 * time.Second }, web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/503", status(503).With("Retry-After", "30"))
			w.Host("b.example").Page("/429", status(429).With("Retry-After", "30"))
		}, ask: ask(h+"/503", "http://b.example/429"), want: []string{"unreachable server-error", "blocked rate-limit"}, evidence: []string{"retry after 30 s"}, requests: 2, took: []time.Duration{0, time.Second}},
		{name: "an object store", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", status(403).With("Server", "AmazonS3"))
		}, ask: ask(h + "/x"), want: []string{"blocked forbidden"}, evidence: []string{"amazon s3 says 403 for absent objects, too"}, requests: 1},
		{name: "six attempts a source", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for i := range 8 {
				a.Page(fmt.Sprint("/", i), fetchtest.Reset(), to(302, fmt.Sprint("/", i+1)))
			}
		}, ask: ask(h + "/0"), want: []string{"unreachable reset"}, requests: 11},
	}
	for _, form := range []string{"1", time.RFC1123, time.RFC850, time.ANSIC} {
		rows = append(rows, row{rows: []int{14}, name: "Retry-After as " + form, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			now := time.Now().UTC()
			a.Page("/x", status(429).With("Date", now.Format(http.TimeFormat)).With("Retry-After", strings.Replace(now.Add(2*time.Second).Format(form), "UTC", "GMT", 1)), article("X"))
		}, ask: ask(h + "/x"), want: []string{"ok"}, requests: 2, took: []time.Duration{time.Second, 8 * time.Second}})
	}
	for value, evidence := range map[string]string{
		"86400": "retry after 86400 s", strings.Repeat("9", 30): "retry after more than a century", "-5": "", "abc": "", "1e9": "", "Sat, 01 Jan 1994 00:00:00 GMT": "",
	} {
		r := row{rows: []int{15}, name: "Retry-After: " + value, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", status(429).With("Retry-After", value))
		}, ask: ask(h + "/x"), want: []string{"blocked rate-limit"}, took: []time.Duration{0, time.Minute}}
		if evidence != "" {
			r.evidence, r.requests, r.took[1] = []string{evidence}, 1, 0
		}
		rows = append(rows, r)
	}
	// The whole table of statuses, each alone on a host that answers a page.
	for codes, want := range map[string]string{
		"200 201 203 206 207 208 226": "ok", "204 205": "ok", "300 304 305 306 310": "unreachable redirect-nowhere", "401 407 419 440 449": "blocked login", "402": "blocked payment",
		"403": "blocked forbidden", "404": "dead not-found", "405": "blocked method", "406": "blocked not-acceptable", "408": "unreachable timeout", "410": "dead gone", "412 418 428": "blocked bot-wall",
		"400 409 411 413 414 415 416 417 421 422 423 424 425 426 431 444 450 460 494 499": "unreachable client-error", "451": "blocked legal",
		"500 501 502 503 504 505 506 507 508 509 510 520 521 522 523 524 525 526 527 529 530 598": "unreachable server-error", "511": "unchecked captive-portal", "600 700 999": "blocked odd-status",
	} {
		for code := range strings.FieldsSeq(codes) {
			n, _ := strconv.Atoi(code)
			requests, want := 2, want
			switch code {
			case "304", "406", "408", "421", "425", "500", "502", "503", "504", "520", "522", "524", "529":
				requests = 3
			}
			if code == "304" {
				want = "ok"
			}
			rows = append(rows, row{name: "status " + code, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
				a.Page("/good", article("Good")).Page("/x", fetchtest.Reply{Status: n}.After(time.Second))
			}, ask: ask(h+"/x", h+"/good"), want: []string{want, "ok"}, requests: requests})
		}
	}
	return rows
}

// redirectRows are chains.
func redirectRows() []row {
	const h, hs = "http://a.example", "https://a.example"
	to := fetchtest.Redirect
	var rows []row
	for code, want := range map[int]string{301: "moved permanent", 308: "moved permanent", 302: "ok", 303: "ok", 307: "ok"} {
		rows = append(rows, row{rows: []int{22, 26}, name: fmt.Sprint("harmless by ", code), web: func(w *fetchtest.Web, a *fetchtest.Host) {
			x := article("X")
			w.Host("www.a.example").Page("/w", x)
			a.Page("/secure", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Scheme == "http" {
					return to(code, hs+"/secure")
				}
				return x
			}))
			a.Page("/w", to(code, "http://www.a.example/w")).Page("/s", to(code, "/s/")).Page("/s/", x).Page("/l", to(code, "/en/l")).Page("/en/l", x)
			a.Page("/u?utm_source=x", to(code, "/u")).Page("/u", x).Page("/Case", to(code, "/case")).Page("/case", x)
		}, ask: ask(h+"/secure", h+"/w", h+"/s", h+"/l", h+"/u?utm_source=x", h+"/Case"), want: []string{want}, requests: 12,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				for i, instead := range []string{hs + "/secure", "http://www.a.example/w", h + "/s/", h + "/en/l", h + "/u", h + "/case"} {
					if want == "ok" {
						instead = ""
					}
					if r := results[i]; r.Instead != instead || len(r.Hops) != 1 || r.Hops[0].Status != code {
						t.Errorf("%s: write %q instead after %v, want %q after one hop of %d", r.URL, r.Instead, r.Hops, instead, code)
					}
				}
			}})
	}
	return append(rows, []row{
		{rows: []int{24}, name: "301 to a 404", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", to(301, "/gone")).Page("/", article("Front"))
		}, ask: ask(h + "/x"), want: []string{"dead not-found"}, evidence: []string{"status 404"}, requests: 2,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				if diff := cmp.Diff([]checker.Hop{{URL: h + "/x", Status: 301}}, results[0].Hops); diff != "" {
					t.Errorf("the hop is not kept (-want +got):\n%s", diff)
				}
			}},
		{rows: []int{28}, name: "to login and consent", pages: true, web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", to(302, "/login?return=%2Fx")).Page("/login?return=%2Fx", fetchtest.HTML("Welcome", "Name and password"))
			a.Page("/y", to(302, "http://consent.google.com/m?continue=x"))
			w.Host("consent.google.com").Rest(fetchtest.HTML("Before you continue", "Accept all"))
		}, ask: ask(h+"/x", h+"/y"), want: []string{"blocked login", "blocked consent"}, requests: 4},
		{rows: []int{32}, name: "20 hops", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for i := range 20 {
				a.Page(fmt.Sprint("/", i), to(302, fmt.Sprint("/", i+1)))
			}
			a.Page("/20", article("End"))
		}, ask: ask(h + "/0"), want: []string{"ok"}, requests: 21},
		{rows: []int{32}, name: "21 hops", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for i := range 21 {
				a.Page(fmt.Sprint("/", i), to(302, fmt.Sprint("/", i+1)))
			}
			a.Page("/21", article("End"))
		}, ask: ask(h + "/0"), want: []string{"unreachable redirect-limit"}, evidence: []string{"more than 20 redirects"}, requests: 21},
		{rows: []int{34}, name: "to a private address", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("inside.example").At("10.0.0.1").Rest(article("Secret"))
			for i := range 19 {
				a.Page(fmt.Sprint("/", i), to(302, fmt.Sprint("/", i+1)))
			}
			a.Page("/18", to(302, "http://inside.example/")).Page("/x", to(302, "http://10.0.0.1/"))
		}, ask: ask(h+"/0", h+"/x"), want: []string{"skipped address"}, requests: 20, evidence: []string{"10.0.0.1 is not a public address", "inside.example: 10.0.0.1 is not a public address"},
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				if n := w.Dials("inside.example"); n != 0 {
					t.Errorf("the private server was connected to %d times", n)
				}
			}},
		{rows: []int{36}, name: "cookies stay with their host and its encryption", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			w.Host("b.example").Rest(article("B"))
			a.Page("/b", to(302, "https://b.example/x").With("Set-Cookie", "c=1"))
			a.Page("/plain", to(302, h+"/x").With("Set-Cookie", "c=1").With("Set-Cookie", "d=1; Secure"))
			a.Page("/super", to(302, "https://b.example/y").With("Set-Cookie", "c=1; Domain=example"))
			a.Page("/x", article("X"))
		}, ask: ask(hs+"/b", hs+"/plain", hs+"/super"), want: []string{"moved other-site", "ok", "moved other-site"}, requests: 6,
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				for _, r := range w.Requests() {
					if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
						t.Errorf("%s got %v", r, r.Header)
					}
				}
			}},
		{name: "the canonical address is not asked", pages: true, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Text("text/html", `<title>The port of Sund</title><link rel=canonical href="http://127.0.0.1/"><p>`+prose(400)))
		}, ask: ask(h + "/x"), want: []string{"ok"}, check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
			for _, r := range w.Requests() {
				if r.Host != "a.example" {
					t.Errorf("asked for %s", r)
				}
			}
		}},
	}...)
}

// bodyRows are answers whose bodies are odd.
func bodyRows() []row {
	const h = "http://a.example"
	partial := func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
		for _, r := range results {
			if !r.Page.Partial || r.Page.Size > 2<<20 {
				t.Errorf("%s: partial %v, %d bytes", r.URL, r.Page.Partial, r.Page.Size)
			}
		}
	}
	var sent atomic.Int64
	encoded := func(e encoding.Encoding, text string) string {
		s, err := e.NewEncoder().String(text)
		if err != nil {
			panic(err)
		}
		return s
	}
	rows := []row{
		{rows: []int{38}, name: "bodies that grow", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/bomb", fetchtest.Text("text/html", strings.Repeat(" ", 64<<20)).Gzipped()).Page("/endless", fetchtest.HTML("Endless", prose(1000)).Forever())
			a.Page("/stream", fetchtest.Text("text/event-stream", "data: x\n\n").Forever())
		}, ask: ask(h+"/bomb", h+"/endless", h+"/stream"), want: []string{"ok"}, evidence: []string{"the body grows too much when decoded", "read the first 2 MiB"}, requests: 3, check: partial},
		{rows: []int{39}, name: "a drip", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("Drip").Dripping(500*time.Millisecond))
		}, ask: ask(h + "/x"), want: []string{"ok"}, evidence: []string{"the body did not end in 20 s"}, requests: 1, took: []time.Duration{20 * time.Second, 21 * time.Second}, check: partial},
		{rows: []int{40}, name: "a large PDF of which nothing is asked", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x.pdf", fetchtest.Stream(func(w io.Writer) error {
				_, err := io.WriteString(w, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 31457280\r\n\r\n%PDF-1.7\n")
				for chunk := make([]byte, 4<<10); err == nil; {
					var n int
					n, err = w.Write(chunk)
					sent.Add(int64(n))
				}
				return err
			}))
		}, ask: ask(h + "/x.pdf"), want: []string{"ok"}, evidence: []string{"read the first 4 KiB"}, requests: 1,
			check: func(t *testing.T, w *fetchtest.Web, c *fetch.Client, results []checker.Result) {
				partial(t, w, c, results)
				if n := sent.Load(); n > 64<<10+64<<10 { // the pipe holds 64 KiB
					t.Errorf("%d bytes were taken, want at most 64 KiB", n)
				}
			}},
		{rows: []int{41}, name: "a promise of 1000 bytes", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello"))
		}, ask: ask(h + "/x"), want: []string{"ok"}, evidence: []string{"the body ended early"}, requests: 2, check: partial},
		{rows: []int{44}, name: "codings that were not asked for", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for _, coding := range []string{"br", "zstd", "deflate"} {
				a.Page("/"+coding, article("X").With("Content-Encoding", coding))
			}
		}, ask: []checker.Query{titled(h+"/br", "The Port of Sund"), titled(h+"/zstd", "The Port of Sund"), titled(h+"/deflate", "The Port of Sund")}, want: []string{"ok"}, requests: 3,
			evidence: []string{"encoding br was not asked for", "encoding zstd was not asked for", "encoding deflate was not asked for"}, check: partial},
	}
	const inChinese, inJapanese, inRussian = "港口的新码头已经开放", "新しい港が開かれました", "Новая пристань порта открыта"
	for _, c := range []struct {
		name, charset, title string
		encoding             encoding.Encoding
	}{
		{"GB18030", "gb18030", inChinese, simplifiedchinese.GB18030}, {"Shift_JIS", "shift_jis", inJapanese, japanese.ShiftJIS},
		{"windows-1251", "windows-1251", inRussian, charmap.Windows1251}, {"UTF-16", "utf-16le", inRussian, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)},
	} {
		rows = append(rows, row{rows: []int{45}, name: c.name, pages: true, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			text := func(meta string) string {
				return encoded(c.encoding, "<!doctype html><html><head>"+meta+"<title>"+c.title+"</title></head><body><h1>"+c.title+"</h1><p>"+strings.Repeat(c.title+". ", 100)+"</p></body></html>")
			}
			a.Page("/header", fetchtest.Text("text/html; charset="+c.charset, text("")))
			a.Page("/meta", fetchtest.Text("text/html", text(`<meta charset="`+c.charset+`">`))).Page("/none", fetchtest.Text("text/html", text("")))
		}, ask: []checker.Query{titled(h+"/header", c.title), titled(h+"/meta", c.title), titled(h+"/none", c.title)}, want: []string{"ok"}, requests: 3,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				for _, r := range results {
					if a := r.Page.Answers.Titles[0]; a.Answer != checker.AnswerMatch {
						t.Errorf("%s: the title is found to be %q: %s", r.URL, a.Found, a.Answer)
					}
				}
			}})
	}
	return rows
}

// pageRows depend on what a page says, as page.Inspect reads it.
func pageRows() []row {
	const h = "http://a.example"
	raw := func(body string) fetchtest.Reply { return fetchtest.Text("text/html; charset=utf-8", body) }
	challenge := raw(`<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser`)
	var missing []checker.Query
	words := []string{"Page not found", "Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Pagina non trovata", "Страница не найдена", "页面不存在", "ページが見つかりません"}
	for i := range words {
		missing = append(missing, checker.Query{URL: fmt.Sprint(h, "/d/", i)})
	}
	rows := []row{
		{rows: []int{42}, name: "nested and unclosed", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/div", raw("<!doctype html><title>The port of Sund</title>"+strings.Repeat("<div>", 200_000)+prose(300)))
			a.Page("/b", raw("<!doctype html><title>The port of Sund</title>"+strings.Repeat("<b><p>", 1<<20/6)+prose(300)))
		}, ask: []checker.Query{titled(h+"/div", "The Port of Sund"), titled(h+"/b", "The Port of Sund")}, want: []string{"ok"}, evidence: []string{"title found in title"}, requests: 2},
		{rows: []int{48}, name: "error pages in eight languages", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			for i, w := range words {
				a.Page(fmt.Sprint("/d/", i), fetchtest.HTML(w, prose(40)))
			}
		}, ask: missing, want: []string{"soft-dead soft-404"}, evidence: []string{`title says "Page not found"`, "status 200"}, requests: len(words)},
		{rows: []int{49}, name: "no error pages", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/d/x", fetchtest.HTML("Why servers say 404 Not Found", prose(900))).Page("/", fetchtest.HTML("Sund", "The port was not found on older maps. "+prose(100)))
		}, ask: ask(h+"/d/x", h+"/"), want: []string{"ok"}},
		{rows: []int{50}, name: "parked", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/l", raw(`<!doctype html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>`))
			a.Page("/sale", fetchtest.HTML("a.example", "Buy this domain. "+prose(37))).Page("/d/long", fetchtest.HTML("Domains", prose(800)+"buy this domain"))
		}, ask: ask(h+"/l", h+"/sale", h+"/d/long"), want: []string{"parked parked", "parked parked", "ok"}},
		{rows: []int{51}, name: "challenges", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			p := fetchtest.HTML("The port of Sund", prose(900))
			p.Body = []byte(strings.Replace(string(p.Body), "</body>", `<div class="g-recaptcha"></div><p>captcha</p></body>`, 1))
			a.Page("/200", challenge).Page("/403", challenge.As(403)).Page("/503", challenge.As(503)).Page("/x", p)
		}, ask: ask(h+"/200", h+"/403", h+"/503", h+"/x"), want: []string{"blocked bot-wall", "blocked bot-wall", "blocked bot-wall", "ok"}},
		{rows: []int{52}, name: "app shells", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			shell := `<!doctype html><html><head><title>App</title>%s<script src="/app.js"></script></head><body><div id="root"></div></body></html>`
			a.Page("/app/named", raw(strings.Replace(shell, "%s", `<meta property="og:title" content="The port of Sund">`, 1))).Page("/app/bare", raw(strings.Replace(shell, "%s", "", 1)))
		}, ask: []checker.Query{titled(h+"/app/named", "The Port of Sund"), titled(h+"/app/bare", "The Port of Sund")}, want: []string{"ok", "blocked script-only"}},
		{rows: []int{53}, name: "a paywall that is declared, and the text whole", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", raw(`<!doctype html><title>The port of Sund</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"The port of Sund","isAccessibleForFree":false}</script><article><p>`+prose(600)+`</article>`))
		}, ask: []checker.Query{{URL: h + "/x", Titles: []string{"The Port of Sund"}, Quotations: []string{"ships from Lomaria call there each week"}}}, want: []string{"ok"}, requests: 1,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				if !results[0].Page.Paywall {
					t.Error("that there is a paywall is not said")
				}
			}},
		{rows: []int{54}, name: "a default page", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.HTML("Welcome to nginx!", "If you see this page, the web server is working."))
		}, ask: ask(h + "/x"), want: []string{"soft-dead placeholder-page"}, requests: 1},
		{rows: []int{66}, name: "fragments", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", raw(`<!doctype html><title>The port of Sund</title><h2 id=there>One</h2><h2 id="ü">Two</h2><h2 id=user-content-three>Three</h2><p>`+prose(400)+"The quay was opened in spring."))
		}, ask: []checker.Query{{URL: h + "/x", Fragments: []string{"there", "absent", "%C3%BC", "three", "/route", ":~:text=quay%20was%20opened", ":~:text=quay%20was%20closed", "top", "absent:~:text=quay%20was%20opened"}}}, want: []string{"ok"}, requests: 1,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				const found, missing, unsure = checker.AnswerFound, checker.AnswerMissing, checker.AnswerCannotTell
				for i, want := range []string{found, missing, found, found, unsure, found, missing, found} {
					if a := results[0].Page.Answers.Fragments[i]; a.Answer != want {
						t.Errorf("#%s: %s, want %s", a.Asked, a.Answer, want)
					}
				}
			}},
		{rows: []int{72}, name: "a title with escapes", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.HTML("The port\x1b[31m of\u202e Sund\u2066", prose(400))).Page("/y", fetchtest.Redirect(302, "/\u202egnp"))
		}, ask: []checker.Query{titled(h+"/x", "The Port of Sund"), {URL: h + "/y"}}, want: []string{"ok", "dead not-found"},
			check: func(t *testing.T, _ *fetchtest.Web, c *fetch.Client, _ []checker.Result) {
				src := "# Notes\n\nSee [The port of Sund](http://a.example/x) and [another](http://a.example/y).\n"
				doc := checker.NewDocument("notes.md", []byte(src))
				for _, u := range []string{h + "/x", h + "/y"} {
					at := strings.Index(src, u)
					doc.Links = append(doc.Links, &checker.Link{Raw: u, URL: u, Span: doc.Span(at, at+len(u))})
				}
				rep, err := (&checker.Checker{Fetcher: c}).Check(t.Context(), doc)
				if err != nil {
					t.Fatal(err)
				}
				var b bytes.Buffer
				text := func(w io.Writer, rep *checker.Report) error { return reports.Text(w, rep, nil) }
				for _, write := range []func(io.Writer, *checker.Report) error{text, reports.JSON, reports.JSONL, reports.Markdown, reports.CSV, reports.BibTeX, reports.RIS, reports.CSLJSON} {
					if err := write(&b, rep); err != nil {
						t.Error(err)
					}
				}
				if i := strings.IndexAny(b.String(), "\x1b\u202e\u2066"); i >= 0 {
					t.Errorf("a report has %q", b.String()[max(0, i-50):i+10])
				}
			}},
	}
	for i := range rows {
		rows[i].pages = true
	}
	return rows
}

// failingRows are hosts that give no answer.
func failingRows() []row {
	const h, hs = "http://a.example", "https://a.example"
	fault := func(f fetchtest.Fault) func(*fetchtest.Web, *fetchtest.Host) {
		return func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Fault(f).Rest(article("X"))
			w.Host("good.example").Rest(article("Good").After(time.Second))
		}
	}
	dials := func(most int) func(*testing.T, *fetchtest.Web, *fetch.Client, []checker.Result) {
		return func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
			if n := w.Dials("a.example"); n > most {
				t.Errorf("%d connections, want at most %d", n, most)
			}
		}
	}
	good := ask("http://good.example/x")
	var streams atomic.Int32
	lookups := func(least, most int) func(*testing.T, *fetchtest.Web, *fetch.Client, []checker.Result) {
		return func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
			if n := w.Lookups("a.example"); n < least || n > most {
				t.Errorf("the name was looked up %d times, want %d to %d", n, least, most)
			}
		}
	}
	insecure := func(cause, evidence string, f fetchtest.Fault, connections int) row {
		return row{rows: []int{59}, name: "20 links: " + evidence, web: fault(f), ask: append(numbered(hs, 20), good...), want: append(slices.Repeat([]string{"insecure " + cause}, 20), "ok"),
			evidence: []string{evidence, "not asked for this page"}, check: dials(connections)}
	}
	return []row{
		{rows: []int{55}, name: "an unknown name", web: fault(fetchtest.NoSuchHost), ask: append(ask(h+"/x"), good...), want: []string{"dead no-such-host", "ok"},
			evidence: []string{"no such host, asked twice"}, took: []time.Duration{2 * time.Second, 5 * time.Second}, check: lookups(2, 2)},
		{rows: []int{55}, name: "an unknown name, alone", web: fault(fetchtest.NoSuchHost), ask: ask(h + "/x"), want: []string{"dead no-such-host"}, check: lookups(2, 2)},
		{rows: []int{55}, name: "no names at all", web: func(w *fetchtest.Web, _ *fetchtest.Host) { w.Offline() }, ask: ask(h + "/x"), want: []string{"unchecked network-down"},
			evidence: []string{"the network, not your links"}, check: lookups(2, 2)},
		{rows: []int{55}, name: "SERVFAIL", web: fault(fetchtest.ServFail), ask: append(ask(h+"/x"), good...), want: []string{"unreachable dns", "ok"},
			evidence: []string{"the name could not be looked up, 3 times"}, check: lookups(3, 3)},
		{rows: []int{55}, name: "SERVFAIL for 20 links", web: fault(fetchtest.ServFail), ask: append(numbered(h, 20), good...), evidence: []string{"the name could not be looked up", "a.example could not be looked up; not asked for this page"},
			want: append(slices.Repeat([]string{"unreachable *"}, 20), "ok"), check: lookups(3, 4)},
		{rows: []int{56}, name: "refusals", web: fault(fetchtest.Refused), ask: append(numbered(h, 20), good...), want: append(slices.Repeat([]string{"unreachable *"}, 20), "ok"),
			evidence: []string{"a.example did not connect twice; not asked for this page"}, check: dials(4)},
		{rows: []int{57}, name: "silence", web: fault(fetchtest.Silent), ask: append(ask(h+"/x"), good...), want: []string{"unreachable timeout", "ok"}, evidence: []string{"no answer in 20 s, twice"},
			took: []time.Duration{40 * time.Second, 42 * time.Second}, check: dials(2)},
		{rows: []int{57}, name: "silence before TLS", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Wire(func(c net.Conn) { io.Copy(io.Discard, c) })
		}, ask: ask("https://a.example/x"), want: []string{"unreachable timeout"}, evidence: []string{"no tls in 10 s, twice"},
			took: []time.Duration{20 * time.Second, 22 * time.Second}, check: dials(2)},
		{rows: []int{58}, name: "resets", web: func(_ *fetchtest.Web, a *fetchtest.Host) { a.Page("/x", fetchtest.Reset()) }, ask: ask(h + "/x"), want: []string{"unreachable reset"},
			evidence: []string{"the connection ended before an answer, 3 times"}, requests: 3},
		insecure("tls-expired", "certificate ended 1999-06-30", fetchtest.Expired, 2),
		insecure("tls-name", "certificate is not for a.example", fetchtest.WrongName, 2),
		insecure("tls-issuer", "certificate is signed by itself", fetchtest.SelfSigned, 2),
		insecure("tls-handshake", "no common tls version or cipher from tls 1.2 up", fetchtest.OldTLS, 1),
		{rows: []int{59}, name: "behind a bad certificate", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Redirect(302, "https://b.example/").With("Set-Cookie", "c=1; Domain=example"))
			a.Page("/y", fetchtest.Redirect(302, "https://b.a.example/").With("Set-Cookie", "c=1; Domain=a.example"))
			w.Host("b.example").Fault(fetchtest.Expired).Rest(fetchtest.Status(503))
			w.Host("b.a.example").Fault(fetchtest.SelfSigned).Rest(fetchtest.Redirect(301, "/x"))
		}, ask: ask(hs+"/x", hs+"/y"), want: []string{"insecure tls-expired", "insecure tls-issuer"}, evidence: []string{"behind it: status 503", "behind it: status 301"}, requests: 4,
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				for _, r := range w.Requests() {
					if r.Header.Get("Cookie") != "" {
						t.Errorf("%s got a cookie behind a bad certificate", r)
					}
				}
				for _, r := range results {
					if r.Page.Digest != "" || r.Status != 302 {
						t.Errorf("%s: status %d, a page of %d bytes, want neither from behind a bad certificate", r.URL, r.Status, r.Page.Size)
					}
				}
			}},
		{rows: []int{60}, name: "an intermediate certificate is missing", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Fault(fetchtest.Incomplete).Rest(article("X"))
			w.Host("ca.example").Page("/intermediate.crt", w.Intermediate())
		}, ask: ask(hs + "/x"), want: []string{"ok"}, evidence: []string{"certificate chain incomplete"}, requests: 2},
		{name: "streams that are refused", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			speaking(nil, func(f framer, stream uint32) error {
				streams.Add(1)
				return f.WriteRSTStream(stream, http2.ErrCodeRefusedStream)
			})(w, a)
		}, ask: ask(hs + "/x"), want: []string{"ok"}, evidence: []string{"status 200"}, requests: 1, took: []time.Duration{3 * time.Second, 9 * time.Second},
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				if n := streams.Load(); n > 5 {
					t.Errorf("%d streams were opened, want at most 5", n)
				}
			}},
		{rows: []int{61}, name: "a handshake that just ends", web: fault(fetchtest.Hangup), ask: append(ask(hs+"/x"), good...), want: []string{"unreachable reset", "ok"},
			evidence: []string{"the connection ended before an answer, 3 times"}, check: dials(3)},
		{rows: []int{62}, name: "GOAWAY after ten streams", client: func(c *fetch.Client) { c.PerHost = 1 }, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			n := 0
			a.HTTP2().Rest(fetchtest.Func(func(fetchtest.Request) fetchtest.Reply {
				if n++; n%10 == 0 {
					return article("X").With("Connection", "close")
				}
				return article("X")
			}))
		}, ask: numbered(hs, 40), want: []string{"ok"}, check: dials(8)},
	}
}

// politeRows are about how hosts are asked.
func politeRows() []row {
	const h = "http://a.example"
	return []row{
		{rows: []int{67}, name: "a second look", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				if r.Header.Get("If-None-Match") == `"1"` {
					return fetchtest.Status(304)
				}
				return article("The port of Sund").With("ETag", `"1"`)
			}))
		}, ask: ask(h + "/x"), want: []string{"ok"}, requests: 1,
			check: func(t *testing.T, w *fetchtest.Web, c *fetch.Client, results []checker.Result) {
				known := results[0].Page
				again := fetchAll(t, t.Context(), c, checker.Query{URL: h + "/x", Known: &known})
				expect(t, again, "ok")
				if r := again[0]; r.Status != 304 || r.Page.Digest != known.Digest {
					t.Errorf("the second look got status %d and the page %s, want 304 and what was kept", r.Status, r.Page.Digest)
				}
				if r := fetchAll(t, t.Context(), c, checker.Query{URL: h + "/x", Known: &known, Quotations: []string{"ships from Lomaria"}})[0]; r.Status != 200 {
					t.Errorf("with a new quotation the status is %d, want all of the page", r.Status)
				}
			}},
		{rows: []int{69}, name: "robots.txt, not asked", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/robots.txt", fetchtest.Text("text/plain", "User-agent: *\nDisallow: /")).Page("/x", article("X"))
		}, ask: ask(h + "/x"), want: []string{"ok"}, requests: 1},
		{rows: []int{69}, name: "robots.txt, obeyed", client: func(c *fetch.Client) { c.ObeyRobots = true }, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/robots.txt", fetchtest.Text("text/plain", "User-agent: *\nDisallow: /")).Page("/x", article("X"))
		}, ask: ask(h + "/x"), want: []string{"skipped robots"}, evidence: []string{"robots.txt does not allow it"}, requests: 1},
		{rows: []int{70}, name: "50 links", web: func(_ *fetchtest.Web, a *fetchtest.Host) { a.Rest(article("X").After(300 * time.Millisecond)) },
			ask: numbered(h, 50), want: []string{"ok"}, requests: 50, took: []time.Duration{10 * time.Second, 12 * time.Second},
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				if n := w.Host("a.example").MostInFlight(); n != 4 {
					t.Errorf("%d in flight, want 4", n)
				}
			}},
		{rows: []int{70}, name: "a fast host beside a slow one", web: func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(article("X").After(4 * time.Second))
			w.Host("fast.example").Rest(article("Fast"))
		}, ask: append(numbered(h, 100), ask("http://fast.example/x")...), want: []string{"ok"},
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				if d := results[0].Checked.Sub(results[100].Checked); d < 3*time.Second {
					t.Errorf("the fast host was answered %s before the slow one, want 4 s", d)
				}
			}},
		{name: "a host in trouble is asked each 2 s", web: func(_ *fetchtest.Web, a *fetchtest.Host) { a.Rest(fetchtest.Status(501)) },
			ask: numbered(h, 20), want: []string{"unreachable server-error"}, requests: 20, took: []time.Duration{20 * time.Second, 21 * time.Second}},
		{name: "a silent host is asked one thing at a time, without retries", web: func(_ *fetchtest.Web, a *fetchtest.Host) { a.Fault(fetchtest.Silent) },
			ask: numbered(h, 20), want: []string{"unreachable timeout"}, took: []time.Duration{5 * time.Minute, 7 * time.Minute},
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				if n := w.Dials("a.example"); n > 23 {
					t.Errorf("%d connections for 20 links", n)
				}
			}},
		{rows: []int{16}, name: "a pause is for the whole host", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Status(429).With("Retry-After", "20"), article("X").After(100*time.Millisecond))
		}, ask: numbered(h, 12), want: []string{"ok"}, requests: 13, took: []time.Duration{20 * time.Second, 26 * time.Second},
			check: func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
				seen := w.Requests()
				for i, r := range seen {
					if d := r.Time.Sub(seen[0].Time); i > 3 && d < 20*time.Second {
						t.Errorf("request %d came after %s, in the pause", i, d)
					}
				}
			}},
		{rows: []int{71}, name: "a pause that would pass the end", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Status(429).With("Retry-After", "3600").After(time.Second))
		}, ask: numbered(h, 10), requests: 4, evidence: []string{"retry after 3600 s", "a.example asked for a pause that is longer than the run"}, took: []time.Duration{time.Second, time.Second},
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				if said := tally(results); said["blocked rate-limit"] != 4 || said["unchecked paused"] != 6 {
					t.Errorf("%v, want 4 that were asked and 6 paused", said)
				}
			}},
		{rows: []int{71}, name: "the end of the run after 2 s", client: func(c *fetch.Client) { c.Budget = 2 * time.Second }, web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(article("X").After(1500 * time.Millisecond))
		}, ask: numbered(h, 12), took: []time.Duration{3 * time.Second, 3 * time.Second}, requests: 8,
			check: func(t *testing.T, _ *fetchtest.Web, _ *fetch.Client, results []checker.Result) {
				said := tally(results)
				if said["ok"] != 8 || said["unchecked deadline"] != 4 {
					t.Errorf("%v, want 8 ok and the rest unchecked", said)
				}
			}},
		{rows: []int{73}, name: "three machines", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("X"), fetchtest.Status(403), fetchtest.Status(404)).Page("/", article("Front"))
		}, ask: ask(h + "/x"), want: []string{"ok"},
			check: func(t *testing.T, _ *fetchtest.Web, c *fetch.Client, results []checker.Result) {
				var looks []store.Look
				for _, r := range append(results, fetchAll(t, t.Context(), c, ask(h+"/x")...)[0], fetchAll(t, t.Context(), c, ask(h+"/x")...)[0]) {
					l, _ := store.LookOf(&r)
					looks = append(looks, l)
				}
				for from, want := range []checker.Verdict{checker.OK, checker.Blocked, checker.Dead} {
					if got := store.Merge(looks[from:from+1], looks[from:]); len(got) != 1 || got[0].Verdict != want {
						t.Errorf("the looks %v together are %v, want %s", looks[from:], got, want)
					}
				}
			}},
	}
}

// tally counts verdicts and causes.
func tally(results []checker.Result) map[string]int {
	n := map[string]int{}
	for _, r := range results {
		n[said(r)]++
	}
	return n
}

// addressRows are about the address as it is written.
func addressRows() []row {
	const h = "http://a.example"
	paths := func(want ...string) func(*testing.T, *fetchtest.Web, *fetch.Client, []checker.Result) {
		return func(t *testing.T, w *fetchtest.Web, _ *fetch.Client, _ []checker.Result) {
			var got []string
			for _, r := range w.Requests() {
				got = append(got, r.Path)
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("request lines (-want +got):\n%s", diff)
			}
		}
	}
	doi := func(name, want string, more row) row {
		more.rows, more.name, more.ask, more.want = []int{68}, name, ask("https://doi.org"+more.name), []string{want}
		broken := more.web != nil
		more.web = func(w *fetchtest.Web, _ *fetchtest.Host) {
			api := handles("10.1000/good", "10.1000/403", "10.1000/404", "10.1000/S0140(05)")
			if broken {
				api = fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
					if strings.HasPrefix(r.Path, "/api/") {
						return fetchtest.Text("application/json", `{"responseCode":2}`).As(500)
					}
					return fetchtest.Redirect(302, "https://publisher.example"+r.Path)
				})
			}
			w.Host("doi.org").Rest(api)
			w.Host("publisher.example").Page("/", article("Front")).Page("/10.1000/good", article("Good")).Page("/10.1000/403", fetchtest.Status(403))
		}
		return more
	}
	down := func(*fetchtest.Web, *fetchtest.Host) {}
	return []row{
		{rows: []int{63}, name: "request lines", web: func(_ *fetchtest.Web, a *fetchtest.Host) { a.Rest(article("X")) },
			ask:  ask(h+"/a%2Fb%23c", h+"/100%", h+"/ü(x)", h+"//double", h+"/?q=a+b&c=%20", h+"/p?id=1", h+"/p?id=2"),
			want: []string{"ok"}, requests: 7, check: paths("/a%2Fb%23c", "/100%", "/%C3%BC(x)", "//double", "/?q=a+b&c=%20", "/p?id=1", "/p?id=2")},
		{rows: []int{65}, name: "a mark and what follows it", web: func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("X"))
		}, ask: ask(h + "/x，后面"), want: []string{"dead not-found"}, instead: []string{h + "/x"}, evidence: []string{"answers well: " + h + "/x"}, requests: 2},
		doi("registered, publisher refuses", "ok", row{name: "/10.1000/403", requests: 3, evidence: []string{"registered DOI; publisher.example answered 403"}}),
		doi("registered, publisher has lost it", "dead not-found", row{name: "/10.1000/404", evidence: []string{"status 404"}}),
		doi("not registered", "dead no-such-doi", row{name: "/10.1000/none", requests: 1, evidence: []string{"doi.org: not registered"}}),
		doi("the end of the sentence", "dead no-such-doi", row{name: "/10.1000/S0140(05)…).", instead: []string{"https://doi.org/10.1000/S0140(05)"}}),
		doi("handle API down", "ok", row{name: "/10.1000/good", web: down}),
		doi("handle API down, publisher refuses", "ok", row{name: "/10.1000/403", web: down, evidence: []string{"registered DOI; publisher.example answered 403"}}),
	}
}

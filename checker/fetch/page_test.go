package fetch_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
)

// TestWithPages runs the rows of the table that depend on what a page says, with the Inspector that
// the command uses.
func TestWithPages(t *testing.T) {
	const h = "http://a.example"
	raw := func(body string) fetchtest.Reply { return fetchtest.Text("text/html; charset=utf-8", body) }
	challenge := raw(`<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser`)
	titled := func(u, title string) []checker.Query { return []checker.Query{{URL: h + u, Titles: []string{title}}} }
	for _, row := range []struct {
		name string
		web  func(w *fetchtest.Web, a *fetchtest.Host)
		ask  []checker.Query
		want []string
	}{
		{"an article", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", article("The port of Sund"))
		}, titled("/x", "The Port of Sund"), []string{"ok"}},
		{"walls", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/200", challenge).Page("/403", challenge.As(403)).Page("/503", challenge.As(503)).Page("/404", challenge.As(404))
			a.Page("/202", raw("").As(202).With("x-amzn-waf-action", "challenge")).Page("/long", article("Long").As(202))
			a.Page("/429", fetchtest.Status(429).With("cf-mitigated", "challenge"))
		}, ask(h+"/200", h+"/403", h+"/503", h+"/404", h+"/202", h+"/long", h+"/429"),
			[]string{"blocked bot-wall", "blocked bot-wall", "blocked bot-wall", "blocked bot-wall", "blocked bot-wall", "ok", "blocked bot-wall"}},
		{"an article with a captcha in its comments", func(_ *fetchtest.Web, a *fetchtest.Host) {
			p := article("The port of Sund")
			p.Body = []byte(strings.Replace(string(p.Body), "</body>", `<div class="g-recaptcha"></div><p>captcha, subscribe, not found 404</p></body>`, 1))
			a.Page("/x", p)
		}, ask(h + "/x"), []string{"ok"}},
		{"error pages that say 200", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/d/en", fetchtest.HTML("Page not found", prose(40))).Page("/d/de", fetchtest.HTML("Seite nicht gefunden", prose(40)))
			a.Page("/d/zh", fetchtest.HTML("页面不存在", prose(40))).Page("/d/fr", fetchtest.HTML("Page introuvable", prose(40)))
			a.Page("/d/asked", fetchtest.HTML("404 Not Found", prose(40)))
		}, append(ask(h+"/d/en", h+"/d/de", h+"/d/zh", h+"/d/fr"), titled("/d/asked", "404 Not Found")...), []string{"soft-dead soft-404"}},
		{"an article about error pages", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/d/x", fetchtest.HTML("Why servers say 404 Not Found", prose(900)))
		}, ask(h + "/d/x"), []string{"ok"}},
		{"parked", func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/l", raw(`<!doctype html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>`))
			a.Page("/sale", fetchtest.HTML("a.example", "Buy this domain. The domain is for sale.")).Page("/d/long", fetchtest.HTML("Domains", prose(800)+"buy this domain"))
		}, ask(h+"/l", h+"/sale", h+"/d/long"), []string{"parked parked", "parked parked", "ok"}},
		{"front page for a deep link", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", fetchtest.Redirect(302, "/")).Page("/", article("Sund"))
		}, ask(h + "/deep/x"), []string{"moved front-page"}},
		{"front page for everything", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.Redirect(302, "/")).Page("/", article("Sund"))
		}, ask(h + "/deep/x"), []string{"soft-dead soft-404"}},
		{"the same short page for everything but the front page", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/", fetchtest.HTML("Sund", "Letters from the harbour office, by date and by hand, and a list of those who wrote them.")).Rest(fetchtest.HTML("Sund", prose(100)))
		}, ask(h + "/deep/x"), []string{"soft-dead soft-404"}},
		{"the same short page for everything", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.HTML("Sund", prose(100)))
		}, ask(h + "/deep/x"), []string{"blocked refuses-all"}},
		{"the same page for everything by redirect", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/gate", fetchtest.HTML("Sund", prose(100))).Rest(fetchtest.Redirect(302, "/gate"))
		}, ask(h + "/deep/x"), []string{"blocked refuses-all"}},
		{"a page that holds the place of a site", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(fetchtest.HTML("Sund", "Our new website is coming soon. "+prose(30)))
		}, ask(h + "/deep/x"), []string{"soft-dead soft-404"}},
		{"short pages that differ", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", fetchtest.HTML("Sund", prose(100)))
		}, ask(h + "/deep/x"), []string{"ok"}},
		{"an error page under index.php", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/index.php/articles/12", fetchtest.HTML("404 - Article not found", prose(40)))
		}, ask(h + "/index.php/articles/12"), []string{"soft-dead soft-404"}},
		{"the front page for everything, at length", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(article("The Sund Courier"))
		}, append(titled("/deep/x", "A History of the Port of Lomaria"), titled("/deep/y.pdf", "A History of the Port of Lomaria")...), []string{"soft-dead soft-404"}},
		{"the front page for documents only", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/y.pdf", article("Viewer")).Page("/deep/report-404.pdf", article("report-404.pdf"))
		}, append(titled("/deep/y.pdf", "A History of the Port of Lomaria"), checker.Query{URL: h + "/deep/report-404.pdf"}), []string{"ok"}},
		{"a document that is an HTML error", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/y.pdf", raw("<html><head><title>Document server</title></head><body><p>Error: the requested document does not exist.</p></body></html>"))
		}, ask(h + "/deep/y.pdf"), []string{"soft-dead soft-404"}},
		{"short pages in a long frame, on a host that says 200 to all", func(_ *fetchtest.Web, a *fetchtest.Host) {
			frame := "<nav>" + prose(1500) + "</nav>"
			a.Page("/circulars/14", raw("<!doctype html><title>Circular 14</title>"+frame+"<h1>Circular 14</h1><p>All pilots shall report by noon."))
			a.Rest(raw("<!doctype html><title>Sund</title>" + frame + "<p>Sorry."))
		}, titled("/circulars/14", "Rules for Those Who Guide Ships"), []string{"ok"}},
		{"applications in a frame of words", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Rest(raw("<!doctype html><title>Sund Portal</title><script src=/app.js></script><nav>" + prose(60) + `</nav><main id="content"><p>Loading…</p></main>`))
		}, append(titled("/records/12", "The Port of Sund"), ask(h+"/records/12")...), []string{"blocked script-only"}},
		{"an application that answers 404 to its routes", func(w *fetchtest.Web, a *fetchtest.Host) {
			shell := raw(`<!doctype html><title>App</title><script src="/app.js"></script><div id="root"></div>`)
			a.Page("/", shell).Rest(shell.As(404))
		}, titled("/records/12", "The Port of Sund"), []string{"blocked script-only"}},
		{"an empty error page of a host that is no application", func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/", article("Sund")).Rest(raw(`<!doctype html><title>App</title><script src="/app.js"></script><div id="root"></div>`).As(404))
		}, titled("/records/12", "The Port of Sund"), []string{"dead not-found"}},
		{"a route in an application", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/", article("Front")).Rest(raw("<!doctype html><title>Sund Portal</title><script src=/app.js></script>" + prose(60)))
		}, []checker.Query{{URL: h + "/viewer/", Fragments: []string{"/records/12"}}}, []string{"blocked script-only"}},
		{"to a search page", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/docs/x.html", fetchtest.Redirect(302, "/en/search.html?q=x")).Page("/en/search.html?q=x", fetchtest.HTML("Search", prose(300)))
		}, append(ask(h+"/docs/x.html"), titled("/docs/x.html", "The Port of Sund")...), []string{"moved section-page"}},
		{"from one search page to another", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/find?q=x", fetchtest.Redirect(302, "/search?q=x")).Page("/search?q=x", fetchtest.HTML("Search", prose(300)))
		}, ask(h + "/find?q=x"), []string{"ok"}},
		{"entries whose names error pages bear", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/dict/a", fetchtest.HTML("not found", "said of what was looked for without success")).Page("/books/404", fetchtest.HTML("404", "A novel. "+prose(60)))
		}, append(ask(h+"/dict/a", h+"/books/404"), titled("/books/404", "404")...), []string{"ok"}},
		{"the same names on pages that are called otherwise", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x/a", fetchtest.HTML("Not found", prose(60))).Page("/x/b", fetchtest.HTML("404", prose(60)))
		}, append(titled("/x/a", "A History of Lomaria"), titled("/x/b", "A History of Lomaria")...), []string{"soft-dead soft-404"}},
		{"a banner on a page that its address names", func(_ *fetchtest.Web, a *fetchtest.Host) {
			banner := "<h1>This event has ended</h1><p>It was a fine day.</p>"
			a.Page("/events/harbour-day", raw("<!doctype html><title>Harbour day | Sund</title>"+banner)).Page("/events/12", raw("<!doctype html><title>Harbour day | Sund</title>"+banner))
		}, ask(h+"/events/harbour-day", h+"/events/12"), []string{"ok", "soft-dead soft-404"}},
		{"a domain for sale at another site", func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", fetchtest.Redirect(302, "https://market.example/?d=a")).Page("/deep/y", fetchtest.Redirect(302, "https://market.example/?d=b"))
			w.Host("market.example").Page("/?d=a", fetchtest.HTML("a.example is for sale", "Buy now.")).Page("/?d=b", fetchtest.HTML("b.example is for sale | Market", "Buy now."))
		}, ask(h+"/deep/x", h+"/deep/y"), []string{"parked parked"}},
		{"login and consent", func(w *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.Redirect(302, "/login?return=http%3A%2F%2Fa.example%2Fx")).Page("/login?return=http%3A%2F%2Fa.example%2Fx", fetchtest.HTML("Welcome", "Name and password"))
			a.Page("/y", fetchtest.Redirect(302, "http://consent.google.com/m?continue=x"))
			w.Host("consent.google.com").Rest(fetchtest.HTML("Before you continue", "Accept all"))
		}, ask(h+"/x", h+"/y"), []string{"blocked login", "blocked consent"}},
		{"not for this region", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", fetchtest.HTML("Sund", "This content is not available in your country."))
		}, ask(h + "/x"), []string{"blocked legal"}},
		{"refresh to nothing", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/x", raw(`<!doctype html><meta http-equiv="refresh" content="0; url=/gone"><p>moved`)).Page("/", article("Front"))
		}, ask(h + "/x"), []string{"dead not-found"}},
		{"app shells", func(_ *fetchtest.Web, a *fetchtest.Host) {
			shell := `<!doctype html><html><head><title>App</title>%s<script src="/app.js"></script></head><body><div id="root"></div></body></html>`
			a.Page("/app/named", raw(strings.Replace(shell, "%s", `<meta property="og:title" content="The port of Sund">`, 1))).Page("/app/bare", raw(strings.Replace(shell, "%s", "", 1)))
		}, append(titled("/app/named", "The Port of Sund"), titled("/app/bare", "The Port of Sund")...), []string{"ok", "blocked script-only"}},
		{"a default page", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/deep/x", fetchtest.HTML("Welcome to nginx!", "If you see this page, the web server is working."))
		}, ask(h + "/deep/x"), []string{"soft-dead placeholder-page"}},
		{"nesting", func(_ *fetchtest.Web, a *fetchtest.Host) {
			a.Page("/div", raw("<!doctype html><title>The port of Sund</title>"+strings.Repeat("<div>", 200_000)+prose(300)))
			a.Page("/b", raw("<!doctype html><title>The port of Sund</title>"+strings.Repeat("<b><p>", 1<<17)+prose(300)))
		}, append(titled("/div", "The Port of Sund"), titled("/b", "The Port of Sund")...), []string{"ok"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
				c.Inspect = page.Inspect
				row.web(w, w.Host("a.example"))
				expect(t, fetchAll(t, t.Context(), c, row.ask...), row.want...)
			})
		})
	}
}

// TestOtherReadings holds what may be written instead of an address that is not found to pages that
// are there: an address without its last mark that lands on a front page is lost, too.
func TestOtherReadings(t *testing.T) {
	const h = "http://a.example"
	for _, c := range []struct {
		name    string
		reply   fetchtest.Reply
		instead string
	}{
		{"a page", article("The port of Sund"), h + "/x/sund"},
		{"the same page elsewhere", fetchtest.Redirect(301, "/y/sund"), h + "/x/sund"},
		{"the front page", fetchtest.Redirect(302, "/"), ""},
		{"the front page for good", fetchtest.Redirect(301, "/"), ""},
		{"an error page", fetchtest.HTML("Page not found", prose(40)), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			inVirtual(t, func(t *testing.T, w *fetchtest.Web, client *fetch.Client) {
				client.Inspect = page.Inspect
				w.Host("a.example").Page("/", article("Sund")).Page("/x/sund", c.reply).Page("/y/sund", article("The port of Sund"))
				r := fetchAll(t, t.Context(), client, ask(h+"/x/sund)")...)[0]
				if r.Verdict != checker.Dead || r.Instead != c.instead {
					t.Errorf("%s/x/sund) is %s, and %q answers instead; want dead and %q: %q", h, said(r), r.Instead, c.instead, r.Evidence)
				}
			})
		})
	}
}

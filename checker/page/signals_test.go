package page

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// kinds returns the kinds of the signals that a page gives, each once, "!" behind decisive ones.
func kinds(r checker.Response, q checker.Query) string {
	var out []string
	for _, s := range Inspect(r, q).Signals {
		k := string(s.Kind)
		if s.Decisive {
			k += "!"
		}
		out = appendNew(out, k)
	}
	return strings.Join(out, " ")
}

// answerOf is an answer of status 200 to a deep address.
func answerOf(body string) checker.Response {
	return checker.Response{
		URL: "https://sund.example/reports/17", Status: 200,
		Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body),
	}
}

var asked = checker.Query{URL: "https://sund.example/reports/17"}

// essay returns an ordinary page of some 900 words with something in its head and in its text.
func essay(head, body string) string {
	return "<!DOCTYPE html><html lang=en><head><title>Keepers of a quiet harbour</title>" + head + "</head><body><h1>Keepers of a quiet harbour</h1><p>" +
		strings.Repeat("They wrote down every tide in ledgers bound with green cloth. ", 80) + body + "</p></body></html>"
}

// TestMarks holds every mark of the tables to being seen on a page of few words, and not on an
// essay of 900.
func TestMarks(t *testing.T) {
	check := func(name string, want checker.SignalKind, short, long string) {
		t.Helper()
		if got := kinds(answerOf(short), asked); !strings.Contains(got, string(want)) {
			t.Errorf("%s: a page of few words gives %q, not %s:\n%s", name, got, want, short)
		}
		if got := kinds(answerOf(long), asked); got != "" {
			t.Errorf("%s: an essay gives %q", name, got)
		}
	}
	for _, m := range wallMarkup {
		script := "<!-- " + strings.ReplaceAll(strings.Join(m.all, " "), "<iframe", "") + " -->"
		if strings.HasPrefix(m.all[0], "<") {
			script = "<iframe src=/_Incapsula_Resource?x></iframe>"
		}
		check("markup "+m.who+" "+m.all[0], checker.SignalWall, "<title>Wait</title>"+script, essay(script, ""))
	}
	for _, m := range captchas {
		script := `<script src="https://x.example/">` + strings.Join(m.all, " ") + `</script>`
		check("puzzle "+m.who, checker.SignalWall, "<title>Wait</title>"+script+"<p>Please wait.", essay(script, ""))
	}
	for _, m := range wallText {
		text := html.EscapeString(strings.Join(m.all, " and then "))
		check("text "+m.who+" "+m.all[0], checker.SignalWall, "<title>Wait</title><p>"+text, essay("", text))
	}
	for _, m := range wallTitles {
		check("title "+m.all[0], checker.SignalWall, "<title>"+m.all[0]+"</title><p>Please wait.", essay("", m.all[0]))
	}
	for _, p := range parkedPhrases {
		check("parked "+p, checker.SignalParked, "<title>sund.example</title><p>"+p, essay("", p))
	}
	for title := range defaultPages {
		check("default "+title, checker.SignalPlaceholder, "<title>"+title+"</title>", essay("", title))
	}
	for _, title := range defaultBeginnings {
		check("default "+title, checker.SignalPlaceholder, "<title>"+title+" on Debian</title>", essay("", title))
	}
	for title := range loginNames {
		check("login "+title, checker.SignalLogin, "<h1>"+title+"</h1><form><input name=u></form>", essay("", title))
	}
	for _, p := range errorPhrases {
		check("error "+p, checker.SignalWordsIs, "<title>"+p+"</title><p>Try the search.", essay("", p))
		if got := kinds(answerOf("<title>Sund Post</title><h1>Sund Post</h1><p>Sorry: the old harbour "+p+", they say."), asked); !strings.Contains(got, string(checker.SignalWordsHas)) {
			t.Errorf("a page that begins with %q gives %q, not words-has", p, got)
		}
	}
}

func TestHeaders(t *testing.T) {
	long := essay("", "")
	for _, c := range []struct {
		name   string
		status int
		header string
		body   string
		want   string
	}{
		{"an ordinary page behind Cloudflare", 200, "Server: cloudflare", long, ""},
		{"a challenge at any status", 200, "Cf-Mitigated: challenge", long, "bot-wall!"},
		{"Cloudflare's refusal", 403, "Server: cloudflare", "no", "bot-wall shape"},
		{"an overloaded server behind Cloudflare", 503, "Server: cloudflare", "<h1>Back soon</h1>", "shape"},
		{"Akamai's refusal", 403, "Server: AkamaiGHost", "no", "bot-wall! shape"},
		{"an ordinary page by Akamai", 200, "Server: AkamaiGHost", long, ""},
		{"AWS WAF", 202, "X-Amzn-Waf-Action: challenge", "", "bot-wall! shape"},
		{"an ordinary page by AWS", 200, "X-Amzn-Requestid: 17", long, ""},
		{"DataDome's block", 403, "X-Datadome: blocked", "", "bot-wall! shape"},
		{"an ordinary page that DataDome protects", 200, "X-Datadome: protected", long, ""},
		{"a cookie alone", 200, "Set-Cookie: datadome=1", long, ""},
		{"a cookie with a refusal", 403, "Set-Cookie: datadome=1", "", "bot-wall shape"},
		{"X-Dd-B", 403, "X-Dd-B: 1", "", "bot-wall! shape"},
		{"HUMAN", 403, "X-Px-Authorization: 3", "", "bot-wall! shape"},
		{"Vercel", 429, "X-Vercel-Mitigated: challenge", "", "bot-wall! shape"},
		{"Kasada", 429, "X-Kasada-Challenge: 1", "", "bot-wall! shape"},
		{"Imperva's refusal", 403, "X-Cdn: Imperva", "", "bot-wall shape"},
		{"an ordinary page behind Imperva", 200, "X-Iinfo: 17-1", long, ""},
		{"LinkedIn's status, which the fetcher knows", 999, "", "", "shape"},
		{"a server that is down behind Cloudflare", 522, "Server: cloudflare", "<title>sund.example | 522: Connection timed out</title><div id=cf-error-details>Ray ID: 17</div>", "shape"},
		{"a server that is down behind CloudFront", 504, "", "<title>ERROR: The request could not be satisfied</title><h1>504 ERROR</h1>Generated by cloudfront", "shape"},
		{"CloudFront's refusal", 403, "", "<title>ERROR: The request could not be satisfied</title><h1>403 ERROR</h1>Generated by cloudfront", "bot-wall shape"},
	} {
		r := answerOf(c.body)
		r.Status = c.status
		if key, value, ok := strings.Cut(c.header, ": "); ok {
			r.Header[key] = []string{value}
		}
		if got := kinds(r, asked); got != c.want {
			t.Errorf("%s: signals are %q, not %q", c.name, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ asked, final, want string }{
		{"https://a.example/x/1", "https://a.example/x/1", ""},
		{"https://a.example/x/1", "https://a.example/login?return=%2Fx%2F1", "login!"},
		{"https://a.example/x/1", "https://sso.b.example/?service=https%3A%2F%2Fa.example%2Fx%2F1", "login!"},
		{"https://a.example/x/1", "https://idp.b.example/auth/?target=https%253A%252F%252Fa.example%252Fx%252F1", "login!"},
		{"https://a.example/x/1", "https://a.example/login?return=%2Felsewhere", ""},
		{"https://a.example/x/1", "https://a.example/essays/login", ""},
		{"https://a.example/x/1", "https://consent.google.com/m?continue=x", "consent!"},
		{"https://a.example/x/1", "https://consent.google.de/m", "consent!"},
		{"https://a.example/x/1", "https://guce.yahoo.com/consent", "consent!"},
		{"https://a.example/x/1", "https://cmp-consent-tool.privacy-mgmt.com/x", "consent!"},
		{"https://a.example/x/1", "https://myprivacy.dpgmedia.nl/consent", "consent!"},
		{"https://a.example/x/1", "https://consents.example/x", ""},
		{"https://a.example/x/1", "https://www.hugedomains.com/domain_profile.cfm?d=a", "parked!"},
		{"https://www.sedo.com/about", "https://www.sedo.com/about/", ""},
		{"https://a.example/x/1", "https://forsale.godaddy.com/forsale/a.example", "parked!"},
		{"https://a.example/x/1", "http://ww16.a.example/x/1?sub1=2", "parked!"},
		{"https://a.example/x/1", "https://a.example/?tr_uuid=17&fp=1", "parked!"},
		{"https://www2.a.example/x/1", "https://www2.a.example/x/1", ""},
		{"https://a.example/x/1", "https://ddos-shield.appspot.com/", "bot-wall!"},
		{"https://a.example/x/1", "https://validate.perfdrive.com/?ssa=1", "bot-wall!"},
	} {
		r := answerOf(essay("", ""))
		r.URL = c.final
		if got := kinds(r, checker.Query{URL: c.asked}); got != c.want {
			t.Errorf("%s that ends at %s: signals are %q, not %q", c.asked, c.final, got, c.want)
		}
	}
}

func TestSignals(t *testing.T) {
	long := strings.Repeat("They wrote down every tide. ", 100)
	for _, c := range []struct{ name, body, want string }{
		{"an element of HUMAN's", essay("", "<div id=px-captcha></div>"), "bot-wall!"},
		{"a script of DataDome's challenge", essay("<script src='https://ct.captcha-delivery.com/c.js'></script>", ""), "bot-wall!"},
		{"a script of DataDome's that ordinary pages have", essay("<script src='https://js.datadome.co/tags.js'></script>", ""), ""},
		{"a wall's title over a long text", "<title>Just a moment...</title><p>" + long, "bot-wall"},
		{"Cloudflare's script on a short page", "<title>Ferry times in winter</title><p>Ferries leave at nine.<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>", "shape"},
		{"Cloudflare's other script on a short page", "<title>Ferry times in winter</title><p>Ferries leave at nine.<script src=/cdn-cgi/challenge-platform/h/b/scripts/jsd/1/main.js></script>", "shape"},
		{"a contact form with a puzzle", "<title>Ferry times in winter</title><p>" + strings.Repeat("Ferries leave at nine. ", 20) + "<div class=g-recaptcha></div>", "shape"},
		{"an ad key", "<html data-adblockkey=x><title>Sund</title>" + long, "parked!"},
		{"window.park as parked pages set it", "<script>window.park = \"eyJ1\"</script>", "parked! shape"},
		{"window.park as a real site uses it", "<script>window.park = {lat: 1}</script><p>" + long, ""},
		{"a frame of Sedo's", "<script src='https://sedoparking.com/frmpark/a/b/park.js'></script>" + long, "parked!"},
		{"a password field in an article's header", essay("", "<form><input type=password></form>"), ""},
		{"a password field on a short page", "<title>Sund</title><p>Welcome<input type=password>", "login shape"},
		{"the server's whole tree", "<title>Index of /</title><h1>Index of /</h1><pre>a b</pre>", "placeholder-page shape"},
		{"a directory", "<title>Index of /reports</title><h1>Index of /reports</h1><pre>a b</pre>", "shape"},
		{"a canonical front page", essay("<link rel=canonical href=/>", ""), "shape"},
		{"a canonical error page", essay("<link rel=canonical href=/404.html>", ""), "shape"},
		{"much markup and no words", "<title>Sund</title><script>" + strings.Repeat("var a=1;", 3000) + "</script>", "shape script-only"},
		{"prerender status", essay("<meta name=prerender-status-code content=410>", ""), "address!"},
		{"prerender status of a good page", essay("<meta name=prerender-status-code content=200>", ""), ""},
		{"an error that is hidden until it happens", "<title>Sund Post</title><template><h1>404</h1></template><div hidden><h1>Page not found</h1><input type=password></div><h1>Quiet harbour notes</h1>" + long, ""},
		{"an error in a second heading", "<title>Sund Post</title><h1>Sund Post</h1><h2>404 - Page not found</h2>", "words-is shape"},
		{"an error with digits and the site", "<title>Error 404 (Not Found)!!1 | Sund</title><p>x", "words-is shape"},
		{"an error in a long essay's title", "<title>Treasure not found in the harbour</title><p>" + long, "words-has"},
	} {
		if got := kinds(answerOf(c.body), asked); got != c.want {
			t.Errorf("%s: signals are %q, not %q", c.name, got, c.want)
		}
	}
}

func TestRefresh(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{"0;url=/b", "/b"},
		{"0; URL='https://b.example/'", "https://b.example/"},
		{"5,url = \"/b c\"", "/b c"},
		{"3.5; /b", "/b"},
		{"0;URL", "URL"},
		{"6; url=/b", ""},
		{"300", ""},
		{"5", ""},
		{"", ""},
		{"x; url=/b", ""},
	} {
		if got := Inspect(answerOf(fmt.Sprintf("<meta http-equiv=refresh content=%q>", c.content)), asked).Refresh; got != c.want && !strings.Contains(c.content, `"`) {
			t.Errorf("refresh %q leads to %q, not %q", c.content, got, c.want)
		}
		if got := refreshTarget(c.content); got != c.want {
			t.Errorf("refresh %q leads to %q, not %q", c.content, got, c.want)
		}
	}
}

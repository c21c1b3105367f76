package page

import (
	"net/url"
	"path"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A mark is a text that a wall's page holds: all of the strings must be there. They are in lower
// case; those looked for in visible text are folded.
type mark struct {
	who string
	all []string
}

// wallMarkup are marks in the markup. They count behind the gate only: the scripts of the same
// vendors stand on ordinary pages, too.
var wallMarkup = []mark{
	{"Cloudflare", []string{"_cf_chl_opt"}},
	{"Cloudflare", []string{"/cdn-cgi/challenge-platform/", "orchestrate"}}, // not its scripts/jsd, which ordinary pages have
	{"Akamai", []string{"access denied", "reference #", "errors.edgesuite.net"}},
	{"Akamai", []string{"bm-verify", "/_sec/"}},
	{"Imperva", []string{"incapsula incident id"}},
	{"Imperva", []string{"<iframe", "_incapsula_resource"}},
	{"HUMAN", []string{"_pxappid", "captcha"}},
	{"AWS", []string{"the request could not be satisfied", "cloudfront"}},
	{"Vercel", []string{"vercel security checkpoint"}},
	{"Radware", []string{"validate.perfdrive"}},
	{"Radware", []string{"captcha.radware"}},
	{"F5", []string{"the requested url was rejected", "support id"}},
	{"Kasada", []string{"ips.js?kpsdk"}},
}

// captchas are scripts of puzzles. Comment forms and newsletters have them, so they count on pages
// of very few words only.
var captchas = []mark{
	{"Turnstile", []string{"challenges.cloudflare.com/turnstile"}},
	{"AWS WAF", []string{"awswaf.com", "challenge.js"}},
	{"AWS WAF", []string{"awswafintegration"}},
	{"reCAPTCHA", []string{"g-recaptcha"}},
	{"reCAPTCHA", []string{"/recaptcha/api.js"}},
	{"hCaptcha", []string{"hcaptcha.com/1/api.js"}},
	{"hCaptcha", []string{"class=\"h-captcha\""}},
	{"GeeTest", []string{"geetest.com"}},
	{"Arkose", []string{"arkoselabs.com"}},
	{"Arkose", []string{"funcaptcha.com"}},
	{"Friendly Captcha", []string{"frc-captcha"}},
	{"DataDome", []string{"geo.captcha-delivery.com"}},
}

// wallText are marks in the visible text, behind the gate.
var wallText = []mark{
	{"Cloudflare", folded("you have been blocked", "ray id")},
	{"Cloudflare", folded("error 1006", "ray id")},
	{"Cloudflare", folded("error 1007", "ray id")},
	{"Cloudflare", folded("error 1015", "ray id")},
	{"Cloudflare", folded("error 1020", "ray id")},
	{"Cloudflare", folded("checking your browser before accessing")},
	{"Cloudflare", folded("checking if the site connection is secure")},
	{"Imperva", folded("pardon our interruption")},
	{"HUMAN", folded("access to this page has been denied")},
	{"HUMAN", folded("press & hold", "human")},
	{"Reddit", folded("blocked by network security")},
	{"Google", folded("our systems have detected unusual traffic")},
	{"", folded("unusual traffic from your")},
	{"", folded("verify you are human")},
	{"", folded("verify that you are human")},
	{"", folded("verify that you are not a robot")},
	{"", folded("confirm you are not a robot")},
	{"", folded("prove you are human")},
	{"", folded("confirm you are human")},
	{"Sina", folded("sina visitor system")},
}

// wallTitles are what walls are called. As the whole title they stood on no ordinary page.
var wallTitles = []mark{
	{"Cloudflare", folded("just a moment")},
	{"Cloudflare", folded("attention required cloudflare")},
	{"Akamai", folded("access denied")},
	{"Imperva", folded("pardon our interruption")},
	{"HUMAN", folded("access to this page has been denied")},
	{"Anubis", folded("making sure you're not a bot")},
	{"", folded("client challenge")},
	{"HAProxy", folded("haproxy challenge")},
	{"", folded("one moment, please")},
	{"", folded("are you a robot")},
	{"", folded("are you human")},
	{"", folded("robot check")},
	{"", folded("security check")},
	{"", folded("security verification")},
	{"", folded("human verification")},
	{"", folded("bot verification")},
	{"Sina", folded("sina visitor system")},
	{"DDoS-Guard", folded("ddos-guard")},
	{"Sucuri", folded("sucuri website firewall")},
	{"Sucuri", folded("sucuri website firewall access denied")},
	{"Vercel", folded("vercel security checkpoint")},
	{"F5", folded("request rejected")},
	{"Reddit", folded("blocked")},
	{"AWS", folded("error the request could not be satisfied")},
	{"", folded("checking your browser")},
	{"", folded("安全验证")},
	{"", folded("百度安全验证")},
}

// alwaysWalls are the titles that are believed on a page of any length.
var alwaysWalls = set(folded(
	"just a moment", "attention required cloudflare", "pardon our interruption", "access to this page has been denied", "making sure you're not a bot",
	"client challenge", "haproxy challenge", "one moment, please", "are you a robot", "sina visitor system", "ddos-guard", "sucuri website firewall", "百度安全验证",
)...)

// isWallTitle reports whether a title is that of a wall.
func isWallTitle(title string) bool {
	t := fold(title)
	for _, m := range wallTitles {
		if t == m.all[0] {
			return true
		}
	}
	return false
}

// walls looks for the walls that keep programs out.
func (o *observer) walls() {
	if o.wallHeaders() {
		return
	}
	for _, id := range o.marks {
		o.see(checker.SignalWall, true, "page has an element %s of a challenge", id)
		return
	}
	for _, src := range o.srcs {
		if host := hostOf(src); host == "captcha-delivery.com" || strings.HasSuffix(host, ".captcha-delivery.com") {
			o.see(checker.SignalWall, true, "page is built by %s", host)
			return
		}
	}
	if host := match.Host(o.response.URL); host == "ddos-shield.appspot.com" || host == "validate.perfdrive.com" {
		o.see(checker.SignalWall, true, "final host is %s", host)
		return
	}
	// With these a network says that the server behind it is down; its pages bear its marks, too.
	if s := o.response.Status; s >= 500 && s != 503 && s < 600 {
		return
	}
	for _, n := range o.names() {
		t := fold(n.value)
		for _, m := range wallTitles {
			if t == m.all[0] && (o.sparse() || alwaysWalls[t]) {
				o.see(checker.SignalWall, false, "%s says %q", n.name, n.value)
				return
			}
		}
	}
	if !o.sparse() {
		return
	}
	if m, ok := anyMark(o.markup(), wallMarkup, strings.Contains); ok {
		o.see(checker.SignalWall, false, "page has the mark of a wall: %s%s", prefixed(m.who), strings.Join(m.all, ", "))
		return
	}
	// An error page that says so is what its status says, whatever form stands below it.
	if m, ok := anyMark(o.bones, wallText, match.Has); ok && o.words < gate {
		o.see(checker.SignalWall, false, "text says %q", strings.Join(m.all, "” and “"))
		return
	}
	if o.words < 40 && !o.titled() || o.words < 20 {
		if m, ok := anyMark(o.markup(), captchas, strings.Contains); ok {
			o.see(checker.SignalWall, false, "page of %d words has a puzzle: %s", o.words, m.who)
		}
	}
}

// titled reports whether the page has the metadata of a work.
func (o *observer) titled() bool {
	return o.main != nil || o.meta1("og:title", "citation_title") != "" && strings.EqualFold(o.meta1("og:type"), "article")
}

func prefixed(who string) string {
	if who == "" {
		return ""
	}
	return who + ", "
}

func anyMark(text string, marks []mark, has func(text, s string) bool) (mark, bool) {
	for _, m := range marks {
		all := true
		for _, s := range m.all {
			if !has(text, s) {
				all = false
				break
			}
		}
		if all {
			return m, true
		}
	}
	return mark{}, false
}

// wallHeaders looks at status and headers, which no article can imitate.
func (o *observer) wallHeaders() bool {
	h := func(key string) string { return strings.ToLower(header(o.response, key)) }
	status := o.response.Status
	cookies := strings.ToLower(strings.Join(o.response.Header["Set-Cookie"], "\n"))
	server := h("Server")
	decisive := func(format string, args ...any) bool { o.see(checker.SignalWall, true, format, args...); return true }
	gated := func(format string, args ...any) bool { o.see(checker.SignalWall, false, format, args...); return true }
	switch {
	case h("Cf-Mitigated") == "challenge":
		return decisive("cf-mitigated: challenge")
	case h("X-Amzn-Waf-Action") == "challenge" || h("X-Amzn-Waf-Action") == "captcha":
		return decisive("x-amzn-waf-action: %s", h("X-Amzn-Waf-Action"))
	case h("X-Vercel-Mitigated") == "challenge":
		return decisive("x-vercel-mitigated: challenge")
	case h("X-Datadome") != "" && h("X-Datadome") != "protected":
		return decisive("x-datadome: %s", h("X-Datadome"))
	case h("X-Dd-B") == "1" || h("X-Dd-B") == "2":
		return decisive("x-dd-b: %s", h("X-Dd-B"))
	case h("X-Px-Authorization") != "":
		return decisive("x-px-authorization")
	case status == 403 && server == "akamaighost":
		return decisive("status 403 by akamaighost")
	case o.hasHeader("X-Kasada"):
		return decisive("x-kasada")
	case (status == 403 || status == 429 || status == 503 && strings.Contains(o.markup(), "cloudflare")) && server == "cloudflare":
		return gated("status %d by cloudflare", status)
	case status == 403 && strings.Contains(cookies, "datadome="):
		return gated("status 403 with a cookie of datadome")
	case (h("X-Cdn") == "incapsula" || h("X-Cdn") == "imperva" || h("X-Iinfo") != "") && (status == 403 || status == 429 || status == 503 || status < 300 && o.words < 20 && strings.Contains(o.markup(), "_incapsula_resource")):
		return gated("status %d by imperva", status)
	case (status == 202 || status == 405) && strings.Contains(o.markup(), "awswaf"):
		return gated("status %d with the script of aws waf", status)
	}
	return false
}

// hasHeader reports whether a header's key begins with prefix.
func (o *observer) hasHeader(prefix string) bool {
	for key := range o.response.Header {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// loginNames are what pages that ask for a password are called.
var loginNames = set(folded(
	"log in", "login", "log on", "sign in", "signin", "please log in", "please sign in", "log in to continue", "sign in to continue", "subscribe to read", "shibboleth authentication request",
	"anmelden", "anmeldung", "einloggen", "se connecter", "connexion", "identification", "iniciar sesión", "inicio de sesión", "accedi", "entrar", "inloggen", "logga in", "log ind", "logg inn", "kirjaudu sisään",
	"zaloguj się", "logowanie", "přihlášení", "bejelentkezés", "giriş yap", "войти", "вход", "вход в систему", "увійти", "登录", "登入", "请登录", "用户登录", "ログイン", "로그인", "تسجيل الدخول",
	"sign in to your account", "member login", "user login", "customer login", "institutional login",
)...)

// The parts of an address that ask for a password, and the parameters that say where it leads then.
var (
	loginSegments = set("login", "signin", "sign-in", "sign_in", "log-in", "logon", "sso", "shibboleth", "auth", "account", "accounts", "openathens", "idp", "ezproxy")
	returnParams  = set("return", "returnurl", "return_url", "returnto", "return_to", "redirect", "redirecturl", "redirect_url", "redirect_uri", "redirect_to", "continue", "target", "service", "next", "goto", "url", "dest", "destination", "ref")
)

// login looks for a page that asks for a password.
func (o *observer) login() {
	if o.url.Host != "" && o.loginAddress() {
		o.see(checker.SignalLogin, true, "lands on a login page of %s", clean(o.url.Hostname()))
		return
	}
	if !isHTML(o.kind) {
		return
	}
	if o.words < 150 && o.password {
		o.see(checker.SignalLogin, false, "page of %d words has a password field", o.words)
		return
	}
	for _, n := range o.names() {
		if n.name != "title" && !o.sparse() {
			continue // a dialogue that waits until somebody asks for it
		}
		for _, part := range append([]string{n.value}, match.Stretches(n.value)...) {
			if loginNames[fold(part)] && (part == n.value || n.name == "title" && o.sparse()) {
				o.see(checker.SignalLogin, false, "%s says %q", n.name, n.value)
				return
			}
		}
	}
}

// loginAddress reports whether the final address is one that asks for a password and will lead to
// the asked address then.
func (o *observer) loginAddress() bool {
	named := false
	for _, label := range strings.Split(strings.ToLower(o.url.Hostname()), ".") {
		named = named || loginSegments[label]
	}
	for _, seg := range strings.Split(strings.ToLower(o.url.Path), "/") {
		named = named || loginSegments[strings.TrimSuffix(seg, path.Ext(seg))]
	}
	if !named {
		return false
	}
	asked, err := url.Parse(o.query.URL)
	if err != nil {
		return false
	}
	for key, values := range o.url.Query() {
		if !returnParams[strings.ToLower(key)] {
			continue
		}
		for _, v := range values {
			if again, err := url.QueryUnescape(v); err == nil && strings.Contains(v, "%") {
				v = again
			}
			if strings.Contains(v, bare(o.query.URL)) || len(asked.Path) > 1 && strings.Contains(v, asked.Path) {
				return true
			}
		}
	}
	return false
}

// consent looks for a page that asks for consent to cookies before it shows anything.
func (o *observer) consent() {
	host := match.Host(o.response.URL)
	switch {
	case strings.HasPrefix(host, "consent.google."), host == "consent.youtube.com", host == "consent.yahoo.com",
		strings.HasPrefix(host, "guce."), host == "myprivacy.dpgmedia.nl", host == "myprivacy.dpgmedia.be",
		strings.HasPrefix(host, "myprivacy.dpgmedia."), strings.HasSuffix(host, ".privacy-mgmt.com"):
		o.see(checker.SignalConsent, true, "final host is %s", host)
		return
	}
	for _, n := range o.names() {
		switch t := fold(n.value); {
		case t == "dpg media privacy gate",
			o.sparse() && (strings.HasPrefix(t, "before you continue") || t == "bevor sie fortfahren" || t == "avant de continuer"):
			o.see(checker.SignalConsent, false, "%s says %q", n.name, n.value)
			return
		}
	}
}

func hostOf(ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

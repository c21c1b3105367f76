package page

import (
	"net/url"
	"path"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// loginNames are what pages that ask for a password are called.
var loginNames = set(folded(
	"log in", "login", "log on", "sign in", "signin", "please log in", "please sign in", "log in to continue", "sign in to continue", "subscribe to read", "shibboleth authentication request",
	"anmelden", "anmeldung", "einloggen", "se connecter", "connexion", "identification", "iniciar sesión", "iniciar sessão", "inicio de sesión", "accedi", "entrar", "inloggen", "logga in", "log ind", "logg inn", "kirjaudu sisään",
	"zaloguj się", "logowanie", "přihlášení", "bejelentkezés", "giriş yap", "войти", "вход", "вход в систему", "увійти", "登录", "登入", "请登录", "用户登录", "ログイン", "로그인", "تسجيل الدخول",
	"sign in to your account", "member login", "user login", "customer login", "institutional login", "login required", "authentication required", "authorization required",
	"you need access", "you need permission", "vous avez besoin d'une autorisation", "sie benötigen zugriff", "sie benötigen eine berechtigung", "necesitas acceso", "necesitas permiso", "devi richiedere l'accesso", "você precisa de acesso", "je hebt toegang nodig", "требуется доступ", "вам нужен доступ", "需要访问权限", "アクセス権が必要です", "access through your institution", "select your institution", "find your institution", "choose your institution", "choose your organisation", "choose your organization", "select your home organisation", "select your home organization", "select an identity provider",
	"you must log in", "you must be logged in", "you are not logged in", "wählen sie ihre einrichtung", "sélectionnez votre établissement", "seleccione su institución", "se connecter à votre compte", "авторизуйтесь", "ログインが必要です", "需要登录", "统一身份认证", "統一登入", "로그인이 필요합니다",
)...)

// The parts of an address that ask for a password, and the parameters that say where it leads then.
var (
	loginSegments = set("login", "signin", "sign-in", "sign_in", "log-in", "logon", "sso", "shibboleth", "auth", "account", "accounts", "openathens", "idp", "ezproxy", "wayf", "adfs", "cas", "oauth", "oauth2", "saml", "saml2", "authenticate", "authwall")
	returnParams  = set("return", "returnurl", "return_url", "returnto", "return_to", "redirect", "redirecturl", "redirect_url", "redirect_uri", "redirect_to", "continue", "target", "service", "next", "goto", "url", "dest", "destination", "ref", "os_destination", "followup", "came_from", "back_url", "backurl", "forward", "relaystate")
	// What sites that hand a login over to another send along, though it is nothing that people read.
	handoverParams = set("samlrequest", "relaystate", "client_id", "entityid", "spentityid", "wctx", "wtrealm")
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
	if o.words < gate && !o.isWork() && o.leadsToLogin() {
		o.see(checker.SignalLogin, false, "lands on a login page of %s", clean(o.url.Hostname()))
		return
	}
	if o.handover != "" && o.words < 60 {
		o.see(checker.SignalLogin, false, "a form hands over to a login: %s", o.handover)
		return
	}
	if o.words < 150 && o.password && !o.isWork() && !o.headsForm() {
		o.see(checker.SignalLogin, false, "page of %d words has a password field", o.words)
		return
	}
	for _, n := range o.names() {
		if n.name != "title" && !o.sparse() {
			continue // a dialogue that waits until somebody asks for it
		}
		for _, part := range wholeAndParts(n.value) {
			if loginNames[fold(part)] && (part == n.value || n.name == "title" && o.sparse()) && o.mayLogIn() {
				o.see(checker.SignalLogin, false, "%s says %q", n.name, n.value)
				return
			}
		}
	}
	o.says(checker.SignalLogin, loginSayings)
}

// mayLogIn reports whether a page that is called after a login can be one: there is something on it to
// press, a script, next to nothing else, or a sentence that asks to. A dictionary's entry has none of these.
func (o *observer) mayLogIn() bool {
	const little, few = 10, 10 // words, sentences
	return o.isActive() || o.words < little || firstSaying(o.text, few, saysAny) != ""
}

// headsForm reports whether the page has a name of its own that is more than a welcome over the form.
func (o *observer) headsForm() bool {
	name := fold(o.headline(3))
	return o.isNamed() && (o.isHeaded(4) || o.hasProse()) && !hasStem(name, welcomes) && !hasStem(name, loginSayings[0].stems[0])
}

// hasProse reports whether the text has a paragraph that is longer than what forms say.
func (o *observer) hasProse() bool {
	const paragraph = 20 // words
	for line := range strings.SplitSeq(o.text, "\n") {
		if match.Words(line) >= paragraph {
			return true
		}
	}
	return false
}

var welcomes = folded("welcome", "portal", "willkommen", "bienvenue", "bienvenid", "bem vind", "benvenut", "welkom", "välkommen", "velkommen", "witamy", "vítejte", "добро пожаловать", "ласкаво просимо", "hoş geldiniz", "مرحبا", "欢迎", "歡迎", "ようこそ", "환영")

// leadsToLogin reports whether the asked address led to another one that is called after a login and
// bears what logins are handed over with, or stands on a host of its own.
func (o *observer) leadsToLogin() bool {
	if bare(o.response.URL) == bare(o.query.URL) || !isLoginAddress(o.url) {
		return false
	}
	if isLoginAddress(o.asked) {
		return false
	}
	for key := range o.url.Query() {
		if k := strings.ToLower(key); returnParams[k] || handoverParams[k] {
			return true
		}
	}
	return o.password
}

// isLoginAddress reports whether a part of the host or of the path is called after a login.
func isLoginAddress(u *url.URL) bool {
	for _, label := range strings.Split(strings.ToLower(u.Hostname()), ".") {
		if loginSegments[label] {
			return true
		}
	}
	for _, seg := range strings.Split(strings.ToLower(u.Path), "/") {
		if loginSegments[strings.TrimSuffix(seg, path.Ext(seg))] {
			return true
		}
	}
	return false
}

// loginAddress reports whether the final address is one that asks for a password and will lead to
// the asked address then.
func (o *observer) loginAddress() bool {
	if !isLoginAddress(o.url) {
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
			if strings.Contains(v, bare(o.query.URL)) || len(o.asked.Path) > 1 && strings.Contains(v, o.asked.Path) {
				return true
			}
		}
	}
	return false
}

package page

import (
	"path"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

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
	if o.words < gate && !o.isWork() && o.leadsToConsent() {
		o.see(checker.SignalConsent, false, "redirects to %s%s", host, clean(o.url.Path))
		return
	}
	for _, n := range o.names() {
		switch t := fold(n.value); {
		case t == "dpg media privacy gate",
			o.sparse() && (strings.HasPrefix(t, "before you continue") || t == "bevor sie fortfahren" || t == "avant de continuer"),
			o.words < nameless && o.controls > 0 && !o.isWork() && o.isConsentName(n.value):
			o.see(checker.SignalConsent, false, "%s says %q", n.name, n.value)
			return
		}
	}
}

// consentNames are what pages are called that ask before they show anything: for consent, or for one's
// age.
var consentNames = set(folded(
	"we value your privacy", "your privacy matters", "we care about your privacy", "we respect your privacy", "your privacy choices", "privacy settings", "cookie settings", "cookie consent", "consent required", "cookies on this site", "this site uses cookies", "this website uses cookies", "we use cookies", "accept cookies",
	"zustimmung erforderlich", "einwilligung erforderlich", "wir brauchen ihre zustimmung", "wir benötigen ihre zustimmung", "ihre privatsphäre ist uns wichtig", "wir respektieren ihre privatsphäre", "datenschutzeinstellungen", "cookie einstellungen", "lesen sie mit werbung oder im abo", "mit werbung weiterlesen", "weiter mit werbung",
	"votre vie privée nous tient à cœur", "nous respectons votre vie privée", "le respect de votre vie privée est notre priorité", "gestion des cookies", "tu privacidad es importante", "su privacidad es importante para nosotros", "valoramos tu privacidad", "antes de continuar", "prima di continuare", "la tua privacy è importante", "il rispetto della tua privacy è la nostra priorità", "voordat je verdergaat", "voordat u verdergaat", "cookiemuur", "wij waarderen uw privacy", "innan du fortsätter", "før du fortsætter", "zanim przejdziesz dalej", "szanujemy twoją prywatność", "než budete pokračovat", "прежде чем продолжить", "мы используем файлы cookie", "cookieの同意", "続行する前に", "계속하기 전에", "继续之前",
	"age verification", "age check", "verify your age", "confirm your age", "are you over 18", "are you 18 or older", "are you over 21", "are you 21 or older", "are you of legal drinking age", "are you of legal age", "you must be 18 or older", "altersprüfung", "altersverifikation", "alterskontrolle", "altersabfrage", "sind sie volljährig", "sind sie über 18", "bist du über 18",
	"vérification de l'âge", "êtes vous majeur", "avez vous plus de 18 ans", "avez vous l'âge légal", "verificación de edad", "eres mayor de edad", "eres mayor de 18 años", "verificação de idade", "você tem mais de 18 anos", "verifica dell'età", "sei maggiorenne", "hai più di 18 anni", "leeftijdscontrole", "ben je 18 jaar of ouder", "weryfikacja wieku", "czy masz ukończone 18 lat", "подтвердите возраст", "вам есть 18 лет", "вам исполнилось 18 лет", "年龄验证", "年龄确认", "年齢確認", "연령 확인", "성인 인증",
)...)

// isConsentName reports whether a title is one of them, be it with the site's name beside.
func (o *observer) isConsentName(name string) bool {
	return consentNames[fold(name)] || slices.ContainsFunc(match.Stretches(name), func(part string) bool {
		return consentNames[fold(part)] && othersAreSite(name, part, o.sites)
	})
}

// consentSegments are what the addresses of pages are called that ask for consent.
var consentSegments = set("consent", "consents", "cookie-consent", "cookieconsent", "cookiewall", "cookie-wall", "privacygate", "privacy-gate", "privacy-wall", "privacywall", "zustimmung", "einwilligung", "age-gate", "agegate", "age-verification")

// leadsToConsent reports whether the asked address led to another one that is called after consent.
func (o *observer) leadsToConsent() bool {
	if bare(o.response.URL) == bare(o.query.URL) || o.url.RawQuery == "" {
		return false
	}
	label, _, _ := strings.Cut(strings.ToLower(o.url.Hostname()), ".")
	return consentSegments[label] || slices.ContainsFunc(strings.Split(strings.ToLower(o.url.Path), "/"), func(seg string) bool {
		return consentSegments[strings.TrimSuffix(seg, path.Ext(seg))]
	})
}

// region looks for a page that says instead of the text that the text is not for this region.
func (o *observer) region() { o.says(checker.SignalRegion, regionSayings) }

// needs looks for a page that says nothing but that it needs cookies, or scripts.
func (o *observer) needs() {
	const others = 8 // words of the site's name, and of "please try again"
	said, line, where := o.saying(needSayings)
	if line == "" || o.words >= 40 || o.isNamed() || isHowTo(o.title) || where == "text" && o.words-match.Words(line) >= others {
		return
	}
	kind := checker.SignalScriptOnly
	if !strings.Contains(strings.ToLower(line), "script") {
		kind = checker.SignalWall
	}
	o.see(kind, false, "%s %s: %q", where, said.name, clean(line))
}

package page

import "github.com/citelint/citelint/checker"

// holdingPhrases stand on pages that hold the place of a site. Ordinary pages speak of what is under
// construction, too: it takes the same page at other addresses to know.
var holdingPhrases = folded(
	"under construction", "coming soon", "launching soon", "opening soon", "being built", "being redesigned", "be back soon", "be right back", "back online soon", "check back soon", "check back later", "site is offline", "website is offline", "site is closed", "website is closed", "site has closed", "has been shut down", "is no longer active", "no longer in operation", "has ceased", "was discontinued",
	"default page", "default web page", "default website", "successfully created", "successfully installed", "server is up", "no web site at this address", "no website at this address", "no site configured", "website not configured", "site not configured", "not been configured", "has not been set up", "upload your website", "public_html", "hosting account", "hosting provider", "hosting plan", "web hosting", "your registrar", "registered for", "this domain", "the domain", "domain name", "make an offer", "website expired", "account has expired", "for sale",
	"im aufbau", "im bau", "baustelle", "in kürze", "demnächst", "hier entsteht", "wartungsarbeiten", "en construction", "bientôt disponible", "bientôt en ligne", "en construcción", "próximamente", "muy pronto", "em construção", "em breve", "in costruzione", "prossimamente", "in allestimento", "onder constructie", "in aanbouw", "binnenkort", "under uppbyggnad", "kommer snart", "under opbygning", "under oppbygging", "rakenteilla", "w budowie", "wkrótce", "ve výstavbě", "připravujeme", "feltöltés alatt", "szerkesztés alatt", "în construcție",
	"сайт в разработке", "находится в разработке", "скоро открытие", "сайт закрыт", "хостинг", "у розробці", "υπό κατασκευή", "yapım aşamasında", "çok yakında", "قيد الإنشاء", "قريبا", "בבנייה", "بزودی", "sedang dibangun", "segera hadir", "đang xây dựng",
	"网站建设中", "正在建设中", "敬请期待", "即将上线", "網站建置中", "工事中", "準備中", "近日公開", "준비중", "준비 중", "공사중",
)

// holding looks for a page that holds the place of a site.
func (o *observer) holding() {
	if o.words >= gate {
		return
	}
	if p := hasPhrase(fold(o.title)+" "+o.bones[:min(len(o.bones), maxRead)], holdingPhrases); p != "" {
		o.see(checker.SignalHolding, false, "page of %d words says %q", o.words, p)
	}
}

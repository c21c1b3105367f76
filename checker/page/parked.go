package page

import (
	"net/url"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// sellers are the registrable domains that sell and park domains.
var sellers = set(
	"hugedomains.com", "afternic.com", "dan.com", "sedo.com", "sedoparking.com", "bodis.com", "parkingcrew.net", "parkingcrew.com", "above.com",
	"domainmarket.com", "uniregistry.com", "undeveloped.com", "efty.com", "atom.com", "squadhelp.com", "buydomains.com", "expireddomains.com", "expireddomains.net",
	"brandbucket.com", "brandpa.com", "dropcatch.com", "namejet.com", "snapnames.com", "giantpanda.com", "skenzo.com", "parklogic.com", "gname.com", "ename.com", "ename.cn", "juming.com", "4.cn",
)

// parkingScripts are where parked pages load their scripts and frames from: hosts, with a path if
// they serve other pages, too.
var parkingScripts = []string{
	"sedoparking.com/", "l.cdn-fileserver.com/bping", "parkingcrew.net/", "d38psrni17bvxu.cloudfront.net/", // the last one is ParkingCrew's
	"bodiscdn.com/", "bodis.com/", "parklogic.com/", "cdnpark.com/", "skenzo.com/", "ztomy.com/",
	"img1.wsimg.com/parking-lander/", // GoDaddy
}

var parkedPhrases = folded(
	"buy this domain", "domain is for sale", "domain name is for sale", "domain may be for sale", "domain name may be for sale", "inquire about this domain", "domain has expired",
	"domain name has expired", "domain is parked", "parked free", "this domain is parked", "account suspended", "account has been suspended", "this website is for sale",
	"domain steht zum verkauf", "domain ist zu verkaufen", "domain kaufen", "domaine est à vendre", "domaine à vendre", "dominio en venta", "dominio está en venta", "dominio in vendita", "domein is te koop",
	"домен продаётся", "домен продается", "域名出售", "域名正在出售", "此域名可出售", "このドメインは販売",
	"domain was recently registered", "domain has been registered", "domain name has been registered", "domain is registered, but may still be available", "website has been suspended", "site has been suspended", "domain for sale", "make an offer on this domain",
	"diese domain wurde registriert", "diese website steht zum verkauf", "cette page est parquée", "nom de domaine est réservé", "este dominio está en venta", "domínio à venda", "domínio está à venda", "dominio è in vendita", "dit domein is te koop", "domeinnaam is te koop", "domæne er til salg", "domänen är till salu", "domena jest na sprzedaż", "domena na sprzedaż", "alan adı satılıktır", "tên miền đang được bán", "النطاق للبيع", "이 도메인은 판매",
)

// offers follow a domain's own name where it is for sale.
var offers = folded(
	"is for sale", "may be for sale", "is available for purchase", "is available for sale", "has expired", "is parked", "is parked free", "domain is for sale",
	"steht zum verkauf", "ist zu verkaufen", "kaufen", "est à vendre", "à vendre", "está en venta", "está a la venta", "está à venda", "è in vendita", "is te koop", "er til salg", "är till salu", "jest na sprzedaż", "satılık",
	"продаётся", "продается", "出售", "正在出售", "は販売",
)

// domainWords are words for a domain, in the titles of pages that offer one.
var domainWords = folded("domain", "domains", "domaine", "dominio", "domínio", "domein", "domæne", "domän", "domena", "домен", "домена", "域名", "网域", "ドメイン", "도메인", "alan adı", "parked", "parking")

var (
	landerScript = match.NewPattern(`(?i)location(\.href)?\s*=\s*["']/lander`)
	parkScript   = match.NewPattern(`window\.park\s*=\s*["']ey`)
	onwardScript = match.NewPattern(`\blocation\s*(?:=[^=]|\.\s*(?:href\s*=[^=]|(?:replace|assign|reload)\s*\())`) // in lower case
	mirrorHost   = match.NewPattern(`^ww\d+\.`)
)

// parked looks for a domain that is for sale, expired or suspended.
func (o *observer) parked() {
	if o.parkedSurely() || !o.sparse() {
		return
	}
	if o.words >= gate {
		return
	}
	text := fold(o.title) + " " + o.bones
	p := o.saysItIsForSale(text)
	if p == "" {
		p = o.namesAnotherForSale()
	}
	if p == "" && (o.words < few && !o.isHeaded(5) || o.namesADomain()) {
		p = hasPhrase(text, parkedPhrases)
	}
	if p != "" {
		o.see(checker.SignalParked, false, "page of %d words says %q", o.words, p)
	}
}

// A page of fewer words than this is believed to speak of its own domain, unless a headline says of
// what else it speaks.
const few = 60

// namesADomain reports whether the page is called after its domain, after what is for sale, or not
// at all. A short notice on something else may still mention a domain that is for sale.
func (o *observer) namesADomain() bool {
	names := o.names()
	for _, n := range names {
		t := fold(n.value)
		if hasPhrase(t, parkedPhrases) != "" || o.words < nameless && !o.titled() && hasPhrase(t, domainWords) != "" {
			return true
		}
		for _, h := range o.ownHosts() {
			if match.Has(t, h) {
				return true
			}
		}
	}
	return len(names) == 0
}

// saysItIsForSale returns the words in which a page offers the domain where it stands, by name.
func (o *observer) saysItIsForSale(text string) string {
	for _, h := range o.ownHosts() {
		if !match.Has(text, h) {
			continue
		}
		for _, offer := range offers {
			if p := h + " " + offer; match.Has(text, p) {
				return p
			}
		}
	}
	return ""
}

// namesAnotherForSale returns what the page is called if that offers any domain by name, and the page
// is at another site than the one asked for.
func (o *observer) namesAnotherForSale() string {
	if match.Site(o.response.URL) == match.Site(o.query.URL) {
		return ""
	}
	for _, n := range o.names() {
		domain, rest, _ := strings.Cut(strings.TrimSpace(n.value), " ")
		if labels := strings.Split(domain, "."); len(labels) < 2 || slices.Contains(labels, "") {
			continue
		}
		for _, offer := range offers {
			if r := fold(rest); r == offer || strings.HasPrefix(r, offer+" ") {
				return n.value
			}
		}
	}
	return ""
}

// ownHosts are the folded names of the domain that was asked for and of the one that answered.
func (o *observer) ownHosts() []string {
	var out []string
	for _, h := range []string{match.Host(o.query.URL), match.Site(o.query.URL), match.Host(o.response.URL), match.Site(o.response.URL)} {
		if strings.Contains(h, ".") {
			out = appendNew(out, fold(h))
		}
	}
	return out
}

func (o *observer) parkedSurely() bool {
	seen := func(format string, args ...any) bool { o.see(checker.SignalParked, true, format, args...); return true }
	host, site := match.Host(o.response.URL), match.Site(o.response.URL)
	asked := match.Site(o.query.URL)
	switch {
	// Whoever cites a seller's own page means it.
	case site != asked && (sellers[site] || host == "forsale.godaddy.com"):
		return seen("final host is %s", host)
	case mirrorHost.MatchString(host) && host != match.Host(o.query.URL):
		return seen("final host is %s", host)
	}
	for _, addr := range append(hopURLs(o.response), o.response.URL) {
		if addr == o.query.URL {
			continue
		}
		for _, part := range []string{"subid1=", "tr_uuid=", "/saleform"} {
			if strings.Contains(strings.ToLower(addr), part) {
				return seen("redirects to an address with %s", part)
			}
		}
	}
	if o.adKey {
		return seen("page has data-adblockkey")
	}
	raw := o.response.Body
	if o.words < 10 && landerScript.Match(head(raw, 4096)) {
		return seen("page is only a script to /lander")
	}
	if o.words < gate && parkScript.Match(raw) {
		return seen("page sets window.park")
	}
	for _, src := range o.srcs {
		if isParkingScript(src) {
			return seen("page loads %s", clean(src))
		}
	}
	if p := strings.ToLower(o.url.Path); bare(o.response.URL) != bare(o.query.URL) && (strings.HasSuffix(p, "/suspendedpage.cgi") || strings.HasPrefix(p, "/suspended.page")) {
		return seen("redirects to %s", clean(o.url.Path))
	}
	if o.words < gate && (strings.Contains(o.markup(), "sedoparking.com/frmpark") || strings.Contains(o.markup(), "l.cdn-fileserver.com/bping")) {
		return seen("page loads a parking script")
	}
	return false
}

// isParkingScript reports whether a script or frame comes from those who fill parked pages.
func isParkingScript(src string) bool {
	u, err := url.Parse(strings.TrimSpace(src))
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(parkingScripts, func(from string) bool {
		h, p, _ := strings.Cut(from, "/")
		return under(host, h) && strings.HasPrefix(strings.ToLower(u.Path), "/"+p)
	})
}

// defaultPages are the titles of pages that servers come with: the whole title, or how it begins.
var (
	defaultPages = set(folded(
		"It works!", "Welcome to nginx!", "Welcome to nginx on Debian!", "IIS Windows Server", "IIS Windows", "IIS7", "IIS8", "Domain Default page", "Default Web Site Page",
		"Welcome to CentOS", "Welcome to OpenResty!", "Welcome to tengine!", "Apache2 Default Page",
		"Welcome to Caddy", "Caddy works!", "Plesk default page", "HTTP Server Test Page",
	)...)
	defaultBeginnings = folded(
		"Apache2 Ubuntu Default Page", "Apache2 Debian Default Page", "Apache HTTP Server Test Page", "Test Page for the", "Future home of something quite cool",
		"Welcome to nginx", "Microsoft Internet Information Services",
	)
)

// isDefaultTitle reports whether a title is that of a page that a server comes with.
func isDefaultTitle(title string) bool {
	t := fold(title)
	return defaultPages[t] || slices.ContainsFunc(defaultBeginnings, func(b string) bool { return strings.HasPrefix(t, b) }) ||
		strings.HasPrefix(t, "apache2") && strings.HasSuffix(t, "default page it works")
}

// placeholder looks for a page that a server comes with.
func (o *observer) placeholder() {
	for _, n := range o.names() {
		is := isDefaultTitle(n.value)
		// A directory may be cited; the server's whole tree in place of a page is none.
		if strings.TrimSpace(n.value) == "Index of /" && deep(o.asked) {
			is = true
		}
		// The pages of Apache and IIS are longer than the gate, and have the marker as title.
		if is {
			o.see(checker.SignalPlaceholder, false, "%s says %q", n.name, n.value)
			return
		}
	}
}

// scriptOnly looks for a page that only a browser can build.
func (o *observer) scriptOnly() {
	if o.hollow() && !o.page.Answers.TitleFound() && (o.emptyRoot || !o.isHeaded(3)) {
		if o.emptyRoot {
			o.see(checker.SignalScriptOnly, false, "%d visible words and an empty root element", o.words)
			return
		}
		o.see(checker.SignalScriptOnly, false, "%d visible words in %d bytes of markup and scripts", o.words, o.scaffold())
		return
	}
	if o.leadsOn() && !o.page.Answers.TitleFound() {
		o.see(checker.SignalScriptOnly, false, "%d visible words and a script that leads on", o.words)
		return
	}
	o.needs()
}

// leadsOn reports whether a page has next to nothing to see and a script that goes elsewhere, asks
// again with a cookie, is missed by a notice, or is all there is: where that leads only a browser knows.
func (o *observer) leadsOn() bool {
	const short = 10 // words
	if !isHTML(o.kind) || o.words >= short || len(o.response.Body) > 20_000 {
		return false
	}
	markup := o.markup()
	seen := func(tag string) bool { return strings.Contains(markup, tag) }
	if o.words > 0 && isLoading(strings.TrimSpace(o.text)) && seen("<script") {
		return true
	}
	leads := onwardScript.MatchString(markup) || o.words == 0 && (seen("<noscript") && seen("javascript") || o.response.Status < 400 && len(o.srcs) > 0 && o.controls == 0)
	return seen("<script") && leads && !slices.ContainsFunc([]string{"<img", "<svg", "<object", "<embed", "<video", "<frame", "<iframe"}, seen)
}

// hollow reports whether the visible text is too little for the markup around it.
func (s *source) hollow() bool {
	return isHTML(s.kind) && s.words < 30 && (s.emptyRoot || s.scaffold() > 20_000)
}

// scaffold returns how many bytes of the body are markup and scripts: a word of a megabyte is text.
func (s *source) scaffold() int { return len(s.response.Body) - len(s.text) }

func hopURLs(r checker.Response) []string {
	out := make([]string, len(r.Hops))
	for i, h := range r.Hops {
		out[i] = h.URL
	}
	return out
}

package page

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// wallHosts are hosts that serve nothing but checks and waiting rooms, with their subdomains.
var wallHosts = []string{
	"ddos-shield.appspot.com",
	"perfdrive.com",      // Radware Bot Manager: validate.perfdrive.com
	"queue-it.net",       // Queue-it's waiting rooms: <customer>.queue-it.net
	"passport.weibo.com", // Sina Visitor System
	"wappass.baidu.com",
	"sec.douban.com",
	"unblock.federalregister.gov",
	"geo.captcha-delivery.com",
}

// wallPaths are addresses of checks on hosts that serve other pages, too: how the path begins, on
// a host and below; "google." is that name under any suffix, "" any host.
var wallPaths = []struct{ host, path string }{
	{"google.", "/sorry/"},
	{"", "/showcaptcha"}, // Yandex SmartCaptcha
	{"mp.weixin.qq.com", "/mp/wappoc_appmsgcaptcha"},
	{"linkedin.com", "/authwall"},
	{"", "/cdn-cgi/challenge-platform/"},
	{"", "/.within.website/"},     // Anubis
	{"", "/_____tmd_____/punish"}, // Alibaba's sites
	{"", "/xpvnsulc/"},            // Servicepipe
	{"", "/action/cookieabsent"},  // Atypon's journals
	{"zhihu.com", "/account/unhuman"},
	{"amazon.", "/errors/validatecaptcha"},
}

// wallAddress looks at where a chain of redirects ended.
func (o *observer) wallAddress() bool {
	host := match.Host(o.response.URL)
	asked := match.Host(o.query.URL)
	for _, h := range wallHosts {
		if under(host, h) && !under(asked, h) {
			o.see(checker.SignalWall, true, "final host is %s", host)
			return true
		}
	}
	if bare(o.response.URL) == bare(o.query.URL) {
		return false
	}
	p := strings.ToLower(o.url.Path)
	for _, w := range wallPaths {
		if (w.host == "" || under(host, w.host) || strings.HasSuffix(w.host, ".") && strings.HasPrefix(match.Site(o.response.URL), w.host)) && strings.HasPrefix(p, w.path) {
			o.see(checker.SignalWall, true, "final address is %s%s", host, clean(w.path))
			return true
		}
	}
	if o.words < gate && isPuzzleAddress(o.url) {
		o.see(checker.SignalWall, false, "redirects to %s%s", host, clean(o.url.Path))
		return true
	}
	return false
}

// isPuzzleAddress reports whether a segment of the path is called after a puzzle: /captcha,
// /verify/captcha.html, /showcaptcha. An essay at /the-history-of-the-captcha is not meant.
func isPuzzleAddress(u *url.URL) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(u.Path), "/"), func(seg string) bool {
		seg = strings.TrimSuffix(seg, path.Ext(seg))
		return strings.HasSuffix(seg, "captcha") && !strings.Contains(seg, "-") || seg == "botcheck" || seg == "bot-check" || seg == "robot-check"
	})
}

// under reports whether host is domain or below it.
func under(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

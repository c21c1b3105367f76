package match

import (
	"net/url"
	"slices"
	"strings"
)

// Same reports whether two addresses are the same but for scheme, www., mobile and AMP forms, a
// last slash, index.*, tracking parameters and wrappers (Unwrap).
func Same(a, b string) bool { return a == b || sameForm(a) == sameForm(b) }

func sameForm(addr string) string {
	addr = Unwrap(addr)
	host := Host(addr)
	_, rest, _ := strings.Cut(addr, "://")
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	port := ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		if j := strings.LastIndexByte(rest[:i], ':'); j > strings.LastIndexByte(rest[:i], ']') {
			port = rest[j:i]
		}
		rest = rest[i:]
	} else {
		rest = ""
	}
	labels := strings.Split(host, ".")
	labels = slices.DeleteFunc(labels, func(l string) bool {
		return len(labels) > 2 && (l == "www" || l == "m" || l == "mobile" || l == "amp")
	})
	path := upperEscapes(strings.TrimSuffix(rest, "/"))
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/amp"), "/")
	if i := strings.LastIndexByte(path, '/'); i >= 0 && strings.HasPrefix(path[i:], "/index.") && !strings.Contains(path[i+7:], ".") {
		path = path[:i]
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(p, "=")
		if p != "" && !Tracker(host, name) && !(name == "amp" && (value == "1" || value == "")) {
			kept = append(kept, upperEscapes(p))
		}
	}
	return strings.Join(labels, ".") + port + path + "?" + strings.Join(kept, "&")
}

// upperEscapes writes the digits of percent escapes in upper case.
func upperEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:], strings.ToUpper(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

// trackers are the query parameters that only follow readers about; a trailing * stands for any
// ending. They were collected from the documentation of the services that set them.
var trackers = []string{
	"__twitter_impression", "_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "igsh", "igshid", "li_fat_id",
	"mc_cid", "mc_eid", "mkt_tok", "msclkid", "mtm_*", "oly_anon_id", "oly_enc_id", "pk_*", "srsltid", "ttclid",
	"twclid", "utm_*", "vero_id", "wbraid", "wt_mc", "yclid",
}

// hostTrackers are those that track on some sites and mean something elsewhere, by name label.
var hostTrackers = map[string][]string{
	"youtube": {"si", "feature"}, "youtu": {"si", "feature"}, "spotify": {"si"},
	"x": {"s", "t", "ref_src"}, "twitter": {"s", "t", "ref_src"},
	"amazon": {"ref_"}, "alibaba": {"spm"}, "taobao": {"spm"}, "aliyun": {"spm"},
}

// Tracker reports whether a query parameter only tracks readers, on any host or on this one.
func Tracker(host, param string) bool {
	param = strings.ToLower(param)
	for _, t := range trackers {
		if prefix, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(param, prefix) || param == t {
			return true
		}
	}
	label, _, _ := strings.Cut(Site("http://"+host+"/"), ".")
	return slices.Contains(hostTrackers[label], param)
}

// Unwrap returns the address that a redirector's or a web archive's address carries, or addr
// itself. What it unwraps it unwraps again, three times at most.
func Unwrap(addr string) string {
	for range 3 {
		if original, _, ok := Archived(addr); ok {
			addr = original
		} else if target, ok := Redirected(addr); ok {
			addr = target
		} else {
			break
		}
	}
	return addr
}

// A redirector sends on to the address in one of its parameters.
type redirector struct {
	host   string // a final ".*" stands for any public suffix, a leading "*." for any name before
	path   string // that the path begins with
	params []string
}

var redirectors = []redirector{
	{"google.*", "/url", []string{"q", "url"}},
	{"*.safelinks.protection.outlook.com", "/", []string{"url"}},
	{"l.facebook.com", "/l.php", []string{"u"}},
	{"lm.facebook.com", "/l.php", []string{"u"}},
	{"l.instagram.com", "/", []string{"u"}},
	{"youtube.com", "/redirect", []string{"q"}},
	{"out.reddit.com", "/", []string{"url"}},
	{"slack-redir.net", "/link", []string{"url"}},
	{"linkprotect.cudasvc.com", "/url", []string{"a"}},
	{"duckduckgo.com", "/l", []string{"uddg"}},
	{"vk.com", "/away.php", []string{"to"}},
	{"link.zhihu.com", "/", []string{"target"}},
	{"t.umblr.com", "/redirect", []string{"z"}},
}

// Redirected returns the address that a redirector's address carries, as Address makes it with
// its fragment; ok is false if addr is none, or its target cannot be read.
func Redirected(addr string) (target string, ok bool) {
	host := strings.TrimPrefix(Host(addr), "www.")
	if !isRedirector(host) {
		return "", false
	}
	u, err := url.Parse(addr)
	if err != nil {
		return "", false
	}
	whole := func(raw string) (string, bool) {
		a, fragment, ok := Address(raw)
		if fragment != "" {
			a += "#" + fragment
		}
		return a, ok
	}
	switch host {
	case "urldefense.com":
		if _, rest, ok := strings.Cut(addr, "/v3/__"); ok {
			if inner, _, ok := strings.Cut(rest, "__;"); ok {
				return whole(inner)
			}
		}
		return "", false
	case "urldefense.proofpoint.com":
		coded := strings.NewReplacer("-", "%", "_", "/").Replace(u.Query().Get("u"))
		if raw, err := url.PathUnescape(coded); err == nil && strings.HasPrefix(u.Path, "/v2/") {
			return whole(raw)
		}
		return "", false
	case "href.li":
		return whole(u.RawQuery)
	}
	for _, r := range redirectors {
		if !r.matches(host) || !strings.HasPrefix(u.Path, r.path) {
			continue
		}
		for _, p := range r.params {
			if a, ok := whole(u.Query().Get(p)); ok {
				return a, true
			}
		}
	}
	return "", false
}

func isRedirector(host string) bool {
	switch host {
	case "urldefense.com", "urldefense.proofpoint.com", "href.li":
		return true
	}
	return slices.ContainsFunc(redirectors, func(r redirector) bool { return r.matches(host) })
}

func (r redirector) matches(host string) bool {
	if prefix, ok := strings.CutSuffix(r.host, "*"); ok {
		return strings.HasPrefix(host, prefix) && strings.HasPrefix(Site("http://"+host+"/"), prefix)
	}
	if domain, ok := strings.CutPrefix(r.host, "*"); ok {
		return strings.HasSuffix(host, domain)
	}
	return host == r.host
}

// archives are the hosts of web archives whose addresses hold a timestamp and the original's
// address: /…/<4–14 digits>[flags]/<original>.
var archives = []string{
	"archive-it.org", "archive.fo", "archive.is", "archive.li", "archive.md", "archive.org", "archive.ph", "archive.today", "archive.vn",
	"arquivo.pt", "bac-lac.gc.ca", "digital.library.yorku.ca", "eresources.nlb.gov.sg",
	"perma-archives.org", "swap.stanford.edu", "veebiarhiiv.digar.ee", "vefsafn.is", "wayback.archive-it.org",
	"wayback.archive.org", "web.archive.bibalex.org", "web.archive.org", "webarchive.loc.gov",
	"webarchive.nationalarchives.gov.uk", "webarchive.nla.gov.au", "webarchive.org.uk",
	"webarchive.parliament.uk", "webarchive.proni.gov.uk", "webharvest.gov",
}

// IsArchive reports whether the address is on a web archive's host.
func IsArchive(addr string) bool {
	host := strings.TrimPrefix(Host(addr), "www.")
	_, found := slices.BinarySearch(archives, host)
	return found || host == "perma.cc" || host == "ghostarchive.org"
}

// Archived returns the original address, as Address makes it, and the timestamp (4 to 14 digits)
// that the address of a capture carries; ok is false if it carries none.
func Archived(addr string) (original, timestamp string, ok bool) {
	if _, found := slices.BinarySearch(archives, strings.TrimPrefix(Host(addr), "www.")); !found {
		return "", "", false
	}
	_, path, _ := strings.Cut(addr, "://")
	_, path, _ = strings.Cut(path, "/")
	for range 4 { // /web/, a collection
		var segment string
		segment, path, ok = strings.Cut(path, "/")
		if !ok {
			return "", "", false
		}
		digits := strings.TrimRight(segment, "abcdefghijklmnopqrstuvwxyz_")
		next, _, _ := strings.Cut(path, "/")
		if !isTimestamp(digits) || isTimestamp(next) { // the number of a collection stands before the timestamp
			continue
		}
		raw := path
		if scheme, rest, ok := strings.Cut(path, ":"); !ok || scheme != "http" && scheme != "https" {
			raw = "http://" + path
		} else {
			raw = scheme + "://" + strings.TrimLeft(rest, "/")
		}
		original, _, ok = Address(raw)
		return original, digits, ok && strings.Contains(Host(original), ".")
	}
	return "", "", false
}

func isTimestamp(s string) bool {
	return len(s) >= 4 && len(s) <= 14 && strings.Trim(s, "0123456789") == ""
}

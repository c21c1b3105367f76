package match

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Address reads a target as a browser does (WHATWG URL) and returns the address in the form in
// which it is asked for, without user, password and fragment, and the fragment as written. ok is
// false if the target names no source on the web: only http, https and ftp do.
func Address(target string) (addr, fragment string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "ftp" {
		return "", "", false
	}
	_, fragment, _ = strings.Cut(target, "#")
	u.Fragment, u.User = "", nil
	return u.String(), fragment, true
}

// Host returns the host of an address as Address makes it, without port and final dot; empty if it
// has none.
func Host(addr string) string {
	_, rest, ok := strings.Cut(addr, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
		rest = rest[:i]
	}
	return strings.TrimSuffix(rest, ".")
}

// Site returns the registrable domain of an address by the public suffix list, or its host if that
// is an IP address or a public suffix itself.
func Site(addr string) string {
	host := Host(addr)
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// Same reports whether two addresses are the same but for scheme, www., a last slash, index.*,
// tracking parameters, mobile and AMP forms, and wrappers (Unwrap).
func Same(a, b string) bool { return a == b }

// Unwrap returns the address that a redirector or a web archive's address carries, or addr itself.
func Unwrap(addr string) string { return addr }

// Tracker reports whether a query parameter only tracks readers, on any host or on this one.
func Tracker(host, param string) bool { return strings.HasPrefix(param, "utm_") }

package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// A hostRule is one entry of hosts in the configuration.
type hostRule struct {
	match        string
	host, path   string // of match; a host "*.x" means x and its subdomains
	check        bool
	reason       string
	timeout      time.Duration // 0: as for all
	perHost      int           // 0: as for all
	delay        time.Duration
	hasDelay     bool
	allowPrivate bool
	insecure     bool
	clientCert   template
	headers      []header // in the file's order
	rules        []level

	header      http.Header      // of headers, with what the variables hold
	certificate *tls.Certificate // of clientCert
}

// parse splits match into host and path.
func (h *hostRule) parse() error {
	if strings.Contains(h.match, "://") {
		return fmt.Errorf("%q: a host without scheme is wanted, perhaps with a path", h.match)
	}
	host, path, _ := strings.Cut(h.match, "/")
	h.host, h.path = strings.ToLower(host), strings.Trim(path, "/")
	name := strings.TrimPrefix(h.host, "*.")
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		ascii, err := idna.Lookup.ToASCII(name)
		if err != nil {
			return fmt.Errorf("%q is no host: %w", h.match, err)
		}
		h.host, name = strings.TrimSuffix(h.host, name)+ascii, ascii
	}
	if name == "" || strings.ContainsAny(name, "*?[]{}@ ") {
		return fmt.Errorf("%q is no host (such as wiki.institute.example, *.ministry.example or social.example/people)", h.match)
	}
	return nil
}

// normal is match as addresses are written: in lower case, and in ASCII.
func (h *hostRule) normal() string { return strings.TrimSuffix(h.host+"/"+h.path, "/") }

// matches reports whether the entry is about an address.
func (h *hostRule) matches(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	if domain, ok := strings.CutPrefix(h.host, "*."); ok {
		if host != domain && !strings.HasSuffix(host, "."+domain) {
			return false
		}
	} else if host != h.host && strings.ToLower(u.Host) != h.host {
		return false
	}
	path := strings.Trim(u.EscapedPath(), "/")
	return h.path == "" || path == h.path || strings.HasPrefix(path, h.path+"/")
}

// hostOf returns the first entry that matches the address: it counts alone. Nil if none does.
func hostOf(hosts []hostRule, address string) *hostRule {
	if len(hosts) == 0 || address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	for i := range hosts {
		if hosts[i].matches(u) {
			return &hosts[i]
		}
	}
	return nil
}

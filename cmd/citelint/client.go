package main

import (
	"path/filepath"
	"time"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/page"
)

// pageReader returns what reads pages as the settings say. It is to be closed.
func (s *settings) pageReader() *page.Reader {
	r := &page.Reader{}
	if file, err := s.cacheFile(); err == nil && file != "" {
		r.CacheDir = filepath.Join(filepath.Dir(file), "compiled")
	}
	return r
}

// client returns the Client that looks at the web as the settings say, and reads with pages.
func (s *settings) client(pages *page.Reader) *fetch.Client {
	c := &fetch.Client{
		Parallel: s.parallel, PerHost: s.perHost, Delay: noDelay(s.delay),
		Timeout: s.timeout, Budget: s.budget,
		Version: versionNumber(), Contact: s.contact, AcceptLanguage: s.acceptLanguage,
		AllowPrivate: s.allowPrivate, ObeyRobots: s.robots == "respect", Roots: s.roots,
		Inspect: pages.Inspect,
	}
	c.Proxy = s.proxies()
	if s.resolver.IsValid() {
		c.Resolver = resolverAt(s.resolver)
	}
	for _, h := range s.hosts {
		rule := fetch.HostRule{
			Match: h.normal(), Skip: !h.check, Reason: h.reason,
			Timeout: h.timeout, PerHost: h.perHost, AllowPrivate: h.allowPrivate,
			Insecure: h.insecure, Header: h.header, Certificate: h.certificate,
		}
		if h.hasDelay {
			rule.Delay = noDelay(h.delay)
		}
		c.Hosts = append(c.Hosts, rule)
	}
	return c
}

// noDelay writes "no delay" as a Client does, for which zero means its own.
func noDelay(d time.Duration) time.Duration {
	if d == 0 {
		return -1
	}
	return d
}

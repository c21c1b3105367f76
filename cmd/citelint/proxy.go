package main

import (
	"errors"
	"net/url"
	"slices"

	"golang.org/x/net/http/httpproxy"
)

// proxyValue holds env, off or the address of a proxy, whose password is never shown.
func proxyValue(p *string) scalar[string] {
	return scalar[string]{p, "env|off|URL", func(s string) (string, error) {
		if s == "env" || s == "off" {
			return s, nil
		}
		u, err := url.Parse(s)
		if err != nil || u.Hostname() == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
			return "", errors.New("neither env nor off nor a proxy (such as http://proxy.example:3128 or socks5://proxy.example:1080)")
		}
		return s, nil
	}, func(s string) string {
		u, err := url.Parse(s)
		if err != nil || u.User == nil {
			return s
		}
		u.User = url.UserPassword("xxxxx", "xxxxx")
		return u.String()
	}, nil}
}

// proxies returns the function that chooses a proxy for an address; nil if there is none.
func (s *settings) proxies() func(*url.URL) (*url.URL, error) {
	switch s.proxy {
	case "off":
		return nil
	case "env":
		env := httpproxy.FromEnvironment()
		if env.HTTPProxy == "" && env.HTTPSProxy == "" {
			return nil
		}
		return env.ProxyFunc()
	}
	proxy, err := url.Parse(s.proxy)
	return func(*url.URL) (*url.URL, error) { return proxy, err }
}

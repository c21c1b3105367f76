package match

import (
	"bytes"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Address reads a target as a browser does (WHATWG URL Standard, basic URL parser) and returns the
// address as a browser would ask for it, without user and password, and the fragment as written.
// What is percent-encoded stays as it is, what must be is encoded, and nothing is ever decoded
// but the host. ok is false if the target names no source on the web: only absolute http, https
// and ftp addresses do, and only those that a browser would not refuse.
func Address(target string) (addr, fragment string, ok bool) {
	target = strings.TrimFunc(target, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(target, "\t\n\r") {
		target = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(target)
	}
	scheme, rest, ok := strings.Cut(target, ":")
	scheme = strings.ToLower(scheme)
	if !ok || scheme != "http" && scheme != "https" && scheme != "ftp" {
		return "", "", false
	}
	rest, fragment, _ = strings.Cut(rest, "#")
	rest = strings.TrimLeft(rest, `/\`)
	authority, path := rest, ""
	if i := strings.IndexAny(rest, `/\?`); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	host, ok := authorityHost(scheme, authority[strings.LastIndexByte(authority, '@')+1:])
	if !ok {
		return "", "", false
	}
	path, query, hasQuery := strings.Cut(path, "?")
	b := make([]byte, 0, 256) // longer than nearly all: it need not leave the stack
	b = append(append(append(b, scheme...), "://"...), host...)
	b = appendPath(b, path)
	if hasQuery {
		b = appendEncoded(append(b, '?'), query, "\"#<>'")
	}
	if len(b) <= len(target) && target[:len(b)] == string(b) {
		return target[:len(b)], fragment, true // as most are
	}
	return string(b), fragment, true
}

// hostProfile is UTS #46 as browsers apply it: non-transitional, lenient about hyphens, lengths
// and underscores, which real hosts have.
var hostProfile = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false), idna.VerifyDNSLength(false), idna.BidiRule())

func authorityHost(scheme, s string) (string, bool) {
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i > strings.LastIndexByte(s, ']') {
		host, port = s[:i], s[i+1:]
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return "", false
		}
		port = ":" + strconv.FormatUint(n, 10)
		if scheme == "http" && n == 80 || scheme == "https" && n == 443 || scheme == "ftp" && n == 21 {
			port = ""
		}
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		ip, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		if err != nil || !strings.HasSuffix(inner, "]") || !ip.Is6() || ip.Zone() != "" {
			return "", false
		}
		if ip.Is4In6() { // netip writes ::ffff:127.0.0.1; the standard writes hexadecimal
			b := ip.As16()
			return "[::ffff:" + strconv.FormatUint(uint64(b[12])<<8|uint64(b[13]), 16) + ":" + strconv.FormatUint(uint64(b[14])<<8|uint64(b[15]), 16) + "]" + port, true
		}
		return "[" + ip.String() + "]" + port, true
	}
	if strings.Contains(host, "%") {
		decoded, err := url.PathUnescape(host)
		if err != nil {
			return "", false
		}
		host = decoded
	}
	if len(host) > 1024 { // a name has 253 bytes at most, and Punycode takes time that grows with the square
		return "", false
	}
	host, err := toASCII(host)
	if err != nil || host == "" || strings.ContainsAny(host, " \"#%/:<>?@[\\]^`{|}\x7f") || strings.Contains(strings.TrimSuffix(host, "."), "..") || host[0] == '.' {
		return "", false
	}
	for i := range len(host) {
		if host[i] <= ' ' {
			return "", false
		}
	}
	if isNumeric(host) {
		if host, ok := ipv4(host); ok {
			return host + port, true
		}
		return "", false
	}
	return host + port, true
}

func toASCII(host string) (string, error) {
	for i := range len(host) {
		if host[i] >= utf8.RuneSelf || host[i] == '-' { // "xn--" needs a look
			if !utf8.ValidString(host) {
				host = strings.ToValidUTF8(host, "\ufffd")
			}
			return hostProfile.ToASCII(host)
		}
	}
	return strings.ToLower(host), nil
}

// isNumeric reports whether the host ends in a number, and so must be an IPv4 address.
func isNumeric(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return false
	}
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// ipv4 reads the forms that browsers take for an IPv4 address: 127.1, 0177.0.0.1, 0x7f000001.
func ipv4(host string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(parts) > 4 {
		return "", false
	}
	var ip uint64
	for i, p := range parts {
		digits, base := p, 10
		if hex, ok := strings.CutPrefix(p, "0x"); ok {
			digits, base = hex, 16
			if digits == "" {
				digits = "0"
			}
		} else if len(p) > 1 && p[0] == '0' {
			digits, base = p[1:], 8
		}
		n, err := strconv.ParseUint(digits, base, 64)
		left := 4 - i // bytes that are still to be filled
		if err != nil || i < len(parts)-1 && n > 255 || i == len(parts)-1 && n >= 1<<(8*left) {
			return "", false
		}
		if i < len(parts)-1 {
			ip |= n << (8 * (left - 1))
		} else {
			ip |= n
		}
	}
	return netip.AddrFrom4([4]byte{byte(ip >> 24), byte(ip >> 16), byte(ip >> 8), byte(ip)}).String(), true
}

// appendPath resolves dot segments and encodes the rest. An empty path becomes "/".
func appendPath(b []byte, path string) []byte {
	root := len(b)
	path = strings.ReplaceAll(path, `\`, "/")
	path = strings.TrimPrefix(path, "/")
	for more := true; more; {
		var s string
		s, path, more = strings.Cut(path, "/")
		d := dots(s)
		if d == 2 {
			b = b[:max(root, bytes.LastIndexByte(b, '/'))]
		}
		switch {
		case d == 0:
			b = appendEncoded(append(b, '/'), s, "\"#<>?`{}")
		case !more:
			b = append(b, '/')
		}
	}
	if len(b) == root {
		b = append(b, '/')
	}
	return b
}

// dots returns 1 for ".", 2 for "..", also where a dot is written %2e, and 0 for all else.
func dots(segment string) int {
	if len(segment) == 0 || len(segment) > 6 {
		return 0
	}
	s := strings.ReplaceAll(strings.ToLower(segment), "%2e", ".")
	if s == "." || s == ".." {
		return len(s)
	}
	return 0
}

// appendEncoded appends s with control characters, blanks, what is not ASCII and the bytes of set
// percent-encoded.
func appendEncoded(b []byte, s, set string) []byte {
	const hex = "0123456789ABCDEF"
	from := 0
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(set, c) >= 0 {
			b = append(append(b, s[from:i]...), '%', hex[c>>4], hex[c&15])
			from = i + 1
		}
	}
	return append(b, s[from:]...)
}

// Host returns the host of an address as Address makes it, without port and final dot; an IPv6
// address without its brackets; empty if there is none.
func Host(addr string) string {
	_, rest, ok := strings.Cut(addr, "://")
	if !ok {
		return ""
	}
	for i := range len(rest) {
		if c := rest[i]; c == '/' || c == '?' || c == '#' {
			rest = rest[:i]
			break
		}
	}
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
		rest = rest[:i]
	}
	if strings.HasPrefix(rest, "[") || strings.HasSuffix(rest, "]") {
		rest = strings.Trim(rest, "[]")
	}
	return strings.TrimSuffix(rest, ".")
}

// Site returns the registrable domain of an address by the public suffix list, or its host if that
// is an IP address or a public suffix itself.
func Site(addr string) string {
	host := Host(addr)
	if IsIP(host) {
		return host
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// IsIP reports whether a host, as Host returns it, is an IP address.
func IsIP(host string) bool {
	if host == "" || !strings.Contains(host, ":") && !isDigit(host[len(host)-1]) {
		return false // a name, which ParseAddr would take long to turn down
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

package fetch

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/citelint/citelint/checker/match"
)

// maxURL is the longest address that is asked for, in bytes.
const maxURL = 8 << 10

// A target is an address as a browser asks for it: what stands in the request line.
type target struct {
	scheme   string // http or https
	host     string // lower case, ASCII, IPv6 in brackets
	port     string // empty if it is the scheme's own
	path     string // percent-encoded, begins with a slash
	query    string // percent-encoded; with "?" if there is one
	fragment string // as written, without "#"
	whole    string // as it was read, without a fragment; empty if it was put together
}

// A schemeError says that an address names something that is not on the web.
type schemeError struct{ scheme string }

func (e schemeError) Error() string { return "the scheme is " + e.scheme }

var (
	errNoBase  = errors.New("a relative address has no base")
	errBadHost = errors.New("the host cannot be read")
	errTooLong = errors.New("the address is longer than 8 KiB")
)

// parse reads an address as a browser does, relative to base if that is not nil; without a
// fragment of its own it keeps base's.
func parse(raw string, base *target) (*target, error) {
	if len(raw) > maxURL {
		return nil, errTooLong
	}
	addr, fragment, ok := match.Address(raw)
	if base != nil {
		addr, fragment, ok = match.Resolve(base.String(), raw)
		if !strings.Contains(raw, "#") {
			fragment = base.fragment
		}
	}
	if !ok {
		return nil, whyNot(raw, base)
	}
	if len(addr) > 3*maxURL {
		return nil, errTooLong
	}
	t := split(addr)
	t.fragment = fragment
	if t.scheme != "http" && t.scheme != "https" {
		return nil, schemeError{t.scheme}
	}
	return t, nil
}

// whyNot says why an address cannot be asked for.
func whyNot(raw string, base *target) error {
	scheme, _, ok := strings.Cut(strings.TrimSpace(raw), ":")
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	switch ok = ok && scheme != "" && strings.TrimLeftFunc(scheme, letter) == ""; {
	case ok && !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https"):
		return schemeError{strings.ToLower(scheme)}
	case !ok && base == nil:
		return errNoBase
	}
	return errBadHost
}

// split takes an address of match.Address apart.
func split(addr string) *target {
	t := &target{whole: addr}
	t.scheme, addr, _ = strings.Cut(addr, "://")
	end := strings.IndexAny(addr, "/?")
	t.host, t.path = addr[:end], addr[end:]
	if i := strings.LastIndexByte(t.host, ':'); i > strings.LastIndexByte(t.host, ']') {
		t.host, t.port = t.host[:i], t.host[i+1:]
	}
	if i := strings.IndexByte(t.path, '?'); i >= 0 {
		t.path, t.query = t.path[:i], t.path[i:]
	}
	return t
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// String returns the address without its fragment.
func (t *target) String() string {
	if t.whole != "" {
		return t.whole
	}
	return t.origin() + t.path + t.query
}

// origin returns scheme, host and port, the port only if it is not the scheme's own.
func (t *target) origin() string {
	if t.port == "" {
		return t.scheme + "://" + t.host
	}
	return t.scheme + "://" + t.host + ":" + t.port
}

// hostPort is the key of the host's queue.
func (t *target) hostPort() string {
	port := t.port
	if port == "" {
		port = defaultPort(t.scheme)
	}
	return t.host + ":" + port
}

// ip returns the host's address, if it is one and no name. Hosts are as match.Address writes them: an
// IPv4 address ends in a digit, and few names do.
func (t *target) ip() (netip.Addr, bool) {
	name := t.name()
	if name == "" || !strings.Contains(name, ":") && (name[len(name)-1] < '0' || name[len(name)-1] > '9') {
		return netip.Addr{}, false
	}
	a, err := netip.ParseAddr(name)
	return a, err == nil
}

// name returns the host without brackets and without a final dot.
func (t *target) name() string { return strings.TrimSuffix(strings.Trim(t.host, "[]"), ".") }

// url makes the address ready for net/http, so that the request line is exactly path and query.
// url.Parse would refuse /100%, and URL.String would encode the parentheses of /ü(x). Opaque goes
// out as it stands, but not if it begins with two slashes: net/http would put a scheme before it.
func (t *target) url() *url.URL {
	u := &url.URL{Scheme: t.scheme, Host: t.host}
	if t.port != "" {
		u.Host = net.JoinHostPort(strings.Trim(t.host, "[]"), t.port)
	}
	query, ask := strings.CutPrefix(t.query, "?")
	u.RawQuery, u.ForceQuery = query, ask
	if !strings.HasPrefix(t.path, "//") {
		u.Opaque = t.path
		return u
	}
	u.Path, u.RawPath = t.path, t.path
	if path, err := url.PathUnescape(t.path); err == nil {
		u.Path = path
	}
	return u
}

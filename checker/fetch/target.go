package fetch

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
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
}

// A schemeError says that an address names something that is not on the web.
type schemeError struct{ scheme string }

func (e schemeError) Error() string { return "the scheme is " + e.scheme }

var (
	errNoBase  = errors.New("a relative address has no base")
	errBadHost = errors.New("the host cannot be read")
	errTooLong = errors.New("the address is longer than 8 KiB")
)

// parse reads an address as a browser does (https://url.spec.whatwg.org/#url-parsing), relative to
// base if that is not nil. User and password are dropped. What is percent-encoded stays as it is.
func parse(raw string, base *target) (*target, error) {
	if len(raw) > maxURL {
		return nil, errTooLong
	}
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	raw = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(raw)
	raw, fragment, hasFragment := strings.Cut(raw, "#")
	t, err := parseScheme(raw, base)
	if err != nil {
		return nil, err
	}
	t.fragment = fragment
	if !hasFragment && base != nil {
		t.fragment = base.fragment
	}
	if len(t.String()) > 3*maxURL {
		return nil, errTooLong
	}
	return t, nil
}

func parseScheme(raw string, base *target) (*target, error) {
	scheme, rest, ok := cutScheme(raw)
	switch {
	case !ok && base == nil:
		return nil, errNoBase
	case !ok:
		return parseRelative(raw, base)
	case scheme != "http" && scheme != "https":
		return nil, schemeError{scheme}
	case base != nil && scheme == base.scheme && !strings.HasPrefix(slashed(rest, 2), "//"):
		return parseRelative(rest, base)
	}
	return parseAuthority(scheme, strings.TrimLeft(rest, `/\`))
}

// cutScheme parts "Scheme:rest".
func cutScheme(raw string) (scheme, rest string, ok bool) {
	for i := 0; i < len(raw); i++ {
		c := raw[i] | 0x20
		switch {
		case c >= 'a' && c <= 'z':
		case i > 0 && raw[i] == ':':
			return strings.ToLower(raw[:i]), raw[i+1:], true
		case i > 0 && (raw[i] >= '0' && raw[i] <= '9' || raw[i] == '+' || raw[i] == '-' || raw[i] == '.'):
		default:
			return "", "", false
		}
	}
	return "", "", false
}

// slashed returns the first n bytes of s with backslashes read as slashes.
func slashed(s string, n int) string {
	return strings.ReplaceAll(s[:min(n, len(s))], `\`, "/")
}

func parseRelative(rest string, base *target) (*target, error) {
	if strings.HasPrefix(slashed(rest, 2), "//") {
		return parseAuthority(base.scheme, strings.TrimLeft(rest, `/\`))
	}
	t := &target{scheme: base.scheme, host: base.host, port: base.port}
	path, query, hasQuery := strings.Cut(rest, "?")
	t.query = encodeQuery(query, hasQuery)
	switch {
	case path == "":
		t.path = base.path
		if !hasQuery {
			t.query = base.query
		}
	case slashed(path, 1) == "/":
		t.path = encodePath(path)
	default:
		t.path = encodePath(base.path[:strings.LastIndexByte(base.path, '/')+1] + path)
	}
	return t, nil
}

func parseAuthority(scheme, rest string) (*target, error) {
	end := strings.IndexAny(rest, `/\?`)
	if end < 0 {
		end = len(rest)
	}
	authority, rest := rest[:end], rest[end:]
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		authority = authority[i+1:]
	}
	host, port := authority, ""
	if i := strings.LastIndexByte(authority, ':'); i > strings.LastIndexByte(authority, ']') {
		host, port = authority[:i], authority[i+1:]
	}
	t := &target{scheme: scheme}
	var err error
	if t.host, err = parseHost(host); err != nil {
		return nil, err
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || strings.HasPrefix(port, "+") {
			return nil, errBadHost
		}
		if p := strconv.FormatUint(n, 10); p != defaultPort(scheme) {
			t.port = p
		}
	}
	path, query, hasQuery := strings.Cut(rest, "?")
	t.path, t.query = encodePath(path), encodeQuery(query, hasQuery)
	return t, nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// parseHost reads a host: a name (UTS 46, not transitional), or an address in any of the forms
// that browsers know: 127.1, 0x7f.1, 2130706433.
func parseHost(host string) (string, error) {
	if strings.HasPrefix(host, "[") {
		a, err := netip.ParseAddr(strings.TrimSuffix(host[1:], "]"))
		if err != nil || !strings.HasSuffix(host, "]") || !a.Is6() || a.Zone() != "" {
			return "", errBadHost
		}
		return "[" + a.String() + "]", nil
	}
	if strings.Contains(host, "%") {
		var err error
		if host, err = url.PathUnescape(host); err != nil {
			return "", errBadHost
		}
	}
	if !utf8.ValidString(host) {
		return "", errBadHost
	}
	if !plainHost(host) {
		ascii, err := hostProfile().ToASCII(host)
		if again, same := hostProfile().ToASCII(ascii); err != nil || same != nil || again != ascii {
			return "", errBadHost
		}
		host = ascii
	}
	if host == "" || strings.ContainsFunc(host, forbiddenInHost) || strings.Trim(host, ".") == "" || len(host) > 254 {
		return "", errBadHost
	}
	if endsInNumber(host) {
		return parseIPv4(host)
	}
	return host, nil
}

// plainHost reports whether UTS 46 would change nothing.
func plainHost(host string) bool {
	for i := 0; i < len(host); i++ {
		c := host[i]
		if c != '.' && c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return !strings.Contains(host, "xn--")
}

// hostProfile is how browsers read names. idna.Lookup refuses a_b.example and -x.example.
func hostProfile() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false),
		idna.CheckHyphens(false), idna.CheckJoiners(true), idna.BidiRule())
}

// forbiddenInHost is the standard's forbidden domain code points, and all that is not ASCII.
func forbiddenInHost(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune("#/:<>?@[\\]^|%", r)
}

func endsInNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return false
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	_, ok := parseNumber(last)
	return ok
}

func parseNumber(s string) (uint64, bool) {
	base := 10
	switch {
	case strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X"):
		s, base = s[2:], 16
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	if s == "" {
		return 0, base == 16
	}
	if s[0] == '+' || s[0] == '-' || strings.Contains(s, "_") {
		return 0, false
	}
	n, err := strconv.ParseUint(s, base, 64)
	return n, err == nil
}

func parseIPv4(host string) (string, error) {
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(parts) > 4 {
		return "", errBadHost
	}
	var addr uint64
	for i, p := range parts {
		n, ok := parseNumber(p)
		last := i == len(parts)-1
		if !ok || p == "" || !last && n > 255 || last && n >= 1<<(8*(5-len(parts))) {
			return "", errBadHost
		}
		if last {
			addr += n
		} else {
			addr += n << (8 * (3 - i))
		}
	}
	return netip.AddrFrom4([4]byte{byte(addr >> 24), byte(addr >> 16), byte(addr >> 8), byte(addr)}).String(), nil
}

// encodePath resolves dots and encodes what browsers encode; it never decodes.
func encodePath(path string) string {
	path = strings.ReplaceAll(path, `\`, "/")
	path = strings.TrimPrefix(path, "/")
	var out []string
	for part, rest, more := "", path, true; more; {
		part, rest, more = strings.Cut(rest, "/")
		switch strings.ReplaceAll(strings.ToLower(part), "%2e", ".") {
		case ".":
			if !more {
				out = append(out, "")
			}
		case "..":
			out = out[:max(0, len(out)-1)]
			if !more {
				out = append(out, "")
			}
		default:
			out = append(out, encode(part, "\"<>`{}"))
		}
	}
	return "/" + strings.Join(out, "/")
}

func encodeQuery(query string, has bool) string {
	if !has {
		return ""
	}
	return "?" + encode(query, `"<>'`)
}

// encode percent-encodes white space, control characters, what is not ASCII, and the given bytes.
func encode(s, also string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(also, c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// String returns the address without its fragment.
func (t *target) String() string { return t.origin() + t.path + t.query }

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

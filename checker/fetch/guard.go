package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"syscall"

	"code.dny.dev/ssrf"

	"github.com/citelint/citelint/checker"
)

// A refusal is our own decision not to ask.
type refusal struct {
	cause checker.Cause
	why   string
}

func (r *refusal) Error() string { return r.why }

// A guard judges addresses before they are dialed: only the public internet may be reached, and
// what is allowed by name.
type guard struct {
	allow []netip.Prefix
	own   []netip.Addr // the machine's
	all   *ssrf.Guardian
}

// denied is what the library's list, made of the registries of special addresses of IANA, leaves
// open: a cloud's metadata on a public address, and IPv6 space that carries other addresses.
func denied() (v4, v6 []netip.Prefix) {
	v4 = []netip.Prefix{netip.MustParsePrefix("168.63.129.16/32")}
	for _, p := range []string{"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"} {
		v6 = append(v6, netip.MustParsePrefix(p))
	}
	return v4, v6
}

func newGuard(allow []netip.Prefix, own []netip.Addr) *guard {
	v4, v6 := denied()
	return &guard{allow: allow, own: own, all: ssrf.New(ssrf.WithAnyPort(), ssrf.WithDeniedV4Prefixes(v4...), ssrf.WithDeniedV6Prefixes(v6...))}
}

// judge returns a *refusal if the address must not be dialed. Private says that the caller's rules
// allow private addresses at this host.
func (g *guard) judge(a netip.Addr, private bool) error {
	a = inner(a.WithZone(""))
	if private || g.allows(a) {
		return nil
	}
	if err := g.all.SafeAddr(a); err != nil || isatap(a) || slices.Contains(g.own, a) {
		return &refusal{checker.CauseAddress, fmt.Sprintf("%s is not a public address", a)}
	}
	return nil
}

func (g *guard) allows(a netip.Addr) bool {
	return slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return p.Contains(a) })
}

// nat64 is the well-known prefix of RFC 6052.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// inner returns the IPv4 address that an IPv4-mapped or NAT64 address stands for. The library must
// not see those: allowing NAT64 there would allow 64:ff9b::7f00:1, which is 127.0.0.1.
func inner(a netip.Addr) netip.Addr {
	if nat64.Contains(a) {
		b := a.As16()
		return netip.AddrFrom4([4]byte(b[12:]))
	}
	return a.Unmap()
}

// isatap reports whether the interface identifier carries an IPv4 address (RFC 5214, section 6.1).
func isatap(a netip.Addr) bool {
	if !a.Is6() {
		return false
	}
	b := a.As16()
	return b[8]&0xfc == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

// control is a net.Dialer's Control: it sees the address that is really dialed.
func (g *guard) control(private bool) func(network, address string, c syscall.RawConn) error {
	return func(network, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil || network != "tcp4" && network != "tcp6" {
			return errors.Join(&refusal{checker.CauseAddress, "a connection to " + address + " is not for us"}, err)
		}
		if err := judgePort(ap.Port()); err != nil {
			return err
		}
		return g.judge(ap.Addr(), private)
	}
}

// badPorts is the Fetch standard's list (https://fetch.spec.whatwg.org/#port-blocking), sorted.
var badPorts = []uint16{
	0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
	113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554,
	556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666,
	6667, 6668, 6669, 6679, 6697, 10080,
}

func judgePort(port uint16) error {
	if _, bad := slices.BinarySearch(badPorts, port); bad {
		return &refusal{checker.CausePort, fmt.Sprintf("port %d is not for web pages", port)}
	}
	return nil
}

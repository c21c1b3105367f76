package fetch

import (
	"errors"
	"net/netip"
	"testing"

	"github.com/citelint/citelint/checker"
)

// deniedAddresses are one of each kind that is not for us.
var deniedAddresses = []string{
	"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
	"192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
	"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
	"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "5f00::1",
	"fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001::1", "2001:10::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::", "2620:4f:8000::1", "3fff::1",
	"2600:1234::5efe:7f00:1", "2600:1234::200:5efe:a00:1",
}

func TestGuard(t *testing.T) {
	g := newGuard(nil, []netip.Addr{netip.MustParseAddr("9.9.9.9"), netip.MustParseAddr("2600::9")})
	for _, a := range append([]string{"9.9.9.9", "2600::9"}, deniedAddresses...) {
		var no *refusal
		if err := g.judge(netip.MustParseAddr(a), false); !errors.As(err, &no) || no.cause != checker.CauseAddress {
			t.Errorf("%s may be dialed (%v)", a, err)
		}
		if err := g.judge(netip.MustParseAddr(a), true); err != nil {
			t.Errorf("%s is refused though a rule allows private addresses: %v", a, err)
		}
	}
	for _, a := range []string{"8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2600::1", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2001:4860:4860::8888"} {
		if err := g.judge(netip.MustParseAddr(a), false); err != nil {
			t.Errorf("%s is refused: %v", a, err)
		}
	}
}

func TestGuardAllows(t *testing.T) {
	g := newGuard([]netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/64")}, nil)
	for a, want := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "64:ff9b::a01:203": true, "10.2.0.1": false, "fd00::1": true, "fd00:1::1": false, "127.0.0.1": false} {
		if got := g.judge(netip.MustParseAddr(a), false) == nil; got != want {
			t.Errorf("%s allowed: %v, want %v", a, got, want)
		}
	}
}

func TestControl(t *testing.T) {
	control := newGuard(nil, nil).control(false)
	for _, c := range []struct{ network, address string }{
		{"tcp4", "127.0.0.1:80"}, {"tcp6", "[::1]:80"}, {"tcp6", "[fe80::1%eth0]:80"}, {"tcp4", "8.8.8.8:25"}, {"tcp4", "8.8.8.8:6667"}, {"udp4", "8.8.8.8:53"}, {"unix", "/run/x"},
	} {
		var no *refusal
		if err := control(c.network, c.address, nil); !errors.As(err, &no) {
			t.Errorf("%s %s may be dialed (%v)", c.network, c.address, err)
		}
	}
	if err := control("tcp4", "8.8.8.8:443", nil); err != nil {
		t.Errorf("a public address is refused: %v", err)
	}
}

package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

// resolverValue holds the address of a DNS server, perhaps with a port, or nothing.
func resolverValue(p *netip.AddrPort) scalar[netip.AddrPort] {
	return scalar[netip.AddrPort]{p, "ADDR", func(s string) (netip.AddrPort, error) {
		if s == "" {
			return netip.AddrPort{}, nil
		}
		if a, err := netip.ParseAddr(s); err == nil {
			return netip.AddrPortFrom(a, 53), nil
		}
		at, err := netip.ParseAddrPort(s)
		if err != nil || at.Port() == 0 {
			return netip.AddrPort{}, fmt.Errorf("%q is no address of a DNS server (such as 9.9.9.9 or [2620:fe::fe]:53)", s)
		}
		return at, nil
	}, func(at netip.AddrPort) string {
		if !at.IsValid() {
			return ""
		}
		return at.String()
	}, nil}
}

// resolverAt asks one DNS server.
func resolverAt(server netip.AddrPort) *net.Resolver {
	var d net.Dialer
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return d.DialContext(ctx, network, server.String())
	}}
}

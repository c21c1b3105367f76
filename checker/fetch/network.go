package fetch

import (
	"context"
	"net"
	"net/netip"
	"syscall"
)

// A Network is the world as a Client sees it. The methods are those of net.Resolver and net.Dialer,
// and fail as theirs do. DialContext is only ever given addresses, never names.
type Network interface {
	Resolver
	LookupNS(ctx context.Context, name string) ([]*net.NS, error)
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// A Resolver looks names up. Its method is that of net.Resolver, and fails as that does.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// system is the machine's own network. Its dialer asks the guard once more, about the address that
// is really dialed.
type system struct {
	*net.Resolver
	*net.Dialer
}

func newSystem(g *guard) system {
	return system{new(net.Resolver), &net.Dialer{
		ControlContext: func(ctx context.Context, network, address string, c syscall.RawConn) error {
			if exempt, _ := ctx.Value(exemptKey{}).(bool); exempt {
				return nil
			}
			private, _ := ctx.Value(privateKey{}).(bool)
			return g.control(private)(network, address, c)
		},
	}}
}

// privateKey is the context's key for whether a host rule allows private addresses.
type privateKey struct{}

// ownAddresses returns the addresses of the machine's interfaces: public ones, too, are not for us.
func ownAddresses() []netip.Addr {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var own []netip.Addr
	for _, a := range addrs {
		if p, err := netip.ParsePrefix(a.String()); err == nil {
			own = append(own, p.Addr())
		}
	}
	return own
}

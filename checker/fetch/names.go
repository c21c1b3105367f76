package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	lookupsAtOnce = 32
	nameKept      = time.Minute     // how long addresses are believed
	secondLook    = 2 * time.Second // how long to wait before an unknown name is looked up again
)

// names looks names up, each once at a time, and remembers what it learned in this run.
type names struct {
	net    Network
	second Resolver // asked for names that are unknown to net; nil: net again
	slots  chan struct{}

	mu       sync.Mutex
	known    map[string]*name
	resolved bool // a name has resolved in this run
	alive    map[string]bool
}

type name struct {
	looking chan struct{} // closed when the look-up under way is done; nil if none is
	at      time.Time
	addrs   []netip.Addr
	err     error
	misses  int // look-ups that said that there is no such name
}

func newNames(n Network, second Resolver) *names {
	if second == nil {
		second = n
	}
	return &names{net: n, second: second, slots: make(chan struct{}, lookupsAtOnce), known: map[string]*name{}, alive: map[string]bool{}}
}

// lookup returns the addresses of a name. That there is no such name is looked up twice, at least
// two seconds apart, and then believed.
func (ns *names) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	host = strings.TrimSuffix(host, ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	for {
		ns.mu.Lock()
		n := ns.known[host]
		if n == nil {
			n = &name{}
			ns.known[host] = n
		}
		if n.fresh() {
			defer ns.mu.Unlock()
			return n.addrs, n.err
		}
		looking := n.looking
		if looking == nil {
			n.looking = make(chan struct{})
		}
		ns.mu.Unlock()
		if looking == nil {
			return ns.look(ctx, host, n)
		}
		select {
		case <-looking:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (n *name) fresh() bool {
	switch age := time.Since(n.at); {
	case n.misses >= 2:
		return true
	case n.misses == 1:
		return n.looking == nil && age < secondLook
	default:
		return n.addrs != nil && age < nameKept
	}
}

func (ns *names) look(ctx context.Context, host string, n *name) ([]netip.Addr, error) {
	var addrs []netip.Addr
	var err error
	var from Resolver = ns.net
	if n.doubtful(ns) {
		from = ns.second
	}
	select {
	case ns.slots <- struct{}{}:
		addrs, err = from.LookupNetIP(ctx, "ip", absolute(host))
		<-ns.slots
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	ns.mu.Lock()
	defer ns.mu.Unlock()
	close(n.looking)
	n.looking, n.at, n.addrs, n.err = nil, time.Now(), addrs, err
	var dns *net.DNSError
	switch {
	case err == nil && len(addrs) > 0:
		ns.resolved, n.misses = true, 0
	case err == nil:
		n.err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
		n.misses++
	case errors.As(err, &dns) && dns.IsNotFound:
		n.misses++
	}
	return n.addrs, n.err
}

// doubtful reports whether a look-up has said that there is no such name.
func (n *name) doubtful(ns *names) bool {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	return n.misses == 1
}

// absolute keeps the machine's search domains away from public names.
func absolute(host string) string {
	if strings.Contains(host, ".") {
		return host + "."
	}
	return host
}

// misses says how often a name was looked up in vain.
func (ns *names) misses(host string) int {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if n := ns.known[host]; n != nil {
		return n.misses
	}
	return 0
}

// work reports whether look-ups work at all: another name has resolved in this run, or else the
// name's own top-level domain or the root has name servers.
func (ns *names) work(ctx context.Context, host string) bool {
	tld := host[strings.LastIndexByte(host, '.')+1:] + "."
	ns.mu.Lock()
	works, asked := ns.alive[tld]
	works = works || ns.resolved
	ns.mu.Unlock()
	if works || asked {
		return works
	}
	for _, zone := range []string{tld, "."} {
		servers, err := ns.net.LookupNS(ctx, zone)
		if works = err == nil && len(servers) > 0; works {
			break
		}
	}
	ns.mu.Lock()
	ns.alive[tld] = works
	ns.mu.Unlock()
	return works
}

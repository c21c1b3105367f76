package fetch_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// The pages of these benchmarks are of an ordinary size, 20 to 58 kB of HTML, on 100 hosts with a
// socket on loopback each. Server and client share the machine.
const loopbackHosts = 100

// A loopback is a web on sockets: names resolve to one address, and the port says which host it is.
type loopback struct {
	web   *fetchtest.Web
	ports map[string]string // of the hosts
	hosts map[netip.Addr]string
}

func newLoopback(tb testing.TB, reply func(host int) fetchtest.Reply) *loopback {
	l := &loopback{web: fetchtest.New(), ports: map[string]string{}, hosts: map[netip.Addr]string{}}
	l.web.Forget()
	for i := range loopbackHosts {
		name := fmt.Sprintf("h%02d.example", i)
		h := l.web.Host(name).Rest(reply(i))
		addr, err := h.Listen(false)
		if err != nil {
			tb.Fatal(err)
		}
		l.hosts[netip.AddrFrom4([4]byte{20, 1, 0, byte(i)})] = addr.String()
		l.ports[name] = fmt.Sprintf("20.1.0.%d", i)
	}
	return l
}

func (l *loopback) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr(l.ports[strings.TrimSuffix(host, ".")])}, nil
}

func (l *loopback) LookupNS(ctx context.Context, name string) ([]*net.NS, error) {
	return l.web.LookupNS(ctx, name)
}

func (l *loopback) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	return d.DialContext(ctx, network, l.hosts[ap.Addr()])
}

// ordinary is a page of an ordinary size, another at each host.
func ordinary(host int) fetchtest.Reply {
	return fetchtest.HTML("X", strings.Repeat("<p class=\"text\">"+prose(70)+"</p>\n", 54+host))
}

func loopbackQueries(n int) []checker.Query {
	var queries []checker.Query
	for i := range loopbackHosts {
		queries = append(queries, numbered(fmt.Sprintf("http://h%02d.example", i), n/loopbackHosts)...)
	}
	return queries
}

// BenchmarkLoopback asks for 10,000 and 100,000 pages on loopback, with limits opened: through a
// Checker and a Client, and with net/http alone, which keeps its connections and reads the bodies.
func BenchmarkLoopback(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		queries := loopbackQueries(n)
		doc := linking(queries)
		b.Run(fmt.Sprintf("client/%d", n), func(b *testing.B) {
			for b.Loop() {
				l := newLoopback(b, ordinary)
				c := &fetch.Client{Network: l, Delay: -1, Burst: n}
				stop := peak()
				cost := burned()
				start := time.Now()
				look(b, c, doc)
				took := time.Since(start)
				cost(b, n)
				reportLoopback(b, l, n, took, stop())
				c.Close()
				l.web.Close()
			}
		})
		b.Run(fmt.Sprintf("bare/%d", n), func(b *testing.B) {
			for b.Loop() {
				l := newLoopback(b, ordinary)
				transport := &http.Transport{MaxIdleConns: loopbackHosts * 4, MaxIdleConnsPerHost: 4, MaxConnsPerHost: 4, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
					host, port, _ := net.SplitHostPort(address)
					return l.DialContext(ctx, network, net.JoinHostPort(l.ports[host], port))
				}}
				stop := peak()
				cost := burned()
				start := time.Now()
				readAll(b, transport, queries, loopbackHosts)
				took := time.Since(start)
				cost(b, n)
				reportLoopback(b, l, n, took, stop())
				transport.CloseIdleConnections()
				l.web.Close()
			}
		})
	}
}

func reportLoopback(b *testing.B, l *loopback, n int, took time.Duration, most float64) {
	b.ReportMetric(float64(n)/took.Seconds(), "requests/s")
	b.ReportMetric(float64(l.web.Dials("")), "connections")
	b.ReportMetric(most/(1<<20), "peak-MiB")
	b.ReportMetric(0, "ns/op")
}

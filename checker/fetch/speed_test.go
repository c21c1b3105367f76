package fetch_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/metrics"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestIdealTime holds runs against the time that they would take if nothing but the hosts' latency,
// the spacing and the number of slots cost any: at most 1.15 times that.
func TestIdealTime(t *testing.T) {
	const latency, links, spacing = 50 * time.Millisecond, 1000, 250 * time.Millisecond
	for _, c := range []struct {
		name    string
		hosts   int
		largest int // links on the first host; 0: as many as on the others
	}{{"1 host", 1, 0}, {"10 hosts", 10, 0}, {"50 hosts", 50, 0}, {"half on one of 50", 50, links / 2}} {
		t.Run(c.name, func(t *testing.T) {
			for _, spaced := range []bool{true, false} {
				inVirtual(t, func(t *testing.T, w *fetchtest.Web, client *fetch.Client) {
					client.Budget = time.Hour
					if !spaced {
						client.Delay = -1
					}
					var queries []checker.Query
					ideal := links * latency / 128
					for h := range c.hosts {
						name := fmt.Sprintf("h%d.example", h)
						w.Host(name).Rest(article("X").After(latency))
						n := links / c.hosts
						if c.largest > 0 {
							n = (links - c.largest) / (c.hosts - 1)
							if h == 0 {
								n = c.largest
							}
						}
						queries = append(queries, numbered("http://"+name, n)...)
						ideal = max(ideal, time.Duration((n+3)/4)*latency)
						if spaced {
							ideal = max(ideal, time.Duration(n-10)*spacing)
						}
					}
					start := time.Now()
					expect(t, fetchAll(t, t.Context(), client, queries...), "ok")
					ratio := float64(time.Since(start)) / float64(ideal)
					t.Logf("spaced %v: %.3f of the ideal %s", spaced, ratio, ideal)
					if ratio > 1.15 {
						t.Errorf("took %.2f times the ideal %s", ratio, ideal)
					}
				})
			}
		})
	}
}

const (
	benchHosts = 200
	benchLinks = 10_000
)

// benchWeb is 10,000 pages of 3 kB on 200 hosts without latency.
func benchWeb() (*fetchtest.Web, []checker.Query) {
	w := fetchtest.New()
	w.Forget()
	var queries []checker.Query
	for i := range benchHosts {
		name := fmt.Sprintf("h%03d.example", i)
		w.Host(name).Rest(fetchtest.HTML("X", prose(550)))
		queries = append(queries, numbered("http://"+name, benchLinks/benchHosts)...)
	}
	return w, queries
}

// peak samples the heap until the returned function is called, which returns the most that it saw
// beyond the start, in bytes.
func peak() func() float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	read := func() float64 {
		metrics.Read(sample)
		return float64(sample[0].Value.Uint64() + sample[1].Value.Uint64())
	}
	start := read()
	most := start
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				most = max(most, read())
			case <-done:
				return
			}
		}
	}()
	return func() float64 {
		close(done)
		<-stopped
		return most - start
	}
}

// burned returns how much time of processors passes from now until the returned function is called, as a
// metric's microseconds a request: unlike the time on the wall, it does not depend on who else is at work.
func burned() func(b *testing.B, requests int) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	return func(b *testing.B, requests int) {
		b.ReportMetric(float64((used()-start).Nanoseconds())/1000/float64(requests), "cpu-µs/request")
	}
}

// linking is a document that links to all that is asked for.
func linking(queries []checker.Query) *checker.Document {
	d := checker.NewDocument("links.md", nil)
	for _, q := range queries {
		d.Links = append(d.Links, &checker.Link{URL: q.URL})
	}
	return d
}

// look looks at all that a document links to, all of which is good.
func look(b *testing.B, c *fetch.Client, d *checker.Document) {
	b.Helper()
	rep, err := (&checker.Checker{Fetcher: c}).Check(context.Background(), d)
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range rep.Results {
		if r.Verdict != checker.OK {
			b.Fatalf("%s: %v %q", r.URL, said(*r), r.Evidence)
		}
	}
}

// BenchmarkClient and BenchmarkBare ask for the same pages: through a Checker and a Client whose limits are
// opened, and with net/http alone, keeping connections alive and reading the bodies.
func BenchmarkClient(b *testing.B) {
	for b.Loop() {
		w, queries := benchWeb()
		doc := linking(queries)
		c := &fetch.Client{Network: w, Delay: -1, PerHost: 4}
		stop := peak()
		cost := burned()
		start := time.Now()
		look(b, c, doc)
		took := time.Since(start)
		cost(b, benchLinks)
		report(b, w, took, stop())
		c.Close()
		w.Close()
	}
}

func BenchmarkBare(b *testing.B) {
	for b.Loop() {
		w, queries := benchWeb()
		transport := &http.Transport{
			MaxIdleConns: benchHosts * 4, MaxIdleConnsPerHost: 4, MaxConnsPerHost: 4,
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				host, port, _ := net.SplitHostPort(address)
				addrs, err := w.LookupNetIP(ctx, "ip", host)
				if err != nil {
					return nil, err
				}
				return w.DialContext(ctx, network, net.JoinHostPort(addrs[0].String(), port))
			},
		}
		stop := peak()
		cost := burned()
		start := time.Now()
		readAll(b, transport, queries, benchHosts)
		took := time.Since(start)
		cost(b, benchLinks)
		report(b, w, took, stop())
		transport.CloseIdleConnections()
		w.Close()
	}
}

// readAll asks for all queries, the hosts by turns, 128 at once, and reads the bodies.
func readAll(b *testing.B, transport http.RoundTripper, queries []checker.Query, hosts int) {
	client := http.Client{Transport: transport}
	work := make(chan string)
	var group sync.WaitGroup
	for range 128 {
		group.Go(func() {
			for u := range work {
				resp, err := client.Get(u)
				if err != nil {
					b.Error(err)
					continue
				}
				io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	for i := range queries {
		work <- queries[i%hosts*(len(queries)/hosts)+i/hosts].URL
	}
	close(work)
	group.Wait()
}

func report(b *testing.B, w *fetchtest.Web, took time.Duration, most float64) {
	b.ReportMetric(benchLinks/took.Seconds(), "requests/s")
	b.ReportMetric(float64(w.Dials("")), "connections")
	b.ReportMetric(most/(1<<20), "peak-MiB")
	b.ReportMetric(0, "ns/op")
}

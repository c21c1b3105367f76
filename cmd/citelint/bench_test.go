package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

const (
	benchNotes = 10_000
	benchHosts = 200
)

func benchHost(i int) string { return fmt.Sprintf("h%03d.example", i%benchHosts) }

// longBrief is a document of n notes with a link each, in the manner of a policy brief.
func longBrief(n int) []byte {
	var b bytes.Buffer
	b.WriteString("# The Long Inventory of the Upland Surveys\n\n*Ines Marwood*\n\n3 June 2026\n\n")
	for i := range n {
		fmt.Fprintf(&b, "In year %d the survey of valley %d counted “more colonies than lids on the hives”, and said so in its report.<sup>%d</sup>\n\n", 1000+i%900, i, i+1)
		if i%25 == 24 {
			b.WriteString("---\n\n")
			for j := i - 24; j <= i; j++ {
				fmt.Fprintf(&b, "<sup>%d</sup> Tomas Relling, “[Survey of Valley Number %d](http://%s/surveys/%d)”, *Upland Review*, %d May 20%02d.\n\n", j+1, j, benchHost(j), j, 1+j%28, j%26)
			}
		}
	}
	return b.Bytes()
}

// longWeb answers every link of longBrief without delay.
func longWeb(n int) *fetchtest.Web {
	web := fetchtest.New()
	for i := range n {
		web.Host(benchHost(i)).Page(fmt.Sprintf("/surveys/%d", i), fetchtest.HTML(fmt.Sprintf("Survey of Valley Number %d", i), lorem, lorem))
	}
	return web
}

func extracted(b *testing.B, src []byte) *checker.Document {
	d, err := read.Document("long.md", src)
	if err != nil {
		b.Fatal(err)
	}
	cite.Parse(d)
	return d
}

func BenchmarkExtract10000(b *testing.B) {
	src := longBrief(benchNotes)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	tell := burned()
	for b.Loop() {
		if d := extracted(b, src); len(d.Notes) != benchNotes {
			b.Fatalf("%d notes, want %d", len(d.Notes), benchNotes)
		}
	}
	tell(b)
}

func BenchmarkLint10000(b *testing.B) {
	d := extracted(b, longBrief(benchNotes))
	c := checker.Checker{Rules: rule.All, Today: demoToday}
	b.ReportAllocs()
	tell := burned()
	for b.Loop() {
		rep, err := c.Check(context.Background(), d)
		if err != nil {
			b.Fatal(err)
		}
		if err := report.Text(io.Discard, rep, nil); err != nil {
			b.Fatal(err)
		}
	}
	tell(b)
}

// BenchmarkCheck10000 looks at 10,000 links on 200 hosts, without latency and with limits opened:
// the whole way from query to verdict, pages read and answered.
func BenchmarkCheck10000(b *testing.B) {
	d := extracted(b, longBrief(benchNotes))
	bench10000(b, func(web *fetchtest.Web) error {
		client := &fetch.Client{Network: web, Inspect: page.Inspect, Delay: -1, Parallel: 128, PerHost: 8, Burst: benchNotes}
		defer client.Close()
		rep, err := (&checker.Checker{Fetcher: client}).Check(context.Background(), d)
		if err != nil {
			return err
		}
		for _, r := range rep.Results {
			if r.Verdict != checker.OK {
				return fmt.Errorf("%s: %s (%s) %s", r.URL, r.Verdict, r.Cause, strings.Join(r.Evidence, "; "))
			}
		}
		return nil
	})
}

// BenchmarkBare10000 is the measure of it: a bare net/http client that reads the same bodies.
func BenchmarkBare10000(b *testing.B) {
	bench10000(b, func(web *fetchtest.Web) error {
		transport := &http.Transport{MaxIdleConnsPerHost: 8, DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			host, port, _ := net.SplitHostPort(addr)
			ips, err := web.LookupNetIP(ctx, "ip", host)
			if err != nil {
				return nil, err
			}
			return web.DialContext(ctx, network, net.JoinHostPort(ips[0].String(), port))
		}}
		defer transport.CloseIdleConnections()
		client := http.Client{Transport: transport}
		var group errgroup.Group
		group.SetLimit(128)
		for i := range benchNotes {
			group.Go(func() error {
				resp, err := client.Get(fmt.Sprintf("http://%s/surveys/%d", benchHost(i), i))
				if err != nil {
					return err
				}
				defer resp.Body.Close()
				_, err = io.Copy(io.Discard, resp.Body)
				return err
			})
		}
		return group.Wait()
	})
}

func bench10000(b *testing.B, look func(*fetchtest.Web) error) {
	var spent time.Duration
	var conns, requests int
	var peak uint64
	for b.Loop() {
		b.StopTimer()
		web := longWeb(benchNotes)
		stop := make(chan struct{})
		most := make(chan uint64)
		go func() { most <- peakMemory(stop) }()
		start := time.Now()
		b.StartTimer()
		err := look(web)
		b.StopTimer()
		spent += time.Since(start)
		close(stop)
		peak = max(peak, <-most)
		if err != nil {
			b.Fatal(err)
		}
		conns, requests = web.Dials(""), requests+len(web.Requests())
		web.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(requests)/spent.Seconds(), "requests/s")
	b.ReportMetric(float64(conns), "connections")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
}

// peakMemory returns the most memory that Go held of the system, less what it had given back, until
// stop; what the invented web takes is in it.
func peakMemory(stop <-chan struct{}) uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	var most uint64
	for {
		metrics.Read(samples)
		most = max(most, samples[0].Value.Uint64()-samples[1].Value.Uint64())
		select {
		case <-stop:
			return most
		case <-tick.C:
		}
	}
}

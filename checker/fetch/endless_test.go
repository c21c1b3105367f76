package fetch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// BenchmarkBodies reads 1,000 bodies over sockets, of 1 kB each and without an end: what the process
// holds at most must not depend on them. The Client looks at 2 MiB of each.
func BenchmarkBodies(b *testing.B) {
	endless := fetchtest.Text("text/html", strings.Repeat("<p>"+prose(100)+"</p>\n", 100))
	endless.Endless = true
	for _, c := range []struct {
		name  string
		reply fetchtest.Reply
	}{{"small", fetchtest.HTML("X", prose(150))}, {"endless", endless}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				l := newLoopback(b, func(int) fetchtest.Reply { return c.reply })
				client := &fetch.Client{Network: l, Delay: -1}
				queries := loopbackQueries(1000)
				doc := linking(queries)
				stop := peak()
				start := time.Now()
				look(b, client, doc)
				b.ReportMetric(float64(len(queries))/time.Since(start).Seconds(), "requests/s")
				b.ReportMetric(stop()/(1<<20), "peak-MiB")
				b.ReportMetric(0, "ns/op")
				client.Close()
				l.web.Close()
			}
		})
	}
}

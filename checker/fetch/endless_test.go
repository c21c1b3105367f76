package fetch_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
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

// TestLargeBodiesTakeTurns: of twelve bodies of 1 MiB, each of which needs 15 s of its 20, four are read at
// once. The others wait, some for longer than 20 s, and none loses its end by it.
func TestLargeBodiesTakeTurns(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		c.Inspect = nil
		all := strings.Repeat("<p>ships</p>\n", 1<<17)[:1<<20]
		first, rest := all[:700<<10], all[700<<10:]
		slow := fetchtest.Stream(func(to io.Writer) error {
			if _, err := fmt.Fprintf(to, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(all), first); err != nil {
				return err
			}
			time.Sleep(15 * time.Second)
			_, err := io.WriteString(to, rest)
			return err
		})
		var queries []checker.Query
		for i := range 12 {
			name := fmt.Sprintf("h%d.example", i)
			w.Host(name).Rest(slow)
			queries = append(queries, numbered("http://"+name, 1)...)
		}
		start := time.Now()
		for _, r := range fetchAll(t, t.Context(), c, queries...) {
			if r.Verdict != checker.OK || r.Page.Partial || r.Page.Size != 1<<20 {
				t.Errorf("%s: %s %q, %d bytes, partial %v; want all of it", r.URL, r.Verdict, r.Evidence, r.Page.Size, r.Page.Partial)
			}
		}
		if took := time.Since(start); took < 45*time.Second || took > 46*time.Second {
			t.Errorf("they took %s, want three turns of 15 s", took)
		}
	})
}

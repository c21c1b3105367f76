package checker_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/citelint/citelint/checker"
)

// TestManySources: of more sources than are looked at at once each is looked at once, largest hosts
// have the most under way, and a host that does not answer stops nobody else.
func TestManySources(t *testing.T) {
	d := checker.NewDocument("many.md", nil)
	add := func(host string, n int) {
		for i := range n {
			d.Links = append(d.Links, &checker.Link{URL: fmt.Sprintf("http://%s/%d", host, i)})
		}
	}
	add("slow.example", 6000)
	add("fast.example", 3000)
	for i := range 500 {
		add(fmt.Sprintf("h%d.example", i), 10)
	}
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		asked, now, most := map[string]int{}, map[string]int{}, map[string]int{}
		release := make(chan struct{})
		finished := 0
		c := checker.Checker{Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
			host := strings.Split(q.URL, "/")[2]
			mu.Lock()
			asked[q.URL]++
			for _, h := range []string{host, "all"} {
				now[h]++
				most[h] = max(most[h], now[h])
			}
			mu.Unlock()
			if host == "slow.example" {
				<-release
			} else {
				time.Sleep(time.Second)
			}
			mu.Lock()
			defer mu.Unlock()
			now[host]--
			now["all"]--
			if host != "slow.example" {
				finished++
			}
			return checker.Result{Query: q, Verdict: checker.OK}, nil
		})}
		go func() {
			time.Sleep(time.Hour)
			mu.Lock()
			if finished != 8000 {
				t.Errorf("%d of 8000 sources on other hosts were looked at while one host did not answer", finished)
			}
			mu.Unlock()
			close(release)
		}()
		rep, err := c.Check(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rep.Results {
			if r.Verdict != checker.OK || asked[r.URL] != 1 {
				t.Fatalf("%s: %s, asked %d times", r.URL, r.Verdict, asked[r.URL])
			}
		}
		if most["all"] > 1024 || most["slow.example"] < most["fast.example"] || most["fast.example"] < 5*most["h1.example"] {
			t.Errorf("under way at once: %d, on slow %d, on fast %d, on a small host %d", most["all"], most["slow.example"], most["fast.example"], most["h1.example"])
		}
	})
}

package fetch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// FuzzServer states the law of Fetch: whatever bytes a server sends, there is one of the verdicts
// with a cause if it is not OK, evidence that is fit to print, and an end in time.
func FuzzServer(f *testing.F) {
	for _, s := range []string{
		"", "\x00", "HTTP/1.1 200 OK\r\n\r\n<title>x</title>", "HTTP/1.1 200\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 099 x\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nabc", "HTTP/1.1 301 x\r\nLocation: /\r\n\r\n", "HTTP/1.1 302 x\r\nLocation: //a.example:99999/\r\n\r\n",
		"HTTP/1.1 302 x\r\nLocation: http://[::1]/\r\nSet-Cookie: a=b; Domain=example\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00", "HTTP/1.1 429 x\r\nRetry-After: 99999999999999999999\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", "HTTP/1.1 200 OK\r\nRefresh: 0;url=/x\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 304 x\r\n\r\n", "HTTP/1.1 503 x\r\nRetry-After: Mon, 01 Jan 0001 00:00:00 GMT\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 10\r\n\r\n%PDF", "HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\nabcde", "HTTP/1.1 407 x\r\n\r\n", "HTTP/1.1 999 x\r\n\r\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		if answer == "" {
			answer = "\n"
		}
		inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
			w.Host("a.example").Rest(fetchtest.Raw(answer))
			start := time.Now()
			r, err := c.Fetch(t.Context(), checker.Query{URL: "http://a.example/d/x)", Titles: []string{"x"}})
			if err != nil {
				t.Fatalf("an error: %v", err)
			}
			if !slices.Contains(checker.Verdicts, r.Verdict) || (r.Verdict == checker.OK) != (r.Cause == "") {
				t.Errorf("%s", said(r))
			}
			if len(r.Evidence) == 0 || strings.ContainsFunc(strings.Join(r.Evidence, ""), func(c rune) bool { return c < ' ' || c == '\u202e' }) {
				t.Errorf("%s: evidence %q", said(r), r.Evidence)
			}
			if took := time.Since(start); took > 10*time.Minute {
				t.Errorf("took %s", took)
			}
		})
	})
}

package fetch_test

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/match"
)

// inVirtual runs a test on an invented web in virtual time.
func inVirtual(t *testing.T, test func(t *testing.T, w *fetchtest.Web, c *fetch.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := fetchtest.New()
		c := &fetch.Client{Network: w, Roots: w.Roots(), Inspect: inspect}
		defer w.Close()
		defer c.Close()
		test(t, w, c)
	})
}

// fetchAll asks for all queries at once, as a Checker does.
func fetchAll(t *testing.T, ctx context.Context, f checker.Fetcher, queries ...checker.Query) []checker.Result {
	t.Helper()
	results := make([]checker.Result, len(queries))
	var group sync.WaitGroup
	for i, q := range queries {
		group.Go(func() {
			r, err := f.Fetch(ctx, q)
			if err != nil {
				t.Errorf("fetching %s: %v", q.URL, err)
			}
			results[i] = r
		})
	}
	group.Wait()
	return results
}

func ask(urls ...string) []checker.Query {
	queries := make([]checker.Query, len(urls))
	for i, u := range urls {
		queries[i] = checker.Query{URL: u}
	}
	return queries
}

// numbered returns n addresses of a host.
func numbered(host string, n int) []checker.Query {
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("%s/%03d", host, i))
	}
	return ask(urls...)
}

// said is a Result as a row of the table says it: verdict and cause.
func said(r checker.Result) string {
	return strings.TrimSpace(string(r.Verdict) + " " + string(r.Cause))
}

var (
	titleTag   = regexp.MustCompile(`(?is)<title>(.*?)</title>`)
	anyTag     = regexp.MustCompile(`(?s)<[^>]*>`)
	refreshTag = regexp.MustCompile(`(?i)<meta http-equiv=refresh content="[0-5];\s*url=([^"]*)"`)
	signalTag  = regexp.MustCompile(`<!--signal ([a-z-]+) (.*?)-->`)
)

// inspect stands for page.Inspect. It knows walls by two headers, and takes other signals from
// comments in the page.
func inspect(r checker.Response, q checker.Query) checker.Inspection {
	var in checker.Inspection
	for _, name := range []string{"Cf-Mitigated", "X-Amzn-Waf-Action"} {
		for _, v := range r.Header[name] {
			in.Signals = append(in.Signals, checker.Signal{Kind: checker.SignalWall, Decisive: true, Evidence: strings.ToLower(name) + ": " + v})
		}
	}
	body := string(r.Body)
	for _, m := range signalTag.FindAllStringSubmatch(body, -1) {
		in.Signals = append(in.Signals, checker.Signal{Kind: checker.SignalKind(m[1]), Evidence: m[2]})
	}
	if m := refreshTag.FindStringSubmatch(body); m != nil {
		in.Refresh = html.UnescapeString(m[1])
	}
	title := ""
	if m := titleTag.FindStringSubmatch(body); m != nil {
		title = html.UnescapeString(m[1])
		in.Page.Titles = []string{title}
		if strings.HasPrefix(title, "Page not found") {
			in.Signals = append(in.Signals, checker.Signal{Kind: checker.SignalWordsIs, Evidence: `title says "Page not found"`})
		}
	}
	in.Text = html.UnescapeString(anyTag.ReplaceAllString(titleTag.ReplaceAllString(body, ""), " "))
	in.Page.Words = match.Words(in.Text)
	for _, asked := range q.Titles {
		a := checker.TitleAnswer{Asked: asked, Answer: checker.AnswerMismatch}
		if match.Score(asked, title) >= .7 {
			a.Answer, a.Where = checker.AnswerMatch, "title"
			a.Proof = match.Words(asked) >= 2 && !strings.HasPrefix(title, "Page not found") && !strings.HasPrefix(title, "Just a moment")
		}
		in.Page.Answers.Titles = append(in.Page.Answers.Titles, a)
	}
	return in
}

// prose returns n words in a paragraph.
func prose(n int) string {
	words := strings.Fields("the port of Sund has grown since the new quay was opened and ships from Lomaria call there each week")
	var b strings.Builder
	for i := range n {
		b.WriteString(words[i%len(words)])
		b.WriteByte(' ')
	}
	return b.String()
}

func article(title string) fetchtest.Reply { return fetchtest.HTML(title, prose(400)) }

// saying adds a signal for inspect to a page.
func saying(r fetchtest.Reply, kind checker.SignalKind, evidence string) fetchtest.Reply {
	r.Body = append([]byte("<!--signal "+string(kind)+" "+evidence+"-->\n"), r.Body...)
	return r
}

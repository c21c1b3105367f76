package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

const aDay = 24 * time.Hour

// A course is runs of the command, one after the other, that remember each other. Every run has a
// bubble of its own, where waiting costs no time, and begins so long after the first as it says.
type course struct {
	dir    string
	config string
	wrap   func(checker.Fetcher, context.CancelFunc) checker.Fetcher
}

func newCourse(t *testing.T) *course {
	t.Helper()
	c := &course{dir: t.TempDir()}
	c.write(t, ".git/HEAD", "ref: refs/heads/main\n")
	t.Chdir(c.dir)
	return c
}

func (c *course) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// check runs the command over a document, and returns the requests that the web was sent, too.
func (c *course) check(t *testing.T, at time.Duration, document string, web func(*fetchtest.Web), args ...string) (outcome, []fetchtest.Request) {
	t.Helper()
	c.write(t, "brief.md", document)
	if c.config != "" {
		c.write(t, configName, c.config)
	}
	return c.run(t, at, web, append([]string{"check", "--today", "2026-03-02"}, args...)...)
}

func (c *course) run(t *testing.T, at time.Duration, describe func(*fetchtest.Web), args ...string) (o outcome, asked []fetchtest.Request) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(at)
		o, asked = c.invoke(t, describe, args...)
	})
	return o, asked
}

// invoke runs the command in the bubble of the test.
func (c *course) invoke(t *testing.T, describe func(*fetchtest.Web), args ...string) (o outcome, asked []fetchtest.Request) {
	return c.invokeWith(t, describe, slices.Insert(slices.Clone(args), 1, "--cache", ".citelint", "--state", ".citelint/state.db")...)
}

// invokeWith is invoke without arguments of its own.
func (c *course) invokeWith(t *testing.T, describe func(*fetchtest.Web), args ...string) (o outcome, asked []fetchtest.Request) {
	web := fetchtest.New()
	defer web.Close()
	describe(web)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out, errs bytes.Buffer
	o.status = run(ctx, args, strings.NewReader(""), &out, &errs, func(client *fetch.Client) checker.Fetcher {
		client.Network, client.Roots = web, web.Roots()
		if c.wrap != nil {
			return c.wrap(client, cancel)
		}
		return client
	})
	o.stdout, o.stderr = out.String(), errs.String()
	return o, web.Requests()
}

// requested lists requests, those on condition with their condition.
func requested(asked []fetchtest.Request) []string {
	list := []string{}
	for _, r := range asked {
		line := r.String()
		if etag := r.Header.Get("If-None-Match"); etag != "" {
			line += " if not " + etag
		}
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

func expectRequests(t *testing.T, asked []fetchtest.Request, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, requested(asked)); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// tagged is a page with a validator, which is not sent again to one who has it.
func tagged(etag string, page fetchtest.Reply) fetchtest.Reply {
	etag = `"` + etag + `"`
	page = page.With("ETag", etag)
	return fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
		if r.Header.Get("If-None-Match") == etag {
			return fetchtest.Status(304).With("ETag", etag)
		}
		return page
	})
}

// taggedPorts are n ports with a page each, of one edition.
func taggedPorts(n int, edition string) func(*fetchtest.Web) {
	return func(web *fetchtest.Web) {
		for i := range n {
			web.Host(fmt.Sprintf("port%d.example", i+1)).Page("/dues", tagged(edition, harbour(i+1)))
		}
	}
}

// TestCourseOfGoodSources states what is asked of sources that stay good: nothing while they are
// fresh, then only whether they have changed, and every 30 days the whole.
func TestCourseOfGoodSources(t *testing.T) {
	const (
		whole    = "GET https://port%d.example/dues"
		modified = whole + ` if not "1"`
	)
	c := newCourse(t)
	for _, r := range []struct {
		at    time.Duration
		asked string // of each port; empty if it is not asked
	}{
		{0, whole},
		{time.Hour, ""},
		{5 * aDay, ""},
		{9 * aDay, modified},
		{9*aDay + time.Hour, ""},
		{18 * aDay, modified},
		{27 * aDay, modified},
		{36 * aDay, whole},
		{37 * aDay, ""},
	} {
		o, asked := c.check(t, r.at, citing(ports(3)...), taggedPorts(3, "1"), "-f", "json")
		o.expect(t, statusOK)
		var want []string
		for i := range 3 {
			if r.asked != "" {
				want = append(want, fmt.Sprintf(r.asked, i+1))
			}
		}
		expectRequests(t, asked, want...)
		readPartial(t, o.stdout) // holds it against the schema
		for _, s := range readSources(t, o.stdout) {
			if s.FromCache != (r.asked == "") || s.FirstSeen != "2000-01-01T00:00:00Z" || len(s.Changes) != 1 || s.Changes[0].Verdict != "ok" {
				t.Errorf("after %s the memory of %s is %+v", r.at, s.URL, s)
			}
			if a := s.Page.Answers; s.Verdict != "ok" || len(a.Titles) != 1 || a.Titles[0].Answer != "match" || len(a.Authors) != 1 || len(a.Dates) != 1 {
				t.Errorf("after %s %s is %s and answers %+v", r.at, s.URL, s.Verdict, a)
			}
		}
	}
}

// TestCourseOfStaleSources states that many sources whose time is over are asked nothing but whether they
// have changed, by whatever they can be asked it, and that what they were found to be still holds.
func TestCourseOfStaleSources(t *testing.T) {
	n := 300
	if raceEnabled {
		n = 60
	}
	const date = "Tue, 07 May 2024 09:00:00 GMT"
	dated := func(page fetchtest.Reply) fetchtest.Reply {
		page = page.With("Last-Modified", date)
		return fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			if r.Header.Get("If-Modified-Since") == date {
				return fetchtest.Status(304)
			}
			return page
		})
	}
	web := func(web *fetchtest.Web) {
		for i := range n {
			page := tagged("1", harbour(i+1))
			if i%3 == 0 {
				page = dated(harbour(i + 1))
			}
			web.Host(fmt.Sprintf("port%d.example", i+1)).Page("/dues", page)
		}
	}
	c := newCourse(t)
	first, asked := c.check(t, 0, citing(ports(n)...), web, "-f", "json")
	first.expect(t, statusOK)
	if len(asked) != n {
		t.Errorf("%d sources are asked for with %d requests", n, len(asked))
	}
	fresh, asked := c.check(t, time.Hour, citing(ports(n)...), web, "-f", "json")
	fresh.expect(t, statusOK)
	expectRequests(t, asked)
	stale, asked := c.check(t, 9*aDay, citing(ports(n)...), web, "-f", "json")
	stale.expect(t, statusOK)
	if len(asked) != n {
		t.Errorf("%d stale sources are asked for with %d requests", n, len(asked))
	}
	for _, r := range wholeAnswers(asked) {
		t.Errorf("a stale source is asked for as a whole: %s", r)
	}
	before, after := readSources(t, first.stdout), readSources(t, stale.stdout)
	if len(before) != n || len(after) != n {
		t.Fatalf("the reports have %d and %d sources, want %d", len(before), len(after), n)
	}
	for i, s := range after {
		if s.FromCache || s.Verdict != "ok" || s.Status != 304 {
			t.Errorf("%s is %s with status %d, from the cache: %t", s.URL, s.Verdict, s.Status, s.FromCache)
		}
		if d := cmp.Diff(before[i].Page, s.Page); d != "" {
			t.Errorf("what is known of %s has changed, and the page has not (-before +after):\n%s", s.URL, d)
		}
	}
}

// wholeAnswers returns the requests that a server can only answer with the whole.
func wholeAnswers(asked []fetchtest.Request) (whole []fetchtest.Request) {
	for _, r := range asked {
		if r.Header.Get("If-None-Match") == "" && r.Header.Get("If-Modified-Since") == "" {
			whole = append(whole, r)
		}
	}
	return whole
}

// TestCourseOfQuestions states that a question that is new is put to the whole page.
func TestCourseOfQuestions(t *testing.T) {
	c := newCourse(t)
	before := citing(ports(1)...)
	for i, r := range []struct {
		at       time.Duration
		document string
		edition  string
		asked    []string
	}{
		{0, before, "1", []string{"GET https://port1.example/dues"}},
		{time.Hour, strings.Replace(before, "“Harbour dues", "“The harbour dues", 1), "1", []string{"GET https://port1.example/dues"}},
		{2 * time.Hour, strings.Replace(before, "The dues of", "It keeps “the tables of the tides and the ferries”, so the dues of", 1), "1", []string{"GET https://port1.example/dues"}},
		{3 * time.Hour, before, "1", nil},
		{4 * time.Hour, strings.Replace(before, "Anna Lind, ", "", 1), "1", []string{`GET https://port1.example/dues if not "1"`}}, // fewer questions: what is kept answers them
		{9 * aDay, before, "2", []string{`GET https://port1.example/dues if not "1"`}},                                             // it has changed
		{10 * aDay, before, "2", nil},
		{19 * aDay, before, "2", []string{`GET https://port1.example/dues if not "2"`}},
	} {
		o, asked := c.check(t, r.at, r.document, taggedPorts(1, r.edition))
		if o.status != statusOK || !strings.Contains(o.stdout, "1 ok") {
			t.Errorf("run %d ends with %d:\n%s%s", i, o.status, o.stdout, o.stderr)
		}
		if diff := cmp.Diff(r.asked, requested(asked), cmpEmpty); diff != "" {
			t.Errorf("requests of run %d (-want +got):\n%s", i, diff)
		}
	}
}

var cmpEmpty = cmp.Transformer("length", func(s []string) []string { return append([]string{}, s...) })

// TestCourseOfFailures states that what fails is asked in every run, counted once a day, and certain
// after three days.
func TestCourseOfFailures(t *testing.T) {
	c := newCourse(t)
	broken := answering(1, 1, fetchtest.Refused)
	for _, r := range []struct {
		at     time.Duration
		web    func(*fetchtest.Web)
		args   string
		status int
		says   string
	}{
		{0, broken, "", statusOK, "failing since 2000-01-01, 1 of 3: https://port1.example/dues [health/unreachable]"},
		{time.Hour, broken, "", statusOK, "1 of 3"},
		{aDay, broken, "", statusOK, "failing since 2000-01-01, 2 of 3"},
		{2 * aDay, broken, "", statusOK, "failing since 2000-01-01, 2 of 3"},
		{3*aDay + time.Hour, broken, "--state off", statusOK, "[health/unreachable]"},
		{3*aDay + time.Hour, broken, "", statusFindings, "error: the connection was refused, twice; failing since 2000-01-01, 3 of 3: https://port1.example/dues [health/down]"},
		{4 * aDay, answering(1, 0, 0), "", statusOK, "1 ok"},
		{4*aDay + time.Hour, broken, "", statusOK, "1 ok"}, // it is kept
		{13 * aDay, broken, "", statusOK, "failing since 2000-01-14, 1 of 3"},
	} {
		o, _ := c.check(t, r.at, citing(ports(1)...), r.web, strings.Fields(r.args)...)
		o.expect(t, r.status, r.says)
	}
}

// TestConfirmation states that the configuration says how many failures over what time are certain,
// and that health/failing goes by it, too.
func TestConfirmation(t *testing.T) {
	gone := func(web *fetchtest.Web) { web.Host("port1.example").Page("/", harbour(0)) }
	for _, r := range []struct {
		config string
		at     time.Duration // after it was good
		says   string
	}{
		{"", 2 * aDay, "[health/failing]"},
		{"", 4 * aDay, "[health/dead]"},
		{"confirm: {failures: 3, span: 24h}\n", 2 * aDay, "[health/dead]"},
		{"confirm: {failures: 3, span: 120h}\n", 4 * aDay, "[health/failing]"},
		{"confirm: {failures: 1, span: 0s}\n", time.Hour, "[health/dead]"},
	} {
		t.Run(strings.TrimSpace(r.config)+" after "+r.at.String(), func(t *testing.T) {
			c := newCourse(t)
			if r.config != "" {
				c.config = "version: 1\n" + r.config
			}
			o, _ := c.check(t, 0, citing(ports(1)...), answering(1, 0, 0))
			o.expect(t, statusOK)
			o, _ = c.check(t, r.at, citing(ports(1)...), gone, "--max-age", "0")
			if !strings.Contains(o.stdout, r.says) {
				t.Errorf("the report does not say %s:\n%s%s", r.says, o.stdout, o.stderr)
			}
		})
	}
}

// TestCourseAfterInterrupt states that a run after one that was interrupted asks only what is
// missing, and what failed.
func TestCourseAfterInterrupt(t *testing.T) {
	const n, before = 12, 5
	c := newCourse(t)
	web := func(web *fetchtest.Web) {
		answering(n, 0, 0)(web)
		web.Host("down.example").Page("/", fetchtest.Status(500))
	}
	document := citing(append(ports(n), "https://down.example/")...)
	var answered sync.Map
	var count atomic.Int32
	c.wrap = func(f checker.Fetcher, cancel context.CancelFunc) checker.Fetcher {
		return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
			var number int
			if fmt.Sscanf(q.URL, "https://port%d.example", &number); number > before {
				<-ctx.Done()
			}
			r, err := f.Fetch(ctx, q)
			if r.Verdict == checker.OK {
				answered.Store(q.URL, true)
			}
			if !r.Checked.IsZero() && count.Add(1) == before+1 {
				cancel()
			}
			return r, err
		})
	}
	o, _ := c.check(t, 0, document, web)
	o.expect(t, statusInterrupted, fmt.Sprintf("%d ok, 1 unreachable", before))
	c.wrap = nil
	o, asked := c.check(t, time.Minute, document, web)
	o.expect(t, statusOK, fmt.Sprintf("%d ok, 1 unreachable", n))
	missing := map[string]bool{"GET https://down.example/": true}
	for _, p := range ports(n) {
		if _, ok := answered.Load(p); !ok {
			missing["GET "+p] = true
		}
	}
	got := map[string]bool{}
	for _, r := range requested(asked) {
		got[r] = true
	}
	if diff := cmp.Diff(missing, got); diff != "" {
		t.Errorf("requests of the second run (-want +got):\n%s", diff)
	}
}

// TestCourseWithoutMemory states that --cache off asks everything again, and --state off counts
// nothing.
func TestCourseWithoutMemory(t *testing.T) {
	c := newCourse(t)
	web := func(web *fetchtest.Web) {
		taggedPorts(1, "1")(web)
		web.Host("port2.example").Fault(fetchtest.Refused)
	}
	document := citing(ports(2)...)
	for _, args := range [][]string{{"--cache", "off", "--state", "off"}, {"--no-cache"}} {
		for day := range 5 {
			o, asked := c.check(t, time.Duration(day)*aDay, document, web, args...)
			expectRequests(t, asked, "GET https://port1.example/dues")
			if counted := strings.Contains(o.stdout, "failing since"); counted != (len(args) == 1) && day < 3 {
				t.Errorf("%v on day %d:\n%s", args, day, o.stdout)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(c.dir, ".citelint", "cache.db")); err == nil {
		t.Error("there is a cache, which was off")
	}
}

// TestTwoAtOnce states that two runs at once over one memory both end well, that both are remembered,
// and that together they are one look a source.
func TestTwoAtOnce(t *testing.T) {
	const n = 30
	c := newCourse(t)
	web := func(web *fetchtest.Web) {
		for i := range n {
			web.Host(fmt.Sprintf("port%d.example", i+1)).Page("/dues", harbour(i+1).After(time.Duration(i)*100*time.Millisecond))
		}
		web.Host("down.example").Fault(fetchtest.Refused)
	}
	c.write(t, "one.md", citing(append(ports(20), "https://down.example/")...))
	c.write(t, "two.md", citing(append(ports(n)[10:], "https://down.example/")...))
	synctest.Test(t, func(t *testing.T) {
		var both sync.WaitGroup
		for _, name := range []string{"one.md", "two.md"} {
			both.Go(func() {
				o, _ := c.invoke(t, web, "check", "--today", "2026-03-02", name)
				if o.status != statusOK || !strings.Contains(o.stdout, "20 ok, 1 unreachable") || o.stderr != "" {
					t.Errorf("the check of %s ends with %d:\n%s%s", name, o.status, o.stdout, o.stderr)
				}
			})
		}
		both.Wait()
	})
	for _, name := range []string{"one.md", "two.md"} {
		o, asked := c.run(t, time.Hour, web, "check", "--today", "2026-03-02", name)
		o.expect(t, statusOK, "20 ok, 1 unreachable", "failing since 2000-01-01, 1 of 3")
		expectRequests(t, asked)
	}
}

// TestSettingsThatChangeAnswers states that what was kept does not answer for settings under which the
// web may answer otherwise.
func TestSettingsThatChangeAnswers(t *testing.T) {
	c := newCourse(t)
	for i, r := range []struct {
		args  string
		again bool
	}{
		{"", true},
		{"--timeout 5s --per-host 1 --budget 1m", false},
		{"--robots respect", true},
		{"--robots respect", false},
		{"--allow-private 10.0.0.0/8", true},
		{"", true}, // one setting is remembered at a time
	} {
		o, asked := c.check(t, time.Duration(i)*time.Hour, citing(ports(1)...), taggedPorts(1, "1"), strings.Fields(r.args)...)
		o.expect(t, statusOK, "1 ok")
		if again := slices.Contains(requested(asked), "GET https://port1.example/dues"); again != r.again {
			t.Errorf("run %d (%s) asks %q, want it to ask for the page: %t", i, r.args, requested(asked), r.again)
		}
	}
}

// TestLookRemembers states that a look says what earlier runs saw, and counts as one of them; that it
// asks, whatever is cached; and that a look that is interrupted is none.
func TestLookRemembers(t *testing.T) {
	const port = "https://port1.example/dues"
	c := newCourse(t)
	look := func(at time.Duration, web func(*fetchtest.Web), status int, says ...string) {
		t.Helper()
		var o outcome
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(at)
			o, _ = c.invokeWith(t, web, "look", "--state", ".citelint/state.db", port)
		})
		o.expect(t, status, says...)
	}
	good, gone := answering(1, 0, 0), func(web *fetchtest.Web) { web.Host("port1.example").Page("/", harbour(0)) }
	check := func(at time.Duration, web func(*fetchtest.Web), says string) {
		t.Helper()
		o, _ := c.check(t, at, citing(port), web)
		o.expect(t, o.status, says)
	}
	check(0, good, "1 ok")
	look(aDay, gone, statusFindings, "\n  first seen 2000-01-01\n", "\n  last good  2000-01-01\n", "\n  failing    since 2000-01-02, 1 of 3\n",
		"\n  changes    2000-01-01 ok\n             2000-01-02 dead\n")
	look(3*aDay, gone, statusFindings, "since 2000-01-02, 2 of 3")
	check(20*aDay, gone, "failing since 2000-01-02, 3 of 3")
	look(21*aDay, good, statusOK, "2000-01-22 ok")
	look(22*aDay, good, statusOK, "first seen 2000-01-01", "last good  2000-01-23", "11. good: status 200")
	if _, err := os.Stat(filepath.Join(c.dir, ".citelint", "cache.db")); err != nil {
		t.Errorf("the runs had no cache: %v", err)
	}
}

// A remembered is what a JSON report says of a source.
type remembered struct {
	URL, Verdict, FirstSeen string
	Status                  int
	FromCache               bool
	Changes                 []struct{ Time, Verdict string }
	Page                    struct {
		Answers struct {
			Titles         []struct{ Answer string }
			Authors, Dates []struct{ Answer string }
		}
	}
}

func readSources(t *testing.T, text string) []remembered {
	t.Helper()
	var r struct{ Sources []remembered }
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("the report is no JSON: %v\n%s", err, text)
	}
	return r.Sources
}

// TestCourseOfDrift states that a page whose text was replaced, and whose title is gone, is told of as
// long as it is so; and that a look says it.
func TestCourseOfDrift(t *testing.T) {
	const port = "https://port1.example/dues"
	c := newCourse(t)
	text := func(topic string) string {
		var b strings.Builder
		for i := range 90 {
			fmt.Fprintf(&b, "%s%d ", topic, i)
		}
		return b.String()
	}
	web := func(title, topic string) func(*fetchtest.Web) {
		return func(web *fetchtest.Web) {
			web.Host("port1.example").Page("/dues", fetchtest.HTML(title, "By Anna Lind. 3 May 2024.", text(topic)))
		}
	}
	const title = "Harbour dues of port 1"
	for _, r := range []struct {
		at   time.Duration
		web  func(*fetchtest.Web)
		says string // empty: no finding
	}{
		{0, web(title, "dues"), ""},
		{10 * aDay, web(title, "dues"), ""},
		{20 * aDay, web("Casino bonus codes for today", "bonus"), "another text stands there than on 2000-01-01; not there any more: “Harbour dues of port 1”: " + port + " [match/changed]"},
		{20*aDay + time.Hour, web("Casino bonus codes for today", "bonus"), "[match/changed]"}, // from the cache
		{30 * aDay, web("Casino bonus codes for today", "bonus"), "[match/changed]"},
		{40 * aDay, web(title, "dues"), ""},
	} {
		o, _ := c.check(t, r.at, citing(port), r.web)
		if r.says == "" {
			o.lacks(t, "[match/changed]")
			continue
		}
		o.expect(t, o.status, r.says)
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(50 * aDay)
		o, _ := c.invokeWith(t, web("Casino bonus codes for today", "bonus"), "look", "--state", ".citelint/state.db", "--title", title, port)
		o.expect(t, statusOK, "\n  text       replaced since 2000-01-01: 0 % alike\n             “Harbour dues of port 1” is not there any more\n")
	})
}

package archive_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/archive"
)

// An answer is what an address of the invented registries says.
type answer struct {
	status int
	body   string
	header string // "Name: value", one line
	err    error
}

// registries are invented registries of identifiers: for each address the answers in order, the last
// for good. What is not there is 404.
type registries struct {
	mu      sync.Mutex
	answers map[string][]answer
	asked   []string
	times   []time.Time
	queries []string
	under   map[string]int
	most    int // requests at one host at a time
}

func (w *registries) transport(query string) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		url := req.URL.String()
		w.mu.Lock()
		w.asked, w.times, w.queries = append(w.asked, url), append(w.times, time.Now()), append(w.queries, query)
		if w.under == nil {
			w.under = map[string]int{}
		}
		w.under[req.URL.Host]++
		w.most = max(w.most, w.under[req.URL.Host])
		a := answer{status: 404, body: "<html>DOI Not Found</html>"}
		if left := w.answers[url]; len(left) > 0 {
			a = left[0]
			if len(left) > 1 {
				w.answers[url] = left[1:]
			}
		}
		w.mu.Unlock()
		time.Sleep(50 * time.Millisecond)
		w.mu.Lock()
		w.under[req.URL.Host]--
		w.mu.Unlock()
		if a.err != nil {
			return nil, a.err
		}
		h := http.Header{}
		if name, value, ok := strings.Cut(a.header, ": "); ok {
			h.Set(name, value)
		}
		if a.status == 0 {
			a.status = 200
		}
		return &http.Response{StatusCode: a.status, Header: h, Body: io.NopCloser(bytes.NewReader([]byte(a.body)))}, nil
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// ok is the web behind the registries, where every page is good.
var ok = checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
	return checker.Result{Query: q, Verdict: checker.OK, Status: 200}, nil
})

// inRegistries runs a test on invented registries in virtual time.
func inRegistries(t *testing.T, answers map[string][]answer, test func(t *testing.T, w *registries, r *archive.Registries)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &registries{answers: answers}
		test(t, w, &archive.Registries{Fetcher: ok, Transport: w.transport})
	})
}

// recordOf looks at an address and returns its record.
func recordOf(t *testing.T, r *archive.Registries, q checker.Query) *checker.Record {
	t.Helper()
	res, err := r.Fetch(t.Context(), q)
	if err != nil {
		t.Fatalf("looking at %s: %v", q.URL, err)
	}
	return res.Page.Record
}

func always(body string) []answer { return []answer{{body: body}} }

const (
	salt = `{"DOI":"10.5555/jot.2019.12","type":"article-journal","source":"Crossref","title":"Salt and the Sea Wall",
		"author":[{"given":"Anna","family":"Roe","sequence":"first"}],"container-title":"Journal of Tides","issued":{"date-parts":[[2019,4]]}}`
	saltAddr = "https://doi.org/10.5555/jot.2019.12"
	raAddr   = "https://doi.org/doiRA/10.5555/jot.2019.12"
)

// TestDOI holds what each way of answering for a DOI comes to.
func TestDOI(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers map[string][]answer
		want    string // state, registry and title or reason
		asked   int
	}{
		{"the resolver has it", map[string][]answer{saltAddr: always(salt)}, "found Crossref: Salt and the Sea Wall", 1},
		{
			"the resolver sends on to the agency",
			map[string][]answer{
				saltAddr: {{status: 302, header: "Location: https://data.crossref.org/10.5555%2Fjot.2019.12"}},
				"https://data.crossref.org/10.5555%2Fjot.2019.12": always(salt),
			},
			"found Crossref: Salt and the Sea Wall", 2,
		},
		{
			"an agency without a name in its record",
			map[string][]answer{
				saltAddr:                   {{status: 303, header: "Location: https://data.medra.org/x"}},
				"https://data.medra.org/x": always(`{"title":"Salt"}`),
			},
			"found mEDRA: Salt", 2,
		},
		{"not registered, said twice", map[string][]answer{raAddr: always(`[{"DOI":"10.5555/jot.2019.12","status":"DOI does not exist"}]`)}, "none doi.org: ", 2},
		{"not registered, said once", map[string][]answer{raAddr: {{status: 503}}}, "unknown doi.org: doi.org answered 404", 3},
		{"the resolver contradicts itself", map[string][]answer{raAddr: always(`[{"DOI":"10.5555/jot.2019.12","RA":"KISTI"}]`)}, "unknown KISTI: doi.org answered 404", 2},
		{
			"406, then Crossref", map[string][]answer{
				saltAddr: {{status: 406}}, raAddr: always(`[{"DOI":"10.5555/jot.2019.12","RA":"Crossref"}]`),
				"https://api.crossref.org/works/10.5555/jot.2019.12": always(`{"status":"ok","message":{"title":["Salt and the Sea Wall"],"issued":{"date-parts":[[2019]]}}}`),
			},
			"found Crossref: Salt and the Sea Wall", 3,
		},
		{
			"a page in place of a record, then DataCite", map[string][]answer{
				saltAddr: always("<html><title>Salt</title></html>"), raAddr: always(`[{"DOI":"10.5555/jot.2019.12","RA":"DataCite"}]`),
				"https://api.datacite.org/dois/10.5555/jot.2019.12": always(`{"data":{"attributes":{"titles":[{"title":"Salt counts"}],"publicationYear":2019}}}`),
			},
			"found DataCite: Salt counts", 3,
		},
		{
			"a publisher's page is not asked for", map[string][]answer{
				saltAddr: {{status: 302, header: "Location: https://publisher.example/salt"}}, raAddr: always(`[{"RA":"EIDR"}]`),
				"https://publisher.example/salt": always(salt),
			},
			"unknown EIDR: doi.org gives no record in this form", 2,
		},
		{"503, and the agency, too", map[string][]answer{saltAddr: {{status: 503}}, raAddr: {{status: 503}}}, "unknown doi.org: doi.org answered 503", 4},
		{"503 once", map[string][]answer{saltAddr: {{status: 503}, {body: salt}}}, "found Crossref: Salt and the Sea Wall", 2},
		{"429 once", map[string][]answer{saltAddr: {{status: 429, header: "Retry-After: 3"}, {body: salt}}}, "found Crossref: Salt and the Sea Wall", 2},
		{"429 twice", map[string][]answer{saltAddr: {{status: 429}}}, "unknown doi.org: doi.org answered 429 twice", 2},
		{"429 for a day", map[string][]answer{saltAddr: {{status: 429, header: "Retry-After: 86400"}}}, "unknown doi.org: doi.org asked us to wait for 24h0m0s", 1},
		{"no answer", map[string][]answer{saltAddr: {{err: errors.New("refused")}}, raAddr: {{err: errors.New("refused")}}}, "unknown doi.org: refused", 4},
		{"null", map[string][]answer{saltAddr: always("null")}, "unknown doi.org: doi.org answered, and it is no record", 2},
		{"an empty object", map[string][]answer{saltAddr: always(`{"title":null,"author":[]}`)}, "unknown doi.org: doi.org answered, and it is no record", 2},
		{"10 MB", map[string][]answer{saltAddr: always(`{"title":"` + strings.Repeat("a", 10<<20) + `"}`)}, "unknown doi.org: doi.org answered, and it is no JSON", 2},
		{"deep nesting", map[string][]answer{saltAddr: always(strings.Repeat("[", 1<<20))}, "unknown doi.org: doi.org answered, and it is no JSON", 2},
		{"a circle", map[string][]answer{saltAddr: {{status: 302, header: "Location: " + saltAddr}}}, "unknown doi.org: doi.org sends on more than 5 times", 6},
		{"two agencies answer, and the first counts", map[string][]answer{
			saltAddr: always(salt), raAddr: always(`[{"RA":"DataCite"}]`),
			"https://api.datacite.org/dois/10.5555/jot.2019.12": always(`{"data":{"attributes":{"titles":[{"title":"Mud"}]}}}`),
		}, "found Crossref: Salt and the Sea Wall", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			inRegistries(t, c.answers, func(t *testing.T, w *registries, r *archive.Registries) {
				record := recordOf(t, r, checker.Query{URL: "https://doi.org/10.5555/JOT.2019.12"})
				got := string(record.State) + " " + record.Registry + ": " + record.Why + strings.Join(record.Titles, " / ")
				if got != c.want {
					t.Errorf("the record is\n%q, want\n%q", got, c.want)
				}
				if len(w.asked) != c.asked {
					t.Errorf("%d requests, want %d: %q", len(w.asked), c.asked, w.asked)
				}
				if record.Identifier != "doi:10.5555/jot.2019.12" {
					t.Errorf("the record is that of %q", record.Identifier)
				}
				if dated := !record.Asked.IsZero(); dated != (record.State != checker.RecordUnknown) {
					t.Errorf("that it was asked is dated: %t", dated)
				}
			})
		})
	}
}

// TestSecond429EndsTheRun holds that a registry which refuses twice is asked no more, and the others
// are.
func TestSecond429EndsTheRun(t *testing.T) {
	answers := map[string][]answer{
		"https://doi.org/10.5555/a": {{status: 429, header: "Retry-After: 2"}, {body: salt}},
		"https://doi.org/10.5555/b": {{status: 429}},
		"https://doi.org/10.5555/c": always(salt),
		"https://export.arxiv.org/api/query?id_list=2401.01234&max_results=1": always(feed("2401.01234v1", "Salt")),
	}
	inRegistries(t, answers, func(t *testing.T, w *registries, r *archive.Registries) {
		var states []checker.RecordState
		for _, url := range []string{"https://doi.org/10.5555/a", "https://doi.org/10.5555/b", "https://doi.org/10.5555/c", "https://arxiv.org/abs/2401.01234"} {
			states = append(states, recordOf(t, r, checker.Query{URL: url}).State)
		}
		want := []checker.RecordState{checker.RecordFound, checker.RecordUnknown, checker.RecordUnknown, checker.RecordFound}
		if diff := cmp.Diff(want, states); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		if w.times[1].Sub(w.times[0]) < 2*time.Second {
			t.Errorf("the registry asked us to wait for 2 s, and was asked again after %s", w.times[1].Sub(w.times[0]))
		}
		if n := len(w.asked); n != 4 {
			t.Errorf("%d requests, want 4: %q", n, w.asked)
		}
	})
}

// TestPace holds that a registry sees one request at a time, each so long after the one before as it
// asks for.
func TestPace(t *testing.T) {
	answers := map[string][]answer{}
	var queries []checker.Query
	for _, n := range []string{"1", "2", "3", "4"} {
		answers["https://doi.org/10.5555/"+n] = []answer{{body: salt}}
		answers["https://export.arxiv.org/api/query?id_list=2401.0000"+n+"&max_results=1"] = always(feed("2401.0000"+n+"v1", "Salt"))
		queries = append(queries, checker.Query{URL: "https://doi.org/10.5555/" + n}, checker.Query{URL: "https://arxiv.org/abs/2401.0000" + n})
	}
	inRegistries(t, answers, func(t *testing.T, w *registries, r *archive.Registries) {
		var all sync.WaitGroup
		for _, q := range append(queries, queries...) { // each twice: two citations of one work
			all.Go(func() { recordOf(t, r, q) })
		}
		all.Wait()
		if w.most != 1 {
			t.Errorf("%d requests at once at one registry", w.most)
		}
		if len(w.asked) != len(queries) {
			t.Errorf("%d requests for %d identifiers", len(w.asked), len(queries))
		}
		last := map[bool]time.Time{}
		for i, url := range w.asked {
			isArXiv := strings.Contains(url, "arxiv")
			least := map[bool]time.Duration{true: 3 * time.Second, false: 200 * time.Millisecond}[isArXiv]
			if before, ok := last[isArXiv]; ok && w.times[i].Sub(before) < least {
				t.Errorf("%s was asked %s after the one before", url, w.times[i].Sub(before))
			}
			last[isArXiv] = w.times[i]
		}
	})
}

// TestRateLimitHeader holds that what Crossref tells of its limits slows us down.
func TestRateLimitHeader(t *testing.T) {
	limited := answer{status: 406}
	answers := map[string][]answer{}
	for _, n := range []string{"1", "2"} {
		answers["https://doi.org/10.5555/"+n] = []answer{limited}
		answers["https://doi.org/doiRA/10.5555/"+n] = always(`[{"RA":"Crossref"}]`)
		answers["https://api.crossref.org/works/10.5555/"+n] = []answer{{body: `{"message":` + salt + `}`, header: "X-Rate-Limit-Limit: 1"}}
	}
	inRegistries(t, answers, func(t *testing.T, w *registries, r *archive.Registries) {
		r.Transport = func(query string) http.RoundTripper {
			return roundTrip(func(req *http.Request) (*http.Response, error) {
				resp, err := w.transport(query).RoundTrip(req)
				if err == nil && resp.Header.Get("X-Rate-Limit-Limit") != "" {
					resp.Header.Set("X-Rate-Limit-Interval", "9s")
				}
				return resp, err
			})
		}
		recordOf(t, r, checker.Query{URL: "https://doi.org/10.5555/1"})
		recordOf(t, r, checker.Query{URL: "https://doi.org/10.5555/2"})
		if between := w.times[5].Sub(w.times[2]); between < 9*time.Second {
			t.Errorf("one request in 9 s is allowed, and the second came after %s", between)
		}
	})
}

// TestOffWhenDown holds that a registry which fails in a row does not hold up the run.
func TestOffWhenDown(t *testing.T) {
	inRegistries(t, nil, func(t *testing.T, w *registries, r *archive.Registries) {
		w.answers = map[string][]answer{}
		var queries []checker.Query
		for i := range 100 {
			url := "https://doi.org/10.5555/" + strings.Repeat("x", i+1)
			w.answers[url] = []answer{{status: 500}}
			w.answers[strings.Replace(url, ".org/", ".org/doiRA/", 1)] = []answer{{status: 500}}
			queries = append(queries, checker.Query{URL: url})
		}
		for _, q := range queries {
			if got := recordOf(t, r, q); got.State != checker.RecordUnknown {
				t.Errorf("%s is %s", q.URL, got.State)
			}
		}
		if len(w.asked) > 6 {
			t.Errorf("a registry that only fails was asked %d times", len(w.asked))
		}
	})
}

// TestBudget holds that the run's end is not passed.
func TestBudget(t *testing.T) {
	inRegistries(t, map[string][]answer{saltAddr: {{status: 429, header: "Retry-After: 50"}}}, func(t *testing.T, _ *registries, r *archive.Registries) {
		r.Budget = 10 * time.Second
		began := time.Now()
		record := recordOf(t, r, checker.Query{URL: saltAddr})
		if took := time.Since(began); took > 11*time.Second || record.State != checker.RecordUnknown || record.Why != "the budget of the run ended" {
			t.Errorf("after %s the record is %s: %s", took, record.State, record.Why)
		}
	})
}

// memory keeps records in a map.
type memory struct {
	mu   sync.Mutex
	kept map[string]checker.Record
}

func (m *memory) Record(key string) (checker.Record, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[key]
	return r, ok
}

func (m *memory) KeepRecord(key string, r checker.Record) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[key] = r
}

// TestMemory holds that what was found is not asked again in the next run, and that what is unknown or
// not registered is.
func TestMemory(t *testing.T) {
	answers := map[string][]answer{
		saltAddr:                    always(salt),
		"https://doi.org/10.5555/b": {{status: 429, header: "Retry-After: 999"}},
		"https://export.arxiv.org/api/query?id_list=2401.99999&max_results=1": always(emptyFeed),
	}
	urls := []string{saltAddr, "https://arxiv.org/abs/2401.99999", "https://doi.org/10.5555/b"}
	kept := &memory{kept: map[string]checker.Record{}}
	inRegistries(t, answers, func(t *testing.T, w *registries, r *archive.Registries) {
		for range 2 {
			run := &archive.Registries{Fetcher: ok, Transport: w.transport, Memory: kept}
			for _, url := range urls {
				recordOf(t, run, checker.Query{URL: url})
			}
		}
		if len(kept.kept) != 1 {
			t.Errorf("%d records are kept, want that of the one that was found: %v", len(kept.kept), kept.kept)
		}
		want := []string{
			saltAddr, "https://export.arxiv.org/api/query?id_list=2401.99999&max_results=1", "https://export.arxiv.org/api/query?id_list=2401.99999&max_results=1",
			"https://doi.org/10.5555/b",
		}
		if diff := cmp.Diff(append(append([]string{}, want...), want[1:]...), w.asked); diff != "" {
			t.Errorf("two runs asked (-want +got):\n%s", diff)
		}
	})
}

// TestNothingToAsk holds whom nobody asks.
func TestNothingToAsk(t *testing.T) {
	work := []checker.Work{{Title: "Salt and the Sea Wall", Author: "Roe", Year: 2019}}
	for _, c := range []struct {
		name   string
		query  checker.Query
		result checker.Result
		titles bool
	}{
		{"a page without an identifier", checker.Query{URL: "https://sund.example/salt", Works: work}, checker.Result{Verdict: checker.OK}, false},
		{"a private page", checker.Query{URL: "https://wiki.sund.example/salt", Works: work}, checker.Result{Verdict: checker.OK}, true},
		{"a page that was not asked for", checker.Query{URL: "https://sund.example/salt", Works: work}, checker.Result{Verdict: checker.Skipped}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			inRegistries(t, nil, func(t *testing.T, w *registries, r *archive.Registries) {
				r.Fetcher = checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
					c.result.Query = q
					return c.result, nil
				})
				r.Titles = c.titles
				r.Private = func(url string) bool { return strings.Contains(url, "//wiki.") }
				if got := recordOf(t, r, c.query); got != nil || len(w.asked) > 0 {
					t.Errorf("the record is %v, and asked was %q", got, w.asked)
				}
			})
		})
	}
}

// TestDenied holds that a DOI which the resolver has denied already is asked for once more.
func TestDenied(t *testing.T) {
	inRegistries(t, map[string][]answer{raAddr: always(`[{"DOI":"10.5555/jot.2019.12","status":"DOI does not exist"}]`)}, func(t *testing.T, w *registries, r *archive.Registries) {
		r.Fetcher = checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
			return checker.Result{Query: q, Verdict: checker.Dead, Cause: checker.CauseNoSuchDOI}, nil
		})
		if got := recordOf(t, r, checker.Query{URL: saltAddr}); got.State != checker.RecordNone {
			t.Errorf("the record is %+v", got)
		}
		if diff := cmp.Diff([]string{raAddr}, w.asked); diff != "" {
			t.Errorf("asked (-want +got):\n%s", diff)
		}
	})
}

// TestQueryIsTold holds that a request says for which query it is.
func TestQueryIsTold(t *testing.T) {
	inRegistries(t, map[string][]answer{saltAddr: always(salt)}, func(t *testing.T, w *registries, r *archive.Registries) {
		recordOf(t, r, checker.Query{URL: "http://dx.doi.org/10.5555/jot.2019.12"})
		if diff := cmp.Diff([]string{"http://dx.doi.org/10.5555/jot.2019.12"}, w.queries); diff != "" {
			t.Errorf("told queries (-want +got):\n%s", diff)
		}
	})
}

// TestErrorOfTheWeb holds that our own failure to look stays one.
func TestErrorOfTheWeb(t *testing.T) {
	broken := errors.New("broken")
	r := &archive.Registries{Fetcher: checker.FetcherFunc(func(context.Context, checker.Query) (checker.Result, error) { return checker.Result{}, broken })}
	if _, err := r.Fetch(t.Context(), checker.Query{URL: saltAddr}); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
}

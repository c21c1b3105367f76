package report_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// TestDecisionEnds states that for every verdict exactly the last step decides, with something to say.
func TestDecisionEnds(t *testing.T) {
	wall := []checker.Signal{{Kind: checker.SignalWall, Decisive: true, Evidence: "cf-mitigated: challenge"}}
	for _, c := range []struct {
		result  checker.Result
		signals []checker.Signal
		last    string
	}{
		{checker.Result{Verdict: checker.OK, Status: 200}, nil, "good: yes"},
		{checker.Result{Verdict: checker.OK, Status: 403, Evidence: []string{"registered DOI"}}, nil, "good: registered DOI"},
		{checker.Result{Verdict: checker.Moved, Cause: checker.CausePermanent, Status: 200}, nil, "moved: permanent"},
		{checker.Result{Verdict: checker.Dead, Cause: checker.CauseNotFound, Status: 404, Evidence: []string{"status 404"}}, nil, "status: status 404"},
		{checker.Result{Verdict: checker.Dead, Cause: checker.CauseNoSuchHost}, nil, "network: no-such-host"},
		{checker.Result{Verdict: checker.SoftDead, Cause: checker.CauseSoft404, Status: 200}, nil, "error page that says 200: soft-404"},
		{checker.Result{Verdict: checker.SoftDead, Cause: checker.CausePlaceholderPage, Status: 200}, nil, "parked or a server's default page: placeholder-page"},
		{checker.Result{Verdict: checker.Parked, Cause: checker.CauseParked, Status: 200}, nil, "parked or a server's default page: parked"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseBotWall, Status: 200}, wall, "a wall's mark: bot-wall"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseBotWall, Status: 418}, nil, "status: bot-wall"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseLogin, Status: 401}, nil, "status: behind a login: open it yourself"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseLogin, Status: 200}, nil, "login or consent page: behind a login: open it yourself"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseLegal, Status: 451}, nil, "status: withheld for legal reasons: open it yourself"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseLegal, Status: 200}, nil, "login or consent page: withheld for legal reasons: open it yourself"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseLogin, Evidence: []string{"the host asks for a certificate of the reader"}}, nil, "network: the host asks for a certificate of the reader"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseScriptOnly, Status: 200}, nil, "page that only a browser can build: whose page only a browser can build: open it yourself"},
		{checker.Result{Verdict: checker.Blocked, Cause: checker.CauseRateLimit}, nil, "asked: rate-limit"},
		{checker.Result{Verdict: checker.Unreachable, Cause: checker.CauseTimeout}, nil, "network: timeout"},
		{checker.Result{Verdict: checker.Unreachable, Cause: checker.CauseRedirectLoop, Status: 302}, nil, "network: redirect-loop"},
		{checker.Result{Verdict: checker.Unreachable, Cause: checker.CauseServerError, Status: 503}, nil, "status: server-error"},
		{checker.Result{Verdict: checker.Insecure, Cause: checker.CauseTLSName}, nil, "network: tls-name"},
		{checker.Result{Verdict: checker.Skipped, Cause: checker.CauseHostRule}, nil, "asked: skipped by a host rule"},
		{checker.Result{Verdict: checker.Unchecked, Cause: checker.CauseCaptivePortal, Status: 511}, nil, "status: not reached: a login page of our network stood before it"},
		{checker.Result{Verdict: checker.Unchecked, Cause: checker.CauseNetworkDown}, nil, "network: not reached: our network failed"},
	} {
		steps := report.Decision(&c.result, c.signals)
		for i, s := range steps {
			if s.Decides != (i == len(steps)-1) || s.Saw == "" || s.Name == "" {
				t.Errorf("%s, %s: step %d is %+v; only the last decides, and each says something", c.result.Verdict, c.result.Cause, i+1, s)
			}
		}
		if last := steps[len(steps)-1]; last.Name+": "+last.Saw != c.last {
			t.Errorf("%s, %s: the last step is %q, want %q", c.result.Verdict, c.result.Cause, last.Name+": "+last.Saw, c.last)
		}
	}
}

func ferries() report.Look {
	long := strings.Repeat("the ferries of the northern fjord ", 12)
	return report.Look{
		Asked: "https://ferries.example/a?token=0123456789abcdef",
		Result: &checker.Result{
			Query:   checker.Query{URL: "https://ferries.example/a?token=0123456789abcdef", Titles: []string{"Ferries"}},
			Verdict: checker.Unreachable, Cause: checker.CauseServerError, Status: 503,
			Evidence: []string{"status 503", long}, Instead: "https://ferries.example/b",
			LastGood: time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC), FailingSince: time.Date(2026, 2, 27, 8, 0, 0, 0, time.UTC), Strikes: 2,
			Page: checker.Page{
				URL: "https://ferries.example/" + strings.Repeat("deep/", 30), Authors: []string{"Lind, Anna", "Voss, Rolf"},
				Published: checker.Date{EDTF: "2024-05-03", Text: "3 May 2024"}, Words: 12, Size: 100, Partial: true, Paywall: true,
				Answers: checker.Answers{Titles: []checker.TitleAnswer{{Asked: "Ferries", Answer: "match", Score: 1, Found: strings.Repeat("渡轮", 40), Where: "h1"}}},
			},
		},
		Signals: []checker.Signal{{Kind: checker.SignalShape, Evidence: "12 visible words"}},
		Titles:  []checker.Statement{{Where: "h1", Text: long}, {Where: "title", Text: "Ferries"}},
		Requests: []report.Request{
			{For: "source", URL: "https://ferries.example/a?token=0123456789abcdef", Attempt: 1, Status: 503, Header: []report.Field{{Name: "Retry-After", Value: "2"}}},
			{For: "source", URL: "https://ferries.example/a?token=0123456789abcdef", Attempt: 2, Wait: 2 * time.Second, Failure: "the connection was reset"},
			{For: "front page", URL: "https://ferries.example/", Attempt: 1, Status: 200, TLS: "tls 1.3", Took: 340 * time.Millisecond},
		},
	}
}

func TestLookText(t *testing.T) {
	var b bytes.Buffer
	if err := report.LookText(&b, []report.Look{ferries(), ferries()}, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"https://ferries.example/a?token=***\n  verdict    unreachable (server-error): no usable answer\n  seen       status 503\n",
		"\n  write      https://ferries.example/b\n",
		"\n  last good  2026-02-01\n  failing    since 2026-02-27, 2 of 3\n",
		"\n   1. 503  https://ferries.example/a?token=***  0.0 s\n           retry-after: 2\n",
		"\n   2. –    https://ferries.example/a?token=***  0.0 s\n           attempt 2, 2s after the one before\n           the connection was reset\n",
		"\n   3. 200  https://ferries.example/ (front page)  0.3 s\n           tls 1.3\n",
		"\n  authors    Lind, Anna; Voss, Rolf\n",
		"\n  published  2024-05-03 (“3 May 2024”)\n",
		"\n  read       100 bytes, 12 visible words; not read to its end\n  paywall    the page says itself that it is not free\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the look does not say %q:\n%s", want, b.String())
		}
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 80 && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "deep/") && !strings.Contains(line, "渡") {
			t.Errorf("a line of words has %d columns:\n%s", n, line)
		}
	}
}

// TestLookSchema holds the JSON of looks to the schema, with nothing allowed that it does not name.
func TestLookSchema(t *testing.T) {
	schema := shut(t, report.LookSchema())
	bare := report.Look{Asked: "https://ferries.example/", Result: &checker.Result{Query: checker.Query{URL: "https://ferries.example/"}, Verdict: checker.OK}}
	for _, looks := range [][]report.Look{nil, {bare}, {ferries(), bare}} {
		var b bytes.Buffer
		if err := report.LookJSON(&b, looks, "1"); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatalf("the JSON of %d looks cannot be read: %v", len(looks), err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("the JSON of %d looks is not what the schema says: %v", len(looks), err)
		}
	}
}

// TestLookWriters states that a destination's error comes back, whenever it comes.
func TestLookWriters(t *testing.T) {
	looks := []report.Look{ferries()}
	for name, f := range map[string]func(*noRoom) error{
		"text": func(w *noRoom) error { return report.LookText(w, looks, nil) },
		"json": func(w *noRoom) error { return report.LookJSON(w, looks, "1") },
	} {
		if err := f(&noRoom{}); !errors.Is(err, errNoRoom) {
			t.Errorf("%s: a full destination gives the error %v", name, err)
		}
	}
}

var errNoRoom = errors.New("no room")

type noRoom struct{}

func (*noRoom) Write([]byte) (int, error) { return 0, errNoRoom }

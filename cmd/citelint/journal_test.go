package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

func TestJournal(t *testing.T) {
	web := func(web *fetchtest.Web) {
		answering(2, 0, 0)(web)
		web.Host("port2.example").Page("/", harbour(2))
	}
	document := citing("https://port1.example/dues?token=hunter2hunter2", "https://port2.example/gone", "https://port2.example/dues")
	o := trial{document: document, web: web, args: []string{"-v", "--delay", "0s"}}.run(t)
	o.expect(t, statusFindings, "info: ")
	for _, want := range []string{
		"citelint: https://port2.example/dues: ok, status 200, 0.0 s",
		"citelint: https://port2.example/gone: dead (not-found), status 404, 0.0 s",
		"citelint: https://port1.example/dues?token=***: ",
	} {
		if !strings.Contains(o.stderr, want) {
			t.Errorf("stderr does not say %q:\n%s", want, o.stderr)
		}
	}
	if strings.Contains(o.stderr, "hunter2") {
		t.Errorf("stderr tells a secret:\n%s", o.stderr)
	}
}

// TestJournalJSON states that machines get an object a line and the report stays as it is.
func TestJournalJSON(t *testing.T) {
	tr := trial{document: citing(ports(2)...), web: answering(2, 0, 0)}
	plainly := tr.run(t)
	tr.args = []string{"--log-format", "json"}
	o := tr.run(t)
	if o.stdout != plainly.stdout {
		t.Errorf("--log-format changes the report:\n%s\nit was\n%s", o.stdout, plainly.stdout)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(o.stderr) {
		var got struct {
			Time                     time.Time
			Msg, URL, Verdict, Cause string
			Status                   int
			MS                       *int
			Attempts                 int
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatalf("a line is no JSON: %v\n%s", err, line)
		}
		if got.Msg != "source" || got.Verdict != "ok" || got.Status != 200 || got.MS == nil || got.Attempts != 1 || got.Time.IsZero() {
			t.Errorf("the line lacks something: %s", line)
		}
		seen[got.URL] = true
	}
	if !seen["https://port1.example/dues"] || !seen["https://port2.example/dues"] || len(seen) != 2 {
		t.Errorf("the lines tell of %v, want both ports", seen)
	}
}

// TestJournalOfRequests states that -vv tells of each request, without secrets.
func TestJournalOfRequests(t *testing.T) {
	web := func(web *fetchtest.Web) {
		web.Host("port1.example").
			Page("/old?token=hunter2hunter2", fetchtest.Redirect(302, "/dues?sig=hunter2hunter2")).
			Page("/dues?sig=hunter2hunter2", fetchtest.Status(503), harbour(1))
		web.Host("port2.example").Fault(fetchtest.Refused)
	}
	tr := trial{document: citing("https://port1.example/old?token=hunter2hunter2", "https://port2.example/dues"), web: web, args: []string{"-vv"}}
	o := tr.run(t)
	for _, want := range []string{
		"citelint: GET https://port1.example/old?token=*** (source, attempt 1): status 302, 0.0 s\n",
		"citelint: GET https://port1.example/dues?sig=*** (source, attempt 1): status 503, 0.0 s\n",
		"citelint: GET https://port1.example/dues?sig=*** (source, attempt 2): status 200, 0.0 s\n",
		"citelint: GET https://port2.example/dues (source, attempt 1): the connection was refused, 0.0 s\n",
		" s, 3 requests\n",
	} {
		if !strings.Contains(o.stderr, want) {
			t.Errorf("stderr does not say %q:\n%s", want, o.stderr)
		}
	}
	tr.args = append(tr.args, "--log-format", "json")
	asJSON := tr.run(t).stderr
	if n := strings.Count(asJSON, `"msg":"request"`); n != 5 {
		t.Errorf("%d lines of JSON tell of requests, want 5:\n%s", n, asJSON)
	}
	if strings.Contains(o.stderr+asJSON, "hunter2") {
		t.Errorf("stderr tells a secret:\n%s%s", o.stderr, asJSON)
	}
}

func TestNoJournal(t *testing.T) {
	o := trial{document: citing(ports(2)...), web: answering(2, 0, 0)}.run(t)
	if o.stderr != "" {
		t.Errorf("without -v stderr says %q", o.stderr)
	}
	o = trial{document: citing(ports(2)...), args: []string{"-v", "--offline"}}.run(t)
	if o.stderr != "" {
		t.Errorf("offline stderr says %q", o.stderr)
	}
}

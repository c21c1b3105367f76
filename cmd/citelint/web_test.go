package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// A trial is the command over one document that cites pages of an invented web, in a bubble where
// waiting costs no time.
type trial struct {
	document string
	web      func(*fetchtest.Web)
	config   string
	wrap     func(checker.Fetcher, context.CancelFunc) checker.Fetcher
	args     []string
}

type outcome struct {
	status         int
	stdout, stderr string
}

func (tr trial) run(t *testing.T) (o outcome) {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{".git/HEAD": "ref: refs/heads/main\n", "brief.md": tr.document}
	if tr.config != "" {
		files[configName] = tr.config
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	synctest.Test(t, func(t *testing.T) {
		web := fetchtest.New()
		defer web.Close()
		if tr.web != nil {
			tr.web(web)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var out, errs bytes.Buffer
		o.status = run(ctx, append([]string{"--today", "2026-03-02", "--cache", "off", "--state", "off"}, tr.args...), strings.NewReader(""), &out, &errs, func(c *fetch.Client) checker.Fetcher {
			c.Network, c.Roots = web, web.Roots()
			if tr.wrap != nil {
				return tr.wrap(c, cancel)
			}
			return c
		})
		o.stdout, o.stderr = out.String(), errs.String()
	})
	return o
}

// citing is a document with a note for each address.
func citing(addresses ...string) string {
	var b strings.Builder
	b.WriteString("# Harbours\n\n")
	for i := range addresses {
		fmt.Fprintf(&b, "The dues of port %d rose.[^%d]\n\n", i+1, i+1)
	}
	for i, a := range addresses {
		fmt.Fprintf(&b, "[^%d]: Anna Lind, [“Harbour dues of port %d”](%s), Harbour Office, 3 May 2024.\n", i+1, i+1, a)
	}
	return b.String()
}

// harbour is a page that agrees with what citing says of it.
func harbour(n int) fetchtest.Reply {
	return fetchtest.HTML(fmt.Sprintf("Harbour dues of port %d", n), "By Anna Lind. 3 May 2024.",
		strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 15))
}

func ports(n int) (addresses []string) {
	for i := range n {
		addresses = append(addresses, fmt.Sprintf("https://port%d.example/dues", i+1))
	}
	return addresses
}

// answering gives every port a page, and the first broken of them a fault.
func answering(n, broken int, fault fetchtest.Fault) func(*fetchtest.Web) {
	return func(web *fetchtest.Web) {
		for i := range n {
			h := web.Host(fmt.Sprintf("port%d.example", i+1)).Page("/dues", harbour(i+1))
			if i < broken {
				h.Fault(fault)
			}
		}
	}
}

func (o outcome) expect(t *testing.T, status int, stdout ...string) {
	t.Helper()
	if o.status != status {
		t.Errorf("the exit status is %d, want %d", o.status, status)
	}
	for _, s := range stdout {
		if !strings.Contains(o.stdout, s) {
			t.Errorf("the report does not say %q", s)
		}
	}
	if t.Failed() {
		t.Logf("stdout:\n%s\nstderr:\n%s", o.stdout, o.stderr)
	}
}

func (o outcome) lacks(t *testing.T, stdout ...string) {
	t.Helper()
	for _, s := range stdout {
		if strings.Contains(o.stdout, s) {
			t.Errorf("the report says %q:\n%s", s, o.stdout)
		}
	}
}

func TestGoodSources(t *testing.T) {
	trial{document: citing(ports(3)...), web: answering(3, 0, 0)}.run(t).expect(t, statusOK, "No findings", "3 ok", "Everything was checked.")
}

func TestDeadSource(t *testing.T) {
	web := func(web *fetchtest.Web) {
		answering(2, 0, 0)(web)
		web.Host("port3.example").Page("/", fetchtest.HTML("Port", "welcome"))
	}
	o := trial{document: citing(ports(3)...), web: web}.run(t)
	o.expect(t, statusFindings, "[health/dead]", "2 ok, 1 dead", "Exit status 1")
}

func TestBudgetEnds(t *testing.T) {
	web := func(web *fetchtest.Web) {
		answering(2, 0, 0)(web)
		web.Host("port3.example").Page("/dues", harbour(3).After(time.Hour))
	}
	tr := trial{document: citing(ports(3)...), web: web, args: []string{"--budget", "10s", "--timeout", "5m"}}
	tr.run(t).expect(t, statusIncomplete, "2 ok", "1 unchecked", "Exit status 4", "the budget ended")
	tr.args = append(tr.args, "--allow-incomplete")
	tr.run(t).expect(t, statusOK, "1 unchecked", "The run is incomplete")
}

// TestStatusOrder states which exit status counts if several hold: interrupted, findings, input,
// incomplete. --allow-incomplete takes away the last of them alone.
func TestStatusOrder(t *testing.T) {
	gone := func(web *fetchtest.Web) {
		web.Host("port1.example").Page("/", harbour(0))
		web.Host("port2.example").Rest(fetchtest.Status(511))
	}
	captive := func(web *fetchtest.Web) {
		web.Host("port1.example").Page("/dues", harbour(1))
		web.Host("port2.example").Rest(fetchtest.Status(511))
	}
	for _, c := range []struct {
		name   string
		web    func(*fetchtest.Web)
		args   string
		status int
		says   string
	}{
		{"findings before incomplete", gone, "", statusFindings, "The run is incomplete too: our network failed and 1 source is unchecked."},
		{"findings that count for nothing", gone, "--fail-on never", statusIncomplete, "Exit status 4"},
		{"findings, and incomplete is allowed", gone, "--allow-incomplete", statusFindings, "The run is incomplete too"},
		{"incomplete", captive, "", statusIncomplete, "1 source not reached: a login page of our network stood before it"},
		{"incomplete, and that is allowed", captive, "--allow-incomplete", statusOK, "The run is incomplete: our network failed"},
		{"input before incomplete", captive, "brief.md missing.md", statusInput, "Exit status 3: an input could not be read. The run is incomplete too: 1 input could not be read, our network failed"},
		{"input stays when incomplete is allowed", captive, "--allow-incomplete brief.md missing.md", statusInput, "Exit status 3"},
		{"findings before input", gone, "brief.md missing.md", statusFindings, "Exit status 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			trial{document: citing(ports(2)...), web: c.web, args: strings.Fields(c.args)}.run(t).expect(t, c.status, c.says)
		})
	}
}

// TestBlockedIsComplete states that sources that answer, but not to us, leave a run complete.
func TestBlockedIsComplete(t *testing.T) {
	web := func(web *fetchtest.Web) {
		web.Host("port1.example").Page("/", harbour(0)).Page("/dues", fetchtest.Status(403))
		web.Host("port2.example").Fault(fetchtest.Refused)
	}
	o := trial{document: citing(ports(2)...), web: web}.run(t)
	o.expect(t, statusOK, "1 blocked, 1 unreachable", "Not checked: 1 source whose site lets only people in: open it yourself (note 1 of brief.md);\n  1 that gave no usable answer")
	o.lacks(t, "incomplete", "Everything was checked")
}

// TestOutage states that a network of ours that fails is said once instead of once a link.
func TestOutage(t *testing.T) {
	o := trial{document: citing(ports(10)...), web: answering(10, 4, fetchtest.Refused), args: []string{"-v"}}.run(t)
	o.expect(t, statusIncomplete, "4 of 10 hosts that were unreachable: that looks like our own network", "6 ok, 4 unreachable")
	o.lacks(t, "[health/unreachable]")
}

func TestNoOutage(t *testing.T) {
	for _, c := range []struct{ hosts, broken int }{{10, 3}, {9, 4}} {
		o := trial{document: citing(ports(c.hosts)...), web: answering(c.hosts, c.broken, fetchtest.Refused)}.run(t)
		o.expect(t, statusOK, "[health/unreachable]")
		o.lacks(t, "our own network", "incomplete")
	}
}

func TestInterrupted(t *testing.T) {
	interrupting := func(f checker.Fetcher, cancel context.CancelFunc) checker.Fetcher {
		return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
			if strings.Contains(q.URL, "port2") {
				synctest.Wait() // the others have answered, or wait too
				cancel()
			}
			return f.Fetch(ctx, q)
		})
	}
	dead := func(web *fetchtest.Web) {} // no host is known
	o := trial{document: citing(ports(2)...), web: dead, wrap: interrupting, args: []string{"-o", "r.json"}}.run(t)
	o.expect(t, statusInterrupted, "Exit status 130: the run was interrupted")
	if _, err := os.Stat("r.json"); err != nil {
		t.Errorf("the partial report is not written: %v", err)
	}
}

func TestBrokenFetcher(t *testing.T) {
	broken := func(checker.Fetcher, context.CancelFunc) checker.Fetcher {
		return checker.FetcherFunc(func(context.Context, checker.Query) (checker.Result, error) {
			return checker.Result{}, errors.New("no sockets left")
		})
	}
	o := trial{document: citing(ports(2)...), wrap: broken}.run(t)
	o.expect(t, statusIncomplete, "2 unchecked", "Exit status 4: the run is incomplete: citelint itself failed and 2 sources are unchecked.")
	o.lacks(t, "our network failed")
	if want := "citelint: looking at https://port"; !strings.Contains(o.stderr, want) {
		t.Errorf("stderr is %q, want %q in it", o.stderr, want)
	}
}

func TestHostRules(t *testing.T) {
	config := `version: 1
hosts:
  - match: port1.example
    check: false
    reason: it is closed on Sundays
  - match: "*.port2.example"
    rules: {health/dead: info}
`
	web := func(web *fetchtest.Web) {
		web.Host("port2.example").Page("/", harbour(2))
		web.Host("port3.example").Page("/dues", harbour(3))
	}
	o := trial{document: citing(ports(3)...), web: web, config: config, args: []string{"-v"}}.run(t)
	o.expect(t, statusOK, "info: ", "[health/dead]", "1 skipped", "it is closed on Sundays")
}

// TestForeignNames states that a name moves no cursor and breaks no line of stderr.
func TestForeignNames(t *testing.T) {
	o := trial{document: "# A\n", args: []string{"--offline", "a\x1b[2J\nb\u202e.md", "brief.md"}}.run(t)
	o.expect(t, statusInput, "1 document")
	if strings.Count(o.stderr, "\n") != 1 || strings.ContainsAny(o.stderr+o.stdout, "\x1b\u202e") {
		t.Errorf("stderr is %q, stdout %q", o.stderr, o.stdout)
	}
}

// TestSameBytes states that the same files and the same answers of the web give the same bytes, in
// any order of arguments.
func TestSameBytes(t *testing.T) {
	web := answering(12, 3, fetchtest.Refused)
	for _, format := range []string{"text", "json", "jsonl"} {
		args := []string{"-v", "-f", format, "brief.md", "."}
		a := trial{document: citing(ports(12)...), web: web, args: args}.run(t)
		args[len(args)-2], args[len(args)-1] = args[len(args)-1], args[len(args)-2]
		b := trial{document: citing(ports(12)...), web: web, args: args}.run(t)
		if a.status != b.status || scrubbed(t, format, a.stdout) != scrubbed(t, format, b.stdout) {
			t.Errorf("two runs differ as %s:\n%s\n%s", format, a.stdout, b.stdout)
		}
	}
}

// scrubbed takes out of a JSON report what may differ between equal runs: the times.
func scrubbed(t *testing.T, format, report string) string {
	t.Helper()
	if format == "text" {
		return report
	}
	var b strings.Builder
	dec := json.NewDecoder(strings.NewReader(report))
	for {
		var v map[string]any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return b.String()
		} else if err != nil {
			t.Fatal(err)
		}
		scrub(v)
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
}

func scrub(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"started", "finished", "checked", "failingSince", "lastGood"} {
			delete(v, key)
		}
		for _, each := range v {
			scrub(each)
		}
	case []any:
		for _, each := range v {
			scrub(each)
		}
	}
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/pdf/pdftest"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		os.Unsetenv(name) // the invented web has no such proxy
	}
	if base := filepath.Base(os.Args[0]); base != "citelint" && base != "citelint-direct" {
		os.Unsetenv("GITHUB_ACTIONS") // it changes defaults, and our own tests run there; scripts set it
	}
	command := func(net network) func() {
		return func() { os.Exit(run(untilSignal(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, net)) }
	}
	testscript.Main(m, map[string]func(){"citelint": command(invented), "citelint-direct": command(direct), "gh": fakeGH})
}

// TestScript runs the command, end to end, on the cases in testdata/script. The web behind it is
// described by the file that TEST_WEB names; without one every host is unknown.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes":  writeBytes,
			"leaves": expectLeaves,
			"pdf":    writePDF,
			"reads":  expectReads,
			"status": expectStatus,
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Geteuid() == 0, nil
			case "race":
				return raceEnabled, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error { // what a script does not switch on is not remembered
			env.Setenv("CITELINT_CACHE", "off")
			env.Setenv("CITELINT_STATE", "off")
			env.Setenv("GORACE", "atexit_sleep_ms=10") // else each command of the scripts sleeps for a second at its end
			return nil
		},
	})
}

// writeBytes is "bytes FILE SIZE [QUOTED]": a file of SIZE bytes that repeats the Go string.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: bytes FILE SIZE [QUOTED]")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	unit := "a\n"
	if len(args) == 3 {
		unit, err = strconv.Unquote(`"` + args[2] + `"`)
		ts.Check(err)
	}
	text := strings.Repeat(unit, size/len(unit)+1)[:size]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// writePDF is "pdf [-locked] FILE TITLE...": a PDF with a title and a text about the harbour.
func writePDF(ts *testscript.TestScript, neg bool, args []string) {
	locked := len(args) > 0 && args[0] == "-locked"
	if locked {
		args = args[1:]
	}
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pdf [-locked] FILE TITLE...")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), harbourPDF(strings.Join(args[1:], " "), locked), 0o666))
}

func harbourPDF(title string, locked bool) []byte {
	file := pdftest.File{Pages: pdftest.Setting{}.Set(
		pdftest.Paragraph{S: title, Size: 20},
		pdftest.Paragraph{S: strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 12), Above: 20},
		pdftest.Paragraph{S: "The dues will not rise before the end of next year, said the board.", Above: 6},
	)}
	if locked {
		file.Protect, file.Password = true, "sund"
	}
	return file.Bytes()
}

// expectStatus is "status N ARG...": citelint with the arguments ends with status N.
func expectStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N [ARG...]")
	}
	err := ts.Exec("citelint", args[1:]...)
	got := 0
	if err != nil {
		got = exitStatus(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("citelint %s ends with status %d, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// expectReads is "reads PATH... -- ARG...": citelint extract with the arguments reads these documents.
func expectReads(ts *testscript.TestScript, neg bool, args []string) {
	i := slices.Index(args, "--")
	if neg || i < 0 {
		ts.Fatalf("usage: reads PATH... -- [ARG...]")
	}
	ts.Check(ts.Exec("citelint", append([]string{"extract"}, args[i+1:]...)...))
	var extract struct {
		Documents []struct{ Path string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &extract))
	got := []string{}
	for _, d := range extract.Documents {
		got = append(got, d.Path)
	}
	if !slices.Equal(got, args[:i]) {
		ts.Fatalf("citelint extract %s reads %q, want %q", strings.Join(args[i+1:], " "), got, args[:i])
	}
}

// expectLeaves is "leaves DIR NAME...": the directory holds these names and no others.
func expectLeaves(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: leaves DIR [NAME...]")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	got := []string{}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, args[1:]) {
		ts.Fatalf("%s holds %q, want %q", args[0], got, args[1:])
	}
}

func exitStatus(err error) int {
	if e, ok := err.(interface{ ExitCode() int }); ok {
		return e.ExitCode()
	}
	return -1
}

// invented puts the client into the web of the file that TEST_WEB names. "interrupt" sends us the
// signal that Ctrl-C sends before the first request, "stubborn" again and again; "broken" makes a
// Fetcher that cannot work.
func invented(c *fetch.Client) checker.Fetcher {
	web := fetchtest.New()
	c.Network, c.Roots = web, web.Roots()
	wrapped := checker.Fetcher(c)
	if name := os.Getenv("TEST_WEB"); name != "" {
		verb, err := describeWeb(web, name)
		if err != nil {
			panic(err)
		}
		switch verb {
		case "interrupt":
			interrupt := sync.OnceValue(func() error { return syscall.Kill(os.Getpid(), syscall.SIGINT) })
			wrapped = checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
				if err := interrupt(); err != nil {
					return checker.Result{}, err
				}
				<-ctx.Done()
				return c.Fetch(ctx, q)
			})
		case "stubborn":
			wrapped = checker.FetcherFunc(func(context.Context, checker.Query) (checker.Result, error) {
				for {
					if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
						return checker.Result{}, err
					}
					time.Sleep(time.Millisecond) // until the first signal has taken the handler off
				}
			})
		case "broken":
			wrapped = checker.FetcherFunc(func(context.Context, checker.Query) (checker.Result, error) {
				return checker.Result{}, fmt.Errorf("the fetcher is broken")
			})
		}
	}
	return wrapped
}

// describeWeb reads one page a line: "host /path status title", where the status of a PDF is pdf, and
// of one with a password locked; or "host FAULT", or a single verb.
func describeWeb(web *fetchtest.Web, name string) (verb string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	faults := map[string]fetchtest.Fault{
		"no-such-host": fetchtest.NoSuchHost, "refused": fetchtest.Refused, "expired": fetchtest.Expired,
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch len(words) {
		case 0:
			continue
		case 1:
			verb = words[0]
			continue
		}
		host := web.Host(words[0])
		if fault, ok := faults[words[1]]; ok {
			host.Fault(fault)
			continue
		}
		text := strings.Join(words[3:], " ")
		if words[2] == "pdf" || words[2] == "locked" {
			host.Page(words[1], fetchtest.Text("application/pdf", string(harbourPDF(text, words[2] == "locked"))))
			continue
		}
		status, err := strconv.Atoi(words[2])
		if err != nil {
			return "", err
		}
		reply := fetchtest.Status(status)
		switch {
		case status == 200:
			reply = fetchtest.HTML(text, strings.Repeat("The harbour office keeps the tables of the tides and the ferries. ", 12))
		case status/100 == 3:
			reply = fetchtest.Redirect(status, text)
		}
		host.Page(words[1], reply)
	}
	return verb, lines.Err()
}

package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

func TestPace(t *testing.T) {
	for _, c := range []struct {
		done, total int
		since       time.Duration
		want        string
	}{
		{0, 40, time.Minute, "0 of 40"},
		{3, 40, 100 * time.Millisecond, "3 of 40"},
		{10, 40, 5 * time.Second, "10 of 40, 2.0/s, about 15s left"},
		{1, 3, 90 * time.Second, "1 of 3, 0.0/s, about 3m0s left"},
		{40, 40, 8 * time.Second, "40 of 40, 5.0/s"},
	} {
		if got := pace(c.done, c.total, c.since); got != c.want {
			t.Errorf("pace(%d, %d, %s) = %q, want %q", c.done, c.total, c.since, got, c.want)
		}
	}
}

// onTerminal runs citelint with a terminal as its stderr and returns what was written there.
func onTerminal(t *testing.T, args ...string) string {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Skipf("this machine gives no terminal: %v", err)
	}
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	read := make(chan string)
	go func() {
		all, _ := io.ReadAll(master) // ends with an error when the last end is closed
		read <- string(all)
	}()
	web := fetchtest.New()
	defer web.Close()
	for i, address := range ports(3) {
		web.Host(strings.TrimSuffix(strings.TrimPrefix(address, "https://"), "/dues")).
			Page("/dues", harbour(i+1).After(time.Duration(i)*100*time.Millisecond))
	}
	if err := os.WriteFile("brief.md", []byte(citing(ports(3)...)), 0o666); err != nil {
		t.Fatal(err)
	}
	var stdout bytes.Buffer
	status := run(t.Context(), append(args, "--cache", "off", "--state", "off", "brief.md"), nil, &stdout, tty, func(c *fetch.Client) checker.Fetcher {
		c.Network, c.Roots = web, web.Roots()
		return c
	})
	tty.Close()
	out := <-read
	master.Close()
	if status != statusOK {
		t.Errorf("citelint %s ends with status %d:\n%s", strings.Join(args, " "), status, stdout.String())
	}
	return out
}

func TestBar(t *testing.T) {
	for _, c := range []struct {
		name     string
		env      [2]string
		args     []string
		bar, say bool
	}{
		{"a terminal", [2]string{}, nil, true, false},
		{"CI", [2]string{"CI", "true"}, nil, false, false},
		{"CI=false", [2]string{"CI", "false"}, nil, true, false},
		{"TERM=dumb", [2]string{"TERM", "dumb"}, nil, false, false},
		{"--progress never", [2]string{}, []string{"--progress", "never"}, false, false},
		{"-q", [2]string{}, []string{"-q"}, false, false},
		{"-v", [2]string{}, []string{"-v"}, true, true},
		{"-v without a bar", [2]string{}, []string{"-v", "--progress", "never"}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("CI", "")
			t.Setenv("TERM", "xterm")
			if c.env[0] != "" {
				t.Setenv(c.env[0], c.env[1])
			}
			out := onTerminal(t, c.args...)
			if got := strings.Contains(out, "sources ") && strings.Contains(out, " of 3"); got != c.bar {
				t.Errorf("a bar is drawn: %v, want %v: %q", got, c.bar, out)
			}
			if got := strings.Count(out, "citelint: https://port"); got != 0 && !c.say || got != 3 && c.say {
				t.Errorf("%d lines tell of sources: %q", got, out)
			}
		})
	}
}

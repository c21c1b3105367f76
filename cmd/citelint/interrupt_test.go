package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/report"
)

// A partial is what a JSON report says of a run that did not end.
type partial struct {
	Run struct {
		Complete   bool
		Incomplete []string
	}
	Sources []struct{ URL, Verdict, Cause string }
}

// readPartial holds a JSON report against its schema, and reads it.
func readPartial(t *testing.T, text string) (p partial) {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", schema); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("the report is no JSON: %v\n%s", err, text)
	}
	if err := c.MustCompile("schema.json").Validate(v); err != nil {
		t.Errorf("the report does not fit its schema: %v", err)
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEndsAtAnyMoment interrupts runs, and lets their budget end, at random moments. The report is
// whole and says that it is not complete, and what was found before is in it.
func TestEndsAtAnyMoment(t *testing.T) {
	const hosts, seconds = 40, 9
	rng := rand.New(rand.NewPCG(20, 26))
	for i := range 20 {
		moment := time.Duration(rng.IntN(seconds*1000)+1) * time.Millisecond
		interrupted := i%2 == 0
		t.Run(fmt.Sprintf("interrupted %v at %s", interrupted, moment), func(t *testing.T) {
			web := func(web *fetchtest.Web) {
				for n := range hosts {
					wait := time.Duration(rng.IntN(seconds*1000)) * time.Millisecond
					if n == hosts-1 {
						wait = time.Hour
					}
					web.Host(fmt.Sprintf("port%d.example", n+1)).Page("/dues", harbour(n+1).After(wait))
				}
			}
			var mu sync.Mutex
			var found []string
			tr := trial{document: citing(ports(hosts)...), web: web, args: []string{"--format", "json", "--timeout", "1h"}}
			tr.wrap = func(f checker.Fetcher, cancel context.CancelFunc) checker.Fetcher {
				if interrupted {
					time.AfterFunc(moment, cancel)
				}
				return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
					r, err := f.Fetch(ctx, q)
					if r.Verdict == checker.OK {
						mu.Lock()
						defer mu.Unlock()
						found = append(found, r.URL)
					}
					return r, err
				})
			}
			status, why, cause := statusInterrupted, "interrupted", "cancelled"
			if !interrupted {
				status, why, cause = statusIncomplete, "budget", "deadline"
				tr.args = append(tr.args, "--budget", moment.String())
			}
			o := tr.run(t)
			if o.status != status {
				t.Errorf("the exit status is %d, want %d; stderr:\n%s", o.status, status, o.stderr)
			}
			p := readPartial(t, o.stdout)
			if p.Run.Complete || !slices.Equal(p.Run.Incomplete, []string{why}) {
				t.Errorf("complete %v, incomplete %q, want %q", p.Run.Complete, p.Run.Incomplete, why)
			}
			if len(p.Sources) != hosts {
				t.Errorf("%d sources, want %d", len(p.Sources), hosts)
			}
			for _, s := range p.Sources {
				switch ok := slices.Contains(found, s.URL); {
				case ok && s.Verdict != "ok":
					t.Errorf("%s was found ok, and the report says %s", s.URL, s.Verdict)
				case !ok && (s.Verdict != "unchecked" || s.Cause != cause):
					t.Errorf("%s was not looked at, and the report says %s %s, want unchecked %s", s.URL, s.Verdict, s.Cause, cause)
				}
			}
		})
	}
}

// TestSignal sends a real SIGINT to a real process that waits for a page on a real socket.
func TestSignal(t *testing.T) {
	asked := make(chan struct{})
	ended := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
		close(ended)
	}))
	defer s.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "citelint-direct")
	if err := os.Symlink(self, program); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "brief.md"), []byte(citing(s.URL+"/dues")), 0o666); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "--allow-private", "127.0.0.0/8", "--format", "json", "brief.md")
	c.Dir = dir
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_STATE_HOME="+dir)
	var out, errs strings.Builder
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = c.Wait()
	<-ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != statusInterrupted {
		t.Errorf("ends with %v, want status %d; stderr:\n%s", err, statusInterrupted, errs.String())
	}
	p := readPartial(t, out.String())
	if p.Run.Complete || len(p.Sources) != 1 || p.Sources[0].Verdict != "unchecked" {
		t.Errorf("the partial report is %+v", p)
	}
}

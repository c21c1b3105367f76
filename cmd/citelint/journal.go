package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/report"
)

var logFormats = []string{"text", "json"}

// A journal tells, a line each, what is seen while citelint looks. What is foreign in it is clean
// and without secrets.
type journal struct {
	mu       sync.Mutex
	w        io.Writer      // one Write a line
	json     *slog.Logger   // nil: text
	each     bool           // tell of each request, too
	attempts map[string]int // requests for a source so far, by the URL of its query
}

// journal returns the journal that the settings ask for; nil if they ask for none.
func (s *settings) journal(w io.Writer) *journal {
	if s.verbose == 0 && s.logFormat == "" {
		return nil
	}
	j := &journal{w: w, each: s.verbose > 1, attempts: map[string]int{}}
	if s.logFormat == "json" {
		j.json = slog.New(slog.NewJSONHandler(w, nil))
	}
	return j
}

// telling returns a Fetcher that tells of every Result of another.
func (j *journal) telling(f checker.Fetcher) checker.Fetcher {
	return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
		began := time.Now()
		r, err := f.Fetch(ctx, q)
		if err == nil {
			j.source(&r, time.Since(began))
		}
		return r, err
	})
}

// source tells of one source; took is how long it was waited for and asked.
func (j *journal) source(r *checker.Result, took time.Duration) {
	j.mu.Lock()
	attempts := j.attempts[r.URL]
	j.mu.Unlock()
	if j.json != nil {
		j.json.Info("source", "url", report.Plain(r.URL), "verdict", r.Verdict, "cause", r.Cause, "status", r.Status,
			"ms", took.Milliseconds(), "attempts", attempts)
		return
	}
	words := []string{string(r.Verdict)}
	if r.Cause != "" {
		words[0] += " (" + string(r.Cause) + ")"
	}
	if r.Status != 0 {
		words = append(words, fmt.Sprintf("status %d", r.Status))
	}
	words = append(words, fmt.Sprintf("%.1f s", took.Seconds()))
	if attempts != 1 {
		words = append(words, count(attempts, "request"))
	}
	j.line(report.Plain(r.URL) + ": " + strings.Join(words, ", "))
}

// request counts a request, and tells of it if each is told of. It is a Client's Trace.
func (j *journal) request(e fetch.Exchange) {
	j.mu.Lock()
	j.attempts[e.Query]++
	j.mu.Unlock()
	switch {
	case !j.each:
	case j.json != nil:
		j.json.Info("request", "url", report.Plain(e.URL), "source", report.Plain(e.Query), "for", e.For, "attempt", e.Attempt,
			"status", e.Status, "failure", report.Plain(e.Failure), "ms", e.Took.Milliseconds())
	default:
		answer := report.Plain(e.Failure)
		if e.Status != 0 {
			answer = fmt.Sprintf("status %d", e.Status)
		}
		j.line(fmt.Sprintf("GET %s (%s, attempt %d): %s, %.1f s", report.Plain(e.URL), e.For, e.Attempt, answer, e.Took.Seconds()))
	}
}

func (j *journal) line(words string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = io.WriteString(j.w, "citelint: "+words+"\n") // a full stderr is no reason not to look
}

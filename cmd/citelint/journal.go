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
	"github.com/citelint/citelint/report"
)

var logFormats = []string{"text", "json"}

// A journal tells, a line each, what is seen while citelint looks. What is foreign in it is clean
// and without secrets.
type journal struct {
	mu   sync.Mutex
	w    io.Writer    // one Write a line
	json *slog.Logger // nil: text
}

// journal returns the journal that the settings ask for; nil if they ask for none.
func (s *settings) journal(w io.Writer) *journal {
	if s.verbose == 0 && s.logFormat == "" {
		return nil
	}
	j := &journal{w: w}
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
	if j.json != nil {
		j.json.Info("source", "url", report.Plain(r.URL), "verdict", r.Verdict, "cause", r.Cause, "status", r.Status, "ms", took.Milliseconds())
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
	j.line(report.Plain(r.URL) + ": " + strings.Join(words, ", "))
}

func (j *journal) line(words string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = io.WriteString(j.w, "citelint: "+words+"\n") // a full stderr is no reason not to look
}

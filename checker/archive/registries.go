// Package archive knows what others keep about sources: the registries of identifiers, such as DOIs.
//
// Begin with Registries, a checker.Fetcher around the web's.
package archive

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// Version is part of the key of what a Memory keeps: it changes when more or other things are read
// out of registries' answers.
const Version = "1"

// A Memory keeps records between runs. It may be used by many goroutines.
type Memory interface {
	// Record returns what is kept under a key; ok is false if nothing is, or if its time is over.
	Record(key string) (r checker.Record, ok bool)
	// KeepRecord keeps a record under a key.
	KeepRecord(key string, r checker.Record)
}

// Registries is a Fetcher that adds to each Result what a registry says of the work: of the DOI, the
// identifier of arXiv or of PubMed that the address names. It asks only for what documents print, and
// each thing once a run. A registry that does not answer costs its records, never the run.
//
// It may be used by many goroutines at once. Its fields must not change after the first Fetch.
type Registries struct {
	Fetcher checker.Fetcher
	// Transport returns what asks the registries for the sake of the query with that URL: it guards,
	// queues and caps. It must follow no redirects.
	Transport func(query string) http.RoundTripper
	// Titles says that works without an identifier are looked for by title, first author and year.
	Titles  bool
	Contact string // a mail address that is told to registries which ask for one; empty: none
	Memory  Memory // nil: nothing is kept
	// Private reports whether nothing of what is said about the source at an address may be told to
	// others, beyond its identifier; nil: nothing is private.
	Private func(url string) bool
	Budget  time.Duration // from the first Fetch on, after which no registry is asked; 0 or less: no end

	mu    sync.Mutex
	end   time.Time // of the budget; zero if there is none, or if no Fetch has begun
	gates map[string]*gate
	calls map[string]*call
}

// A call is one question of a run, and its answer.
type call struct {
	done   chan struct{}
	record *checker.Record
}

// Fetch looks at the source, and then asks the registry that its address or its citations name.
func (r *Registries) Fetch(ctx context.Context, q checker.Query) (checker.Result, error) {
	end := r.begin()
	res, err := r.Fetcher.Fetch(ctx, q)
	if err != nil || res.Verdict == checker.Unchecked && ctx.Err() != nil {
		return res, err
	}
	if !end.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadlineCause(ctx, end, errBudget)
		defer cancel()
	}
	res.Page.Record = r.record(ctx, &q, &res)
	return res, nil
}

var errBudget = errors.New("the budget of the run ended")

// begin returns when the budget ends; zero if it does not.
func (r *Registries) begin() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.end.IsZero() && r.Budget > 0 {
		r.end = time.Now().Add(r.Budget)
	}
	return r.end
}

// record returns what a registry says of a source; nil if none is asked.
func (r *Registries) record(ctx context.Context, q *checker.Query, res *checker.Result) *checker.Record {
	if id, ok := match.Identifier(q.URL); ok {
		return r.lookUp(ctx, q.URL, id, res.Cause == checker.CauseNoSuchDOI)
	}
	if !r.Titles || res.Verdict == checker.Skipped || res.Verdict == checker.Unchecked || r.Private != nil && r.Private(q.URL) {
		return nil
	}
	var unknown *checker.Record
	for _, w := range q.Works[:min(len(q.Works), worksAsked)] {
		found := r.find(ctx, q.URL, w)
		switch {
		case found == nil:
		case found.State == checker.RecordFound:
			return found
		default:
			unknown = found
		}
	}
	return unknown
}

// worksAsked is how many works that are cited under one address are looked for.
const worksAsked = 3

// lookUp returns the record of an identifier, from memory or from who issues it. Denied says that the
// resolver of DOIs has answered already that there is none such.
func (r *Registries) lookUp(ctx context.Context, query, id string, denied bool) *checker.Record {
	return r.once(ctx, id, func() *checker.Record {
		kind, _, _ := strings.Cut(id, ":")
		switch kind {
		case "arxiv":
			return r.arXiv(ctx, query, id)
		case "pmid":
			return r.pubMed(ctx, query, id)
		}
		if denied {
			return r.agency(ctx, query, id, "doi.org knew it not, and then did", true)
		}
		return r.doi(ctx, query, id)
	})
}

// once answers a question once a run: from memory, or by asking.
func (r *Registries) once(ctx context.Context, key string, ask func() *checker.Record) *checker.Record {
	r.mu.Lock()
	if r.calls == nil {
		r.calls = map[string]*call{}
	}
	c := r.calls[key]
	if c == nil {
		c = &call{done: make(chan struct{})}
		r.calls[key] = c
		r.mu.Unlock()
		c.record = r.remembered(key, ask)
		close(c.done)
		return c.record
	}
	r.mu.Unlock()
	select {
	case <-c.done:
		return c.record
	case <-ctx.Done():
		return unknown("", "", context.Cause(ctx).Error())
	}
}

// remembered answers from memory; what is asked and found is kept there. What is unknown or not
// registered is asked again in every run.
func (r *Registries) remembered(key string, ask func() *checker.Record) *checker.Record {
	key = Version + " " + key
	if r.Memory != nil {
		if kept, ok := r.Memory.Record(key); ok {
			return &kept
		}
	}
	record := ask()
	if record == nil {
		return nil
	}
	if record.State != checker.RecordUnknown {
		record.Asked = time.Now().UTC().Truncate(time.Second)
	}
	if r.Memory != nil && record.State == checker.RecordFound {
		r.Memory.KeepRecord(key, *record)
	}
	return record
}

// unknown is the record of an identifier about which nothing can be said, and why.
func unknown(id, registry, why string) *checker.Record {
	return &checker.Record{Identifier: id, Registry: registry, State: checker.RecordUnknown, Why: why}
}

// none is the record of an identifier that its registry does not have.
func none(id, registry string) *checker.Record {
	return &checker.Record{Identifier: id, Registry: registry, State: checker.RecordNone}
}

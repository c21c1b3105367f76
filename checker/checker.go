// Package checker is the heart of citelint: the types that travel, and Check, which looks at every
// source that documents cite and runs rules over what was found.
//
// Begin with a Document from package read, let package cite understand its notes, and give it to
// a Checker with the rules of package rule and a Fetcher such as fetch.Client.
package checker

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A Checker looks at sources and runs rules. The zero Checker looks at nothing and finds nothing.
type Checker struct {
	Fetcher  Fetcher                            // nil: offline
	Rules    []*Rule                            // the rules to run
	All      []*Rule                            // all rules there are, for comments that name one; nil: Rules
	Severity func(r *Rule, f *Finding) Severity // the severity a finding gets; nil: its own
	Today    Date
	Tree     *Tree
	Base     []*Document                   // as Pass.Base
	Changed  func(*Document, ...Span) bool // whether one of the places was changed: nothing else is looked at or reported; nil: all was
	Aliases  [][]string
	Lists    map[string][]string // entries added to the rules' lists, by names of rule.Lists
	Required map[string][]string // fields that a citation must have, by the type of its source
	Ignores  []*Ignore           // entries of the configuration
	// Identifiers says that identifiers which citations print without a link are looked at, too, at the
	// addresses that their registries resolve.
	Identifiers bool
	Progress    func(done, total int, r Result) // may be nil; calls do not overlap
}

// Check looks at every source once, runs the rules, silences what a root cause explains or an
// Ignore covers, and returns all that was found, sorted. When ctx ends, what was not yet looked at
// is Unchecked and the report is still whole; the report then says that it is incomplete. An error
// means that the Fetcher or a rule could not do its work; the report holds what was found all the
// same.
func (c *Checker) Check(ctx context.Context, docs ...*Document) (*Report, error) {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b *Document) int { return strings.Compare(a.Path, b.Path) })
	rep := &Report{Documents: docs, Rules: c.all()}
	rep.Run.Today, rep.Run.Online = c.Today, c.Fetcher != nil
	err := c.look(ctx, rep)
	return rep, errors.Join(err, c.judge(rep))
}

func (c *Checker) all() []*Rule {
	if c.All != nil {
		return c.All
	}
	return c.Rules
}

// look answers the queries of all documents.
func (c *Checker) look(ctx context.Context, rep *Report) error {
	queries := c.Queries(rep.Documents)
	results := make([]Result, len(queries)) // each goroutine owns a slot
	// Memory costs several times more if many goroutines are the first to touch it.
	for i, q := range queries {
		results[i] = Result{Query: q, Verdict: Unchecked, Cause: CauseOffline}
	}
	if c.Fetcher == nil {
		rep.Results = pointers(results)
		return nil
	}
	l := lookout{Checker: c, queries: queries, results: results}
	var group errgroup.Group
	for _, lane := range lanes(queries) {
		group.Go(func() error { return l.walk(ctx, lane) })
	}
	err := group.Wait()
	rep.Results = pointers(results)
	searchElsewhere(rep.Results)
	for _, r := range results {
		switch {
		case r.Verdict != Unchecked:
		case r.Cause == CauseDeadline || r.Cause == CausePaused:
			rep.incomplete("budget")
		case r.Cause == CauseCancelled:
			rep.incomplete("interrupted")
		case r.Cause == CauseInternal:
			rep.incomplete("fault")
		default:
			rep.incomplete("network")
		}
	}
	return err
}

// A lookout looks at sources for one run.
type lookout struct {
	*Checker
	queries []Query
	results []Result // of the queries
	mu      sync.Mutex
	done    int
}

// walk looks at the sources of a lane, one after the other. It goes on after a failure of ours: what
// is left gets its Result.
func (l *lookout) walk(ctx context.Context, lane *lane) error {
	var errs error
	for i, ok := lane.next(); ok; i, ok = lane.next() {
		if err := l.look(ctx, i); err != nil && errs == nil {
			errs = err
		}
	}
	return errs
}

// look looks at one source.
func (l *lookout) look(ctx context.Context, i int) error {
	return l.took(ctx, i, fetchInto(&l.results[i], ctx, l.Fetcher, &l.queries[i]))
}

// fetchInto has little more on its stack than the Result that Fetch returns and a copy of it: of
// 10,000 sources most wait here.
func fetchInto(r *Result, ctx context.Context, f Fetcher, q *Query) (err error) {
	*r, err = f.Fetch(ctx, *q)
	return err
}

// took takes note of a Result, or of our own failure to look.
func (l *lookout) took(ctx context.Context, i int, err error) error {
	r := &l.results[i]
	if err != nil {
		*r = Result{Query: l.queries[i], Verdict: Unchecked, Cause: CauseInternal, Evidence: []string{err.Error()}}
		if ctx.Err() != nil {
			r.Cause, r.Evidence, err = CauseCancelled, nil, nil
		} else {
			err = fmt.Errorf("looking at %s: %w", r.URL, err)
		}
	}
	r.Query.Known = nil
	if l.Progress != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.done++
		l.Progress(l.done, len(l.queries), *r)
	}
	return err
}

func (r *Report) incomplete(why string) {
	if i, ok := slices.BinarySearch(r.Run.Incomplete, why); !ok {
		r.Run.Incomplete = slices.Insert(r.Run.Incomplete, i, why)
	}
}

func pointers(results []Result) []*Result {
	ps := make([]*Result, len(results))
	for i := range results {
		ps[i] = &results[i]
	}
	return ps
}

func addString(list *[]string, s string) {
	if s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// AllLinks returns the citation's links, the archived one last.
func (c *Citation) AllLinks() []*Link {
	if c.Archived == nil {
		return c.Links
	}
	return append(slices.Clip(c.Links), c.Archived)
}

// judge runs the rules over what was seen.
func (c *Checker) judge(rep *Report) error {
	var faults []error
	results := make(map[string]*Result, len(rep.Results))
	for _, r := range rep.Results {
		results[r.URL] = r
	}
	var ignores []*Ignore
	for _, d := range rep.Documents {
		ignores = append(ignores, parseIgnores(d, c.Today)...)
	}
	for _, entry := range c.Ignores {
		ig := *entry // a Checker may run twice
		ig.Entry = true
		ig.Expired = ig.Until != "" && c.Today.EDTF != "" && ig.Until < c.Today.EDTF
		ignores = append(ignores, &ig)
		rep.Entries = append(rep.Entries, &ig)
	}
	pass := Pass{
		Documents: rep.Documents, Base: c.Base, Today: c.Today, Offline: c.Fetcher == nil,
		Tree: c.Tree, Aliases: c.Aliases, Lists: c.Lists, Required: c.Required, Ignores: ignores, Rules: rep.Rules, results: results, records: records(rep.Results), derived: new(sync.Map),
	}
	run := func(rules []*Rule) []*Finding {
		var runs []*Rule
		for _, r := range rules {
			if r.Online && pass.Offline {
				rep.NotRun = append(rep.NotRun, r)
				continue
			}
			runs = append(runs, r)
		}
		found, errs := pass.run(runs)
		for i, r := range runs {
			if errs[i] != nil {
				faults = append(faults, errs[i])
				rep.incomplete("fault")
				continue
			}
			rep.Ran = append(rep.Ran, r)
		}
		found = c.weigh(found, runs)
		sortFindings(found)
		return found
	}
	about, last := []*Rule{}, []*Rule{}
	for _, r := range c.Rules {
		if r.Group() == "ignore" {
			last = append(last, r)
		} else {
			about = append(about, r)
		}
	}
	found := run(about)
	silence(found, ignores)
	found, rep.Masked = unmasked(found, c.Rules)
	c.settle(ignores, rep.Documents, results)
	found = append(found, run(last)...)
	sortFindings(found)
	fingerprint(found)
	rep.Findings = c.onChanged(found)
	rep.Unchanged = len(found) - len(rep.Findings)
	return errors.Join(faults...)
}

// run runs rules side by side. It returns what they find, in the order of the rules, and the fault of
// each rule; nil if it has none.
func (p *Pass) run(rules []*Rule) (found []*Finding, faults []error) {
	finds, faults := make([][]*Finding, len(rules)), make([]error, len(rules)) // each goroutine owns a slot
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range rules {
		group.Go(func() error {
			own := *p
			own.Rule, own.report = r, func(f Finding) { finds[i] = append(finds[i], &f) }
			faults[i] = r.check(&own)
			return nil
		})
	}
	_ = group.Wait() // each rule has its own fault
	return slices.Concat(finds...), faults
}

// weigh gives each finding its severity, and leaves out those that are off.
func (c *Checker) weigh(found []*Finding, rules []*Rule) []*Finding {
	byID := make(map[string]*Rule, len(rules))
	for _, r := range rules {
		byID[r.ID] = r
	}
	return slices.DeleteFunc(found, func(f *Finding) bool {
		f.State = New
		if c.Severity != nil {
			f.Severity = c.Severity(byID[f.Rule], f)
		}
		return f.Severity == Off
	})
}

// check runs one rule. A fault of ours in it must not lose what the others find.
func (r *Rule) check(p *Pass) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("rule %s failed, which is a fault of citelint: %v", r.ID, fault)
		}
	}()
	r.Check(p)
	return nil
}

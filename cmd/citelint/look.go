package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/report"
)

// newLook looks at single sources, for people who ask why.
func (a *app) newLook() *cobra.Command {
	s := newSettings()
	s.asking()
	s.caching()
	s.counting()
	s.table = append(s.table, s.colorSetting())
	s.configuring()
	var format string
	var ask question
	c := &cobra.Command{
		Use:   "look URL ...",
		Short: "Look at single sources, and say step by step why each gets its verdict",
		Long: `look asks for an address as check does, and shows how the verdict came about: every
request, what the page says of itself, what it answers to --title, --author,
--date and --quote, and the questions that led to the verdict, in their order. It asks the web,
whatever is cached, says what earlier runs saw, and counts as one of them: what
it sees takes the place of what is cached.

Exit status: 0 if all sources are ok or moved, 1 if one is dead, soft-dead, parked,
unreachable or insecure, else 4 if one was not seen: blocked, skipped or unchecked.`,
	}
	var schema bool
	c.RunE = func(c *cobra.Command, args []string) error {
		if schema {
			return a.print([]byte(report.LookSchema()))
		}
		if err := a.settle(c, s); err != nil {
			return err
		}
		queries, err := ask.queries(args)
		if err != nil {
			return err
		}
		return a.look(c.Context(), s, args, queries, format)
	}
	flags := c.Flags()
	flags.Var(stringList(&ask.titles, "TITLE", false), "title", "a title that the page should have (list)")
	flags.Var(stringList(&ask.authors, "NAME", false), "author", `an author that the page should name: "Family, Given" (list)`)
	flags.Var(dateList(&ask.dates), "date", `a date that the page should bear: "3 May 2024" or 2024-05-03 (list)`)
	flags.Var(stringList(&ask.quotations, "TEXT", false), "quote", "a quotation that the page should have (list)")
	addFormat(c, &format)
	flags.BoolVar(&schema, "schema", false, "print the schema of -f json instead")
	s.register(flags)
	s.complete(c)
	return c
}

// A question is what is asked of each source.
type question struct {
	titles, authors, quotations []string
	dates                       []checker.Date
}

// queries makes a Query of each address.
func (q *question) queries(addresses []string) ([]checker.Query, error) {
	if len(addresses) == 0 {
		return nil, usagef("look needs an address, such as https://news.example/a")
	}
	var queries []checker.Query
	for _, raw := range addresses {
		address, fragment, ok := match.Address(raw)
		if !ok {
			return nil, usagef("%q is no address%s", raw, addressHint(raw))
		}
		one := checker.Query{URL: address, Titles: q.titles, Authors: q.authors, Dates: q.dates, Quotations: q.quotations}
		if fragment != "" {
			one.Fragments = []string{fragment}
		}
		queries = append(queries, one)
	}
	return queries, nil
}

// addressHint says how a word that is no address may have been meant.
func addressHint(raw string) string {
	if with := "https://" + raw; !strings.Contains(raw, "://") && strings.Contains(raw, ".") {
		if _, _, ok := match.Address(with); ok {
			return fmt.Sprintf(" (did you mean %s?)", with)
		}
	}
	return " (such as https://news.example/a)"
}

// explainVerdicts looks at the sources of --explain-verdict alone, and asks of each what the
// documents say of it.
func (a *app) explainVerdicts(ctx context.Context, s *settings, args []string) error {
	switch {
	case s.offline:
		return usagef("--explain-verdict and --offline contradict each other")
	case s.format != "" && s.format != "text" && s.format != "json":
		return usagef("--explain-verdict writes text or json, not %s", s.format)
	}
	queries, err := (&question{}).queries(s.explain)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return a.look(ctx, s, s.explain, queries, s.format)
	}
	in, err := a.gather(s, args, nil)
	if err != nil {
		return err
	}
	docs := in.read(ctx, a.stdin)
	a.complain(in)
	cited := checker.Queries(docs)
	for i, q := range queries {
		if at := slices.IndexFunc(cited, func(c checker.Query) bool { return c.URL == q.URL }); at >= 0 {
			queries[i] = cited[at]
		}
	}
	return a.look(ctx, s, s.explain, queries, s.format)
}

// dateList holds dates as citations print them.
func dateList(p *[]checker.Date) list[checker.Date] {
	return list[checker.Date]{p, "DATE", false, func(s string) (checker.Date, error) {
		hits := match.Dates(s)
		if len(hits) != 1 || hits[0].EDTF == "" {
			return checker.Date{}, fmt.Errorf("%q is no date (such as 3 May 2024, May 2024 or 2024-05-03)", s)
		}
		return checker.Date{EDTF: hits[0].EDTF, Text: s}, nil
	}, func(d checker.Date) string { return cmp.Or(d.Text, d.EDTF) }, new(bool)}
}

// look asks for every address and writes what came of it.
func (a *app) look(ctx context.Context, s *settings, asked []string, queries []checker.Query, format string) error {
	looks, err := a.lookAt(ctx, s, asked, queries, true)
	if err != nil {
		return err
	}
	a.status = lookStatus(ctx, looks)
	var b bytes.Buffer
	if format == "json" {
		err = report.LookJSON(&b, looks, versionNumber())
	} else {
		var colors func(kind, words string) string
		if s.isColored(a.stdout) {
			colors = paint
		}
		err = report.LookText(&b, looks, colors)
	}
	if err != nil {
		return err
	}
	return a.print(b.Bytes())
}

// lookAt answers the queries, all at once, in their order. It may count as a run that is remembered.
func (a *app) lookAt(ctx context.Context, s *settings, asked []string, queries []checker.Query, remembers bool) ([]report.Look, error) {
	pages := s.pageReader()
	client := s.client(pages)
	scrub := s.scrubber()
	seen := sightings{clean: scrub.values.clean}
	client.Inspect, client.Trace = seen.watch(scrub.inspector(client.Inspect)), scrub.trace(seen.trace)
	fetcher, memory := unconditional(scrub.fetcher(a.network(client))), &memory{}
	if remembers {
		s.maxAge = 0 // what an earlier run saw explains no verdict
		fetcher, memory = s.remember(fetcher)
		fetcher = s.registered(fetcher, client, memory)
	}
	defer func() {
		_ = pages.Close() // all answers are in
		_ = client.Close()
		for _, warning := range memory.close() {
			a.say("%s", warning)
		}
	}()
	looks := make([]report.Look, len(queries))
	errs := make([]error, len(queries))
	var all sync.WaitGroup
	for i, q := range queries {
		all.Go(func() {
			r, err := fetcher.Fetch(ctx, q)
			looks[i], errs[i] = report.Look{Asked: asked[i], Result: &r}, err
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("looking at %s: %w", asked[i], err)
		}
		in := seen.of(looks[i].Result)
		looks[i].Titles, looks[i].Signals = in.Titles, in.Signals
		looks[i].Requests = requests(seen.exchanges[queries[i].URL])
	}
	return looks, nil
}

// unconditional asks for the whole page, whatever is known of it: one that has not changed would not
// show itself.
func unconditional(f checker.Fetcher) checker.Fetcher {
	return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
		q.Known = nil
		return f.Fetch(ctx, q)
	})
}

// lookStatus decides the exit status of look.
func lookStatus(ctx context.Context, looks []report.Look) int {
	status := statusOK
	for _, l := range looks {
		switch l.Result.Verdict {
		case checker.OK, checker.Moved:
		case checker.Blocked, checker.Skipped, checker.Unchecked:
			status = max(status, statusIncomplete)
		default:
			return statusFindings
		}
	}
	if ctx.Err() != nil {
		return statusInterrupted
	}
	return status
}

// Sightings keep what a Client asked and what its Inspector read, for looks.
type sightings struct {
	clean     func(address string) string // as Results have it
	mu        sync.Mutex
	last      map[sighting]checker.Inspection
	exchanges map[string][]fetch.Exchange // by the URL of the query
}

// trace keeps a request.
func (si *sightings) trace(e fetch.Exchange) {
	si.mu.Lock()
	defer si.mu.Unlock()
	if si.exchanges == nil {
		si.exchanges = map[string][]fetch.Exchange{}
	}
	si.exchanges[e.Query] = append(si.exchanges[e.Query], e)
}

// requests puts exchanges into the form of a report.
func requests(exchanges []fetch.Exchange) []report.Request {
	var out []report.Request
	for _, e := range exchanges {
		r := report.Request{
			For: e.For, URL: e.URL, Attempt: e.Attempt, Wait: e.Wait, Took: e.Took,
			Status: e.Status, Failure: e.Failure, TLS: e.TLS,
		}
		for _, name := range slices.Sorted(maps.Keys(e.Header)) {
			for _, value := range e.Header[name] {
				r.Header = append(r.Header, report.Field{Name: name, Value: value})
			}
		}
		out = append(out, r)
	}
	return out
}

// A sighting is a page that was read to answer a query.
type sighting struct{ asked, page string }

// watch returns an Inspector that keeps what inspect reads.
func (si *sightings) watch(inspect checker.Inspector) checker.Inspector {
	return func(r checker.Response, q checker.Query) checker.Inspection {
		in := inspect(r, q)
		si.mu.Lock()
		defer si.mu.Unlock()
		if si.last == nil {
			si.last = map[sighting]checker.Inspection{}
		}
		si.last[sighting{q.URL, si.clean(r.URL)}] = checker.Inspection{Titles: in.Titles, Signals: in.Signals}
		return in
	}
}

// of returns what was read at the page that a Result tells of.
func (si *sightings) of(r *checker.Result) checker.Inspection {
	si.mu.Lock()
	defer si.mu.Unlock()
	return si.last[sighting{r.URL, r.Page.URL}]
}

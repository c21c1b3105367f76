package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/store"
	"github.com/citelint/citelint/report"
)

// newHistory says what is remembered of sources: the health of links over time.
func (a *app) newHistory() *cobra.Command {
	s := newSettings()
	s.input()
	s.table = append(s.table,
		&setting{name: "today", value: dayValue(&s.today), usage: "the day of which ages count, for repeatable runs (default the clock, UTC)"})
	s.counting()
	s.table = append(s.table, s.colorSetting())
	s.configuring()
	var name, since string
	var files []string
	var schema bool
	c := &cobra.Command{
		Use:   "history [PATH|URL ...]",
		Short: "Say how the cited links have fared: what fails, for how long, week by week",
		Long: `history tells what the state remembers of the sources that earlier runs have looked
at: which fail and for how long, which hosts, and week by week how many broke and
recovered. With documents it tells of their sources, with addresses of those. It opens
no socket. -o history.html writes a page with charts.

Exit status: 3 if the state or a document cannot be read, else 0.`,
		Args: cobra.ArbitraryArgs,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if schema {
			return a.print([]byte(report.HistorySchema()))
		}
		if err := a.settle(c, s); err != nil {
			return err
		}
		outputs, err := parseOutputs(s.place.wd, files, historyFormats(nil, nil))
		if err != nil {
			return err
		}
		h, err := a.history(c.Context(), s, args, since, outputs)
		if err != nil || h == nil {
			return err
		}
		var colors func(kind, words string) string
		if s.isColored(a.stdout) {
			colors = paint
		}
		return errors.Join(
			a.write([]output{{format: cmp.Or(name, "text")}}, historyFormats(h, colors)),
			a.write(outputs, historyFormats(h, nil)),
		)
	}
	names := formatNames(historyFormats(nil, nil))
	c.Flags().VarP(choiceValue(&name, "FORMAT", "format", names), "format", "f", "format of standard output: text (the default), json or html")
	c.Flags().VarP(stringList(&files, "FILE[:FORMAT]", false), "output", "o", "write to a file too (list)")
	c.Flags().StringVar(&since, "since", "", "tell of weeks and changes since: a date, or so long ago (90d) (default a year)")
	c.Flags().BoolVar(&schema, "schema", false, "print the schema of -f json instead")
	s.register(c.Flags())
	s.complete(c)
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not registered
	}
	return c
}

// historyFormats are the forms of a history; text is in colour, if paint is not nil.
func historyFormats(h *report.History, paint func(kind, words string) string) []format {
	return []format{
		{"text", []string{".txt"}, func(w io.Writer) error { return report.HistoryText(w, h, paint) }},
		{"json", []string{".json"}, func(w io.Writer) error { return report.HistoryJSON(w, h, versionNumber()) }},
		{"html", []string{".html"}, func(w io.Writer) error { return report.HistoryHTML(w, h) }},
	}
}

// history reads what is remembered, and the documents that are named. Nil if the state cannot be
// read, which is said.
func (a *app) history(ctx context.Context, s *settings, args []string, since string, outputs []output) (*report.History, error) {
	today := time.Now().UTC().Truncate(24 * time.Hour)
	if !s.today.IsZero() {
		today, _ = time.Parse(time.DateOnly, s.today.EDTF) // it was parsed so
	}
	h := &report.History{Today: today, Named: len(args) > 0}
	var err error
	if h.Since, err = sinceWhen(since, today); err != nil {
		return nil, err
	}
	var paths, addresses []string
	for _, arg := range args {
		if addr, _, ok := match.Address(arg); ok && !exists(arg) {
			addresses = append(addresses, addr)
		} else {
			paths = append(paths, arg)
		}
	}
	var docs []*checker.Document
	if len(paths) > 0 {
		in, err := a.gather(s, paths, outputs)
		if err != nil {
			return nil, err
		}
		docs = in.read(ctx, a.stdin)
		a.complain(in)
		if len(in.unread) > 0 {
			a.status = statusInput
		}
	}
	all, err := s.remembers()
	if err != nil {
		a.say("state: %v", err)
		a.status = statusInput
		return nil, nil
	}
	fill(h, all, s.confirmation(), docs, addresses)
	return h, nil
}

// sinceWhen reads --since: a day, or how long before today; zero if it is empty.
func sinceWhen(since string, today time.Time) (time.Time, error) {
	if since == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, since); err == nil {
		return day, nil
	}
	ago, err := parseDuration(since)
	if err != nil {
		return time.Time{}, usagef("--since: %q is neither a date (YYYY-MM-DD) nor a duration (such as 90d)", since)
	}
	return today.Add(-ago), nil
}

// remembers reads the state, if there is one.
func (s *settings) remembers() ([]store.Source, error) {
	file, err := s.statePath()
	if err != nil {
		return nil, fmt.Errorf("%w (--state FILE names a place)", err)
	}
	if file == "" {
		return nil, nil
	}
	all, err := store.Sources(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return all, err
}

// fill puts into a history what is remembered up to its day: of all sources, or of those that are
// named.
func fill(h *report.History, all []store.Source, c store.Confirm, docs []*checker.Document, addresses []string) {
	wanted := map[string]bool{}
	for _, d := range docs {
		citing := report.CitingDocument{Path: d.Path}
		for _, q := range checker.Queries([]*checker.Document{d}) {
			key := store.Key(q.URL, report.HasSecret)
			citing.Sources = append(citing.Sources, key)
			wanted[key] = true
		}
		h.Documents = append(h.Documents, citing)
	}
	slices.SortFunc(h.Documents, func(a, b report.CitingDocument) int { return strings.Compare(a.Path, b.Path) })
	asked := map[string]string{} // addresses, by what they are remembered by
	for _, addr := range addresses {
		key := store.Key(addr, report.HasSecret)
		if asked[key] == "" {
			h.Asked = append(h.Asked, key)
		}
		asked[key], wanted[key] = addr, true
	}
	slices.Sort(h.Asked)
	known := map[string]bool{}
	end := h.Today.Add(24 * time.Hour)
	for _, src := range all {
		if h.Named && !wanted[src.Key] {
			continue
		}
		src.Looks = slices.DeleteFunc(src.Looks, func(l store.Look) bool { return !l.First.Before(end) })
		if len(src.Looks) == 0 {
			continue
		}
		known[src.Key] = true
		r := src.Result(c)
		remembered := report.RememberedSource{Result: &r, Looks: make([]report.Seen, len(src.Looks))}
		for i, l := range src.Looks {
			remembered.Looks[i] = report.Seen{Time: l.First, Verdict: l.Verdict}
		}
		h.Sources = append(h.Sources, remembered)
	}
	for i := range h.Documents {
		for _, key := range h.Documents[i].Sources {
			if !known[key] {
				h.Documents[i].Unknown++
			}
		}
	}
	for key, addr := range asked {
		if !known[key] {
			h.Unknown = append(h.Unknown, addr)
		}
	}
	slices.Sort(h.Unknown)
}

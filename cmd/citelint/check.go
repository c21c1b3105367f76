package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// newCheck is the default command: it reads, looks at the web, runs all rules and reports.
func (a *app) newCheck() *cobra.Command {
	s := newSettings()
	s.input()
	s.judging()
	s.accepting()
	s.changing()
	s.checking()
	s.configuring()
	c := &cobra.Command{
		Use:   "check [PATH ...]",
		Short: "Find every citation, look at every source, report (the default)",
		Args:  cobra.ArbitraryArgs,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if c == c.Root() {
			if err := unknownCommand(c, args); err != nil {
				return err
			}
		}
		if err := a.settle(c, s); err != nil {
			return err
		}
		s.onActions(os.LookupEnv)
		if s.printConfig {
			return a.print(s.printed())
		}
		if len(s.explain) > 0 {
			return a.explainVerdicts(c.Context(), s, args)
		}
		if len(args) == 0 && s.place.repo == "" && s.configFile == "" {
			a.status = statusUsage
			return c.Help()
		}
		return a.check(c.Context(), s, args)
	}
	s.register(c.Flags())
	s.complete(c)
	return c
}

// checking adds the settings that only check has.
func (s *settings) checking() {
	s.table = append(s.table,
		&setting{name: "format", short: "f", value: choiceValue(&s.format, "FORMAT", "format", formatNames(reportFormats(nil, nil))), usage: "format of standard output: " + strings.Join(formatNames(reportFormats(nil, nil)), ", ")},
		&setting{name: "output", short: "o", key: "output", value: stringList(&s.outputs, "FILE[:FORMAT]", false), usage: "a further report (list)"},
		&setting{name: "ci", value: choiceValue(&s.ci, "WHEN", "word", []string{"auto", "never"}), usage: "auto, or never: GITHUB_ACTIONS changes no default (otherwise -f is github, and a summary is added to the step's)"},
		&setting{name: "explain-verdict", value: stringList(&s.explain, "URL", false), usage: "look at this source alone, with what the documents say of it, and show step by step how it gets its verdict, as citelint look does (list)"},
		&setting{name: "print-config", value: boolValue(&s.printConfig), usage: "print the settings in force and where each comes from"},
	)
}

// settle resolves the settings and warns of variables that mean nothing.
func (a *app) settle(c *cobra.Command, s *settings) error {
	for _, w := range unknownVariables(os.Environ()) {
		a.say("%s", w)
	}
	return s.resolve(c.Flags(), os.LookupEnv)
}

// reportFormats returns the formats of a report; in colour, if paint is not nil.
func reportFormats(rep *checker.Report, paint func(kind, words string) string) []format {
	var formats []format
	for _, f := range report.Formats {
		write := func(w io.Writer) error { return f.Write(w, rep) }
		switch {
		case f.Name == "text" && paint != nil:
			write = func(w io.Writer) error { return report.Text(w, rep, paint) }
		case f.Name == "github" && paint != nil:
			write = func(w io.Writer) error { return report.GitHub(w, rep, paint) }
		}
		formats = append(formats, format{f.Name, f.Exts, write})
	}
	return formats
}

// check does the work of one run.
func (a *app) check(ctx context.Context, s *settings, args []string) error {
	started := time.Now()
	outputs, err := s.reports()
	if err != nil {
		return err
	}
	if err := s.checkOnly(s.severities()); err != nil {
		return err
	}
	accepted, err := s.readBaseline()
	if err != nil {
		return err
	}
	change, err := s.change(ctx, os.Getenv)
	if err != nil {
		return err
	}
	in, err := a.gather(s, args, outputs)
	if err != nil {
		return err
	}
	docs := in.read(ctx, a.stdin)
	a.complain(in)

	for _, ig := range s.ignores {
		ig.Whole = in.readsAll(cmp.Or(ig.Path, "**"))
	}
	check, done := a.checker(s, docs, change, started)
	rep, err := check.Check(ctx, docs...)
	done()
	if err != nil {
		a.say("%v", err)
	}
	s.describe(rep, in, started)
	if change != nil {
		rep.Run.Changed = change.ref
	}
	if ctx.Err() != nil {
		addReason(rep, "interrupted")
	}
	oneNetwork(rep)
	unwritten := accepted.apply(ctx, a, s, rep, args)
	a.status = s.status(ctx, rep, in)
	if unwritten != nil {
		a.say("%v", unwritten)
		a.unwritten()
	}
	rep.Run.ExitStatus = a.status
	if a.status == statusInput && len(in.unread) == 0 {
		a.say("no note and no link in %s (--require-citations)", count(len(docs), "document"))
	}
	if len(docs) == 0 && len(in.unread) == 0 && ctx.Err() == nil {
		a.say("nothing to check: the configuration leaves out all documents")
	}
	return a.report(s, rep, outputs)
}

// report writes standard output and every further report.
func (a *app) report(s *settings, rep *checker.Report, outputs []output) error {
	name := cmp.Or(s.format, "text")
	plainly := s.formats(rep, nil)
	errStdout := a.write([]output{{format: name}}, a.formatsFor(s, rep, plainly))
	if name != "text" && name != "github" {
		if lines := strings.Split(strings.TrimRight(report.Summary(rep), "\n"), "\n"); lines[len(lines)-1] != "" {
			fmt.Fprintln(a.stderr, lines[len(lines)-1])
		}
	}
	fitSummary(outputs, rep)
	asked := slices.DeleteFunc(slices.Clone(outputs), func(o output) bool { return o.unasked })
	unasked := slices.DeleteFunc(slices.Clone(outputs), func(o output) bool { return !o.unasked })
	if a.complainOf(errStdout, a.write(asked, plainly)) {
		a.unwritten()
	}
	a.complainOf(a.write(unasked, plainly))
	return nil
}

// complainOf says each line of the errors, and whether there is one.
func (a *app) complainOf(errs ...error) bool {
	err := errors.Join(errs...)
	if err == nil {
		return false
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		a.say("%s", line)
	}
	return true
}

// unwritten takes note that a file could not be written.
func (a *app) unwritten() {
	if a.status == statusOK || a.status == statusIncomplete {
		a.status = statusInput
	}
}

func (a *app) formatsFor(s *settings, rep *checker.Report, plainly []format) []format {
	if s.isColored(a.stdout) {
		return s.formats(rep, paint)
	}
	return plainly
}

// formats are the formats of a report on files in their place: code scanning shows nothing at a
// symbolic link.
func (s *settings) formats(rep *checker.Report, paint func(kind, words string) string) []format {
	formats := reportFormats(rep, paint)
	for i := range formats {
		if formats[i].name == "sarif" {
			formats[i].write = func(w io.Writer) error { return report.SARIFAt(w, rep, s.place.real) }
		}
	}
	return formats
}

// reports reads the outputs that are asked for. Those of the configuration file lie inside the root.
func (s *settings) reports() ([]output, error) {
	base, fromFile := s.place.wd, false
	for _, row := range s.table {
		if row.name == "output" && s.isFromFile(row) {
			base, fromFile = s.place.root, true
		}
	}
	outputs, err := parseOutputs(base, s.outputs, reportFormats(nil, nil))
	for _, o := range outputs {
		if fromFile && outside(s.place.rel(o.file)) {
			return nil, usagef("%s: output: %s lies outside of %s", s.configName(), o.arg, s.place.root)
		}
	}
	return s.withSummary(outputs), err
}

// gather finds the inputs. A report must not overwrite one of them.
func (a *app) gather(s *settings, args []string, outputs []output) (*gathering, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	var files []string
	for _, o := range outputs {
		files = append(files, o.file)
	}
	if slices.Contains(args, "") {
		return nil, usagef("an empty PATH (write . for the working directory)")
	}
	in := s.gather(args, files)
	for _, o := range outputs {
		if in.has(o.file) {
			return nil, usagef("--output: %s is an input: it would be overwritten", o.arg)
		}
	}
	return in, nil
}

// complain says which inputs could not be read, and which the configuration leaves out.
func (a *app) complain(in *gathering) {
	for _, name := range in.excluded {
		a.say("%s: left out, as exclude says", name)
	}
	for _, u := range in.unread {
		a.say("%s: %s", in.settings.place.shown(u.Path), u.Error)
	}
}

// checker wires the rules, the severities, the files and the web together. Done ends what it began.
func (a *app) checker(s *settings, docs []*checker.Document, change *change, now time.Time) (c *checker.Checker, done func()) {
	sev := s.severities()
	c = &checker.Checker{
		All: rule.All, Rules: s.rules(sev), Severity: sev.finding,
		Today: s.today, Tree: s.tree(docs), Ignores: s.ignores, Aliases: s.aliases, Lists: s.lists, Required: s.required,
	}
	if c.Today.IsZero() {
		c.Today = checker.Day(now)
	}
	if change != nil {
		c.Changed, c.Base = change.touches(s.place), change.before(s.place, docs)
	}
	if s.offline {
		return c, func() {}
	}
	pages := s.pageReader()
	client := s.client(pages)
	memory := &memory{}
	scrub := s.scrubber()
	c.Identifiers = s.asksRegistries()
	sources := c.Sources(docs)
	c.Fetcher = scrub.fetcher(a.network(client))
	if sources > 0 {
		c.Fetcher, memory = s.remember(c.Fetcher)
	}
	c.Fetcher = s.registered(c.Fetcher, client, memory)
	lines, erase := a.stderr, func() {}
	if s.showsProgress(a.stderr) {
		b := newBar(a.stderr, sources)
		c.Progress, lines, erase = b.progress, b, b.done
	}
	if j := s.journal(lines); j != nil {
		c.Fetcher, client.Trace = j.telling(c.Fetcher), scrub.trace(j.request)
	}
	return c, func() {
		erase()
		_ = pages.Close() // all answers are in
		_ = client.Close()
		for _, warning := range memory.close() {
			a.say("%s", warning)
		}
	}
}

func (s *settings) severities() severities {
	return severities{written: [][]level{s.levels, s.fileLevels}, hosts: s.hosts, profile: profileLevels(s.profile)}
}

// rules returns the rules to run, in the order of rule.All.
func (s *settings) rules(sev severities) []*checker.Rule {
	rules := []*checker.Rule{}
	for _, r := range rule.All {
		only := len(s.only) == 0 || slices.ContainsFunc(s.only, r.Match)
		if only && sev.runs(r) {
			rules = append(rules, r)
		}
	}
	return rules
}

// checkOnly refuses an --only that names nothing but rules that are off: it would find nothing, and
// say so as if that meant something.
func (s *settings) checkOnly(sev severities) error {
	for _, pattern := range s.only {
		runs := func(r *checker.Rule) bool { return r.Match(pattern) && sev.runs(r) }
		if !slices.ContainsFunc(rule.All, runs) {
			return usagef("--only: %s is off (--rule %s turns it on)", pattern, level{pattern, checker.Warning})
		}
	}
	return nil
}

// describe fills in what a report says of its run.
func (s *settings) describe(rep *checker.Report, in *gathering, started time.Time) {
	run := &rep.Run
	run.Version = versionNumber()
	run.Started, run.Finished = started, time.Now()
	run.Unread = in.unread
	run.Profile, run.FailOn = s.profile, s.failOn
	run.Dir = s.place.dir()
	if s.configFile != "" {
		run.Config = s.place.rel(s.configFile)
	}
	if len(in.unread) > 0 {
		addReason(rep, "input")
	}
	switch {
	case s.quiet:
		rep.Detail = checker.Quiet
	case s.verbose > 0:
		rep.Detail = checker.Verbose
	}
}

// addReason adds a reason why a run is incomplete.
func addReason(rep *checker.Report, why string) {
	if i, ok := slices.BinarySearch(rep.Run.Incomplete, why); !ok {
		rep.Run.Incomplete = slices.Insert(rep.Run.Incomplete, i, why)
	}
}

// status decides the exit status: the first of interrupted, findings, input, incomplete that holds.
func (s *settings) status(ctx context.Context, rep *checker.Report, in *gathering) int {
	partial := slices.ContainsFunc(rep.Run.Incomplete, func(why string) bool { return why != "input" })
	switch {
	case ctx.Err() != nil:
		return statusInterrupted
	case rep.Failed():
		return statusFindings
	case len(in.unread) > 0, s.requireCitations && citesNothing(rep):
		return statusInput
	case partial && !s.allowIncomplete:
		return statusIncomplete
	}
	return statusOK
}

// citesNothing reports whether all documents together have no note and no link.
func citesNothing(rep *checker.Report) bool {
	return !slices.ContainsFunc(rep.Documents, func(d *checker.Document) bool { return len(d.Notes)+len(d.Links) > 0 })
}

func count(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}

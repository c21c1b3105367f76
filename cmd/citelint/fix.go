package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// newFix makes the fixes that rules offer.
func (a *app) newFix() *cobra.Command {
	s := newSettings()
	s.input()
	s.fixing()
	s.configuring()
	var f fixes
	c := &cobra.Command{
		Use:   "fix [PATH ...]",
		Short: "Show what would mend the findings as a diff, or write it",
		Long: `fix looks for findings as check does and mends those whose rules know how (citelint rules
lists which). It prints a unified diff that git apply takes and changes no file; --write
writes the files instead. Safe fixes change neither what a note says nor where its link
leads; --unsafe adds those that are probably right: read their diff.

Fixes are made until none is left, so a second run changes nothing. Code, comments and front
matter stay as they are, and so do line ends, encoding and mode. A file that has changed
since it was read is not written, nor is one that is read-only or has several names (hard
links); behind a symbolic link the file it leads to is. Ignored findings are not fixed, those
of the baseline are. Of - with --write the fixed text goes to standard output.

Exit status: 0 if there is nothing to fix, or all of it was written; 1 if there are fixes in
the diff; 2 for a usage error; 3 if a file could not be read or written; 4 if the run is
incomplete; 130 if it was interrupted, and then what was not yet written is not.`,
		Args: cobra.ArbitraryArgs,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := a.settle(c, s); err != nil {
			return err
		}
		if len(args) == 0 && s.place.repo == "" && s.configFile == "" {
			a.status = statusUsage
			return c.Help()
		}
		return a.fix(c.Context(), s, f, args)
	}
	c.Flags().BoolVar(&f.write, "write", false, "write the files")
	c.Flags().BoolVar(&f.unsafe, "unsafe", false, "make fixes, too, that are only probably right")
	s.register(c.Flags())
	s.complete(c)
	return c
}

// fixing adds the settings that say what is found and fixed: those of check, but for what is about
// reports.
func (s *settings) fixing() {
	s.judging()
	s.changing()
	s.table = slices.DeleteFunc(s.table, func(row *setting) bool {
		return row.name == "require-citations" || row.name == "fail-on"
	})
	for _, row := range s.table {
		switch row.name {
		case "only":
			row.usage = "fix what these rules or groups find and nothing else (list)"
		case "changed":
			row.usage = "fix only what stands on lines changed since REF, or without =REF since the branch that this one goes into"
		case "quiet":
			row.usage = "no summary"
		case "verbose":
			row.usage = "also each fix, and a line a source while it looks; -vv: each request, too"
		}
	}
}

// fixes is what fix is asked for, and how it went.
type fixes struct {
	write, unsafe bool
}

func (a *app) fix(ctx context.Context, s *settings, f fixes, args []string) error {
	if err := s.checkOnly(s.severities()); err != nil {
		return err
	}
	in, err := a.gather(s, args, nil)
	if err != nil {
		return err
	}
	change, err := s.change(ctx, os.Getenv)
	if err != nil {
		return err
	}
	docs := in.read(ctx, a.stdin)
	a.complain(in)

	check, done := a.checker(s, docs, change, time.Now())
	m := checker.Mender{Checker: check, Read: readAgain, Unsafe: f.unsafe}
	mended, rep, err := m.Mend(ctx, docs...)
	done()
	if err != nil && ctx.Err() == nil {
		a.say("%v", err)
	}
	oneNetwork(rep)
	unwritten, err := a.bring(ctx, s, f, in, mended)
	if !s.quiet && ctx.Err() == nil {
		a.summarize(s, f, mended)
	}
	pending := !f.write && slices.ContainsFunc(mended, isChanged)
	switch {
	case ctx.Err() != nil:
		a.status = statusInterrupted
	case pending:
		a.status = statusFindings
	case len(in.unread) > 0, unwritten:
		a.status = statusInput
	case len(rep.Run.Incomplete) > 0 && !s.allowIncomplete:
		a.status = statusIncomplete
		a.say("the run is incomplete (%s): there may be more to fix", strings.Join(rep.Run.Incomplete, ", "))
	}
	return err
}

// readAgain reads a changed source. A fault of ours in it must not lose the document.
func readAgain(path string, src []byte) (d *checker.Document, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			d, err = nil, fmt.Errorf("citelint failed on what has become of %s: %v", path, fault)
		}
	}()
	if d, err = read.Document(path, src); err != nil {
		return nil, err
	}
	cite.Parse(d)
	return d, nil
}

func isChanged(m *checker.Mended) bool { return !bytes.Equal(m.Source, m.Document.Source) }

// bring prints or writes what has become of the documents, and reports whether a file that was to be
// written is not.
func (a *app) bring(ctx context.Context, s *settings, f fixes, in *gathering, mended []*checker.Mended) (unwritten bool, err error) {
	names := map[string]string{}
	for _, i := range in.inputs {
		names[i.path] = i.name
	}
	var out bytes.Buffer
	for _, m := range mended {
		path := m.Document.Path
		name := names[path]
		switch {
		case ctx.Err() != nil:
		case f.write && name == "":
			out.Write(m.Source)
		case !isChanged(m):
		case f.write:
			if err := replaceFile(name, m.Document.Source, m.Source); err != nil {
				a.say("%s: not fixed: %v", s.place.shown(path), plain(err))
				unwritten = true
			}
		default:
			out.Write(a.diff(s, s.place.real(path), m.Document.Source, m.Source))
		}
	}
	if out.Len() == 0 {
		return unwritten, nil
	}
	return unwritten, a.print(out.Bytes())
}

// diff is a unified diff, plain where git is to read it: for eyes it is coloured and moves no cursor.
func (a *app) diff(s *settings, path string, before, after []byte) []byte {
	d := unified(path, before, after)
	colored := s.isColored(a.stdout)
	if !colored && !isTerminal(a.stdout) {
		return d
	}
	return shownDiff(d, colored)
}

// summarize says what was fixed and what is left.
func (a *app) summarize(s *settings, f fixes, mended []*checker.Mended) {
	made, changed, unasked, unfixed := 0, 0, 0, 0
	for _, m := range mended {
		made += len(m.Made)
		unasked += len(m.Unasked)
		unfixed += m.Unfixed
		shown := s.place.shown(m.Document.Path)
		if isChanged(m) {
			changed++
			a.say("%s: %s (%s)", shown, fixCount(len(m.Made)), tally(m.Made))
		}
		if s.verbose > 0 {
			for _, g := range m.Made {
				a.say("%s:%d:%d: %s [%s]", shown, g.Span.Start.Line, g.Span.Start.Column, g.Fix.Message, g.Rule)
			}
		}
		switch n := len(m.Refused); {
		case n > 0 && m.Document.Derived:
			a.say("%s: %s not made: its text was taken out of a file of another kind; mend that", shown, fixCount(n))
		case n > 0:
			a.say("%s: %s left out, which would change more than the finding (%s)", shown, fixCount(n), tally(m.Refused))
		}
	}
	words := "nothing to fix"
	if made > 0 {
		words = fmt.Sprintf("%s in %d of %s", fixCount(made), changed, count(len(mended), "document"))
		if !f.write {
			words += "; --write makes " + pronoun(made)
		}
	}
	if unasked > 0 {
		words += fmt.Sprintf("; %d unsafe (--unsafe shows %s)", unasked, pronoun(unasked))
	}
	if unfixed > 0 {
		words += fmt.Sprintf("; %s without a fix", count(unfixed, "finding"))
	}
	a.say("%s", words)
}

func fixCount(n int) string {
	if n == 1 {
		return "1 fix"
	}
	return fmt.Sprintf("%d fixes", n)
}

func pronoun(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// tally names the rules of findings, with how many each has if they are several.
func tally(found []*checker.Finding) string {
	n := map[string]int{}
	var rules []string
	for _, f := range found {
		if n[f.Rule]++; n[f.Rule] == 1 {
			rules = append(rules, f.Rule)
		}
	}
	slices.SortFunc(rules, func(a, b string) int { return cmp.Or(n[b]-n[a], strings.Compare(a, b)) })
	for i, r := range rules {
		if n[r] > 1 {
			rules[i] = fmt.Sprintf("%s ×%d", r, n[r])
		}
	}
	return strings.Join(rules, ", ")
}

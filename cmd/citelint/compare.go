package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// maxReport is how long a report may be that is read back, in bytes: one of 10,000 sources has some 30
// million.
const maxReport = 1 << 30

// newDiff says what has changed between two reports.
func (a *app) newDiff() *cobra.Command {
	s := newSettings()
	s.table = append(s.table,
		&setting{name: "fail-on", key: "fail-on", value: levelValue(&s.failOn), usage: "lowest severity of a new finding that gives status 1: error, warning, info or never"},
		s.colorSetting())
	s.configuring()
	var name string
	var files []string
	var schema bool
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what has changed between two JSON reports",
		Long: `diff compares two reports that citelint wrote as json or jsonl, and says which findings
are new, fixed and still there, and which sources broke and recovered. What NEW did
not look for, since a rule did not run, a source was not read or a document is not
in it, is never said to be fixed: it is not compared. - is standard input.

Exit status: 1 if a finding at or above --fail-on counts in NEW that did not count in
OLD, 3 if a report cannot be read, else 0.`,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case schema:
			return a.print([]byte(report.DiffSchema()))
		case len(args) != 2:
			return usagef("diff needs two reports: citelint diff OLD.json NEW.json")
		case args[0] == "-" && args[1] == "-":
			return usagef("only one of two reports can be standard input")
		}
		if err := a.settle(c, s); err != nil {
			return err
		}
		outputs, err := parseOutputs(s.place.wd, files, a.diffFormats(nil, nil))
		if err != nil {
			return err
		}
		var reports [2]*report.Past
		for i, arg := range args {
			if reports[i], err = a.readPast(arg); err != nil {
				a.say("%s %v", shownName(arg), err)
				a.status = statusInput
			}
			for _, o := range outputs {
				if arg != "-" && sameFile(o.file, s.place.abs(arg)) {
					return usagef("--output: %s is an input: it would be overwritten", o.arg)
				}
			}
		}
		if a.status != statusOK {
			return nil
		}
		d := report.Compare(reports[0], reports[1], rule.All)
		if d.Fails(s.failOn) {
			a.status = statusFindings
		}
		var colors func(kind, words string) string
		if s.isColored(a.stdout) {
			colors = paint
		}
		return errors.Join(
			a.write([]output{{format: cmp.Or(name, "text")}}, a.diffFormats(d, colors)),
			a.write(outputs, a.diffFormats(d, nil)),
		)
	}
	names := formatNames(a.diffFormats(nil, nil))
	c.Flags().VarP(choiceValue(&name, "FORMAT", "format", names), "format", "f", "format of standard output: text (the default), markdown or json")
	c.Flags().VarP(stringList(&files, "FILE[:FORMAT]", false), "output", "o", "write to a file too (list)")
	c.Flags().BoolVar(&schema, "schema", false, "print the schema of -f json instead")
	s.register(c.Flags())
	s.complete(c)
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not registered
	}
	return c
}

// diffFormats are the forms of a comparison; text is in colour, if paint is not nil.
func (a *app) diffFormats(d *report.Diff, paint func(kind, words string) string) []format {
	return []format{
		{"text", []string{".txt"}, func(w io.Writer) error { return report.DiffText(w, d, paint) }},
		{"markdown", []string{".md"}, func(w io.Writer) error { return report.DiffMarkdown(w, d) }},
		{"json", []string{".json"}, func(w io.Writer) error {
			return report.DiffJSON(w, d, versionNumber(), a.status == statusFindings)
		}},
	}
}

// readPast reads one of the reports. The error is worded as what follows its name.
func (a *app) readPast(arg string) (*report.Past, error) {
	from := a.stdin
	if arg != "-" {
		f, err := os.Open(arg)
		if err != nil {
			return nil, fmt.Errorf("cannot be read: %w", plain(err))
		}
		defer f.Close()
		from = f
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(from, maxReport+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", plain(err))
	case n > maxReport:
		return nil, errors.New("is larger than 1 GiB")
	}
	return report.ReadPast(shownName(arg), b.Bytes())
}

func shownName(arg string) string {
	if arg == "-" {
		return "standard input"
	}
	return arg
}

// sameFile reports whether two names lead to one file.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return a == b || errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

package main

import (
	"cmp"
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// newExtract writes documents and citations as data: no rules, no sockets.
func (a *app) newExtract() *cobra.Command {
	s := newSettings()
	s.input()
	s.configuring()
	var format string
	var files []string
	c := &cobra.Command{
		Use:   "extract [PATH ...]",
		Short: "Write documents, notes and citations as data",
		Args:  cobra.ArbitraryArgs,
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := a.settle(c, s); err != nil {
			return err
		}
		if len(args) == 0 && s.place.repo == "" && s.configFile == "" {
			a.status = statusUsage
			return c.Help()
		}
		outputs, err := parseOutputs(s.place.wd, files, extractFormats(nil))
		if err != nil {
			return err
		}
		return a.extract(c.Context(), s, args, cmp.Or(format, "json"), outputs)
	}
	s.register(c.Flags())
	s.complete(c)
	names := formatNames(extractFormats(nil))
	c.Flags().VarP(choiceValue(&format, "FORMAT", "format", names), "format", "f", "format of standard output: json (the default), "+strings.Join(names[1:], ", "))
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not registered
	}
	c.Flags().VarP(stringList(&files, "FILE[:FORMAT]", false), "output", "o", "write to a file too (list)")
	return c
}

func (a *app) extract(ctx context.Context, s *settings, args []string, name string, outputs []output) error {
	in, err := a.gather(s, args, outputs)
	if err != nil {
		return err
	}
	docs := in.read(ctx, a.stdin)
	a.complain(in)
	switch {
	case ctx.Err() != nil:
		a.status = statusInterrupted
	case len(in.unread) > 0:
		a.status = statusInput
	}
	return a.write(append([]output{{format: name}}, outputs...), extractFormats(docs))
}

// extractFormats returns the formats of what documents say; the default is the first. Those of a
// report that hold what documents say, too, are written of a report that found nothing.
func extractFormats(docs []*checker.Document) []format {
	formats := []format{
		{"json", []string{".json"}, func(w io.Writer) error { return report.Extract(w, docs, versionNumber()) }},
		{"jsonl", []string{".jsonl"}, func(w io.Writer) error { return report.ExtractLines(w, docs, versionNumber()) }},
	}
	rep := &checker.Report{Documents: docs}
	for _, f := range report.Formats {
		switch f.Name {
		case "csv", "csl-json", "bibtex", "ris":
			formats = append(formats, format{f.Name, f.Exts, func(w io.Writer) error { return f.Write(w, rep) }})
		}
	}
	return formats
}

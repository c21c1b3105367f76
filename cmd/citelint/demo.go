package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/page"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/testdata"
)

// demoToday is the day of the demonstration, so that it finds the same on every day.
var demoToday = checker.Date{EDTF: "2026-09-01"}

// newDemo checks the sample brief against an invented web: the main job in full, without a network.
func (a *app) newDemo() *cobra.Command {
	var format string
	var files []string
	var source bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Check a sample brief against an invented web: no network is needed",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if source {
				_, err := a.stdout.Write(testdata.Brief)
				return err
			}
			outputs, err := parseOutputs(".", files, reportFormats(nil, nil))
			if err != nil {
				return err
			}
			return a.demo(c, format, outputs)
		},
	}
	c.Flags().VarP(choiceValue(&format, "FORMAT", "format", formatNames(reportFormats(nil, nil))), "format", "f", "format of standard output: text (the default), or another one of check's")
	c.Flags().VarP(stringList(&files, "FILE[:FORMAT]", false), "output", "o", "a further report (list)")
	c.Flags().BoolVar(&source, "source", false, "print the sample brief instead")
	return c
}

func (a *app) demo(c *cobra.Command, format string, outputs []output) error {
	started := time.Now()
	doc, err := read.Document("brief.md", testdata.Brief)
	if err != nil {
		return err
	}
	cite.Parse(doc)
	web := demoWeb()
	defer web.Close()
	client := &fetch.Client{
		Version: versionNumber(), Network: web, Roots: web.Roots(), Inspect: page.Inspect,
		Delay: -1, Timeout: 2 * time.Second, Budget: 20 * time.Second,
	}
	s := newSettings()
	s.profile, s.failOn, s.verbose, s.format, s.color = "default", checker.Error, 1, format, "auto"
	check := checker.Checker{Fetcher: onDemoDay(client), All: rule.All, Today: demoToday}
	sev := s.severities()
	check.Rules, check.Severity = s.rules(sev), sev.finding
	rep, err := check.Check(c.Context(), doc)
	_ = client.Close() // all answers are in
	if err != nil {
		return err
	}
	s.place = place{}
	s.describe(rep, &gathering{settings: s}, started)
	rep.Run.ExitStatus = s.status(c.Context(), rep, &gathering{settings: s})
	a.status = statusOK // the faults are there on purpose
	if err := a.report(s, rep, outputs); err != nil {
		return err
	}
	if format == "" || format == "text" {
		fmt.Fprintln(a.stdout)
		_, err = io.WriteString(a.stdout, demoEpilogue)
	}
	return err
}

// onDemoDay looks with f, and says that it was the day of the demonstration.
func onDemoDay(f checker.Fetcher) checker.Fetcher {
	day, _, _ := demoToday.Range()
	return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
		r, err := f.Fetch(ctx, q)
		if !r.Checked.IsZero() {
			r.Checked = day
		}
		return r, err
	})
}

const demoEpilogue = `That was a sample brief, checked against a web that citelint carries with it; nothing left this machine.
  citelint demo --source         the brief itself
  citelint demo -f markdown      the same report, note by note
  citelint demo -o report.html   and as a page for an editor
  citelint --offline PATH        your own documents, without the network
  citelint PATH                  with it
`

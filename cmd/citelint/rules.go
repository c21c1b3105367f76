package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// A ruleInfo is what rules and explain print as JSON. Fields are only ever added.
type ruleInfo struct {
	ID       string `json:"id"`
	Severity string `json:"severity"` // in the settings in force; of explain, the rule's own
	Online   bool   `json:"online"`   // needs the web
	Fix      string `json:"fix,omitempty"`
	Title    string `json:"title"`
	Doc      string `json:"doc,omitempty"`
}

func describeRule(r *checker.Rule, severity checker.Severity, doc bool) ruleInfo {
	info := ruleInfo{ID: r.ID, Severity: severity.String(), Online: r.Online, Fix: string(r.Fix), Title: r.Title()}
	if doc {
		info.Doc = r.Doc
	}
	return info
}

// newRules lists all rules.
func (a *app) newRules() *cobra.Command {
	s := newSettings()
	s.table = append(s.table, s.profileSetting(), s.ruleSetting())
	s.configuring()
	var format string
	c := &cobra.Command{
		Use:   "rules",
		Short: "List all rules",
		Args:  noArguments,
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := a.settle(c, s); err != nil {
			return err
		}
		sev := s.severities()
		infos := []ruleInfo{}
		for _, r := range rule.All {
			infos = append(infos, describeRule(r, sev.general(r), false))
		}
		if format == "json" {
			return a.printJSON(infos)
		}
		if format == "markdown" {
			return a.print([]byte(ruleCatalogue(infos)))
		}
		return a.print(ruleTable(infos))
	}
	s.register(c.Flags())
	s.complete(c)
	addFormat(c, &format, "markdown")
	return c
}

func ruleTable(infos []ruleInfo) []byte {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tSEVERITY\tWEB\tFIX\tWHAT")
	for _, i := range infos {
		web, fix := "-", "-"
		if i.Online {
			web = "web"
		}
		if i.Fix != "" {
			fix = i.Fix
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", i.ID, i.Severity, web, fix, i.Title)
	}
	_ = w.Flush() // a buffer takes everything
	return b.Bytes()
}

// addFormat adds the flag for the format of what a command prints: text, json, and what else there is.
func addFormat(c *cobra.Command, format *string, more ...string) {
	names := append([]string{"text", "json"}, more...)
	usage := "text (the default), " + strings.Join(names[1:], " or ")
	if len(more) == 0 {
		usage = "text (the default) or json"
	}
	c.Flags().VarP(choiceValue(format, "FORMAT", "format", names), "format", "f", usage)
}

// print writes to standard output.
func (a *app) print(b []byte) error {
	if _, err := a.stdout.Write(b); err != nil {
		return &writeError{"standard output", err}
	}
	return nil
}

func (a *app) printJSON(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return a.print(b.Bytes())
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, and %q is one", c.Name(), args[0])
	}
	return nil
}

package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagGroups are the headings under which --help lists flags. A flag that is under none comes last.
var flagGroups = []struct {
	title string
	flags []string
}{
	{"Input", []string{"include", "exclude", "gitignore", "stdin-path", "changed"}},
	{"Findings", []string{"profile", "rule", "only", "baseline", "update-baseline", "today"}},
	{"Exit status", []string{"fail-on", "require-citations", "allow-incomplete"}},
	{"The web", []string{
		"offline", "budget", "timeout", "parallel", "per-host", "delay", "contact", "robots", "registries", "proxy", "resolver", "ca-file", "allow-private",
	}},
	{"Cache and state", []string{"cache", "no-cache", "max-age", "state"}},
	{"Output", []string{"format", "output", "quiet", "verbose", "log-format", "explain-verdict", "color", "progress", "ci"}},
	{"Configuration and help", []string{"config", "no-config", "print-config", "help", "version"}},
}

// helpWidth is where the lines of --help end, in columns.
const helpWidth = 110

// usage writes what --help says below a command's description.
func usage(c *cobra.Command) error {
	w := c.OutOrStderr()
	fmt.Fprintf(w, "Usage:\n  %s\n", c.UseLine())
	if c.HasAvailableSubCommands() {
		fmt.Fprint(w, "\nCommands:\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(w, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	writeFlags(w, c.LocalFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s COMMAND --help says more about a command.\n", c.CommandPath())
	}
	return nil
}

// writeFlags lists flags by their groups: with one heading alone if they are few.
func writeFlags(w io.Writer, all *pflag.FlagSet) {
	rest := pflag.NewFlagSet("", pflag.ContinueOnError)
	rest.SortFlags = false
	many := 0
	all.VisitAll(func(*pflag.Flag) { many++ })
	for _, g := range flagGroups {
		group := pflag.NewFlagSet("", pflag.ContinueOnError)
		group.SortFlags = false
		for _, name := range g.flags {
			if f := all.Lookup(name); f != nil && many >= manyFlags {
				group.AddFlag(f)
			}
		}
		writeGroup(w, g.title, group)
	}
	all.VisitAll(func(f *pflag.Flag) {
		if many < manyFlags || !isGrouped(f.Name) {
			rest.AddFlag(f)
		}
	})
	writeGroup(w, "Flags", rest)
}

// manyFlags is how many flags need more than one heading.
const manyFlags = 20

func isGrouped(name string) bool {
	for _, g := range flagGroups {
		if slices.Contains(g.flags, name) {
			return true
		}
	}
	return false
}

func writeGroup(w io.Writer, title string, flags *pflag.FlagSet) {
	if flags.HasAvailableFlags() {
		lines := optionalValue.ReplaceAllStringFunc(flags.FlagUsagesWrapped(helpWidth), writeOptional)
		fmt.Fprintf(w, "\n%s:\n%s\n", title, strings.TrimRight(lines, "\n"))
	}
}

// optionalValue is how pflag writes a flag that needs no value: "--changed REF[=auto]".
var optionalValue = regexp.MustCompile(`--[a-z-]+ [A-Z]+\[="?[a-z]+"?\]`)

// writeOptional writes it as people type it, "--changed[=REF]", in as many columns.
func writeOptional(s string) string {
	name, kind, _ := strings.Cut(s, " ")
	kind, _, _ = strings.Cut(kind, "[")
	return fmt.Sprintf("%-*s", len(s), name+"[="+kind+"]")
}

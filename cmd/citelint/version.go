package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/report"
)

// release is set by the linker: -ldflags "-X main.release=1.2.3".
var release string

// release or the module's version, without "v"; "devel" for a build from a checkout.
func versionNumber() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	if v := info.Main.Version; v[0] == 'v' {
		return v[1:]
	}
	return info.Main.Version
}

// commit returns the commit that was built, with "+" if the checkout had changes; empty if unknown.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var revision, changed string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	return revision + changed
}

// version is one line: version, commit, Go's version, platform.
func version() string {
	line := "citelint " + versionNumber()
	if c := commit(); c != "" {
		line += " (commit " + c + ")"
	}
	return fmt.Sprintf("%s %s %s/%s", line, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func (a *app) newVersion() *cobra.Command {
	var schema string
	c := &cobra.Command{
		Use:   "version [--schema[=report|config]]",
		Short: "Print the version, or the schema of the JSON report or of the configuration file",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && c.Flags().Changed("schema") { // --schema config, without "="
				if err := c.Flags().Set("schema", args[0]); err != nil {
					return flagError(c, err)
				}
				args = nil
			}
			if err := noArguments(c, args); err != nil {
				return err
			}
			switch schema {
			case "report":
				return a.print([]byte(report.Schema()))
			case "config":
				return a.print(configSchema())
			}
			return a.print([]byte(version() + "\n"))
		},
	}
	f := c.Flags().VarPF(choiceValue(&schema, "NAME", "schema", []string{"report", "config"}), "schema", "", "print a schema: report (the default), of the JSON report, or config, of the configuration file")
	f.NoOptDefVal = "report"
	return c
}

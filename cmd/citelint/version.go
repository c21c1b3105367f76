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
	var schema bool
	c := &cobra.Command{
		Use:   "version [--schema]",
		Short: "Print the version, or the JSON report's schema",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if schema {
				return a.print([]byte(report.Schema()))
			}
			return a.print([]byte(version() + "\n"))
		},
	}
	c.Flags().BoolVar(&schema, "schema", false, "print the schema of the JSON report")
	return c
}

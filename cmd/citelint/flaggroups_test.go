package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFlagGroups states that each flag of a group is one of check's or of all commands', and stands in
// one group alone.
func TestFlagGroups(t *testing.T) {
	a := &app{}
	flags := a.root().Flags()
	var seen []string
	for _, g := range flagGroups {
		for _, name := range g.flags {
			if flags.Lookup(name) == nil && name != "version" {
				t.Errorf("%s lists --%s, which there is not", g.title, name)
			}
			if slices.Contains(seen, name) {
				t.Errorf("--%s stands in two groups", name)
			}
			seen = append(seen, name)
		}
	}
}

// TestUsageNamesAllFlags states that --help names each flag of a command once.
func TestUsageNamesAllFlags(t *testing.T) {
	a := &app{}
	root := a.root()
	for _, c := range append(root.Commands(), root) {
		var b strings.Builder
		c.SetOut(&b)
		c.SetErr(&b)
		if err := c.Usage(); err != nil {
			t.Fatal(err)
		}
		for _, row := range everySetting().table {
			f := c.Flags().Lookup(row.name)
			if row.name == "" || f == nil {
				continue
			}
			line := regexp.MustCompile(`(?m)^ +(-\w, )?--` + row.name + `[ \[]`)
			if n := len(line.FindAllString(b.String(), -1)); n != 1 {
				t.Errorf("%s --help names --%s %d times", c.CommandPath(), row.name, n)
			}
		}
	}
}

package main

import "github.com/citelint/citelint/checker"

// A profile is a named table of severities over the rules' own.
type profile struct {
	Name   string
	Levels []level
}

// profiles holds all profiles; the first is the default. A profile names rules that there are: a
// new one may belong into several.
var profiles = []profile{
	{"default", nil},
	{"strict", levelsOf(checker.Error, "cite/no-link", "cite/no-date")},
	{"docs", levelsOf(checker.Off, "style/*", "cite/no-publisher", "cite/no-date", "cite/no-link", "cite/unsourced-quotation")},
}

// levelsOf gives all patterns one severity.
func levelsOf(severity checker.Severity, patterns ...string) []level {
	var levels []level
	for _, p := range patterns {
		levels = append(levels, level{p, severity})
	}
	return levels
}

func profileNames() []string {
	var names []string
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return names
}

// profileLevels returns the levels of a profile; nil if there is no such profile.
func profileLevels(name string) []level {
	for _, p := range profiles {
		if p.Name == name {
			return p.Levels
		}
	}
	return nil
}

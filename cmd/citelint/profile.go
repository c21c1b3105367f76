package main

import (
	"slices"

	"github.com/citelint/citelint/checker"
)

// A profile is a named table of severities over the rules' own.
type profile struct {
	Name   string
	Levels []level
}

// profiles holds all profiles; the first is the default. A profile names rules that there are: a
// new one may belong into several.
var profiles = []profile{
	{"default", nil},
	{"strict", slices.Concat(
		levelsOf(checker.Info, "cite/no-access-date", "date/stale-access", "cite/unsourced-figure", "cite/unsourced-attribution", "archive/missing"),
		levelsOf(checker.Error, "cite/no-link", "cite/no-date"),
	)},
	{"docs", levelsOf(checker.Off,
		"style/*", "cite/no-author", "cite/no-publisher", "cite/no-date", "cite/no-link", "cite/unsourced-quotation",
		"note/reused", "consistency/repeated-in-full")},
	{"bluebook", levelsOf(checker.Warning, "archive/missing", "archive/on-file")},
	{"chicago", levelsOf(checker.Info, "ref/ibid-discouraged")},
	{"wiki", slices.Concat(
		levelsOf(checker.Warning, "cite/weak-source"),
		levelsOf(checker.Info, "archive/missing", "cite/no-access-date"),
		levelsOf(checker.Off, "note/reused"),
	)},
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

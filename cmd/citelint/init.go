package main

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// newInit writes a configuration file to begin with.
func (a *app) newInit() *cobra.Command {
	s := newSettings()
	var printed bool
	c := &cobra.Command{
		Use:   "init",
		Short: "Write a " + configName + " that holds every key, with its default, as a comment",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := s.locateNew(printed); err != nil {
				return err
			}
			found := survey(s.place.root)
			src := initialConfig(found)
			if printed {
				return a.print(src)
			}
			file := filepath.Join(s.place.root, configName)
			shown := s.place.shown(configName)
			if err := writeFile(file, src); err != nil {
				return &writeError{shown, err}
			}
			a.say("%s is written%s", shown, found.words())
			return nil
		},
	}
	c.Flags().BoolVar(&printed, "print", false, "print the file instead, and write nothing")
	return c
}

// locateNew finds the root, in which no configuration file may be that a new one would replace or
// hide.
func (s *settings) locateNew(printed bool) error {
	s.noConfig = printed // what is only printed hides nothing
	if err := s.locate(); err != nil {
		return err
	}
	if !printed && s.configFile != "" {
		return usagef("%s is there already (citelint init --print shows a new one)", s.configName())
	}
	return nil
}

// initialConfig is the configuration file that init writes. Lines that begin with "#" and no blank
// hold a key with its default; what stands between them is for people.
func initialConfig(found finds) []byte {
	w := &initWriter{settings: everySetting(), found: found}
	w.prose(
		"The configuration of citelint. A line that begins with # and a key shows a default, and changes",
		"nothing until the # is taken away; a key that is indented needs the key above it, too.",
		"citelint help configuration says more, and citelint --print-config what is in force.",
		"For editors: citelint version --schema config prints a JSON Schema of this file.")
	w.line("version: %d", configVersion)
	w.prose("What is read. Patterns are relative to this directory: ** stands for any directories.")
	w.keys("include")
	if len(found.drafts) > 0 {
		w.prose("Drafts are left out: they cite what is still to come.")
		w.line("exclude: %s", flow(found.drafts))
		w.line("")
	} else {
		w.keys("exclude")
	}
	w.keys("default-excludes", "gitignore")
	if found.site != nil {
		w.prose(
			fmt.Sprintf("This looks like a site of %s (%s), whose files lie in %s. With this line links that begin", found.site.name, found.marker, found.site.root),
			"with / are looked for there; those to pages that are only built later would be missing.")
		w.line("#site-root: %s", quoted(found.site.root))
	} else {
		w.keys("site-root")
	}
	w.prose("What counts.")
	w.keys("profile", "fail-on", "require-citations", "allow-incomplete", "baseline", "offline")
	w.prose("Severities of rules and groups, by their names in citelint rules. The profile has its own.")
	w.example("rules:", "  style/*: off", "  cite/no-date: info")
	w.prose("How the web is asked.")
	w.section("network")
	w.prose("The first entry that matches a source's host, and its path, counts for it, alone.")
	w.example("hosts:", `  - match: "*.ministry.example"`, "    timeout: 60s", "    per-host: 1",
		"  - match: social.example/people", "    check: false", "    reason: every page is behind a login")
	w.prose("What is remembered between runs, and when a failure that may pass is certain.")
	w.section("cache")
	w.keys("state")
	w.section("confirm")
	w.prose("Findings that do not count. rule and reason are required; what is left out means all.")
	w.example("ignore:", "  - rule: health/dead", "    url: https://archive.ministry.example/*", "    until: 2030-12-31", "    reason: the ministry moves its archive")
	w.prose("What the rules are told of this project.")
	w.example("require:", "  article-newspaper: [title, container, date, url]",
		"aliases:", "  - [Sund Port Authority, SPA, spa.example]",
		"lists:", "  shorteners: [go.institute.example]")
	w.prose("Further reports, beside what is printed. The ending says the format.")
	w.keys("output")
	return w.b.Bytes()
}

// An initWriter writes a configuration file of comments.
type initWriter struct {
	b        bytes.Buffer
	settings *settings
	found    finds
}

func (w *initWriter) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

// prose writes a paragraph for people.
func (w *initWriter) prose(lines ...string) {
	if w.b.Len() > 0 && !bytes.HasSuffix(w.b.Bytes(), []byte("\n\n")) {
		w.line("")
	}
	for _, l := range lines {
		w.line("# %s", l)
	}
}

// keys writes settings of the top level with their defaults.
func (w *initWriter) keys(names ...string) {
	for _, name := range names {
		i := slices.IndexFunc(w.settings.table, func(row *setting) bool { return row.key == name })
		w.setting("", name, w.settings.table[i])
	}
}

// section writes all settings of a section with their defaults.
func (w *initWriter) section(name string) {
	w.line("#%s:", name)
	for _, row := range w.settings.table {
		if key, ok := strings.CutPrefix(row.key, name+"."); ok {
			w.setting("  ", key, row)
		}
	}
}

func (w *initWriter) setting(indent, key string, row *setting) {
	w.line("%-38s # %s", "#"+indent+key+": "+row.yaml(), row.usage)
}

// example writes keys with values that are no defaults.
func (w *initWriter) example(lines ...string) {
	w.line("# For example:")
	for _, l := range lines {
		w.line("#%s", l)
	}
}

// words says what was found and is in the file.
func (f finds) words() string {
	var parts []string
	if len(f.drafts) > 0 {
		parts = append(parts, "it leaves out "+strings.Join(f.drafts, ", "))
	}
	if f.site != nil {
		parts = append(parts, "site-root is a proposal for "+f.site.name)
	}
	return cmp.Or(strings.Join(append([]string{""}, parts...), "; "), ": it changes nothing yet")
}

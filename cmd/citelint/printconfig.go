package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// printed writes the settings in force as a configuration file, with a comment that says where each
// comes from; what a file cannot hold follows as comments.
func (s *settings) printed() []byte {
	pr := &printer{}
	file := "none found"
	switch {
	case s.noConfig:
		file = "none (--no-config)"
	case s.configFile != "":
		file = s.configName()
	}
	pr.line("# configuration file: "+file, "")
	pr.line("# root: "+s.place.root, "")
	pr.line("version: 1", "")
	for _, row := range s.table {
		if row.key != "" && !strings.Contains(row.key, ".") {
			pr.line(row.key+": "+row.yaml(), row.origin)
		}
	}
	for _, section := range sectionKeys {
		pr.line(section+":", "")
		for _, row := range s.table {
			if key, ok := strings.CutPrefix(row.key, section+"."); ok {
				pr.line("  "+key+": "+row.yaml(), row.origin)
			}
		}
	}
	s.printRules(pr)
	s.printLists(pr, "require", rule.SourceTypes, s.required)
	s.printAliases(pr)
	s.printLists(pr, "lists", rule.Lists, s.lists)
	s.printHosts(pr)
	s.printIgnores(pr)
	pr.line("# of this run alone:", "")
	for _, row := range s.table {
		if row.key == "" && row.name != "rule" {
			pr.line("#   "+row.name+": "+row.yaml(), row.origin)
		}
	}
	return pr.align()
}

// printRules writes what flags, variables and the file say of rules; what the profile says, the
// command rules shows.
func (s *settings) printRules(pr *printer) {
	origin := ""
	for _, row := range s.table {
		if row.name == "rule" {
			origin = row.origin
		}
	}
	levels := s.merged(origin)
	if len(levels) == 0 {
		pr.line("rules: {}", "default")
		return
	}
	pr.line("rules:", "")
	for _, l := range levels {
		pr.line("  "+quoted(l.Pattern)+": "+l.Severity.String(), l.origin)
	}
}

type originLevel struct {
	level
	origin string
}

// merged returns for each pattern the level that counts, in the order of the first mention.
func (s *settings) merged(origin string) []originLevel {
	var all []originLevel
	put := func(levels []level, origin string) {
	next:
		for _, l := range levels {
			for i := range all {
				if all[i].Pattern == l.Pattern {
					all[i] = originLevel{l, origin}
					continue next
				}
			}
			all = append(all, originLevel{l, origin})
		}
	}
	put(s.fileLevels, s.configName())
	put(s.levels, origin)
	return all
}

func (s *settings) printAliases(pr *printer) {
	if len(s.aliases) == 0 {
		pr.line("aliases: []", "default")
		return
	}
	pr.line("aliases:", s.configName())
	for _, group := range s.aliases {
		pr.line("  - "+flow(group), "")
	}
}

// printLists prints lists by their names, in the order of all names that there are.
func (s *settings) printLists(pr *printer, key string, names []string, lists map[string][]string) {
	if len(lists) == 0 {
		pr.line(key+": {}", "default")
		return
	}
	pr.line(key+":", s.configName())
	for _, name := range names {
		if entries := lists[name]; len(entries) > 0 {
			pr.line("  "+name+": "+flow(entries), "")
		}
	}
}

func (s *settings) printHosts(pr *printer) {
	if len(s.hosts) == 0 {
		pr.line("hosts: []", "default")
		return
	}
	pr.line("hosts:", s.configName())
	for _, h := range s.hosts {
		pr.line("  - match: "+quoted(h.match), "")
		if !h.check {
			pr.line("    check: false", "")
		}
		if h.reason != "" {
			pr.line("    reason: "+quoted(h.reason), "")
		}
		if h.timeout > 0 {
			pr.line("    timeout: "+showDuration(h.timeout), "")
		}
		if h.perHost > 0 {
			pr.line("    per-host: "+strconv.Itoa(h.perHost), "")
		}
		if h.hasDelay {
			pr.line("    delay: "+showDuration(h.delay), "")
		}
		if h.allowPrivate {
			pr.line("    allow-private: true", "")
		}
		if h.insecure {
			pr.line("    insecure: true", "")
		}
		if h.clientCert.text != "" {
			pr.line("    client-cert: "+quoted(h.clientCert.text), "")
		}
		if len(h.headers) > 0 {
			pr.line("    headers:", "")
		}
		for _, header := range h.headers {
			pr.line("      "+quoted(header.name)+": "+quoted(header.value.text), "")
		}
		if len(h.rules) > 0 {
			var parts []string
			for _, l := range h.rules {
				parts = append(parts, quoted(l.Pattern)+": "+l.Severity.String())
			}
			pr.line("    rules: {"+strings.Join(parts, ", ")+"}", "")
		}
	}
}

func (s *settings) printIgnores(pr *printer) {
	if len(s.ignores) == 0 {
		pr.line("ignore: []", "default")
		return
	}
	pr.line("ignore:", s.configName())
	for _, ig := range s.ignores {
		pr.line("  - rule: "+quoted(strings.Join(ig.Rules, ",")), "")
		for _, part := range ignoreParts(ig) {
			if part[1] != "" {
				pr.line("    "+part[0]+": "+quoted(part[1]), "")
			}
		}
	}
}

func ignoreParts(ig *checker.Ignore) [][2]string {
	return [][2]string{{"url", ig.URL}, {"path", ig.Path}, {"note", ig.Label}, {"until", ig.Until}, {"reason", ig.Reason}}
}

// yaml is the setting's value as a configuration file writes it.
func (row *setting) yaml() string {
	if l, ok := row.value.(listValue); ok {
		return flow(l.strings())
	}
	switch kind := row.value.Type(); kind {
	case "bool", "N", "DUR", "LEVEL", "WHEN":
		return row.value.String()
	}
	return quoted(row.value.String())
}

// flow writes a list on one line.
func flow(list []string) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, quoted(s))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// quoted writes a string so that YAML reads it back: bare if it is a plain word.
func quoted(s string) string {
	plain := s != ""
	for i, c := range []byte(s) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		plain = plain && (letter || i > 0 && (c == '-' || c == '/' || c == '.'))
	}
	switch s {
	case "true", "false", "null", "yes", "no", "on", "off":
		plain = false
	}
	if plain {
		return s
	}
	return strconv.Quote(s)
}

// A printer collects lines with comments.
type printer struct{ lines [][2]string }

func (pr *printer) line(text, comment string) { pr.lines = append(pr.lines, [2]string{text, comment}) }

// align writes the comments below each other.
func (pr *printer) align() []byte {
	var b strings.Builder
	for _, l := range pr.lines {
		if l[1] == "" {
			fmt.Fprintln(&b, l[0])
		} else {
			fmt.Fprintf(&b, "%-38s # %s\n", l[0], l[1])
		}
	}
	return []byte(b.String())
}

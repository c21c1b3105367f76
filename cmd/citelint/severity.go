package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A level gives a rule or a group a severity.
type level struct {
	Pattern  string // an ID, "group/*" or "*"
	Severity checker.Severity
}

func (l level) String() string { return l.Pattern + "=" + l.Severity.String() }

func parseLevel(rules []*checker.Rule) func(string) (level, error) {
	return func(s string) (level, error) {
		pattern, word, ok := strings.Cut(s, "=")
		if !ok {
			return level{}, fmt.Errorf("%q is not of the form RULE=LEVEL", s)
		}
		return newLevel(rules, pattern, word)
	}
}

func newLevel(rules []*checker.Rule, pattern, word string) (level, error) {
	severity, ok := checker.ParseSeverity(word)
	if !ok {
		return level{}, choose("level", word, []string{"error", "warning", "info", "off"})
	}
	return level{pattern, severity}, checkPattern(rules, pattern)
}

// checkPattern returns an error with a hint if the pattern names no rule.
func checkPattern(rules []*checker.Rule, pattern string) error {
	if slices.ContainsFunc(rules, func(r *checker.Rule) bool { return r.Match(pattern) }) {
		return nil
	}
	return fmt.Errorf("unknown rule %q%s", pattern, didYouMean(pattern, patterns(rules)))
}

// patterns returns all IDs, then all groups.
func patterns(rules []*checker.Rule) []string {
	var ids, groups []string
	for _, r := range rules {
		ids = append(ids, r.ID)
		if g := r.Group() + "/*"; !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	return append(ids, groups...)
}

// Severities decide which rules run and what their findings weigh.
type severities struct {
	written [][]level // what people wrote: by flags, by variables, in the file; an earlier one beats a later
	hosts   []hostRule
	profile []level
}

// general returns the severity of a rule where no host's entry applies.
func (s severities) general(r *checker.Rule) checker.Severity { return s.of(r, nil) }

// of returns the severity of a rule; host holds the levels of a host's entry. A rule beats its
// group, wherever each is written, and whatever is written beats the profile.
func (s severities) of(r *checker.Rule, host []level) checker.Severity {
	layers := slices.Clone(s.written)
	if host != nil { // it is part of the file, and closer to the finding than the rest of it
		layers = slices.Insert(layers, max(len(layers)-1, 0), host)
	}
	for _, layers := range [][][]level{layers, {s.profile}} {
		for _, pattern := range []string{r.ID, r.Group() + "/*", "*"} {
			for _, layer := range layers {
				if l, ok := lastOf(layer, pattern); ok {
					return l.Severity
				}
			}
		}
	}
	return r.Severity
}

// lastOf returns the last level that is written for the pattern.
func lastOf(layer []level, pattern string) (level, bool) {
	for _, l := range slices.Backward(layer) {
		if l.Pattern == pattern {
			return l, true
		}
	}
	return level{}, false
}

// runs reports whether a rule is on anywhere.
func (s severities) runs(r *checker.Rule) bool {
	if s.general(r) != checker.Off {
		return true
	}
	return slices.ContainsFunc(s.hosts, func(h hostRule) bool { return s.of(r, h.rules) != checker.Off })
}

// finding is the severity of one finding: checker.Checker.Severity. What the rule itself lowered
// stays lower.
func (s severities) finding(r *checker.Rule, f *checker.Finding) checker.Severity {
	level := s.general(r)
	if h := hostOf(s.hosts, f.URL); h != nil && len(h.rules) > 0 {
		level = s.of(r, h.rules)
	}
	lowered := f.Severity < r.Severity || r.Severity == checker.Off && f.Severity != checker.Off
	if lowered {
		return min(level, f.Severity)
	}
	return level
}

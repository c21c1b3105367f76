package main

import (
	"strings"
	"testing"
)

// TestHooks holds the hooks for pre-commit to staying offline, and to flags that there are.
func TestHooks(t *testing.T) {
	var hooks []struct {
		ID, Name, Description, Entry, Language string
		Types                                  []string `yaml:"types_or"`
		Serial                                 bool     `yaml:"require_serial"`
		Minimum                                string   `yaml:"minimum_pre_commit_version"`
	}
	readYAML(t, "../../.pre-commit-hooks.yaml", &hooks)
	if len(hooks) == 0 {
		t.Fatal("there are no hooks")
	}
	for _, h := range hooks {
		words := strings.Fields(h.Entry)
		if words[0] != "citelint" || !strings.Contains(h.Entry, "--offline") || h.Language != "golang" || !h.Serial {
			t.Errorf("hook %s is %q in %s (serial: %v), want citelint --offline, built once and run once", h.ID, h.Entry, h.Language, h.Serial)
		}
		if unknown := unknownFlags(words[1:]); unknown != nil {
			t.Errorf("hook %s has flags that citelint does not know: %q", h.ID, unknown)
		}
	}
}

// unknownFlags returns the words that begin with '-' and that check does not know.
func unknownFlags(words []string) []string {
	check := (&app{}).newCheck()
	var unknown []string
	for _, w := range words {
		name, _, _ := strings.Cut(strings.TrimLeft(w, "-"), "=")
		switch {
		case strings.HasPrefix(w, "--") && len(w) > 2:
			if check.Flags().Lookup(name) == nil {
				unknown = append(unknown, w)
			}
		case strings.HasPrefix(w, "-") && len(w) == 2:
			if check.Flags().ShorthandLookup(name) == nil {
				unknown = append(unknown, w)
			}
		}
	}
	return unknown
}

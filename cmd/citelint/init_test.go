package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// uncommented takes the "#" from all lines of an initial configuration that hold a key.
func uncommented(src string) string {
	var b strings.Builder
	for line := range strings.Lines(src) {
		if rest, ok := strings.CutPrefix(line, "#"); ok && (!strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "  ")) {
			line = rest
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestInitialConfig states that an initial configuration changes nothing, that each of its comments is
// a key with the default, and that it leaves out none.
func TestInitialConfig(t *testing.T) {
	schema := compiledSchema(t)
	src := string(initialConfig(finds{}))
	s, err := configured(t, src)
	if err != nil {
		t.Fatalf("the initial configuration is refused: %v", err)
	}
	all := uncommented(src)
	each, err := configured(t, all)
	if err != nil {
		t.Fatalf("the initial configuration without its comments is refused: %v\n%s", err, all)
	}
	for _, text := range []string{src, all} {
		if err := validate(schema, text); err != nil {
			t.Errorf("the initial configuration is not valid: %v\n%s", err, text)
		}
	}
	initial := everySetting()
	initial.configuring()
	for i, row := range initial.table {
		if diff := cmp.Diff(row.value.String(), s.table[i].value.String()); diff != "" {
			t.Errorf("the initial configuration changes %s (-default +got):\n%s", row.key, diff)
		}
		if diff := cmp.Diff(row.value.String(), each.table[i].value.String()); diff != "" {
			t.Errorf("the comment on %s shows another value than the default (-default +got):\n%s", row.key, diff)
		}
		if row.key != "" && !each.isFromFile(each.table[i]) {
			t.Errorf("the initial configuration has no line for %s", row.key)
		}
	}
	if len(each.hosts) == 0 || len(each.ignores) == 0 || len(each.fileLevels) == 0 || len(each.required) == 0 || len(each.aliases) == 0 || len(each.lists) == 0 {
		t.Error("the initial configuration lacks an example of hosts, ignore, rules, require, aliases or lists")
	}
}

// TestInitialConfigOfASite states that what a survey found stands in the file: drafts in force, the
// site's root as a proposal.
func TestInitialConfigOfASite(t *testing.T) {
	schema := compiledSchema(t)
	for i := range sites {
		src := string(initialConfig(finds{&sites[i], sites[i].markers[0], []string{"_drafts/**", "a b/drafts/**"}}))
		s, err := configured(t, src)
		if err != nil {
			t.Fatalf("%s: %v", sites[i].name, err)
		}
		if diff := cmp.Diff([]string{"_drafts/**", "a b/drafts/**"}, s.exclude); diff != "" || s.siteRoot != "" {
			t.Errorf("%s: exclude (-want +got):\n%s\nsite-root is %q, want none yet", sites[i].name, diff, s.siteRoot)
		}
		if s, err = configured(t, uncommented(src)); err != nil || s.siteRoot != sites[i].root {
			t.Errorf("%s: without comments site-root is %q and the error %v", sites[i].name, s.siteRoot, err)
		}
		if err := validate(schema, src); err != nil {
			t.Errorf("%s: %v", sites[i].name, err)
		}
	}
}

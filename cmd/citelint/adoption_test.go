package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// badCitation is a note that no reader can follow, and where it stands.
const badCitation = "\nOne more claim.[^new]\n\n[^new]: [“Who Owns the Quay?”](#), Port News, 3 May 2010.\n"

// TestAdoption states how whoever keeps a tree begins to use citelint: one command takes what is there
// for known, the next run is clean, and of a change only what it brings is said.
func TestAdoption(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git")
	}
	for _, c := range []struct {
		name, file string
		tree       func() madeTree
	}{
		{"docs", "handbook/gauge-7.md", func() madeTree { return makeTree(t, "docs", 9) }},
		{"blog", "2020/7-tide.md", func() madeTree { return makeTree(t, "blog", 9) }},
		{"briefs", "brief-10.md", func() madeTree { return makeBriefs(t, 20) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := c.tree()
			for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"-c", "user.name=Anna", "-c", "user.email=anna@sund.example", "commit", "-q", "-m", "first"}} {
				cmd := exec.Command(git, args...)
				cmd.Dir = tree.dir
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
				}
			}
			if found, _ := tree.alarms(t); !slices.Equal(found, tree.want) {
				t.Fatalf("before, it finds\n%s", strings.Join(found, "\n"))
			}
			if status, out, errs := tree.citelint(t, "--update-baseline", "."); status != statusOK {
				t.Fatalf("--update-baseline: status %d\n%s%s", status, out, errs)
			}
			if found, status := tree.alarms(t, "--fail-on", "warning"); status != statusOK || len(found) > 0 {
				t.Errorf("with a baseline, status %d, and new is\n%s", status, strings.Join(found, "\n"))
			}

			path := filepath.Join(tree.dir, filepath.FromSlash(c.file))
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, append(text, badCitation...), 0o666); err != nil {
				t.Fatal(err)
			}
			want := []string{c.file + " link/placeholder"}
			for _, args := range [][]string{{"--changed"}, {"--changed", "--baseline", "off"}, nil} {
				found, status := tree.alarms(t, args...)
				for i, f := range found {
					place, rule, _ := strings.Cut(f, " ")
					file, _, _ := strings.Cut(place, ":")
					found[i] = file + " " + rule
				}
				if diff := cmp.Diff(want, found); diff != "" || status != statusFindings {
					t.Errorf("of one more citation, citelint %s ends with status %d and finds (-want +got):\n%.3000s", strings.Join(args, " "), status, diff)
				}
			}
		})
	}
}

// BenchmarkFirstRun is the first run, offline and without configuration, on a documentation site of
// 1,000 pages. The time of the processor is that of all its cores.
func BenchmarkFirstRun(b *testing.B) {
	tree := makeTree(b, "docs", 76)
	tell := burned()
	for b.Loop() {
		if status, _, errs := tree.citelint(b, "."); status != statusFindings {
			b.Fatalf("status %d\n%s", status, errs)
		}
	}
	tell(b)
}

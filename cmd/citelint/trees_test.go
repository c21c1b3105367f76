package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// A madeTree is a directory as its authors would keep it, made of the shapes in an archive under
// testdata/trees, and the faults that are planted in it.
type madeTree struct {
	dir   string
	files int      // Markdown and HTML
	want  []string // "path:line rule", sorted
}

var (
	treeSubjects = []string{"the tide", "salt and hives", "late snow", "the old lids", "a dry summer", "lamps", "ferries"}
	treePlaces   = []string{"Lomaria", "Sund", "Velden Quay", "Port Amsel", "Hollow Weir"}
)

// makeTree writes the files of an archive: one whose name holds §n is a shape, written copies times.
// The archive's own file want lists the faults.
func makeTree(tb testing.TB, name string, copies int) madeTree {
	tb.Helper()
	archive, err := txtar.ParseFile(filepath.FromSlash("../../testdata/trees/" + name + ".txtar"))
	if err != nil {
		tb.Fatal(err)
	}
	t := madeTree{dir: tb.TempDir()}
	write := func(file string, data []byte) {
		path := filepath.Join(t.dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			tb.Fatal(err)
		}
		switch filepath.Ext(file) {
		case ".md", ".mdx", ".html":
			t.files++
		}
	}
	for _, f := range archive.Files {
		switch {
		case f.Name == "want":
			t.want = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		case !strings.Contains(f.Name, "§n"):
			write(f.Name, f.Data)
		default:
			for n := range copies {
				fill := treeFiller(n, copies)
				write(fill.Replace(f.Name), []byte(fill.Replace(string(f.Data))))
			}
		}
	}
	return t
}

// treeFiller fills a shape's blanks: §n its number from 1 on, §p the number before (of the first, the
// last), §s a subject, §l a place, §y a year, §d a digit from 1 to 9.
func treeFiller(n, copies int) *strings.Replacer {
	return strings.NewReplacer(
		"§n", strconv.Itoa(n+1),
		"§p", strconv.Itoa((n+copies-1)%copies+1),
		"§s", treeSubjects[n%len(treeSubjects)],
		"§l", treePlaces[n%len(treePlaces)],
		"§y", strconv.Itoa(2012+n%12),
		"§d", strconv.Itoa(1+n%9),
	)
}

// citelint runs the command in the tree, offline and without configuration.
func (m madeTree) citelint(tb testing.TB, args ...string) (status int, out, errs string) {
	tb.Helper()
	tb.Chdir(m.dir)
	var stdout, stderr bytes.Buffer
	args = append([]string{"check", "--offline", "--today", "2026-09-01"}, args...)
	status = run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, direct)
	return status, stdout.String(), stderr.String()
}

// alarms runs the command on the tree and returns its new findings, as "path:line rule", and how it ended.
func (m madeTree) alarms(tb testing.TB, args ...string) (found []string, status int) {
	tb.Helper()
	status, out, errs := m.citelint(tb, append([]string{"-f", "json", "."}, args...)...)
	var rep struct {
		Findings []struct {
			Rule, Severity, Path, State string
			Span                        struct{ StartLine int }
		}
	}
	if err := json.Unmarshal([]byte(out), &rep); err != nil {
		tb.Fatalf("status %d, no report in JSON: %v\n%s%.2000s", status, err, errs, out)
	}
	for _, f := range rep.Findings {
		if f.Severity != "info" && f.State == "new" {
			found = append(found, fmt.Sprintf("%s:%d %s", f.Path, f.Span.StartLine, f.Rule))
		}
	}
	slices.Sort(found)
	return found, status
}

// TestTrees states that the first run on a tree of files, without configuration, finds the faults that
// are planted there and nothing else that would stop or trouble whoever keeps it.
func TestTrees(t *testing.T) {
	for _, c := range []struct {
		name          string
		copies, files int
	}{
		{"docs", 76, 1000},
		{"blog", 14, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			if raceEnabled {
				c.copies, c.files = max(9, c.copies/8), c.files/8
			}
			tree := makeTree(t, c.name, c.copies)
			if tree.files < c.files {
				t.Errorf("the tree has %d files, want %d or more", tree.files, c.files)
			}
			found, _ := tree.alarms(t)
			if diff := cmp.Diff(tree.want, found); diff != "" {
				t.Errorf("the first run finds something else than what was planted (-want +got):\n%.6000s", diff)
			}
		})
	}
}

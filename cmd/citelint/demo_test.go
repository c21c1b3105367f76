package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

func demo(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(context.Background(), append([]string{"demo"}, args...), nil, &stdout, &stderr, direct)
	if status != statusOK || stderr.Len() > 0 && len(args) == 0 {
		t.Fatalf("citelint demo %s ends with status %d and says %q", strings.Join(args, " "), status, stderr.String())
	}
	return stdout.String()
}

func TestDemoShowsEveryVerdict(t *testing.T) {
	out := demo(t)
	for _, v := range checker.Verdicts {
		if !strings.Contains(out, " "+string(v)+",") && !strings.Contains(out, " "+string(v)+".") {
			t.Errorf("no source is %s in\n%s", v, out)
		}
	}
	for _, rule := range []string{
		"link/placeholder", "note/splits-sentence", "ref/ibid-ambiguous", "cite/no-date", "date/impossible", "quote/unbalanced",
		"health/dead", "health/soft-dead", "health/parked", "health/tls", "health/unreachable", "health/blocked", "health/moved",
		"match/title", "match/author", "match/date", "quote/altered", "quote/stitched", "quote/not-found",
	} {
		if !strings.Contains(out, "["+rule+"]") {
			t.Errorf("%s finds nothing in the sample brief", rule)
		}
	}
	notes := demo(t, "-f", "markdown")
	for _, words := range []string{
		"found word for word", "found, but for", "found in other words (number)", "found in other words (negation)", "found in other words (hedge)",
		"found in other words (name)", "not together", "in another source", "not seen on the page", "not compared: source was not read",
		"**agrees**: the title", "**differs**: title", "**differs**: author", "**differs**: date", "**may agree**: title", "**not compared**: title",
	} {
		if !strings.Contains(notes, words) {
			t.Errorf("note by note, the sample brief shows nothing that is %q", words)
		}
	}
	if again := demo(t); again != out {
		t.Errorf("two runs differ:\n%s\n%s", out, again)
	}
}

// TestDemoWritesFiles writes the report for an editor beside the one on the terminal.
func TestDemoWritesFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "report.html")
	if out := demo(t, "-o", name); !strings.Contains(out, "Exit status 1") {
		t.Errorf("beside a file the report on the terminal is\n%s", out)
	}
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"<h1>The citations of", "Not checked, and why", "A letter to the author"} {
		if !bytes.Contains(page, []byte(words)) {
			t.Errorf("the page lacks %q", words)
		}
	}
}

// TestReadme holds README to what the program does: its output is the demo's, its configuration is
// one, and its commands are there.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(readme), "```")
	var output, config string
	for _, b := range blocks {
		if body, ok := strings.CutPrefix(b, "\n$ citelint demo\n"); ok {
			output = body
		}
		if body, ok := strings.CutPrefix(b, "yaml\n"); ok {
			config = body
		}
	}
	lines := strings.Split(demo(t), "\n")
	if output == "" {
		t.Error("README shows no output of citelint demo")
	}
	for line := range strings.Lines(output) {
		if line = strings.TrimSuffix(line, "\n"); line != "…" && !slices.Contains(lines, line) {
			t.Errorf("README shows a line that citelint demo does not print:\n%s", line)
		}
	}
	if _, err := configured(t, config); err != nil {
		t.Errorf("README shows a configuration that is none: %v", err)
	}
	a := &app{}
	for _, c := range a.root().Commands() {
		if !c.Hidden && c.Name() != "help" && c.Name() != "completion" && c.Name() != "version" && !strings.Contains(string(readme), "citelint "+c.Name()) && c.Name() != "check" {
			t.Errorf("README does not name the command %s", c.Name())
		}
	}
}

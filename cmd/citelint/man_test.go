package main

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestMan holds the manual to naming all that there is, and to lines that are words or known requests.
func TestMan(t *testing.T) {
	root := (&app{}).root()
	page := manPage(root, "2026-03-02")
	requests := []string{"TH", "SH", "SS", "PP", "TP", "B", "br"}
	for line := range strings.Lines(page) {
		name, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch {
		case line[0] == '\'', line[0] == '.' && !slices.Contains(requests, name[1:]):
			t.Errorf("roff would take this line for a request: %q", line)
		case regexp.MustCompile(`[^ -~\n]`).MatchString(line):
			t.Errorf("this line is not ASCII: %q", line)
		}
	}
	plain := strings.ReplaceAll(page, `\-`, "-")
	visit(root, func(c *cobra.Command) {
		if c.Hidden != !strings.Contains(plain, ".SS \""+c.UseLine()+"\"") && c != root {
			t.Errorf("the manual names %q, or it is hidden, but not both", c.UseLine())
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !c.Hidden && !f.Hidden && !strings.Contains(plain, "--"+f.Name) {
				t.Errorf("the manual does not name --%s of %s", f.Name, c.CommandPath())
			}
		})
	})
	if mandoc, err := exec.LookPath("mandoc"); err == nil {
		c := exec.Command(mandoc, "-Tlint", "-Wall")
		c.Stdin = strings.NewReader(page)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("mandoc: %v\n%s", err, out)
		}
	}
}

func visit(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		visit(sub, do)
	}
}

// TestRoff holds foreign words to being words.
func TestRoff(t *testing.T) {
	var m manual
	m.text(".so /etc/passwd\n'br \\fBbold “é” --x")
	if got, want := m.String(), `\&.so /etc/passwd 'br \efBbold \(lq\[u00E9]\(rq \-\-x`+"\n"; got != want {
		t.Errorf("words are written as %q, want %q", got, want)
	}
	m.Reset()
	m.macro("B", `a "b" -c`)
	if got, want := m.String(), `.B "a \(dqb\(dq \-c"`+"\n"; got != want {
		t.Errorf("an argument is written as %q, want %q", got, want)
	}
}

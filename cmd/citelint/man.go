package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan prints the manual page. Packages ship it; a person has help.
func (a *app) newMan() *cobra.Command {
	return &cobra.Command{
		Use:    "man",
		Short:  "Print the manual page, in roff",
		Args:   noArguments,
		Hidden: true,
		RunE:   func(c *cobra.Command, _ []string) error { return a.print([]byte(manPage(c.Root(), builtOn()))) },
	}
}

// A manual is a page of the manual in the making, in the macros of man(7).
type manual struct{ strings.Builder }

// manPage writes section 1 of the manual from the tree of commands. Day is the page's date; that of
// the commit which was built, so that the same source gives the same bytes.
func manPage(root *cobra.Command, day string) string {
	var m manual
	fmt.Fprintf(&m, ".TH CITELINT 1 \"%s\" \"citelint %s\" \"User Commands\"\n", day, roff(versionNumber()))
	m.macro("SH", "NAME")
	m.text("citelint \x00 " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	m.macro("SH", "SYNOPSIS")
	m.macro("B", "citelint")
	m.text("[check] [OPTION ...] [PATH ...]")
	m.macro("br")
	m.macro("B", "citelint")
	m.text("COMMAND [OPTION ...] [ARGUMENT ...]")
	m.macro("SH", "DESCRIPTION")
	m.text(root.Long)
	m.macro("PP")
	m.text("It talks to the hosts that the documents cite and to those that they redirect to; needs no account, sends no telemetry, and asks no questions.")
	m.macro("SH", "COMMANDS")
	check, _, _ := root.Find([]string{"check"})
	for _, c := range root.Commands() {
		m.command(c, check)
	}
	m.macro("SH", "OPTIONS")
	m.flags(check.Flags(), nil)
	m.macro("SH", "EXIT STATUS")
	for _, s := range exitStatuses {
		m.item(fmt.Sprint(s.status), s.means)
	}
	m.text("If several hold, the first of 2, 130, 1, 3, 4 does.")
	m.macro("SH", "ENVIRONMENT")
	m.item("CITELINT_*", "Each option has a variable: CITELINT_FAIL_ON is that of --fail-on. Lists take commas. An option on the command line comes first, then its variable, then the configuration file.")
	m.item("CITELINT_SECRET_*", "What the configuration may name in headers and certificates; printed nowhere.")
	m.item("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "The proxy, unless --proxy says otherwise.")
	m.item("NO_COLOR", "If it is not empty, there is no colour, unless --color says always.")
	m.item("GITHUB_ACTIONS, GITHUB_STEP_SUMMARY", "In a step of GitHub Actions the default format is github, and a summary is added to the step's.")
	m.macro("SH", "FILES")
	m.item(configName, "The configuration: the nearest one from the working directory up to the repository's top.")
	m.item(baselineName, "Known findings, which fail no run.")
	m.macro("SH", "EXAMPLES")
	m.item("citelint briefs/", "Find every citation below briefs, look at every source, report.")
	m.item("citelint --offline brief.md", "The same without the network: notes, citations, links, dates.")
	m.item("citelint extract -f bibtex brief.md", "The cited sources, for a reference manager.")
	m.item("citelint explain link/placeholder", "What a rule decides, and how to mend what it finds.")
	return m.String()
}

// exitStatuses holds the exit statuses and what they mean, by number.
var exitStatuses = []struct {
	status int
	means  string
}{
	{statusOK, "No finding at or above --fail-on."},
	{statusFindings, "Findings at or above --fail-on."},
	{statusUsage, "A mistake in the arguments or the configuration; nothing was checked."},
	{statusInput, "Nothing to check, an input that cannot be read, or a report that cannot be written."},
	{statusIncomplete, "Incomplete: the time was over, or the network failed; the results are partial."},
	{statusInterrupted, "Interrupted; the report is partial."},
}

// builtOn is the day of the commit that was built; empty if unknown.
func builtOn() string {
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return ""
	}
	for _, s := range info.Settings {
		if t, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
			return t.UTC().Format(time.DateOnly)
		}
	}
	return ""
}

// command writes what a command and its subcommands do and which options they have; those that check
// has, too, are written once, under OPTIONS.
func (m *manual) command(c, check *cobra.Command) {
	if c.Hidden {
		return
	}
	m.macro("SS", c.UseLine())
	m.text(c.Short + ".")
	if c == check {
		return
	}
	var shared []string
	like := func(f *pflag.Flag) bool {
		other := check.Flags().Lookup(f.Name)
		return other != nil && other.Usage == f.Usage
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if like(f) && f.Name != "help" {
			shared = append(shared, "--"+f.Name)
		}
	})
	if len(shared) > 0 {
		m.macro("PP")
		m.text("Options as below: " + strings.Join(shared, ", ") + ".")
	}
	m.flags(c.Flags(), func(f *pflag.Flag) bool { return like(f) || f.Name == "help" })
	for _, sub := range c.Commands() {
		m.command(sub, check)
	}
}

// flags writes an item for each flag, but for hidden ones and those to leave out.
func (m *manual) flags(flags *pflag.FlagSet, leaveOut func(*pflag.Flag) bool) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || leaveOut != nil && leaveOut(f) {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		tag := "--" + f.Name
		if f.Shorthand != "" {
			tag = "-" + f.Shorthand + ", " + tag
		}
		switch {
		case name == "" || f.NoOptDefVal == "true":
		case f.NoOptDefVal != "" && f.Value.Type() != "count":
			tag += "[=" + name + "]"
		default:
			tag += " " + name
		}
		if d := f.DefValue; !slices.Contains([]string{"", "false", "0", "[]"}, d) {
			usage += " (default " + d + ")"
		}
		m.item(tag, usage+".")
	})
}

// item writes a tagged paragraph.
func (m *manual) item(tag, text string) {
	m.macro("TP")
	m.macro("B", tag)
	m.text(text)
}

// macro writes a request with its arguments, in quotation marks.
func (m *manual) macro(name string, args ...string) {
	m.WriteString("." + name)
	for _, a := range args {
		m.WriteString(` "` + strings.ReplaceAll(roff(a), `"`, `\(dq`) + `"`)
	}
	m.WriteByte('\n')
}

// manWidth is how many bytes a line of the page's source has at most, unless a word is longer.
const manWidth = 78

// text writes words, so that no line of theirs is a request.
func (m *manual) text(words string) {
	var line string
	for _, w := range strings.Fields(roff(words)) {
		if line != "" && len(line)+1+len(w) > manWidth {
			m.WriteString(line + "\n")
			line = ""
		}
		switch {
		case line != "":
			line += " " + w
		case w[0] == '.' || w[0] == '\'':
			line = `\&` + w
		default:
			line = w
		}
	}
	m.WriteString(line + "\n")
}

// roff writes words as roff has them. A '-' is the one that people type, and "\x00" the dash
// after a page's name.
func roff(words string) string {
	words = strings.NewReplacer(`\`, `\e`, "\x00", `\-`, "-", `\-`, "“", `\(lq`, "”", `\(rq`, "…", "...").Replace(words)
	var b strings.Builder
	for _, r := range words {
		if r > 0x7e {
			fmt.Fprintf(&b, `\[u%04X]`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

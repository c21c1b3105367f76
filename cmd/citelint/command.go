package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/report"
)

// The exit statuses. If several hold, the first of usage, interrupted, findings, input, incomplete
// does.
const (
	statusOK          = 0
	statusFindings    = 1
	statusUsage       = 2
	statusInput       = 3 // nothing to check, an input that cannot be read, a report that cannot be written
	statusIncomplete  = 4
	statusInterrupted = 130
)

// An app is one run of the command.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	network        network
	status         int
}

// A network makes a Fetcher of a client: the client itself, but for tests.
type network func(*fetch.Client) checker.Fetcher

func direct(c *fetch.Client) checker.Fetcher { return c }

// run does what the arguments say and returns the exit status. It reads the environment and the
// working directory, and nothing else that is not given.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, net network) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, network: net}
	root := a.root()
	root.SetArgs(slices.Concat([]string{}, args))
	err := root.ExecuteContext(ctx)
	var failed *writeError
	switch {
	case err == nil:
		return a.status
	case errors.As(err, &failed):
		a.say("%v", err)
		return statusInput
	}
	a.say("%v", err)
	return statusUsage
}

// say writes one line to stderr. Names of files and words of errors are foreign text.
func (a *app) say(format string, args ...any) {
	fmt.Fprintln(a.stderr, "citelint: "+report.Plain(fmt.Sprintf(format, args...)))
}

// root is the command with all its subcommands; it does what check does.
func (a *app) root() *cobra.Command {
	root := a.newCheck()
	root.Use = "citelint [check] [PATH ...]"
	root.Short = "Check the citations and source links of documents"
	root.Long = `citelint reads documents, finds every footnote and citation, looks at each source
on the web, and says which citations a reader cannot trust.

A first tour is “citelint help start”; “citelint help” lists all topics.`
	root.Version = version()
	root.SetVersionTemplate("{{.Version}}\n")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(usage)
	root.AddCommand(
		a.newCheck(), a.newExtract(), a.newFix(), a.newLook(), a.newQuote(),
		a.newDiff(), a.newHistory(), a.newInit(),
		a.newExplain(), a.newRules(), a.newCache(), a.newVersion(), a.newCompletion(), a.newMan(), a.newDemo(),
	)
	root.SetHelpCommand(a.newHelp())
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
		c.Flags().SortFlags = false
		c.Flags().BoolP("help", "h", false, "help for "+c.Name())
	}
	return root
}

// flagError words what pflag refuses.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return usagef("unknown flag -%s", name)
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := nearest(name, names); near != "" {
			return usagef("unknown flag --%s (did you mean --%s?)", name, near)
		}
		return usagef("unknown flag --%s (%s --help lists all)", name, c.CommandPath())
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usagef("--%s: %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		if missing.GetSpecifiedShortnames() != "" {
			return usagef("-%s needs a value", missing.GetSpecifiedName())
		}
		return usagef("--%s needs a value", missing.GetSpecifiedName())
	}
	return usageError{err}
}

// unknownCommand returns an error if the first argument is no file, looks like no path, and is like
// a command.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], `./\*?[{`) || exists(args[0]) {
		return nil
	}
	if near := nearest(args[0], commandNames(root)); near != "" {
		return usagef("unknown command %q (did you mean %s?)", args[0], near)
	}
	return nil
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// plain takes the operation and the name off an error of the file system.
func plain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file or directory")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied")
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker/rule"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

// complete lets shells complete the values of flags: words, rules, and nothing where a file's name
// would be wrong.
func (s *settings) complete(c *cobra.Command) {
	for _, row := range s.table {
		words := wordsOf(row.value)
		switch row.name {
		case "", "config", "output", "include", "exclude", "cache", "state":
			continue
		case "rule", "only":
			words = patterns(rule.All)
		}
		err := c.RegisterFlagCompletionFunc(row.name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		if err != nil {
			panic(err) // the flag is not registered
		}
	}
}

// newCompletion prints what a shell needs to complete our commands and flags.
func (a *app) newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print a completion script for bash, zsh, fish or powershell",
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("completion needs a shell: bash, zsh, fish or powershell")
			}
			if err := choose("shell", args[0], shells); err != nil {
				return usageError{err}
			}
			var b bytes.Buffer
			var err error
			switch root := c.Root(); args[0] {
			case "bash":
				err = root.GenBashCompletionV2(&b, true)
			case "zsh":
				err = root.GenZshCompletion(&b)
			case "fish":
				err = root.GenFishCompletion(&b, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(&b)
			}
			if err != nil {
				return err
			}
			return a.print(b.Bytes())
		},
	}
}

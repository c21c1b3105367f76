package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// newHelp prints the help of a command or a page about a topic. Cobra's own takes any word.
func (a *app) newHelp() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Print the help of a command, or a page about a topic",
		Long:  "help prints the help of a command, or a page about a topic; alone it lists both.",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				if err := c.Root().Help(); err != nil {
					return err
				}
				return a.print(topicList())
			}
			if len(args) == 1 && slices.Contains(topics, args[0]) {
				return a.print(topicPage(args[0], format == "markdown"))
			}
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				asked := strings.Join(args, " ")
				return usagef("unknown command or topic %q%s", asked, topicHint(asked, append(commandNames(c.Root()), topics...)))
			}
			return of.Help()
		},
	}
	c.ValidArgsFunction = func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return append(commandNames(c.Root()), topics...), cobra.ShellCompDirectiveNoFileComp
	}
	c.Flags().VarP(choiceValue(&format, "FORMAT", "format", []string{"text", "markdown"}), "format", "f", "of a topic's page: text (the default) or markdown")
	return c
}

func topicHint(asked string, names []string) string {
	if hint := didYouMean(asked, names); hint != "" {
		return hint
	}
	return " (citelint help lists all)"
}

// topicList is a line for each topic.
func topicList() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "\nTopics (citelint help TOPIC):")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, name := range topics {
		fmt.Fprintf(w, "  %s\t%s\n", name, topicTitle(name))
	}
	_ = w.Flush() // a buffer takes everything
	return b.Bytes()
}

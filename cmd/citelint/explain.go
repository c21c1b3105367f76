package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// newExplain prints the documentation of one rule.
func (a *app) newExplain() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "explain RULE",
		Short: "Print the documentation of one rule",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("explain needs one rule, such as %s (citelint rules lists all)", rule.All[0].ID)
			}
			i := slices.IndexFunc(rule.All, func(r *checker.Rule) bool { return r.ID == args[0] })
			if i < 0 {
				return usagef("unknown rule %q%s", args[0], ruleHint(args[0]))
			}
			switch r := rule.All[i]; format {
			case "json":
				return a.printJSON(describeRule(r, r.Severity, true))
			case "markdown":
				return a.print([]byte(explanation(r)))
			default:
				return a.print([]byte(terminalText(explanation(r), terminalWidth)))
			}
		},
		ValidArgsFunction: cobra.FixedCompletions(ruleIDs(), cobra.ShellCompDirectiveNoFileComp),
	}
	addFormat(c, &format, "markdown")
	return c
}

// ruleHint names the nearest rule, or where all of them are.
func ruleHint(id string) string {
	if hint := didYouMean(id, ruleIDs()); hint != "" {
		return hint
	}
	for _, r := range rule.All { // the name alone, or under another group
		if _, name, _ := strings.Cut(r.ID, "/"); name == id[strings.IndexByte(id, '/')+1:] {
			return didYouMean(r.ID, []string{r.ID})
		}
	}
	return " (citelint rules lists all)"
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rule.All {
		ids = append(ids, r.ID)
	}
	return ids
}

// explanation is the rule's Doc, and a line of what else is known of it.
func explanation(r *checker.Rule) string {
	facts := []string{r.ID, r.Severity.String()}
	if r.Online {
		facts = append(facts, "needs the web")
	}
	if r.Fix != checker.NoFix {
		facts = append(facts, string(r.Fix)+" fix (citelint fix"+map[checker.FixKind]string{checker.UnsafeFix: " --unsafe"}[r.Fix]+")")
	}
	return strings.TrimSpace(r.Doc) + "\n\n" + strings.Join(facts, " · ") + "\n"
}

package report

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// Summary returns the last lines of the text report, each with its LF: what was found, what was
// read, what was not checked, and what an exit status other than 0 means. A quiet report has none.
func Summary(rep *checker.Report) string {
	if rep.Detail == checker.Quiet {
		return ""
	}
	t, quoted := count(rep), attributions(rep)
	var b strings.Builder
	for _, line := range []string{t.foundLine(rep), t.readLine(rep), comparedLine(rep, quoted), unreadLine(rep), notCheckedText(rep, t, quoted), staleLine(rep), statusLine(rep, t), adoptLine(rep)} {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func (t tally) isEmpty() bool { return t.notes == 0 && t.links == 0 }

func (t tally) hasFindings() bool { return t.fresh+t.known+t.ignored > 0 }

// foundLine says what was found, and of a clean run what was read too.
func (t tally) foundLine(rep *checker.Report) string {
	switch {
	case t.documents == 0:
		return "Nothing to check: no document."
	case t.isEmpty() && !t.hasFindings():
		return "No findings in " + number(t.documents, "document") + ": no note and no link to check."
	case !t.hasFindings() && rep.Unchanged == 0:
		return "No findings in " + number(t.documents, "document") + ": " + t.things() + t.inBrackets(rep) + "."
	}
	shown := []checker.Severity{checker.Error, checker.Warning}
	if showsInfos(rep) {
		shown = append(shown, checker.Info)
	}
	where := number(t.documents, "document")
	n, configured := faulty(rep, shown[len(shown)-1])
	if 0 < n && n < t.documents {
		where = itoa(n) + " of " + where
	}
	switch {
	case configured && n == 0:
		where = "the configuration"
	case configured:
		where += " and the configuration"
	}
	what := t.findings(shown...)
	if what == "" {
		what = "No errors or warnings"
		if showsInfos(rep) {
			what = "No new findings"
		}
	}
	line := what + " in " + where
	var rest []string
	if n := t.found[checker.Info]; n > 0 && !showsInfos(rep) {
		rest = append(rest, number(n, "info")+choose(n, " (-v shows it)", " (-v shows them)"))
	}
	if t.known > 0 {
		rest = append(rest, itoa(t.known)+" known")
	}
	if t.ignored > 0 {
		rest = append(rest, itoa(t.ignored)+" ignored")
	}
	if rep.Unchanged > 0 {
		rest = append(rest, itoa(rep.Unchanged)+" on lines that did not change since "+plainText(rep.Run.Changed))
	}
	if len(rest) > 0 {
		line += "; " + strings.Join(rest, ", ")
	}
	return line + "."
}

func showsInfos(rep *checker.Report) bool {
	return rep.Detail == checker.Verbose || rep.Run.FailOn == checker.Info
}

// readLine says what was read; of a clean run foundLine does.
func (t tally) readLine(rep *checker.Report) string {
	if t.documents == 0 || !t.hasFindings() && rep.Unchanged == 0 {
		return ""
	}
	line := number(t.documents, "document") + ", " + t.things()
	if rep.Run.Online && t.sources > 0 {
		line += ": " + t.byVerdict()
	}
	return line + "."
}

func (t tally) inBrackets(rep *checker.Report) string {
	if !rep.Run.Online || t.sources == 0 {
		return ""
	}
	return " (" + t.byVerdict() + ")"
}

func unreadLine(rep *checker.Report) string {
	var parts []string
	for _, u := range rep.Run.Unread {
		parts = append(parts, place(rep, u.Path)+" ("+plainText(u.Error)+")")
	}
	if len(parts) == 0 {
		return ""
	}
	return wrap("Not read: ", parts) + "."
}

// notCheckedText is the paragraph on what was left out, broken between its parts.
func notCheckedText(rep *checker.Report, t tally, quoted []attributed) string {
	parts := notCheckedParts(rep, notChecked(rep, quoted, func(p string) string { return place(rep, p) }))
	for i, p := range parts {
		parts[i] = plainText(p)
	}
	switch {
	case len(parts) > 0:
		return wrap("Not checked: ", parts) + "."
	case t.isEmpty():
		return ""
	case len(rep.Run.Incomplete) > 0 || len(rep.Run.Unread) > 0:
		return ""
	}
	return "Everything was checked."
}

// notCheckedParts words each thing that was left out: the parts of one sentence.
func notCheckedParts(rep *checker.Report, left []checker.NotChecked) []string {
	var parts []string
	named := false // the word "source" stands before
	for i, n := range left {
		words := itoa(n.Count) + " " + plain(n.Reason)
		switch n.What {
		case "sources":
			if !rep.Run.Online && n.Reason == offline {
				words = allOffline(left[i:])
			} else if !named {
				words = number(n.Count, "source") + " " + plain(n.Reason)
				named = true
			}
		case "rules":
			if n.Reason == offline && i > 0 && left[i-1].What == "sources" {
				continue // said with the sources
			}
			words = number(n.Count, "rule") + " " + plain(n.Reason)
			if n.Reason == offline {
				words = choose(n.Count, "the rule", "the "+itoa(n.Count)+" rules") + choose(n.Count, " that needs", " that need") + " the web (--offline)"
			}
		case "citations", "quotations", "records":
			words = number(n.Count, strings.TrimSuffix(n.What, "s")) + " " + plain(n.Reason)
		case "comparisons":
			words = choose(n.Count, "the title of ", "the titles of ") + number(n.Count, "source") + " " + plain(n.Reason)
		}
		parts = append(parts, withPlaces(words, n.Where))
	}
	return parts
}

// allOffline words what a run without the web left out: its sources and, if they come next, the
// rules that need them.
func allOffline(left []checker.NotChecked) string {
	n := left[0].Count
	words := choose(n, "the 1 source", "all "+itoa(n)+" sources")
	if len(left) > 1 && left[1].What == "rules" {
		rules := left[1].Count
		words += ", and the " + number(rules, "rule") + choose(rules, " that needs ", " that need ") + choose(n, "it", "them")
	}
	return words + " (--offline)"
}

func withPlaces(words string, where []string) string {
	if len(where) == 0 {
		return words
	}
	in := strings.Join(where, ", ")
	if head, ok := strings.CutSuffix(words, ")"); ok {
		return head + "; " + in + ")"
	}
	return words + " (" + in + ")"
}

const lineLength = 120

// wrap joins the parts by "; " and breaks the line, with two blanks at the start of the next,
// before a part that would reach over its end.
func wrap(head string, parts []string) string {
	var b strings.Builder
	b.WriteString(head)
	column := utf8.RuneCountInString(head)
	for i, p := range parts {
		if n := utf8.RuneCountInString(p) + 2; i > 0 {
			b.WriteByte(';')
			if column+n > lineLength {
				b.WriteString("\n ")
				column = 1
			}
			b.WriteByte(' ')
		}
		b.WriteString(p)
		column += utf8.RuneCountInString(p) + 2
	}
	return b.String()
}

// statusLine says what an exit status other than 0 means, and that a run is incomplete.
func statusLine(rep *checker.Report, t tally) string {
	var why string
	incomplete := incompleteWords(rep, t)
	after := func(words string) string { // a colon and why, if it is known
		if incomplete == "" {
			return words + "."
		}
		return words + ": " + incomplete + "."
	}
	switch s := rep.Run.ExitStatus; s {
	case 0:
		if incomplete == "" {
			return ""
		}
		return after("The run is incomplete")
	case 1:
		why = worst(t) + "s were found"
	case 3:
		why = "there was nothing to check"
		if len(rep.Run.Unread) > 0 {
			why = "an input could not be read"
		}
	case 4:
		return after("Exit status 4: the run is incomplete")
	case 130:
		return after("Exit status 130")
	default:
		return "Exit status " + itoa(s) + "."
	}
	line := "Exit status " + itoa(rep.Run.ExitStatus) + ": " + why + "."
	if incomplete != "" {
		line += " The run is incomplete too: " + incomplete + "."
	}
	return line
}

func worst(t tally) string {
	for _, s := range []checker.Severity{checker.Error, checker.Warning} {
		if t.found[s] > 0 {
			return s.String()
		}
	}
	return checker.Info.String()
}

// staleLine says that the baseline could be shorter.
func staleLine(rep *checker.Report) string {
	n := rep.StaleBaseline
	if n == 0 {
		return ""
	}
	return "Of the baseline, " + number(n, "entry") + choose(n, " no longer occurs", " no longer occur") + ": citelint --update-baseline drops " + choose(n, "it", "them") + "."
}

// adoptLine shows a way to those who meet more errors than they can mend in a day.
func adoptLine(rep *checker.Report) string {
	if rep.Run.Adopt == "" || rep.Run.Baseline != "" || rep.Count(checker.Error) <= manyErrors {
		return ""
	}
	return "To adopt citelint step by step: " + plainText(rep.Run.Adopt)
}

// manyErrors is how many errors are met without showing the way to a baseline.
const manyErrors = 50

// incompleteWords says why a run is incomplete; empty if it is whole.
func incompleteWords(rep *checker.Report, t tally) string {
	var parts []string
	for _, why := range rep.Run.Incomplete {
		switch why {
		case "budget":
			parts = append(parts, "the budget ended")
		case "interrupted":
			parts = append(parts, "the run was interrupted")
		case "network":
			parts = append(parts, "our network failed")
		case "fault":
			parts = append(parts, "citelint itself failed")
		case "input":
			parts = append(parts, number(len(rep.Run.Unread), "input")+" could not be read")
		default:
			parts = append(parts, plain(why))
		}
	}
	if n := t.verdicts[checker.Unchecked]; n > 0 && rep.Run.Online && len(rep.Run.Incomplete) > 0 {
		parts = append(parts, number(n, "source")+choose(n, " is", " are")+" unchecked")
	}
	return list(parts)
}

// place is a path as the text formats write it: relative to the working directory, and never taken
// for an option, a blank line or a command.
func place(rep *checker.Report, path string) string {
	path = plainText(relative(rep.Run.Dir, path))
	if path == "" || strings.ContainsRune(" :-", rune(path[0])) {
		return "./" + path
	}
	return path
}

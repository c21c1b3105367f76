package report

import (
	"slices"

	"github.com/citelint/citelint/checker"
)

// What the formats for CI have in common. They hold the new findings alone: code scanning shows what
// is suppressed or in a baseline as open.

// fresh returns the new findings in the report's order.
func fresh(rep *checker.Report) []*checker.Finding {
	var out []*checker.Finding
	for _, f := range rep.Findings {
		if f.State == checker.New {
			out = append(out, f)
		}
	}
	return out
}

// files returns the documents, and behind them the other files that new findings stand in: the
// configuration's.
func files(rep *checker.Report) []*checker.Document {
	all := slices.Clone(rep.Documents)
	seen := make(map[*checker.Document]bool, len(all))
	for _, d := range all {
		seen[d] = true
	}
	for _, f := range fresh(rep) {
		if d := f.Subject.Document; !seen[d] {
			seen[d] = true
			all = append(all, d)
		}
	}
	return all
}

// worstFirst sorts findings by severity, errors first, each severity in the order it had.
func worstFirst(fs []*checker.Finding) {
	slices.SortStableFunc(fs, func(a, b *checker.Finding) int { return int(b.Severity - a.Severity) })
}

// isPlaced reports whether a finding's span is a place in the file itself. In a derived document it
// is one in the text that the reader made of it.
func isPlaced(f *checker.Finding) bool { return !f.Subject.Document.Derived && !f.Span.IsZero() }

// lineOf is the line of the file at which a finding is shown: the first, if it has no place there.
func lineOf(f *checker.Finding) int {
	if isPlaced(f) {
		return f.Span.Start.Line
	}
	return 1
}

// noteOf is " (note 3)"; empty if the finding is about no note, or about one without a label.
func noteOf(f *checker.Finding) string {
	if n := f.Subject.Note; n != nil && n.Label != "" {
		return " (note " + plain(n.Label) + ")"
	}
	return ""
}

// noted is a finding's message and its note.
func noted(f *checker.Finding) string { return plain(f.Message) + noteOf(f) }

// leftOut counts the findings that a format for CI does not hold; empty if there are none.
func (t tally) leftOut() string {
	var parts []string
	if t.known > 0 {
		parts = append(parts, itoa(t.known)+" known")
	}
	if t.ignored > 0 {
		parts = append(parts, itoa(t.ignored)+" ignored")
	}
	if len(parts) == 0 {
		return ""
	}
	return "left out: " + list(parts) + " " + plural(t.known+t.ignored, "finding")
}

// A remark is what a run says of itself in a format that holds nothing but findings.
type remark struct{ path, id, message string }

// The IDs of remarks; no rule has them.
const (
	remarkIncomplete = "run/incomplete"
	remarkUnread     = "run/unread"
)

// remarks says which inputs were not read, and why a run is incomplete if that is not all.
func remarks(rep *checker.Report) []remark {
	var out []remark
	if why := unfinished(rep); why != "" {
		path := rep.Run.Config
		if len(rep.Documents) > 0 {
			path = rep.Documents[0].Path
		}
		if plain(path) == "" {
			path = "."
		}
		out = append(out, remark{plain(path), remarkIncomplete, why})
	}
	for _, u := range rep.Run.Unread {
		out = append(out, remark{plain(u.Path), remarkUnread, unreadWords(u)})
	}
	return out
}

func unreadWords(u checker.Unread) string { return "the input could not be read: " + plain(u.Error) }

// unfinished says why a run is incomplete; empty if it is whole, or lacks nothing but inputs.
func unfinished(rep *checker.Report) string {
	if !slices.ContainsFunc(rep.Run.Incomplete, func(why string) bool { return why != "input" }) {
		return ""
	}
	return "the run is incomplete: " + incompleteWords(rep, count(rep))
}

// edits returns what a fix puts in the place of what, if a program may do so by itself: a safe fix of
// a file that is its own source, with nothing in it that a report does not show as it is.
func edits(f *checker.Finding) []checker.Edit {
	if f.Fix == nil || !f.Fix.Safe || f.Subject.Document.Derived {
		return nil
	}
	for _, e := range f.Fix.Edits {
		if !isVerbatim(e.NewText) {
			return nil
		}
	}
	return f.Fix.Edits
}

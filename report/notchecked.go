package report

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// NotChecked says what the run left out and why: Report.NotChecked if somebody filled it, else what
// can be told from the Results and the citations. What is asked of a person comes first. Paths in
// Where are relative to the root.
func NotChecked(rep *checker.Report) []checker.NotChecked {
	return notChecked(rep, attributions(rep), func(path string) string { return path })
}

// notChecked is NotChecked of a report with these quotations, and with paths as name gives them.
func notChecked(rep *checker.Report, quoted []attributed, name func(string) string) []checker.NotChecked {
	if rep.NotChecked != nil {
		return rep.NotChecked
	}
	by := citedBy(rep)
	var out []checker.NotChecked
	if rep.Run.Online {
		out = append(out, sourcesNotChecked(rep, by, name)...)
	} else if len(rep.Results) > 0 {
		out = append(out, checker.NotChecked{What: "sources", Count: len(rep.Results), Reason: offline})
	}
	if n := len(rep.NotRun); n > 0 {
		out = append(out, checker.NotChecked{What: "rules", Count: n, Reason: offline})
	}
	if n, where := unparsed(rep); n > 0 {
		out = append(out, checker.NotChecked{
			What: "citations", Count: n, Reason: choose(n, "that was", "that were") + " not understood", Where: places(where, name),
		})
	}
	if !rep.Run.Online {
		return out
	}
	if n := unlinked(rep); n > 0 {
		out = append(out, checker.NotChecked{What: "citations", Count: n, Reason: "without an address to look at"})
	}
	out = append(out, quotationsNotChecked(rep, quoted, name)...)
	if n, where := unknownRecords(rep, by); n > 0 {
		out = append(out, checker.NotChecked{What: "records", Count: n, Reason: "that no registry gave: ask again later", Where: places(where, name)})
	}
	if n := incomparable(rep); n > 0 {
		out = append(out, checker.NotChecked{What: "comparisons", Count: n, Reason: choose(n, "that states", "that state") + " nothing to compare"})
	}
	return out
}

const offline = "--offline"

// whyNot words why a source was not checked, for one and for several; by cause, else by verdict.
// The order is that of the report.
var whyNot = []struct {
	verdict   checker.Verdict
	cause     checker.Cause // empty: every other
	one, many string
}{
	{checker.Blocked, checker.CauseLogin, "behind a login: open it yourself", "behind a login: open them yourself"},
	{checker.Blocked, checker.CausePayment, "behind a payment: open it yourself", "behind a payment: open them yourself"},
	{checker.Blocked, checker.CauseScriptOnly, "whose page only a browser can build: open it yourself", "whose pages only a browser can build: open them yourself"},
	{checker.Blocked, checker.CauseLegal, "withheld for legal reasons: open it yourself", "withheld for legal reasons: open them yourself"},
	{checker.Blocked, "", "whose site lets only people in: open it yourself", "whose sites let only people in: open them yourself"},
	{checker.Unreachable, "", "that gave no usable answer: try it again later", "that gave no usable answer: try them again later"},
	{checker.Skipped, checker.CauseHostRule, "skipped by a host rule", "skipped by a host rule"},
	{checker.Skipped, checker.CauseRobots, "whose robots.txt forbids the visit", "whose robots.txt forbids the visit"},
	{checker.Skipped, checker.CauseAddress, "skipped: a private address", "skipped: private addresses"},
	{checker.Skipped, checker.CausePort, "skipped: an unusual port", "skipped: unusual ports"},
	{checker.Skipped, checker.CauseScheme, "skipped: neither http nor https", "skipped: neither http nor https"},
	{checker.Skipped, checker.CauseNotPublic, "skipped: not on the public web", "skipped: not on the public web"},
	{checker.Skipped, checker.CauseTooLong, "skipped: an address that is too long", "skipped: addresses that are too long"},
	{checker.Skipped, "", "skipped", "skipped"},
	{checker.Unchecked, checker.CauseDeadline, "not reached before the budget ended", "not reached before the budget ended"},
	{checker.Unchecked, checker.CauseCancelled, "not reached before the run was interrupted", "not reached before the run was interrupted"},
	{checker.Unchecked, checker.CauseNetworkDown, "not reached: our network failed", "not reached: our network failed"},
	{checker.Unchecked, checker.CauseCaptivePortal, "not reached: a login page of our network stood before it", "not reached: a login page of our network stood before them"},
	{checker.Unchecked, checker.CausePaused, "whose host asked us to wait", "whose hosts asked us to wait"},
	{checker.Unchecked, checker.CauseInternal, "not reached: citelint itself failed", "not reached: citelint itself failed"},
	{checker.Unchecked, "", "not asked", "not asked"},
}

// sourcesNotChecked groups what nobody could look at by reason.
func sourcesNotChecked(rep *checker.Report, by map[string][]cited, name func(string) string) []checker.NotChecked {
	type group struct {
		why    int
		reason string // of the host rule that skipped it
	}
	groups := map[group][]*checker.Result{}
	for _, r := range rep.Results {
		why := slices.IndexFunc(whyNot, func(w struct {
			verdict   checker.Verdict
			cause     checker.Cause
			one, many string
		}) bool {
			return w.verdict == r.Verdict && (w.cause == "" || w.cause == r.Cause)
		})
		if why < 0 {
			continue
		}
		g := group{why: why}
		if r.Cause == checker.CauseHostRule && len(r.Evidence) > 0 && !strings.Contains(r.Evidence[0], "host rule") {
			g.reason = plain(r.Evidence[0])
		}
		groups[g] = append(groups[g], r)
	}
	order := make([]group, 0, len(groups))
	for g := range groups {
		order = append(order, g)
	}
	slices.SortFunc(order, func(a, b group) int {
		if a.why != b.why {
			return a.why - b.why
		}
		return strings.Compare(a.reason, b.reason)
	})
	var out []checker.NotChecked
	for _, g := range order {
		n := len(groups[g])
		reason := choose(n, whyNot[g.why].one, whyNot[g.why].many)
		if g.reason != "" {
			reason += " (" + g.reason + ")"
		}
		var where []cited
		for _, r := range groups[g] {
			where = append(where, by[r.URL]...)
		}
		sortCited(rep, where)
		out = append(out, checker.NotChecked{What: "sources", Count: n, Reason: reason, Where: places(where, name)})
	}
	return out
}

// unparsed counts the citations that hold a link and were not understood.
func unparsed(rep *checker.Report) (n int, where []cited) {
	for _, d := range rep.Documents {
		for _, note := range d.Notes {
			for i, c := range note.Citations {
				if isUnparsed(c) {
					n++
					where = append(where, cited{d, note, i, c.Links[0]})
				}
			}
		}
	}
	return n, where
}

func isUnparsed(c *checker.Citation) bool { return c.Confidence < .5 && len(c.Links) > 0 }

// unlinked counts the citations that describe a source and link to none.
func unlinked(rep *checker.Report) int {
	n := 0
	for _, d := range rep.Documents {
		for _, note := range d.Notes {
			for _, c := range note.Citations {
				if isUnlinked(c) && len(printed(rep, c)) == 0 {
					n++
				}
			}
		}
	}
	return n
}

func isUnlinked(c *checker.Citation) bool { return c.Kind.IsFull() && len(c.AllLinks()) == 0 }

// unknownRecords counts the records that were asked for, and of which nobody knows whether there is one.
func unknownRecords(rep *checker.Report, by map[string][]cited) (n int, where []cited) {
	for _, r := range rep.Results {
		if r.Page.Record != nil && r.Page.Record.State == checker.RecordUnknown {
			n++
			where = append(where, by[r.URL]...)
		}
	}
	sortCited(rep, where)
	return n, where
}

// incomparable counts the sources that were read and state no title to compare a cited one with.
func incomparable(rep *checker.Report) int {
	n := 0
	for _, r := range rep.Results {
		answered := r.Verdict == checker.OK || r.Verdict == checker.Moved
		if answered && len(r.Titles) > 0 && !slices.ContainsFunc(r.Page.Answers.Titles, isCompared) {
			n++
		}
	}
	return n
}

func isCompared(a checker.TitleAnswer) bool { return a.Answer != checker.AnswerNoMetadata }

func choose(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

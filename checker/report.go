package checker

import "time"

// A Report is all that a run found, sorted: documents by path, results by URL, findings by path,
// place, rule, URL and message.
type Report struct {
	Documents  []*Document
	Results    []*Result
	Findings   []*Finding
	Masked     int // findings that a root cause silenced
	Rules      []*Rule
	Ran        []*Rule // rules that ran, whether they found something or not
	NotRun     []*Rule // rules that were to run and need Results, in a run that is offline
	NotChecked []NotChecked
	Entries    []*Ignore // those of the configuration, as they stand after the run

	StaleBaseline int // entries of the baseline that no longer occur
	Unchanged     int // findings that were left out, since only changed lines were asked for

	Run    RunInfo
	Detail Detail
}

// A RunInfo is what may differ between two runs over the same documents and the same web.
type RunInfo struct {
	Version           string
	Started, Finished time.Time
	Today             Date
	Online            bool
	Incomplete        []string // of "budget", "fault", "input", "interrupted", "network", sorted; empty: complete
	Unread            []Unread // inputs that could not be read
	Config            string   // the configuration file, relative to the root; empty if none
	Profile           string
	FailOn            Severity // Off: never
	Changed           string   // the commit since which lines must be changed to be reported, as it was named; empty: everything is
	Baseline          string   // the file of known findings, relative to the root; empty if none
	Adopt             string   // the command that writes one, for a run that has none; empty if there is no need
	Dir               string   // the working directory relative to the root, with '/'; empty if it is the root
	ExitStatus        int
}

// An Unread is an input that could not be read, and why.
type Unread struct{ Path, Error string }

// A NotChecked is something that was left out, and why.
type NotChecked struct {
	What   string // "sources", "rules", "quotations", "records", "comparisons"
	Count  int
	Reason string   // in words
	Where  []string // places, such as "note 4 of brief.md"; may be empty
}

// A Detail says how much the formats for people print.
type Detail int

// The details.
const (
	Normal  Detail = iota
	Quiet          // findings at or above Run.FailOn and nothing else
	Verbose        // also infos, evidence, known and ignored findings
)

// Result returns the result for a URL; nil if there is none.
func (r *Report) Result(url string) *Result {
	lo, hi := 0, len(r.Results)
	for lo < hi {
		if m := (lo + hi) / 2; r.Results[m].URL < url {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(r.Results) && r.Results[lo].URL == url {
		return r.Results[lo]
	}
	return nil
}

// Count returns how many new findings have exactly the severity s.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.State == New && f.Severity == s {
			n++
		}
	}
	return n
}

// Failed reports whether a new finding is at or above the run's FailOn.
func (r *Report) Failed() bool {
	for _, f := range r.Findings {
		if r.Run.FailOn != Off && f.State == New && f.Severity >= r.Run.FailOn {
			return true
		}
	}
	return false
}

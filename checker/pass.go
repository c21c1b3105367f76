package checker

import "sync"

// A Pass is what a rule reads: the documents, what was seen on the web, and the day. A rule leaves
// it as it was; it reports with Report.
type Pass struct {
	Rule      *Rule
	Documents []*Document
	Base      []*Document         // the documents before the change; nil unless asked for
	Today     Date                // the day of the run; zero: rules that need it are silent
	Offline   bool                // no Results
	Tree      *Tree               // names of files; nil: rules that need them are silent
	Ignores   []*Ignore           // the comments and entries that silence rules; complete for rules of group ignore, which run last
	Aliases   [][]string          // names and hosts that count as one
	Lists     map[string][]string // entries that the configuration adds to the rules' lists, by the list's name
	Required  map[string][]string // fields that a citation must have, by the type of its source
	Rules     []*Rule             // all rules there are, whether they run or not

	results map[string]*Result
	records map[string]RecordAt
	derived *sync.Map // what rules have worked out, by *Derived; nil: nothing is kept
	report  func(Finding)
}

// Result returns what was seen at the link's source; nil offline, or if the link names no source.
func (p *Pass) Result(l *Link) *Result {
	if l.URL == "" {
		return nil
	}
	return p.results[l.URL]
}

// Report adds a finding. Rule, and Severity if it is zero, are filled in; a severity above the
// rule's own is lowered to it.
func (p *Pass) Report(f Finding) {
	f.Rule = p.Rule.ID
	if f.Severity == Off || f.Severity > p.Rule.Severity && p.Rule.Severity != Off {
		f.Severity = p.Rule.Severity
	}
	if f.URL == "" && f.Subject.Link != nil {
		f.URL = f.Subject.Link.URL
	}
	p.report(f)
}

// A Tree answers for the files beside the documents.
type Tree struct {
	Names    map[string]bool        // every name, relative to the root and with '/', in the directories that relative links point into
	Ignored  func(name string) bool // whether git ignores the name: it may be built later; nil: it ignores none
	SiteRoot string                 // where links that begin with '/' are looked for, relative to the root; empty if unknown
}

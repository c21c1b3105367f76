package checker

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// baselineSchema names the only form of the file that is read and written.
const baselineSchema = "citelint/baseline/v1"

// A Baseline holds the findings that were there when a project took up citelint. They are Known:
// counted, shown to those who ask for more, and without effect on the exit status.
type Baseline struct {
	Entries []BaselineEntry // sorted by path, rule, about and fingerprint
}

// A BaselineEntry is one finding of a Baseline.
type BaselineEntry struct {
	Fingerprint string `json:"fingerprint"` // as Finding.Fingerprint
	Rule        string `json:"rule"`
	Path        string `json:"path"`
	About       string `json:"about,omitempty"`  // the finding's key, at most maxAbout code points, for people
	Reason      string `json:"reason,omitempty"` // written by hand; survives updates
}

// maxAbout is how long About may be, in code points.
const maxAbout = 80

// ParseBaseline reads the file that Baseline.Bytes makes. The error says where and why.
func ParseBaseline(src []byte) (*Baseline, error) {
	var file struct {
		Schema   string          `json:"schema"`
		Findings []BaselineEntry `json:"findings"`
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if err := json.Unmarshal(src, &file); err != nil {
		return nil, placed(src, err)
	}
	if file.Schema != baselineSchema {
		return nil, fmt.Errorf("1: the schema is %q, not %q", file.Schema, baselineSchema)
	}
	for i, e := range file.Findings {
		if e.Fingerprint == "" || e.Rule == "" || e.Path == "" {
			return nil, fmt.Errorf("1: finding %d has no fingerprint, no rule or no path", i+1)
		}
	}
	return &Baseline{file.Findings}, nil
}

// placed puts the line, and a colon, before what encoding/json says.
func placed(src []byte, err error) error {
	offset := int64(len(src))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	line := 1 + bytes.Count(src[:min(offset, int64(len(src)))], []byte("\n"))
	return fmt.Errorf("%d: %w", line, err)
}

// Bytes writes the baseline: one entry a line, so that a change of one is a change of one line.
func (b *Baseline) Bytes() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"schema\": %q, \"findings\": [", baselineSchema)
	for i, e := range b.Entries {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n  ")
		out.Write(oneLine(e))
	}
	if len(b.Entries) > 0 {
		out.WriteByte('\n')
	}
	out.WriteString("]}\n")
	return out.Bytes()
}

// oneLine writes e with a blank behind each comma and colon, and <, > and & as they are.
func oneLine(e BaselineEntry) []byte {
	var parts []string
	for _, f := range [][2]string{{"fingerprint", e.Fingerprint}, {"rule", e.Rule}, {"path", e.Path}, {"about", e.About}, {"reason", e.Reason}} {
		if f[1] == "" {
			continue
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(strings.ToValidUTF8(f[1], "\ufffd")) // a string always encodes
		parts = append(parts, fmt.Sprintf("%q: %s", f[0], bytes.TrimSpace(b.Bytes())))
	}
	return []byte("{" + strings.Join(parts, ", ") + "}")
}

// A BaselineScope is what Apply and Update need to know beside the report. The zero scope knows of
// no other files.
type BaselineScope struct {
	Exists func(path string) bool  // whether a file that was not read is there all the same
	About  func(key string) string // what is written of a key, before it is cut; nil: the key. It must hide secrets
}

// Apply makes the findings of the report Known that the baseline holds, and counts in
// rep.StaleBaseline the entries that no longer occur. A file of which the baseline knows nothing is
// tried under the names of those that are gone: it may have been renamed. Ignored findings stay so.
func (b *Baseline) Apply(rep *Report, s BaselineScope) {
	m := b.match(rep, s)
	for _, f := range rep.Findings {
		if _, ok := m.entry[f]; ok && f.State == New {
			f.State = Known
		}
	}
	rep.StaleBaseline = 0
	for i := range b.Entries {
		if rep.Run.Changed == "" && !m.found[i] && m.isStale(&b.Entries[i]) {
			rep.StaleBaseline++
		}
	}
}

// Update returns the baseline of what the report found and did not ignore. Reasons are kept, and so
// are entries of which the run cannot say that they are gone: their rule did not run, their source
// was not reached or their file was not read.
func (b *Baseline) Update(rep *Report, s BaselineScope) *Baseline {
	m := b.match(rep, s)
	next := &Baseline{Entries: []BaselineEntry{}}
	for _, f := range rep.Findings {
		if f.State == Ignored {
			continue
		}
		e := BaselineEntry{Fingerprint: f.Fingerprint, Rule: f.Rule, Path: f.Subject.Document.Path, About: s.about(f)}
		if i, ok := m.entry[f]; ok {
			e.Reason = b.Entries[i].Reason
		}
		next.Entries = append(next.Entries, e)
	}
	for i, e := range b.Entries {
		if !m.found[i] && !m.isStale(&b.Entries[i]) {
			next.Entries = append(next.Entries, e)
		}
	}
	slices.SortFunc(next.Entries, func(x, y BaselineEntry) int {
		return cmp.Or(strings.Compare(x.Path, y.Path), strings.Compare(x.Rule, y.Rule), strings.Compare(x.About, y.About), strings.Compare(x.Fingerprint, y.Fingerprint))
	})
	next.Entries = slices.Compact(next.Entries)
	return next
}

func (s BaselineScope) exists(path string) bool { return s.Exists != nil && s.Exists(path) }

func (s BaselineScope) about(f *Finding) string { return s.cut(f.Key()) }

// cut returns what is written of a key.
func (s BaselineScope) cut(key string) string {
	if s.About != nil {
		key = s.About(key)
	}
	if utf8.RuneCountInString(key) > maxAbout {
		key = string([]rune(key)[:maxAbout-1]) + "…"
	}
	return key
}

// A baselineMatch says which findings of a report a baseline holds.
type baselineMatch struct {
	rep   *Report
	scope BaselineScope
	entry map[*Finding]int // the entry of a finding
	found []bool           // by entry
	docs  map[string]*Document
	ran   map[string]bool
	about map[*Document]map[string][]*Result // the sources that an entry can be about
}

func (b *Baseline) match(rep *Report, s BaselineScope) *baselineMatch {
	m := &baselineMatch{
		rep: rep, scope: s, entry: map[*Finding]int{}, found: make([]bool, len(b.Entries)),
		docs: map[string]*Document{}, ran: map[string]bool{}, about: map[*Document]map[string][]*Result{},
	}
	for _, d := range rep.Documents {
		m.docs[d.Path] = d
	}
	for _, r := range rep.Ran {
		m.ran[r.ID] = true
	}
	byPrint := map[string]int{}
	hasEntries := map[string]bool{}
	for i, e := range b.Entries {
		byPrint[e.Fingerprint] = i
		hasEntries[e.Path] = true
	}
	for _, f := range rep.Findings {
		if i, ok := byPrint[f.Fingerprint]; ok {
			m.entry[f], m.found[i] = i, true
		}
	}
	was := b.renamed(m, hasEntries)
	for _, d := range rep.Documents {
		if old, ok := was[d.Path]; ok {
			m.claim(d.Path, old, byPrint)
		}
	}
	return m
}

// renamed returns for each document without entries the gone file that it was, as far as the rules
// and what their findings are about can tell: the one with most in common.
func (b *Baseline) renamed(m *baselineMatch, hasEntries map[string]bool) map[string]string {
	type subject struct{ rule, about string }
	gone := map[subject][]string{} // paths
	for _, e := range b.Entries {
		if m.docs[e.Path] == nil && !m.scope.exists(e.Path) {
			k := subject{e.Rule, e.About}
			gone[k] = append(gone[k], e.Path)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	votes := map[string]map[string]int{} // by path and old path
	for _, f := range m.rep.Findings {
		path := f.Subject.Document.Path
		if hasEntries[path] {
			continue
		}
		for _, old := range gone[subject{f.Rule, m.scope.about(f)}] {
			if votes[path] == nil {
				votes[path] = map[string]int{}
			}
			votes[path][old]++
		}
	}
	was := map[string]string{}
	for path, olds := range votes {
		best := ""
		for old, n := range olds {
			if best == "" || n > olds[best] || n == olds[best] && old < best {
				best = old
			}
		}
		was[path] = best
	}
	return was
}

// claim gives the findings of a document the entries that they had under its old path.
func (m *baselineMatch) claim(path, old string, byPrint map[string]int) {
	seen := map[string]int{}
	for _, f := range m.rep.Findings {
		if f.Subject.Document.Path != path {
			continue
		}
		if i, ok := byPrint[f.printUnder(old, seen)]; ok && !m.found[i] {
			m.entry[f], m.found[i] = i, true
		}
	}
}

// isStale reports whether the run can say of an entry that was not found that its fault is gone.
func (m *baselineMatch) isStale(e *BaselineEntry) bool {
	d := m.docs[e.Path]
	r := m.rule(e.Rule)
	switch {
	case d == nil && e.Path != "" && e.Path == m.rep.Run.Config:
		return r == nil || m.ran[r.ID] && !slices.ContainsFunc(m.rep.Entries, func(ig *Ignore) bool {
			return m.scope.cut(ig.key()) == e.About && !ig.Ran && !ig.Expired
		})
	case d == nil:
		return !m.scope.exists(e.Path)
	}
	if r == nil {
		return true // no version of citelint has it any more
	}
	if !m.ran[r.ID] || r.Group() == "ignore" && !m.rep.Run.Online { // what it says hangs on what the others found
		return false
	}
	if !r.Online && !r.Results {
		return true
	}
	for _, result := range m.sources(d, e.About) {
		switch result.Verdict {
		case Blocked, Unreachable, Skipped, Unchecked:
			return false
		}
	}
	return true
}

func (m *baselineMatch) rule(id string) *Rule {
	if i := slices.IndexFunc(m.rep.Rules, func(r *Rule) bool { return r.ID == id }); i >= 0 {
		return m.rep.Rules[i]
	}
	return nil
}

// sources returns the Results of the sources in d that an entry is about: those whose address, DOI
// or title it names. It is empty if none does: the citation is gone.
func (m *baselineMatch) sources(d *Document, about string) []*Result {
	index := m.about[d]
	if index == nil {
		index = map[string][]*Result{}
		add := func(f Finding, l *Link) {
			if r := m.rep.Result(l.URL); l.URL != "" && r != nil {
				key := m.scope.about(&f)
				index[key] = append(index[key], r)
			}
		}
		for _, l := range d.Links {
			add(Finding{Subject: Subject{Document: d, Link: l}}, l)
		}
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				for _, l := range c.AllLinks() {
					add(Finding{Subject: Subject{Document: d, Note: n, Citation: c}}, l)
					add(Finding{Subject: Subject{Document: d, Note: n, Link: l}}, l)
					add(Finding{Subject: Subject{Document: d, Note: n}}, l)
				}
			}
		}
		m.about[d] = index
	}
	return index[about]
}

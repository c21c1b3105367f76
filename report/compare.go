package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A Diff is what has changed between two reports. Findings are sorted by path, place, rule, address
// and message, sources by address, documents by path.
type Diff struct {
	Before, After *Past
	Renamed       []Rename
	New           []Compared // Before has none such
	Fixed         []Compared // After has none such, and looked
	Still         []Compared // both have it
	NotCompared   []Compared // After has none such, but did not look; Why says what kept it from looking
	Sources       []SourceChange
	Added         int // sources that only After has
	Removed       int // sources that only Before has
}

// A Rename is a document that was read under another path before.
type Rename struct{ Before, After string }

// A Compared is one finding, in one report or in both.
type Compared struct {
	Before, After *PastFinding // nil: that report has none such
	Why           string       // of NotCompared: why After cannot tell; of New: why Before could not have found it; may be empty
}

// finding is the finding as it is now, else as it was.
func (c *Compared) finding() *PastFinding {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// hasChanged reports whether a finding that is still there has another rule, severity or state.
func (c *Compared) hasChanged() bool {
	return c.Before.Rule != c.After.Rule || c.Before.Severity != c.After.Severity || c.Before.State != c.After.State
}

// A SourceChange is a source whose verdict is not what it was.
type SourceChange struct {
	Kind          ChangeKind
	Before, After *PastSource
}

// A ChangeKind says what the change of a verdict means.
type ChangeKind string

// The kinds of changes.
const (
	Recovered ChangeKind = "recovered" // it failed, and is good again
	Broken    ChangeKind = "broken"    // it was good, and fails
	Unasked   ChangeKind = "unasked"   // one of the two runs did not ask it: nothing is known of a change
	Otherwise ChangeKind = "otherwise" // none of these
)

// Fails reports whether a finding of After counts that did not count in Before: it is new, or was known
// or ignored, or less severe than lowest. Off: none counts.
func (d *Diff) Fails(lowest checker.Severity) bool {
	counts := func(c Compared) bool { return c.After.counts(lowest) && !c.Before.counts(lowest) }
	return lowest != checker.Off && (slices.ContainsFunc(d.New, counts) || slices.ContainsFunc(d.Still, counts))
}

// Compare says what has changed from one report to another. Findings are matched by fingerprint; those
// of a document that was renamed, by what they are about; and those on one source's health, by its
// address. Rules are those that this citelint knows: one that it does not know is taken to need the
// web.
func Compare(before, after *Past, rules []*checker.Rule) *Diff {
	m := &matching{before: newSide(before), after: newSide(after), rules: map[string]*checker.Rule{}}
	for _, r := range rules {
		m.rules[r.ID] = r
	}
	m.findMasks(&m.before)
	m.findMasks(&m.after)
	d := &Diff{Before: before, After: after}
	m.match(func(s *side, f *PastFinding) string { return f.Fingerprint })
	d.Renamed = m.rename()
	m.match(func(s *side, f *PastFinding) string { return joined(s.path(f), f.Rule, f.URL, f.Note, f.Message) })
	m.match(func(s *side, f *PastFinding) string {
		if s.renamed[f.Path] == "" || f.URL == "" {
			return ""
		}
		return joined(s.path(f), f.Rule, f.URL)
	})
	m.match(func(s *side, f *PastFinding) string {
		if f.URL == "" || !strings.HasPrefix(f.Rule, "health/") {
			return ""
		}
		return joined(s.path(f), f.URL)
	})
	d.Still = m.still
	for _, f := range m.after.left() {
		d.New = append(d.New, Compared{After: f, Why: m.unseen(&m.before, &m.after, f)})
	}
	for _, f := range m.before.left() {
		if why := m.unseen(&m.after, &m.before, f); why != "" {
			d.NotCompared = append(d.NotCompared, Compared{Before: f, Why: why})
		} else {
			d.Fixed = append(d.Fixed, Compared{Before: f})
		}
	}
	slices.SortStableFunc(d.Still, func(a, b Compared) int { return comparePast(*a.After, *b.After) })
	d.compareSources(m)
	return d
}

func joined(parts ...string) string { return strings.Join(parts, "\x00") }

func comparePast(a, b PastFinding) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path), cmp.Compare(a.Span.Line, b.Span.Line), cmp.Compare(a.Span.Column, b.Span.Column),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.URL, b.URL), strings.Compare(a.Message, b.Message), strings.Compare(a.Fingerprint, b.Fingerprint),
	)
}

// A matching is the work of Compare.
type matching struct {
	before, after side
	rules         map[string]*checker.Rule
	still         []Compared
}

// A side is one of the two reports, with what is looked up in it.
type side struct {
	*Past
	matched   []bool // by finding
	documents map[string]bool
	unread    map[string]bool
	ran       map[string]bool
	sources   map[string]*PastSource
	masks     map[string][]string                 // see findMasks
	cites     map[string]map[string][]*PastSource // by path and note
	renamed   map[string]string                   // the path on the other side, by the path on this one
}

func newSide(p *Past) side {
	s := side{
		Past: p, matched: make([]bool, len(p.Findings)), documents: map[string]bool{}, unread: map[string]bool{}, ran: map[string]bool{}, masks: map[string][]string{},
		sources: map[string]*PastSource{}, cites: map[string]map[string][]*PastSource{}, renamed: map[string]string{},
	}
	for _, d := range p.Documents {
		s.documents[d.Path] = true
	}
	for _, u := range p.Run.Unread {
		s.unread[u.Path] = true
	}
	if p.Run.Rules != nil {
		for _, r := range *p.Run.Rules {
			s.ran[r] = true
		}
	}
	for i := range p.Sources {
		src := &p.Sources[i]
		if s.sources[src.URL] == nil {
			s.sources[src.URL] = src
		}
		for _, c := range src.CitedBy {
			if s.cites[c.Path] == nil {
				s.cites[c.Path] = map[string][]*PastSource{}
			}
			s.cites[c.Path][c.Note] = append(s.cites[c.Path][c.Note], src)
		}
	}
	return s
}

// path is a finding's path as both sides know it: of a renamed document, the two.
func (s *side) path(f *PastFinding) string {
	other := s.renamed[f.Path]
	if other == "" {
		return f.Path
	}
	return min(f.Path, other) + "\x00" + max(f.Path, other)
}

// left returns the findings that have no match.
func (s *side) left() []*PastFinding {
	var left []*PastFinding
	for i := range s.Findings {
		if !s.matched[i] {
			left = append(left, &s.Findings[i])
		}
	}
	return left
}

// match pairs the findings that are left and have one key, in their order. An empty key pairs with
// none.
func (m *matching) match(key func(*side, *PastFinding) string) {
	waiting := map[string][]int{}
	for i := range m.before.Findings {
		if k := key(&m.before, &m.before.Findings[i]); k != "" && !m.before.matched[i] {
			waiting[k] = append(waiting[k], i)
		}
	}
	for i := range m.after.Findings {
		if m.after.matched[i] {
			continue
		}
		k := key(&m.after, &m.after.Findings[i])
		w := waiting[k]
		if k == "" || len(w) == 0 {
			continue
		}
		waiting[k] = w[1:]
		m.before.matched[w[0]], m.after.matched[i] = true, true
		m.still = append(m.still, Compared{Before: &m.before.Findings[w[0]], After: &m.after.Findings[i]})
	}
}

// unseen says why a report cannot tell whether it would have a finding of the other; empty if it
// looked, and there was none.
func (m *matching) unseen(in, of *side, f *PastFinding) string {
	path := f.Path
	if other := of.renamed[path]; other != "" {
		path = other
	}
	r := m.rules[f.Rule]
	switch {
	case in.unread[path]:
		return "its document could not be read"
	case !in.documents[path]:
		return "its document was not read"
	case in.Run.Changed != "":
		return "only lines that were changed were reported"
	case in.Run.Rules == nil:
		return "the report does not say which rules ran"
	case !in.ran[f.Rule]:
		return "its rule did not run"
	}
	if graver := m.masking(in, f, path); graver != "" {
		return graver + " was found in its place"
	}
	switch {
	case r != nil && !r.Online && !(r.Results && in.Run.Online):
		return ""
	}
	for _, s := range in.about(of, f, path) {
		if !s.wasRead() {
			return "its source was not read: " + string(s.Verdict)
		}
	}
	return ""
}

// masking returns a rule that found something in a report that silences what f says; empty if none did.
func (m *matching) masking(in *side, f *PastFinding, path string) string {
	places := []string{joined(path, "", "")}
	if f.Note != "" {
		places = append(places, joined(path, f.Note, ""))
	}
	if f.URL != "" {
		places = append(places, joined(path, "", f.URL))
	}
	for _, place := range places {
		for _, id := range in.masks[place] {
			for _, mask := range m.rules[id].Masks {
				whole := mask.Scope == checker.OnStretch
				if whole == (place == places[0]) && slices.ContainsFunc(mask.Rules, func(p string) bool { return checker.MatchRule(p, f.Rule) }) {
					return id
				}
			}
		}
	}
	return ""
}

// findMasks fills in the rules that found something and silence others, by what they were found in: a
// document, a note of it, or a source that it cites.
func (m *matching) findMasks(s *side) {
	add := func(rule string, place string) {
		if !slices.Contains(s.masks[place], rule) {
			s.masks[place] = append(s.masks[place], rule)
		}
	}
	for i := range s.Findings {
		f := &s.Findings[i]
		if r := m.rules[f.Rule]; r == nil || len(r.Masks) == 0 {
			continue
		}
		add(f.Rule, joined(f.Path, "", ""))
		if f.Note != "" {
			add(f.Rule, joined(f.Path, f.Note, ""))
		}
		if f.URL != "" {
			add(f.Rule, joined(f.Path, "", f.URL))
		}
	}
}

// about returns the sources that a finding of the other side is about, as far as they are still cited:
// the one it names, else those of its note, else those of its document.
func (s *side) about(of *side, f *PastFinding, path string) []*PastSource {
	if f.URL != "" {
		if src := s.sources[f.URL]; src != nil {
			return []*PastSource{src}
		}
		return nil
	}
	var all []*PastSource
	for note, sources := range of.cites[f.Path] {
		if f.Note != "" && note != f.Note {
			continue
		}
		for _, src := range sources {
			if now := s.sources[src.URL]; now != nil {
				all = append(all, now)
			}
		}
	}
	slices.SortFunc(all, func(a, b *PastSource) int { return strings.Compare(a.URL, b.URL) })
	return all
}

// wasRead reports whether the page that was asked for was read.
func (s *PastSource) wasRead() bool {
	return wasRead(&checker.Result{Verdict: s.Verdict, Cause: s.Cause})
}

// maxShared is how many documents may have a thing in common before it says nothing on which was which.
const maxShared = 16

// rename finds for each document that only the second report has the one that it was in the first:
// one with the same digest, else the one with most in common, if that is half of what either has.
func (m *matching) rename() []Rename {
	gone, come := m.before.only(&m.after), m.after.only(&m.before)
	if len(gone) == 0 || len(come) == 0 {
		return nil
	}
	m.pair(gone, come, m.before.digests(), m.after.digests(), 1)
	m.pair(gone, come, m.before.traits(gone), m.after.traits(come), .5)
	var renamed []Rename
	for _, path := range come {
		if old := m.after.renamed[path]; old != "" {
			renamed = append(renamed, Rename{old, path})
		}
	}
	return renamed
}

// only returns the paths of the documents that the other side neither has nor failed to read, sorted.
func (s *side) only(other *side) []string {
	var paths []string
	for _, d := range s.Documents {
		if !other.documents[d.Path] && !other.unread[d.Path] {
			paths = append(paths, d.Path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func (s *side) digests() map[string][]string {
	all := map[string][]string{}
	for _, d := range s.Documents {
		if d.Digest != "" {
			all[d.Path] = []string{d.Digest}
		}
	}
	return all
}

// traits are what tells the documents apart: the sources that they cite, and what was found.
func (s *side) traits(paths []string) map[string][]string {
	all := map[string][]string{}
	for _, p := range paths {
		all[p] = nil
	}
	add := func(path, trait string) {
		if _, asked := all[path]; asked {
			all[path] = append(all[path], trait)
		}
	}
	for _, src := range s.Sources {
		for _, c := range src.CitedBy {
			add(c.Path, src.URL)
		}
	}
	for _, f := range s.Findings {
		add(f.Path, joined(f.Rule, f.URL, f.Message))
	}
	for p := range all {
		slices.Sort(all[p])
		all[p] = slices.Compact(all[p])
	}
	return all
}

// pair takes documents for one that have in common what least says, those with most first.
func (m *matching) pair(gone, come []string, was, is map[string][]string, least float64) {
	holds := map[string][]string{}
	for _, p := range gone {
		for _, t := range was[p] {
			holds[t] = append(holds[t], p)
		}
	}
	common := map[Rename]int{}
	spread := map[string]int{}
	for _, p := range come {
		for _, t := range is[p] {
			if spread[t]++; len(holds[t]) > maxShared || spread[t] > maxShared {
				continue
			}
			for _, old := range holds[t] {
				common[Rename{old, p}]++
			}
		}
	}
	type candidate struct {
		Rename
		alike float64
	}
	var all []candidate
	for r, n := range common {
		alike := float64(n) / float64(max(len(was[r.Before]), len(is[r.After])))
		if alike >= least && m.before.renamed[r.Before] == "" && m.after.renamed[r.After] == "" {
			all = append(all, candidate{r, alike})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), strings.Compare(a.Before, b.Before), strings.Compare(a.After, b.After))
	})
	for _, c := range all {
		if m.before.renamed[c.Before] == "" && m.after.renamed[c.After] == "" {
			m.before.renamed[c.Before], m.after.renamed[c.After] = c.After, c.Before
		}
	}
}

// compareSources finds the sources whose verdicts differ.
func (d *Diff) compareSources(m *matching) {
	for url, now := range m.after.sources {
		was := m.before.sources[url]
		switch {
		case was == nil:
			d.Added++
		case was.Verdict != now.Verdict:
			kind := Otherwise
			switch {
			case !isAsked(was.Verdict) || !isAsked(now.Verdict):
				kind = Unasked
			case isFailure(was.Verdict) && isGood(now.Verdict):
				kind = Recovered
			case isGood(was.Verdict) && isFailure(now.Verdict):
				kind = Broken
			}
			d.Sources = append(d.Sources, SourceChange{kind, was, now})
		}
	}
	for url := range m.before.sources {
		if m.after.sources[url] == nil {
			d.Removed++
		}
	}
	slices.SortFunc(d.Sources, func(a, b SourceChange) int { return strings.Compare(a.After.URL, b.After.URL) })
}

func isAsked(v checker.Verdict) bool { return v != checker.Skipped && v != checker.Unchecked }

func isGood(v checker.Verdict) bool { return v == checker.OK || v == checker.Moved }

// isFailure reports whether a verdict speaks against a source: Blocked and what was not asked do not.
func isFailure(v checker.Verdict) bool {
	switch v {
	case checker.Dead, checker.SoftDead, checker.Parked, checker.Unreachable, checker.Insecure:
		return true
	}
	return false
}

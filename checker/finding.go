package checker

import (
	"cmp"
	"slices"
	"strings"
)

// A Severity ranks findings. The zero Severity is Off.
type Severity int

// The severities, from low to high.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

var severityNames = [...]string{"off", "info", "warning", "error"}

// String returns "off", "info", "warning" or "error".
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of String.
func ParseSeverity(s string) (Severity, bool) {
	i := slices.Index(severityNames[:], s)
	return Severity(max(i, 0)), i >= 0
}

// A FixKind says what fixes a rule offers.
type FixKind string

// The kinds of fixes. A safe one changes neither what a note says nor where its link leads.
const (
	NoFix     FixKind = ""
	SafeFix   FixKind = "safe"
	UnsafeFix FixKind = "unsafe"
)

// A Rule is one check. Its Check only reads the Pass: it never waits, looks or asks the time, and
// reports with Pass.Report.
type Rule struct {
	ID       string   // group/name in kebab-case; published IDs are never renamed nor reused
	Severity Severity // the highest that a finding of this rule has; Off: only if the configuration turns it on
	Online   bool     // needs Results: does not run offline
	Results  bool     // decides offline, but a Result can silence it
	Records  bool     // needs what registries say: silent where they are not asked
	Base     bool     // compares with Pass.Base, and is silent without it
	Fix      FixKind
	Doc      string // Markdown: a title line, why it matters, an example, how to mend it, when it is silent
	Masks    []Mask // what its findings silence
	Check    func(*Pass)
}

// Group returns the part of the ID before the slash.
func (r *Rule) Group() string {
	group, _, _ := strings.Cut(r.ID, "/")
	return group
}

// Title returns the first line of Doc without its '#'.
func (r *Rule) Title() string {
	line, _, _ := strings.Cut(r.Doc, "\n")
	return strings.TrimSpace(strings.TrimLeft(line, "# "))
}

// Match reports whether pattern names the rule: its ID, "group/*" or "*".
func (r *Rule) Match(pattern string) bool { return MatchRule(pattern, r.ID) }

// MatchRule reports whether pattern, an ID, "group/*" or "*", names the rule with that ID.
func MatchRule(pattern, id string) bool {
	if pattern == "*" || pattern == id {
		return true
	}
	group, ok := strings.CutSuffix(pattern, "/*")
	return ok && strings.HasPrefix(id, group+"/")
}

// A Mask says what a root cause silences: findings of Rules about the same thing. Masks are data;
// they are applied once, after all rules have run, to everything that was found.
type Mask struct {
	Rules []string // IDs, "group/*" or "*"
	Scope Scope
	From  Severity // only findings of this severity or a higher one silence; Off: all do
}

// A Scope says what two findings must have in common.
type Scope string

// The scopes of masks.
const (
	OnLink     Scope = "link"     // one Link; a finding about its source or its citation as a whole counts if it has no other link
	OnSource   Scope = "source"   // one URL
	OnCitation Scope = "citation" // one Citation
	OnNote     Scope = "note"     // one Note
	OnStretch  Scope = "stretch"  // one run of numbering in one document
)

// A Subject is what a finding is about. Only what is known is set: a finding about a link in a
// note has all but Marker.
type Subject struct {
	Document *Document // required
	Note     *Note
	Citation *Citation
	Link     *Link
	Marker   *Marker
	Entry    *Ignore // an entry of the configuration; Document is its file
}

// A State says whether a finding counts.
type State string

// The states of findings. Only new ones count for the exit status.
const (
	New     State = "new"
	Known   State = "known"   // in the baseline
	Ignored State = "ignored" // by a comment or the configuration
)

// A Finding is one fault that a rule found.
type Finding struct {
	Rule     string
	Severity Severity // the rule's own, or lower; Check moves it to what the configuration says
	Message  string   // one sentence, lower case, without final stop, foreign text in “ ”
	Span     Span
	URL      string // the source it is about, if it is about one
	Subject  Subject
	Fix      *Fix

	State       State
	Ignore      *Ignore // what ignored it
	Fingerprint string  // 32 hex digits that outlive edits elsewhere in the document
}

// A Fix mends a finding. Its edits ascend and do not overlap.
type Fix struct {
	Message string
	Safe    bool
	Edits   []Edit
}

// An Edit replaces the source under Span by NewText.
type Edit struct {
	Span    Span
	NewText string
}

// Apply returns src with the edits made. Edits must ascend and not overlap.
func Apply(src []byte, edits []Edit) []byte {
	var out []byte
	last := 0
	for _, e := range edits {
		out = append(out, src[last:e.Span.Start.Offset]...)
		out = append(out, e.NewText...)
		last = e.Span.End.Offset
	}
	return append(out, src[last:]...)
}

func sortFindings(fs []*Finding) {
	slices.SortStableFunc(fs, func(a, b *Finding) int {
		return cmp.Or(
			strings.Compare(a.Subject.Document.Path, b.Subject.Document.Path),
			cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.URL, b.URL),
			strings.Compare(a.Message, b.Message),
		)
	})
}

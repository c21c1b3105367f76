package report

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	project     = "https://github.com/citelint/citelint"

	// sarifResults is how many results GitHub takes of a run; it shows 5,000.
	sarifResults = 25_000
	// sarifText is how many characters of a description GitHub takes.
	sarifText = 1024
)

// SARIF writes the new findings in SARIF 2.1.0, errata 01, with what GitHub's code scanning asks for
// besides: all rules, four numbers a region, and fingerprints that outlive edits elsewhere.
func SARIF(w io.Writer, rep *checker.Report) error {
	return SARIFAt(w, rep, func(path string) string { return path })
}

// SARIFAt is SARIF with the paths that real returns for those of the documents: code scanning shows
// nothing at a symbolic link.
func SARIFAt(w io.Writer, rep *checker.Report, real func(path string) string) error {
	return encode(w, newSARIF(rep, real))
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool              sarifTool         `json:"tool"`
	AutomationDetails sarifAutomation   `json:"automationDetails"`
	ColumnKind        string            `json:"columnKind"`
	DefaultEncoding   string            `json:"defaultEncoding"`
	Invocations       []sarifInvocation `json:"invocations"`
	Results           []sarifResult     `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	Version         string      `json:"version,omitempty"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	InformationURI  string      `json:"informationUri"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               string          `json:"id"`
	Name             string          `json:"name"`
	ShortDescription sarifMessage    `json:"shortDescription"`
	FullDescription  sarifMessage    `json:"fullDescription"`
	Help             sarifMessage    `json:"help"`
	Default          sarifDefault    `json:"defaultConfiguration"`
	Properties       sarifProperties `json:"properties"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifDefault struct {
	Level   string `json:"level"`
	Enabled bool   `json:"enabled"`
}

type sarifProperties struct {
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
	Severity  string   `json:"problem.severity"`
}

type sarifAutomation struct {
	ID string `json:"id"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	ExitCode            int                 `json:"exitCode"`
	StartTimeUTC        string              `json:"startTimeUtc,omitempty"`
	EndTimeUTC          string              `json:"endTimeUtc,omitempty"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level   string       `json:"level"`
	Message sarifMessage `json:"message"`
}

type sarifResult struct {
	RuleID        string            `json:"ruleId"`
	RuleIndex     *int              `json:"ruleIndex,omitempty"` // none for a finding of no rule of the table
	Level         string            `json:"level"`
	Message       sarifMessage      `json:"message"`
	Locations     []sarifLocation   `json:"locations"`
	Fingerprints  sarifFingerprints `json:"partialFingerprints"`
	BaselineState string            `json:"baselineState,omitempty"`
	Fixes         []sarifFix        `json:"fixes,omitempty"`
}

type sarifFingerprints struct {
	LineHash string `json:"primaryLocationLineHash"`
	Finding  string `json:"citelintFinding/v1,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion  `json:"deletedRegion"`
	Inserted sarifContent `json:"insertedContent"`
}

type sarifContent struct {
	Text string `json:"text"`
}

var sarifLevels = map[checker.Severity]string{
	checker.Off: "note", checker.Info: "note", checker.Warning: "warning", checker.Error: "error",
}

func newSARIF(rep *checker.Report, real func(string) string) sarifLog {
	findings := fresh(rep)
	worstFirst(findings)
	cut := 0
	if len(findings) > sarifResults {
		cut = len(findings) - sarifResults
		findings = findings[:sarifResults]
	}
	w := sarifWriter{
		rules: make(map[string]int, len(rep.Rules)), hashes: hashedLines(findings),
		artifacts: map[*checker.Document]sarifArtifact{}, real: real, baseline: count(rep).known+rep.StaleBaseline > 0,
	}
	run := sarifRun{
		Tool:              sarifTool{newSARIFDriver(rep)},
		AutomationDetails: sarifAutomation{"citelint/"},
		ColumnKind:        "unicodeCodePoints", DefaultEncoding: "UTF-8",
		Invocations: []sarifInvocation{newSARIFInvocation(rep, cut)},
		Results:     make([]sarifResult, 0, len(findings)),
	}
	for i, r := range rep.Rules {
		w.rules[r.ID] = i
	}
	for _, f := range findings {
		run.Results = append(run.Results, w.result(f))
	}
	return sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}
}

func newSARIFDriver(rep *checker.Report) sarifDriver {
	d := sarifDriver{Name: "citelint", InformationURI: project, Rules: make([]sarifRule, 0, len(rep.Rules))}
	if v := rep.Run.Version; v != "" && v[0] >= '0' && v[0] <= '9' {
		d.SemanticVersion = v
	} else {
		d.Version = v
	}
	for _, r := range rep.Rules {
		d.Rules = append(d.Rules, newSARIFRule(r))
	}
	return d
}

// newSARIFRule says what a rule is by itself, whatever the configuration makes of it.
func newSARIFRule(r *checker.Rule) sarifRule {
	title, help := r.Title(), r.Doc
	if _, rest, ok := strings.Cut(r.Doc, "\n"); ok {
		help = strings.TrimSpace(rest)
	}
	full, _, _ := strings.Cut(help, "\n\n")
	full = cut(strings.ReplaceAll(full, "\n", " "), sarifText)
	for _, s := range []*string{&title, &full, &help} {
		if *s == "" {
			*s = r.ID
		}
	}
	return sarifRule{
		ID: r.ID, Name: r.ID,
		ShortDescription: sarifMessage{Text: title}, FullDescription: sarifMessage{Text: full}, Help: sarifMessage{help, help},
		Default:    sarifDefault{sarifLevels[r.Severity], r.Severity != checker.Off},
		Properties: sarifProperties{[]string{"citation", r.Group()}, sarifPrecision(r), sarifSeverity(r.Severity)},
	}
}

func sarifPrecision(r *checker.Rule) string {
	switch {
	case r.Severity == checker.Error && !r.Online:
		return "very-high"
	case r.Severity == checker.Error:
		return "high"
	case r.Severity == checker.Warning:
		return "medium"
	}
	return "low"
}

// sarifSeverity is GitHub's word. There is never a security-severity: it would file a dead link as a
// vulnerability.
func sarifSeverity(s checker.Severity) string {
	if s < checker.Warning {
		return "recommendation"
	}
	return s.String()
}

// newSARIFInvocation says how the run ended, what it left out, and of how many results there was no
// room.
func newSARIFInvocation(rep *checker.Report, cut int) sarifInvocation {
	v := sarifInvocation{
		ExecutionSuccessful: len(rep.Run.Incomplete) == 0, ExitCode: rep.Run.ExitStatus,
		StartTimeUTC: timestamp(rep.Run.Started), EndTimeUTC: timestamp(rep.Run.Finished),
		Notifications: []sarifNotification{},
	}
	say := func(level, words string) {
		v.Notifications = append(v.Notifications, sarifNotification{level, sarifMessage{Text: sarifWords(words)}})
	}
	if why := unfinished(rep); why != "" {
		say("error", why)
	}
	for _, u := range rep.Run.Unread {
		say("error", plain(u.Path)+": "+unreadWords(u))
	}
	if cut > 0 {
		say("warning", "left out for want of room, the least severe first: "+number(cut, "finding"))
	}
	if words := count(rep).leftOut(); words != "" {
		say("note", words)
	}
	return v
}

type sarifWriter struct {
	rules     map[string]int // index by ID
	hashes    map[*checker.Document]map[int]string
	artifacts map[*checker.Document]sarifArtifact
	real      func(path string) string
	baseline  bool
}

func (w sarifWriter) result(f *checker.Finding) sarifResult {
	d := f.Subject.Document
	r := sarifResult{
		RuleID: f.Rule, Level: sarifLevels[f.Severity], Message: sarifMessage{Text: sarifWords(noted(f))},
		Locations:    []sarifLocation{{sarifPhysical{w.artifact(d), sarifRegion{1, 1, 1, 1}}}},
		Fingerprints: sarifFingerprints{w.hashes[d][hashedLine(f)], f.Fingerprint},
		Fixes:        w.fixes(f),
	}
	if isPlaced(f) {
		r.Locations[0].Physical.Region = newSARIFRegion(f.Span)
	}
	if i, ok := w.rules[f.Rule]; ok {
		r.RuleIndex = &i
	}
	if w.baseline {
		r.BaselineState = "new"
	}
	return r
}

func (w sarifWriter) artifact(d *checker.Document) sarifArtifact {
	a, ok := w.artifacts[d]
	if !ok {
		a = sarifArtifact{sarifURI(redact(w.real(d.Path))), "%SRCROOT%"}
		w.artifacts[d] = a
	}
	return a
}

func (w sarifWriter) fixes(f *checker.Finding) []sarifFix {
	es := edits(f)
	if len(es) == 0 {
		return nil
	}
	change := sarifChange{Artifact: w.artifact(f.Subject.Document)}
	for _, e := range es {
		change.Replacements = append(change.Replacements, sarifReplacement{newSARIFRegion(e.Span), sarifContent{e.NewText}})
	}
	return []sarifFix{{sarifMessage{Text: sarifWords(plain(f.Fix.Message))}, []sarifChange{change}}}
}

func newSARIFRegion(s checker.Span) sarifRegion {
	return sarifRegion{s.Start.Line, s.Start.Column, s.End.Line, s.End.Column}
}

var sarifBraces = strings.NewReplacer("{", "{{", "}", "}}", "](", "] (")

// sarifWords is plain text as a message: {0} would be a placeholder, [a](b) a link.
func sarifWords(s string) string { return sarifBraces.Replace(s) }

// sarifURI is a path as a relative reference: every byte that RFC 3986 does not leave unreserved is
// percent-encoded, but for '/'. A ':' in the first segment would begin a scheme.
func sarifURI(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		}
	}
	return b.String()
}

// isVerbatim reports whether a text can be written into a report as it is.
func isVerbatim(s string) bool { return utf8.ValidString(s) && redact(s) == s }

// seconds is the run's length; 0 if it is not known.
func seconds(run checker.RunInfo) float64 {
	if run.Started.IsZero() || run.Finished.Before(run.Started) {
		return 0
	}
	return run.Finished.Sub(run.Started).Round(time.Millisecond).Seconds()
}

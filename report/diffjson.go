package report

import (
	_ "embed"
	"io"

	"github.com/citelint/citelint/checker"
)

// DiffSchemaID names the form of a Diff's JSON. Within v1 fields and values are only ever added.
const DiffSchemaID = "citelint/diff/v1"

//go:embed diffschema.json
var diffSchema string

// DiffSchema returns the JSON Schema (2020-12) of what DiffJSON writes.
func DiffSchema() string { return diffSchema }

// DiffJSON writes what has changed for programs. Version is citelint's, failed what Diff.Fails says.
func DiffJSON(w io.Writer, d *Diff, version string, failed bool) error {
	j := jsonComparison{
		Schema: DiffSchemaID, Tool: newTool(version), Before: newDiffReport(d.Before), After: newDiffReport(d.After),
		Summary: jsonDiffSummary{
			Failed: failed, New: newDiffCount(d.New), Fixed: newDiffCount(d.Fixed), Still: newDiffCount(d.Still), NotCompared: newDiffCount(d.NotCompared),
			Broken: len(d.changes(Broken)), Recovered: len(d.changes(Recovered)), Otherwise: len(d.changes(Otherwise)), Unasked: len(d.changes(Unasked)), Added: d.Added, Removed: d.Removed,
		},
		New: newDiffFindings(d.New), Fixed: newDiffFindings(d.Fixed), Still: newDiffFindings(d.Still), NotCompared: newDiffFindings(d.NotCompared),
		Sources: []jsonSourceChange{}, Renamed: []jsonRename{},
	}
	for _, c := range d.Sources {
		j.Sources = append(j.Sources, jsonSourceChange{redact(c.After.URL), string(c.Kind), newDiffVerdict(c.Before), newDiffVerdict(c.After)})
	}
	for _, r := range d.Renamed {
		j.Renamed = append(j.Renamed, jsonRename{redact(r.Before), redact(r.After)})
	}
	return encode(w, j)
}

type jsonComparison struct {
	Schema      string             `json:"schema"`
	Tool        jsonTool           `json:"tool"`
	Before      jsonDiffReport     `json:"before"`
	After       jsonDiffReport     `json:"after"`
	Summary     jsonDiffSummary    `json:"summary"`
	New         []jsonDiffFinding  `json:"new"`
	Fixed       []jsonDiffFinding  `json:"fixed"`
	Still       []jsonDiffFinding  `json:"still"`
	NotCompared []jsonDiffFinding  `json:"notCompared"`
	Sources     []jsonSourceChange `json:"sources"`
	Renamed     []jsonRename       `json:"renamed"`
}

type jsonDiffReport struct {
	Name       string   `json:"name"`
	Version    string   `json:"version,omitempty"`
	Finished   string   `json:"finished,omitempty"`
	Online     bool     `json:"online"`
	Incomplete []string `json:"incomplete"`
	Documents  int      `json:"documents"`
	Sources    int      `json:"sources"`
	Findings   int      `json:"findings"`
}

type jsonDiffSummary struct {
	Failed      bool           `json:"failed"`
	New         jsonSeverities `json:"new"`
	Fixed       jsonSeverities `json:"fixed"`
	Still       jsonSeverities `json:"still"`
	NotCompared jsonSeverities `json:"notCompared"`
	Broken      int            `json:"broken"`
	Recovered   int            `json:"recovered"`
	Otherwise   int            `json:"otherwise"`
	Unasked     int            `json:"unasked"`
	Added       int            `json:"added"`
	Removed     int            `json:"removed"`
}

type jsonDiffFinding struct {
	Rule        string       `json:"rule"`
	Severity    string       `json:"severity"`
	State       string       `json:"state"`
	Message     string       `json:"message"`
	Path        string       `json:"path"`
	Line        int          `json:"line,omitempty"`
	Column      int          `json:"column,omitempty"`
	Note        string       `json:"note,omitempty"`
	URL         string       `json:"url,omitempty"`
	Fingerprint string       `json:"fingerprint"`
	Was         *jsonDiffWas `json:"was,omitempty"`
	Why         string       `json:"why,omitempty"`
}

type jsonDiffWas struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	State    string `json:"state"`
	Path     string `json:"path"`
}

type jsonSourceChange struct {
	URL    string          `json:"url"`
	Kind   string          `json:"kind"`
	Before jsonDiffVerdict `json:"before"`
	After  jsonDiffVerdict `json:"after"`
}

type jsonDiffVerdict struct {
	Verdict string `json:"verdict"`
	Cause   string `json:"cause,omitempty"`
}

type jsonRename struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

func newDiffReport(p *Past) jsonDiffReport {
	return jsonDiffReport{
		Name: redact(p.Name), Version: plain(p.Version), Finished: plain(p.Run.Finished), Online: p.Run.Online,
		Incomplete: append([]string{}, redacted(p.Run.Incomplete)...),
		Documents:  len(p.Documents), Sources: len(p.Sources), Findings: len(p.Findings),
	}
}

func newDiffCount(all []Compared) jsonSeverities {
	var j jsonSeverities
	for i := range all {
		switch checker.Severity(all[i].finding().Severity) {
		case checker.Error:
			j.Error++
		case checker.Warning:
			j.Warning++
		default:
			j.Info++
		}
	}
	return j
}

func newDiffVerdict(s *PastSource) jsonDiffVerdict {
	return jsonDiffVerdict{redact(string(s.Verdict)), redact(string(s.Cause))}
}

func newDiffFindings(all []Compared) []jsonDiffFinding {
	list := make([]jsonDiffFinding, 0, len(all))
	for i := range all {
		c := &all[i]
		f := c.finding()
		j := jsonDiffFinding{
			Rule: redact(f.Rule), Severity: checker.Severity(f.Severity).String(), State: redact(string(f.State)), Message: plain(f.Message),
			Path: redact(f.Path), Line: max(0, f.Span.Line), Column: max(0, f.Span.Column), Note: redact(f.Note), URL: redact(f.URL),
			Fingerprint: redact(f.Fingerprint), Why: plain(c.Why),
		}
		if b := c.Before; b != nil && c.After != nil && (c.hasChanged() || b.Path != f.Path) {
			j.Was = &jsonDiffWas{redact(b.Rule), checker.Severity(b.Severity).String(), redact(string(b.State)), redact(b.Path)}
		}
		list = append(list, j)
	}
	return list
}

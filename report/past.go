package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A Past is a JSON report, or one of JSON lines, that was read back: what Compare needs of it. Fields
// that are not known are skipped, as the contract of the report says.
type Past struct {
	Name      string // what people call it: the file's name
	Version   string // of the citelint that wrote it
	Run       PastRun
	Documents []PastDocument
	Sources   []PastSource
	Findings  []PastFinding
}

// A PastRun says how the run went that a Past tells of.
type PastRun struct {
	Finished   string       `json:"finished"`
	Today      string       `json:"today"`
	Online     bool         `json:"online"`
	Incomplete []string     `json:"incomplete"`
	Unread     []jsonUnread `json:"unread"`
	Changed    string       `json:"changed"`
	Rules      *[]string    `json:"rules"` // those that ran; nil: the report does not say
}

// A PastDocument is a document that was read.
type PastDocument struct {
	Path   string `json:"path"`
	Digest string `json:"digest"`
}

// A PastSource is what was seen at a source.
type PastSource struct {
	URL     string          `json:"url"`
	Verdict checker.Verdict `json:"verdict"`
	Cause   checker.Cause   `json:"cause"`
	CitedBy []struct {
		Path string `json:"path"`
		Note string `json:"note"`
	} `json:"citedBy"`
}

// A PastFinding is a finding. One of a severity that is not known is taken for an info.
type PastFinding struct {
	Rule        string        `json:"rule"`
	Severity    pastSeverity  `json:"severity"`
	State       checker.State `json:"state"`
	Message     string        `json:"message"`
	Path        string        `json:"path"`
	Note        string        `json:"note"`
	URL         string        `json:"url"`
	Fingerprint string        `json:"fingerprint"`
	Span        struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn"`
	} `json:"span"`
}

type pastSeverity checker.Severity

func (s *pastSeverity) UnmarshalText(text []byte) error {
	known, ok := checker.ParseSeverity(string(text))
	if !ok {
		known = checker.Info
	}
	*s = pastSeverity(known)
	return nil
}

// counts reports whether a finding is there, new, and of the severity lowest or a higher one.
func (f *PastFinding) counts(lowest checker.Severity) bool {
	return f != nil && f.State == checker.New && checker.Severity(f.Severity) >= lowest
}

// reportSchemas is what the names of all forms of the report begin with.
const reportSchemas = "citelint/report/v"

// ReadPast reads what JSON or JSONL wrote. The error says in one line what is wrong, with the line
// where that has one.
func ReadPast(name string, src []byte) (*Past, error) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(src))
	var head struct {
		Type      string          `json:"type"`
		Schema    string          `json:"schema"`
		Tool      jsonTool        `json:"tool"`
		Run       *PastRun        `json:"run"`
		Documents []PastDocument  `json:"documents"`
		Sources   *[]PastSource   `json:"sources"`
		Findings  *[]PastFinding  `json:"findings"`
		Summary   json.RawMessage `json:"summary"`
	}
	if err := dec.Decode(&head); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("is empty, and no report")
		}
		return nil, pastFault(src, dec, err)
	}
	if err := checkSchema(head.Schema); err != nil {
		return nil, err
	}
	if head.Run == nil {
		return nil, errors.New("holds documents without a run, as citelint extract writes: only reports of citelint check can be compared")
	}
	p := &Past{Name: name, Version: head.Tool.Version, Run: *head.Run}
	if head.Type == "run" {
		if err := p.readLines(src, dec); err != nil {
			return nil, err
		}
		return p, p.check()
	}
	if head.Sources == nil || head.Findings == nil || head.Summary == nil {
		return nil, errors.New("is damaged: a report has sources, findings and a summary")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("is damaged: line %d: something follows the report", pastLine(src, dec.InputOffset()))
	}
	p.Documents, p.Sources, p.Findings = head.Documents, *head.Sources, *head.Findings
	return p, p.check()
}

// checkSchema says what a file is that is no report of this form.
func checkSchema(schema string) error {
	switch version, ok := strings.CutPrefix(schema, reportSchemas); {
	case schema == SchemaID:
		return nil
	case schema == "":
		return errors.New("is no JSON report of citelint (citelint -f json writes one)")
	case !ok && strings.HasPrefix(schema, "citelint/"):
		return fmt.Errorf("is %s, and no report (citelint -f json writes one)", plain(cut(schema, 60)))
	case !ok:
		return fmt.Errorf("is no JSON report of citelint: its schema is “%s”", cut(schema, 60))
	case version == "0":
		return fmt.Errorf("was made by an older citelint: its schema is %s, and %s can be read", cut(schema, 60), SchemaID)
	}
	return fmt.Errorf("was made by a newer citelint: its schema is %s, and %s can be read", cut(schema, 60), SchemaID)
}

// readLines reads what follows the first line of a report of JSON lines. One without a summary was cut off.
func (p *Past) readLines(src []byte, dec *json.Decoder) error {
	for whole := false; ; {
		var raw json.RawMessage
		if err := dec.Decode(&raw); errors.Is(err, io.EOF) {
			if !whole {
				return errors.New("was cut off: its last line, the summary, is missing")
			}
			return nil
		} else if err != nil {
			return pastFault(src, dec, err)
		}
		var line struct {
			Type string `json:"type"`
		}
		err := json.Unmarshal(raw, &line)
		switch line.Type {
		case "document":
			err = errors.Join(err, appendLine(&p.Documents, raw))
		case "source":
			err = errors.Join(err, appendLine(&p.Sources, raw))
		case "finding":
			err = errors.Join(err, appendLine(&p.Findings, raw))
		case "summary":
			whole = true
		}
		if err != nil {
			return fmt.Errorf("is damaged: line %d: %w", pastLine(src, dec.InputOffset()), plainJSON(err))
		}
	}
}

func appendLine[T any](all *[]T, line []byte) error {
	var t T
	err := json.Unmarshal(line, &t)
	*all = append(*all, t)
	return err
}

// check refuses a report whose parts cannot be told apart.
func (p *Past) check() error {
	for i, d := range p.Documents {
		if d.Path == "" {
			return fmt.Errorf("is damaged: document %d has no path", i+1)
		}
	}
	for i, f := range p.Findings {
		if f.Rule == "" || f.Path == "" || f.Fingerprint == "" {
			return fmt.Errorf("is damaged: finding %d has no rule, no path or no fingerprint", i+1)
		}
	}
	slices.SortStableFunc(p.Findings, comparePast)
	return nil
}

// pastFault says where a report is damaged, or that it is no JSON at all.
func pastFault(src []byte, dec *json.Decoder, err error) error {
	offset := dec.InputOffset()
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("is damaged: it ends on line %d, in the middle", pastLine(src, int64(len(src))))
	}
	if first := bytes.TrimSpace(src); len(first) > 0 && first[0] != '{' {
		return errors.New("is no JSON report of citelint (citelint -f json writes one)")
	}
	return fmt.Errorf("is damaged: line %d: %w", pastLine(src, offset), plainJSON(err))
}

// plainJSON words what encoding/json says in terms of the file, not of our types.
func plainJSON(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("%s stands where something else belongs (%s)", kind.Value, kind.Field)
	}
	return errors.New(strings.TrimPrefix(plain(err.Error()), "json: "))
}

// pastLine is the line of an offset; blank lines at the end do not count.
func pastLine(src []byte, offset int64) int {
	return 1 + bytes.Count(bytes.TrimRight(src[:min(max(offset, 0), int64(len(src)))], "\n"), []byte("\n"))
}

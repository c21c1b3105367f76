package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/citelint/citelint/checker"
)

// JSONL writes the JSON report as one object a line, each with its type first: a run, each
// document, source and finding, and a summary. A file without a summary was cut off.
func JSONL(w io.Writer, rep *checker.Report) error {
	j := newReport(rep)
	lines := []any{lineRun{"run", j.Schema, j.Tool, &j.Run}}
	for _, d := range j.Documents {
		lines = append(lines, lineDocument{"document", d})
	}
	for _, s := range j.Sources {
		lines = append(lines, lineSource{"source", s})
	}
	for _, f := range j.Findings {
		lines = append(lines, lineFinding{"finding", f})
	}
	return encodeLines(w, append(lines, lineSummary{"summary", j.Summary}))
}

// ExtractLines is Extract as JSONL: a run without fields of its own, and each document.
func ExtractLines(w io.Writer, docs []*checker.Document, version string) error {
	lines := []any{lineRun{Type: "run", Schema: SchemaID, Tool: newTool(version)}}
	for _, d := range newDocuments(docs, nil, false) {
		lines = append(lines, lineDocument{"document", d})
	}
	return encodeLines(w, lines)
}

func encodeLines(w io.Writer, lines []any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return err
		}
	}
	_, err := w.Write(still(b.Bytes()))
	return err
}

type lineRun struct {
	Type   string   `json:"type"`
	Schema string   `json:"schema"`
	Tool   jsonTool `json:"tool"`
	Run    *jsonRun `json:"run,omitempty"`
}

type lineDocument struct {
	Type string `json:"type"`
	jsonDocument
}

type lineSource struct {
	Type string `json:"type"`
	jsonSource
}

type lineFinding struct {
	Type string `json:"type"`
	jsonFinding
}

type lineSummary struct {
	Type string `json:"type"`
	jsonSummary
}

// Package report turns a checker.Report into bytes: a Format is a function from one to the other.
//
// A writer asks neither clock nor environment nor terminal, decides neither what was found nor what
// the exit status is, and returns the error of its destination. Begin with Find, or range over
// Formats.
package report

import (
	"bytes"
	"io"

	"github.com/citelint/citelint/checker"
)

// A Format is one form of a report.
type Format struct {
	Name  string
	Exts  []string // endings of file names that mean it, with their dot; none: by name only
	Write func(io.Writer, *checker.Report) error
}

// Formats lists all formats. No two share an extension.
var Formats = []Format{
	{"text", []string{".txt"}, func(w io.Writer, rep *checker.Report) error { return Text(w, rep, nil) }},
	{"markdown", []string{".md"}, Markdown},
	{"summary", nil, func(w io.Writer, rep *checker.Report) error { return MarkdownWithin(w, rep, SummaryLimit) }},
	{"comment", nil, comment},
	{"json", []string{".json"}, JSON},
	{"jsonl", []string{".jsonl"}, JSONL},
	{"sarif", []string{".sarif"}, SARIF},
	{"github", nil, func(w io.Writer, rep *checker.Report) error { return GitHub(w, rep, nil) }},
	{"junit", []string{".xml"}, JUnit},
	{"gitlab", nil, GitLab},
	{"rdjson", []string{".rdjson"}, RDJSON},
	{"rdjsonl", []string{".rdjsonl"}, RDJSONL},
	{"checkstyle", nil, Checkstyle},
	{"csv", []string{".csv"}, CSV},
	{"csl-json", []string{".csl.json"}, CSLJSON},
	{"bibtex", []string{".bib"}, BibTeX},
	{"ris", []string{".ris"}, RIS},
	{"html", []string{".html"}, HTML},
	{"badge", nil, Badge},
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// write hands all of b to w at once.
func write(w io.Writer, b *bytes.Buffer) error {
	_, err := w.Write(b.Bytes())
	return err
}

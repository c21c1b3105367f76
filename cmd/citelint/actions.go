package main

import (
	"errors"
	"io"
	"os"
	"slices"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// summaryBytes is how many bytes a step's summary may have: GitHub drops all of a larger one.
const summaryBytes = 1 << 20

// onActions changes what is written by default in a step of GitHub Actions: -f is github, and a
// summary is added to the step's. An -f or a summary of one's own takes the place of either.
func (s *settings) onActions(env func(string) (string, bool)) {
	if file, _ := env("GITHUB_STEP_SUMMARY"); file != "" {
		s.stepSummary = s.place.abs(file)
	}
	if on, _ := env("GITHUB_ACTIONS"); on != "true" || s.ci == "never" {
		return
	}
	s.addSummary = s.stepSummary != ""
	if s.format != "" {
		return
	}
	s.format = "github"
	for _, row := range s.table {
		if row.name == "format" {
			row.origin = "GITHUB_ACTIONS"
		}
	}
}

// withSummary marks the outputs that go to the step's summary, and adds one if there is to be one and
// none was asked for.
func (s *settings) withSummary(outputs []output) []output {
	for i := range outputs {
		outputs[i].appended = s.stepSummary != "" && outputs[i].file == s.stepSummary
	}
	own := s.format == "summary" || slices.ContainsFunc(outputs, func(o output) bool { return o.format == "summary" || o.appended })
	if !s.addSummary || own {
		return outputs
	}
	return append(outputs, output{arg: "the step's summary", file: s.stepSummary, format: "summary", appended: true, unasked: true})
}

// fitSummary lets a summary that is appended to a file take what room the file leaves.
func fitSummary(outputs []output, rep *checker.Report) {
	for i, o := range outputs {
		if o.appended && o.format == "summary" {
			room := report.SummaryLimit - int(fileSize(o.file)) - 1
			outputs[i].write = func(w io.Writer) error { return report.MarkdownWithin(w, rep, room) }
		}
	}
}

// fileSize is 0 for a file that is not there.
func fileSize(name string) int64 {
	info, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return min(info.Size(), summaryBytes)
}

// appendSummary appends to a step's summary, on a line of its own.
func appendSummary(name string, data []byte) error {
	held := fileSize(name)
	if held > 0 {
		data = append([]byte("\n"), data...)
	}
	if int(held)+len(data) > summaryBytes {
		return errors.New("it would be above the 1 MiB that GitHub shows")
	}
	return writeInto(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666, data)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// baselineName is the file of known findings that is used if it is there.
const baselineName = ".citelint-baseline.json"

// maxBaseline bounds the file of known findings, in bytes.
const maxBaseline = 64 << 20

// A baseline is the file of known findings of one run.
type baseline struct {
	file   string            // absolute; empty: there is none to apply and none to write
	known  *checker.Baseline // what it holds; empty if it is not there yet
	exists bool
}

// accepting adds the settings that say which findings are known.
func (s *settings) accepting() {
	s.table = append(s.table,
		&setting{name: "baseline", key: "baseline", value: stringValue(&s.baseline, "FILE"), usage: "known findings, which do not count; off for none"},
		&setting{name: "update-baseline", value: boolValue(&s.updateBaseline), usage: "write the baseline from this run; its findings are known then"},
	)
}

// readBaseline reads the file of known findings. One that this run asks for must be there, unless it
// is to be written.
func (s *settings) readBaseline() (baseline, error) {
	b := baseline{known: &checker.Baseline{}}
	if s.baseline == "off" {
		if s.updateBaseline {
			return b, usagef("--update-baseline and --baseline off contradict each other")
		}
		return b, nil
	}
	b.file = s.baselineFile()
	shown := s.place.shown(s.place.rel(b.file))
	info, err := os.Stat(b.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if s.updateBaseline {
			return b, nil
		}
		if s.namesBaseline() {
			return b, usagef("--baseline: %s is not there (--update-baseline writes it)", shown)
		}
		b.file = ""
		return b, nil
	case err != nil:
		return b, usagef("%s: %w", shown, plain(err))
	case info.IsDir():
		return b, usagef("--baseline: %s is a directory", shown)
	case info.Size() > maxBaseline:
		return b, usagef("%s: larger than %d MiB", shown, maxBaseline>>20)
	}
	src, err := os.ReadFile(b.file)
	if err != nil {
		return b, usagef("%s: %w", shown, plain(err))
	}
	if b.known, err = checker.ParseBaseline(src); err != nil {
		return b, usagef("%s:%w (to begin anew, delete it and run citelint --update-baseline)", shown, err)
	}
	b.exists = true
	return b, nil
}

// baselineFile is relative to the root, unless a flag or a variable names it.
func (s *settings) baselineFile() string {
	if s.namesBaseline() {
		return s.place.abs(s.baseline)
	}
	if filepath.IsAbs(s.baseline) {
		return filepath.Clean(s.baseline)
	}
	return filepath.Join(s.place.root, s.baseline)
}

// namesBaseline reports whether a flag or a variable names the file.
func (s *settings) namesBaseline() bool {
	return slices.ContainsFunc(s.table, func(row *setting) bool {
		return row.name == "baseline" && row.origin != "default" && !s.isFromFile(row)
	})
}

// apply marks the known findings of a report and, if that is asked for, makes all of them known and
// writes the file. A run that was interrupted changes nothing: nobody has seen what it would accept.
func (b *baseline) apply(ctx context.Context, a *app, s *settings, rep *checker.Report, args []string) error {
	rep.Run.Adopt = adoption(args)
	if b.file == "" {
		return nil
	}
	scope := checker.BaselineScope{
		Exists: func(path string) bool { return exists(filepath.Join(s.place.root, filepath.FromSlash(path))) },
		About:  report.Redact,
	}
	rep.Run.Baseline = s.place.rel(b.file)
	b.known.Apply(rep, scope)
	if !s.updateBaseline {
		return nil
	}
	if ctx.Err() != nil {
		a.say("interrupted: the baseline is left as it was")
		return nil
	}
	next := b.known.Update(rep, scope)
	src := next.Bytes()
	if old, err := os.ReadFile(b.file); err != nil || string(old) != string(src) {
		if err := writeFile(b.file, src); err != nil {
			return &writeError{s.place.shown(rep.Run.Baseline), err}
		}
	}
	next.Apply(rep, scope)
	a.say("%s: %s known", s.place.shown(rep.Run.Baseline), count(len(next.Entries), "finding"))
	return nil
}

// adoption is the command that makes all findings of these arguments known.
func adoption(args []string) string {
	command := "citelint --update-baseline"
	for _, arg := range args {
		if arg == "-" {
			return ""
		}
		if strings.ContainsFunc(arg, func(r rune) bool { return !isPlainShell(r) }) {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		command += " " + arg
	}
	if len(command) > 200 {
		return fmt.Sprintf("citelint --update-baseline, with the same %s", count(len(args), "path"))
	}
	return command
}

// isPlainShell reports whether a shell takes r as it is.
func isPlainShell(r rune) bool {
	return r > 127 || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./+,:@%", r)
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A format is one form of what a command writes; report.Formats and report.Extracts hold them.
type format struct {
	name  string
	exts  []string
	write func(io.Writer) error
}

// An output is one place that a report goes to.
type output struct {
	arg    string // as given
	file   string // absolute; empty for standard output
	format string

	write    func(io.Writer) error // nil: what the format writes
	appended bool                  // to what a step's summary holds
	unasked  bool                  // written by default: that it cannot be written fails nothing
}

// A writeError is a report that could not be written.
type writeError struct {
	name string
	err  error
}

func (e *writeError) Error() string { return fmt.Sprintf("writing %s: %v", e.name, plain(e.err)) }
func (e *writeError) Unwrap() error { return e.err }

// formatNames returns the names of the formats.
func formatNames(formats []format) []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// parseOutputs reads the values of -o: FILE or FILE:FORMAT. Names are relative to base.
func parseOutputs(base string, args []string, formats []format) ([]output, error) {
	var outputs []output
	for _, arg := range args {
		o, err := parseOutput(arg, formats)
		if err != nil {
			return nil, usageError{err}
		}
		if o.file = filepath.Clean(o.file); !filepath.IsAbs(o.file) {
			o.file = filepath.Join(base, o.file)
		}
		if i := slices.IndexFunc(outputs, func(b output) bool { return b.file == o.file }); i >= 0 {
			return nil, usagef("--output: %s and %s are one file", outputs[i].arg, arg)
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// parseOutput cuts at the last colon, if the name of a format follows it; else the ending of the
// file's name decides.
func parseOutput(arg string, formats []format) (output, error) {
	file, name := arg, ""
	if i := strings.LastIndexByte(arg, ':'); i >= 0 {
		file, name = arg[:i], arg[i+1:]
	}
	for _, f := range formats {
		if f.name == name && file != "" {
			return output{arg: arg, file: file, format: name}, nil
		}
	}
	best, longest := "", 0
	for _, f := range formats {
		for _, ext := range f.exts {
			if strings.HasSuffix(strings.ToLower(arg), ext) && len(ext) > longest {
				best, longest = f.name, len(ext)
			}
		}
	}
	if best == "" {
		hint := didYouMean(name, formatNames(formats))
		return output{}, fmt.Errorf("--output: %q does not say its format%s: write FILE:FORMAT, or end the name in one of %s", arg, hint, endings(formats))
	}
	return output{arg: arg, file: arg, format: best}, nil
}

// endings lists the formats with the endings that mean them.
func endings(formats []format) string {
	var all, byName []string
	for _, f := range formats {
		for _, ext := range f.exts {
			all = append(all, ext+" ("+f.name+")")
		}
		if len(f.exts) == 0 {
			byName = append(byName, f.name)
		}
	}
	list := strings.Join(all, ", ")
	if len(byName) > 0 {
		list += "; by name only: " + strings.Join(byName, ", ")
	}
	return list
}

// write builds every output, then writes them all, standard output first; a failed one does not
// keep the others from being written.
func (a *app) write(outputs []output, formats []format) error {
	var errs []error
	built := make([]bytes.Buffer, len(outputs))
	for i, o := range outputs {
		build := o.write
		if build == nil {
			build = formats[slices.IndexFunc(formats, func(f format) bool { return f.name == o.format })].write
		}
		if err := build(&built[i]); err != nil {
			return fmt.Errorf("building the report as %s: %w", o.format, err)
		}
	}
	for i, o := range outputs {
		var err error
		name := o.arg
		switch {
		case o.file == "":
			name = "standard output"
			_, err = a.stdout.Write(built[i].Bytes())
		case o.appended:
			err = appendSummary(o.file, built[i].Bytes())
		default:
			err = writeFile(o.file, built[i].Bytes())
		}
		if err != nil {
			errs = append(errs, &writeError{name, err})
		}
	}
	return errors.Join(errs...)
}

// writeFile writes a file beside its place and renames it, so that nobody reads half of it; missing
// directories are made. What is no regular file, such as /dev/stderr, is written to directly.
func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
		if info.IsDir() {
			return errors.New("is a directory")
		}
		if !info.Mode().IsRegular() {
			return writeInto(name, os.O_WRONLY, 0, data)
		}
	}
	beside := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+"."+strconv.FormatUint(rand.Uint64(), 36))
	err := writeInto(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, data)
	if err == nil {
		err = os.Rename(beside, name)
	}
	if err != nil {
		_ = os.Remove(beside) // the first error says what is wrong
	}
	return err
}

func writeInto(name string, flag int, mode os.FileMode, data []byte) error {
	f, err := os.OpenFile(name, flag, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseOutput(t *testing.T) {
	formats := []format{{name: "text", exts: []string{".txt"}}, {name: "json", exts: []string{".json"}}, {name: "csl-json", exts: []string{".csl.json"}}, {name: "badge"}}
	cases := []struct{ arg, file, format, err string }{
		{"report.json", "report.json", "json", ""},
		{"REPORT.JSON", "REPORT.JSON", "json", ""},
		{"refs.csl.json", "refs.csl.json", "csl-json", ""},
		{"refs.csl.json:json", "refs.csl.json", "json", ""},
		{"badge.json:badge", "badge.json", "badge", ""},
		{`C:\out.json`, `C:\out.json`, "json", ""},
		{`C:\out:json`, `C:\out`, "json", ""},
		{"a:b.txt", "a:b.txt", "text", ""},
		{"report", "", "", `"report" does not say its format: write FILE:FORMAT, or end the name in one of .txt (text), .json (json), .csl.json (csl-json); by name only: badge`},
		{"report.json:jsn", "", "", `(did you mean "json"?)`},
		{":json", "", "", "does not say its format"},
		{"", "", "", "does not say its format"},
	}
	for _, c := range cases {
		o, err := parseOutput(c.arg, formats)
		switch {
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%q: the error is %v, want %q in it", c.arg, err, c.err)
		case c.err == "" && (err != nil || o.file != c.file || o.format != c.format):
			t.Errorf("%q is %q as %q (%v), want %q as %q", c.arg, o.file, o.format, err, c.file, c.format)
		}
	}
}

// TestEndings says which format of a report the name of a file means.
func TestEndings(t *testing.T) {
	for file, want := range map[string]string{
		"out/report.md": "markdown", "A.JSON": "json", "a.jsonl": "jsonl", "a.json.txt": "text", "a.b.json": "json", "json": "", "report": "",
		"refs.csl.json": "csl-json", "refs.CSL.JSON": "csl-json", "csl.json": "json", "refs.bib": "bibtex", "refs.ris": "ris", "a.csv": "csv",
		"a.docx": "", "a.sarif": "sarif", "TEST.XML": "junit", "a.rdjson": "rdjson", "a.rdjsonl": "rdjsonl",
	} {
		o, err := parseOutput(file, reportFormats(nil, nil))
		if o.format != want || (err == nil) != (want != "") {
			t.Errorf("the name %s means %q (%v), want %q", file, o.format, err, want)
		}
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a", "b", "report.txt")
	for _, text := range []string{"first", "second"} {
		if err := writeFile(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("the file holds %q (%v), want %q", got, err, text)
		}
		if err := os.Chmod(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode of a file that is replaced becomes %v (%v), want 0600", info.Mode().Perm(), err)
	}
	link := filepath.Join(dir, "link.txt")
	if err := os.Symlink(name, link); err != nil {
		t.Skip("no symbolic links")
	}
	if err := writeFile(link, []byte("third")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != "third" {
		t.Errorf("through a link, the file holds %q (%v), want %q", got, err, "third")
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(entries) != 1 {
		t.Errorf("%d names are left in the directory (%v), want 1", len(entries), err)
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A gitlabFile is .github/gitlab/citelint.yml: what can be chosen, and the job.
type gitlabFile struct {
	Spec struct {
		Inputs map[string]struct{ Description, Default string }
	}
	Citelint struct {
		Variables map[string]string
		Cache     struct{ Paths []string }
		Script    []string
		Artifacts struct {
			Paths   []string
			Reports struct{ Codequality, JUnit string }
		}
	}
}

var gitlabInput = regexp.MustCompile(`\$\[\[ inputs\.([a-z-]+) \]\]`)

// readGitlab returns the file with each input's default in its place.
func readGitlab(t *testing.T) gitlabFile {
	t.Helper()
	data, err := os.ReadFile("../../.github/gitlab/citelint.yml")
	if err != nil {
		t.Fatal(err)
	}
	spec, job, ok := strings.Cut(string(data), "\n---\n")
	if !ok {
		t.Fatal("the file has no line --- between its inputs and its job")
	}
	var file gitlabFile
	if err := yaml.Unmarshal([]byte(spec), &file); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	job = gitlabInput.ReplaceAllStringFunc(job, func(s string) string {
		name := gitlabInput.FindStringSubmatch(s)[1]
		used[name] = true
		return `"` + file.Spec.Inputs[name].Default + `"`
	})
	if got, want := sortedKeys(used), sortedKeys(file.Spec.Inputs); !slices.Equal(got, want) {
		t.Errorf("the job uses the inputs %v, and %v are declared", got, want)
	}
	if err := yaml.Unmarshal([]byte(job), &file); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestGitlab runs the command of the job for GitLab with the job's variables, and looks for the files
// that the job hands over.
func TestGitlab(t *testing.T) {
	job := readGitlab(t).Citelint
	known := variables()
	for name, value := range job.Variables {
		if strings.HasPrefix(name, "CITELINT_") && !slices.Contains(known, name) {
			t.Errorf("the job sets %s, which citelint does not know", name)
		}
		t.Setenv(name, value)
	}
	if want := []string{`citelint check -- "$INPUT_PATHS"`}; !slices.Equal(job.Script, want) {
		t.Fatalf("the job runs %q, want %q", job.Script, want)
	}
	if !slices.Equal(job.Cache.Paths, []string{job.Variables["CITELINT_CACHE"] + "/"}) || filepath.Dir(job.Variables["CITELINT_STATE"]) != job.Variables["CITELINT_CACHE"] {
		t.Errorf("the job keeps %v, and citelint %s and %s", job.Cache.Paths, job.Variables["CITELINT_CACHE"], job.Variables["CITELINT_STATE"])
	}

	dir := t.TempDir()
	t.Chdir(dir)
	writeTestFile(t, dir, ".citelint.yaml", "version: 1\nfail-on: never\n", 0o644)
	writeTestFile(t, dir, "doc.md", "# Odd\n\nA claim.[^1]\n\n[^1]: Lena Berg, [“Rail Travel”](#), *Rail Weekly*, 31 June 2025.\n", 0o644)
	var out, errs bytes.Buffer
	if status := run(t.Context(), []string{"check", "--", job.Variables["INPUT_PATHS"]}, strings.NewReader(""), &out, &errs, direct); status != statusOK {
		t.Errorf("the job ends with status %d, though the configuration says fail-on: never\n%s%s", status, &out, &errs)
	}
	for _, name := range append(job.Artifacts.Paths, job.Artifacts.Reports.Codequality, job.Artifacts.Reports.JUnit) {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("the job hands over %s, which is not there", name)
		}
	}
}

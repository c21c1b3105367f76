package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A ciStep is one step of an action or of a job.
type ciStep struct {
	Name, ID, If, Uses, Run, Shell string
	Env, With                      map[string]string
}

// An actionFile is action.yml.
type actionFile struct {
	Inputs  map[string]struct{ Description, Default string }
	Outputs map[string]struct{ Description, Value string }
	Runs    struct{ Steps []ciStep }
}

// A workflowFile is one file of .github/workflows.
type workflowFile struct {
	On          any
	Permissions any
	Jobs        map[string]struct {
		Permissions any
		Timeout     int `yaml:"timeout-minutes"`
		Steps       []ciStep
	}
}

func readYAML(t *testing.T, name string, into any) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(data)
}

// workflows returns the workflows by the names of their files.
func workflows(t *testing.T) map[string]workflowFile {
	t.Helper()
	names, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no workflows (%v)", err)
	}
	all := map[string]workflowFile{}
	for _, name := range names {
		var w workflowFile
		readYAML(t, name, &w)
		all[filepath.Base(name)] = w
	}
	return all
}

// allSteps returns every step, by the place that holds it.
func allSteps(t *testing.T) map[string][]ciStep {
	t.Helper()
	var action actionFile
	readYAML(t, "../../action.yml", &action)
	steps := map[string][]ciStep{"action.yml": action.Runs.Steps}
	for file, w := range workflows(t) {
		for name, job := range w.Jobs {
			steps[file+": "+name] = job.Steps
		}
	}
	return steps
}

var pinned = regexp.MustCompile(`^(\./|[\w.-]+/[\w./-]+@(v\d+(\.\d+)*|[0-9a-f]{40})$)`)

// TestStepsAreSafe holds every step to three laws: no expression becomes a part of a script, what is
// used is pinned, and a script stops at its first failure.
func TestStepsAreSafe(t *testing.T) {
	for place, steps := range allSteps(t) {
		for i, s := range steps {
			at := fmt.Sprintf("%s: step %d (%s)", place, i+1, s.Name+s.Uses)
			if (s.Run == "") == (s.Uses == "") {
				t.Errorf("%s has neither run nor uses, or both", at)
			}
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: an expression stands inside a script, where its value is code; hand it over in env", at)
			}
			if s.Uses != "" && !pinned.MatchString(s.Uses) {
				t.Errorf("%s: %s is not pinned to a version", at, s.Uses)
			}
			if s.Run != "" && place == "action.yml" && s.Shell != "bash" {
				t.Errorf("%s has the shell %q, want bash", at, s.Shell)
			}
		}
	}
	scripts, err := filepath.Glob("../../.github/*/*.sh")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	for _, name := range scripts {
		if text, err := os.ReadFile(name); err != nil || !strings.Contains(string(text), "\nset -euo pipefail\n") {
			t.Errorf("%s does not say set -euo pipefail (%v)", name, err)
		}
	}
}

// TestWorkflowsAskForLittle holds workflows to saying what their token may do, and to ending.
func TestWorkflowsAskForLittle(t *testing.T) {
	for name, w := range workflows(t) {
		if fmt.Sprint(w.Permissions) != "map[contents:read]" {
			t.Errorf("%s begins with permissions %v, want contents: read alone; a job asks for more", name, w.Permissions)
		}
		for job, j := range w.Jobs {
			if j.Timeout == 0 {
				t.Errorf("%s: job %s has no timeout-minutes", name, job)
			}
		}
	}
}

var (
	inputUse = regexp.MustCompile(`inputs\.([a-z-]+)`)
	stepUse  = regexp.MustCompile(`steps\.([a-z-]+)\.outputs\.([a-z-]+)`)
	variable = regexp.MustCompile(`\$\{?(INPUT_[A-Z_]+)`)
)

// TestActionInputs holds the action to using what it declares, and to declaring what it uses.
func TestActionInputs(t *testing.T) {
	var action actionFile
	text := readYAML(t, "../../action.yml", &action)
	used := map[string]bool{}
	for _, m := range inputUse.FindAllStringSubmatch(text, -1) {
		used[m[1]] = true
	}
	if got, want := sortedKeys(used), sortedKeys(action.Inputs); !slices.Equal(got, want) {
		t.Errorf("the action uses the inputs %v and declares %v", got, want)
	}
	for name, in := range action.Inputs {
		if in.Description == "" {
			t.Errorf("input %s has no description", name)
		}
	}
	written := map[string]string{}
	for _, s := range action.Runs.Steps {
		if s.ID != "" {
			written[s.ID] = script(t, s)
		}
	}
	for _, m := range stepUse.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(written[m[1]], m[2]+"=") {
			t.Errorf("%s is used, and no script writes it", m[0])
		}
	}
}

// TestActionEnvironment holds each step's environment to what its script reads.
func TestActionEnvironment(t *testing.T) {
	var action actionFile
	readYAML(t, "../../action.yml", &action)
	for _, s := range action.Runs.Steps {
		if !strings.Contains(s.Run, ".sh") {
			continue
		}
		text := script(t, s)
		for name := range s.Env {
			if !strings.Contains(text, strings.TrimPrefix(name, "INPUT_")) {
				t.Errorf("step %q sets %s, which its script does not read", s.Name, name)
			}
		}
		if strings.HasSuffix(s.Run, ".sh\"") { // a script that does one thing
			for _, m := range variable.FindAllStringSubmatch(text, -1) {
				if _, ok := s.Env[m[1]]; !ok {
					t.Errorf("step %q: its script reads %s, which nothing sets", s.Name, m[1])
				}
			}
		}
	}
}

// script returns the text of the script that a step runs.
func script(t *testing.T, s ciStep) string {
	t.Helper()
	_, rest, ok := strings.Cut(s.Run, "$GITHUB_ACTION_PATH/")
	if !ok {
		return s.Run
	}
	name, _, _ := strings.Cut(rest, `"`)
	text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

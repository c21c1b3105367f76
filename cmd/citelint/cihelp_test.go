package main

import (
	"os"
	"regexp"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestCIHelp holds what the page about CI shows to what the action, the hooks and the job for GitLab
// have.
func TestCIHelp(t *testing.T) {
	page, err := os.ReadFile("help/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	var action actionFile
	readYAML(t, "../../action.yml", &action)
	var hooks []struct{ ID string }
	readYAML(t, "../../.pre-commit-hooks.yaml", &hooks)
	gitlab := readGitlab(t)

	var steps, includes, used int
	for _, block := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```").FindAllSubmatch(page, -1) {
		var shown struct {
			Jobs    map[string]struct{ Steps []ciStep }
			Include []struct{ Inputs map[string]string }
			Repos   []struct{ Hooks []struct{ ID string } }
		}
		if err := yaml.Unmarshal(block[1], &shown); err != nil {
			t.Fatalf("%v in\n%s", err, block[1])
		}
		for _, job := range shown.Jobs {
			for _, s := range job.Steps {
				if !regexp.MustCompile(`^citelint/citelint@v\d+\.\d+\.\d+$`).MatchString(s.Uses) {
					continue
				}
				steps++
				for name := range s.With {
					if _, ok := action.Inputs[name]; !ok {
						t.Errorf("the page gives the action an input %q, which it does not have", name)
					}
				}
			}
		}
		for _, inc := range shown.Include {
			includes++
			for name := range inc.Inputs {
				if _, ok := gitlab.Spec.Inputs[name]; !ok {
					t.Errorf("the page gives the job an input %q, which it does not have", name)
				}
			}
		}
		for _, repo := range shown.Repos {
			for _, h := range repo.Hooks {
				if used++; h.ID != hooks[0].ID {
					t.Errorf("the page uses a hook %q, and there is %q", h.ID, hooks[0].ID)
				}
			}
		}
	}
	if steps == 0 || includes == 0 || used == 0 {
		t.Errorf("the page shows %d uses of the action, %d of the job and %d of hooks, want each", steps, includes, used)
	}
}

package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestAction runs the scripts of the action and of releases, on the cases in testdata/action: with
// the real command, and a gh that changes a file.
func TestAction(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                "../../testdata/action",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"REPO": repo, "CITELINT": "citelint", "RUNNER_TEMP": env.WorkDir + "/temp", "GITHUB_OUTPUT": env.WorkDir + "/output",
				"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "sund/briefs", "GITHUB_SERVER_URL": "https://git.example",
				"GITHUB_STEP_SUMMARY": env.WorkDir + "/step.md", "GH_STORE": env.WorkDir + "/hub.json", "INPUT_TOKEN": "t",
			} {
				env.Setenv(name, value)
			}
			var action actionFile
			readYAML(t, "../../action.yml", &action)
			for _, s := range action.Runs.Steps {
				for name, value := range s.Env {
					if m := inputUse.FindStringSubmatch(value); m != nil && name != "INPUT_TOKEN" {
						env.Setenv(name, action.Inputs[m[1]].Default)
					}
				}
			}
			return nil
		},
	})
}

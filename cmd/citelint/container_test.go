package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestContainer holds the last stage of the Dockerfile to what it promises: nothing but what was
// built, somebody who is not root, and words that citelint knows.
func TestContainer(t *testing.T) {
	data, err := os.ReadFile("../../.github/docker/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(data), "\\\n", "")
	stages := regexp.MustCompile(`(?m)^FROM `).Split(text, -1)
	last := stages[len(stages)-1]
	for _, want := range []string{
		"scratch AS citelint\n", "\nCOPY --from=build /out/ /\n", "\nUSER 65532:65532\n", "\nENTRYPOINT [\"/usr/local/bin/citelint\"]\n",
		"\nCMD [\"--help\"]\n", `org.opencontainers.image.source="https://github.com/citelint/citelint"`,
	} {
		if !strings.Contains(last, want) {
			t.Errorf("the last stage does not say %q", want)
		}
	}
	for _, m := range regexp.MustCompile(`CITELINT_[A-Z_]+`).FindAllString(text, -1) {
		if !slices.Contains(variables(), m) {
			t.Errorf("the image sets %s, which citelint does not know", m)
		}
	}
	release := regexp.MustCompile(`-X (main\.[a-z]+)=`)
	for _, name := range []string{"../../.github/docker/Dockerfile", "../../.github/release/build.sh"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := release.FindSubmatch(data); m == nil || string(m[1]) != "main.release" {
			t.Errorf("%s does not set main.release, which version.go declares: %q", name, m)
		}
	}
}

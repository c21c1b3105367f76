package rule_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// TestMissingOften holds that an index with a thousand links to one missing file does not bury what
// else is missing.
func TestMissingOften(t *testing.T) {
	d := document(t, "index.md", []byte(strings.Repeat("- [News](news.md)\n", 1000)+"- [Tides](tides.md)\n"))
	rep, err := (&checker.Checker{Rules: rule.All, Tree: &checker.Tree{Names: map[string]bool{"index.md": true}}}).Check(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	news, tides := 0, 0
	for _, f := range rep.Findings {
		switch {
		case f.Rule != "link/file-missing":
		case strings.Contains(f.Message, "tides.md"):
			tides++
		default:
			news++
		}
	}
	if news != 20 || tides != 1 {
		t.Errorf("%d findings are of news.md, %d of tides.md, want 20 and 1", news, tides)
	}
}

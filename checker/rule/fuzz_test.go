package rule_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
)

// FuzzRules runs all rules on arbitrary documents, online and offline: no panic, no finding
// outside of the source, no edit out of order.
func FuzzRules(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(cases, "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			switch ext := filepath.Ext(file.Name); {
			case strings.HasPrefix(file.Name, "fault"), strings.HasPrefix(file.Name, "clean"):
				f.Add(string(file.Data), ext == ".txt")
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string, text bool) {
		name := "a.md"
		if text {
			name = "a.txt"
		}
		if _, err := read.Document(name, []byte(src)); err != nil {
			t.Skip("no text")
		}
		c := &ruleCase{path: name, today: checker.Date{EDTF: defaultToday}, tree: parseTree("a.md\n")}
		rules := make([]*checker.Rule, len(rule.All))
		for i, r := range rule.All {
			rules[i] = enabled(r)[i]
		}
		for _, online := range []bool{false, true} {
			rep := c.check(t, rules, online, []*checker.Document{document(t, name, []byte(src))}, document(t, name, []byte(src)))
			for _, f := range rep.Findings {
				wellFormed(t, f)
			}
		}
	})
}

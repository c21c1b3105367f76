package rule_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
)

var update = flag.Bool("update", false, "rewrite want.txt and fixed.md of the cases")

const (
	cases        = "../../testdata/rule"
	defaultToday = "2026-03-02"
)

// A ruleCase is one file of testdata/rule:
//
//	today: 2026-03-02     in the comment; the day of the run, or empty for none
//	fault.md, fault-2.md  documents with every condition of the rule
//	base.md               what fault.md was before the change
//	results.json          what the web answers, by URL; any other URL is OK
//	required.txt          fields that a type of source must have, a line a type: "book = publisher, place"
//	aliases.txt           names that count as one, a line a group, parted by " = "
//	tree.txt              names of files beside the documents; "!" before those that git ignores, "site-root NAME"
//	want.txt              the rule's findings
//	clean.md              near misses, in which no rule at all finds anything
//	fixed.md              fault.md after the rule's fixes
type ruleCase struct {
	path     string
	archive  *txtar.Archive
	today    checker.Date
	results  map[string]checker.Result
	aliases  [][]string
	required map[string][]string
	tree     *checker.Tree
}

func caseOf(t testing.TB, r *checker.Rule) *ruleCase {
	t.Helper()
	c := &ruleCase{path: filepath.Join(cases, strings.ReplaceAll(r.ID, "/", "-")+".txtar")}
	var err error
	if c.archive, err = txtar.ParseFile(c.path); err != nil {
		t.Fatalf("%s has no case: %v", r.ID, err)
	}
	c.today = checker.Date{EDTF: defaultToday}
	for line := range strings.Lines(string(c.archive.Comment)) {
		if day, ok := strings.CutPrefix(line, "today:"); ok {
			c.today.EDTF = strings.TrimSpace(day)
		}
	}
	if src := c.file("results.json"); src != nil {
		if err := json.Unmarshal(src, &c.results); err != nil {
			t.Fatalf("%s: results.json: %v", c.path, err)
		}
	}
	for group := range strings.Lines(string(c.file("aliases.txt"))) {
		c.aliases = append(c.aliases, strings.Split(strings.TrimSpace(group), " = "))
	}
	for line := range strings.Lines(string(c.file("required.txt"))) {
		kind, fields, _ := strings.Cut(strings.TrimSpace(line), " = ")
		if c.required == nil {
			c.required = map[string][]string{}
		}
		c.required[kind] = strings.Split(fields, ", ")
	}
	if src := c.file("tree.txt"); src != nil {
		c.tree = parseTree(string(src))
	}
	return c
}

func parseTree(src string) *checker.Tree {
	tree := &checker.Tree{Names: map[string]bool{}}
	ignored := map[string]bool{}
	for name := range strings.FieldsFuncSeq(src, func(r rune) bool { return r == '\n' }) {
		root, isRoot := strings.CutPrefix(name, "site-root ")
		hidden, isHidden := strings.CutPrefix(name, "!")
		switch {
		case isRoot:
			tree.SiteRoot = root
		case isHidden:
			ignored[hidden] = true
		default:
			tree.Names[name] = true
		}
	}
	tree.Ignored = func(name string) bool { return ignored[name] }
	return tree
}

func (c *ruleCase) file(name string) []byte {
	for _, f := range c.archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func (c *ruleCase) set(name string, data []byte) {
	for i, f := range c.archive.Files {
		if f.Name == name {
			c.archive.Files[i].Data = data
			return
		}
	}
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: data})
}

// documents reads the case's documents of one kind: "fault", "clean" or "base".
func (c *ruleCase) documents(t testing.TB, kind string) []*checker.Document {
	t.Helper()
	var docs []*checker.Document
	for _, f := range c.archive.Files {
		stem := strings.TrimSuffix(f.Name, filepath.Ext(f.Name))
		if stem == kind || strings.HasPrefix(stem, kind+"-") {
			docs = append(docs, document(t, f.Name, f.Data))
		}
	}
	return docs
}

func (c *ruleCase) base(t testing.TB) []*checker.Document {
	base := c.documents(t, "base")
	for _, d := range base {
		d.Path = strings.Replace(d.Path, "base", "fault", 1)
	}
	return base
}

// document reads one document as the command does.
func document(t testing.TB, path string, src []byte) *checker.Document {
	t.Helper()
	d, err := read.Document(path, slices.Clone(src))
	if err != nil {
		t.Fatalf("reading %s: %v", path, err)
	}
	cite.Parse(d)
	return d
}

// check runs rules over documents, with the case's web behind them if online.
func (c *ruleCase) check(t testing.TB, rules []*checker.Rule, online bool, base []*checker.Document, docs ...*checker.Document) *checker.Report {
	t.Helper()
	ch := checker.Checker{Rules: rules, Identifiers: true, All: rule.All, Today: c.today, Tree: c.tree, Base: base, Aliases: c.aliases, Required: c.required}
	if online {
		ch.Fetcher = checker.FetcherFunc(c.fetch)
	}
	rep, err := ch.Check(context.Background(), docs...)
	if err != nil {
		t.Fatalf("%s: %v", c.path, err)
	}
	return rep
}

func (c *ruleCase) fetch(_ context.Context, q checker.Query) (checker.Result, error) {
	r, ok := c.results[q.URL]
	if !ok {
		r.Verdict, r.Status = checker.OK, 200
	}
	r.Query = q
	if r.Checked.IsZero() {
		r.Checked = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	}
	return r, nil
}

// line is a finding as the text format prints it.
func line(f *checker.Finding) string {
	s := fmt.Sprintf("%s:%d:%d: %s: %s [%s]", f.Subject.Document.Path, f.Span.Start.Line, f.Span.Start.Column, f.Severity, f.Message, f.Rule)
	if n := f.Subject.Note; n != nil && n.Label != "" {
		s += " (note " + n.Label + ")"
	}
	return s + "\n"
}

func lines(findings []*checker.Finding, of func(*checker.Finding) bool) string {
	var b strings.Builder
	for _, f := range findings {
		if f.State == checker.New && of(f) {
			b.WriteString(line(f))
		}
	}
	return b.String()
}

func isOf(r *checker.Rule) func(*checker.Finding) bool {
	return func(f *checker.Finding) bool { return f.Rule == r.ID }
}

func everything(*checker.Finding) bool { return true }

// TestCases runs every rule's case: with all rules, as in the command, so that masks take part.
func TestCases(t *testing.T) {
	for _, r := range rule.All {
		t.Run(r.ID, func(t *testing.T) {
			c := caseOf(t, r)
			online := c.results != nil
			if r.Online && !online {
				t.Errorf("%s: %s needs results.json", c.path, r.ID)
			}
			base := c.base(t)
			docs := c.documents(t, "fault")
			rep := c.check(t, enabled(r), online, base, docs...)
			got := lines(rep.Findings, isOf(r))
			if *update {
				c.set("want.txt", []byte(got))
			} else if diff := cmp.Diff(string(c.file("want.txt")), got); diff != "" {
				t.Errorf("%s: findings in fault.md (-want +got):\n%s", c.path, diff)
			}
			if got == "" {
				t.Errorf("%s: %s finds nothing in fault.md", c.path, r.ID)
			}
			c.checkClean(t, enabled(r))
			c.checkFixed(t, r, rep, online, base)
			if *update {
				if err := os.WriteFile(c.path, txtar.Format(c.archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// enabled returns all rules, and r even if it is off by default.
func enabled(r *checker.Rule) []*checker.Rule {
	rules := slices.Clone(rule.All)
	if i := slices.Index(rules, r); i >= 0 && r.Severity == checker.Off {
		on := *r
		on.Severity = checker.Info
		rules[i] = &on
	}
	return rules
}

// checkClean holds that no rule finds anything in the clean twin, neither online nor offline; the case's
// own rule does not even if it is off by default.
func (c *ruleCase) checkClean(t *testing.T, rules []*checker.Rule) {
	t.Helper()
	if len(c.documents(t, "clean")) == 0 {
		t.Errorf("%s has no clean.md", c.path)
	}
	for _, online := range []bool{false, true} {
		rep := c.check(t, rules, online, nil, c.documents(t, "clean")...)
		if got := lines(rep.Findings, everything); got != "" {
			t.Errorf("%s: clean.md gives, with online %t:\n%s", c.path, online, got)
		}
	}
}

// checkFixed applies the rule's fixes, compares with fixed.md and looks again: what was fixed is
// gone, and nothing else has come.
func (c *ruleCase) checkFixed(t *testing.T, r *checker.Rule, rep *checker.Report, online bool, base []*checker.Document) {
	t.Helper()
	if r.Fix == checker.NoFix {
		for _, f := range rep.Findings {
			if f.Rule == r.ID && f.Fix != nil {
				t.Errorf("%s offers a fix, though its Fix is none", r.ID)
			}
		}
		return
	}
	var fixed []*checker.Document
	fixes := 0
	for _, d := range rep.Documents {
		src, n := applyFixes(rep, d, isOf(r))
		fixes += n
		name := strings.Replace(d.Path, "fault", "fixed", 1)
		if n > 0 && *update {
			c.set(name, src)
		} else if n > 0 {
			if diff := cmp.Diff(string(c.file(name)), string(src)); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", c.path, name, diff)
			}
		}
		fixed = append(fixed, document(t, d.Path, src))
	}
	if fixes == 0 {
		t.Errorf("%s: no finding offers a fix, though the rule's Fix is %q", c.path, r.Fix)
	}
	again := c.check(t, enabled(r), online, base, fixed...)
	before, after := byRule(rep.Findings), byRule(again.Findings)
	for id, n := range after {
		switch {
		case id == r.ID && n != before[id]-fixes:
			t.Errorf("%s: %d of %d findings had a fix, and %d are there after it:\n%s", c.path, fixes, before[id], n, lines(again.Findings, isOf(r)))
		case n > before[id]:
			t.Errorf("%s: after the fixes there are new findings:\n%s", c.path, lines(again.Findings, func(f *checker.Finding) bool { return f.Rule == id }))
		}
	}
}

func byRule(findings []*checker.Finding) map[string]int {
	n := map[string]int{}
	for _, f := range findings {
		if f.State == checker.New {
			n[f.Rule]++
		}
	}
	return n
}

// applyFixes returns the source of d with the fixes of some findings made, and how many those are.
func applyFixes(rep *checker.Report, d *checker.Document, of func(*checker.Finding) bool) ([]byte, int) {
	var edits []checker.Edit
	fixes := 0
	for _, f := range rep.Findings {
		if f.State != checker.New || f.Subject.Document != d || f.Fix == nil || !of(f) {
			continue
		}
		fixes++
		for _, e := range f.Fix.Edits {
			if !slices.Contains(edits, e) {
				edits = append(edits, e)
			}
		}
	}
	slices.SortStableFunc(edits, func(a, b checker.Edit) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	return checker.Apply(d.Source, edits), fixes
}

// TestCasesHaveRules finds cases of rules that are not in the table.
func TestCasesHaveRules(t *testing.T) {
	err := filepath.WalkDir(cases, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !slices.ContainsFunc(rule.All, func(r *checker.Rule) bool {
			return strings.ReplaceAll(r.ID, "/", "-")+".txtar" == d.Name()
		}) {
			t.Errorf("%s is the case of no rule", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

package rule_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
)

// reread reads a document as the command does.
func reread(path string, src []byte) (*checker.Document, error) {
	d, err := read.Document(path, src)
	if err == nil {
		cite.Parse(d)
	}
	return d, err
}

// mend makes the fixes of all rules in documents, with the case's web behind them if online.
func (c *ruleCase) mend(t testing.TB, rules []*checker.Rule, online, unsafe bool, base []*checker.Document, docs ...*checker.Document) ([]*checker.Mended, *checker.Report) {
	t.Helper()
	m := checker.Mender{Read: reread, Unsafe: unsafe, Checker: &checker.Checker{
		Rules: rules, Identifiers: true, All: rule.All, Today: c.today, Tree: c.tree, Base: base, Aliases: c.aliases, Required: c.required,
	}}
	if online {
		m.Checker.Fetcher = checker.FetcherFunc(c.fetch)
	}
	mended, rep, err := m.Mend(context.Background(), docs...)
	if err != nil {
		t.Fatalf("%s: %v", c.path, err)
	}
	return mended, rep
}

// TestMendCases holds the law of fixes over the cases of all rules: what was fixed is gone, no new
// finding has come, and to fix again changes nothing.
func TestMendCases(t *testing.T) {
	for _, r := range rule.All {
		t.Run(r.ID, func(t *testing.T) {
			c := caseOf(t, r)
			online, base := c.results != nil, c.base(t)
			for _, unsafe := range []bool{false, true} {
				before := c.check(t, enabled(r), online, base, c.documents(t, "fault")...)
				mended, after := c.mend(t, enabled(r), online, unsafe, base, c.documents(t, "fault")...)
				for id, n := range byRule(after.Findings) {
					if n > byRule(before.Findings)[id] {
						t.Errorf("%s, unsafe %t: the fixes bring findings of %s:\n%s\nbefore:\n%s", c.path, unsafe, id, lines(after.Findings, everything), lines(before.Findings, everything))
					}
				}
				var fixed []*checker.Document
				for _, m := range mended {
					for _, f := range m.Refused {
						t.Errorf("%s, unsafe %t: a fix was refused: %s", c.path, unsafe, line(f))
					}
					if unsafe && len(m.Unasked) > 0 {
						t.Errorf("%s: fixes were not made: %s", c.path, line(m.Unasked[0]))
					}
					fixed = append(fixed, document(t, m.Document.Path, m.Source))
				}
				again, _ := c.mend(t, enabled(r), online, unsafe, base, fixed...)
				for i, m := range again {
					if diff := cmp.Diff(string(fixed[i].Source), string(m.Source)); diff != "" {
						t.Errorf("%s, unsafe %t: fixing again changes %s (-once +twice):\n%s", c.path, unsafe, m.Document.Path, diff)
					}
				}
			}
		})
	}
}

// TestMendClean holds that nothing is fixed where nothing is wrong.
func TestMendClean(t *testing.T) {
	files, err := filepath.Glob("../../testdata/clean/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no clean documents: %v", err)
	}
	c := &ruleCase{path: "testdata/clean", today: checker.Date{EDTF: defaultToday}}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		mended, _ := c.mend(t, rule.All, false, true, nil, document(t, filepath.Base(name), src))
		if !bytes.Equal(mended[0].Source, src) {
			t.Errorf("%s is clean, and a fix changes it:\n%s", name, cmp.Diff(string(src), string(mended[0].Source)))
		}
	}
}

// FuzzMend states of arbitrary documents: to fix twice is to fix once, and no fix touches code, or
// brings or takes a note or a marker.
func FuzzMend(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(cases, "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range archive.Files {
			if ext := filepath.Ext(file.Name); ext == ".md" || ext == ".txt" || ext == ".html" {
				f.Add(string(file.Data), ext, i%2 == 0)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src, ext string, unsafe bool) {
		if !slices.Contains([]string{".md", ".txt", ".html"}, ext) {
			t.Skip("no format")
		}
		if _, err := reread("a"+ext, []byte(src)); err != nil {
			t.Skip("no text")
		}
		c := &ruleCase{path: "a" + ext, today: checker.Date{EDTF: defaultToday}, tree: parseTree("a" + ext + "\n")}
		once, _ := c.mend(t, rule.All, true, unsafe, nil, document(t, "a"+ext, []byte(src)))
		fixed := document(t, "a"+ext, once[0].Source)
		twice, _ := c.mend(t, rule.All, true, unsafe, nil, fixed)
		if diff := cmp.Diff(string(fixed.Source), string(twice[0].Source)); diff != "" {
			t.Errorf("fixing again, unsafe %t, changes the document (-once +twice):\n%s\nit was:\n%s", unsafe, diff, src)
		}
	})
}

// mixtures is how many documents are mixed.
const mixtures = 150

// TestMendMixtures holds the laws of fixes over documents that are mixed of pieces of all cases, with
// the web of all cases behind them: what was fixed stays so, nothing that is code is touched, and all
// that no fix meant is there as it was.
func TestMendMixtures(t *testing.T) {
	c := &ruleCase{path: "mixture", today: checker.Date{EDTF: defaultToday}, tree: parseTree("a.md\n"), results: map[string]checker.Result{}}
	var pool [][]byte
	for _, r := range rule.All {
		one := caseOf(t, r)
		maps.Copy(c.results, one.results)
		for _, f := range one.archive.Files {
			if strings.HasPrefix(f.Name, "fault") && filepath.Ext(f.Name) == ".md" && r.Fix != checker.NoFix {
				pool = append(pool, f.Data)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	made := 0
	for range mixtures {
		src := mixture(random, pool)
		for _, unsafe := range []bool{false, true} {
			before := document(t, "a.md", src)
			once, _ := c.mend(t, rule.All, true, unsafe, nil, before)
			made += len(once[0].Made)
			fixed := document(t, "a.md", once[0].Source)
			twice, _ := c.mend(t, rule.All, true, unsafe, nil, fixed)
			if diff := cmp.Diff(string(fixed.Source), string(twice[0].Source)); diff != "" {
				t.Errorf("fixing again, unsafe %t, changes the document (-once +twice):\n%s", unsafe, diff)
			}
			for _, f := range once[0].Refused {
				t.Errorf("a fix does harm: %s to\n%s", line(f), f.Subject.Document.Source)
			}
			if diff := cmp.Diff(codeOf(before), codeOf(fixed)); diff != "" {
				t.Errorf("the fixes change code (-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(headOf(src), headOf(fixed.Source)); diff != "" {
				t.Errorf("the fixes change front matter (-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(labels(before), labels(fixed)); diff != "" && !unsafe {
				t.Errorf("safe fixes change the notes (-before +after):\n%s", diff)
			}
		}
	}
	if made < 2*mixtures {
		t.Errorf("only %d fixes were made", made)
	}
}

// mixture puts pieces of documents together, with code and front matter that hold what rules look for.
func mixture(random *rand.Rand, pool [][]byte) []byte {
	var b bytes.Buffer
	b.WriteString("---\ntitle: Tolls\nsource: https://sund.example/a?utm_source=mail\n---\n\n")
	b.Write(pool[random.IntN(len(pool))])
	for range random.IntN(6) {
		lines := bytes.SplitAfter(pool[random.IntN(len(pool))], []byte("\n"))
		from := random.IntN(len(lines))
		b.Write(bytes.Join(lines[from:min(len(lines), from+1+random.IntN(16))], nil))
		if random.IntN(3) == 0 {
			b.WriteString("\n```\n[x](#) https://sund.example/a?utm_source=mail 2024.,, et. al.\n```\n\n<!-- [x](#) ,, http://dx.doi.org/10.5555/x -->\n\n")
		}
	}
	if random.IntN(4) == 0 {
		return bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte("\r\n"))
	}
	return b.Bytes()
}

func headOf(src []byte) string {
	end := bytes.Index(src[3:], []byte("---"))
	return string(src[:max(0, end)])
}

// codeOf returns what is code or a comment in a document, sorted.
func codeOf(d *checker.Document) []string {
	all := regexp.MustCompile(`<!-- \[x.*-->`).FindAllString(string(d.Source), -1)
	for _, b := range d.Body {
		if b.Kind == checker.Code {
			all = append(all, b.Text())
		}
	}
	slices.Sort(all)
	return all
}

// labels returns the notes of a document and how many markers each has.
func labels(d *checker.Document) []string {
	var all []string
	for _, n := range d.Notes {
		all = append(all, fmt.Sprintf("%s %s %d", n.Kind, n.Label, len(n.Markers)))
	}
	return all
}

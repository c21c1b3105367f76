package report_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

var diffRules = []*checker.Rule{
	{ID: "cite/no-date"},
	{ID: "health/dead", Online: true, Masks: []checker.Mask{{Rules: []string{"match/*"}, Scope: checker.OnSource}}},
	{ID: "health/unreachable", Online: true},
	{ID: "link/placeholder", Masks: []checker.Mask{{Rules: []string{"cite/*"}, Scope: checker.OnCitation}}},
	{ID: "match/title", Online: true},
}

func past(t testing.TB, name string, src []byte) *report.Past {
	t.Helper()
	p, err := report.ReadPast(name, src)
	if err != nil {
		t.Fatalf("%s %v", name, err)
	}
	return p
}

func diffText(t testing.TB, d *report.Diff) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.DiffText(&b, d, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDiffGolden compares what is written of two reports with testdata/diff, and its JSON with the
// schema, with nothing allowed that it does not name.
func TestDiffGolden(t *testing.T) {
	schema := shut(t, report.DiffSchema())
	files, err := filepath.Glob("../testdata/diff/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c, err := txtar.ParseFile(file)
			if err != nil || len(c.Files) < 2 {
				t.Fatalf("a case has two reports at least (%v)", err)
			}
			d := report.Compare(past(t, "old.json", c.Files[0].Data), past(t, "new.json", c.Files[1].Data), diffRules)
			var markdown, json bytes.Buffer
			if err := report.DiffMarkdown(&markdown, d); err != nil {
				t.Fatal(err)
			}
			if err := report.DiffJSON(&json, d, "0.3.0", d.Fails(checker.Error)); err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: c.Comment, Files: append(c.Files[:2:2],
				txtar.File{Name: "text", Data: []byte(diffText(t, d))}, txtar.File{Name: "markdown", Data: markdown.Bytes()}, txtar.File{Name: "json", Data: json.Bytes()})}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(json.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("the JSON is not what the schema says: %v", err)
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(txtar.Format(c)), "\n"), strings.Split(string(txtar.Format(got)), "\n")); diff != "" {
				t.Errorf("%s is not what is written (-want +got); go test ./report -update rewrites it:\n%s", file, diff)
			}
		})
	}
}

// TestDiffHostile states that foreign text in reports breaks no line, moves no cursor, starts no
// command, makes no markup and gives away no secret.
func TestDiffHostile(t *testing.T) {
	c, err := txtar.ParseFile("../testdata/diff/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	d := report.Compare(past(t, "old.json", c.Files[0].Data), past(t, "new.json", c.Files[1].Data), diffRules)
	text := diffText(t, d)
	var markdown, json bytes.Buffer
	if err := report.DiffMarkdown(&markdown, d); err != nil {
		t.Fatal(err)
	}
	if err := report.DiffJSON(&json, d, "1", false); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{"text": text, "markdown": markdown.String(), "json": json.String()} {
		for _, bad := range []string{"\x1b", "sesame", ":pw@"} {
			if strings.Contains(s, bad) {
				t.Errorf("%s holds %q:\n%s", name, bad, s)
			}
		}
	}
	if strings.Contains(text, "##[") || strings.Contains(text, "\n::") || strings.Contains(text, "\u202e") {
		t.Errorf("the text holds a command, or a character that hides:\n%s", text)
	}
	outside := regexp.MustCompile("`` .*? ``").ReplaceAllString(markdown.String(), "") // in code there is neither markup nor mention
	for _, bad := range []string{"[^\\\\]\\]\\(javascript:", "[^\\\\]<img", "@\\w", "#\\d", "\u202e"} {
		if found := regexp.MustCompile(bad).FindString(strings.ReplaceAll(outside, "&#8203;", "\u200b")); found != "" {
			t.Errorf("the Markdown holds %q:\n%s", found, outside)
		}
	}
}

// TestReadPast says of files that are no whole report what is wrong with them.
func TestReadPast(t *testing.T) {
	const head = `{"schema":"citelint/report/v1","tool":{"name":"citelint","version":"1"},"run":{"online":true},`
	for _, c := range []struct{ src, want string }{
		{"", "is empty, and no report"},
		{" \n", "is empty, and no report"},
		{"# A\n", "is no JSON report of citelint (citelint -f json writes one)"},
		{"[]", "is no JSON report of citelint (citelint -f json writes one)"},
		{"{}", "is no JSON report of citelint (citelint -f json writes one)"},
		{`{"version":"2.1.0","schema":"x\u001b"}`, `is no JSON report of citelint: its schema is “x\u001b”`},
		{`{"schema":"citelint/look/v1"}`, "is citelint/look/v1, and no report (citelint -f json writes one)"},
		{`{"schema":"citelint/report/v2"}`, "was made by a newer citelint: its schema is citelint/report/v2, and citelint/report/v1 can be read"},
		{`{"schema":"citelint/report/v0"}`, "was made by an older citelint: its schema is citelint/report/v0, and citelint/report/v1 can be read"},
		{`{"schema":"citelint/report/v1","documents":[]}`, "holds documents without a run, as citelint extract writes: only reports of citelint check can be compared"},
		{head + `"documents":[],"findings":[]}`, "is damaged: a report has sources, findings and a summary"},
		{head + "\n\"documents\":[],", "is damaged: it ends on line 2, in the middle"},
		{head + "\n\"documents\":7}", "is damaged: line 2: number stands where something else belongs (documents)"},
		{head + "\n\"documents\" 7}", "is damaged: line 2: invalid character '7' after object key"},
		{head + `"documents":[],"sources":[],"findings":[],"summary":{}}` + "\n{}", "is damaged: line 2: something follows the report"},
		{head + `"documents":[],"sources":[],"findings":[{"rule":"a/b"}],"summary":{}}`, "is damaged: finding 1 has no rule, no path or no fingerprint"},
		{head + `"documents":[{}],"sources":[],"findings":[],"summary":{}}`, "is damaged: document 1 has no path"},
		{head + `"type":"run"}` + "\n" + `{"type":"finding","rule":"a/b"}`, "was cut off: its last line, the summary, is missing"},
		{head + `"type":"run"}` + "\n" + `{"type":"source","url":7}`, "is damaged: line 2: number stands where something else belongs (url)"},
		{head + `"type":"run"}` + "\n" + `{"type":"finding"`, "is damaged: it ends on line 2, in the middle"},
	} {
		_, err := report.ReadPast("old.json", []byte(c.src))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v; want %q", c.src, err, c.want)
		}
	}
}

// TestReadBack states that what JSON and JSONL write of each case is read back, and that nothing has
// changed from one to the other.
func TestReadBack(t *testing.T) {
	for _, c := range cases(t) {
		var a, b bytes.Buffer
		if err := report.JSON(&a, c.report); err != nil {
			t.Fatal(err)
		}
		if err := report.JSONL(&b, c.report); err != nil {
			t.Fatal(err)
		}
		d := report.Compare(past(t, "a", a.Bytes()), past(t, "b", b.Bytes()), c.report.Rules)
		if len(d.New)+len(d.Fixed)+len(d.NotCompared)+len(d.Sources)+d.Added+d.Removed != 0 || len(d.Still) != len(c.report.Findings) || d.Fails(checker.Info) {
			t.Errorf("%s: of %d findings the same report has\n%s", c.name, len(c.report.Findings), diffText(t, d))
		}
	}
}

// invent makes a report of what a run may find in a few documents.
func invent(rnd *rand.Rand, complete bool) *report.Past {
	p := &report.Past{Name: "r"}
	p.Run.Online = true
	rules := []string{}
	for _, r := range diffRules {
		if complete || rnd.IntN(4) > 0 {
			rules = append(rules, r.ID)
		}
	}
	p.Run.Rules = &rules
	for i := range 4 {
		if complete || rnd.IntN(4) > 0 {
			p.Documents = append(p.Documents, report.PastDocument{Path: fmt.Sprintf("%d.md", i+rnd.IntN(2)*(1-i%2))})
		}
	}
	for i := range 6 {
		v := checker.OK
		if !complete && rnd.IntN(3) == 0 {
			v = checker.Verdicts[rnd.IntN(len(checker.Verdicts))]
		}
		p.Sources = append(p.Sources, report.PastSource{URL: fmt.Sprintf("https://sund.example/%d", i), Verdict: v})
	}
	for range rnd.IntN(20) {
		if len(p.Documents) == 0 || len(rules) == 0 {
			break
		}
		f := report.PastFinding{
			Rule: rules[rnd.IntN(len(rules))], State: checker.New, Path: p.Documents[rnd.IntN(len(p.Documents))].Path,
			Message: fmt.Sprint("m", rnd.IntN(2)), URL: p.Sources[rnd.IntN(6)].URL,
		}
		if complete { // what masks others is for those that are not complete
			f.Rule = []string{"cite/no-date", "health/unreachable", "match/title"}[rnd.IntN(3)]
		}
		f.Fingerprint = strings.Join([]string{f.Rule, f.Path, f.Message, f.URL}, " ")
		p.Findings = append(p.Findings, f)
	}
	return p
}

func prints(all []report.Compared) []string {
	var list []string
	for _, c := range all {
		f := c.After
		if f == nil {
			f = c.Before
		}
		list = append(list, f.Fingerprint)
	}
	slices.Sort(list)
	return list
}

// TestDiffLaws states that a report does not differ from itself; that what is new one way is fixed or
// not compared the other way, and fixed if both runs were complete; and that no finding gets lost.
func TestDiffLaws(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 7))
	for n := range 2000 {
		complete := n%2 == 0
		a, b := invent(rnd, complete), invent(rnd, complete)
		if complete {
			b.Documents = a.Documents
			for i := range b.Findings {
				b.Findings[i].Path = a.Documents[rnd.IntN(len(a.Documents))].Path
			}
		}
		self := report.Compare(a, a, diffRules)
		if len(self.New)+len(self.Fixed)+len(self.NotCompared)+len(self.Sources)+len(self.Renamed) != 0 || len(self.Still) != len(a.Findings) {
			t.Fatalf("a report differs from itself:\n%s", diffText(t, self))
		}
		ab, ba := report.Compare(a, b, diffRules), report.Compare(b, a, diffRules)
		if diff := cmp.Diff(prints(ab.New), prints(slices.Concat(ba.Fixed, ba.NotCompared))); diff != "" {
			t.Fatalf("what is new one way is neither fixed nor left the other way:\n%s", diff)
		}
		if complete && len(ab.NotCompared)+len(ba.NotCompared) > 0 {
			t.Fatalf("two complete runs were not compared:\n%s", diffText(t, ab))
		}
		if got := len(ab.Still) + len(ab.Fixed) + len(ab.NotCompared); got != len(a.Findings) {
			t.Fatalf("%d findings, and %d of them are accounted for", len(a.Findings), got)
		}
		if got := len(ab.Still) + len(ab.New); got != len(b.Findings) {
			t.Fatalf("%d findings, and %d of them are accounted for", len(b.Findings), got)
		}
		if diffText(t, ab) != diffText(t, report.Compare(a, b, diffRules)) {
			t.Fatal("two comparisons differ")
		}
	}
}

// TestDiffFails says which findings fail a comparison.
func TestDiffFails(t *testing.T) {
	const e, w = `"severity":"error"`, `"severity":"warning"`
	finding := func(severity, state string) string {
		return `{"rule":"cite/no-date",` + severity + `,"state":"` + state + `","message":"m","path":"a.md","fingerprint":"1"}`
	}
	read := func(finding string) *report.Past {
		return past(t, "r", []byte(`{"schema":"citelint/report/v1","run":{"rules":["cite/no-date"]},"documents":[{"path":"a.md"}],"sources":[],"summary":{},"findings":[`+finding+`]}`))
	}
	for _, c := range []struct {
		what, before, after string
		want                bool
	}{
		{"a new error", "", finding(e, "new"), true},
		{"a new warning", "", finding(w, "new"), false},
		{"an error that is in the baseline", "", finding(e, "known"), false},
		{"an error that was there", finding(e, "new"), finding(e, "new"), false},
		{"an error that was a warning", finding(w, "new"), finding(e, "new"), true},
		{"an error that was ignored", finding(e, "ignored"), finding(e, "new"), true},
		{"an error that is ignored", finding(e, "new"), finding(e, "ignored"), false},
		{"an error that is gone", finding(e, "new"), "", false},
	} {
		d := report.Compare(read(c.before), read(c.after), diffRules)
		if d.Fails(checker.Error) != c.want || d.Fails(checker.Off) {
			t.Errorf("%s fails: %t, want %t; and with never it fails: %t", c.what, d.Fails(checker.Error), c.want, d.Fails(checker.Off))
		}
	}
}

// FuzzReadPast states that whatever is read back is compared without a difference to itself, and
// written as text that moves no cursor.
func FuzzReadPast(f *testing.F) {
	files, err := filepath.Glob("../testdata/diff/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		c, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(c.Files[0].Data)
		f.Add(c.Files[1].Data)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := report.ReadPast("a.json", src)
		if err != nil {
			if s := err.Error(); s == "" || strings.ContainsAny(s, "\n\x1b") {
				t.Fatalf("the error is %q", s)
			}
			return
		}
		d := report.Compare(p, p, diffRules)
		if len(d.New)+len(d.Fixed)+len(d.NotCompared)+len(d.Sources) > 0 {
			t.Fatalf("a report differs from itself:\n%s", diffText(t, d))
		}
		if s := diffText(t, report.Compare(p, &report.Past{}, diffRules)); strings.ContainsAny(s, "\x1b\x7f\u202e") {
			t.Fatalf("the text is %q", s)
		}
	})
}

func BenchmarkDiff(b *testing.B) {
	const n = 10_000
	make := func(shift int) []byte {
		var out bytes.Buffer
		out.WriteString(`{"type":"run","schema":"citelint/report/v1","run":{"online":true,"rules":["health/dead","cite/no-date"]}}` + "\n")
		for i := range n / 10 {
			fmt.Fprintf(&out, `{"type":"document","path":"%d-%d.md"}`+"\n", shift*(i%2), i)
		}
		for i := range n {
			fmt.Fprintf(&out, `{"type":"source","url":"https://sund.example/%d","verdict":%q,"citedBy":[{"path":"%d-%d.md","note":"1"}]}`+"\n", i, checker.Verdicts[(i*(shift+1))%10], shift*(i/10%2), i/10)
			fmt.Fprintf(&out, `{"type":"finding","rule":"health/dead","severity":"error","state":"new","message":"m","path":"%d-%d.md","url":"https://sund.example/%d","fingerprint":"%d"}`+"\n", shift*(i/10%2), i/10, i, i+shift*n/2)
		}
		out.WriteString(`{"type":"summary"}` + "\n")
		return out.Bytes()
	}
	old, new := make(0), make(1)
	b.SetBytes(int64(len(old) + len(new)))
	for b.Loop() {
		d := report.Compare(past(b, "a", old), past(b, "b", new), diffRules)
		if len(d.Renamed) != n/20 {
			b.Fatalf("%d documents were renamed, want %d", len(d.Renamed), n/20)
		}
		if len(diffText(b, d)) == 0 {
			b.Fatal("nothing is written")
		}
	}
}

package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/citelint/citelint/checker"
)

// DiffText writes for people what has changed between two reports. New findings are written as Text
// writes its own, a line each, so that editors find them; all else is set off by four blanks. Paint
// is as for Text.
func DiffText(w io.Writer, d *Diff, paint func(kind, words string) string) error {
	if paint == nil {
		paint = func(_, words string) string { return words }
	}
	var b bytes.Buffer
	for _, s := range d.sections() {
		if len(s.findings)+len(s.sources)+len(s.renamed) == 0 {
			continue
		}
		b.WriteString(s.title + ": " + itoa(len(s.findings)+len(s.sources)+len(s.renamed)) + "\n")
		for _, c := range s.findings {
			if !s.isNew {
				b.WriteString("    ")
			}
			comparedLineText(&b, c, paint)
		}
		for _, c := range s.sources {
			b.WriteString("    " + plainText(c.After.URL) + ": " + plainText(c.words()) + "\n")
		}
		for _, r := range s.renamed {
			b.WriteString("    " + plainText(r.Before) + " is " + plainText(r.After) + "\n")
		}
		b.WriteByte('\n')
	}
	b.WriteString(plainText(d.Summary()) + "\n")
	for _, words := range d.caveats() {
		b.WriteString(plainText(words) + "\n")
	}
	return write(w, &b)
}

// comparedLineText writes "path:line:col: severity: message [rule] (note 3)", and why in brackets.
func comparedLineText(b *bytes.Buffer, c Compared, paint func(kind, words string) string) {
	f := c.finding()
	path := plainText(f.Path)
	if path == "" || strings.ContainsRune(" :-", rune(path[0])) {
		path = "./" + path
	}
	b.WriteString(path)
	if f.Span.Line > 0 && f.Span.Column > 0 {
		b.WriteString(":" + itoa(f.Span.Line) + ":" + itoa(f.Span.Column))
	}
	severity := checker.Severity(f.Severity).String()
	b.WriteString(": " + paint(severity, severity+":") + " " + plainText(f.Message) + " " + paint("rule", "["+plainText(f.Rule)+"]"))
	if f.Note != "" {
		b.WriteString(" (note " + plainText(f.Note) + ")")
	}
	if words := c.aside(); words != "" {
		b.WriteString(" (" + plainText(words) + ")")
	}
	b.WriteByte('\n')
}

// aside is what stands in brackets behind a finding.
func (c *Compared) aside() string {
	switch {
	case c.Before != nil && c.After != nil:
		return c.words()
	case c.After == nil:
		return c.Why
	case c.After.State != checker.New:
		return string(c.After.State)
	}
	return ""
}

// words says what a finding that is still there was before.
func (c *Compared) words() string {
	var was []string
	if c.Before.Severity != c.After.Severity {
		was = append(was, checker.Severity(c.Before.Severity).String())
	}
	if c.Before.State != c.After.State {
		was = append(was, string(c.Before.State))
	}
	if c.Before.Rule != c.After.Rule {
		was = append(was, c.Before.Rule)
	}
	words := "was " + strings.Join(was, ", ")
	if c.Before.State != c.After.State {
		words += "; is " + string(c.After.State)
	}
	return words
}

// words says what a source was, and what it is.
func (c *SourceChange) words() string {
	said := func(s *PastSource) string {
		if s.Cause != "" {
			return string(s.Verdict) + " (" + string(s.Cause) + ")"
		}
		return string(s.Verdict)
	}
	return "was " + said(c.Before) + ", is " + said(c.After)
}

// A diffSection is one of the lists of a Diff.
type diffSection struct {
	title    string
	isNew    bool
	findings []Compared
	sources  []SourceChange
	renamed  []Rename
}

// sections are the lists in the order in which people read them. What is still there as it was is
// only counted.
func (d *Diff) sections() []diffSection {
	var changed []Compared
	for _, c := range d.Still {
		if c.hasChanged() {
			changed = append(changed, c)
		}
	}
	return []diffSection{
		{title: "New", isNew: true, findings: d.New},
		{title: "Changed", findings: changed},
		{title: "Fixed", findings: d.Fixed},
		{title: "Not compared", findings: d.NotCompared},
		{title: "Sources that broke", sources: d.changes(Broken)},
		{title: "Sources that recovered", sources: d.changes(Recovered)},
		{title: "Sources seen otherwise", sources: d.changes(Otherwise)},
		{title: "Documents renamed", renamed: d.Renamed},
	}
}

func (d *Diff) changes(kind ChangeKind) []SourceChange {
	var all []SourceChange
	for _, c := range d.Sources {
		if c.Kind == kind {
			all = append(all, c)
		}
	}
	return all
}

// Summary says in one line what has changed.
func (d *Diff) Summary() string {
	words := []string{itoa(len(d.New)) + " new" + bySeverity(d.New), itoa(len(d.Fixed)) + " fixed", itoa(len(d.Still)) + " still there"}
	if n := len(d.NotCompared); n > 0 {
		words = append(words, itoa(n)+" not compared")
	}
	line := "Findings: " + strings.Join(words, ", ") + "."
	var sources []string
	for _, s := range []struct {
		n    int
		word string
	}{
		{len(d.changes(Broken)), "broke"}, {len(d.changes(Recovered)), "recovered"}, {len(d.changes(Otherwise)), "seen otherwise"},
		{len(d.changes(Unasked)), "asked in one run only"}, {d.Added, "only in " + d.After.Name}, {d.Removed, "only in " + d.Before.Name},
	} {
		if s.n > 0 {
			sources = append(sources, itoa(s.n)+" "+s.word)
		}
	}
	if len(sources) > 0 {
		line += " Sources: " + strings.Join(sources, ", ") + "."
	}
	return line
}

// bySeverity counts findings: " (2 errors and 1 warning)"; empty if there are none.
func bySeverity(all []Compared) string {
	t := tally{found: map[checker.Severity]int{}}
	for i := range all {
		t.found[checker.Severity(all[i].finding().Severity)]++
	}
	if words := t.findings(checker.Error, checker.Warning, checker.Info); words != "" {
		return " (" + words + ")"
	}
	return ""
}

// caveats says what makes the comparison say less than it seems to.
func (d *Diff) caveats() []string {
	var all []string
	unseen := 0
	for _, c := range d.New {
		if c.Why != "" {
			unseen++
		}
	}
	if unseen > 0 {
		all = append(all, itoa(unseen)+" of the new findings "+d.Before.Name+" did not look for.")
	}
	for _, p := range []*Past{d.Before, d.After} {
		switch {
		case len(p.Run.Incomplete) > 0:
			all = append(all, p.Name+" is of a run that is incomplete ("+strings.Join(p.Run.Incomplete, ", ")+").")
		case p.Run.Changed != "":
			all = append(all, p.Name+" tells of lines that were changed only.")
		}
	}
	if d.Before.Run.Finished != "" && d.After.Run.Finished != "" && d.After.Run.Finished < d.Before.Run.Finished {
		all = append(all, d.After.Name+" is older than "+d.Before.Name+".")
	}
	return all
}

// DiffMarkdown writes what has changed as tables, for a comment or a job's summary.
func DiffMarkdown(w io.Writer, d *Diff) error {
	var b bytes.Buffer
	b.WriteString("<!-- citelint:diff -->\n## citelint: " + number(len(d.New), "new finding") + ", " + itoa(len(d.Fixed)) + " fixed\n\n")
	b.WriteString(md(d.Summary()) + "\n")
	for _, words := range d.caveats() {
		b.WriteString("\nNote: " + md(words) + "\n")
	}
	for _, s := range d.sections() {
		if n := len(s.findings) + len(s.sources) + len(s.renamed); n > 0 {
			b.WriteString("\n### " + s.title + ": " + itoa(n) + "\n\n")
		}
		if len(s.findings) > 0 {
			b.WriteString("| document | line | note | found |\n|---|---:|---|---|\n")
		}
		for _, c := range s.findings {
			b.WriteString(comparedRow(c))
		}
		if len(s.sources) > 0 {
			b.WriteString("| source | verdict |\n|---|---|\n")
		}
		for _, c := range s.sources {
			b.WriteString("| " + mdLink(cut(c.After.URL, 120), c.After.URL) + " | " + md(c.words()) + " |\n")
		}
		if len(s.renamed) > 0 {
			b.WriteString("| before | now |\n|---|---|\n")
		}
		for _, r := range s.renamed {
			b.WriteString("| " + mdPath(r.Before) + " | " + mdPath(r.After) + " |\n")
		}
	}
	return write(w, &b)
}

func comparedRow(c Compared) string {
	f := c.finding()
	line := ""
	if f.Span.Line > 0 {
		line = " " + itoa(f.Span.Line)
	}
	words := "**" + checker.Severity(f.Severity).String() + "** " + md(f.Message) + " " + mdCode(f.Rule)
	if aside := c.aside(); aside != "" {
		words += " (" + md(aside) + ")"
	}
	note := ""
	if f.Note != "" {
		note = " " + md(cut(f.Note, 40))
	}
	return "| " + mdPath(f.Path) + " |" + line + " |" + note + " | " + words + " |\n"
}

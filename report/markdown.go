package report

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// SummaryLimit is how many bytes a summary has: GitHub drops a step's summary above 1 MiB. What the
// file already holds counts, so that who appends gives MarkdownWithin the rest.
const SummaryLimit = 1_000_000

// commentLimit is how many UTF-16 units a comment has: GitHub refuses one above 65,536 characters.
const commentLimit = 60_000

// Markdown writes the findings of each document as a table and then note by note: what it cites,
// what was found, what to do.
func Markdown(w io.Writer, rep *checker.Report) error {
	m := newMarkdown(rep)
	var b bytes.Buffer
	b.WriteString(m.head)
	for _, d := range m.documents {
		b.WriteString(d.head)
		if len(d.rows) > 0 {
			b.WriteString("\n" + tableHead)
			for _, r := range d.rows {
				b.WriteString(r.text)
			}
		}
		noteByNote(&b, m, d)
	}
	b.WriteString("\n" + m.foot(withAllPlaces))
	return write(w, &b)
}

// MarkdownWithin writes the tables of findings alone, in at most limit bytes: what is too long
// loses whole rows, the least severe first. The frame is written even if it is longer.
func MarkdownWithin(w io.Writer, rep *checker.Report, limit int) error {
	return newMarkdown(rep).within(w, limit, func(s string) int { return len(s) })
}

func comment(w io.Writer, rep *checker.Report) error {
	return newMarkdown(rep).within(w, commentLimit, func(s string) int {
		n := utf8.RuneCountInString(s)
		for _, r := range s {
			n += utf16.RuneLen(r) - 1
		}
		return n
	})
}

const tableHead = "| line | note | source | found |\n|---:|---|---|---|\n"

// A markdown is a report in pieces.
type markdown struct {
	rep       *checker.Report
	tally     tally
	head      string
	documents []*mdDocument
	mends     map[string]string // by rule: how to mend what it finds
}

type mdDocument struct {
	doc  *checker.Document
	head string // its heading
	rows []mdRow
}

type mdRow struct {
	finding *checker.Finding
	text    string
}

func newMarkdown(rep *checker.Report) *markdown {
	m := &markdown{rep: rep, tally: count(rep), mends: make(map[string]string, len(rep.Rules))}
	m.head = m.heading()
	for _, r := range rep.Rules {
		m.mends[r.ID] = cutMend(r.Doc)
	}
	of := map[*checker.Document]*mdDocument{}
	for _, d := range files(rep) {
		of[d] = &mdDocument{doc: d, head: "\n### " + mdPath(d.Path) + "\n"}
		m.documents = append(m.documents, of[d])
	}
	for _, f := range rep.Findings {
		if d := of[f.Subject.Document]; f.State == checker.New && d != nil {
			d.rows = append(d.rows, mdRow{f, row(f)})
		}
	}
	return m
}

func mdPath(path string) string {
	if strings.TrimSpace(plain(path)) == "" {
		return "(no name)"
	}
	return md(path)
}

// heading is what stands before the documents.
func (m *markdown) heading() string {
	t := m.tally
	found := t.findings(checker.Error, checker.Warning, checker.Info)
	if found == "" {
		found = "no findings"
	}
	if t.known+t.ignored > 0 {
		found = strings.Replace(found, "no findings", "no new findings", 1)
	}
	b := "<!-- citelint:report -->\n## citelint: " + found + " in " + number(t.documents, "document") + "\n\n"
	line := t.things()
	if m.rep.Run.Online && t.sources > 0 {
		line += ": " + t.byVerdict()
	}
	var rest []string
	if t.known > 0 {
		rest = append(rest, itoa(t.known)+" known")
	}
	if t.ignored > 0 {
		rest = append(rest, itoa(t.ignored)+" ignored")
	}
	if n := m.rep.Unchanged; n > 0 {
		rest = append(rest, itoa(n)+" on lines that did not change since "+md(m.rep.Run.Changed))
	}
	if len(rest) > 0 {
		line += ". Not shown: " + list(rest)
	}
	b += line + ".\n"
	if compared := comparedLine(m.rep, attributions(m.rep)); compared != "" {
		b += "\n" + compared + "\n"
	}
	if why := incompleteWords(m.rep, t); why != "" {
		b += "\n**The run is incomplete:** " + md(why) + ".\n"
	}
	return b
}

// row is a finding as a row of the table.
func row(f *checker.Finding) string {
	line, note := "", ""
	if !f.Subject.Document.Derived && !f.Span.IsZero() {
		line = itoa(f.Span.Start.Line)
	}
	if n := f.Subject.Note; n != nil {
		note = md(cut(n.Label, 40))
	}
	var b strings.Builder
	for _, cell := range []string{line, note, subject(f), found(f)} {
		b.WriteString("|")
		if cell != "" {
			b.WriteString(" " + cell)
		}
		b.WriteString(" ")
	}
	return b.String() + "|\n"
}

// found is a finding in one cell or item.
func found(f *checker.Finding) string {
	message := f.Message
	if f.Subject.Link != nil && webAddress(f.Subject.Link) != "" {
		message = strings.TrimSuffix(message, ": "+f.URL) // it stands beside it
	}
	return "**" + f.Severity.String() + "** " + md(message) + " " + mdCode(f.Rule)
}

// subject names what a finding is about: the linked words, the title, or how the note begins.
func subject(f *checker.Finding) string {
	const length = 80
	s := f.Subject
	switch {
	case s.Link != nil && webAddress(s.Link) != "":
		return mdLink(cut(linkWords(s.Link), length), webAddress(s.Link))
	case s.Citation != nil && s.Citation.Title != "":
		return md(cut(s.Citation.Title, length))
	case s.Link != nil && s.Link.Text != "":
		return md(cut(s.Link.Text, length))
	case s.Citation != nil && s.Citation.Text != "":
		return md(cut(s.Citation.Text, length))
	case s.Note != nil && s.Note.Text != "":
		return md(cut(s.Note.Text, length))
	case s.Link != nil:
		return md(cut(s.Link.Raw, length))
	case s.Marker != nil:
		return md(cut(s.Marker.Claim, length))
	}
	return ""
}

func linkWords(l *checker.Link) string {
	if strings.TrimSpace(l.Text) != "" {
		return l.Text
	}
	return l.Raw
}

// Of the places in "Not checked".
const (
	withAllPlaces = true
	withoutPlaces = false
)

// foot says what was not checked, and which inputs were not read.
func (m *markdown) foot(allPlaces bool) string {
	const most, length = 20, 100 // reasons and their code points, where room is scarce
	left := slices.Clone(NotChecked(m.rep))
	if !allPlaces {
		for i := range left {
			left[i].Where = nil
		}
	}
	parts := notCheckedParts(m.rep, left)
	for _, u := range m.rep.Run.Unread {
		parts = append(parts, plain(u.Path)+", which could not be read ("+plain(u.Error)+")")
	}
	if n := len(parts); !allPlaces && n > most {
		parts = append(parts[:most], itoa(n-most)+" more reasons")
	}
	for i, p := range parts {
		if !allPlaces {
			p = cut(p, length)
		}
		parts[i] = md(p)
	}
	if len(parts) == 0 {
		return "**Not checked:** nothing was left out.\n"
	}
	return "**Not checked:** " + strings.Join(parts, "; ") + ".\n"
}

// within writes the tables in at most limit units, as size counts them.
func (m *markdown) within(w io.Writer, limit int, size func(string) int) error {
	foot := m.foot(withAllPlaces)
	if size(foot) > limit/4 {
		foot = m.foot(withoutPlaces)
	}
	kept, all := m.keep(limit-size(m.head)-size(foot)-1, size)
	if !all {
		// The longest line on what is missing is shorter than this.
		kept, _ = m.keep(limit-size(m.head)-size(foot)-200, size)
	}
	var b bytes.Buffer
	b.WriteString(m.head)
	missing := map[checker.Severity]int{}
	for _, d := range m.documents {
		begun := false
		for _, r := range d.rows {
			if !kept[r.finding] {
				missing[r.finding.Severity]++
				continue
			}
			if !begun {
				b.WriteString(d.head + "\n" + tableHead)
				begun = true
			}
			b.WriteString(r.text)
		}
	}
	b.WriteString("\n" + foot)
	if words := (tally{found: missing}).findings(checker.Error, checker.Warning, checker.Info); words != "" {
		b.WriteString("\nNot shown, for want of room: " + words + ". `-o report.md` has all.\n")
	}
	return write(w, &b)
}

// keep chooses the rows that fit into room, the most severe first, each in the report's order, up
// to the first that does not fit.
func (m *markdown) keep(room int, size func(string) int) (kept map[*checker.Finding]bool, all bool) {
	kept = map[*checker.Finding]bool{}
	begun := map[*mdDocument]bool{}
	for _, s := range []checker.Severity{checker.Error, checker.Warning, checker.Info} {
		for _, d := range m.documents {
			for _, r := range d.rows {
				if r.finding.Severity != s {
					continue
				}
				need := size(r.text)
				if !begun[d] {
					need += size(d.head) + 1 + len(tableHead)
				}
				if need > room {
					return kept, false
				}
				room -= need
				begun[d] = true
				kept[r.finding] = true
			}
		}
	}
	return kept, true
}

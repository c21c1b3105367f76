package report

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A letter asks the author of a document about what needs a person: plain text, ready to copy.
type letter struct{ parts []string }

// A seenInNote is what was seen of one note that an author should hear of.
type seenInNote struct {
	list     []string
	told     []string // addresses that a finding tells of
	verdicts []string // of its sources
}

func (s *seenInNote) add(words string) {
	if !slices.Contains(s.list, words) {
		s.list = append(s.list, words)
	}
}

// finding adds what was found, infos excepted: they are no author's business.
func (s *seenInNote) finding(f *checker.Finding) {
	if f.Severity <= checker.Info {
		return
	}
	s.add(sentence(f.Message))
	if f.URL != "" && group(f) == "health" {
		s.told = append(s.told, f.URL)
	}
}

// source adds that a source could not be read, unless a finding says so.
func (s *seenInNote) source(c *checker.Citation, r *checker.Result) {
	if slices.Contains(s.told, r.URL) {
		return
	}
	words := verdictWords[r.Verdict] + ": " + cut(r.URL, 200)
	if c.Title != "" {
		words = "“" + cut(c.Title, 120) + "” " + words
	}
	s.add(sentence(words))
}

// sentence is a message with a capital letter and a full stop, unless it ends in an address.
func sentence(message string) string {
	s := capital(plain(message))
	if last := s[strings.LastIndexByte(s, ' ')+1:]; isWeb(last) || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// note adds a note: which it is, what was seen, what is asked.
func (l *letter) note(v noteView, seen *seenInNote) {
	name := "A note"
	if label := cut(v.note.Label, 40); label != "" {
		name = "Note " + label
	}
	if v.line > 0 {
		name += " (line " + itoa(v.line) + ")"
	}
	if text := cut(v.note.Text, 100); text != "" {
		name += ": " + text
	}
	l.add(name, seen.list, v.todo)
}

// outside adds what was found outside notes.
func (l *letter) outside(f *checker.Finding, mend string) {
	if f.Severity <= checker.Info {
		return
	}
	name := "In the text"
	if isPlaced(f) {
		name += " (line " + itoa(f.Span.Start.Line) + ")"
	}
	var asked []string
	if mend != "" {
		asked = []string{mend}
	}
	l.add(name, []string{sentence(f.Message)}, asked)
}

func (l *letter) add(name string, seen, asked []string) {
	var b strings.Builder
	b.WriteString(name + "\n")
	for _, s := range seen {
		b.WriteString("  What we saw: " + s + "\n")
	}
	for _, s := range asked {
		b.WriteString("  What we ask: " + strings.ReplaceAll(s, "`", "") + "\n")
	}
	l.parts = append(l.parts, b.String())
}

// text is the whole letter; empty if there is nothing to ask.
func (l *letter) text(d *checker.Document) string {
	n := len(l.parts)
	if n == 0 {
		return ""
	}
	to := "author"
	if len(d.Authors) > 0 {
		var all []string
		for _, a := range d.Authors {
			all = append(all, cut(a, 80))
		}
		to = list(all)
	}
	what := firstWords(cut(d.Title, 200), cut(d.Path, 200), "your text")
	return "Dear " + to + ",\n\n" +
		"thank you for “" + what + "”. We have gone through its citations, and at " + number(n, "place") + " we need your help. " +
		"Could you please look at " + choose(n, "it", "them") + "? Where all is well as it stands, just tell us so.\n\n" +
		strings.Join(l.parts, "\n") +
		"\nThank you, and kind regards\n"
}

// letterRows is how many lines a letter has in a field of about 90 columns, at most 40.
func letterRows(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		n += 1 + len(line)/90
	}
	return min(n, 40)
}

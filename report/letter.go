package report

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A letter asks the author of a document about what needs a person: plain text, ready to copy.
type letter struct{ parts []string }

// A seenInNote is what was seen of one note that an author should hear of, and what is asked.
type seenInNote struct {
	list, asked []string
	groups      []string // of rules that told
	told        []string // addresses that a finding tells of
	verdicts    []string // of its sources
}

func (s *seenInNote) add(words string) {
	if !slices.Contains(s.list, words) {
		s.list = append(s.list, words)
	}
}

// ask adds what is asked.
func (s *seenInNote) ask(words string) {
	if words != "" && !slices.Contains(s.asked, words) {
		s.asked = append(s.asked, words)
	}
}

// also adds what was seen and is asked about something that rules of a group look at, unless one of
// them told.
func (s *seenInNote) also(group, seen, asked string) {
	if !slices.Contains(s.groups, group) {
		s.add(seen)
		s.ask(asked)
	}
}

// finding adds what was found, infos excepted: they are no author's business. The Result is that of
// its source; nil if it has none.
func (s *seenInNote) finding(f *checker.Finding, r *checker.Result, mend string) {
	if f.Severity <= checker.Info {
		return
	}
	s.add(sentence(f.Message))
	if r != nil && group(f) == "health" {
		s.told = append(s.told, f.URL)
		s.ask(letterAsks[r.Verdict])
		return
	}
	s.ask(mend)
	s.groups = append(s.groups, group(f))
}

// source adds that a source could not be read, unless a finding says so, or the run did not come to it.
func (s *seenInNote) source(c *checker.Citation, r *checker.Result) {
	if r.Verdict == checker.Unchecked || slices.Contains(s.told, r.URL) {
		return
	}
	words := verdictWords[r.Verdict] + ": " + cut(r.URL, 200)
	if c.Title != "" {
		words = "“" + cut(c.Title, 120) + "” " + words
	}
	s.add(sentence(words))
	s.ask(letterAsks[r.Verdict])
}

// letterAsks says what an author is asked about a source that was not read.
var letterAsks = map[checker.Verdict]string{
	checker.Moved:       "Look where the address leads now: is that still the source that you mean?",
	checker.Dead:        verdictMend[checker.Dead],
	checker.SoftDead:    "Open it: if it is an error page, find where the source is now, or cite an archived copy.",
	checker.Parked:      "Open it: if the site is no longer the publisher's, cite an archived copy or another source.",
	checker.Blocked:     "Open it, and tell us whether it says what the note says: no program is let in.",
	checker.Unreachable: "Is the address right? It gave us no usable answer.",
	checker.Insecure:    "Is there another address? A browser warns of the certificate of this one.",
	checker.Skipped:     "Open it, and tell us whether it says what the note says: we did not ask for it.",
}

// sentence is a message with a capital letter and a full stop, unless it ends in an address.
func sentence(message string) string {
	s := capital(plain(message))
	if last := s[strings.LastIndexByte(s, ' ')+1:]; isWeb(last) || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// note adds a note: which it is, what was seen, what is asked.
func (l *letter) note(v noteView, seen *seenInNote) {
	if len(seen.list) == 0 {
		return
	}
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
	l.add(name, seen)
}

// outside adds what was found outside notes.
func (l *letter) outside(f *checker.Finding, r *checker.Result, mend string) {
	seen := &seenInNote{}
	if seen.finding(f, r, mend); len(seen.list) == 0 {
		return
	}
	name := "In the text"
	if isPlaced(f) {
		name += " (line " + itoa(f.Span.Start.Line) + ")"
	}
	l.add(name, seen)
}

func (l *letter) add(name string, seen *seenInNote) {
	var b strings.Builder
	b.WriteString(name + "\n")
	for _, s := range seen.list {
		b.WriteString("  What we saw: " + s + "\n")
	}
	for _, s := range seen.asked {
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

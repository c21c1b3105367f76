package report

import (
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A tally counts what a report holds.
type tally struct {
	documents, notes, markers, citations, links, sources int
	verdicts                                             map[checker.Verdict]int
	found                                                map[checker.Severity]int // new findings
	fresh, known, ignored                                int                      // findings by state
}

func count(rep *checker.Report) tally {
	t := tally{
		documents: len(rep.Documents), sources: len(rep.Results),
		verdicts: map[checker.Verdict]int{}, found: map[checker.Severity]int{},
	}
	for _, d := range rep.Documents {
		t.notes += len(d.Notes)
		t.links += len(d.Links)
		for _, n := range d.Notes {
			t.markers += len(n.Markers)
			t.citations += len(n.Citations)
			for _, c := range n.Citations {
				t.links += len(c.AllLinks())
			}
		}
	}
	for _, r := range rep.Results {
		t.verdicts[r.Verdict]++
	}
	for _, f := range rep.Findings {
		switch f.State {
		case checker.Known:
			t.known++
		case checker.Ignored:
			t.ignored++
		case checker.New:
			t.fresh++
			t.found[f.Severity]++
		}
	}
	return t
}

// faulty counts the documents with new findings at or above a severity, and says whether the
// configuration has some.
func faulty(rep *checker.Report, lowest checker.Severity) (documents int, configured bool) {
	docs := map[*checker.Document]bool{}
	for _, f := range rep.Findings {
		switch {
		case f.State != checker.New || f.Severity < lowest:
		case f.Subject.Entry != nil:
			configured = true
		default:
			docs[f.Subject.Document] = true
		}
	}
	return len(docs), configured
}

// findings words how many findings of the severities there are: "2 errors and 1 warning"; empty if
// there are none.
func (t tally) findings(severities ...checker.Severity) string {
	var parts []string
	for _, s := range severities {
		if n := t.found[s]; n > 0 {
			parts = append(parts, number(n, s.String()))
		}
	}
	return list(parts)
}

// things words what was read: "18 notes, 24 citations, 21 sources".
func (t tally) things() string {
	return number(t.notes, "note") + ", " + number(t.citations, "citation") + ", " + number(t.sources, "source")
}

// byVerdict words the verdicts, best first: "20 ok, 1 dead".
func (t tally) byVerdict() string {
	var parts []string
	for _, v := range checker.Verdicts {
		if n := t.verdicts[v]; n > 0 {
			parts = append(parts, itoa(n)+" "+string(v))
		}
	}
	return strings.Join(parts, ", ")
}

func itoa(n int) string { return strconv.Itoa(n) }

// plural returns the word for n things.
func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	if stem, ok := strings.CutSuffix(word, "ry"); ok {
		return stem + "ries"
	}
	return word + "s"
}

// number returns "1 note" or "3 notes".
func number(n int, word string) string { return itoa(n) + " " + plural(n, word) }

// list joins words as a sentence does: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// junitLines is how many lines the text of a failure has.
const junitLines = 100

// JUnit writes the report as test results, in the one dialect that test panels share: a suite a
// document; in it a case for what is found on the document itself, one for each URL outside notes,
// and one for each note. A case fails if a new finding on it is at or above Run.FailOn; it is
// skipped if nobody could look at its sources. An input that was not read is an error, and so is a
// run that was to be whole and is not.
func JUnit(w io.Writer, rep *checker.Report) error {
	j := junit{rep: rep, findings: map[*checker.Document][]*checker.Finding{}}
	for _, f := range fresh(rep) {
		if rep.Run.FailOn != checker.Off && f.Severity >= rep.Run.FailOn {
			j.findings[f.Subject.Document] = append(j.findings[f.Subject.Document], f)
		}
	}
	var suites []junitSuite
	if s := j.run(); len(s.cases) > 0 {
		suites = append(suites, s)
	}
	if s := j.inputs(); len(s.cases) > 0 {
		suites = append(suites, s)
	}
	for _, d := range files(rep) {
		suites = append(suites, j.document(d))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString("<testsuites" + attribute("name", "citelint") + junitCounts(suites...) + attribute("time", fmt.Sprintf("%.3f", seconds(rep.Run))))
	if !rep.Run.Started.IsZero() {
		b.WriteString(attribute("timestamp", rep.Run.Started.UTC().Format("2006-01-02T15:04:05")))
	}
	b.WriteString(">\n")
	if left := count(rep).leftOut(); left != "" {
		b.WriteString("  <!-- " + left + " -->\n")
	}
	for _, s := range suites {
		s.write(&b)
	}
	b.WriteString("</testsuites>\n")
	return write(w, &b)
}

type junit struct {
	rep      *checker.Report
	findings map[*checker.Document][]*checker.Finding // those that fail
}

type junitSuite struct {
	name, file string
	cases      []junitCase
}

type junitCase struct {
	name, file string
	line       int
	outcome    string // "failure", "error", "skipped"; empty: passed
	message    string
	kind       string // type of a failure or an error
	lines      []string
}

func (j junit) run() junitSuite {
	s := junitSuite{name: "run", file: "."}
	if why := unfinished(j.rep); why != "" {
		c := junitCase{name: "complete", file: ".", line: 1, outcome: "error", message: why, kind: remarkIncomplete, lines: []string{why}}
		if j.rep.Run.ExitStatus == 0 { // it was allowed to be incomplete
			c.outcome = "skipped"
		}
		s.cases = append(s.cases, c)
	}
	return s
}

func (j junit) inputs() junitSuite {
	s := junitSuite{name: "inputs", file: "."}
	for _, u := range j.rep.Run.Unread {
		path, words := plain(u.Path), plain(u.Error)
		s.cases = append(s.cases, junitCase{
			name: path, file: path, line: 1, outcome: "error", message: words, kind: remarkUnread, lines: []string{words},
		})
	}
	s.distinguish()
	return s
}

func (j junit) document(d *checker.Document) junitSuite {
	path := plain(d.Path)
	s := junitSuite{name: path, file: path}
	byNote, byURL := map[*checker.Note][]*checker.Finding{}, map[string][]*checker.Finding{}
	var rest []*checker.Finding
	first, order := linksOutside(d)
	for _, f := range j.findings[d] {
		switch url := linkedURL(f); {
		case f.Subject.Note != nil:
			byNote[f.Subject.Note] = append(byNote[f.Subject.Note], f)
		case first[url] != nil:
			byURL[url] = append(byURL[url], f)
		default:
			rest = append(rest, f)
		}
	}
	s.add(junitCase{name: "document", line: 1}, rest, nil)
	for _, url := range order {
		s.add(junitCase{name: "link " + plain(url), line: j.line(d, first[url].Span)}, byURL[url], j.results([]*checker.Link{first[url]}))
	}
	ids := d.NoteIDs()
	for _, n := range d.Notes {
		var links []*checker.Link
		for _, c := range n.Citations {
			links = append(links, c.AllLinks()...)
		}
		s.add(junitCase{name: "note " + plain(ids[n]), line: j.line(d, noteSpan(n))}, byNote[n], j.results(links))
	}
	s.distinguish()
	return s
}

// linksOutside returns the URLs outside notes in the order of their first links.
func linksOutside(d *checker.Document) (first map[string]*checker.Link, order []string) {
	first = map[string]*checker.Link{}
	for _, l := range d.Links {
		if l.URL != "" && first[l.URL] == nil {
			first[l.URL] = l
			order = append(order, l.URL)
		}
	}
	return first, order
}

func linkedURL(f *checker.Finding) string {
	if l := f.Subject.Link; l != nil && l.URL != "" {
		return l.URL
	}
	return f.URL
}

// noteSpan is where a note stands: its definition, or the first marker of one that nothing defines.
func noteSpan(n *checker.Note) checker.Span {
	if n.Span.IsZero() && len(n.Markers) > 0 {
		return n.Markers[0].Span
	}
	return n.Span
}

func (j junit) line(d *checker.Document, s checker.Span) int {
	if d.Derived || s.IsZero() {
		return 1
	}
	return s.Start.Line
}

// results returns what is known of the links' sources; nothing offline.
func (j junit) results(links []*checker.Link) []*checker.Result {
	if !j.rep.Run.Online {
		return nil
	}
	var rs []*checker.Result
	for _, l := range links {
		if r := j.rep.Result(l.URL); l.URL != "" && r != nil {
			rs = append(rs, r)
		}
	}
	return rs
}

// add adds a case with the findings on it and the results of its sources.
func (s *junitSuite) add(c junitCase, fs []*checker.Finding, rs []*checker.Result) {
	c.file = s.file
	if len(fs) > 0 {
		c.fail(fs)
	} else if why := unseen(rs); why != "" {
		c.outcome, c.message = "skipped", why
	}
	s.cases = append(s.cases, c)
}

// fail makes the case one that fails: the worst finding, the first of those, gives its message.
func (c *junitCase) fail(fs []*checker.Finding) {
	worst := fs[0]
	for _, f := range fs {
		if f.Severity > worst.Severity {
			worst = f
		}
		c.lines = append(c.lines, junitLine(f))
	}
	if n := len(c.lines) - junitLines; n > 0 {
		c.lines = append(c.lines[:junitLines-1], "and "+itoa(n+1)+" more")
	}
	c.outcome, c.message, c.kind = "failure", plain(worst.Message), worst.Rule
}

// junitLine is a finding as the text report writes it, without its path and note: the case has them.
func junitLine(f *checker.Finding) string {
	at := ""
	if isPlaced(f) {
		at = itoa(f.Span.Start.Line) + ":" + itoa(f.Span.Start.Column) + ": "
	}
	return at + f.Severity.String() + ": " + plain(f.Message) + " [" + f.Rule + "]"
}

// unseen says why nobody could look at any of the sources; empty if somebody could, or if there are
// none.
func unseen(rs []*checker.Result) string {
	var words []string
	for _, r := range rs {
		switch r.Verdict {
		case checker.Blocked, checker.Unreachable, checker.Skipped, checker.Unchecked:
			w := string(r.Verdict) + ": " + verdictWords[r.Verdict]
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		default:
			return ""
		}
	}
	return strings.Join(words, "; ")
}

// distinguish makes the names of cases unique: of equal ones, GitLab takes the first alone. Only
// names that were cleaned can be equal.
func (s *junitSuite) distinguish() {
	taken := make(map[string]bool, len(s.cases))
	next := map[string]int{}
	for i := range s.cases {
		name := s.cases[i].name
		for n := name; taken[name]; name = n + "~" + itoa(next[n]) {
			next[n]++
		}
		taken[name] = true
		s.cases[i].name = name
	}
}

func junitCounts(suites ...junitSuite) string {
	tests, outcomes := 0, map[string]int{}
	for _, s := range suites {
		tests += len(s.cases)
		for _, c := range s.cases {
			outcomes[c.outcome]++
		}
	}
	return attribute("tests", itoa(tests)) + attribute("failures", itoa(outcomes["failure"])) +
		attribute("errors", itoa(outcomes["error"])) + attribute("skipped", itoa(outcomes["skipped"]))
}

func (s junitSuite) write(b *bytes.Buffer) {
	b.WriteString("  <testsuite" + attribute("name", s.name) + junitCounts(s) + attribute("file", s.file) + ">\n")
	for _, c := range s.cases {
		c.write(b, s.name)
	}
	b.WriteString("  </testsuite>\n")
}

func (c junitCase) write(b *bytes.Buffer, suite string) {
	b.WriteString("    <testcase" + attribute("name", c.name) + attribute("classname", suite) + attribute("file", c.file) + attribute("line", itoa(c.line)))
	switch c.outcome {
	case "":
		b.WriteString("/>\n")
		return
	case "skipped":
		b.WriteString(">\n      <skipped" + attribute("message", c.message) + "/>\n")
	default:
		b.WriteString(">\n      <" + c.outcome + attribute("message", c.message) + attribute("type", c.kind) + ">")
		for i, l := range c.lines {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(xmlText(l))
		}
		b.WriteString("</" + c.outcome + ">\n")
	}
	b.WriteString("    </testcase>\n")
}

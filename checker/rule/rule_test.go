package rule_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

var (
	validID = regexp.MustCompile(`^(note|link|id|health|cite|consistency|match|quote|ref|date|hygiene|archive|style|ignore)/[a-z]+(-[a-z]+)*$`)
	fence   = regexp.MustCompile("(?ms)^(?:```|~~~)(\\w+)( before)?\n(.*?)^(?:```|~~~)$")
)

// forbiddenWords stand in no message and no Doc, outside of quoted text: a rule says what was
// observed, never why.
var forbiddenWords = regexp.MustCompile(`(?i)\b(fake|fabricated|bogus|invented|made up|hallucinated|AI-written|plagiarized|lie|fraud|careless|suspicious|does not exist|not found in)\b`)

// TestRecords states that a rule which is silent without records says so in both ways.
func TestRecords(t *testing.T) {
	for _, r := range rule.All {
		if says := strings.Contains(r.Doc, "unless records are asked for"); says != r.Records {
			t.Errorf("%s: its Doc speaks of records: %v, its field Records is %v", r.ID, says, r.Records)
		}
	}
}

// TestTable holds each rule to the form of the table.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rule.All {
		if !validID.MatchString(r.ID) {
			t.Errorf("%s is no ID of the form group/name", r.ID)
		}
		if seen[r.ID] {
			t.Errorf("%s stands twice in the table", r.ID)
		}
		seen[r.ID] = true
		if r.Check == nil {
			t.Errorf("%s checks nothing", r.ID)
		}
		if r.Online && r.Results {
			t.Errorf("%s is both Online and Results: the first means the second", r.ID)
		}
		for _, m := range r.Masks {
			for _, id := range m.Rules {
				if id != "*" && !validID.MatchString(strings.ReplaceAll(id, "/*", "/all")) {
					t.Errorf("%s masks %q, which is neither an ID nor a group", r.ID, id)
				}
			}
		}
	}
}

// TestDoc holds each Doc to its form: a short title, why it matters, an example in a fence, how to mend
// what is found, when the rule is silent; in plain words.
func TestDoc(t *testing.T) {
	for _, r := range rule.All {
		title, _, _ := strings.Cut(r.Doc, "\n")
		if !strings.HasPrefix(title, "# ") || utf8.RuneCountInString(r.Title()) > 70 {
			t.Errorf("%s: the title line %q is no heading of at most 70 characters", r.ID, title)
		}
		blocks := fence.FindAllStringIndex(r.Doc, -1)
		if len(blocks) == 0 {
			t.Errorf("%s: its Doc has no example", r.ID)
			continue
		}
		if before := strings.TrimSpace(r.Doc[len(title):blocks[0][0]]); before == "" {
			t.Errorf("%s: its Doc does not say why it matters", r.ID)
		}
		if after := strings.TrimSpace(r.Doc[blocks[len(blocks)-1][1]:]); strings.HasPrefix(after, "Silent ") || !strings.Contains(after, "\n\nSilent ") {
			t.Errorf("%s: its Doc does not say how to mend what is found, and then when the rule is silent", r.ID)
		}
		if w := forbiddenWords.FindString(fence.ReplaceAllString(r.Doc, "")); w != "" {
			t.Errorf("%s: its Doc says %q", r.ID, w)
		}
	}
}

// TestDocExample runs the example of each Doc: exactly one finding of the rule.
func TestDocExample(t *testing.T) {
	for _, r := range rule.All {
		t.Run(r.ID, func(t *testing.T) {
			c := caseOf(t, r)
			var base []*checker.Document
			var doc *checker.Document
			for _, m := range fence.FindAllStringSubmatch(r.Doc, -1) {
				ext, ok := map[string]string{"markdown": ".md", "text": ".txt"}[m[1]]
				switch {
				case !ok:
				case m[2] != "":
					base = append(base, document(t, "example"+ext, []byte(m[3])))
				case doc == nil:
					doc = document(t, "example"+ext, []byte(m[3]))
				}
			}
			if doc == nil {
				t.Fatalf("%s: its Doc has no example in markdown or text", r.ID)
			}
			rep := c.check(t, enabled(r), c.results != nil, base, doc)
			if n := byRule(rep.Findings)[r.ID]; n != 1 {
				t.Errorf("%s: the example of its Doc gives %d findings of it, not one; all:\n%s", r.ID, n, lines(rep.Findings, everything))
			}
		})
	}
}

// TestMasksHaveNoCircle follows who silences whom.
func TestMasksHaveNoCircle(t *testing.T) {
	state := map[*checker.Rule]int{} // 1: on the way, 2: done
	var visit func(r *checker.Rule, way []string)
	visit = func(r *checker.Rule, way []string) {
		way = append(way, r.ID)
		switch state[r] {
		case 1:
			t.Errorf("a circle of masks: %s", strings.Join(way[slices.Index(way, r.ID):], " → "))
			return
		case 2:
			return
		}
		state[r] = 1
		for _, m := range r.Masks {
			for _, other := range rule.All {
				if other != r && slices.ContainsFunc(m.Rules, func(p string) bool { return other.Match(p) }) {
					visit(other, way)
				}
			}
		}
		state[r] = 2
	}
	for _, r := range rule.All {
		visit(r, nil)
	}
}

// errorsOfV1 are the rules that make a first run in CI fail, and the only ones.
var errorsOfV1 = strings.Fields(`
	note/undefined note/duplicate note/empty
	link/placeholder link/empty link/converter-anchor link/malformed link/broken-markup link/invisible-character
	link/truncated link/local-path link/text-mismatch link/doi-mismatch link/credentials link/file-missing
	id/doi-syntax id/isbn health/dead health/parked quote/altered match/doi-title
	ref/ibid-first ref/ibid-ambiguous ref/supra-mismatch ref/note-target ref/no-antecedent
	date/impossible date/future date/before-published date/weekday
	hygiene/chat-residue hygiene/expiring hygiene/secret hygiene/unfinished
	archive/malformed archive/other-url archive/date-mismatch archive/bad-capture archive/dead-service
	ignore/unknown-rule ignore/malformed`)

// laterErrors are the errors of the rules that came later, each with one certain reading: check
// digits, months that no number of arXiv has, failures that days have confirmed, and retractions.
var laterErrors = strings.Fields(`id/issn id/arxiv id/checksum health/down match/retracted`)

func TestErrors(t *testing.T) {
	for _, r := range rule.All {
		want := slices.Contains(errorsOfV1, r.ID) || slices.Contains(laterErrors, r.ID)
		if got := r.Severity == checker.Error; got != want {
			t.Errorf("%s has severity %s; that it is an error should be %t", r.ID, r.Severity, want)
		}
	}
}

// TestLaws holds what is true of every rule on every document of every case.
func TestLaws(t *testing.T) {
	for _, r := range rule.All {
		t.Run(r.ID, func(t *testing.T) {
			c := caseOf(t, r)
			online := c.results != nil
			docs, twins := c.documents(t, "fault"), c.documents(t, "fault")
			rep := c.check(t, enabled(r), online, c.base(t), docs...)
			if diff := cmp.Diff(twins, docs, cmp.AllowUnexported(checker.Document{})); diff != "" {
				t.Errorf("rules changed the documents (-before +after):\n%s", diff)
			}
			slices.Reverse(twins)
			turned := c.check(t, enabled(r), online, c.base(t), twins...)
			if diff := cmp.Diff(lines(rep.Findings, everything), lines(turned.Findings, everything)); diff != "" {
				t.Errorf("the order of documents plays a part (-in order +turned):\n%s", diff)
			}
			for _, f := range rep.Findings {
				wellFormed(t, f)
			}
			c.checkSafeFixes(t, r, rep, online)
		})
	}
}

// wellFormed holds a finding to what messages may say and to places in its document.
func wellFormed(t testing.TB, f *checker.Finding) {
	t.Helper()
	d := f.Subject.Document
	if f.Span.IsZero() || f.Span.Start.Offset < 0 || f.Span.End.Offset > len(d.Source) || f.Span.Start.Offset > f.Span.End.Offset {
		t.Errorf("%s: the span %v is no place in its document", f.Rule, f.Span)
		return
	}
	if d.Span(f.Span.Start.Offset, f.Span.End.Offset) != f.Span {
		t.Errorf("%s: the span %v was not made by its document", f.Rule, f.Span)
	}
	wellWorded(t, f)
	if f.Fix == nil {
		return
	}
	last := 0
	for _, e := range f.Fix.Edits {
		if e.Span.IsZero() || e.Span.Start.Offset < last || e.Span.End.Offset > len(d.Source) {
			t.Errorf("%s: the edits of its fix do not ascend in the document", f.Rule)
		}
		last = e.Span.End.Offset
	}
	if f.Fix.Message == "" || len(f.Fix.Edits) == 0 {
		t.Errorf("%s: its fix has no message or no edit", f.Rule)
	}
}

// wellWorded holds a message to one plain sentence, as far as our own words can be told from the
// document's, in which marks may have no partner.
func wellWorded(t testing.TB, f *checker.Finding) {
	t.Helper()
	if f.Message == "" || strings.ContainsAny(f.Message, "\n\r") {
		t.Errorf("%s: message %q is not one line", f.Rule, f.Message)
	}
	if strings.Count(f.Message, "“") != strings.Count(f.Message, "”") {
		return
	}
	ours := withoutQuoted(f.Message)
	if ours == "" || strings.HasSuffix(ours, ".") {
		t.Errorf("%s: message %q is not one sentence without final stop", f.Rule, f.Message)
	}
	if first, _ := utf8.DecodeRuneInString(ours); first >= 'A' && first <= 'Z' && !allCapitals(ours) {
		t.Errorf("%s: message %q begins with a capital", f.Rule, f.Message)
	}
	if w := forbiddenWords.FindString(ours); w != "" {
		t.Errorf("%s: message says %q: %s", f.Rule, w, f.Message)
	}
}

// allCapitals reports whether the first word is an acronym, such as ISBN.
func allCapitals(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return len(word) > 1 && word == strings.ToUpper(word)
}

// withoutQuoted takes out what stands in “ ”: text of documents and pages.
func withoutQuoted(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '“':
			depth++
		case r == '”' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkSafeFixes holds that the safe fixes of a rule change no other rule's findings.
func (c *ruleCase) checkSafeFixes(t *testing.T, r *checker.Rule, rep *checker.Report, online bool) {
	t.Helper()
	safe := func(f *checker.Finding) bool { return f.Rule == r.ID && f.Fix.Safe }
	var fixed []*checker.Document
	fixes := 0
	for _, d := range rep.Documents {
		src, n := applyFixes(rep, d, safe)
		fixes += n
		fixed = append(fixed, document(t, d.Path, src))
	}
	if fixes == 0 {
		return
	}
	if r.Fix == checker.UnsafeFix {
		t.Errorf("%s offers a safe fix, though its Fix is unsafe", r.ID)
	}
	again := c.check(t, enabled(r), online, c.base(t), fixed...)
	before, after := byRule(rep.Findings), byRule(again.Findings)
	delete(before, r.ID)
	delete(after, r.ID)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("%s: the safe fixes change other findings (-before +after):\n%s", r.ID, diff)
	}
}

// TestNothing holds that documents without text and without notes give nothing.
func TestNothing(t *testing.T) {
	c := &ruleCase{path: "nothing", today: checker.Date{EDTF: defaultToday}}
	for _, src := range []string{"", "\n", "\ufeff", "# A heading\n\nTolls rose with every tide.\n"} {
		for _, name := range []string{"a.md", "a.txt"} {
			rep := c.check(t, rule.All, true, nil, document(t, name, []byte(src)))
			if got := lines(rep.Findings, everything); got != "" {
				t.Errorf("%q as %s gives:\n%s", src, name, got)
			}
		}
	}
}

package rule

import (
	"regexp"

	"github.com/citelint/citelint/checker"
)

var hygieneChatResidue = &checker.Rule{
	ID:       "hygiene/chat-residue",
	Severity: checker.Error,
	Masks:    unfinishedMasks,
	Doc: doc("The marks of a chat tool are left in the text",
		"They stand for sources that only the tool could show. A reader sees litter where a source should be.",
		`Dues rose again【3†source】 in spring.`,
		"Find the source that is meant, see that it says so, and cite it.",
		"in code."),
	Check: checkResidue,
}

// unfinishedMasks is what a note that is not done yet silences.
var unfinishedMasks = []checker.Mask{{
	Rules: []string{"cite/*", "link/broken-markup", "quote/unbalanced", "style/*"},
	Scope: checker.OnNote,
}}

var (
	chatResidue = regexp.MustCompile(`oaicite|oai_citation|contentReference\[|\[cite_start\]|\[cite: ?\d[\d, –-]*\]|\[web:\d+\]|\[attached_file:\d+\]|` +
		`\[span_\d+\]\(start_span\)|grok[_-]card|(?:\b|cite)turn\d+(?:search|news|view|image|file|fetch)\d+|【(?:\d+:)?\d+†[^】]{0,80}】|[\x{E200}-\x{E202}]cite|cite[\x{E200}-\x{E202}]`)
	spanTarget = regexp.MustCompile(`^(?:start|end)_span$`)
)

func checkResidue(p *checker.Pass) {
	for _, d := range p.Documents {
		for _, b := range d.Body {
			if b.Kind != checker.Code {
				reportResidue(p, checker.Subject{Document: d}, b.Runs)
			}
		}
		for _, n := range d.Notes {
			reportResidue(p, checker.Subject{Document: d, Note: n}, n.Runs)
		}
	}
	eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		found := chatResidue.FindString(s.Link.Target)
		if found == "" && spanTarget.MatchString(s.Link.Target) {
			found = s.Link.Target
		}
		if found == "" || chatResidue.MatchString(s.Link.Text) {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the target holds " + quoted(found) + ", a mark of a chat tool"}, true
	})(p)
}

// reportResidue reports the first mark in runs, a block's or a note's, outside of code.
func reportResidue(p *checker.Pass, s checker.Subject, runs []checker.Run) {
	text := proseOf(runs)
	at := chatResidue.FindStringIndex(text)
	if at == nil {
		return
	}
	where := span(s.Document, runs, at[0], at[1])
	if where.IsZero() {
		return
	}
	p.Report(checker.Finding{Message: "the text holds " + quoted(text[at[0]:at[1]]) + ", a mark of a chat tool", Span: where, Subject: s})
}

// proseOf returns the text of runs with code blanked, byte for byte.
func proseOf(runs []checker.Run) string {
	var t []byte
	for _, r := range runs {
		if r.Style&checker.Monospace == 0 {
			t = append(t, r.Text...)
			continue
		}
		for range len(r.Text) {
			t = append(t, ' ')
		}
	}
	return string(t)
}

package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
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
	chatResidue = match.NewPattern(`oaicite|oai_citation|contentReference\[|\[cite_start\]|\[cite: ?\d[\d, –-]*\]|\[web:\d+\]|\[attached_file:\d+\]|` +
		`\[span_\d+\]\(start_span\)|grok[_-]card|(?:\b|cite)turn\d+(?:search|news|view|image|file|fetch)\d+|【(?:\d+:)?\d+†[^】]{0,80}】|[\x{E200}-\x{E202}]cite|cite[\x{E200}-\x{E202}]`)
	// residueHints are such that each match of chatResidue holds one: looking for them is quick.
	residueHints = []string{"oai", "cite", "contentReference[", "[web:", "[attached_file:", "[span_", "grok", "turn", "【"}
	spanTarget   = match.NewPattern(`^(?:start|end)_span$`)
)

func checkResidue(p *checker.Pass) {
	for b := range paragraphs(p) {
		reportResidue(p, checker.Subject{Document: b.d}, b.Runs, b.prose)
	}
	for t := range texts(p) {
		reportResidue(p, checker.Subject{Document: t.d, Note: t.n}, t.runs, t.withoutCode())
	}
	eachLink(func(_ *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		target, found := s.Link.Target, ""
		if at := residueAt(target); at != nil {
			found = target[at[0]:at[1]]
		} else if spanTarget.MatchString(target) {
			found = target
		}
		if found == "" || residueAt(s.Link.Text) != nil {
			return checker.Finding{}, false
		}
		return checker.Finding{Message: "the target holds " + quoted(found) + ", a mark of a chat tool"}, true
	})(p)
}

// residueAt returns where the first mark stands in a text; nil if there is none.
func residueAt(text string) []int {
	if !slices.ContainsFunc(residueHints, func(hint string) bool { return strings.Contains(text, hint) }) {
		return nil
	}
	return chatResidue.FindStringIndex(text)
}

// reportResidue reports the first mark in runs, a block's or a note's, whose text without code is given.
func reportResidue(p *checker.Pass, s checker.Subject, runs []checker.Run, text string) {
	at := residueAt(text)
	if at == nil {
		return
	}
	where := span(s.Document, runs, at[0], at[1])
	if where.IsZero() {
		return
	}
	p.Report(checker.Finding{Message: "the text holds " + quoted(text[at[0]:at[1]]) + ", a mark of a chat tool", Span: where, Subject: s})
}

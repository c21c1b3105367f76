package rule

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var hygieneUnfinished = &checker.Rule{
	ID:       "hygiene/unfinished",
	Severity: checker.Error,
	Masks:    unfinishedMasks,
	Doc: doc("An editor's mark was left in",
		"Somebody meant to come back and did not. A reader finds the mark where a fact or a source should be.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Who Owns the Quay?”, TK, 2024.`,
		"Write what is missing, or take the sentence out.",
		"in code; in the body for all but marks in square brackets; for XXX as a Roman number; where other names have two initials, as TK may be."),
	Check: checkUnfinished,
}

var (
	bracketedMark = match.NewPattern(`(?i:\[citation needed\]|\[source\?\]|\[ref\])|\[(?:TK|TODO|INSERT[: ] ?)\b[^\[\]\n]{0,200}\]`)
	plainMark     = match.NewPattern(`\bINSERT LINK\b|\(Author, Year\)|\bTKTK\w*|\bTODO:`)
	fieldMark     = match.NewPattern(`(?:^|[,;:(]\s*)(TK|TBD|XXX)(?:\s*[,;)]|\.?\s*$)`)
	initials      = match.NewPattern(`,\s*([A-Z]{2})(?:,|;|\.|\s*$)`)
	numberField   = match.NewPattern(`^\s*[,;)]\s*(?:\d|p\.|pp\.|no\.|n°|№|fasc\.)`)
	countWord     = match.NewPattern(`(?i)(?:vol|no|nr|bd|t|chap|ch|chapter|title|tome|part|book)\.?\s*$`)
)

func checkUnfinished(p *checker.Pass) {
	for b := range paragraphs(p) {
		if at := bracketedAt(b.prose); at != nil {
			reportUnfinished(p, checker.Subject{Document: b.d}, b.Runs, at)
		}
	}
	for t := range texts(p) {
		if at := unfinishedAt(t.withoutCode()); at != nil {
			reportUnfinished(p, checker.Subject{Document: t.d, Note: t.n}, t.runs, at)
		}
	}
}

func reportUnfinished(p *checker.Pass, s checker.Subject, runs []checker.Run, at []int) {
	where := span(s.Document, runs, at[0], at[1])
	if where.IsZero() || isLinked(runs, at) {
		return
	}
	p.Report(checker.Finding{Message: "the text holds " + quoted(s.Document.Text(where)) + ", an editor's mark", Span: where, Subject: s})
}

// isLinked reports whether a part of the text lies in a link: a mark that leads somewhere is a
// reader's, such as a wiki's.
func isLinked(runs []checker.Run, at []int) bool {
	from := 0
	for _, r := range runs {
		if r.Link != nil && from < at[1] && at[0] < from+len(r.Text) {
			return true
		}
		from += len(r.Text)
	}
	return false
}

// unfinishedHints are such that each match of plainMark or fieldMark holds one: looking for them is
// quick.
var unfinishedHints = []string{"INSERT LINK", "(Author, Year)", "TODO:", "TK", "TBD", "XXX"}

func bracketedAt(text string) []int {
	if !strings.Contains(text, "[") {
		return nil
	}
	return bracketedMark.FindStringIndex(text)
}

// unfinishedAt returns where the first editor's mark stands in a note's text; nil if there is none.
func unfinishedAt(text string) []int {
	if at := bracketedAt(text); at != nil {
		return at
	}
	if !slices.ContainsFunc(unfinishedHints, func(hint string) bool { return strings.Contains(text, hint) }) {
		return nil
	}
	if at := plainMark.FindStringIndex(text); at != nil {
		return at
	}
	m := fieldMark.FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	mark, before, after := text[m[2]:m[3]], text[:m[2]], text[m[3]:]
	if countWord.MatchString(before) || mark == "XXX" && numberField.MatchString(after) {
		return nil
	}
	if mark == "TK" && hasOtherInitials(text) {
		return nil
	}
	return m[2:4]
}

func hasOtherInitials(text string) bool {
	for _, m := range initials.FindAllStringSubmatch(text, 20) {
		if m[1] != "TK" && !strings.Contains(" UK EU US UN ", " "+m[1]+" ") {
			return true
		}
	}
	return false
}

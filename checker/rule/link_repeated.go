package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var linkRepeated = &checker.Rule{
	ID:       "link/repeated",
	Severity: checker.Info,
	Doc: doc("One citation links to one address twice",
		"A reader takes two links for two sources, and opens the same page again.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, [Port News](https://sund.example/quay), 3 May 2024.`,
		"Link the title, and leave the rest of the citation as it is.",
		"for a title and the same title in the other language, for a title and its printed address, for a DOI in print and its address, for an address and its archive copy, for links to two places of one page, and for one link that was written in pieces."),
	Check: checkRepeated,
}

func checkRepeated(p *checker.Pass) {
	for d, n := range notes(p) {
		var at map[*checker.Link]int
		for _, c := range n.Citations {
			if !isStated(c) || len(c.Links) < 2 || len(c.Links) > maxLinks {
				continue
			}
			if at == nil {
				at = firstRuns(n)
			}
			for i, l := range c.Links {
				if first := repeats(n, c, c.Links[:i], l, at); first != nil {
					p.Report(checker.Finding{
						Message: "the citation links to this address twice, on " + shownWords(first) + " and on " + shownWords(l) + ": " + shownAddress(l),
						Span:    l.Span, Subject: checker.Subject{Document: d, Note: n, Citation: c, Link: l},
					})
					break
				}
			}
		}
	}
}

// firstRuns says which run of a note is the first of each link.
func firstRuns(n *checker.Note) map[*checker.Link]int {
	at := map[*checker.Link]int{}
	for i, r := range n.Runs {
		if _, seen := at[r.Link]; r.Link != nil && !seen {
			at[r.Link] = i
		}
	}
	return at
}

// repeats returns the first of the links before l that leads to the same place without need; nil if
// none does.
func repeats(n *checker.Note, c *checker.Citation, before []*checker.Link, l *checker.Link, at map[*checker.Link]int) *checker.Link {
	for _, m := range before {
		if l.URL == "" || m.URL != l.URL || m.Fragment != l.Fragment || l.Span == m.Span {
			continue
		}
		bothTitles := isTitleOf(c, m.Text) && isTitleOf(c, l.Text)
		if isPrinted(m) != isPrinted(l) || isPrintedDOI(m) != isPrintedDOI(l) || bothTitles || arePieces(n, m, l, at) {
			return nil
		}
		return m
	}
	return nil
}

// isPrinted reports whether the link shows its address, or the number by which a database has it.
func isPrinted(l *checker.Link) bool {
	text := strings.TrimSpace(l.Text)
	if l.Form == checker.LinkBare || l.Form == checker.LinkAngle || isAddress(text) || wholeDOI.MatchString(text) {
		return true
	}
	addr, _ := printedAddress(text)
	return addr != "" || len(text) >= shortNumber && strings.ContainsAny(text, "0123456789") && !strings.ContainsAny(text, " \u00a0") && strings.Contains(l.URL, text)
}

// shortNumber is how many characters a number has at least that an address is known by.
const shortNumber = 4

// isTitleOf reports whether linked words are one of the citation's titles, or hold one.
func isTitleOf(c *checker.Citation, words string) bool {
	words = match.Fold(words)
	for _, title := range []string{c.Title, c.ParallelTitle} {
		if title = match.Fold(title); title != "" && (strings.Contains(words, title) || words != "" && strings.Contains(title, words)) {
			return true
		}
	}
	return false
}

// arePieces reports whether two links are pieces of one, whose words have two styles, say, or a title
// and its translation: nothing but blanks and quotation marks, or brackets before several words, stands
// between them.
func arePieces(n *checker.Note, a, b *checker.Link, at map[*checker.Link]int) bool {
	from, okA := at[a]
	to, okB := at[b]
	if !okA || !okB || from >= to {
		return false
	}
	var between strings.Builder
	for _, r := range n.Runs[from:to] {
		if r.Link == nil || r.Link.URL != a.URL {
			between.WriteString(r.Text)
		}
	}
	marks := strings.Trim(between.String(), betweenPieces)
	return marks == "" || strings.ContainsAny(marks, "[(（【/=") && !hasWord(marks) && match.Words(b.Text) >= 2
}

const betweenPieces = " \t\n\u00a0“”„‘’«»\"'《》「」『』"

// shownWords shows the words of a link in a message.
func shownWords(l *checker.Link) string {
	if l.Text == "" {
		return "an address"
	}
	if isPrinted(l) {
		return address(l.Text)
	}
	return quoted(strings.Trim(l.Text, betweenPieces))
}

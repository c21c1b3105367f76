package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeNoAuthor = &checker.Rule{
	ID:       "cite/no-author",
	Severity: checker.Info,
	Doc: doc("The citation names no author, where the others do",
		"Catalogues list books and papers by author first. Without the name, a reader finds the right one among many late.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 45.\n\n"+
			"[^2]: Anna Roe, *Salt and Law* (Oslo: Fjord, 2014), 7.\n\n"+
			"[^3]: Ben Doe, *The Long Dredge* (Oslo: Fjord, 2015), 9.\n\n"+
			"[^4]: Carl Moe, *A Quay for Sale* (Oslo: Fjord, 2016), 3.\n\n"+
			"[^5]: *Wrecks and Gulls* (Oslo: Fjord, 2017), 8.",
		"Name the author, the editor or the organisation that wrote it.",
		"with fewer than five citations of the type, or where fewer than four in five name an author; for newspapers, pages and law; and where an organisation has published a report."),
	Check: func(p *checker.Pass) {
		eachHabit("this source has", "such sources in %s have", func(t *noteText, add func(sample)) {
			for i := range t.citations {
				if s, ok := authorSample(p, t, i); ok {
					add(s)
				}
			}
		})(p)
	},
}

const (
	withAuthor = "an author"
	noAuthor   = "no author"
)

// authored are the types of sources that name those who wrote them.
var authored = words(`book chapter article-journal report thesis`)

func authorSample(p *checker.Pass, t *noteText, i int) (s sample, ok bool) {
	c := t.citations[i]
	if !in(authored, c.Type) || !isComplete(c) || c.Title == "" {
		return s, false
	}
	s = sample{kind: c.Type, form: withAuthor, also: noAuthor, span: c.Span, about: checker.Subject{Document: t.d, Note: t.n, Citation: c}}
	if len(c.Authors)+len(c.Editors) > 0 {
		return s, true
	}
	if !mayLack(p, s.about) || c.Type == "report" && c.Publisher+c.Container != "" || isInstitution(c.Publisher) || isInstitution(c.Container) || isPublicAct(c.Title) {
		return s, false
	}
	if !opensSentence(t, i) {
		return s, false // As Anna Roe has shown (“Salt”, …)
	}
	if from, _, found := t.field(c, c.Title); c.Type != "book" && (!found || !endsInMark(t.n.Text[:from])) {
		return s, false // acts and orders, which have volume and page as articles do
	}
	s.form, s.also = noAuthor, ""
	return s, true
}

// houses are organisations that publish what others write.
var houses = words(`press publisher publishers publishing verlag journal library magazine review quarterly weekly gazette chronicle`)

// isInstitution reports whether a publisher is an organisation that writes what it publishes.
func isInstitution(name string) bool {
	institution := false
	for _, w := range match.Tokens(name) {
		if in(houses, w) {
			return false
		}
		institution = institution || in(organisationWords, w)
	}
	return institution
}

// opensSentence reports whether nothing but another citation stands before citation i of a note.
func opensSentence(t *noteText, i int) bool {
	from, to := t.within(t.citations[i].Span)
	before := t.n.Text[:from]
	if i > 0 {
		last := t.citations[i-1]
		_, end := t.within(last.Span)
		if last.Kind == checker.CommentOn {
			return false
		}
		before = t.n.Text[min(end, from):from]
	}
	return !hasWord(before) && !strings.HasPrefix(match.Fold(t.n.Text[from:min(to, from+3)]), "as ")
}

// endsInMark reports whether a text ends in an opening quotation mark.
func endsInMark(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return isMark(last) || last == '‘' || last == '\''
}

var citeNoAccessDate = &checker.Rule{
	ID:       "cite/no-access-date",
	Severity: checker.Off,
	Doc: doc("A page on the web is cited without any date",
		"Nobody can tell which state of the page was meant, and no archive can be asked for the right one.",
		"The dues rose.[^1]\n\n[^1]: “[Ferries and Ports](https://sund.example/ferries)”, Ministry of Transport.",
		"Write the date of the page, or the day on which it was looked at.",
		"unless a profile or the configuration turns it on; with an identifier or an archived copy, for law, and for a link to a whole site."),
	Check: eachCitation(func(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
		c := s.Citation
		if !c.Date.IsZero() || !c.Accessed.IsZero() || c.Archived != nil || identified(c) || isLaw(c) || hasYear(c.Text) || !mayLack(p, s) {
			return checker.Finding{}, false
		}
		for _, l := range c.Links {
			if l.URL != "" && !isFrontPage(l) {
				return checker.Finding{Message: "the citation states neither the date of the page nor the day on which it was looked at"}, true
			}
		}
		return checker.Finding{}, false
	}),
}

var citeNoPinpoint = &checker.Rule{
	ID:       "cite/no-pinpoint",
	Severity: checker.Info,
	Doc: doc("A long quotation from a book, and no page",
		"A reader who wants to see the words in their place has to leaf through the whole.",
		"She writes that “no harbour was ever ruined by the tide, but many by their tolls”.[^1]\n\n[^1]: Joan Prior, *Quays and Trusts* (London: Bencher, 2012).",
		"Write the page on which the words stand.",
		"for quotations of fewer than eight words, for notes that cite several sources, for works without pages and for law."),
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			if len(n.Citations) != 1 || !isUnplaced(n.Citations[0]) {
				continue
			}
			for _, m := range n.Markers {
				if words := longestQuoted(m); words >= longQuotation {
					c := n.Citations[0]
					p.Report(checker.Finding{
						Message: fmt.Sprintf("the claim quotes %d words of this source, and the citation names no page", words),
						Span:    c.Span, Subject: checker.Subject{Document: d, Note: n, Citation: c},
					})
					break
				}
			}
		}
	},
}

// isUnplaced reports whether a citation is of a source with pages and names none of them.
func isUnplaced(c *checker.Citation) bool {
	if !isComplete(c) || c.Locator != "" || isLaw(c) {
		return false
	}
	switch c.Type {
	case "book", "thesis":
		return !spoken.MatchString(c.Text)
	case "chapter", "article-journal", "report":
		return c.Pages != ""
	}
	return false
}

// spoken are words of citations of what was said rather than printed.
var spoken = match.NewPattern(`(?i)\b(?:lecture|speech|address|sermon|remarks|keynote|talk|Rede|Vortrag|Ansprache|discours|conférence|discurso|discorso)\b`)

// longestQuoted returns how many words the longest closed quotation of a claim has.
func longestQuoted(m *checker.Marker) int {
	longest := 0
	for _, q := range m.Quotations {
		if !q.Open && !isTitleCase(q.Text) {
			longest = max(longest, match.Words(q.Text))
		}
	}
	return longest
}

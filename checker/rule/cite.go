package rule

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// sure is the Confidence from which on a rule says what a citation lacks.
const sure = 0.8

// isComplete reports whether a citation describes its source on its own and all of it was
// understood, so that what no field holds is not there.
func isComplete(c *checker.Citation) bool {
	return c.Kind.IsFull() && c.Confidence >= sure && !hasWord(c.Rest)
}

// eachCitation makes a Check of a decision about one citation.
func eachCitation(decide func(*checker.Pass, checker.Subject) (checker.Finding, bool)) func(*checker.Pass) {
	return func(p *checker.Pass) {
		for s := range citations(p) {
			f, ok := decide(p, s)
			if !ok || s.Citation.Span.IsZero() {
				continue
			}
			f.Subject = s
			if f.Span.IsZero() {
				f.Span = s.Citation.Span
			}
			p.Report(f)
		}
	}
}

// identified reports whether the citation has an identifier by which its source is found.
func identified(c *checker.Citation) bool { return c.DOI != "" || c.ISBN != "" || c.ArXiv != "" }

// isLaw reports whether the source is law, which is cited by court, number or title.
func isLaw(c *checker.Citation) bool {
	return slices.Contains([]string{"legal_case", "legislation", "bill", "regulation", "treaty", "hearing"}, c.Type)
}

// mayLack reports whether what a citation does not say is missing: it is complete, the author had
// the source in hand, the source is not a part of the same work, and its title is one and nothing
// more: behind " // " stands the periodical, in the styles that have it.
func mayLack(p *checker.Pass, s checker.Subject) bool {
	return isComplete(s.Citation) && !strings.Contains(s.Citation.Title, " // ") && !isSecondHand(s) && !isInside(s.Citation.Text) &&
		!has(p, "empty-link-texts", emptyLinkTexts, match.Fold(s.Citation.Title)) && !beginsInformally(s.Citation.Title)
}

// beginsInformally reports whether a title is rather linked words of a remark, “see the discussion”:
// it begins in lower case, or with the @ of an account.
func beginsInformally(title string) bool {
	first, _ := utf8.DecodeRuneInString(title)
	return unicode.IsLower(first) || first == '@'
}

// isInside reports whether a text points into the work in which it stands.
func isInside(text string) bool {
	text = match.Fold(text)
	return slices.ContainsFunc(insideWords, func(phrase string) bool { return match.Has(text, phrase) })
}

// isSecondHand reports whether the author had the source from the citation behind it in the note,
// which then says what is to be said: "A, quoted in B".
func isSecondHand(s checker.Subject) bool {
	all, start := s.Note.Citations, s.Citation.Span.Start.Offset
	i := sort.Search(len(all), func(i int) bool { return all[i].Span.Start.Offset >= start })
	if i == len(all) || all[i] != s.Citation {
		i = slices.Index(all, s.Citation)
	}
	return i >= 0 && i+1 < len(all) && all[i+1].Nested
}

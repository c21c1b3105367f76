package page

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// answer answers everything that the query asks.
func (s *source) answer(q checker.Query) checker.Answers {
	quotations, others := s.answerQuotations(q.Quotations, q.Others)
	return checker.Answers{
		Titles:     s.answerTitles(q.Titles),
		Authors:    s.answerAuthors(q.Authors),
		Containers: s.answerContainers(q.Containers),
		Dates:      s.answerDates(q.Dates),
		Fragments:  s.answerFragments(q.Fragments),
		Quotations: quotations,
		Others:     others,
	}
}

// answerTitles compares each cited title with all the page's candidates.
func (s *source) answerTitles(asked []string) []checker.TitleAnswer {
	if len(asked) == 0 {
		return nil
	}
	var usable []candidate
	for _, c := range s.named {
		if !s.junkTitle(c.text) {
			usable = append(usable, c)
		}
	}
	texts := make([]string, 0, 2*len(usable))
	for _, c := range usable {
		texts = append(texts, s.withoutSite(c.text))
	}
	// A citation may give the site's name with the title; the name alone is no title.
	for _, c := range usable {
		texts = append(texts, match.Joined(c.text))
	}
	out := make([]checker.TitleAnswer, len(asked))
	for i, title := range asked {
		a := checker.TitleAnswer{Asked: title, Answer: checker.AnswerNoMetadata}
		a.InText = match.Has(s.bones, match.Skeleton(title))
		if l := match.Title(title, texts...); l.Index >= 0 {
			c := usable[l.Index%len(usable)]
			a.Score, a.Found, a.Where = l.Score, c.text, c.where
			switch {
			case l.Agrees(), l.Sub != "" && !l.Twin && match.Has(s.bones, match.Skeleton(l.Sub)):
				a.Answer = checker.AnswerMatch
				a.Score = max(a.Score, match.Agree)
				a.Proof = match.Words(title) >= 2 && !s.isOfNoPage(title)
			case l.Disagrees() && (s.hollow() || !anyLong(texts)):
				a.Answer = checker.AnswerNoMetadata
			case l.Disagrees() && (s.isUnseen() || s.pdf != nil && a.InText):
				a.Answer = checker.AnswerWeak // what programs write into a PDF is often another's title
			case l.Disagrees() && !s.otherLanguage(title):
				a.Answer = checker.AnswerMismatch
			default:
				a.Answer = checker.AnswerWeak
			}
		}
		if a.Answer != checker.AnswerMatch && match.Words(title) >= 3 && s.isHeadless() {
			s.answerHeadless(&a)
		}
		out[i] = a
	}
	return out
}

// answerHeadless looks for a title on a page without a heading of its own: in the second headings,
// in pictures of it, then as a line of the text.
func (s *source) answerHeadless(a *checker.TitleAnswer) {
	l := match.Title(a.Asked, s.h2own[:min(len(s.h2own), maxOwnHeadings)]...)
	alt := match.Title(a.Asked, s.alts...)
	switch {
	case l.Agrees():
		a.Answer, a.Score, a.Found, a.Where = checker.AnswerMatch, l.Score, l.Best, "h2"
	case alt.Agrees():
		a.Answer, a.Score, a.Found, a.Where = checker.AnswerMatch, alt.Score, alt.Best, "alt"
	case s.hasLine(a.Asked):
		a.Answer, a.Score, a.Found, a.Where = checker.AnswerMatch, 1, clean(a.Asked), "text"
	default:
		return
	}
	a.Proof = match.Words(a.Asked) >= 4 && !s.isOfNoPage(a.Asked)
}

// hasLine reports whether a title stands near the beginning of the text on a line of its own that is
// no link to another page: old pages have no headings but large letters.
func (s *source) hasLine(title string) bool {
	const maxLines = 40
	if !match.Has(s.bones, match.Skeleton(title)) {
		return false
	}
	if s.lines == nil && s.pdf != nil {
		s.lines = s.pdf.titleSkeletons()
	}
	if s.lines == nil {
		s.lines = map[string]bool{}
		for i, line := range strings.SplitN(s.own(s.list.isElsewhere), "\n", maxLines+1) {
			if i < maxLines && len(line) <= 4*maxString {
				s.lines[match.Skeleton(line)] = true
			}
		}
	}
	return s.lines[match.Skeleton(title)]
}

// isOfNoPage reports whether a title would make any page look like an error, a wall, a login page, a gate or
// a server's default page.
func (s *source) isOfNoPage(title string) bool {
	t := fold(title)
	return s.junkTitle(title) || loginNames[t] || refusalNames[t] || consentNames[t] || isDefaultTitle(title)
}

// anyLong reports whether one of the candidates has three words, as titles have and the names of
// sites have not.
func anyLong(candidates []string) bool {
	for _, c := range candidates {
		if match.Words(c) >= 3 {
			return true
		}
	}
	return false
}

// notMissing takes back what cannot be said of a text that was not obtained whole.
func notMissing(a *checker.Answers) {
	for _, list := range [][]checker.Answer{a.Authors, a.Containers, a.Dates, a.Fragments} {
		for i := range list {
			if list[i].Answer == checker.AnswerMissing {
				list[i].Answer = checker.AnswerCannotTell
			}
		}
	}
}

// nothingCompared takes back what speaks against a citation on a page that is another one: a wall,
// or an error page.
func nothingCompared(a *checker.Answers) {
	for i := range a.Titles {
		if a.Titles[i].Answer == checker.AnswerMismatch {
			a.Titles[i].Answer = checker.AnswerNoMetadata
		}
	}
	for _, list := range [][]checker.Answer{a.Authors, a.Containers, a.Dates} {
		for i := range list {
			if list[i].Answer == checker.AnswerMismatch {
				list[i].Answer, list[i].Found = checker.AnswerCannotTell, ""
			}
		}
	}
}

// isAnother reports whether the signals say that the page is not the page that was asked for.
func isAnother(signals []checker.Signal) bool {
	words, shape := false, false
	for _, s := range signals {
		switch s.Kind {
		case checker.SignalWordsIs:
			words = true
		case checker.SignalShape:
			shape = true
		case checker.SignalWordsHas:
		default:
			return true
		}
	}
	return words && shape
}

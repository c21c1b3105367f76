package page

import (
	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// answer answers everything that the query asks.
func (s *source) answer(q checker.Query) checker.Answers {
	return checker.Answers{
		Titles: s.answerTitles(q.Titles),
	}
}

// answerTitles compares each cited title with all the page's candidates.
func (s *source) answerTitles(asked []string) []checker.TitleAnswer {
	if len(asked) == 0 {
		return nil
	}
	var usable []candidate
	for _, c := range s.candidates() {
		if !s.junkTitle(c.text) {
			usable = append(usable, c)
		}
	}
	texts := make([]string, len(usable))
	for i, c := range usable {
		texts[i] = c.text
	}
	skeleton := match.Skeleton(s.text)
	out := make([]checker.TitleAnswer, len(asked))
	for i, title := range asked {
		a := checker.TitleAnswer{Asked: title, Answer: checker.AnswerNoMetadata}
		a.InText = match.Has(skeleton, match.Skeleton(title))
		if len(texts) > 0 && match.Letters(title) != "" {
			l := match.Title(title, texts...)
			a.Score, a.Found, a.Where = l.Score, l.Best, usable[l.Index].where
			switch {
			case l.Agrees():
				a.Answer = checker.AnswerMatch
			case l.Disagrees():
				a.Answer = checker.AnswerMismatch
			default:
				a.Answer = checker.AnswerWeak
			}
		}
		out[i] = a
	}
	return out
}

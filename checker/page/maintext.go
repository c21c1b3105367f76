package page

import (
	"strings"

	"github.com/citelint/citelint/checker/match"
)

const (
	minMainBytes = 40 // of a paragraph: quicker to tell than its words
	minMainWords = 10
)

// mainText returns the paragraphs that are running text, and how many words they have: not the rows of
// menus, the headlines of other articles, the dates and the buttons around it, which change while an
// article does not.
func (s *source) mainText() (paragraphs []string, words int) {
	for line := range strings.SplitSeq(s.text, "\n") {
		if len(line) < minMainBytes {
			continue
		}
		if n := match.Words(line); n >= minMainWords {
			paragraphs, words = append(paragraphs, line), words+n
		}
	}
	return paragraphs, words
}

package page

import (
	"strings"

	"github.com/citelint/citelint/checker/match"
)

const (
	minMainBytes = 40 // of a paragraph: quicker to tell than its words
	minMainWords = 10
	maxMainBytes = 64 << 10 // of running text, some 10,000 words: what follows is counted and not compared
)

// mainText returns the first paragraphs that are running text, and about how many words all have: not the rows of
// menus, the headlines of other articles, the dates and the buttons around it, which change while an
// article does not.
func (s *source) mainText() (paragraphs []string, words int) {
	size := 0
	for line := range strings.SplitSeq(s.text, "\n") {
		if len(line) < minMainBytes {
			continue
		}
		// Blanks are quick to count; only scripts that write without them need more.
		n := strings.Count(line, " ") + 1
		if n < minMainWords {
			n = match.Words(line)
		}
		if n < minMainWords {
			continue
		}
		if words += n; size < maxMainBytes {
			paragraphs, size = append(paragraphs, line), size+len(line)
		}
	}
	return paragraphs, words
}

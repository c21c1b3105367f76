package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var noteTruncated = &checker.Rule{
	ID:       "note/truncated",
	Severity: checker.Warning,
	Masks: []checker.Mask{
		{Rules: []string{"cite/*", "link/broken-markup", "quote/unbalanced", "style/*"}, Scope: checker.OnNote},
	},
	Doc: `# A note that breaks off
The note ends where it should go on: in a comma, in an opening mark, in a word such as “and”. What
a reader needs to find the source may be what is missing.

~~~markdown
The dues rose.[^1]

[^1]: “Port Dues Rise”, Port News,
~~~

Write the rest of the note, or take the last mark or word out.

Silent if a list, a quotation or an image follows inside the note, and if it ends in a link or
inside a quotation.
`,
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			if n.Span.IsZero() {
				continue
			}
			start, end, what := brokenOff(d, n)
			if what == "" {
				continue
			}
			p.Report(checker.Finding{
				Message: "the note ends in " + quoted(what),
				Span:    span(d, n.Runs, start, end),
				Subject: checker.Subject{Document: d, Note: n},
			})
		}
	},
}

// brokenOff returns the last token of the note's text, if no note ends in that.
func brokenOff(d *checker.Document, n *checker.Note) (start, end int, what string) {
	text := strings.TrimRightFunc(n.Text, unicode.IsSpace)
	last := lastRun(n)
	if !strings.ContainsFunc(text, isLetterOrDigit) || last == nil || last.Link != nil || last.Style&checker.Monospace != 0 || isFollowed(d, n, last) {
		return 0, 0, ""
	}
	if size := danglingMark(text); size > 0 {
		return len(text) - size, len(text), text[len(text)-size:]
	}
	if openQuotation(text) {
		return 0, 0, ""
	}
	at := danglingWord(text)
	if at < 0 {
		return 0, 0, ""
	}
	return at, len(text), text[at:]
}

func lastRun(n *checker.Note) *checker.Run {
	for i := len(n.Runs) - 1; i >= 0; i-- {
		if strings.TrimSpace(n.Runs[i].Text) != "" {
			return &n.Runs[i]
		}
	}
	return nil
}

var tag = match.NewPattern(`<[^<>]*>`)

// isFollowed reports whether something that is no text, such as an image, code or a formula, stands
// behind the note's last run.
func isFollowed(d *checker.Document, n *checker.Note, last *checker.Run) bool {
	if last.End >= n.Span.End.Offset {
		return false
	}
	rest := d.Text(d.Span(last.End, n.Span.End.Offset))
	if strings.Contains(rest, "<img") || strings.Contains(rest, "![") {
		return true
	}
	return strings.ContainsFunc(tag.ReplaceAllString(rest, ""), isLetterOrDigit)
}

var emoji = match.NewPattern(`:[a-z0-9_+-]+:$`)

// danglingMark returns the length of the mark that text ends in and no note ends in; 0 if none.
func danglingMark(text string) int {
	r, size := utf8.DecodeLastRuneInString(text)
	head := strings.TrimRightFunc(text[:len(text)-size], unicode.IsSpace)
	before, _ := utf8.DecodeLastRuneInString(head)
	switch {
	case r == ':' && emoji.MatchString(text):
		return 0
	case r == ';' && entity.MatchString(text):
		return 0
	case strings.ContainsRune(",;:&，；：、", r):
		if openQuotation(text) {
			return 0
		}
		return size
	case strings.ContainsRune("([{（【“‘„‚「『《〈", r):
		return size
	case strings.ContainsRune("–—―", r):
		// 1998–, a work that is not yet complete.
		if unicode.IsDigit(before) || openQuotation(text) {
			return 0
		}
		return size
	}
	return 0
}

var entity = match.NewPattern(`&#?\w+;$`)

// openQuotation reports whether a quotation that text opens is not closed at its end.
func openQuotation(text string) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case '“', '„', '«', '「', '『', '《':
			depth++
		case '”', '»', '」', '』', '》':
			depth = max(0, depth-1)
		}
	}
	return depth > 0 || strings.Count(text, `"`)%2 == 1
}

// danglingWord returns where the word begins that text ends in and no note ends in; -1 if none.
func danglingWord(text string) int {
	at := lastWord(text, len(text))
	word := text[at:]
	before := strings.TrimRightFunc(text[:at], unicode.IsSpace)
	prior, _ := utf8.DecodeLastRuneInString(before)
	if in(bareLocators, match.Fold(word)) && strings.ContainsRune(",.;)”", prior) && !isInitial(word, before) {
		return at
	}
	if before == "" {
		return -1
	}
	// "Table a", "note e" end in a letter that is a name; "in a" does not.
	previous := match.Fold(text[lastWord(text, len(before)):len(before)])
	if len(word) == 1 && (word == strings.ToUpper(word) || !in(connectors, previous)) {
		return -1
	}
	if in(connectors, match.Fold(word)) {
		return at
	}
	if two := lastWord(text, len(before)); in(connectors, match.Fold(text[two:])) {
		return two
	}
	return -1
}

// isInitial reports whether a letter with a stop behind a comma may be the initial of the name
// before it: "Roe, S." is one, "2015, S." is a page without number.
func isInitial(word, before string) bool {
	r, size := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, ", "))
	return unicode.IsUpper(r) && size+1 == len(word) && unicode.IsLetter(last)
}

// lastWord returns where the last word of text[:end], with its marks, begins.
func lastWord(text string, end int) int {
	at := strings.LastIndexFunc(text[:end], unicode.IsSpace)
	if at < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return at + size
}

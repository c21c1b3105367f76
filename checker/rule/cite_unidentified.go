package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeUnidentified = &checker.Rule{
	ID:       "cite/unidentified",
	Severity: checker.Warning,
	Masks: []checker.Mask{{
		Rules: []string{
			"cite/bare-url", "cite/no-author", "cite/no-publisher", "cite/no-date", "cite/no-link", "cite/no-access-date", "cite/no-pinpoint", "cite/link-text",
			"cite/captured-title", "cite/generic-author", "cite/url-in-field", "cite/second-hand", "cite/weak-source", "cite/required-field", "note/gap", "ref/ibid-empty",
		},
		Scope: checker.OnNote,
	}},
	Doc: doc("The note names no source that can be found",
		"It says that there is a source and not which. A reader cannot look anything up.",
		`Dues rose again.[^1]

[^1]: See report.`,
		"Name the source: who wrote it, what it is called, where and when it was published.",
		"for notes of more than twelve words, with a link or an identifier, for references to another place of the document, and for interviews, letters and the like."),
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			if n.Span.IsZero() || !isUnidentified(p, n) {
				continue
			}
			p.Report(checker.Finding{
				Message: "the note " + quoted(n.Text) + " names no source that can be found",
				Span:    n.Span,
				Subject: checker.Subject{Document: d, Note: n},
			})
		}
	},
}

// fewWords is how many words a note has at most that is taken to be whole without a source.
const fewWords = 12

var printedID = match.NewPattern(`(?i)10\.\d{4,9}/|isbn|arxiv|doi|www\.|://`)

func isUnidentified(p *checker.Pass, n *checker.Note) bool {
	text := strings.TrimSpace(n.Text)
	if text == "" || len(text) > 400 || match.Words(text) > fewWords || len(linksOf(n)) > 0 || printedID.MatchString(text) || strings.ContainsAny(text, `“”„«»"《》「」`) {
		return false
	}
	for _, r := range n.Runs {
		if r.Style&checker.Monospace != 0 { // what it names is code
			return false
		}
	}
	for _, c := range n.Citations {
		if c.Kind.IsBackReference() || identified(c) || c.Kind.IsFull() && c.Confidence >= .5 && namesSource(c) {
			return false
		}
	}
	if startsPrivate(p, text) || isInside(text) {
		return false
	}
	words := strings.Fields(text)
	return isOnlyNoun(p, words) || pointsNowhere(p, words)
}

// namesSource reports whether a citation has any field by which its source could be found.
func namesSource(c *checker.Citation) bool {
	return c.Title != "" || c.Container != "" || c.Publisher != "" || c.Number != "" || len(c.Authors) > 0
}

// pointsNowhere reports whether a note begins with a signal, and what follows is a kind of source
// or a name, but no place of the same document.
func pointsNowhere(p *checker.Pass, note []string) bool {
	signal, rest := cutSignal(note)
	if len(rest) == 0 || startsPrivate(p, strings.Join(rest, " ")) {
		return false
	}
	found := false
	for _, w := range rest {
		w = strings.Trim(w, ".,;:!?()[]")
		folded := match.Fold(w)
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case in(crossReferences, folded) || strings.ContainsFunc(w, unicode.IsDigit) && !isYear(w):
			return false
		case has(p, "source-nouns", sourceNouns, folded) || unicode.IsUpper(first) && !in(germanSignals, signal):
			found = true
		}
	}
	return found
}

// cutSignal returns the signal with which a note begins, folded, and the words behind it; none if it
// begins with no signal.
func cutSignal(note []string) (signal string, rest []string) {
	for n := min(3, len(note)); n > 0; n-- {
		head := match.Fold(strings.Join(note[:n], " "))
		head = strings.ReplaceAll(strings.TrimRight(head, ".,:"), ".", "")
		if in(readSignals, head) {
			return head, note[n:]
		}
	}
	return "", nil
}

var yearWord = match.NewPattern(`^(?:1[5-9]|20)\d\d$`)

func isYear(s string) bool { return yearWord.MatchString(s) }

// plainAdjectives say of a source what many sources are.
var plainAdjectives = words(`
	annual official internal recent final joint public government news online academic quarterly monthly weekly new latest original
	scientific technical national local short long various several`)

// isOnlyNoun reports whether a note is only a kind of source, with words before it that do not say
// which, and perhaps a year.
func isOnlyNoun(p *checker.Pass, note []string) bool {
	var plain []string
	for i, w := range note {
		w = strings.Trim(w, ".,;:!?()[]。，")
		if i > 0 && w != strings.ToLower(w) {
			return false
		}
		plain = append(plain, match.Fold(w))
	}
	if n := len(plain); n > 1 && isYear(plain[n-1]) {
		plain = plain[:n-1]
	}
	for len(plain) > 1 && (in(determiners, plain[0]) || in(plainAdjectives, plain[0])) {
		plain = plain[1:]
	}
	noun := strings.Join(plain, " ")
	return has(p, "source-nouns", sourceNouns, noun) || in(sourceNouns, strings.TrimLeft(noun, "该本"))
}

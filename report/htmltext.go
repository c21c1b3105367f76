package report

import (
	"regexp"
	"strings"

	"github.com/citelint/citelint/checker"
)

// An htmlText is text in pieces, so that foreign words stand apart from ours and cannot turn them
// round.
type htmlText []htmlPiece

// An htmlPiece is ours, or of a Kind: "bdi" foreign, "code", "mark" a quotation in its claim, "del"
// and "ins" what a quotation and its source have not in common.
type htmlPiece struct{ Kind, Text string }

// An htmlWords is foreign text in one language; Lang is BCP 47, empty if it is not known.
type htmlWords struct{ Text, Lang string }

// An htmlLink leads to a page of the web, if it has a URL. All says that its words are its URL.
type htmlLink struct {
	Words htmlWords
	URL   string
	All   bool
}

// An htmlChip is a few words with a sign; its colour repeats what they say.
type htmlChip struct{ Class, Sign, Words string }

// said is a message: what it says in “ ” is foreign.
func said(message string) htmlText {
	var t htmlText
	rest := plain(message)
	for {
		i := strings.Index(rest, "“")
		k := -1
		if i >= 0 {
			k = strings.Index(rest[i:], "”")
		}
		if k < 0 {
			break
		}
		i, k = i+len("“"), i+k
		t = append(t, htmlPiece{Text: rest[:i]}, htmlPiece{Kind: "bdi", Text: rest[i:k]})
		rest = rest[k:]
	}
	if rest != "" {
		t = append(t, htmlPiece{Text: rest})
	}
	return t
}

// advised is what is to be done, in our own words or as a rule's Doc has them: `code` in Markdown.
func advised(s string) htmlText {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return said(s)
	}
	var t htmlText
	for i, p := range parts {
		switch {
		case p == "":
		case i%2 == 1:
			t = append(t, htmlPiece{Kind: "code", Text: plain(p)})
		default:
			t = append(t, said(p)...)
		}
	}
	return t
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// language is s, if it has the form of a language tag (RFC 5646); else empty, which means unknown.
func language(s string) string {
	if len(s) > 35 || !languageTag.MatchString(s) {
		return ""
	}
	return s
}

// linkTo is a link to an http or https address; the words alone if it is none, or holds a secret.
func linkTo(address string, words htmlWords) htmlLink {
	l := htmlLink{Words: words}
	if isWeb(address) && redact(address) == address {
		l.URL = address
	}
	l.All = words.Text == address
	return l
}

// addressOf is a link that shows its address.
func addressOf(address string) htmlLink { return linkTo(address, htmlWords{Text: cut(address, 300)}) }

// marked is a claim with its quotations marked. It is made plain as a whole: a secret does not show
// because a quotation begins in it.
func marked(claim string, quotations []checker.Quotation) htmlText {
	var t htmlText
	rest := plain(claim)
	for _, q := range quotations {
		words := plain(q.Text)
		before, after, ok := strings.Cut(rest, words)
		if words == "" || !ok {
			continue
		}
		t = append(t, htmlPiece{Kind: "bdi", Text: before}, htmlPiece{Kind: "mark", Text: words})
		rest = after
	}
	return append(t, htmlPiece{Kind: "bdi", Text: rest})
}

// verdictChip says in words, sign and colour whether a source answers. What nobody saw is never
// green.
func verdictChip(v checker.Verdict) htmlChip {
	words := verdictWords[v]
	switch v {
	case checker.OK:
		return htmlChip{"good", "✓", words}
	case checker.Moved:
		return htmlChip{"moved", "→", words}
	case checker.Dead, checker.SoftDead, checker.Parked:
		return htmlChip{"gone", "✗", words}
	case checker.Unreachable, checker.Insecure:
		return htmlChip{"unsure", "!", words}
	case checker.Blocked:
		return htmlChip{"grey", "◌", words + ": open it yourself"}
	}
	return htmlChip{"grey", "◌", words}
}

func needChip(n need) htmlChip {
	class := [...]string{needNothing: "done", needPolish: "polish", needCheck: "check", needLook: "look", needMend: "mend"}
	sign := [...]string{needNothing: "✓", needPolish: "·", needCheck: "◌", needLook: "?", needMend: "✗"}
	return htmlChip{class[n], sign[n], needWords[n]}
}

// outcomeChip says whether a page agrees, in the words given.
func outcomeChip(outcome int, words string) htmlChip {
	c := [...]htmlChip{
		agrees: {"good", "✓", ""}, differs: {"gone", "≠", ""}, uncertain: {"unsure", "≈", ""},
		notSeen: {"unsure", "?", ""}, notCompared: {"grey", "–", ""},
	}[outcome]
	c.Words = words
	return c
}

// quotationChip says whether the sources have a quotation.
func quotationChip(a attributed) htmlChip {
	words := cut(a.verdict(), 200)
	switch {
	case a.whyNotCompared() != "":
		return outcomeChip(notCompared, words)
	case a.Answer.Answer == checker.AnswerMissing, a.Answer.Answer == checker.AnswerElsewhere:
		return outcomeChip(notSeen, words)
	case a.isWrong():
		return outcomeChip(differs, words)
	}
	return outcomeChip(agrees, words)
}

package report

import (
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A jsonQuoted is a page's answer to a quotation.
type jsonQuoted struct {
	Asked        string         `json:"asked"`
	Answer       string         `json:"answer"`
	Similarity   float64        `json:"similarity,omitempty"`
	Hits         int            `json:"hits,omitempty"`
	Found        string         `json:"found,omitempty"`
	Prefix       string         `json:"prefix,omitempty"`
	Suffix       string         `json:"suffix,omitempty"`
	Where        string         `json:"where,omitempty"`
	TextFragment string         `json:"textFragment,omitempty"`
	Differs      []string       `json:"differs,omitempty"`
	Diff         []jsonDiff     `json:"diff,omitempty"`
	Changed      []string       `json:"changed,omitempty"`
	Missing      []string       `json:"missing,omitempty"`
	Gap          int            `json:"gap,omitempty"`
	Unordered    bool           `json:"unordered,omitempty"`
	Omissions    []jsonOmission `json:"omissions,omitempty"`
	Reason       string         `json:"reason,omitempty"`
	In           string         `json:"in,omitempty"`
}

type jsonDiff struct {
	Op    string `json:"op"`
	Text  string `json:"text"`
	Class string `json:"class,omitempty"`
}

type jsonOmission struct {
	Text     string `json:"text"`
	Negation string `json:"negation"`
	Sentence bool   `json:"sentence,omitempty"`
}

func newQuotedList(as []checker.QuotationAnswer) []jsonQuoted {
	var js []jsonQuoted
	for _, a := range as {
		js = append(js, newQuoted(a))
	}
	return js
}

func newQuoted(a checker.QuotationAnswer) jsonQuoted {
	j := jsonQuoted{
		Asked: redact(a.Asked), Answer: a.Answer, Similarity: round(a.Similarity), Hits: a.Hits,
		Found: redact(a.Found), Prefix: redact(a.Before), Suffix: redact(a.After), Where: a.Where, TextFragment: redact(a.TextFragment),
		Differs: a.Differs, Changed: a.Changed, Gap: a.Gap, Unordered: a.Unordered, Reason: plain(a.Reason), In: redact(a.In),
	}
	for _, d := range a.Diff {
		j.Diff = append(j.Diff, jsonDiff{string(d.Op), redact(d.Text), d.Class})
	}
	for _, m := range a.Missing {
		j.Missing = append(j.Missing, redact(m))
	}
	for _, o := range a.Omissions {
		j.Omissions = append(j.Omissions, jsonOmission{redact(o.Text), redact(o.Negation), o.Sentence})
	}
	return j
}

// quoted writes what a page answers to a quotation.
func (p *lookPrinter) quoted(a checker.QuotationAnswer) {
	words := "“" + a.Asked + "”: " + a.Answer
	switch {
	case a.Similarity > 0 && a.Similarity < 1:
		words += fmt.Sprintf(", %.2f", a.Similarity)
	case a.Reason != "":
		words += ", " + a.Reason
	}
	if len(a.Differs) > 0 {
		words += " (" + strings.Join(a.Differs, ", ") + ")"
	}
	p.row("quotation", words)
	p.quotedEvidence(a)
}

// quotedEvidence writes what a source has of a quotation, and what it has not.
func (p *lookPrinter) quotedEvidence(a checker.QuotationAnswer) {
	if a.Found != "" {
		p.row("source", "…"+a.Before+"«"+a.Found+"»"+a.After+"…")
	}
	if len(a.Diff) > 0 {
		p.row("differs", diffWords(a.Diff)+" ("+strings.Join(a.Changed, ", ")+")")
	}
	for _, m := range a.Missing {
		p.row("not there", "“"+m+"”")
	}
	if a.Answer == checker.AnswerStitched {
		switch {
		case a.Unordered:
			p.row("apart", "the parts stand in another order")
		case a.Gap > 0:
			p.row("apart", fmt.Sprintf("%d words stand between two parts", a.Gap))
		}
	}
	for _, o := range a.Omissions {
		p.row("left out", "“"+o.Text+"”, with “"+o.Negation+"”")
	}
	if a.In != "" {
		p.row("found in", a.In)
	}
	p.row("see", a.TextFragment)
}

// diffWords writes a diff as words: [-removed-] {+added+}.
func diffWords(parts []checker.DiffPart) string {
	var words []string
	for _, d := range parts {
		switch d.Op {
		case checker.DiffRemoved:
			words = append(words, "[-"+d.Text+"-]")
		case checker.DiffAdded:
			words = append(words, "{+"+d.Text+"+}")
		default:
			words = append(words, d.Text)
		}
	}
	return strings.Join(words, " ")
}

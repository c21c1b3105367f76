package rule

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeUnsourcedFigure = &checker.Rule{
	ID:       "cite/unsourced-figure",
	Severity: checker.Off,
	Doc: doc("A figure has no source",
		"A reader cannot check a percentage or a sum without knowing who counted.",
		"Dues rose.[^1] Ships stayed away.[^2] The port was still.[^3]\n\nLast year, 42 per cent of all berths stood empty.\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: “Ships Stay Away”, Port News, 4 May 2024.\n\n[^3]: “A Silent Port”, Port News, 5 May 2024.",
		"Put a note or a link behind the sentence.",
		"unless a profile or the configuration turns it on; for numbers below 1,000, years, headings and tables; and if a note, a link or a year in brackets stands in the sentence, later in the paragraph, or in the next one."),
	Check: func(p *checker.Pass) {
		eachUnsourced(p, func(text string) [][]int { return figures.FindAllStringIndex(text, -1) }, func(words string) string {
			return "the figure " + quoted(words) + " has no note, link or author and year"
		})
	},
}

var figures = match.NewPattern(`\d[\d.,]*\s?(?:%|per ?cent\b|Prozent\b|pour cent\b|por ciento\b)` +
	`|[$€£¥]\s?\d[\d.,]*(?:\s?(?:million|billion|bn|m)\b)?|\b\d[\d.,]*\s?(?:€|(?:million |billion )?(?:dollars?|euros?|pounds|USD|EUR|GBP|yuan|roubles)\b)` +
	`|\b\d{1,3}(?:,\d{3})+\b|\b(?:[3-9]\d{3}|\d{5,})\b`)

var citeUnsourcedAttribution = &checker.Rule{
	ID:       "cite/unsourced-attribution",
	Severity: checker.Off,
	Doc: doc("Experts and studies are called upon, and none is named",
		"“Studies show” asks for trust and gives nothing to check.",
		"Dues rose.[^1] Ships stayed away.[^2] The port was still.[^3]\n\nStudies show that empty berths breed more empty berths.\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: “Ships Stay Away”, Port News, 4 May 2024.\n\n[^3]: “A Silent Port”, Port News, 5 May 2024.",
		"Name the study or the expert, or put a note behind the sentence.",
		"unless a profile or the configuration turns it on; if a name follows; and if a note, a link or a year in brackets stands in the sentence, later in the paragraph, or in the next one."),
	Check: func(p *checker.Pass) {
		eachUnsourced(p, unnamedAuthorities, func(words string) string {
			return quoted(words) + " has no name, note or link"
		})
	},
}

var (
	authorities = match.NewPattern(`(?i)\b(?:according to (?:a|an|some|many|several|recent|one|new)(?: recent| new| leading)? (?:reports?|stud(?:y|ies)|surveys?|experts?|analysts?|sources?|estimates?)` +
		`|(?:some |many |most |several |leading )?(?:experts|analysts|observers|scholars|critics|researchers|scientists|economists) (?:say|argue|believe|claim|warn|agree|think|estimate|suggest)` +
		`|(?:recent |several |many )?(?:studies|surveys|polls|reports|research) (?:shows?|suggests?|indicates?|finds?|found|(?:has|have) shown)` +
		`|(?:laut|nach) (?:einer|einem) (?:neuen )?(?:studie|bericht|umfrage)|experten (?:sagen|warnen|meinen)|studien zeigen` +
		`|selon (?:une étude|un rapport|des experts)|des études montrent|según (?:un estudio|un informe|expertos))\b`)
	nameBehind = match.NewPattern(`^[^.!?]{0,40}?\b(?:by|from|of|in|at|von|des|der|de|du|par|por|del)\s+(?:the\s+|la\s+|le\s+|el\s+)?\p{Lu}`)
)

// unnamedAuthorities returns where a text calls upon somebody who is not named behind it.
func unnamedAuthorities(text string) [][]int {
	var all [][]int
	for _, at := range authorities.FindAllStringIndex(text, -1) {
		if !nameBehind.MatchString(text[at[1]:min(len(text), at[1]+200)]) {
			all = append(all, at)
		}
	}
	return all
}

// eachUnsourced reports the first of what find finds in each sentence of running text that no marker,
// link or author and year follows in its paragraph or in the next one.
func eachUnsourced(p *checker.Pass, find func(text string) [][]int, say func(words string) string) {
	for _, d := range p.Documents {
		if !citesSources(d) {
			continue
		}
		sources := sourceOffsets(d)
		for i, b := range d.Body {
			if b.Kind != checker.Paragraph && b.Kind != checker.Item {
				continue
			}
			end, next := b.End, (*checker.Block)(nil)
			if i+1 < len(d.Body) && d.Body[i+1].Kind != checker.Heading {
				next = d.Body[i+1]
				end = max(end, next.End)
			}
			if hasOffset(sources, lastByte(b.Runs), end) {
				continue
			}
			text := proseOf(b.Runs)
			hits := find(text)
			if len(hits) == 0 || next != nil && authorYear.MatchString(next.Text()) {
				continue
			}
			named, place, last := lastMatch(authorYear, text), newPlacer(d, b.Runs), -1
			for _, at := range hits {
				from := sentenceStart(text, at[0])
				where, start := place.span(at[0], at[1]), place.span(from, at[1])
				if from == last || where.IsZero() || start.IsZero() || hasOffset(sources, start.Start.Offset, end) || named >= from {
					continue
				}
				last = from
				p.Report(checker.Finding{Message: say(strings.TrimSpace(text[at[0]:at[1]])), Span: where, Subject: checker.Subject{Document: d}})
			}
		}
	}
}

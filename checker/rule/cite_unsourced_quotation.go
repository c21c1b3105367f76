package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeUnsourcedQuotation = &checker.Rule{
	ID:       "cite/unsourced-quotation",
	Severity: checker.Warning,
	Doc: doc("A quotation has no source",
		"Words in quotation marks are somebody's own, and a reader wants to see where they said them. Elsewhere the document names its sources.",
		`Dues rose.[^1] Ships stayed away.[^2] The port was still.[^3]

The harbour master said that “we have never seen so many berths stand empty for so long”.

[^1]: “Port Dues Rise”, Port News, 3 May 2024.
[^2]: “Ships Stay Away”, Port News, 4 May 2024.
[^3]: “A Silent Port”, Port News, 5 May 2024.`,
		"Put a note or a link behind the quotation.",
		"in documents with fewer than three notes, unless a link behind quotations is the habit there; for fewer than eight words, for titles and code, in interviews and block quotations, if the words were quoted with a note before or said to the author (“told us”), and if a note, a link or a year in brackets stands in the sentence, later in the paragraph, or in the next one."),
	Check: func(p *checker.Pass) {
		noted := notedQuotations(p)
		for _, d := range p.Documents {
			found, all := unsourcedQuotations(d, noted)
			if definedNotes(d) < 3 && (all < leastSamples || 100*(all-len(found)) < habitShare*all) {
				continue // a newspaper does not say where it heard people speak
			}
			for _, f := range found {
				p.Report(f)
			}
		}
	},
}

// longQuotation is from how many words on a quotation wants a source.
const longQuotation = 8

// citesSources reports whether the document has three notes or three links.
func citesSources(d *checker.Document) bool {
	links := 0
	for _, l := range d.Links {
		if l.URL != "" {
			links++
		}
	}
	return links >= 3 || definedNotes(d) >= 3
}

// definedNotes returns how many notes the document defines; a list of links to read on is none.
func definedNotes(d *checker.Document) int {
	n := 0
	for _, note := range d.Notes {
		if !note.Span.IsZero() && (note.Kind != checker.Bibliography || note.Label != "" || len(note.Markers) > 0) {
			n++
		}
	}
	return n
}

// notedQuotations returns the letters of what markers' claims quote.
func notedQuotations(p *checker.Pass) []string {
	var all []string
	for _, n := range notes(p) {
		for _, m := range n.Markers {
			for _, q := range m.Quotations {
				if letters := match.Letters(q.Text); letters != "" && len(all) < maxNoted {
					all = append(all, letters)
				}
			}
		}
	}
	return all
}

const maxNoted = 1000

var (
	speaker    = match.NewPattern(`^(?:\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){0,3}|Q|A):\s`)
	authorPage = match.NewPattern(authorYear.String() + `|\((?:[^()\d]{0,60}\s)?\d{1,4}(?:[–-]\d{1,4})?\)`) // (Roe 12), (12), where a bibliography names the work
	authorYear = match.NewPattern(`\([^()]{0,80}\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]{0,80}\)|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]`)
)

// toldToAuthor are words of a sentence whose speaker spoke to the author, who is the source then.
var toldToAuthor = match.NewPattern(`(?i)\b(?:told|tells|telling) (?:me|us|reporters|journalists|the author)\b|\b(?:in|during) (?:an|our) interview\b` +
	`|\b(?:sagte|erzählte|sagten|erzählten) (?:mir|uns)\b|\b(?:m[’']a|nous a|m[’']ont) (?:dit|confié|expliqué)|\b(?:me|nos) (?:dijo|contó|explicó)|\bmi (?:disse|ha detto|raccontò)\b` +
	`|(?:рассказал|сказал)[аи]? (?:мне|нам)|告诉(?:我|笔者|记者)|对(?:我|笔者|记者)说`)

// aroundTold is how many bytes behind a quotation are looked at for them.
const aroundTold = 120

// unsourcedQuotations returns a finding for each quotation without a source, and how many quotations
// there are that want one; of a document with notes, those are left out that have one at the end of their
// paragraph.
func unsourcedQuotations(d *checker.Document, noted []string) (found []checker.Finding, all int) {
	sources, cites := sourceOffsets(d), authorYear
	judged := definedNotes(d) >= 3 // whatever the habit is
	if hasBibliography(d) {
		cites = authorPage
	}
	for i, b := range d.Body {
		if b.Kind != checker.Paragraph && b.Kind != checker.Item {
			continue
		}
		if judged && hasOffset(sources, lastByte(b.Runs), b.End) {
			continue
		}
		text := proseOf(b.Runs)
		if match.Words(text) < longQuotation || speaker.MatchString(text) {
			continue
		}
		end, after := b.End, ""
		if i+1 < len(d.Body) && d.Body[i+1].Kind != checker.Heading {
			end, after = max(end, d.Body[i+1].End), d.Body[i+1].Text()
		}
		parts := quotedParts(text)
		if len(parts) == 0 || cites.MatchString(after) {
			continue
		}
		named, place := lastMatch(cites, text), newPlacer(d, b.Runs)
		for _, q := range parts {
			words := text[q[0]:q[1]]
			if match.Words(words) < longQuotation || isTitleCase(words) || strings.ContainsAny(words, `_={}<>\\|/`) || isOneToken(words) {
				continue
			}
			all++
			from := sentenceStart(text, q[0])
			where, start := place.span(q[0], q[1]), place.span(from, q[1])
			if where.IsZero() || start.IsZero() || hasOffset(sources, start.Start.Offset, end) || named >= from || isNoted(noted, words) ||
				toldToAuthor.MatchString(text[from:min(len(text), q[1]+aroundTold)]) {
				continue
			}
			found = append(found, checker.Finding{
				Message: "the quotation " + quoted(strings.Trim(words, `“”„«»"「」`)) + " has no note, link or author and year",
				Span:    where,
				Subject: checker.Subject{Document: d},
			})
		}
	}
	return found, all
}

// isOneToken reports whether hardly a blank parts what is quoted, in a script that parts words by them:
// the name of a host or an option.
func isOneToken(words string) bool {
	return strings.Count(words, " ") < 2 && !strings.ContainsFunc(words, match.IsCJK) && !strings.ContainsFunc(words, func(r rune) bool { return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) })
}

func hasBibliography(d *checker.Document) bool {
	return slices.ContainsFunc(d.Notes, func(n *checker.Note) bool { return n.Kind == checker.Bibliography })
}

// lastMatch returns where the last match begins; -1 if there is none.
func lastMatch(re *match.Pattern, text string) int {
	all := re.FindAllStringIndex(text, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

// sourceOffsets returns where the markers and links of the body begin, sorted.
func sourceOffsets(d *checker.Document) []int {
	var at []int
	for _, n := range d.Notes {
		for _, m := range n.Markers {
			at = append(at, m.Span.Start.Offset)
		}
	}
	for _, b := range d.Body {
		for _, r := range b.Runs {
			if r.Link != nil {
				at = append(at, r.Start)
			}
		}
	}
	slices.Sort(at)
	return at
}

// lastByte returns where the last of the runs ends in the source: what stands there follows all of
// them.
func lastByte(runs []checker.Run) int {
	end := 0
	for _, r := range runs {
		end = max(end, r.End)
	}
	return end
}

func hasOffset(sorted []int, from, to int) bool {
	i, _ := slices.BinarySearch(sorted, from)
	return i < len(sorted) && sorted[i] <= to
}

func isNoted(noted []string, words string) bool {
	letters := match.Letters(words)
	return slices.ContainsFunc(noted, func(q string) bool {
		return strings.Contains(q, letters) || strings.Contains(letters, q) && 2*len(q) >= len(letters)
	})
}

// quotedParts returns the outermost pairs of quotation marks of a paragraph, marks included. Straight
// marks pair in turn if their number is even.
func quotedParts(text string) [][2]int {
	var parts [][2]int
	var open []rune // the closing marks that are awaited
	start, straight := 0, strings.Count(text, `"`)%2 == 0
	for i, r := range text {
		if n := len(open); n > 0 && (r == open[n-1] || open[n-1] == '“' && r == '”') {
			open = open[:n-1]
			if n == 1 {
				parts = append(parts, [2]int{start, i + utf8.RuneLen(r)})
			}
			if len(parts) == maxParts {
				break
			}
			continue
		}
		closing := closingMark(r)
		if closing == 0 || r == '"' && !straight || len(open) >= maxDepth {
			continue
		}
		if len(open) == 0 {
			start = i
		}
		open = append(open, closing)
	}
	return parts
}

const (
	maxDepth = 8
	maxParts = 100 // quotations of one paragraph; more are looked at by no reader either
	maxBack  = 2000
)

func closingMark(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '„':
		return '“'
	case '«':
		return '»'
	case '「':
		return '」'
	case '"':
		return '"'
	}
	return 0
}

// isTitleCase reports whether words are a title rather than what somebody said: nearly all long
// ones begin with a capital.
func isTitleCase(words string) bool {
	long, capital := 0, 0
	for w := range strings.FieldsSeq(words) {
		w = strings.TrimLeft(w, `“”„«»"'‘(`)
		if utf8.RuneCountInString(w) < 4 {
			continue
		}
		long++
		if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) || unicode.IsDigit(first) {
			capital++
		}
	}
	return long > 0 && 10*capital >= 7*long
}

// sentenceStart returns where the sentence begins that holds byte at of text, roughly: behind the
// last stop, question or exclamation mark before it, and not more than maxBack bytes back.
func sentenceStart(text string, at int) int {
	for i := at; i > max(0, at-maxBack); {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if (r == '.' || r == '?' || r == '!') && i < at && text[i] == ' ' && !(r == '.' && isAbbreviation(text[:i-size], text[i:at])) || r == '。' {
			return i
		}
		i -= size
	}
	return max(0, at-maxBack)
}

// isAbbreviation reports whether a stop between two texts is an abbreviation's: "p. 12", "J. Moss",
// "Mr. Roe", "et al. say".
func isAbbreviation(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	if unicode.IsDigit(next) || unicode.IsLower(next) {
		return true
	}
	word := before[strings.LastIndexAny(before, " (")+1:]
	return utf8.RuneCountInString(word) == 1 || in(titlesOfPersons, match.Fold(word))
}

// titlesOfPersons are abbreviated before names.
var titlesOfPersons = words(`mr mrs ms dr prof st sr jr rev gen col capt lt sgt hon sen rep gov pres cf vgl mme mlle m hr fr`)

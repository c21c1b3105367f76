package rule

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var consistencyRepeatedInFull = &checker.Rule{
	ID:       "consistency/repeated-in-full",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("A source is cited in full again, where short forms are the habit",
		"A reader takes it for a new source and compares the two to learn that they are one.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5] F.[^6] G.[^7]\n\n"+
			"[^1]: Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 45.\n\n"+
			"[^2]: Anna Roe, *Salt and Law* (Oslo: Fjord, 2014), 7.\n\n"+
			"[^3]: Prior, *Quays and Trusts*, 46.\n\n[^4]: Roe, *Salt and Law*, 8.\n\n[^5]: Prior, *Quays and Trusts*, 47.\n\n[^6]: Roe, *Salt and Law*, 9.\n\n"+
			"[^7]: Joan Prior, *Quays and Trusts* (London: Bencher, 2012), 48.",
		"Write the short form.",
		"with fewer than five later references, or where fewer than four in five are short forms; for works cited in full in another chapter."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			minority(p, habit{"this later reference is", "later references in notes are"}, laterReferences(d))
		}
	},
}

// laterReferences returns the references to works that were cited in full before in the same run of
// notes, ibid. aside.
func laterReferences(d *checker.Document) []sample {
	if !slices.ContainsFunc(d.Notes, hasShortForm) {
		return nil // there is no such habit
	}
	var samples []sample
	cited := map[string]bool{}
	for _, n := range readingOrder(d) {
		if n.Kind == checker.Bibliography || n.Span.IsZero() {
			continue
		}
		for _, c := range n.Citations {
			s := sample{span: c.Span, about: checker.Subject{Document: d, Note: n, Citation: c}}
			switch key := fullKey(n, c); {
			case isShortForm(c):
				s.form, s.also = "a short form", "in full"
			case key == "":
				continue
			case cited[key]:
				s.form, s.mend = "in full", func(string) *checker.Fix { return shortened(s.about) }
			default:
				cited[key] = true
				continue
			}
			samples = append(samples, s)
		}
	}
	return samples
}

func hasShortForm(n *checker.Note) bool { return slices.ContainsFunc(n.Citations, isShortForm) }

// isShortForm reports whether a citation refers to one in full by a short form of it.
func isShortForm(c *checker.Citation) bool {
	return (c.Kind == checker.Short || c.Kind == checker.Supra) && c.RefersTo != nil
}

// fullKey tells the work that is cited in full from all others of its run of notes; empty if it is
// not cited in full.
func fullKey(n *checker.Note, c *checker.Citation) string {
	names := familyNames(c.Authors)
	if !isStated(c) || len(names) == 0 || c.Title == "" || c.Date.Year() == 0 || c.Publisher+c.Container+c.Place == "" {
		return ""
	}
	return fmt.Sprintf("%d\x00%s\x00%s\x00%s\x00%s", n.Stretch, strings.Join(names, "\x00"), match.Fold(c.Title), c.Date.EDTF, match.Fold(c.Container+c.Volume+c.Edition))
}

// shortened writes author, short title and place for a citation in full; nil where a link, a signal or
// words that were not understood would be lost.
func shortened(s checker.Subject) *checker.Fix {
	c, d := s.Citation, s.Document
	written := d.Text(c.Span)
	if len(c.AllLinks()) > 0 || c.Signal != "" || hasWord(c.Rest) || c.Authors[0].Family == "" {
		return nil
	}
	names := familyNames(c.Authors)
	author := list(names)
	if len(names) > 2 {
		author = names[0] + " et al."
	}
	title, _, _ := strings.Cut(c.Title, ": ")
	titled := "“" + title + "”"
	for _, star := range []string{"*", "_"} {
		if strings.Contains(written, star+title) {
			titled = star + title + star
		}
	}
	short := author + ", " + titled
	if c.Locator != "" {
		short += ", " + c.Locator
	}
	if strings.HasSuffix(written, ".") {
		short += "."
	}
	return &checker.Fix{Message: "write the short form", Edits: []checker.Edit{{Span: c.Span, NewText: short}}}
}

var consistencyClaimNote = &checker.Rule{
	ID:       "consistency/claim-note",
	Severity: checker.Warning,
	Doc: doc("The text gives a source another year than its note",
		"A reader who looks for the report of the one year finds the one of the other.",
		"A 2022 Port News report said so.[^1]\n\n[^1]: “Port Dues Rise”, *Port News*, 3 May 2024.",
		"See which year is right, and put the other one right.",
		"unless year, the name of the periodical or organisation, and a word such as report or article follow each other, and for notes that cite several sources."),
	Check: func(p *checker.Pass) {
		for d, n := range notes(p) {
			c := onlySource(n)
			if c == nil || c.Date.Year() == 0 || strings.ContainsAny(c.Date.EDTF, "[/") || !c.OriginalDate.IsZero() {
				continue
			}
			for _, m := range n.Markers {
				year, phrase := claimedYear(p, m.Claim, publisherOf(c))
				if year == 0 || year == c.Date.Year() {
					continue
				}
				s := checker.Subject{Document: d, Note: n, Citation: c, Marker: m}
				p.Report(checker.Finding{
					Message: fmt.Sprintf("the claim speaks of %s, and the note is of %d", quoted(phrase), c.Date.Year()),
					Span:    dateSpan(s, c.Date), Subject: s,
				})
				break
			}
		}
	},
}

// onlySource returns the one citation of a note; nil if it has more, or is not sure.
func onlySource(n *checker.Note) *checker.Citation {
	if len(n.Citations) != 1 || !isStated(n.Citations[0]) {
		return nil
	}
	return n.Citations[0]
}

// maxClaim is how many bytes of a claim are looked at.
const maxClaim = 4096

// claimedYear returns the year that a claim gives to a report, article or the like of that name,
// and the words; 0 if it gives none, or two.
func claimedYear(p *checker.Pass, claim, name string) (year int, phrase string) {
	named := slices.Collect(claimWords(name))
	if len(named) > 0 && named[0].folded == "the" {
		named = named[1:]
	}
	if len(named) == 0 || utf8.RuneCountInString(name) < 3 {
		return 0, ""
	}
	claim = claim[:min(len(claim), maxClaim)]
	if !hasClaimWord(claim, named[0]) {
		return 0, ""
	}
	claimed := slices.Collect(claimWords(claim))
	for i := 0; i+len(named) < len(claimed); i++ {
		end := i + len(named)
		if !sameWords(claimed[i:end], named) {
			continue
		}
		from, y := i-1, 0
		if i > 0 {
			y = claimedFigure(claimed[i-1].folded)
		}
		if y == 0 {
			from, y = i, claimedFigure(claimed[end].folded)
			end++
		}
		if y == 0 || end >= len(claimed) || !has(p, "source-nouns", sourceNouns, claimed[end].folded) {
			continue
		}
		if year != 0 && year != y {
			return 0, ""
		}
		var printed []string
		for _, w := range claimed[from : end+1] {
			printed = append(printed, w.printed)
		}
		year, phrase = y, strings.Join(printed, " ")
	}
	return year, phrase
}

// A claimWord is a word of a claim, without the marks around it.
type claimWord struct{ printed, folded string }

// claimWords yields the words of a text.
func claimWords(text string) iter.Seq[claimWord] {
	return func(yield func(claimWord) bool) {
		for w := range strings.FieldsSeq(text) {
			if w = strings.TrimFunc(w, isNoWord); w != "" && !yield(claimWord{w, foldClaimed(w)}) {
				return
			}
		}
	}
}

// hasClaimWord reports whether a text has a word.
func hasClaimWord(text string, word claimWord) bool {
	for w := range strings.FieldsSeq(text) {
		if w = strings.TrimFunc(w, isNoWord); w != "" && beginsAlike(w, word.folded) && foldClaimed(w) == word.folded {
			return true
		}
	}
	return false
}

func isNoWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func foldClaimed(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(match.Fold(w), "'s"), "’s")
}

// beginsAlike reports whether a word may be the folded one, by their first letters.
func beginsAlike(w, folded string) bool {
	if folded == "" || w[0] >= utf8.RuneSelf || folded[0] >= utf8.RuneSelf {
		return true
	}
	return w[0]|0x20 == folded[0]|0x20
}

func sameWords(a, b []claimWord) bool {
	for i := range b {
		if a[i].folded != b[i].folded {
			return false
		}
	}
	return true
}

func claimedFigure(s string) int {
	if len(s) != 4 || !isFigure(s) || s < "1500" || s > "2199" {
		return 0
	}
	y, _ := strconv.Atoi(s)
	return y
}

var consistencyTranslatedTitles = &checker.Rule{
	ID:       "consistency/translated-titles",
	Severity: checker.Info,
	Doc: doc("A title in another script has no translation, where the others do",
		"Most titles that the readers of this text cannot read are translated for them. This one is not.",
		"The dues rose, said the papers.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “港口费用再次上涨” (Port Dues Rise Again), 港口日报, 3 May 2024.\n\n"+
			"[^2]: “渔民离开海岸” (Fishers Leave the Coast), 港口日报, 4 May 2024.\n\n"+
			"[^3]: “盐与法律” (Salt and Law), 港口日报, 5 May 2024.\n\n"+
			"[^4]: “码头出售” (A Quay for Sale), 港口日报, 6 May 2024.\n\n"+
			"[^5]: “漫长的疏浚”, 港口日报, 7 May 2024.",
		"Put a translation behind the title, in brackets.",
		"with fewer than five such titles, or where fewer than four in five have a translation; for titles in the text's own script."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			if own := scriptOf(bodySample(d)); own != nil {
				checkTranslations(p, d, own)
			}
		}
	},
}

func checkTranslations(p *checker.Pass, d *checker.Document, own *unicode.RangeTable) {
	samples := map[bool][]sample{}
	for _, n := range d.Notes {
		entry := n.Kind == checker.Bibliography
		for _, c := range n.Citations {
			if !isStated(c) || hasWord(c.Rest) {
				continue
			}
			script := scriptOf(c.Title)
			if script == nil || script == own {
				continue
			}
			s := sample{form: "a translation", also: "none", span: c.Span, about: checker.Subject{Document: d, Note: n, Citation: c}}
			if c.ParallelTitle == "" {
				s.form, s.also = "none", ""
			}
			samples[entry] = append(samples[entry], s)
		}
	}
	h := habit{"this title has", "titles in another script have"}
	minority(p, h, samples[false])
	minority(p, h, samples[true])
}

// maxSample is how many bytes of the body show its script.
const maxSample = 4096

func bodySample(d *checker.Document) string {
	var b strings.Builder
	for _, block := range d.Body {
		if block.Kind == checker.Paragraph && b.Len() < maxSample {
			text := block.Text()
			b.WriteString(text[:min(len(text), maxSample)])
		}
	}
	return b.String()
}

// scripts are those that texts are told apart by; Han stands for all that write with it.
var scripts = [...]*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Han, unicode.Hangul, unicode.Devanagari, unicode.Thai}

// scriptOf returns the script of nine in ten letters of a text; nil if there is none.
func scriptOf(text string) *unicode.RangeTable {
	letters := 0
	var counts [len(scripts)]int
	for _, r := range text {
		if r < utf8.RuneSelf {
			if r |= 0x20; 'a' <= r && r <= 'z' {
				letters++
				counts[0]++ // Latin
			}
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
			r = '一'
		}
		for i, s := range scripts {
			if unicode.Is(s, r) {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		if letters > 0 && 10*n >= 9*letters {
			return scripts[i]
		}
	}
	return nil
}

package rule

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleOCR = &checker.Rule{
	ID:       "style/ocr",
	Severity: checker.Warning,
	Fix:      checker.SafeFix,
	Doc: doc("Letters as a scan or a PDF left them",
		"Whoever searches for the word does not find it: a ligature is another letter, and half a word is another word.",
		"The dues rose.[^1]\n\n[^1]: “Tolls and \ufb01sheries”, *Port News*, 3 May 2024.",
		"Write the letters one by one, and close the word up.",
		"for words that are parted by a blank, unless the whole word stands twice elsewhere in the document and its parts nowhere."),
	Check: checkOCR,
}

func checkOCR(p *checker.Pass) {
	for i, texts := range textsOfNotes.In(p) {
		if len(texts) == 0 {
			continue
		}
		counts := countWords(p.Documents[i], texts)
		for _, t := range texts {
			if !t.n.Span.IsZero() {
				reportLetters(p, t)
				reportParted(p, t, counts)
			}
		}
	}
}

// reportLetters reports the ligatures of a note, and its control characters, once each.
func reportLetters(p *checker.Pass, t *noteText) {
	var ligatures, controls []checker.Span
	var edits []checker.Edit
	var first, firstControl rune
	for i, r := range t.n.Text {
		isLigature := r >= 0xFB00 && r <= 0xFB06
		if !isLigature && (!unicode.IsControl(r) || r == '\n' || r == '\t' || r == '\r') {
			continue
		}
		where := t.span(i, i+utf8.RuneLen(r))
		if !isLigature {
			firstControl = cmp.Or(firstControl, r)
			controls = append(controls, where)
			continue
		}
		first = cmp.Or(first, r)
		ligatures = append(ligatures, where)
		if t.d.Text(where) == string(r) {
			edits = append(edits, checker.Edit{Span: where, NewText: lettersIn(r)})
		}
	}
	if len(ligatures) > 0 {
		message := fmt.Sprintf("the ligature U+%04X stands for the letters %s", first, quoted(lettersIn(first)))
		reportAll(p, t, message, "ligature", ligatures, &checker.Fix{Message: "write the letters", Safe: true, Edits: edits})
	}
	if len(controls) > 0 {
		reportAll(p, t, fmt.Sprintf("the control character U+%04X stands in the note", firstControl), "such character", controls, nil)
	}
}

// lettersIn returns the letters that a ligature stands for.
func lettersIn(ligature rune) string {
	return strings.ReplaceAll(norm.NFKC.String(string(ligature)), "ſ", "s")
}

// reportAll reports what stands at several places of a note as one finding at the first.
func reportAll(p *checker.Pass, t *noteText, message, what string, places []checker.Span, fix *checker.Fix) {
	if more := len(places) - 1; more > 0 {
		message += ", and " + count(more, what) + " more"
	}
	f := checker.Finding{Message: message, Span: places[0], Subject: t.about(places[0])}
	if fix != nil && len(fix.Edits) == len(places) {
		f.Fix = fix
	}
	p.Report(f)
}

// eachWord calls f with the places of the words of a text that are of cased letters only.
func eachWord(text string, f func(from, to int)) {
	start, plain := -1, true
	end := func(i int) {
		if start >= 0 && plain {
			f(start, i)
		}
		start = -1
	}
	for i, r := range text {
		letter := r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z') || r >= utf8.RuneSelf && unicode.IsLetter(r)
		if !letter && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’' && r != '_' {
			end(i)
			continue
		}
		if start < 0 {
			start, plain = i, true
		}
		plain = plain && letter && !match.IsCJK(r)
	}
	end(len(text))
}

// wordCounts say how often words stand in a document and its notes, however they are written.
type wordCounts struct {
	written map[string]*int // by the word as written, so that each is folded once
	folded  map[string]*int
}

// of returns how often a folded word stands there.
func (w wordCounts) of(folded string) int {
	if n := w.folded[folded]; n != nil {
		return *n
	}
	return 0
}

func (w wordCounts) add(word string) {
	n := w.written[word]
	if n == nil {
		folded := match.Fold(word)
		if n = w.folded[folded]; n == nil {
			n = new(int)
			w.folded[folded] = n
		}
		w.written[word] = n
	}
	*n++
}

func countWords(d *checker.Document, notes []*noteText) wordCounts {
	counts := wordCounts{map[string]*int{}, map[string]*int{}}
	count := func(text string) {
		eachWord(text, func(from, to int) { counts.add(text[from:to]) })
	}
	for _, b := range d.Body {
		if b.Kind != checker.Code {
			count(b.Text())
		}
	}
	for _, t := range notes {
		count(t.prose)
	}
	return counts
}

// reportParted reports words that a blank parts: “fish eries” where “fisheries” stands twice.
func reportParted(p *checker.Pass, t *noteText, counts wordCounts) {
	text := t.prose
	start, head := 0, "" // the word before, folded, if it may be the first part of one
	end := 0
	eachWord(text, func(from, to int) {
		if *counts.written[text[from:to]] > 1 {
			head = ""
			return
		}
		word := match.Fold(text[from:to])
		if len(word) < 2 {
			head = ""
			return
		}
		first, _ := utf8.DecodeRuneInString(text[from:])
		if whole := counts.of(head + word); head != "" && whole >= 2 && text[end:from] == " " && unicode.IsLower(first) {
			where := t.span(start, to)
			p.Report(checker.Finding{
				Message: fmt.Sprintf("%s is one word elsewhere, %d times", quoted(text[start:to]), whole),
				Span:    where, Subject: t.about(where),
			})
		}
		start, end, head = from, to, word
	})
}

var styleNormalization = &checker.Rule{
	ID:       "style/normalization",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("A letter and its accent are two characters",
		"The word looks right, and a search for it finds nothing, since everybody else writes the letter as one character.",
		"The dues rose.[^1]\n\n[^1]: “Les pe\u0301ages montent”, *Port News*, 3 May 2024.",
		"Write the composed letter (Unicode's form NFC).",
		"for letters that have no composed form, and in addresses."),
	Check: func(p *checker.Pass) {
		for t := range texts(p) {
			if t.n.Span.IsZero() || norm.NFC.IsNormalString(t.n.Text) {
				continue
			}
			text := t.prose
			var places []checker.Span
			fix := &checker.Fix{Message: "compose the letters", Safe: true}
			first := ""
			for _, at := range decomposed(text) {
				where, written := t.span(at[0], at[1]), text[at[0]:at[1]]
				first = cmp.Or(first, written)
				places = append(places, where)
				if t.d.Text(where) == written {
					fix.Edits = append(fix.Edits, checker.Edit{Span: where, NewText: norm.NFC.String(written)})
				}
			}
			if len(places) > 0 {
				reportAll(p, t, "not in the composed form: "+quoted(first), "word", places, fix)
			}
		}
	},
}

// decomposed returns the words of a text in which a letter and a mark are to be composed.
func decomposed(text string) [][2]int {
	var all [][2]int
	start, marked := -1, false
	for i, r := range text + " " {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			if start < 0 {
				start, marked = i, false
			}
			marked = marked || unicode.IsMark(r)
		case start >= 0:
			if word := text[start:i]; marked && utf8.RuneCountInString(norm.NFC.String(word)) < utf8.RuneCountInString(word) {
				all = append(all, [2]int{start, i})
			}
			start = -1
		}
	}
	return all
}

package match

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A quotation is what a text quotes, taken apart.
type quotation struct {
	segments []segment // between ellipses, in order; each has letters
	letters  int       // of all segments; a Han or kana character counts as two
	words    int       // of all segments
	han      int       // Han and kana characters
}

// A segment is a stretch of a quotation without an ellipsis.
type segment struct {
	text   string // as written
	pieces []piece
}

// A piece is a stretch of a segment without brackets.
type piece struct {
	*Text
	between bracket // what stands before it, if it is not the first
}

// A bracket is what an editor put into a quotation: it stands for itself, for nothing, or for other
// words of the source.
type bracket struct {
	inside *Text
	left   bool // it touches the word before: word[s]
	right  bool // it touches the word behind: [un]known
}

// maxQuotation is how many bytes of a quotation are looked for.
const maxQuotation = 16 << 10

// maxPieces is how many brackets of a segment, and how many segments, are understood.
const maxPieces = 32

var (
	editors  = regexp.MustCompile(`(?i)[\[(（［]\s*(?:sic[!?.]?|!|\?|recte)\s*[\])）］]|[\[(（［](?:[^\[\]()（）［］]{0,24}\b)?(?:(?:emphas[ie]s|italics?|bold|underlining|stress)\s+(?:(?:is|was)\s+)?(?:added|mine|ours|supplied|in (?:the )?original|removed|omitted)|my emphasis|our emphasis|hervorhebung(?:en)?[^\[\]()]{0,40}|herv\. [^\[\]()]{0,40}|c'est (?:moi|nous) qui soulign[^\[\]()]{0,20}|nous soulignons|je souligne|énfasis (?:añadido|mío|nuestro)|cursivas? (?:añadidas?|mías?|nuestras?)|corsivo (?:mio|nostro|aggiunto)|grifo (?:meu|nosso)|выделено[^\[\]()]{0,40}|курсив[^\[\]()]{0,40}|citations? omitted|internal quotation marks omitted|footnotes? omitted)[^\[\]()（）［］]{0,24}[\])）］]|[（(［\[]\s*(?:着重号为?[^（）()\]］]{0,16}|强调为?[^（）()\]］]{0,16}|原文如此)\s*[）)］\]]`)
	ellipsis = regexp.MustCompile(`[\[({（［<]\s*(?:…+|⋯+|(?:\.\s?){3,6}|\.\.|-{2,3})\s*[\])}）］>]|…[….]*|⋯+|\.(?:[ \x{00A0}\x{2009}\x{202F}]?\.){2,}`)
	footed   = regexp.MustCompile(`[\[［]\s*(?:\^[\p{L}\d_.-]{1,24}|[*†‡§]|(?i:note|fn|nb)\.? ?\d{1,3})\s*[\]］]|\x{FFFC}`)
	raised   = regexp.MustCompile(`([\p{L}]{3}|[\p{P}])[¹²³⁰⁴-⁹]{1,3}`)
)

// parseQuotation takes a quotation apart.
func parseQuotation(s string) quotation {
	s = strings.ToValidUTF8(s[:min(len(s), maxQuotation)], "")
	s = footed.ReplaceAllString(editors.ReplaceAllString(s, " "), "")
	s = raised.ReplaceAllString(s, "$1")
	var q quotation
	for _, part := range ellipsis.Split(s, maxPieces) {
		if g := parseSegment(part); len(g.pieces) > 0 {
			q.segments = append(q.segments, g)
		}
	}
	for _, g := range q.segments {
		for _, p := range g.pieces {
			for i, r := range p.letters {
				if q.letters++; IsCJK(r) {
					q.letters, q.han = q.letters+1, q.han+1
				} else if i == 0 || p.gaps.has(i) {
					q.words++
				}
			}
		}
	}
	q.words += q.han / 2
	return q
}

var squareBrackets = strings.NewReplacer("［", "[", "］", "]", "〔", "[", "〕", "]")

// parseSegment parts a segment at its brackets.
func parseSegment(s string) segment {
	s = squareBrackets.Replace(trimMarks(s))
	g := segment{text: s}
	var between bracket
	var plain strings.Builder
	flush := func() {
		t := NewText(plain.String())
		plain.Reset()
		if t.letters == "" {
			return
		}
		g.pieces = append(g.pieces, piece{t, between})
		between = bracket{}
	}
	rest := s
	for len(g.pieces) < maxPieces {
		i := strings.IndexByte(rest, '[')
		if i < 0 {
			break
		}
		j := strings.IndexByte(rest[i:], ']')
		if j < 0 {
			break
		}
		inside, after := rest[i+1:i+j], rest[i+j+1:]
		before := plain.String() + rest[:i]
		left, right := endsInLetter(before), startsWithLetter(after)
		if right && utf8.RuneCountInString(inside) == 1 {
			plain.WriteString(rest[:i] + inside) // [w]ord
			rest = after
			continue
		}
		plain.WriteString(rest[:i])
		flush()
		between = bracket{NewText(inside), left, right}
		rest = after
	}
	plain.WriteString(rest)
	flush()
	return g
}

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWord(r) && !IsCJK(r)
}

func startsWithLetter(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if foldRune(r) == '\'' { // [L]'autorité
		r, _ = utf8.DecodeRuneInString(s[size:])
	}
	return isWord(r) && !IsCJK(r)
}

// trimMarks takes white space and quotation marks off the ends of s.
func trimMarks(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'“”„‟«»‘’‚‛‹›「」『』`´", r) || r < ' '
	})
}

// runes returns the letters of a segment without what stands in brackets, as runes.
func (g segment) runes() []rune {
	var all []rune
	for _, p := range g.pieces {
		all = append(all, []rune(p.letters)...)
	}
	return all
}

// size returns the letters and words of a segment, as those of a quotation.
func (g segment) size() (letters, words, han int) {
	q := quotation{}
	for _, p := range g.pieces {
		for i, r := range p.letters {
			if q.letters++; IsCJK(r) {
				q.han++
			} else if i == 0 || p.gaps.has(i) {
				q.words++
			}
		}
	}
	return q.letters, q.words, q.han
}

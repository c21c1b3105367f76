package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker stands in for a marker in the text of a block.
const marker = '\ufffc'

// sentences returns the ends of the sentences of text, the last being its length. A sentence takes
// along the closing marks, brackets and markers behind its stop. It follows UAX #29 in what ends a
// sentence (the property Sentence_Terminal), with the abbreviations, initials and ordinals of notes
// on top; no sentence ends inside a quotation or a bracket unless that closes right there. pairs
// are the quotations of text.
func sentences(text string, pairs []pair) []int {
	var ends []int
	depth, pairAt := 0, 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' && c != '(' && c != '[' && c != ')' && c != ']' && c != '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch r {
		case '(', '[', '（', '【':
			depth++
			continue
		case ')', ']', '）', '】':
			depth = max(0, depth-1)
			continue
		case '\n':
			depth = 0
			continue
		}
		if r != '…' && !unicode.Is(unicode.STerm, r) && r != '.' {
			continue
		}
		wide := r == '。' || r == '！' || r == '？'
		end, brackets := closers(text, i)
		for pairAt < len(pairs) && (pairs[pairAt].outer < i || pairs[pairAt].open) {
			pairAt++
		}
		if pairAt < len(pairs) && pairs[pairAt].start < i && pairs[pairAt].end > end {
			continue // inside a quotation that goes on
		}
		if depth > brackets && depth < 8 {
			continue
		}
		if end < len(text) && !wide {
			next := skipBlank(text, end)
			if next == end {
				continue
			}
			if !startsSentence(text, next) || r == '.' && (notAnEnd(text, i-size, next)) {
				continue
			}
		}
		depth = 0
		// Markers may stand behind the white space.
		for {
			next := skipBlank(text, end)
			if next == end || !strings.HasPrefix(text[next:], string(marker)) {
				break
			}
			end = next
			for strings.HasPrefix(text[end:], string(marker)) {
				end += len(string(marker))
			}
		}
		ends = append(ends, end)
		i = max(i, end)
	}
	if n := len(ends); n == 0 || ends[n-1] < len(text) {
		if n > 0 && strings.TrimSpace(strings.ReplaceAll(text[ends[n-1]:], string(marker), "")) == "" {
			ends[n-1] = len(text)
		} else {
			ends = append(ends, len(text))
		}
	}
	return ends
}

// closers returns the end of the stops, closing marks, brackets and markers at i, and how many
// brackets close.
func closers(text string, i int) (end, brackets int) {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '”', '’', '"', '\'', '»', '›', '」', '』', '》', marker:
		case '“', '‘': // German closing marks, if no text follows
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); unicode.IsLetter(next) {
				return i, brackets
			}
		case ')', ']', '）', '】':
			brackets++
		default:
			return i, brackets
		}
		i += size
	}
	return i, brackets
}

// startsSentence reports whether a sentence may begin at i: with a capital, a figure, an opening
// mark or bracket, a letter without case, or a marker.
func startsSentence(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	for i+1 < len(text) && (text[i] == '=' || text[i] == '~' || text[i] == '_') { // ==marked==
		i++
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	switch {
	case unicode.IsUpper(r), unicode.IsTitle(r), unicode.IsDigit(r), isOpenBracket(r), r == marker:
		return true
	case isQuoteMark(r), r == '¿', r == '¡', isDash(r):
		return true
	}
	return unicode.IsLetter(r) && !unicode.IsLower(r)
}

// notAnEnd reports whether the full stop at i belongs to an abbreviation, an initial or an ordinal;
// next is where the text goes on.
func notAnEnd(text string, i, next int) bool {
	start := i
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || isIdeograph(r) || i-start > 24 {
			break
		}
		start -= size
	}
	w := text[start:i]
	if w == "" {
		return false
	}
	if c := w[0]; c >= '0' && c <= '9' {
		return len(w) <= 2 && isMonthAt(text, next)
	}
	r, size := utf8.DecodeRuneInString(w)
	if yearWords[w] && afterFigure(text[:start]) {
		return isInitialAt(text, next) // in 1911 г. A. N. Belov …
	}
	if unicode.IsDigit(runeAt(text, next)) && countsThings(text[:start], w) {
		return true
	}
	if size == len(w) {
		// One letter: an initial, unless a sentence plainly ends in it ("Plan B.", "and I.").
		if r == 'v' && strings.HasSuffix(text[:start], " ") {
			return true
		}
		return unicode.IsUpper(r) && !(r == 'I' && strings.HasSuffix(text[:start], " ")) || start > 0 && text[start-1] == '.' && !endOfRow(text, start, next)
	}
	low := strings.ToLower(w)
	return proseAbbreviations[low] || titleAbbreviations[low] && next < len(text) || firmWords[low] && firmWords[wordAt(text, next)]
}

// countsThings reports whether the abbreviation w, which stands behind before and in front of a
// figure, says what that figure counts: p. 3, Abb. 3, env. 3,5.
func countsThings(before, w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	if size == len(w) {
		return unicode.IsLower(r) && !afterFigure(before) // not "3.5 m. 12 ships"
	}
	low := strings.ToLower(w)
	return figureAbbreviations[low] || unicode.IsUpper(r) && utf8.RuneCountInString(w) <= 3 && w != strings.ToUpper(w) && !months[low] && strings.TrimSpace(before) != ""
}

// afterFigure reports whether s ends in a figure and white space.
func afterFigure(s string) bool {
	t := strings.TrimRight(s, " \u00a0\u202f")
	return len(t) < len(s) && t != "" && t[len(t)-1] >= '0' && t[len(t)-1] <= '9'
}

// isInitialAt reports whether a capital and a full stop stand at i.
func isInitialAt(text string, i int) bool {
	r, size := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(r) && strings.HasPrefix(text[i+size:], ".")
}

func runeAt(text string, i int) rune {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// wordAt returns the letters at i, in lower case.
func wordAt(text string, i int) string {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) {
			break
		}
		end += size
	}
	return strings.ToLower(text[i:end])
}

// endOfRow reports whether the abbreviation with full stops inside that begins before start (p.m.,
// U.S.) ends a sentence: what follows is no name.
func endOfRow(text string, start, next int) bool {
	head := text[:start]
	if k := strings.LastIndexByte(head, ' '); k >= 0 {
		head = head[k+1:]
	}
	low := strings.ToLower(head)
	return low == "p." || low == "a." // p.m., a.m.
}

// isMonthAt reports whether the name of a month begins at i (4. Februar).
func isMonthAt(text string, i int) bool {
	return months[wordAt(text, i)]
}

var months = wordSet("januar jänner februar märz april mai juni juli august september oktober november dezember januari februari maart mei augustus oktober december leden únor březen ledna února března dubna května června července srpna září října listopadu prosince")

// proseAbbreviations hardly ever end a sentence.
var proseAbbreviations = wordSet(`dr mr mrs ms mx prof st sr messrs gen col lt sgt capt gov sen rep pres hon rev fr no nos nr vol vols fig figs
art arts pp ed eds vs v cf viz al ca approx dept para paras ch chap sec bzw usw vgl bspw ggf inkl zzgl abs ziff mio mrd evtl sog ff rn jh
mme mlle mm fa frl dipl sra srta dra ing lic núm pág av ul im prof inż św тыс млн млрд им ул рис табл руб гл ст см напр проф акад доц вул`)

// figureAbbreviations do not end a sentence before a figure.
var figureAbbreviations = wordSet(`abb afb anm aprox bd bl blz cap env est ex kap ok pag págs par rys sayf str sek séc siec şek tab taf tabl tel teil
tom yakl гл кн ок прим разд стб стр таб мал розд`)

// yearWords stand behind a year.
var yearWords = wordSet("г гг р рр")

// firmWords do not end a sentence before another of them (Quay & Co. Ltd.).
var firmWords = wordSet("co ltd inc corp bros llc plc gmbh")

// titleAbbreviations end a sentence now and then, but not before a capital in its middle.
var titleAbbreviations = wordSet("jan feb mar apr aug sept sep oct nov dec mt ft")

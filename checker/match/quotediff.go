package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Diff is one stretch of a comparison from a quotation to its source.
type Diff struct {
	Op    string // "equal", "removed", "added"
	Text  string
	Class string // the gravest class of its words; empty if equal
}

// classes are the kinds of words that differ, gravest first.
var classes = []string{"number", "negation", "modal", "hedge", "name", "word", "spelling", "marker", "hyphen"}

// maxDiffed is how many words of either side are compared.
const maxDiffed = 700

// diffWords compares a quotation with what a source has in its stead, word by word.
func diffWords(quoted, source string) []Diff {
	a, b := words(quoted), words(source)
	a, b = a[:min(len(a), maxDiffed)], b[:min(len(b), maxDiffed)]
	d := differ{quoted: quoted, source: source, a: a, b: b}
	d.align()
	return d.render()
}

type differ struct {
	quoted, source string
	a, b           []word
	pairs          [][2]int
}

// align finds the longest common sequence of words.
func (d *differ) align() {
	n, m := len(d.a), len(d.b)
	table := make([]uint16, (n+1)*(m+1))
	at := func(i, j int) *uint16 { return &table[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if d.a[i].text == d.b[j].text {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case d.a[i].text == d.b[j].text:
			d.pairs = append(d.pairs, [2]int{i, j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
}

// render makes stretches of the words that are common and those that are not.
func (d *differ) render() []Diff {
	var out []Diff
	i, j := 0, 0
	equal := -1 // where in b a common stretch began
	flush := func(end int) {
		if equal >= 0 && end > equal {
			out = append(out, Diff{"equal", shorten(d.source[d.b[equal].start:d.b[end-1].end]), ""})
		}
		equal = -1
	}
	for _, p := range append(slices.Clip(d.pairs), [2]int{len(d.a), len(d.b)}) {
		if i < p[0] || j < p[1] {
			flush(j)
			removed, added := d.a[i:p[0]], d.b[j:p[1]]
			class := d.classify(removed, added)
			if len(removed) > 0 {
				out = append(out, Diff{"removed", shorten(d.quoted[removed[0].start:removed[len(removed)-1].end]), class[0]})
			}
			if len(added) > 0 {
				out = append(out, Diff{"added", shorten(d.source[added[0].start:added[len(added)-1].end]), class[1]})
			}
		}
		if p[0] == len(d.a) {
			flush(p[1])
			break
		}
		if equal < 0 {
			equal = p[1]
		}
		i, j = p[0]+1, p[1]+1
	}
	return out
}

// shorten cuts a long stretch in its middle.
func shorten(s string) string {
	const most = 300
	s = oneLine(s)
	if len(s) <= most {
		return s
	}
	return strings.TrimSpace(s[:runeStart(s, most/2)]) + " … " + strings.TrimSpace(s[runeStart(s, len(s)-most/2):])
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// classify returns the gravest classes of what is removed and of what is added in its stead.
func (d *differ) classify(removed, added []word) [2]string {
	joinedA, joinedB := joinWords(removed), joinWords(added)
	switch {
	case len(removed) == 0 && len(added) > 0 && isMarkerRun(d.source, added):
		return [2]string{"", "marker"}
	case joinedA == joinedB:
		return [2]string{"hyphen", "hyphen"}
	case len(added) > 0 && len(added) == len(removed) && allMarked(removed, added):
		return [2]string{"marker", "marker"}
	case len(removed) == len(added) && len(added) > 0 && gravest(d.quoted, removed) == "word" && allSpelled(removed, added):
		return [2]string{"spelling", "spelling"}
	}
	return [2]string{gravest(d.quoted, removed), gravest(d.source, added)}
}

func joinWords(ws []word) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.text)
	}
	return b.String()
}

// isMarkerRun reports whether words that only the source has are markers of notes: [3], or a number
// between a stop and a word.
func isMarkerRun(s string, ws []word) bool {
	for _, w := range ws {
		if len(w.text) > 3 || strings.Trim(w.text, "0123456789") != "" && len(w.text) > 1 {
			return false
		}
		if !strings.HasSuffix(s[:w.start], "[") || !strings.HasPrefix(s[w.end:], "]") {
			return false
		}
	}
	return true
}

// allMarked reports whether each word of the source is that of the quotation with digits behind it.
func allMarked(quoted, source []word) bool {
	for i, w := range quoted {
		rest, ok := strings.CutPrefix(source[i].text, w.text)
		if w.text == source[i].text {
			continue
		}
		if !ok || len(rest) > 3 || strings.Trim(rest, "0123456789") != "" || len(w.text) < 2 || strings.ContainsAny(w.text, "0123456789%$") {
			return false
		}
	}
	return true
}

// allSpelled reports whether the words differ as British and American spelling do.
func allSpelled(a, b []word) bool {
	for i := range a {
		if a[i].text != b[i].text && oneSpelling(a[i].text) != oneSpelling(b[i].text) {
			return false
		}
	}
	return true
}

var spellings = strings.NewReplacer(
	"isation", "ization", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize", "yse", "yze", "ysed", "yzed", "ysing", "yzing",
	"our", "or", "lled", "led", "lling", "ling", "ller", "ler", "tre", "ter", "ence", "ense", "ogue", "og", "programme", "program",
	"grey", "gray", "cheque", "check", "judgement", "judgment", "aeo", "eo", "aes", "es", "aem", "em", "oed", "ed",
)

// oneSpelling returns a word of five letters or more in one of its spellings.
func oneSpelling(w string) string {
	if len(w) < 4 {
		return w
	}
	return spellings.Replace(w)
}

// gravest returns the gravest class of words of s.
func gravest(s string, ws []word) string {
	if len(ws) == 0 {
		return ""
	}
	best := slices.Index(classes, "word")
	note := func(class string) { best = min(best, slices.Index(classes, class)) }
	check := func(w word) {
		switch {
		case isNumber(w.text) || isListed(w, numerals, numeralSigns):
			note("number")
		case isListed(w, negations, negationSigns) || isElided(s[w.start:w.end]):
			note("negation")
		case isListed(w, modals, modalSigns):
			note("modal")
		case isListed(w, hedges, hedgeSigns):
			note("hedge")
		case isName(s, w):
			note("name")
		}
	}
	for i, w := range ws {
		check(w)
		// Words of Han have no ends: two and three characters are tried, too.
		for n := 2; n <= 3 && i+n <= len(ws); n++ {
			if r, _ := utf8.DecodeRuneInString(w.text); IsCJK(r) {
				check(word{joinWords(ws[i : i+n]), w.start, ws[i+n-1].end})
			}
		}
	}
	return classes[best]
}

func isNumber(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool {
		return unicode.IsDigit(r) || r == '%' || r == '$' || r == '‰' || unicode.Is(unicode.Sc, r)
	})
}

// isName reports whether a word is written with a capital, and not because a sentence begins there.
func isName(s string, w word) bool {
	r, _ := utf8.DecodeRuneInString(s[w.start:])
	if !unicode.IsUpper(r) {
		return false
	}
	before := strings.TrimRightFunc(s[:w.start], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'“”„«»‘’([", r) })
	if before == "" {
		return strings.ContainsFunc(s[w.start+utf8.RuneLen(r):w.end], unicode.IsUpper)
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return !strings.ContainsRune(".!?:…", last)
}

package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"

	"github.com/citelint/citelint/checker/match"
)

// A citation may give less of a name than the page, or more: initials, one of two given names, none
// of the middle names. What is between the two is told from other words by capitals and marks, so
// that the text is read as it is printed.

// A printedWord is one word of a text.
type printedWord struct {
	plain   string // folded, without diacritics
	capital bool   // it begins with a capital, or its script has none
	caseful bool   // its script has capitals
	joint   joint  // what stands before it
	line    int32
}

type joint uint8

const (
	blankJoint  joint = iota
	hyphenJoint       // a hyphen or nothing that parts names
	stopJoint         // a full stop
	commaJoint
	otherJoint
)

// A printed text is one that names are looked for in.
type printedText struct {
	words []printedWord
	lines []int32 // how many words each line has
	loose []string
}

// maxNameWords bounds the words of a text that names are looked for in.
const maxNameWords = 100_000

func newPrintedText(s string) *printedText {
	t := &printedText{lines: []int32{0}}
	before := otherJoint
	for i := 0; i < len(s) && len(t.words) < maxNameWords; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			switch next := jointOf(r); {
			case r == '\n':
				before = otherJoint
				t.lines = append(t.lines, 0)
			case next == blankJoint && before == stopJoint, next == stopJoint && before == blankJoint:
				before = stopJoint
			default:
				before = max(before, next)
			}
			i += size
			continue
		}
		end := i
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !isApostrophe(r) && r != '\u00AD' {
				break
			}
			end += size
		}
		last := int32(len(t.lines) - 1)
		caseful := unicode.IsUpper(r) || unicode.IsLower(r)
		t.words = append(t.words, printedWord{match.Plain(match.Letters(s[i:end])), !unicode.IsLower(r), caseful, before, last})
		t.lines[last]++
		i, before = end, blankJoint
	}
	return t
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

func jointOf(r rune) joint {
	switch {
	case unicode.IsSpace(r):
		return blankJoint
	case r == '-' || r == '‐' || r == '‑' || r == '־' || isApostrophe(r):
		return hyphenJoint
	case r == '.':
		return stopJoint
	case r == ',' || r == '،':
		return commaJoint
	}
	return otherJoint
}

// A person is a cited name in its parts, as plain words.
type person struct {
	family  []string
	given   string // the first given name, or its initial
	initial bool
}

func newPerson(family, given string) (person, bool) {
	p := person{family: strings.Fields(match.Plain(match.Skeleton(family)))}
	if g := strings.Fields(match.Plain(match.Skeleton(given))); len(g) > 0 {
		p.given = g[0]
	}
	p.initial = utf8.RuneCountInString(p.given) == 1
	return p, len(p.family) > 0 && p.given != ""
}

// has reports whether a text names a person: the family name, with the given one before it and
// nothing but middle names between, or behind it as lists of names and some languages have it.
func (t *printedText) has(p person, familyFirst bool) bool {
	n := len(p.family)
	for i := 0; i+n <= len(t.words); i++ {
		if t.words[i].plain == p.family[0] && t.hasFamily(p, i) && (t.givenBefore(p, i) || t.givenBehind(p, i, i+n, familyFirst)) {
			return true
		}
	}
	return false
}

func (t *printedText) hasFamily(p person, i int) bool {
	for k, f := range p.family {
		if w := t.words[i+k]; w.plain != f || k > 0 && w.joint > hyphenJoint {
			return false
		}
	}
	return t.words[i].capital || particles[p.family[0]]
}

// maxMiddle is how many words there may be between a given and a family name.
const maxMiddle = 3

// shortLine is how many words a line has that may be one of names.
const shortLine = 16

func (t *printedText) givenBefore(p person, i int) bool {
	const abbreviation = 2
	sure := true // what is between is initials and particles only
	for k := 1; k <= maxMiddle+1 && i-k >= 0; k++ {
		w, next := t.words[i-k], t.words[i-k+1]
		switch {
		case next.joint > stopJoint, next.joint == stopJoint && utf8.RuneCountInString(w.plain) > abbreviation:
			return false
		case p.fits(w) && (sure || !p.initial || t.lines[w.line] <= shortLine):
			return true
		case particles[w.plain], w.joint == hyphenJoint: // Ji-woo
		case !w.capital || !w.caseful && k > 1:
			return false
		case next.joint == hyphenJoint || utf8.RuneCountInString(w.plain) == 1:
		default:
			sure = false
		}
	}
	return false
}

// isUnit reports whether the words from i on to end stand in a short line with marks or nothing around
// them.
func (t *printedText) isUnit(i, end int) bool {
	ends := func(k int) bool {
		return k <= 0 || k >= len(t.words) || t.words[k].line != t.words[k-1].line || t.words[k].joint >= commaJoint
	}
	return ends(i) && ends(end) && t.lines[t.words[i].line] <= shortLine
}

func (p person) fits(w printedWord) bool {
	if !w.capital {
		return false
	}
	if p.initial {
		return strings.HasPrefix(w.plain, p.given)
	}
	return w.plain == p.given
}

// givenBehind looks for a given name of which an initial is cited: Kő István, and Hall, John where
// no name stands before.
func (t *printedText) givenBehind(p person, i, end int, familyFirst bool) bool {
	if end >= len(t.words) || !p.fits(t.words[end]) || t.words[i].line != t.words[end].line {
		return false
	}
	switch t.words[end].joint {
	case blankJoint:
		return familyFirst || t.isUnit(i, end+1)
	case commaJoint:
		first := i == 0 || t.words[i].joint > blankJoint || !t.words[i-1].capital
		return first && t.lines[t.words[i].line] <= shortLine
	}
	return false
}

// honours are the words before a name, and suffixes those behind it, that are no part of it.
var (
	honours  = set("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady", "rev", "hon", "phil", "med", "jur", "ing", "dipl", "mag", "herr", "frau", "m", "mme", "mlle", "dott", "dottssa", "sig", "sra", "dra", "don", "doña", "gen", "col", "capt", "lt", "maj", "amb", "ambassador", "senator", "sen", "rep", "gov", "judge", "justice", "д", "проф")
	suffixes = set("jr", "sr", "ii", "iii", "iv", "phd", "md", "jd", "esq", "obe", "mbe", "cbe", "mp", "mep")
	// bodyWords are in the names of organisations and not in those of people.
	bodyWords = set("of", "for", "the", "and", "institute", "institut", "university", "universität", "université", "ministry", "office", "agency", "council", "commission", "committee", "bureau", "department", "association", "foundation", "society", "group", "news", "press", "times", "post", "centre", "center", "bank", "company", "inc", "ltd", "gmbh", "für", "und", "des", "les", "pour", "et")
)

// people returns the persons that an undivided name may be: Dr. Jane A. Doe, J. van der Doe, Doe J.
func people(undivided string) []person {
	words := strings.FieldsFunc(undivided, func(r rune) bool { return unicode.IsSpace(r) || r == '.' })
	for len(words) > 2 && honours[match.Letters(words[0])] && (len(words) > 3 || utf8.RuneCountInString(words[0]) > 1) {
		words = words[1:]
	}
	for len(words) > 2 && suffixes[match.Letters(strings.Trim(words[len(words)-1], ","))] {
		words = words[:len(words)-1]
	}
	const most = 6
	if len(words) < 2 || len(words) > most {
		return nil
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		l := match.Letters(w)
		if bodyWords[l] || unicode.IsDigit(r) || match.IsCJK(r) || unicode.Is(unicode.Hangul, r) || unicode.IsLower(r) && !particles[match.Plain(l)] && !strings.ContainsAny(w, "'’") {
			return nil
		}
	}
	var all []person
	add := func(family, given []string) {
		if p, ok := newPerson(strings.Join(family, " "), strings.Join(given, " ")); ok {
			all = append(all, p)
		}
	}
	last := len(words) - 1
	if isInitials(words[last]) && (!isInitials(words[0]) || last > 1 && particles[match.Plain(match.Letters(words[0]))]) {
		initial, _ := utf8.DecodeRuneInString(words[last])
		add(words[:last], []string{string(initial)})
		return all
	}
	from := 0
	for from < last && isInitials(words[from]) {
		from++
	}
	if from == 0 {
		from = last
		for from > 1 && particles[match.Plain(match.Letters(words[from-1]))] {
			from--
		}
		add(words[from:], words[:from])
		return all
	}
	add(words[from:], words[:from])
	if from < last {
		add(words[last:], words[:from])
	}
	return all
}

// isInitials reports whether a word is initials: J, JA, J-P.
func isInitials(w string) bool {
	n := 0
	for _, r := range w {
		if r == '-' || r == '‐' {
			continue
		}
		if n++; n > 2 || !unicode.IsUpper(r) {
			return false
		}
	}
	return n > 0
}

// hasLatin reports whether a text in another alphabet names a person that is cited in Latin letters.
// Both names must be there: the systems of writing Russian in Latin letters are many, and what they
// have in common is little.
func (t *printedText) hasLatin(p person) bool {
	const least = 4
	family := looseLatin(strings.Join(p.family, ""))
	if len(family) < least {
		return false
	}
	given := looseLatin(p.given)
	if t.loose == nil {
		t.loose = make([]string, len(t.words))
		for i, w := range t.words {
			if r, _ := utf8.DecodeRuneInString(w.plain); w.capital && !unicode.Is(unicode.Latin, r) && len(w.plain) < 64 {
				t.loose[i] = looseLatin(unidecode.Unidecode(w.plain))
			}
		}
	}
	fits := func(i int) bool {
		if i < 0 || i >= len(t.loose) || t.loose[i] == "" {
			return false
		}
		if p.initial {
			return strings.HasPrefix(t.loose[i], given)
		}
		return t.loose[i] == given
	}
	for i, l := range t.loose {
		if l != family {
			continue
		}
		if fits(i-1) && t.words[i].joint <= stopJoint || i+1 < len(t.words) && fits(i+1) && t.words[i+1].joint == blankJoint && !p.initial {
			return true
		}
	}
	return false
}

// looseForms are the ways to write one letter of Cyrillic that differ between systems.
var looseForms = strings.NewReplacer(
	"shch", "s", "tsch", "c", "sch", "s", "dzh", "j", "tch", "c", "zh", "z", "kh", "h", "ch", "c", "sh", "s", "ts", "c", "tz", "c", "ck", "k", "ph", "f",
	"yo", "e", "jo", "e", "io", "e", "ye", "e", "je", "e", "ie", "e", "yu", "u", "ju", "u", "iu", "u", "ya", "a", "ja", "a", "ia", "a", "w", "v", "x", "ks", "q", "k", "y", "i", "j", "i",
)

// looseLatin returns Latin letters as all systems of transliteration have them in common.
func looseLatin(s string) string {
	s = looseForms.Replace(match.Plain(match.Letters(s)))
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if len(b) == 0 || s[i] != b[len(b)-1] {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// romanizedLines is how many lines at either end of a text are looked at for names in Han.
const romanizedLines = 60

// hasRomanized reports whether a name of two to four Han characters that stands for itself in a short
// line is read as the cited one: 沈晓兰 is Shen Xiaolan.
func hasRomanized(text string, p person) bool {
	given := p.given
	family := strings.Join(p.family, "")
	if p.initial || len(family)+len(given) < 5 {
		return false
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i >= romanizedLines && i < len(lines)-romanizedLines || len(line) > 2*maxItem/3 {
			continue
		}
		for _, run := range strings.FieldsFunc(line, func(r rune) bool { return !match.IsCJK(r) }) {
			for _, w := range creditWords {
				run = strings.TrimSuffix(strings.TrimPrefix(run, w), w)
			}
			if n := utf8.RuneCountInString(run); n < 2 || n > 4 {
				continue
			}
			for _, l := range readingsOf(run) {
				if l == family+given || l == given+family {
					return true
				}
			}
		}
	}
	return false
}

// surnameReadings are the characters that are read otherwise as a family name than in other words.
var surnameReadings = map[rune]string{'沈': "shen", '曾': "zeng", '单': "shan", '單': "shan", '解': "xie", '仇': "qiu", '查': "zha", '翟': "zhai", '区': "ou", '區': "ou", '覃': "qin", '盖': "ge", '朴': "piao"}

// readingsOf returns a name in Han in Latin letters.
func readingsOf(name string) []string {
	out := []string{match.Letters(unidecode.Unidecode(name))}
	first, size := utf8.DecodeRuneInString(name)
	if r, ok := surnameReadings[first]; ok {
		out = append(out, r+match.Letters(unidecode.Unidecode(name[size:])))
	}
	return out
}

package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// nextPhrase adds what the lexicon knows at i: a signal, a back-reference, a locator with its
// prefix, or a word that says what stands beside it.
func (lx *lexer) nextPhrase(i int, r rune) int {
	if r == '第' || r == '제' {
		if end := lx.counted(i, i+len("第")); end > i {
			return end
		}
	}
	list, ok := lookUp(lx.text, i)
	if !ok {
		return i
	}
	if i > 0 && unicode.IsLetter(r) && !isIdeograph(r) {
		if last, _ := utf8.DecodeLastRuneInString(lx.text[:i]); unicode.IsDigit(last) || last == '-' && r != 'S' {
			return i
		}
	}
	var soft *lexeme
	softEnd := 0
	for k := range list {
		l := &list[k]
		end := matchPhrase(lx.text, i, l.phrase)
		if end < 0 {
			continue
		}
		for _, c := range l.classes {
			if e := lx.phrase(i, end, r, c, l); e > i {
				return e
			}
		}
		if soft == nil && isSoft(l) {
			soft, softEnd = l, end
		}
	}
	if soft != nil && (!isIdeograph(r) || lx.aloneHan(softEnd)) {
		lx.add(token{kind: word, lex: soft, start: i, end: softEnd, caps: unicode.IsUpper(r), lower: unicode.IsLower(r), cjk: isIdeograph(r)})
		return softEnd
	}
	return i
}

// aloneHan reports whether a phrase of ideographs ends at end: no letter follows.
func (lx *lexer) aloneHan(end int) bool {
	if end >= len(lx.text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(lx.text[end:])
	return !unicode.IsLetter(r) || !isIdeograph(r)
}

// isSoft reports whether the phrase is a word like others that the parser looks at when it gets
// there.
func isSoft(l *lexeme) bool {
	for _, c := range l.classes {
		switch c {
		case inWord, edWord, edsAfter, transWord, editionWord, othersWord, reportWord, urlWord, isbnWord, doiWord, origWord, archiveWord:
			return true
		}
	}
	return false
}

// phrase adds the phrase from i to end as class c, if it is that here.
func (lx *lexer) phrase(i, end int, r rune, c class, l *lexeme) int {
	base := token{class: c, lex: l, start: i, end: end, caps: unicode.IsUpper(r), lower: unicode.IsLower(r), cjk: isIdeograph(r)}
	switch c {
	case sigSee, sigAlso, sigOther:
		if !lx.mayBegin(c, i, end, r) {
			return i
		}
		base.kind = signal
		if !base.cjk {
			lx.signalTail(&base)
		}
	case sigWith:
		if !lx.comparing() {
			return i
		}
		base.kind = signal
	case sigNested:
		if p := string(l.phrase); (p == "citing" || p == "quoting") && lx.goesOn(end) || !isIdeograph(r) && (lx.namesNothing(end) || lx.behindCopula()) {
			return i
		}
		base.kind = signal
	case backIbid:
		if !lx.begins() || strings.HasPrefix(string(l.phrase), "a.g.") && len(lx.tokens) > 1 && lx.tokens[len(lx.tokens)-1].r == ',' {
			return i // Kara, a.g.e.: a work named before
		}
		base.kind = back
	case backID:
		rest := strings.TrimLeft(lx.text[end:], " ")
		if !lx.begins() || rest != "" && !strings.HasPrefix(rest, "at ") && !strings.ContainsRune(",.;(§¶", rune(rest[0])) && lx.text[end-1] != '.' {
			return i
		}
		if lx.text[end-1] == '.' && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' && !hasFold(rest, "See") && !hasFold(rest, "Also") {
			return i
		}
		base.kind = back
	case backOp, backLoc:
		if string(l.phrase) == "cit." && (len(lx.tokens) == 0 || lx.tokens[len(lx.tokens)-1].r != ',' && lx.tokens[len(lx.tokens)-1].style&checker.Italic == 0) {
			return i
		}
		base.kind = back
	case backSame:
		if !lx.begins() {
			return i
		}
		base.kind = back
	case backSupra, infraWord:
		return lx.supra(i, end, base)
	case noteWord:
		return lx.noteNumber(i, end, base)
	case locPrefix:
		return lx.locator(i, end, base)
	case volPrefix, issPrefix:
		return lx.numbered(i, end, c, base)
	case accessWord:
		h := lx.dateNear(end)
		if h < 0 || lx.hits[h].Absent {
			return i
		}
		base.kind, base.n, base.end = accessed, h, lx.hits[h].End
	case isbnWord:
		j := skipBlank(lx.text, end) // Wikipedia prints a no-break space
		if j < len(lx.text) && lx.text[j] == ':' {
			j = skipBlank(lx.text, j+1)
		}
		to := j
		for to < len(lx.text) && to < j+20 && (lx.text[to] >= '0' && lx.text[to] <= '9' || lx.text[to] == '-' || lx.text[to] == ' ' || lx.text[to]|0x20 == 'x') {
			to++
		}
		for to > j && (lx.text[to-1] == ' ' || lx.text[to-1] == '-') {
			to--
		}
		if to-j < 10 {
			return i
		}
		base.kind, base.value, base.to, base.end = isbn, j, to, to
	default:
		return i
	}
	if base.kind == back && lx.text[base.end-1] == '.' {
		base.end-- // the stop may end the citation
	}
	lx.add(base)
	return base.end
}

// goesOn reports whether prose goes on at i: with a word in lower case that is no article and begins
// no back-reference.
func (lx *lexer) goesOn(i int) bool {
	i = skipBlank(lx.text, i)
	r, _ := utf8.DecodeRuneInString(lx.text[i:])
	if !unicode.IsLower(r) {
		return false
	}
	end := i
	for end < len(lx.text) && isWordByte(lx.text[end]) {
		end++
	}
	w := lx.text[i:end]
	_, known := lookUp(lx.text, i)
	return !known && w != "the" && w != "a" && w != "an" && !particles[w]
}

// namesNothing reports whether plain words go on at i up to the end of the sentence, six of them at most,
// none of which is a name: quoted in full; printed in the gazette of 1822.
func (lx *lexer) namesNothing(i int) bool {
	for n := 0; n < 6; n++ {
		i = skipBlank(lx.text, i)
		if i >= len(lx.text) {
			return true
		}
		r, _ := utf8.DecodeRuneInString(lx.text[i:])
		if n > 0 && (r == '.' || r == ';' || r == ')' || unicode.IsDigit(r)) {
			return true
		}
		if !unicode.IsLower(r) {
			return false
		}
		if list, ok := lookUp(lx.text, i); ok && n == 0 && matchesAny(lx.text, i, list) {
			return false // cited in ibid.
		}
		start := i
		for i < len(lx.text) {
			r, size := utf8.DecodeRuneInString(lx.text[i:])
			if !unicode.IsLetter(r) && r != '’' && r != '-' {
				break
			}
			i += size
		}
		if n == 0 && particles[lx.text[start:i]] {
			return false
		}
	}
	return true
}

// behindCopula reports whether a word such as is stands before the place of the lexer, so that what follows
// is the verb of a sentence: The letter is reproduced in …
func (lx *lexer) behindCopula() bool {
	n := len(lx.tokens)
	return n > 1 && lx.tokens[n-1].kind == word && copulas[lx.text[lx.tokens[n-1].start:lx.tokens[n-1].end]]
}

var copulas = wordSet("is are was were been be ist sind war waren wird wurde est sont était fut es son fue está è sono fu viene")

// matchesAny reports whether a phrase of the list that refers back stands at i.
func matchesAny(text string, i int, list []lexeme) bool {
	for k := range list {
		if matchPhrase(text, i, list[k].phrase) >= 0 && (list[k].has(backIbid) || list[k].has(backID) || list[k].has(backSupra) || list[k].has(noteWord) || list[k].has(backSame)) {
			return true
		}
	}
	return false
}

// signalTail takes along the words that go on with a signal: Vgl. dazu auch.
func (lx *lexer) signalTail(t *token) {
	for n := 0; n < 3; n++ {
		i := skipBlank(lx.text, t.end)
		end := i
		for words := 0; end < len(lx.text) && end < i+24; {
			r, size := utf8.DecodeRuneInString(lx.text[end:])
			if !unicode.IsLetter(r) && r != '.' {
				if words++; words > 2 || r != ' ' {
					break
				}
				if signalTails[lx.text[i:end]] != plain {
					break
				}
			}
			end += size
		}
		for end > i && signalTails[lx.text[i:end]] == plain {
			if end = i + strings.LastIndexByte(lx.text[i:end], ' '); end < i {
				end = i
			}
		}
		if i == t.end || end <= i {
			return
		}
		if signalTails[lx.text[i:end]] == sigAlso {
			t.class = sigAlso
		}
		t.end = end
	}
}

// begins reports whether a citation may begin at the place of the lexer.
func (lx *lexer) begins() bool {
	if len(lx.tokens) == 0 {
		return true
	}
	switch t := &lx.tokens[len(lx.tokens)-1]; t.kind {
	case signal, opening, leader, closing:
		return true
	case dated, located:
		return lx.text[t.end-1] == '.' // n.d. See also
	case quoted:
		q := lx.pairs[t.n]
		return q.outer > q.inner && strings.IndexByte(".?!", lx.text[q.outer-1]) >= 0
	case back:
		return t.class == backIbid
	case punct:
		return t.r != '/' && t.r != '&' && !isDash(t.r) && !isApostrophe(t.r) || t.r == '—' || t.r == '–'
	case word:
		s := lx.text[t.start:t.end]
		return s == "and" || s == "but" || s == "und" || s == "et" || s == "And" || s == "But" || s == "also" || s == "Also"
	}
	return false
}

// comparing reports whether a comma stands at the place of the lexer and 比较 before it: what follows
// is the other side.
func (lx *lexer) comparing() bool {
	n := len(lx.tokens)
	if n < 3 || lx.tokens[n-1].r != '，' && lx.tokens[n-1].r != ',' {
		return false
	}
	for k := n - 2; k >= 0 && k > n-24; k-- {
		if t := &lx.tokens[k]; t.kind == signal {
			return t.class == sigOther && t.cjk
		}
	}
	return false
}

// mayBegin reports whether the signal is one here and not a word of the prose.
func (lx *lexer) mayBegin(c class, i, end int, r rune) bool {
	if !lx.begins() {
		return false
	}
	if isIdeograph(r) {
		return true
	}
	if end >= len(lx.text) {
		return false
	}
	if len(lx.tokens) == 0 {
		return true
	}
	last := &lx.tokens[len(lx.tokens)-1]
	if last.kind == punct && last.r == ',' {
		return unicode.IsLower(r) || len(lx.tokens) > 1 && lx.tokens[len(lx.tokens)-2].r == '.'
	}
	if last.kind == closing {
		return strings.HasPrefix(lx.text[end:], " ") && c != sigOther
	}
	return last.kind != punct || last.r != '.' || !lx.initialBefore(len(lx.tokens)-1)
}

// initialBefore reports whether the full stop at token k belongs to an initial.
func (lx *lexer) initialBefore(k int) bool {
	if k == 0 {
		return false
	}
	t := &lx.tokens[k-1]
	return t.kind == word && t.caps && utf8.RuneCountInString(lx.text[t.start:t.end]) == 1
}

// supra adds "supra", with the number of the note if one follows. Everyday words need the number.
func (lx *lexer) supra(i, end int, base token) int {
	j := skipBlank(lx.text, end)
	if strings.HasPrefix(lx.text[j:], ",") {
		j = skipBlank(lx.text, j+1)
	}
	if list, ok := lookUp(lx.text, j); ok {
		for k := range list {
			if !list[k].has(noteWord) {
				continue
			}
			if e := matchPhrase(lx.text, j, list[k].phrase); e >= 0 {
				if value, to := noteValue(lx.text, e); to > 0 {
					base.kind, base.value, base.to, base.end = noteNo, value, labelEnd(lx.text, value), to
					lx.add(base)
					return to
				}
			}
		}
	}
	if value, to := noteValue(lx.text, end); to > 0 && (base.cjk || string(base.lex.phrase) == "supra" || string(base.lex.phrase) == "infra") {
		base.kind, base.value, base.to, base.end = noteNo, value, labelEnd(lx.text, value), to
		lx.add(base)
		return to
	}
	if base.class == backSupra && string(base.lex.phrase) == "supra" {
		base.kind = back
		lx.add(base)
		return end
	}
	return i
}

// noteNumber adds (n 3), (Fn. 3), "note 3 above" as a back-reference.
func (lx *lexer) noteNumber(i, end int, base token) int {
	value, to := noteValue(lx.text, end)
	if to < 0 {
		return i
	}
	inBracket := len(lx.tokens) > 0 && lx.tokens[len(lx.tokens)-1].kind == opening && to < len(lx.text) && strings.ContainsRune(")]）,", rune(lx.text[to]))
	if len(lx.tokens) > 0 && lx.tokens[len(lx.tokens)-1].kind == opening && strings.HasPrefix(lx.text[to:], "）") {
		inBracket = true
	}
	after := skipBlank(lx.text, to)
	for _, w := range [...]string{"above", "supra", "below", "infra", "oben"} {
		if hasFold(lx.text[after:], w) {
			inBracket = true
			to = after + len(w)
			if w == "below" || w == "infra" {
				base.class = infraWord
			}
		}
	}
	phrase := string(base.lex.phrase)
	if n := len(lx.tokens); n > 0 && lx.tokens[n-1].kind == signal && (to == len(lx.text) || strings.ContainsRune(".,;", rune(lx.text[to]))) && phrase != "n" {
		inBracket = true // See note 12.
	}
	if lx.startsNote() && (to == len(lx.text) || strings.ContainsRune(".,;", rune(lx.text[to]))) && (phrase == "note" || phrase == "no.") {
		inBracket, phrase = true, "note" // Note 3, p. 45.
	}
	inBracket = inBracket || strings.HasPrefix(phrase, "as in ")
	if !inBracket || phrase == "no." && base.class != infraWord {
		return i
	}
	base.kind, base.value, base.to, base.end = noteNo, value, labelEnd(lx.text, value), to
	lx.add(base)
	return base.end
}

// startsNote reports whether nothing but a signal stands before the place of the lexer, in the note
// or behind a semicolon.
func (lx *lexer) startsNote() bool {
	n := len(lx.tokens)
	for n > 0 && lx.tokens[n-1].kind == signal {
		n--
	}
	return n == 0 || lx.tokens[n-1].r == ';'
}

// labelEnd returns the end of the number of a note at i: figures, full-width or not, or one circled
// character.
func labelEnd(text string, i int) int {
	end := i
	for end < len(text) && isLabelByte(text[end]) {
		end++
	}
	for end < len(text) && wideDigit(text[end:]) {
		end += len("１")
	}
	if end == i {
		_, size := utf8.DecodeRuneInString(text[i:])
		end += size
	}
	return end
}

func isLabelByte(c byte) bool { return c >= '0' && c <= '9' }

// wideDigit reports whether s begins with a full-width digit.
func wideDigit(s string) bool {
	return len(s) > 2 && s[:2] == "\xef\xbc" && s[2] >= 0x90 && s[2] <= 0x99
}

// noteValue returns the number of a note behind i: figures, full-width ones, or a circled number.
func noteValue(text string, i int) (value, to int) {
	j := skipBlank(text, i)
	for _, m := range [...]string{"（）", "()"} {
		if open, shut := m[:len(m)/2], m[len(m)/2:]; strings.HasPrefix(text[j:], open) && i == j && i > 0 && text[i-1] >= utf8.RuneSelf {
			value, to = noteValue(text, j+len(open))
			if to > 0 && strings.HasPrefix(text[to:], shut) {
				return value, to + len(shut) // 前掲注（1）
			}
			return 0, -1
		}
	}
	for to = j; to < len(text) && to < j+5 && isLabelByte(text[to]); to++ {
	}
	if to > j {
		if r, _ := utf8.DecodeRuneInString(text[to:]); unicode.IsLetter(r) && !isIdeograph(r) || to < len(text) && isLabelByte(text[to]) {
			return 0, -1
		}
		return j, to
	}
	for to = j; to < len(text) && to < j+4*len("１") && wideDigit(text[to:]); to += len("１") {
	}
	if to > j {
		return j, to
	}
	r, size := utf8.DecodeRuneInString(text[j:])
	if r >= '①' && r <= '⑳' {
		return j, j + size
	}
	return 0, -1
}

// skipBlank skips a few characters of white space.
func skipBlank(text string, i int) int {
	for n := 0; n < 4 && i < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}

// locator adds a locator prefix with the places behind it.
func (lx *lexer) locator(i, end int, base token) int {
	prefix := string(base.lex.phrase)
	letters := strings.TrimRight(prefix, ".")
	j := skipBlank(lx.text, end)
	if base.caps && (letters == "l" || letters == "ll") {
		return i // Comp. L. 383
	}
	if i > 1 && lx.text[i-1] == '.' && unicode.IsLetter(rune(lx.text[i-2])) {
		return i // 373 U.S. 546
	}
	roman := letters == "p" || letters == "pp" || len(letters) > 2
	if prefix == "at" {
		roman = false
		if len(lx.tokens) == 0 {
			return i
		}
	}
	to := lx.places(j, roman)
	if rest := lx.text[to:]; to > j && len(letters) > 2 && letters != "page" && letters != "seite" && len(rest) > 1 && rest[0] == '.' && rest[1] >= '0' && rest[1] <= '9' {
		to = lx.places(to+1, false) // para 6.14
	}
	if to > j && letters[0] == 0xC2 && prefix[:2] == "§" {
		to = sectionEnd(lx.text, to)
	}
	if to == j && lettered[letters] {
		to = letterEnd(lx.text, j)
	}
	if to <= j {
		return i
	}
	if !strings.HasSuffix(prefix, ".") && j == end && len(letters) < 2 && prefix != "§" && prefix != "¶" && letters != "p" {
		return i
	}
	if prefix == "at" && (strings.HasPrefix(lx.text[to:], ":") || strings.HasPrefix(lx.text[to:], "%") || hasFold(lx.text[skipBlank(lx.text, to):], "pm") || hasFold(lx.text[skipBlank(lx.text, to):], "am")) {
		return i
	}
	base.kind, base.value, base.to, base.end = located, j, to, to
	if n := len(lx.tokens); prefix == "s." && base.caps && n > 1 && lx.tokens[n-1].r == ',' && lx.tokens[n-2].kind == volume && string(lx.tokens[n-2].lex.phrase) == "c." {
		base.kind = issue // C. 8, S. 2: cilt, sayı
	}
	lx.add(base)
	return to
}

// sectionEnd returns the end of a section's number that goes on at i: § 240.14a-8(b), § 45-b,
// § 4.03[2].
func sectionEnd(text string, i int) int {
	for n := 0; n < 12 && i+1 < len(text); n++ {
		switch c := text[i]; {
		case (c == '.' || c == '-' || c == ':') && isWordByte(text[i+1]) && text[i+1] < utf8.RuneSelf:
			i++
		case isWordByte(c) && c < utf8.RuneSelf:
			i++
			continue
		case c == '(' || c == '[':
			shut := strings.IndexAny(text[i:min(len(text), i+7)], ")]")
			if shut < 2 {
				return i
			}
			for _, c := range []byte(text[i+1 : i+shut]) {
				if !isWordByte(c) {
					return i
				}
			}
			i += shut + 1
			continue
		default:
			return i
		}
		for i < len(text) && isWordByte(text[i]) && text[i] < utf8.RuneSelf {
			i++
		}
	}
	return i
}

// lettered are the parts of a work that may bear a letter instead of a number.
var lettered = wordSet("annex annexe appendix anhang anexo schedule")

// letterEnd returns the end of a single capital letter at i, or i.
func letterEnd(text string, i int) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	next, _ := utf8.DecodeRuneInString(text[i+size:])
	if !unicode.IsUpper(r) || unicode.IsLetter(next) || unicode.IsDigit(next) {
		return i
	}
	return i + size
}

// places returns the end of a list of pages or paragraphs at i, or i.
func (lx *lexer) places(i int, roman bool) int {
	end := lx.place(i, roman)
	if end == i {
		return i
	}
	for n := 0; n < 40; n++ {
		next := lx.placeJoint(end)
		if next < 0 {
			break
		}
		to := lx.place(next, false)
		if to == next || lx.dateAt(next) {
			break
		}
		rest := lx.text[to:]
		if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !strings.ContainsRune(",;.)]）］，。；\n", r) && !strings.HasPrefix(rest, " and ") && !strings.HasPrefix(rest, " n.") && !strings.HasPrefix(rest, " [") && !strings.HasPrefix(rest, " (") {
			break
		}
		end = to
	}
	return end
}

// placeJoint returns the place behind what parts two places of a list, or -1.
func (lx *lexer) placeJoint(i int) int {
	for _, j := range [...]string{"; and ", ", and ", " and ", "; ", ", ", " & ", " und ", " u. ", " et ", " y ", " e ", " и ", " i ", " en "} {
		if strings.HasPrefix(lx.text[i:], j) {
			return i + len(j)
		}
	}
	return -1
}

// dateAt reports whether a date begins at i that is more than a bare year.
func (lx *lexer) dateAt(i int) bool {
	h := sort.Search(len(lx.hits), func(h int) bool { return lx.hits[h].Start >= i })
	return h < len(lx.hits) && lx.hits[h].Start == i
}

// place returns the end of one place at i: 12, 12–15, xii, 12v, [150], 12(a), with f., ff. behind.
func (lx *lexer) place(i int, roman bool) int {
	text := lx.text
	bracketed := strings.HasPrefix(text[i:], "[")
	j := i
	if bracketed || strings.HasPrefix(text[i:], "*") && figures(text, i+1) > i+1 {
		j++ // [150], and *4 of a decision on line
	}
	end := figures(text, j)
	if end == j && roman {
		end = romanEnd(text, j)
	}
	if end == j {
		return i
	}
	if bracketed {
		if !strings.HasPrefix(text[end:], "]") {
			return i
		}
		end++
	}
	for n := 0; n < 3 && strings.HasPrefix(text[end:], "("); n++ {
		shut := strings.IndexByte(text[end:min(len(text), end+6)], ')')
		if shut < 2 {
			break
		}
		if c := text[end+1]; c >= '0' && c <= '9' && shut > 3 {
			break
		}
		end += shut + 1
	}
	for _, d := range [...]string{"–*", "-*"} {
		if to := end + len(d); strings.HasPrefix(text[end:], d) && figures(text, to) > to {
			end = figures(text, to)
		}
	}
	for _, d := range [...]string{"–", "-", "—", "−", "‑", " – ", "–[", "-[", ":"} {
		if !strings.HasPrefix(text[end:], d) {
			continue
		}
		to := figures(text, end+len(d))
		if to == end+len(d) && roman {
			to = romanEnd(text, to)
		}
		if to > end+len(d) {
			end = to
			if seconds := figures(text, end+1); d == ":" && strings.HasPrefix(text[end:], ":") && seconds == end+len(":00") {
				end = seconds // 01:12:31
			}
			if strings.HasSuffix(d, "[") && strings.HasPrefix(text[end:], "]") {
				end++
			}
		}
		break
	}
	for _, f := range [...]string{" ff.", " f.", "ff.", "f.", " ff", " ss.", " sgg.", " sq.", " sqq.", " et seq.", " passim", " и след.", " i n.", " e ss.", " y ss."} {
		if strings.HasPrefix(text[end:], f) {
			if e := end + len(f); strings.HasSuffix(f, ".") || e >= len(text) || !isWordByte(text[e]) {
				return noteBehind(text, e)
			}
		}
	}
	return noteBehind(text, end)
}

// noteBehind takes along the note of another work behind a page: 45 n. 3, 45n3, 9 e n. 4.
func noteBehind(text string, i int) int {
	for _, n := range [...]string{" n. ", " n.", "n. ", "n.", " n ", "n", " nn. ", "nn.", " e n. ", " y n. ", " et n. ", " and n. ", " con n. ", " nota ", " e nota ", " y nota ", " note ", " & n. ", " & n.", " & nn. ", " & nn.", " Anm. ", " mit Anm. ", " und Anm. ", " Fn. ", " mit Fn. "} {
		if !strings.HasPrefix(text[i:], n) {
			continue
		}
		if end := figures(text, i+len(n)); end > i+len(n) {
			return end
		}
	}
	return i
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

// figures returns the end of a number at i, with up to one letter (12v), or i.
func figures(text string, i int) int {
	j := i
	if j < len(text) && (text[j] >= 'A' && text[j] <= 'Z' || text[j] == 'e') && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9' {
		j++
	}
	start := j
	for j < len(text) && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	if j == start || j-start > 7 {
		return i
	}
	if j-start <= 3 {
		j = thousands(text, j)
	}
	if j < len(text) && text[j]|0x20 >= 'a' && text[j]|0x20 <= 'z' {
		if j+1 >= len(text) || !isWordByte(text[j+1]) {
			if text[j] != 'f' {
				return j + 1
			}
			return j
		}
		if strings.HasPrefix(text[j:], "ff") {
			return j
		}
		return i
	}
	return j
}

// thousands returns the end of the groups of three figures that commas join to the figures before i:
// 11,235. No white space parts them, as it does the items of a list.
func thousands(text string, i int) int {
	for n := 0; n < 3 && i+3 < len(text) && text[i] == ','; n++ {
		for _, c := range []byte(text[i+1 : i+4]) {
			if c < '0' || c > '9' {
				return i
			}
		}
		if i+4 < len(text) && isWordByte(text[i+4]) {
			return i
		}
		i += 4
	}
	return i
}

// romanEnd returns the end of a Roman number at i, or i.
func romanEnd(text string, i int) int {
	j := i
	for j < len(text) && strings.IndexByte("ivxlcdmIVXLCDM", text[j]) >= 0 {
		j++
	}
	if j-i > 8 || j < len(text) && (isWordByte(text[j]) || text[j] == '\'') || j == i+1 && text[j-1] != 'i' && text[j-1] != 'v' && text[j-1] != 'x' && text[j-1] != 'I' && text[j-1] != 'V' && text[j-1] != 'X' {
		return i
	}
	if j < len(text) && text[j] == '.' && j == i+1 && text[i] < 'a' {
		return i
	}
	return j
}

// numbered adds vol. 9, no. 3, n° 12 with the value behind it.
func (lx *lexer) numbered(i, end int, c class, base token) int {
	j := skipBlank(lx.text, end)
	prefix := string(base.lex.phrase)
	short := utf8.RuneCountInString(strings.TrimRight(prefix, ".")) < 2
	to := figures(lx.text, j)
	if to == j {
		if to = romanEnd(lx.text, j); to > j && short && to == j+1 {
			to = j
		}
	}
	if to == j && c == issPrefix {
		to = serial(lx.text, j)
	}
	if prefix == "c." && !(base.caps && to > j && (strings.HasPrefix(lx.text[to:], ", S.") || strings.HasPrefix(lx.text[to:], ", Sayı") || strings.HasPrefix(lx.text[to:], ", Sy."))) {
		return i
	}
	if prefix == "n." && !lx.followsName() {
		return i // p. 45, n. 3
	}
	if to == j || !strings.HasSuffix(prefix, ".") && j == end && prefix != "№" && prefix != "#" && !strings.ContainsAny(prefix, "°º") {
		return i
	}
	if c == issPrefix {
		to = serialGoesOn(lx.text, to)
	}
	for _, d := range [...]string{"–", "-", "/"} {
		if strings.HasPrefix(lx.text[to:], d) {
			if e := figures(lx.text, to+len(d)); e > to+len(d) {
				to = e
			}
			break
		}
	}
	base.kind, base.value, base.to, base.end = volume, j, to, to
	if c == issPrefix {
		base.kind = issue
	}
	lx.add(base)
	return to
}

// followsName reports whether a comma and before it a word, a title or a volume stand at the place
// of the lexer: what a note's number does not follow.
func (lx *lexer) followsName() bool {
	n := len(lx.tokens)
	if n < 2 || lx.tokens[n-1].kind != punct || lx.tokens[n-1].r != ',' {
		return false
	}
	switch t := &lx.tokens[n-2]; t.kind {
	case word:
		return t.lex == nil || t.style&checker.Italic != 0
	case quoted, volume, closing, dated:
		return true
	}
	return false
}

// serial returns the end of a number such as RR-118 or WP/22/4 at i: capitals and figures.
func serial(text string, i int) int {
	j, digits := i, 0
	for j < len(text) && j < i+24 {
		c := text[j]
		if c >= '0' && c <= '9' {
			digits++
		} else if !(c >= 'A' && c <= 'Z') && (c != '-' && c != '/' || j == i) {
			break
		}
		j++
	}
	for j > i && (text[j-1] == '-' || text[j-1] == '/') {
		j--
	}
	if digits == 0 || j < len(text) && isWordByte(text[j]) {
		return i
	}
	return j
}

// serialGoesOn takes along the rest of a number with strokes: 12-345, 45/2019.
func serialGoesOn(text string, i int) int {
	for n := 0; n < 4 && i+1 < len(text) && (text[i] == '-' || text[i] == '/') && isWordByte(text[i+1]) && text[i+1] < utf8.RuneSelf; n++ {
		i++
		for i < len(text) && isWordByte(text[i]) && text[i] < utf8.RuneSelf {
			i++
		}
	}
	return i
}

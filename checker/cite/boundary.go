package cite

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// candidate reports whether a boundary may be at token k: where the left side ends, where the
// right side begins (-1: no candidate), and the weight of its own kind.
func (sp *splitter) candidate(k, b int, compare bool) (end, from int, score float64) {
	t := &sp.tokens[k]
	if sp.insideOne(k, b) {
		return 0, -1, 0
	}
	switch t.kind {
	case punct:
		switch t.r {
		case ';', '；':
			if sp.imprint(k, b) || sp.twoPlaces(k, b) {
				return 0, -1, 0
			}
			return k, k + 1, 2.5
		case '。':
			return k + 1, k + 1, 0.5
		case '\n':
			return k, k + 1, 1.5
		case '.':
			if k+1 < b && (sp.tokens[k+1].space || sp.tokens[k+1].cjk || sp.tokens[k+1].r == '\n') {
				return k + 1, k + 1, 0.5
			}
		case ':':
			if k+1 < b && sp.tokens[k+1].kind == signal && sp.tokens[k+1].class != sigNested && sp.tokens[k+1].lower {
				return k, k + 1, 0.5
			}
		case ',', '，':
			if sp.joinsWork(k+1, b) {
				return k, k + 1, 1
			}
			if k+1 < b && sp.tokens[k+1].kind == signal && !sp.hanEdited(k+2, b) {
				switch sp.tokens[k+1].class {
				case sigNested, sigWith:
					return k, k + 1, 4
				case sigSee, sigAlso:
					return k, k + 1, 0.5
				}
			}
			if compare && k+1 < b && sp.isWord(k+1, "with") {
				return k, k + 1, 4
			}
			if t.r == ',' && sp.joinsClause(k+1, b) > 0 {
				return k, k + 1, 4
			}
		}
	case dated:
		if strings.HasSuffix(sp.text[:t.end], ".") && k+1 < b && sp.tokens[k+1].space && (sp.tokens[k+1].kind == signal || sp.tokens[k+1].caps && sp.remark(k+1, min(b, sp.sentenceEnd(k+1, b)))) {
			return k + 1, k + 1, 0.5 // n.d. See also
		}
	case located:
		// A stop that belongs to ff. ends a sentence if another follows.
		if sp.text[t.end-1] == '.' && k+1 < b && sp.tokens[k+1].space && (sp.tokens[k+1].kind == signal || sp.tokens[k+1].caps && sp.remark(k+1, min(b, sp.sentenceEnd(k+1, b)))) {
			return k + 1, k + 1, 0.5
		}
	case quoted:
		// A stop inside the closing mark ends a sentence if a signal follows.
		q := sp.pairs[t.n]
		if k+1 < b && sp.tokens[k+1].space && q.outer > q.inner && strings.IndexByte(".?!", sp.text[q.outer-1]) >= 0 &&
			(sp.tokens[k+1].kind == signal || sp.tokens[k+1].kind == back && sp.tokens[k+1].class == backIbid || sp.forSee(k+1, b) > k+1 || sp.tokens[k+1].caps && sp.saying(k, 0)) {
			return k + 1, k + 1, 0.5
		}
	case word:
		if (sp.isWord(k, "and") || sp.isWord(k, "und") || sp.isWord(k, "et") || sp.isWord(k, "y")) && !sp.inRole(k) {
			end := k
			if k > 0 && sp.tokens[k-1].r == ',' {
				end--
			}
			return end, k + 1, -0.5
		}
	case signal:
		if t.class == sigNested && k > 0 && sp.tokens[k-1].r != ',' && sp.tokens[k-1].r != '，' && sp.tokens[k-1].r != ';' && sp.tokens[k-1].kind != opening {
			return k, k, 4
		}
	}
	return 0, -1, 0
}

// imprint reports whether the semicolon at k parts a publisher from the year: Oslo: Fjord; 2011.
func (sp *splitter) imprint(k, b int) bool {
	if k+1 >= b || sp.tokens[k+1].kind != dated || sp.tokens[k-1].kind != word {
		return false
	}
	for j := k - 1; j > 0 && j > k-8; j-- {
		switch t := &sp.tokens[j]; {
		case t.kind == punct && t.r == ':':
			return sp.tokens[j-1].kind == word
		case t.kind != word && t.r != '&' && t.r != '.':
			return false
		}
	}
	return false
}

// twoPlaces reports whether the semicolon at k parts two cities of an imprint: М.; Л.: Причал, 1934.
func (sp *splitter) twoPlaces(k, b int) bool {
	before, next := k-1, k+1
	if before > 0 && sp.tokens[before].r == '.' {
		before--
	}
	if before < 0 || next+1 >= b || sp.tokens[before].kind != word || sp.tokens[next].kind != word ||
		!cities[strings.ToLower(sp.text[sp.tokens[before].start:sp.tokens[before].end])] || !cities[strings.ToLower(sp.text[sp.tokens[next].start:sp.tokens[next].end])] {
		return false
	}
	if sp.tokens[next+1].r == '.' && next+2 < b {
		next++
	}
	return sp.tokens[next+1].r == ':' || sp.tokens[next+1].r == ','
}

// hanEdited reports whether editors stand at k, so that 见 before them names the book of a
// contribution: 见李明编：《船史论集》.
func (sp *splitter) hanEdited(k, b int) bool {
	for ; k < b && sp.tokens[k].kind == word && sp.tokens[k].cjk || k < b && sp.tokens[k].r == '、'; k++ {
		if k+1 < b && (sp.tokens[k+1].r == '：' || sp.tokens[k+1].kind == quoted) {
			return strings.HasSuffix(sp.text[:sp.tokens[k].end], "编") || strings.HasSuffix(sp.text[:sp.tokens[k].end], "編")
		}
	}
	return false
}

// insideOne reports whether token k stands inside one link or one stretch of italics.
func (sp *splitter) insideOne(k, b int) bool {
	if k == 0 || k+1 >= b {
		return false
	}
	t, next, prev := &sp.tokens[k], &sp.tokens[k+1], &sp.tokens[k-1]
	if t.link != nil && t.link == next.link && t.link == prev.link {
		return true
	}
	return t.style&next.style&prev.style&checker.Italic != 0 && next.kind != signal && prev.kind != back && prev.kind != signal
}

// inRole reports whether the names before token k are those of editors or translators.
func (sp *splitter) inRole(k int) bool {
	for j := k - 1; j >= 0 && j > k-14; j-- {
		t := &sp.tokens[j]
		if t.lex != nil && (t.lex.has(inWord) || t.lex.has(edWord) || t.lex.has(transWord)) {
			return true
		}
		if t.kind != word && !(t.kind == punct && strings.ContainsRune(".,", t.r)) || t.style&checker.Italic != 0 {
			return false
		}
	}
	return false
}

func (sp *splitter) isWord(k int, w string) bool {
	t := &sp.tokens[k]
	return t.kind == word && t.end-t.start == len(w) && sp.text[t.start:t.end] == w
}

// weigh adds up the evidence for a boundary at token k between the tokens [left, end) and
// [from, stop).
func (sp *splitter) weigh(k, left, end, from, stop, b int) float64 {
	t := &sp.tokens[k]
	w := -2.0
	if from >= stop || left >= end {
		return -9
	}
	full := t.kind == dated || t.kind == located || t.kind == punct && (t.r == '.' || t.r == '。' || t.r == '\n') || t.kind == quoted && sp.saying(k, 0)
	l, r := sp.evidence(left, end), sp.evidence(from, stop)
	first := &sp.tokens[from]
	sig := first.kind == signal || sp.forSee(from, stop) > from
	backs := first.kind == back || first.kind == noteNo
	if sig && (first.kind != signal || first.class != sigNested) {
		w += 3
	}
	if backs {
		w += 1.5
	}
	lk, rk := l.kinds(), r.kinds()
	if (t.r == ',' || t.r == '，') && lk == 0 {
		return -9
	}
	switch {
	case lk > 0 && rk > 0:
		w++
		if lk > 1 && rk > 1 {
			w += .5
		} else if full && !sig && !backs && (lk == 1 || rk == 1) {
			w--
		}
	case rk == 0 && full:
		w -= .5
	case rk == 0:
		w -= 1.5
	}
	short, citation := sp.beginnings(from, stop)
	if short {
		w += 1.5
	}
	if citation {
		w++
	}
	if sp.closed(end - 1) {
		w += .5
	}
	if first.kind == word && first.lower && !short {
		w -= 1.5
	}
	if t.kind == punct && t.r == '.' && sp.abbreviated(k, from) {
		w -= 4
	}
	if report := sp.reporterAt(from, stop) && sp.prose(left, end); full && report {
		w += 1.5
	} else if full && (sp.fieldAt(from) || l.dates == 0 && l.locators == 0 && sp.imprintShape(from, stop)) {
		w -= 4
	}
	if t.r == ':' && !sp.statement(left, end) {
		return -9
	}
	if t.r == ',' && sp.joinsWork(from, stop) {
		if lk < 2 || rk < 2 {
			return -9
		}
		w += 1.5
	}
	if t.r == ',' && first.kind == word && first.lower && sp.joinsClause(from, stop) > 0 && !(sp.closed(end-1) && lk > 1 && rk > 1 && l.titles+l.backs > 0) {
		return -9
	}
	if full && rk == 0 && lk > 0 && sp.remarkAt(from, min(stop, sp.sentenceEnd(from, stop))) {
		w += 4
	}
	if full && lk == 0 && rk > 0 && !sig && !backs && !sp.prose(left, end) && sp.observes(left, end, stop) {
		w += 3
	}
	if full && lk == 0 && rk > 1 && !sig && !backs && sp.states(left, end) && sp.leadsOn(from, stop) {
		w += 2
	}
	if full && lk == 0 && !sig {
		switch {
		case backs && first.caps && first.class == backIbid:
			w += 2 // Emphasis added. Ibid., 45.
		case backs:
		case rk > 1 && first.caps && (t.kind == quoted || sp.statement(left, end)):
			if w += 2.5; sp.prose(left, end) {
				w -= 1.5
			}
		}
	}
	if full && first.style&checker.Italic != 0 && first.kind == word && l.dates == 0 && l.titles > 0 {
		w -= 2 // “T”. *C*. D.
	}
	if full && !sig && !backs && k > left && sp.tokens[k-1].kind == typemark {
		w -= 4 // T[J]. C
	}
	if (t.r == ';' || t.r == '；') && lk == 0 && sp.marked(from, stop) {
		w -= 4 // A. T; T[J]
	}
	if (t.r == ';' || t.r == '；') && lk == 0 && !sig && !backs && first.kind == word && sp.titleBegun(left, end, citation) {
		w -= 4 // A, T; T
	}
	if full && !sig && !backs && (sp.listHead(left, k) || sp.capitalTitle(left, k, from)) {
		w -= 4
	}
	if t.r == ';' && lk == 0 && sp.namesMeet(left, k) {
		return -9
	}
	if t.r == ';' && sp.capitalName(from, b) > from && sp.endsInCapitalName(left, k) {
		return -9 // JESSOP, Dorothy; PENHALLOW, Olive. T
	}
	if (t.r == ';' || t.r == '；') && (first.kind == number && first.style&checker.Italic == 0 || first.kind == dated && sp.evidence(from, stop).kinds() < 2 || sp.isOrig(first)) {
		w -= 3
	}
	if full && sp.prose(left, end) {
		w += 1.5
		if lk == 0 && rk > 1 && !citation && first.kind == word && first.style&checker.Italic != 0 {
			w++
		}
		if lk == 0 && rk > 0 && !sig && !backs && !citation && sp.words[end]-sp.words[left] > 4 && !sp.initialled(left) && (sp.initialsBehind(from, stop) || sp.text[first.start] == '@') {
			w++
		}
	}
	if t.r == '。' && sp.hanProse(left, end) {
		w += 2.5
	}
	if t.r == '。' && rk == 0 && lk > 0 {
		w += 2
	}
	if full && sp.hanProse(from, min(stop, sp.sentenceEnd(from, stop))) {
		w += 3
	}
	if full && lk == 0 && sp.prose(left, end) && !sp.initialled(left) && (sp.leadsInProse(from, stop) || headType(sp.text[first.start:]) != "") {
		w++
	}
	if full && lk > 0 && rk > 0 && !sig && !backs && l.titles+l.backs > 0 && first.caps && sp.closed(end-1) && sp.leadsInProse(from, stop) {
		w += 2
	}
	quiet := rk == 0 || rk == 1 && r.dates > 0 // prose may name a year
	if full && (quiet && sp.prose(from, min(stop, sp.sentenceEnd(from, stop))) || rk == 0 && lk > 0 && sp.remark(from, min(stop, sp.sentenceEnd(from, stop)))) {
		w += 3
	} else if full && !sig && !backs && rk > 0 {
		// Prose may stand between two citations: look at the sentence alone.
		if e := sp.sentenceEnd(from, stop); e < stop && sp.evidence(from, e).kinds() == 0 && sp.prose(from, e) && lk > 0 {
			w += 3
		}
	}
	if sp.onlySignal(left, end) {
		w -= 9
	}
	return w
}

// titleBegun reports whether the tokens are a name, a comma and words that nothing closes: a title may go
// on behind the semicolon there. If a citation seems to begin there, the title must have had one before.
func (sp *splitter) titleBegun(a, b int, citation bool) bool {
	for a < b && sp.tokens[a].kind == signal {
		a++
	}
	if a >= b || sp.words[b]-sp.words[a] < 3 || sp.words[b]-sp.words[a] > 16 || sp.tokens[b-1].kind != word || sp.prose(a, b) {
		return false
	}
	comma, semicolon := false, false
	for k := a; k < b; k++ {
		switch t := &sp.tokens[k]; {
		case t.kind == punct && t.r == ';':
			semicolon = true
		case t.kind == punct && t.r == ',':
			comma = comma || k > a
		case t.kind == word && !comma && !t.caps && !particles[sp.text[t.start:t.end]] && !sp.isWord(k, "and") && !sp.isWord(k, "und"):
			return false
		case t.kind != word && t.kind != punct:
			return false
		}
	}
	return comma && (semicolon || !citation)
}

// marked reports whether the first anchor behind token a is a mark such as [J].
func (sp *splitter) marked(a, b int) bool {
	for k := a; k < b && k < a+30; k++ {
		if sp.evidence(k, k+1).kinds() > 0 {
			return sp.tokens[k].kind == typemark
		}
	}
	return false
}

// initialled reports whether initials stand near token a: names, as lists begin with them.
func (sp *splitter) initialled(a int) bool {
	for k := a; k < a+5 && k < len(sp.tokens); k++ {
		if t := &sp.tokens[k]; t.kind == word && isInitial(sp.text[t.start:t.end]) && t.caps && (k > a || k+1 < len(sp.tokens) && sp.tokens[k+1].r == '.') {
			return true
		}
	}
	return false
}

func (sp *splitter) isOrig(t *token) bool { return t.lex != nil && t.lex.has(origWord) }

// listHead reports whether the tokens from a begin like an entry of a list: names, then a year in
// brackets. Full stops part its fields.
func (sp *splitter) listHead(a, b int) bool {
	if b > a+2 && sp.tokens[b-1].kind == closing {
		if m := sp.tokens[b-1].n; m > a && sp.tokens[m+1].kind == dated && strings.ContainsRune(".?!", sp.tokens[m-1].r) {
			return true // T. (D). C.
		}
	}
	if sp.capitalName(a, b) > a || sp.capitalBody(a, b) || sp.invertedHead(a, b) {
		return true
	}
	for k := a; k < b && k < a+40; k++ {
		switch t := &sp.tokens[k]; t.kind {
		case word:
			if !t.caps && !particles[sp.text[t.start:t.end]] && !sp.isWord(k, "and") && t.lex == nil {
				return false
			}
		case punct:
			if !strings.ContainsRune(".,&-", t.r) {
				return false
			}
		case opening:
			return k > a+1 && t.n > k && t.n+1 < len(sp.tokens) && sp.tokens[k+1].kind == dated && sp.tokens[t.n+1].r == '.'
		default:
			return false
		}
	}
	return false
}

// sentenceEnd returns the token of the first full stop from a on that ends a sentence.
func (sp *splitter) sentenceEnd(a, b int) int {
	for k := a; k < b && k < a+60; k++ {
		if t := &sp.tokens[k]; t.kind == punct && (t.r == '。' || t.r == '.' && !sp.abbreviated(k, k+1)) && !t.deep {
			return k
		}
	}
	return b
}

// onlySignal reports whether the tokens are nothing but a signal, which is short: a row of a hundred
// thousand times "and" would be read from its start for each of them.
func (sp *splitter) onlySignal(a, b int) bool {
	if b-a > 16 {
		return false
	}
	for k := a; k < b; k++ {
		if t := &sp.tokens[k]; t.kind != signal && t.kind != punct && !sp.isWord(k, "also") && !sp.isWord(k, "and") {
			return false
		}
	}
	return true
}

// closed reports whether token k ends a citation: a digit, a bracket, a closing mark, cit., ff.
func (sp *splitter) closed(k int) bool {
	for k > 0 && sp.tokens[k].kind == punct && (sp.tokens[k].r == '.' || sp.tokens[k].r == '。') {
		k--
	}
	switch t := &sp.tokens[k]; t.kind {
	case closing, quoted, located, issue, dated, number, noteNo, accessed, typemark, doi, address:
		return true
	case back:
		return t.class == backOp || t.class == backLoc
	}
	return false
}

// beginnings says how the tokens from a on begin: like a short form, like a citation.
func (sp *splitter) beginnings(a, b int) (short, citation bool) {
	for a < b && (sp.tokens[a].kind == signal || sp.tokens[a].kind == punct && sp.tokens[a].r == ',') {
		a++
	}
	if a >= b {
		return false, false
	}
	if k := sp.tokens[a].kind; k == quoted || k == leader {
		return false, true
	}
	names := 0
	for k := a; k < b && k < a+14; k++ {
		t := &sp.tokens[k]
		switch t.kind {
		case word:
			if names > 1 && t.lex != nil && (t.lex.has(edWord) || t.lex.has(edsAfter)) {
				return false, true // Iris Vane (ed.), *T*
			}
			if names > 0 && t.style&checker.Italic != 0 && t.end-t.start > 1 && sp.tokens[a].style&checker.Italic == 0 {
				return true, citation
			}
			if !t.caps && !t.cjk && !particles[sp.text[t.start:t.end]] && !(joiners[sp.text[t.start:t.end]] && (names > 0 || k == a)) && (t.lex == nil || !t.lex.has(othersWord)) {
				return false, citation
			}
			names++
		case punct:
			switch t.r {
			case ',', '，', '：':
				citation = citation || names > 0 && names < 5
			case '.', '&', '、', '-', '/':
			default:
				return false, citation
			}
		case quoted:
			return names > 0, citation
		case opening:
			if k+1 < b && sp.tokens[k+1].kind == noteNo {
				return names > 0, citation
			}
			if l := sp.tokens[k+1].lex; k+1 < b && l != nil && (l.has(edWord) || l.has(edsAfter)) {
				return false, names > 1 // Iris Vane (ed.), *T*
			}
			return false, citation
		case back:
			return names > 0 && t.class != backIbid, citation
		case noteNo:
			return names > 0, citation
		default:
			return false, citation
		}
	}
	return false, citation
}

var joiners = wordSet("and und et e y и і en ve i")

// fieldAt reports whether token k is a field that some styles set behind a full stop.
func (sp *splitter) fieldAt(k int) bool {
	t := &sp.tokens[k]
	switch t.kind {
	case address, doi, arxiv, isbn, located, volume, issue, number, dated, opening, accessed, typemark:
		return true
	case word:
		if shelfMarks[sp.text[t.start:t.end]] && k+2 < len(sp.tokens) && sp.tokens[k+1].r == '.' && (sp.tokens[k+2].kind == number || sp.tokens[k+2].kind == dated) {
			return true // Ф. 12
		}
		if t.caps && k+2 < len(sp.tokens) && (sp.tokens[k+1].r == ':' || sp.tokens[k+1].r == ',' || sp.tokens[k+1].r == '.' && (sp.tokens[k+2].r == ':' || sp.tokens[k+2].r == ',')) && sp.imprintAt(k) {
			return true
		}
		if t.lex == nil {
			return false
		}
		for _, c := range t.lex.classes {
			switch c {
			case edWord, transWord, editionWord, urlWord, inWord, origWord, archiveWord:
				return !(t.caps && sp.isWord(k, "En")) // a Spanish sentence
			}
		}
	}
	return false
}

// imprintShape reports whether the tokens begin with one or two words in capitals and a year, with a
// publisher between them or not: Одесса, 2001. Одесса: Маяк, 2001.
func (sp *splitter) imprintShape(a, b int) bool {
	k := a
	for k < b && k < a+2 && sp.tokens[k].kind == word && sp.tokens[k].caps && sp.tokens[k].lex == nil {
		k++
	}
	if k == a || k+1 >= b || script(sp.text[sp.tokens[a].start:sp.tokens[a].end]) != "Cyrl" {
		return false
	}
	if sp.tokens[k].r == ',' {
		return sp.tokens[k+1].kind == dated
	}
	if sp.tokens[k].r != ':' {
		return false
	}
	for k++; k < b && k < a+12; k++ {
		switch t := &sp.tokens[k]; {
		case t.kind == dated:
			return sp.tokens[k-1].r == ','
		case t.kind != word && t.kind != punct && t.kind != quoted:
			return false
		}
	}
	return false
}

// imprintAt reports whether a city that many books are printed in stands at token k, and a year
// nearby: М.: Наука, 2004.
func (sp *splitter) imprintAt(k int) bool {
	if !cities[strings.ToLower(sp.text[sp.tokens[k].start:sp.tokens[k].end])] {
		return false
	}
	for j := k + 1; j < len(sp.tokens) && j < k+8; j++ {
		switch t := &sp.tokens[j]; t.kind {
		case dated:
			return true
		case word, punct:
		default:
			return false
		}
	}
	return false
}

// abbreviated reports whether the full stop at token k ends an abbreviation or an initial.
func (sp *splitter) abbreviated(k, from int) bool {
	if k == 0 {
		return false
	}
	t := &sp.tokens[k-1]
	switch t.kind {
	case word:
		w := sp.text[t.start:t.end]
		if t.lex != nil && strings.HasSuffix(w, ".") {
			return false
		}
		if (w == "f" || w == "ff") && k > 1 && sp.tokens[k-2].kind == number && from < len(sp.tokens) && sp.tokens[from].caps {
			return false // Bl. 5 f. Das Stück ist undatiert.
		}
		if utf8.RuneCountInString(w) == 1 {
			return true
		}
		return abbreviations[strings.ToLower(w)] || t.caps && len(w) <= 6 && sp.betweenFigures(k)
	case back:
		return t.class == backSame || from < len(sp.tokens) && sp.tokens[from].kind == word && sp.tokens[from].lower
	case signal:
		return true
	}
	return false
}

// betweenFigures reports whether the full stop at k stands in the name of a periodical between its
// volume and its page: 90 Comp. Waterway L. 383.
func (sp *splitter) betweenFigures(k int) bool {
	figure := func(k, step int) bool {
		for n := 0; n < 8 && k >= 0 && k < len(sp.tokens); n, k = n+1, k+step {
			switch t := &sp.tokens[k]; {
			case t.kind == number || t.kind == dated && t.end-t.start <= 4 || t.kind == located && step > 0:
				return n > 0
			case t.kind == word && (t.caps || smallJoint[sp.text[t.start:t.end]]) && t.style&checker.Italic == 0:
			case t.kind == punct && (t.r == '.' || t.r == '&' || t.r == '’'):
			default:
				return false
			}
		}
		return false
	}
	return figure(k-1, -1) && figure(k+1, 1)
}

var abbreviations = wordSet(`dr mr mrs ms mx prof st ste jr sr rev hon gen col lt sgt capt gov sen rep pres messrs mme mlle
inc ltd co corp cie bros dept univ inst assn assoc natl int intl acad soc bull pp p vol vols no nos nr ed eds edn trans ch chap
para paras fig figs tab app appx ser suppl vs v al eg ie approx c ca op loc art jan feb mar apr jun jul aug sep sept oct nov
dec mt ft ave blvd rd fed reg stat cong sess l j q ann cf viz hrsg hg bd jg aufl rn rdnr kap abs nr bzw usw vgl ders dies ff
pub serv util auth transp admin bd ctr elec educ indus mfg mgmt res sch sys tech telecomm
edit ill introd pref repr rpt unrev unpub dep tr transl pt sect sec cl lib mus exch comm cmnd hl hc parl deb abt abh beitr
zit hlm vgl zob см див ср ред пер изд им вып гл ст стр т ч н г гг сб авт сост отв указ цит перев прим тип изд-во гос обл губ акад ун-т ин-т им дис дисс автореф канд ист филол юрид экон докл сер кн тр науч респ док вид упоряд відп спр арк лл зв об оп ф д вісн`)

// particles begin the family name of a person.
var particles = wordSet("von van de der den del della di da dos das do du des la le el al bin ibn ben ter ten tot zu zur zum af av y d’ bint abu op ’t 't")

package cite

import "strings"

// German notes set titles without marks or italics, and their subtitles behind a full stop, so that
// a title ends where the imprint begins: A, T. T2 1780–1834, L Y · A, T, in: C · A: T, L: P Y.

// spanEnd returns where the title ends that begins at start, if an imprint follows; end is where it
// would end by its punctuation. It goes over full stops and years, and over commas if the last part
// is plainly one of a title or the names ended in a colon.
func (p *parser) spanEnd(start, end int, colon bool) int {
	if p.language != "de" && p.language != "pl" && !p.hasSeite() || start >= p.b {
		return end
	}
	stop := p.imprintComma(start)
	if stop <= end || stop <= start {
		return end
	}
	comma := -1
	for k := start; k < stop; k++ {
		if p.isPunct(k, ",") {
			comma = k
		}
	}
	if comma < 0 || colon || p.partOfTitle(comma+1, stop) {
		return stop
	}
	return end
}

// hasSeite reports whether the segment cites a page the German way: S. 45.
func (p *parser) hasSeite() bool {
	for k := p.a; k < p.b; k++ {
		if t := &p.tokens[k]; t.kind == located && strings.HasPrefix(p.text[t.start:], "S. ") {
			return true
		}
	}
	return false
}

// partOfTitle reports whether the words from a to b, behind a comma, go on with a title: a full stop
// parts them, or they have words in lower case.
func (p *parser) partOfTitle(a, b int) bool {
	for k := a; k < b; k++ {
		t := &p.tokens[k]
		if t.kind == word && t.lower && t.lex == nil && !particles[p.text[t.start:t.end]] && t.end-t.start > 2 || k > a+1 && k+1 < b && p.isPunct(k, ".") && p.tokens[k+1].space && !p.abbreviatedAt(k) {
			return true
		}
	}
	return false
}

// imprintComma returns the comma or bracket from k on behind which something stands that ends a
// title: place and year, place and publisher, "in:", an edition, a thesis, a volume or a page; -1 if
// there is none.
func (p *parser) imprintComma(k int) int {
	for ; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case opening:
			if p.isPunct(k+1, "=") || p.datedBracket(k) {
				return k
			}
			if t.n > k && t.n < p.b {
				k = t.n
			}
		case punct:
			if t.r == ',' && k+1 < p.b && p.endsTitle(k+1) {
				return k
			}
			if t.r == '.' && k+1 < p.b && p.tokens[k+1].space && p.townYear(k+1) {
				return k
			}
			if t.r == ';' && (k+1 >= p.b || p.tokens[k+1].kind != word) {
				return -1
			}
		case dated:
			if len(p.hits[p.tokens[k].n].EDTF) > len("1750~") && !p.bareYear(k) {
				return -1
			}
		case word, number, closing:
		default:
			return -1
		}
	}
	return -1
}

// townYear reports whether a town and a year stand at k that only a page follows: . Kiel 1998, S. 4.
func (p *parser) townYear(k int) bool {
	end := p.townEnd(k)
	if end == k || end >= p.b || p.tokens[end].kind != dated || !p.bareYear(end) {
		return false
	}
	return end+1 == p.b || p.isPunct(end+1, ",") && end+2 < p.b && p.tokens[end+2].kind == located
}

// endsTitle reports whether what begins at k is no part of a title.
func (p *parser) endsTitle(k int) bool {
	t := &p.tokens[k]
	switch t.kind {
	case located, volume, dated:
		return true
	case number:
		return p.isEditionAt(k, min(k+8, p.b))
	case word:
	default:
		return false
	}
	if t.lex != nil && (t.lex.has(inWord) && p.isPunct(k+1, ":") || t.lex.has(edWord) || t.lex.has(transWord)) {
		return true
	}
	end := p.townEnd(k)
	if end == k || end == k+1 && upperOnly(p.str(k, end)) {
		return isGenre(titleText(p.str(k, min(k+1, p.b)))) || k+2 < p.b && isGenre(p.str(k, k+2))
	}
	if end < p.b && p.tokens[end].kind == punct && isSuperscript(p.tokens[end].r) {
		end++
	}
	if end < p.b && p.tokens[end].kind == dated && p.bareYear(end) {
		return true
	}
	if p.isPunct(end, ":") {
		for j := end + 1; j < p.b && j < end+9; j++ {
			if p.tokens[j].kind == dated {
				return p.bareYear(j)
			}
			if p.tokens[j].kind != word && !p.isPunct(j, ",.&-/") {
				return false
			}
		}
	}
	return isGenre(titleText(p.str(k, end)))
}

// townEnd returns the end of the name of a town, or several, at k: Göttingen, Köln/Wien, Frankfurt
// a. M., Freiburg im Breisgau, New York; k if there is none.
func (p *parser) townEnd(k int) int {
	end, words := k, 0
	for end < p.b && end < k+12 {
		t := &p.tokens[end]
		switch {
		case t.kind == word && t.caps && t.lex == nil && !p.isItalic(end) && words < 5:
			words++
		case t.kind == word && end > k && townJoints[p.text[t.start:t.end]]:
		case t.kind == punct && end > k && (t.r == '/' || t.r == '-' || t.r == '–' || t.r == '.' && p.tokens[end-1].end-p.tokens[end-1].start <= 3):
		default:
			return end
		}
		end++
	}
	return end
}

// townJoints stand between the parts of a town's name.
var townJoints = wordSet("a am an der i im in ob o d bei u und")

// isTown reports whether s is the name of a town with what it lies at: Freiburg i. Br.
func isTown(s string) bool {
	words := strings.Fields(s)
	return len(words) > 2 && len(words) < 6 && townJoints[strings.TrimRight(words[1], ".")] && words[1] != "und" && words[1] != "u."
}

func isSuperscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r >= '⁴' && r <= '⁹'
}

// invertedHead returns the colon behind Family, Given: at the comma at first, or first.
func (p *parser) invertedHead(first int) int {
	if p.language != "de" && !p.hasSeite() || !p.isPunct(first, ",") || first > p.a+3 {
		return first
	}
	k := first + 1
	for k < p.b && k < first+6 && (p.tokens[k].kind == word && (p.tokens[k].caps || particles[p.str(k, k+1)]) && p.tokens[k].lex == nil || p.isPunct(k, ".-")) {
		k++
	}
	if k > first+1 && p.isPunct(k, ":") && len(strings.Fields(p.str(first+1, k))) <= 3 {
		return k
	}
	return first
}

// spannedTitle reads a title behind the colon at k, and what follows it.
func (p *parser) spannedTitle(r *reading, k int) bool {
	end := p.spanEnd(k+1, p.titleEnd(k+1, true), true)
	if end <= k+1 {
		return false
	}
	r.Title = titleText(p.str(k+1, end))
	p.took(r, fTitle, k+1, end)
	p.tail(r, end, p.b, habits{book: true, placeYear: true, stops: true})
	r.extra += .1
	r.doubt += .1
	return r.dates > 0 || len(r.rest) == 0
}

// readTitleIn reads T, in: C, D without author: the first part is no name.
func (p *parser) readTitleIn(r *reading) bool {
	if p.tokens[p.a].kind != word || !p.tokens[p.a].caps {
		return false
	}
	stop := p.imprintComma(p.a)
	if stop < p.a+3 || !p.isPunct(stop, ",") || stop+2 >= p.b || p.tokens[stop+1].lex == nil || !p.tokens[stop+1].lex.has(inWord) || !p.isPunct(stop+2, ":") {
		return false
	}
	small := false
	for k := p.a + 1; k < stop; k++ {
		t := &p.tokens[k]
		if p.isPunct(k, ",:") {
			return false
		}
		small = small || t.kind == word && t.lower && !particles[p.text[t.start:t.end]] && !p.isJoiner(k) && (t.lex == nil || !t.lex.has(othersWord))
	}
	if !small && !smallWords[strings.ToLower(p.str(p.a, p.a+1))] {
		return false
	}
	r.Title = titleText(p.str(p.a, stop))
	p.took(r, fTitle, p.a, stop)
	p.tail(r, stop, p.b, habits{})
	r.extra += .1
	r.doubt += .1
	return r.Container != "" && (r.dates > 0 || r.locEnd > 0)
}

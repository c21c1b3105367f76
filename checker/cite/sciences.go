package cite

import (
	"unicode/utf8"
)

// readSciences reads entries of the natural sciences, whatever house made them: names with initials
// before or behind, [Y,] [T,] C, then volume, pages and year in one of the orders that the volume and
// the year allow: C V, PP (Y) · C Y, V, PP · (Y). T. C V, PP · Y. T. C V(I):PP. It accepts nothing that
// is not one of these from end to end.
func readSciences(p *parser, r *reading) bool {
	k := p.scienceNames()
	if k <= p.a {
		return false
	}
	for j := k; j < p.b; j++ {
		if t := &p.tokens[j]; t.kind == typemark || t.kind == quoted || t.kind == signal || t.cjk {
			return false // other styles print these
		}
	}
	end := k
	for end > p.a && p.isPunct(end-1, ",;") {
		end--
	}
	k = p.pastStops(end, ".,")
	year := -1
	switch {
	case k+2 < p.b && p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.bareYear(k+1):
		year, k = k+1, p.pastStops(k+3, ".,:")
	case k+1 < p.b && p.bareYear(k) && p.isPunct(k+1, ".,"):
		year, k = k, p.pastStops(k+1, ".,")
	}
	from, to := p.scienceContainer(k)
	if from < 0 {
		return false
	}
	if !p.scienceNumbers(r, to, year) {
		return false
	}
	list, ok := p.names(p.a, end, straight, false)
	if !ok || len(list) == 0 {
		return false
	}
	r.Authors = list
	p.took(r, fAuthors, p.a, end)
	if title := p.beforeStops(from, k); title > k {
		r.Title = titleText(p.str(k, title))
		p.took(r, fTitle, k, title)
	}
	r.Container, r.Type = p.str(from, to), "article-journal"
	p.took(r, fContainer, from, to)
	r.extra += .8
	return true
}

// pastStops returns the first token from k on that is none of the stops.
func (p *parser) pastStops(k int, stops string) int {
	for p.isPunct(k, stops) {
		k++
	}
	return k
}

// beforeStops returns the end of what stands between a and k without the stops at its end.
func (p *parser) beforeStops(k, a int) int {
	for k > a && p.isPunct(k-1, ".,") {
		k--
	}
	return k
}

// scienceNames returns the token behind a list of names with initials at the head, before or behind the
// family names: P. Lund, S. A. Berg, and T. Marsh · Lund, P.; Berg, S. A. · Lund P, Berg SA.
func (p *parser) scienceNames() int {
	k := p.a
	for n := 0; n < 60; n++ {
		start := k
		k = p.pastInitials(k)
		before := k > start
		family := k
		for k < p.b && k < family+4 && p.tokens[k].kind == word && !p.isItalic(k) && p.tokens[k].lex == nil &&
			(p.tokens[k].caps && (k == family || utf8.RuneCountInString(p.str(k, k+1)) > 3 || p.isPunct(k-1, "-")) || particles[p.str(k, k+1)]) {
			if k++; p.isPunct(k, "-") && k+1 < p.b && p.tokens[k+1].caps {
				k++
			}
		}
		switch {
		case k == family || p.tokens[k-1].end-p.tokens[k-1].start < 2:
			return p.a
		case before:
		case p.isPunct(k, ",") && p.pastInitials(k+1) > k+1:
			k = p.pastInitials(k + 1)
		case k < p.b && p.tokens[k].kind == word && shortCaps(p.str(k, k+1)):
			k++
		default:
			return p.a
		}
		next := k
		if p.isPunct(next, ",;") {
			next++
		}
		if next < p.b && (p.isPunct(next, "&") || p.tokens[next].kind == word && p.isJoiner(next)) {
			next++
		}
		if next < p.b && p.tokens[next].lex != nil && p.tokens[next].lex.has(othersWord) {
			return next + 1
		}
		if next == k || !p.nameAt(next, before) {
			return k
		}
		k = next
	}
	return p.a
}

// nameAt reports whether another name begins at k: initials, or a family name with initials behind it.
func (p *parser) nameAt(k int, before bool) bool {
	if p.pastInitials(k) > k {
		return true
	}
	if before || k+1 >= p.b || p.tokens[k].kind != word || !p.tokens[k].caps {
		return false
	}
	for j := k + 1; j < p.b && j < k+6; j++ {
		switch {
		case p.isPunct(j, ","):
			return p.pastInitials(j+1) > j+1
		case p.tokens[j].kind == word && shortCaps(p.str(j, j+1)):
			return true
		case p.tokens[j].kind != word && !p.isPunct(j, "-"):
			return false
		}
	}
	return false
}

// pastInitials returns the token behind the initials at k: S. A., J.-P.
func (p *parser) pastInitials(k int) int {
	for k < p.b && (p.initialFollows(k) || p.isPunct(k, "-") && p.initialFollows(k+1)) {
		if p.isPunct(k, "-") {
			k++
		}
		k += 2
	}
	return k
}

// scienceContainer returns the tokens of the periodical that stands from k on before its volume or the
// year before that: italics, or else words with capitals behind the last stop or comma; -1 if there is
// none.
func (p *parser) scienceContainer(k int) (from, to int) {
	for j := k; j < p.b; j++ {
		if p.tokens[j].kind == word && p.isItalic(j) && (j == k || p.isPunct(j-1, ".,?!")) {
			end := p.italics(j, p.b)
			if p.isPunct(end, ".") && p.isItalic(end) {
				end++
			}
			return j, end
		}
	}
	figure := -1
	for j := k + 1; j < p.b && figure < 0; j++ {
		switch {
		case p.tokens[j].kind == opening:
			return -1, -1
		case p.isFigure(j) && (p.isPunct(j+1, ",:") || j+1 < p.b && p.tokens[j+1].kind == opening):
			figure = j
		}
	}
	if figure < 0 {
		return -1, -1
	}
	to = figure
	for p.isPunct(to-1, ",") {
		to--
	}
	from = to
	for from > k && !(p.isPunct(from-1, ",?!") || p.isPunct(from-1, ".") && from < to && p.tokens[from].space && !p.journalStop(from-1)) {
		if t := &p.tokens[from-1]; t.kind != word && !p.isPunct(from-1, ".&-") || t.kind == word && !t.caps && !smallJoint[p.str(from-1, from)] {
			return -1, -1
		}
		from--
	}
	if from == to || !p.tokens[from].caps {
		return -1, -1
	}
	return from, to
}

// journalStop reports whether the stop at k belongs to an abbreviation with a capital.
func (p *parser) journalStop(k int) bool {
	t := &p.tokens[k-1]
	return t.kind == word && t.caps && t.end-t.start <= 9 && (k < 2 || !p.tokens[k-2].lower || p.isPunct(k-2, ".,"))
}

// scienceNumbers reads volume, issue, pages and year from k to the end; year is the token of one that
// stood before, or -1. Nothing may be left but an identifier.
func (p *parser) scienceNumbers(r *reading, k, year int) bool {
	k = p.pastStops(k, ",.")
	if year < 0 && k+1 < p.b && p.bareYear(k) && p.isPunct(k+1, ",") {
		year, k = k, k+2
	}
	if !p.isFigure(k) || p.bareYear(k) && year < 0 {
		return false
	}
	r.Volume = p.str(k, k+1)
	p.took(r, fVolume, k, k+1)
	k++
	if k+2 < p.b && p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.isFigure(k+1) && !(year < 0 && p.bareYear(k+1)) {
		r.Issue = p.str(k+1, k+2)
		p.took(r, fIssue, k, k+3)
		k += 3
	}
	if p.isPunct(k, ",:") && k+1 < p.b && p.tokens[k+1].kind != dated || p.isPunct(k, ",:") && p.isFigure(k+1) {
		k++
		end := k
		for end < p.b && (p.tokens[end].kind == number || p.bareYear(end) || p.tokens[end].kind == located && end == k || end > k && p.tokens[end].kind == punct && isDash(p.tokens[end].r)) {
			end++
		}
		if end == k {
			return false
		}
		p.setLocator(r, k, end)
		k = end
	}
	if year < 0 && k+2 < p.b && p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.bareYear(k+1) {
		year, k = k+1, k+3
	}
	if year < 0 || r.locEnd == 0 || !p.closesEntry(k) {
		return false
	}
	p.setDate(r, year)
	for ; k < p.b; k++ {
		if p.tokens[k].kind != punct {
			p.took(r, fLink, k, k+1)
		}
	}
	return true
}

// namesMeet reports whether the semicolon at k parts two names with initials of one list: Lund, P.;
// Berg, S. A.
func (sp *splitter) namesMeet(left, k int) bool {
	given := k
	for given > left && given > k-8 && (sp.tokens[given-1].kind == word && isInitial(sp.text[sp.tokens[given-1].start:sp.tokens[given-1].end]) || sp.tokens[given-1].r == '.' || sp.tokens[given-1].r == '-') {
		given--
	}
	if given == k || given-2 < left || sp.tokens[given-1].r != ',' || sp.tokens[given-2].kind != word || !sp.tokens[given-2].caps {
		return false
	}
	family := given - 2
	for family > left && family > given-5 && sp.tokens[family-1].kind == word {
		family--
	}
	if family > left && sp.tokens[family-1].r != ';' && sp.tokens[family-1].kind != signal {
		return false
	}
	j := k + 1
	for j < len(sp.tokens) && j < k+5 && sp.tokens[j].kind == word {
		j++
	}
	return j > k+1 && j+2 < len(sp.tokens) && sp.tokens[j].r == ',' && sp.tokens[j+2].r == '.' && isInitial(sp.text[sp.tokens[j+1].start:sp.tokens[j+1].end])
}

// yearListed takes the note as one stretch if it is an entry of a list whose names have their initials
// behind them, and the year behind those, between full stops: Lund P, Berg SA. 2018. T. C V:PP.
func (sp *splitter) yearListed() bool {
	n := len(sp.tokens)
	if n < 8 || n > 120 || sp.tokens[0].kind != word || !sp.tokens[0].caps {
		return false
	}
	stop := 0
	for stop < n && stop < 60 && sp.tokens[stop].r != '.' {
		if t := &sp.tokens[stop]; t.kind != word && t.r != ',' && t.r != '-' {
			return false
		}
		stop++
	}
	if stop+3 >= n || stop == 60 || sp.tokens[stop+1].kind != dated || sp.tokens[stop+1].end-sp.tokens[stop+1].start != 4 || sp.tokens[stop+2].r != '.' {
		return false
	}
	els := sp.elements(0, stop)
	for _, e := range els {
		if last := len(e.words) - 1; last < 1 || !shortCaps(e.words[last]) {
			return false
		}
	}
	for k := stop + 3; k < n; k++ {
		switch t := &sp.tokens[k]; {
		case t.kind == signal, t.kind == back, t.kind == noteNo, t.r == ';', t.kind == dated && k+1 < n && sp.tokens[k+1].r == '.' && sp.tokens[k-1].r == '.':
			return false
		}
	}
	sp.whole = []stretch{{a: 0, b: n}}
	return len(els) > 0
}

package cite

import (
	"strings"
)

// bracket reads the bracket that opens at k and returns the token behind it.
func (p *parser) bracket(r *reading, k int, h habits) int {
	mate := p.tokens[k].n
	if mate <= k || mate > p.b {
		return k + 1
	}
	a, b := k+1, mate
	for a < b && p.tokens[b-1].kind == punct && !(b-2 > a && p.tokens[b-1].r == '.' && (p.isWord(b-2, "f") || p.isWord(b-2, "ff"))) {
		b--
	}
	if a >= b {
		return mate + 1
	}
	first := &p.tokens[a]
	switch {
	case r.prev == fTitle && (r.prevEnd == k || r.prevEnd == k-1 && p.tokens[k-1].kind == punct && isClosing(p.tokens[k-1].r)) && p.isParallel(r, k, mate):
		p.setParallel(r, k, mate)
	case p.isMedium(mate):
		p.idle(r, k, mate+1)
	case p.alias(r, a, mate):
		p.took(r, r.prev, k, mate+1)
	case first.kind == accessed:
		if r.Accessed.IsZero() {
			r.Accessed = p.date(first)
		}
		p.took(r, fLink, a, a+1)
		p.tail(r, a+1, mate, h)
	case first.kind == dated && accessBehind[p.str(a+1, b)]:
		if r.Accessed.IsZero() {
			r.Accessed = p.date(first)
		}
		p.took(r, fLink, a, b)
	case first.kind == dated:
		p.bracketDate(r, a, mate, h)
	case first.kind == address, first.kind == doi, first.kind == isbn, first.kind == issue && isDocket(p.text[first.start:first.end]), first.lex != nil && first.lex.has(reportWord) && r.Number == "" && r.prev == fTitle:
		p.tail(r, a, mate, h)
	case first.kind == located && b == a+1 && r.Edition == "" && p.isEdition(a):
		r.Edition = p.str(a, b)
		p.took(r, fEdition, a, b)
	case first.kind == located && b == a+1:
		p.bracketLocator(r, a, b)
	case first.lex != nil && (first.lex.has(edWord) || first.lex.has(edsAfter)) && b == a+1:
		p.took(r, r.prev, k, mate+1)
	case p.tokens[k].r == '[' && b == a+1 && p.isFigure(a) && (h.law || h.back):
		p.setLocator(r, k, mate+1)
	case p.isFigure(a) && p.figureRun(a, b) == b && (r.Pages != "" || r.locEnd > 0 || r.prev == fLocator || h.stops && r.prev == fDate && !p.tokens[k].space):
		p.bracketLocator(r, a, b)
	case h.law && r.Volume != "" && p.tokens[b-1].kind == dated && r.dates == 0 && !p.isEditionAt(a, b):
		p.idle(r, a, b-1) // the court
		p.setDate(r, b-1)
	case r.Container == "" && r.prev == fTitle && !h.book && p.italicAt(a) && p.italics(a, b) == b:
		p.italicRun(r, a, b, h)
	case p.editorsIn(r, a, b) > a:
		next := p.editorsIn(r, a, b)
		if next < b {
			p.tail(r, next, mate, habits{book: true})
		}
	case p.genreFirst(a, b) > 0:
		comma := p.genreFirst(a, b)
		p.setGenre(r, a, comma)
		r.Publisher = titleText(p.str(comma+1, b))
		p.took(r, fPublisher, comma+1, b)
	case p.eventIn(a, b) > a:
		comma := p.eventIn(a, b)
		p.setGenre(r, a, comma)
		for comma++; comma < b-1 && !p.isPunct(comma, ","); comma++ {
		}
		if from := p.firstComma(a, b) + 1; comma > from && comma < b-1 && r.Place == "" {
			r.Place = p.str(from, comma)
			p.took(r, fPlace, from, comma)
			comma++
		} else {
			comma = from
		}
		p.tail(r, comma, mate, habits{})
	case p.isImprint(a, b):
		inner := h
		inner.book = true
		if r.Container == "" || r.publisher || r.Volume != "" {
			inner.placeYear = false
		}
		if r.Container != "" && !r.publisher && !p.hasWords(a, b-1) {
			inner.book = false
		}
		if r.Container == "" && p.tokens[b-1].kind == dated && len(p.hits[p.tokens[b-1].n].EDTF) == len("2006-01-02") && p.commas(a, b) == 1 && !h.book && !isOrganisation(strings.Fields(p.str(a, p.firstComma(a, b)))) {
			inner.book = false // ‘T’ (C, D)
		}
		kept := r.prev
		r.prev = fTitle
		p.tail(r, a, mate, inner)
		if r.prev == fTitle {
			r.prev = kept
		}
	case p.tokens[b-1].kind == dated && r.dates == 0:
		p.idle(r, a, b-1)
		p.setDate(r, b-1)
	case isGenre(p.str(a, b)):
		p.setGenre(r, k, mate+1)
	default:
		p.idle(r, k, mate+1)
	}
	if r.prevEnd < mate+1 {
		r.prevEnd = mate + 1
	}
	return mate + 1
}

// accessBehind are the words that make the date before them one of access: （2023年9月30日閲覧）.
var accessBehind = map[string]bool{"閲覧": true, "最終閲覧": true, "アクセス": true, "访问": true, "最后访问": true, "訪問": true, "浏览": true, "瀏覽": true, "查阅": true, "접속": true, "검색": true}

// editorsIn reads the editors or translators that a bracket begins with, (Tom Abel & Ada Roe eds., 2d
// ed. 2003), and returns the token behind them, or a.
func (p *parser) editorsIn(r *reading, a, b int) int {
	for k := a; k < b && k < a+24; k++ {
		t := &p.tokens[k]
		if t.kind == word && t.lex != nil && k > a+1 && (t.lex.has(edWord) || t.lex.has(edsAfter) || t.lex.has(transWord)) {
			if k+2 < b && !p.isPunct(k+1, ".,") && !p.isPunct(k+2, ".,") && p.tokens[k+1].kind == word {
				return a // ed. Jane Roe
			}
			list, ok := p.names(a, k, straight, p.kana)
			if !ok || list[0].Given == "" {
				return a
			}
			switch {
			case t.lex.has(transWord) && !t.lex.has(edWord):
				r.Translators = list
			default:
				r.Editors = list
			}
			p.took(r, fEditors, a, k+1)
			return k + 1
		}
		if t.kind != word && !(t.kind == punct && strings.ContainsRune(".,&-", t.r)) || t.lex != nil && !t.lex.has(othersWord) {
			return a
		}
	}
	return a
}

// eventIn returns the comma behind the name of an event that a bracket begins with and ends in its
// day: (Merchant Hall Lecture, Lowmere, 4 March 1996); 0 if it names none.
func (p *parser) eventIn(a, b int) int {
	comma := p.firstComma(a, b)
	if comma <= a || p.tokens[b-1].kind != dated || len(p.hits[p.tokens[b-1].n].EDTF) < len("2006-01") || p.commas(a, b) > 2 {
		return 0
	}
	for k := a; k < comma; k++ {
		if p.tokens[k].kind == word && events[strings.ToLower(p.text[p.tokens[k].start:p.tokens[k].end])] {
			return comma
		}
	}
	return 0
}

// events are the words for an occasion on which something is read or said.
var events = wordSet(`lecture lectures speech address talk keynote sermon seminar colloquium symposium workshop conference congress webinar panel exhibition
vortrag rede ansprache predigt tagung kolloquium vorlesung conférence colloque séminaire discours allocution congreso conferencia ponencia coloquio discurso
convegno conferenza relazione discorso congresso palestra lezing congres toespraak wykład konferencja referat`)

// genreFirst returns the comma between a genre and who gave it out: [Doctoral dissertation, U of X];
// 0 if the tokens are nothing of the kind.
func (p *parser) genreFirst(a, b int) int {
	comma := p.firstComma(a, b)
	if comma > a && comma+1 < b && isGenre(p.str(a, comma)) && p.tokens[b-1].kind == word && p.firstComma(comma+1, b) < 0 {
		return comma
	}
	return 0
}

// idle leaves the tokens as commentary, which speaks neither for a reading nor against it.
func (p *parser) idle(r *reading, a, b int) {
	loud, n := r.loud, len(r.rest)
	p.leave(r, a, b)
	r.loud = loud
	for k := n; k < len(r.rest); k++ {
		r.rest[k].idle = true
	}
	r.idle += p.letters[b] - p.letters[a]
}

func (p *parser) hasWords(a, b int) bool {
	for k := a; k < b; k++ {
		if p.tokens[k].kind == word {
			return true
		}
	}
	return false
}

// bracketDate reads a bracket that begins with a date: (2019), (Mar. 4, 2021, 5:15 PM), [1785].
func (p *parser) bracketDate(r *reading, a, b int, h habits) {
	if p.bareYear(a) && r.dates > 0 && (r.prev == fLocator || r.Pages != "") && p.figureRun(a, b) == b {
		p.bracketLocator(r, a, b)
		return
	}
	p.setDate(r, a)
	rest := a + 1
	if rest < b && p.isPunct(rest, ",") && rest+1 < b && p.tokens[rest+1].kind == number {
		p.idle(r, rest, b) // the time of day
		return
	}
	h.book = h.book || p.hasWords(rest, b)
	p.tail(r, rest, b, h)
}

// bracketLocator takes a place in brackets; the pages before it are those of the whole.
func (p *parser) bracketLocator(r *reading, a, b int) {
	if r.locEnd > 0 && r.Pages == "" {
		r.Pages, r.locEnd = p.locatorText(r), 0
	}
	p.setLocator(r, a, b)
}

// isImprint reports whether the tokens are place, publisher and year, or some of them.
func (p *parser) isImprint(a, b int) bool {
	if p.tokens[a].kind == number && p.isEditionAt(a, b) {
		return true
	}
	if p.tokens[a].kind != word && p.tokens[a].kind != quoted && p.tokens[a].kind != volume && p.tokens[a].kind != issue {
		return false
	}
	if p.tokens[b-1].kind == dated {
		words := 0
		for k := a; k < b-1; k++ {
			if p.tokens[k].kind == word && p.tokens[k].caps || p.tokens[k].cjk || p.isPunct(k, ":") {
				words++
			}
		}
		return words > 0 || p.tokens[a].kind == volume || p.tokens[a].kind == issue
	}
	for k := a; k < b; k++ {
		if p.isPunct(k, ":：") && k > a && k+1 < b && p.tokens[k-1].caps && p.tokens[k+1].caps && b-a < 14 {
			return true
		}
	}
	return false
}

func (p *parser) isEditionAt(a, b int) bool {
	limit := a + 4
	if p.isPunct(a+2, ",") && p.isPunct(a+1, ".") {
		limit += 4 // 3., erw. Aufl.
	}
	for k := a + 1; k < b && k < limit; k++ {
		if p.tokens[k].lex != nil && p.tokens[k].lex.has(editionWord) {
			return true
		}
	}
	return false
}

var aliasHeads = []string{"hereinafter referred to as", "hereinafter cited as", "hereinafter", "hereafter", "henceforth", "im folgenden zitiert als", "im folgenden", "nachfolgend", "далее —", "далее –", "далее:", "далее", "далі —", "далі", "以下简称", "以下簡稱", "以下", "ci-après", "en adelante", "di seguito", "doravante", "dalej", "cited as", "zit.:", "zit. als"}

// alias reads [hereinafter X], (“the Act”), (далее — X) from a to b.
func (p *parser) alias(r *reading, a, b int) bool {
	if a >= b || r.Alias != "" {
		return false
	}
	text := p.str(a, b)
	low := strings.ToLower(text)
	for _, head := range aliasHeads {
		if !strings.HasPrefix(low, head) {
			continue
		}
		rest := strings.TrimSpace(text[min(len(head), len(text)):])
		r.Alias = strings.Trim(rest, "“”\"‘’'「」《》«»„ .,")
		return r.Alias != ""
	}
	if p.tokens[a].kind == quoted && a+1 == b && r.Title != "" && p.tokens[a-1].r == '(' && (r.prev != fTitle || script(r.Title) == script(p.words(a))) {
		s := titleText(p.words(a))
		if n := len(strings.Fields(s)); n > 0 && n <= 4 && !strings.HasSuffix(p.words(a), ".") {
			r.Alias = s
			return true
		}
	}
	return false
}

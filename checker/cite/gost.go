package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// readGOST reads notes by GOST R 7.0.5: A И. О. T // C. Y. Т. V. № I. С. p. · A И. О. T. L: P, Y. С. p.
func readGOST(p *parser, r *reading) bool {
	slashes := -1
	for k := p.a; k+1 < p.b; k++ {
		if p.isPunct(k, "/") && p.isPunct(k+1, "/") && p.tokens[k].end == p.tokens[k+1].start {
			if k > p.a && p.tokens[k-1].kind == typemark {
				return false // GB/T 7714
			}
			slashes = k
			break
		}
	}
	if slashes < 0 && (p.b-p.a < 4 || script(p.str(p.a, min(p.a+3, p.b))) != "Cyrl" && p.language != "ru" && p.language != "uk") {
		return false
	}
	if p.quotedTitle() == p.a {
		return false
	}
	if p.gostAct(r) {
		return true
	}
	if slashes < 0 && p.gostPapers(r, p.a) {
		return true
	}
	k := p.gostNames(r)
	end := slashes
	if slashes < 0 {
		end = p.sentence(k)
		for j := k + 1; j+2 < end; j++ {
			if p.isPunct(j, "/") && p.tokens[j+1].lex != nil && (p.tokens[j+1].lex.has(edWord) || p.tokens[j+1].lex.has(transWord)) {
				end = j // T / под ред. A. L: P, Y
				break
			}
			if p.isPunct(j, "/") && p.tokens[j].space && p.tokens[j+1].space && p.initialFollows(j+1) {
				end = p.nameRun(j+1, p.b)
				if len(r.Authors) == 0 {
					if list, ok := p.names(j+1, end, straight, false); ok {
						r.Authors = list
					}
				}
				r.good += p.letters[end] - p.letters[j]
				return p.gostTitled(r, k, j, end)
			}
		}
	}
	if slashes > 0 {
		end = p.gostResponsible(r, k, slashes)
	}
	kind, kindEnd := p.gostKind(k, end)
	if kind > k {
		p.setGenre(r, kind, kindEnd)
		if p.isThesis(kind) {
			r.Type = "thesis"
		}
	}
	if end <= k {
		return false
	}
	stop := end
	if kind > k {
		stop, end = kind, max(end, kindEnd)
	}
	end = max(end, slashes)
	for stop > k && (p.tokens[stop-1].kind == punct && p.tokens[stop-1].r != '?' && p.tokens[stop-1].r != '!' || p.isMedium(stop-1) && p.tokens[stop-1].n > k) {
		if stop--; p.tokens[stop].kind == closing {
			p.idle(r, p.tokens[stop].n, stop+1)
			stop = p.tokens[stop].n
		}
	}
	if stop > k+2 && p.tokens[stop-1].kind == dated && !p.bareYear(stop-1) && (p.isWord(stop-2, "от") || p.isWord(stop-2, "від")) {
		p.setDate(r, stop-1) // Протокол от 4 мая 1923 г.
		stop -= 2
	}
	r.Title = titleText(p.str(k, stop))
	if stop == k+1 && p.tokens[k].kind == quoted {
		r.Title = titleText(p.words(k))
	}
	p.took(r, fTitle, k, stop)
	if len(r.Authors) > 0 {
		r.extra += .6
	}
	if slashes < 0 {
		if p.isPunct(end, "/") {
			end = p.gostEditors(r, end+1)
			r.extra += .3
		}
		p.tail(r, end, p.b, habits{stops: true, book: true})
		if len(r.Authors)+len(r.Editors) == 0 && r.Place == "" && r.Publisher == "" && r.Container == "" && len(r.Date.EDTF) == len("2006-01-02") && stop-k <= 3 && p.tokens[k].kind == word {
			r.Title, r.Container, r.Type = "", r.Title, "article-newspaper" // Известия. 1974. 4 мая
		}
		return true
	}
	r.extra += .3
	if p.gostPapers(r, slashes+2) {
		return true
	}
	p.tail(r, p.gostContainer(r, slashes+2), p.b, habits{stops: true})
	return true
}

// gostResponsible reads the names behind one stroke between the title at k and the slashes before the
// container, T / И. О. A // C, and returns the end of the title, or slashes.
func (p *parser) gostResponsible(r *reading, k, slashes int) int {
	for j := slashes - 1; j > k+1; j-- {
		if !p.isPunct(j, "/") {
			continue
		}
		stop := slashes
		for stop > j+1 && p.isPunct(stop-1, ",;—–") {
			stop--
		}
		if !p.tokens[j].space || !p.tokens[j+1].space || p.tokens[j+1].kind != word || !p.tokens[j+1].caps {
			return slashes
		}
		list, ok := p.names(j+1, stop, straight, false)
		if !ok || list[0].Given == "" {
			return slashes
		}
		if len(r.Authors) == 0 {
			r.Authors = list
		}
		r.good += p.letters[stop] - p.letters[j]
		return j
	}
	return slashes
}

// gostTitled takes the title from k to stop and reads what follows at end.
func (p *parser) gostTitled(r *reading, k, stop, end int) bool {
	for stop > k && p.isMedium(stop-1) && p.tokens[stop-1].n > k {
		stop = p.tokens[stop-1].n
	}
	r.Title = titleText(p.str(k, stop))
	p.took(r, fTitle, k, stop)
	p.tail(r, end, p.b, habits{stops: true, book: true})
	r.extra += .6
	return r.Title != ""
}

// media say in brackets what a source is printed on.
var media = countrySet("электронный ресурс|текст|електронний ресурс|видеозапись|карты|рукопись|internet|online|on-line|电子资源|dissertation|thesis|preprint|web page|homepage|database|blog|press release")

// isMedium reports whether a bracket that only names the medium closes at k.
func (p *parser) isMedium(k int) bool {
	t := &p.tokens[k]
	return t.kind == closing && t.n >= p.a && media[strings.ToLower(p.str(t.n+1, k))]
}

// gostKinds begin what GOST 7.1 prints behind a colon to say what kind of work a title names.
var gostKinds = wordSet("дис дисс диссертация автореф автореферат дисертація сб зб тез учеб монография монографія")

// gostKind returns where a colon begins the kind of a work between k and end, and the token behind
// it; 0 if it says none.
func (p *parser) gostKind(k, end int) (from, to int) {
	for j := k + 1; j < end; j++ {
		if !p.isPunct(j, ":.") || j+1 >= p.b || p.tokens[j+1].kind != word || !gostKinds[strings.ToLower(p.str(j+1, j+2))] {
			continue
		}
		if p.isPunct(j, ":") && !p.tokens[j+1].lower {
			continue
		}
		if p.isPunct(j, ".") && !p.isThesis(j) {
			continue
		}
		stop := j + 2
		for stop < p.b && stop < j+24 && !p.isPunct(stop, "/:") && p.tokens[stop].kind != dated && !(p.tokens[stop].kind == word && p.tokens[stop].caps) {
			stop++
		}
		if p.isPunct(stop, ":") && stop+1 < p.b && p.text[p.tokens[stop+1].start] >= '0' && p.text[p.tokens[stop+1].start] <= '9' {
			for stop++; stop < p.b && !(p.tokens[stop].kind == word && p.tokens[stop].caps); stop++ {
			}
		}
		return j, stop
	}
	return 0, 0
}

// isThesis reports whether the kind of work behind token k is a thesis.
func (p *parser) isThesis(k int) bool {
	w := strings.ToLower(p.str(k+1, k+2))
	return strings.HasPrefix(w, "дис") || strings.HasPrefix(w, "автореф")
}

// acts begin the names of laws and judgments.
var acts = wordSet(`закон федеральный конституционный постановление указ приказ распоряжение решение определение кодекс конвенция директива приговор положение инструкция
постанова наказ розпорядження рішення ухвала вирок конституція кодекс положення`)

// gostAct reads a law or a judgment: head от D № N «T». Without title in marks its head is the title.
func (p *parser) gostAct(r *reading) bool {
	head := 0
	for k := p.a; k < p.b && k < p.a+3 && p.tokens[k].kind == word && head == 0; k++ {
		if acts[strings.ToLower(p.str(k, k+1))] {
			head = k + 1
		}
	}
	if head == 0 || !p.tokens[p.a].caps {
		return false
	}
	day, title := -1, -1
	for k := p.a + 1; k < p.b && k < p.a+40 && !p.isPunct(k, "/"); k++ {
		switch t := &p.tokens[k]; {
		case t.kind == quoted && title < 0:
			title = k
		case t.kind == dated && day < 0 && (p.isWord(k-1, "от") || p.isWord(k-1, "від")):
			day = k
		}
	}
	if day < 0 {
		return false
	}
	p.setDate(r, day)
	r.Type = "legislation"
	head = day - 1
	if title >= 0 {
		p.setQuoted(r, title)
		p.idle(r, p.a, min(head, title))
	} else {
		r.Title = titleText(p.str(p.a, head))
		p.took(r, fTitle, p.a, head)
	}
	k := day + 1
	for n := 0; n < 3 && k < p.b && p.tokens[k].kind == word && p.tokens[k].lower; n++ {
		k++ // по делу
	}
	p.idle(r, day+1, k)
	if k < p.b && (p.tokens[k].kind == issue || p.isPunct(k, "№") || p.isWord(k, "N")) {
		from := p.tokens[k].end
		if p.tokens[k].kind == issue {
			from = p.tokens[k].value
		}
		from = skipBlank(p.text, from)
		to := from
		for to < len(p.text) && !strings.ContainsRune(" ,;)»\n\t", rune(p.text[to])) && !strings.HasPrefix(p.text[to:], "\u00a0") {
			to++
		}
		r.Number = strings.TrimRight(p.text[from:to], ".:")
		end := max(p.behind(k+1, to), k+1)
		p.took(r, fNumber, k, end)
		k = end
	}
	if title >= k {
		p.idle(r, k, title)
		k = title + 1
	}
	for p.isPunct(k, "/.,;:") {
		k++
	}
	r.prev, r.prevEnd = fTitle, k
	for j := k; j < p.b && j < k+24; j++ {
		if p.bareYear(j) && !p.tokens[j].deep && p.isPunct(j-1, ".") && j > k {
			p.tail(r, k, j, habits{stops: true})
			p.idle(r, j, j+1) // of the collection that prints the act
			k = j + 1
			break
		}
	}
	p.tail(r, k, p.b, habits{stops: true})
	r.extra += 1
	return r.Number != "" || title >= 0
}

// isShelf reports whether a figure stands at token k, or a word with figures: 12, Р-5446.
func (p *parser) isShelf(k int) bool {
	return p.isFigure(k) || k < p.b && p.tokens[k].kind == word && strings.ContainsAny(p.text[p.tokens[k].start:p.tokens[k].end], "0123456789")
}

// shelfMarks stand before the numbers of a fond, a list and a file.
var shelfMarks = wordSet("Ф Оп Д Спр К Ед оп спр")

// papersPlace takes the rest of the segment from token k as the place if it goes on with a list or a
// file of papers: Там же. Д. 5. Л. 7.
func (p *parser) papersPlace(r *reading, k int) bool {
	for k < p.b && p.isPunct(k, ".,") {
		k++
	}
	if k+2 >= p.b || p.tokens[k].kind != word || !p.isPunct(k+1, ".") || !p.isShelf(k+2) {
		return false
	}
	if !shelfMarks[p.str(k, k+1)] {
		return false
	}
	end := p.b
	if s := p.str(k, end); p.isPunct(end-1, ".") && !strings.HasSuffix(s, "об.") && !strings.HasSuffix(s, "зв.") {
		end--
	}
	p.setLocator(r, k, end)
	return true
}

// gostPapers reads papers in an archive from token a on: РГАДА. Ф. 12. Оп. 1. Д. 340. Л. 5–7 об.
func (p *parser) gostPapers(r *reading, a int) bool {
	fond, leaf := -1, p.b
	for k := a + 1; k < p.b; k++ {
		switch w := p.text[p.tokens[k].start:p.tokens[k].end]; {
		case w == "Ф" && fond < 0 && k+2 < p.b && p.isPunct(k+1, ".") && p.isShelf(k+2):
			fond = k
		case fond > 0 && (p.tokens[k].kind == located && (strings.HasPrefix(w, "Л.") || strings.HasPrefix(w, "л.") || strings.HasPrefix(w, "лл.") || strings.HasPrefix(w, "Лл.")) || strings.HasPrefix(w, "Арк.") && p.tokens[k].kind == located || w == "Л" || w == "Арк"):
			leaf = min(leaf, k)
		case fond > 0 && w == "Оп" && k > fond+6:
			return false
		}
	}
	for fond > a && p.isPunct(fond-1, ".,") {
		fond--
	}
	if shelf := p.str(max(fond, a), p.b); fond <= a || fond > a+14 || !strings.Contains(shelf, "Оп.") && !strings.Contains(shelf, "оп.") && !strings.Contains(shelf, "Д.") {
		return false
	}
	if p.tokens[fond-1].kind == closing && p.tokens[fond-1].n > a && p.alias(r, p.tokens[fond-1].n+1, fond-1) {
		keeper := p.tokens[fond-1].n
		defer func() { r.Container = p.str(a, keeper) }() // (далее — РГАЭ)
	}
	from := fond
	for p.isPunct(from, ".,") {
		from++
	}
	r.Container, r.Number, r.Type = p.str(a, fond), strings.TrimRight(p.str(from, leaf), "., "), "manuscript"
	p.took(r, fContainer, a, fond)
	p.took(r, fNumber, from, leaf)
	if leaf < p.b {
		end := p.b
		if s := p.str(leaf, end); p.isPunct(end-1, ".") && !strings.HasSuffix(s, "об.") && !strings.HasSuffix(s, "зв.") {
			end--
		}
		p.setLocator(r, leaf, end)
	}
	r.extra += .6
	return true
}

// gostContainer reads the container behind // with its editors: C / под ред. A. L: P.
func (p *parser) gostContainer(r *reading, k int) int {
	end := k
	for end < p.b && !(p.isPunct(end, ".") && !p.initialBefore(end) && !p.shortBefore(end)) && !p.isPunct(end, "/;") && (p.tokens[end].kind == word || p.tokens[end].kind == punct) {
		end++
	}
	if !p.isPunct(end, "/") || end == k {
		return k
	}
	stop := end
	if kind, to := p.gostKind(k, end); kind > k {
		stop = kind
		p.idle(r, kind, min(to, end))
	}
	r.Container = titleText(p.str(k, stop))
	p.took(r, fContainer, k, stop)
	r.publisher = true
	return p.gostEditors(r, end+1)
}

// placeAt reports whether a word stands at k that a colon follows, behind a stop or not: М.: Вологда:
func (p *parser) placeAt(k int) bool {
	return p.tokens[k].kind == word && p.tokens[k].caps && (p.isPunct(k+1, ":") || p.isPunct(k+1, ".") && p.isPunct(k+2, ":"))
}

// gostEditors reads под ред. A and пер. с англ. A at k.
func (p *parser) gostEditors(r *reading, k int) int {
	trans := k+1 < p.b && p.tokens[k].lex != nil && p.tokens[k].lex.has(transWord)
	if k+1 >= p.b || p.tokens[k].lex == nil || !trans && !p.tokens[k].lex.has(edWord) {
		return k
	}
	stop := k + 1
	for stop < p.b && !p.placeAt(stop) && (p.tokens[stop].kind == word || p.isPunct(stop, ",") || p.isPunct(stop, ".") && p.initialBefore(stop)) {
		stop++
	}
	if list, ok := p.names(k+1, stop, straight, false); ok {
		if trans {
			r.Translators = list
		} else {
			r.Editors = list
		}
		p.took(r, fEditors, k, stop)
		if p.isPunct(stop, ";") {
			return p.gostEditors(r, stop+1)
		}
		return stop
	}
	return k
}

// gostPlainNames reads I. O. Family, I. O. Family at the head, which a full stop ends.
func (p *parser) gostPlainNames(r *reading) int {
	k := p.a
	for n := 0; n < 12; n++ {
		start := k
		for k < p.b && p.initialFollows(k) {
			k += 2
		}
		if k == start || k >= p.b || p.tokens[k].kind != word || !p.tokens[k].caps || p.tokens[k].end-p.tokens[k].start < 4 {
			return p.a
		}
		k++
		if !p.isPunct(k, ",") {
			break
		}
		k++
	}
	if !p.isPunct(k, ".") {
		return p.a
	}
	list, ok := p.names(p.a, k, straight, false)
	if !ok {
		return p.a
	}
	r.Authors = list
	p.took(r, fAuthors, p.a, k)
	return k + 1
}

// gostNames reads Family I. O., Family I. O. at the head and returns the token behind them.
func (p *parser) gostNames(r *reading) int {
	k := p.a
	if end := p.gostPlainNames(r); end > k {
		return end
	}
	for k < p.b {
		start := k
		if t := &p.tokens[k]; t.kind != word || !t.caps || t.end-t.start < 4 || k+1 >= p.b || !p.initialFollows(k+1) {
			break
		}
		j := k + 1
		for j < p.b && p.initialFollows(j) {
			j += 2
		}
		n := checker.Name{Family: foldCaps(p.str(start, start+1)), Given: p.str(start+1, j)}
		r.Authors = append(r.Authors, n)
		p.took(r, fAuthors, start, j)
		k = j
		if k < p.b && p.tokens[k].lex != nil && p.tokens[k].lex.has(othersWord) {
			r.Authors = append(r.Authors, checker.Name{Literal: p.str(k, k+1)})
			p.took(r, fAuthors, k, k+1)
			return k + 1
		}
		if !p.isPunct(k, ",") {
			break
		}
		k++
	}
	for k > p.a && k < p.b && p.tokens[k].kind == punct && strings.ContainsRune(",.", p.tokens[k].r) {
		k++
	}
	return k
}

package cite

import (
	"strings"
)

// readGerman reads German legal notes: Court, Art vom D – N, C Y, PP (p) · A, C Y, PP (p) · A, in:
// Hrsg., T, n. Aufl. Y, § p Rn. p.
func readGerman(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 {
		return false
	}
	switch {
	case p.germanCourt(r), p.germanReporter(r), p.germanArticle(r), p.germanContribution(r):
		return true
	}
	return false
}

var decisions = wordSet("urteil urt beschluss beschl beschluß verfügung entscheidung gutachten vorlagebeschluss")

// germanCourt reads a decision: the court and its kind are the title.
func (p *parser) germanCourt(r *reading) bool {
	kindAt := -1
	for k := p.a; k < p.b && k < p.a+8; k++ {
		if t := &p.tokens[k]; t.kind == word && decisions[strings.ToLower(p.text[t.start:t.end])] {
			kindAt = k
			break
		}
	}
	if kindAt <= p.a {
		return false
	}
	k := kindAt + 1
	end := k
	if p.isPunct(k, ".") {
		k++
		end = k
	}
	for k < p.b && (p.isWord(k, "vom") || p.isWord(k, "v") || p.isPunct(k, ".")) {
		k++
	}
	if k >= p.b || p.tokens[k].kind != dated {
		return false
	}
	r.Title = p.str(p.a, end)
	r.Type = "legal_case"
	p.took(r, fTitle, p.a, k)
	p.setDate(r, k)
	k++
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	stop := k
	for stop < p.b && !p.isPunct(stop, ",;") && p.tokens[stop].kind != opening {
		stop++
	}
	if stop > k {
		r.Number = p.str(k, stop)
		p.took(r, fNumber, k, stop)
		k = stop
	}
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	k = p.yearPages(r, k)
	p.tail(r, k, p.b, habits{})
	r.extra += .6
	return true
}

// germanReporter reads BVerfGE 45, 187 (229): a decision by its place in a reporter.
func (p *parser) germanReporter(r *reading) bool {
	if p.b-p.a < 4 || p.tokens[p.a].kind != word || !p.isWhole(p.a+1) || !p.isPunct(p.a+2, ",") || !p.isWhole(p.a+3) {
		return false
	}
	upper := 0
	name := p.str(p.a, p.a+1)
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			upper++
		}
	}
	if upper < 3 {
		return false
	}
	r.Container, r.Volume, r.Type = name, p.str(p.a+1, p.a+2), "legal_case"
	p.took(r, fContainer, p.a, p.a+2)
	end := p.figureRun(p.a+3, p.b)
	r.Pages = p.str(p.a+3, end)
	p.took(r, fLocator, p.a+3, end)
	p.tail(r, end, p.b, habits{})
	r.extra += .4
	return true
}

// yearPages reads C Y, PP (p) at k: the year is the volume.
func (p *parser) yearPages(r *reading, k int) int {
	j := k
	for j < p.b && j < k+4 && p.tokens[j].kind == word {
		j++
	}
	if j == k || j+2 >= p.b || !p.bareYear(j) || !p.isPunct(j+1, ",") || !p.isFigure(j+2) {
		return k
	}
	r.Container = p.str(k, j)
	p.took(r, fContainer, k, j)
	r.Volume = p.str(j, j+1)
	if r.dates == 0 {
		r.Date, r.dates = p.date(&p.tokens[j]), p.tokens[j].n+1
	}
	p.took(r, fVolume, j, j+1)
	end := p.figureRun(j+2, p.b)
	r.Pages = p.str(j+2, end)
	p.took(r, fLocator, j+2, end)
	return end
}

// germanArticle reads A, C Y, PP (p).
func (p *parser) germanArticle(r *reading) bool {
	comma := -1
	for k := p.a; k < p.b && k < p.a+12; k++ {
		if p.isPunct(k, ",") {
			comma = k
			break
		}
		if t := &p.tokens[k]; t.kind != word && t.kind != punct && !(k == p.a && (t.kind == leader || t.kind == back && t.class == backSame)) {
			return false
		}
	}
	if comma <= p.a || !p.authors(r, p.a, comma, straight) {
		return false
	}
	end := p.yearPages(r, comma+1)
	if end == comma+1 || p.isItalic(comma+1) {
		return false
	}
	p.tail(r, end, p.b, habits{})
	r.Type = "article-journal"
	r.extra += .5
	return true
}

// germanContribution reads A, in: Hrsg., T, n. Aufl. Y, § p: the work's title is the contribution's.
func (p *parser) germanContribution(r *reading) bool {
	in := -1
	for k := p.a; k+1 < p.b && k < p.a+12; k++ {
		if t := &p.tokens[k]; t.lex != nil && t.lex.has(inWord) && p.isPunct(k+1, ":") {
			in = k
			break
		}
	}
	if in <= p.a || !p.authors(r, p.a, in, straight) {
		return false
	}
	k := in + 2
	end := k
	for end < p.b && !p.isPunct(end, ",") {
		if t := &p.tokens[end]; t.kind != word && t.kind != punct && t.kind != opening && t.kind != closing {
			return false
		}
		end++
	}
	if end == k || end+1 >= p.b {
		return false
	}
	stop, _ := p.roleAt(k, end)
	list, ok := p.names(k, stop, straight, false)
	if !ok {
		return false
	}
	r.Editors = list
	p.took(r, fEditors, in, end)
	title := end + 1
	stop = p.chunkEnd(title, p.b, habits{})
	if stop == title {
		return false
	}
	r.Title = titleText(p.str(title, stop))
	p.took(r, fTitle, title, stop)
	p.tail(r, stop, p.b, habits{book: true, placeYear: true})
	r.Type = "chapter"
	r.extra += .5
	return true
}

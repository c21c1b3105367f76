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
	if slashes < 0 && p.gostPapers(r) {
		return true
	}
	k := p.gostNames(r)
	end := slashes
	if slashes < 0 {
		end = p.sentence(k)
		for j := k + 1; j+2 < end; j++ {
			if p.isPunct(j, "/") && p.tokens[j+1].lex != nil && p.tokens[j+1].lex.has(edWord) {
				end = j // T / под ред. A. L: P, Y
			}
		}
	}
	if end <= k {
		return false
	}
	stop := end
	for stop > k && p.tokens[stop-1].kind == punct && p.tokens[stop-1].r != '?' && p.tokens[stop-1].r != '!' {
		stop--
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
		return true
	}
	r.extra += .3
	p.tail(r, p.gostContainer(r, slashes+2), p.b, habits{stops: true})
	return true
}

// gostPapers reads papers in an archive: РГАДА. Ф. 12. Оп. 1. Д. 340. Л. 5–7 об.
func (p *parser) gostPapers(r *reading) bool {
	fond, leaf := -1, p.b
	for k := p.a + 1; k < p.b; k++ {
		switch w := p.text[p.tokens[k].start:p.tokens[k].end]; {
		case w == "Ф" && fond < 0 && k+2 < p.b && p.isPunct(k+1, ".") && p.isFigure(k+2):
			fond = k
		case fond > 0 && (p.tokens[k].kind == located && strings.HasPrefix(w, "Л.") || w == "Л" || w == "Арк"):
			leaf = min(leaf, k)
		case fond > 0 && w == "Оп" && k > fond+6:
			return false
		}
	}
	for fond > p.a && p.isPunct(fond-1, ".,") {
		fond--
	}
	if fond <= p.a || fond > p.a+14 || !strings.Contains(p.str(fond, p.b), "Оп.") {
		return false
	}
	from := fond
	for p.isPunct(from, ".,") {
		from++
	}
	r.Container, r.Number, r.Type = p.str(p.a, fond), strings.TrimRight(p.str(from, leaf), ". "), "manuscript"
	p.took(r, fContainer, p.a, fond)
	p.took(r, fNumber, from, leaf)
	if leaf < p.b {
		end := p.b
		if p.isPunct(end-1, ".") && !strings.HasSuffix(p.str(leaf, end), "об.") {
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
	for end < p.b && !(p.isPunct(end, ".") && !p.initialBefore(end)) && !p.isPunct(end, "/;") && (p.tokens[end].kind == word || p.tokens[end].kind == punct) {
		end++
	}
	if !p.isPunct(end, "/") || end == k {
		return k
	}
	r.Container = titleText(p.str(k, end))
	p.took(r, fContainer, k, end)
	r.publisher = true
	return p.gostEditors(r, end+1)
}

// gostEditors reads под ред. A at k.
func (p *parser) gostEditors(r *reading, k int) int {
	if k+1 >= p.b || p.tokens[k].lex == nil || !p.tokens[k].lex.has(edWord) {
		return k
	}
	stop := k + 1
	for stop < p.b && (p.tokens[stop].kind == word || p.isPunct(stop, ",") || p.isPunct(stop, ".") && p.initialBefore(stop)) {
		stop++
	}
	if list, ok := p.names(k+1, stop, straight, false); ok {
		r.Editors = list
		p.took(r, fEditors, k, stop)
		return stop
	}
	return k
}

// gostNames reads Family I. O., Family I. O. at the head and returns the token behind them.
func (p *parser) gostNames(r *reading) int {
	k := p.a
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

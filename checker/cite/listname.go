package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

// readCapitals reads lists of ISO 690 and of its national kin, whose names have the family name first
// and in capitals: FAMILY, Given; FAMILY, Given. T. *C*, L, V, D, PP. · FAMILY, Given. *T*. L: P, Y.
func readCapitals(p *parser, r *reading) bool {
	list, k := p.capitalNames(p.a, p.b)
	if len(list) == 0 {
		return p.readCapitalTitle(r)
	}
	r.Authors = list
	if k < p.b && p.tokens[k].kind == opening && p.tokens[k].n > k && k+1 < p.b && p.tokens[k+1].lex != nil && (p.tokens[k+1].lex.has(edsAfter) || p.tokens[k+1].lex.has(edWord)) {
		r.Authors, r.Editors = nil, list
		k = p.tokens[k].n + 1
	}
	p.took(r, fAuthors, p.a, k)
	if !p.isPunct(k, ".–—") || k+1 >= p.b {
		return false
	}
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	if k >= p.b || p.tokens[k].kind != word {
		return false
	}
	end, italic := p.sentence(k), p.italicAt(k)
	if italic {
		end = p.italics(k, p.b)
		if p.isPunct(end, ":") && end+1 < p.b && p.tokens[end+1].kind == word {
			end = p.sentence(end + 1) // *Title*: subtitle
		}
	}
	if end <= k {
		return false
	}
	r.Title = titleText(p.str(k, end))
	p.took(r, fTitle, k, end)
	next := end
	for p.isPunct(next, ".?!") {
		next++
	}
	p.tail(r, end, p.b, habits{stops: true, book: italic || next >= p.b || !p.italicAt(next)})
	if r.Place == "" && r.Container != "" && r.Volume != "" && r.Publisher != "" && len(r.Editors) == 0 {
		r.Place, r.Publisher = r.Publisher, "" // *Revista*, Recife, v. 3
	}
	r.extra += .6
	r.doubt += .05
	return r.dates > 0 || p.seg.anchors.links > 0
}

// capitalNames reads the names with the family name in capitals that stand from a on, and returns the
// token behind the last of them.
func (p *parser) capitalNames(a, b int) (list []checker.Name, end int) {
	for k := a; len(list) < 60; {
		end := p.capitalName(k, b)
		if end <= k {
			return list, a
		}
		comma := p.firstComma(k, end)
		given := p.str(comma+1, end)
		if comma <= k || given == "" || !personal(strings.Fields(given)) {
			return list, a
		}
		if p.isPunct(end, ".") && p.initialBefore(end) {
			given += "."
		}
		list = append(list, checker.Name{Family: foldCaps(p.str(k, comma)), Given: given})
		switch {
		case p.isPunct(end, ";"), end < b && p.tokens[end].kind == word && p.joinsCapitals(end, b):
			k = end + 1
		case end < b && p.tokens[end].lex != nil && p.tokens[end].lex.has(othersWord):
			list = append(list, checker.Name{Literal: p.str(end, end+1)})
			return list, end + 1
		default:
			return list, end
		}
	}
	return list, a
}

// capitalEditors reads the editors of a container at k if their family names stand in capitals and a
// bracket such as (org.) says what they are: LOPES, Ana; BRITO, José (org.). It returns the token
// behind the bracket, or k.
func (p *parser) capitalEditors(k, b int) (int, []checker.Name) {
	list, end := p.capitalNames(k, b)
	if len(list) == 0 || end+1 >= b || p.tokens[end].kind != opening || p.tokens[end].n <= end {
		return k, nil
	}
	if l := p.tokens[end+1].lex; l == nil || !l.has(edsAfter) && !l.has(edWord) {
		return k, nil
	}
	return p.tokens[end].n + 1, list
}

// readCapitalTitle reads an entry without author, whose first word stands in capitals: COMO as abelhas
// guardam o tempo. *C*, D.
func (p *parser) readCapitalTitle(r *reading) bool {
	end := p.sentence(p.a)
	next := end
	for p.isPunct(next, ".?!") {
		next++
	}
	if next >= p.b || !p.capitalTitle(p.a, end, next) {
		return false
	}
	r.Title = titleText(p.str(p.a, end))
	p.took(r, fTitle, p.a, end)
	p.tail(r, end, p.b, habits{stops: true})
	if r.Place == "" && r.Container != "" && r.Publisher != "" {
		r.Place, r.Publisher = r.Publisher, "" // *Folha*, Recife, 4 mar. 2016
	}
	r.extra += .6
	r.doubt += .05
	return r.dates > 0
}

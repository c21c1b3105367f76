package cite

import (
	"strings"
	"unicode/utf8"
)

// readNature reads lists of the sciences whose year closes an entry: Family, I., Family, I. & Family,
// I. T. *C* V, PP (Y).
func readNature(p *parser, r *reading) bool {
	k := p.natureNames()
	if k <= p.a || k+3 >= p.b {
		return false
	}
	year := -1
	for j := k; j+2 < p.b; j++ {
		if p.tokens[j].kind == opening && p.tokens[j].r == '(' && p.tokens[j].n == j+2 && p.tokens[j+1].kind == dated {
			year = j
		}
	}
	if year < 0 || !p.closesEntry(year+3) || !p.authors(r, p.a, k, straight) || len(r.Authors) == 0 {
		return false
	}
	end := p.sentence(k)
	if end <= k || end >= year {
		return false
	}
	r.Title = titleText(p.str(k, end))
	p.took(r, fTitle, k, end)
	for p.isPunct(end, ".?!") {
		end++
	}
	figure := end
	for figure < year && !(p.isFigure(figure) && (p.isPunct(figure+1, ",") || figure+1 == year)) {
		figure++
	}
	if figure < year && figure > end {
		r.Container = p.str(end, figure)
		if !p.shortened(end, figure) {
			r.Container = titleText(r.Container)
		}
		p.took(r, fContainer, end, figure)
		r.Volume = p.str(figure, figure+1)
		p.took(r, fVolume, figure, figure+1)
		if from := figure + 2; from < year {
			p.setLocator(r, from, year)
		}
	} else {
		p.tail(r, end, year, habits{stops: true})
	}
	p.setDate(r, year+1)
	p.tail(r, year+3, p.b, habits{stops: true})
	r.extra += .6
	return true
}

// natureNames returns the token behind a list of family names and initials at the head, or the first
// one if there is none.
func (p *parser) natureNames() int {
	k := p.a
	for n := 0; n < 60; n++ {
		start := k
		for k < p.b && k < start+4 && p.tokens[k].kind == word && (p.tokens[k].caps || particles[p.str(k, k+1)]) {
			k++
		}
		if k == start || !p.isPunct(k, ",") || k+2 >= p.b || !p.initialFollows(k+1) {
			return p.a
		}
		k++
		for k < p.b && (p.initialFollows(k) || p.isPunct(k, "-") && p.initialFollows(k+1)) {
			if p.isPunct(k, "-") {
				k++
			}
			k += 2
		}
		switch {
		case k < p.b && p.tokens[k].lex != nil && p.tokens[k].lex.has(othersWord):
			return k + 1
		case p.isPunct(k, ","):
			k++
			if p.isPunct(k, "&") || k < p.b && p.tokens[k].kind == word && p.isJoiner(k) {
				k++
			}
		case p.isPunct(k, "&"), k < p.b && p.tokens[k].kind == word && p.isJoiner(k):
			k++
		default:
			return k
		}
	}
	return p.a
}

// closesEntry reports whether nothing but an address or an identifier follows at k.
func (p *parser) closesEntry(k int) bool {
	for ; k < p.b; k++ {
		if t := &p.tokens[k]; t.kind != punct && t.kind != address && t.kind != doi && t.kind != arxiv {
			return false
		}
	}
	return true
}

// shortened reports whether the words from a to b end in an abbreviation, as one before them does or
// as the only one is short: Nat. Tides. is not, Estuar. Sci. is.
func (p *parser) shortened(a, b int) bool {
	if b-a < 2 || !p.isPunct(b-1, ".") {
		return false
	}
	if b-a == 2 {
		return utf8.RuneCountInString(p.str(a, a+1)) <= 6
	}
	for k := a; k+1 < b-1; k++ {
		if p.tokens[k].kind == word && p.isPunct(k+1, ".") {
			return true
		}
	}
	return strings.Contains(p.str(a, b-1), ". ")
}

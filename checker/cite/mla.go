package cite

// readMLA reads lists in the styles of the Modern Language Association and of Chicago: A. “T.” *C*,
// vol. V, no. I, D, pp. PP. · A. *T*. P, Y. · ———. *T*.
func readMLA(p *parser, r *reading) bool {
	k := p.quotedTitle()
	it := p.italicTitle()
	if k < 0 || it >= 0 && it < k {
		k = it
	}
	if k < 0 {
		return false
	}
	switch {
	case k == p.a:
		if p.tokens[k].kind != quoted || !p.commaInside(k) {
			return false
		}
	case !p.stopBefore(k):
		return false
	default:
		if !p.authors(r, p.a, k, inverted) {
			return false
		}
		r.extra += .3
		if p.inTitleList(k) || p.tokens[p.a].kind == leader {
			r.extra += .3
		}
	}
	if p.tokens[k].kind == quoted && !(p.isItalic(k) && k+1 < p.b && p.isItalic(k+1)) {
		p.setQuoted(r, k)
		p.tail(r, k+1, p.b, habits{stops: true})
		return true
	}
	end := p.italics(k, p.b)
	if end <= k {
		return false
	}
	r.Title = titleText(p.str(k, end))
	p.took(r, fTitle, k, end)
	p.tail(r, end, p.b, habits{stops: true, book: true})
	return true
}

// readListed reads an entry of a list whose italics are lost: Family, Given. T. P, Y.
func readListed(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 || p.italicTitle() >= 0 {
		return false
	}
	comma := p.firstComma(p.a, p.b)
	if comma <= p.a || comma > p.a+5 || p.tokens[p.a].kind != word {
		return false
	}
	stop := comma
	for stop < p.b && !(p.isPunct(stop, ".") && (!p.initialBefore(stop) || stop+1 < p.b && p.tokens[stop+1].caps && p.tokens[stop+1].end-p.tokens[stop+1].start > 2)) {
		t := &p.tokens[stop]
		if t.kind != word && t.kind != punct {
			return false
		}
		if t.lex != nil && t.lex.has(othersWord) && p.text[t.end-1] == '.' {
			break
		}
		stop++
	}
	names := stop
	if stop < p.b && (p.tokens[stop].kind == word || p.initialBefore(stop)) {
		names++
	}
	if stop+2 >= p.b || !p.tokens[stop+1].space || !p.tokens[stop+1].caps || !p.authors(r, p.a, names, inverted) || len(r.Authors) == 0 || r.Authors[0].Given == "" {
		return false
	}
	end := p.sentence(stop + 1)
	if end <= stop+1 || end+1 >= p.b || p.tokens[stop+1].kind != word {
		return false
	}
	r.Title = titleText(p.str(stop+1, end))
	p.took(r, fTitle, stop+1, end)
	p.tail(r, end, p.b, habits{stops: true, book: true})
	r.extra += .5
	r.doubt += .05
	return r.dates > 0
}

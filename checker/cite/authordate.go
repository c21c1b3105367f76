package cite

// readAuthorDate reads lists in the author-date style of Chicago: A. Y. “T.” *C* V (I): PP. · A. Y.
// *T*. L: P.
func readAuthorDate(p *parser, r *reading) bool {
	k := p.a
	for k < p.b && p.tokens[k].kind != dated {
		if t := &p.tokens[k]; t.kind != word && t.kind != punct && t.kind != leader {
			return false
		}
		k++
	}
	start := k + 2
	if k+2 >= p.b || k <= p.a+1 || !p.isPunct(k-1, ".") && p.text[p.tokens[k-1].end-1] != '.' {
		return false
	}
	if p.hits[p.tokens[k].n].Absent && p.text[p.tokens[k].end-1] == '.' {
		start-- // n.d.
	} else if !p.bareYear(k) || !p.isPunct(k+1, ".") {
		return false
	}
	if !p.authors(r, p.a, k, inverted) {
		return false
	}
	p.setDate(r, k)
	r.extra += .6
	if p.tokens[start].kind == quoted {
		p.setQuoted(r, start)
		p.tail(r, start+1, p.b, habits{stops: true})
		return true
	}
	end := p.sentence(start)
	if p.isItalic(start) {
		end = p.italics(start, p.b)
	}
	if end <= start {
		return false
	}
	r.Title = titleText(p.str(start, end))
	p.took(r, fTitle, start, end)
	p.tail(r, end, p.b, habits{stops: true, book: p.isItalic(start)})
	return true
}

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
	if p.tokens[k].kind == quoted {
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

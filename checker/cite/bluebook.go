package cite

// readBluebook reads American legal notes: A, *T*, V C PP, p (Y) · *A v. B*, V C PP, p (Court Y) ·
// T, V C PP (Y).
func readBluebook(p *parser, r *reading) bool {
	if k := p.quotedTitle(); k >= 0 {
		return false
	}
	at := -1
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		if t.kind == opening && t.n > k {
			k = t.n
			continue
		}
		if p.isFigure(k) {
			var probe reading
			if p.lawCite(&probe, k, p.b, habits{law: true}) > k {
				at = k
				break
			}
		}
	}
	if at < 0 {
		return false
	}
	it := p.italicTitle()
	if end := p.parties(); end > p.a && end <= at {
		r.Type = "legal_case"
		r.Title = titleText(p.str(p.a, end))
		p.took(r, fTitle, p.a, end)
		p.tail(r, end, p.b, habits{law: true})
		r.extra += .4
		return true
	}
	if it >= 0 && it < at {
		if !p.italicCitation(r, it, straight, habits{law: true}) {
			return false
		}
		r.extra += .3
		return true
	}
	end := at
	for end > p.a && p.tokens[end-1].kind == punct {
		end--
	}
	if end == p.a {
		r.Type = "legislation"
		p.tail(r, at, p.b, habits{law: true})
		return r.Container != ""
	}
	r.Title = titleText(p.str(p.a, end))
	p.took(r, fTitle, p.a, end)
	p.tail(r, at, p.b, habits{law: true})
	r.extra += .3
	return true
}

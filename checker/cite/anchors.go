package cite

// readAnchors takes what the evidence alone tells: dates, identifiers, links, places.
func readAnchors(p *parser, r *reading) bool {
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case dated:
			p.setDate(r, k)
		case accessed:
			r.Accessed = p.date(t)
			p.took(r, fLink, k, k+1)
		case address, doi, arxiv, isbn:
			p.took(r, fLink, k, k+1)
		case word:
			if t.link != nil || t.lex != nil && t.lex.has(urlWord) {
				p.took(r, fLink, k, k+1)
				continue
			}
			if t.lex != nil && t.lex.has(reportWord) {
				if end := p.report(r, k, p.b, habits{}); end > k {
					k = end - 1
					continue
				}
			}
			p.leave(r, k, k+1)
		case quoted:
			p.leave(r, k, k+1)
		case located:
			p.setLocator(r, k, k+1)
		case punct, opening, closing:
		default:
			p.leave(r, k, k+1)
		}
	}
	return true
}

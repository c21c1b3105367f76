package cite

import "strings"

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
	start := p.authorsFirst(r, end)
	r.Title = titleText(p.str(start, end))
	p.took(r, fTitle, start, end)
	p.tail(r, at, p.b, habits{law: true})
	r.extra += .3
	return true
}

// authorsFirst reads whole names before the first comma, if three words of a title follow up to end,
// and returns where the title begins.
func (p *parser) authorsFirst(r *reading, end int) int {
	comma := p.firstComma(p.a, end)
	if comma <= p.a || p.commas(comma, end) > 3 || len(strings.Fields(p.str(comma+1, end))) < 3 {
		return p.a
	}
	for _, e := range p.elements(p.a, comma) {
		if n := len(e.words); !e.others && (n < 2 || n > 4 || !personal(e.words) || isOrganisation(e.words)) {
			return p.a
		}
	}
	if !p.authors(r, p.a, comma, straight) {
		return p.a
	}
	r.extra += .2
	return comma + 1
}

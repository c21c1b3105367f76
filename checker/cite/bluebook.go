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
	if start, end := p.parties(); end > p.a && end <= at {
		r.Type = "legal_case"
		r.Title = p.caseName(start, end)
		r.idle += p.letters[start] - p.letters[p.a]
		p.took(r, fTitle, start, end)
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
	if stop := p.instrumentEnd(start, end); stop > start {
		r.Title = titleText(p.str(start, stop))
		p.took(r, fTitle, start, stop)
		p.adopted(r, stop, end)
		p.lawTail(r, at)
		r.extra += .3
		return true
	}
	r.Title = titleText(p.str(start, end))
	p.took(r, fTitle, start, end)
	p.tail(r, at, p.b, habits{law: true})
	r.extra += .3
	return true
}

// instrumentEnd returns the end of an act's or treaty's name within the tokens from a to b: before
// a place in it, its day, or the bracket that tells when it was adopted; a if there is none of them.
func (p *parser) instrumentEnd(a, b int) int {
	for k := a + 2; k < b; k++ {
		t := &p.tokens[k]
		if t.kind == located || t.kind == dated && !p.bareYear(k) || t.kind == opening && k+1 < b && adoptions[strings.ToLower(p.str(k+1, k+2))] {
			for p.tokens[k-1].kind == punct && p.tokens[k-1].r == ',' {
				k--
			}
			return k
		}
	}
	return a
}

var adoptions = wordSet("adopted opened signed done concluded entered")

// adopted takes the place and the day of a treaty or act that stand between its name and the
// collection, from a to b. The first day is the one it is cited by; when it entered into force is
// left out.
func (p *parser) adopted(r *reading, a, b int) {
	for k := a; k < b; k++ {
		switch t := &p.tokens[k]; {
		case t.kind == dated && r.dates == 0:
			p.setDate(r, k)
		case t.kind == located && r.locEnd == 0:
			p.setLocator(r, k, k+1)
		default:
			p.idle(r, k, k+1)
		}
	}
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

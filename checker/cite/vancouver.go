package cite

import "strings"

// readVancouver reads lists of medicine and the sciences: Family AB, Family CD. T. C. Y;V(I):PP.
func readVancouver(p *parser, r *reading) bool {
	stop := -1
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		if p.isPunct(k, ".") {
			stop = k
			break
		}
		if t.kind != word && !p.isPunct(k, ",") {
			return false
		}
	}
	if stop < 0 || stop+1 >= p.b || p.tokens[stop+1].kind == quoted {
		return false
	}
	els := p.elements(p.a, stop)
	numbered := false
	for k := stop; k+1 < p.b; k++ {
		numbered = numbered || p.tokens[k].kind == dated && p.isPunct(k+1, ";") || p.isPunct(k, ";") && p.tokens[k+1].kind == dated
	}
	if len(els) < 2 && !numbered {
		return false // Clara S. Ormerod
	}
	for _, e := range els {
		if n := len(e.words); !e.others && (n < 2 || !shortCaps(e.words[n-1])) {
			return false
		}
	}
	if !p.authors(r, p.a, stop, straight) || len(r.Authors) == 0 {
		return false
	}
	end := p.sentence(stop + 1)
	if end <= stop+1 {
		return false
	}
	r.Title = titleText(p.str(stop+1, end))
	p.took(r, fTitle, stop+1, end)
	h := habits{stops: true, book: true}
	for k := end; k+1 < p.b; k++ {
		if p.tokens[k].kind == dated && p.isPunct(k+1, ";") && strings.HasPrefix(p.text[p.tokens[k].end:], ";") {
			h.book = false
		}
	}
	p.tail(r, end, p.b, h)
	r.extra += .6
	return true
}

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
		if k > p.a && k+1 < p.b && t.lex != nil && t.lex.has(othersWord) && p.text[t.end-1] == '.' {
			stop = k // et al.
			break
		}
		if t.kind != word && !p.isPunct(k, ",") {
			return false
		}
	}
	if stop < 0 || stop+1 >= p.b || p.tokens[stop+1].kind == quoted {
		return false
	}
	names := stop
	if p.tokens[stop].kind == word {
		names++
	}
	els := p.elements(p.a, names)
	numbered := p.vancouverYear(stop, p.b)
	if len(els) < 2 && !numbered {
		return false // Clara S. Ormerod
	}
	if !(numbered && len(els) == 1 && isOrganisation(els[0].words)) {
		for _, e := range els {
			if n := len(e.words); !e.others && (n < 2 || !shortCaps(e.words[n-1])) {
				return false
			}
		}
	}
	if !p.authors(r, p.a, names, straight) || len(r.Authors) == 0 {
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
	for end < p.b && p.tokens[end].kind == opening && p.tokens[end].n > end && p.isMedium(p.tokens[end].n) {
		mate := p.tokens[end].n
		p.idle(r, end, mate+1)
		end = mate + 1
	}
	p.tail(r, end, p.b, h)
	r.extra += .6
	return true
}

// vancouverYear reports whether a semicolon stands before or behind a year between a and b: Reed;
// 2019. 2019;12(3):45-9.
func (lx *lexer) vancouverYear(a, b int) bool {
	for k := a; k+1 < b; k++ {
		t, next := &lx.tokens[k], &lx.tokens[k+1]
		if t.kind == dated && next.r == ';' && k+2 < b && lx.volumeAt(k+2, b) {
			return true
		}
		if t.r == ';' && next.kind == dated && k > a && lx.tokens[k-1].kind == word {
			for j := k - 1; j > a && j > k-10; j-- {
				if lx.tokens[j].r == ':' {
					return true
				}
			}
		}
	}
	return false
}

// volumeAt reports whether a volume stands at k right behind a semicolon, or with a page behind it.
func (lx *lexer) volumeAt(k, b int) bool {
	t := &lx.tokens[k]
	if t.kind != number && t.kind != dated && t.kind != opening {
		return false
	}
	return !t.space || k+1 < b && (lx.tokens[k+1].r == ':' || lx.tokens[k+1].kind == opening)
}

// vancouverWhole returns the note as one stretch if it is an entry of a list in the Vancouver style,
// whose fields full stops part.
func vancouverWhole(lx *lexer) []stretch {
	n := len(lx.tokens)
	if n < 6 || n > 160 || lx.tokens[0].kind != word || !lx.tokens[0].caps {
		return nil
	}
	stop := -1
	for k := 0; k < n && k < 60; k++ {
		t := &lx.tokens[k]
		if t.r == '.' && t.kind == punct || t.lex != nil && t.lex.has(othersWord) && k > 0 {
			stop = k
			break
		}
		if t.kind != word && t.r != ',' && t.r != '-' && t.r != '&' {
			return nil
		}
	}
	if stop < 1 || stop+1 >= n || !lx.vancouverYear(stop, n) {
		return nil
	}
	els := lx.elements(0, stop)
	for _, e := range els {
		if last := len(e.words) - 1; !(len(els) == 1 && isOrganisation(e.words)) && (last < 1 || !shortCaps(e.words[last])) {
			return nil
		}
	}
	years := 0
	for k := stop; k < n; k++ {
		switch t := &lx.tokens[k]; {
		case t.kind == signal && k > stop+1, t.kind == back, t.kind == noteNo, t.kind == quoted && lx.isWork(t):
			return nil
		case t.kind == dated && !t.deep && (k+2 < n && lx.tokens[k+1].r == ';' && lx.volumeAt(k+2, n) || lx.tokens[k-1].r == ';'):
			years++
		}
	}
	if len(els) == 0 || years != 1 {
		return nil
	}
	return []stretch{{a: 0, b: n}}
}

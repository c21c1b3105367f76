package cite

import "strings"

// readAPA reads lists in the style of the American Psychological Association: A, I., & A, I. (D).
// T. *C*, *V*(I), PP. U.
func readAPA(p *parser, r *reading) bool {
	if p.a < p.b && (p.tokens[p.a].kind == word || p.tokens[p.a].kind == quoted) && readAPATitle(p, r) {
		return true
	}
	k := p.a
	for k < p.b && p.tokens[k].kind != opening {
		if t := &p.tokens[k]; t.kind != word && t.kind != punct && t.kind != leader {
			return false
		}
		k++
	}
	if k >= p.b || k == p.a || p.tokens[k].r != '(' {
		return false
	}
	mate := p.tokens[k].n
	if mate <= k || mate+1 >= p.b || p.tokens[k+1].kind != dated {
		// Editors stand before the date: Roe, J. (Ed.). (2019).
		next := mate + 1
		if mate > k && p.isPunct(next, ".") {
			next++
		}
		if mate <= k || next >= p.b || p.tokens[next].kind != opening || p.tokens[next+1].kind != dated || p.tokens[k+1].lex == nil {
			return false
		}
		if !p.authors(r, p.a, mate+1, straight) {
			return false
		}
		k, mate = next, p.tokens[next].n
	} else if !p.authors(r, p.a, k, straight) {
		return false
	}
	if mate <= k {
		return false
	}
	harvard := !p.isPunct(mate+1, ".,:") // A (Y) ‘T’, *C*, V(I), pp. PP
	if harvard && (len(r.Authors) == 0 || r.Authors[0].Literal == "" && !allInitials(strings.Fields(r.Authors[0].Given))) {
		return false
	}
	p.setDate(r, k+1)
	r.extra += .6
	if mate > k+2 && p.lateDay(r, k+3, mate) < mate {
		p.idle(r, k+2, mate)
	}
	start := mate + 2
	if harvard {
		start--
	}
	if start >= p.b {
		return false
	}
	h := habits{stops: true, book: true}
	if p.tokens[start].kind == quoted && !(start+1 < p.b && p.tokens[start+1].kind == word && !p.isItalic(start+1)) {
		p.setQuoted(r, start)
		h.book = false
		p.tail(r, start+1, p.b, h)
		return true
	}
	if p.isItalic(start) {
		end := p.italics(start, p.b)
		r.Title = titleText(p.str(start, end))
		p.took(r, fTitle, start, end)
		p.tail(r, end, p.b, h)
		return true
	}
	end := p.sentence(start)
	if p.isPunct(mate+1, ":") {
		end, h.stops = p.titleEnd(start, false), false // A (Y): T, in: C, V
	} else if harvard {
		end = p.titleEnd(start, false)
	}
	if end <= start {
		return false
	}
	r.Title = titleText(p.str(start, end))
	p.took(r, fTitle, start, end)
	h.book = p.isPunct(mate+1, ":")
	p.tail(r, end, p.b, h)
	return true
}

// readAPATitle reads an entry without author: *T*. (D). C. U.
func readAPATitle(p *parser, r *reading) bool {
	end := p.sentence(p.a)
	if p.italicAt(p.a) {
		end = p.italics(p.a, p.b)
	}
	k := end // of the bracket: behind a full stop, or right behind a question mark
	switch {
	case end <= p.a:
		return false
	case p.isPunct(end, "."):
		k++
	case !p.isPunct(end-1, "?!"):
		return false
	}
	if k+1 >= p.b || p.tokens[k].kind != opening || p.tokens[k+1].kind != dated || p.tokens[k].n != k+2 {
		return false
	}
	if !p.italicAt(p.a) {
		// Names look alike: a title has small words, or more of them.
		if list, ok := p.names(p.a, end, straight, p.kana); ok && len(list) > 0 {
			return false
		}
	}
	r.Title = titleText(p.str(p.a, end))
	p.took(r, fTitle, p.a, end)
	p.setDate(r, k+1)
	p.tail(r, k+3, p.b, habits{stops: true})
	r.extra += .6
	return true
}

// sentence returns the end of a title that begins at k and ends at a full stop, a question mark,
// italics or a bracket.
func (p *parser) sentence(k int) int {
	end := k
	for end < p.b {
		t := &p.tokens[end]
		switch t.kind {
		case punct:
			if (t.r == '.' && (end+1 >= p.b || p.tokens[end+1].space) && !p.initialBefore(end) && !(end > k && (p.isWord(end-1, "v") || p.isWord(end-1, "vs")))) || t.r == '。' {
				return end
			}
			if t.r == '?' || t.r == '!' {
				return end + 1
			}
		case opening, typemark, address, doi:
			return end
		case word:
			if end > k && p.isItalic(end) {
				return end
			}
		}
		end++
	}
	return end
}

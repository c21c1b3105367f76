package cite

import "strings"

// readOSCOLA reads the Oxford Standard for the Citation of Legal Authorities: *A v B* [Y] N, [Y] V
// C PP [p] · Act Y, s p. Its books and articles are read as other styles' are.
func readOSCOLA(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 {
		return false
	}
	if p.readEUCase(r) {
		return true
	}
	if end := p.parties(); end > p.a {
		return p.readCase(r, end)
	}
	return p.readAct(r)
}

// parties returns the end of "A v B" at the head of the segment: before a bracket or a comma.
func (p *parser) parties() int {
	versus := p.a < p.b && (p.isWord(p.a, "Re") || p.a+1 < p.b && (p.isWord(p.a, "In") && p.isWord(p.a+1, "re") || p.isWord(p.a, "Ex") && p.isWord(p.a+1, "parte")))
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case word:
			if k > p.a && (p.isWord(k, "v") || p.isWord(k, "vs")) {
				versus = true
			}
		case opening:
			if t.n > k && t.n < p.b && p.tokens[k+1].kind == word && !versus {
				k = t.n
				continue
			}
			if versus {
				return k
			}
			return p.a
		case punct:
			if t.r == ',' && versus {
				return k
			}
		case number, dated:
			if versus {
				return k
			}
			return p.a
		case back, noteNo, address, quoted, located:
			return p.a
		}
	}
	return p.a
}

// readEUCase reads Case C-131/12, *A v B*, ECLI:…, para 45.
func (p *parser) readEUCase(r *reading) bool {
	k := p.a
	if k < p.b && (p.isWord(k, "Joined") || p.isWord(k, "In")) {
		k++
	}
	if k+2 >= p.b || !p.isWord(k, "Case") && !p.isWord(k, "Cases") {
		return false
	}
	end := k + 1
	for end < p.b && !p.isPunct(end, ",") && !p.isItalic(end) {
		end++
	}
	number := p.str(k+1, end)
	if end >= p.b || !strings.ContainsAny(number, "/") {
		return false
	}
	r.Number, r.Type = number, "legal_case"
	p.took(r, fNumber, p.a, end)
	for end < p.b && p.tokens[end].kind == punct {
		end++
	}
	stop := p.plainEnd(end)
	if stop <= end {
		return false
	}
	r.Title = titleText(p.str(end, stop))
	p.took(r, fTitle, end, stop)
	for k = stop; k < p.b; k++ {
		if p.isWord(k, "ECLI") {
			next := k
			for next < p.b && !p.isPunct(next, ",") && p.tokens[next].kind != located {
				if p.tokens[next].kind == dated {
					p.setDate(r, next)
				}
				next++
			}
			p.took(r, fNumber, k, next)
			stop = next
			break
		}
	}
	p.tail(r, stop, p.b, habits{law: true})
	r.extra += .4
	return true
}

// readCase reads the reports of a case whose parties end at token k.
func (p *parser) readCase(r *reading, k int) bool {
	r.Title = titleText(p.str(p.a, k))
	p.took(r, fTitle, p.a, k)
	r.Type = "legal_case"
	for k < p.b {
		if p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.tokens[k+1].kind == dated {
			if end := p.caseReport(r, k); end > k {
				k = end
				continue
			}
		}
		if p.tokens[k].kind == opening && p.tokens[k].n > k && p.tokens[k].n < p.b && p.tokens[k].n == k+2 && p.isFigure(k+1) {
			p.setLocator(r, k, k+3)
			k += 3
			continue
		}
		if p.tokens[k].kind == punct {
			k++
			continue
		}
		p.tail(r, k, p.b, habits{law: true})
		break
	}
	r.extra += .4
	return r.dates > 0
}

// caseReport reads [2014] EWCA Civ 1999 as the number, [2015] 1 WLR 77 as the report, at k.
func (p *parser) caseReport(r *reading, k int) int {
	j := k + 3
	start := j
	volume := -1
	if p.isFigure(j) {
		volume = j
		j++
	}
	words := j
	for j < p.b && j < words+6 && (p.tokens[j].kind == word && p.tokens[j].caps || p.isPunct(j, ".") || p.tokens[j].kind == opening && p.tokens[j].n > j && p.tokens[j].n <= j+3) {
		if p.tokens[j].kind == opening {
			j = p.tokens[j].n
		}
		j++
	}
	if j == words || !p.isFigure(j) {
		return k
	}
	if r.dates == 0 {
		p.setDate(r, k+1)
	}
	court := p.text[p.tokens[words].start:p.tokens[words].end]
	if volume < 0 && r.Number == "" && neutral[court] {
		r.Number = p.str(k, j+1)
		p.took(r, fNumber, start, j+1)
		r.extra += .3
		return j + 1
	}
	if r.Container != "" {
		p.leave(r, k, j+1)
		return j + 1
	}
	if volume >= 0 {
		r.Volume = p.str(volume, volume+1)
		p.took(r, fVolume, volume, volume+1)
	}
	r.Container = p.str(words, j)
	p.took(r, fContainer, words, j)
	if p.hits[p.tokens[k+1].n].EDTF != r.Date.EDTF {
		r.good += p.letters[k+2] - p.letters[k+1]
	}
	return p.lawPages(r, j, p.b)
}

// neutral are the courts of neutral citations.
var neutral = wordSet("EWCA EWHC UKSC UKHL UKPC UKUT UKFTT EWFC EWCOP EWCR CSIH CSOH HCJAC NIQB NICA UKEAT EAT HCA FCA FCAFC NSWCA NSWSC VSC VSCA QCA SCC ONCA BCCA ABCA NZSC NZCA NZHC IESC IEHC IECA SGCA SGHC HKCFA HKCFI ZACC ZASCA CCSU EWPCC UKAIT UKIAT JRC")

// readAct reads Merchant Shipping Act 1995, s 12.
func (p *parser) readAct(r *reading) bool {
	for k := p.a; k+1 < p.b && k < p.a+16; k++ {
		t := &p.tokens[k]
		if t.kind != word || !actWords[strings.ToLower(p.text[t.start:t.end])] || p.tokens[k+1].kind != dated || k == p.a {
			if t.kind == word || t.kind == punct && (t.r == ',' || t.r == '(' || t.r == ')') || t.kind == opening || t.kind == closing {
				continue
			}
			return false
		}
		if !p.bareYear(k+1) || p.commas(p.a, k) > 1 {
			return false
		}
		r.Title = titleText(p.str(p.a, k+2))
		r.Date, r.dates = p.date(&p.tokens[k+1]), p.tokens[k+1].n+1
		r.Type = "legislation"
		p.took(r, fTitle, p.a, k+2)
		r.extra += .5
		p.sections(r, k+2)
		return true
	}
	return false
}

// sections reads s 12, ss 12–14, sch 2 behind an act.
func (p *parser) sections(r *reading, k int) {
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	if k+1 < p.b && p.tokens[k].kind == word && sectionWords[p.text[p.tokens[k].start:p.tokens[k].end]] && p.isFigure(k+1) {
		to := p.places(p.tokens[k+1].start, false)
		end := min(max(p.behind(k+2, to), k+2), p.b)
		p.setLocator(r, k, end)
		k = end
	}
	p.tail(r, k, p.b, habits{law: true})
}

var (
	actWords     = wordSet("act ordinance regulations order rules statute code measure directive regulation bill")
	sectionWords = wordSet("s ss sch pt r rr reg regs art arts cl para paras ch")
)

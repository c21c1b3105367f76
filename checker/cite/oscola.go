package cite

import (
	"strings"
	"unicode/utf8"
)

// readOSCOLA reads the Oxford Standard for the Citation of Legal Authorities: *A v B* [Y] N, [Y] V
// C PP [p] · Act Y, s p. Its books and articles are read as other styles' are.
func readOSCOLA(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 {
		return false
	}
	if p.readEUCase(r) {
		return true
	}
	if start, end := p.parties(); end > p.a {
		return p.readCase(r, start, end)
	}
	return p.readAct(r)
}

// parties returns where "A v B" begins and ends: before a bracket or a comma at the head of the
// segment, or in italics, which prose may lead up to. Both are p.a if there are none.
func (p *parser) parties() (start, end int) {
	it := p.italicTitle()
	if it < 0 {
		return p.a, p.plainParties()
	}
	end = p.italics(it, p.b)
	if !p.hasParties(it, end) || it > p.a && !p.leadsTo(it) {
		return p.a, p.plainParties()
	}
	for end > it && p.tokens[end-1].kind == punct && p.tokens[end-1].r == ',' {
		end--
	}
	return it, end
}

// hasParties reports whether the tokens from a to b name a case.
func (p *parser) hasParties(a, b int) bool {
	return isCaseName(p.str(a, b))
}

// isCaseName reports whether s names a case by its parties or its matter: A v B, In re C.
func isCaseName(s string) bool {
	for _, head := range [...]string{"In re ", "Re ", "Ex parte ", "In the Matter of ", "Matter of ", "Reference re "} {
		if strings.HasPrefix(s, head) {
			return true
		}
	}
	for _, v := range [...]string{" v. ", " v ", " vs. ", " vs ", " c. "} {
		if k := strings.Index(s, v); k > 0 && k+len(v) < len(s) && (v != " c. " || len(s) < 60) {
			next := s[k+len(v)]
			return next >= 'A' && next <= 'Z' || next >= utf8.RuneSelf || next == '$' || next >= '0' && next <= '9' && v != " c. " || strings.HasPrefix(s[k+len(v):], "the ")
		}
	}
	return false
}

// leadsTo reports whether the words before token k are prose, none of them a name alone before a
// comma.
func (p *parser) leadsTo(k int) bool {
	return p.tokens[k-1].kind == word && p.tokens[k-1].lower
}

// caseName returns the name of the case from a to b. The stop of an abbreviation at its end belongs
// to it if a comma follows.
func (p *parser) caseName(a, b int) string {
	s := titleText(p.str(a, b))
	if b < p.b && p.isPunct(b, ".") && p.isPunct(b+1, ",") {
		s += "."
	} else if p.isPunct(b-1, ".") && p.isPunct(b, ",") && !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// plainParties returns the end of "A v B" at the head of the segment: before a bracket or a comma.
func (p *parser) plainParties() int {
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
	if p.isItalic(end) {
		stop = p.italics(end, p.b)
	}
	if stop <= end {
		return false
	}
	r.Title = titleText(p.str(end, stop))
	p.took(r, fTitle, end, stop)
	for k = stop; k < p.b; k++ {
		if p.isWord(k, "ECLI") || p.isWord(k, "EU") && p.isPunct(k+1, ":") {
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

// readCase reads the reports of a case whose parties stand between the tokens start and k.
func (p *parser) readCase(r *reading, start, k int) bool {
	r.Title = p.caseName(start, k)
	r.idle += p.letters[start] - p.letters[p.a]
	p.took(r, fTitle, start, k)
	r.Type = "legal_case"
	for k < p.b {
		if end := p.bareNeutral(r, k); end > k {
			k = end
			continue
		}
		if p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.tokens[k+1].kind == dated {
			if end := p.caseReport(r, k); end > k {
				k = end
				continue
			}
		}
		if p.tokens[k].kind == opening && p.tokens[k].n > k && p.tokens[k].n < p.b && p.tokens[k].n == k+2 && p.isFigure(k+1) {
			end := p.paragraphs(k)
			p.setLocator(r, k, end)
			k = end
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

// paragraphs returns the end of the paragraphs in square brackets that begin at k: [33]–[38], [41].
func (p *parser) paragraphs(k int) int {
	end := k + 3
	for end+3 < p.b+1 && end+1 < p.b {
		next := end
		if t := &p.tokens[next]; t.kind == punct && (isDash(t.r) || t.r == ',' || t.r == '&') || p.isWord(next, "and") {
			next++
		}
		if next == end || next+2 >= p.b || p.tokens[next].kind != opening || p.tokens[next].r != '[' || p.tokens[next].n != next+2 || !p.isFigure(next+1) {
			break
		}
		if p.isFigure(next+3) || next+3 < p.b && p.tokens[next+3].kind == word && p.tokens[next+3].caps && p.tokens[next].space && next+4 < p.b && p.isFigure(next+4) {
			break // [23], [2015] 1 WLR 77
		}
		end = next + 3
	}
	return end
}

// bareNeutral reads a neutral citation without brackets at k: 2008 SCC 9.
func (p *parser) bareNeutral(r *reading, k int) int {
	if r.Number != "" || k+2 >= p.b || !p.bareYear(k) || p.tokens[k+1].kind != word || !neutral[p.str(k+1, k+2)] || !p.isFigure(k+2) {
		return k
	}
	if r.dates == 0 {
		p.setDate(r, k)
	}
	r.Number = p.str(k, k+3)
	p.took(r, fNumber, k+1, k+3)
	return k + 3
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
		end := j + 1
		if end+2 < p.b && p.tokens[end].kind == opening && p.tokens[end].r == '(' && p.tokens[end].n == end+2 && p.tokens[end+1].kind == word && divided[court] {
			end += 3 // the division: (Admin)
		}
		r.Number = p.str(k, end)
		p.took(r, fNumber, start, end)
		r.extra += .3
		return end
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

// divided are the courts whose neutral citations name a division in brackets.
var divided = wordSet("EWHC UKUT UKFTT EWFC EWCOP NIKB NIQB")

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

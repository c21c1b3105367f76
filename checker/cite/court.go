package cite

import "strings"

// courts begin decisions as French, Spanish, Italian and Portuguese notes cite them, or say what kind
// of decision it is.
var courts = wordSet(`CE Cass CC Cons CA CAA TA TC TGI TJ CJCE CJUE CEDH Crim Soc Civ Cour Conseil Tribunal STS STC SAN STSJ SAP ATS ATC STJUE STEDH
Corte Cassazione Trib App TAR Consiglio STJ STF TRL Acórdão AcTC`)

// romanceCourt reads a decision: Court[, chamber], D[, parties][, n° N], C Y, p. The parties are the
// title, else the court.
func (p *parser) romanceCourt(r *reading) bool {
	switch p.language {
	case "fr", "es", "it", "pt":
	default:
		return false
	}
	if p.tokens[p.a].kind != word || !courts[p.str(p.a, p.a+1)] {
		return false
	}
	day := -1
	for k := p.a + 1; k < p.b && k < p.a+14 && day < 0; k++ {
		switch t := &p.tokens[k]; t.kind {
		case dated:
			if !p.bareYear(k) {
				day = k
			}
		case word, number, punct, issue:
		default:
			return false
		}
	}
	if day < 0 {
		return false
	}
	end := day
	for end > p.a+1 && (p.isPunct(end-1, ",") || p.tokens[end-1].kind == word && (p.isWord(end-1, "de") || p.isWord(end-1, "del") || p.isWord(end-1, "du"))) {
		end--
	}
	r.Type = "legal_case"
	name := end
	if to := serialGoesOn(p.text, p.tokens[p.a+1].end); p.isFigure(p.a+1) && to > p.tokens[p.a+1].end {
		name = p.a + 1 // STC 112/2006
		r.Number = p.text[p.tokens[p.a+1].start:to]
	}
	r.Title = p.str(p.a, name)
	p.took(r, fTitle, p.a, end)
	p.setDate(r, day)
	k := day + 1
	if p.isPunct(k, ",") && k+1 < p.b && p.tokens[k+1].kind == word && p.tokens[k+1].caps && p.tokens[k+1].lex == nil {
		stop := p.chunkEnd(k+1, p.b, habits{})
		if p.isPunct(stop, ",") && stop+1 < p.b && p.tokens[stop+1].kind == issue && stop > k+2 {
			r.Title = titleText(p.str(k+1, stop)) // CE, 12 mars 2010, Société des Bacs, n° 312456
			p.took(r, fTitle, k+1, stop)
			k = stop
		}
	}
	if k+1 < p.b && p.isPunct(k, ",") && p.tokens[k+1].kind == issue && r.Number == "" {
		r.Number = p.text[p.tokens[k+1].value:p.tokens[k+1].to]
		next := k + 2
		for next+1 < p.b && p.isPunct(next, ".") && !p.tokens[next].space && !p.tokens[next+1].space && p.tokens[next+1].kind == number {
			next += 2 // n° 04-12.345
		}
		r.Number = strings.TrimSpace(p.text[p.tokens[k+1].value:p.tokens[next-1].end])
		p.took(r, fNumber, k+1, next)
		k = next
	}
	if end := p.reporterAt(r, k); end > k {
		k = end
	}
	p.tail(r, k, p.b, habits{})
	r.extra += .6
	return true
}

// reporterAt reads the abbreviated name of a reporter behind the comma at k, with its stop: Rec.,
// p. 88 · D. 2006, p. 1234.
func (p *parser) reporterAt(r *reading, k int) int {
	if !p.isPunct(k, ",") || k+2 >= p.b || p.tokens[k+1].kind != word || !p.tokens[k+1].caps || p.tokens[k+1].lex != nil || r.Container != "" {
		return k
	}
	end := k + 2
	for end < p.b && end < k+8 && (p.tokens[end].kind == word && p.tokens[end].lex == nil || p.isPunct(end, ".")) {
		end++
	}
	if end >= p.b || !p.isPunct(end, ",") && p.tokens[end].kind != dated || p.isItalic(k+1) {
		return k
	}
	r.Container = p.str(k+1, end)
	p.took(r, fContainer, k+1, end)
	return end
}

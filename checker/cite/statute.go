package cite

import (
	"strings"
)

// readDebate reads the debates of British and Irish houses as OSCOLA has them: HC Deb D, vol V, col p.
func (p *parser) readDebate(r *reading) bool {
	end := p.a
	for end < p.b && end < p.a+4 && p.tokens[end].kind == word && p.tokens[end].caps {
		end++
	}
	switch p.str(p.a, end) {
	case "HC Deb", "HL Deb", "HC Debs", "HL Debs", "Hansard", "Hansard HC", "Hansard HL", "Dáil Deb", "Seanad Deb":
	default:
		return false
	}
	placed := false
	for k := end; k < p.b && k < end+8; k++ {
		placed = placed || p.tokens[k].kind == located || p.tokens[k].kind == volume
	}
	if !placed {
		return false
	}
	r.Title, r.Type = p.str(p.a, end), "hearing"
	p.took(r, fTitle, p.a, end)
	p.tail(r, end, p.b, habits{book: true})
	return true
}

// readStatute reads what American and international notes cite by number and section instead of
// author and title: T, Pub. L. No. N, § p, V Stat. PP (Y) · H.R. Rep. No. N, at p (Y) · Code § p (Y) ·
// G.A. Res. N, T, p (D) · Treaty art. p, D, V U.N.T.S. PP.
func readStatute(p *parser, r *reading) bool {
	if p.a >= p.b || p.tokens[p.a].kind != word || !p.tokens[p.a].caps || p.quotedTitle() >= 0 || p.italicTitle() >= 0 {
		return false
	}
	if p.readDebate(r) || p.readResolution(r) || p.readHouse(r) || p.readNumbered(r) || p.readSection(r) {
		r.extra += .4
		return true
	}
	return false
}

// readHouse reads the papers of the American houses: H.R. Rep. No. 94-1476, at 65 (1976).
func (p *parser) readHouse(r *reading) bool {
	k := p.a
	for k < p.b && k < p.a+9 && (p.tokens[k].kind == word && p.tokens[k].caps || p.isPunct(k, ".") || p.isAbbreviatedReport(k)) {
		k++
	}
	if k >= p.b || p.tokens[k].kind != issue {
		return false
	}
	head := strings.ReplaceAll(p.str(p.a, k), " ", "")
	kind := housePapers[strings.TrimPrefix(strings.TrimPrefix(head, "H.R."), "S.")]
	if kind == "" || !strings.HasPrefix(head, "H.R.") && !strings.HasPrefix(head, "S.") {
		return false
	}
	r.Type = kind
	r.Title, r.Number = p.str(p.a, k+1), p.text[p.tokens[k].value:p.tokens[k].to]
	p.took(r, fTitle, p.a, k+1)
	p.lawTail(r, k+1)
	return true
}

var housePapers = map[string]string{"Rep.": "report", "Doc.": "report", "Conf.Rep.": "report", "Exec.Doc.": "report", "Exec.Rep.": "report", "TreatyDoc.": "report", "Res.": "legislation", "Con.Res.": "legislation", "J.Res.": "legislation"}

// isAbbreviatedReport reports whether token k is a word of the lexicon that is a part of such a head.
func (p *parser) isAbbreviatedReport(k int) bool {
	return p.tokens[k].kind == word && p.tokens[k].lex != nil && p.tokens[k].lex.has(reportWord)
}

// readNumbered reads T, Pub. L. No. 111-95, § 3, 123 Stat. 2115.
func (p *parser) readNumbered(r *reading) bool {
	k := p.a
	for k+3 < p.b && k < p.a+30 && !(p.isWord(k, "Pub") && p.isPunct(k+1, ".") && p.isWord(k+2, "L")) {
		switch t := &p.tokens[k]; t.kind {
		case word, punct, opening, closing, dated, number:
		default:
			return false
		}
		k++
	}
	if k+4 >= p.b || !p.isWord(k, "Pub") || p.tokens[k+4].kind != issue {
		return false
	}
	end := k
	for end > p.a && p.tokens[end-1].kind == punct {
		end--
	}
	n := &p.tokens[k+4]
	r.Type = "legislation"
	r.Number = p.text[n.value:n.to]
	r.Title = p.str(k, k+5)
	if end > p.a {
		r.Title = titleText(p.str(p.a, end))
		p.took(r, fTitle, p.a, end)
	}
	p.took(r, fNumber, k, k+5)
	p.lawTail(r, k+5)
	if last := end - 1; r.dates == 0 && last > p.a && p.bareYear(last) {
		r.Date, r.dates = p.date(&p.tokens[last]), p.tokens[last].n+1 // the Act of 2009
	}
	return true
}

// readResolution reads a resolution of the United Nations, with or without a name.
func (p *parser) readResolution(r *reading) bool {
	k := p.a
	for k < p.b && k < p.a+8 && (p.tokens[k].kind == word && p.tokens[k].caps && !p.isWord(k, "Res") && !p.isWord(k, "Resolution") || p.isPunct(k, ".")) {
		k++
	}
	if k+1 >= p.b || !p.isWord(k, "Res") && !p.isWord(k, "Resolution") || !assemblies[strings.NewReplacer(".", "", " ", "").Replace(p.str(p.a, k))] {
		return false
	}
	k++
	if p.isPunct(k, ".") {
		k++
	}
	start := k
	for k < p.b && (p.isFigure(k) || p.tokens[k].kind == number || p.tokens[k].kind == opening && p.tokens[k].n == k+2 && p.tokens[k+1].kind == word || p.tokens[k].kind == word && p.tokens[k].caps && p.tokens[k].end-p.tokens[k].start < 2 || p.isPunct(k, "/") && !p.tokens[k].space) {
		if p.tokens[k].kind == opening {
			k = p.tokens[k].n
		}
		k++
	}
	if k == start {
		return false
	}
	r.Title = p.str(p.a, k)
	r.Type = "legislation"
	p.took(r, fTitle, p.a, k)
	if k+1 < p.b && p.isPunct(k, ",") {
		if to := serial(p.text, p.tokens[k+1].start); strings.Contains(p.text[p.tokens[k+1].start:to], "/") {
			end := min(p.behind(k+1, to), p.b)
			r.Number = p.text[p.tokens[k+1].start:to] // S/RES/1373
			p.took(r, fNumber, k+1, end)
			p.lawTail(r, end)
			return true
		}
	}
	r.Number = r.Title
	if p.isPunct(k, ",") && k+1 < p.b && p.tokens[k+1].kind == word && p.tokens[k+1].caps && !p.documentAt(k+1) {
		if end := p.plainEnd(k + 1); end > k+2 {
			r.Title = titleText(p.str(k+1, end))
			p.took(r, fTitle, k+1, end)
			k = end
		}
	}
	p.lawTail(r, k)
	return true
}

var assemblies = wordSet("GA SC ESC HRC UNGA UNSC UNHRC ECOSOC UNGeneralAssembly UNSecurityCouncil GeneralAssembly SecurityCouncil HumanRightsCouncil")

// documentAt reports whether U.N. Doc. or UN Doc stands at k.
func (p *parser) documentAt(k int) bool {
	return strings.HasPrefix(p.str(k, min(k+6, p.b)), "U.N. Doc") || strings.HasPrefix(p.str(k, min(k+2, p.b)), "UN Doc")
}

// readSection reads a code, a restatement, a constitution or an act by its section: Cal. Harb. Code
// § 660 (West 2016). An abbreviated name is that of the collection, as in 42 U.S.C. § 1983.
func (p *parser) readSection(r *reading) bool {
	k, law := p.a, false
	for k < p.b && k < p.a+24 {
		t := &p.tokens[k]
		if t.kind == located {
			break
		}
		switch {
		case t.kind == word && (t.caps || smallJoint[p.text[t.start:t.end]] || t.deep):
			law = law || lawWords[p.text[t.start:t.end]]
		case t.kind == punct && (t.r == '.' || t.r == '&' || t.r == '’'):
		case t.kind == opening && t.n == k+2 && k > p.a, t.kind == closing && k > p.a:
		case p.bareYear(k) && k > p.a && p.isWord(k-1, "of"):
		default:
			return false
		}
		k++
	}
	if k <= p.a+1 || k >= p.b || p.tokens[k].kind != located || !law {
		return false
	}
	end := k
	if p.isPunct(end-1, ",") {
		end--
	}
	name := p.str(p.a, end)
	r.Type = "legislation"
	if collection(name) {
		r.Container = name
		p.took(r, fContainer, p.a, end)
	} else {
		r.Title = name
		p.took(r, fTitle, p.a, end)
	}
	p.setLocator(r, k, k+1)
	p.lawTail(r, k+1)
	return true
}

// collection reports whether a name is an abbreviated one: half of its words end in a stop.
func collection(name string) bool {
	words, stops := 0, 0
	for _, w := range strings.Fields(name) {
		if w == "&" || smallJoint[w] {
			continue
		}
		words++
		if strings.HasSuffix(w, ".") {
			stops++
		}
	}
	return stops > 0 && 2*stops >= words && !strings.Contains(name, "Const.")
}

var lawWords = wordSet("Code Law Laws Act Stat Statutes Restatement Const Constitution Rules Rule Regs Regulations Ann Gen Rev Charter Convention Treaty Covenant Protocol Statute Constitution Proc Crim Civ")

// lawTail reads what stands behind the head of a statute: further places, the reports of laws, years
// and publishers in brackets.
func (p *parser) lawTail(r *reading, k int) {
	for k < p.b {
		t := &p.tokens[k]
		switch {
		case t.kind == punct:
			k++
		case t.kind == located && r.locEnd > 0 && strings.Trim(p.text[p.tokens[r.locEnd-1].end:t.start], " ,") == "":
			p.setLocator(r, k, k+1)
			k++
		case t.kind == located && r.locEnd > 0:
			p.idle(r, k, k+1) // the same place in another collection
			k++
		case t.kind == word && commentWords[p.text[t.start:t.end]] && k+1 < p.b:
			end := k + 1
			for end < p.b && end < k+4 && (p.isPunct(end, ".") || p.tokens[end].kind == word || p.tokens[end].kind == number) {
				end++
			}
			p.idle(r, k, end)
			k = end
		case t.kind == opening && t.n > k && t.n < p.b && p.tokens[t.n-1].kind == dated && r.dates == 0:
			p.idle(r, k+1, t.n-1)
			p.setDate(r, t.n-1)
			k = t.n + 1
		case t.kind == opening && t.n > k && t.n < p.b && p.tokens[k+1].kind != dated:
			if !p.alias(r, k+1, t.n) {
				p.idle(r, k, t.n+1)
			}
			k = t.n + 1
		case p.documentAt(k):
			end := k
			for end < p.b && !p.isPunct(end, ",;") && p.tokens[end].kind != opening && p.tokens[end].kind != located {
				end++
			}
			p.idle(r, k, end)
			k = end
		default:
			if p.isFigure(k) {
				if end := p.lawCite(r, k, p.b, habits{law: true}); end > k {
					k = end
					continue
				}
			}
			p.tail(r, k, p.b, habits{law: true})
			return
		}
	}
}

// commentWords lead to a comment on a section: § 402A cmt. i.
var commentWords = wordSet("cmt reporter’s illus note app")

// congress takes the number of an American congress at k, by which its hearings are cited, and the page
// behind it: 117th Cong. 12 (2021); 85th Cong., 2nd Sess. It returns the token behind them, or k.
func (p *parser) congress(r *reading, k, b int) int {
	if r.Number != "" || r.Title == "" || k+2 >= b || !p.isWord(k+1, "Cong") || !p.isPunct(k+2, ".") {
		return k
	}
	end := k + 3
	if end+3 < b && p.isPunct(end, ",") && p.tokens[end+1].kind == number && p.isWord(end+2, "Sess") && p.isPunct(end+3, ".") {
		end += 4
	}
	r.Number, r.Type = p.str(k, end), "hearing"
	p.took(r, fNumber, k, end)
	if end < b && p.tokens[end].kind == number && p.isFigure(end) {
		p.setLocator(r, end, end+1)
		end++
	}
	return end
}

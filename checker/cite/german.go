package cite

import (
	"strings"
)

// readGerman reads German legal notes: Court, Art vom D – N, C Y, PP (p) · A, C Y, PP (p) · A, in:
// Hrsg., T, n. Aufl. Y, § p Rn. p.
func readGerman(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 {
		return false
	}
	switch {
	case p.germanCourt(r), p.courtInJournal(r), p.germanReporter(r), p.germanStatute(r), p.germanPaper(r), p.germanCommentary(r), p.germanArticle(r), p.germanContribution(r):
		return true
	}
	return false
}

var decisions = wordSet("urteil urt beschluss beschl beschluß verfügung entscheidung gutachten vorlagebeschluss")

// germanCourt reads a decision: the court and its kind are the title.
func (p *parser) germanCourt(r *reading) bool {
	kindAt := -1
	for k := p.a; k < p.b && k < p.a+8; k++ {
		if t := &p.tokens[k]; t.kind == word && decisions[strings.ToLower(p.text[t.start:t.end])] {
			kindAt = k
			break
		}
	}
	if kindAt <= p.a {
		return false
	}
	k := kindAt + 1
	end := k
	if p.isPunct(k, ".") {
		k++
		end = k
	}
	for k < p.b && (p.isWord(k, "vom") || p.isWord(k, "v") || p.isPunct(k, ".")) {
		k++
	}
	if k >= p.b || p.tokens[k].kind != dated {
		return false
	}
	r.Title = p.str(p.a, end)
	r.Type = "legal_case"
	p.took(r, fTitle, p.a, k)
	p.setDate(r, k)
	k++
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	stop := k
	for stop < p.b && !p.isPunct(stop, ",;") && p.tokens[stop].kind != opening {
		stop++
	}
	if stop > k {
		r.Number = p.str(k, stop)
		p.took(r, fNumber, k, stop)
		k = stop
	}
	for k < p.b && p.tokens[k].kind == punct {
		k++
	}
	if k < p.b && databases[strings.ToLower(p.str(k, k+1))] {
		r.Container = p.str(k, k+1)
		p.took(r, fContainer, k, k+1)
		k++
	}
	k = p.yearPages(r, k)
	p.tail(r, k, p.b, habits{})
	r.extra += .6
	return true
}

// germanReporter reads BVerfGE 45, 187 (229): a decision by its place in a reporter.
func (p *parser) germanReporter(r *reading) bool {
	if p.b-p.a < 4 || p.tokens[p.a].kind != word || !p.isWhole(p.a+1) || !p.isPunct(p.a+2, ",") || !p.isWhole(p.a+3) {
		return false
	}
	upper := 0
	name := p.str(p.a, p.a+1)
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			upper++
		}
	}
	if upper < 3 {
		return false
	}
	r.Container, r.Volume, r.Type = name, p.str(p.a+1, p.a+2), "legal_case"
	p.took(r, fContainer, p.a, p.a+2)
	end := p.figureRun(p.a+3, p.b)
	r.Pages = p.str(p.a+3, end)
	p.took(r, fLocator, p.a+3, end)
	p.tail(r, end, p.b, habits{})
	r.extra += .4
	return true
}

// yearPages reads C Y, PP (p) at k: the year is the volume.
func (p *parser) yearPages(r *reading, k int) int {
	j := k
	for j < p.b && j < k+4 && p.tokens[j].kind == word {
		j++
	}
	if j == k || j+2 >= p.b || !p.bareYear(j) || !p.isPunct(j+1, ",") || !p.isFigure(j+2) {
		return k
	}
	r.Container = p.str(k, j)
	p.took(r, fContainer, k, j)
	r.Volume = p.str(j, j+1)
	if r.dates == 0 {
		r.Date, r.dates = p.date(&p.tokens[j]), p.tokens[j].n+1
	}
	p.took(r, fVolume, j, j+1)
	end := p.figureRun(j+2, p.b)
	r.Pages = p.str(j+2, end)
	p.took(r, fLocator, j+2, end)
	return end
}

// germanArticle reads A, C Y, PP (p).
func (p *parser) germanArticle(r *reading) bool {
	comma := -1
	for k := p.a; k < p.b && k < p.a+12; k++ {
		if p.isPunct(k, ",") {
			comma = k
			break
		}
		if t := &p.tokens[k]; t.kind != word && t.kind != punct && !(k == p.a && (t.kind == leader || t.kind == back && t.class == backSame)) {
			return false
		}
	}
	if comma <= p.a || !p.authors(r, p.a, comma, straight) {
		return false
	}
	end := p.yearPages(r, comma+1)
	if end == comma+1 || p.isItalic(comma+1) {
		return false
	}
	p.tail(r, end, p.b, habits{})
	r.Type = "article-journal"
	r.extra += .5
	return true
}

// germanContribution reads A, in: Hrsg., T, n. Aufl. Y, § p: the work's title is the contribution's.
func (p *parser) germanContribution(r *reading) bool {
	in := -1
	for k := p.a; k+1 < p.b && k < p.a+12; k++ {
		if t := &p.tokens[k]; t.lex != nil && t.lex.has(inWord) && p.isPunct(k+1, ":") {
			in = k
			break
		}
	}
	if in <= p.a || p.a > p.seg.a && germanArticles[p.str(p.a-1, p.a)] || !p.authors(r, p.a, in, straight) {
		return false
	}
	k := in + 2
	end := k
	for end < p.b && !p.isPunct(end, ",") {
		if t := &p.tokens[end]; t.kind != word && t.kind != punct && t.kind != opening && t.kind != closing {
			return false
		}
		end++
	}
	if end == k || end+1 >= p.b {
		return false
	}
	if next := &p.tokens[end+1]; p.isEditionAt(end+1, p.b) && next.kind == number || p.atSection(end+1) || p.bareYear(end+1) {
		r.Title, r.Type = titleText(p.str(k, end)), "chapter" // in: MüKoBGB, 8. Aufl. 2020, § 823
		p.took(r, fTitle, in, end)
		p.tail(r, end, p.b, habits{book: true, placeYear: true})
		r.extra += .5
		return true
	}
	stop, _ := p.roleAt(k, end)
	list, ok := p.names(k, stop, straight, false)
	if !ok {
		return false
	}
	r.Editors = list
	p.took(r, fEditors, in, end)
	title := end + 1
	stop = p.chunkEnd(title, p.b, habits{})
	if stop == title {
		return false
	}
	r.Title = titleText(p.str(title, stop))
	p.took(r, fTitle, title, stop)
	p.tail(r, stop, p.b, habits{book: true, placeYear: true})
	r.Type = "chapter"
	r.extra += .5
	return true
}

// databases are the collections in which German decisions are cited by paragraph.
var databases = wordSet("juris beck-online beckrs becklink openjur")

// atSection reports whether a section or article is named at k: § 823, Art. 5.
func (p *parser) atSection(k int) bool {
	if k >= p.b || p.tokens[k].kind != located {
		return false
	}
	s := p.text[p.tokens[k].start:p.tokens[k].end]
	return strings.HasPrefix(s, "§") || strings.HasPrefix(s, "Art")
}

// germanStatute reads Art. 5 Abs. 1 GG and § 823 Abs. 2 Satz 1 BGB: a law by its abbreviation.
func (p *parser) germanStatute(r *reading) bool {
	if !p.atSection(p.a) {
		return false
	}
	k := p.a + 1
	for k < p.b && k < p.a+14 && (p.tokens[k].kind == located || p.tokens[k].kind == number || p.tokens[k].kind == issue || p.tokens[k].kind == punct && p.tokens[k].r != ',' && p.tokens[k].r != ';' || statuteParts[p.str(k, k+1)]) {
		k++
	}
	if k >= p.b || p.tokens[k].kind != word || !isStatute(p.str(k, k+1)) {
		return false
	}
	end := k + 1
	for end < p.b && end < k+3 && p.tokens[end].kind == word && isStatute(p.str(end, end+1)) {
		end++ // BauGB NRW
	}
	if end < p.b && !p.isPunct(end, ",.;") && p.tokens[end].kind != opening {
		return false
	}
	p.setLocator(r, p.a, k)
	r.Title, r.Type = p.str(k, end), "legislation"
	p.took(r, fTitle, k, end)
	p.tail(r, end, p.b, habits{})
	r.extra += .5
	return true
}

var statuteParts = wordSet("Satz Halbsatz Hs Alt Var Nr Abs S i V m iVm bis und lit UAbs")

// isStatute reports whether w abbreviates a law: two capitals or more, as in GG, StGB, AEUV.
func isStatute(w string) bool {
	upper := 0
	for i, c := range w {
		if c >= 'A' && c <= 'Z' {
			upper++
		} else if i == 0 {
			return false
		}
	}
	return upper >= 2 && len(w) <= 14
}

// germanPaper reads BT-Drs. 19/1234, S. 5: a paper of a parliament by its number.
func (p *parser) germanPaper(r *reading) bool {
	w := p.str(p.a, p.a+1)
	if p.tokens[p.a].kind != word || !p.tokens[p.a].caps || !strings.Contains(w, "Drs") && !strings.Contains(w, "Drucks") && !strings.HasSuffix(w, "PlPr") && !strings.HasSuffix(w, "rotokoll") && !(strings.HasSuffix(w, "Bl") && p.isPunct(p.a+1, ".")) {
		return false
	}
	k := p.a + 1
	if p.isPunct(k, ".") {
		k++
	}
	if strings.HasSuffix(w, "Bl") {
		return p.germanGazette(r, k)
	}
	if k >= p.b || !p.isFigure(k) {
		return false
	}
	start := p.tokens[k].start
	to := serialGoesOn(p.text, p.tokens[k].end)
	if to <= p.tokens[k].end && strings.IndexByte(p.text[start:to], '/') < 0 {
		return false
	}
	end := max(p.behind(k+1, to), k+1)
	r.Container, r.Number, r.Type = p.str(p.a, k), collapse(p.text[start:to]), "report"
	p.took(r, fContainer, p.a, k)
	p.took(r, fNumber, k, end)
	p.tail(r, end, p.b, habits{})
	r.extra += .5
	return true
}

// germanCommentary reads T/A, § p Rn. p: a commentary by its short title and the one who wrote on
// the section.
func (p *parser) germanCommentary(r *reading) bool {
	slash := -1
	for k := p.a; k < p.b && k < p.a+8; k++ {
		t := &p.tokens[k]
		if t.kind == punct && t.r == '/' && slash < 0 {
			slash = k
			continue
		}
		if slash > p.a && p.isPunct(k, ",") && k > slash+1 && k+2 < p.b && p.tokens[k+1].kind == word && isStatute(p.str(k+1, k+2)) && p.isPunct(k+2, ",") {
			return p.editedCommentary(r, slash, k)
		}
		if t.kind != word || !t.caps || t.lex != nil {
			if slash > p.a && k > slash+1 && (p.atSection(k) || p.isPunct(k, ",") && p.atSection(k+1)) && k <= slash+4 {
				list, ok := p.names(slash+1, k, straight, false)
				if !ok {
					return false
				}
				r.Authors, r.Title, r.Type = list, p.str(p.a, slash), "chapter"
				p.took(r, fAuthors, p.a, k)
				p.tail(r, k, p.b, habits{})
				r.extra += .5
				return true
			}
			return false
		}
	}
	return false
}

// editedCommentary reads A/A, T, n. Aufl. Y, § p: the founder or editor of a commentary, who wrote on
// the section, and the law as the title. The slash is at token slash, a comma at token k.
func (p *parser) editedCommentary(r *reading, slash, k int) bool {
	section := false
	for j := k + 3; j < p.b; j++ {
		section = section || p.atSection(j)
	}
	editors, ok := p.names(p.a, slash, straight, false)
	authors, fine := p.names(slash+1, k, straight, false)
	if !section || !ok || !fine {
		return false
	}
	r.Editors, r.Authors, r.Title, r.Type = editors, authors, p.str(k+1, k+2), "chapter"
	p.took(r, fTitle, p.a, k+2)
	p.tail(r, k+2, p.b, habits{book: true, placeYear: true})
	r.extra += .5
	return true
}

// courtInJournal reads a decision by its place in a journal: OLG Köln NJW-RR 2010, 88.
func (p *parser) courtInJournal(r *reading) bool {
	if p.tokens[p.a].kind != word || !germanCourts[p.str(p.a, p.a+1)] {
		return false
	}
	k := p.a + 1
	for k < p.b && k < p.a+8 && (p.tokens[k].kind == word && p.tokens[k].lex == nil || p.isPunct(k, ".,")) {
		k++
	}
	at := k - 1
	if at <= p.a || p.tokens[at].kind != word || !isStatute(p.str(at, at+1)) && !strings.Contains(p.str(at, at+1), "-") {
		return false
	}
	end := p.yearPages(r, at)
	if end == at {
		return false
	}
	stop := at
	for stop > p.a && p.isPunct(stop-1, ",") {
		stop--
	}
	r.Title, r.Type = p.str(p.a, stop), "legal_case"
	p.took(r, fTitle, p.a, at)
	p.tail(r, end, p.b, habits{})
	r.extra += .5
	return true
}

// germanCourts are the courts of Germany, Austria and the European Union in German notes.
var germanCourts = wordSet("BVerfG BVerwG BGH BAG BSG BFH BPatG BayObLG OLG KG LG AG OVG VGH VG LAG ArbG LSG SG FG RG RFH EuGH EuG EGMR OGH VfGH VwGH VerfGH StGH")

// germanArticles stand before a noun, not before a name.
var germanArticles = wordSet("der die das den dem des diese dieser diesen")

// germanGazette reads BGBl. I 2005, S. 1234 and RGBl. 1933 I, S. 83, behind the name: the part is the
// volume.
func (p *parser) germanGazette(r *reading, k int) bool {
	end := k
	for end < p.b && end < k+2 && (p.bareYear(end) || p.tokens[end].kind == word && isRomanVolume(p.str(end, end+1))) {
		end++
	}
	year := -1
	for j := k; j < end; j++ {
		if p.bareYear(j) {
			year = j
		}
	}
	if year < 0 && (end == k || end >= p.b || p.tokens[end].kind != located) {
		return false
	}
	r.Container, r.Type = p.str(p.a, k), "legislation"
	p.took(r, fContainer, p.a, k)
	for j := k; j < end; j++ {
		if j == year {
			p.setDate(r, j)
		} else {
			r.Volume = p.str(j, j+1)
			p.took(r, fVolume, j, j+1)
		}
	}
	p.tail(r, end, p.b, habits{})
	r.extra += .5
	return true
}

package cite

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A template is a citation as the templates of Wikipedia print it (Citation Style 1, and 2 with commas):
// full stops part its fields, and the one behind a quoted title stands outside of the marks.
//
//	A; A (D). “T” (kind). *C*. P. D. V (I): PP. p. N. ISBN N. Archived from the original on D. Retrieved D. “words.”
type template struct {
	end      int // the token behind it
	names    int // the token behind the names it begins with
	date     int // the date in brackets behind them; 0: none
	editors  int // where the editors stand that come between names and title; 0: none
	title    int
	titleEnd int
	parts    []part
	sure     bool // it has what no other style has
}

// A part is one field of a template.
type part struct {
	a, b int
	role partRole
}

type partRole uint8

const (
	partEnds    partRole = iota // no field: the template ends before it
	partMark                    // a bracket: (PDF), (Press release), (in German)
	partName                    // periodical, publisher, series, place
	partWork                    // italics
	partInside                  // In Family, Given (ed.)
	partDate                    // a date
	partNumbers                 // V (I): PP
	partPlace                   // p. N
	partID                      // ISBN and kin
	partArchive                 // Archived from the original on D
	partAccess                  // Retrieved D
	partQuote                   // words of the source
	partRest                    // – via C
)

const (
	longestHead     = 120 // tokens
	longestPart     = 80
	longestTemplate = 600 // of what is looked at to split a note
)

// templates finds the stretches of a note that templates printed. One begins at the start of the note,
// behind a signal, behind another one or behind a sentence of prose.
func templates(lx *lexer) []stretch {
	var list []stretch
	p := parser{lexer: lx}
	sentence, behind := 0, 0
	for k := 0; k < len(lx.tokens); k++ {
		t := &lx.tokens[k]
		p.a, p.b = k, min(k+longestTemplate, len(lx.tokens))
		if t.kind == opening && t.n > k {
			k = t.n
			continue
		}
		if t.kind == punct {
			continue
		}
		led := t.kind == quoted && behind > 0 && k <= behind+12 // For towns, “T”. C. D
		if k > 0 && k != behind && !led && lx.tokens[k-1].kind != signal {
			if !(p.isPunct(k-1, ".:\n") && t.space) {
				continue
			}
			prose := k-sentence < longestPart && p.isProse(sentence, k)
			sentence = k
			if !prose {
				continue
			}
		}
		if t, ok := p.template(); ok && t.sure {
			list = append(list, stretch{a: k, b: t.end})
			k, sentence = t.end-1, t.end
			for behind = t.end; p.isPunct(behind, ".;") && behind < p.b; behind++ {
			}
		}
	}
	return list
}

// template reads the segment as a template, or what it begins with.
func (p *parser) template() (template, bool) {
	t := template{end: p.b}
	k, comma, ok := p.templateHead(&t)
	if !ok || k >= p.b {
		return t, false
	}
	stop := "."
	if comma {
		stop = ","
	}
	first := &p.tokens[k]
	if first.kind == word && !p.italicAt(k) && t.date > 0 {
		if end, _ := p.partedEditors(k, p.b); end > k && p.isPunct(end, stop) && end+1 < p.b {
			t.editors, k = k, end+1
			first = &p.tokens[k]
		}
	}
	t.title = k
	switch {
	case first.kind == quoted:
		t.titleEnd = k + 1
	case p.italicAt(k) || p.isItalic(k) && k+1 < p.b && p.italicAt(k+1):
		t.titleEnd = p.italics(k, p.b)
	case t.date == 0 && k > p.a || comma:
		return t, false
	case first.link != nil:
		t.titleEnd = p.linked(k)
	default:
		t.titleEnd = p.sentence(k)
	}
	if t.titleEnd <= k {
		return t, false
	}
	k = p.marks(&t, t.titleEnd)
	if k < p.b && !p.isPunct(k, stop) {
		return t, false
	}
	p.templateParts(&t, k, comma)
	t.sure = p.isSure(&t)
	return t, true
}

// templateHead reads what stands before the title and returns where that begins, and whether commas
// part the fields.
func (p *parser) templateHead(t *template) (title int, comma, ok bool) {
	if first := &p.tokens[p.a]; first.kind == word && first.link != nil && !p.italicAt(p.a) {
		end := p.linked(p.a)
		if p.isLinkedName(p.a, end) {
			end = p.b // of the author
		}
		if p.isPunct(end, ".") && end+1 < p.b && p.tokens[end+1].kind != quoted || end+1 < p.b && p.tokens[end].kind == opening && p.tokens[end+1].kind != dated {
			t.names = p.a
			return p.a, false, true
		}
	}
	for k := p.a; k < p.b && k < p.a+longestHead; k++ {
		tok := &p.tokens[k]
		switch tok.kind {
		case quoted:
			t.names = k
			return k, false, k == p.a || p.isPunct(k-1, ".")
		case word:
			if p.italicAt(k) {
				t.names = k
				return k, false, k == p.a || p.isPunct(k-1, ".")
			}
			w := p.text[tok.start:tok.end]
			if !tok.caps && !particles[w] && !p.isJoiner(k) && (tok.lex == nil || !tok.lex.has(othersWord) && !tok.lex.has(edWord) && !tok.lex.has(edsAfter)) && !headWords[w] {
				return 0, false, false
			}
		case number:
			if !p.isItalic(k) || k > p.a {
				return 0, false, false
			}
			t.names = k
			return k, false, true
		case punct:
			if !strings.ContainsRune(".,;&-–'’·/", tok.r) {
				return 0, false, false
			}
		case opening:
			if tok.n <= k || tok.n >= p.b || k == p.a {
				return 0, false, false
			}
			if tok.r != '(' || p.tokens[k+1].kind != dated {
				if tok.n > k+4 {
					return 0, false, false
				}
				k = tok.n
				continue
			}
			t.names, t.date = k, k+1
			next := tok.n + 1
			if next < p.b && p.tokens[next].kind == opening && p.tokens[next].r == '[' && p.tokens[next].n > next {
				next = p.tokens[next].n + 1
			}
			return next + 1, p.isPunct(next, ","), p.isPunct(next, ".,")
		default:
			return 0, false, false
		}
	}
	return 0, false, false
}

// isLinkedName reports whether the tokens are one name, family first.
func (p *parser) isLinkedName(a, b int) bool {
	if b > a+8 || p.firstComma(a, b) < 0 {
		return false
	}
	list, ok := p.names(a, b, inverted, p.kana)
	return ok && len(list) == 1 && list[0].Given != "" && list[0].Literal == ""
}

var headWords = wordSet("of the for in on to with")

// marks adds the brackets that begin at token k and returns the token behind them.
func (p *parser) marks(t *template, k int) int {
	for k < p.b && p.tokens[k].kind == opening && p.tokens[k].n > k && p.tokens[k].n < p.b {
		t.parts = append(t.parts, part{k, p.tokens[k].n + 1, partMark})
		k = p.tokens[k].n + 1
	}
	return k
}

// templateParts reads the fields behind the stop at token k.
func (p *parser) templateParts(t *template, k int, comma bool) {
	limit := p.b
	t.end = min(k+1, p.b)
	done, dates := false, t.date > 0
	for k+1 < limit {
		s := k + 1
		e := p.partEnd(s, limit, comma)
		q := p.partAt(s, e, done)
		if q.role == partEnds || (q.role == partName || q.role == partWork) && (done || dates) && p.beginsTemplate(s) {
			return
		}
		done = done || q.role == partAccess || q.role == partArchive || q.role == partID
		dates = dates || q.role == partDate
		t.parts = append(t.parts, q)
		switch {
		case q.b < e: // something follows without a stop: words behind "Retrieved D."
			k = q.b - 1
			t.end = q.b
		default:
			k = e
			t.end = min(e+1, p.b)
		}
		if p.isPunct(k, "\n") || e >= limit && q.b >= e {
			return
		}
		if comma && p.isPunct(k, ".") {
			return
		}
	}
}

// beginsTemplate reports whether names and a date in brackets begin at token k: the next citation.
func (p *parser) beginsTemplate(k int) bool {
	next := parser{lexer: p.lexer, a: k, b: p.b}
	var t template
	_, _, ok := next.templateHead(&t)
	return ok && t.date > 0
}

// partEnd returns the stop that ends the field at token k, or limit.
func (p *parser) partEnd(k, limit int, comma bool) int {
	limit = min(limit, k+longestPart)
	for j := k; j < limit; j++ {
		t := &p.tokens[j]
		switch {
		case t.kind == opening && t.n > j && t.n < limit:
			j = t.n
		case t.kind == punct && t.r == '\n' && !(j+1 < limit && p.tokens[j+1].lower), t.kind == punct && t.r == ',' && comma:
			return j
		case t.kind == punct && t.r == '.' && (j+1 >= p.b || p.tokens[j+1].space):
			if j+1 >= p.b || j == k || p.isFieldStart(j+1) || !p.isCut(j) {
				return j
			}
		}
	}
	return limit
}

// isCut reports whether the full stop at token k ends an initial or an abbreviation.
func (p *parser) isCut(k int) bool {
	t := &p.tokens[k-1]
	if t.kind != word {
		return false
	}
	w := p.text[t.start:t.end]
	return utf8.RuneCountInString(w) == 1 || abbreviations[strings.ToLower(w)]
}

// isFieldStart reports whether token k begins a field that is no name.
func (p *parser) isFieldStart(k int) bool {
	t := &p.tokens[k]
	switch t.kind {
	case dated, located, accessed, isbn, doi, arxiv, volume, issue, quoted:
		return true
	case word:
		return t.lex != nil && t.lex.has(archiveWord) && t.caps || identifiers[p.text[t.start:t.end]]
	}
	return false
}

var identifiers = wordSet("ISSN OCLC PMC PMID JSTOR Bibcode LCCN OL ASIN SSRN S2CID Zbl MR CiteSeerX hdl OSTI RFC URN WorldCat SBN ISMN EISSN eISSN")

// partAt tells what stands between token a and the stop at b; done: the template may be at its end.
func (p *parser) partAt(a, b int, done bool) part {
	q := part{a: a, b: b}
	t := &p.tokens[a]
	switch t.kind {
	case accessed:
		q.role, q.b = partAccess, a+1
	case located:
		q.role = partPlace
	case volume, issue:
		q.role = partNumbers
	case isbn, doi, arxiv, address:
		q.role = partID
	case dated:
		switch {
		case p.bareYear(a) && a+1 < b && (p.tokens[a+1].kind == opening || p.isPunct(a+1, ":")):
			q.role = partNumbers
		case !p.isProse(a, b):
			q.role = partDate
		}
	case number:
		switch {
		case a+1 == b || p.tokens[a+1].kind == opening || p.isPunct(a+1, ":–"):
			q.role = partNumbers
		case !p.isProse(a, b):
			q.role = partName
		}
	case quoted:
		if s := strings.TrimSpace(p.words(a)); a > p.a && (strings.ContainsAny(s[max(len(s)-3, 0):], ".!?…") || strings.Count(s, " ") >= 12) || done {
			q.role, q.b = partQuote, a+1
		}
	case opening:
		if t.n > a && t.n < p.b {
			q.role, q.b = partMark, t.n+1
		}
	case leader:
		q.role = partRest
	case punct:
		if isDash(t.r) && b < a+12 {
			q.role = partRest
		}
	case word:
		q.role = p.wordPart(a, b, done)
	}
	return q
}

func (p *parser) wordPart(a, b int, done bool) partRole {
	t := &p.tokens[a]
	switch {
	case t.lex != nil && t.lex.has(archiveWord) && (t.caps || p.isPunct(a-1, ",")):
		return partArchive
	case identifiers[p.text[t.start:t.end]]:
		return partID
	case p.italicAt(a):
		return partWork
	case t.lex != nil && t.lex.has(inWord) && b > a+1:
		if end, _ := p.partedEditors(a+1, b); end > a+1 || p.italicAt(a+1) {
			return partInside
		}
		return partName // Inside Harbours
	case done && p.tokens[b-1].kind == closing && p.str(p.tokens[b-1].n+1, b-1) == "help":
		return partRest // what the template complains of
	case p.isProse(a, b):
		return partEnds
	case done && (p.holdsTitle(a, b) || b > a+16):
		return partEnds // For towns, “T”. C. D
	case done:
		return partRest
	}
	return partName
}

// holdsTitle reports whether a quotation or italics are among the tokens.
func (p *parser) holdsTitle(a, b int) bool {
	for k := a; k < b; k++ {
		if p.tokens[k].kind == quoted || p.italicAt(k) {
			return true
		}
	}
	return false
}

// isProse reports whether the tokens are a sentence: three words that are neither names nor joints,
// and half of all that are no joints in lower case.
func (p *parser) isProse(a, b int) bool {
	words, lower := 0, 0
	for k := a; k < b; k++ {
		t := &p.tokens[k]
		if t.kind == opening && t.n > k && t.n < b {
			k = t.n
			continue
		}
		if t.kind == signal && k == a || t.kind == back {
			return true
		}
		if t.kind != word || t.lower && smallJoint[p.text[t.start:t.end]] {
			continue
		}
		words++
		if t.lower && t.style&checker.Italic == 0 {
			lower++
		}
	}
	return lower >= 3 && 2*lower >= words
}

// isSure reports whether a template has what no other style has.
func (p *parser) isSure(t *template) bool {
	marked, work, date, name := t.editors > 0, false, t.date > 0, false
	for _, q := range t.parts {
		switch q.role {
		case partAccess, partArchive:
			marked = true
		case partID:
			k := p.tokens[q.a].kind
			marked = marked || p.tokens[t.title].kind == quoted || k == isbn || k == word
		case partWork, partInside:
			work = true
		case partPlace:
			marked = marked || t.date > 0
		case partDate:
			date = true
		case partName:
			name = true
			if last := q.b - 1; last > q.a && p.tokens[last].kind == dated && p.isPunct(last-1, ",") {
				return false // P, Y
			}
		}
	}
	if p.tokens[t.title].kind == quoted && len(t.parts) == 1 && t.parts[0].role == partQuote {
		return strings.Count(p.words(t.parts[0].a), " ") >= 8
	}
	if p.tokens[t.title].kind == quoted {
		return marked || (work || name) && date
	}
	return marked
}

// readWikipedia reads what the templates of Wikipedia print.
func readWikipedia(p *parser, r *reading) bool {
	t, ok := p.template()
	if !ok || !t.sure || p.letters[p.b]-p.letters[t.end] > 40 {
		return false
	}
	if t.names > p.a && !p.templateAuthors(r, t.names) {
		return false
	}
	if t.date > 0 {
		p.templateDate(r, &t)
	}
	if t.editors > 0 {
		_, r.Editors = p.partedEditors(t.editors, p.b)
		p.took(r, fEditors, t.editors, t.title)
	}
	r.Title = titleText(p.str(t.title, t.titleEnd))
	if p.tokens[t.title].kind == quoted {
		r.Title = titleText(p.words(t.title))
	}
	p.took(r, fTitle, t.title, t.titleEnd)
	rest := t.parts
	for len(rest) > 0 && rest[0].role == partMark && rest[0].a == r.prevEnd {
		p.templateMark(r, rest[0].a, rest[0].b-1)
		rest = rest[1:]
	}
	p.templateNames(r, &t)
	for _, q := range rest {
		p.templatePart(r, q)
	}
	if r.Type == "" && r.Container == "" && r.Place != "" && p.tokens[t.title].kind == quoted && p.tokens[t.title].link != nil {
		r.Type = "webpage" // “T”. L: P. D, whose place would make a book of it
	}
	if r.Type == "" && p.tokens[t.title].kind == quoted && len(r.Date.EDTF) == len("2006-01-02") && r.Volume == "" && t.has(partWork) && !t.has(partInside) {
		r.Type = "article-newspaper"
	}
	p.leave(r, t.end, p.b)
	r.extra += .9
	return true
}

func (t *template) has(role partRole) bool {
	return slices.ContainsFunc(t.parts, func(q part) bool { return q.role == role })
}

// templateAuthors reads the names before token end, which semicolons part. Each may be in either order.
func (p *parser) templateAuthors(r *reading, end int) bool {
	last := end
	for last > p.a && p.tokens[last-1].kind == punct && !(p.tokens[last-1].r == '.' && p.initialBefore(last-1)) {
		last--
	}
	stop, editors := p.roleAt(p.a, last)
	list, ok := p.parted(p.a, stop)
	if !ok {
		return false
	}
	if editors {
		r.Editors = list
	} else {
		r.Authors = list
	}
	p.took(r, fAuthors, p.a, end)
	return true
}

// parted reads names from token a to stop that semicolons part; each may be in either order.
func (p *parser) parted(a, stop int) (list []checker.Name, ok bool) {
	for ; a < stop; a++ {
		b := a
		for b < stop && !p.isPunct(b, ";&") {
			b++
		}
		for a < b && p.tokens[a].kind == punct {
			a++
		}
		for b > a && p.tokens[b-1].kind == punct && p.tokens[b-1].r != '.' {
			b--
		}
		if a < b && p.tokens[a].lex != nil && p.tokens[a].lex.has(othersWord) {
			list = append(list, checker.Name{Literal: p.str(a, b)})
		} else if a < b {
			ord := straight
			if p.firstComma(a, b) > 0 {
				ord = inverted
			}
			names, ok := p.names(a, b, ord, p.kana)
			if words := strings.Fields(p.str(a, b)); ord == straight && len(names) > 1 && isOrganisation(words) {
				names = []checker.Name{{Literal: p.str(a, b)}}
			} else if ord == inverted && len(names) > 1 && p.commas(a, b) == 1 {
				names = []checker.Name{givenBehind(p.str(a, b))}
			}
			if !ok {
				return nil, false
			}
			list = append(list, names...)
		}
		a = b
		for a < stop && !p.isPunct(a, ";&") {
			a++
		}
	}
	return list, true
}

// givenBehind reads Family, Given Jr.
func givenBehind(s string) checker.Name {
	family, given, _ := strings.Cut(s, ", ")
	n := checker.Name{Family: family, Given: given}
	if k := strings.LastIndexByte(given, ' '); k > 0 && isSuffix(given[k+1:]) {
		n.Given, n.Suffix = given[:k], given[k+1:]
	}
	return n
}

// partedEditors reads names at token k that (ed.) or (eds.) follows, and returns the token behind that.
func (p *parser) partedEditors(k, b int) (int, []checker.Name) {
	for end := k; end < b && end < k+longestPart; end++ {
		switch t := &p.tokens[end]; {
		case t.kind == word && t.lex != nil && (t.lex.has(edsAfter) || t.lex.has(edWord)) && strings.HasSuffix(p.text[:t.end], ")"):
			if list, ok := p.parted(k, end); ok && len(list) > 0 {
				return end + 1, list
			}
			return k, nil
		case t.kind == opening && end+1 < b && p.tokens[end+1].lex != nil && (p.tokens[end+1].lex.has(edWord) || p.tokens[end+1].lex.has(edsAfter)) && t.n > end && t.n < b:
			if list, ok := p.parted(k, end); ok && len(list) > 0 {
				return t.n + 1, list
			}
			return k, nil
		case t.kind == punct && t.r == '.' && !p.initialBefore(end), t.lex != nil && t.lex.has(inWord):
			return k, nil
		case t.kind == word, t.kind == punct && strings.ContainsRune(".,;&-–'’", t.r):
		default:
			return k, nil
		}
	}
	return k, nil
}

// templateDate takes the date in brackets behind the names, and [originally published in Y] behind it.
func (p *parser) templateDate(r *reading, t *template) {
	mate := p.tokens[t.names].n
	p.setDate(r, t.date)
	p.idle(r, t.date+1, mate)
	open := mate + 1
	if !(open < p.b && p.tokens[open].kind == opening) {
		return
	}
	for k := open + 1; k < p.tokens[open].n; k++ {
		if p.tokens[k].kind == dated {
			r.OriginalDate = p.date(&p.tokens[k])
		}
	}
	p.took(r, fDate, open, p.tokens[open].n+1)
}

// templateNames gives the names behind a title their fields. Behind a quoted title the first is the
// container, be it in italics or not; the last one is the publisher, others are series and agencies.
func (p *parser) templateNames(r *reading, t *template) {
	for _, q := range t.parts {
		if q.role == partWork && r.Container == "" {
			end := p.italics(q.a, q.b)
			r.Container = titleText(p.str(q.a, end))
			p.took(r, fContainer, q.a, end)
			p.nameMarks(r, end, q.b)
		} else if q.role == partWork {
			p.idle(r, q.a, q.b)
		}
		if q.role == partInside {
			p.templateInside(r, q)
		}
	}
	var names []part
	for _, q := range t.parts {
		if q.role != partName {
			continue
		}
		end := p.nameMarks(r, q.a, q.b)
		place, publisher, ok := strings.Cut(p.str(q.a, end), ": ")
		switch {
		case ok && r.Publisher == "" && (r.Container != "" || p.tokens[t.title].kind != quoted || cities[strings.ToLower(place)]):
			r.Place, r.Publisher = place, publisher
			p.took(r, fPublisher, q.a, end)
		case r.Place == "" && cities[strings.ToLower(p.str(q.a, end))]:
			r.Place = p.str(q.a, end)
			p.took(r, fPlace, q.a, end)
		default:
			names = append(names, part{q.a, end, partName})
		}
	}
	for i, q := range names {
		text := p.str(q.a, q.b)
		if q.b < p.b && p.isPunct(q.b, ".") && (isFirm(text+".") || isInitial(text[strings.LastIndexByte(text, ' ')+1:])) {
			text += "."
		}
		switch {
		case i == 0 && p.tokens[t.title].kind == quoted && r.Container == "":
			r.Container = text
			p.took(r, fContainer, q.a, q.b)
		case i == len(names)-1 && r.Publisher == "":
			r.Publisher = text
			p.took(r, fPublisher, q.a, q.b)
		default:
			p.idle(r, q.a, q.b)
		}
	}
}

// nameMarks reads the brackets and the punctuation at the end of a name and returns the token behind
// the name itself.
func (p *parser) nameMarks(r *reading, a, b int) int {
	end := b
	for end > a+1 && p.tokens[end-1].kind == closing && p.tokens[end-1].n > a {
		end = p.tokens[end-1].n
	}
	for k := end; k < b; k++ {
		if t := &p.tokens[k]; t.kind == opening && t.n > k && t.n < b {
			p.templateMark(r, k, t.n)
			k = t.n
		} else {
			p.idle(r, k, k+1)
		}
	}
	return end
}

// templateInside reads In Family, Given (eds.) and, where it is not parted by a stop, the book.
func (p *parser) templateInside(r *reading, q part) {
	k := q.a + 1
	if end, names := p.partedEditors(k, q.b); end > k {
		r.Editors = names
		p.took(r, fEditors, q.a, end)
		k = end
	}
	if k < q.b && p.italicAt(k) && r.Container == "" {
		end := p.italics(k, q.b)
		r.Container = titleText(p.str(k, end))
		p.took(r, fContainer, k, end)
		k = p.nameMarks(r, end, q.b)
	}
	p.idle(r, k, q.b)
}

// templatePart takes a part that is no name.
func (p *parser) templatePart(r *reading, q part) {
	switch q.role {
	case partMark:
		p.templateMark(r, q.a, q.b-1)
	case partDate:
		if r.Date.EDTF == "" {
			p.setDate(r, q.a)
			q.a++
		}
		p.idle(r, q.a, q.b)
	case partNumbers:
		p.templateNumbers(r, q.a, q.b)
	case partPlace:
		p.tail(r, q.a, q.b, habits{stops: true})
	case partID, partArchive:
		p.took(r, fLink, q.a, q.b)
	case partAccess:
		if r.Accessed.IsZero() {
			r.Accessed = p.date(&p.tokens[q.a])
		}
		p.took(r, fLink, q.a, q.b)
	case partQuote, partRest:
		p.idle(r, q.a, q.b)
	}
}

// templateNumbers reads V (I): PP and Vol. V no. I.
func (p *parser) templateNumbers(r *reading, a, b int) {
	k := a
	if p.isFigure(k) && r.Volume == "" {
		r.Volume = p.str(k, k+1)
		if k+2 < b && p.isPunct(k+1, "–-/") && p.isFigure(k+2) {
			k += 2
			r.Volume = p.str(a, k+1)
		}
		k++
		p.took(r, fVolume, a, k)
	}
	if k > a && k < b && p.tokens[k].kind == opening && p.tokens[k].n > k && p.tokens[k].n < b {
		mate := p.tokens[k].n
		r.Issue = p.str(k+1, mate)
		p.took(r, fIssue, k, mate+1)
		k = mate + 1
	}
	if k > a && k+1 < b && p.isPunct(k, ":") {
		p.setLocator(r, k+1, b)
		return
	}
	p.tail(r, k, b, habits{stops: true})
}

// templateMark reads the bracket from k to its mate: an edition, a language, a title in another
// language; what kind of text it is.
func (p *parser) templateMark(r *reading, k, mate int) {
	if k+1 >= mate {
		return
	}
	switch text := strings.ToLower(p.str(k+1, mate)); {
	case r.Edition == "" && p.isEditionAt(k+1, mate):
		r.Edition = p.str(k+1, mate)
		p.took(r, fEdition, k, mate+1)
	case p.tokens[k].r == '[' && r.ParallelTitle == "" && r.prev == fTitle:
		p.setParallel(r, k, mate)
	case text == "report" || text == "technical report":
		r.Type = "report"
		p.took(r, fGenre, k, mate+1)
	case strings.Contains(text, "thesis") || strings.Contains(text, "dissertation"):
		r.Type = "thesis"
		p.took(r, fGenre, k, mate+1)
	default:
		p.took(r, r.prev, k, mate+1)
	}
}

// harvardShort reads the short notes that a link ties to the full citation: King 2003, p. 41.
func (p *parser) harvardShort(at int) backReference {
	l := p.tokens[at].link
	if l == nil || !strings.HasPrefix(l.Target, "#CITEREF") {
		return backReference{}
	}
	end := at
	for end < p.b && (p.tokens[end].kind == word || p.isPunct(end, ",.&-'’–")) {
		end++
	}
	year := end
	if year < p.b && p.tokens[year].kind == opening {
		year++
	}
	if end == at || year >= p.b || p.tokens[year].kind != dated && p.tokens[year].kind != number {
		return backReference{}
	}
	r := &reading{}
	if p.tokens[year].kind == dated {
		r.Date = p.date(&p.tokens[year])
	} else if s := p.str(year, year+1); len(s) == 5 && strings.Trim(s[:4], "0123456789") == "" {
		r.Date = checker.Date{EDTF: s[:4], Text: s} // 2003a
	}
	for _, name := range strings.FieldsFunc(p.str(at, end), func(c rune) bool { return c == ',' || c == '&' }) {
		family, others := strings.CutSuffix(strings.TrimSpace(name), "et al.")
		if family = strings.TrimSpace(family); family != "" {
			r.Authors = append(r.Authors, checker.Name{Family: family})
		}
		if others {
			r.Authors = append(r.Authors, checker.Name{Literal: "et al."})
		}
	}
	p.took(r, fAuthors, at, year+1)
	r.prev = fAuthors
	p.tail(r, year+1, p.b, habits{back: true})
	ref := backReference{kind: checker.Short, yearly: true, r: r}
	p.keepPlace(&ref)
	return ref
}

// wholeAt weighs a boundary before token k by the templates around it.
func (sp *splitter) wholeAt(k int) float64 {
	for len(sp.whole) > 0 && sp.whole[0].b < k {
		sp.whole = sp.whole[1:]
	}
	if len(sp.whole) == 0 {
		return 0
	}
	switch s := sp.whole[0]; {
	case s.a < k && k < s.b:
		return -30
	case k == s.a || k == s.b:
		return 4
	}
	return 0
}

// A dated work is what a short note of names and a year means, wherever it stands in the document.
type datedWork struct{ family, year string }

// datedWorks files the full citations of the document by the first family name and the year.
func (rs *resolver) datedWorks() {
	rs.dated = map[datedWork][]*checker.Citation{}
	seen := map[string]bool{}
	for i := range rs.doc.notes {
		for _, c := range rs.doc.notes[i].cites {
			people := c.Authors
			if len(people) == 0 {
				people = c.Editors
			}
			if c.unparsed || !c.Kind.IsFull() || c.Title == "" || len(people) == 0 || len(c.Date.EDTF) < 4 {
				continue
			}
			if key := workKey(c.Citation); !seen[key] {
				seen[key] = true
				at := datedWork{nameKey(people[0]), c.Date.EDTF[:4]}
				rs.dated[at] = append(rs.dated[at], c.Citation)
			}
		}
	}
}

// findLater resolves a short note of names and a year that no link ties, by a list of works behind it.
func (rs *resolver) findLater(c *citeDraft) bool {
	if c.Title != "" || c.Date.EDTF == "" {
		return false
	}
	rs.findDated(c)
	return c.RefersTo != nil
}

// findDated resolves King 2003, p. 41.
func (rs *resolver) findDated(c *citeDraft) {
	if rs.dated == nil {
		rs.datedWorks()
	}
	var list []*checker.Citation
	if len(c.Authors) > 0 && len(c.Date.EDTF) >= 4 {
		list = rs.dated[datedWork{nameKey(c.Authors[0]), c.Date.EDTF[:4]}]
		list = slices.DeleteFunc(slices.Clone(list[max(0, len(list)-mostWorks):]), func(f *checker.Citation) bool {
			return !namesFit(c.Citation, f) || len(c.Date.Text) == 5 && c.Date.Text != f.Date.Text && len(f.Date.Text) == 5
		})
	}
	switch len(list) {
	case 0:
		c.Reason = checker.ReasonNoFullForm
	case 1:
		c.RefersTo = list[0]
	default:
		c.Reason, c.Candidates = checker.ReasonManyWorks, list
	}
}

// atOriginal reports whether the words at byte i are those of "Archived from the original".
func (c *citeDraft) atOriginal(n *noteDraft, i int) bool {
	t := c.tokenAt(n, i)
	return t != nil && t.start < i && t.lex != nil && t.lex.has(archiveWord)
}

// tokenAt returns the token of the citation that holds byte i, or nil.
func (c *citeDraft) tokenAt(n *noteDraft, i int) *token {
	k := sort.Search(len(n.lx.tokens), func(k int) bool { return n.lx.tokens[k].end > i })
	if k < c.seg.a || k >= c.seg.b {
		return nil
	}
	return &n.lx.tokens[k]
}

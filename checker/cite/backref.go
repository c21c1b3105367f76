package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A backReference is what a citation says of an earlier one, before it is known which.
type backReference struct {
	kind   checker.CitationKind // empty: none
	number string               // the note's number, for Supra
	infra  bool                 // it points forward
	loc    bool                 // loc. cit.: takes the locator along
	yearly bool                 // it names a year, and its full citation may stand behind it
	same   bool                 // its authors are those of the citation before
	r      *reading
	rest   []string
}

// backReference reads the segment as a back-reference, if a word or a number of a note says that
// it is one.
func (p *parser) backReference() backReference {
	var ref backReference
	at := p.a
	for at < p.b && p.tokens[at].kind == punct {
		at++
	}
	if at >= p.b {
		return ref
	}
	if t := &p.tokens[at]; t.kind == back && t.class == backID && p.hasWork(at+1) {
		t.class = backSame // Id., *Il molo*, Milano, Adelphi, 2001
	}
	switch t := &p.tokens[at]; {
	case t.kind == back && (t.class == backIbid || t.class == backID):
		ref.kind, ref.r = checker.Ibid, &reading{}
		p.took(ref.r, fAuthors, at, at+1)
		if !p.papersPlace(ref.r, at+1) {
			p.tail(ref.r, at+1, p.b, habits{back: true})
		}
		p.keepPlace(&ref)
		return ref
	}
	if ref = p.harvardShort(at); ref.kind != "" {
		return ref
	}
	if ref = p.hanShort(at); ref.kind != "" {
		return ref
	}
	k := p.backAt(at)
	if k < 0 {
		if ref := p.caseShort(at); ref.kind != "" {
			return ref
		}
		return p.numberedShort(at)
	}
	t := &p.tokens[k]
	ref.kind, ref.r = checker.Short, &reading{}
	if k == at && t.kind == back && script(p.text[t.start:t.end]) == "Arab" {
		ref.kind = checker.Ibid // المرجع السابق without a name is the one right before
	}
	ref.loc = t.class == backLoc
	if t.kind == noteNo {
		ref.kind, ref.number = checker.Supra, p.text[t.value:t.to]
		ref.infra = t.class == infraWord
	}
	end := k
	if end > at && p.tokens[end-1].kind == opening {
		end--
	}
	p.shortHead(&ref, at, end)
	ref.r.prev = fAuthors
	next := k + 1
	for next < p.b && (p.tokens[next].kind == punct || p.tokens[next].kind == closing || p.tokens[next].kind == opening && next+1 < p.b && (p.tokens[next+1].kind == noteNo || p.tokens[next+1].kind == back) || p.tokens[next].kind == noteNo || p.tokens[next].kind == back) {
		if p.tokens[next].kind == noteNo && ref.number == "" {
			ref.kind, ref.number = checker.Supra, p.text[p.tokens[next].value:p.tokens[next].to]
		}
		next++
	}
	if next < p.b && p.tokens[next].kind == word && p.tokens[next].cjk && len(ref.r.Authors) == 0 {
		w := p.str(next, next+1)
		name := strings.TrimSuffix(strings.TrimSuffix(w, "文"), "书")
		if n := utf8.RuneCountInString(name); name != w && n >= 2 && n <= 4 {
			ref.r.Authors = []checker.Name{hanName(name, p.kana)} // 前注④，石磊文
			p.took(ref.r, fAuthors, next, next+1)
			next++
		}
	}
	p.tail(ref.r, next, p.b, habits{back: true})
	p.keepPlace(&ref)
	return ref
}

// hanShort reads 前引张立书，第44页: the author between the words for "cited above" and "book".
func (p *parser) hanShort(at int) backReference {
	t := &p.tokens[at]
	text := p.text[t.start:t.end]
	name, before := strings.CutPrefix(text, "前引")
	if !before {
		name, before = strings.CutPrefix(text, "前揭")
	}
	rest, after := strings.CutSuffix(name, "书")
	if !after {
		rest, after = strings.CutSuffix(name, "文")
	}
	if t.kind != word || !before || !after || utf8.RuneCountInString(rest) < 2 || utf8.RuneCountInString(rest) > 4 {
		return backReference{}
	}
	r := &reading{}
	r.Authors = []checker.Name{hanName(rest, p.kana)}
	p.took(r, fAuthors, at, at+1)
	p.tail(r, at+1, p.b, habits{back: true})
	ref := backReference{kind: checker.Short, r: r}
	p.keepPlace(&ref)
	return ref
}

// hasWork reports whether a title and a date follow: a work, not a place in one.
func (p *parser) hasWork(k int) bool {
	words, date := 0, false
	for ; k < p.b; k++ {
		switch t := &p.tokens[k]; t.kind {
		case word:
			if !t.deep && (t.lex == nil || len(t.lex.classes) == 0) {
				words++
			}
		case quoted:
			words += 2
		case dated:
			date = true
		case back, noteNo, signal:
			return false
		}
	}
	return words >= 2 && date
}

// backAt returns the token of the word or number that makes the segment a back-reference, or -1. It
// must stand before any date that is not in brackets.
func (p *parser) backAt(at int) int {
	for k := at; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case back:
			if t.class == backOp || t.class == backLoc || t.class == backSupra {
				return k
			}
		case noteNo:
			if k > at && p.tokens[k-1].kind == opening && p.tokens[k-1].n != k+1 {
				continue
			}
			return k
		case dated:
			if !t.deep && k > at && k+1 < p.b && !p.bareYear(k) {
				return -1
			}
		case signal, address, doi:
			return -1
		}
	}
	return -1
}

// caseShort reads Marsh, 12 F.3d at 48, and 12 F.3d at 48: a party, if any, the volume of the reports
// and a place behind "at".
func (p *parser) caseShort(at int) backReference {
	start := at // of the volume
	for start < p.b && start < at+16 && !(p.isWhole(start) && (start == at || p.isPunct(start-1, ",") && !p.isItalic(start))) {
		if t := &p.tokens[start]; t.kind != word && t.kind != punct && !p.isItalic(start) {
			return backReference{}
		}
		start++
	}
	if start+2 >= p.b || !p.isWhole(start) {
		return backReference{}
	}
	k, words := start+1, 0
	for k < p.b && (p.tokens[k].kind == word && p.tokens[k].caps || p.tokens[k].kind == number || p.isPunct(k, ".&’")) {
		words++
		k++
	}
	r := &reading{}
	stop := k
	if p.isPunct(k, ",") && words > 1 && p.isWhole(k-1) {
		stop = k - 1 // 2016 WL 3348211, at *5
		r.Pages = p.str(stop, k)
		k++
	}
	if words == 0 || !p.tokens[start+1].caps || k >= p.b || p.tokens[k].kind != located || p.tokens[k].lex == nil || string(p.tokens[k].lex.phrase) != "at" {
		return backReference{}
	}
	if start > at {
		r.Title = p.caseName(at, start-1)
	}
	r.Volume, r.Container = p.str(start, start+1), p.str(start+1, stop)
	p.took(r, fContainer, at, k)
	p.tail(r, k, p.b, habits{back: true})
	ref := backReference{kind: checker.Short, r: r}
	p.keepPlace(&ref)
	return ref
}

// numberedShort reads A, “Short”, no. 3, p. 5: a number right behind a short title, and no field
// that only a full citation has, names a note.
func (p *parser) numberedShort(at int) backReference {
	var ref backReference
	for k := at; k < p.b; k++ {
		switch t := &p.tokens[k]; t.kind {
		case issue:
			if t.lex == nil || string(t.lex.phrase) != "no." || k < at+2 || ref.kind != "" || strings.ContainsAny(p.text[t.value:t.to], "/-–") {
				return backReference{}
			}
			ref.kind, ref.number, ref.r = checker.Supra, p.text[t.value:t.to], &reading{}
			p.shortHead(&ref, at, k)
			ref.r.prev = fAuthors
			p.tail(ref.r, k+1, p.b, habits{})
		case dated, address, doi, volume, opening:
			return backReference{}
		case word:
			if ref.kind != "" || t.link != nil {
				return backReference{}
			}
		}
	}
	if ref.kind != "" && len(ref.r.Authors) == 0 {
		return backReference{}
	}
	if ref.kind != "" {
		p.keepPlace(&ref)
	}
	return ref
}

// shortHead reads the names and the short title from a to b.
func (p *parser) shortHead(ref *backReference, a, b int) {
	for a < b && p.tokens[a].kind == back && p.tokens[a].class == backSame {
		ref.same = true
		a++
	}
	for b > a && (p.tokens[b-1].kind == punct && p.tokens[b-1].r != '.' || p.tokens[b-1].kind == opening) {
		b--
	}
	title := -1
	for k := a; k < b; k++ {
		if p.tokens[k].kind == quoted || p.italicAt(k) {
			title = k
			break
		}
	}
	if title < 0 {
		if a < b && p.isInstrument(a, b) {
			ref.r.Title = titleText(p.str(a, b)) // Foreshore Act (n 3)
			return
		}
		if k := p.nameBehindProse(a, b); k > a {
			a = k
		}
		if comma := p.firstComma(a, b); comma == a+1 && b == a+3 && p.language == "de" && !isInitial(p.str(comma+1, b)) {
			if list, ok := p.names(a, comma, straight, false); ok {
				ref.r.Authors, ref.r.Title = list, titleText(p.str(comma+1, b)) // Rieck, Flussstädte (wie Anm. 3)
				return
			}
		}
		if list, ok := p.names(a, b, straight, p.kana); ok && a < b {
			ref.r.Authors = list
		} else if a < b {
			ref.r.Title = titleText(p.str(a, b))
			if comma := p.firstComma(a, b); comma > 0 {
				if list, ok := p.names(a, comma, straight, p.kana); ok {
					ref.r.Authors, ref.r.Title = list, titleText(p.str(comma+1, b))
				}
			}
		}
		return
	}
	if list, ok := p.names(a, title, straight, p.kana); ok {
		ref.r.Authors = list
	}
	if p.tokens[title].kind == quoted {
		ref.r.Title = titleText(p.words(title))
		return
	}
	ref.r.Title = titleText(p.str(title, p.italics(title, b)))
}

// nameBehindProse returns where the name begins that prose leads up to: The reasons are set out in
// Dray (n 33); a if there is no such prose.
func (p *parser) nameBehindProse(a, b int) int {
	k, lower := b, 0
	for k > a && (p.tokens[k-1].kind == punct || p.tokens[k-1].kind == word && (p.tokens[k-1].caps || p.isJoiner(k-1) || particles[p.str(k-1, k)] && k < b)) {
		k--
	}
	for j := a; j < k; j++ {
		if p.tokens[j].kind == word && p.tokens[j].lower {
			lower++
		}
	}
	if lower < 3 || k >= b || p.tokens[k].kind != word || !p.tokens[k].caps {
		return a
	}
	return k
}

// isInstrument reports whether the tokens from a to b name a law: they end in the word for one.
func (p *parser) isInstrument(a, b int) bool {
	t := &p.tokens[b-1]
	if t.kind != word || !t.caps || b-a < 2 {
		return false
	}
	w := strings.ToLower(p.text[t.start:t.end])
	return instruments[w] != "" || w == "act" || w == "bill" || w == "code" || w == "regulations" || w == "rules" || w == "ordinance"
}

func (p *parser) firstComma(a, b int) int {
	for k := a; k < b; k++ {
		if p.isPunct(k, ",，：") {
			return k
		}
	}
	return -1
}

// keepPlace keeps the locator of what stands behind a back-reference, and the rest.
func (p *parser) keepPlace(ref *backReference) {
	ref.r.Locator = p.locatorText(ref.r)
	for _, s := range ref.r.rest {
		ref.rest = append(ref.rest, p.str(s.a, s.b))
	}
}

// apply fills the citation's fields.
func (ref *backReference) apply(c *citeDraft) {
	c.Kind = ref.kind
	c.Authors, c.Title, c.Locator = ref.r.Authors, ref.r.Title, ref.r.Locator
	if c.Volume = ref.r.Volume; c.Volume != "" {
		c.Container = ref.r.Container
	}
	if c.Locator == "" && ref.r.Pages != "" {
		c.Locator = ref.r.Pages
	}
	if ref.r.Date.EDTF != "" {
		c.Date = ref.r.Date
	}
	c.Rest = strings.Join(ref.rest, " ")
	c.Confidence = .95
	if len(c.Rest) > 40 {
		c.Confidence = .8
	}
}

// plainShort reads A, Short, p and A, p without marks and italics; nil if it has not that shape.
func (p *parser) plainShort() *reading {
	first := p.plainEnd(p.a)
	if first <= p.a || first >= p.b {
		return nil
	}
	r := &reading{}
	if p.bareYear(first) {
		return p.yearShort(r, first, first)
	}
	if p.tokens[first].kind == opening && first+1 < p.b && p.bareYear(first+1) {
		return p.yearShort(r, first, first+1)
	}
	if p.seg.anchors.dates > 0 || !p.isPunct(first, ",，.") || first+1 >= p.b {
		return nil
	}
	if end := p.joinedNames(first); end > first {
		first = end // A, B and C, Short
	}
	if !p.authors(r, p.a, first, straight) {
		return nil
	}
	k := first + 1
	if p.tokens[k].lex != nil && p.tokens[k].lex.has(edWord) && p.isPunct(k+1, ",") {
		k += 2
	}
	if k < p.b && isRomanVolume(p.str(k, k+1)) && p.isPunct(k+1, ",") {
		r.Volume = p.str(k, k+1)
		k += 2
	}
	if k < p.b && p.tokens[k].kind == word {
		end := p.plainEnd(k)
		r.Title = titleText(p.str(k, end))
		k = end
		if p.isPunct(k, ",") {
			k++
		}
	}
	if k < p.b && p.tokens[k].kind == located {
		r.Locator = trimPlace(p.str(k, k+1))
	} else if k < p.b && p.isFigure(k) {
		r.Locator = trimPlace(p.str(k, p.figureRun(k, p.b)))
	}
	if r.Title == "" && r.Locator == "" {
		return nil
	}
	return r
}

// joinedNames returns the comma behind a list of family names that an "and" ends, if the list goes on
// behind the comma at k; else k.
func (p *parser) joinedNames(k int) int {
	start := k
	for n := 0; n < 8 && p.isPunct(k, ",") && k+1 < p.b; n++ {
		next := p.plainEnd(k + 1)
		words := strings.Fields(strings.TrimPrefix(p.str(k+1, next), "and "))
		joined := p.tokens[k+1].kind == word && p.isJoiner(k+1)
		for j := k + 2; j < next; j++ {
			joined = joined || p.tokens[j].kind == word && p.isJoiner(j)
		}
		if !joined && (len(words) > 3 || !personal(words)) || !p.isPunct(next, ",") {
			return start
		}
		if joined {
			if list, ok := p.names(p.a, next, straight, p.kana); ok && len(list) > 2 {
				return next
			}
			return start
		}
		k = next
	}
	return start
}

// yearShort reads Roe 2001, 45 and Roe (2001: 45): names up to token end, a year at token k, and a
// place.
func (p *parser) yearShort(r *reading, end, k int) *reading {
	if !p.authors(r, p.a, end, straight) {
		return nil
	}
	r.Date = p.date(&p.tokens[k])
	for k++; k < p.b && (p.tokens[k].kind == punct || p.tokens[k].kind == closing); k++ {
	}
	switch {
	case k >= p.b:
	case p.tokens[k].kind == located:
		r.Locator = trimPlace(p.str(k, k+1))
	case p.isFigure(k):
		r.Locator = trimPlace(p.str(k, p.figureRun(k, p.b)))
	default:
		return nil
	}
	return r
}

// isShortShape reports whether a full reading has only what a short form has: names, title and
// place.
func isShortShape(c *citeDraft) bool {
	if len(c.Links) > 0 || c.Archived != nil || len(c.Authors) == 0 && c.Title == "" {
		return false
	}
	x := c.Citation
	if x.Type == "chapter" && (strings.HasPrefix(x.Locator, "§") || strings.HasPrefix(x.Locator, "Art")) {
		return false // BeckOK BGB/Försch, § 823: a commentary has no fuller form
	}
	return x.Date.IsZero() && x.Accessed.IsZero() && x.Container == "" && x.Publisher == "" && x.Place == "" && x.Issue == "" && x.Number == "" &&
		x.Edition == "" && x.DOI == "" && x.ISBN == "" && x.ArXiv == "" && len(x.Editors) == 0 && len(x.Translators) == 0 && x.ParallelTitle == "" && x.Alias == ""
}

// leadOf returns what stands before the place in a citation, folded: what an alias is compared with.
func leadOf(c *citeDraft, lx *lexer) string {
	end := c.seg.body
	for end < c.seg.b {
		t := &lx.tokens[end]
		if t.kind == located || t.kind == punct && (t.r == ',' || t.r == '，') || t.kind == number || t.kind == dated || t.kind == opening {
			break
		}
		end++
	}
	for end > c.seg.body && lx.tokens[end-1].kind == punct {
		end--
	}
	if end == c.seg.body {
		return ""
	}
	return foldKey(lx.text[lx.tokens[c.seg.body].start:lx.tokens[end-1].end])
}

// foldKey folds a name or alias for look-up: letters and digits in lower case, one space between
// words.
func foldKey(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			space = b.Len() > 0 && (space || r != '’' && r != '\'' && r != 0xAD)
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

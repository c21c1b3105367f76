package cite

import (
	"strings"
	"unicode/utf8"
)

// A tagged is a reading that is made from the tagger's labels.
type tagged struct {
	*parser
	r         *reading
	marked    bool // the title stands in quotation marks or italics
	authors   int  // the token behind the authors
	container int  // the first token of the container
}

const (
	leastMargin = 120 // below it the tagger does not know
	fullMargin  = 200 // from it on the tagger is sure
)

// readTagged takes the tagger's labels as fields. It is asked only where no grammar is sure, and its
// evidence is the margin of the label of which the tagger is least sure. Han and Hangul it leaves to the
// grammars, which measured better there.
func readTagged(p *parser, r *reading) bool {
	if p.eastern || p.b-p.a < 3 || p.b-p.a > longestTagged {
		return false
	}
	for k := p.a; k < p.b; k++ {
		switch p.tokens[k].kind {
		case back, noteNo, signal:
			return false
		}
	}
	if headType(p.str(p.a, p.plainEnd(p.a))) != "" {
		return false // Diary of Abel Stark
	}
	list, margins := p.tag()
	least := int32(fullMargin)
	for i, m := range margins {
		if p.letters[p.a+i+1] > p.letters[p.a+i] {
			least = min(least, m)
		}
	}
	p.correct(list)
	if least < leastMargin || p.isTorn(list) {
		return false
	}
	t := tagged{parser: p, r: r}
	for k := p.a; k < p.b; {
		end := k + 1
		for end < p.b && list[end-p.a] == list[k-p.a] {
			end++
		}
		k = max(t.take(list[k-p.a], k, end), k+1)
	}
	if !t.isWhole() {
		return false
	}
	t.publish()
	r.extra += .2 * float64(least) / fullMargin
	return true
}

// isWhole reports whether the fields name a source: a title with people, or one with marks and where
// it stands.
func (t *tagged) isWhole() bool {
	r := t.r
	for _, n := range r.Authors {
		if strings.ContainsAny(n.Literal, ",:") || n.Literal != "" && t.isPunct(t.authors, ":") {
			return false // Museum of Ink: Opening Hours
		}
	}
	return r.Title != "" && (len(r.Authors)+len(r.Editors) > 0 || t.marked && r.Container+r.Publisher != "")
}

// publish makes a publisher of what the tagger takes for a container, if the title has no marks and a
// place or a bracket shows an imprint.
func (t *tagged) publish() {
	r := t.r
	if r.Container == "" || r.Publisher != "" || r.Volume != "" || r.Issue != "" || t.marked {
		return
	}
	if r.Place != "" && len(r.Editors) == 0 || t.tokens[t.container].deep && isOrganisation(strings.Fields(r.Container)) {
		r.Container, r.Publisher = "", r.Container
	}
}

// correct puts in the tags what the kind of a token or its words say for certain, and joins what a
// stop parts.
func (p *parser) correct(list []tag) {
	for i := range list {
		switch p.tokens[p.a+i].kind {
		case address, doi, arxiv, isbn, accessed:
			list[i] = tagURL
		case volume:
			list[i] = tagVolume
		case issue:
			list[i] = tagIssue
		}
	}
	for k := p.a; k < p.b; k++ {
		for end := p.editionEnd(k); k < end; k++ {
			list[k-p.a] = tagOther
		}
	}
	for i := 1; i+1 < len(list); i++ {
		if k := p.a + i; list[i] == tagOther && list[i-1] == list[i+1] && p.tokens[k].kind == punct && p.joins(k, list[i-1]) {
			list[i] = list[i-1]
		}
	}
}

// editionEnd returns the end of an edition at k, or k.
func (p *parser) editionEnd(k int) int {
	t := &p.tokens[k]
	if t.kind != number && !(t.kind == word && t.end-t.start < 16 && ordinals[strings.ToLower(p.text[t.start:t.end])]) {
		return k
	}
	var r reading
	return min(p.editionAt(&r, k, p.b), p.b)
}

// joins reports whether the punctuation at k is part of the field around it.
func (p *parser) joins(k int, around tag) bool {
	switch around {
	case tagAuthor, tagEditor, tagTitle, tagLocator, tagPages:
		return true
	}
	return !p.tokens[k].space && !p.tokens[k+1].space || p.isPunct(k, ".") && p.isAbbreviated(k)
}

// isTorn reports whether a boundary of fields stands between two words that nothing parts.
func (p *parser) isTorn(list []tag) bool {
	for i := 1; i < len(list); i++ {
		a, b := &p.tokens[p.a+i-1], &p.tokens[p.a+i]
		if list[i] != list[i-1] && list[i] != tagOther && list[i-1] != tagOther && a.kind == word && b.kind == word && a.style == b.style && a.link == b.link {
			return true
		}
	}
	return false
}

// trimmed takes punctuation, and brackets whose mate is outside, off both ends.
func (p *parser) trimmed(a, b int) (int, int) {
	for a < b && (p.tokens[a].kind == punct || p.tokens[a].kind == opening && p.tokens[a].n >= b || p.tokens[a].kind == closing) {
		a++
	}
	for b > a && (p.tokens[b-1].kind == punct && !p.isPunct(b-1, ".?!") || p.tokens[b-1].kind == closing && p.tokens[b-1].n < a || p.tokens[b-1].kind == opening) {
		b--
	}
	return a, b
}

// take takes the tokens from a to b, which bear the label, and returns where the next begin.
func (t *tagged) take(label tag, a, b int) int {
	if label == tagOther {
		return t.takeRest(a, b)
	}
	end := b
	a, b = t.trimmed(a, b)
	if a >= b {
		return end
	}
	p, r := t.parser, t.r
	switch label {
	case tagAuthor:
		t.takeAuthors(a, b, end)
	case tagEditor:
		if list, ok := p.names(a, b, straight, p.kana); ok && len(r.Editors) == 0 {
			r.Editors = list
			p.took(r, fEditors, a, b)
		} else {
			p.leave(r, a, b)
		}
	case tagTitle:
		return t.takeTitle(a, b, end)
	case tagContainer:
		t.container = a
		t.takeText(&r.Container, fContainer, a, b)
	case tagPublisher:
		t.takeText(&r.Publisher, fPublisher, a, b)
	case tagPlace:
		fresh := r.Place == ""
		t.takeText(&r.Place, fPlace, a, b)
		if s := p.str(a, b); fresh && strings.HasSuffix(s, ".") && utf8.RuneCountInString(s) <= 4 {
			r.Place = s // М.
		}
	case tagDate:
		for k := a; k < b; k++ {
			if p.tokens[k].kind == dated {
				p.setDate(r, k)
			} else {
				p.leave(r, k, k+1)
			}
		}
	case tagVolume:
		return t.takeNumber(&r.Volume, fVolume, a, b, end)
	case tagIssue:
		return t.takeNumber(&r.Issue, fIssue, a, b, end)
	case tagPages:
		if r.Pages != "" {
			p.leave(r, a, b)
			break
		}
		r.Pages = trimPlace(p.str(a, b))
		p.took(r, fLocator, a, b)
	case tagLocator:
		for a < b-1 && p.tokens[a].kind == word && !isRomanRange(p.str(a, a+1)) {
			p.idle(r, a, a+1) // especially 12
			a++
		}
		p.setLocator(r, a, b)
	case tagURL:
		for k := a; k < b; k++ {
			if p.tokens[k].kind == accessed && r.Accessed.IsZero() {
				r.Accessed = p.date(&p.tokens[k])
			}
		}
		p.took(r, fLink, a, b)
	case tagSignal:
		p.idle(r, a, b)
	}
	return end
}

func (t *tagged) takeAuthors(a, b, end int) {
	p, r := t.parser, t.r
	if len(r.Authors)+len(r.Editors) > 0 {
		p.leave(r, a, b)
		return
	}
	ord := straight
	if a == p.a && !p.isPunct(end, ",") {
		ord = inverted
	}
	t.authors = b
	if !p.authors(r, a, b, ord) {
		r.Authors = nil
		p.leave(r, a, b)
	}
}

// takeTitle takes a title up to its last mark. Marks are better evidence than labels: of a title that
// begins in italics only those are kept.
func (t *tagged) takeTitle(a, b, end int) int {
	p, r := t.parser, t.r
	switch {
	case r.Title != "" || r.Container != "":
		p.leave(r, a, b) // no container stands before its parts
		return end
	case p.tokens[a].kind == quoted && b == a+1:
		t.marked = true
		p.setQuoted(r, a)
		return end
	}
	for p.isPunct(b, "?!") {
		b++
	}
	r.Title = titleText(p.str(a, b))
	if to := p.italics(a, b); to > a+1 {
		r.Title, t.marked = titleText(p.str(a, to)), true // *T*. S
	}
	p.took(r, fTitle, a, b)
	return max(end, b)
}

// takeText takes words as the field, or leaves them if it has some.
func (t *tagged) takeText(to *string, f field, a, b int) {
	switch {
	case *to != "":
		t.leave(t.r, a, b)
		return
	case t.tokens[a].kind == quoted && b == a+1:
		*to = titleText(t.words(a))
	default:
		*to = titleText(t.str(a, b))
	}
	t.took(t.r, f, a, b)
}

// takeNumber takes a volume or an issue. A year that stands for a volume is the date, too.
func (t *tagged) takeNumber(to *string, f field, a, b, end int) int {
	p, r := t.parser, t.r
	for k := a; k < b; k++ {
		if kind := p.tokens[k].kind; kind == volume || kind == issue {
			p.tailNumbered(r, k)
			return k + 1
		}
	}
	if *to != "" {
		p.leave(r, a, b)
		return end
	}
	*to = p.str(a, b)
	p.took(r, f, a, b)
	if r.dates == 0 && b == a+1 && p.tokens[a].kind == dated {
		r.Date, r.dates = p.date(&p.tokens[a]), p.tokens[a].n+1
	}
	return end
}

// takeRest reads what bears no label by what its words say: editions, roles, kinds, numbers of reports.
func (t *tagged) takeRest(a, b int) int {
	for k := a; k < b; {
		k = max(t.takeOne(k, b), k+1)
		if k > b {
			return k
		}
	}
	return b
}

// takeOne reads what begins at k and returns its end.
func (t *tagged) takeOne(k, b int) int {
	p, r := t.parser, t.r
	tok := &p.tokens[k]
	switch {
	case tok.kind == opening && tok.n > k && tok.n < p.b && r.prev == fTitle && r.prevEnd >= k-1 && p.isParallel(r, k, tok.n):
		p.setParallel(r, k, tok.n)
		return tok.n + 1
	case tok.kind == punct, tok.kind == opening, tok.kind == closing:
		return k + 1
	case tok.kind == number:
		if end := p.editionAt(r, k, p.b); end > k {
			return end
		}
	case tok.kind == located && r.Edition == "" && strings.HasSuffix(p.text[:tok.end], "版") && p.isEdition(k):
		r.Edition = p.str(k, k+1)
		p.took(r, fEdition, k, k+1)
		return k + 1
	case tok.kind == typemark:
		p.took(r, fTitle, k, k+1)
		return k + 1
	case tok.kind == leader:
		p.took(r, fAuthors, k, k+1)
		return k + 1
	case tok.kind == dated && r.dates == 0:
		p.setDate(r, k)
		return k + 1
	case tok.kind == word && tok.lex != nil:
		if end := t.takeRole(k); end > k {
			return end
		}
	case tok.kind == word:
		if end := t.takeWords(k, b); end > k {
			return end
		}
	}
	p.leave(r, k, k+1)
	return k + 1
}

// takeRole reads a word of the lexicon at k; it returns k if it says nothing here.
func (t *tagged) takeRole(k int) int {
	p, r := t.parser, t.r
	switch l := p.tokens[k].lex; {
	case l.has(inWord), l.has(urlWord), l.has(archiveWord):
		p.took(r, r.prev, k, k+1)
		return k + 1
	case l.has(edsAfter), l.has(edWord):
		if len(r.Editors) == 0 && len(r.Authors) > 0 && r.prev == fAuthors && r.prevEnd >= k-2 {
			r.Editors, r.Authors = r.Authors, nil
		}
		p.took(r, fEditors, k, k+1)
		return k + 1
	}
	return p.role(r, k, p.b, habits{})
}

// takeWords reads an edition in words, a kind of source or a serial number at k, or returns k.
func (t *tagged) takeWords(k, b int) int {
	p, r := t.parser, t.r
	if p.editionEnd(k) > k {
		if end := p.editionAt(r, k, p.b); end > k {
			return end
		}
	}
	stop := k
	for stop < b && (p.tokens[stop].kind == word || p.isPunct(stop, ".-/") || p.tokens[stop].kind == number) {
		stop++
	}
	if isGenre(titleText(p.str(k, stop))) {
		p.setGenre(r, k, stop)
		return stop
	}
	start := p.tokens[k].start
	if to := serial(p.text, start); r.Number == "" && to > p.tokens[k].end && strings.ContainsAny(p.text[start:to], "/-") {
		r.Number = p.text[start:to]
		end := min(max(p.behind(k+1, to), k+1), p.b)
		p.took(r, fNumber, k, end)
		return end
	}
	return k
}

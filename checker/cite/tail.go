package cite

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// Habits are what the styles differ in behind a title.
type habits struct {
	book      bool // words without role are place and publisher, not container
	law       bool // volume, periodical and first page stand without commas; [23] is a place
	stops     bool // a full stop parts fields
	placeYear bool // one word right before the year is the place
	back      bool // what follows a back-reference: figures are places, not years
}

// tail reads the tokens from k to b, which follow a title.
func (p *parser) tail(r *reading, k, b int, h habits) {
	for k < b {
		t := &p.tokens[k]
		next := k + 1
		switch t.kind {
		case punct:
			k++
			continue
		case dated:
			next = p.tailDate(r, k, b, h)
		case accessed:
			if r.Accessed.IsZero() {
				r.Accessed = p.date(t)
			}
			p.took(r, fLink, k, k+1)
		case located:
			next = p.tailLocator(r, k, b)
		case volume, issue:
			p.tailNumbered(r, k)
		case address, doi, arxiv, isbn:
			p.took(r, fLink, k, k+1)
		case signal:
			if end := p.hanInside(r, k, b); end > k && r.Container != "" {
				next = end
				break
			}
			p.leave(r, k, k+1)
		case typemark:
			p.took(r, fTitle, k, k+1)
		case quoted:
			p.tailQuoted(r, k, h)
		case opening:
			next = p.bracket(r, k, h)
		case number:
			next = p.figuresAt(r, k, b, h)
		case word:
			next = p.tailWord(r, k, b, h)
		default:
			p.leave(r, k, k+1)
		}
		k = max(next, k+1)
	}
}

func (p *parser) tailDate(r *reading, k, b int, h habits) int {
	if p.bareYear(k) {
		if end := p.lawCite(r, k, b, h); end > k {
			return end
		}
		if h.back && !p.tokens[k].deep && p.isFigure(k) {
			return p.figuresAt(r, k, b, h)
		}
		if p.inTitle(r, k, b) {
			return k + 1
		}
		colon := p.isPunct(k-1, ":：")
		if r.dates > 0 && (colon || r.prev == fDate || r.prev == fContainer || r.prev == fIssue || r.prev == fLocator || r.prev == fVolume) && p.hits[p.tokens[k].n].EDTF != r.Date.EDTF {
			return p.figuresAt(r, k, b, h)
		}
	}
	p.setDate(r, k)
	return k + 1
}

// inTitle takes a span of years at k that goes on with the words before it, if another date follows:
// Debt and Letters, 1750–1900. London: P, 2013.
func (p *parser) inTitle(r *reading, k, b int) bool {
	if !strings.Contains(p.hits[p.tokens[k].n].EDTF, "/") || !p.isPunct(k-1, ",") || r.prevEnd != k-1 || r.prevEnd == 0 || p.tokens[r.prevEnd-1].kind != word {
		return false
	}
	if r.prev != fTitle && r.prev != fContainer || p.tokens[k].deep {
		return false
	}
	for j := k + 1; j < b; j++ {
		if p.tokens[j].kind != dated || p.hits[p.tokens[j].n].Absent {
			continue
		}
		years := ", " + p.str(k, k+1)
		if r.prev == fTitle {
			r.Title += years
		} else {
			r.Container += years
		}
		p.took(r, r.prev, k, k+1)
		return true
	}
	return false
}

func (p *parser) tailLocator(r *reading, k, b int) int {
	if r.locEnd > 0 && r.Pages == "" && p.tokens[k].deep && !p.tokens[r.locEnd-1].deep {
		r.Pages, r.locEnd = p.locatorText(r), 0
	}
	if (r.prev == fTitle || r.prev == nothing || r.prev == fAuthors) && !strings.HasSuffix(p.text[:p.tokens[k].end], "版") || !p.isEdition(k) || r.Edition != "" {
		p.setLocator(r, k, k+1)
		return k + 1
	}
	r.Edition = p.str(k, k+1)
	p.took(r, fEdition, k, k+1)
	return k + 1
}

// isEdition reports whether 第2版 at k is an edition and not a page of a newspaper.
func (p *parser) isEdition(k int) bool {
	t := &p.tokens[k]
	if !strings.HasSuffix(p.text[:t.end], "版") {
		return false
	}
	for j := k; j >= p.a && j > k-60; j-- {
		if p.tokens[j].kind == dated {
			return len(p.hits[p.tokens[j].n].EDTF) < len("2006-01-02")
		}
	}
	return true
}

// tailNumbered takes a volume, an issue or a number with its prefix.
func (p *parser) tailNumbered(r *reading, k int) {
	t := &p.tokens[k]
	value := p.text[t.value:t.to]
	switch {
	case t.kind == volume && r.Volume == "":
		r.Volume = value
		p.took(r, fVolume, k, k+1)
	case t.kind == issue && t.lex != nil && r.Number == "" && (r.Type == "legal_case" || r.prev == fTitle && r.Container == "" && r.prevEnd >= k-1):
		r.Number = value
		p.took(r, fNumber, k, k+1)
	case t.kind == issue && r.prev == fGenre && r.prevEnd == k && r.Number == "":
		r.Number = value
		p.took(r, fNumber, k, k+1)
	case t.kind == issue && r.Issue == "":
		r.Issue = value
		p.took(r, fIssue, k, k+1)
	case t.kind == issue && r.Number == "":
		r.Number = value
		p.took(r, fNumber, k, k+1)
	default:
		p.leave(r, k, k+1)
	}
}

func (p *parser) tailQuoted(r *reading, k int, h habits) {
	t := &p.tokens[k]
	first, _ := utf8.DecodeRuneInString(p.text[t.start:])
	switch {
	case k > p.a && p.isSeries(k-1):
		p.idle(r, k, k+1)
	case r.Title == "":
		p.setQuoted(r, k)
	case r.Container == "" && (r.prev == fTitle && k+2 < p.b || first == '《' || first == '『' || first == '«' || p.tokens[k].style&checker.Italic != 0 || r.prev == fContainer):
		r.Container = titleText(p.words(k))
		p.took(r, fContainer, k, k+1)
	default:
		p.leave(r, k, k+1)
	}
}

// lawCite reads V C PP at k: 112 Harbor L. Rev. 345.
func (p *parser) lawCite(r *reading, k, b int, h habits) int {
	if !h.law || r.Container != "" || !p.isFigure(k) {
		return k
	}
	end := k + 1
	words, stop := 0, 0
	for end < b && end < k+14 && p.isWhole(k) {
		t := &p.tokens[end]
		if t.kind == opening && words > 0 && t.n > end && t.n <= end+4 && t.n < b && p.tokens[end+1].kind != dated {
			stop, end = end, t.n+1
			continue
		}
		if words > 0 && t.kind == number && !p.isWhole(end) {
			end++ // F.3d
			continue
		}
		if t.kind == word && (t.caps || p.isItalic(end) || words > 0 && smallJoint[p.text[t.start:t.end]]) {
			words++
		} else if !(t.kind == punct && (t.r == '.' || t.r == '&' || t.r == '’')) && t.kind != located && t.kind != volume && t.kind != issue {
			break
		}
		end++
	}
	if end > k+1 && words == 0 && p.tokens[end-1].kind == located {
		return k
	}
	if words > 0 && p.tokens[end-1].kind == located && strings.HasPrefix(p.text[p.tokens[end-1].start:], "§") {
		r.Volume, r.Container, r.Type = p.str(k, k+1), p.str(k+1, end-1), "legislation"
		p.took(r, fContainer, k, end-1)
		p.setLocator(r, end-1, end)
		return end
	}
	if words == 0 || end >= b || !p.isWhole(end) || p.tokens[k+1].kind == punct {
		return k
	}
	r.Volume = p.str(k, k+1)
	r.Container = p.str(k+1, end)
	if stop > 0 {
		r.Container = p.str(k+1, stop)
	}
	p.took(r, fVolume, k, k+1)
	p.took(r, fContainer, k+1, end)
	r.extra += .2
	return p.lawPages(r, end, b)
}

// isWhole reports whether token k is nothing but figures.
func (p *parser) isWhole(k int) bool {
	if !p.isFigure(k) {
		return false
	}
	c := p.text[p.tokens[k].end-1]
	return c >= '0' && c <= '9'
}

var smallJoint = wordSet("of the on and for in & de des der")

// lawPages reads the first page at k and, behind a comma, the cited one.
func (p *parser) lawPages(r *reading, k, b int) int {
	r.Pages = p.str(k, k+1)
	p.took(r, fLocator, k, k+1)
	if p.isPunct(k+1, ",") && k+2 < b && p.isFigure(k+2) {
		end := p.figureRun(k+2, b)
		p.setLocator(r, k+2, end)
		return end
	}
	return k + 1
}

// figureRun returns the end of the places that begin with the figure at k.
func (p *parser) figureRun(k, b int) int {
	to := p.places(p.tokens[k].start, false)
	if p.bareYear(k) {
		to = max(to, p.tokens[k].end)
	}
	return min(max(p.behind(k+1, to), k+1), b)
}

// figuresAt reads a bare number at k by what stands around it.
func (p *parser) figuresAt(r *reading, k, b int, h habits) int {
	t := &p.tokens[k]
	if end := p.editionAt(r, k, b); end > k {
		return end
	}
	if end := p.lawCite(r, k, b, h); end > k {
		return end
	}
	if end := p.timeOfDay(r, k, b); end > k {
		return end
	}
	glued := k == r.prevEnd && r.prev == fContainer || k == r.prevEnd+1 && r.prev == fContainer && h.stops
	if r.Container != "" && r.Volume == "" && r.prev == fDate && p.isPunct(k-1, ";") && (!t.space || p.isPunct(k+1, ":")) {
		// 2019;364(2):123
		r.Volume = p.str(k, k+1)
		p.took(r, fVolume, k, k+1)
		next := k + 1
		if next < b && p.tokens[next].kind == opening && p.tokens[next].n > next && p.tokens[next].n <= next+4 && p.tokens[next].n < b {
			mate := p.tokens[next].n
			r.Issue = p.str(next+1, mate)
			p.took(r, fIssue, next, mate+1)
			next = mate + 1
		}
		if p.isPunct(next, ":") && next+1 < b && (p.tokens[next+1].kind == number || p.tokens[next+1].kind == word || p.tokens[next+1].kind == dated) {
			end := next + 2
			for end < b && (p.tokens[end].kind == number || p.tokens[end].kind == punct && isDash(p.tokens[end].r)) {
				end++
			}
			p.setLocator(r, next+1, end)
			return end
		}
		return next
	}
	if r.prev == fContainer && r.Volume == "" && k+2 < b && !p.tokens[k+1].space && p.isFigure(k+2) && !p.tokens[k+2].space &&
		(p.isPunct(k+1, "./") || p.isPunct(k+1, ":") && p.isPunct(k+3, ",")) {
		// 15.3, 15/3, 12:3,
		end := k + 3
		if end+1 < b && p.tokens[end].kind == punct && isDash(p.tokens[end].r) && !p.tokens[end].space && p.isFigure(end+1) && !p.tokens[end+1].space {
			end += 2 // 6.3–4
		}
		r.Volume, r.Issue = p.str(k, k+1), p.str(k+2, end)
		p.took(r, fVolume, k, end)
		return end
	}
	if r.Container != "" && r.Volume == "" && k+1 < b && p.tokens[k+1].kind == opening && (r.prev == fContainer || r.prev == fDate) {
		o := k + 1
		mate := p.tokens[o].n
		tight := !p.tokens[o].space || r.prev == fContainer && mate == o+2 && p.isWhole(o+1) && !p.bareYear(o+1)
		if mate > o && mate < b && tight && mate <= o+4 {
			// 18(2), 37(4)
			r.Volume = p.str(k, k+1)
			p.took(r, fVolume, k, k+1)
			if p.tokens[o+1].kind == issue {
				p.tailNumbered(r, o+1)
			} else {
				r.Issue = p.str(o+1, mate)
				p.took(r, fIssue, o, mate+1)
			}
			r.prev, r.prevEnd = fIssue, mate+1
			return mate + 1
		}
		if mate > o && (p.tokens[o+1].kind == dated || mate > o+2 && p.tokens[mate-1].kind == dated) && r.prev == fContainer {
			// Journal 15 (2019)
			r.Volume = p.str(k, k+1)
			p.took(r, fVolume, k, k+1)
			return k + 1
		}
	}
	if glued && r.Volume == "" && (p.isPunct(k+1, ",:") || k+1 < b && p.tokens[k+1].kind == issue) && !(h.law && r.dates > 0) {
		if k+2 < b && (p.tokens[k+1].kind == issue || p.tokens[k+2].kind == issue) || p.isPunct(k+1, ":") {
			r.Volume = p.str(k, k+1)
			p.took(r, fVolume, k, k+1)
			return k + 1
		}
	}
	if (h.stops) && r.prev == fContainer && r.Volume == "" && p.isPunct(k-1, ",") && p.isPunct(k+1, ",:") && k+2 < b && p.isFigure(k+2) {
		r.Volume = p.str(k, k+1)
		p.took(r, fVolume, k, k+1)
		return k + 1
	}
	if r.prev == fContainer && r.Volume == "" && r.dates == 0 && p.isPunct(k-1, ",") && p.isPunct(k+1, ",") && k+2 < b && p.bareYear(k+2) && p.isWhole(k) {
		r.Volume = p.str(k, k+1) // *C*, 598, 2021
		p.took(r, fVolume, k, k+1)
		return k + 1
	}
	if k+2 < b && p.isPunct(k+1, ".") && p.isFigure(k+2) && !p.tokens[k+1].space && !p.tokens[k+2].space && r.locEnd == 0 {
		p.setLocator(r, k, k+3) // book and chapter: 1.22
		return k + 3
	}
	if h.law && glued && r.Pages == "" && (r.dates > 0 || r.Volume != "") {
		return p.lawPages(r, k, b)
	}
	if k+1 < b && p.isWord(k+1, "vols") {
		p.idle(r, k, k+2)
		return k + 2
	}
	if p.text[t.start] < '0' || p.text[t.start] > '9' {
		p.leave(r, k, k+1)
		return k + 1
	}
	end := p.figureRun(k, b)
	if r.prev == nothing || end < b && p.tokens[end].kind == word && !p.tokens[end].deep && p.tokens[end].lex == nil {
		p.leave(r, k, end)
		return end
	}
	p.setLocator(r, k, end)
	return end
}

// timeOfDay skips 5:14 p.m. at k, behind a date.
func (p *parser) timeOfDay(r *reading, k, b int) int {
	if r.prev != fDate || len(r.Date.EDTF) != len("2006-01-02") || k+2 >= b || !p.isPunct(k+1, ":") || p.tokens[k+2].kind != number || p.tokens[k+2].start != p.tokens[k+1].end {
		return k
	}
	end := k + 3
	for end < b && end < k+8 && (p.tokens[end].kind == word || p.isPunct(end, ".")) && !(p.isPunct(end, ".") && end+1 < b && p.tokens[end+1].caps) {
		end++
	}
	p.idle(r, k, end)
	r.prev, r.prevEnd = fDate, end
	return end
}

func (p *parser) isWord(k int, w string) bool {
	t := &p.tokens[k]
	return t.kind == word && p.text[t.start:t.end] == w
}

// editionAt reads 2nd ed., 3. Aufl., second edition, 2-е изд. at k.
func (p *parser) editionAt(r *reading, k, b int) int {
	if r.Edition != "" {
		return k
	}
	end := k + 1
	for end < b && end < k+4 {
		t := &p.tokens[end]
		if t.lex != nil && t.lex.has(editionWord) {
			stop := end + 1
			if p.isPunct(stop, ".") && !strings.HasSuffix(p.text[:t.end], ".") {
				stop++
			}
			r.Edition = p.str(k, stop)
			p.took(r, fEdition, k, stop)
			return stop
		}
		if !(t.kind == punct && (t.r == '.' || t.r == '-' || t.r == 'º')) && !(t.kind == word && (t.lower || p.isWord(end, "ª") || p.isWord(end, "º"))) {
			return k
		}
		end++
	}
	return k
}

var ordinals = wordSet("first second third fourth fifth sixth seventh eighth ninth tenth new revised rev expanded enlarged international dritte zweite deuxième seconda segunda")

// tailWord reads what begins with the word at k: a role, italics or a chunk of text.
func (p *parser) tailWord(r *reading, k, b int, h habits) int {
	t := &p.tokens[k]
	if t.lex != nil {
		if end := p.role(r, k, b, h); end > k {
			return end
		}
	}
	if end := p.romanVolume(r, k, b); end > k {
		return end
	}
	w := strings.ToLower(p.text[t.start:t.end])
	if ordinals[w] {
		if end := p.editionAt(r, k, b); end > k {
			return end
		}
	}
	if p.italicAt(k) {
		return p.italicRun(r, k, b, h)
	}
	if h.back && sectionWords[w] && p.isFigure(k+1) {
		end := p.figureRun(k+1, b)
		p.setLocator(r, k, end) // Foreshore Act (n 3) s 12
		return end
	}
	if (t.cjk || isHangul(p.text[t.start:t.end])) && r.prev == fTitle && r.Container == "" {
		if end := p.hanInside(r, k, b); end > k {
			return end
		}
		if end := p.hanTranslators(r, k, b); end > k {
			return end
		}
	}
	if t.cjk && r.prev == fDate && r.prevEnd == k && (w == "版" || w == "出版" || w == "刊") {
		p.took(r, fDate, k, k+1) // 2005年版
		return k + 1
	}
	return p.chunk(r, k, b, h)
}

// romanVolume reads a volume in Roman capitals at k, between commas and before a place: II, p. 219.
func (p *parser) romanVolume(r *reading, k, b int) int {
	if r.Volume != "" || !isRomanVolume(p.str(k, k+1)) || !p.isPunct(k-1, ",") || !p.isPunct(k+1, ",") || k+2 >= b || p.tokens[k+2].kind != located {
		return k
	}
	r.Volume = p.str(k, k+1)
	p.took(r, fVolume, k, k+1)
	return k + 1
}

// isRomanVolume reports whether s is a number in Roman capitals, up to 89.
func isRomanVolume(s string) bool {
	return s != "" && len(s) < 8 && strings.Trim(s, "IVXL") == ""
}

// role reads what a word of the lexicon at k announces.
func (p *parser) role(r *reading, k, b int, h habits) int {
	t := &p.tokens[k]
	l := t.lex
	switch {
	case l.has(inWord):
		return p.inside(r, k, b, h)
	case l.has(transWord) && k+1 < b:
		end := p.nameRun(k+1, b)
		if list, ok := p.names(k+1, end, straight, p.kana); ok {
			r.Translators = list
			p.took(r, fEditors, k, end)
			return end
		}
	case l.has(edWord) && k+1 < b:
		start := k + 1
		if start < b && p.tokens[start].lex != nil && p.tokens[start].lex.has(transWord) {
			start++
		}
		end := p.nameRun(start, b)
		if list, ok := p.names(start, end, straight, p.kana); ok {
			r.Editors = list
			p.took(r, fEditors, k, end)
			return end
		}
	case l.has(reportWord):
		return p.report(r, k, b, h)
	case l.has(urlWord) && k+1 < b:
		next := k + 1
		for next < b && p.tokens[next].kind == punct {
			next++
		}
		if next < b && (p.tokens[next].kind == address || p.tokens[next].kind == doi || p.tokens[next].link != nil) {
			p.took(r, fLink, k, next)
			return next
		}
	case l.has(archiveWord):
		p.took(r, fLink, k, k+1)
		if k+1 < b && p.tokens[k+1].kind == dated {
			p.took(r, fLink, k+1, k+2)
			return k + 2
		}
		return k + 1
	case l.has(origWord) && k+1 < b:
		next := k + 1
		for next < b && p.tokens[next].kind == punct {
			next++
		}
		if next < b && p.tokens[next].kind == dated {
			if r.Date.EDTF != "" {
				r.OriginalDate = r.Date
			}
			r.Date, r.dates = p.date(&p.tokens[next]), p.tokens[next].n+1
			p.took(r, fDate, k, next+1)
			return next + 1
		}
		if r.Date.EDTF != "" {
			r.OriginalDate, r.Date, r.dates = r.Date, checker.Date{}, 0
			p.took(r, r.prev, k, k+1)
			return k + 1
		}
	case l.has(editionWord) && k > p.a && p.tokens[k-1].kind == located:
	}
	return k
}

// inside reads the container that "in" at k announces, with its editors.
func (p *parser) inside(r *reading, k, b int, h habits) int {
	next := k + 1
	for next < b && p.tokens[next].kind == punct && (p.tokens[next].r == ':' || p.tokens[next].r == '：') {
		next++
	}
	if next >= b || r.Container != "" {
		return k
	}
	t := &p.tokens[next]
	switch {
	case t.kind == quoted:
		r.Container = titleText(p.words(next))
		p.took(r, fContainer, k, next+1)
		r.publisher = true
		return next + 1
	case p.isItalic(next):
		end := p.italics(next, b)
		r.Container = titleText(p.str(next, end))
		p.took(r, fContainer, k, end)
		r.publisher = true
		return end
	case t.kind != word:
		return k
	}
	if end, names := p.editorsBefore(next, b); end > next {
		r.Editors = names
		p.took(r, fEditors, k, end)
		r.publisher = true
		for end < b && p.tokens[end].kind == punct {
			end++
		}
		if end < b && p.tokens[end].kind == word && !p.isItalic(end) {
			stop := p.chunkEnd(end, b, h)
			r.Container = titleText(p.str(end, stop))
			p.took(r, fContainer, end, stop)
			return stop
		}
		if end < b && p.isItalic(end) {
			stop := p.italics(end, b)
			r.Container = titleText(p.str(end, stop))
			p.took(r, fContainer, end, stop)
			return stop
		}
		return end
	}
	end := p.chunkEnd(next, b, h)
	r.Container = titleText(p.str(next, end))
	p.took(r, fContainer, k, end)
	r.publisher = true
	return end
}

// hanInside reads 载王力、郭刚主编：《C》 and 江原明編『C』 at k: the editors and the book that a
// contribution stands in.
func (p *parser) hanInside(r *reading, k, b int) int {
	q := k
	if p.tokens[q].kind == signal && p.tokens[q].cjk && r.Container == "" {
		q++ // 见李明编：《船史论集》
	}
	for q < b && q < k+30 && (p.tokens[q].kind == word && (p.tokens[q].cjk || p.tokens[q].lex != nil || isHangul(p.str(q, q+1))) || p.isPunct(q, "、，：:,·・")) {
		q++
	}
	if q >= b || p.tokens[q].kind != quoted {
		return k
	}
	names := strings.TrimRight(p.text[p.tokens[k].start:p.tokens[q].start], "：:，, ")
	for _, w := range [...]string{"载于", "載於", "收入", "收于", "见于", "载", "載", "见"} {
		if rest, found := strings.CutPrefix(names, w); found {
			names = rest
			break
		}
	}
	edited := false
	for _, w := range [...]string{"主编", "主編", "编著", "編著", "编", "編", "편"} {
		if rest, found := strings.CutSuffix(names, w); found {
			names, edited = rest, true
			break
		}
	}
	if !edited && names != "" {
		return k
	}
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("、，,·・ ", r) }) {
		word := "等"
		if strings.HasSuffix(name, "ほか") {
			word = "ほか"
		}
		rest, others := strings.CutSuffix(name, word)
		if isHangul(rest) {
			r.Editors = append(r.Editors, hangulName(rest))
		} else {
			r.Editors = append(r.Editors, hanName(rest, p.kana))
		}
		if others {
			r.Editors = append(r.Editors, checker.Name{Literal: word})
		}
	}
	r.Container = titleText(p.words(q))
	p.took(r, fEditors, k, q)
	p.took(r, fContainer, q, q+1)
	r.publisher = true
	return q + 1
}

// hanTranslators reads 王平、李明译 at k.
func (p *parser) hanTranslators(r *reading, k, b int) int {
	end := k
	for end < b && end < k+12 && (p.tokens[end].kind == word && p.tokens[end].cjk || p.isPunct(end, "、")) {
		end++
	}
	if end == k || !strings.HasSuffix(p.text[:p.tokens[end-1].end], "译") || len(r.Translators) > 0 {
		return k
	}
	list, ok := p.names(k, end, straight, p.kana)
	if !ok {
		return k
	}
	r.Translators = list
	p.took(r, fEditors, k, end)
	r.prev, r.prevEnd = fTitle, end
	return end
}

// editorsBefore reads names at k that (ed.), Hrsg. or a title in italics follow.
func (p *parser) editorsBefore(k, b int) (int, []checker.Name) {
	for end := k; end < b && end < k+30; end++ {
		t := &p.tokens[end]
		switch {
		case t.kind == opening && end+1 < b && p.tokens[end+1].lex != nil && (p.tokens[end+1].lex.has(edWord) || p.tokens[end+1].lex.has(edsAfter)):
			if list, ok := p.names(k, end, straight, p.kana); ok && t.n > end {
				return t.n + 1, list
			}
			return k, nil
		case t.kind == word && end > k && t.lex != nil && t.lex.has(edWord) && end+1 < b && p.tokens[end+1].kind == word && p.tokens[end+1].caps && p.isPunct(end-1, ","):
			return k, nil // in C, ed. A
		case t.kind == word && end > k && t.lex != nil && (t.lex.has(edsAfter) || t.lex.has(edWord)):
			if list, ok := p.names(k, end, straight, p.kana); ok {
				return end + 1, list
			}
			return k, nil
		case p.isItalic(end) && t.kind == word && end > k, t.kind == quoted:
			if list, ok := p.names(k, end, straight, p.kana); ok {
				return end, list
			}
			return k, nil
		case t.kind == word, t.kind == punct && strings.ContainsRune(".,&-/", t.r):
		default:
			return k, nil
		}
	}
	return k, nil
}

// nameRun returns the end of the names that begin at k: before a bracket, a role, a date or a word
// that is none.
func (p *parser) nameRun(k, b int) int {
	end := k
	for end < b {
		t := &p.tokens[end]
		if t.kind == word && (t.lex == nil || t.lex.has(othersWord) || t.end-t.start == 1) && !p.isItalic(end) {
			end++
			continue
		}
		if t.kind != punct || !strings.ContainsRune(".,&、，-·/", t.r) {
			break
		}
		if t.r == '.' && !p.initialBefore(end) && p.tokens[end].end-p.tokens[end].start == 1 && end+1 < b && p.tokens[end+1].space && end > k && p.tokens[end-1].end-p.tokens[end-1].start > 2 {
			break
		}
		if t.r == ',' && (!p.anotherName(end+1, b) || p.endsList(k, end, b)) {
			break
		}
		end++
	}
	for end > k && p.tokens[end-1].kind == punct && p.tokens[end-1].r != '.' {
		end--
	}
	return end
}

// endsList reports whether the list of names that begins at k ends at the comma: an "and" stood before
// its last name, or a year follows the words behind the comma, which are a publisher then.
func (p *parser) endsList(k, comma, b int) bool {
	last := k
	for j := max(k, comma-60); j < comma; j++ {
		if p.tokens[j].kind == word && p.isJoiner(j) || p.isPunct(j, "&") {
			last = j
		}
		if p.isPunct(j, ",") && j > last {
			last = k
		}
	}
	if last > k && !(comma+1 < b && p.isJoiner(comma+1)) {
		return true
	}
	end := comma + 1
	for end < b && p.tokens[end].kind == word && p.tokens[end].caps {
		end++
	}
	if p.isPunct(end, ":") {
		return true // trans. A, L: P
	}
	return p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == dated && !p.tokens[comma].deep
}

// anotherName reports whether the words from k to the next comma look like one more name of a list.
func (p *parser) anotherName(k, b int) bool {
	end := k
	for end < b && (p.tokens[end].kind == word && (p.tokens[end].lex == nil || p.tokens[end].lex.has(othersWord)) || p.isPunct(end, ".-")) {
		end++
	}
	if end == k {
		return false
	}
	words := strings.Fields(p.str(k, end))
	if words[0] == "and" {
		words = words[1:]
	}
	for i, w := range words {
		if joiners[w] {
			words = words[:i] // ed. A, B and C
			break
		}
	}
	if p.tokens[k].lex != nil {
		return true
	}
	return len(words) > 1 && personal(words) && !isOrganisation(words) || isSuffix(strings.Join(words, " "))
}

// report reads a report's kind and number at k: Report No. RR-118, Working Paper 12.
func (p *parser) report(r *reading, k, b int, h habits) int {
	next := k + 1
	for next < b && p.tokens[next].kind == punct && p.tokens[next].r != ',' && p.tokens[next].r != ';' {
		next++
	}
	if next < b && p.tokens[next].kind == issue && r.Number == "" {
		r.Number = p.text[p.tokens[next].value:p.tokens[next].to]
		p.took(r, fNumber, k, next+1)
		r.Type = "report"
		return next + 1
	}
	if next < b && r.Number == "" {
		start := p.tokens[next].start
		to := serial(p.text, start)
		if p.isFigure(next) {
			to = max(to, serialGoesOn(p.text, p.tokens[next].end))
		}
		if to > start {
			end := max(p.behind(next+1, to), next+1)
			r.Number = collapse(p.text[start:to])
			p.took(r, fNumber, k, end)
			r.Type = "report"
			return end
		}
	}
	if end := p.chunkEnd(k, b, h); end == k+1 {
		p.setGenre(r, k, end)
		r.Type = "report"
		return end
	}
	return k
}

func (p *parser) setGenre(r *reading, a, b int) {
	p.idle(r, a, b)
	r.prev, r.prevEnd = fGenre, b
	if strings.Contains(strings.ToLower(p.str(a, b)), "thesis") || strings.Contains(strings.ToLower(p.str(a, b)), "diss") {
		r.Type = "thesis"
	}
}

// italicRun takes the italics at k as the container.
func (p *parser) italicRun(r *reading, k, b int, h habits) int {
	end := p.italics(k, b)
	if end <= k {
		end = k + 1
	}
	s := titleText(p.str(k, end))
	switch {
	case r.Title == "":
		r.Title = s
		p.took(r, fTitle, k, end)
	case r.Volume == "" && r.Container != "" && p.isFigure(k) && end == k+1:
		r.Volume = s
		p.took(r, fVolume, k, end)
	case r.Container == "":
		r.Container = s
		p.took(r, fContainer, k, end)
	case r.Publisher == "" && r.prev == fContainer:
		// “T”, Blog, *C*: what stands in italics is the container.
		r.Container, r.Publisher = s, r.Container
		p.took(r, fContainer, k, end)
	default:
		p.leave(r, k, end)
	}
	return end
}

// chunkEnd returns the end of the words that begin at k: before punctuation that parts fields, a
// bracket, a date, a locator or a number.
func (p *parser) chunkEnd(k, b int, h habits) int {
	italic := p.isItalic(k)
	end := k
	for end < b {
		t := &p.tokens[end]
		switch t.kind {
		case word:
			if end > k && (p.isItalic(end) != italic && t.end-t.start > 1 || p.text[t.start] == '(') {
				return end
			}
		case punct:
			switch t.r {
			case ',', ';', ':', '，', '：', '；', '。', '\n', '<', '>', '/', '—', '|':
				if t.r != '/' || end+1 < b && p.tokens[end+1].space {
					return end
				}
			case '–':
				if t.space {
					return end
				}
			case '.':
				last := end+1 >= b
				if last || h.stops && p.tokens[end+1].space && !p.shortBefore(end) {
					return end
				}
				if !h.stops && p.tokens[end+1].space && !p.abbreviatedAt(end) {
					return end
				}
			}
		case number:
			if end+1 < b && (p.tokens[end+1].kind == word || p.isPunct(end+1, "-")) && p.tokens[end+1].caps && end > k {
				break
			}
			return end
		case leader, typemark:
			return end
		default:
			return end
		}
		end++
	}
	return end
}

// docketAt reads COM(2023) 45 and CP 411 at k as the number: capitals, then figures.
func (p *parser) docketAt(r *reading, k, end, b int, h habits) int {
	if r.Number != "" || end != k+1 || end >= b || !upperOnly(p.text[p.tokens[k].start:p.tokens[k].end]) {
		return k
	}
	stop := end
	switch t := &p.tokens[end]; {
	case t.kind == opening && !t.space && t.n == end+2 && p.bareYear(end+1) && p.isFigure(end+3):
		stop = end + 4
		if stop < b && p.isWord(stop, "final") {
			stop++
		}
	case p.isWhole(end) && t.kind == number && h.book && (p.isPunct(end+1, ",") || end+1 < b && p.tokens[end+1].kind == opening):
		stop = end + 1
	default:
		return k
	}
	r.Number = p.str(k, stop)
	p.took(r, fNumber, k, stop)
	return stop
}

// upperOnly reports whether w is two or more capital letters.
func upperOnly(w string) bool {
	for _, r := range w {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return len(w) >= 2
}

// stateAt returns the end of the state or district that goes on with a place at k (Washington, DC:),
// or k.
func (p *parser) stateAt(k, b int) int {
	if !p.isPunct(k, ",") || k+2 >= b || p.tokens[k+1].kind != word || !p.tokens[k+1].caps {
		return k
	}
	end := k + 1
	for end < b && end < k+6 && (p.tokens[end].kind == word && p.tokens[end].caps && p.tokens[end].end-p.tokens[end].start <= 5 || p.isPunct(end, ".")) {
		end++
	}
	state := p.str(k+1, end)
	if p.isPunct(end, ":") && strings.ToUpper(state) == state || p.isPunct(end, ",:") && states[strings.Trim(state, ".")] {
		return end
	}
	return k
}

// states are abbreviations of American states as imprints print them.
var states = wordSet("Mass Conn Calif Cal Pa Md Va Ill Mich Minn Wis Ind Ohio Tex Fla Ga NJ N.J NY N.Y NC N.C RI R.I NH N.H MA CT CA PA MD VA IL MI MN WI IN TX FL GA NC RI NH DC D.C")

// shortBefore reports whether the full stop at k ends an initial or a short abbreviation.
func (p *parser) shortBefore(k int) bool {
	if k == 0 {
		return false
	}
	t := &p.tokens[k-1]
	w := p.text[t.start:t.end]
	return t.kind == word && (utf8.RuneCountInString(w) == 1 || abbreviations[strings.ToLower(w)] && len(w) < 5)
}

func (p *parser) abbreviatedAt(k int) bool {
	if p.shortBefore(k) {
		return true
	}
	t := &p.tokens[k-1]
	return t.kind == word && t.caps && t.end-t.start <= 6 && (p.tokens[k+1].caps || p.isPunct(k+1, ","))
}

// chunk takes the words at k by what is still missing.
func (p *parser) chunk(r *reading, k, b int, h habits) int {
	end := p.chunkEnd(k, b, h)
	if end <= k {
		p.leave(r, k, k+1)
		return k + 1
	}
	if to := serial(p.text, p.tokens[k].start); r.Number == "" && to > p.tokens[k].start && (to > p.tokens[k].end || end == k+1) && strings.ContainsAny(p.text[p.tokens[k].start:to], "/-") {
		stop := max(p.behind(k+1, to), k+1) // S/RES/2397
		r.Number = p.text[p.tokens[k].start:to]
		p.took(r, fNumber, k, min(stop, b))
		return min(stop, b)
	}
	if stop := p.docketAt(r, k, end, b, h); stop > k {
		return stop
	}
	words := strings.Fields(p.str(k, end))
	if firm := p.firmEnd(k, end, b, h); firm > end {
		end = firm
	}
	text := titleText(p.str(k, end))
	if isGenre(text) || p.tokens[k].lower && occasions[strings.ToLower(words[0])] {
		p.setGenre(r, k, end)
		return end
	}
	if r.Container != "" && r.Volume == "" && end == k+1 && end+1 < b && p.tokens[end].kind == opening && p.tokens[end+1].kind == dated && romanEnd(text, 0) == len(text) {
		r.Volume = text // cxii (1997)
		p.took(r, fVolume, k, end)
		return end
	}
	if r.prev == fGenre && r.prevEnd >= k-1 && p.tokens[k].lower && end == k+1 && p.isPunct(k-1, ".") {
		p.setGenre(r, k, end) // Diss. phil.
		return end
	}
	if asides[strings.ToLower(text)] {
		p.idle(r, k, end)
		return end
	}
	for j := k + 1; j < end; j++ {
		if l := p.tokens[j].lex; l != nil && l.has(reportWord) {
			if stop := p.report(r, j, b, h); stop > j && r.Number != "" {
				p.idle(r, k, j)
				return stop
			}
		}
	}
	if end < b && p.tokens[end].kind == opening && end+1 < b && p.tokens[end+1].lex != nil && (p.tokens[end+1].lex.has(edWord) || p.tokens[end+1].lex.has(edsAfter)) && len(r.Editors) == 0 {
		if list, ok := p.names(k, end, straight, p.kana); ok {
			r.Editors = list
			stop := p.tokens[end].n + 1
			p.took(r, fEditors, k, max(stop, end))
			return max(stop, end)
		}
	}
	if end < b && p.tokens[end].kind == word && p.text[p.tokens[end].start] == '(' && len(r.Editors) == 0 {
		if list, ok := p.names(k, end, straight, p.kana); ok {
			r.Editors = list // A (ed.)
			p.took(r, fEditors, k, end+1)
			return end + 1
		}
	}
	if state := p.stateAt(end, b); state > end {
		end = state
		text = titleText(p.str(k, end))
	}
	if p.isPunct(end, ":：") && end+1 < b && p.tokens[end+1].kind == word && r.Place == "" && r.Publisher == "" && len(words) <= 4 {
		stop := p.chunkEnd(end+1, b, h)
		if stop > end+1 {
			stop = p.acronymAt(stop, b)
			stop = p.firmEnd(end+1, stop, b, habits{book: true})
			r.Place, r.Publisher = text, titleText(p.str(end+1, stop))
			if s := p.str(k, end); strings.HasSuffix(s, ".") {
				r.Place = s // М.: Дождь
			}
			p.took(r, fPlace, k, end)
			p.took(r, fPublisher, end+1, stop)
			return stop
		}
	}
	if text == "passim" || p.tokens[k].lower && isRomanRange(text) {
		p.setLocator(r, k, end)
		return end
	}
	if p.tokens[k].lower && !strings.Contains(text, ".") && p.noCapitals(k, end) {
		if len(words) > 2 && (r.prev == fLocator || r.prev == fDate) {
			p.idle(r, k, end) // 56, whose dates are a year late
			return end
		}
		p.leave(r, k, end)
		return end
	}
	if acronym := p.acronymAt(end, b); acronym > end {
		text += " " + p.str(end, acronym)
		end = acronym
	}
	if belongs(words) && p.isPunct(k-1, ",") {
		switch {
		case r.prev == fContainer && r.prevEnd == k-1:
			r.Container += ", " + text
			p.took(r, fContainer, k, end)
			return end
		case r.prev == fPublisher && r.prevEnd == k-1:
			r.Publisher += ", " + text
			p.took(r, fPublisher, k, end)
			return end
		}
	}
	town, _, _ := strings.Cut(text, ",")
	city := cities[strings.ToLower(town)]
	switch {
	case h.book || r.publisher:
		p.imprintChunk(r, k, end, b, text, city, h)
	case city && r.Place == "":
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Container == "":
		r.Container = text
		p.took(r, fContainer, k, end)
	case r.Publisher == "" && r.prev != fDate && r.prev != fLocator:
		r.Publisher = text
		p.took(r, fPublisher, k, end)
	default:
		p.leave(r, k, end)
	}
	return end
}

// firmEnd returns the end of a firm's name that goes on behind a comma at end: Hale, Marsh & Co.
func (p *parser) firmEnd(k, end, b int, h habits) int {
	if !(h.book || h.stops || p.tokens[k].deep) || !p.isPunct(end, ",") || end+1 >= b || p.tokens[end+1].kind != word || end > k+2 {
		return end
	}
	next := p.chunkEnd(end+1, b, h)
	for j := end + 2; j+1 < next; j++ {
		if p.isPunct(j, "&") {
			if p.isPunct(next, ".") && isFirm(p.str(j+1, next)+".") {
				next++
			}
			return next
		}
	}
	return end
}

// isRomanRange reports whether s is a page in Roman figures, or two: vii–x.
func isRomanRange(s string) bool {
	for _, part := range strings.FieldsFunc(s, isDash) {
		if romanEnd(part, 0) != len(part) || part == "" {
			return false
		}
	}
	return s != ""
}

// noCapitals reports whether all words from k to end are in lower case: prose, not a name.
func (p *parser) noCapitals(k, end int) bool {
	for ; k < end; k++ {
		if t := &p.tokens[k]; t.kind == word && !t.lower {
			return false
		}
	}
	return true
}

// imprintChunk takes words between title and year: the place, the publisher, or place then
// publisher if two chunks follow each other.
func (p *parser) imprintChunk(r *reading, k, end, b int, text string, city bool, h habits) {
	if p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == word && !city && r.Publisher == "" && r.Place == "" {
		if next := p.chunkEnd(end+1, b, h); cities[strings.ToLower(p.str(end+1, next))] {
			r.Publisher = text // P, L Y
			p.took(r, fPublisher, k, end)
			return
		}
	}
	another := p.isPunct(end, ",，.") && end+1 < b && p.tokens[end+1].kind == word && (p.tokens[end+1].lex == nil)
	yearNext := end < b && p.tokens[end].kind == dated
	words := strings.Fields(text)
	switch {
	case r.Container == "" && !r.publisher && end+1 < b && p.tokens[end].kind == opening && p.tokens[end+1].kind == dated && len(p.hits[p.tokens[end+1].n].EDTF) >= len("2006-01") && p.hits[p.tokens[end+1].n].EDTF[4] == '-':
		r.Container = text // a periodical: books have no day in brackets
		p.took(r, fContainer, k, end)
	case r.Container == "" && !r.publisher && !h.stops && r.dates == 0 && r.Place == "" && r.Publisher == "" && p.isPunct(end, ",") && end+1 < b && p.tokens[end+1].kind == address:
		r.Container = text // a site
		p.took(r, fContainer, k, end)
	case r.Place == "" && city:
		r.Place = text
		if s := p.str(k, end); strings.HasSuffix(s, ".") && utf8.RuneCountInString(s) <= 4 {
			r.Place = s // М., 1999
		}
		p.took(r, fPlace, k, end)
	case r.Container == "" && !r.publisher && r.Place == "" && r.Publisher == "" && r.dates == 0 && p.dayBehind(end, b) && p.seg.anchors.links > 0 && !isOrganisation(words):
		r.Container = text // a site: books have no day
		p.took(r, fContainer, k, end)
	case r.Place == "" && r.Publisher == "" && p.language != "en" && yearNext && !p.tokens[k].deep && len(words) <= 2 && !bookHouse(text) && !isOrganisation(words):
		r.Place = text // *Handel am Sund*, Bremerode 1972
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && h.placeYear && yearNext && len(words) <= 3:
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Place == "" && r.Publisher == "" && another && !isOrganisation(words) && len(words) <= 2:
		r.Place = text
		p.took(r, fPlace, k, end)
	case r.Publisher == "":
		r.Publisher = text
		p.took(r, fPublisher, k, end)
	case r.Place == "" && len(words) <= 3:
		r.Place = text
		p.took(r, fPlace, k, end)
	default:
		p.leave(r, k, end)
	}
}

// dayBehind reports whether a comma and a day follow at k.
func (p *parser) dayBehind(k, b int) bool {
	return p.isPunct(k, ",") && k+1 < b && p.tokens[k+1].kind == dated && len(p.hits[p.tokens[k+1].n].EDTF) == len("2006-01-02")
}

// acronymAt returns the end of an acronym in brackets at k, or k.
func (p *parser) acronymAt(k, b int) int {
	if k+2 >= b || p.tokens[k].kind != opening || p.tokens[k].n < 0 || p.tokens[k].n > k+4 || p.tokens[k].n >= b {
		return k
	}
	mate := p.tokens[k].n
	s := p.str(k+1, mate)
	upper := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			upper++
		} else if r >= '0' && r <= '9' {
			return k
		}
	}
	if upper < 2 || utf8.RuneCountInString(s) > 12 || strings.Contains(s, " ") {
		return k
	}
	return mate + 1
}

// isGenre reports whether the words only say what kind of thing a source is.
func isGenre(s string) bool {
	low := strings.ToLower(s)
	if genres[low] {
		return true
	}
	for _, w := range [...]string{"thesis", "diss", "diss.", "dissertation"} {
		if strings.HasSuffix(low, " "+w) && len(low) < 40 {
			return true
		}
	}
	return false
}

// occasions begin words that say on what occasion something was said.
var occasions = wordSet("last updated modified posted published speech lecture paper presented remarks address talk keynote testimony delivered presentation panel unpublished mimeo")

// asides stand before a place and say nothing of the source.
var asides = countrySet("at|especially|esp|esp.|in particular|particularly|here|notably|hier|insb|insb.|insbesondere|notamment|especialmente|also|and|for example|e.g|quoted|cited|emphasis added|emphasis in original|my translation|author’s translation|translation mine")

// genres are words that say what a source is and that are no container if there is another.
var genres = countrySet(`blog|blog post|blog entry|op-ed|opinion|press release|working paper|issue brief|policy brief|policy paper|briefing|briefing paper|
report|research report|special report|commentary|analysis|editorial|video|podcast|transcript|speech|testimony|post|tweet|news release|statement|fact sheet|
factsheet|interview|data set|dataset|database|discussion paper|occasional paper|white paper|backgrounder|letter|remarks|infographic|web page|website|
unpublished|unpublished manuscript|phd thesis|phd diss.|phd dissertation|ma thesis|master’s thesis|dissertation|thesis|diss.|hearing|pressemitteilung|
judgment|judgement|order|diss. phil|diss|inaugural-dissertation|habilitationsschrift|thèse de doctorat|tesis doctoral|tesi di dottorato|tese de doutoramento|
tese de doutorado|proefschrift|praca doktorska|rozprawa doktorska|doktora tezi|yüksek lisans tezi|диссертация|decision|communiqué|communiqué de presse|comunicado|last updated|updated|online|电子版|硕士学位论文|博士学位论文`)

// cities are places where many books and newspapers are printed.
var cities = countrySet(`london|new york|oxford|cambridge|paris|berlin|münchen|munich|frankfurt|frankfurt am main|frankfurt a. m.|frankfurt/main|hamburg|leipzig|
stuttgart|köln|cologne|göttingen|heidelberg|tübingen|bonn|wien|vienna|graz|zürich|zurich|bern|basel|genève|geneva|lausanne|amsterdam|leiden|the hague|den haag|
rotterdam|utrecht|antwerpen|bruxelles|brussels|leuven|louvain|luxembourg|copenhagen|københavn|stockholm|oslo|helsinki|madrid|barcelona|valencia|sevilla|lisboa|
lisbon|porto|coimbra|roma|rome|milano|milan|torino|turin|bologna|firenze|florence|venezia|napoli|padova|warszawa|warsaw|kraków|wrocław|poznań|praha|prague|budapest|
bucharest|sofia|beograd|athens|istanbul|ankara|izmir|moscow|москва|м.|м|спб.|спб|санкт-петербург|ленинград|л.|киев|київ|харків|львів|минск|kyiv|washington|washington, dc|
washington dc|washington, d.c.|d.c.|dc|boston|chicago|philadelphia|baltimore|los angeles|san francisco|berkeley|princeton|new haven|ithaca|durham|santa monica|stanford|
arlington|toronto|montréal|montreal|ottawa|vancouver|méxico|mexico city|buenos aires|santiago|bogotá|lima|são paulo|rio de janeiro|canberra|sydney|melbourne|
wellington|auckland|tokyo|kyoto|osaka|东京|東京|京都|大阪|beijing|peking|北京|上海|shanghai|南京|天津|广州|武汉|重庆|成都|杭州|西安|沈阳|长春|哈尔滨|长沙|济南|合肥|台北|臺北|香港|taipei|
hong kong|singapore|seoul|서울|delhi|new delhi|mumbai|bombay|kolkata|dhaka|islamabad|karachi|colombo|kathmandu|jakarta|kuala lumpur|manila|hanoi|bangkok|cairo|beirut|
jerusalem|tel aviv|tehran|baghdad|riyadh|dubai|abu dhabi|doha|nairobi|addis ababa|lagos|accra|dakar|johannesburg|pretoria|cape town|edinburgh|glasgow|dublin|manchester|
new brunswick|aldershot|farnham|cheltenham|houndmills|basingstoke|abingdon|dordrecht|lanham|boulder|thousand oaks|reading, ma|englewood cliffs|notre dame|ann arbor`)

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
		if t.kind == number || t.kind == word {
			if end := p.lateDay(r, k, b); end > k {
				k = end
				continue
			}
		}
		next := k + 1
		switch t.kind {
		case punct:
			if isSuperscript(t.r) && r.Edition == "" && k+1 < b && p.tokens[k+1].kind == dated && p.tokens[k+1].start == t.end {
				r.Edition = p.str(k, k+1) // München ³2004
				p.took(r, fEdition, k, k+1)
				r.prev = fPlace
			}
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
			if end := p.extentAt(r, k, b); end > k {
				next = end
				break
			}
			if end := p.congress(r, k, b); end > k {
				next = end
				break
			}
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
		if r.Type == "legal_case" && r.dates > 0 && r.Volume == "" && r.prev == fContainer && p.tokens[k].n+1 != r.dates {
			r.Volume = p.str(k, k+1) // Foro it., 2008
			p.took(r, fVolume, k, k+1)
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

// isDocket reports whether the number holds a year in brackets: （2019）海法终123号.
func isDocket(s string) bool { return strings.ContainsAny(s, "（(〔[［") }

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
	case t.kind == issue && t.lex == nil && isDocket(value):
		if r.Number == "" {
			r.Number = value
			p.took(r, fNumber, k, k+1)
			return
		}
		p.leave(r, k, k+1)
	case t.kind == volume && r.Volume == "":
		r.Volume = value
		p.took(r, fVolume, k, k+1)
	case t.kind == issue && t.lex != nil && r.Number == "" && (r.Type == "legal_case" || r.prev == fTitle && r.Container == "" && r.prevEnd >= k-1):
		r.Number = value
		p.took(r, fNumber, k, k+1)
	case t.kind == issue && r.prev == fGenre && r.prevEnd == k && r.Number == "":
		r.Number = value
		p.took(r, fNumber, k, k+1)
	case t.kind == issue && r.Container == "" && r.Publisher != "" && r.prev == fDate && t.lex != nil && p.language != "en":
		p.setLocator(r, k, k+1) // Paris, Dalloz, 2015, n° 412
	case t.kind == issue && r.Issue == "":
		r.Issue = value
		p.took(r, fIssue, k, k+1)
	case t.kind == issue && r.Number == "":
		r.Number = value
		p.took(r, fNumber, k, k+1)
	case t.kind == volume:
		p.idle(r, k, k+1) // Т. 2. Кн. 1
	default:
		p.leave(r, k, k+1)
	}
}

// extentAt passes over how many pages a book has behind its year: М., 1999. — 320 с.
func (p *parser) extentAt(r *reading, k, b int) int {
	if r.prev != fDate || !p.isFigure(k) || k+1 >= b || !p.isPunct(k-1, ".—–-,") {
		return k
	}
	switch p.str(k+1, k+2) {
	case "с", "c", "стр", "S", "p", "pp", "s", "с.", "стр.", "S.", "p.", "pp.", "s.":
	default:
		return k
	}
	if k+3 < b && !p.isPunct(k+2, ".,;—–") {
		return k
	}
	p.idle(r, k, k+2)
	return k + 2
}

// byline takes the authors that English prints behind a title, and the word before the container
// then: “T” by Ana Duarte on Coast and Country.
func (p *parser) byline(r *reading, k, b int) int {
	if r.prev != fTitle || r.Container != "" || r.prevEnd != k || k+1 >= b || !p.tokens[k+1].caps || p.tokens[k].link != nil {
		return k
	}
	switch p.str(k, k+1) {
	case "on":
		p.took(r, fTitle, k, k+1)
		return k + 1
	case "by":
	default:
		return k
	}
	end := k + 1
	for end < b && (p.tokens[end].kind == word && (p.tokens[end].caps || particles[p.str(end, end+1)] || p.isJoiner(end)) || p.isPunct(end, ".-") && p.tokens[end-1].caps && p.tokens[end].start-p.tokens[end-1].start < 3) {
		end++
	}
	if len(r.Authors)+len(r.Editors) > 0 || !personal(strings.Fields(p.str(k+1, end))) {
		return k
	}
	list, ok := p.names(k+1, end, straight, false)
	if !ok {
		return k
	}
	r.Authors = list
	p.took(r, fAuthors, k, end)
	r.prev, r.prevEnd = fTitle, end
	return end
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
	limit := k + 4
	for end < b && end < limit {
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
		if t.kind == punct && t.r == ',' && p.isPunct(end-1, ".") && end+1 < b && p.tokens[end+1].lower {
			limit += 4 // 3., erw. Aufl.
			end++
			continue
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
		if t.lex.has(editionWord) && r.Edition == "" && script(p.text[t.start:t.end]) == "Arab" {
			end := k + 1
			for p.isPunct(end, ".") {
				end++
			}
			if end < b && (p.isFigure(end) || p.tokens[end].kind == word) {
				r.Edition = p.str(k, end+1) // ط 2
				p.took(r, fEdition, k, end+1)
				return end + 1
			}
		}
		if end := p.role(r, k, b, h); end > k {
			return end
		}
	}
	if end := p.romanVolume(r, k, b); end > k {
		return end
	}
	if k+1 < b && p.tokens[k+1].lex != nil && p.tokens[k+1].lex.has(editionWord) && isRomanVolume(p.str(k, k+1)) {
		if end := p.editionAt(r, k, b); end > k {
			return end // II ed.
		}
	}
	w := strings.ToLower(p.text[t.start:t.end])
	if end := p.shortNumbered(r, k, b, w); end > k {
		return end
	}
	if ordinals[w] {
		if end := p.editionAt(r, k, b); end > k {
			return end
		}
	}
	if p.italicAt(k) {
		return p.italicRun(r, k, b, h)
	}
	if end := p.byline(r, k, b); end > k {
		return end
	}
	if (h.back || h.law && r.Type == "legislation" && r.locEnd == 0) && sectionWords[w] && p.isFigure(k+1) {
		end := p.figureRun(k+1, b)
		p.setLocator(r, k, end) // Foreshore Act (n 3) s 12
		return end
	}
	if t.cjk && r.prev != fTitle && r.Container == "" && isTaken(w) {
		if end := p.hanInside(r, k, b); end > k {
			return end
		}
	}
	if w == "자" && r.prev == fDate && r.prevEnd == k {
		p.took(r, fDate, k, k+1) // 2019년 3월 4일자
		return k + 1
	}
	if (t.cjk || isHangul(p.text[t.start:t.end])) && r.prev == fTitle && r.Container == "" {
		if end := p.hanInside(r, k, b); end > k {
			return end
		}
		if end := p.hanTranslators(r, k, b); end > k {
			return end
		}
	}
	if t.cjk {
		if end := p.hanTail(r, k, b); end > k {
			return end
		}
	}
	if t.cjk && r.prev == fDate && r.prevEnd == k && (w == "版" || w == "出版" || w == "刊") {
		p.took(r, fDate, k, k+1) // 2005年版
		return k + 1
	}
	return p.chunk(r, k, b, h)
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
	if p.isPunct(end, ".") && p.isItalic(end) && (p.shortened(k, end+1) || p.isPunct(end+1, ",") && r.Title != "" && r.Container == "") {
		end++
		s = p.str(k, end) // *Trans. Mar. Syst.*
	}
	switch {
	case r.Title == "":
		r.Title = titleText(s)
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

// shortNumbered reads the volume and the issue that one letter announces behind a periodical: *C*, v.
// 3, n. 2. It returns the token behind the figure, or k.
func (p *parser) shortNumbered(r *reading, k, b int, w string) int {
	if len(w) != 1 || r.Container == "" || !p.isPunct(k+1, ".") || k+2 >= b || p.tokens[k+2].kind != number || !p.isFigure(k+2) || !p.isPunct(k-1, ",.") {
		return k
	}
	switch {
	case w == "v" && r.Volume == "":
		r.Volume = p.str(k+2, k+3)
		p.took(r, fVolume, k, k+3)
	case w == "n" && r.Volume != "" && r.Issue == "":
		r.Issue = p.str(k+2, k+3)
		p.took(r, fIssue, k, k+3)
	default:
		return k
	}
	return k + 3
}

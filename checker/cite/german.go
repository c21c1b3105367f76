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
	case p.germanCourt(r), p.germanArticle(r), p.germanContribution(r):
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
	k = p.yearPages(r, k)
	p.tail(r, k, p.b, habits{})
	r.extra += .6
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
		if t := &p.tokens[k]; t.kind != word && t.kind != punct {
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
	if in <= p.a || !p.authors(r, p.a, in, straight) {
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

// readPlain reads notes without marks and italics by the order of their parts: A, T, L Y, p. Heads
// such as "Letter from" are titles.
func readPlain(p *parser, r *reading) bool {
	if p.quotedTitle() >= 0 || p.italicTitle() >= 0 || p.linkedTitle() >= 0 {
		return false
	}
	first := p.plainEnd(p.a)
	if first <= p.a {
		return false
	}
	head := p.str(p.a, first)
	if isHead(head) {
		r.Title = titleText(head)
		p.took(r, fTitle, p.a, first)
		p.tail(r, first, p.b, habits{book: true})
		r.extra += .3
		return true
	}
	if p.tokens[p.a].kind == leader || p.tokens[p.a].kind == back {
		first = p.a + 1
		if p.isPunct(first, ".") {
			first++
		}
	}
	if !p.isPunct(first, ",，：:") || !p.authors(r, p.a, first, straight) || len(r.Authors) > 0 && r.Authors[0].Literal != "" && len(r.Authors) > 1 {
		return false
	}
	start := first + 1
	end := p.plainEnd(start)
	for end > start && p.isPunct(end, ",") && end+1 < p.b {
		words := strings.Fields(p.str(start, end))
		if len(words) < 2 || !personal(words) || isOrganisation(words) {
			break
		}
		next := p.plainEnd(end + 1)
		if next <= end+1 || p.tokens[end+1].kind != word || cities[strings.ToLower(p.str(end+1, next))] {
			break
		}
		n := len(r.Authors)
		if more, ok := p.names(start, end, straight, p.kana); ok {
			r.Authors = append(r.Authors, more...)
			p.took(r, fAuthors, start, end)
		}
		if len(r.Authors) == n {
			break
		}
		start, end = end+1, next
	}
	if end <= start {
		return false
	}
	r.Title = titleText(p.str(start, end))
	if len(r.Title) < 4 || cities[strings.ToLower(r.Title)] {
		return false
	}
	p.took(r, fTitle, start, end)
	p.tail(r, end, p.b, habits{book: true, placeYear: true})
	r.extra += .1
	return r.dates > 0 || len(r.rest) == 0
}

// plainEnd returns the end of the words at k: before a comma, a date, a locator or a bracket.
func (p *parser) plainEnd(k int) int {
	end := k
	for end < p.b {
		switch t := &p.tokens[end]; t.kind {
		case word, leader:
		case back:
			if t.class != backSame {
				return end
			}
		case punct:
			if strings.ContainsRune(",;，；:：\n", t.r) && !(t.r == ':' && end+1 < p.b && end > k+1) {
				return end
			}
			if t.r == '.' && (end+1 >= p.b || p.tokens[end+1].space && !p.abbreviatedAt(end)) {
				return end
			}
		case number:
			if end+1 < p.b && p.isPunct(end+1, ",") && end > k {
				return end
			}
		default:
			return end
		}
		end++
	}
	return end
}

// heads begin sources that have no title of their own.
var heads = []string{"letter from", "letter to", "minutes of", "author interview with", "author’s interview with", "author's interview with", "interview with", "author correspondence with",
	"personal communication", "personal interview", "telegram from", "memorandum from", "memorandum of", "memo from", "email from", "e-mail from", "speech by", "address by", "remarks by", "statement by", "testimony of", "conversation with",
	"correspondence with", "telephone interview with", "phone interview with", "confidential interview", "notes of", "cable from", "despatch from", "dispatch from", "entretien avec", "lettre de", "brief von", "schreiben von", "carta de", "lettera di", "письмо", "interview by the author"}

func isHead(s string) bool {
	low := strings.ToLower(s)
	for _, h := range heads {
		if strings.HasPrefix(low, h) && len(low) > len(h) {
			return true
		}
	}
	return false
}

// readAnchors takes what the evidence alone tells: dates, identifiers, links, places.
func readAnchors(p *parser, r *reading) bool {
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case dated:
			p.setDate(r, k)
		case accessed:
			r.Accessed = p.date(t)
			p.took(r, fLink, k, k+1)
		case address, doi, arxiv, isbn:
			p.took(r, fLink, k, k+1)
		case word:
			if t.link != nil || t.lex != nil && t.lex.has(urlWord) {
				p.took(r, fLink, k, k+1)
				continue
			}
			if t.lex != nil && t.lex.has(reportWord) {
				if end := p.report(r, k, p.b, habits{}); end > k {
					k = end - 1
					continue
				}
			}
			p.leave(r, k, k+1)
		case quoted:
			p.leave(r, k, k+1)
		case located:
			p.setLocator(r, k, k+1)
		case punct, opening, closing:
		default:
			p.leave(r, k, k+1)
		}
	}
	return true
}

package cite

import (
	"strings"
)

// lawCite reads V C PP at k: 112 Harbor L. Rev. 345.
func (p *parser) lawCite(r *reading, k, b int, h habits) int {
	if !h.law || r.Container != "" || !p.isFigure(k) || p.isPunct(k-1, ":") {
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
		if t.kind == located && strings.HasPrefix(p.text[t.start:], "§") {
			break
		}
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
	if words == 0 || end >= b || !p.isWhole(end) || p.tokens[k+1].kind == punct || end == k+2 && p.tokens[k+1].end-p.tokens[k+1].start == 1 {
		return k // 4 F 12: a shelf mark
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

// lawPages reads the first page at k and, behind a comma, the cited one.
func (p *parser) lawPages(r *reading, k, b int) int {
	next := min(max(p.behind(k+1, thousands(p.text, p.tokens[k].end)), k+1), b)
	r.Pages = p.str(k, next)
	p.took(r, fLocator, k, next)
	if p.isPunct(next, ",") && next+1 < b && p.isFigure(next+1) {
		end := p.figureRun(next+1, b)
		p.setLocator(r, next+1, end)
		return end
	}
	return next
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
	if r.Container != "" && r.Volume != "" && r.Issue == "" && r.prev == fDate && p.isPunct(k-1, ",") && p.isPunct(k+1, ",") && k+2 < b && p.tokens[k+2].kind == located && p.isWhole(k) {
		r.Issue = p.str(k, k+1) // XII (1999), 3, pp. 211-239
		p.took(r, fIssue, k, k+1)
		return k + 1
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

var smallJoint = wordSet("of the on and for in & de des der")

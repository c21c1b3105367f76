package cite

import "strings"

// readGBT reads lists by GB/T 7714: A, A. T[J]. C, Y, V(I): PP. · T[M]. L: P, Y: p. · (D)[accessed].
func readGBT(p *parser, r *reading) bool {
	mark := -1
	for k := p.a; k < p.b; k++ {
		if p.tokens[k].kind == typemark {
			mark = k
			break
		}
	}
	if mark <= p.a {
		return false
	}
	start := p.a
	for k := p.a; k < mark; k++ {
		t := &p.tokens[k]
		if t.lex != nil && t.lex.has(othersWord) && strings.HasSuffix(p.text[:t.end], ".") {
			if p.authors(r, p.a, k+1, straight) {
				start = k + 1
			}
			break
		}
		if t.kind == punct && (t.r == '.' || t.r == '．') && k+1 < mark && !(p.initialBefore(k) && p.initialFollows(k+1)) && !strings.EqualFold(p.str(max(k-1, p.a), k), "st") {
			if p.authors(r, p.a, k, straight) {
				start = k + 1
			}
			break
		}
	}
	r.Title = titleText(p.str(start, mark))
	p.took(r, fTitle, start, mark)
	p.took(r, fTitle, mark, mark+1)
	code, _, _ := strings.Cut(strings.Trim(p.str(mark, mark+1), "[]［］【】"), "/")
	switch code {
	case "J":
		r.Type = "article-journal"
	case "M":
		r.Type = "book"
	case "N":
		r.Type = "article-newspaper"
	case "R":
		r.Type = "report"
	case "D":
		r.Type = "thesis"
	case "EB":
		r.Type = "webpage"
	}
	r.extra += .6
	k := p.gbtBook(r, mark+1)
	for j := k; j+2 < p.b; j++ {
		if t := &p.tokens[j]; t.kind == opening && t.r == '[' && t.n == j+2 && p.tokens[j+1].kind == dated {
			r.Accessed = p.date(&p.tokens[j+1])
			p.took(r, fTitle, j, j+3)
			p.tail(r, k, j, habits{stops: true, book: code == "M" || code == "D"})
			k = j + 3
			break
		}
	}
	p.tail(r, k, p.b, habits{stops: true, book: code == "M" || code == "D" || code == "R" || code == "EB"})
	return true
}

// gbtBook reads //E. C. behind the mark of a contribution: the editors and the book.
func (p *parser) gbtBook(r *reading, k int) int {
	if !p.isPunct(k, "/／") || k+1 >= p.b {
		return k
	}
	for k < p.b && p.isPunct(k, "/／") {
		k++
	}
	stop := k
	for stop < p.b && !p.isPunct(stop, ".．") {
		stop++
	}
	if stop < p.b && stop > k {
		if list, ok := p.names(k, stop, straight, p.kana); ok && (len(list) > 1 || list[0].Given != "") {
			r.Editors = list
			p.took(r, fEditors, k, stop)
			k = stop + 1
		}
	}
	end := p.sentence(k)
	if end > k {
		r.Container = titleText(p.str(k, end))
		p.took(r, fContainer, k, end)
		r.publisher = true
	}
	return end
}

// initialFollows reports whether token k is one capital letter.
func (p *parser) initialFollows(k int) bool {
	t := &p.tokens[k]
	return t.kind == word && t.caps && p.isPunct(k+1, ".") && (t.end-t.start <= 2 || p.text[t.start:t.end] == "Дж")
}

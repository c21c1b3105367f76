package cite

import (
	"strings"

	"github.com/citelint/citelint/checker"
)

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
		if p.isPunct(end, ".") && p.isItalic(end) && (p.isPunct(end+1, ",") || p.shortened(next, end+1)) {
			end++
			r.Container = p.str(next, end) // in *Riv. dir. nav.*, 1995
		}
		p.took(r, fContainer, k, end)
		r.publisher = true
		return end
	case t.kind == back && t.class == backSame && len(r.Authors) > 0 && next+1 < b:
		end := next + 1
		for end < b && (p.isPunct(end, ".,") || p.tokens[end].kind == word && p.tokens[end].lex != nil && p.tokens[end].lex.has(edsAfter) || p.tokens[end].kind == opening && p.tokens[end].n == end+2 && p.tokens[end+1].lex != nil && p.tokens[end+1].lex.has(edsAfter)) {
			if p.tokens[end].kind == opening {
				end += 2
			}
			end++
		}
		stop := p.chunkEnd(end, b, h)
		if p.isItalic(end) {
			stop = p.italics(end, b)
		}
		if end >= b || stop <= end {
			return k
		}
		r.Editors = r.Authors // in: Ders. (Hrsg.), T
		p.took(r, fEditors, k, end)
		r.Container = titleText(p.str(end, stop))
		p.took(r, fContainer, end, stop)
		r.publisher = true
		return stop
	case t.kind != word:
		return k
	}
	end, names := p.capitalEditors(next, b)
	if end == next {
		end, names = p.editorsBefore(next, b)
	}
	if end > next {
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
	end = p.chunkEnd(next, b, h)
	r.Container = titleText(p.str(next, end))
	p.took(r, fContainer, k, end)
	r.publisher = true
	if p.isFigure(end) && p.isPunct(end+1, ",") && p.isFigure(end+2) {
		return p.lawPages(r, end, b) // in Essays on Public Ways 301, 310
	}
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
	for _, w := range [...]string{"主编", "主編", "编著", "編著", "编", "編", "편", "著"} {
		if rest, found := strings.CutSuffix(names, w); found {
			names, edited = rest, true
			if w == "著" || rest == "氏" {
				names = "" // of the same author
			}
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
	for j := k; j < end; j++ {
		if w := p.text[:p.tokens[j].end]; strings.HasSuffix(w, "訳") || strings.HasSuffix(w, "譯") {
			end = j + 1
		}
	}
	if w := p.text[:p.tokens[max(end-1, k)].end]; end == k || !strings.HasSuffix(w, "译") && !strings.HasSuffix(w, "訳") && !strings.HasSuffix(w, "譯") || len(r.Translators) > 0 {
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

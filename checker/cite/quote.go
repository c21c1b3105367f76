package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pair is one outermost quotation: from the first byte of its opening mark to the last of its
// closing one, and the same without the marks. If open is set, the closing mark is missing.
type pair struct {
	start, end   int
	inner, outer int // where the words begin and end
	open         bool
	doubled      bool // the opening mark stands there twice
}

// A pairing is all outermost quotations of a text, in order, and the closing marks that close
// nothing.
type pairing struct {
	pairs   []pair
	surplus []int
}

const deepest = 32 // quotations nested more deeply are read as text

type openMark struct {
	at, size int
	mark     rune
}

// closes reports whether the mark r closes a quotation that open opened.
func closes(open, r rune) bool {
	switch open {
	case '“':
		return r == '”'
	case '‘':
		return r == '’'
	case '«':
		return r == '»'
	case '»':
		return r == '«'
	case '‹':
		return r == '›'
	case '›':
		return r == '‹'
	case '„', '‟':
		return r == '“' || r == '”' || r == '"' // „so" is how many keyboards write it
	case '‚', '‛':
		return r == '‘' || r == '’' || r == '\''
	case '「':
		return r == '」'
	case '『':
		return r == '』'
	case '《':
		return r == '》'
	case '〈':
		return r == '〉'
	case '"', '\'', '”':
		return r == open
	}
	return false
}

func isQuoteMark(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '«', '»', '‹', '›', '„', '‟', '‚', '‛', '「', '」', '『', '』', '《', '》', '〈', '〉', '"', '\'':
		return true
	}
	return false
}

// pairQuotes pairs the quotation marks of text. masked says which byte begins a stretch without
// marks (an address) and where it ends; stop says where an unclosed quotation that begins at a
// place ends. Both may be nil.
func pairQuotes(text string, masked func(i int) int, stop func(from int) int) pairing {
	var p pairing
	var stack []openMark
	prev := rune(0)
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && c != '"' && c != '\'' {
			if masked != nil && (c == 'h' || c == 'H' || c == 'w' || c == 'W' || c == 'f' || c == 'd') {
				if end := masked(i); end > i {
					prev = 'x'
					i = end
					continue
				}
			}
			prev = rune(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isQuoteMark(r) {
			prev = r
			i += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if i+size >= len(text) {
			next = 0
		}
		opens, shuts := roles(r, prev, next, stack)
		if shuts && (r == '’' || r == '\'') && len(stack) > 0 && apostropheInside(text, i+size, r, prev) {
			shuts = false
		}
		switch {
		case shuts && popTo(&stack, r):
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if len(stack) == 0 {
				p.pairs = append(p.pairs, pair{start: top.at, end: i + size, inner: top.at + top.size, outer: i})
			}
		case opens && len(stack) < deepest:
			stack = append(stack, openMark{i, size, r})
		case isClosing(r) && len(stack) == 0:
			p.surplus = append(p.surplus, i)
		}
		prev = r
		i += size
	}
	if len(stack) > 0 {
		p.pairs = settle(text, p.pairs, stack, stop)
	}
	return p
}

func isApostrophe(r rune) bool { return r == '’' || r == '\'' }

func isClosing(r rune) bool {
	return r == '”' || r == '»' || r == '›' || r == '」' || r == '』' || r == '》' || r == '〉'
}

// roles says whether the mark r between prev and next may open or shut a quotation.
func roles(r, prev, next rune, stack []openMark) (opens, shuts bool) {
	before := prev == 0 || unicode.IsSpace(prev) || isOpenBracket(prev) || isQuoteMark(prev) || isDash(prev) || prev == '/' || isIdeograph(prev) || isWidePunct(prev)
	text := next != 0 && !unicode.IsSpace(next) && (unicode.IsLetter(next) || unicode.IsDigit(next) || isQuoteMark(next) || isOpenBracket(next) || next == '…' || next == '$' || next == '€' || next == '£' || next == '¿' || next == '¡' || next == '#' || next == '@' || next == '.' || next == '-' || next == '–' || next == '—' || next == 0xFFFC)
	end := next == 0 || unicode.IsSpace(next) || unicode.IsPunct(next) || unicode.IsSymbol(next) || isIdeograph(next) || next == 0xFFFC
	switch r {
	case '「', '『', '《', '〈':
		return true, false
	case '」', '』', '》', '〉':
		return false, true
	case '„', '‟', '‛', '‚':
		return text, false
	case '“':
		if openedBy(stack, '„') || openedBy(stack, '‟') {
			return false, true
		}
		return text, false
	case '‘':
		if openedBy(stack, '‚') || openedBy(stack, '‛') {
			return false, true
		}
		return text, false
	case '”':
		return false, true
	case '’':
		return false, end && !(unicode.IsLetter(prev) && unicode.IsLetter(next) && !isIdeograph(next))
	case '«', '‹':
		if openedBy(stack, mirror(r)) {
			return false, true
		}
		// French sets a space after the mark.
		return next != 0, false
	case '»', '›':
		if openedBy(stack, mirror(r)) {
			return false, true
		}
		return before && unicode.IsLetter(next), true
	case '"':
		if len(stack) > 0 && openedBy(stack, '"') {
			return false, !(before && text && !end)
		}
		if n := len(stack); n > 0 && (stack[n-1].mark == '„' || stack[n-1].mark == '‟') {
			inner := before && text && !end
			return inner, !inner
		}
		return text && !unicode.IsDigit(prev), false
	case '\'':
		if openedBy(stack, '\'') {
			return false, end && !unicode.IsSpace(prev)
		}
		if n := len(stack); n > 0 && (stack[n-1].mark == '‚' || stack[n-1].mark == '‛') {
			return false, end && !unicode.IsSpace(prev)
		}
		return before && text && !isIdeograph(prev) && prev != '/', false
	}
	return false, false
}

func mirror(r rune) rune {
	switch r {
	case '«':
		return '»'
	case '»':
		return '«'
	case '‹':
		return '›'
	}
	return '‹'
}

func openedBy(stack []openMark, mark rune) bool {
	for _, m := range stack {
		if m.mark == mark {
			return true
		}
	}
	return false
}

// popTo drops what stands open above the mark that r closes, and reports whether there is one.
func popTo(stack *[]openMark, r rune) bool {
	s := *stack
	for k := len(s) - 1; k >= 0; k-- {
		if closes(s[k].mark, r) {
			*stack = s[:k+1]
			return true
		}
	}
	return false
}

// apostropheInside reports whether the mark before i, inside an open quotation, is the apostrophe
// of a plural: another closing mark comes before the next opening one.
func apostropheInside(text string, i int, mark, prev rune) bool {
	if prev != 's' && prev != 'S' {
		return false
	}
	rest := text[i:]
	if len(rest) < 2 || rest[0] != ' ' || !(rest[1] >= 'a' && rest[1] <= 'z' || rest[1] >= 'A' && rest[1] <= 'Z') {
		return false
	}
	last := rune(' ')
	for n, r := range rest {
		switch {
		case n > 300 || r == '‘' || r == '\n':
			return false
		case r == mark && unicode.IsLetter(last):
			next, _ := utf8.DecodeRuneInString(rest[n+utf8.RuneLen(r):])
			if !unicode.IsLetter(next) {
				return true
			}
		}
		last = r
	}
	return false
}

// settle ends the quotations that were never closed. An opening single mark that is never closed
// is text.
func settle(text string, pairs []pair, stack []openMark, stop func(int) int) []pair {
	for _, m := range stack {
		if isApostrophe(m.mark) || m.mark == '‘' || m.mark == '‚' || m.mark == '‛' {
			continue
		}
		if inner := text[m.at+m.size:]; strings.HasPrefix(inner, string(m.mark)) {
			again := pairQuotes(inner, nil, nil).pairs
			if len(again) > 0 && again[0].start == 0 && !again[0].open {
				for _, q := range again {
					q.start, q.end, q.inner, q.outer = q.start+m.at+m.size, q.end+m.at+m.size, q.inner+m.at+m.size, q.outer+m.at+m.size
					pairs = append(pairs, q)
				}
				first := &pairs[len(pairs)-len(again)]
				first.start, first.doubled = m.at, true
				return pairs
			}
		}
		end := len(text)
		if stop != nil {
			end = min(end, max(stop(m.at+m.size), m.at+m.size))
		}
		open := pair{start: m.at, end: end, inner: m.at + m.size, outer: end, open: true}
		// What closed inside of it and behind its end stands on its own; pairs between are inside.
		if end < len(text) {
			tail := pairQuotes(text[end:], nil, nil)
			pairs = append(pairs, open)
			for _, q := range tail.pairs {
				if !q.open {
					pairs = append(pairs, pair{start: q.start + end, end: q.end + end, inner: q.inner + end, outer: q.outer + end})
				}
			}
			return pairs
		}
		return append(pairs, open)
	}
	return pairs
}

func isOpenBracket(r rune) bool {
	switch r {
	case '(', '[', '{', '（', '【', '〔', '［':
		return true
	}
	return false
}

func isDash(r rune) bool { return r == '-' || r >= '‐' && r <= '―' || r == '−' }

func isWidePunct(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '！', '？', '）', '】', '〕', '・', '．':
		return true
	}
	return false
}

// isIdeograph reports whether r belongs to a script written without spaces.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

package cite

import (
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// capitalWord reports whether token k is a word of two letters or more, all of them capitals.
func (sp *lexer) capitalWord(k int) bool {
	t := &sp.tokens[k]
	if t.kind != word || !t.caps {
		return false
	}
	n := 0
	for _, r := range sp.text[t.start:t.end] {
		if unicode.IsLower(r) || !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '’' && r != '\'' {
			return false
		}
		n++
	}
	return n > 1
}

// capitalName returns the end of a name that lists print with the family name in capitals and first,
// JESSOP, Dorothy A., at token a; a if there is none. A semicolon, a full stop or a bracket follows.
func (sp *lexer) capitalName(a, b int) int {
	k := a
	for k < b && k < a+5 && (sp.capitalWord(k) || k > a && sp.tokens[k].kind == punct && sp.tokens[k].r == '.' && k-a < 2) {
		k++
	}
	if k == a || k+1 >= b || sp.tokens[k].r != ',' || sp.tokens[k+1].kind != word || !sp.tokens[k+1].caps {
		return a
	}
	given, initial := 0, a
	for k++; k < b && given < 6; k++ {
		switch t := &sp.tokens[k]; {
		case t.kind == word && (t.caps || particles[sp.text[t.start:t.end]]):
			given++
			continue
		case t.kind == punct && t.r == '.':
			if utf8.RuneCountInString(sp.text[sp.tokens[k-1].start:sp.tokens[k-1].end]) == 1 {
				initial = k
				continue
			}
			return k
		case t.kind == word && k > 0 && given > 0 && sp.joinsCapitals(k, b):
			return k
		case t.kind == punct && t.r == '-':
			continue
		case t.kind == punct && t.r == ';', t.kind == opening:
			return k
		}
		break
	}
	switch {
	case k == b:
		return k
	case (sp.tokens[k].kind == word || sp.tokens[k].kind == quoted) && sp.tokens[k-1].kind == punct:
		return k - 1
	case initial > a && initial+1 < b && sp.tokens[initial+1].kind == word && sp.tokens[initial+1].space:
		return initial // ROCHA, Paulo N. Faróis e tarifas
	}
	return a
}

// joinsCapitals reports whether the word at k is an "and" before a family name in capitals and its
// comma: DVOŘÁK, Petr a MALÁ, Jana.
func (sp *lexer) joinsCapitals(k, b int) bool {
	t := &sp.tokens[k]
	if k+2 >= b || !t.lower || t.end-t.start > len("und") {
		return false
	}
	for j := k + 1; j < b && j < k+4 && sp.capitalWord(j); j++ {
		if j+1 < b && sp.tokens[j+1].r == ',' {
			return true
		}
	}
	return false
}

// invertedHead reports whether the tokens from a are a name with the family name first, a full stop
// and a title in italics: Adeyemi, Ruth. *Herring*.
func (sp *splitter) invertedHead(a, b int) bool {
	if a+4 >= b || sp.tokens[a].kind != word || !sp.tokens[a].caps || sp.tokens[a+1].r != ',' || sp.tokens[a].style&checker.Italic != 0 {
		return false
	}
	for k := a + 2; k+1 < b && k < a+12; k++ {
		t := &sp.tokens[k]
		switch {
		case t.kind == word && (t.caps || t.lex != nil && t.lex.has(othersWord)) && t.style&checker.Italic == 0:
		case t.kind == punct && t.r == ',':
		case t.kind == punct && t.r == '.':
			if next := &sp.tokens[k+1]; next.kind == word && next.style&checker.Italic != 0 {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// endsInCapitalName reports whether such a name ends at token k.
func (sp *splitter) endsInCapitalName(a, k int) bool {
	for j := k - 1; j >= a && j > k-14; j-- {
		if j == a || sp.tokens[j-1].kind == punct && sp.tokens[j-1].r != ',' && sp.tokens[j-1].r != '-' {
			if sp.capitalName(j, k) == k {
				return true
			}
		}
	}
	return false
}

// capitalBody reports whether the tokens from a begin with the name of an organisation in capitals,
// up to a full stop: MINISTERIO DE PUERTOS. T.
func (sp *splitter) capitalBody(a, b int) bool {
	k := a
	for k < b && sp.capitalWord(k) {
		k++
	}
	return k > a+1 && (k == b || sp.tokens[k].kind == punct && sp.tokens[k].r == '.')
}

// initialsBehind reports whether a name with its initials behind begins at token k: Orlova N. P.
func (sp *splitter) initialsBehind(k, b int) bool {
	if k+2 >= b || sp.tokens[k].kind != word || !sp.tokens[k].caps || sp.tokens[k].end-sp.tokens[k].start < 4 {
		return false
	}
	t := &sp.tokens[k+1]
	return t.kind == word && t.caps && utf8.RuneCountInString(sp.text[t.start:t.end]) == 1 && sp.tokens[k+2].kind == punct && sp.tokens[k+2].r == '.'
}

// capitalTitle reports whether the tokens from a to the full stop at end are a title whose first word
// stands in capitals because no author is named, before a periodical in italics: COMO as abelhas
// guardam o tempo. *Folha do Cais*.
func (sp *lexer) capitalTitle(a, end, from int) bool {
	if end-a < 3 || from >= len(sp.tokens) || !sp.capitalWord(a) || sp.tokens[a+1].kind != word || !sp.tokens[a+1].lower {
		return false
	}
	for k := a; k < end; k++ {
		if t := &sp.tokens[k]; t.style&checker.Italic != 0 || t.kind != word && t.kind != punct && t.kind != number {
			return false
		}
	}
	next := &sp.tokens[from]
	return next.kind == word && next.style&checker.Italic != 0
}

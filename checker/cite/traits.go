package cite

import (
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// foldHash returns the hash of a text in lower case, with all figures alike.
func foldHash(s string) uint32 {
	h := uint32(2166136261)
	for _, r := range s {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r >= '0' && r <= '9' {
				r = '0'
			}
		} else {
			r = unicode.ToLower(r)
		}
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

// bucket mixes the number of a feature and its value.
func bucket(id, v uint32) uint16 {
	h := (v ^ id*0x9E3779B1) * 0x85EBCA6B
	h ^= h >> 15
	h *= 0xC2B2AE35
	return uint16(h >> 16)
}

// A trait is what the features of a token are made of.
type trait struct {
	word, shape, kind uint32
	before, after     uint32 // the punctuation before and behind its chunk, and what stands there
	chunk             uint32 // what its chunk looks like
	inChunk           uint32
}

// shapeOf folds a word to its shape: Aa AA aa A. 9.
func shapeOf(s string, t *token) uint32 {
	upper, lower, digit, other, n := 0, 0, 0, 0, 0
	for _, r := range s {
		n++
		switch {
		case r >= '0' && r <= '9':
			digit++
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		default:
			other++
		}
	}
	v := uint32(0)
	if t.caps {
		v |= 1
	}
	if upper > 1 {
		v |= 2
	}
	if lower > 0 {
		v |= 4
	}
	if digit > 0 {
		v |= 8
	}
	if other > 0 {
		v |= 16
	}
	return v | uint32(min(n, 5))<<5
}

// traits describes the tokens of the segment.
func (p *parser) traits() []trait {
	list := make([]trait, 0, p.b-p.a)
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		s := p.text[t.start:t.end]
		var c trait
		c.kind = uint32(t.kind) + 1
		switch t.kind {
		case punct, opening, closing:
			c.word = uint32(t.r) + 1
			if t.kind == closing {
				c.word = ')'
			}
			c.kind |= c.word << 8
		case quoted:
			r, _ := utf8.DecodeRuneInString(s)
			c.word = uint32(r)
			c.shape = uint32(min(len(s)/8, 6))
		case address, doi, arxiv, isbn:
		case dated, accessed:
			e := len(p.hits[t.n].EDTF)
			c.shape = uint32(min(e, 12))
			if p.bareYear(k) {
				c.shape |= 64
			}
		default:
			c.word = foldHash(s)
			c.shape = shapeOf(s, t)
			if t.lex != nil {
				h := uint32(0)
				for _, cl := range t.lex.classes {
					h = h*31 + uint32(cl) + 1
				}
				c.kind |= h << 8
			}
		}
		if t.style&checker.Italic != 0 {
			c.kind ^= 1 << 28
		}
		if t.link != nil {
			c.kind ^= 1 << 29
		}
		if t.deep {
			c.kind ^= 1 << 30
		}
		list = append(list, c)
	}
	p.chunks(list)
	return list
}

// endsChunk reports whether token k parts what stands before it from what stands behind it.
func (p *parser) endsChunk(k int) bool {
	t := &p.tokens[k]
	switch t.kind {
	case word, number, leader:
		return false
	case punct:
		switch t.r {
		case '.':
			return !p.isAbbreviated(k) && (k+1 >= p.b || p.tokens[k+1].space)
		case '-', '\'', '’', '&':
			return false
		}
	}
	return true
}

// chunks describes what stands between two marks of punctuation.
func (p *parser) chunks(list []trait) {
	for a := p.a; a < p.b; {
		b := a
		for b < p.b && !p.endsChunk(b) {
			b++
		}
		if b == a {
			c := &list[a-p.a]
			if a > p.a {
				c.before = list[a-1-p.a].kind
			}
			if a+1 < p.b {
				c.after = list[a+1-p.a].kind
			}
			a++
			continue
		}
		form := p.chunkForm(a, b)
		before, after := uint32(7), uint32(9)
		if a > p.a {
			before = list[a-1-p.a].kind
			if a-1 > p.a {
				before = before*31 + list[a-2-p.a].kind&0xff
			}
		}
		if b < p.b {
			after = list[b-p.a].kind
			if b+1 < p.b {
				after = after*31 + list[b+1-p.a].kind&0xff
				if p.tokens[b+1].kind == dated {
					after = after*31 + list[b+1-p.a].shape
				}
			}
		}
		for k := a; k < b; k++ {
			c := &list[k-p.a]
			c.before, c.after, c.chunk = before, after, form
			c.inChunk = uint32(min(k-a, 2)) | uint32(min(b-1-k, 2))<<4
		}
		a = b
	}
}

const hasInitial = 1 << 7 // in the form of a chunk

// chunkForm returns how many words the chunk from a to b has, how many of them in lower case, and
// whether it holds a word of organisations or an initial, or is a town.
func (p *parser) chunkForm(a, b int) uint32 {
	words, lower, form := 0, 0, uint32(0)
	for k := a; k < b; k++ {
		t := &p.tokens[k]
		if t.kind != word {
			continue
		}
		w := p.text[t.start:t.end]
		words++
		if t.lower && !particles[w] {
			lower++
		}
		if t.caps && utf8.RuneCountInString(w) == 1 {
			form |= hasInitial
		}
		if isOrganisation([]string{w}) {
			form |= 1 << 6
		}
	}
	if p.tokens[b-1].end-p.tokens[a].start <= 24 && cities[match.LowerASCII(p.str(a, b))] {
		form |= 1 << 8
	}
	return form | uint32(min(words, 6)) | uint32(min(lower, 3))<<3
}

// isAbbreviated reports whether the full stop at k ends an abbreviation and not the text.
func (p *parser) isAbbreviated(k int) bool {
	return k > 0 && k+1 < len(p.tokens) && p.abbreviatedAt(k)
}

// lexical is how many features at the head of a token's list are of the letters of words. The training
// leaves them out now and then, so that the tagger does not lean on the words of our own records.
const lexical = 11

// features appends the buckets of token i.
func (p *parser) features(list []trait, i int, out []uint16) []uint16 {
	c := &list[i]
	at := func(j int) *trait {
		j += i
		if j < 0 || j >= len(list) {
			return &outside
		}
		return &list[j]
	}
	t := &p.tokens[p.a+i]
	l1, l2, r1, r2 := at(-1), at(-2), at(1), at(2)
	out = append(out, bucket(1, c.word))
	out = p.affixes(t, out) // eight
	out = append(out,
		bucket(2, l1.word), bucket(3, r1.word),
		bucket(4, c.shape), bucket(5, c.kind), bucket(6, l1.kind), bucket(7, r1.kind), bucket(8, l2.kind), bucket(9, r2.kind),
		bucket(10, l1.shape), bucket(11, r1.shape), bucket(12, l2.shape), bucket(13, r2.shape),
		bucket(14, l1.kind*31+c.kind), bucket(15, c.kind*31+r1.kind), bucket(16, l1.kind*961+c.shape*31+r1.kind),
		bucket(17, l2.kind*31+l1.kind), bucket(18, r1.kind*31+r2.kind),
		bucket(19, c.chunk), bucket(20, c.before), bucket(21, c.after), bucket(22, c.before*31+c.after), bucket(23, c.chunk*31+c.after), bucket(24, c.chunk*31+c.before), bucket(25, c.inChunk*31+c.after),
		bucket(26, (c.chunk*31+c.before)*31+c.after),
	)
	return out
}

var outside = trait{word: 3, shape: 1 << 20, kind: 1 << 20}

// affixes appends the prefixes and suffixes of one to four letters.
func (p *parser) affixes(t *token, out []uint16) []uint16 {
	if t.kind != word {
		b := bucket(30, uint32(t.kind))
		return append(out, b, b, b, b, b, b, b, b)
	}
	s := p.text[t.start:t.end]
	i, j := 0, len(s)
	for n := uint32(0); n < 4; n++ {
		if i < len(s) {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
		}
		if j > 0 {
			_, size := utf8.DecodeLastRuneInString(s[:j])
			j -= size
		}
		out = append(out, bucket(31+n, foldHash(s[:i])), bucket(41+n, foldHash(s[j:])))
	}
	return out
}

// placed appends the features that depend on the place in the citation.
func (p *parser) placed(list []trait, feats [][]uint16) {
	commas, dates, titles, names := uint32(0), uint32(0), uint32(0), uint32(0)
	n := len(list)
	var sc uint32
	quote, italic := uint32(0), uint32(0)
	for k := p.a; k < p.b; k++ {
		if p.tokens[k].kind == quoted {
			quote = 1
		} else if p.italicAt(k) {
			italic = 1
		}
	}
	sc = foldHash(script(p.str(p.a, p.b)))
	whole := sc*4 + quote*2 + italic
	for i := range list {
		t := &p.tokens[p.a+i]
		c := &list[i]
		feats[i] = append(feats[i],
			bucket(60, uint32(min(i, 12))), bucket(61, uint32(10*i/n)), bucket(62, min(commas, 6)), bucket(63, dates*4+titles), bucket(64, min(commas, 6)*1024+c.chunk),
			bucket(65, whole*31+c.kind), bucket(66, (whole*31+min(commas, 6))*31+dates), bucket(67, (dates*4+titles)*1024+c.chunk), bucket(68, (dates*4+titles)*31+c.kind), bucket(69, min(commas, 6)*31+c.after),
			bucket(70, uint32(min(n-1-i, 4))), bucket(71, names*1024+c.chunk), bucket(72, whole*1024+c.chunk), bucket(73, (whole*4+titles)*64+c.shape+dates*32768))
		switch {
		case t.kind == dated:
			dates = min(dates+1, 2)
		case t.kind == quoted:
			titles = min(titles+1, 2)
		case t.kind == punct && (t.r == ',' || t.r == '，' || t.r == ':' || t.r == '：') || t.kind == punct && t.r == '.' && !p.isAbbreviated(p.a+i):
			commas++
		}
		if c.chunk&hasInitial != 0 {
			names = 1
		}
		if p.italicAt(p.a+i) && titles == 0 {
			titles = 3
		}
	}
}

// placedFeatures is how many features placed appends.
const placedFeatures = 14

// tagFeatures returns the buckets of the features of each token of the segment.
func (p *parser) tagFeatures() [][]uint16 {
	list := p.traits()
	feats := make([][]uint16, len(list))
	room := make([]uint16, 0, len(list)*56)
	for i := range list {
		from := len(room)
		room = p.features(list, i, room)
		to := len(room)
		room = append(room, make([]uint16, placedFeatures)...)
		feats[i] = room[from:to:len(room)]
	}
	p.placed(list, feats)
	return feats
}

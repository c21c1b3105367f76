package match

import (
	"strings"
	"unicode/utf8"
)

// A pattern is made ready for the bit-parallel edit distance of Myers (Journal of the ACM 46, 1999)
// with the blocks of Hyyrö (2003): 64 letters of the pattern a word.
type pattern struct {
	size   int
	blocks int
	ascii  [128][]uint64
	other  map[rune][]uint64
	none   []uint64
	up     []uint64 // vertical differences +1
	down   []uint64 // and -1
}

// maxPattern is how many letters of a segment are compared.
const maxPattern = 2048

func newPattern(runes []rune) *pattern {
	runes = runes[:min(len(runes), maxPattern)]
	p := &pattern{size: len(runes), blocks: (len(runes) + 63) / 64}
	p.none = make([]uint64, p.blocks)
	p.up, p.down = make([]uint64, p.blocks), make([]uint64, p.blocks)
	p.other = map[rune][]uint64{}
	for i, r := range runes {
		bits := p.of(r)
		if &bits[0] == &p.none[0] {
			bits = make([]uint64, p.blocks)
			if r < utf8.RuneSelf {
				p.ascii[r] = bits
			} else {
				p.other[r] = bits
			}
		}
		bits[i>>6] |= 1 << (i & 63)
	}
	for c := range p.ascii {
		if p.ascii[c] == nil {
			p.ascii[c] = p.none
		}
	}
	return p
}

// of returns where in the pattern r stands, as bits.
func (p *pattern) of(r rune) []uint64 {
	var bits []uint64
	if r < utf8.RuneSelf {
		bits = p.ascii[r]
	} else {
		bits = p.other[r]
	}
	if bits == nil {
		return p.none
	}
	return bits
}

func (p *pattern) reset() {
	for b := range p.up {
		p.up[b], p.down[b] = ^uint64(0), 0
	}
}

// step takes one letter of the text and returns by how much the distance of the whole pattern to
// the best stretch that ends there changes: 1, 0 or -1.
func (p *pattern) step(at []uint64) int {
	var plus, minus uint64 // what the block before hands on
	last := len(p.up) - 1
	up, down := p.up[:last+1], p.down[:last+1]
	at = at[:last+1]
	for b := 0; b < last; b++ {
		eq, v, w := at[b], up[b], down[b]
		x := eq | w
		eq |= minus
		h := ((eq&v + v) ^ v) | eq
		hp := w | ^(h | v)
		hm := v & h
		nextPlus, nextMinus := hp>>63, hm>>63
		hp = hp<<1 | plus
		hm = hm<<1 | minus
		up[b] = hm | ^(x | hp)
		down[b] = hp & x
		plus, minus = nextPlus, nextMinus
	}
	eq, v, w := at[last], up[last], down[last]
	x := eq | w
	eq |= minus
	h := ((eq&v + v) ^ v) | eq
	hp := w | ^(h | v)
	hm := v & h
	top := uint(p.size-1) & 63
	change := int(hp>>top&1) - int(hm>>top&1)
	hp = hp<<1 | plus
	hm = hm<<1 | minus
	up[last] = hm | ^(x | hp)
	down[last] = hp & x
	return change
}

// best returns the least edit distance of the pattern to a stretch of text, and where the first
// such stretch ends.
func (p *pattern) best(text string) (distance, end int) {
	p.reset()
	score := p.size
	distance, end = score, 0
	for i := 0; i < len(text); {
		var at []uint64
		if c := text[i]; c < utf8.RuneSelf {
			at = p.ascii[c]
			i++
		} else {
			r, size := utf8.DecodeRuneInString(text[i:])
			if at = p.other[r]; at == nil {
				at = p.none
			}
			i += size
		}
		score += p.step(at)
		if score < distance {
			distance, end = score, i
		}
	}
	return distance, end
}

// A likeness is the stretch of a Text that is most like a segment.
type likeness struct {
	start, end int // bytes of letters, whole words
	similarity float64
}

// closest returns the stretch of t between two bytes of its letters that is most like a segment.
func (t *Text) closest(g segment, from, to int) likeness {
	runes := g.runes()
	p := newPattern(runes)
	found := t.bySeeds(p, runes, from, to)
	const enough = 0.85
	if found.similarity >= enough {
		return found
	}
	if cost := (to - from) * p.blocks; cost <= t.budget {
		t.budget -= cost
		d, end := p.best(t.letters[from:to])
		if s := 1 - float64(d)/float64(p.size); s > found.similarity {
			found = t.stretch(p, runes, from, from+end, s)
		}
	}
	return found
}

// bySeeds compares only around stretches of the segment that stand in t as they are.
func (t *Text) bySeeds(p *pattern, runes []rune, from, to int) likeness {
	const seeds, size, maxHits = 12, 12, 8
	length := size
	if len(runes) > 0 && IsCJK(runes[len(runes)/2]) {
		length = 4
	}
	var best likeness
	whole := string(runes[:p.size])
	text := t.letters[from:to]
	for k := range seeds {
		at := k * (p.size - length) / (seeds - 1)
		if at < 0 || at+length > p.size {
			break
		}
		seed := string(runes[at : at+length])
		for hits, i := 0, 0; hits < maxHits; hits++ {
			j := strings.Index(text[i:], seed)
			if j < 0 {
				break
			}
			i += j
			before := len(string(runes[:at]))
			lo := runeStart(text, i-before-before/2-64)
			hi := runeEnd(text, i+(len(whole)-before)*3/2+64)
			i += len(seed)
			if cost := (hi - lo) * p.blocks; cost > t.budget {
				return best
			} else {
				t.budget -= cost
			}
			d, end := p.best(text[lo:hi])
			if s := 1 - float64(d)/float64(p.size); s > best.similarity {
				best = t.stretch(p, runes, from+lo, from+lo+end, s)
			}
		}
		if best.similarity > 0.9 {
			break
		}
	}
	return best
}

func runeStart(s string, i int) int {
	for i = min(max(i, 0), len(s)); i > 0 && i < len(s) && !utf8.RuneStart(s[i]); {
		i--
	}
	return i
}

func runeEnd(s string, i int) int {
	for i = min(max(i, 0), len(s)); i < len(s) && !utf8.RuneStart(s[i]); {
		i++
	}
	return i
}

// stretch finds where a stretch begins whose end is known, by going back from it.
func (t *Text) stretch(p *pattern, runes []rune, from, end int, similarity float64) likeness {
	back := make([]rune, p.size)
	for i := range back {
		back[i] = runes[p.size-1-i]
	}
	reverse := newPattern(back)
	score := reverse.size
	least, start := score, end
	reverse.reset()
	i := end
	for n := 0; i > from && n < 2*p.size+8; n++ {
		r, size := utf8.DecodeLastRuneInString(t.letters[from:i])
		i -= size
		score += reverse.step(reverse.of(r))
		if score < least {
			least, start = score, i
		}
	}
	for n := 0; n < maxRun && start > from && !t.bounded(start); n++ {
		start -= lastSize(t.letters[:start])
	}
	for n := 0; n < maxRun && end < len(t.letters) && !t.bounded(end); n++ {
		end += runeSize(t.letters[end])
	}
	return likeness{start, min(end, len(t.letters)), similarity}
}

func lastSize(s string) int {
	_, size := utf8.DecodeLastRuneInString(s)
	return size
}

package match

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// A Sketch is what is kept of a text to tell later how much of it is still there: the least hashes of
// its shingles, ascending, four bytes each, at most 128 of them. A shingle is four words in a row, or
// eight characters of Han and kana, within one paragraph. Two Sketches tell how alike the texts are,
// within .09 in nearly all cases, and exactly if both have fewer than 128 shingles. The Sketch of a
// text without a shingle is empty.
//
// The least hashes of two sets hold the least of their union, of which those in both are a fair sample
// (Broder, On the resemblance and containment of documents, 1997).
type Sketch []byte

const (
	sketchSize   = 128
	shingleWords = 4
	shingleHan   = 8
)

// NewSketch makes the Sketch of a text, given by its paragraphs. Case, punctuation and white space make
// no difference.
func NewSketch(paragraphs []string) Sketch {
	k := sketcher{limit: 1<<32 - 1}
	for _, p := range paragraphs {
		k.paragraph(p)
	}
	k.settle()
	s := make(Sketch, 0, 4*len(k.least))
	for _, h := range k.least {
		s = binary.BigEndian.AppendUint32(s, h)
	}
	return s
}

// A sketcher collects the least hashes of shingles.
type sketcher struct {
	least []uint32 // all that are at most limit, and perhaps more than are wanted
	limit uint32
	word  uint64             // the hash of the word under way; 0: none
	words run                // of words
	han   run                // of Han characters
	ring  [shingleHan]uint64 // the last of the run under way
	sum   uint64             // of them, each multiplied by its power of the prime
}

// A run counts how many words, or characters, stand in a row.
type run int

func (k *sketcher) paragraph(p string) {
	if !isASCII(p) {
		p = Fold(p)
	}
	for i := 0; i < len(p); {
		if n := k.ascii(p[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(p[i:])
		i += size
		switch {
		case IsCJK(r):
			k.gap()
			k.words = 0
			k.add(&k.han, shingleHan, firstHan, uint64(r))
		case isWord(r):
			k.letter(r)
		default:
			k.gap()
		}
	}
	k.gap()
	k.words, k.han = 0, 0
}

// ascii reads the plain ASCII that p begins with, and returns how long it is.
func (k *sketcher) ascii(p string) int {
	h := k.word
	i := 0
	for ; i < len(p) && p[i] < utf8.RuneSelf; i++ {
		c := p[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if h == 0 {
				h = fnvOffset
			}
			h = (h ^ uint64(c)) * fnvPrime
		case c != '\'' && h != 0:
			k.word = h
			k.gap()
			h = 0
		}
	}
	k.word = h
	return i
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// The offset and the prime of FNV-1a, for 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211

	firstWord = fnvPrime * fnvPrime * fnvPrime % (1 << 64)
	firstHan  = fnvPrime * fnvPrime * fnvPrime * fnvPrime * fnvPrime * fnvPrime * fnvPrime % (1 << 64)
)

func (k *sketcher) letter(r rune) {
	if k.word == 0 {
		k.word = fnvOffset
	}
	k.word = (k.word ^ uint64(r)) * fnvPrime
}

// gap ends the word under way.
func (k *sketcher) gap() {
	if k.word == 0 {
		return
	}
	k.han = 0
	k.add(&k.words, shingleWords, firstWord, k.word)
	k.word = 0
}

// add adds a word or a character to its run, and the shingle that it ends.
// Size is a power of two, and first what the oldest of the shingle before was multiplied by.
func (k *sketcher) add(n *run, size int, first, h uint64) {
	if *n == 0 {
		k.sum = 0
	}
	place := &k.ring[int(*n)&(size-1)]
	if int(*n) >= size {
		k.sum -= *place * first
	}
	k.sum = k.sum*fnvPrime + h
	*place = h
	if *n++; int(*n) < size {
		return
	}
	if h := uint32(mix(k.sum) >> 32); h <= k.limit {
		if k.least = append(k.least, h); len(k.least) == 8*sketchSize {
			k.settle()
		}
	}
}

// settle drops what is not wanted.
func (k *sketcher) settle() {
	slices.Sort(k.least)
	k.least = slices.Compact(k.least)
	if len(k.least) >= sketchSize {
		k.least = k.least[:sketchSize]
		k.limit = k.least[sketchSize-1]
	}
}

// mix spreads the bits of h (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Alike returns how much two texts share: how many of their shingles are in both, from 0 to 1 (the
// Jaccard index). Two empty Sketches are alike.
func (s Sketch) Alike(t Sketch) float64 {
	a, b := s.hashes(), t.hashes()
	size := max(len(a), len(b))
	if len(a) < sketchSize && len(b) < sketchSize {
		size = len(a) + len(b)
	}
	both, all := 0, 0
	for ; all < size && (len(a) > 0 || len(b) > 0); all++ {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			both++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(both) / float64(all)
}

// In returns how much of a text is in another, from 0 to 1.
func (s Sketch) In(t Sketch) float64 {
	j, a, b := s.Alike(t), s.Shingles(), t.Shingles()
	if a == 0 {
		return 1
	}
	return min(1, j*(a+b)/((1+j)*a))
}

// Shingles estimates how many different shingles the text has; exactly, if they are fewer than 128.
func (s Sketch) Shingles() float64 {
	h := s.hashes()
	if len(h) < sketchSize {
		return float64(len(h))
	}
	return (sketchSize - 1) * (1 << 32) / (float64(h[sketchSize-1]) + 1)
}

// hashes reads a Sketch; what is none is empty.
func (s Sketch) hashes() []uint32 {
	if len(s)%4 != 0 || len(s) > 4*sketchSize {
		return nil
	}
	h := make([]uint32, len(s)/4)
	for i := range h {
		h[i] = binary.BigEndian.Uint32(s[4*i:])
	}
	if !slices.IsSorted(h) {
		return nil
	}
	return h
}

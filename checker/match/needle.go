package match

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Needles are strings of which every text that matches an expression has at least one, whatever the
// case of its ASCII letters. Most expressions of citelint match few of the texts that they are tried
// on, and to look for a few words takes a small part of what the expression itself takes.
//
// The zero value is in no need of any: every text may match.
type needles struct {
	first   [256]uint8 // the group of a text's byte, counted from 1; 0: no needle begins with it
	groups  [][]string // in lower case, by their first bytes
	present bool
}

const (
	maxNeedles = 64 // beyond this looking for them is not worth it
	maxClass   = 12 // runes of a character class, beyond which nearly every text has one of them
)

// needlesOf reads an expression's needles off its syntax. An expression that is bound to the
// beginning of the text has none: it fails fast by itself.
func needlesOf(expr string) *needles {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil || beginsText(re) {
		return &needles{}
	}
	r := needleReader{}
	words := r.read(re).best()
	if words == nil {
		return &needles{}
	}
	if r.folds { // the two letters that fold to a letter of ASCII from outside
		words = append(slices.Clip(words), "ſ", "\u212a")
	}
	return newNeedles(words)
}

func newNeedles(words []string) *needles {
	n := &needles{present: true}
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		b := w[0]
		if n.first[b] == 0 {
			n.groups = append(n.groups, nil)
			n.first[b] = uint8(len(n.groups))
			n.first[upper(b)] = n.first[b]
		}
		g := &n.groups[n.first[b]-1]
		*g = append(*g, w[1:])
	}
	return n
}

// mayMatch reports whether s has a needle.
func (n *needles) mayMatch(s string) bool {
	if !n.present {
		return true
	}
	for i := range len(s) {
		g := n.first[s[i]]
		if g == 0 {
			continue
		}
		for _, rest := range n.groups[g-1] {
			if hasPrefixFold(s[i+1:], rest) {
				return true
			}
		}
	}
	return false
}

// Phrases tells at once that a text has none of many phrases, as most texts have not. Its zero value has
// no phrases, and every text may have one.
type Phrases struct{ needles needles }

// NewPhrases returns the Phrases of a list of folded ones, none of them empty.
func NewPhrases(list []string) Phrases { return Phrases{*newNeedles(slices.Clone(list))} }

// AnyIn reports whether one of the phrases is in a folded text, be it as a part of longer words.
func (p *Phrases) AnyIn(text string) bool { return p.needles.mayMatch(text) }

// hasPrefixFold reports whether s begins with prefix, which is in lower case.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		b += 'a' - 'A'
	}
	return b
}

func upper(b byte) byte {
	if 'a' <= b && b <= 'z' {
		b -= 'a' - 'A'
	}
	return b
}

func beginsText(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpConcat, syntax.OpCapture:
		return beginsText(re.Sub[0])
	}
	return false
}

// A need is what is known of the texts that a part of an expression matches, with ASCII in lower case.
type need struct {
	all []string // the part matches these and no others; nil: more than can be counted
	any []string // what it matches has one of these; nil: nothing is known
}

// best returns the needles that are the rarest in a text: the longest, and of those the fewest.
func (n need) best() []string { return rarer(n.any, usable(n.all)) }

// usable returns words if each can be looked for.
func usable(words []string) []string {
	if len(words) == 0 || slices.Contains(words, "") {
		return nil
	}
	return words
}

func rarer(a, b []string) []string {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	x, y := min(shortest(a), 4), min(shortest(b), 4)
	if x < y || x == y && len(b) < len(a) {
		return b
	}
	return a
}

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// A needleReader goes down an expression.
type needleReader struct {
	folds bool // some part of it matches letters in any case
}

func (r *needleReader) read(re *syntax.Regexp) need {
	switch re.Op {
	case syntax.OpLiteral:
		return r.literal(re)
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return need{all: []string{""}}
	case syntax.OpCapture:
		return r.read(re.Sub[0])
	case syntax.OpQuest:
		n := r.read(re.Sub[0])
		if n.all == nil {
			return need{}
		}
		return need{all: unite(n.all, []string{""})}
	case syntax.OpPlus:
		return need{any: r.read(re.Sub[0]).best()}
	case syntax.OpRepeat:
		return r.repeat(re)
	case syntax.OpConcat:
		return r.concat(re.Sub)
	case syntax.OpAlternate:
		return r.alternate(re.Sub)
	}
	return need{}
}

func (r *needleReader) literal(re *syntax.Regexp) need {
	fold := re.Flags&syntax.FoldCase != 0
	r.folds = r.folds || fold
	parts := make([]need, 0, len(re.Rune))
	for _, c := range re.Rune {
		parts = append(parts, spelled(c, fold))
	}
	return join(parts)
}

// spelled reads a letter. Of the letters that fold to one of ASCII, that stands for all.
func spelled(c rune, fold bool) need {
	switch {
	case c < utf8.RuneSelf:
		return need{all: []string{string(lower(byte(c)))}}
	case c == utf8.RuneError: // any byte that is not UTF-8 counts as one
		return need{}
	case !fold:
		return need{all: []string{string(c)}}
	}
	var all []string
	for o := unicode.SimpleFold(c); ; o = unicode.SimpleFold(o) {
		if o < utf8.RuneSelf {
			return spelled(o, false)
		}
		if all = append(all, string(o)); o == c {
			return need{all: all}
		}
	}
}

// class reads the pairs of first and last runes of a character class.
func class(ranges []rune) need {
	n := 0
	for i := 0; i+1 < len(ranges); i += 2 {
		if n += int(ranges[i+1]-ranges[i]) + 1; n > 2*maxClass {
			return need{}
		}
	}
	all := []string{}
	for i := 0; i+1 < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1]; c++ {
			all = unite(all, spelled(c, false).all)
		}
	}
	if len(all) > maxClass {
		return need{}
	}
	return need{all: all}
}

func (r *needleReader) repeat(re *syntax.Regexp) need {
	if re.Min == 0 {
		return need{}
	}
	n := r.read(re.Sub[0])
	if n.all == nil || re.Min > maxNeedles {
		return need{any: n.best()}
	}
	parts := slices.Repeat([]need{n}, re.Min)
	if re.Max != re.Min {
		parts = append(parts, need{})
	}
	return join(parts)
}

func (r *needleReader) concat(subs []*syntax.Regexp) need {
	parts := make([]need, len(subs))
	for i, sub := range subs {
		parts[i] = r.read(sub)
	}
	return join(parts)
}

// join reads parts that follow each other.
func join(parts []need) need {
	all, whole := []string{""}, true
	var any []string
	for _, p := range parts {
		any = rarer(any, p.any)
		if p.all != nil && len(all)*len(p.all) <= maxNeedles {
			all = cross(all, p.all)
			continue
		}
		any, whole = rarer(any, usable(all)), false
		if all = p.all; all == nil {
			all = []string{""}
		}
	}
	if whole {
		return need{all: all, any: any}
	}
	return need{any: rarer(any, usable(all))}
}

// alternate reads parts of which one stands there.
func (r *needleReader) alternate(subs []*syntax.Regexp) need {
	n := r.read(subs[0])
	n.any = n.best()
	for _, sub := range subs[1:] {
		p := r.read(sub)
		n = need{all: unite(n.all, p.all), any: unite(n.any, p.best())}
	}
	return n
}

// unite returns the words of both; nil if either is nil or they are too many.
func unite(a, b []string) []string {
	if a == nil || b == nil {
		return nil
	}
	all := slices.Clip(a)
	for _, w := range b {
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	if len(all) > maxNeedles {
		return nil
	}
	return all
}

// cross returns each word of a with each of b after it.
func cross(a, b []string) []string {
	all := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			all = append(all, x+y)
		}
	}
	return all
}

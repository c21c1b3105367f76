package cite

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A segment is the stretch of a note that cites one source, or none.
type segment struct {
	a, b    int  // its tokens, signal included
	body    int  // its first token behind the signal
	tail    int  // where the commentary begins that ends it; b if there is none
	guessed bool // that commentary may say what the source is
	signal  string
	class   class // of the signal
	nested  bool
	led     bool // prose leads to what it cites
	start   bool // it begins a sentence
	anchors evidence
	margin  float64 // how clearly its nearest boundary, be it taken or not, was decided
}

// evidence counts the anchors of a stretch by kind.
type evidence struct{ titles, dates, links, locators, backs int32 }

func (e evidence) sub(f evidence) evidence {
	return evidence{e.titles - f.titles, e.dates - f.dates, e.links - f.links, e.locators - f.locators, e.backs - f.backs}
}

func (e evidence) kinds() int {
	n := 0
	for _, v := range [...]int32{e.titles, e.dates, e.links, e.locators} {
		if v > 0 {
			n++
		}
	}
	if e.backs > 0 {
		n += 2
	}
	return n
}

// decided is a margin beyond which a boundary is not in doubt.
const decided = 4.0

// A splitter parts the tokens of a note into segments.
type splitter struct {
	*lexer
	sums   []evidence // before each token
	words  []int32
	lowers []int32
	keeper bool // an archive is named among the tokens counted so far
	segs   []segment
	whole  []stretch // that are one citation each: see template
	margin float64   // the least one since the last segment
}

func split(lx *lexer) []segment {
	sp := &splitter{lexer: lx}
	n := len(lx.tokens)
	sp.sums, sp.words, sp.lowers = make([]evidence, n+1), make([]int32, n+1), make([]int32, n+1)
	for k := range lx.tokens {
		sp.count(k)
	}
	if sp.whole = vancouverWhole(lx); sp.whole == nil && !sp.yearListed() {
		sp.whole = templates(lx)
	}
	sp.margin = decided
	sp.part(0, n, 0)
	sp.signals()
	return sp.segs
}

func (sp *splitter) count(k int) {
	e, t := sp.sums[k], &sp.tokens[k]
	w, l := sp.words[k], sp.lowers[k]
	switch t.kind {
	case quoted:
		if sp.mayTitle(k, 0) {
			e.titles++
		}
	case typemark:
		e.titles++
	case word:
		if t.style&checker.Italic != 0 && t.lex == nil && t.end-t.start > 1 {
			e.titles++
		}
		w++
		if t.lower {
			l++
		}
		switch {
		case sp.keepsAt(k):
			sp.keeper = true
			if keeperSigla[sp.text[t.start:t.end]] && k+2 < len(sp.tokens) && sp.tokens[k+1].r == ',' && (sp.tokens[k+2].caps || sp.tokens[k+2].kind == number) {
				e.locators++
			}
		case sp.keeper && sp.boxAt(k):
			e.locators++
		}
	case dated, accessed:
		e.dates++
	case address, doi, arxiv, isbn:
		e.links++
	case located, volume, issue:
		e.locators++
	case number:
		// C 45, 187: a place in a periodical.
		if k > 0 && k+2 < len(sp.tokens) && sp.tokens[k-1].kind == word && sp.tokens[k-1].caps && sp.tokens[k+1].r == ',' && sp.tokens[k+2].kind == number {
			e.locators++
		}
	case back, noteNo:
		if t.class != backSame || t.kind == noteNo {
			e.backs++ // ders. is an author
		}
	}
	if t.link != nil && t.kind != address && t.kind != doi {
		e.links++
		if t.kind == word {
			e.titles++
		}
	}
	sp.sums[k+1], sp.words[k+1], sp.lowers[k+1] = e, w, l
}

// isTitle reports whether a quotation can be a title: two words, five letters or two ideographs.
func (lx *lexer) isTitle(t *token) bool {
	p := lx.pairs[t.n]
	letters, words, cjk, in := 0, 0, 0, false
	for _, r := range lx.text[p.inner:p.outer] {
		switch {
		case isIdeograph(r):
			cjk++
		case r > ' ' && r != ',' && r != '.':
			letters++
			if !in {
				words++
			}
			in = true
			continue
		}
		in = false
		if letters > 8 {
			break
		}
	}
	return words >= 2 || letters >= 5 || cjk >= 2
}

// mayTitle reports whether the quotation at token k can be a title in a note that begins at token a:
// it is long enough or stands where titles do, and it does not go on with a sentence.
func (lx *lexer) mayTitle(k, a int) bool {
	t := &lx.tokens[k]
	before := k - 1
	if before >= a && lx.tokens[before].r == ',' {
		before--
	}
	first, _ := utf8.DecodeRuneInString(lx.text[lx.pairs[t.n].inner:])
	if unicode.IsLower(first) && before >= a && lx.tokens[before].kind == word && lx.tokens[before].lower {
		return false
	}
	if lx.saying(k, a) || lx.inRunningProse(k, a) {
		return false
	}
	if k == a && k+2 < len(lx.tokens) && lx.tokens[k+1].kind == word && lx.tokens[k+1].lower && finiteVerbs[lx.text[lx.tokens[k+1].start:lx.tokens[k+1].end]] {
		return false // “Free port” was a slogan
	}
	return lx.isTitle(t) || k == a || k > a && (lx.tokens[k-1].r == ',' || lx.tokens[k-1].kind == signal || lx.tokens[k-1].r == '.') && lx.pairs[t.n].outer > lx.pairs[t.n].inner
}

func (sp *splitter) evidence(a, b int) evidence { return sp.sums[b].sub(sp.sums[a]) }

// part splits the tokens from a to b, which lie in so many opened brackets.
func (sp *splitter) part(a, b, opened int) {
	semis := make([]int32, 0, 8) // where the semicolons are
	depth := 0
	for k := a; k < b; k++ {
		switch t := &sp.tokens[k]; t.kind {
		case opening:
			depth++
		case closing:
			depth--
		case punct:
			if depth == 0 && (t.r == ';' || t.r == '；') {
				semis = append(semis, int32(k))
			}
		}
	}
	left, next, compare := a, 0, false
	for k := a; k < b; k++ {
		t := &sp.tokens[k]
		for next < len(semis) && int(semis[next]) <= k {
			next++
		}
		if t.kind == opening {
			if t.n < 0 || t.n >= b {
				continue
			}
			if opened < 2 && sp.opened(k, left) {
				sp.push(left, k)
				sp.part(k+1, t.n, opened+1)
				left = t.n + 1
			}
			k = t.n
			continue
		}
		if t.kind == signal && strings.EqualFold(sp.text[t.start:t.end], "compare") {
			compare = true
		}
		end, from, score := sp.candidate(k, b, compare)
		if from < 0 {
			continue
		}
		stop := b
		if next < len(semis) {
			stop = int(semis[next])
		}
		if from > stop {
			stop = from
		}
		if from >= b && t.kind == punct && t.r != '\n' {
			continue
		}
		score += sp.wholeAt(from)
		sum := score + sp.weigh(k, left, end, from, max(stop, from), b)
		sp.margin = min(sp.margin, math.Abs(sum))
		if sum > 0 {
			sp.push(left, end)
			left, sp.margin = from, sum
			if score >= 2 {
				compare = false
			}
		}
	}
	sp.push(left, b)
}

// opened reports whether the bracket at k is opened: its content cites on its own.
func (sp *splitter) opened(k, left int) bool {
	mate := sp.tokens[k].n
	if mate < k+3 || sp.tokens[k].r == '[' {
		return false
	}
	in := sp.evidence(k+1, mate)
	first := &sp.tokens[k+1]
	if first.kind == signal && (first.class != sigNested && in.kinds() > 0 || in.kinds() > 1 && in.titles > 0) {
		return true
	}
	outside := sp.evidence(left, k)
	outside.dates = 0
	w, l := sp.words[k]-sp.words[left], sp.lowers[k]-sp.lowers[left]
	return (sp.prose(left, k) || w >= 3 && 10*l >= 6*w) && outside.kinds() == 0 && in.kinds() >= 2 && in.titles+in.links > 0
}

// hanVerbs are characters that sentences have and names and titles of works seldom: not, no, of, is,
// all, already.
const hanVerbs = "不的无無未是皆均已此其則则"

// isWork reports whether the marks of a quotation are those of the titles of works.
func (lx *lexer) isWork(t *token) bool {
	r, _ := utf8.DecodeRuneInString(lx.text[t.start:])
	return r == '《' || r == '〈' || r == '『' || r == '「'
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// push adds the tokens from a to b as a segment, without separators at its ends.
func (sp *splitter) push(a, b int) {
	for a < b && (sp.tokens[a].kind == punct && sp.tokens[a].r != '¿' || a+1 < b && sp.tokens[a].link == nil && (sp.isWord(a, "and") || sp.isWord(a, "und") || sp.isWord(a, "et"))) {
		a++
	}
	for a < b && sp.tokens[b-1].kind == punct && strings.ContainsRune(";；,，\n、", sp.tokens[b-1].r) {
		b--
	}
	if a == b || a+1 == b && sp.isWord(a, "and") {
		return
	}
	s := segment{a: a, b: b, body: a, tail: b, anchors: sp.evidence(a, b), margin: sp.margin}
	s.start = a == 0 || sp.tokens[a-1].kind == punct && strings.ContainsRune(".。\n", sp.tokens[a-1].r)
	sp.segs = append(sp.segs, s)
}

// signals takes the signals off the segments and hands them on.
func (sp *splitter) signals() {
	var last *segment
	for i := range sp.segs {
		s := &sp.segs[i]
		k := s.a
		for k < s.b {
			t := &sp.tokens[k]
			if t.kind == signal || t.kind == punct && (t.r == ',' || t.r == ':' || t.r == '：' || t.r == '，') && k > s.a ||
				t.kind == word && k+1 < s.b && sp.tokens[k+1].kind == signal && (sp.isWord(k, "and") || sp.isWord(k, "but") || sp.isWord(k, "But") || sp.isWord(k, "And")) ||
				k == s.a && sp.isWord(k, "with") && last != nil && strings.EqualFold(last.signal, "compare") {
				k++
				continue
			}
			break
		}
		if k == s.a {
			k = s.a
			if s.anchors.kinds() > 0 {
				k = sp.forSee(s.a, s.b)
			}
		}
		switch {
		case k > s.a:
			end := k
			for end > s.a && sp.tokens[end-1].kind == punct && !(sp.tokens[end-1].r == '.' && end-1 > s.a && seeWords[sp.text[sp.tokens[end-2].start:sp.tokens[end-2].end]]) {
				end--
			}
			s.body = sp.lead(s, k)
			if s.body > k && !possessives[sp.text[sp.tokens[k].start:sp.tokens[k].end]] {
				end = s.body
			}
			for j := s.a; j < end; j++ {
				if sp.tokens[j].kind == signal && (s.class == plain || s.class == sigSee && sp.tokens[j].class != sigOther) {
					s.class = sp.tokens[j].class
				}
			}
			s.signal = strings.Trim(collapse(sp.text[sp.tokens[s.a].start:sp.tokens[end-1].end]), ",:; ")
			s.nested = s.class == sigNested
		case last != nil && !s.start && !last.nested && !sp.joinsWork(s.a, s.b) && !(s.a > 0 && sp.joinsWork(s.a-1, s.b)) && last.signal != "" && last.class != plain:
			s.signal, s.class = last.signal, last.class
		}
		lead := s.body
		s.body = sp.plainLead(sp.attributed(s.body, s.b), s.b)
		s.led = s.body > lead || sp.leadsInProse(s.body, s.b)
		if s.tail, s.guessed = sp.clause(s.body, s.b); s.tail < s.b {
			s.anchors = sp.evidence(s.a, s.tail)
		}
		last = s
	}
}

// lead returns the place behind words in lower case that lead from a signal at k to a name: "see the
// discussion in".
func (sp *splitter) lead(s *segment, k int) int {
	if s.anchors.kinds() == 0 {
		return k
	}
	for j := k; j < s.b && j < k+5; j++ {
		t := &sp.tokens[j]
		if t.kind != word || !t.lower || particles[sp.text[t.start:t.end]] && j == k || t.style&checker.Italic != 0 || t.link != nil {
			if j > k && (t.kind == word && t.caps || t.kind == quoted || t.style&checker.Italic != 0) {
				return j
			}
			return k
		}
	}
	return k
}

// possessives say whose the work is that follows: see also her earlier “T”.
var possessives = wordSet("his her their its my our")

// forSee returns the place behind "For a sceptical view, see" at token a, or a.
func (sp *splitter) forSee(a, b int) int {
	first := &sp.tokens[a]
	if first.kind != word || first.end-first.start > 10 || !aboutWords[strings.ToLower(sp.text[first.start:first.end])] {
		return a
	}
	for k := a + 1; k < b && k < a+24; k++ {
		t := &sp.tokens[k]
		if t.kind == signal && t.class != sigNested || t.kind == word && seeWords[sp.text[t.start:t.end]] {
			for k+1 < b && (sp.tokens[k+1].kind == signal || sp.tokens[k+1].r == ',' || sp.tokens[k+1].r == '.' && !sp.tokens[k+1].space || sp.tokens[k+1].r == ':') {
				k++
			}
			return k + 1
		}
		if t.kind != word && !(t.kind == punct && (t.r == ',' || isApostrophe(t.r))) {
			return a
		}
	}
	return a
}

var (
	aboutWords = wordSet("for on zur zum zu für über sur pour sobre para su sul sulla per о об обо по для про dla o na over voor")
	seeWords   = wordSet("see siehe vgl voir véase véanse vedi veda vedano veja см див zob zie cf cfr")
)

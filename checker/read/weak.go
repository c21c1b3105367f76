package read

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A weak candidate is a number in a text that is a marker only if a whole chain of such numbers
// makes the labels of a list.
type weak struct {
	part     *part
	piece    int // index of its piece
	from, to int // bytes of the run: with brackets
	a, b     int // bytes of the run: the digits
	value    int
	cost     float32 // how unlikely the form is
	spaced   bool    // blanks stand around it
	place    int     // candidates of one place exclude each other
	score    float32
	back     int // the candidate before it in the chain; -1 if it is the first
}

// linkWeak looks for chains of weak markers for the lists that hardly any marker names.
func (m *reader) linkWeak(all []*stretch) {
	from := 0
	for _, s := range all {
		if s.list && s.linked*3 < len(s.byLabel) {
			if chain := m.chain(s, from); chain != nil {
				m.linkChain(s, chain)
			}
		}
		from = s.end
	}
}

// chain returns the best chain of candidates for the labels of s in the text from the given offset
// to the list; nil if it is too poor to be believed.
func (m *reader) chain(s *stretch, from int) []weak {
	labels, high, low := 0, 0, 1<<30
	for l := range s.byLabel {
		if v := number(l); v > 0 {
			labels++
			high, low = max(high, v), min(low, v)
		}
	}
	if labels < 2 {
		return nil
	}
	candidates := m.weakCandidates(s, from)
	best := newPrefixMax(high + 1) // by value v: the score of the best chain ending there, plus v/2
	best.raise(low-1, float32(low-1)/2, -1)
	end := -1
	for i := 0; i < len(candidates); {
		j := i
		for ; j < len(candidates) && candidates[j].place == candidates[i].place; j++ {
			c := &candidates[j]
			reach, back := best.upTo(c.value - 1)
			c.back = back
			c.score = reach - float32(c.value-1)/2 + 1 - c.cost
			if end < 0 || c.score > candidates[end].score {
				end = j
			}
		}
		for ; i < j; i++ {
			best.raise(candidates[i].value, candidates[i].score+float32(candidates[i].value)/2, i)
		}
	}
	var chain []weak
	for k := end; k >= 0; k = candidates[k].back {
		chain = append(chain, candidates[k])
	}
	if n := len(chain); n*3 < labels*2 || n < 3 && n < labels {
		return nil
	}
	slices.Reverse(chain)
	return chain
}

// A prefixMax answers for the greatest score up to a value (a Fenwick tree).
type prefixMax struct {
	score []float32
	who   []int
}

func newPrefixMax(n int) *prefixMax {
	t := &prefixMax{make([]float32, n+1), make([]int, n+1)}
	for i := range t.score {
		t.score[i], t.who[i] = -1e9, -1
	}
	return t
}

func (t *prefixMax) raise(v int, score float32, who int) {
	for i := v + 1; i < len(t.score); i += i & -i {
		if score > t.score[i] {
			t.score[i], t.who[i] = score, who
		}
	}
}

func (t *prefixMax) upTo(v int) (float32, int) {
	score, who := float32(-1e9), -1
	for i := v + 1; i > 0; i -= i & -i {
		if t.score[i] > score {
			score, who = t.score[i], t.who[i]
		}
	}
	return score, who
}

// weakCandidates returns the numbers that might be markers of s, in order.
func (m *reader) weakCandidates(s *stretch, from int) []weak {
	var all []weak
	w := weakScan{s: s, words: m.plainWords()}
	for _, p := range m.parts {
		if p.gone || p.kind == partCode || p.kind == partRule || p.pos >= s.end || p.end < from {
			continue
		}
		for i, c := range p.pieces {
			if c.mark == nil && c.run.Link == nil && len(c.run.Text) == c.run.End-c.run.Start && c.run.Style&checker.Monospace == 0 {
				w.part, w.piece = p, i
				w.before = 0
				if i > 0 && p.pieces[i-1].mark == nil {
					w.before, _ = utf8.DecodeLastRuneInString(p.pieces[i-1].run.Text)
				}
				all = w.scan(all, c.run.Text)
			}
		}
	}
	return all
}

type weakScan struct {
	s      *stretch
	words  map[string]bool
	part   *part
	piece  int
	before rune // what stands before the run
	place  int
}

// scan appends the candidates in one text.
func (w *weakScan) scan(all []weak, t string) []weak {
	for i := 0; i < len(t); {
		if t[i] == 0xE2 {
			i += w.circled(&all, t, i)
			continue
		}
		if !isDigit(t[i]) {
			i++
			continue
		}
		j := i
		for j < len(t) && isDigit(t[j]) {
			j++
		}
		w.place++
		all = w.number(all, t, i, j)
		i = j
	}
	return all
}

// inOutline reports whether the digits at i go on with the number of a section: 2.1.3, or 2.1 where a
// part begins.
func (w *weakScan) inOutline(t string, i int) bool {
	dots, k := 0, i
	for ; k > 0 && (t[k-1] == '.' || isDigit(t[k-1])); k-- {
		if t[k-1] == '.' {
			if k == i-1 { // an ellipsis
				return false
			}
			dots++
		}
	}
	return dots > 1 || k == 0 && i > 1 && w.piece == 0
}

// circled appends the candidate that a circled number at byte i makes, and returns the length of what
// is there. Before a colon, a semicolon and at the start of a text such numbers count clauses.
func (w *weakScan) circled(all *[]weak, t string, i int) int {
	r, size := utf8.DecodeRuneInString(t[i:])
	if r < '①' || r > '⑳' {
		return size
	}
	w.place++
	value := int(r-'①') + 1
	prev := runeBefore(t, i)
	if i == 0 {
		prev = w.before
	}
	if prev != 0 && !strings.ContainsRune(":：;；(（、\n", prev) && w.s.byLabel[strconv.Itoa(value)] != nil {
		*all = append(*all, weak{part: w.part, piece: w.piece, from: i, to: i + size, a: i, b: i + size, value: value, place: w.place})
	}
	return size
}

// number appends the candidates that the digits from i to j make.
func (w *weakScan) number(all []weak, t string, i, j int) []weak {
	prev, next := runeBefore(t, i), runeAt(t, j)
	if i == 0 {
		prev = w.before
	}
	add := func(from, to, a int, cost float32) {
		label := t[a:j]
		if w.s.byLabel[label] == nil || number(label) < 0 {
			return
		}
		all = append(all, weak{
			part: w.part, piece: w.piece, from: from, to: to, a: a, b: j, value: number(label), cost: cost, place: w.place,
		})
	}
	if unicode.IsLetter(next) || next == '%' || next == '-' || next == '–' || next == '/' {
		return all
	}
	switch {
	case prev == '(' && next == ')' && i > 0:
		add(i-1, j+1, i, 0)
	case prev == ' ' && i > 1 && apart(t, i, j):
		add(i, j, i, .3)
		if n := len(all); n > 0 && all[n-1].place == w.place {
			all[n-1].spaced = true
		}
	case i > 0 && isWidePair(prev, next):
		add(i-utf8.RuneLen(prev), j+utf8.RuneLen(next), i, 0)
	case strings.ContainsRune(".,;:!?”’»\"')]。，；", prev) && prev != 0:
		cost := float32(0)
		if i >= 2 && isDigit(t[i-2]) {
			cost = .02 // 2019.3
		}
		if next == '.' && j+1 < len(t) && isDigit(t[j+1]) || i < 2 && prev != w.before || prev == '.' && w.inOutline(t, i) {
			return all
		}
		add(i, j, i, cost)
	case unicode.IsLetter(prev):
		k := i
		for k > 0 {
			r, size := utf8.DecodeLastRuneInString(t[:k])
			if !unicode.IsLetter(r) {
				break
			}
			k -= size
		}
		if w.words[strings.ToLower(t[k:i])] {
			add(i, j, i, .01)
		}
	case j-i > 1 && j-i < 8: // 20193 for 2019 and label 3
		for a := max(i+1, j-3); a < j; a++ {
			if clauseEnds(t[j:]) || isYear(t[i:a]) {
				add(a, j, a, .05)
			}
		}
	}
	return all
}

// apart reports whether the digits of t from i to j stand between blanks where a sentence or clause
// ends, as a converter prints a raised number: in one year. 1 Nobody. Before a stop there is a word
// in lower case, and no abbreviation such as Fig.
func apart(t string, i, j int) bool {
	head := strings.TrimRight(t[:i], " ")
	stop, size := utf8.DecodeLastRuneInString(head)
	rest := strings.TrimLeft(t[j:], " ")
	if rest != "" && len(rest) == len(t)-j {
		return false
	}
	next := runeAt(rest, 0)
	switch stop {
	case ',', ';', ':':
		if !unicode.IsLower(next) {
			return false
		}
	case '.', '!', '?', '”', '"':
		if rest != "" && !unicode.IsUpper(next) {
			return false
		}
	default:
		return false
	}
	before := strings.TrimRight(head[:len(head)-size], ".,;:!?”\"’)")
	word := before[strings.LastIndexAny(before, " (")+1:]
	return utf8.RuneCountInString(word) > 3 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) && r != '-' && r != '’' && r != '\'' })
}

func isWidePair(open, closed rune) bool {
	for _, pair := range widePairs {
		if string(open) == pair[0] && string(closed) == pair[1] {
			return true
		}
	}
	return false
}

// clauseEnds reports whether a text begins with a mark that ends a clause, or is at its end.
func clauseEnds(s string) bool {
	s = strings.TrimLeft(s, "”’\"')")
	r := runeAt(s, 0)
	return r == 0 || strings.ContainsRune(".,;:!?。，；", r) && (len(s) == 1 || !isDigit(s[1]))
}

func isYear(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20") || strings.HasPrefix(s, "18"))
}

// plainWords returns the words of the body that no digit follows, in lower case.
func (m *reader) plainWords() map[string]bool {
	if m.words != nil {
		return m.words
	}
	m.words = map[string]bool{}
	for _, p := range m.parts {
		if p.gone {
			continue
		}
		for _, c := range p.pieces {
			t := c.run.Text
			for i := 0; i < len(t); {
				n := strings.IndexFunc(t[i:], func(r rune) bool { return !unicode.IsLetter(r) })
				if n < 0 {
					n = len(t) - i
				}
				if n == 0 {
					_, size := utf8.DecodeRuneInString(t[i:])
					i += size
					continue
				}
				if n > 1 && n < 40 && (i+n >= len(t) || !isDigit(t[i+n])) {
					m.words[strings.ToLower(t[i:i+n])] = true
				}
				i += n
			}
		}
	}
	return m.words
}

// linkChain makes markers of a chain.
func (m *reader) linkChain(s *stretch, chain []weak) {
	for len(chain) > 0 {
		p, n := chain[0].part, 1
		for n < len(chain) && chain[n].part == p {
			n++
		}
		m.splitPieces(s, p, chain[:n])
		chain = chain[n:]
	}
	slices.SortStableFunc(m.marks, func(a, b *mark) int { return cmp.Compare(a.start, b.start) })
}

// splitPieces puts the marks of the chain between the runs of p.
func (m *reader) splitPieces(s *stretch, p *part, chain []weak) {
	pieces := make([]piece, 0, len(p.pieces)+2*len(chain))
	for i, c := range p.pieces {
		at := 0
		for len(chain) > 0 && chain[0].piece == i {
			w := chain[0]
			chain = chain[1:]
			k := &mark{form: formWeak, labels: []string{strconv.Itoa(w.value)}, part: p, start: c.run.Start + w.from, end: c.run.Start + w.to}
			from := w.from
			for from > at && (w.spaced || w.to-w.from > w.b-w.a) && c.run.Text[from-1] == ' ' {
				from-- // the blank before "(7)" is none of the sentence
			}
			if from > at {
				pieces = append(pieces, piece{run: sliceRun(c.run, at, from)})
			}
			pieces = append(pieces, piece{mark: k})
			m.marks = append(m.marks, k)
			m.bind(k, s.byLabel[k.labels[0]].Note)
			at = w.to
		}
		if at == 0 {
			pieces = append(pieces, c)
		} else if at < len(c.run.Text) {
			pieces = append(pieces, piece{run: sliceRun(c.run, at, len(c.run.Text))})
		}
	}
	p.pieces = pieces
}

// sliceRun returns bytes a to b of a run that is its source.
func sliceRun(r checker.Run, a, b int) checker.Run {
	r.Text, r.Start, r.End = r.Text[a:b], r.Start+a, r.Start+b
	return r
}

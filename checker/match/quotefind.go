package match

import (
	"strings"
)

// An occurrence is where a segment stands in a Text, by bytes of letters.
type occurrence struct {
	start, end int
	pieces     [][2]int // where each of its pieces stands
	replaced   bool     // a bracket stands for something else than itself
}

const (
	maxOccurrences = 100     // of a segment
	maxCandidates  = 200_000 // of its first piece, right or wrong
	maxCompared    = 8 << 20 // bytes of those
	maxTries       = 400_000 // of the pieces behind it
)

// occurrences returns where a segment stands, in order.
func (t *Text) occurrences(g segment) []occurrence {
	var all []occurrence
	first := g.pieces[0]
	tries := maxTries
	from := 0
	for range min(maxCandidates, 1000+maxCompared/len(first.letters)) {
		i := strings.Index(t.letters[from:], first.letters)
		if i < 0 || tries <= 0 {
			break
		}
		i += from
		from = i + 1
		if !t.bounded(i) || !t.sameGaps(first.Text, i) {
			continue
		}
		o := occurrence{start: i, pieces: [][2]int{{i, i + len(first.letters)}}}
		if !t.follow(g.pieces[1:], &o, &tries) {
			continue
		}
		o.end = o.pieces[len(o.pieces)-1][1]
		all = append(all, o)
		if len(all) >= maxOccurrences {
			break
		}
		from = o.end
	}
	return all
}

// sameGaps reports whether the words of q are parted as those of t are from byte i on, whose letters
// are the same. Hyphens may join what nothing joins, but not digits; Han and signs need no blanks;
// and digits stand in threes or do not.
func (t *Text) sameGaps(q *Text, i int) bool {
	for k := 1; k < len(q.letters); k++ {
		a, b := q.gaps.has(k), t.gaps.has(i+k)
		if a && b && isDigit(q.letters[k-1]) && isDigit(q.letters[k]) && isPoint(q, k) != isPoint(t, i+k) && !q.isThousand(k) {
			return false
		}
		if a == b || q.isFree(k) || q.isFree(k-1) {
			continue
		}
		digits := isDigit(q.letters[k-1]) && isDigit(q.letters[k])
		switch {
		case digits && q.isThousand(k):
		case !digits && (q.hyphens.has(k) || t.hyphens.has(i+k)):
		default:
			return false
		}
	}
	return true
}

// isPoint reports whether nothing but a point or comma stands between the digits on either side of
// byte k: 3.5 is not 3–5, nor 3 5.
func isPoint(t *Text, k int) bool {
	_, end := t.place(k - 1)
	start, _ := t.place(k)
	return isDecimal(t.source, end, start)
}

// isThousand reports whether the digits from byte k on, up to the next gap or letter, stand in threes:
// 1,000 and 1000.
func (t *Text) isThousand(k int) bool {
	const most = 15 // more are no number
	n := 0
	for n <= most && k+n < len(t.letters) && isDigit(t.letters[k+n]) && (n == 0 || !t.gaps.has(k+n)) {
		n++
	}
	return n%3 == 0 && n > 0
}

// follow finds the pieces behind what o has of a segment, as what stands in brackets allows.
func (t *Text) follow(rest []piece, o *occurrence, tries *int) bool {
	at := o.pieces[len(o.pieces)-1][1]
	if len(rest) == 0 {
		return t.bounded(at)
	}
	p := rest[0]
	replaced := o.replaced
	for n, next := range t.behind(at, p.between) {
		if *tries--; *tries <= 0 {
			return false
		}
		if next < 0 || !strings.HasPrefix(t.letters[next:], p.letters) || !t.sameGaps(p.Text, next) {
			continue
		}
		if !p.between.right && !t.bounded(next) || !p.between.left && !t.bounded(at) {
			continue
		}
		o.replaced = replaced || n > 0
		o.pieces = append(o.pieces, [2]int{next, next + len(p.letters)})
		if t.follow(rest[1:], o, tries) {
			return true
		}
		o.pieces = o.pieces[:len(o.pieces)-1]
	}
	o.replaced = replaced
	return false
}

const (
	maxReplaced    = 3  // words that a bracket stands for
	maxReplacedHan = 12 // the same in Han or kana characters
	maxEnding      = 6  // letters of a word's end
)

// behind returns where what stands behind a bracket may begin, if what stands before it ends at
// byte at: first if the bracket is the source's own, then if it stands for nothing, then for other
// words.
func (t *Text) behind(at int, b bracket) []int {
	var places []int
	own := -1
	if in := b.inside; in != nil && strings.HasPrefix(t.letters[at:], in.letters) && t.sameGaps(in, at) {
		own = at + len(in.letters)
	}
	places = append(places, own, at)
	if b.right {
		return places
	}
	words, han := 0, 0
	for i := at; i < len(t.letters); {
		size := runeSize(t.letters[i])
		i += size
		if b.left && !t.bounded(i) {
			if i-at > maxEnding*4 {
				break
			}
			continue
		}
		if !t.bounded(i) {
			if i-at > 4*maxRun {
				break
			}
			continue
		}
		places = append(places, i)
		if b.left {
			break
		}
		if t.isFree(i - 1) {
			han++
		} else {
			words++
		}
		if words >= maxReplaced || han >= maxReplacedHan {
			break
		}
	}
	return places
}

func runeSize(lead byte) int {
	switch {
	case lead < 0xC0:
		return 1
	case lead < 0xE0:
		return 2
	case lead < 0xF0:
		return 3
	}
	return 4
}

const (
	maxGap    = 400  // words between two parts of a quotation; 1,000 Han characters
	maxSpread = 1000 // words: behind that the distance is only said to be more
)

// chain picks an occurrence of each segment so that they stand in order and near each other; nil if
// none do.
func (t *Text) chain(all [][]occurrence) []occurrence {
	if len(all) == 1 {
		return all[0][:1]
	}
	feasible := make([][]int, len(all)) // the occurrence before; -1: none
	for k, list := range all {
		feasible[k] = make([]int, len(list))
		for j := range list {
			feasible[k][j] = -1
		}
	}
	ok := func(k, j int) bool { return k == 0 || feasible[k][j] >= 0 }
	for k := 1; k < len(all); k++ {
		latest, i := -1, 0
		for j, o := range all[k] {
			for i < len(all[k-1]) && all[k-1][i].end <= o.start {
				if ok(k-1, i) {
					latest = i
				}
				i++
			}
			if latest >= 0 && t.wordsBetween(all[k-1][latest].end, o.start, maxGap+1) <= maxGap {
				feasible[k][j] = latest
			}
		}
	}
	last := len(all) - 1
	for j := range all[last] {
		if !ok(last, j) {
			continue
		}
		picked := make([]occurrence, len(all))
		for k := last; k >= 0; k-- {
			picked[k] = all[k][j]
			j = feasible[k][j]
		}
		return picked
	}
	return nil
}

// apart says how the first occurrences of segments that make no chain stand: the largest gap in
// words, and whether they are out of order.
func (t *Text) apart(all [][]occurrence) (picked []occurrence, gap int, unordered bool) {
	for k, list := range all {
		o := list[0]
		if k > 0 {
			before := picked[k-1]
			for _, later := range list { // in order, if that can be
				if later.start >= before.end {
					o = later
					break
				}
			}
			if o.start < before.end {
				unordered = true
				gap = max(gap, t.wordsBetween(min(o.end, before.start), max(o.end, before.start), maxSpread*100))
			} else {
				gap = max(gap, t.wordsBetween(before.end, o.start, maxSpread*100))
			}
		}
		picked = append(picked, o)
	}
	return picked, gap, unordered
}

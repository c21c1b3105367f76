package cite

import (
	"math"

	"github.com/citelint/citelint/checker/match"
)

// vote is how much a style that the whole document is in adds to a score.
const vote = .3

// familiar is how much a container or a first author adds that two other citations have too.
const familiar = .05

// mostly is the share of the vote from which on a document is in a style.
const mostly = .6

// A ballot is what the citations of a document in full say about each other once all are read
// without prior. The zero ballot says nothing.
type ballot struct {
	shares     []float64      // of the grammars in the winners' scores; nil below five full citations
	containers map[string]int // folded, in how many winners
	authors    map[string]int // likewise, family names of the first ones
	unread     float64        // of the letters that the winners leave unexplained
	talk       float64        // of the segments that are or hold prose
	style      string         // of most of them; empty if there is none
}

// ballot returns the votes that count for a note: notes and bibliography vote apart.
func (d *draft) ballot(n *noteDraft) *ballot { return &d.votes[n.part] }

// vote counts the styles of the readings that won without prior.
func (d *draft) vote() {
	var tallies [2]struct {
		ballot
		total float64
		full  int
		all   int32
		rest  int32
		segs  int
		talks int
	}
	for k := range tallies {
		tallies[k].ballot = ballot{shares: make([]float64, len(grammars)), containers: map[string]int{}, authors: map[string]int{}}
	}
	var none ballot
	for i := range d.notes {
		n := &d.notes[i]
		t := &tallies[n.part]
		for _, c := range n.cites {
			t.segs++
			if c.seg.talks() {
				t.talks++
			}
			if c.ref.kind != "" || len(c.readings) == 0 {
				continue
			}
			r := none.best(c.readings)
			t.all += c.letters - r.idle
			t.rest += max(0, c.letters-r.idle-r.good)
			if r.score > 0 && grammars[r.grammar].name != tagger {
				t.shares[r.grammar] += r.score
				t.total += r.score
				t.full++
				if r.Container != "" {
					t.containers[match.Fold(r.Container)]++
				}
				if key := firstFamily(r); key != "" {
					t.authors[key]++
				}
			}
		}
	}
	for k := range tallies {
		if t := &tallies[k]; t.full >= 5 {
			for g := range t.shares {
				t.shares[g] /= t.total
				if t.shares[g] >= mostly && isStyle(g) {
					t.style = grammars[g].name
				}
			}
			t.unread = float64(t.rest) / float64(max(t.all, 1))
			t.talk = float64(t.talks) / float64(max(t.segs, 1))
			d.votes[k] = t.ballot
		}
	}
	d.doc.Style, d.doc.ListStyle = d.votes[0].style, d.votes[1].style
}

// firstFamily returns the folded family name of a reading's first author; empty if there is none.
func firstFamily(r *reading) string {
	if len(r.Authors) == 0 || r.Authors[0].Family == "" {
		return ""
	}
	return match.Fold(r.Authors[0].Family)
}

// isStyle reports whether a grammar is that of a style; the others read what any style may have.
func isStyle(g int) bool {
	switch grammars[g].name {
	case "statute", "listed", "plain", "anchors", tagger:
		return false
	}
	return true
}

// drift returns the style that has .8 or more of the weight of a citation's readings, if it is not
// that of the document nor kin to it; else nothing. Readings of no style take no part: they fit
// everything.
func drift(list []reading, style string) string {
	var none ballot
	best := none.best(list)
	if !isStyle(best.grammar) || areKin(grammars[best.grammar].name, style) || best.score <= 0 {
		return ""
	}
	total := 0.0
	for i := range list {
		if r := &list[i]; isStyle(r.grammar) {
			total += math.Exp((r.score - best.score) / temperature)
		}
	}
	if 1/total < leastSure {
		return ""
	}
	return grammars[best.grammar].name
}

// areKin reports whether two styles print many works alike: A, *T* (L: P, Y), p is good Chicago, MHRA
// and a policy institute's.
func areKin(a, b string) bool { return a == b || kin[a] && kin[b] }

var kin = wordSet("policy chicago mhra romance oscola mla")

// scoreOf returns the score of a reading with what the document adds to it.
func (b *ballot) scoreOf(r *reading) float64 {
	if b.shares == nil {
		return r.score
	}
	s := r.score + vote*b.shares[r.grammar]
	if r.Container != "" && b.containers[match.Fold(r.Container)] > 1 {
		s += familiar
	}
	if key := firstFamily(r); key != "" && b.authors[key] > 1 {
		s += familiar
	}
	return s
}

// best returns the reading with the highest score; of equals, the first.
func (b *ballot) best(list []reading) *reading {
	top, at := -100.0, 0
	for i := range list {
		if s := b.scoreOf(&list[i]); s > top+1e-9 {
			top, at = s, i
		}
	}
	return &list[at]
}

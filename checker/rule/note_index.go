package rule

import (
	"github.com/citelint/citelint/checker"
)

// A noteIndex finds notes of one document.
type noteIndex struct {
	order   []*checker.Note // readingOrder
	before  map[*checker.Note]*checker.Note
	holding map[*checker.Citation]*checker.Note
	label   map[stretchLabel]*checker.Note
	lowest  map[int]int // the lowest number of the notes of a stretch
	highest map[int]int
}

type stretchLabel struct {
	stretch int
	label   string
}

// noteIndexes returns a function that makes the index of a document when it is first asked for.
func noteIndexes() func(*checker.Document) *noteIndex {
	made := map[*checker.Document]*noteIndex{}
	return func(d *checker.Document) *noteIndex {
		if made[d] == nil {
			made[d] = newNoteIndex(d)
		}
		return made[d]
	}
}

func newNoteIndex(d *checker.Document) *noteIndex {
	x := &noteIndex{
		order:   readingOrder(d),
		before:  map[*checker.Note]*checker.Note{},
		holding: map[*checker.Citation]*checker.Note{},
		label:   map[stretchLabel]*checker.Note{},
		lowest:  map[int]int{},
		highest: map[int]int{},
	}
	last := map[int]*checker.Note{} // by stretch
	for _, n := range x.order {
		x.before[n] = last[n.Stretch]
		last[n.Stretch] = n
	}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			x.holding[c] = n
		}
		if n.Span.IsZero() {
			continue
		}
		if at := (stretchLabel{n.Stretch, n.Label}); x.label[at] == nil {
			x.label[at] = n
		}
		k := number(n)
		if k == 0 {
			continue
		}
		if x.lowest[n.Stretch] == 0 || k < x.lowest[n.Stretch] {
			x.lowest[n.Stretch] = k
		}
		x.highest[n.Stretch] = max(x.highest[n.Stretch], k)
	}
	return x
}

// isContinued reports whether the notes of n's stretch go on from another file: they are numbered,
// and not from 1.
func (x *noteIndex) isContinued(n *checker.Note) bool { return x.lowest[n.Stretch] > 1 }

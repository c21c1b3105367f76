package rule

import (
	"slices"

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
	titles  map[string][]titleWord
}

// A titleWord is a place of a word among the first of a title.
type titleWord struct {
	of    *checker.Citation
	words []string // of the title, folded, from that word on
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
		titles:  map[string][]titleWord{},
	}
	last := map[int]*checker.Note{} // by stretch
	for _, n := range x.order {
		x.before[n] = last[n.Stretch]
		last[n.Stretch] = n
	}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			x.holding[c] = n
			x.addTitle(c)
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

// titleStart is among how many first words of a title a short title may begin: “Dunmore” is one of
// “R (Dunmore) v Receiver of Wreck”.
const titleStart = 3

func (x *noteIndex) addTitle(c *checker.Citation) {
	if !isStated(c) || c.Title == "" || len(c.Title) > maxTitle {
		return
	}
	all := nameWords(c.Title)
	for i, w := range all[:min(len(all), titleStart)] {
		if len(x.titles[w]) < maxCompared {
			x.titles[w] = append(x.titles[w], titleWord{c, all[i:]})
		}
	}
}

// titled returns the full citations among the first words of whose titles the words stand.
func (x *noteIndex) titled(words []string) []*checker.Citation {
	if len(words) == 0 {
		return nil
	}
	var all []*checker.Citation
	for _, t := range x.titles[words[0]] {
		if len(t.words) >= len(words) && slices.Equal(t.words[:len(words)], words) {
			all = append(all, t.of)
		}
	}
	return all
}

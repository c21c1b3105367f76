package cite

import (
	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// What the training of the tagger needs of the package.
const (
	Buckets   = buckets
	Tags      = int(tags)
	Lexical   = lexical
	MoveScale = moveScale
)

// A TagSegment is a segment as the tagger sees it.
type TagSegment struct {
	Features [][]uint16
	Letters  [][2]int // of each token, how many letters of the note end before it and with it
}

// TagSegments returns the segments of a note that are no back-reference and have an anchor.
func TagSegments(note *checker.Note) []TagSegment {
	lx := lex(newSource(note.Text, note.Runs, note.Span), match.AnyOrder)
	var list []TagSegment
	for _, seg := range split(lx) {
		p := parser{lexer: lx, seg: &seg, a: seg.body, b: seg.b}
		if p.a >= p.b || p.b-p.a > longestTagged || seg.anchors.kinds() == 0 || p.backReference().kind != "" {
			continue
		}
		s := TagSegment{Features: p.tagFeatures()}
		for k := p.a; k < p.b; k++ {
			s.Letters = append(s.Letters, [2]int{int(lx.letters[k]), int(lx.letters[k+1])})
		}
		list = append(list, s)
	}
	return list
}

// NoteText returns the text whose letters TagSegments counts.
func NoteText(note *checker.Note) string {
	return newSource(note.Text, note.Runs, note.Span).text
}

// BestTags tags tokens of the weights, with those of the moves.
func BestTags(tokens [][Tags]int32, moves *[Tags + 1][Tags]int32) []uint8 {
	sums := make([]weights, len(tokens))
	for i := range tokens {
		sums[i] = tokens[i]
	}
	var m [tags + 1]weights
	for i := range moves {
		m[i] = moves[i]
	}
	return plainTags(bestTags(sums, &m))
}

// Tagged tags tokens with the embedded weights.
func Tagged(features [][]uint16) []uint8 {
	sums := make([]weights, len(features))
	for i, f := range features {
		sums[i] = weigh(f)
	}
	return plainTags(bestTags(sums, moveWeights()))
}

func plainTags(list []tag, _ []int32) []uint8 {
	plain := make([]uint8, len(list))
	for i, t := range list {
		plain[i] = uint8(t)
	}
	return plain
}

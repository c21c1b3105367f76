package cite

import _ "embed"

// A tag is what the tagger says of a token: the field that it belongs to.
type tag uint8

const (
	tagOther tag = iota
	tagAuthor
	tagEditor
	tagTitle
	tagContainer
	tagPublisher
	tagPlace
	tagDate
	tagVolume
	tagIssue
	tagPages
	tagLocator
	tagURL
	tagSignal
	tags // how many there are
)

const (
	buckets       = 1 << 16
	longestTagged = 120 // tokens of the longest segment that is tagged
	moveScale     = 8   // how much more a move weighs than its byte says
)

// taggerWeights are those of an averaged structured perceptron, one signed byte each: of every tag in
// each of the buckets, then of the moves from one tag to the next, those from the beginning last.
// They are trained on generated notes alone: go test ./checker/cite -run TestTrainTagger -train.
//
//go:embed tagger.bin
var taggerWeights string

// Weights are those of each tag at one token.
type weights [tags]int32

// weigh sums the weights of a token's features.
func weigh(features []uint16) (sum weights) {
	for _, f := range features {
		at := int(f) * int(tags)
		w := taggerWeights[at : at+int(tags)]
		for t := range sum {
			sum[t] += int32(int8(w[t]))
		}
	}
	return sum
}

// moveWeights returns the weights of the moves from the tag of the row to that of the column; the last
// row is the beginning.
func moveWeights() *[tags + 1]weights {
	var m [tags + 1]weights
	w := taggerWeights[buckets*int(tags):]
	for from := range m {
		for to := range m[from] {
			m[from][to] = int32(int8(w[from*int(tags)+to])) * moveScale
		}
	}
	return &m
}

// bestTags finds the heaviest row of tags by Viterbi's algorithm, and for each token by how much it
// outweighs the heaviest row that has another tag there.
func bestTags(tokens []weights, moves *[tags + 1]weights) ([]tag, []int32) {
	n := len(tokens)
	ahead, behind := make([]weights, n), make([]weights, n) // the heaviest rows up to a token, and from it on
	from := make([][tags]tag, n)
	for t := range tags {
		ahead[0][t] = tokens[0][t] + moves[tags][t]
	}
	for i := 1; i < n; i++ {
		for t := range tags {
			top, at := ahead[i-1][0]+moves[0][t], tag(0)
			for q := tag(1); q < tags; q++ {
				if s := ahead[i-1][q] + moves[q][t]; s > top {
					top, at = s, q
				}
			}
			ahead[i][t], from[i][t] = top+tokens[i][t], at
		}
	}
	for i := n - 2; i >= 0; i-- {
		var next weights
		for q := range tags {
			next[q] = behind[i+1][q] + tokens[i+1][q]
		}
		for t := range tags {
			top := next[0] + moves[t][0]
			for q := tag(1); q < tags; q++ {
				top = max(top, next[q]+moves[t][q])
			}
			behind[i][t] = top
		}
	}
	best, margins := make([]tag, n), make([]int32, n)
	at := tag(0)
	for t := range tags {
		if ahead[n-1][t] > ahead[n-1][at] {
			at = t
		}
	}
	for i := n - 1; i >= 0; i-- {
		best[i], margins[i] = at, 1<<30
		for t := range tags {
			if t != at {
				margins[i] = min(margins[i], ahead[i][at]+behind[i][at]-ahead[i][t]-behind[i][t])
			}
		}
		at = from[i][at]
	}
	return best, margins
}

// tag returns the tags of the segment's tokens, and by how much they outweigh others at each.
func (p *parser) tag() ([]tag, []int32) {
	features := p.tagFeatures()
	tokens := make([]weights, len(features))
	for i, f := range features {
		tokens[i] = weigh(f)
	}
	return bestTags(tokens, moveWeights())
}

package cite_test

import (
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

var train = flag.Bool("train", false, "train the tagger and write tagger.bin")

const taggerFile = "tagger.bin"

// tagOf are the tags of fields, in the order of the tagger's constants.
var tagOf = map[string]uint8{
	"authors": 1, "editors": 2, "title": 3, "container": 4, "publisher": 5, "place": 6, "date": 7, "originalDate": 7, "volume": 8, "issue": 9, "pages": 10, "locator": 11,
	"link": 12, "doi": 12, "isbn": 12, "arxiv": 12, "archived": 12, "accessed": 12, "signal": 13,
}

// A lesson is a segment with the right tags.
type lesson struct {
	cite.TagSegment
	want []uint8
}

// lessons lays the fields of a generated document over the tokens of its notes, letter by letter.
func lessons(t testing.TB, g *genDoc) []lesson {
	t.Helper()
	doc, err := read.Document("generated.md", g.source)
	if err != nil {
		t.Fatal(err)
	}
	var list []lesson
	for _, n := range g.notes {
		note := noteHolding(doc, n.start, n.end)
		if note == nil {
			t.Fatalf("note %d of %s %s is lost", n.number, g.style, g.noise)
		}
		letters, fields, pieces := spelled(n)
		if lettersOf(cite.NoteText(note)) != letters {
			continue // the noise is not of the text that the truth has
		}
		for _, s := range cite.TagSegments(note) {
			l := lesson{TagSegment: s}
			for _, at := range s.Letters {
				l.want = append(l.want, tagBetween(fields, pieces, at[0], at[1]))
			}
			list = append(list, l)
		}
	}
	return list
}

// spelled returns the letters of a note with the tag and the number of the piece of each.
func spelled(n *noteTruth) (letters string, fields []uint8, pieces []int) {
	var b strings.Builder
	id := 0
	for _, s := range n.source {
		for _, q := range s.pieces {
			id++
			list, _, _ := strings.Cut(q.field, ".")
			for _, r := range lettersOf(q.text) {
				b.WriteRune(r)
				fields, pieces = append(fields, tagOf[list]), append(pieces, id)
			}
		}
	}
	joinPeople(fields, pieces)
	return b.String(), fields, pieces
}

// joinPeople gives the "and" between two people to them.
func joinPeople(fields []uint8, pieces []int) {
	for i := 1; i < len(fields); i++ {
		people := fields[i-1]
		if fields[i] != 0 || people != tagOf["authors"] && people != tagOf["editors"] {
			continue
		}
		end := i
		for end < len(fields) && fields[end] == 0 {
			end++
		}
		if end == len(fields) || end-i > 5 || fields[end] != people {
			continue
		}
		for ; i < end; i++ {
			fields[i], pieces[i] = people, pieces[end]
		}
	}
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// tagBetween returns the tag of most letters from a to b; of punctuation that of the field around it.
func tagBetween(fields []uint8, pieces []int, a, b int) uint8 {
	if a == b {
		if a > 0 && a < len(fields) && fields[a-1] == fields[a] && (pieces[a-1] == pieces[a] || fields[a] == tagOf["authors"] || fields[a] == tagOf["editors"]) {
			return fields[a]
		}
		return 0
	}
	var votes [cite.Tags]int
	top := uint8(0)
	for _, f := range fields[a:b] {
		votes[f]++
		if votes[f] > votes[top] {
			top = f
		}
	}
	return top
}

// An averaged is a weight of the perceptron, with the sum of what it was.
type averaged struct {
	now, sum float64
	since    int
}

func (w *averaged) add(by float64, turn int) {
	w.sum += w.now * float64(turn-w.since)
	w.now, w.since = w.now+by, turn
}

// mean returns what the weight was on average, as one byte.
func (w *averaged) mean(turns int, scale float64) byte {
	v := (w.sum + w.now*float64(turns-w.since)) / float64(turns) * scale
	return byte(int8(max(-127, min(127, math.Round(v)))))
}

// A perceptron is the tagger while it is trained.
type perceptron struct {
	words [cite.Buckets][cite.Tags]averaged
	moves [cite.Tags + 1][cite.Tags]averaged
	turn  int
}

// tag tags a segment with the weights as they are; blind tokens go without the features of their
// letters.
func (q *perceptron) tag(l *lesson, blind []bool) []uint8 {
	sums := make([][cite.Tags]int32, len(l.want))
	for i, f := range l.Features {
		for _, b := range seen(f, blind[i]) {
			for t := range sums[i] {
				sums[i][t] += int32(q.words[b][t].now)
			}
		}
	}
	var moves [cite.Tags + 1][cite.Tags]int32
	for i := range moves {
		for t := range moves[i] {
			moves[i][t] = int32(q.moves[i][t].now)
		}
	}
	return cite.BestTags(sums, &moves)
}

func seen(features []uint16, blind bool) []uint16 {
	if blind {
		return features[cite.Lexical:]
	}
	return features
}

const blindness = .35 // the share of tokens whose letters the training hides

// learn moves the weights towards the right tags of a lesson.
func (q *perceptron) learn(l *lesson, rng *rand.Rand) {
	q.turn++
	blind := make([]bool, len(l.want))
	for i := range blind {
		blind[i] = rng.Float64() < blindness
	}
	got := q.tag(l, blind)
	before, was := cite.Tags, cite.Tags
	for i, want := range l.want {
		if got[i] != want {
			for _, b := range seen(l.Features[i], blind[i]) {
				q.words[b][want].add(1, q.turn)
				q.words[b][got[i]].add(-1, q.turn)
			}
		}
		if got[i] != want || before != was {
			q.moves[before][want].add(1, q.turn)
			q.moves[was][got[i]].add(-1, q.turn)
		}
		before, was = int(want), int(got[i])
	}
}

// bytes returns the averaged weights in the form of tagger.bin.
func (q *perceptron) bytes() []byte {
	const scale = 4
	data := make([]byte, 0, (cite.Buckets+cite.Tags+1)*cite.Tags)
	for b := range q.words {
		for t := range q.words[b] {
			data = append(data, q.words[b][t].mean(q.turn, scale))
		}
	}
	for i := range q.moves {
		for t := range q.moves[i] {
			data = append(data, q.moves[i][t].mean(q.turn, float64(scale)/cite.MoveScale))
		}
	}
	return data
}

// syllabus returns what the tagger learns from: the open records in the open styles with open kinds of
// noise, above all without italics, and in drawn styles.
func syllabus(t testing.TB) []lesson {
	var known []*record
	for _, r := range readRecords(t, "records.json") {
		if !r.Held {
			known = append(known, r)
		}
	}
	var list []lesson
	for _, st := range styles() {
		for _, lang := range st.langs {
			for _, noise := range noises {
				if st.held || heldNoise[noise] || st.list && (noise == "prose" || noise == "wrong-number") {
					continue
				}
				copies := 2
				if noise == "italics-lost" {
					copies = 8
				}
				for k := range copies {
					list = append(list, lessons(t, generate(st, lang, noise, "defined", known, 30, 500+k))...)
				}
			}
		}
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for k := range 400 {
		lang := strings.Fields("en en en de fr es it pt nl pl tr ru uk zh ja ko")[k%16]
		noise := pickOne(rng, "clean", "marks-straight", "month-short", "line-breaks")
		list = append(list, lessons(t, generate(wildStyle(rng, lang), lang, noise, "defined", known, 12, 1000+k))...)
	}
	return list
}

// TestTrainTagger trains the tagger: go test ./checker/cite -run TestTrainTagger -train. The seed is
// fixed, so that the same lessons give the same weights.
func TestTrainTagger(t *testing.T) {
	if !*train {
		t.Skip("without -train the weights stay as they are")
	}
	list := syllabus(t)
	rng := rand.New(rand.NewPCG(8, 65536))
	q := new(perceptron)
	for range 6 {
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for k := range list {
			q.learn(&list[k], rng)
		}
	}
	t.Logf("%d lessons", len(list))
	if err := os.WriteFile(taggerFile, q.bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestTagger holds the embedded weights to the features: on records that it has not seen, in the styles
// that it has, the tagger must be right. It fails if the features change and the weights do not.
func TestTagger(t *testing.T) {
	var held []*record
	for _, r := range readRecords(t, "records.json") {
		if r.Held {
			held = append(held, r)
		}
	}
	right, all := 0, 0
	for _, st := range styles() {
		if st.held {
			continue
		}
		for _, lang := range st.langs {
			for _, noise := range []string{"clean", "italics-lost"} {
				for _, l := range lessons(t, generate(st, lang, noise, "defined", held, 16, 0)) {
					for i, got := range cite.Tagged(l.Features) {
						right += one(got == l.want[i])
						all++
					}
				}
			}
		}
	}
	t.Logf("%d of %d tokens", right, all)
	if got := share(right, all); got < .95 {
		t.Errorf("the tagger is right on %.4f of %d tokens of held-out records, want .95: train it anew with -run TestTrainTagger -train", got, all)
	}
}

// TestTaggedByNotes parses what no grammar reads.
func TestTaggedByNotes(t *testing.T) {
	doc := noted("Grzegorz Mazurkowski, Małe porty, wielkie długi (Zatokowo: Instytut Polityki Morskiej, 2017), 115.")
	cite.Parse(doc)
	c := doc.Notes[0].Citations[0]
	if c.Title != "Małe porty, wielkie długi" || c.Place != "Zatokowo" || c.Publisher != "Instytut Polityki Morskiej" {
		t.Errorf("title %q, place %q, publisher %q", c.Title, c.Place, c.Publisher)
	}
}

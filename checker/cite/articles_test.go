package cite_test

import (
	"fmt"
	"testing"
)

// articleFloors are the least F1 of fields and share of right kinds, in hundredths, that notes in the
// manner of European journals must reach: of the open half and of the one that is held back.
var articleFloors = []struct {
	lang                                 string
	fields, kinds, heldFields, heldKinds int
}{
	{"de", 97, 97, 94, 86}, {"fr", 97, 97, 96, 97}, {"es", 96, 97, 94, 95}, {"it", 96, 97, 96, 97}, {"pt", 85, 95, 85, 95}, {"nl", 97, 97, 93, 97}, {"pl", 97, 97, 95, 88}, {"tr", 92, 85, 97, 97},
}

// TestArticles reads notes in the manner of journals of history, law and social science in eight
// languages. Every other note is held back: it is counted, and -show does not print it.
func TestArticles(t *testing.T) {
	for _, floor := range articleFloors {
		t.Run(floor.lang, func(t *testing.T) {
			b := newBoard(t)
			b.judge(discursive(t, floor.lang+"-articles", 0), "open")
			b.judge(discursive(t, floor.lang+"-articles", 1), "held")
			for _, want := range []struct {
				group, measure string
				floor          int
			}{
				{"open", "fields", floor.fields}, {"open", "kinds", floor.kinds}, {"held", "fields", floor.heldFields}, {"held", "kinds", floor.heldKinds},
			} {
				if got := b.value(want.group, want.measure); 100*got < float64(want.floor) {
					t.Errorf("%s of the %s notes have fallen to %.4f, below .%02d", want.measure, want.group, got, want.floor)
				}
			}
			for _, group := range []string{"open", "held"} {
				t.Logf("%s: %s", group, b.line(group))
			}
		})
	}
}

// line sums up the measures of a group.
func (b *board) line(group string) string {
	f := b.count(group + " fields")
	return fmt.Sprintf("fields %.3f (precision %.3f, recall %.3f of %d), splitting %.3f, kinds %.3f, dates %.3f", f.f1(), f.precision(), f.recall(), f.wanted,
		b.value(group, "splitting"), b.value(group, "kinds"), b.value(group, "dates"))
}

package cite_test

import (
	"os"
	"strings"
	"testing"
)

// TestLists measures the parser on entries of lists and notes in national and house styles, most of
// which no grammar was written for. The blocks held back are in other styles than the open ones; they
// are counted apart, and -show does not print them.
func TestLists(t *testing.T) {
	data, err := os.ReadFile("../../testdata/cite/lists.txt")
	if err != nil {
		t.Fatal(err)
	}
	b := newBoard(t)
	_, body, _ := strings.Cut(string(data), "\n\n")
	for _, block := range strings.Split(strings.TrimSpace(body), "\n\n") {
		head, lines, _ := strings.Cut(block, "\n")
		words := strings.Fields(head)
		if len(words) != 4 || words[0] != "#" || words[3] != "open" && words[3] != "held" {
			t.Fatalf("%q is no head of a block", head)
		}
		group := map[string]string{"open": "lists", "held": "lists-held"}[words[3]]
		for half := range 2 {
			if half < 1+strings.Count(lines, "\n") {
				b.judge(noteLines(t, words[1], words[2], lines, half), group)
			}
		}
		f := b.count(group + " style/" + words[1] + " fields")
		t.Logf("%-5s %-10s fields %.4f of %3d", words[3], words[1], f.f1(), f.wanted)
	}
	for _, goal := range []struct {
		measure    string
		open, held float64
	}{
		{"fields", .92, .66}, {"dates", .94, .77},
	} {
		open, held := b.count("lists "+goal.measure), b.count("lists-held "+goal.measure)
		t.Logf("%-14s %.4f (precision %.4f), held %.4f (precision %.4f)", goal.measure, open.f1(), open.precision(), held.f1(), held.precision())
		if open.f1() < goal.open || held.f1() < goal.held {
			t.Errorf("%s: %.4f and %.4f of the held blocks are right, want %.4f and %.4f", goal.measure, open.f1(), held.f1(), goal.open, goal.held)
		}
	}
}

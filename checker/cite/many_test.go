package cite_test

import (
	"os"
	"strings"
	"testing"
)

// TestMany measures the parser on notes of many countries and on entries of many lists. Half of
// each block is held back: it is counted apart, and -show does not print it.
func TestMany(t *testing.T) {
	data, err := os.ReadFile("../../testdata/cite/many.txt")
	if err != nil {
		t.Fatal(err)
	}
	b := newBoard(t)
	_, body, _ := strings.Cut(string(data), "\n\n")
	var names []string
	for _, block := range strings.Split(strings.TrimSpace(body), "\n\n") {
		head, lines, _ := strings.Cut(block, "\n")
		words := strings.Fields(head)
		if len(words) != 3 || words[0] != "#" {
			t.Fatalf("%q is no head of a block", head)
		}
		names = append(names, words[1])
		b.judge(noteLines(t, words[1], words[2], lines, 0), "many")
		b.judge(noteLines(t, words[1], words[2], lines, 1), "many-held")
	}
	for _, name := range names {
		open, held := b.count("many style/"+name+" fields"), b.count("many-held style/"+name+" fields")
		t.Logf("%-14s fields %.4f of %3d, held %.4f of %3d", name, open.f1(), open.wanted, held.f1(), held.wanted)
	}
	for _, goal := range []struct {
		measure    string
		open, held float64
	}{
		{"fields", .99, .94}, {"splitting", .98, .96}, {"kinds", .98, .97}, {"dates", .98, .97},
	} {
		open, held := b.count("many "+goal.measure), b.count("many-held "+goal.measure)
		t.Logf("%-14s %.4f (precision %.4f), held %.4f (precision %.4f)", goal.measure, open.f1(), open.precision(), held.f1(), held.precision())
		if open.f1() < goal.open || held.f1() < goal.held {
			t.Errorf("%s: %.4f and %.4f of the held notes are right, want %.4f and %.4f", goal.measure, open.f1(), held.f1(), goal.open, goal.held)
		}
	}
}

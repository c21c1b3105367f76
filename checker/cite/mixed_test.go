package cite_test

import (
	"os"
	"strings"
	"testing"
)

// mixedLanguages are those of testdata/cite/mixed-*.txt.
var mixedLanguages = []string{"en", "de", "fr", "es", "it"}

// mixed makes the documents of a file of mixed notes, every second note in one.
func mixed(t testing.TB, name string) []*genDoc {
	t.Helper()
	lang := name[strings.LastIndexByte(name, '-')+1:]
	data, err := os.ReadFile("../../testdata/cite/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n")
	var docs []*genDoc
	for half := range 2 {
		if half < 1+strings.Count(strings.TrimSpace(body), "\n") {
			docs = append(docs, noteLines(t, name, lang, body, half))
		}
	}
	return docs
}

// TestMixed measures the parser on notes that mix prose and citations, which were written before it was
// tried on them. A third of them is held back: it is counted, and -show does not print it.
func TestMixed(t *testing.T) {
	b := newBoard(t)
	for _, lang := range mixedLanguages {
		for _, part := range []struct{ file, group string }{{"mixed-" + lang, "open"}, {"mixed-more-" + lang, "more"}, {"mixed-third-" + lang, "third"}, {"mixed-fourth-" + lang, "fourth"}, {"mixed-held-" + lang, "held"}} {
			if _, err := os.Stat("../../testdata/cite/" + part.file + ".txt"); err != nil {
				continue // not all languages have all sets
			}
			one := newBoard(t)
			for _, g := range mixed(t, part.file) {
				b.judge(g, "mixed-"+part.group)
				one.judge(g, part.group)
			}
			t.Logf("%s %-4s %s, calibration error %.3f", lang, part.group, one.line(part.group), one.calibrationError(part.group))
		}
	}
	for _, floor := range []struct {
		group                    string
		fields, splitting, kinds float64
	}{
		{"mixed-open", .98, .98, .98}, {"mixed-more", .98, .98, .98}, {"mixed-third", .96, .98, .97}, {"mixed-fourth", .95, .98, .98}, {"mixed-held", .90, .94, .92},
	} {
		t.Logf("%s: %s, calibration error %.3f", floor.group, b.line(floor.group), b.calibrationError(floor.group))
		for measure, least := range map[string]float64{"fields": floor.fields, "splitting": floor.splitting, "kinds": floor.kinds} {
			if got := b.value(floor.group, measure); got < least {
				t.Errorf("%s of the %s notes have fallen to %.4f, below %.2f", measure, floor.group, got, least)
			}
		}
	}
}

package cite_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// first returns the first citation of a note.
func first(t *testing.T, note string) *checker.Citation {
	t.Helper()
	doc := parsed(t, []string{note}, nil)
	if len(doc.Notes) != 1 || len(doc.Notes[0].Citations) == 0 {
		t.Fatalf("%q has no citation", note)
	}
	return doc.Notes[0].Citations[0]
}

func TestSentenceWithLinkIsComment(t *testing.T) {
	for _, note := range []string{
		"It contains a [link](https://sund.example/a).",
		"The full data are on the [project site](https://sund.example/a).",
		"You can find the data [here](https://sund.example/a).",
		"The code is available at https://sund.example/a.",
		"We thank [the harbour](https://sund.example/a) for its help.",
	} {
		if c := first(t, note); c.Kind != checker.CommentOn || c.Title != "" || len(c.Links) != 1 {
			t.Errorf("%q is read as %s with title %q and %d links, want a comment with its link", note, c.Kind, c.Title, len(c.Links))
		}
	}
	for _, note := range []string{
		"[Harbour Has New Owner](https://sund.example/a)",
		"See the [harbour page](https://sund.example/a).",
		"This is told in “[Harbour Has New Owner](https://sund.example/a)”.",
		"The sale is told in [Harbour Has New Owner](https://sund.example/a), 4 May 2020.",
	} {
		if c := first(t, note); c.Kind == checker.CommentOn {
			t.Errorf("%q is read as a comment, want a citation", note)
		}
	}
}

func TestFiguresThatAreNoDate(t *testing.T) {
	for _, test := range []struct{ note, date, locator string }{
		{"Hartmann, A. “Counting the Tide”. *Journal of Tides* 20 (9): 1453–1454 (2004).", "2004", "1453–1454"},
		{"Anna Hartmann, “Counting the Tide,” *Journal of Tides* 20: 1453–1454.", "", "1453–1454"},
		{"See U+2028, [Unicode chart](https://sund.example/a).", "", ""},
		{"Anna Hartmann, *Tides: 1453–1554* (Oxford: Meridian, 1998), 12.", "1998", "12"},
	} {
		if c := first(t, test.note); c.Date.EDTF != test.date || c.Locator != test.locator {
			t.Errorf("%q is of %q at %q, want %q at %q", test.note, c.Date.EDTF, c.Locator, test.date, test.locator)
		}
	}
}

func TestByline(t *testing.T) {
	for _, test := range []struct{ note, authors, container string }{
		{"“Salt Roads” by Ana Duarte, *Coast and Country*, 4 May 2020.", "Duarte, Ana", "Coast and Country"},
		{"[Salt Roads](https://sund.example/a) by Ana Duarte on Coast and Country.", "Duarte, Ana", "Coast and Country"},
		{"“[Salt Roads](https://sund.example/a)” on Coast and Country, 4 May 2020.", "", "Coast and Country"},
	} {
		c := first(t, test.note)
		var authors []string
		for _, n := range c.Authors {
			authors = append(authors, n.String())
		}
		if got := strings.Join(authors, "; "); got != test.authors || c.Container != test.container || c.Title != "Salt Roads" || c.Rest != "" {
			t.Errorf("%q is %q by %q in %q with %q left over, want “Salt Roads” by %q in %q", test.note, c.Title, got, c.Container, c.Rest, test.authors, test.container)
		}
	}
}

func TestLastAuthorIsNoTitle(t *testing.T) {
	for _, note := range []string{
		"Roe GL, Roe GH, 1985. Counting herring in the sound. Journal of Tides 12: 45–60.",
		"Roe GL, Poe GH (1985) Counting herring in the sound. J Tides 12:45–60",
	} {
		if c := first(t, note); strings.HasSuffix(c.Title, " GH") {
			t.Errorf("%q has the title %q, a name", note, c.Title)
		}
	}
}

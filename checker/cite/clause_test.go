package cite_test

import (
	"strings"
	"testing"
)

// TestTrailing states what a clause behind a citation is: commentary, which is in no field; what may say
// what the source is, which is left over; or a part of the citation.
func TestTrailing(t *testing.T) {
	for _, test := range []struct{ note, accessed, rest string }{
		{"Anna Holm, “Docks,” *Sund Gazette*, 3 May 1999, who finds it in a letter of 1668.", "", ""},
		{"Anna Holm, “Docks,” *Quay* 12 (1999): 33–40, argues that dues fell after 1850.", "", ""},
		{"Anna Holm, “Docks,” *Quay* 12 (1999): 33–40, reports and letters of the harbor board in 1850.", "", "reports and letters of the harbor board in 1850"},
		{"Anna Holm, “Docks,” 3 May 1999, unpublished manuscript in the possession of the author.", "", "unpublished manuscript in the possession of the author"},
		{"Anna Holm, “Docks,” *Quay*, 3 May 1999, quay.example/docks-and-dues/part-one. Accessed 3 May 2001.", "2001-05-03", "quay.example/docks-and-dues/part-one"},
		{"Anna Holm, “Docks,” *Quay*, 3 May 1999, the tide at the old mole rises, accessed 3 May 2001.", "2001-05-03", "the tide at the old mole rises"},
	} {
		c := first(t, test.note)
		if c.Title != "Docks" || c.Date.Year() != 1999 || c.Accessed.EDTF != test.accessed || strings.Trim(c.Rest, " ,.") != test.rest {
			t.Errorf("%q is %q of %d, accessed %q, with %q left over; want “Docks” of 1999, %q, %q", test.note, c.Title, c.Date.Year(), c.Accessed.EDTF, c.Rest, test.accessed, test.rest)
		}
	}
}

// TestSchool states that the school behind a thesis is no commentary on it.
func TestSchool(t *testing.T) {
	c := first(t, "Luca Berni, *Il molo*, Torino 1999, tesi di dottorato in storia moderna, università di Torino.")
	if read := c.Publisher + " " + c.Rest; !strings.Contains(read, "tesi") || !strings.Contains(read, "università") {
		t.Errorf("publisher and what is left over are %q, want the thesis and its university among them", read)
	}
}

// TestArticlesBegin states that an article in lower case begins no commentary on what stands before it.
func TestArticlesBegin(t *testing.T) {
	for _, test := range []struct{ note, rest string }{
		{"Olga Stern, „Der Hafen“, 3. Mai 1999, die tageszeitung, Ausgabe Nord, S. 3.", "tageszeitung"},
		{"Luca Berni, «Il molo», 3 maggio 1999, il manifesto del lunedì, p. 3.", "manifesto"},
	} {
		if c := first(t, test.note); !strings.Contains(c.Rest+c.Container+c.Publisher, test.rest) {
			t.Errorf("%q is read without %q: %+v", test.note, test.rest, c)
		}
	}
	if c := first(t, "Eva Lorenz, „Der Zoll“, in: Küste 40 (2011), S. 5–31, die auf die dünne Quellenlage hinweist."); c.Rest != "" {
		t.Errorf("a German relative clause is left over: %q", c.Rest)
	}
}

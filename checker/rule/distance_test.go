package rule

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"http", "HTTP", 0},
		{"http", "htp", 1},
		{"http", "htttp", 1},
		{"http", "hptt", 2},
		{"https", "htpts", 1},
		{"ftp", "http", 2},
		{"sea-bed", "sea bed", 0},
		{"Hellberg", "Helberg", 1},
		{"Grøn", "Gron", 1},
		{"", "salt", 4},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) is %d, not %d", c.a, c.b, got, c.want)
		}
		if there, back := distance(c.a, c.b), distance(c.b, c.a); there != back {
			t.Errorf("distance(%q, %q) is %d, and %d the other way", c.a, c.b, there, back)
		}
	}
}

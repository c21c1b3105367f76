package page

import "testing"

func TestDifferent(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"all the same", "one\ntwo\nthree", "one\ntwo\nthree", ""},
		{"one differs", "one\ntwo\nthree\nfour\nfive", "one\ntwo\nth ree\nfour\nfive", "two\nth ree\nfour\n"},
		{"the first", "one\ntwo\nthree", "o ne\ntwo\nthree", "o ne\ntwo\n"},
		{"the last", "one\ntwo\nthree", "one\ntwo\nth ree", "two\nth ree\n"},
		{"neighbours once", "one\ntwo\nthree\nfour", "one\nt wo\nth ree\nfour", "one\nt wo\nth ree\nfour\n"},
		{"shared neighbour", "one\ntwo\nthree\nfour", "o ne\ntwo\nth ree\nfour", "o ne\ntwo\nth ree\nfour\n"},
		{"cut short", "one\ntwo", "one\nt", "one\nt\n"},
		{"no text", "", "", ""},
	} {
		if got := different(c.a, c.b); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

package checker

import "testing"

// TestTraces leads places back through two passes of edits.
func TestTraces(t *testing.T) {
	edit := func(d *Document, start, end int, text string) Edit { return Edit{d.Span(start, end), text} }
	first := NewDocument("a.md", []byte("abcdefgh"))
	one := []Edit{edit(first, 1, 3, "XYZ"), edit(first, 5, 6, "")}
	second := NewDocument("a.md", Apply(first.Source, one)) // aXYZdegh
	two := []Edit{edit(second, 0, 0, "--")}
	third := NewDocument("a.md", Apply(second.Source, two)) // --aXYZdegh
	made := traces{second: {first, one}, third: {second, two}}
	for _, tt := range []struct {
		start, end int
		want       string
	}{
		{2, 3, "a"}, {2, 5, "abc"}, {3, 6, "bc"}, {4, 5, "bc"}, {6, 7, "d"}, {7, 9, "efg"}, {8, 10, "gh"}, {0, 3, "a"}, {0, 10, "abcdefgh"},
	} {
		d, places := made.origin(third, []Span{third.Span(tt.start, tt.end), {}})
		if got := d.Text(places[0]); d != first || got != tt.want || !places[1].IsZero() {
			t.Errorf("%q was %q, want %q", third.Text(third.Span(tt.start, tt.end)), got, tt.want)
		}
	}
}

package rule

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var trackedAddresses = []struct{ raw, want string }{
	{"https://sund.example/a?utm_source=mail", "https://sund.example/a"},
	{"https://sund.example/a?utm_source=mail#two", "https://sund.example/a#two"},
	{"https://sund.example/a?id=7&utm_source=mail", "https://sund.example/a?id=7"},
	{"https://sund.example/a?utm_source=mail&id=7", "https://sund.example/a?id=7"},
	{"https://sund.example/a?b=1&amp;utm_source=mail&amp;c=%2f+2", "https://sund.example/a?b=1&amp;c=%2f+2"},
	{"https://sund.example/a?b=1&#38;utm_source=mail#c", "https://sund.example/a?b=1#c"},
	{"https://sund.example/a?utm%5Fsource=mail&&b", "https://sund.example/a?&b"},
	{"https://sund.example/a?id=utm_source#?utm_source=mail", ""},
	{"https://sund.example/a", ""},
}

func droppedTracking(raw string) string {
	d := checker.NewDocument("a.md", []byte(raw))
	s := checker.Subject{Document: d, Link: &checker.Link{Raw: raw, Target: raw, Span: d.Span(0, len(raw))}}
	fix := dropParams(s, func(p param) bool { return match.Tracker("sund.example", p.name) })
	if fix == nil {
		return ""
	}
	return string(checker.Apply(d.Source, fix.Edits))
}

func TestDropParams(t *testing.T) {
	for _, c := range trackedAddresses {
		if got := droppedTracking(c.raw); got != c.want {
			t.Errorf("%s without tracking is %q, not %q", c.raw, got, c.want)
		}
	}
}

// FuzzDropParams holds that taking trackers out is done once, and leaves the rest byte for byte.
func FuzzDropParams(f *testing.F) {
	for _, c := range trackedAddresses {
		f.Add(c.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := droppedTracking(raw)
		if got == "" {
			return
		}
		if again := droppedTracking(got); again != "" {
			t.Errorf("%q without tracking is %q, and without it again %q", raw, got, again)
		}
		before, _, _ := strings.Cut(raw, "?")
		if !strings.HasPrefix(got, before) {
			t.Errorf("%q without tracking is %q: the path has changed", raw, got)
		}
		rest := got
		for i := range len(raw) {
			if rest != "" && raw[i] == rest[0] {
				rest = rest[1:]
			}
		}
		if rest != "" {
			t.Errorf("%q without tracking is %q, which has more than was there", raw, got)
		}
	})
}

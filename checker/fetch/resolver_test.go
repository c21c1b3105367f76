package fetch_test

import (
	"testing"

	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestSecondResolver asks another resolver for the names that are unknown, once for each, and judges
// its answers.
func TestSecondResolver(t *testing.T) {
	inVirtual(t, func(t *testing.T, w *fetchtest.Web, c *fetch.Client) {
		other := fetchtest.New()
		defer other.Close()
		w.Host("known.example").Rest(article("Known"))
		w.Host("20.9.9.9").Rest(article("Hidden"))
		w.Host("broken.example").Fault(fetchtest.ServFail)
		other.Host("hidden.example").At("20.9.9.9")
		other.Host("inside.example").At("10.0.0.1")
		other.Host("shaky.example").Fault(fetchtest.ServFail)
		other.Host("broken.example")
		c.Resolver = other
		results := fetchAll(t, t.Context(), c, ask("http://known.example/", "http://hidden.example/", "http://inside.example/", "http://gone.example/", "http://shaky.example/", "http://broken.example/")...)
		expect(t, results, "ok", "ok", "skipped address", "dead no-such-host", "unreachable dns", "unreachable dns")
		for name, want := range map[string][2]int{"known.example": {1, 0}, "hidden.example": {1, 1}, "gone.example": {1, 1}} {
			if got := [2]int{w.Lookups(name), other.Lookups(name)}; got != want {
				t.Errorf("%s was looked up %v times, at the first resolver and at the second; want %v", name, got, want)
			}
		}
		if n := other.Lookups("broken.example"); n != 0 {
			t.Errorf("the second resolver was asked %d times for a name of which the first said nothing", n)
		}
	})
}

package fetch

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

func TestSlice(t *testing.T) {
	w := fetchtest.New()
	defer w.Close()
	w.Host("news.example").Page("/a", fetchtest.HTML("The harbour", "words")).Page("/b", fetchtest.Redirect(301, "/a"))
	w.Host("two.example").HTTP2().Page("/a", fetchtest.HTML("The harbour", "words"))
	c := &Client{Network: w, Roots: w.Roots()}
	defer c.Close()
	for u, want := range map[string]checker.Verdict{"http://news.example/a": checker.OK, "https://news.example/b": checker.OK, "https://two.example/a": checker.OK, "https://none.example/": checker.Dead} {
		r, err := c.Fetch(t.Context(), checker.Query{URL: u})
		if r.Verdict != want || err != nil {
			t.Errorf("%s: %v %v", u, r, err)
		}
	}
	t.Log(w.Requests())
}

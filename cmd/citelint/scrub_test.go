package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

func TestScrubWords(t *testing.T) {
	p := newPattern([]string{"Tide table/9", "no", "abcdefgh12345678"}, shortestValue)
	for _, c := range []struct{ said, want string }{
		{"the Tide table/9 is out", "the *** is out"},
		{"host TIDE TABLE/9.example", "host ***.example"},
		{"https://a.example/?Tide+table%2F9&x", "https://a.example/?***&x"},
		{"https://a.example/Tide%20table%2F9/x", "https://a.example/***/x"},
		{"no news", "no news"},
		{"cut within abcdefgh123456", "cut within ***"},
		{"title says “cut within abcdefgh12”", "title says “cut within ***”"},
		{"abcdefg", "abcdefg"},
		{"", ""},
	} {
		if got := p.clean(c.said); got != c.want {
			t.Errorf("of %q there is left %q, want %q", c.said, got, c.want)
		}
	}
}

// TestScrubCopies states that what several Results share is not changed under the others.
func TestScrubCopies(t *testing.T) {
	shared := []string{"the key is open-sesame"}
	date := checker.Page{Titles: shared}
	r := checker.Result{Query: checker.Query{Titles: []string{"open-sesame"}, Known: &date}, Evidence: shared, Page: date}
	sc := &scrubber{newPattern([]string{"open-sesame"}, shortestValue)}
	sc.scrub(&r, "https://a.example/")
	if !slices.Equal(r.Evidence, []string{"the key is ***"}) || !slices.Equal(r.Page.Titles, r.Evidence) {
		t.Errorf("the Result is %+v, want no secret in it", r)
	}
	if diff := cmp.Diff([]string{"the key is open-sesame"}, shared); diff != "" || &r.Page == &date || date.Titles[0] != shared[0] {
		t.Errorf("what is shared has changed: %s", diff)
	}
}

// TestScrubTokens states which values of an address's parameters are looked for in what its page says.
func TestScrubTokens(t *testing.T) {
	for _, c := range []struct{ address, said, want string }{
		{"https://a.example/?token=abc123def456", "your token abc123def456", "your token ***"},
		{"https://a.example/?token=abc%2B123def456", "your token abc+123def456", "your token ***"},
		{"https://a.example/?auth=required", "login required", "login required"},
		{"https://a.example/?sign=1", "1 ferry", "1 ferry"},
		{"https://a.example/?page=abc123def456", "abc123def456", "abc123def456"},
	} {
		r := checker.Result{Evidence: []string{c.said}, Instead: c.address, Page: checker.Page{URL: c.address}}
		new(scrubber).scrub(&r, c.address)
		if r.Evidence[0] != c.want || r.Instead != c.address || r.Page.URL != c.address {
			t.Errorf("of what %s says there is left %q, want %q, and the address itself", c.address, r.Evidence[0], c.want)
		}
	}
}

package rule_test

import (
	"context"
	"slices"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/rule"
)

// TestLists holds that each list takes entries, and that an entry makes or breaks a finding.
func TestLists(t *testing.T) {
	cases := map[string]struct{ entry, source, finding string }{
		"aggregators":      {"tidereader.example", "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://tidereader.example/a)”, Port News, 3 May 2024.\n", "hygiene/aggregator"},
		"captured-titles":  {"Port closed for now", "Dues rose.[^1]\n\n[^1]: “[Port Closed for Now](https://sund.example/a)”, Port News, 3 May 2024.\n", "cite/captured-title"},
		"chat-tools":       {"tidetalk.example", "See [the tolls](https://sund.example/a?utm_source=tidetalk.example).\n", "hygiene/chat-tracking"},
		"chat-transcripts": {"tidetalk.example/s", "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://tidetalk.example/s/a)”, Port News, 3 May 2024.\n", "hygiene/chat-transcript"},
		"empty-link-texts": {"over there", "See [over there](https://sund.example/a).\n", "cite/link-text"},
		"gated":            {"members.sund.example", "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://members.sund.example/a)”, Port News, 3 May 2024.\n", "link/gated"},
		"generic-authors":  {"port desk", "Dues rose.[^1]\n\n[^1]: Port Desk, “Who Owns the Quay?”, Port News, 3 May 2024.\n", "cite/generic-author"},
		"navigation":       {"open the whole long menu", "[Open the whole long menu](#)\n", "link/placeholder"},
		"private-sources":  {"press release", "Dues rose.[^1]\n\n[^1]: Press release.\n", "cite/unidentified"},
		"role-mailboxes":   {"pilots", "Dues rose.[^1]\n\n[^1]: Letter from pilots@sund.example, 3 May 2024.\n", "hygiene/private-contact"},
		"search-pages":     {"find.sund.example", "Dues rose.[^1]\n\n[^1]: “[Who Owns the Quay?](https://find.sund.example/a?w=quay)”, Port News, 3 May 2024.\n", "hygiene/search-page"},
		"shorteners":       {"go.institute.example", "See [the tolls](https://go.institute.example/a).\n", "hygiene/shortener"},
		"source-nouns":     {"leaflet", "Dues rose.[^1]\n\n[^1]: See leaflet.\n", "cite/unidentified"},
		"trackers":         {"tide_id", "See [the tolls](https://sund.example/a?tide_id=7).\n", "hygiene/tracking"},
		"web-words":        {"Sundbook", "Dues rose.[^1]\n\n[^1]: Anna Roe, “Who Owns the Quay?”, Sundbook, 3 May 2024.\n", "cite/no-link"},
		"wikis":            {"tidewiki.example", "Dues rose.[^1]\n\n[^1]: “[Dues](https://tidewiki.example/dues)”, Tidewiki, 3 May 2024.\n", "cite/weak-source"},
	}
	for _, name := range rule.Lists {
		c, ok := cases[name]
		if !ok {
			t.Errorf("list %s has no case", name)
			continue
		}
		finds := func(lists map[string][]string) bool {
			ch := checker.Checker{Rules: rule.All, Today: checker.Date{EDTF: defaultToday}, Lists: lists}
			rep, err := ch.Check(context.Background(), document(t, "a.md", []byte(c.source)))
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(rep.Findings, func(f *checker.Finding) bool { return f.Rule == c.finding })
		}
		if before, after := finds(nil), finds(map[string][]string{name: {c.entry}}); before == after {
			t.Errorf("%q in list %s changes nothing: %s is found with and without (%t)", c.entry, name, c.finding, before)
		}
	}
	if !slices.IsSorted(rule.Lists) {
		t.Errorf("the names of the lists are not sorted: %v", rule.Lists)
	}
}

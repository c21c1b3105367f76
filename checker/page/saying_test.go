package page

import (
	"html"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestSayings holds each line of sayings.txtar to what it speaks for on a page that says little else,
// and to nothing on pages that are about something, or ask for something of their own.
func TestSayings(t *testing.T) {
	const title = "Keepers of a quiet harbour"
	prose := func(n int) string { return strings.Repeat("<p>They wrote down every tide in ledgers.", n/7+1) }
	found := checker.Query{URL: asked.URL, Titles: []string{title}}
	total := 0
	for _, f := range casesIn(t, "sayings.txtar") {
		want := map[string]string{"wall": "bot-wall", "region": "region", "login": "login", "needs": ""}[f.Name]
		for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
			total++
			text := html.EscapeString(line)
			as := map[string]string{"login": "<h1>%</h1><p>Welcome."}[f.Name]
			if as == "" {
				as = "<h1>Sund</h1><p>%"
			}
			said := strings.Replace(as, "%", text, 1) + "<script src=a.js></script>"
			wanted := want
			if f.Name == "needs" {
				wanted = "bot-wall"
				if strings.Contains(line, "JavaScript") {
					wanted = "script-only"
				}
			}
			if got := kinds(answerOf("<title>Sund</title>"+said), asked); !strings.Contains(got, wanted) {
				t.Errorf("%s: a short page of %q gives %q", f.Name, line, got)
			}
			for what, c := range map[string]struct {
				body string
				q    checker.Query
			}{
				"in an essay":                               {essay("", said), asked},
				"on a page of 110 words":                    {"<title>Sund</title>" + said + prose(110), asked},
				"in one long sentence":                      {"<title>Sund</title><p>" + strings.Repeat("They wrote down every tide in ledgers, ", 5) + text, asked},
				"under a heading, and nobody knows another": {"<title>" + title + " | Sund</title><h1>" + title + "</h1><p>" + text + prose(30), asked},
				"under a cited title":                       {"<title>" + title + "</title><h1>" + title + "</h1><p>" + text + prose(30), found},
				"on a page with a work's marks":             {"<title>Sund</title><meta property=og:type content=book><meta property=og:title content=x>" + said, asked},
				"where nobody sees it":                      {"<title>Sund</title><noscript>" + said + "</noscript>" + prose(50), asked},
				"on a contact page with a field":            {"<title>Sund</title><p>Write to us.<form><input name=mail><textarea></textarea><p>" + text + "</form>" + prose(60), asked},
			} {
				if f.Name != "wall" && strings.HasPrefix(what, "on a contact") {
					continue
				}
				if got := kinds(answerOf(c.body), c.q); strings.Trim(strings.ReplaceAll(got, "shape", ""), " ") != "" {
					t.Errorf("%s: %q %s gives %q", f.Name, line, what, got)
				}
			}
		}
	}
	if total < 80 {
		t.Errorf("sayings.txtar has %d lines", total)
	}
}

package page

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestCut holds declared and cut apart: most pages that say that they are not free show all of their
// text, and some that say nothing show only its beginning.
func TestCut(t *testing.T) {
	article := func(fields string) string {
		return `<title>Who owns the quay?</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Who owns the quay?"` + fields + `}</script>`
	}
	tides := func(n int) string { return strings.Repeat("They wrote down every tide. ", n/5) }
	for _, c := range []struct {
		name, body string
		cut        bool
	}{
		{"declared, and whole", article(`,"isAccessibleForFree":false`) + "<article><p>" + tides(400) + "</article>", false},
		{"declared, and just long enough", article(`,"isAccessibleForFree":false`) + "<article><p>" + tides(150) + "</article>", false},
		{"declared, and short", article(`,"isAccessibleForFree":"False"`) + "<article><p>" + tides(145) + "</article>", true},
		{"declared, and short, with much around it", article(`,"isAccessibleForFree":"False"`) + "<article><p>" + tides(60) + "</article><footer>" + tides(500) + "</footer>", true},
		{"locked by its tier", "<meta property=og:type content=article><meta property=article:content_tier content=locked><main><p>" + tides(60) + "</main>", true},
		{"not declared, and short", article("") + "<article><p>" + tides(60) + "</article>", false},
		{"not declared, and breaks off", article("") + "<article><p>" + tides(60) + "They came to the …</article>", true},
		{"not declared, and calls", article("") + "<article><p>" + tides(60) + "</article><p>Subscribe to continue.", true},
		{"not declared, and calls in German", article("") + "<article><p>" + tides(60) + "</article><p>Nur für Abonnenten", true},
		{"a call under a whole text", article("") + "<article><p>" + tides(400) + "</article><p>Subscribe to continue.", false},
		{"promises more", article(`,"wordCount":900`) + "<article><p>" + tides(200) + "</article>", true},
		{"promises more in its text", article(`,"articleBody":"`+tides(900)+`"`) + "<article><p>" + tides(200) + "</article>", true},
		{"promises three times as much", article(`,"wordCount":"600"`) + "<article><p>" + tides(200) + "</article>", false},
		{"no article", "<title>Tides</title><p>" + tides(60) + "…", false},
	} {
		q := checker.Query{URL: asked.URL, Fragments: []string{":~:text=a%20bell%20rang"}}
		want := checker.AnswerMissing
		if c.cut {
			want = checker.AnswerCannotTell
		}
		if got := Inspect(answerOf(c.body), q).Page.Answers.Fragments[0].Answer; got != want {
			t.Errorf("%s: a text that is not there is %s, not %s", c.name, got, want)
		}
	}
}

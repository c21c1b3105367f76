package page

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestCaps holds what is kept of a hostile page to the caps, whatever the page repeats.
func TestCaps(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const much = 10_000
	numbered := func(format string) string {
		var b strings.Builder
		for i := range much {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name string
		body string
		kept func(s *source) int
		most int
	}{
		{"first-level headings", numbered("<h1>Quay %d</h1>"), func(s *source) int { return len(s.h1) }, maxHeadings},
		{"second-level headings", numbered("<h2>Quay %d</h2>"), func(s *source) int { return len(s.h2) }, maxHeadings},
		{"metas", numbered("<meta name=author content='Quay %d'>"), func(s *source) int { return len(s.metas) }, maxMetas},
		{"names of one meta", "<meta name='" + numbered("n%d ") + "' content=x>", func(s *source) int { return len(s.metas) }, maxMetas},
		{"links", numbered("<link rel=canonical href=/%d>"), func(s *source) int { return len(s.links) }, maxMetas},
		{"scripts", numbered("<script src=/%d.js></script>"), func(s *source) int { return len(s.srcs) }, maxMetas},
		{"frames", numbered("<iframe src=/%d></iframe>"), func(s *source) int { return len(s.srcs) }, maxMetas},
		{"elements of walls", numbered("<div id=px-captcha data-n=%d></div>"), func(s *source) int { return len(s.marks) }, 2},
		{"empty roots", numbered("<div id=root data-n=%d>x</div>"), func(s *source) int { return s.roots }, maxHeadings},
		{"bylines", numbered("<p class=byline>Quay %d</p>"), func(s *source) int { return len(s.bylines) }, maxNames},
		{"times", numbered("<time datetime=2020-01-01T%d></time>"), func(s *source) int { return len(s.times) + len(s.early) }, 2 * maxNames},
		{"blocks of JSON-LD", numbered(`<script type="application/ld+json">{"@type":"Article","headline":"Quay %d"}</script>`), func(s *source) int { return len(s.ld) }, maxLDNodes},
		{"one block of JSON-LD", `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article","headline":"Quay"},`, 10_000) + `{}]</script>`, func(s *source) int { return len(s.ld) }, maxLDNodes},
		{"ten megabytes of JSON-LD", `<script type="application/ld+json">{"@type":"Article","articleBody":"` + strings.Repeat("quay ", 2<<20) + `"}</script>`, func(s *source) int { return len(s.ld) }, 0},
	} {
		r := answerOf("<title>Quays</title>" + c.body)
		s := &source{response: r, kind: "text/html"}
		s.url, _ = url.Parse(r.URL)
		s.base = s.url
		s.readHTML(parse)
		if got := c.kept(s); got > c.most || got == 0 && c.most > 0 {
			t.Errorf("%s: %d are kept, not 1 to %d", c.name, got, c.most)
		}
		in := Inspect(r, checker.Query{URL: r.URL, Titles: []string{"Quays of the sound"}})
		if len(in.Page.Titles) > maxTitles || len(in.Page.Authors) > maxAuthors {
			t.Errorf("%s: the page states %d titles and %d authors", c.name, len(in.Page.Titles), len(in.Page.Authors))
		}
		if len(in.Signals) > 12 {
			t.Errorf("%s: %d signals", c.name, len(in.Signals))
		}
		for _, sig := range in.Signals {
			if len(sig.Evidence) > 4*maxString {
				t.Errorf("%s: evidence of %d bytes", c.name, len(sig.Evidence))
			}
		}
	}
}

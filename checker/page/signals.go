package page

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A page with fewer visible words than this may be a wall or an error page. Without that gate
// "404" fires on 44 % of ordinary article pages, "captcha" on 21 %.
const gate = 250

// signals returns what speaks against the page being the page, most decisive kinds first.
func (s *source) signals(q checker.Query, p checker.Page) []checker.Signal {
	o := &observer{source: s, query: q, page: p, asked: &url.URL{}}
	if u, err := url.Parse(q.URL); err == nil {
		o.asked = u
	}
	o.headlines = sync.OnceValue(o.findHeadlines)
	if isHTML(s.kind) || isText(s.kind) {
		o.walls()
		o.login()
		o.consent()
		o.region()
		o.parked()
		o.placeholder()
		o.softNotFound()
		o.scriptOnly()
		o.seeUnfilled()
		o.holding()
	}
	if s.pdf != nil {
		o.lostDocument()
	}
	return o.found
}

// An observer collects signals.
type observer struct {
	*source
	query checker.Query
	asked *url.URL // the query's
	page  checker.Page
	found []checker.Signal
	low   string // the markup in lower case; made when first asked for

	headlines func() []string // findHeadlines, once
}

func (o *observer) see(kind checker.SignalKind, decisive bool, format string, args ...any) {
	o.found = append(o.found, checker.Signal{Kind: kind, Decisive: decisive, Evidence: fmt.Sprintf(format, args...)})
}

// sparse reports whether the gate is open: the page has few words, or its status says that it is
// no ordinary page.
func (o *observer) sparse() bool { return o.words < gate || o.response.Status >= 400 }

// markup returns the decoded body in lower case.
func (o *observer) markup() string {
	if o.low == "" {
		o.low = string(lower([]byte(o.body)))
	}
	return o.low
}

// names are the texts that a page bears as its name: document title and first-level headings.
func (o *observer) names() []property {
	var out []property
	if o.title != "" {
		out = append(out, property{"title", o.title})
	}
	for _, h := range o.h1 {
		out = append(out, property{"heading", h})
	}
	return out
}

// wholeAndParts returns a name and its stretches.
func wholeAndParts(name string) []string { return append([]string{name}, match.Stretches(name)...) }

// fold returns a text as phrases are looked for in it: words with one blank between.
func fold(s string) string { return match.Skeleton(s) }

// hasPhrase returns the first of the folded phrases that stands in the folded text as whole words.
func hasPhrase(text string, phrases []string) string {
	for _, p := range phrases {
		if strings.Contains(text, p) && match.Has(text, p) {
			return p
		}
	}
	return ""
}

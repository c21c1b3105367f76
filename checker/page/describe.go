package page

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// describe fills in what the page states about itself.
func (s *source) describe(p *checker.Page) {
	p.Words = s.words
	if folded := match.Fold(s.text); folded != "" {
		p.TextDigest = digest([]byte(folded))
	}
	p.Titles = s.titles()
	p.Canonical = s.canonical()
}

// canonical returns the address that the page says is its own. It is never fetched.
func (s *source) canonical() string {
	if to := s.rel("canonical"); to != "" {
		return to
	}
	if to := s.resolve(s.meta1("og:url")); to != "" {
		return to
	}
	if n := s.article(); n != nil {
		for _, k := range []string{"url", "mainEntityOfPage"} {
			for _, ref := range append(strs(n.fields[k]), ids(n.fields[k])...) {
				if to := s.resolve(strings.TrimSpace(ref)); to != "" {
					return to
				}
			}
		}
	}
	return s.resolve(s.meta1("citation_public_url"))
}

package rule

import (
	"fmt"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var idDOINotLinked = &checker.Rule{
	ID:       "id/doi-not-linked",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("A DOI is printed, and the link leads to a search or a collection",
		"The DOI leads to the publisher for good. The link leads to a query or a copy that may be gone tomorrow.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe, [“Salt”](https://www.researchgate.net/publication/1234_Salt), *Journal of Tides* 3, no. 2 (2019): 12, doi:10.5555/jot.2019.12.",
		"Link the DOI.",
		"if another link of the citation leads to the DOI or to any other place."),
	Check: eachCitation(decideDOINotLinked),
}

func decideDOINotLinked(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if c.DOI == "" || !isStated(c) || !validDOI.MatchString(c.DOI) {
		return checker.Finding{}, false
	}
	var elsewhere *checker.Link
	for _, l := range c.AllLinks() {
		switch {
		case l.Form == checker.LinkBare && strings.HasPrefix(strings.ToLower(l.Raw), "doi:"): // printed, and no link
		case l.URL == "" || elsewhere != nil || !isSearchPage(p, l.URL) && !isAggregator(p, l.URL):
			return checker.Finding{}, false
		default:
			elsewhere = l
		}
	}
	if elsewhere == nil {
		return checker.Finding{}, false
	}
	s.Link = elsewhere
	return checker.Finding{
		Message: fmt.Sprintf("the DOI %s is printed, and the link leads to %s", quoted(c.DOI), match.Host(elsewhere.URL)),
		Span:    elsewhere.Span, URL: elsewhere.URL,
		Fix: retarget(s, "https://doi.org/"+c.DOI, "link the DOI", false),
	}, true
}

package rule

import (
	"github.com/citelint/citelint/checker"
)

var matchUnregistered = &checker.Rule{
	ID:       "match/unregistered",
	Severity: checker.Warning,
	Online:   true,
	Records:  true,
	Doc: doc("Who issues the identifier says that it has none such",
		"An identifier that is not registered leads nowhere. It may be mistyped, or so new that its registration is under way.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Salt and the Sea Wall”, *Journal of Tides* 3, no. 2 (2019): 12, DOI 10.5555/jot.2019.21.`,
		"Copy the identifier from the source's own page.",
		"unless records are asked for (--registries identifiers), if the registry said so only once, for works of the last 60 days, if the identifier without a mark at its end is registered, and if the link to it is known to be dead (health/dead says it)."),
	Check: eachRecord(func(p *checker.Pass, s checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
		if r.State != checker.RecordNone || isNew(p, s.Citation) || isMended(p, r) {
			return checker.Finding{}, false
		}
		message := r.Registry + " answered twice"
		if !r.Asked.IsZero() {
			message += " on " + day(r.Asked)
		}
		return checker.Finding{Message: "for " + identifierWords(r.Identifier) + ", " + message + " that it is not registered; new ones can take days"}, true
	}),
}

// isMended reports whether another reading of an identifier is the one that is registered: what is
// wrong is a mark that does not belong to it.
func isMended(p *checker.Pass, r checker.RecordAt) bool {
	res := p.Result(&checker.Link{URL: r.URL})
	return res != nil && res.Instead != ""
}

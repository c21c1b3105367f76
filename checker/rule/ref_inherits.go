package rule

import (
	"fmt"
	"slices"

	"github.com/citelint/citelint/checker"
)

var refInheritsFault = &checker.Rule{
	ID:       "ref/inherits-fault",
	Severity: checker.Info,
	Doc: doc("Short references to a source whose link leads nowhere",
		"The link stands in one note, and more notes rest on it than that one. Mending it mends them all.",
		"A.[^1] B.[^2]\n\n[^1]: Joan Prior, “[Who Owns the Quay?](#)”, Port News, 3 May 2024.\n\n[^2]: Ibid.",
		"Mend the link in the note that cites the source in full.",
		"if another link of that citation works. One finding a source."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkInherited(p, d)
		}
	},
}

func checkInherited(p *checker.Pass, d *checker.Document) {
	holder := map[*checker.Citation]*checker.Note{}
	resting := map[*checker.Citation][]checker.Subject{}
	var order []*checker.Citation
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			holder[c] = n
			to := c.RefersTo
			if !c.Kind.IsBackReference() || to == nil {
				continue
			}
			if resting[to] == nil {
				order = append(order, to)
			}
			resting[to] = append(resting[to], checker.Subject{Document: d, Note: n, Citation: c})
		}
	}
	for _, source := range order {
		fault := linkFault(p, d, holder[source], source)
		if fault == "" {
			continue
		}
		var labels []string
		for _, s := range resting[source] {
			if label := s.Note.Label; label != "" && !slices.Contains(labels, label) && len(labels) < maxLabels {
				labels = append(labels, label)
			}
		}
		first := resting[source][0]
		where := "this reference rests"
		switch {
		case len(labels) > 1:
			where = "notes " + list(labels) + " rest"
		case len(resting[source]) > 1:
			where = count(len(resting[source]), "reference") + " rest"
		}
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%s on %s, whose link %s", where, quoted(nameOf(source)), fault),
			Span:    first.Citation.Span, Subject: first,
		})
	}
}

// maxLabels is how many notes a message names.
const maxLabels = 20

// linkFault says what all links of a citation suffer from; empty if one of them may be good.
func linkFault(p *checker.Pass, d *checker.Document, n *checker.Note, c *checker.Citation) string {
	fault := ""
	for _, l := range c.AllLinks() {
		s := checker.Subject{Document: d, Note: n, Citation: c, Link: l}
		_, isPlaceholder := decidePlaceholder(p, s)
		_, isEmpty := decideEmpty(p, s)
		r := p.Result(l)
		switch {
		case isPlaceholder:
			fault = "is a placeholder"
		case isEmpty:
			fault = "has no target"
		case r == nil:
			return ""
		case r.Verdict == checker.Dead || r.Verdict == checker.SoftDead:
			fault = "is dead"
		case r.Verdict == checker.Parked:
			fault = "leads to a parked domain"
		default:
			return ""
		}
	}
	return fault
}

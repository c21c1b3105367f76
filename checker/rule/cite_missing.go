package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var citeNoPublisher = &checker.Rule{
	ID:       "cite/no-publisher",
	Severity: checker.Warning,
	Doc: doc("The citation does not say who published the source",
		"A title and a date are shared by many texts. A reader needs the periodical, the institute or the press to find the right one.",
		`Dues rose again.[^1]

[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, 3 May 2024.`,
		"Name the periodical, the site, the institute or the press.",
		"with a DOI, an ISBN, an arXiv or report number, a place or an edition, with a title alone or only author, title and page, as short forms have, if the source is quoted second hand, forthcoming or a part of the same work, if an author is an organisation, and for laws, treaties and joint statements, standards, patents, posts, interviews and manuscripts."),
	Check: eachCitation(decideNoPublisher),
}

// unpublished are types of sources that nobody publishes, or that are found without.
var unpublished = words(`standard patent post interview manuscript personal_communication personal-communication`)

func decideNoPublisher(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if c.Title == "" || c.Container != "" || c.Publisher != "" || identified(c) || c.Number != "" || c.Place != "" || c.Edition != "" || !mayLack(p, s) {
		return checker.Finding{}, false
	}
	if c.Date.IsZero() && (len(c.Authors) == 0 || len(c.AllLinks()) == 0) {
		return checker.Finding{}, false // a linked title alone, or a short form: author, title and page
	}
	if isLaw(c) || isPublicAct(c.Title) || in(forthcomingWords, match.Fold(c.Date.Text)) || in(unpublished, strings.ReplaceAll(c.Type, "_", " ")) || startsPrivate(p, c.Text) ||
		slices.ContainsFunc(c.Authors, isOrganisation) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the citation names neither a container nor a publisher"}, true
}

// isPublicAct reports whether a title is that of a law, a treaty or a joint statement, whose issuers it
// names itself.
func isPublicAct(title string) bool {
	title = match.Fold(title)
	for _, word := range publicActs {
		if match.Has(title, word) || match.IsCJK([]rune(word)[0]) && strings.HasSuffix(title, word) {
			return true
		}
	}
	return false
}

// isOrganisation reports whether a name may be an organisation's: it is undivided, has no given name,
// has a word that many organisations have in theirs, or is of Han letters and ends as offices and
// houses do.
func isOrganisation(n checker.Name) bool {
	if n.Literal != "" || n.Given == "" {
		return true
	}
	for _, w := range match.Tokens(n.Given + " " + n.Family) {
		if in(organisationWords, w) || in(shortOrganisations, w) {
			return true
		}
	}
	return slices.ContainsFunc(hanOffices, func(end string) bool { return strings.HasSuffix(n.Given, end) })
}

// shortOrganisations are how law reviews shorten words of organisations' names.
var shortOrganisations = words(`ass'n assn ass comm'n commn comm dep't dept inst inst'l nat'l natl int'l intl gov't govt univ bd found soc'y auth admin cong coun corp co inc ltd llc`)

// startsPrivate reports whether a text begins with a source that nobody else can look up.
func startsPrivate(p *checker.Pass, text string) bool {
	text = strings.TrimLeft(match.Fold(text), "\"'([ ")
	for _, phrase := range slices.Concat(privateSources, p.Lists["private-sources"]) {
		phrase = match.Fold(phrase)
		if strings.HasPrefix(text, phrase) && match.Has(text, phrase) {
			return true
		}
	}
	return false
}

var citeNoDate = &checker.Rule{
	ID:       "cite/no-date",
	Severity: checker.Warning,
	Doc: doc("The citation states no date",
		"Pages change and reports have editions. Without a date a reader cannot tell which state of the source was meant.",
		`Dues rose again.[^1]

[^1]: “[Ferries and Ports](https://sund.example/ferries)”, Ministry of Transport.`,
		"Write the date of the source; if it has none, say so (n.d.) or write when you looked.",
		"if a year or an edition stands in the citation, if it has a title alone or only author, title and page, as short forms do, if the source is quoted second hand or a part of the same work, for law and standards, and for a link to a whole site."),
	Check: eachCitation(decideNoDate),
}

var addressWord = match.NewPattern(`(?i)(?:https?://|www\.|doi:)\S+`)

func decideNoDate(p *checker.Pass, s checker.Subject) (checker.Finding, bool) {
	c := s.Citation
	if !c.Date.IsZero() || !c.Accessed.IsZero() || !c.OriginalDate.IsZero() || isLaw(c) || c.Type == "standard" || c.Type == "personal_communication" || !mayLack(p, s) {
		return checker.Finding{}, false
	}
	if c.Title == "" || c.Edition != "" || c.Container == "" && isPublicAct(c.Title) || c.Container == "" && c.Publisher == "" && (len(c.Authors) == 0 || len(c.Links) == 0) {
		return checker.Finding{}, false
	}
	if len(c.Links) > 0 && !slices.ContainsFunc(c.Links, func(l *checker.Link) bool { return !isFrontPage(l) }) || hasYear(c.Text) {
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the citation states no date"}, true
}

// hasYear reports whether a year stands in a text, outside of addresses, or words that say that
// there is none.
func hasYear(text string) bool {
	return len(match.Dates(addressWord.ReplaceAllString(text, " "))) > 0
}

var citeNoLink = &checker.Rule{
	ID:       "cite/no-link",
	Severity: checker.Warning,
	Doc: doc("A source on the web is cited without its address",
		"The citation says that somebody looked at it on the web, and not where. A reader has to search.",
		`Dues rose again.[^1]

[^1]: “Who Owns the Quay?”, Dredge Blog, 3 May 2024, accessed 5 May 2024.`,
		"Link the title to the source.",
		"with a DOI or another identifier, and, without an access date, where links are not the document's habit."),
	Check: checkNoLink,
}

var hostName = match.NewPattern(`^(?i:[a-z0-9-]+\.)+([a-zA-Z]{2,})$`)

func checkNoLink(p *checker.Pass) {
	for _, d := range p.Documents {
		notes, entries := linkHabit{}, linkHabit{}
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				if isComplete(c) && isOnline(c) {
					habitOf(n, &notes, &entries).add(c)
				}
			}
		}
		for _, n := range d.Notes {
			for _, c := range n.Citations {
				s := checker.Subject{Document: d, Note: n, Citation: c}
				f, ok := decideNoLink(p, s, habitOf(n, &notes, &entries))
				if !ok || c.Span.IsZero() {
					continue
				}
				f.Span, f.Subject = c.Span, s
				p.Report(f)
			}
		}
	}
}

// A linkHabit counts how many citations of sources on the web have a link.
type linkHabit struct{ all, linked int }

func (h *linkHabit) add(c *checker.Citation) {
	h.all++
	if len(c.AllLinks()) > 0 || identified(c) {
		h.linked++
	}
}

// leastSamples and habitShare say from when on a form is a habit.
const (
	leastSamples = 5
	habitShare   = 80 // per cent
)

func (h *linkHabit) holds() bool { return h.all >= leastSamples && 100*h.linked >= habitShare*h.all }

func habitOf(n *checker.Note, notes, entries *linkHabit) *linkHabit {
	if n.Kind == checker.Bibliography {
		return entries
	}
	return notes
}

// isOnline reports whether the source is of a type that is on the web, and no page is cited.
func isOnline(c *checker.Citation) bool {
	switch c.Type {
	case "webpage", "post", "post-weblog", "article-newspaper", "article-magazine":
		return c.Locator == "" && c.Pages == ""
	}
	return false
}

func decideNoLink(p *checker.Pass, s checker.Subject, habit *linkHabit) (checker.Finding, bool) {
	c := s.Citation
	if len(c.Links) > 0 || c.Archived != nil || identified(c) || c.Title == "" && c.Container == "" || !mayLack(p, s) {
		return checker.Finding{}, false
	}
	why := ""
	switch {
	case !c.Accessed.IsZero():
		why = "says when it was looked at"
	case has(p, "web-words", webWords, match.Fold(c.Container)):
		why = "names " + quoted(c.Container)
	case isHostName(c.Container):
		why = "names the host " + quoted(c.Container)
	case isOnline(c) && habit.holds():
		return checker.Finding{Message: fmt.Sprintf("the citation has no link; %d of %d such sources in this document have one", habit.linked, habit.all)}, true
	default:
		return checker.Finding{}, false
	}
	return checker.Finding{Message: "the citation " + why + ", and has no link"}, true
}

func isHostName(s string) bool {
	m := hostName.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return false
	}
	return isKnownTLD(match.Fold(m[1])) && !isInitials(s)
}

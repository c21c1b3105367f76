package checker

import (
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker/match"
)

// A Record is what a registry of identifiers says of one work. It may be the registry's fault if a
// citation does not agree with it.
type Record struct {
	Identifier string // as match.Identifier writes it: "doi:10.5555/x", "arxiv:2401.01234v2", "pmid:1234"
	Registry   string // who said it: "Crossref", "DataCite", "arXiv", "PubMed", else the host that answered
	State      RecordState
	Why        string    // why it is unknown, in words; empty otherwise
	ByTitle    string    // the cited title that it was found by; empty if its identifier was asked for
	Asked      time.Time // when the registry answered, in this run or an earlier one

	Titles     []string // the title, with its subtitle, the original title, …: no two equal
	Containers []string // periodical, book or series, also in short
	Publisher  string
	Authors    []Name // the first of them; nobody needs hundreds
	Editors    []Name
	Online     Date
	Print      Date
	Issued     Date   // whichever is first, or the only one that is known
	Type       string // as the registry calls it: "journal-article", "Dataset"
	Language   string // BCP 47
	Notices    []Notice
	Version    int    // of arXiv: the one that the record tells of
	Latest     int    // of arXiv: the last there is; 0 if versions are not counted
	Later      string // the identifier of what has superseded it; empty if nothing has
}

// A RecordState says what came of asking a registry.
type RecordState string

// The states of records.
const (
	RecordFound   RecordState = "found"
	RecordNone    RecordState = "none"    // who issues the identifier answered twice that it has none such
	RecordUnknown RecordState = "unknown" // nobody gave a clear answer: nothing can be said
)

// A Notice is what was later published about a work.
type Notice struct {
	Kind NoticeKind
	Date Date   // zero if it is not known
	DOI  string // of the notice, as an identifier; empty if it is not known
	By   string // who says so, if it is not the publisher: "retraction-watch"
}

// A NoticeKind says what a Notice does to its work.
type NoticeKind string

// The kinds of notices.
const (
	NoticeRetraction NoticeKind = "retraction"
	NoticeWithdrawal NoticeKind = "withdrawal"
	NoticeCorrection NoticeKind = "correction"
	NoticeConcern    NoticeKind = "expression-of-concern"
)

// Years returns the years that a record states, without repeats.
func (r *Record) Years() []int {
	var years []int
	for _, d := range []Date{r.Issued, r.Online, r.Print} {
		if y := d.Year(); y != 0 && !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	return years
}

// Identifiers returns the identifiers by which a citation's source can be looked up, those that its
// links name first, without repeats.
func (c *Citation) Identifiers() []string {
	var ids []string
	for _, l := range c.Links {
		if id, ok := match.Identifier(l.URL); ok {
			addString(&ids, id)
		}
	}
	if id, ok := match.DOI(c.DOI); ok {
		addString(&ids, id)
	}
	if id, ok := match.ArXiv(c.ArXiv); ok && !slices.ContainsFunc(ids, func(other string) bool { return strings.HasPrefix(other, id+"v") }) {
		addString(&ids, id)
	}
	return ids
}

// Unlinked returns the addresses of the identifiers that a citation prints and none of its links
// names.
func (c *Citation) Unlinked() []string {
	if c.DOI == "" && c.ArXiv == "" {
		return nil
	}
	var linked, addresses []string
	for _, l := range c.Links {
		if id, ok := match.Identifier(l.URL); ok {
			linked = append(linked, id)
		}
	}
	for _, id := range c.Identifiers() {
		if !slices.Contains(linked, id) {
			addresses = append(addresses, match.IdentifierAddress(id))
		}
	}
	return addresses
}

// A Work is what one citation says of a source that it gives no identifier for.
type Work struct {
	Title  string
	Author string // the family name of the first author; empty if none is printed
	Year   int    // 0 if none is printed
}

// registered are the types of CSL whose works have records in registries.
var registered = []string{"article", "article-journal", "book", "chapter", "dataset", "entry-encyclopedia", "paper-conference", "report", "thesis"}

// work returns what a registry can be asked for by title; ok is false if that is too little to know
// the work by, or if it is of a type that registries do not hold.
func (c *Citation) work() (w Work, ok bool) {
	if !c.Kind.IsFull() || c.Confidence < .8 || match.Words(c.Title) < 3 || !slices.Contains(registered, c.Type) || len(c.Identifiers()) > 0 {
		return Work{}, false
	}
	w = Work{Title: c.Title, Year: c.Date.Year()}
	if len(c.Authors) > 0 {
		w.Author = c.Authors[0].Family
		if w.Author == "" {
			w.Author = c.Authors[0].Literal
		}
	}
	return w, w.Author != "" || w.Year != 0
}

// A RecordAt is a record, and the URL of the Result that carries it.
type RecordAt struct {
	*Record
	URL string
}

// Records returns what registries said of the identifiers that a citation gives, in their order.
func (p *Pass) Records(c *Citation) []RecordAt {
	if len(p.records) == 0 {
		return nil
	}
	var found []RecordAt
	for _, id := range c.Identifiers() {
		if r, ok := p.records[id]; ok {
			found = append(found, r)
		}
	}
	return found
}

// RecordByTitle returns the record that was found for a citation by its title; ok is false if there
// is none.
func (p *Pass) RecordByTitle(c *Citation) (r RecordAt, ok bool) {
	for _, l := range c.Links {
		if res := p.Result(l); res != nil && res.Page.Record != nil && res.Page.Record.ByTitle == c.Title && c.Title != "" {
			return RecordAt{res.Page.Record, res.URL}, true
		}
	}
	return RecordAt{}, false
}

// records returns the records of Results by their identifiers.
func records(results []*Result) map[string]RecordAt {
	all := map[string]RecordAt{}
	for _, r := range results {
		record := r.Page.Record
		if record == nil || record.ByTitle != "" {
			continue
		}
		if _, seen := all[record.Identifier]; !seen {
			all[record.Identifier] = RecordAt{record, r.URL}
		}
	}
	return all
}

// Queries returns what Check asks: the queries of the documents, as the function of that name makes
// them, and with Identifiers those of identifiers that a citation prints and no link names; with
// Changed only those of what was changed.
func (c *Checker) Queries(docs []*Document) []Query { return c.asked(Queries(docs), docs) }

// Sources returns how many queries Queries returns, sooner.
func (c *Checker) Sources(docs []*Document) int { return len(c.asked(cited(docs).sorted(), docs)) }

// asked leaves out the queries of what was not changed, and adds those of identifiers.
func (c *Checker) asked(queries []Query, docs []*Document) []Query {
	queries = c.onlyChanged(queries, docs)
	if !c.Identifiers {
		return queries
	}
	asked := map[string]bool{}
	for _, q := range queries {
		if id, ok := match.Identifier(q.URL); ok {
			asked[match.IdentifierAddress(id)] = true
		}
	}
	for _, d := range docs {
		for _, n := range d.Notes {
			if c.Changed != nil && !c.Changed(d, n.places()...) {
				continue
			}
			for _, ci := range n.Citations {
				if !ci.Kind.IsFull() || ci.Confidence < .5 {
					continue
				}
				for _, addr := range ci.Unlinked() {
					if !asked[addr] {
						asked[addr] = true
						queries = append(queries, Query{URL: addr})
					}
				}
			}
		}
	}
	slices.SortFunc(queries, func(a, b Query) int { return strings.Compare(a.URL, b.URL) })
	return queries
}

package archive

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// arXiv asks arXiv for the record of a work, whichever version is cited: the answer tells of the
// latest. That there is none it has to say twice, since it says so now and then of what it has.
func (r *Registries) arXiv(ctx context.Context, query, id string) *checker.Record {
	name := versioned.ReplaceAllString(strings.TrimPrefix(id, "arxiv:"), "")
	q := question{query: query, url: "https://export.arxiv.org/api/query?id_list=" + name + "&max_results=1", accept: "application/atom+xml"}
	for range 2 {
		a, err := r.ask(ctx, q)
		if err != nil || a.status != http.StatusOK {
			return unknown(id, "arXiv", answered(a, err))
		}
		record, err := parseAtom(a.body, name)
		switch {
		case err == nil:
			record.Identifier, record.Registry, record.State = id, "arXiv", checker.RecordFound
			return record
		case !errors.Is(err, errNoEntry):
			return unknown(id, "arXiv", answered(a, err))
		}
	}
	return none(id, "arXiv")
}

var (
	versioned = match.NewPattern(`v[1-9]\d*$`)
	withdrawn = match.NewPattern(`(?i)^\W*(?:withdrawn|(?:this|the) (?:paper|article|submission|manuscript|preprint|work)\b.{0,30}\bwithdrawn)\b`)

	errNoEntry = errors.New("it has no such work")
)

// A feed is arXiv's answer (info.arxiv.org/help/api/user-manual.html, section 3.3).
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Summary   string `xml:"summary"`
		Published string `xml:"published"`
		Authors   []struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Comment string `xml:"comment"`
		Journal string `xml:"journal_ref"`
	} `xml:"entry"`
}

// parseAtom reads arXiv's answer for one work. A fault of the question comes as an entry, too, with
// an id that is none of a work.
func parseAtom(body []byte, name string) (*checker.Record, error) {
	var f feed
	d := xml.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("it is no feed")
	}
	if _, err := d.Token(); err != io.EOF && err != nil {
		return nil, fmt.Errorf("it is no feed")
	}
	if len(f.Entries) == 0 {
		return nil, errNoEntry
	}
	e := f.Entries[0]
	_, found, ok := strings.Cut(e.ID, "/abs/")
	if !ok || !strings.EqualFold(versioned.ReplaceAllString(found, ""), name) {
		return nil, errNoRecord
	}
	r := &checker.Record{Type: "preprint", Issued: date(e.Published)}
	addText(&r.Titles, cleanText(e.Title))
	if len(r.Titles) == 0 {
		return nil, errNoRecord
	}
	for _, a := range e.Authors[:min(len(e.Authors), maxList)] {
		if n := splitName(cleanText(a.Name)); n != (checker.Name{}) {
			r.Authors = append(r.Authors, n)
		}
	}
	addText(&r.Containers, cleanText(e.Journal))
	if n, err := strconv.Atoi(strings.TrimPrefix(versioned.FindString(found), "v")); err == nil {
		r.Version, r.Latest = n, n
	}
	if withdrawn.MatchString(cleanText(e.Comment)) || withdrawn.MatchString(cleanText(e.Summary)) {
		r.Notices = append(r.Notices, checker.Notice{Kind: checker.NoticeWithdrawal})
	}
	return r, nil
}

// splitName parts a name that is written as it is spoken: the last word is the family, with the
// particles in lower case before it. That of a collaboration is one.
func splitName(s string) checker.Name {
	words := strings.Fields(s)
	last := len(words) - 1
	if last < 1 || strings.Contains(strings.ToLower(s), "collaboration") {
		return checker.Name{Literal: s}
	}
	n := checker.Name{}
	if w := strings.TrimSuffix(strings.ToLower(words[last]), "."); last > 1 && (w == "jr" || w == "sr" || w == "ii" || w == "iii") {
		n.Suffix = words[last]
		last--
	}
	first := last
	for first > 1 && words[first-1] == strings.ToLower(words[first-1]) {
		first--
	}
	n.Given, n.Family = strings.Join(words[:first], " "), strings.Join(words[first:last+1], " ")
	return n
}

package archive

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/citelint/citelint/checker"
)

// pubMed asks NCBI for the summary of a work. That there is none it has to say twice.
func (r *Registries) pubMed(ctx context.Context, query, id string) *checker.Record {
	name := strings.TrimPrefix(id, "pmid:")
	addr := "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&tool=citelint&id=" + name
	if r.Contact != "" {
		addr += "&email=" + url.QueryEscape(r.Contact)
	}
	for range 2 {
		a, err := r.ask(ctx, question{query: query, url: addr, accept: "application/json"})
		if err != nil || a.status != http.StatusOK {
			return unknown(id, "PubMed", answered(a, err))
		}
		record, err := parseSummary(a.body, name)
		switch {
		case err == nil:
			record.Identifier, record.Registry, record.State = id, "PubMed", checker.RecordFound
			return record
		case !errors.Is(err, errNoEntry):
			return unknown(id, "PubMed", answered(a, err))
		}
	}
	return none(id, "PubMed")
}

// parseSummary reads the answer of ESummary for one work in JSON, version 2.0
// (www.ncbi.nlm.nih.gov/books/NBK25499). A number that is not in use has an error in place of a
// summary.
func parseSummary(body []byte, name string) (*checker.Record, error) {
	m, err := readObject(body)
	if err != nil {
		return nil, err
	}
	result, _ := m["result"].(object)
	s, ok := result[name].(object)
	if !ok {
		return nil, errNoRecord
	}
	if strings.Contains(strings.ToLower(text(s["error"])), "cannot get document summary") {
		return nil, errNoEntry
	}
	r := &checker.Record{Type: "journal-article", Print: pubMedDate(text(s["pubdate"])), Online: pubMedDate(text(s["epubdate"]))}
	addTitle(r, strings.Trim(strings.TrimSuffix(text(s["title"]), "."), "[]"))
	if len(r.Titles) == 0 {
		return nil, errNoRecord
	}
	addTitle(r, strings.TrimSuffix(text(s["vernaculartitle"]), "."))
	addText(&r.Containers, text(s["fulljournalname"]))
	addText(&r.Containers, text(s["source"]))
	for _, a := range objects(s["authors"]) {
		name := text(a["name"])
		if at := strings.LastIndexByte(name, ' '); at > 0 && text(a["authtype"]) != "CollectiveName" {
			r.Authors = append(r.Authors, checker.Name{Family: name[:at], Given: name[at+1:]})
		} else if name != "" {
			r.Authors = append(r.Authors, checker.Name{Literal: name})
		}
	}
	for _, kind := range texts(s["pubtype"]) {
		if strings.EqualFold(kind, "Retracted Publication") {
			r.Notices = append(r.Notices, checker.Notice{Kind: checker.NoticeRetraction})
		}
	}
	settleNotices(r, false)
	return r, nil
}

// pubMedDate is the year of a date of PubMed: "2019 Apr 3", "2019 Spring", "1998 Dec-1999 Jan".
func pubMedDate(s string) checker.Date {
	year, _, _ := strings.Cut(s, " ")
	return dateOf(year)
}

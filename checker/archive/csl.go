package archive

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// parseCSL reads a record in CSL-JSON (citeproc-js, csl-data.json). That of Crossref is Crossref's own
// record with texts in place of lists of one text.
func parseCSL(body []byte) (*checker.Record, error) {
	m, err := readObject(body)
	if err != nil {
		return nil, err
	}
	return work(m)
}

// parseCrossref reads an answer of Crossref's REST API for one work (api.crossref.org).
func parseCrossref(body []byte) (*checker.Record, error) {
	m, err := readObject(body)
	if err != nil {
		return nil, err
	}
	message, ok := m["message"].(object)
	if !ok {
		return nil, errNoRecord
	}
	return work(message)
}

// parseSearch reads an answer of Crossref's to a search: records with their identifiers.
func parseSearch(body []byte) ([]*checker.Record, error) {
	m, err := readObject(body)
	if err != nil {
		return nil, err
	}
	message, ok := m["message"].(object)
	if !ok || message["items"] == nil {
		return nil, errNoRecord
	}
	var records []*checker.Record
	for _, item := range objects(message["items"]) {
		record, err := work(item)
		if err != nil {
			continue
		}
		if id, ok := match.DOI(text(item["DOI"])); ok {
			record.Identifier = id
			records = append(records, record)
		}
	}
	return records, nil
}

// work reads a record of CSL or of Crossref. What has neither title nor author nor container is none.
func work(m object) (*checker.Record, error) {
	r := &checker.Record{
		Registry: text(m["source"]), Type: text(m["type"]), Publisher: text(m["publisher"]), Language: language(text(m["language"])),
		Authors: names(m["author"]), Editors: names(m["editor"]),
		Online: date(m["published-online"]), Print: date(m["published-print"]), Issued: date(m["issued"]),
	}
	if r.Issued.IsZero() {
		r.Issued = date(m["published"])
	}
	subtitles := texts(m["subtitle"])
	for i, t := range texts(m["title"]) {
		addTitle(r, t)
		if i == 0 && len(subtitles) > 0 {
			addTitle(r, strings.TrimRight(t, " :")+": "+subtitles[0])
		}
	}
	for _, key := range []string{"original-title", "subtitle", "short-title", "title-short"} {
		for _, t := range texts(m[key]) {
			addTitle(r, t)
		}
	}
	for _, key := range []string{"container-title", "short-container-title", "container-title-short", "collection-title"} {
		for _, t := range texts(m[key]) {
			addText(&r.Containers, t)
		}
	}
	for _, e := range objects(m["event"]) {
		addText(&r.Containers, text(e["name"]))
	}
	if len(r.Titles)+len(r.Authors)+len(r.Containers) == 0 {
		return nil, errNoRecord
	}
	own, _ := match.DOI(text(m["DOI"]))
	addUpdates(r, m, own)
	addRelations(r, m["relation"])
	settleNotices(r, isNotice(m, own))
	return r, nil
}

// addTitle adds a title. One that begins with the word that it was retracted is a title without that
// word, too.
func addTitle(r *checker.Record, t string) {
	addText(&r.Titles, t)
	if kind, rest := retractedTitle(t); kind != "" {
		addText(&r.Titles, rest)
		r.Notices = append(r.Notices, checker.Notice{Kind: kind})
	}
}

// names reads names of CSL and Crossref. A particle belongs to the family.
func names(v any) []checker.Name {
	var out []checker.Name
	for _, m := range objects(v) {
		n := checker.Name{Family: text(m["family"]), Given: text(m["given"]), Suffix: text(m["suffix"])}
		for _, key := range []string{"non-dropping-particle", "dropping-particle"} {
			if p := text(m[key]); p != "" && n.Family != "" {
				n.Family = p + " " + n.Family
			}
		}
		if n.Family == "" {
			n = checker.Name{Literal: text(m["literal"])}
			if n.Literal == "" {
				n.Literal = text(m["name"])
			}
			if given := text(m["given"]); n.Literal == "" && given != "" {
				n.Literal = given
			}
		}
		if n != (checker.Name{}) {
			out = append(out, n)
		}
	}
	return out
}

// language returns a language if it can be a tag of BCP 47.
func language(s string) string {
	if len(s) < 2 || len(s) > 35 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return ""
	}
	return s
}

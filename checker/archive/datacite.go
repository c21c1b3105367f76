package archive

import (
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// parseDataCite reads an answer of DataCite's REST API for one DOI (support.datacite.org/docs/api), of
// the metadata schema 4.
func parseDataCite(body []byte) (*checker.Record, error) {
	m, err := readObject(body)
	if err != nil {
		return nil, err
	}
	data, _ := m["data"].(object)
	a, ok := data["attributes"].(object)
	if !ok {
		return nil, errNoRecord
	}
	r := &checker.Record{Publisher: publisher(a["publisher"]), Language: language(text(a["language"])), Authors: creators(a["creators"])}
	addDataCiteTitles(r, objects(a["titles"]))
	for _, c := range objects(a["container"]) {
		addText(&r.Containers, text(c["title"]))
	}
	for _, c := range objects(a["contributors"]) {
		if text(c["contributorType"]) == "Editor" {
			r.Editors = append(r.Editors, creators(c)...)
		}
	}
	for _, t := range objects(a["types"]) {
		r.Type = text(t["resourceTypeGeneral"])
	}
	addDataCiteDates(r, a)
	for _, rel := range objects(a["relatedIdentifiers"]) {
		addRelated(r, rel)
	}
	if len(r.Titles)+len(r.Authors) == 0 {
		return nil, errNoRecord
	}
	settleNotices(r, false)
	return r, nil
}

// addDataCiteTitles adds titles; those without a type come first.
func addDataCiteTitles(r *checker.Record, titles []object) {
	for _, typed := range []bool{false, true} {
		for _, t := range titles {
			kind, words := text(t["titleType"]), text(t["title"])
			if words == "" || (kind != "") != typed {
				continue
			}
			if strings.EqualFold(kind, "subtitle") && len(r.Titles) > 0 {
				addTitle(r, r.Titles[0]+": "+words)
			}
			addTitle(r, words)
		}
	}
}

// addDataCiteDates adds the dates of publication: the year, and those that are called so.
func addDataCiteDates(r *checker.Record, a object) {
	r.Issued = date(a["publicationYear"])
	if y, ok := number(a["publicationYear"]); ok {
		r.Issued = dateOf(float64(y))
	}
	for _, d := range objects(a["dates"]) {
		when := date(d["date"])
		switch text(d["dateType"]) {
		case "Issued":
			if !when.IsZero() {
				r.Issued = when
			}
		case "Available":
			r.Online = when
		}
	}
}

// addRelated adds what has superseded the work.
func addRelated(r *checker.Record, rel object) {
	id, ok := match.DOI(text(rel["relatedIdentifier"]))
	switch text(rel["relationType"]) {
	case "IsObsoletedBy", "IsPreviousVersionOf":
		if ok && r.Later == "" {
			r.Later = id
		}
	}
}

// publisher is a name, or in newer answers an object with a name.
func publisher(v any) string {
	if m, ok := v.(object); ok {
		return text(m["name"])
	}
	return text(v)
}

// creators reads names of DataCite: "Family, Given", perhaps in parts.
func creators(v any) []checker.Name {
	var out []checker.Name
	for _, m := range objects(v) {
		n := checker.Name{Family: text(m["familyName"]), Given: text(m["givenName"])}
		whole := text(m["name"])
		family, given, parted := strings.Cut(whole, ", ")
		switch {
		case n.Family != "":
		case parted && !strings.EqualFold(text(m["nameType"]), "Organizational"):
			n.Family, n.Given = family, given
		default:
			n = checker.Name{Literal: whole}
		}
		if n != (checker.Name{}) {
			out = append(out, n)
		}
	}
	return out
}

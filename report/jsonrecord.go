package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

type jsonRecord struct {
	Identifier string       `json:"identifier"`
	Registry   string       `json:"registry,omitempty"`
	State      string       `json:"state"`
	Why        string       `json:"why,omitempty"`
	ByTitle    string       `json:"byTitle,omitempty"`
	Asked      string       `json:"asked,omitempty"`
	Titles     []string     `json:"titles,omitempty"`
	Containers []string     `json:"containers,omitempty"`
	Publisher  string       `json:"publisher,omitempty"`
	Authors    []jsonName   `json:"authors,omitempty"`
	Editors    []jsonName   `json:"editors,omitempty"`
	Online     *jsonDate    `json:"online,omitempty"`
	Print      *jsonDate    `json:"print,omitempty"`
	Issued     *jsonDate    `json:"issued,omitempty"`
	Type       string       `json:"type,omitempty"`
	Language   string       `json:"language,omitempty"`
	Notices    []jsonNotice `json:"notices,omitempty"`
	Version    int          `json:"version,omitempty"`
	Latest     int          `json:"latest,omitempty"`
	Later      string       `json:"later,omitempty"`
}

type jsonNotice struct {
	Kind string    `json:"kind"`
	Date *jsonDate `json:"date,omitempty"`
	DOI  string    `json:"doi,omitempty"`
	By   string    `json:"by,omitempty"`
}

func newRecord(r *checker.Record) *jsonRecord {
	if r == nil {
		return nil
	}
	j := &jsonRecord{
		Identifier: redact(r.Identifier), Registry: redact(r.Registry), State: string(r.State), Why: plain(r.Why), ByTitle: redact(r.ByTitle),
		Asked: timestamp(r.Asked), Titles: redacted(r.Titles), Containers: redacted(r.Containers), Publisher: redact(r.Publisher),
		Authors: newNames(r.Authors), Editors: newNames(r.Editors),
		Online: newDate(r.Online), Print: newDate(r.Print), Issued: newDate(r.Issued),
		Type: redact(r.Type), Language: redact(r.Language), Version: r.Version, Latest: r.Latest, Later: redact(r.Later),
	}
	for _, n := range r.Notices {
		j.Notices = append(j.Notices, jsonNotice{string(n.Kind), newDate(n.Date), redact(strings.TrimPrefix(n.DOI, "doi:")), redact(n.By)})
	}
	return j
}

// record says what a registry says of the work.
func (p *lookPrinter) record(r *checker.Record) {
	if r == nil {
		return
	}
	who := r.Registry
	if who == "" {
		who = "the registry"
	}
	p.heading("What " + plainText(who) + " says of it")
	p.row("identifier", r.Identifier)
	switch r.State {
	case checker.RecordNone:
		p.row("record", "none: not registered, as it answered twice")
	case checker.RecordUnknown:
		p.row("record", "not known: "+r.Why)
	}
	if r.ByTitle != "" {
		p.row("found by", "“"+r.ByTitle+"”")
	}
	for i, t := range r.Titles {
		p.row(choose(i+1, "titles", ""), "“"+t+"”")
	}
	p.row("in", strings.Join(r.Containers, "; "))
	p.row("publisher", r.Publisher)
	p.row("authors", nameList(r.Authors))
	p.row("editors", nameList(r.Editors))
	p.row("issued", written(r.Issued))
	p.row("online", written(r.Online))
	p.row("print", written(r.Print))
	p.row("type", r.Type)
	if r.Latest > 0 {
		p.row("version", fmt.Sprintf("%d of %d", r.Version, r.Latest))
	}
	p.row("superseded", r.Later)
	for i, n := range r.Notices {
		words := []string{string(n.Kind), written(n.Date), strings.TrimPrefix(n.DOI, "doi:"), n.By}
		p.row(choose(i+1, "notices", ""), strings.Join(strings.Fields(strings.Join(words, " ")), " "))
	}
	if !r.Asked.IsZero() {
		p.row("asked", r.Asked.UTC().Format(time.DateOnly))
	}
}

func nameList(names []checker.Name) string {
	var words []string
	for _, n := range names {
		words = append(words, n.String())
	}
	return strings.Join(words, "; ")
}

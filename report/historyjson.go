package report

import (
	_ "embed"
	"io"
	"time"
)

// HistorySchemaID names the form of a History's JSON. Within v1 fields and values are only ever added.
const HistorySchemaID = "citelint/history/v1"

//go:embed historyschema.json
var historySchema string

// HistorySchema returns the JSON Schema (2020-12) of what HistoryJSON writes.
func HistorySchema() string { return historySchema }

// HistoryJSON writes a history for programs. Version is citelint's.
func HistoryJSON(w io.Writer, h *History, version string) error {
	failing, begin := h.failing(), h.begin()
	j := jsonHistory{
		Schema: HistorySchemaID, Tool: newTool(version), Today: dayOf(h.Today), Since: dayOf(begin),
		Summary: jsonHistorySummary{Sources: len(h.Sources), Failing: len(failing)},
		Weeks:   []jsonWeek{}, Hosts: []jsonHistoryHost{}, Ages: []jsonAge{}, Documents: []jsonCitingDocument{}, Sources: []jsonRemembered{}, Unknown: append([]string{}, redacted(h.Unknown)...),
	}
	var ages []int
	for _, s := range failing {
		ages = append(ages, h.days(s.Result.FailingSince))
	}
	j.Summary.MedianAge = median(ages)
	for _, w := range h.weeks() {
		j.Weeks = append(j.Weeks, jsonWeek{dayOf(w.start), w.looked, w.good, w.failing, w.blocked, w.broke, w.recovered, w.alive, w.known})
	}
	for _, host := range h.hosts() {
		j.Hosts = append(j.Hosts, jsonHistoryHost{plain(host.name), host.sources, host.failing, host.age})
	}
	for _, a := range h.ages() {
		j.Ages = append(j.Ages, jsonAge{a.from, a.to, a.count})
	}
	by := h.bySource()
	for _, d := range h.Documents {
		jd := jsonCitingDocument{Path: redact(d.Path), Sources: len(d.Sources), Unknown: d.Unknown, Failing: []string{}}
		for _, s := range d.failingOf(by) {
			jd.Failing = append(jd.Failing, redact(s.Result.URL))
		}
		j.Documents = append(j.Documents, jd)
	}
	for i := range h.Sources {
		j.Sources = append(j.Sources, h.newRemembered(&h.Sources[i], begin))
	}
	return encode(w, j)
}

func (h *History) newRemembered(s *RememberedSource, begin time.Time) jsonRemembered {
	r := s.Result
	j := jsonRemembered{
		URL: redact(r.URL), Verdict: string(r.Verdict), Cause: string(r.Cause), Status: r.Status, Days: len(s.Looks), Checked: timestamp(r.Checked),
		FirstSeen: timestamp(r.FirstSeen), LastGood: timestamp(r.LastGood), FailingSince: timestamp(r.FailingSince), Changes: []jsonChange{},
	}
	if s.isFailing() {
		age := h.days(r.FailingSince)
		j.Age, j.Strikes, j.Confirm, j.Confirmed = &age, r.Strikes, r.StrikesToConfirm(), r.Confirmed()
	}
	for _, c := range s.changes(begin) {
		j.Changes = append(j.Changes, jsonChange{timestamp(c.Time), string(c.Verdict)})
	}
	return j
}

type jsonHistory struct {
	Schema    string               `json:"schema"`
	Tool      jsonTool             `json:"tool"`
	Today     string               `json:"today"`
	Since     string               `json:"since"`
	Summary   jsonHistorySummary   `json:"summary"`
	Weeks     []jsonWeek           `json:"weeks"`
	Ages      []jsonAge            `json:"ages"`
	Hosts     []jsonHistoryHost    `json:"hosts"`
	Documents []jsonCitingDocument `json:"documents"`
	Sources   []jsonRemembered     `json:"sources"`
	Unknown   []string             `json:"unknown"`
}

type jsonHistorySummary struct {
	Sources   int `json:"sources"`
	Failing   int `json:"failing"`
	MedianAge int `json:"medianAge"`
}

type jsonWeek struct {
	Start     string `json:"start"`
	Looked    int    `json:"looked"`
	OK        int    `json:"ok"`
	Failing   int    `json:"failing"`
	Blocked   int    `json:"blocked"`
	Broke     int    `json:"broke"`
	Recovered int    `json:"recovered"`
	Alive     int    `json:"alive"`
	Known     int    `json:"known"`
}

type jsonAge struct {
	From  int `json:"from"`
	To    int `json:"to,omitempty"`
	Count int `json:"count"`
}

type jsonHistoryHost struct {
	Host      string `json:"host"`
	Sources   int    `json:"sources"`
	Failing   int    `json:"failing"`
	MedianAge int    `json:"medianAge"`
}

type jsonCitingDocument struct {
	Path    string   `json:"path"`
	Sources int      `json:"sources"`
	Unknown int      `json:"unknown"`
	Failing []string `json:"failing"`
}

type jsonRemembered struct {
	URL          string       `json:"url"`
	Verdict      string       `json:"verdict"`
	Cause        string       `json:"cause,omitempty"`
	Status       int          `json:"status,omitempty"`
	Days         int          `json:"days"`
	FirstSeen    string       `json:"firstSeen"`
	Checked      string       `json:"checked"`
	LastGood     string       `json:"lastGood,omitempty"`
	FailingSince string       `json:"failingSince,omitempty"`
	Age          *int         `json:"age,omitempty"`
	Strikes      int          `json:"strikes,omitempty"`
	Confirm      int          `json:"confirm,omitempty"`
	Confirmed    bool         `json:"confirmed,omitempty"`
	Changes      []jsonChange `json:"changes"`
}

package report

import (
	"io"
)

// LookSchemaID names the form of a look's JSON. Within v1 fields and values are only ever added.
const LookSchemaID = "citelint/look/v1"

// LookJSON writes looks for programs. The field result of each is a source of the JSON report.
// Version is citelint's.
func LookJSON(w io.Writer, looks []Look, version string) error {
	j := jsonLooks{LookSchemaID, newTool(version), []jsonLook{}}
	for _, l := range looks {
		j.Looks = append(j.Looks, newLook(l))
	}
	return encode(w, j)
}

type jsonLooks struct {
	Schema string     `json:"schema"`
	Tool   jsonTool   `json:"tool"`
	Looks  []jsonLook `json:"looks"`
}

type jsonLook struct {
	Asked    string          `json:"asked"`
	Result   jsonSource      `json:"result"`
	Decision []jsonStep      `json:"decision"`
	Signals  []jsonSignal    `json:"signals"`
	Titles   []jsonStatement `json:"titles"`
	Requests []jsonRequest   `json:"requests"`
}

type jsonStep struct {
	Name    string `json:"name"`
	Saw     string `json:"saw"`
	Decides bool   `json:"decides,omitempty"`
}

type jsonSignal struct {
	Kind     string `json:"kind"`
	Decisive bool   `json:"decisive"`
	Evidence string `json:"evidence"`
}

type jsonStatement struct {
	Where string `json:"where"`
	Text  string `json:"text"`
}

type jsonRequest struct {
	For     string      `json:"for"`
	URL     string      `json:"url"`
	Attempt int         `json:"attempt,omitempty"`
	Wait    float64     `json:"wait,omitempty"` // seconds
	Status  int         `json:"status,omitempty"`
	Failure string      `json:"failure,omitempty"`
	Header  []jsonField `json:"header,omitempty"`
	TLS     string      `json:"tls,omitempty"`
	MS      int64       `json:"ms"`
}

type jsonField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func newLook(l Look) jsonLook {
	j := jsonLook{
		Asked: redact(l.Asked), Result: newSource(l.Result, nil, nil),
		Decision: []jsonStep{}, Signals: []jsonSignal{}, Titles: []jsonStatement{}, Requests: []jsonRequest{},
	}
	for _, s := range Decision(l.Result, l.Signals) {
		j.Decision = append(j.Decision, jsonStep{s.Name, plain(s.Saw), s.Decides})
	}
	for _, s := range l.Signals {
		j.Signals = append(j.Signals, jsonSignal{string(s.Kind), s.Decisive, plain(s.Evidence)})
	}
	for _, t := range l.Titles {
		j.Titles = append(j.Titles, jsonStatement{redact(t.Where), redact(t.Text)})
	}
	for _, q := range l.Requests {
		r := jsonRequest{
			For: q.For, URL: redact(q.URL), Attempt: q.Attempt, Wait: round(q.Wait.Seconds()),
			Status: q.Status, Failure: plain(q.Failure), TLS: plain(q.TLS), MS: q.Took.Milliseconds(),
		}
		for _, f := range q.Header {
			r.Header = append(r.Header, jsonField{redact(f.Name), redact(f.Value)})
		}
		j.Requests = append(j.Requests, r)
	}
	return j
}

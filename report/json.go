package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"slices"
	"time"

	"github.com/citelint/citelint/checker"
)

// SchemaID names the form of the JSON report. Within v1 fields and values are only ever added.
const SchemaID = "citelint/report/v1"

// JSON writes everything there is, in the form that Schema describes.
func JSON(w io.Writer, rep *checker.Report) error { return encode(w, newReport(rep)) }

// Extract writes what the documents say, without what a run found: the fields schema, tool and
// documents of the JSON report. Version is citelint's.
func Extract(w io.Writer, docs []*checker.Document, version string) error {
	return encode(w, jsonExtract{SchemaID, newTool(version), newDocuments(docs, nil, false)})
}

// encode writes v with two blanks of indentation and a last LF.
func encode(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(still(b.Bytes()))
	return err
}

// still writes out U+007F–009F, which encoding/json leaves as they are, so that printing JSON moves
// no cursor. They occur in strings only.
func still(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		r := rune(b[i])
		if b[i] == 0xc2 && i+1 < len(b) && b[i+1] < 0xa0 {
			i++
			r = rune(b[i])
		} else if r != 0x7f {
			out = append(out, b[i])
			continue
		}
		out = append(out, `\u00`...)
		out = append(out, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
	}
	return out
}

type jsonExtract struct {
	Schema    string         `json:"schema"`
	Tool      jsonTool       `json:"tool"`
	Documents []jsonDocument `json:"documents"`
}

type jsonReport struct {
	Schema    string         `json:"schema"`
	Tool      jsonTool       `json:"tool"`
	Run       jsonRun        `json:"run"`
	Summary   jsonSummary    `json:"summary"`
	Documents []jsonDocument `json:"documents"`
	Sources   []jsonSource   `json:"sources"`
	Findings  []jsonFinding  `json:"findings"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonRun struct {
	Started    string       `json:"started"`
	Finished   string       `json:"finished"`
	Today      string       `json:"today"`
	Online     bool         `json:"online"`
	Complete   bool         `json:"complete"`
	Incomplete []string     `json:"incomplete"`
	Unread     []jsonUnread `json:"unread"`
	Config     string       `json:"config,omitempty"`
	Profile    string       `json:"profile,omitempty"`
	FailOn     string       `json:"failOn,omitempty"`
	Dir        string       `json:"dir,omitempty"`
	Changed    string       `json:"changed,omitempty"`
	Rules      []string     `json:"rules"`
}

type jsonUnread struct {
	Path  string `json:"path"`
	Error string `json:"error"`
}

type jsonSummary struct {
	ExitStatus    int              `json:"exitStatus"`
	Documents     int              `json:"documents"`
	Notes         int              `json:"notes"`
	Markers       int              `json:"markers"`
	Citations     int              `json:"citations"`
	Links         int              `json:"links"`
	Sources       int              `json:"sources"`
	Verdicts      jsonVerdicts     `json:"verdicts"`
	Findings      jsonSeverities   `json:"findings"`
	New           int              `json:"new"`
	Known         int              `json:"known"`
	Ignored       int              `json:"ignored"`
	Masked        int              `json:"masked"`
	StaleBaseline int              `json:"staleBaseline"`
	Unchanged     int              `json:"unchanged,omitempty"`
	NotChecked    []jsonNotChecked `json:"notChecked"`
}

type jsonVerdicts struct {
	OK          int `json:"ok"`
	Moved       int `json:"moved"`
	Dead        int `json:"dead"`
	SoftDead    int `json:"soft-dead"`
	Parked      int `json:"parked"`
	Blocked     int `json:"blocked"`
	Unreachable int `json:"unreachable"`
	Insecure    int `json:"insecure"`
	Skipped     int `json:"skipped"`
	Unchecked   int `json:"unchecked"`
}

type jsonSeverities struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

type jsonNotChecked struct {
	What   string   `json:"what"`
	Count  int      `json:"count"`
	Reason string   `json:"reason"`
	Where  []string `json:"where,omitempty"`
}

type jsonSource struct {
	URL          string         `json:"url"`
	Verdict      string         `json:"verdict"`
	Cause        string         `json:"cause,omitempty"`
	Status       int            `json:"status,omitempty"`
	Evidence     []string       `json:"evidence"`
	Hops         []jsonHop      `json:"hops"`
	Instead      string         `json:"instead,omitempty"`
	Checked      string         `json:"checked,omitempty"`
	LastGood     string         `json:"lastGood,omitempty"`
	FailingSince string         `json:"failingSince,omitempty"`
	Strikes      int            `json:"strikes,omitempty"`
	Confirm      int            `json:"confirm,omitempty"`
	Confirmed    bool           `json:"confirmed,omitempty"`
	FirstSeen    string         `json:"firstSeen,omitempty"`
	Changes      []jsonChange   `json:"changes,omitempty"`
	Drift        *jsonDrift     `json:"drift,omitempty"`
	FromCache    bool           `json:"fromCache,omitempty"`
	Snapshots    []jsonSnapshot `json:"snapshots,omitempty"`
	Page         *jsonPage      `json:"page,omitempty"`
	CitedBy      []jsonCited    `json:"citedBy"`
}

type jsonDrift struct {
	Kind  string   `json:"kind"`
	Since string   `json:"since"`
	Alike float64  `json:"alike"`
	Kept  []string `json:"kept,omitempty"`
	Lost  []string `json:"lost,omitempty"`
}

type jsonChange struct {
	Time    string `json:"time"`
	Verdict string `json:"verdict"`
}

type jsonHop struct {
	URL    string `json:"url"`
	Status int    `json:"status"`
}

type jsonSnapshot struct {
	Archive string `json:"archive"`
	URL     string `json:"url"`
	Time    string `json:"time,omitempty"`
	Verdict string `json:"verdict,omitempty"`
}

type jsonPage struct {
	URL         string       `json:"url,omitempty"`
	Titles      []string     `json:"titles,omitempty"`
	Authors     []string     `json:"authors,omitempty"`
	Site        string       `json:"site,omitempty"`
	Published   *jsonDate    `json:"published,omitempty"`
	Modified    *jsonDate    `json:"modified,omitempty"`
	Canonical   string       `json:"canonical,omitempty"`
	Language    string       `json:"language,omitempty"`
	Type        string       `json:"type,omitempty"`
	DOI         string       `json:"doi,omitempty"`
	ContentType string       `json:"contentType,omitempty"`
	Size        int64        `json:"size,omitempty"`
	Words       int          `json:"words,omitempty"`
	Partial     bool         `json:"partial,omitempty"`
	Paywall     bool         `json:"paywall,omitempty"`
	Digest      string       `json:"digest,omitempty"`
	TextDigest  string       `json:"textDigest,omitempty"`
	Record      *jsonRecord  `json:"record,omitempty"`
	Answers     *jsonAnswers `json:"answers,omitempty"`
}

type jsonAnswers struct {
	Titles     []jsonTitleAnswer `json:"titles,omitempty"`
	Authors    []jsonAnswer      `json:"authors,omitempty"`
	Containers []jsonAnswer      `json:"containers,omitempty"`
	Dates      []jsonAnswer      `json:"dates,omitempty"`
	Fragments  []jsonAnswer      `json:"fragments,omitempty"`
	Quotations []jsonQuoted      `json:"quotations,omitempty"`
}

type jsonTitleAnswer struct {
	Asked  string  `json:"asked"`
	Answer string  `json:"answer"`
	Score  float64 `json:"score,omitempty"`
	Found  string  `json:"found,omitempty"`
	Where  string  `json:"where,omitempty"`
	InText bool    `json:"inText,omitempty"`
}

type jsonAnswer struct {
	Asked  string `json:"asked"`
	Answer string `json:"answer"`
	Found  string `json:"found,omitempty"`
}

type jsonCited struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Note  string `json:"note,omitempty"`
	Index *int   `json:"index,omitempty"` // in a note only
}

type jsonFinding struct {
	Rule        string      `json:"rule"`
	Severity    string      `json:"severity"`
	State       string      `json:"state"`
	Message     string      `json:"message"`
	Path        string      `json:"path"`
	Note        string      `json:"note,omitempty"`
	URL         string      `json:"url,omitempty"`
	Span        jsonSpan    `json:"span"`
	Fix         *jsonFix    `json:"fix,omitempty"`
	Ignore      *jsonIgnore `json:"ignore,omitempty"`
	Fingerprint string      `json:"fingerprint"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Safe    bool       `json:"safe"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	NewText string   `json:"newText"`
	Span    jsonSpan `json:"span"`
}

type jsonIgnore struct {
	Reason string `json:"reason,omitempty"`
	Until  string `json:"until,omitempty"`
	Path   string `json:"path,omitempty"`
	Line   int    `json:"line,omitempty"`
}

func newTool(version string) jsonTool { return jsonTool{"citelint", version} }

func newReport(rep *checker.Report) jsonReport {
	ids := noteIDs(rep.Documents)
	by := citedBy(rep)
	j := jsonReport{
		Schema: SchemaID, Tool: newTool(rep.Run.Version), Run: newRun(rep), Summary: newSummary(rep),
		Documents: newDocuments(rep.Documents, rep.Result, rep.Run.Online),
		Sources:   make([]jsonSource, 0, len(rep.Results)),
		Findings:  make([]jsonFinding, 0, len(rep.Findings)),
	}
	for _, r := range rep.Results {
		j.Sources = append(j.Sources, newSource(r, by[r.URL], ids))
	}
	for _, f := range rep.Findings {
		j.Findings = append(j.Findings, newFinding(f, ids))
	}
	return j
}

func newRun(rep *checker.Report) jsonRun {
	run := rep.Run
	j := jsonRun{
		Started: timestamp(run.Started), Finished: timestamp(run.Finished), Today: run.Today.EDTF,
		Online: run.Online, Complete: len(run.Incomplete) == 0,
		Incomplete: append([]string{}, run.Incomplete...), Unread: []jsonUnread{},
		Config: run.Config, Profile: run.Profile, FailOn: run.FailOn.String(), Dir: run.Dir, Changed: plain(run.Changed), Rules: []string{},
	}
	for _, r := range rep.Ran {
		j.Rules = append(j.Rules, r.ID)
	}
	slices.Sort(j.Rules)
	if run.FailOn == checker.Off {
		j.FailOn = "never"
	}
	for _, u := range run.Unread {
		j.Unread = append(j.Unread, jsonUnread{redact(u.Path), plain(u.Error)})
	}
	return j
}

func newSummary(rep *checker.Report) jsonSummary {
	t := count(rep)
	v := t.verdicts
	j := jsonSummary{
		ExitStatus: rep.Run.ExitStatus, Documents: t.documents, Notes: t.notes, Markers: t.markers,
		Citations: t.citations, Links: t.links, Sources: t.sources,
		Verdicts: jsonVerdicts{
			v[checker.OK], v[checker.Moved], v[checker.Dead], v[checker.SoftDead], v[checker.Parked],
			v[checker.Blocked], v[checker.Unreachable], v[checker.Insecure], v[checker.Skipped], v[checker.Unchecked],
		},
		Findings: jsonSeverities{t.found[checker.Error], t.found[checker.Warning], t.found[checker.Info]},
		New:      t.fresh, Known: t.known, Ignored: t.ignored, Masked: rep.Masked, StaleBaseline: rep.StaleBaseline, Unchanged: rep.Unchanged, NotChecked: []jsonNotChecked{},
	}
	for _, n := range NotChecked(rep) {
		j.NotChecked = append(j.NotChecked, jsonNotChecked{n.What, n.Count, plain(n.Reason), n.Where})
	}
	return j
}

func newSource(r *checker.Result, by []cited, ids map[*checker.Note]string) jsonSource {
	j := jsonSource{
		URL: redact(r.URL), Verdict: string(r.Verdict), Cause: string(r.Cause), Status: r.Status,
		Evidence: plains(r.Evidence), Hops: []jsonHop{}, Instead: redact(r.Instead),
		Checked: timestamp(r.Checked), LastGood: timestamp(r.LastGood), FailingSince: timestamp(r.FailingSince),
		Strikes: r.Strikes, FirstSeen: timestamp(r.FirstSeen), FromCache: r.FromCache, Page: newPage(r.Page), CitedBy: []jsonCited{},
	}
	if r.Strikes > 0 {
		j.Confirm, j.Confirmed = r.StrikesToConfirm(), r.Confirmed()
	}
	if d := r.Drift; d != nil {
		j.Drift = &jsonDrift{string(d.Kind), timestamp(d.Since), round(d.Alike), redacted(d.Kept), redacted(d.Lost)}
	}
	for _, c := range r.Changes {
		j.Changes = append(j.Changes, jsonChange{timestamp(c.Time), string(c.Verdict)})
	}
	for _, h := range r.Hops {
		j.Hops = append(j.Hops, jsonHop{redact(h.URL), h.Status})
	}
	for _, s := range r.Snapshots {
		j.Snapshots = append(j.Snapshots, jsonSnapshot{redact(s.Archive), redact(s.URL), timestamp(s.Time), string(s.Verdict)})
	}
	for _, c := range by {
		at := jsonCited{Path: redact(c.doc.Path), Line: c.link.Span.Start.Line}
		if c.note != nil {
			at.Note, at.Index = ids[c.note], &c.at
		}
		j.CitedBy = append(j.CitedBy, at)
	}
	return j
}

func newPage(p checker.Page) *jsonPage {
	j := jsonPage{
		URL: redact(p.URL), Titles: redacted(p.Titles), Authors: redacted(p.Authors), Site: redact(p.Site),
		Published: newDate(p.Published), Modified: newDate(p.Modified), Canonical: redact(p.Canonical),
		Language: redact(p.Language), Type: redact(p.Type), DOI: redact(p.DOI), ContentType: redact(p.ContentType), Size: p.Size, Words: p.Words,
		Partial: p.Partial, Paywall: p.Paywall, Digest: p.Digest, TextDigest: p.TextDigest, Record: newRecord(p.Record), Answers: newAnswers(p.Answers),
	}
	if j.isZero() {
		return nil
	}
	return &j
}

func (j jsonPage) isZero() bool {
	return len(j.Titles) == 0 && len(j.Authors) == 0 && j.Answers == nil && j.Record == nil && j.Published == nil && j.Modified == nil &&
		j.URL+j.Site+j.Canonical+j.Language+j.Type+j.DOI+j.ContentType+j.Digest+j.TextDigest == "" &&
		j.Size == 0 && j.Words == 0 && !j.Partial && !j.Paywall
}

func newAnswers(a checker.Answers) *jsonAnswers {
	j := jsonAnswers{
		Authors: newAnswerList(a.Authors), Containers: newAnswerList(a.Containers), Dates: newAnswerList(a.Dates),
		Fragments: newAnswerList(a.Fragments), Quotations: newQuotedList(a.Quotations),
	}
	for _, t := range a.Titles {
		j.Titles = append(j.Titles, jsonTitleAnswer{
			redact(t.Asked), t.Answer, round(t.Score), redact(t.Found), redact(t.Where), t.InText,
		})
	}
	if len(j.Titles)+len(j.Authors)+len(j.Containers)+len(j.Dates)+len(j.Fragments)+len(j.Quotations) == 0 {
		return nil
	}
	return &j
}

func newAnswerList(as []checker.Answer) []jsonAnswer {
	var js []jsonAnswer
	for _, a := range as {
		js = append(js, jsonAnswer{redact(a.Asked), a.Answer, redact(a.Found)})
	}
	return js
}

func newFinding(f *checker.Finding, ids map[*checker.Note]string) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, Severity: f.Severity.String(), State: string(f.State), Message: plain(f.Message),
		Path: redact(f.Subject.Document.Path), Note: ids[f.Subject.Note], URL: redact(f.URL), Span: newSpan(f.Span),
		Fingerprint: f.Fingerprint,
	}
	if f.Fix != nil {
		j.Fix = &jsonFix{Message: plain(f.Fix.Message), Safe: f.Fix.Safe, Edits: []jsonEdit{}}
		for _, e := range f.Fix.Edits {
			j.Fix.Edits = append(j.Fix.Edits, jsonEdit{redact(e.NewText), newSpan(e.Span)})
		}
	}
	if ig := f.Ignore; ig != nil && f.State == checker.Ignored {
		j.Ignore = &jsonIgnore{Reason: plain(ig.Reason), Until: ig.Until}
		if ig.Document != nil {
			j.Ignore.Path, j.Ignore.Line = redact(ig.Document.Path), ig.Span.Start.Line
		}
	}
	return j
}

// timestamp is t in RFC 3339, UTC, whole seconds; empty if t is zero.
func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func round(f float64) float64 { return math.Round(f*100) / 100 }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func plains(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = plain(s)
	}
	return out
}

func redacted(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, redact(s))
	}
	return out
}

package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

//go:embed html.css
var htmlStyle string

//go:embed html.js
var htmlScript string

//go:embed html.tmpl
var htmlTemplate string

var htmlPage = template.Must(template.New("report").Parse(htmlTemplate))

// htmlPolicy lets a page run its own style and script and nothing else, and ask nothing of anybody.
var htmlPolicy = "default-src 'none'; style-src '" + cspHash(htmlStyle) + "'; script-src '" + cspHash(htmlScript) +
	"'; base-uri 'none'; form-action 'none'"

// cspHash names a text as a Content Security Policy does (CSP Level 3, section 2.3.1).
func cspHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// HTML writes one page for an editor who goes from note to note. It asks nothing of anybody: style
// and script are inside, and without the script all is shown.
func HTML(w io.Writer, rep *checker.Report) error {
	var b bytes.Buffer
	if err := htmlPage.Execute(&b, newHTML(rep)); err != nil {
		return err
	}
	return write(w, &b)
}

// An htmlReport is what the page shows. All text in it is plain.
type htmlReport struct {
	Style     template.CSS
	Script    template.JS
	Policy    string
	Subject   htmlText // what the report is on
	Counts    string
	Status    string
	Persons   string // how many notes need a person
	Left      []htmlText
	Verdicts  []htmlVerdict
	Notes     int
	Documents []*htmlDocument
	Put       []htmlPut
	PutWords  string
	Legend    []htmlVerdict
	Needs     []htmlNeed
	Run       []htmlField
}

// An htmlVerdict is a verdict that sources got, and how many did.
type htmlVerdict struct {
	Verdict, Mend string
	Chip          htmlChip
	Count         int
}

// An htmlNeed is one thing that a note may ask of an editor.
type htmlNeed struct {
	Chip  htmlChip
	Means string
}

// An htmlField is one thing by its name.
type htmlField struct {
	Name  string
	Value htmlWords
}

// An htmlDocument is a document's part of the page.
type htmlDocument struct {
	ID       string
	Title    htmlWords
	Path     string
	About    string
	Glance   []htmlGlance
	Outside  []htmlFinding // what was found outside notes and links
	Notes    []*htmlNote
	Links    []htmlOutside
	Letter   string
	LetterID string
}

// An htmlGlance lists the notes that ask one thing of an editor.
type htmlGlance struct {
	Chip  htmlChip
	Notes []htmlRef
}

// An htmlRef leads to a note of the page.
type htmlRef struct {
	ID    string
	Label htmlWords
}

// An htmlPut is a finding that was put aside: known, or ignored.
type htmlPut struct {
	State, Where, Rule string
	Found, Reason      htmlText
}

func newHTML(rep *checker.Report) *htmlReport {
	t := count(rep)
	h := &htmlReport{
		Style: template.CSS(htmlStyle), Script: template.JS(htmlScript), Policy: htmlPolicy,
		Subject: htmlSubject(rep), Counts: htmlCounts(rep, t), Status: htmlStatus(rep, t), Notes: t.notes,
		Left: htmlLeft(rep), Legend: htmlLegend(), Needs: htmlNeeds(), Run: htmlRun(rep),
	}
	for _, v := range h.Legend {
		if v.Count = t.verdicts[checker.Verdict(v.Verdict)]; v.Count > 0 {
			h.Verdicts = append(h.Verdicts, v)
		}
	}
	mends := make(map[string]string, len(rep.Rules))
	for _, r := range rep.Rules {
		mends[r.ID] = cutMend(r.Doc)
	}
	found := map[*checker.Document][]*checker.Finding{}
	for _, f := range rep.Findings {
		if f.State == checker.New {
			found[f.Subject.Document] = append(found[f.Subject.Document], f)
		} else {
			h.Put = append(h.Put, newHTMLPut(f))
		}
	}
	h.PutWords = putWords(t)
	persons := 0
	for i, d := range files(rep) {
		p := &htmlPrinter{viewer: newViewer(rep, d, found[d], mends, plain), prefix: "d" + itoa(i+1)}
		doc := p.document(found[d])
		persons += p.persons
		h.Documents = append(h.Documents, doc)
	}
	if t.notes > 0 {
		h.Persons = itoa(persons) + " of " + number(t.notes, "note") + choose(persons, " needs", " need") + " a person."
	}
	return h
}

func htmlSubject(rep *checker.Report) htmlText {
	if len(rep.Documents) != 1 {
		return htmlText{{Text: number(len(rep.Documents), "document")}}
	}
	d := rep.Documents[0]
	if title := cut(d.Title, 200); title != "" {
		return htmlText{{Text: "“"}, {Kind: "bdi", Text: title}, {Text: "”"}}
	}
	return htmlText{{Kind: "bdi", Text: firstWords(cut(d.Path, 200), "a document")}}
}

// firstWords returns the first that is not empty.
func firstWords(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

func htmlCounts(rep *checker.Report, t tally) string {
	found := t.findings(checker.Error, checker.Warning, checker.Info)
	switch {
	case t.documents == 0:
		return "Nothing to check: no document."
	case found == "" && t.known+t.ignored > 0:
		found = "No new findings"
	case found == "":
		found = "No findings"
	}
	return found + " in " + number(t.documents, "document") + ": " + t.things() + "."
}

func htmlStatus(rep *checker.Report, t tally) string {
	if s := statusLine(rep, t); s != "" {
		return s
	}
	return "Exit status 0."
}

// htmlLeft says what was not checked, and which inputs were not read.
func htmlLeft(rep *checker.Report) []htmlText {
	var left []htmlText
	parts := slices.Clone(NotChecked(rep))
	if len(rep.Documents) == 1 {
		for i, n := range parts {
			parts[i].Where = nil
			for _, where := range n.Where {
				parts[i].Where = append(parts[i].Where, strings.TrimSuffix(where, " of "+plain(rep.Documents[0].Path)))
			}
		}
	}
	for _, p := range notCheckedParts(rep, parts) {
		left = append(left, said(p))
	}
	for _, u := range rep.Run.Unread {
		left = append(left, htmlText{{Kind: "bdi", Text: plain(u.Path)}, {Text: ", which could not be read ("}, {Kind: "bdi", Text: plain(u.Error)}, {Text: ")"}})
	}
	return left
}

func htmlLegend() []htmlVerdict {
	var all []htmlVerdict
	for _, v := range checker.Verdicts {
		all = append(all, htmlVerdict{Verdict: string(v), Chip: verdictChip(v), Mend: verdictMend[v]})
	}
	return all
}

// needMeans says when a note asks a need.
var needMeans = [...]string{
	needNothing: "Its sources answer, what could be compared agrees, and nothing was found.",
	needPolish:  "It is right; a small thing could be better.",
	needCheck:   "Nobody looked at its sources: the run was offline.",
	needLook:    "citelint cannot tell: a person has to look at a source, or at how the note was understood.",
	needMend:    "Something is wrong with it.",
}

func htmlNeeds() []htmlNeed {
	var all []htmlNeed
	for n := needMend; n >= needNothing; n-- {
		all = append(all, htmlNeed{needChip(n), needMeans[n]})
	}
	return all
}

func putWords(t tally) string {
	var parts []string
	if t.known > 0 {
		parts = append(parts, itoa(t.known)+" known")
	}
	if t.ignored > 0 {
		parts = append(parts, itoa(t.ignored)+" ignored")
	}
	return list(parts) + " " + plural(t.known+t.ignored, "finding")
}

func newHTMLPut(f *checker.Finding) htmlPut {
	p := htmlPut{State: string(f.State), Where: htmlWhere(f), Rule: f.Rule, Found: said(f.Message)}
	if f.State == checker.Known {
		p.Reason = htmlText{{Text: "in the baseline"}}
	}
	if ig := f.Ignore; ig != nil && f.State == checker.Ignored {
		p.Reason = htmlText{{Kind: "bdi", Text: plain(ig.Reason)}}
		if ig.Until != "" {
			p.Reason = append(p.Reason, htmlPiece{Text: " (until " + plain(ig.Until) + ")"})
		}
	}
	return p
}

// htmlWhere is the place of a finding: "brief.md, line 4, note 3".
func htmlWhere(f *checker.Finding) string {
	where := plain(f.Subject.Document.Path)
	if isPlaced(f) {
		where += ", line " + itoa(f.Span.Start.Line)
	}
	if n := noteAbout(f); n != nil && n.Label != "" {
		where += ", note " + cut(n.Label, 40)
	}
	return where
}

// htmlRun is what the foot says of the run.
func htmlRun(rep *checker.Report) []htmlField {
	run := rep.Run
	var all []htmlField
	add := func(name, value string) {
		if value != "" {
			all = append(all, htmlField{name, htmlWords{Text: plain(value)}})
		}
	}
	add("citelint", run.Version)
	add("begun", clockWords(run.Started))
	add("ended", clockWords(run.Finished))
	add("day for rules on dates", run.Today.EDTF)
	add("profile", run.Profile)
	add("configuration", run.Config)
	add("baseline", run.Baseline)
	if run.Online {
		add("web", "asked")
	} else {
		add("web", "not asked: "+offline)
	}
	add("rules that ran", itoa(len(rep.Ran)))
	return all
}

func clockWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05") + " UTC"
}

// An htmlPrinter makes one document's part of the page.
type htmlPrinter struct {
	*viewer
	prefix  string // of the IDs of its notes
	ids     map[*checker.Note]string
	byLink  map[*checker.Link][]*checker.Finding // of links outside notes
	letter  letter
	persons int // notes that need one
}

func (p *htmlPrinter) document(found []*checker.Finding) *htmlDocument {
	d := p.doc
	doc := &htmlDocument{
		ID: p.prefix, Path: plain(d.Path), Title: htmlWords{Text: cut(d.Title, 200)}, LetterID: p.prefix + "-letter",
		About: number(len(d.Notes), "note") + " and " + number(len(d.Links), "link") + " outside notes",
	}
	p.ids = make(map[*checker.Note]string, len(d.Notes))
	for i, n := range d.Notes {
		p.ids[n] = p.prefix + "n" + itoa(i+1)
	}
	p.byLink = map[*checker.Link][]*checker.Finding{}
	for _, f := range found {
		l := f.Subject.Link
		switch {
		case noteAbout(f) != nil:
		case l != nil && slices.Contains(d.Links, l):
			p.byLink[l] = append(p.byLink[l], f)
		default:
			doc.Outside = append(doc.Outside, p.finding(f, 0))
		}
	}
	named := map[need][]htmlRef{}
	for _, n := range d.Notes {
		note := p.note(n)
		doc.Notes = append(doc.Notes, note)
		named[note.need] = append(named[note.need], htmlRef{note.ID, note.Label})
	}
	for n := needMend; n >= needNothing; n-- {
		if len(named[n]) > 0 {
			doc.Glance = append(doc.Glance, htmlGlance{needChip(n), named[n]})
		}
	}
	p.persons = len(named[needMend]) + len(named[needLook])
	for _, l := range d.Links {
		doc.Links = append(doc.Links, p.outsideLink(l))
	}
	for _, f := range found {
		if noteAbout(f) == nil {
			p.letter.outside(f, p.result(f), p.mendPlainly(f))
		}
	}
	doc.Letter = p.letter.text(d)
	return doc
}

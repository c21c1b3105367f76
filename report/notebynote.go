package report

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A need says what a note asks of an editor.
type need int

const (
	needNothing need = iota
	needPolish       // an info was found
	needCheck        // nobody looked at its sources: the run was offline
	needLook         // a person has to look: at a source, or at how the note was understood
	needMend         // a warning or an error was found
)

var needWords = [...]string{"in order", "to polish", "not looked at", "to look at", "to mend"}

// A noteView is one note as an editor reads it.
type noteView struct {
	note  *checker.Note
	line  int // of its definition, else of its first marker; 0 if it has no place in a file
	need  need
	items []string // in Markdown, one an item of a list
	todo  []string // what is to be done, as the viewer escapes it
}

// noteByNote writes each note of a document: what it cites, what was found, what to do.
func noteByNote(b *bytes.Buffer, m *markdown, d *mdDocument) {
	if len(d.doc.Notes)+len(d.doc.Links) == 0 {
		b.WriteString("\nNo note and no link.\n")
		return
	}
	var found []*checker.Finding
	for _, r := range d.rows {
		found = append(found, r.finding)
	}
	v := newViewer(m.rep, d.doc, found, m.mends, md)
	views := make([]noteView, 0, len(d.doc.Notes))
	for _, n := range d.doc.Notes {
		views = append(views, v.view(n))
	}
	atAGlance(b, views)
	for _, view := range views {
		b.WriteString("\n#### " + view.name() + ": " + needWords[view.need] + "\n\n")
		for _, item := range view.items {
			b.WriteString("- " + item + "\n")
		}
		for _, t := range view.todo {
			b.WriteString("- **to do:** " + t + "\n")
		}
	}
	v.outside(b)
}

// name is "Note 3 (line 10)": people know a note by its label.
func (v noteView) name() string {
	label, line := md(cut(v.note.Label, 40)), ""
	if v.line > 0 {
		line = "line " + itoa(v.line)
	}
	switch {
	case label == "" && line == "":
		return "A note"
	case label == "":
		return "Note in " + line
	case line == "":
		return "Note " + label
	}
	return "Note " + label + " (" + line + ")"
}

// atAGlance says which notes need a person.
func atAGlance(b *bytes.Buffer, views []noteView) {
	if len(views) == 0 {
		return
	}
	named := map[need][]string{}
	for _, v := range views {
		name := md(cut(v.note.Label, 40))
		if name == "" {
			name = "in line " + itoa(v.line)
		}
		named[v.need] = append(named[v.need], name)
	}
	var parts []string
	for _, n := range []need{needMend, needLook} {
		if names := named[n]; len(names) > 0 {
			parts = append(parts, plural(len(names), "note")+" "+list(names)+" "+needWords[n])
		}
	}
	line := "no note"
	if len(parts) > 0 {
		line = strings.Join(parts, "; ")
	}
	b.WriteString("\n**Needs a person:** " + line + ".")
	if n := len(named[needCheck]); n > 0 {
		b.WriteString(" Not looked at: the sources of " + number(n, "note") + ".")
	}
	if names := named[needPolish]; len(names) > 0 {
		b.WriteString(" To polish: " + plural(len(names), "note") + " " + list(names) + ".")
	}
	if n := len(named[needNothing]); n > 0 {
		b.WriteString(" In order: " + itoa(n) + " of " + number(len(views), "note") + ".")
	}
	b.WriteString("\n")
}

// A viewer knows what was found about each note of one document.
type viewer struct {
	rep      *checker.Report
	doc      *checker.Document
	findings map[*checker.Note][]*checker.Finding // new ones
	home     map[*checker.Citation]*checker.Note
	mends    map[string]string
	escape   func(string) string // of what stands in a todo

	quotations map[*checker.Note][]attributed // by the note whose marker has them
}

// newViewer looks at the findings of one document. Mends says by rule how to mend what it finds.
func newViewer(rep *checker.Report, doc *checker.Document, found []*checker.Finding, mends map[string]string, escape func(string) string) *viewer {
	v := &viewer{
		rep: rep, doc: doc, findings: map[*checker.Note][]*checker.Finding{}, home: map[*checker.Citation]*checker.Note{},
		mends: mends, escape: escape,
	}
	for _, n := range doc.Notes {
		for _, c := range n.Citations {
			v.home[c] = n
		}
	}
	if rep.Run.Online {
		v.quotations = quotationsByNote(rep, doc)
	}
	for _, f := range found {
		if n := noteAbout(f); n != nil {
			v.findings[n] = append(v.findings[n], f)
		}
	}
	return v
}

// noteAbout returns the note that a finding is about; nil if it is about none.
func noteAbout(f *checker.Finding) *checker.Note {
	if f.Subject.Note == nil && f.Subject.Marker != nil {
		return f.Subject.Marker.Note
	}
	return f.Subject.Note
}

func (v *viewer) view(n *checker.Note) noteView {
	view := noteView{note: n, line: n.Span.Start.Line}
	if n.Span.IsZero() && len(n.Markers) > 0 {
		view.line = n.Markers[0].Span.Start.Line
	}
	if v.doc.Derived {
		view.line = 0
	}
	todo := &todos{}
	for _, f := range v.findings[n] {
		todo.told = append(todo.told, group(f))
		todo.add("", v.mend(f))
	}
	for _, c := range n.Citations {
		v.citation(&view, todo, n, c)
	}
	if len(n.Citations) == 0 {
		view.items = append(view.items, uncited(n))
	}
	for _, a := range v.quotations[n] {
		v.quotation(&view, todo, a)
	}
	for _, f := range v.findings[n] {
		view.raise(needPolish)
		if f.Severity > checker.Info {
			view.raise(needMend)
		}
		view.items = append(view.items, "found: "+found(f))
	}
	if view.need >= needLook {
		view.items = append(claims(n), view.items...)
	}
	view.todo = todo.list
	return view
}

// todos are what is to be done, each once.
type todos struct {
	list []string
	told []string // groups of rules whose findings say themselves what to do
}

// add adds what is to be done about something that rules of a group look at, unless one of them
// said what.
func (t *todos) add(group, s string) {
	if s != "" && !slices.Contains(t.list, s) && !slices.Contains(t.told, group) {
		t.list = append(t.list, s)
	}
}

func group(f *checker.Finding) string {
	name, _, _ := strings.Cut(f.Rule, "/")
	return name
}

func (v *noteView) raise(n need) { v.need = max(v.need, n) }

func uncited(n *checker.Note) string {
	switch {
	case n.Span.IsZero():
		return "cites: nothing, for no note of that name is there"
	case strings.TrimSpace(n.Text) == "":
		return "cites: nothing, for it is empty"
	}
	return "cites: nothing; it says: “" + md(cut(n.Text, 160)) + "”"
}

// claims says for what the note is there, so that an editor can judge.
func claims(n *checker.Note) []string {
	const most = 3
	var items []string
	for i, m := range n.Markers {
		if i == most {
			return append(items, "and "+number(len(n.Markers)-most, "more place"))
		}
		if m.Claim != "" {
			items = append(items, "supports: “"+md(cut(m.Claim, 200))+"”")
		}
	}
	return items
}

// mend says how to mend a finding: by its fix, else as its rule explains.
func (v *viewer) mend(f *checker.Finding) string {
	if f.Fix != nil && f.Fix.Message != "" {
		kind := "probably right: read it first"
		if f.Fix.Safe {
			kind = "safe"
		}
		return v.mendPlainly(f) + " (" + kind + ")"
	}
	return v.mendPlainly(f)
}

// mendPlainly is mend without a word on how sure a fix is.
func (v *viewer) mendPlainly(f *checker.Finding) string {
	if f.Fix != nil && f.Fix.Message != "" {
		return v.escape(capital(f.Fix.Message))
	}
	return v.mends[f.Rule]
}

// capital is a message, which begins in lower case, as the beginning of a sentence.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// citation adds what a citation was understood to say, and what its sources answered.
func (v *viewer) citation(view *noteView, todo *todos, n *checker.Note, c *checker.Citation) {
	view.items = append(view.items, v.cites(c))
	if isUnparsed(c) {
		view.raise(needLook)
		todo.add("", "Read it yourself: citelint could not tell its parts.")
	}
	if c.Kind.IsBackReference() && c.RefersTo == nil {
		view.raise(needLook)
		todo.add("ref", "Say which source is meant.")
	}
	for _, l := range c.Links {
		v.source(view, todo, n, c, l, "source")
	}
	made := printed(v.rep, c)
	for _, l := range made {
		v.source(view, todo, n, c, l, "identifier")
	}
	if isUnlinked(c) && len(made) == 0 {
		view.items = append(view.items, "source: no address to look at")
	}
	if c.Archived != nil {
		v.source(view, todo, n, c, c.Archived, "archived copy")
	}
	if c.RefersTo != nil && len(c.Links) == 0 {
		v.sourceOf(view, todo, c.RefersTo)
	}
}

// sourceOf adds in one line what was seen at the source of the citation that a back-reference means.
func (v *viewer) sourceOf(view *noteView, todo *todos, to *checker.Citation) {
	for _, l := range to.Links {
		r := v.rep.Result(l.URL)
		if l.URL == "" || r == nil {
			continue
		}
		item := "source: that of " + v.ofNote(to) + ": **" + verdictWords[r.Verdict] + "**"
		switch {
		case r.Cause == checker.CauseOffline:
			item += " (offline)"
			view.raise(needCheck)
		case !wasRead(r):
			view.raise(needLook)
			todo.add("", "As for the source of "+v.ofNote(to)+".")
		}
		view.items = append(view.items, item)
	}
}

// cites is a citation field by field, so that a wrong reading shows before its verdict is believed.
func (v *viewer) cites(c *checker.Citation) string {
	switch {
	case c.Kind == checker.CommentOn:
		return "cites: nothing; it says: “" + md(cut(c.Text, 160)) + "”"
	case isUnparsed(c):
		return "cites: not understood: “" + md(cut(c.Text, 160)) + "”"
	}
	var fields []string
	for _, f := range fieldsOf(c) {
		if f.brief {
			fields = append(fields, f.name+" "+md(cut(f.value, 160)))
		}
	}
	read := strings.Join(fields, "; ")
	if c.Kind.IsBackReference() {
		read = v.refers(c, read)
	}
	if read == "" {
		read = "“" + md(cut(c.Text, 160)) + "”"
	}
	return "cites: " + read
}

// refers words what a back-reference means.
func (v *viewer) refers(c *checker.Citation, read string) string {
	words := "“" + md(cut(c.Text, 80)) + "”, which means "
	switch {
	case c.RefersTo != nil:
		words += "the source of " + v.ofNote(c.RefersTo)
		if t := c.RefersTo.Title; t != "" {
			words += ": " + md(cut(t, 120))
		}
	case refusal[c.Reason] != "":
		words = "“" + md(cut(c.Text, 80)) + "”, which is not resolved: " + refusal[c.Reason]
	default:
		words = "“" + md(cut(c.Text, 80)) + "”, which is not resolved"
	}
	if c.Locator != "" {
		words += "; at " + md(cut(c.Locator, 80))
	}
	return words
}

// ofNote names the note that holds a citation.
func (v *viewer) ofNote(c *checker.Citation) string {
	n := v.home[c]
	switch {
	case n == nil:
		return "another document"
	case n.Label != "":
		return "note " + v.escape(cut(n.Label, 40))
	}
	return "the note in line " + itoa(n.Span.Start.Line)
}

// A field is one thing that a citation was understood to say.
type field struct {
	name, value string
	brief       bool // it stands in the shortest telling, too
}

// fieldsOf returns what a citation was understood to say, in the order of a printed one.
func fieldsOf(c *checker.Citation) []field {
	var fields []field
	add := func(name, value string, brief bool) {
		if value != "" {
			fields = append(fields, field{name, value, brief})
		}
	}
	title := c.Title
	if c.ParallelTitle != "" {
		title += " (" + c.ParallelTitle + ")"
	}
	add("author", names(c.Authors), true)
	add("editor", names(c.Editors), len(c.Authors) == 0)
	add("translator", names(c.Translators), false)
	add("title", title, true)
	add("in", c.Container, true)
	add("publisher", c.Publisher, true)
	add("place", c.Place, false)
	add("edition", c.Edition, false)
	add("volume", c.Volume, false)
	add("issue", c.Issue, false)
	add("number", c.Number, false)
	add("date", dateWords(c.Date), true)
	add("first published", dateWords(c.OriginalDate), false)
	add("pages", c.Pages, true)
	add("at", c.Locator, true)
	add("DOI", c.DOI, true)
	add("ISBN", c.ISBN, true)
	add("arXiv", c.ArXiv, true)
	add("accessed", dateWords(c.Accessed), true)
	add("called from here on", c.Alias, false)
	add("not explained", c.Rest, false)
	return fields
}

func names(ns []checker.Name) string {
	var parts []string
	for _, n := range ns {
		parts = append(parts, n.String())
	}
	return strings.Join(parts, "; ")
}

// dateWords is a date as it was understood, else as it is printed.
func dateWords(d checker.Date) string {
	if d.EDTF != "" {
		return d.EDTF
	}
	return d.Text
}

// source adds what was seen at a link's source.
func (v *viewer) source(view *noteView, todo *todos, n *checker.Note, c *checker.Citation, l *checker.Link, what string) {
	item := what + ": " + mdLink(cut(linkWords(l), 80), webAddress(l))
	r := v.rep.Result(l.URL)
	if l.URL == "" || r == nil {
		view.items = append(view.items, item+": no address to look at")
		return
	}
	if r.Cause == checker.CauseOffline {
		view.raise(needCheck)
		view.items = append(view.items, item+": **not checked** (offline)")
		return
	}
	view.items = append(view.items, item+": "+verdictItem(r))
	if !wasRead(r) {
		view.raise(needLook)
		todo.add("health", verdictTodo(r))
		for _, s := range r.Snapshots {
			if isWeb(s.URL) {
				view.items = append(view.items, "archived: "+mdLink(captureWords(s), s.URL))
			}
		}
	}
	if r.Verdict == checker.Moved && r.Instead != "" {
		view.items = append(view.items, "now at: "+mdLink(cut(r.Instead, 120), r.Instead))
	}
	if wasRead(r) {
		v.agreement(view, todo, c, r)
	}
}

func verdictTodo(r *checker.Result) string {
	if r.Cause == checker.CauseHostRule {
		return "Open it yourself: the settings say not to ask for it."
	}
	return verdictMend[r.Verdict]
}

// captureWords names a capture by its archive and day.
func captureWords(s checker.Snapshot) string {
	if s.Time.IsZero() {
		return s.Archive
	}
	return s.Archive + ", " + s.Time.UTC().Format(time.DateOnly)
}

// verdictItem is a verdict in words with its evidence.
func verdictItem(r *checker.Result) string {
	words := "**" + verdictWords[r.Verdict] + "**"
	var evidence []string
	for _, e := range r.Evidence {
		evidence = append(evidence, md(cut(e, 160)))
	}
	if len(evidence) == 0 && r.Cause != "" {
		evidence = []string{strings.ReplaceAll(md(string(r.Cause)), "-", " ")}
	}
	if len(evidence) > 0 {
		words += ": " + strings.Join(evidence, "; ")
	}
	return words
}

// agreement adds what the page answered to what this citation says.
func (v *viewer) agreement(view *noteView, todo *todos, c *checker.Citation, r *checker.Result) {
	all := comparisons(c, r)
	for _, line := range agreementLines(all) {
		head, rest, _ := strings.Cut(line, ": ")
		view.items = append(view.items, "**"+head+"**: "+md(rest))
	}
	for _, one := range all {
		if one.outcome == differs {
			view.raise(needLook)
			todo.add("match", "Compare the "+one.field+" with the page.")
		}
	}
}

// titlesOf returns the answers to the titles by which c calls its source: the best one, or all that
// disagree.
func titlesOf(c *checker.Citation, r *checker.Result) []checker.TitleAnswer {
	var own []checker.TitleAnswer
	for _, a := range r.Page.Answers.Titles {
		if a.Asked == "" || a.Asked != c.Title && a.Asked != c.ParallelTitle {
			continue
		}
		if a.Answer == checker.AnswerMatch {
			return []checker.TitleAnswer{a} // the page has one language, the citation two titles
		}
		own = append(own, a)
	}
	return own[:min(len(own), 1)]
}

// quotation adds what was found of a quotation.
func (v *viewer) quotation(view *noteView, todo *todos, a attributed) {
	item := "quotation “" + md(cut(a.Quotation.Text, 120)) + "”: **" + md(a.verdict()) + "**"
	q := a.Answer
	if q.TextFragment != "" && isWeb(q.TextFragment) {
		item += ", " + mdLink("see it there", q.TextFragment)
	}
	view.items = append(view.items, item)
	if !a.isWrong() {
		return
	}
	view.raise(needLook)
	todo.add("quote", "Compare the quotation with the source.")
	for _, line := range a.evidence() {
		view.items = append(view.items, md(cut(line, 400)))
	}
}

// outside writes the links outside notes.
func (v *viewer) outside(b *bytes.Buffer) {
	if len(v.doc.Links) == 0 {
		return
	}
	b.WriteString("\n#### Links outside notes\n\n")
	for _, l := range v.doc.Links {
		item := mdLink(cut(linkWords(l), 80), webAddress(l))
		if !v.doc.Derived {
			item = "line " + itoa(l.Span.Start.Line) + ": " + item
		} else {
			item = "to " + item
		}
		switch r := v.rep.Result(l.URL); {
		case l.URL == "" || r == nil:
		case r.Cause == checker.CauseOffline:
			item += ": **not checked** (offline)"
		default:
			item += ": " + verdictItem(r)
		}
		b.WriteString("- " + item + "\n")
	}
}

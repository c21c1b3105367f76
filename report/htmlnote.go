package report

import (
	"slices"
	"strings"
	"time"

	"github.com/citelint/citelint/checker"
)

// An htmlNote is one note as the page shows it.
type htmlNote struct {
	need     need
	ID       string
	Label    htmlWords
	Line     string
	Chip     htmlChip
	Person   bool // it needs one
	Faulty   bool // an error was found
	Verdicts string
	Text     htmlText
	Claims   []htmlText
	More     string // claims that are not shown

	Quotations []htmlQuotation

	Findings []htmlFinding
	Todo     []htmlText
	Cites    []htmlCitation
	Uncited  string
}

// An htmlFinding is what a rule found, and its fix.
type htmlFinding struct {
	Severity, Rule, Line string
	Found                htmlText
	Fix                  htmlText
}

// An htmlCitation is what was understood, and what the sources answered.
type htmlCitation struct {
	Heading htmlText // what it is, if it does not describe its source in full
	Ref     *htmlRef // the note that a back-reference means
	Fields  []htmlField
	Remark  string
	Sources []htmlSource
}

// An htmlSource is one source: does it answer, does it agree.
type htmlSource struct {
	What     string
	Link     htmlLink
	Chip     htmlChip
	Evidence []htmlText
	Instead  *htmlLink
	Hops     []htmlHop
	Captures []htmlLink
	History  []string
	Agrees   []htmlAgree
	Silence  string // why nothing was compared
}

type htmlHop struct {
	Status string
	Link   htmlLink
}

// An htmlAgree is one answer to the question whether a page agrees with the note.
type htmlAgree struct {
	What  string
	Chip  htmlChip
	Found htmlText
}

// An htmlQuotation is what the sources of a quotation have of it.
type htmlQuotation struct {
	Text     htmlWords
	Chip     htmlChip
	There    *htmlLink // to the words in the source
	Evidence []htmlText
}

// An htmlOutside is a link outside notes.
type htmlOutside struct {
	Line     string
	Verdict  string
	Faulty   bool
	Person   bool
	Words    htmlWords
	Source   htmlSource
	Findings []htmlFinding
}

func (p *htmlPrinter) note(n *checker.Note) *htmlNote {
	view := p.view(n)
	h := &htmlNote{
		need: view.need, ID: p.ids[n], Label: htmlWords{Text: cut(n.Label, 40)}, Chip: needChip(view.need), Person: view.need >= needLook,
		Text: htmlText{{Kind: "bdi", Text: plain(n.Text)}},
	}
	if view.line > 0 {
		h.Line = itoa(view.line)
	}
	if strings.TrimSpace(n.Text) == "" {
		h.Text = nil
	}
	const most = 3
	for i, m := range n.Markers {
		if i == most {
			h.More = "and " + number(len(n.Markers)-most, "more place")
			break
		}
		if m.Claim != "" {
			h.Claims = append(h.Claims, marked(m.Claim, m.Quotations))
		}
	}
	seen := &seenInNote{}
	found := slices.Clone(p.findings[n])
	worstFirst(found)
	for _, f := range found {
		h.Findings = append(h.Findings, p.finding(f, view.line))
		h.Faulty = h.Faulty || f.Severity == checker.Error
		seen.finding(f, p.result(f), p.mendPlainly(f))
	}
	for _, a := range p.quotations[n] {
		h.Quotations = append(h.Quotations, p.quotation(a, seen))
	}
	for _, c := range n.Citations {
		h.Cites = append(h.Cites, p.citation(c, seen))
	}
	switch {
	case len(n.Citations) > 0:
	case n.Span.IsZero():
		h.Uncited = "Nothing is cited: no note of that name is there."
	case h.Text == nil:
		h.Uncited = "Nothing is cited: the note is empty."
	default:
		h.Uncited = "Nothing is cited."
	}
	slices.Sort(seen.verdicts)
	h.Verdicts = strings.Join(slices.Compact(seen.verdicts), " ")
	for _, t := range view.todo {
		h.Todo = append(h.Todo, advised(t))
	}
	if h.Person {
		p.letter.note(view, seen)
	}
	return h
}

// result is what was seen at the source that a finding is about; nil if it is about none.
func (p *htmlPrinter) result(f *checker.Finding) *checker.Result {
	if f.URL == "" {
		return nil
	}
	return p.rep.Result(f.URL)
}

// finding is what was found below a heading that names a line, 0 if it names none; and its fix, but of
// a note, under which stands once what is to be done.
func (p *htmlPrinter) finding(f *checker.Finding, line int) htmlFinding {
	h := htmlFinding{Severity: f.Severity.String(), Rule: f.Rule, Found: said(strings.TrimSuffix(f.Message, ": "+addressBeside(f)))}
	if isPlaced(f) && f.Span.Start.Line != line {
		h.Line = itoa(f.Span.Start.Line)
	}
	if noteAbout(f) == nil {
		h.Fix = advised(p.mend(f))
	}
	return h
}

// addressBeside is the address that a finding ends with and that stands beside it: that of its link, or
// of the only one of its note.
func addressBeside(f *checker.Finding) string {
	links := 0
	if n := noteAbout(f); n != nil {
		for _, c := range n.Citations {
			links += len(c.AllLinks())
		}
	}
	if l := f.Subject.Link; links == 1 || l != nil && webAddress(l) != "" {
		return f.URL
	}
	return ""
}

// citation is what a citation was understood to say, and what its sources answered.
func (p *htmlPrinter) citation(c *checker.Citation, seen *seenInNote) htmlCitation {
	h := htmlCitation{Heading: p.heading(c)}
	if to := c.RefersTo; to != nil && p.home[to] != nil {
		home := p.home[to]
		h.Ref = &htmlRef{p.ids[home], htmlWords{Text: p.ofNote(to)}}
	}
	if c.Kind != checker.CommentOn && !isUnparsed(c) {
		for _, f := range fieldsOf(c) {
			h.Fields = append(h.Fields, htmlField{f.name, htmlWords{cut(f.value, 300), fieldLanguage(f.name, c)}})
		}
		if c.Confidence < .8 && c.Kind.IsFull() {
			h.Remark = "What could not be told for sure was left empty."
		}
	}
	switch {
	case isUnparsed(c):
		seen.also("cite", "It was not understood: “"+cut(c.Text, 120)+"”.", "Tell us which source it names.")
	case c.Kind.IsBackReference() && c.RefersTo == nil:
		seen.also("ref", "“"+cut(c.Text, 80)+"” is not resolved"+because(refusal[c.Reason])+".", "Say which source is meant.")
	}
	for _, l := range c.Links {
		h.Sources = append(h.Sources, p.source(c, l, "", seen))
	}
	if c.Archived != nil {
		h.Sources = append(h.Sources, p.source(c, c.Archived, "archived copy", seen))
	}
	if to := c.RefersTo; to != nil && len(c.Links) == 0 {
		for _, l := range to.Links {
			if l.URL != "" && p.rep.Result(l.URL) != nil {
				h.Sources = append(h.Sources, p.source(to, l, "that of "+p.ofNote(to), seen))
			}
		}
	}
	if isUnlinked(c) {
		h.Remark = strings.TrimSpace("No address to look at. " + h.Remark)
	}
	return h
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// fieldLanguage is the language of a field, if it is known: that of the source for its title.
func fieldLanguage(name string, c *checker.Citation) string {
	if name == "title" && c.ParallelTitle == "" {
		return language(c.Language)
	}
	return ""
}

// heading says what a citation is, if it does not describe its source in full.
func (p *htmlPrinter) heading(c *checker.Citation) htmlText {
	quoted := func(before, after string) htmlText {
		return htmlText{{Text: before + "“"}, {Kind: "bdi", Text: cut(c.Text, 160)}, {Text: "”" + after}}
	}
	switch {
	case c.Kind == checker.CommentOn:
		return quoted("Cites nothing; it says: ", "")
	case isUnparsed(c):
		return quoted("Not understood: ", "")
	case c.Kind.IsBackReference() && c.RefersTo == nil:
		return quoted("", " is not resolved"+because(refusal[c.Reason]))
	case c.Kind.IsBackReference():
		return quoted("", " means the source of ")
	case c.Signal != "":
		return htmlText{{Kind: "bdi", Text: cut(c.Signal, 80)}}
	}
	return nil
}

// source is what was seen at a link's source. The citation is the one that describes it.
func (p *htmlPrinter) source(c *checker.Citation, l *checker.Link, what string, seen *seenInNote) htmlSource {
	h := p.answered(l)
	h.What = what
	r := p.rep.Result(l.URL)
	if l.URL == "" || r == nil {
		return h
	}
	seen.verdicts = append(seen.verdicts, string(r.Verdict))
	switch {
	case r.Cause == checker.CauseOffline:
		h.Silence = "Not compared: the run was offline."
	case !wasRead(r):
		h.Silence = "Not compared: nobody has read the page."
		seen.source(c, r)
	default:
		h.Agrees = p.agreements(c, r, seen)
		if len(h.Agrees) == 0 {
			h.Silence = "Nothing to compare."
		}
	}
	return h
}

// answered is whether a link's source answers.
func (p *htmlPrinter) answered(l *checker.Link) htmlSource {
	address := webAddress(l)
	h := htmlSource{Link: addressOf(address)}
	r := p.rep.Result(l.URL)
	if l.URL == "" || r == nil {
		h.Link = linkTo(address, htmlWords{Text: cut(firstWords(address, l.Raw), 300)})
		h.Chip, h.Silence = outcomeChip(notCompared, "no address to look at"), "Not compared."
		return h
	}
	if address == "" {
		h.Link.Words.Text = cut(r.URL, 300)
	}
	h.Chip = verdictChip(r.Verdict)
	if r.Cause == checker.CauseOffline {
		h.Chip.Words += " (offline)"
		return h
	}
	for _, e := range r.Evidence {
		h.Evidence = append(h.Evidence, said(cut(e, 240)))
	}
	if len(h.Evidence) == 0 && r.Cause != "" {
		h.Evidence = []htmlText{{{Text: strings.ReplaceAll(plain(string(r.Cause)), "-", " ")}}}
	}
	if r.Instead != "" {
		instead := addressOf(r.Instead)
		h.Instead = &instead
	}
	for _, hop := range r.Hops {
		h.Hops = append(h.Hops, htmlHop{strings.TrimSpace(came(hop.Status)), addressOf(hop.URL)})
	}
	for _, s := range r.Snapshots {
		h.Captures = append(h.Captures, linkTo(s.URL, htmlWords{Text: cut(captureWords(s), 120)}))
	}
	h.History = history(r, p.rep.Run)
	return h
}

// history says when a source was looked at, if that was not on the day of the run.
func history(r *checker.Result, run checker.RunInfo) []string {
	var all []string
	add := func(words string, t time.Time) {
		if !t.IsZero() {
			all = append(all, words+" "+t.UTC().Format(time.DateOnly))
		}
	}
	if day := r.Checked.UTC().Format(time.DateOnly); day != run.Today.EDTF && day != run.Finished.UTC().Format(time.DateOnly) {
		add("looked at", r.Checked)
	}
	if !wasRead(r) {
		add("last good", r.LastGood)
		add("failing since", r.FailingSince)
	}
	if d := r.Drift; d != nil && (d.Kind == checker.DriftMajor || d.Kind == checker.DriftReplaced) {
		add("the text has changed since", d.Since)
	}
	return all
}

// agreements compares what a page says of itself with what the citation says. What is cited and was
// not compared is there, too, lest what agrees seem to be all.
func (p *htmlPrinter) agreements(c *checker.Citation, r *checker.Result, seen *seenInNote) []htmlAgree {
	compared := comparisons(c, r)
	for _, f := range []struct {
		name   string
		stated bool
	}{{"title", c.Title != ""}, {"author", len(c.Authors) > 0}, {"date", c.Date.EDTF != ""}} {
		if f.stated && !slices.ContainsFunc(compared, func(one comparison) bool { return one.field == f.name }) {
			compared = append(compared, comparison{field: f.name, outcome: notCompared, inBrief: true})
		}
	}
	var all []htmlAgree
	for _, one := range compared {
		h := htmlAgree{What: one.field, Chip: outcomeChip(one.outcome, agreementWords[one.outcome])}
		if !one.inBrief && one.outcome != agrees && one.found != one.asked {
			h.Found = htmlText{{Text: "“"}, {Kind: "bdi", Text: cut(one.asked, 120)}, {Text: "”"}}
		}
		if one.found != "" && one.found != one.asked && (one.outcome == differs || one.outcome == uncertain) {
			says := htmlText{{Text: "the page has “"}, {Kind: "bdi", Text: cut(one.found, 160)}, {Text: "”"}}
			if len(h.Found) > 0 {
				says[0].Text = "; " + says[0].Text
			}
			h.Found = append(h.Found, says...)
		}
		if one.outcome == differs {
			words := "The " + one.field + " differs: the note has “" + cut(one.asked, 120) + "”, the page “" + cut(one.found, 120) + "”."
			seen.also("match", words, "Compare the "+one.field+" with the page.")
		}
		all = append(all, h)
	}
	return all
}

// quotation is what the sources of a quotation have of it.
func (p *htmlPrinter) quotation(a attributed, seen *seenInNote) htmlQuotation {
	q := a.Answer
	h := htmlQuotation{Chip: quotationChip(a), Text: htmlWords{Text: cut(a.Quotation.Text, 200)}}
	if there := linkTo(q.TextFragment, htmlWords{Text: "see it there", Lang: "en"}); there.URL != "" {
		h.There = &there
	}
	if !a.isWrong() {
		return h
	}
	if len(q.Diff) > 0 {
		h.Evidence = append(h.Evidence, diffText(q.Diff))
	}
	for _, line := range a.evidence() {
		if len(q.Diff) == 0 || !strings.HasPrefix(line, "differs: ") {
			h.Evidence = append(h.Evidence, said(cut(line, 400)))
		}
	}
	words := "The quotation “" + cut(a.Quotation.Text, 200) + "”: " + a.verdict() + "."
	if q.Found != "" {
		words += " The source has “" + cut(q.Found, 200) + "”."
	}
	seen.also("quote", words, "Compare the quotation with the source.")
	return h
}

// diffText shows what a quotation and its source have not in common.
func diffText(parts []checker.DiffPart) htmlText {
	var t htmlText
	for i, d := range parts {
		if i > 0 {
			t = append(t, htmlPiece{Text: " "})
		}
		kind := "bdi"
		switch d.Op {
		case checker.DiffRemoved:
			kind = "del"
		case checker.DiffAdded:
			kind = "ins"
		}
		t = append(t, htmlPiece{kind, cut(d.Text, 200)})
	}
	return t
}

// outsideLink is a link outside notes: whether its source answers, and what was found.
func (p *htmlPrinter) outsideLink(l *checker.Link) htmlOutside {
	h := htmlOutside{Source: p.answered(l), Words: htmlWords{Text: cut(l.Text, 120)}}
	if !p.doc.Derived {
		h.Line = itoa(l.Span.Start.Line)
	}
	if r := p.rep.Result(l.URL); l.URL != "" && r != nil {
		h.Verdict = string(r.Verdict)
		h.Person = r.Cause != checker.CauseOffline && !wasRead(r)
	}
	for _, f := range p.byLink[l] {
		h.Findings = append(h.Findings, p.finding(f, l.Span.Start.Line))
		h.Faulty = h.Faulty || f.Severity == checker.Error
		h.Person = h.Person || f.Severity > checker.Info
	}
	return h
}

// Package cite understands what notes say: it splits a note's text into citations, parses each
// into fields, finds what back-references mean, and takes from the prose the claim that each
// marker supports.
//
// Begin with Parse, on a Document that package read made.
package cite

import (
	"sort"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// Parse fills the Citations of the document's notes and the Claim and Quotations of its markers.
// What it does not understand it leaves unparsed, with a Confidence below 0.5, and a back-reference
// whose meaning it cannot tell gets a Reason instead of a RefersTo. It replaces what an earlier
// call filled in.
func Parse(doc *checker.Document) { parse(doc, nil, "") }

// parse is Parse; observe, if it is not nil, is told of all doubts, and then no field is left empty.
// The grammar that is named barred, if any, reads nothing: its style is one that nobody has seen.
func parse(doc *checker.Document, observe observer, barred string) {
	d := newDraft(doc)
	d.observe, d.barred = observe, barred
	d.readAll()
	d.vote()
	d.each(d.settle)
	claims(doc)
	resolve(d)
	d.each(d.assureAll)
}

// A draft is a document while its notes are being understood.
type draft struct {
	doc      *checker.Document
	notes    []noteDraft // in the order in which they are read
	order    match.DateOrder
	language string
	scratch  []reading // room for readings, used again
	votes    [2]ballot // of the notes, and of the bibliography
	observe  observer  // for calibration; else nil
	barred   string    // likewise, a grammar that reads nothing
}

// A noteDraft is a note while it is being understood.
type noteDraft struct {
	note  *checker.Note
	part  int // 1 for an entry of a bibliography, else 0
	src   *source
	lx    *lexer
	cites []*citeDraft
}

// A citeDraft is a citation while it is being understood.
type citeDraft struct {
	*checker.Citation
	seg      segment
	readings []reading
	letters  int32 // and digits, behind the signal
	ref      backReference
	kana     bool
	short    bool     // it has the shape of a short form
	yearly   bool     // it has that shape but for a year, which may be a page
	same     bool     // its authors are those of the citation before
	lead     string   // what stands before the place, folded
	place    string   // the place, even of an unparsed one
	drift    string   // the style it is in by itself, if the document is in another
	plain    *reading // what a short form without marks would say; nil if it has not the shape of one
	unparsed bool
}

func newDraft(doc *checker.Document) *draft {
	d := &draft{doc: doc, notes: make([]noteDraft, 0, len(doc.Notes))}
	for _, n := range noteOrder(doc.Notes) {
		part := 0
		if n.Kind == checker.Bibliography {
			part = 1
		}
		d.notes = append(d.notes, noteDraft{note: n, part: part, src: newSource(n.Text, n.Runs, n.Span)})
	}
	d.order = d.dateOrder()
	d.language = d.guessLanguage()
	return d
}

// noteOrder sorts notes by their first markers. A note without marker stays behind the one that is
// defined before it.
func noteOrder(notes []*checker.Note) []*checker.Note {
	type place struct{ at, marked int }
	places := make([]place, len(notes))
	last := place{at: -1}
	for i, n := range notes {
		if len(n.Markers) > 0 {
			last = place{at: n.Markers[0].Span.Start.Offset}
			for _, m := range n.Markers[1:] {
				last.at = min(last.at, m.Span.Start.Offset)
			}
			places[i] = last
			continue
		}
		places[i] = place{last.at, 1}
	}
	index := make([]int, len(notes))
	for i := range index {
		index[i] = i
	}
	sort.SliceStable(index, func(a, b int) bool {
		p, q := places[index[a]], places[index[b]]
		if p.at != q.at {
			return p.at < q.at
		}
		return p.marked < q.marked
	})
	sorted := make([]*checker.Note, len(notes))
	for i, k := range index {
		sorted[i] = notes[k]
	}
	return sorted
}

// dateOrder returns the order of day and month that the document's unambiguous dates show.
func (d *draft) dateOrder() match.DateOrder {
	order, ok := match.AnyOrder, true
	for i := range d.notes {
		if text := d.notes[i].src.text; !hasFigures(text) {
			continue
		} else if order, ok = hitsOrder(match.Dates(text), order); !ok {
			return match.AnyOrder
		}
	}
	for _, b := range d.doc.Body {
		for j := range b.Runs {
			if text := b.Runs[j].Text; !hasFigures(text) {
				continue
			} else if order, ok = hitsOrder(match.Dates(text), order); !ok {
				return match.AnyOrder
			}
		}
	}
	return order
}

// hasFigures reports whether a date in figures such as 13/02/2022 may stand in s.
func hasFigures(s string) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i := 0; i < len(s); i++ {
		if (s[i] == '/' || s[i] == '-') && digit(i-1) && digit(i+1) {
			return true
		}
	}
	return false
}

const sampled = 1 << 16 // bytes of text that the language is guessed from

// guessLanguage returns the language of the document: of its prose, or of its notes if there is
// none.
func (d *draft) guessLanguage() string {
	var counts [16]int
	scripts := map[string]int{}
	n := 0
	sample := func(s string) {
		if n < sampled {
			s = s[:min(len(s), sampled-n)]
			n += len(s)
			scripts[script(s)] += len(s)
			tally(s, &counts)
		}
	}
	sample(d.doc.Title)
	for _, b := range d.doc.Body {
		for j := range b.Runs {
			sample(b.Runs[j].Text)
		}
	}
	if n < 200 {
		for i := range d.notes {
			sample(d.notes[i].src.text)
		}
	}
	top := "Latn"
	for _, s := range []string{"Kana", "Hani", "Hang", "Cyrl", "Arab", "Grek", "Hebr", "Thai"} {
		if scripts[s] > scripts[top] {
			top = s
		}
	}
	if scripts["Kana"] > 0 && top == "Hani" && scripts["Kana"]*5 > scripts["Hani"] {
		top = "Kana"
	}
	if top != "Latn" {
		return languageOf(map[string]string{"Kana": "か", "Hani": "们", "Hang": "가", "Cyrl": "я", "Arab": "ا", "Grek": "α", "Hebr": "א", "Thai": "ก"}[top], "", "")
	}
	if lang, n := best(&counts); lang != "" && n >= 2 {
		return lang
	}
	return "en"
}

// A share is how many notes, or blocks, are worth a goroutine.
const share = 128

// readAll reads each note, which does not depend on the others.
func (d *draft) readAll() {
	checker.Spread(len(d.notes), share, func(from, to int) {
		own := *d // with scratch of its own
		for i := from; i < to; i++ {
			own.read(&d.notes[i])
		}
	})
}

// read makes the note's segments and their readings.
func (d *draft) read(n *noteDraft) {
	n.note.Citations = nil
	n.lx = lex(n.src, d.order)
	segs := split(n.lx)
	kana := d.language == "ja" || script(n.src.text) == "Kana"
	for i := range segs {
		c := &citeDraft{Citation: &checker.Citation{}, seg: segs[i], kana: kana}
		c.Signal, c.Nested = segs[i].signal, segs[i].nested
		d.place(n, c)
		n.cites = append(n.cites, c)
		n.note.Citations = append(n.note.Citations, c.Citation)
	}
	d.links(n)
	for _, c := range n.cites {
		p := parser{lexer: n.lx, seg: &c.seg, a: c.seg.body, b: c.seg.tail, kana: kana, language: d.language, barred: d.barred, scratch: d.scratch}
		if p.a >= p.b {
			c.Kind = checker.CommentOn
			continue
		}
		p.a = p.pastLabel()
		n.lx.eastern = p.hasEastern()
		n.lx.at, n.lx.to, n.lx.home = p.a, p.b, d.language
		if d.language == "en" && p.pointsInside() {
			continue
		}
		if c.ref = p.backReference(); c.ref.kind == "" {
			c.readings = p.readings()
			c.letters = p.letters[p.b] - p.letters[p.a]
		}
		d.scratch = p.scratch
		if e := c.seg.anchors; c.ref.kind == "" && e.titles+e.links == 0 {
			c.plain = p.plainShort()
		}
	}
	n.lx.letters = nil
}

// pastLabel returns the token behind the number of an entry of a list, [12], or the first one.
func (p *parser) pastLabel() int {
	if p.a+4 < p.b && p.tokens[p.a].kind == opening && p.tokens[p.a].r == '[' && p.tokens[p.a].n == p.a+2 && p.tokens[p.a+1].kind == number &&
		p.tokens[p.a+1].end-p.tokens[p.a+1].start <= 3 && p.tokens[p.a+3].kind == word && p.tokens[p.a+3].caps && p.tokens[p.a+3].space {
		return p.a + 3
	}
	return p.a
}

// hasEastern reports whether the segment has Han or Hangul, but no kana.
func (p *parser) hasEastern() bool {
	for k := p.a; k < p.b; k++ {
		if t := &p.tokens[k]; t.cjk || t.kind == quoted {
			switch s := script(p.text[t.start:t.end]); {
			case p.kana || s == "Kana":
				return false
			case s == "Hani" || s == "Hang":
				return true
			}
		}
	}
	return false
}

// place fills the text and the span of a citation.
func (d *draft) place(n *noteDraft, c *citeDraft) {
	from, to := n.lx.tokens[c.seg.a].start, n.lx.tokens[c.seg.b-1].end
	c.Text = collapse(n.src.text[from:to])
	start, end := n.src.offsets(from, to)
	c.Span = d.doc.Span(start, end)
}

// links gives each link of the note to the citation that holds it.
func (d *draft) links(n *noteDraft) {
	seen := map[*checker.Link]bool{}
	for k := range n.src.runs {
		l := n.src.runs[k].Link
		if l == nil || seen[l] {
			continue
		}
		seen[l] = true
		if len(n.cites) == 0 {
			c := &citeDraft{Citation: &checker.Citation{Text: collapse(n.src.text)}}
			start, end := n.src.offsets(0, len(n.src.text))
			c.Span = d.doc.Span(start, end)
			n.cites = append(n.cites, c)
			n.note.Citations = append(n.note.Citations, c.Citation)
		}
		n.linkTo(n.src.starts[k], n.src.starts[k]+len(n.src.runs[k].Text)).take(n, l, n.src.starts[k])
	}
}

// linkTo returns the citation that holds the text from byte i to end: the first that begins before
// its end and does not end before its beginning.
func (n *noteDraft) linkTo(i, end int) *citeDraft {
	at := sort.Search(len(n.cites), func(k int) bool {
		s := n.cites[k].seg
		return s.b > s.a && n.lx.tokens[s.b-1].end > i
	})
	if at == len(n.cites) || at > 0 && n.lx.tokens[n.cites[at].seg.a].start >= end && end > i {
		at = max(at-1, 0)
	}
	return n.cites[at]
}

// take adds a link; what stands behind "archived" or on an archive's host is the archived copy.
func (c *citeDraft) take(n *noteDraft, l *checker.Link, at int) {
	if c.Archived == nil && len(c.Links) == 1 && isArchive(c.Links[0].URL) && !isArchive(l.URL) && c.atOriginal(n, at) {
		c.Links, c.Archived = []*checker.Link{l}, c.Links[0] // “[T](copy)”. Archived from [the original](page) on D
		return
	}
	if c.Archived == nil && (isArchive(l.URL) && len(c.Links) > 0 || c.afterArchived(n, at)) {
		c.Archived = l
		return
	}
	c.Links = append(c.Links, l)
}

// afterArchived reports whether a word such as "archived at" stands before byte at.
func (c *citeDraft) afterArchived(n *noteDraft, at int) bool {
	if t := c.tokenAt(n, at); t != nil && t.start == at && t.caps && t.lex != nil && t.lex.has(archiveWord) {
		return len(c.Links) > 0 // [Archived](copy) from the original
	}
	k := sort.Search(len(n.lx.tokens), func(k int) bool { return n.lx.tokens[k].start >= at })
	for k--; k >= c.seg.a; k-- {
		t := &n.lx.tokens[k]
		if t.kind == punct || t.kind == dated || t.kind == accessed {
			continue
		}
		return t.lex != nil && t.lex.has(archiveWord) && len(c.Links) > 0
	}
	return false
}

var archives = wordSet("perma.cc archive.org web.archive.org archive.is archive.ph archive.today archive.md archive.vn archive.fo archive.li webcitation.org webarchive.org.uk www.webarchive.org.uk arquivo.pt ghostarchive.org megalodon.jp")

func isArchive(addr string) bool { return archives[match.Host(addr)] }

// readings lets every grammar read the segment, and keeps what the vote may still choose.
func (p *parser) readings() []reading {
	if p.seg.anchors.kinds() == 0 {
		return nil
	}
	scratch, top := p.scratch[:0], -100.0
	all := p.letters[p.b] - p.letters[p.a]
	for g := range grammars {
		if grammars[g].name == tagger && hasSure(scratch) {
			continue
		}
		scratch = append(scratch, reading{grammar: g})
		r := &scratch[len(scratch)-1]
		if grammars[g].name == p.barred || !grammars[g].read(p, r) {
			scratch = scratch[:len(scratch)-1]
			continue
		}
		p.finish(r)
		r.score = p.judge(r, all)
		top = max(top, r.score)
	}
	p.scratch = scratch
	near := 0
	for i := range scratch {
		if scratch[i].score >= top-vote {
			near++
		}
	}
	list := make([]reading, 0, near)
	for i := range scratch {
		if scratch[i].score >= top-vote {
			list = append(list, scratch[i])
		}
	}
	return list
}

// hasSure reports whether the best of the readings explains all that it should, without doubt.
func hasSure(list []reading) bool {
	if len(list) == 0 {
		return false
	}
	var none ballot
	r := none.best(list)
	return !r.loud && r.doubt == 0 && r.score > 1.5
}

// finish fills what follows from the other fields.
func (p *parser) finish(r *reading) {
	r.Locator = p.locatorText(r)
	for k := p.a; k < p.b; k++ {
		t := &p.tokens[k]
		switch t.kind {
		case doi:
			if r.DOI == "" {
				r.DOI = match.LowerASCII(p.text[t.value:t.to])
			}
		case arxiv:
			if r.ArXiv == "" {
				r.ArXiv = p.text[t.value:t.to]
			}
		case isbn:
			if r.ISBN == "" {
				r.ISBN = match.ISBNDigits(p.text[t.value:t.to])
			}
		}
	}
}

// judge scores a reading: what its fields explain, and how plausible they are.
func (p *parser) judge(r *reading, all int32) float64 {
	all -= r.idle
	if all <= 0 {
		all = 1
	}
	good := min(r.good, all)
	s := float64(good-2*(all-good)) / float64(all)
	if r.Title != "" {
		s += .3
	}
	if len(r.Authors) > 0 {
		s += .1
	}
	if r.Container != "" || r.Publisher != "" {
		s += .1
	}
	if r.Date.EDTF != "" {
		s += .1
	}
	if r.DOI != "" || r.ISBN != "" || r.ArXiv != "" {
		s += .2
	}
	if r.Locator != "" {
		s += .1
	}
	s += r.extra
	if !r.sourced(p) {
		s = min(s, 0)
	}
	return s
}

// sourced reports whether the reading names a source at all.
func (r *reading) sourced(p *parser) bool {
	return r.Title != "" || r.DOI != "" || r.ISBN != "" || r.ArXiv != "" || r.Container != "" && (r.Pages != "" || r.Type == "article-journal" && r.Volume != "" && r.dates > 0 && len(r.Authors) > 0) || r.Number != "" && r.Type == "report" || r.Container != "" && (r.Type == "article-newspaper" || r.Type == "legislation" || r.Type == "manuscript") ||
		p.seg.anchors.links > 0
}

// each calls do, which changes its note alone, for all notes. Only where an observer is to be told of
// them it keeps to their order.
func (d *draft) each(do func(*noteDraft)) {
	some := func(from, to int) {
		for i := from; i < to; i++ {
			do(&d.notes[i])
		}
	}
	if d.observe != nil {
		some(0, len(d.notes))
		return
	}
	checker.Spread(len(d.notes), share, some)
}

// settle chooses the readings of a note, and marks those that are in another style than the document.
func (d *draft) settle(n *noteDraft) {
	style := d.ballot(n).style
	for _, c := range n.cites {
		if c.ref.kind == "" && len(c.readings) > 0 && style != "" {
			c.drift = drift(c.readings, style)
		}
		switch {
		case c.ref.kind != "":
			c.ref.apply(c)
		case len(c.readings) == 0 && len(c.Links) == 0:
			c.Kind = checker.CommentOn
			c.Confidence = .9
		case len(c.readings) == 0:
			c.Kind = checker.Full
			c.Confidence = .6
		default:
			d.choose(n, c)
		}
		d.repairs(n, c)
		c.readings = nil
	}
}

// choose takes the best reading's fields, or none if too much stays unexplained.
func (d *draft) choose(n *noteDraft, c *citeDraft) {
	r := d.ballot(n).best(c.readings)
	p := parser{lexer: n.lx, seg: &c.seg, a: c.seg.body, b: c.seg.b}
	kept := *c.Citation
	c.lead, c.place = leadOf(c, n.lx), r.Locator
	if d.language == "en" && (r.mention(n, &c.seg) || r.speaks(n, &c.seg)) {
		c.Kind, c.Confidence = checker.CommentOn, .85
		return
	}
	sure := d.certainty(n, c, r)
	if sure.kept == 0 && len(c.Links) == 0 || r.score <= 0 {
		c.Kind, c.Confidence, c.unparsed = checker.Full, min(sure.least, unparsed), true
		if kept.Signal != "" && c.seg.class == sigAlso {
			c.Kind = checker.SeeAlso
		}
		if len(c.Links) == 0 && onlyNumbers(&c.seg, n.lx) {
			c.Kind, c.Confidence, c.unparsed = checker.CommentOn, .85, false
		}
		return
	}
	*c.Citation = r.Citation
	c.Drift = c.drift
	c.Text, c.Span, c.Signal, c.Nested, c.Links, c.Archived = kept.Text, kept.Span, kept.Signal, kept.Nested, kept.Links, kept.Archived
	c.Kind, c.Confidence, c.Sure = checker.Full, max(sure.least, .5), sure.fields
	nameNoYear(c.Citation)
	if c.seg.class == sigAlso {
		c.Kind = checker.SeeAlso
	}
	for _, s := range r.rest {
		if c.Rest != "" {
			c.Rest += " "
		}
		c.Rest += p.str(s.a, s.b)
	}
	if c.seg.guessed {
		c.Rest = strings.TrimSpace(c.Rest + " " + strings.TrimRight(p.str(c.seg.tail+1, c.seg.b), "."))
	}
	if c.Title != "" {
		c.Language = d.languageOf(c.Citation)
	} else if c.Container != "" {
		c.Language = languageOf(c.Container, "", d.language)
	}
	if c.Type == "" || c.Type == "report" && len(c.Authors) == 0 && isCaseName(c.Title) {
		c.Type = typeOf(c.Citation)
	}
	first := &n.lx.tokens[c.seg.body]
	c.same = (first.kind == leader || first.kind == back && first.class == backSame) && len(c.Authors) == 0
	c.short = isShortShape(c) && !r.loud
	if mayBePages(c.Date) && c.Locator == "" && c.Title != "" && len(c.Authors) > 0 {
		date := c.Date
		c.Date = checker.Date{}
		c.yearly = isShortShape(c) && !r.loud
		c.Date = date
	}
}

// mayBePages reports whether a date is nothing but a year, or two with a dash between them: pages of
// a long volume are printed so, too.
func mayBePages(d checker.Date) bool {
	from, to, ranged := strings.Cut(d.EDTF, "/")
	if len(from) != 4 || ranged && len(to) != 4 {
		return false
	}
	return strings.Trim(d.Text, "0123456789-–") == ""
}

// languageOf returns the language of the source: of the title that is not in the document's.
func (d *draft) languageOf(c *checker.Citation) string {
	rest := c.Container + " " + c.Publisher + " " + c.Date.Text + " " + c.Edition + " " + c.Locator + " " + c.Signal
	lang := languageOf(c.Title, rest, d.language)
	if c.ParallelTitle != "" && lang == d.language {
		if other := languageOf(c.ParallelTitle, "", d.language); other != lang {
			return other
		}
	}
	return lang
}

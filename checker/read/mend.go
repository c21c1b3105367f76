package read

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// finishBody mends what page breaks have cut, makes the blocks of the body and collects the links
// in them.
func (m *reader) finishBody() {
	m.findFurniture()
	b := binder{m: m}
	note := m.beforeNotes()
	for i, p := range m.parts {
		switch {
		case p.gone || p.isPageMark() || p.kind == partRule && note[i]:
			b.removed = true
		case p.kind == partRule:
			b.last = nil
		case p.empty():
			if m.isFigure(p) {
				b.float()
			}
		default:
			b.add(p)
		}
	}
	for _, o := range b.blocks {
		m.collect(o.block)
		o.finish()
		if len(o.block.Runs) > 0 || o.marked {
			m.doc.Body = append(m.doc.Body, o.block)
		}
	}
	slices.SortStableFunc(m.doc.Links, func(a, b *checker.Link) int {
		return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
	})
}

// collect keeps the links of a block, each once, and drops the runs that have no text but a link.
func (m *reader) collect(b *checker.Block) {
	bare := false
	var last *checker.Link
	for _, r := range b.Runs {
		if r.Link != nil && r.Link != last {
			last = r.Link
			if at := last.Span.Start.Offset; !m.seen[at] { // a reference link's target may be used twice
				m.seen[at] = true
				m.doc.Links = append(m.doc.Links, last)
			}
		}
		bare = bare || r.Text == ""
	}
	if bare {
		b.Runs = slices.DeleteFunc(b.Runs, func(r checker.Run) bool { return r.Text == "" })
	}
}

// beforeNotes reports for each part whether nothing but rules and comments stands between it and a note.
func (m *reader) beforeNotes() []bool {
	before := make([]bool, len(m.parts))
	for i := len(m.parts) - 2; i >= 0; i-- {
		if next := m.parts[i+1]; next.kind == partRule || next.kind == partHTML && next.empty() {
			before[i] = before[i+1]
		} else {
			before[i] = next.gone && next.def == nil
		}
	}
	return before
}

// empty reports whether p shows no text: an image, a comment.
func (p *part) empty() bool {
	return !slices.ContainsFunc(p.pieces, func(c piece) bool { return c.mark != nil || c.run.Text != "" || c.run.Link != nil })
}

// isFigure reports whether a part without text is an image, and not a comment.
func (m *reader) isFigure(p *part) bool {
	s := m.text[p.pos:p.end]
	return strings.Contains(s, "![") || strings.Contains(s, "<img") || strings.Contains(s, "<svg") || strings.Contains(s, "<figure")
}

// A binder binds parts to blocks, and joins those that a page break has parted.
type binder struct {
	m       *reader
	blocks  []*bound
	last    *bound // the block that may go on; nil if none may
	removed bool   // something was removed after it
	floats  int    // tables, figures and captions after it
	table   int    // the table counted last
	hyphens map[string]bool
}

// A bound is a block in the making.
type bound struct {
	block  *checker.Block
	part   *part // its last
	marked bool  // a marker stands in it
}

func (b *binder) float() {
	if b.floats++; b.floats > 2 {
		b.last = nil
	}
}

func (b *binder) add(p *part) {
	o := &bound{block: b.m.block(p), part: p}
	o.marked = slices.ContainsFunc(p.pieces, func(c piece) bool { return c.mark != nil && c.mark.markers != nil })
	if p.sameAs && len(b.blocks) > 0 && b.blocks[len(b.blocks)-1].part.container == p.container && !b.removed && b.last != nil {
		b.join(b.last, o, " ")
		return
	}
	switch {
	case p.block == checker.Cell:
		if p.table != b.table {
			b.table = p.table
			b.float()
		}
		b.blocks = append(b.blocks, o)
		return
	case o.block.Kind == checker.Paragraph && caption(o.block):
		o.block.Kind = checker.Caption
		b.float()
		b.blocks = append(b.blocks, o)
		return
	case b.goesOn(o):
		if joint, ok := b.joint(b.last.block, o.block); ok {
			b.join(b.last, o, joint)
			b.removed, b.floats = false, 0
			return
		}
	}
	b.blocks = append(b.blocks, o)
	b.last, b.removed, b.floats = nil, false, 0
	if o.block.Kind == checker.Paragraph || p.kind == partText {
		b.last = o
	}
}

// goesOn reports whether the last block's sentence goes on in o.
func (b *binder) goesOn(o *bound) bool {
	if b.last == nil || b.last.block.Kind != checker.Paragraph || o.block.Kind != checker.Paragraph || b.last.part.container != o.part.container {
		return false
	}
	if endsSentence(b.last.part.tail(24)) || b.last.part.tail(1) == "" {
		return false
	}
	lead := o.part.lead(24)
	lower := beginsLower(lead)
	r := firstLetter(lead)
	switch {
	case b.floats > 0:
		return lower
	case b.removed:
		return lower || words(b.last.block, 8) >= 8
	}
	return lower && !caseless(r)
}

func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// words counts the words of a block, up to about enough.
func words(b *checker.Block, enough int) int {
	n := 0
	for _, r := range b.Runs {
		if n += match.Words(r.Text[:min(len(r.Text), 400)]); n >= enough {
			break
		}
	}
	return n
}

// joint returns what stands between a and c when they are one.
func (b *binder) joint(a, c *checker.Block) (string, bool) {
	if len(a.Runs) == 0 || len(c.Runs) == 0 {
		return "", len(a.Runs)+len(c.Runs) > 0
	}
	last := &a.Runs[len(a.Runs)-1]
	head := strings.TrimLeftFunc(joinFew(c.Runs), unicode.IsSpace)
	first := firstLetter(head)
	trimmed := strings.TrimRight(last.Text, " \t")
	whole := len(last.Text) == last.End-last.Start
	cut := func(n int) {
		if whole {
			last.End -= len(last.Text) - len(trimmed) + n
		}
		last.Text = trimmed[:len(trimmed)-n]
	}
	prev, _ := lastRune(trimmed)
	switch {
	case prev == '\u00ad':
		cut(len("\u00ad"))
		return "", true
	case (prev == '-' || prev == '‐') && unicode.IsLower(first):
		n := len(string(prev))
		word := trimmed[strings.LastIndexFunc(trimmed[:len(trimmed)-n], func(r rune) bool { return !unicode.IsLetter(r) })+1:]
		if !b.hyphenated(word[:len(word)-n] + "-" + leadingLetters(head)) {
			cut(n)
		}
		return "", true
	case match.IsCJK(prev) && match.IsCJK(first):
		return "", true
	}
	return " ", true
}

func lastRune(s string) (rune, int) {
	r, n := rune(0), 0
	for i := len(s) - 1; i >= 0 && i >= len(s)-4; i-- {
		if s[i]&0xC0 != 0x80 {
			for _, c := range s[i:] {
				r, n = c, len(s)-i
			}
			break
		}
	}
	return r, n
}

func leadingLetters(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func joinFew(runs []checker.Run) string {
	t := ""
	for _, r := range runs {
		if t += r.Text[:min(len(r.Text), 80)]; len(t) > 60 {
			break
		}
	}
	return t
}

// hyphenated reports whether a word with a hyphen stands elsewhere in the document.
func (b *binder) hyphenated(word string) bool {
	if b.hyphens == nil {
		b.hyphens = map[string]bool{}
		for _, w := range hyphenWord.FindAllString(b.m.text, -1) {
			b.hyphens[strings.ToLower(w)] = true
		}
	}
	return b.hyphens[strings.ToLower(word)]
}

var hyphenWord = match.NewPattern(`\pL+-\pL+`)

// join makes one block of a and c.
func (b *binder) join(a, c *bound, joint string) {
	if joint != "" && len(a.block.Runs) > 0 {
		at := a.block.Runs[len(a.block.Runs)-1].End
		a.block.Runs = append(a.block.Runs, checker.Run{Text: joint, Start: at, End: at})
	}
	a.block.Runs = append(a.block.Runs, c.block.Runs...)
	a.block.End = c.block.End
	a.part, a.marked = c.part, a.marked || c.marked
}

func (o *bound) finish() {
	if o.block.Kind != checker.Code {
		o.block.Runs = trimRuns(o.block.Runs)
	}
}

// block makes a block of one part.
func (m *reader) block(p *part) *checker.Block {
	b := &checker.Block{Kind: p.block, Level: p.level, Runs: m.runs(nil, p.pieces), Start: m.firstPlace(p), End: m.lastPlace(p)}
	switch {
	case p.kind == partHeading:
		b.Kind = checker.Heading
	case p.kind == partCode:
		b.Kind, b.Level = checker.Code, 0
	case p.block == checker.Cell:
		b.Table, b.Row, b.Column, b.Head = p.table, p.row, p.col, p.head
	}
	return b
}

var captionStart = match.NewPattern(`^(?i:figure|fig\.|table|chart|map|box|abbildung|abb\.|tabelle|tab\.|tableau|figura|tabla|рис\.|рисунок|таблица|图|表|圖)\s*\d+(?:[.:：]|\s|$)`)

// caption reports whether a paragraph is the caption of a figure or a table.
func caption(b *checker.Block) bool {
	if len(b.Runs) == 0 {
		return false
	}
	head := joinFew(b.Runs)
	loc := captionStart.FindStringIndex(head)
	return loc != nil && (strings.ContainsAny(head[:loc[1]], ".:：") || words(b, 16) < 16)
}

var (
	pageMarkText = match.NewPattern(`^(?i)[-–—={}*_\s<!\[(#]*(?:(?:end|start|begin) of )?(?:page|pg|seite)[\s_-]*(?:break|number|footer|header|end|start)?\b[^\pL]*(?:of|von|/)?[^\pL]*$`)
	markerPage   = match.NewPattern(`^\{\d+\}-{5,}$`)
	pageNumber   = match.NewPattern(`^(?i)[-–—\s(\[|]*(?:(?:page|seite|p\.|pg\.|стр\.)\s*)?(\d{1,4})(?:\s*(?:of|von|/|из)\s*\d{1,4})?[-–—\s)\]|]*$`)
)

// markPages finds the marks that converters leave where a page ends.
func (m *reader) markPages() {
	for _, p := range m.parts {
		if p.def != nil || len(p.lines) != 1 {
			if p.kind == partRule {
				p.pageMark = !m.plain && m.longRule(p)
			}
			continue
		}
		l := p.lines[0]
		if l.end-l.start > 80 || p.kind == partCode || p.block == checker.Cell {
			continue
		}
		s := strings.TrimSpace(m.text[l.start:l.end])
		switch {
		case s == "":
		case markerPage.MatchString(s):
			p.pageMark = true
		case strings.IndexByte("-=<{[*–—", s[0]) >= 0 || s == `\newpage` || s == `\pagebreak`:
			p.pageMark = pageMarkText.MatchString(s) || s[0] == '\\'
		}
	}
}

// longRule reports whether a rule is so long that no hand has written it: a page ends there.
func (m *reader) longRule(p *part) bool {
	s := m.text[p.pos:min(len(m.text), p.pos+8)]
	return strings.HasPrefix(s, "-----")
}

// findFurniture takes page numbers, running heads and feet out of the body: only where a page ends.
func (m *reader) findFurniture() {
	numbers := map[*part]int{}
	var order []*part
	for _, p := range m.parts {
		if p.gone || p.def != nil || len(p.lines) != 1 || p.kind != partText && p.kind != partHeading || p.block != checker.Paragraph {
			continue
		}
		l := p.lines[0]
		if l.end-l.start > 40 {
			continue
		}
		if g := pageNumber.FindStringSubmatch(strings.TrimSpace(m.text[l.start:l.end])); g != nil {
			numbers[p], _ = strconv.Atoi(g[1])
			order = append(order, p)
		}
	}
	rising := rise(order, numbers)
	boundary := make([]bool, len(m.parts))
	any := false
	for i, p := range m.parts {
		if _, number := numbers[p]; rising[p] || number && m.atPageMark(i) {
			p.gone = true
		}
		if rising[p] || p.isPageMark() || p.formFeed || p.gone && p.def == nil {
			boundary[i], any = true, true
		}
	}
	if any {
		m.runningHeads(boundary)
	}
}

// atPageMark reports whether a page mark or form feed stands right before or after part i.
func (m *reader) atPageMark(i int) bool {
	return m.parts[i].formFeed || i > 0 && m.parts[i-1].isPageMark() ||
		i+1 < len(m.parts) && (m.parts[i+1].isPageMark() || m.parts[i+1].formFeed)
}

// rise returns the parts whose numbers rise one by one, three at least.
func rise(order []*part, value map[*part]int) map[*part]bool {
	length, prev := map[int]int{}, map[int]*part{} // by value: the chain that ends there
	back := map[*part]*part{}
	in := map[*part]bool{}
	for _, p := range order {
		v := value[p]
		length[v] = length[v-1] + 1
		if length[v] > 1 {
			back[p] = prev[v-1]
		}
		prev[v] = p
		if length[v] == 3 {
			for q := p; q != nil; q = back[q] {
				in[q] = true
			}
		} else if length[v] > 3 {
			in[p] = true
		}
	}
	return in
}

// runningHeads removes short lines that recur, digits aside, at three page boundaries.
func (m *reader) runningHeads(boundary []bool) {
	type place struct {
		part *part
		key  string
	}
	var near []place
	count, last := map[string]int{}, map[string]int{}
	at := 0 // number of the boundary
	visit := func(i int) bool {
		p := m.parts[i]
		if p.gone || p.def != nil || p.kind != partText && p.kind != partHeading || p.block != checker.Paragraph || len(p.lines) != 1 {
			return false
		}
		text := p.lead(120)
		if text == "" || len(strings.Fields(text)) > 12 || p.lines[0].end-p.lines[0].start > 160 {
			return false
		}
		key := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return -1
			}
			return r
		}, match.Fold(text))
		near = append(near, place{p, key})
		if last[key] != at {
			last[key] = at
			count[key]++
		}
		return true
	}
	for i := 0; i < len(m.parts); i++ {
		if !boundary[i] {
			continue
		}
		from := i
		for i+1 < len(m.parts) && (boundary[i+1] || m.parts[i+1].kind == partRule) {
			i++
		}
		at++
		for j := from - 1; j >= max(0, from-2) && !boundary[j] && visit(j); j-- {
		}
		for j := i + 1; j <= min(len(m.parts)-1, i+2) && !boundary[j] && visit(j); j++ {
		}
	}
	for _, p := range near {
		if count[p.key] >= 3 {
			p.part.gone = true
		}
	}
}

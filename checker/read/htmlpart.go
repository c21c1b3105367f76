package read

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
)

// A pageWalker makes parts of a page's blocks.
type pageWalker struct {
	*page
	open   []pageBlock
	def    *definition
	defEnd int32
	from   int32 // the first node of the part that is being gathered; -1 if none is
}

// A pageBlock is an element that parts blocks, and that is open.
type pageBlock struct {
	node  int32
	next  int32
	place place
	table *pageTable
	row   int // of a cell
	col   int
	head  bool // a row of a table's head
	pre   bool
	level int
}

// A pageTable is a table that is open.
type pageTable struct {
	number   int
	row, col int
	layout   bool
	below    []int // how many rows each column is still filled from above
	bodied   bool  // a row that is no head has begun
}

const maxColumns = 1000

func (w *pageWalker) walk() {
	w.from = -1
	w.open = append(w.open, pageBlock{node: -1, next: int32(len(w.nodes)), place: place{block: checker.Paragraph}})
	for i := int32(0); i < int32(len(w.nodes)); {
		n := &w.nodes[i]
		for len(w.open) > 1 && w.open[len(w.open)-1].next <= i {
			w.flush(i)
			w.open = w.open[:len(w.open)-1]
		}
		if w.def != nil && i >= w.defEnd {
			w.flush(i)
			w.def = nil
		}
		if n.flags&flagNote != 0 && w.def == nil {
			w.flush(i)
			w.def = w.notes[i]
			w.defEnd = w.def.last
		}
		switch {
		case n.flags&(flagSkip|flagGone) != 0 && n.kind == nodeElement:
			i = n.next
		case n.flags&flagClaimed != 0 && n.kind == nodeElement:
			w.gather(i)
			i = n.next
		case n.kind == nodeElement && n.flags&flagBlock != 0:
			w.flush(i)
			w.begin(i)
			i++
		case n.kind == nodeElement && n.name == atom.Br && w.doubled(i):
			w.flush(i)
			i++
		default:
			w.gather(i)
			i++
		}
	}
	w.flush(int32(len(w.nodes)))
}

// gather makes node i part of what is being gathered.
func (w *pageWalker) gather(i int32) {
	if w.from < 0 {
		n := &w.nodes[i]
		if n.kind == nodeShut || n.kind == nodeText && isBlank(w.text[n.start:n.end]) || n.kind == nodeElement && n.name == atom.Br {
			return
		}
		w.from = i
	}
}

// doubled reports whether the line break i stands right after another: a paragraph ends there.
func (w *pageWalker) doubled(i int32) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		n := &w.nodes[k]
		if n.kind == nodeElement {
			return n.name == atom.Br
		}
		if n.kind != nodeText || !isBlank(w.text[n.start:n.end]) {
			return false
		}
	}
	return false
}

func isBlank(s string) bool {
	for i := range len(s) {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}

// begin opens the block at node i.
func (w *pageWalker) begin(i int32) {
	n := &w.nodes[i]
	up := &w.open[len(w.open)-1]
	b := pageBlock{node: i, next: n.next, place: up.place, table: up.table, row: up.row, col: up.col, head: up.head, pre: up.pre}
	b.place.container = int(i) + 1
	switch n.name {
	case atom.P:
		b.place.container = up.place.container
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir, atom.Dl:
		b.level = up.level
		b.place.item = &item{number: w.number(i, "start", 1)}
	case atom.Li:
		b.level = w.listLevel() + 1
		if up.place.block == checker.Cell {
			break // a list in a cell is what the cell says
		}
		b.place.block, b.place.level = checker.Item, b.level
		b.place.item = w.listItem(up, i)
	case atom.Dt, atom.Dd:
		if up.place.block == checker.Cell {
			break
		}
		b.place.block, b.place.level, b.place.item = checker.Item, 1, &item{}
	case atom.Blockquote:
		level := 1
		if up.place.block == checker.Quote {
			level = up.place.level + 1
		}
		b.place.block, b.place.level, b.place.item = checker.Quote, level, nil
	case atom.Caption, atom.Figcaption:
		b.place.block, b.place.level, b.place.item = checker.Caption, 0, nil
	case atom.Table:
		b.table = w.newTable(i)
		b.head = false
	case atom.Thead:
		b.head = true
	case atom.Tbody, atom.Tfoot:
		b.head = false
	case atom.Tr:
		if b.table != nil {
			b.table.nextRow()
		}
	case atom.Td, atom.Th:
		w.cell(&b, i)
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		b.pre = true
	case atom.Hr:
		if w.inText(i) {
			w.m.parts = append(w.m.parts, &part{kind: partRule, pos: int(n.start), end: int(n.start), container: up.place.container, def: w.def})
		}
		return
	}
	if n.next > i+1 {
		w.open = append(w.open, b)
	}
}

// listLevel returns how many items are open.
func (w *pageWalker) listLevel() int {
	for k := len(w.open) - 1; k >= 0; k-- {
		if b := &w.open[k]; b.node >= 0 && w.nodes[b.node].name == atom.Li {
			return b.level
		}
	}
	return 0
}

// listItem returns what is known of the item that begins in the list up.
func (w *pageWalker) listItem(up *pageBlock, i int32) *item {
	list := up.place.item
	if up.node < 0 || list == nil || w.nodes[up.node].name != atom.Ol {
		return &item{}
	}
	if a := w.attribute(i, "value"); a != nil {
		list.number = w.number(i, "value", list.number)
	}
	it := &item{numbered: true, number: list.number}
	list.number++
	return it
}

// number returns the value of an attribute that is a number.
func (t *tree) number(i int32, name string, otherwise int) int {
	s, _ := t.raw(i, name)
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 100_000 {
		return n
	}
	return otherwise
}

// newTable numbers a table, if it is not there for the layout alone.
func (w *pageWalker) newTable(i int32) *pageTable {
	t := &pageTable{row: -1, layout: w.isLayout(i)}
	if !t.layout {
		w.m.tables++
		t.number = w.m.tables
	}
	return t
}

// isLayout reports whether a table is there for the layout alone: it says so, or it has no heads and
// but one row or column, or holds tables, headings or long texts.
func (w *pageWalker) isLayout(i int32) bool {
	if w.is(i, "role", "presentation", "none") {
		return true
	}
	rows, cells, most := 0, 0, 0
	for j := i + 1; j < w.nodes[i].next; j++ {
		n := &w.nodes[j]
		if n.kind != nodeElement {
			continue
		}
		switch n.name {
		case atom.Th, atom.Caption, atom.Thead:
			return false
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4:
			return true
		case atom.Tr:
			rows++
			cells = 0
		case atom.Td:
			cells++
			most = max(most, cells)
			if w.shown[n.next]-w.shown[j] > 800 {
				return true
			}
		}
	}
	return rows < 2 || most < 2
}

func (t *pageTable) nextRow() {
	t.row++
	t.col = -1
	for k := range t.below {
		t.below[k] = max(0, t.below[k]-1)
	}
}

// cell gives a cell its place.
func (w *pageWalker) cell(b *pageBlock, i int32) {
	t := b.table
	if t == nil || t.layout {
		return
	}
	t.row = max(t.row, 0)
	t.col++
	for t.col < len(t.below) && t.below[t.col] > 0 {
		t.col++
	}
	head := w.nodes[i].name == atom.Th
	if !head && !b.head {
		t.bodied = true
	}
	b.head = t.row == 0 && (head || b.head)
	b.place.block, b.place.level, b.place.item = checker.Cell, 0, nil
	b.row, b.col = t.row, t.col
	wide, high := min(w.number(i, "colspan", 1), maxColumns), w.number(i, "rowspan", 1)
	for k := t.col; high > 1 && k < min(t.col+wide, maxColumns); k++ {
		for len(t.below) <= k {
			t.below = append(t.below, 0)
		}
		t.below[k] = high // the row that begins next counts one off
	}
	t.col += max(wide-1, 0)
}

// inText reports whether node i stands in the document's own text.
func (w *pageWalker) inText(i int32) bool {
	return w.def != nil || w.root < 0 || w.inside(i, w.root)
}

// flush ends the part that is being gathered before node i.
func (w *pageWalker) flush(i int32) {
	from := w.from
	w.from = -1
	if from < 0 || !w.inText(from) {
		return
	}
	to := i
	for to > from { // white space, line breaks and ends
		n := &w.nodes[to-1]
		if !(n.kind == nodeShut || n.kind == nodeText && isBlank(w.text[n.start:n.end]) || n.kind == nodeElement && n.name == atom.Br) {
			break
		}
		to--
	}
	if !w.speaks(from, to) {
		return
	}
	b := &w.open[len(w.open)-1]
	at := b.place
	p := &part{kind: partText, block: at.block, level: at.level, container: at.container, def: w.def, fromNode: from, toNode: to, pre: b.pre}
	if b.pre {
		p.kind = partCode
	}
	if level := w.headingLevel(b); level > 0 {
		p.kind, p.level = partHeading, level
	}
	if at.block == checker.Cell {
		p.table, p.row, p.col, p.head = b.table.number, b.row, b.col, b.head
	}
	if at.item != nil && at.block == checker.Item && !at.item.begun {
		at.item.begun = true
		p.first = true
		if w.def == nil {
			p.numbered, p.number = at.item.numbered, at.item.number
		}
	}
	w.lines(p)
	p.pos, p.end = p.lines[0].start, p.lines[len(p.lines)-1].end
	if w.def != nil {
		w.def.parts = append(w.def.parts, p)
		w.def.end = max(w.def.end, p.end)
	}
	w.m.parts = append(w.m.parts, p)
}

// headingLevel returns the level of the heading that b is in; 0 if it is in none.
func (w *pageWalker) headingLevel(b *pageBlock) int {
	if b.node < 0 {
		return 0
	}
	if name := w.nodes[b.node].name; isHeadingName(name) {
		return int(name.String()[1] - '0')
	}
	if w.is(b.node, "role", "heading") {
		return min(max(w.number(b.node, "aria-level", 2), 1), 6)
	}
	for k := len(w.open) - 1; k > 0 && k > len(w.open)-4; k-- { // <h2><div>
		if u := &w.open[k]; u.node >= 0 && isHeadingName(w.nodes[u.node].name) {
			return int(w.nodes[u.node].name.String()[1] - '0')
		}
	}
	return 0
}

// speaks reports whether the nodes show anything: text, a link, an image, a marker.
func (w *pageWalker) speaks(from, to int32) bool {
	for i := from; i < to; {
		n := &w.nodes[i]
		switch {
		case n.kind == nodeElement && n.flags&(flagSkip|flagGone) != 0:
			i = n.next
			continue
		case n.kind == nodeText && !isBlank(w.text[n.start:n.end]),
			n.flags&flagClaimed != 0,
			n.kind == nodeElement && (n.name == atom.Img || n.name == atom.A && w.attribute(i, "href") != nil):
			return true
		}
		i++
	}
	return false
}

// lines parts the nodes of p at line breaks.
func (w *pageWalker) lines(p *part) {
	from := int(w.nodes[p.fromNode].start)
	end := from
	for i := p.fromNode; i < p.toNode; i++ {
		n := &w.nodes[i]
		if n.kind == nodeElement && n.name == atom.Br && !p.pre && p.block != checker.Cell && p.kind == partText {
			if end > from {
				p.lines = append(p.lines, span{from, end})
			}
			from = int(n.end)
			for k := i + 1; k < p.toNode && w.nodes[k].kind == nodeText; k++ { // white space after it
				t := w.text[w.nodes[k].start:w.nodes[k].end]
				from = int(w.nodes[k].start) + len(t) - len(strings.TrimLeft(t, " \t\r\n\f"))
				if from < int(w.nodes[k].end) {
					break
				}
			}
			end = from
			continue
		}
		end = max(end, int(n.end))
		if n.kind == nodeElement && n.flags&(flagClaimed|flagGone|flagSkip) != 0 {
			end = max(end, int(n.close))
			i = n.next - 1
		}
	}
	if k := p.toNode - 1; end == int(w.nodes[k].end) && w.nodes[k].kind == nodeText {
		t := w.text[w.nodes[k].start:w.nodes[k].end]
		end -= len(t) - len(strings.TrimRight(t, " \t\r\n\f"))
	}
	if end > from || len(p.lines) == 0 {
		p.lines = append(p.lines, span{from, end})
	}
}

// lineNodes returns the nodes that the lines of p are made of.
func (p *page) lineNodes(q *part) (from, to int32) {
	from, to = q.fromNode, q.toNode
	at := func(offset int) int32 {
		k, _ := slices.BinarySearchFunc(p.nodes[q.fromNode:q.toNode], offset, func(n node, at int) int { return int(n.end) - at })
		return q.fromNode + int32(k)
	}
	if start := q.lines[0].start; start > int(p.nodes[from].start) {
		for from = at(start); from < to && int(p.nodes[from].end) <= start && (p.nodes[from].kind != nodeElement || p.nodes[from].name == atom.Br); from++ {
		}
	}
	if end := q.lines[len(q.lines)-1].end; end < int(p.nodes[to-1].end) {
		k, _ := slices.BinarySearchFunc(p.nodes[q.fromNode:q.toNode], end, func(n node, at int) int { return int(n.start) - at })
		to = max(from, q.fromNode+int32(k))
	}
	return from, to
}

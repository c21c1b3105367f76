package read

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/citelint/citelint/checker"
)

// A part is one leaf of a document's block structure, before it is known what is a note.
type part struct {
	kind      partKind
	block     checker.BlockKind // of a partText: Paragraph, Item, Cell, Quote
	level     int
	lines     []span // what is inside the block's own prefixes, line ends excluded
	pos       int    // where the block begins
	end       int    // where it ends
	container int    // blocks are neighbours only inside one container
	def       *definition
	sameAs    bool // a further line of the paragraph before it, cut off because it may be a note
	setext    bool // a heading told by a line of = or - below it
	numbered  bool // the first block of an item of an ordered list
	number    int  // that item's printed number
	first     bool // the first block of an item
	row, col  int
	table     int
	head      bool

	indented bool // code that is told by its indentation
	pageMark bool // a converter's mark for the end of a page
	formFeed bool // a page ends before it
	zone     zone // of plain text: where notes may stand

	fromNode, toNode int32 // of a page of HTML: the nodes that it is made of
	pre              bool  // they are preformatted

	pieces []piece
	gone   bool  // taken as a note or as page furniture
	owner  *note // the note that took it
}

// A zone is a place in plain text where notes may stand without a heading.
type zone uint8

const (
	zoneNone zone = iota
	zoneRule      // below a rule
	zoneEnd       // at a page's or the file's end
)

type partKind uint8

const (
	partText partKind = iota
	partHeading
	partRule // a thematic break
	partHTML
	partCode
)

// A span is a stretch of source.
type span struct{ start, end int }

// A definition is a note as its text is found: [^label]: or [#key]:.
type definition struct {
	label      string
	keyed      bool
	start, end int // end of the label's colon, moved to the end of the last part
	parts      []*part

	html        bool             // an element of HTML is the note
	kind        checker.NoteKind // of such a note
	first, last int32            // its first node, and the one after its last
	note        *note            // what was made of it
}

// maxDepth is how deep blocks may nest; deeper marks are text.
const maxDepth = 48

// definitionNode is the container that a definition opens.
type definitionNode struct {
	ast.BaseBlock
	definition
	line int // number of its first line, which is always prose
}

var kindDefinition = ast.NewNodeKind("NoteDefinition")

func (n *definitionNode) Kind() ast.NodeKind { return kindDefinition }

func (n *definitionNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// definitionParser opens a container for [^label]: and, in a document that cites by keys, [#key]:.
type definitionParser struct{ keyed bool }

func (definitionParser) Trigger() []byte             { return []byte{'['} }
func (definitionParser) CanInterruptParagraph() bool { return true }
func (definitionParser) CanAcceptIndentedLine() bool { return false }

func (definitionParser) Close(ast.Node, text.Reader, parser.Context) {}

func (d definitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos < seg.Padding {
		return nil, parser.NoChildren
	}
	label, n := definitionLabel(line[pos:])
	if n == 0 || line[pos+1] == '#' && (!d.keyed || isDigits(label) || isTarget(line[pos+n:])) {
		return nil, parser.NoChildren
	}
	start := seg.Start - seg.Padding + pos
	node := &definitionNode{definition: definition{
		label: label, keyed: line[pos+1] == '#', start: start, end: start + n,
	}}
	node.line, _ = reader.Position()
	rest := pos + n
	for rest < len(line) && (line[rest] == ' ' || line[rest] == '\t') {
		rest++
	}
	reader.Advance(rest)
	return node, parser.HasChildren
}

func (definitionParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// isTarget reports whether a line has nothing but an address, as the definition of a link has:
// "[#12]: https://…".
func isTarget(line []byte) bool {
	line = bytes.TrimSpace(line)
	return !bytes.ContainsAny(line, " \t") && bytes.ContainsAny(line, "/#<")
}

// definitionLabel reads "[^label]:" at the start of line and returns the label and how long it all
// is; zero if it is none.
func definitionLabel(line []byte) (string, int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' && line[1] != '#' {
		return "", 0
	}
	for i := 2; i < len(line) && i < 1002; i++ {
		switch line[i] {
		case '[', '\n', '\r', '^':
			return "", 0
		case ']':
			label := strings.TrimSpace(string(line[2:i]))
			if label == "" || i+1 >= len(line) || line[i+1] != ':' {
				return "", 0
			}
			return label, i + 2
		}
	}
	return "", 0
}

// guarded keeps a block parser from opening a block where that would nest too deep, and on the
// first line of a definition, which is always prose: "[^2]: 2. Januar" is no list.
type guarded struct{ parser.BlockParser }

func (g guarded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if _, list := parent.(*ast.List); !list && len(pc.OpenedBlocks()) >= maxDepth { // a list without an item panics
		return nil, parser.NoChildren
	}
	if def, ok := parent.(*definitionNode); ok {
		if line, _ := reader.Position(); line == def.line {
			return nil, parser.NoChildren
		}
	}
	return g.BlockParser.Open(parent, reader, pc)
}

// htmlOpener keeps goldmark from trying its eight expressions on a line that can open no block of HTML:
// each note that begins with <sup> is such a line.
type htmlOpener struct{ parser.BlockParser }

func (h htmlOpener) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := reader.PeekLine(); !mayOpenHTML(line) {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, reader, pc)
}

// mayOpenHTML reports whether a line may begin a block of HTML (CommonMark, section 4.6): a comment, an
// instruction or a declaration, an element other than <sup>, or a tag that ends the line.
func mayOpenHTML(line []byte) bool {
	line = bytes.TrimSpace(line)
	if bytes.HasSuffix(line, []byte(">")) {
		return true
	}
	return !bytes.HasPrefix(line, []byte("<sup>")) && !bytes.HasPrefix(line, []byte("<sup "))
}

// passOver takes all of a block at once, so that goldmark looks at none of its letters.
type passOver struct{}

// Trigger returns what a line may begin with: a space stands for all that is no punctuation.
func (passOver) Trigger() []byte { return []byte(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") }

func (passOver) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	return ast.NewString(nil)
}

// referenceKey is where the transformer puts the link definitions of the document being read.
var referenceKey = parser.NewContextKey()

// referenceTransformer takes the link definitions off the head of a paragraph.
type referenceTransformer struct{}

func (referenceTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	src := reader.Source()
	if lines.Len() == 0 || lineStart(src, lines) != '[' {
		return
	}
	refs := pc.Get(referenceKey).(*references)
	var all []span
	for i := range lines.Len() {
		seg := lines.At(i)
		seg = seg.TrimLeftSpace(src)
		seg = seg.TrimRightSpace(src)
		all = append(all, span{seg.Start, seg.Stop})
	}
	n := refs.take(all)
	switch {
	case n == 0:
	case n == lines.Len():
		node.Parent().RemoveChild(node.Parent(), node)
	default:
		lines.SetSliced(n, lines.Len())
	}
}

// newBlockParser returns the part of goldmark that we use: blocks. What is inside of a line is
// read by our own scanner, which keeps the place of all it finds and is linear in its input.
func newBlockParser(keyed bool) parser.Parser {
	var blocks []util.PrioritizedValue
	for _, v := range parser.DefaultBlockParsers() {
		p := v.Value.(parser.BlockParser)
		if p == parser.NewHTMLBlockParser() {
			p = htmlOpener{p}
		}
		if p != parser.NewParagraphParser() {
			p = guarded{p}
		}
		blocks = append(blocks, util.Prioritized(p, v.Priority))
	}
	blocks = append(blocks, util.Prioritized(guarded{definitionParser{keyed}}, 50))
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(util.Prioritized(passOver{}, 100)),
		parser.WithParagraphTransformers(
			util.Prioritized(referenceTransformer{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
	)
}

// blocks parses src from base on into parts, definitions and link definitions.
func (m *reader) blocks(base int) {
	src := m.src[base:]
	m.refs.text, m.refs.base = m.text[base:], base
	pc := parser.NewContext()
	pc.Set(referenceKey, &m.refs)
	keyed := bytes.Contains(src, []byte("][#"))
	root := newBlockParser(keyed).Parse(text.NewReader(forBlocks(src, m.text[base:])), parser.WithContext(pc))
	w := walker{m: m, base: base}
	w.children(root, place{block: checker.Paragraph})
}

// A place is where a node stands.
type place struct {
	block     checker.BlockKind
	level     int // of items or quotes
	container int
	def       *definition
	item      *item
}

type item struct {
	numbered bool
	number   int
	begun    bool // it has a first block
}

type walker struct {
	m         *reader
	base      int
	container int
}

func (w *walker) children(n ast.Node, at place) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c, at)
	}
}

// inside returns at with a container of its own.
func (w *walker) inside(at place) place {
	w.container++
	at.container = w.container
	return at
}

func (w *walker) node(n ast.Node, at place) {
	switch n := n.(type) {
	case *definitionNode:
		def := n.definition
		def.start += w.base
		def.end += w.base
		w.m.defs = append(w.m.defs, &def)
		in := w.inside(place{block: checker.Paragraph, def: &def})
		w.children(n, in)
		if at.def != nil {
			at.def.end = max(at.def.end, def.end)
		}
	case *ast.Heading:
		p := w.leaf(n, at, partHeading)
		p.level = n.Level
		p.setext = len(p.lines) > 0 && w.m.src[p.pos] != '#'
	case *ast.Paragraph, *ast.TextBlock:
		w.leaf(n, at, partText)
	case *ast.ThematicBreak:
		p := w.leaf(n, at, partRule)
		p.end = p.pos + 1
	case *ast.CodeBlock:
		w.leaf(n, at, partCode).indented = true
	case *ast.FencedCodeBlock:
		w.leaf(n, at, partCode)
	case *ast.HTMLBlock:
		p := w.leaf(n, at, partHTML)
		if n.HasClosure() {
			p.add(w.trim(n.ClosureLine))
		}
	case *ast.List:
		if at.block != checker.Item {
			at.level = 0
		}
		number := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			in := w.inside(at)
			in.block, in.level = checker.Item, at.level+1
			in.item = &item{numbered: n.IsOrdered(), number: number}
			number++
			w.children(c, in)
		}
	case *ast.Blockquote:
		if at.block != checker.Quote {
			at.level = 0
		}
		in := w.inside(at)
		in.block, in.level, in.item = checker.Quote, at.level+1, nil
		w.children(n, in)
	case *extast.Table:
		w.tableRows(n, at)
	default:
		w.children(n, at)
	}
}

func (w *walker) tableRows(n ast.Node, at place) {
	w.m.tables++
	row := 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		_, head := r.(*extast.TableHeader)
		col := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			in := w.inside(at)
			in.block, in.level = checker.Cell, 0
			p := w.leaf(c, in, partText)
			p.table, p.row, p.col, p.head = w.m.tables, row, col, head
			col++
		}
		row++
	}
}

// leaf appends the part that n is.
func (w *walker) leaf(n ast.Node, at place, kind partKind) *part {
	p := &part{kind: kind, block: at.block, level: at.level, container: at.container, def: at.def}
	p.pos = max(n.Pos(), 0) + w.base
	p.end = p.pos
	if at.item != nil && !at.item.begun {
		at.item.begun = true
		p.first, p.numbered, p.number = true, at.item.numbered, at.item.number
	}
	if lines := n.Lines(); lines != nil {
		for i := range lines.Len() {
			seg := lines.At(i)
			if kind == partCode {
				p.add(w.untrimmed(seg))
			} else {
				p.add(w.trim(seg))
			}
		}
	}
	if len(p.lines) > 0 {
		p.pos = p.lines[0].start
		if kind == partHeading { // back over the marks
			for p.pos > w.base && w.m.src[p.pos-1] != '\n' && (w.m.src[p.pos-1] == '#' || w.m.src[p.pos-1] == ' ' || w.m.src[p.pos-1] == '\t') {
				p.pos--
			}
			for p.pos < p.lines[0].start && w.m.src[p.pos] != '#' {
				p.pos++
			}
		}
	}
	if p.def != nil {
		p.def.parts = append(p.def.parts, p)
		p.def.end = max(p.def.end, p.end)
	}
	w.m.parts = append(w.m.parts, p)
	return p
}

func (p *part) add(s span) {
	p.lines = append(p.lines, s)
	p.end = max(p.end, s.end)
}

func (w *walker) trim(seg text.Segment) span {
	s := w.untrimmed(seg)
	for s.start < s.end && isSpace(w.m.src[s.start]) {
		s.start++
	}
	for s.end > s.start && isSpace(w.m.src[s.end-1]) {
		s.end--
	}
	return s
}

func (w *walker) untrimmed(seg text.Segment) span {
	s := span{seg.Start + w.base, seg.Stop + w.base}
	for s.end > s.start && (w.m.src[s.end-1] == '\n' || w.m.src[s.end-1] == '\r') {
		s.end--
	}
	return s
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'
}

// lineStart returns the first byte of the first line that is no white space.
func lineStart(src []byte, lines *text.Segments) byte {
	first := lines.At(0)
	first = first.TrimLeftSpace(src)
	if first.Start >= len(src) {
		return 0
	}
	return src[first.Start]
}

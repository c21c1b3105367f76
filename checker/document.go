package checker

import (
	"bytes"
	"encoding/binary"
	"sort"
	"strconv"
	"unicode/utf8"
)

// A Document is one input file: its prose, its notes and the sources it points at.
//
// A reader fills everything but Style and ListStyle, the Citations of its notes and the Claim and
// Quotations of its markers, which are the work of package cite.
type Document struct {
	Path    string // relative to the root, with '/'
	Format  string // "markdown", "text", ...
	Source  []byte // the file as read; every offset counts in it
	Derived bool   // Source was written by the reader of a packaged format

	Title   string
	Authors []string
	Date    Date // the document's own date, if it states one

	Body     []*Block  // all prose outside notes, in reading order, mended across page breaks
	Notes    []*Note   // in source order; of undefined labels, after the defined ones, in the order of their first markers
	Links    []*Link   // links outside any note, in source order
	Anchors  []string  // targets that fragment links may name: ids, names, slugs of headings; sorted
	Comments []Comment // comments of the source, code excepted, that begin with "citelint:"
	Untaken  []Span    // superscript numbers that were not taken as markers
	Broken   []Broken  // what was meant as a link and is none

	// Style is the citation style of the notes, such as "chicago", "mhra" or "gost", ListStyle that of
	// the bibliography: the one that reads most of what is cited in full. Each is empty below five
	// full citations, and where no style has
	// three fifths of them.
	Style, ListStyle string

	Imports bool // the file pulls in others, so that its Anchors are not all there is

	lines []int // offsets of the line starts
	runes []int // code points before each multiple of runeStep bytes
}

// A Broken is a piece of source that was meant as a link and is none.
type Broken struct {
	Span Span
	Kind string // "unclosed", "unopened", "swapped", "space-in-target", "unclosed-tag", "spaced"
	Text string // the words that were to be linked, if they can be told
}

// A Comment is one comment of the source that speaks to citelint.
type Comment struct {
	Text string // without the delimiters, white space trimmed: "citelint:ignore link/placeholder: reason"
	Span Span   // with the delimiters
}

const runeStep = 1024

// NewDocument indexes the lines of src. A byte order mark counts in offsets, not in columns.
func NewDocument(path string, src []byte) *Document {
	d := &Document{Path: path, Source: src, lines: make([]int, 1, bytes.Count(src, []byte{'\n'})+1), runes: make([]int, 0, len(src)/runeStep+1)}
	for i := 0; ; {
		n := bytes.IndexByte(src[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		d.lines = append(d.lines, i)
	}
	for i, n := 0, 0; i < len(src); {
		d.runes = append(d.runes, n) // the first boundary at or after each multiple of runeStep
		more, end := countRunes(src[i:], len(d.runes)*runeStep-i)
		n, i = n+more, i+end
	}
	return d
}

// A Pos is one place in a document. The zero Pos is no place.
type Pos struct {
	Offset int // in bytes, from 0
	Line   int // from 1; LF ends a line
	Column int // in code points, from 1; a tab is one
}

// A Span is a stretch of a document's source; End is exclusive. The zero Span is no place at all.
type Span struct{ Start, End Pos }

// IsZero reports whether s is no place.
func (s Span) IsZero() bool { return s.Start.Line == 0 }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool {
	return !s.IsZero() && !t.IsZero() && s.Start.Offset <= t.Start.Offset && t.End.Offset <= s.End.Offset
}

// Span is the only maker of positions. Offsets outside the source are moved to its ends.
func (d *Document) Span(start, end int) Span {
	return Span{d.pos(start), d.pos(max(start, end))}
}

func (d *Document) pos(offset int) Pos {
	offset = min(max(offset, 0), len(d.Source))
	line := sort.SearchInts(d.lines, offset+1) - 1
	start := d.lines[line]
	column := 1
	if offset-start < runeStep {
		n, _ := countRunes(d.Source[start:offset], runeStep)
		column += n
	} else {
		column += d.count(offset) - d.count(start)
	}
	if line == 0 && column > 1 && len(d.Source) >= 3 && string(d.Source[:3]) == "\ufeff" {
		column--
	}
	return Pos{offset, line + 1, column}
}

// count returns how many code points begin before offset.
func (d *Document) count(offset int) int {
	if len(d.runes) == 0 {
		return 0
	}
	k := min(offset/runeStep, len(d.runes)-1)
	i, n := k*runeStep, d.runes[k]
	for i < offset && i < len(d.Source) && k > 0 && !utf8.RuneStart(d.Source[i]) && i < k*runeStep+utf8.UTFMax {
		i++ // the code point that reaches over the boundary was counted
	}
	more, _ := countRunes(d.Source[i:max(i, offset)], len(d.Source))
	return n + more
}

// countRunes returns how many code points of b begin before byte to, and where the last of them ends.
func countRunes(b []byte, to int) (n, end int) {
	to = min(to, len(b))
	for end < to {
		if end+8 <= to && binary.NativeEndian.Uint64(b[end:])&0x8080808080808080 == 0 {
			n, end = n+8, end+8 // all of them ASCII
			continue
		}
		size := 1
		if b[end] >= utf8.RuneSelf {
			_, size = utf8.DecodeRune(b[end:])
		}
		n, end = n+1, end+size
	}
	return n, end
}

// Text returns the source under s; empty if s is zero.
func (d *Document) Text(s Span) string {
	if s.IsZero() {
		return ""
	}
	return string(d.Source[s.Start.Offset:s.End.Offset])
}

// A BlockKind says what a Block is.
type BlockKind string

// The kinds of blocks.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	Item      BlockKind = "item"
	Cell      BlockKind = "cell"
	Quote     BlockKind = "quote"
	Caption   BlockKind = "caption"
	Code      BlockKind = "code"
)

// A Block is one paragraph-like piece of the body.
type Block struct {
	Kind        BlockKind
	Level       int // of a heading from 1; of nesting for items and quotes, from 1
	Runs        []Run
	Start, End  int // bytes of the source from the first run or marker to the last; what was cut out between is included
	Table       int // for a Cell: which table, from 1
	Row, Column int // for a Cell: from 0; row 0 is the head if Head is set
	Head        bool
}

// Text returns the block's text without markup and markers.
func (b *Block) Text() string { return runsText(b.Runs) }

func runsText(runs []Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	var t []byte
	for _, r := range runs {
		t = append(t, r.Text...)
	}
	return string(t)
}

// A Style is a set of character styles.
type Style uint8

// The bits of a Style.
const (
	Italic Style = 1 << iota
	Bold
	SmallCaps
	Superscript
	Monospace
)

// A Run is text in one style that comes from one stretch of the source. If len(Text) == End-Start,
// byte i of the text is byte Start+i of the source; any other run is one indivisible position.
type Run struct {
	Text       string
	Start, End int // bytes of Document.Source
	Style      Style
	Link       *Link // nil outside a link
}

// A NoteKind says where a note stands.
type NoteKind string

// The kinds of notes.
const (
	Footnote     NoteKind = "footnote"
	Endnote      NoteKind = "endnote"      // in a section of notes
	Bibliography NoteKind = "bibliography" // in a section of references, or [#key]
	InlineNote   NoteKind = "inline"       // ^[text]
)

// A Syntax says how a note is written.
type Syntax string

// The syntaxes of notes.
const (
	SyntaxDefined     Syntax = "defined"     // [^x] and [^x]: text
	SyntaxInline      Syntax = "inline"      // ^[text], [^some words]
	SyntaxKeyed       Syntax = "keyed"       // [p. 3][#Key]
	SyntaxSuperscript Syntax = "superscript" // <sup>1</sup>, ^1^, $^{1}$, ¹, * before or after
	SyntaxList        Syntax = "list"        // entries under a heading such as Notes or References; [7] in the text
	SyntaxHTML        Syntax = "html"        // paired by fragment links
)

// A Note is one footnote, endnote or bibliography entry.
type Note struct {
	Kind      NoteKind
	Syntax    Syntax
	Label     string // as printed: "11", "a", "*"; empty for inline notes
	Stretch   int    // which run of numbering it is in, from 0
	Span      Span   // the definition; zero if a marker names a note that nothing defines
	Text      string // plain text, markup removed; the texts of Runs, joined
	Runs      []Run
	Markers   []*Marker // where the body refers to it, in order
	Citations []*Citation
}

// A Marker is one reference to a note, and the claim that it is there to support.
type Marker struct {
	Note       *Note // the note it names
	Span       Span
	Claim      string      // the sentence, made whole again where a page break had split it
	Quotations []Quotation // what the claim puts in quotation marks
}

// A Quotation is what a claim puts in quotation marks.
type Quotation struct {
	Text string // without the marks
	Span Span   // with the marks
	Open bool   // the closing mark is missing
}

// A LinkForm says how a link is written.
type LinkForm string

// The forms of links.
const (
	LinkInline    LinkForm = "inline"    // [text](target)
	LinkReference LinkForm = "reference" // [text][id], with [id]: target
	LinkAngle     LinkForm = "angle"     // <https://…>
	LinkHTML      LinkForm = "html"      // <a href="target">
	LinkBare      LinkForm = "bare"      // https://…, www.…, doi:…, arXiv:…
)

// A Link is one address, as written, at one place.
type Link struct {
	Form        LinkForm
	Raw         string // as written; the source under Span is exactly Raw
	Target      string // Raw with entities and escapes decoded and line breaks joined
	Text        string // the linked words
	URL         string // normalized, without fragment; the key of its Result; empty if it names no source
	Fragment    string // without '#', as written
	Alternative string // the other reading of a doubtful end, normalized; empty if there is no doubt
	Span        Span   // of Raw
	Interactive bool   // the element is a button to a script: role=button, onclick or data- attributes
}

// NoteIDs returns for each note the ID by which reports name it: its label, if it has one and no
// earlier note has it as ID; otherwise the label, '~' and the first free number from 1.
func (d *Document) NoteIDs() map[*Note]string {
	ids := make(map[*Note]string, len(d.Notes))
	taken := make(map[string]bool, len(d.Notes))
	next := map[string]int{}
	for _, n := range d.Notes {
		id := n.Label
		for id == "" || taken[id] {
			next[n.Label]++
			id = n.Label + "~" + strconv.Itoa(next[n.Label])
		}
		taken[id] = true
		ids[n] = id
	}
	return ids
}

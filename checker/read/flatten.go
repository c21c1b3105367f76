package read

import (
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A flattener makes pieces of tokens.
type flattener struct {
	s            *scanner
	part         *part
	out          []*part // the part, and those that an element of HTML parted from it
	to           []piece
	stack        []openNote
	italic, bold int
	sup, mono    int
	links        []openLink
	inner        bool // an address inside a link is open
	skip         int  // tokens that still belong to what a mark shows
	shown        *mark
	outer        []piece
	row, col     int // of a table
}

// openNote is where text goes once an inline note has ended.
type openNote struct {
	mark *mark
	to   []piece
}

type openLink struct {
	link  *checker.Link
	at    int // where it begins
	end   int // and ends
	from  int // index of its first piece; -1 inside of what a mark shows
	depth int // how many inline notes were open
	text  []byte
}

func (f *flattener) style() checker.Style {
	var st checker.Style
	if f.italic > 0 {
		st |= checker.Italic
	}
	if f.bold > 0 {
		st |= checker.Bold
	}
	if f.sup > 0 {
		st |= checker.Superscript
	}
	if f.mono > 0 {
		st |= checker.Monospace
	}
	return st
}

// flatten returns the part, with its pieces, and the parts into which HTML breaks it.
func (f *flattener) flatten() []*part {
	s := f.s
	f.out, f.to = []*part{f.part}, s.pieces[:0]
	for i := range s.toks {
		t := &s.toks[i]
		switch t.kind {
		case tokText:
			f.text(t.a, t.b, "", 0)
		case tokCode:
			f.text(t.a, t.b, "", checker.Monospace)
		case tokLiteral:
			if t.a == t.b {
				f.add(checker.Run{Text: t.text, Start: t.ref, End: t.ref, Style: f.style()})
				break
			}
			f.text(t.a, t.b, t.text, 0)
		case tokDelim:
			d := &s.delims[t.ref]
			f.italic -= d.endItalic
			f.bold -= d.endBold
			f.text(d.a, d.b, "", 0)
			f.italic += d.italic
			f.bold += d.bold
		case tokLinkOpen:
			if len(f.links) > 0 && (t.link.Form == checker.LinkBare || t.link.Form == checker.LinkAngle) {
				f.inner = true // a link whose words are an address is one link
				break
			}
			if n := len(f.links); n > 0 && (t.link.Form == checker.LinkHTML || n >= 4) {
				f.closeLink() // as a browser does
			}
			o := openLink{link: t.link, at: s.c.start(t.a), from: len(f.to), depth: len(f.stack)}
			if s.m.page != nil {
				o.at = t.ref
			}
			if f.skip > 0 {
				o.from = -1
			}
			f.links = append(f.links, o)
		case tokLinkClose:
			if f.inner {
				f.inner = false
				break
			}
			if n := len(f.links); n > 0 {
				f.links[n-1].end = s.c.end(t.b)
			}
			f.closeLink()
		case tokTag:
			f.tag(t)
		case tokBreak:
			f.breakPart(t)
		case tokNoteOpen:
			f.addMark(t.mark)
			f.stack = append(f.stack, openNote{t.mark, f.to})
			f.to = nil
		case tokNoteClose:
			if n := len(f.stack); n > 0 {
				f.stack[n-1].mark.pieces = f.to
				f.to = f.stack[n-1].to
				f.stack = f.stack[:n-1]
			}
		case tokMark:
			if f.skip > 0 {
				break
			}
			f.addMark(t.mark)
			if t.flag {
				f.sup++
			}
			if f.skip = t.ref; f.skip > 0 {
				f.shown, f.outer, f.to = t.mark, f.to, nil
				continue
			}
		}
		if f.skip > 0 {
			if f.skip--; f.skip == 0 {
				f.shown.shown = f.to
				f.to, f.shown = f.outer, nil
			}
		}
	}
	for len(f.links) > 0 {
		f.closeLink()
	}
	f.out[len(f.out)-1].pieces = f.taken()
	s.pieces = f.to
	return f.out
}

// taken returns the pieces so far in a slice of their size, and begins anew.
func (f *flattener) taken() []piece {
	pieces := append([]piece(nil), f.to...)
	f.to = f.to[:0]
	return pieces
}

func (f *flattener) addMark(k *mark) {
	k.part = f.out[len(f.out)-1]
	f.s.m.marks = append(f.s.m.marks, k)
	f.to = append(f.to, piece{mark: k})
}

func (f *flattener) text(a, b int, text string, style checker.Style) {
	if a >= b {
		return
	}
	c := &f.s.c
	r := checker.Run{Text: text, Start: c.start(a), End: c.end(b), Style: f.style() | style}
	if text == "" {
		r.Text = f.s.m.text[r.Start:r.End]
	}
	if text != "" && len(text) == r.End-r.Start && text != f.s.m.text[r.Start:r.End] {
		r.End = r.Start // equal length would say that the source is the text
	}
	f.add(r)
}

// add appends a run, which belongs to the link that is open.
func (f *flattener) add(r checker.Run) {
	if n := len(f.links); n > 0 {
		r.Link = f.links[n-1].link
		for i := range f.links {
			f.links[i].text = append(f.links[i].text, r.Text...)
		}
	}
	f.to = f.s.m.appendText(f.to, r)
}

func (f *flattener) closeLink() {
	n := len(f.links)
	if n == 0 {
		return
	}
	o := f.links[n-1]
	if o.link.Text == "" {
		o.link.Text = strings.Join(strings.Fields(string(o.text)), " ")
		if !f.s.m.valid {
			o.link.Text = eachInvalid(o.link.Text)
		}
	}
	if o.end > o.at {
		f.pairMark(o)
	}
	if len(o.text) == 0 { // a link without words has a place all the same
		f.to = append(f.to, piece{run: checker.Run{Start: o.at, End: o.at, Link: o.link}})
	}
	f.links = f.links[:n-1]
}

func (f *flattener) tag(t *tok) {
	n := 1
	if t.flag {
		n = -1
	}
	change := func(k *int) { *k = max(0, *k+n) }
	switch t.text {
	case "i", "em", "cite":
		change(&f.italic)
	case "b", "strong":
		change(&f.bold)
	case "sup":
		change(&f.sup)
	default:
		change(&f.mono)
	}
}

// breakPart begins a new part where an element of HTML parts blocks.
func (f *flattener) breakPart(t *tok) {
	if f.part.kind != partHTML || len(f.stack) > 0 || f.skip > 0 {
		return
	}
	last := f.out[len(f.out)-1]
	seen := slices.ContainsFunc(f.to, func(p piece) bool {
		return p.mark != nil || p.run.Link != nil || strings.TrimSpace(p.run.Text) != ""
	})
	if seen {
		last.pieces = f.taken()
		next := *f.part
		next.pieces, next.first = nil, false
		next.pos, next.end = f.s.c.start(t.a), last.end
		last.end = next.pos
		last = &next
		f.out = append(f.out, last)
	}
	f.to = f.to[:0]
	f.element(last, t)
}

// element says what kind of block a tag opens.
func (f *flattener) element(p *part, t *tok) {
	if t.flag {
		p.block, p.level, p.kind = f.part.block, f.part.level, partHTML
		return
	}
	switch m := f.s.m; t.text {
	case "li", "dt", "dd":
		p.block, p.level = checker.Item, 1
	case "caption", "figcaption":
		p.block = checker.Caption
	case "table":
		m.tables++
		f.row, f.col = -1, -1
	case "tr":
		f.row, f.col = f.row+1, -1
	case "td", "th":
		f.col++
		p.block, p.table, p.row, p.col, p.head = checker.Cell, max(m.tables, 1), max(f.row, 0), f.col, t.text == "th" && f.row <= 0
	case "blockquote":
		p.block, p.level = checker.Quote, 1
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.kind, p.level = partHeading, int(t.text[1]-'0')
	}
}

package read

import (
	"github.com/citelint/citelint/checker"
	"golang.org/x/net/html/atom"
)

// The classes of notes that stand in the margin or in a box beside their marker, and of the labels
// before or in them: Tufte CSS, LaTeXML, two plugins of WordPress.
var (
	sideNoteClasses   = []string{"sidenote", "marginnote", "ltx_role_footnote", "modern-footnotes-footnote__note", "footnote_tooltip"}
	sideNumberClasses = []string{"sidenote-number", "margin-toggle", "ltx_note_mark", "ltx_tag_note", "modern-footnotes-footnote", "footnote_plugin_tooltip_text"}
)

// mostSideNote is how long the text of such a note may be, in bytes.
const mostSideNote = 5000

// sideNotes makes inline notes of the notes that stand in the margin.
func (f *pairer) sideNotes() {
	for i := int32(0); i < int32(len(f.nodes)); i++ {
		n := &f.nodes[i]
		if n.kind != nodeElement {
			continue
		}
		if n.flags&flagSkip != 0 || f.holder[i] != nil {
			i = n.next - 1
			continue
		}
		if n.flags&(flagHolds|flagShut) != 0 || n.attrCount == 0 || !f.class(i, sideNoteClasses...) || f.shown[n.next] == f.shown[i] || f.shown[n.next]-f.shown[i] > mostSideNote {
			continue
		}
		k := &mark{form: formInline, labels: []string{""}, start: int(n.start), end: int(n.close)}
		k.note = &checker.Note{Kind: checker.InlineNote, Syntax: checker.SyntaxHTML}
		if label := f.sideLabel(i); label >= 0 {
			f.nodes[label].flags |= flagGone
			k.start = int(f.nodes[label].start)
		}
		for j := i + 1; j < min(n.next, i+12); j++ {
			if c := &f.nodes[j]; c.kind == nodeElement && f.class(j, sideNumberClasses...) {
				c.flags |= flagGone
			}
		}
		f.marks[i] = k
		n.flags |= flagClaimed
		i = n.next - 1
	}
}

// sideLabel returns the element right before node i that is the label of a note there; -1 if none is.
func (f *pairer) sideLabel(i int32) int32 {
	label := int32(-1)
	for j := i - 1; j >= 0 && j > i-10; j-- {
		c := &f.nodes[j]
		if c.kind != nodeElement || c.name == atom.Input || c.next > i {
			continue
		}
		if f.shown[i] != f.shown[c.next] || c.flags&flagBlock != 0 {
			break
		}
		if c.name == atom.Label || f.class(j, sideNumberClasses...) || c.name == atom.A && pairLabel(f.words(j, 12)) != "" {
			label = j // the outermost of them
		}
	}
	return label
}

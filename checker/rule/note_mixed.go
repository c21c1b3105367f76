package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

var noteMixedSyntax = &checker.Rule{
	ID:       "note/mixed-syntax",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Masks: []checker.Mask{{
		Rules: []string{"note/gap", "note/order", "note/definition-order", "note/reused", "ref/supra-mismatch", "ref/note-target"},
		Scope: checker.OnStretch,
	}},
	Doc: doc("Notes are written in two ways in one file",
		"Two programs made them, and each numbers its own. A reader meets two notes of one number, or none.",
		"Dues rose.[^1] Tolls fell.[^2] Fish came.<sup>3</sup> Boats left.<sup>4</sup>\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"---\n\n<sup>3</sup> “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"<sup>4</sup> “A Quay for Sale”, Port News, 11 May 2024.",
		"Write all notes in one way.",
		"for symbols such as * and †, for a bibliography beside notes, for notes in the text beside defined ones, for markers in tables, captions and headings, and if one of the two ways has fewer than two markers."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			if !d.Derived {
				checkMixed(p, d)
			}
		}
	},
}

// leastMarkers is how many markers a way of writing notes has before it counts as one.
const leastMarkers = 2

func checkMixed(p *checker.Pass, d *checker.Document) {
	first := map[string]*checker.Marker{}
	count := map[string]int{}
	aside := asides(d) // notes of a table stand below it, and have a numbering of their own
	for _, n := range d.Notes {
		way := wayOf(n)
		if way == "" {
			continue
		}
		for _, m := range n.Markers {
			if aside.hold(m.Span.Start.Offset) {
				continue
			}
			count[way]++
			if first[way] == nil || m.Span.Start.Offset < first[way].Span.Start.Offset {
				first[way] = m
			}
		}
	}
	usual := ""
	for _, way := range waysOfNotes {
		if count[way] > count[usual] {
			usual = way
		}
	}
	for _, way := range waysOfNotes {
		if way == usual || count[way] < leastMarkers {
			continue
		}
		m := first[way]
		p.Report(checker.Finding{
			Message: fmt.Sprintf("%d markers are written %s, and here begin %d that are written %s", count[usual], usual, count[way], way),
			Span:    m.Span, Subject: checker.Subject{Document: d, Note: m.Note, Marker: m},
			Fix: bracketed(d, usual, way),
		})
	}
}

// waysOfNotes are the ways in which notes are written, as messages name them.
var waysOfNotes = [...]string{"in brackets with a caret", "as superscripts", "in brackets", "as links"}

// wayOf returns how a note is written; empty for notes that stand beside others by custom.
func wayOf(n *checker.Note) string {
	if n.Span.IsZero() || n.Kind == checker.Bibliography || n.Label != "" && !hasWord(n.Label) {
		return ""
	}
	switch n.Syntax {
	case checker.SyntaxDefined, checker.SyntaxInline:
		return waysOfNotes[0]
	case checker.SyntaxSuperscript:
		return waysOfNotes[1]
	case checker.SyntaxList:
		return waysOfNotes[2]
	case checker.SyntaxHTML:
		return waysOfNotes[3]
	}
	return ""
}

// bracketed writes superscript notes as [^1], where that is the usual way; nil where a label would
// stand twice, and for notes of several paragraphs or markers of several numbers.
func bracketed(d *checker.Document, usual, way string) *checker.Fix {
	if usual != waysOfNotes[0] || way != waysOfNotes[1] || d.Format != "markdown" {
		return nil
	}
	taken := map[string]bool{}
	for _, n := range d.Notes {
		if wayOf(n) != way {
			taken[n.Label] = true
		}
	}
	fix := &checker.Fix{Message: "write the notes as the others are written"}
	for _, n := range d.Notes {
		if wayOf(n) != way {
			continue
		}
		form := "<sup>" + n.Label + "</sup>"
		text := d.Text(n.Span)
		if taken[n.Label] || n.Span.Start.Column != 1 || !strings.HasPrefix(text, form) || strings.Contains(strings.TrimSpace(text), "\n\n") {
			return nil
		}
		taken[n.Label] = true
		at := n.Span.Start.Offset
		fix.Edits = append(fix.Edits, checker.Edit{Span: d.Span(at, at+len(form)), NewText: "[^" + n.Label + "]:"})
		for _, m := range n.Markers {
			if d.Text(m.Span) != form {
				return nil
			}
			fix.Edits = append(fix.Edits, checker.Edit{Span: m.Span, NewText: "[^" + n.Label + "]"})
		}
	}
	slices.SortFunc(fix.Edits, func(a, b checker.Edit) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	return fix
}

package rule

import (
	"fmt"
	"sort"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var noteInHeading = &checker.Rule{
	ID:       "note/in-heading",
	Severity: checker.Info,
	Doc: doc("A marker stands in a heading",
		"It goes along into tables of contents, into the heading's address and into running heads, where nobody can follow it.",
		"# Salt and Law\n\n## Gas[^1]\n\nDues rose.\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.",
		"Set the marker at the first sentence below the heading.",
		"for the document's title."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			headings := headingsOf(d)
			for _, n := range d.Notes {
				for _, m := range n.Markers {
					if h := holding(headings, m.Span); h != nil && !isTitle(d, headings, h) {
						p.Report(checker.Finding{
							Message: "the marker stands in the heading " + quoted(h.Text()),
							Span:    m.Span, Subject: checker.Subject{Document: d, Note: n, Marker: m},
						})
					}
				}
			}
		}
	},
}

// holding returns the block that holds a place; nil if none does. Blocks are sorted by place.
func holding(blocks []*checker.Block, s checker.Span) *checker.Block {
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].Start > s.Start.Offset })
	if i == 0 || s.End.Offset > blocks[i-1].End {
		return nil
	}
	return blocks[i-1]
}

// isTitle reports whether a heading is the document's title, or may be: the first heading of the
// highest level.
func isTitle(d *checker.Document, headings []*checker.Block, h *checker.Block) bool {
	if h == headings[0] {
		return true
	}
	return d.Title != "" && match.Fold(h.Text()) == match.Fold(d.Title)
}

var noteOrphanSuperscript = &checker.Rule{
	ID:       "note/orphan-superscript",
	Severity: checker.Info,
	Doc: doc("A superscript number looks like a marker, and no note has it",
		"The notes of this document are marked by such numbers. A reader who looks for this one finds nothing.",
		"Dues rose.<sup>1</sup> Tolls fell.<sup>2</sup> Fish came.<sup>3</sup> Boats left.<sup>4</sup> Nobody paid the levy<sup>8</sup> or the fee.<sup>5</sup>\n\n---\n\n"+
			"<sup>1</sup> “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"<sup>2</sup> “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"<sup>3</sup> “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"<sup>4</sup> “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"<sup>5</sup> “The Long Dredge”, Port News, 12 May 2024.",
		"Write the note, or take the number out.",
		"for exponents behind one or two letters or a figure, for numbers over twice the highest of the notes, and with fewer than five markers of that form."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkOrphans(p, d)
		}
	},
}

func checkOrphans(p *checker.Pass, d *checker.Document) {
	highest, linked := 0, 0
	for _, n := range d.Notes {
		if n.Syntax != checker.SyntaxSuperscript || n.Span.IsZero() {
			continue
		}
		highest = max(highest, number(n))
		if number(n) > 0 {
			linked += len(n.Markers)
		}
	}
	if linked < leastSamples {
		return
	}
	for _, s := range d.Untaken {
		k, err := strconv.Atoi(figure.FindString(match.Fold(d.Text(s))))
		if err != nil || k < 1 || k > 2*highest || !isBehindWord(d, s.Start.Offset) {
			continue
		}
		p.Report(checker.Finding{
			Message: fmt.Sprintf("the superscript %d leads to no note, as %s of that form do", k, count(linked, "marker")),
			Span:    s, Subject: checker.Subject{Document: d},
		})
	}
}

var figure = match.NewPattern(`\d+`)

// isBehindWord reports whether three letters or more stand right before an offset.
func isBehindWord(d *checker.Document, offset int) bool {
	src := d.Source[:offset]
	for range 3 {
		r, size := utf8.DecodeLastRune(src)
		if !unicode.IsLetter(r) {
			return false
		}
		src = src[:len(src)-size]
	}
	return true
}

package rule

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

var noteOrder = &checker.Rule{
	ID:       "note/order",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Masks:    []checker.Mask{{Rules: []string{"note/definition-order"}, Scope: checker.OnStretch}},
	Doc: `# The markers do not ascend
Notes are numbered in the order in which a reader meets them. A marker out of place is often one
that names the wrong note.

~~~markdown
Dues rose.[^1] Tolls fell.[^3] Fish came.[^2]

[^1]: “Port Dues Rise”, Port News, 3 May 2024.

[^2]: “Port Tolls Fall”, Port News, 9 May 2024.

[^3]: “Fish Come Back”, Port News, 10 May 2024.
~~~

See whether each marker names the note that it should; then number the notes anew.

Silent for bibliographies and for markers in tables, captions, headings and notes. Where no
reader sees the labels, as with “[^1]”, it is information only.
`,
	Check: checkNoteOrder,
}

func checkNoteOrder(p *checker.Pass) {
	for _, d := range p.Documents {
		var apart intervals
		for _, notes := range stretches(d) {
			if len(notes) < 3 {
				continue
			}
			if apart == nil {
				apart = asides(d)
			}
			checkOrder(p, d, notes, apart)
		}
	}
}

func checkOrder(p *checker.Pass, d *checker.Document, notes []*checker.Note, apart intervals) {
	var met []*checker.Note // in the order of their first markers
	for _, n := range notes {
		if number(n) == 0 || n.Span.IsZero() || len(n.Markers) == 0 {
			continue
		}
		if slices.ContainsFunc(n.Markers, func(m *checker.Marker) bool { return apart.hold(m.Span.Start.Offset) }) {
			continue
		}
		met = append(met, n)
	}
	if len(met) < 3 {
		return
	}
	slices.SortStableFunc(met, func(a, b *checker.Note) int {
		x, y := a.Markers[0].Span, b.Markers[0].Span
		return cmp.Or(cmp.Compare(x.Start.Offset, y.Start.Offset), cmp.Compare(number(a), number(b)))
	})
	for i := 1; i < len(met); i++ {
		before, n := met[i-1], met[i]
		if number(n) > number(before) {
			continue
		}
		f := checker.Finding{
			Message: fmt.Sprintf("the marker of note %d comes after that of note %d in line %d", number(n), number(before), before.Markers[0].Span.Start.Line),
			Span:    n.Markers[0].Span,
			Subject: checker.Subject{Document: d, Note: n, Marker: n.Markers[0]},
			Fix:     renumber(d, met),
		}
		if n.Syntax == checker.SyntaxDefined {
			f.Severity = checker.Info
		}
		p.Report(f)
		return
	}
}

// renumber gives the notes, which are in the order of their first markers, their own numbers in
// ascending order. It refuses where labels decide what is a note, or where words name a number.
func renumber(d *checker.Document, met []*checker.Note) *checker.Fix {
	for _, n := range d.Notes {
		if slices.ContainsFunc(n.Citations, func(c *checker.Citation) bool { return c.Kind == checker.Supra }) {
			return nil
		}
	}
	numbers := make([]int, len(met))
	for i, n := range met {
		numbers[i] = number(n)
	}
	slices.Sort(numbers)
	fix := &checker.Fix{Message: "number the notes in the order of their markers"}
	renamed := map[*checker.Note]string{}
	for i, n := range met {
		label := strconv.Itoa(numbers[i])
		if n.Syntax != checker.SyntaxDefined || n.Span.Start.Column != 1 || !strings.HasPrefix(d.Text(n.Span), "[^"+n.Label+"]") {
			return nil
		}
		renamed[n] = label + d.Text(n.Span)[len("[^"+n.Label):]
		for _, m := range n.Markers {
			switch {
			case !strings.HasPrefix(d.Text(m.Span), "[^"+n.Label+"]"):
				return nil
			case label != n.Label:
				at := m.Span.Start.Offset + len("[^")
				fix.Edits = append(fix.Edits, checker.Edit{Span: d.Span(at, at+len(n.Label)), NewText: label})
			}
		}
	}
	fix.Edits = append(fix.Edits, moveDefinitions(d, met, renamed)...)
	slices.SortFunc(fix.Edits, func(a, b checker.Edit) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	return fix
}

// moveDefinitions writes the definitions of notes, which are in the order of their new numbers, into
// the places where definitions stood, so that they ascend as the markers do.
func moveDefinitions(d *checker.Document, met []*checker.Note, renamed map[*checker.Note]string) []checker.Edit {
	places := slices.Clone(met)
	slices.SortFunc(places, func(a, b *checker.Note) int { return a.Span.Start.Offset - b.Span.Start.Offset })
	var edits []checker.Edit
	for i, n := range places {
		written := strings.TrimRight(d.Text(n.Span), " \t\r\n")
		text := "[^" + strings.TrimRight(renamed[met[i]], " \t\r\n")
		if text != written {
			at := n.Span.Start.Offset
			edits = append(edits, checker.Edit{Span: d.Span(at, at+len(written)), NewText: text})
		}
	}
	return edits
}

// intervals are stretches of a source that ascend and do not touch.
type intervals [][2]int

// hold reports whether one of the stretches holds the offset.
func (v intervals) hold(offset int) bool {
	i := sort.Search(len(v), func(i int) bool { return v[i][1] > offset })
	return i < len(v) && v[i][0] <= offset
}

// asides returns where the source of d is no running text: tables, captions, headings and notes.
func asides(d *checker.Document) intervals {
	all := make(intervals, 0, len(d.Notes))
	for _, b := range d.Body {
		if b.Kind == checker.Cell || b.Kind == checker.Caption || b.Kind == checker.Heading {
			all = append(all, [2]int{b.Start, b.End})
		}
	}
	for _, n := range d.Notes {
		if !n.Span.IsZero() && n.Kind != checker.InlineNote {
			all = append(all, [2]int{n.Span.Start.Offset, n.Span.End.Offset})
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	merged := all[:0]
	for _, v := range all {
		if k := len(merged); k > 0 && v[0] <= merged[k-1][1] {
			merged[k-1][1] = max(merged[k-1][1], v[1])
			continue
		}
		merged = append(merged, v)
	}
	return merged
}

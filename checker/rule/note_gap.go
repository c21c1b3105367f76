package rule

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/citelint/citelint/checker"
)

var noteGap = &checker.Rule{
	ID:       "note/gap",
	Severity: checker.Warning,
	Doc: `# A number is missing between the notes
The notes count on, and one number stands nowhere: neither a note nor a marker has it. A reader
asks what was taken out.

~~~markdown
Dues rose.<sup>1</sup> Tolls fell.<sup>2</sup> Fish came.<sup>4</sup>

---

<sup>1</sup> “Port Dues Rise”, Port News, 3 May 2024.

<sup>2</sup> “Port Tolls Fall”, Port News, 9 May 2024.

<sup>4</sup> “Fish Come Back”, Port News, 10 May 2024.
~~~

Put the missing note back, or number the notes anew.

Silent unless the numbers begin with 1 and there are three of them. Where no reader sees the
labels, as with “[^1]”, it is information only.
`,
	Check: checkNoteGap,
}

func checkNoteGap(p *checker.Pass) {
	for _, d := range p.Documents {
		for _, notes := range stretches(d) {
			checkGap(p, d, notes)
		}
	}
}

func checkGap(p *checker.Pass, d *checker.Document, notes []*checker.Note) {
	byNumber := map[int]*checker.Note{}
	for _, n := range notes {
		if k := number(n); k > 0 && byNumber[k] == nil {
			byNumber[k] = n
		}
	}
	numbers := make([]int, 0, len(byNumber))
	for k := range byNumber {
		numbers = append(numbers, k)
	}
	slices.Sort(numbers)
	if len(numbers) < 3 || numbers[0] != 1 {
		return
	}
	last := numbers[len(numbers)-1]
	missing := last - len(numbers)
	// Where most numbers are missing the labels are no numbering: years, pages, dockets.
	if missing == 0 || missing >= len(numbers) {
		return
	}
	var names []string
	var after *checker.Note
	for i := 1; i < len(numbers); i++ {
		from, to := numbers[i-1]+1, numbers[i]-1
		switch {
		case from > to:
			continue
		case from == to:
			names = append(names, strconv.Itoa(from))
		default:
			names = append(names, fmt.Sprintf("%d–%d", from, to))
		}
		if after == nil {
			after = byNumber[numbers[i]]
		}
	}
	f := checker.Finding{
		Message: fmt.Sprintf("notes are numbered from 1 to %d, and no note or marker has %s", last, list(names)),
		Span:    after.Span,
		Subject: checker.Subject{Document: d, Note: after},
	}
	if after.Span.IsZero() {
		f.Span = after.Markers[0].Span
	}
	if after.Syntax == checker.SyntaxDefined {
		f.Severity = checker.Info
	}
	p.Report(f)
}

// stretches returns the footnotes and endnotes of d by run of numbering, each in source order.
func stretches(d *checker.Document) [][]*checker.Note {
	var all [][]*checker.Note
	at := map[int]int{}
	for _, n := range d.Notes {
		if n.Kind != checker.Footnote && n.Kind != checker.Endnote {
			continue
		}
		i, ok := at[n.Stretch]
		if !ok {
			i = len(all)
			at[n.Stretch] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], n)
	}
	return all
}

// number returns the number that is the note's label; 0 if its label is none.
func number(n *checker.Note) int {
	k, err := strconv.Atoi(n.Label)
	if err != nil || k < 1 || n.Label[0] == '0' || n.Label[0] == '+' {
		return 0
	}
	return k
}

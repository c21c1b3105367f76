package rule

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

var noteSplitsSentence = &checker.Rule{
	ID:       "note/splits-sentence",
	Severity: checker.Warning,
	Fix:      checker.UnsafeFix,
	Doc: `# Notes stand in the middle of a sentence
Whoever reads the text from top to bottom loses the sentence at the notes and has to look for its
other half behind them. It comes from page ends that a converter kept.

~~~markdown
The council was told of the cost of the tidal

---

<sup>1</sup> “Port Dues Rise”, Port News, 3 May 2024.

barrage that it had ordered.<sup>1</sup>
~~~

Move the notes behind the paragraph, or to the end of the document.

Silent where the text before the notes ends in a stop, where the text behind them begins with a
capital, and in scripts without capitals.
`,
	Check: checkNoteSplitsSentence,
}

func checkNoteSplitsSentence(p *checker.Pass) {
	for _, d := range p.Documents {
		var blocks []*checker.Note // in source order
		for _, n := range d.Notes {
			if !n.Span.IsZero() && n.Kind != checker.InlineNote {
				blocks = append(blocks, n)
			}
		}
		if len(blocks) == 0 {
			continue
		}
		for _, b := range d.Body {
			if b.Kind != checker.Heading && b.Kind != checker.Cell && b.Kind != checker.Code {
				checkSplits(p, d, b, blocks)
			}
		}
	}
}

func checkSplits(p *checker.Pass, d *checker.Document, b *checker.Block, notes []*checker.Note) {
	before := -1 // the last run with text
	for i, r := range b.Runs {
		if strings.TrimSpace(r.Text) == "" {
			continue
		}
		a := before
		before = i
		if a < 0 {
			continue
		}
		from := b.Runs[a].End
		k := sort.Search(len(notes), func(k int) bool { return notes[k].Span.Start.Offset >= from })
		if k == len(notes) || notes[k].Span.End.Offset > r.Start {
			continue
		}
		if endsSentence(b.Runs[a].Text) || !beginsLower(r.Text) {
			continue
		}
		p.Report(checker.Finding{
			Message: fmt.Sprintf("the notes stand in the middle of a sentence, between %s and %s",
				quoted("…"+lastWords(b.Runs[a].Text, 4)), quoted(firstWords(r.Text, 4)+"…")),
			Span:    notes[k].Span,
			Subject: checker.Subject{Document: d, Note: notes[k]},
			Fix:     moveBehind(d, b, a, i, notes[k]),
		})
	}
}

// endsSentence reports whether a sentence may end at the end of s.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;。！？：；", r)
}

func beginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsLower(r)
}

func lastWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[max(0, len(f)-n):], " ")
}

func firstWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

// moveBehind joins what the notes parted, runs i and j of b, and puts what stands between them
// behind the block. It refuses if a marker or text of the block would move with it.
func moveBehind(d *checker.Document, b *checker.Block, i, j int, first *checker.Note) *checker.Fix {
	src := d.Source
	from := b.Runs[i].End
	hyphen := from < len(src) && src[from] == '-'
	if !hyphen {
		line := bytes.IndexByte(src[from:first.Span.Start.Offset], '\n')
		if line < 0 {
			return nil
		}
		from += line
	}
	to := b.Runs[j].Start
	if line := bytes.LastIndexByte(src[from:to], '\n'); line >= 0 {
		to = from + line + 1
	}
	end := len(src)
	if line := bytes.IndexByte(src[b.End:], '\n'); line >= 0 {
		end = b.End + line
	}
	if to <= first.Span.Start.Offset || end < to {
		return nil
	}
	var joint strings.Builder
	for _, r := range b.Runs[i+1 : j] {
		joint.WriteString(r.Text)
	}
	moved := string(src[from:to])
	if hyphen {
		moved = moved[1:]
	}
	return &checker.Fix{
		Message: "move the notes behind the paragraph",
		Edits: []checker.Edit{
			{Span: d.Span(from, to), NewText: joint.String()},
			{Span: d.Span(end, end), NewText: "\n\n" + strings.TrimSpace(moved)},
		},
	}
}

package rule

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleMarkerPunctuation = &checker.Rule{
	ID:       "style/marker-punctuation",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("A marker on the other side of a punctuation mark than elsewhere",
		"English sets the marker behind the stop, French before it. In one text, both look like a slip.",
		"Dues rose.[^1] Tolls fell.[^2] Fish came.[^3] Boats left.[^4] Nobody paid[^5].\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"[^4]: “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"[^5]: “The Long Dredge”, Port News, 12 May 2024.",
		"Move the marker to the other side of the mark.",
		"with fewer than five such markers, or where fewer than four in five stand alike; for markers in tables, headings and notes, with marks on both sides or on none, and behind the stop of an abbreviation."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			minority(p, habit{"this marker stands", "markers beside a mark stand"}, markerSides(d))
		}
	},
}

// markerSides says of each marker in running text on which side of a punctuation mark it stands.
// Markers that touch count as one.
func markerSides(d *checker.Document) []sample {
	all := make([]*checker.Marker, 0, len(d.Notes))
	for _, n := range d.Notes {
		if n.Kind == checker.Footnote || n.Kind == checker.Endnote {
			all = append(all, n.Markers...)
		}
	}
	sortMarkers(all)
	apart := asides(d)
	samples := make([]sample, 0, len(all))
	for i := 0; i < len(all); {
		first, end := all[i], all[i].Span.End.Offset
		for i++; i < len(all) && all[i].Span.Start.Offset <= end; i++ {
			end = max(end, all[i].Span.End.Offset)
		}
		if apart.hold(first.Span.Start.Offset) {
			continue
		}
		if s, ok := markerSide(d, first, end); ok {
			samples = append(samples, s)
		}
	}
	return samples
}

func markerSide(d *checker.Document, m *checker.Marker, end int) (s sample, ok bool) {
	start := m.Span.Start.Offset
	head, tail := d.Source[max(0, start-16):start], d.Source[end:min(len(d.Source), end+16)]
	left := strings.TrimRight(string(head), "*_”’»\"'")
	before, _ := utf8.DecodeLastRuneInString(left)
	after, size := utf8.DecodeRune(tail)
	if isBesideMarker(before) == isBesideMarker(after) {
		return s, false
	}
	s = sample{kind: "alphabetic", form: "behind the mark", span: m.Span, about: checker.Subject{Document: d, Note: m.Note, Marker: m}}
	mark := before
	if isBesideMarker(after) {
		s.form, mark = "before the mark", after
		s.mend = func(string) *checker.Fix {
			return &checker.Fix{Message: "move the marker behind the mark", Edits: []checker.Edit{
				{Span: d.Span(start, start), NewText: string(after)}, {Span: d.Span(end, end+size)},
			}}
		}
	} else if before == '.' && runsOn(string(tail)) {
		return s, false
	}
	if mark > unicode.MaxASCII {
		s.kind = "wide"
	}
	return s, true
}

func isBesideMarker(r rune) bool { return strings.ContainsRune(".,;:?!。，；：？！", r) }

// runsOn reports whether a sentence goes on in a text: its next letter is a small one.
func runsOn(tail string) bool {
	for _, r := range tail {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return false
}

var styleSignalCase = &checker.Rule{
	ID:       "style/signal-case",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("A signal has other capitals than elsewhere",
		"“See also” and “See Also” mean the same. Two forms of one signal look like two signals.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: See also “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: See also “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"[^3]: See also “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"[^4]: See also “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"[^5]: See Also “The Long Dredge”, Port News, 12 May 2024.",
		"Write the signal as in the other notes.",
		"for a signal that stands at the same place in the sentence fewer than five times, or where fewer than four in five have one form."),
	Check: eachHabit("here the signal is", "times at this place in %s it is", func(t *noteText, add func(sample)) {
		for _, c := range t.citations {
			if !isParsed(c) || c.Signal == "" {
				continue
			}
			start, end := t.within(c.Span)
			at := strings.Index(t.n.Text[start:end], c.Signal)
			if at < 0 || at > maxBeforeSignal {
				continue
			}
			at += start
			where := t.span(at, at+len(c.Signal))
			signal := c.Signal
			add(sample{
				kind: match.Fold(signal) + "\x00" + sentencePlace(t.n.Text[:at]), form: quoted(signal), span: where,
				about: checker.Subject{Document: t.d, Note: t.n, Citation: c},
				mend: func(usual string) *checker.Fix {
					written := strings.Trim(usual, "“”")
					if t.d.Text(where) != signal || !strings.EqualFold(signal, written) {
						return nil
					}
					return &checker.Fix{Message: "write " + usual, Safe: true, Edits: []checker.Edit{{Span: where, NewText: written}}}
				},
			})
		}
	}),
}

// maxBeforeSignal is how many bytes may stand in a citation before its signal.
const maxBeforeSignal = 8

// sentencePlace says where in its sentence something stands, by the text before it.
func sentencePlace(before string) string {
	before = strings.TrimRight(before, " \t\n\u00a0([“‘\"'*_")
	if before == "" {
		return "note"
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune(".?!。”", last) {
		return "sentence"
	}
	return "middle"
}

var styleIbidSpelling = &checker.Rule{
	ID:       "style/ibid-spelling",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("“Ibid.” is written otherwise than elsewhere",
		"A reader who meets “Ibid.”, “Ibid” and “Id.” in one text asks whether they mean three things.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5] F.[^6]\n\n"+
			"[^1]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.\n\n"+
			"[^2]: Ibid., 46.\n\n"+
			"[^3]: Ibid., 47.\n\n"+
			"[^4]: Ibid., 48.\n\n"+
			"[^5]: Ibid., 49.\n\n"+
			"[^6]: Ibid, 50.",
		"Write it as in the other notes.",
		"with fewer than five of them at the same place in the sentence, or where fewer than four in five have one form. The stop at a note's end may be the note's."),
	Check: eachHabit("here it is", "times at this place in %s it is", func(t *noteText, add func(sample)) {
		for _, c := range t.citations {
			if s, ok := ibidSample(t, c); ok {
				add(s)
			}
		}
	}),
}

func ibidSample(t *noteText, c *checker.Citation) (s sample, ok bool) {
	if !isParsed(c) || c.Kind != checker.Ibid {
		return s, false
	}
	start, end := t.within(c.Span)
	at := latinIbid.FindStringIndex(t.n.Text[start:end])
	if at == nil {
		return s, false
	}
	from, to := start+at[0], start+at[1]
	word := t.n.Text[from:to]
	where := t.span(from, to)
	s = sample{kind: sentencePlace(t.n.Text[:from]), form: quoted(word), span: where, about: checker.Subject{Document: t.d, Note: t.n, Citation: c}}
	if stem, cut := strings.CutSuffix(word, "."); cut && strings.TrimSpace(t.n.Text[to:]) == "" {
		s.also = quoted(stem)
	}
	s.mend = func(usual string) *checker.Fix {
		written := strings.Trim(usual, "“”")
		if t.d.Text(where) != word {
			return nil
		}
		return &checker.Fix{
			Message: "write " + usual, Safe: strings.TrimSuffix(written, ".") == strings.TrimSuffix(word, "."),
			Edits: []checker.Edit{{Span: where, NewText: written}},
		}
	}
	return s, true
}

func sortMarkers(all []*checker.Marker) {
	slices.SortStableFunc(all, func(a, b *checker.Marker) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
}

var latinIbid = match.NewPattern(`\b(?i:ibid(?:em)?|idem|id)\b\.?`)

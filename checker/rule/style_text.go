package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var styleContainerItalics = &checker.Rule{
	ID:       "style/container-italics",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("A journal's or newspaper's name is set otherwise than elsewhere",
		"Italics tell the name of the whole from the title of the part. Where they come and go, they tell nothing.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “Port Dues Rise”, *Port News*, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, *Port News*, 9 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, *Port News*, 10 May 2024.\n\n"+
			"[^4]: “A Quay for Sale”, *Port News*, 11 May 2024.\n\n"+
			"[^5]: “The Long Dredge”, Port News, 12 May 2024.",
		"Set the name as in the other notes.",
		"with fewer than five such names, or where fewer than four in five are set alike; for agencies and institutes, and for newspapers that are never set in the usual way."),
	Check: checkContainerItalics,
}

func checkContainerItalics(p *checker.Pass) {
	for _, texts := range textsOfNotes.In(p) {
		samples := map[bool][]sample{} // by whether the note is an entry of a bibliography
		forms := map[string]map[string]bool{}
		folded := map[string]string{} // names, by how they are written: there are few
		fold := func(name string) string {
			if _, known := folded[name]; !known {
				folded[name] = match.Fold(name)
			}
			return folded[name]
		}
		for _, t := range texts {
			if t.n.Span.IsZero() {
				continue
			}
			for _, c := range t.citations {
				s, ok := containerSample(t, c)
				if !ok {
					continue
				}
				entry := t.n.Kind == checker.Bibliography
				if samples[entry] == nil {
					samples[entry] = make([]sample, 0, len(texts))
				}
				samples[entry] = append(samples[entry], s)
				name := fold(c.Container)
				if forms[name] == nil {
					forms[name] = map[string]bool{}
				}
				forms[name][s.form] = true
			}
		}
		for _, entry := range []bool{false, true} {
			of := samples[entry]
			for i, s := range of {
				// A name that is set in one way wherever it stands is no slip: agencies are no newspapers.
				if c := s.about.Citation; c.Type != "article-journal" && len(forms[fold(c.Container)]) < 2 {
					of[i].also = otherSetting(s.form)
				}
			}
			place := "notes"
			if entry {
				place = "entries"
			}
			minority(p, habit{"this name is", "such names in " + place + " are"}, of)
		}
	}
}

const (
	inItalics = "in italics"
	upright   = "upright"
)

func otherSetting(form string) string {
	if form == inItalics {
		return upright
	}
	return inItalics
}

// containerSample says how the name of a journal or newspaper is set.
func containerSample(t *noteText, c *checker.Citation) (s sample, ok bool) {
	if !isParsed(c) || !c.Kind.IsFull() || !strings.HasPrefix(c.Type, "article-") {
		return s, false
	}
	from, to, ok := t.field(c, c.Container)
	if !ok || strings.ContainsFunc(c.Container, match.IsCJK) {
		return s, false
	}
	s = sample{kind: c.Type, form: upright, about: checker.Subject{Document: t.d, Note: t.n, Citation: c}}
	s.start, s.end = t.source(from, to)
	whole := true
	for i := range t.runs {
		r := &t.runs[i]
		if a, b := t.starts[i], t.starts[i]+len(r.Text); a >= to || b <= from {
			continue
		}
		if r.Style&checker.Italic != 0 {
			s.form = inItalics
		} else {
			whole = false
		}
	}
	if s.form == inItalics && !whole {
		return s, false
	}
	form := s.form
	s.mend = func(string) *checker.Fix { return setContainer(t.d, t.span(from, to), c.Container, form) }
	return s, true
}

// setContainer puts the stars of Markdown around a name, or takes them away.
func setContainer(d *checker.Document, where checker.Span, name, form string) *checker.Fix {
	start, end := where.Start.Offset, where.End.Offset
	if d.Format != "markdown" || d.Text(where) != name || strings.ContainsAny(name, "*_") {
		return nil
	}
	if form == upright {
		return &checker.Fix{Message: "set the name in italics", Edits: []checker.Edit{
			{Span: d.Span(start, start), NewText: "*"}, {Span: d.Span(end, end), NewText: "*"},
		}}
	}
	if start < 2 || end+1 >= len(d.Source) || !isLoneStar(d.Source, start-1) || !isLoneStar(d.Source, end) || d.Source[start-1] != d.Source[end] {
		return nil
	}
	return &checker.Fix{Message: "set the name upright", Edits: []checker.Edit{
		{Span: d.Span(start-1, start)}, {Span: d.Span(end, end+1)},
	}}
}

// isLoneStar reports whether a star or underscore stands at i, alone.
func isLoneStar(src []byte, i int) bool {
	star := func(c byte) bool { return c == '*' || c == '_' }
	return star(src[i]) && !star(src[i-1]) && (i+1 >= len(src) || !star(src[i+1]))
}

var styleFinalStop = &checker.Rule{
	ID:       "style/final-stop",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("A note ends otherwise than the others: with or without a full stop",
		"A reader of a note that just ends asks whether something was cut off.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"[^4]: “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"[^5]: “The Long Dredge”, Port News, 12 May 2024",
		"End the note as the others end.",
		"with fewer than five notes, or where fewer than four in five end alike; for notes that end in an address, an abbreviation, another mark or a Han letter, and for notes that cite nothing."),
	Check: eachHabit("this note ends", "%s end", func(t *noteText, add func(sample)) {
		s, ok := finalStop(t)
		if ok {
			add(s)
		}
	}),
}

const (
	withStop    = "with a full stop"
	withoutStop = "without a full stop"
)

// finalStop says whether a note of nothing but citations ends with a stop; ok is false where its end
// is for no habit to decide.
func finalStop(t *noteText) (s sample, ok bool) {
	cs := t.n.Citations
	for _, c := range cs {
		if !isParsed(c) {
			return s, false
		}
	}
	text := strings.TrimRightFunc(t.n.Text, unicode.IsSpace)
	if len(cs) == 0 || text == "" || len(t.runs) == 0 {
		return s, false
	}
	stem := strings.TrimSuffix(text, ".")
	for i := len(t.runs) - 1; i >= 0; i-- {
		r := t.runs[i]
		if strings.Trim(r.Text, ". \n") == "" {
			continue
		}
		if isAddress(r.Text) || r.Style&(checker.Monospace|checker.Superscript) != 0 {
			return s, false
		}
		break
	}
	last, size := utf8.DecodeLastRuneInString(stem)
	inner := strings.TrimRight(stem, "”’»\"'")
	end := len(text)
	switch {
	case strings.Contains(stem[lastSpace(stem):], "://") || strings.Contains(stem[lastSpace(stem):], "www."):
		return s, false
	case len(stem) < len(text) && isAbbreviated(stem), strings.HasPrefix(text, "("):
		return s, false
	case len(stem) < len(text):
		if !isLetterOrDigit(last) && !strings.ContainsRune(")]}”’»\"'%", last) {
			return s, false
		}
		s.form, s.start = withStop, len(text)-1
	case strings.HasSuffix(inner, ".") && inner != stem:
		s.form, s.start, end = withStop, len(inner)-1, len(inner)
	case isLetterOrDigit(last) && !match.IsCJK(last) || strings.ContainsRune(")]", last):
		s.form, s.start = withoutStop, len(text)-size
	default:
		return s, false
	}
	s.start, s.end = t.source(s.start, end)
	s.about = t.aboutSource(s.start, s.end)
	form := s.form
	s.mend = func(string) *checker.Fix { return mendStop(t, form, text) }
	return s, true
}

func lastSpace(s string) int { return strings.LastIndexFunc(s, unicode.IsSpace) + 1 }

// isAbbreviated reports whether the last word of a text is one that has a stop of its own.
func isAbbreviated(s string) bool {
	word := strings.TrimLeft(s[lastSpace(s):], "([“‘\"'")
	return utf8.RuneCountInString(word) == 1 && !unicode.IsDigit([]rune(word)[0]) || strings.Contains(word, ".") || in(abbreviatedEnds, match.Fold(word))
}

// abbreviatedEnds are abbreviations in which a note may end.
var abbreviatedEnds = words(`
	ibid ibidem id idem al etc ff f inc ltd co corp llc jr sr ed eds trans vol no ch sec cit op loc ebd ders aufl hrsg hg bd nr s p pp
	passim st jh usw там же с т`)

// mendStop writes or removes the stop at a note's end; nil where the source's end is not the text's.
func mendStop(t *noteText, form, text string) *checker.Fix {
	d := t.d
	src := strings.TrimRightFunc(d.Text(t.n.Span), unicode.IsSpace)
	end := t.n.Span.Start.Offset + len(src)
	bare := strings.TrimRight(src, "*_")
	switch {
	case d.Format != "markdown" && d.Format != "text":
		return nil
	case form == withStop && strings.HasSuffix(src, ".") && strings.HasSuffix(text, "."):
		return &checker.Fix{Message: "remove the stop", Safe: true, Edits: []checker.Edit{{Span: d.Span(end-1, end)}}}
	case form == withoutStop && bare != "" && (bare[len(bare)-1] == text[len(text)-1] || bare[len(bare)-1] == ')'):
		return &checker.Fix{Message: "add a stop", Safe: true, Edits: []checker.Edit{{Span: d.Span(end, end), NewText: "."}}}
	}
	return nil
}

var styleQuoteMarks = &checker.Rule{
	ID:       "style/quote-marks",
	Severity: checker.Info,
	Fix:      checker.UnsafeFix,
	Doc: doc("Straight quotation marks among curly ones, or the reverse",
		"One of two forms was typed, the other came with pasted text. Side by side they look like a difference that means something.",
		"A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n"+
			"[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n"+
			"[^2]: “Ferry Lines Sign a Pact”, Port News, 9 May 2024.\n\n"+
			"[^3]: “Fish Come Back”, Port News, 10 May 2024.\n\n"+
			"[^4]: “A Quay for Sale”, Port News, 11 May 2024.\n\n"+
			"[^5]: \"The Long Dredge\", Port News, 12 May 2024.",
		"Write the marks of the other notes.",
		"with fewer than five pairs of marks, or where fewer than four in five have one form; for marks without a partner, inches and code."),
	Check: eachHabit("these marks are", "pairs of marks in %s are", func(t *noteText, add func(sample)) {
		for _, at := range pairsOfMarks(t.prose) {
			opener, size := utf8.DecodeRuneInString(t.n.Text[at[0]:])
			closer, csize := utf8.DecodeLastRuneInString(t.n.Text[:at[1]])
			start, openEnd := t.source(at[0], at[0]+size)
			shutStart, end := t.source(at[1]-csize, at[1])
			if start >= openEnd || t.d.Source[start] == '<' { // <q>: the browser writes the marks
				continue
			}
			s := sample{form: "curly", start: start, end: max(start, end)}
			left, right := `"`, `"`
			if opener == '"' {
				s.form, left, right = "straight", "“", "”"
			}
			if s.about = t.aboutSource(start, openEnd); s.about.Citation != nil && !isParsed(s.about.Citation) {
				continue
			}
			s.mend = func(string) *checker.Fix {
				open, shut := t.d.Span(start, openEnd), t.d.Span(shutStart, end)
				if t.d.Text(open) != string(opener) || t.d.Text(shut) != string(closer) || t.d.Format == "html" || opener == '„' {
					return nil
				}
				return &checker.Fix{Message: "write the marks as elsewhere", Edits: []checker.Edit{{Span: open, NewText: left}, {Span: shut, NewText: right}}}
			}
			add(s)
		}
	}),
}

// pairsOfMarks returns where pairs of double marks, straight or curly, stand in a text.
func pairsOfMarks(text string) [][2]int {
	var pairs [][2]int
	start, want := -1, ""
	before := ' '
	for i, r := range text {
		if r < utf8.RuneSelf && r != '"' {
			before = r
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(max(r, 0)):])
		switch {
		case r == utf8.RuneError:
		case start >= 0 && strings.ContainsRune(want, r):
			pairs = append(pairs, [2]int{start, i + utf8.RuneLen(r)})
			start = -1
		case r == '"' && !isLetterOrDigit(before) && !unicode.IsSpace(next), r == '“' || r == '„':
			if start < 0 {
				start, want = i, partnerOf(r)
			}
			if r == '„' {
				want = closers[r]
			}
		}
		before = r
	}
	return pairs
}

var styleEtAl = &checker.Rule{
	ID:       "style/et-al",
	Severity: checker.Info,
	Fix:      checker.SafeFix,
	Doc: doc("“et al.” with a stop too many or without its blank",
		"“Et” is a whole Latin word and has no stop; “al.” is cut and has one.",
		"The dues rose.[^1]\n\n[^1]: Anna Roe et. al., “Port Dues Rise”, *Port News*, 3 May 2024.",
		"Write “et al.”",
		"in quotations and titles, which are as their authors wrote them."),
	Check: func(p *checker.Pass) {
		for t, text := range unquoted(p) {
			if t.n.Span.IsZero() {
				continue
			}
			for _, at := range etAl.FindAllStringIndex(text, -1) {
				where := t.span(at[0], at[1])
				f := checker.Finding{Message: quoted(text[at[0]:at[1]]) + " has a stop after “et”", Span: where, Subject: t.about(where)}
				if t.d.Text(where) == text[at[0]:at[1]] {
					f.Fix = &checker.Fix{Message: "write “et al.”", Safe: true, Edits: []checker.Edit{{Span: where, NewText: "et al."}}}
				}
				p.Report(f)
			}
		}
	},
}

var etAl = match.NewPattern(`\bet\.[ \x{00A0}]?al\b\.?`)

package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Quoted says whether a text has the words of a quotation. Its words are those of
// checker.QuotationAnswer, where each field is explained.
type Quoted struct {
	Answer               string // "verbatim", "folded", "stitched", "altered", "partial", "missing", "too-short"
	Similarity           float64
	Hits                 int
	Found, Before, After string
	Fragment             string // a text directive: "text=…"; empty if none leads to the words
	Differs              []string
	Diff                 []Diff
	Changed              []string
	Missing              []string
	Gap                  int
	Unordered            bool
	Omissions            []Omission
}

// An Omission is what an ellipsis leaves out and holds a negation.
type Omission struct {
	Text, Negation string
	Sentence       bool // no sentence ends within it
}

// Verified reports whether the text has the words.
func (q Quoted) Verified() bool { return q.Answer == "verbatim" || q.Answer == "folded" }

const (
	// leastLetters is how long a quotation must be to say anything; a Han character counts as two.
	leastLetters = 12
	// Only equality is looked for in quotations under so many characters or words.
	likeLetters, likeWords, likeHan = 40, 6, 12
	// leastLike is the similarity of an altered passage: another page has 0.51 at most, one with 30 %
	// of the words replaced 0.68 at least, of 95 in 100 (measured on 1,000 quotations).
	leastLike = 0.55
	// leastNear is that of a short part, looked for near the others.
	leastNear = 0.75
)

// Find looks for a quotation. Only equal words verify it: likeness says where to look.
func (t *Text) Find(quoted string) Quoted {
	q := parseQuotation(quoted)
	if q.letters < leastLetters {
		return Quoted{Answer: "too-short"}
	}
	s := search{text: t, quotation: q}
	s.places = make([][]occurrence, len(q.segments))
	all := true
	for i, g := range q.segments {
		s.places[i] = t.occurrences(g)
		all = all && len(s.places[i]) > 0
	}
	if all {
		return s.found()
	}
	return s.alike()
}

// Has reports whether Find would verify a quotation, which must be long enough to be looked for in more
// than one source: it looks for equal words only.
func (t *Text) Has(quoted string) bool {
	q := parseQuotation(quoted)
	if q.letters < leastLetters || !q.isLong() {
		return false
	}
	places := make([][]occurrence, len(q.segments))
	for i, g := range q.segments {
		if places[i] = t.occurrences(g); len(places[i]) == 0 {
			return false
		}
	}
	return t.chain(places) != nil
}

// A search is one quotation being looked for.
type search struct {
	text *Text
	quotation
	places [][]occurrence // of each segment
	likes  []likeness     // of those without places
}

// found answers if each segment stands in the text.
func (s *search) found() Quoted {
	a := Quoted{Answer: "verbatim", Similarity: 1, Hits: len(s.places[0])}
	picked := s.text.chain(s.places)
	if picked == nil {
		a.Answer = "stitched"
		picked, a.Gap, a.Unordered = s.text.apart(s.places)
	} else {
		a.Omissions = s.omissions(picked)
		picked = s.best(picked, &a)
		if len(a.Differs) > 0 {
			a.Answer = "folded"
		}
	}
	spans := make([][2]int, len(picked))
	for i, o := range picked {
		spans[i] = [2]int{o.start, o.end}
	}
	s.evidence(&a, spans)
	return a
}

// best fills in what differs. Of one segment that stands there several times, the place that differs
// least is taken.
func (s *search) best(picked []occurrence, a *Quoted) []occurrence {
	if len(picked) > 1 {
		a.Differs = s.differs(picked)
		return picked
	}
	const most = 8
	for i, o := range s.places[0][:min(len(s.places[0]), most)] {
		if d := s.differs([]occurrence{o}); i == 0 || len(d) < len(a.Differs) {
			a.Differs, picked = d, []occurrence{o}
		}
	}
	return picked
}

// alike answers if a segment does not stand in the text as it is.
func (s *search) alike() Quoted {
	t := s.text
	s.likes = make([]likeness, len(s.segments))
	long := s.isLong()
	some := false
	for i := range s.segments {
		if len(s.places[i]) > 0 {
			some = true
		} else if long && isLongSegment(s.segments[i]) {
			s.likes[i] = t.closest(s.segments[i], 0, len(t.letters))
		}
	}
	for i := range s.segments {
		if long && len(s.places[i]) == 0 && s.likes[i].similarity < leastLike {
			if l := s.near(i); l.similarity > s.likes[i].similarity {
				s.likes[i] = l
			}
		}
	}
	a := Quoted{Answer: "altered", Similarity: 1}
	for i, g := range s.segments {
		if len(s.places[i]) > 0 {
			continue
		}
		a.Similarity = min(a.Similarity, s.likes[i].similarity)
		if s.likes[i].similarity < leastLike {
			a.Missing = append(a.Missing, g.text)
		} else {
			some = true
		}
	}
	a.Similarity = min(a.Similarity, 0.99) // the same letters, parted otherwise
	switch {
	case !some:
		return Quoted{Answer: "missing", Similarity: a.Similarity}
	case len(a.Missing) > 0:
		a.Answer = "partial"
	}
	s.compare(&a)
	if a.Answer == "altered" && len(a.Changed) == 1 && a.Changed[0] == "marker" {
		a.Answer, a.Differs, a.Similarity, a.Hits = "folded", []string{"markers"}, 1, 1
		a.Diff, a.Changed = nil, nil
	}
	return a
}

// isLong reports whether likeness is looked for.
func (q quotation) isLong() bool {
	return q.han >= likeHan || q.letters+q.words >= likeLetters && q.words >= likeWords
}

func isLongSegment(g segment) bool {
	letters, words, han := g.size()
	return han >= likeHan || letters+words >= likeLetters && words >= likeWords
}

// near looks for a short segment beside its neighbours.
func (s *search) near(i int) likeness {
	const reach = 3000 // bytes of letters: some 400 words
	t := s.text
	letters, _, han := s.segments[i].size()
	if letters+han < leastLetters {
		return likeness{}
	}
	from, to := -1, -1
	if i > 0 {
		if _, end, ok := s.place(i - 1); ok {
			from, to = end, end+reach
		}
	}
	if i+1 < len(s.segments) {
		if start, _, ok := s.place(i + 1); ok {
			if from < 0 {
				from = start - reach
			}
			to = start
		}
	}
	if from < 0 && to < 0 || to <= from {
		return likeness{}
	}
	from, to = runeStart(t.letters, from), runeEnd(t.letters, to)
	if l := t.closest(s.segments[i], from, to); l.similarity >= leastNear {
		return l
	}
	return likeness{}
}

// place returns where a segment, or what is like it, stands.
func (s *search) place(i int) (start, end int, ok bool) {
	if len(s.places[i]) > 0 {
		return s.places[i][0].start, s.places[i][0].end, true
	}
	if s.likes != nil && s.likes[i].similarity >= leastLike {
		return s.likes[i].start, s.likes[i].end, true
	}
	return 0, 0, false
}

// compare fills in how what was found differs.
func (s *search) compare(a *Quoted) {
	t := s.text
	var spans [][2]int
	for i, g := range s.segments {
		start, end, ok := s.place(i)
		if !ok {
			continue
		}
		if i > 0 && len(a.Diff) > 0 {
			a.Diff = append(a.Diff, Diff{Op: "equal", Text: "…"})
		}
		if len(s.places[i]) > 0 {
			from, to := t.span(start, end)
			a.Diff = append(a.Diff, Diff{Op: "equal", Text: shorten(t.source[from:to])})
		} else {
			var d []Diff
			d, start, end = t.diff(g, start, end)
			a.Diff = append(a.Diff, d...)
		}
		spans = append(spans, [2]int{start, end})
	}
	for _, class := range classes {
		if slices.ContainsFunc(a.Diff, func(d Diff) bool { return d.Class == class }) {
			a.Changed = append(a.Changed, class)
		}
	}
	slices.SortFunc(spans, func(x, y [2]int) int { return x[0] - y[0] })
	s.evidence(a, spans)
}

// diff compares a segment with a stretch of the text. If words at an end are replaced, the stretch
// grows by those that stand in their stead.
func (t *Text) diff(g segment, start, end int) ([]Diff, int, int) {
	text := withoutBrackets(g.text)
	from, to := t.span(start, end)
	d := diffWords(text, t.source[from:to])
	const most = 3
	grown := false
	if n := len(d); n > 0 && d[0].Op == "removed" && (n == 1 || d[1].Op == "equal") {
		if k := len(words(d[0].Text)); k <= most {
			start, grown = t.back(start, k), true
		}
	}
	if n := len(d); n > 1 && d[n-1].Op == "removed" {
		if k := len(words(d[n-1].Text)); k <= most {
			end, grown = t.forth(end, k), true
		}
	}
	if grown {
		from, to = t.span(start, end)
		d = diffWords(text, t.source[from:to])
	}
	return d, start, end
}

// withoutBrackets returns a segment without its brackets, as it is compared if it was altered.
func withoutBrackets(s string) string { return strings.NewReplacer("[", "", "]", "").Replace(s) }

// back returns where the n words before byte i of letters begin.
func (t *Text) back(i, n int) int {
	for ; n > 0 && i > 0; n-- {
		for steps := 0; i > 0 && steps < maxRun; steps++ {
			i -= lastSize(t.letters[:i])
			if t.bounded(i) {
				break
			}
		}
	}
	return i
}

// forth returns where the n words from byte i of letters on end.
func (t *Text) forth(i, n int) int {
	for ; n > 0 && i < len(t.letters); n-- {
		for steps := 0; i < len(t.letters) && steps < maxRun; steps++ {
			i = min(i+runeSize(t.letters[i]), len(t.letters))
			if t.bounded(i) {
				break
			}
		}
	}
	return i
}

const (
	contextRunes = 32   // before and behind the source's words
	maxEvidence  = 1200 // bytes of the source's words
)

// evidence fills in the source's words where segments stand.
func (s *search) evidence(a *Quoted, spans [][2]int) {
	if len(spans) == 0 {
		return
	}
	t := s.text
	var b strings.Builder
	first, last := -1, 0
	for i, sp := range spans {
		from, to := t.span(sp[0], sp[1])
		switch {
		case i == 0:
			first = from
		case from < last: // out of order, or across each other
			b.WriteString(" … ")
		case strings.ContainsFunc(t.source[last:from], unicode.IsLetter) || strings.ContainsFunc(t.source[last:from], unicode.IsDigit):
			b.WriteString(" … ")
		default:
			b.WriteString(t.source[last:from])
		}
		b.WriteString(t.source[from:to])
		last = to
	}
	a.Found = oneLine(b.String())
	if len(a.Found) > maxEvidence {
		cut := maxEvidence / 2
		a.Found = a.Found[:runeStart(a.Found, cut)] + " … " + a.Found[runeStart(a.Found, len(a.Found)-cut):]
	}
	a.Before, a.After = t.context(first, last)
	_, firstEnd := t.span(spans[0][0], spans[0][1])
	a.Fragment = t.directive(spans[0][0], spans[len(spans)-1][1], first, firstEnd, last)
}

// context returns what stands before one byte of the source and behind another.
func (t *Text) context(start, end int) (before, after string) {
	lo := start
	for n := 0; n < contextRunes && lo > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(t.source[:lo])
		lo -= size
	}
	hi := end
	for n := 0; n < contextRunes && hi < len(t.source); n++ {
		_, size := utf8.DecodeRuneInString(t.source[hi:])
		hi += size
	}
	line := strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")
	return line.Replace(t.source[lo:start]), line.Replace(t.source[end:hi])
}

// omissions returns what the ellipses leave out and holds a negation.
func (s *search) omissions(picked []occurrence) []Omission {
	t := s.text
	var all []Omission
	for i := 1; i < len(picked); i++ {
		_, from := t.span(picked[i-1].start, picked[i-1].end)
		to, _ := t.span(picked[i].start, picked[i].end)
		if from >= to {
			continue
		}
		left := t.source[from:to]
		if n := Negation(left); n != "" {
			all = append(all, Omission{shorten(left), n, !endsSentence(left)})
		}
	}
	return all
}

// endsSentence reports whether a sentence ends within s.
func endsSentence(s string) bool {
	if strings.ContainsAny(s, "。！？\n") {
		return true
	}
	for i, r := range s {
		if !strings.ContainsRune(".!?", r) {
			continue
		}
		rest := strings.TrimLeft(s[i+1:], ".!?\"'”’»)]")
		if rest == "" {
			return i > 0 && i+1 >= len(s)
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
		if len(strings.TrimLeftFunc(rest, unicode.IsSpace)) < len(rest) && (unicode.IsUpper(next) || strings.ContainsRune("“\"«„(", next)) {
			if before := strings.TrimRight(s[:i], "."); !isAbbreviated(before) {
				return true
			}
		}
	}
	return false
}

// isAbbreviated reports whether a text ends in a single letter or a short title, so that a stop
// behind it ends no sentence.
func isAbbreviated(s string) bool {
	last := s[strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	switch strings.ToLower(last) {
	case "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "gen", "sen", "rep", "gov", "nr", "bzw", "art", "fig", "vol":
		return true
	}
	return utf8.RuneCountInString(last) == 1
}

// differs says what is not the same where a quotation was found: "case", "punctuation",
// "diacritics", "script", "hyphens", "brackets".
func (s *search) differs(picked []occurrence) []string {
	var d difference
	for i, o := range picked {
		d.brackets = d.brackets || o.replaced
		for k, p := range s.segments[i].pieces {
			from, to := s.text.span(o.pieces[k][0], o.pieces[k][1])
			d.compare(p.source, s.text.source[from:to])
		}
	}
	return d.list()
}

type difference struct{ letterCase, diacritics, script, hyphens, punctuation, brackets bool }

func (d *difference) list() []string {
	var all []string
	for _, one := range []struct {
		is   bool
		name string
	}{
		{d.letterCase, "case"}, {d.diacritics, "diacritics"}, {d.script, "script"}, {d.hyphens, "hyphens"},
		{d.punctuation, "punctuation"}, {d.brackets, "brackets"},
	} {
		if one.is {
			all = append(all, one.name)
		}
	}
	return all
}

// compare notes how two texts of the same letters differ. Forms of quotation marks, dashes and
// blanks do not count, nor what stands at the ends.
func (d *difference) compare(a, b string) {
	a, b = typographic(a), typographic(b)
	if a == b {
		return
	}
	x, y := only(a, isWord), only(b, isWord)
	switch {
	case x == y:
	case Fold(x) == Fold(y):
		d.letterCase = true
	default:
		p, q := Plain(Fold(x)), Plain(Fold(y))
		d.letterCase = d.letterCase || unequalCase(x, y)
		if p == q || lettersOf(p) == lettersOf(q) && simplified(p) == p && simplified(q) == q {
			d.diacritics = true
		} else {
			d.script = true
		}
	}
	mark := func(r rune) bool { return !isWord(r) && r != '-' && r != '\'' && !unicode.IsSpace(r) }
	d.punctuation = d.punctuation || only(a, mark) != only(b, mark)
	hyphen := func(r rune) bool { return r == '-' || r == '\'' }
	d.hyphens = d.hyphens || only(a, hyphen) != only(b, hyphen)
}

// unequalCase reports whether the capitals of two texts differ.
func unequalCase(a, b string) bool {
	upper := func(s string) int { return len([]rune(only(s, unicode.IsUpper))) }
	return upper(a) != upper(b)
}

// typographic returns s as it is compared for word for word: NFKC, quotation marks straight, dashes
// '-', one blank between words, soft hyphens out, and nothing but letters at its ends.
func typographic(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKC.String(s) {
		switch f := foldRune(r); {
		case r < utf8.RuneSelf && !unicode.IsSpace(r):
		case f < 0:
			continue
		case f == '-' || f == '\'' || f == '"':
			r = f
		case unicode.IsSpace(r):
			space = true
			continue
		}
		if r == '`' || r == '"' {
			r = '\''
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return strings.TrimFunc(b.String(), func(r rune) bool { return !isWord(r) })
}

func only(s string, is func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if is(r) {
			return r
		}
		return -1
	}, s)
}

package read

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

func sortNotes(notes []*note) {
	slices.SortStableFunc(notes, func(a, b *note) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
}

// A stretch is one run of numbering.
type stretch struct {
	notes      []*note
	byLabel    map[string]*note
	start, end int // of its definitions
	list       bool
	linked     int // markers that found their note
}

// linkMarkers decides which marks are markers, and of which notes.
func (m *reader) linkMarkers() {
	exact, folded := map[string]*note{}, map[string]*note{}
	keys := map[string]*note{}
	for _, n := range m.notes {
		switch n.form {
		case formDefined:
			setFirst(exact, n.Label, n)
			setFirst(folded, foldLabel(n.Label), n)
		case formKeyed:
			setFirst(keys, foldLabel(n.Label), n)
		}
	}
	inline := map[*checker.Note]*note{}
	for _, n := range m.notes {
		inline[n.Note] = n
	}
	undefined := map[string]*note{}
	for _, k := range m.marks {
		if k.dropped {
			continue
		}
		switch k.form {
		case formInline:
			m.bind(k, k.note)
		case formHTML:
			if k.def != nil {
				m.bind(k, k.def.note.Note)
			} else {
				m.bind(k, m.undefined(undefined, k.labels[0], checker.SyntaxHTML, 0).Note)
			}
		case formKeyed:
			m.bind(k, keys[foldLabel(k.labels[0])].Note)
		case formDefined:
			n := exact[k.labels[0]]
			if n == nil {
				n = folded[foldLabel(k.labels[0])]
			}
			if n == nil {
				n = m.undefined(undefined, k.labels[0], checker.SyntaxDefined, 0)
			}
			m.bind(k, n.Note)
		}
	}
	m.linkPairs()
	m.linkSaid()
	m.linkMedium()
}

func setFirst(m map[string]*note, label string, n *note) {
	if m[label] == nil {
		m[label] = n
	}
}

// undefined returns the note that nothing defines, of a label.
func (m *reader) undefined(known map[string]*note, label string, syntax checker.Syntax, stretch int) *note {
	key := foldLabel(label)
	if known[key] == nil {
		n := &note{Note: &checker.Note{Label: label, Kind: checker.Footnote, Syntax: syntax, Stretch: stretch}}
		known[key] = n
		m.missing = append(m.missing, n)
	}
	return known[key]
}

// bind makes a marker of k that names n.
func (m *reader) bind(k *mark, n *checker.Note) {
	r := &checker.Marker{Note: n, Span: m.doc.Span(k.start, k.end)}
	k.markers = append(k.markers, r)
	n.Markers = append(n.Markers, r)
}

// stretches parts the notes that are told by their labels into runs of numbering and numbers them.
func (m *reader) stretches() []*stretch {
	var all []*stretch
	next := 0
	for _, n := range m.notes {
		if n.form <= formKeyed || n.form >= formPair {
			next = max(next, n.Stretch+1)
		}
	}
	var cur *stretch
	last := 0
	var symbols map[string]bool
	for _, n := range m.notes {
		if n.form <= formKeyed || n.form >= formPair || n.Label == "" {
			continue
		}
		v := number(n.Label)
		switch {
		case cur == nil, n.list != nil && len(cur.notes) > 0 && cur.notes[0].list != n.list, n.list == nil && cur.list:
			cur = nil
		case v == 1 && last >= 1 && !(last == 1 && n.adjacent):
			cur = nil
		case isSymbol(n.Label) && symbols[n.Label] && !n.adjacent:
			cur = nil
		}
		if cur == nil {
			cur = &stretch{byLabel: map[string]*note{}, start: n.Span.Start.Offset, list: n.list != nil}
			all = append(all, cur)
			last, symbols = 0, map[string]bool{}
		}
		n.Stretch = next + len(all) - 1
		cur.notes = append(cur.notes, n)
		setFirst(cur.byLabel, n.Label, n)
		cur.end = max(cur.end, n.end)
		if v > 0 {
			last = v
		} else {
			symbols[n.Label] = true
		}
	}
	return all
}

// linkMedium links the marks that are markers only if a note has their label.
func (m *reader) linkMedium() {
	all := m.stretches()
	m.context()
	if len(all) == 0 {
		m.linkLost()
		return
	}
	groups := m.distribute(all)
	for i, s := range all {
		m.linkStretch(s, groups[i])
	}
	m.linkWeak(all)
}

// distribute says for each stretch which marks may name its notes. Notes stand after what they
// belong to: at the page's or the chapter's end. Where several stretches follow each other without
// a mark between, as endnotes by chapter do, each gets the marks from one start of numbering to
// the next.
func (m *reader) distribute(all []*stretch) [][]*mark {
	groups := make([][]*mark, len(all))
	var marks []*mark
	for _, k := range m.marks {
		if !k.form.strong() && !k.dropped && k.form != formPair && k.markers == nil {
			marks = append(marks, k)
		}
	}
	prose := func(k *mark) bool { return !k.part.gone }
	for first := 0; first < len(all); {
		from := len(marks)
		for i, k := range marks {
			if k.start >= all[first].start && (!prose(k) || k.start > all[first].end) {
				from = i
				break
			}
		}
		// marks[:from] stand before the stretch; the others within or after it
		last := first
		for last+1 < len(all) && !slices.ContainsFunc(marks[from:], func(k *mark) bool {
			return prose(k) && k.start < all[last+1].start && k.form != formBracket
		}) {
			last++
		}
		to := len(marks)
		if last+1 < len(all) {
			for i, k := range marks {
				if k.start > all[last].end {
					to = i
					break
				}
			}
		}
		m.share(marks[:to], all[first:last+1], groups[first:last+1])
		marks = marks[to:]
		first = last + 1
	}
	return groups
}

// share gives marks to stretches that stand together: a new one begins where the numbers begin
// again.
func (m *reader) share(marks []*mark, all []*stretch, groups [][]*mark) {
	at, high := 0, 0
	for _, k := range marks {
		if k.part.gone { // in a note: its own stretch
			i := 0
			for i+1 < len(all) && k.start > all[i].end {
				i++
			}
			groups[i] = append(groups[i], k)
			continue
		}
		v := number(k.labels[0])
		if v == 1 && high > 1 && at+1 < len(all) && high >= len(all[at].byLabel)-1 {
			at, high = at+1, 0
		}
		if all[at].byLabel[k.labels[0]] != nil {
			high = max(high, v)
		}
		groups[at] = append(groups[at], k)
	}
}

// linkStretch links marks with the notes of one stretch.
func (m *reader) linkStretch(s *stretch, marks []*mark) {
	good := map[string]int{} // labels, by how many marks that leave no doubt bear them
	doubts := make([]doubt, len(marks))
	for i, k := range marks {
		doubts[i] = k.doubt()
		for _, l := range k.labels {
			if s.takes(k, l) && doubts[i] == certain {
				good[l]++
			}
		}
	}
	m.spanMarks(s, marks)
	high := 0
	linked := map[form]int{}
	for i, k := range marks {
		if doubts[i] == refused {
			continue
		}
		if !slices.ContainsFunc(k.labels, func(l string) bool { return s.takes(k, l) }) {
			continue
		}
		if doubts[i] == afterDigit {
			v := number(k.labels[0])
			if v != high+1 || good[k.labels[0]] > 0 || len(k.labels) > 1 {
				continue
			}
		}
		if k.form == formBracket && slices.ContainsFunc(k.labels, func(l string) bool { return !s.takes(k, l) }) {
			continue // [1, 12] beyond the list
		}
		for _, l := range k.labels {
			if n := s.byLabel[l]; n != nil {
				m.bind(k, n.Note)
				s.linked++
				high = max(high, number(l))
			}
		}
		linked[k.form]++
	}
	m.linkUndefined(s, marks, doubts, linked)
}

// spanMarks gives the first of two marks that a dash joins, [3]–[5], the numbers between them, too, if
// the stretch has all of them.
func (m *reader) spanMarks(s *stretch, marks []*mark) {
	for i := 1; i < len(marks); i++ {
		k, next := marks[i-1], marks[i]
		if k.form != next.form || len(k.labels) != 1 || len(next.labels) != 1 || next.start < k.end || next.start-k.end > 24 {
			continue
		}
		from, to := number(k.labels[0]), number(next.labels[0])
		if from < 0 || to < from+2 || to > from+50 || !isDash(tagless(m.text[k.end:next.start])) {
			continue
		}
		between := []string{k.labels[0]}
		for v := from + 1; v < to && s.takes(k, strconv.Itoa(v)); v++ {
			between = append(between, strconv.Itoa(v))
		}
		if len(between) == to-from && s.takes(k, k.labels[0]) && s.takes(next, next.labels[0]) {
			k.labels = between
		}
	}
}

// tagless returns s without tags and blanks.
func tagless(s string) string {
	for {
		from := strings.IndexByte(s, '<')
		if from < 0 {
			return strings.TrimSpace(s)
		}
		to := strings.IndexByte(s[from:], '>')
		if to < 0 {
			return s
		}
		s = s[:from] + s[from+to+1:]
	}
}

// isDash reports whether s is one dash, as it stands between numbers.
func isDash(s string) bool {
	switch s {
	case "-", "–", "—", "‑", "−", "&ndash;", "&#8211;":
		return true
	}
	return false
}

// takes reports whether the mark's form and label fit a note of the stretch.
func (s *stretch) takes(k *mark, label string) bool {
	return s.byLabel[label] != nil && (k.form != formBracket || s.list)
}

// linkUndefined makes markers of marks that nothing defines: two others of the form are linked,
// and the label fits between its neighbours.
func (m *reader) linkUndefined(s *stretch, marks []*mark, doubts []doubt, linked map[form]int) {
	known := map[string]*note{}
	next := make([]int, len(marks)) // the smallest label linked after it
	low := 1 << 30
	for i := len(marks) - 1; i >= 0; i-- {
		next[i] = low
		if len(marks[i].markers) > 0 {
			low = min(low, max(number(marks[i].labels[0]), 0))
		}
	}
	high := 0
	for i, k := range marks {
		if len(k.markers) > 0 {
			for _, l := range k.labels {
				if high = max(high, number(l)); s.byLabel[l] == nil {
					m.bind(k, m.undefined(known, l, syntaxOf(s), s.notes[0].Stretch).Note)
				}
			}
			continue
		}
		v := number(k.labels[0])
		if v < 0 || linked[k.form] < 2 || doubts[i] != certain || !k.attached() || k.form == formBracket && !s.list {
			continue
		}
		if s.byLabel[k.labels[0]] == nil && v > high && v <= high+2 && v < next[i] {
			m.bind(k, m.undefined(known, k.labels[0], syntaxOf(s), s.notes[0].Stretch).Note)
			high = v
		}
	}
}

func syntaxOf(s *stretch) checker.Syntax { return s.notes[0].Syntax }

// linkLost links superscripts with [^x] definitions where no marker of that form is: a converter
// has written the two in different ways.
func (m *reader) linkLost() {
	byLabel := map[string]*note{}
	for _, n := range m.notes {
		if n.form == formDefined {
			if len(n.Markers) > 0 {
				return
			}
			setFirst(byLabel, n.Label, n)
		}
	}
	if len(byLabel) == 0 {
		return
	}
	s := &stretch{byLabel: byLabel}
	var marks []*mark
	for _, k := range m.marks {
		if !k.form.strong() && !k.dropped && k.form != formBracket && k.form != formPair && k.markers == nil {
			marks = append(marks, k)
		}
	}
	for _, n := range m.notes {
		if n.form == formDefined {
			s.notes = append(s.notes, n)
		}
	}
	m.linkStretch(s, marks)
}

// A doubt says whether a mark can be a marker where it stands.
type doubt uint8

const (
	certain    doubt = iota
	afterDigit       // a marker only if the label is the next one and no other mark bears it
	refused
)

// context notes for each mark what stands before and after it in its block.
func (m *reader) context() {
	if !slices.ContainsFunc(m.marks, func(k *mark) bool { return !k.form.strong() }) {
		return
	}
	each := func(pieces []piece) {
		before := ""
		var waiting []*mark
		for _, p := range pieces {
			if p.mark != nil {
				p.mark.before = before
				waiting = append(waiting, p.mark)
				continue
			}
			for _, k := range waiting {
				k.after += p.run.Text[:min(len(p.run.Text), 12)]
			}
			if len(waiting) > 0 && len(waiting[0].after) >= 4 || p.run.Text != "" && len(waiting) > 8 {
				waiting = waiting[:0]
			}
			if len(p.run.Text) >= 48 {
				before = p.run.Text[len(p.run.Text)-48:]
			} else {
				before += p.run.Text
				before = before[max(0, len(before)-48):]
			}
		}
	}
	for _, p := range m.parts {
		each(p.pieces)
	}
	for _, k := range m.marks {
		if k.form == formInline {
			each(k.pieces)
		}
	}
}

// attached reports whether k follows a word, a stop or a closing mark.
func (k *mark) attached() bool {
	r, _ := utf8.DecodeLastRuneInString(k.before)
	return k.before != "" && !unicode.IsSpace(r) && !strings.ContainsRune("([{“‘«„", r)
}

// doubt looks at what stands around k.
func (k *mark) doubt() doubt {
	if k.form == formBracket {
		return certain
	}
	r, _ := utf8.DecodeLastRuneInString(k.before)
	if !k.attached() && element(k.after) {
		return refused
	}
	if k.before == "" {
		return certain
	}
	if len(k.labels) == 1 && len(k.labels[0]) == 1 {
		if c := k.labels[0][0]; isAlpha(c) && unicode.IsDigit(r) {
			return refused
		}
	}
	if unicode.IsDigit(r) {
		return afterDigit
	}
	if number(k.labels[0]) < 0 || len(k.labels) > 1 {
		return certain
	}
	if measures(k.before) || (k.labels[0] == "2" || k.labels[0] == "3") && measures(strings.TrimRight(k.before, " ")) { // "20 m $^{2}$"
		return refused
	}
	word := lastLetters(k.before)
	if n := utf8.RuneCountInString(word); n == 1 || n == 2 {
		if first := word[0]; len(word) == 1 && first >= 'A' && first <= 'Z' {
			return afterDigit // "Appendix B", but also x and E of formulas
		}
		if !shortWord(word) {
			return refused
		}
	}
	return certain
}

// measures reports whether a text ends in a number and a unit.
func measures(s string) bool {
	word := lastLetters(s)
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:len(s)-len(word)], " \u00a0\u202f\u2009"))
	return units[word] && unicode.IsDigit(before)
}

// lastLetters returns the letters that a text ends in.
func lastLetters(s string) string {
	return s[len(strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r == 'µ' || r == 'μ' })):]
}

var units = wordSet("m km cm mm dm µm μm nm ft in mi yd s h M м км см мм")

// shortWords are the words of one or two letters, in the languages of Latin script that we meet
// most, which no variable or unit is called.
var shortWords = wordSet(`a i an as at be by do go he hi if in is it me my no of oh ok on or so to up us we
	ab am da du ei er es im ja ob um wo zu à y o e la le ou où un de en et il je ne on sa se si su te tu va vu
	al el lo mi ni ya yo fu ha ho io ma ti ad di ci li na ni po za ze ve`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// shortWord reports whether one or two letters are a word, or the initials of a name such as UK.
func shortWord(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	if r > 0x24F {
		return true
	}
	if len(w) > size && unicode.IsUpper(r) {
		second, _ := utf8.DecodeRuneInString(w[size:])
		if unicode.IsUpper(second) {
			return w != "CO" && w != "NO" && w != "SO"
		}
		return len(w) > 2 || shortWords[strings.ToLower(w)]
	}
	return shortWords[w]
}

// element reports whether a text begins with the symbol of a chemical element, as "14C" does.
func element(s string) bool {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	n := 1
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		n = 2
	}
	if len(s) > n && isAlpha(s[n]) {
		return false
	}
	return elements[s[:n]]
}

var elements = wordSet(`H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
	Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir
	Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr`)

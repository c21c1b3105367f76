package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

var refSupraMismatch = &checker.Rule{
	ID:       "ref/supra-mismatch",
	Severity: checker.Error,
	Fix:      checker.UnsafeFix,
	Masks:    refMasks,
	Doc: doc("A reference by note number leads to another author's note",
		"Notes were numbered anew, and the number stayed. The reader turns to a note that has nothing to do with the name.",
		"A.[^1] B.[^2] C.[^3]\n\n[^1]: Farid Haddad, ‘Wrecks Without Owners’ (2017) 31 *Maritime LJ* 201, 214.\n\n[^2]: Joan Prior, *Quays and Trusts* (2nd edn, Bencher 2012) 45.\n\n[^3]: Prior (n 1) 50.",
		"Write the number of the note that cites the work in full.",
		"if the name stands anywhere in the note, unless another year or title is given."),
	Check: func(p *checker.Pass) {
		index := noteIndexes()
		for d, s := range refused(p, checker.Supra, checker.ReasonNoSuchAuthor) {
			checkSupra(p, index(d), s)
		}
	},
}

func checkSupra(p *checker.Pass, x *noteIndex, s checker.Subject) {
	c := s.Citation
	label, _, _, ok := noteNumber(c.Text)
	named := x.label[stretchLabel{s.Note.Stretch, label}]
	if !ok || named == nil || isDoubtful(c) {
		return
	}
	if len(c.Authors) == 0 {
		checkNamedTitle(p, x, s, named)
		return
	}
	text := match.Fold(named.Text)
	f := checker.Finding{Span: c.Span, Subject: s, Fix: renumberReference(x, s, label)}
	absent := slices.DeleteFunc(familyNames(c.Authors), func(name string) bool { return mentions(text, name) })
	year := c.Date.Year()
	switch {
	case len(absent) > 0:
		f.Message = fmt.Sprintf("note %s does not name %s", label, list(quotedAll(absent)))
	case c.Title != "" && !holdsWords(named.Text, c.Title):
		f.Severity = checker.Warning
		f.Message = fmt.Sprintf("note %s names the author and not %s", label, quoted(c.Title))
	case year != 0 && !strings.Contains(text, strconv.Itoa(year)):
		f.Severity = checker.Warning
		f.Message = fmt.Sprintf("note %s names the author and not the year %d", label, year)
	default:
		return
	}
	if len(c.Candidates) == 1 {
		switch n := x.holding[c.Candidates[0]]; {
		case n == nil || n.Label == "":
		case n == named:
			f.Message += "; it cites " + quoted(nameOf(c.Candidates[0]))
		default:
			f.Message += fmt.Sprintf("; note %s cites %s", n.Label, quoted(nameOf(c.Candidates[0])))
		}
	}
	p.Report(f)
}

// checkNamedTitle reports a reference by title alone, as to a case, “Tarrant (n 1)”, whose note does
// not name it, if another note before cites a work of which that is the title's beginning.
func checkNamedTitle(p *checker.Pass, x *noteIndex, s checker.Subject, named *checker.Note) {
	title := s.Citation.Title
	if title == "" || len(title) > maxTitle || in(sourceNouns, match.Fold(title)) || holdsWords(named.Text, title) || !citesTitle(named) ||
		slices.ContainsFunc(named.Markers, func(m *checker.Marker) bool { return holdsWords(m.Claim, title) }) {
		return
	}
	var meant []*checker.Note
	var cited *checker.Citation
	for _, c := range x.titled(nameWords(title)) {
		n := x.holding[c]
		if n.Stretch != s.Note.Stretch || n.Span.Start.Offset >= s.Note.Span.Start.Offset || n.Label == "" || slices.Contains(meant, n) {
			continue
		}
		meant, cited = append(meant, n), c
	}
	if cited == nil {
		return
	}
	f := checker.Finding{
		Message: fmt.Sprintf("note %s does not name %s; note %s cites %s", named.Label, quoted(title), meant[len(meant)-1].Label, quoted(nameOf(cited))),
		Span:    s.Citation.Span, Subject: s,
	}
	if len(meant) == 1 {
		f.Fix = renumberTo(s, named.Label, meant[0])
	}
	p.Report(f)
}

// citesTitle reports whether a note cites a work by its title, and not by the number of a report or
// court alone.
func citesTitle(n *checker.Note) bool {
	return !strings.HasPrefix(n.Text, "[") && slices.ContainsFunc(n.Citations, func(c *checker.Citation) bool { return isStated(c) && c.Title != "" })
}

// holdsWords reports whether a text has every word of a title.
func holdsWords(text, title string) bool {
	have := nameWords(text)
	slices.Sort(have)
	return !slices.ContainsFunc(nameWords(title), func(w string) bool { return !in(have, w) })
}

// familyNames returns the family names, or undivided names, of authors; "et al." is none.
func familyNames(authors []checker.Name) []string {
	var all []string
	for _, a := range authors {
		name := a.Family
		if name == "" {
			name = a.Literal
		}
		if name != "" && !in(others, match.Fold(name)) && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// others stand for the authors that are not named.
var others = words(`et_al. et_al and_others u._a. и_др. та_ін. 等`)

// mentions reports whether folded text holds a name, with its diacritics or without.
func mentions(text, name string) bool {
	name = match.Fold(name)
	return match.Has(text, name) || match.Has(match.Plain(text), match.Plain(name))
}

var (
	noteWord = match.NewPattern(`(?i)(?:\b(?:notes?|nn?|fns?|footnotes?|fußn|anm|nota|прим|сноска|сн)\b\.?|前引|同前注|前注|上注|注|同)\s*(\d+)`)
	numero   = match.NewPattern(`(?i)\b(?:no|nr|núm|№)\b\.?\s*(\d+)`)
	circled  = match.NewPattern(`[①-⑳]`)
)

// isDoubtful reports whether a reference says "no. 3", which may be the number of an issue or of a
// manuscript, and no one work that was cited before is there to show that a note is meant.
func isDoubtful(c *checker.Citation) bool {
	return !noteWord.MatchString(c.Text) && !circled.MatchString(c.Text) && len(c.Candidates) != 1
}

// noteNumber returns the note number that a reference names, and its bytes in text.
func noteNumber(text string) (label string, start, end int, ok bool) {
	for _, re := range []*match.Pattern{noteWord, numero} {
		if at := re.FindStringSubmatchIndex(text); at != nil {
			return text[at[2]:at[3]], at[2], at[3], true
		}
	}
	if at := circled.FindStringIndex(text); at != nil {
		r := []rune(text[at[0]:at[1]])[0]
		return strconv.Itoa(int(r-'①') + 1), at[0], at[1], true
	}
	return "", 0, 0, false
}

// renumberReference writes the number of the one note that fits; nil if there is not exactly one.
func renumberReference(x *noteIndex, s checker.Subject, label string) *checker.Fix {
	if len(s.Citation.Candidates) != 1 {
		return nil
	}
	return renumberTo(s, label, x.holding[s.Citation.Candidates[0]])
}

// renumberTo writes the number of a note for the one that a reference names.
func renumberTo(s checker.Subject, label string, to *checker.Note) *checker.Fix {
	d, c := s.Document, s.Citation
	written, start, end, ok := noteNumber(d.Text(c.Span))
	if to == nil || number(to) == 0 || !ok || written != label || label == to.Label {
		return nil
	}
	at := c.Span.Start.Offset
	return &checker.Fix{
		Message: "name note " + to.Label,
		Edits:   []checker.Edit{{Span: d.Span(at+start, at+end), NewText: to.Label}},
	}
}

var refNoteTarget = &checker.Rule{
	ID:       "ref/note-target",
	Severity: checker.Error,
	Masks:    refMasks,
	Doc: doc("A reference by note number leads to no earlier note",
		"The number is that of no note, of this very note, or of one that comes later. The reader turns the pages in vain.",
		"A.[^1] B.[^2]\n\n[^1]: Joan Prior, *Quays and Trusts* (2nd edn, Bencher 2012) 45.\n\n[^2]: Prior (n 99) 50.",
		"Write the number of the note that cites the work in full.",
		"for notes of other works, as in “45 n. 3”, for numbers below the first where notes go on from another file, for “see note 9” and “below, note 9” that point ahead, and where labels are no numbers."),
	Check: func(p *checker.Pass) {
		index := noteIndexes()
		for s := range citations(p) {
			if s.Citation.Kind == checker.Supra {
				checkNoteTarget(p, index(s.Document), s)
			}
		}
	},
}

var (
	ofOtherWork = match.NewPattern(`(?i)\d\s+nn?\.?\s*\d+`)
	ahead       = match.NewPattern(`(?i)\b(?:infra|below|unten|ci-dessous|más abajo|ниже)\b|下文|后注`)
	infra       = match.NewPattern(`(?i)\binfra\b`)
)

func checkNoteTarget(p *checker.Pass, x *noteIndex, s checker.Subject) {
	c := s.Citation
	label, _, _, ok := noteNumber(c.Text)
	if !ok || ofOtherWork.MatchString(c.Text) || isDoubtful(c) {
		return
	}
	lowest, highest := x.lowest[s.Note.Stretch], x.highest[s.Note.Stretch]
	if highest == 0 {
		return
	}
	if n, err := strconv.Atoi(label); x.isContinued(s.Note) && err == nil && n < lowest {
		return
	}
	var message string
	switch {
	case c.Reason == checker.ReasonMissingNote:
		message = fmt.Sprintf("%s names note %s, and the notes run from %d to %d", quoted(c.Text), label, lowest, highest)
	case c.Reason == checker.ReasonForward && label == s.Note.Label:
		message = quoted(c.Text) + " names its own note"
	case c.Reason == checker.ReasonForward:
		if ahead.MatchString(c.Text) || ahead.MatchString(c.Signal) || len(c.Authors) == 0 && c.Signal != "" {
			return
		}
		message = fmt.Sprintf("%s names note %s, which comes later", quoted(c.Text), label)
	case infra.MatchString(c.Text):
		named, err := strconv.Atoi(label)
		own := number(s.Note)
		if err != nil || own == 0 || named >= own || x.label[stretchLabel{s.Note.Stretch, label}] == nil {
			return
		}
		message = fmt.Sprintf("%s points ahead to note %s, which comes earlier", quoted(c.Text), label)
	default:
		return
	}
	p.Report(checker.Finding{Message: message, Span: c.Span, Subject: s})
}

var refNoAntecedent = &checker.Rule{
	ID:       "ref/no-antecedent",
	Severity: checker.Error,
	Masks:    refMasks,
	Doc: doc("A short reference to a work that is nowhere cited in full",
		"“Op. cit.” and short forms save the reader what was said before. Here it was not said: the source cannot be found.",
		"The dues rose.[^1] They fell.[^2]\n\n[^1]: “Port Dues Rise”, Port News, 3 May 2024.\n\n[^2]: Smith, op. cit., 12.",
		"Cite the work in full here, or where it is cited first.",
		"if the name stands in any earlier note, once more in its own, or in a bibliography. Silent too where notes go on from another file, and for works of antiquity, which are cited by book and chapter. A short form without “op. cit.” is a warning only."),
	Check: func(p *checker.Pass) {
		for _, d := range p.Documents {
			checkAntecedents(p, d)
		}
	},
}

// A shortReference is a reference to a work by its author, and the names to look for.
type shortReference struct {
	checker.Subject
	names []string
	near  bool // only if another name is nearly the same, or short forms by year are the habit
}

func shortReferences(d *checker.Document) []shortReference {
	var all []shortReference
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			s := shortReference{Subject: checker.Subject{Document: d, Note: n, Citation: c}}
			var year []string
			if c.Confidence < readable && len(n.Citations) == 1 {
				year = yearForm.FindStringSubmatch(c.Text)
			}
			switch {
			case year != nil:
				s.names, s.near = year[1:2], true
			case c.Kind == checker.Short && c.Reason == checker.ReasonNoFullForm && !isAncient(c):
				s.names = familyNames(c.Authors)
			}
			if len(s.names) > 0 {
				all = append(all, s)
			}
		}
	}
	return all
}

// readable is the Confidence below which a citation states nothing.
const readable = 0.5

// yearForm is a reference by author and year, “Odell 1988, p. 71”. The parser takes it for one only if
// it knows the name.
var yearForm = match.NewPattern(`^(?:(?i:see|see also|cf\.?|vgl\.|siehe|voir|cfr\.) )?(\p{Lu}[\pL’'-]+)(?:(?:,| and| &| und| et| y| e) \p{Lu}[\pL’'-]+)*(?: et al\.?)?,? \(?(?:1[5-9]|20)\d\d[a-z]?\)?(?:[,:] ?(?:pp?\.|S\.|с\.|ch\.|at)?[\s\x{a0}]?\d+(?:[–-]\d+)?(?:[\s\x{a0}]?ff?\.)?)?\.?$`)

// habitOfYears reports whether two notes at least refer to works by author and year.
func habitOfYears(d *checker.Document) bool {
	n := 0
	for _, note := range d.Notes {
		for _, c := range note.Citations {
			if c.Kind == checker.Short && c.RefersTo != nil && c.Title == "" && !c.Date.IsZero() {
				n++
			}
		}
	}
	return n >= 2
}

// nearNames returns a function that returns the family name of a full citation that is nearly a
// name, and its note.
func nearNames(d *checker.Document) func(name string) (string, *checker.Note) {
	type named struct {
		family string
		note   *checker.Note
	}
	byLength := map[int][]named{}
	for _, n := range d.Notes {
		for _, c := range n.Citations {
			if !isStated(c) {
				continue
			}
			for _, family := range familyNames(c.Authors) {
				k := len(distanced(family))
				if len(byLength[k]) < maxNear {
					byLength[k] = append(byLength[k], named{family, n})
				}
			}
		}
	}
	return func(name string) (string, *checker.Note) {
		k := len(distanced(name))
		for _, length := range []int{k, k + 1, k - 1} {
			for _, other := range byLength[length] {
				if max(k, length) >= 5 && distance(name, other.family) == 1 {
					return other.family, other.note
				}
			}
		}
		return "", nil
	}
}

// maxNear is how many names of one length a name is compared with.
const maxNear = 200

func checkAntecedents(p *checker.Pass, d *checker.Document) {
	missing := shortReferences(d)
	if len(missing) == 0 || len(d.Notes) > 0 && newNoteIndex(d).isContinued(d.Notes[0]) {
		return
	}
	place := map[*checker.Note]int{}
	first := map[string]int{}         // for each word of a name, the first note that has it
	bibliography := map[string]bool{} // words of entries, which may stand behind
	for i, n := range readingOrder(d) {
		place[n] = i
		for _, w := range nameWords(n.Text) {
			if _, met := first[w]; !met {
				first[w] = i
			}
			bibliography[w] = bibliography[w] || n.Kind == checker.Bibliography && !isYearForm(n)
		}
	}
	near, habit := nearNames(d), habitOfYears(d)
	var note *checker.Note
	var here map[string]int // how often the words of that note stand in it
	for _, s := range missing {
		c := s.Citation
		if s.Note != note {
			note, here = s.Note, map[string]int{}
			for _, w := range nameWords(note.Text) {
				here[w]++
			}
		}
		absent := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool {
			return !slices.ContainsFunc(nameWords(name), func(w string) bool {
				i, met := first[w]
				return !bibliography[w] && here[w] < 2 && (!met || i >= place[s.Note])
			})
		})
		if len(absent) == 0 {
			continue
		}
		family, at := near(absent[0])
		if s.near && family == "" && (!habit || in(organisationWords, match.Fold(absent[0])) || in(sourceNouns, match.Fold(absent[0]))) {
			continue
		}
		f := checker.Finding{
			Message: fmt.Sprintf("%s is a short form, and no note before it names %s", quoted(c.Text), list(quotedAll(absent))),
			Span:    c.Span, Subject: s.Subject,
		}
		if family != "" && at.Label != "" {
			f.Message += fmt.Sprintf("; note %s names %s", at.Label, quoted(family))
		}
		if !saysOpCit(c.Text) {
			f.Severity = checker.Warning
		}
		p.Report(f)
	}
}

// isYearForm reports whether a note is nothing but a reference by author and year, as wikis have them
// among the full ones.
func isYearForm(n *checker.Note) bool { return yearForm.MatchString(strings.TrimSpace(n.Text)) }

// isAncient reports whether a short form is one of those by which works of antiquity, holy books and
// codes are cited, which have no full form: “Crispus, Mirabilia 2.14”, “Isid. Ins. 6”.
func isAncient(c *checker.Citation) bool {
	if saysOpCit(c.Text) {
		return false
	}
	return bookAndChapter.MatchString(c.Locator) || abbreviatedWork.MatchString(c.Text)
}

var (
	bookAndChapter  = match.NewPattern(`^(?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6})[.,:]\s?\d{1,3}(?:[.,:–-]\s?\d{1,3})*[a-e]?$`)
	abbreviatedWork = match.NewPattern(`^\p{Lu}\pL{1,5}\.(?: \p{Lu}?\pL{1,6}\.){1,3}\s?(?:\d|[ivxlcIVXLC]+\b)`)
)

// nameWords returns the words of a text as names are looked for in it: folded, without diacritics,
// Han and kana letter by letter, since a name there is as short as one.
func nameWords(s string) []string {
	var all []string
	for _, t := range match.Tokens(match.Plain(match.Fold(s))) {
		if r, _ := utf8.DecodeRuneInString(t); !match.IsCJK(r) {
			all = append(all, t)
			continue
		}
		for _, r := range t {
			all = append(all, string(r))
		}
	}
	return all
}

// opCit are the words that say of a work that it was cited before.
var opCit = []string{
	"op. cit", "op.cit", "op cit", "loc. cit", "loc.cit", "loc cit", "art. cit", "art.cit", "art cit", "ob. cit", "o.c.", "a.a.o", "a. a. o",
	"указ. соч", "указ.соч", "цит. соч", "вказ. пр", "dz. cyt", "前引", "前揭",
}

func saysOpCit(text string) bool {
	text = match.Fold(text)
	return slices.ContainsFunc(opCit, func(w string) bool { return strings.Contains(text, w) })
}

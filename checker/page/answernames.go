package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// answerAuthors looks for each cited name in what the page states, then in its text. Half of all
// true authors stand in the text only.
func (s *source) answerAuthors(asked []string) []checker.Answer {
	if len(asked) == 0 {
		return nil
	}
	out := make([]checker.Answer, len(asked))
	if s.words == 0 && len(s.authors()) == 0 {
		for i, name := range asked {
			out[i] = checker.Answer{Asked: name, Answer: checker.AnswerCannotTell}
		}
		return out
	}
	text, own := s.text, s.bones
	if s.isMixed() {
		text = s.own(s.list.isWork)
		own = match.Skeleton(text)
	}
	language, _, _ := strings.Cut(s.language(), "-")
	t := &nameTexts{stated: s.namesStated(), skeleton: own, plain: match.Plain(own), text: text, isPDF: s.pdf != nil, language: language}
	var parted *nameTexts
	matched := false
	for i, name := range asked {
		out[i] = s.answerAuthor(name, t)
		if out[i].Answer == checker.AnswerMissing || out[i].Answer == checker.AnswerWeak {
			if parted == nil {
				text := s.ownParted(s.list.isWork) + "\n" + strings.Join(s.metas2("description", "og:description"), "\n")
				bones := match.Skeleton(text)
				parted = &nameTexts{skeleton: bones, plain: match.Plain(bones), text: text, language: language}
			}
			if a := s.answerAuthor(name, parted); a.Answer == checker.AnswerMatch || out[i].Answer == checker.AnswerMissing {
				out[i] = a
			}
		}
		if out[i].Answer == checker.AnswerMissing && s.isMixed() {
			s.amongOthers(&out[i])
		}
		matched = matched || out[i].Answer == checker.AnswerMatch || out[i].Answer == checker.AnswerWeak
	}
	if other := s.otherPeople(); !matched && other != "" {
		for i := range out {
			if out[i].Answer == checker.AnswerMissing {
				out[i].Answer, out[i].Found = checker.AnswerMismatch, other
			}
		}
	}
	return out
}

// amongOthers answers for a name that stands only where the page lists other works: it confirms
// nothing, but then the page may still be by that author.
func (s *source) amongOthers(a *checker.Answer) {
	if s.all == nil {
		bones := s.bones
		if parted := s.parted(); parted != "" {
			bones = strings.TrimSpace(bones + " " + match.Skeleton(parted))
		}
		s.all = &nameTexts{skeleton: bones, plain: match.Plain(bones)}
	}
	if found := s.answerAuthor(a.Asked, s.all); found.Answer == checker.AnswerMatch || found.Answer == checker.AnswerWeak {
		a.Answer, a.Found = checker.AnswerWeak, found.Found
	}
}

// nameTexts is where names are looked for.
type nameTexts struct {
	stated          []string // as stated
	skeleton, plain string   // of the visible text; plain is without diacritics
	text            string   // the page's own text as it stands, a paragraph a line; may be empty
	printed         *printedText
	names           []*printedText // the stated ones, as far as they were asked for
	language        string         // of the page
	isPDF           bool
}

// inPrint looks for a person in what is stated, then in the text.
func (t *nameTexts) inPrint(p person) (found string, ok bool) {
	family := strings.Join(p.family, " ")
	latin := isLatin(family)
	for i, stated := range t.stated {
		if len(t.names) <= i {
			t.names = append(t.names, newPrintedText(stated))
		}
		if t.names[i].has(p, true) || latin && (t.names[i].hasLatin(p) || hasRomanized(stated, p)) {
			return stated, true
		}
	}
	other := latin && !isLatin(t.plain)
	if !other && !match.Has(t.plain, family) {
		return "", false
	}
	if t.printed == nil {
		t.printed = newPrintedText(t.text)
	}
	return family, t.printed.has(p, familyFirst[t.language]) || other && (t.printed.hasLatin(p) || hasRomanized(t.text, p))
}

// familyFirst are the languages that write the family name first.
var familyFirst = set("hu", "vi", "zh", "ja", "ko")

// isLatin reports whether a text is in Latin letters, by its first ones.
func isLatin(text string) bool {
	const sample = 400
	latin, all := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if all++; unicode.Is(unicode.Latin, r) {
			latin++
		}
		if all == sample {
			break
		}
	}
	return 2*latin > all
}

// namesStated returns all names in the metadata.
func (s *source) namesStated() []string {
	var out []string
	for _, list := range s.authorLists() {
		for _, a := range list {
			if a = s.authorName(a); a != "" {
				out = appendNew(out, a)
			}
		}
	}
	// Who typed a PDF may be its author, or not.
	for _, a := range splitNames([]string{s.infoAuthor}) {
		if a = s.authorName(a); a != "" {
			out = appendNew(out, a)
		}
	}
	return out
}

// otherPeople returns whom the page's firm statements name; empty if they name nobody.
func (s *source) otherPeople() string {
	for _, list := range s.peopleStated() {
		for _, a := range list {
			if a = s.authorName(a); a != "" && !s.isSiteName(a) {
				return a
			}
		}
	}
	return ""
}

func (s *source) answerAuthor(name string, t *nameTexts) checker.Answer {
	a := checker.Answer{Asked: name, Answer: checker.AnswerMissing}
	n := newName(name)
	if n == nil {
		a.Answer = checker.AnswerCannotTell
		return a
	}
	if n.organisation {
		if found := s.organisation(name); found != "" {
			a.Answer, a.Found = checker.AnswerMatch, found
			return a
		}
	}
	if found, ok := t.find(n.whole); ok {
		a.Answer, a.Found = checker.AnswerMatch, found
		if n.organisation && !strings.Contains(n.whole[0], " ") && !contains(t.stated, found) && !t.credits(name) {
			a.Answer = checker.AnswerWeak // the text of any page may name an organisation
		}
		return a
	}
	if !n.organisation {
		if found, ok := t.findLatin(n.whole); ok {
			a.Answer, a.Found = checker.AnswerMatch, found
			return a
		}
		if found, ok := t.beside(n); ok {
			a.Answer, a.Found = checker.AnswerMatch, found
			return a
		}
	}
	for _, p := range n.people {
		if found, ok := t.inPrint(p); ok {
			a.Answer, a.Found = checker.AnswerMatch, found
			return a
		}
	}
	if found, ok := t.find(n.surname); ok {
		a.Answer, a.Found = checker.AnswerWeak, found
	}
	return a
}

// find looks for the forms of a name in what is stated, then in the text, then without diacritics.
func (t *nameTexts) find(forms []string) (string, bool) {
	for _, stated := range t.stated {
		folded := match.Skeleton(stated)
		for _, f := range forms {
			if holds(folded, f) || holds(match.Plain(folded), match.Plain(f)) {
				return stated, true
			}
		}
	}
	for _, f := range forms {
		if holds(t.skeleton, f) || holds(t.plain, match.Plain(f)) {
			return f, true
		}
	}
	return "", false
}

// creditWords stand before a name in Han: the author, text, reporter, edited by.
var creditWords = []string{"作者", "文", "记者", "記者", "著者", "撰文", "撰稿", "编辑", "編輯", "责编", "通讯员", "筆者", "執筆", "取材", "編集", "発表者", "글", "기자"}

// credits reports whether an undivided name stands in a short line as in a byline: one of two to four
// Han, kana or Hangul characters, as people have, for itself, any other behind a word of credit. In PDFs,
// which name no site, it may be longer.
func (t *nameTexts) credits(name string) bool {
	const longestLine = 200
	n, wide := 0, true
	for _, r := range name {
		n++
		wide = wide && (match.IsCJK(r) || unicode.Is(unicode.Hangul, r))
	}
	if n < 2 {
		return false
	}
	person := wide && (n <= 4 || t.isPDF && n <= 9)
	for rest, from := t.text, 0; ; {
		i := strings.Index(rest[from:], name)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(name)
		start, end := strings.LastIndexByte(rest[:i], '\n')+1, len(rest)
		if j := strings.IndexByte(rest[from:], '\n'); j >= 0 {
			end = from + j
		}
		switch before, behind := rest[start:i], rest[from:end]; {
		case end-start > longestLine:
		case person && standsAlone(before, behind), !person && standsCredited(before, behind):
			return true
		}
	}
}

// creditBefore are the words right before whoever is credited for a text, in a byline.
var creditBefore = match.NewPattern(`(?i)(?:^|[(|·•–—-])\s*(?:by|from|source|author|von|vom|quelle|par|por|fuente|autor|fonte|di|da|door|bron|av|af|przez|автор|источник|текст)\s*:?\s*$|(?:作者|来源|來源|出典|文|出处|出處)\s*[:：]?\s*$`)

// standsCredited reports whether what is between the two texts is credited: "By AFQ", "(AFQ)".
func standsCredited(before, behind string) bool {
	next, _ := utf8.DecodeRuneInString(behind)
	if unicode.IsLetter(next) || unicode.IsDigit(next) {
		return false
	}
	return creditBefore.MatchString(before) || strings.TrimSpace(before) == "(" && strings.TrimSpace(behind) == ")"
}

// standsAlone reports whether no word of Han or Hangul goes on into what is between the two texts.
func standsAlone(before, behind string) bool {
	in := func(r rune) bool { return match.IsCJK(r) || unicode.Is(unicode.Hangul, r) }
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(behind)
	if in(next) && !strings.HasPrefix(behind, "记者") && !strings.HasPrefix(behind, "기자") && !strings.HasPrefix(behind, "著") && !strings.HasPrefix(behind, "氏") {
		return false
	}
	if !in(last) {
		return true
	}
	for _, w := range creditWords {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// holds reports whether the text has the name as whole words. Korean writes particles at the end
// of a name, Hebrew and Arabic "and" at its beginning.
func holds(text, name string) bool {
	r, _ := utf8.DecodeLastRuneInString(name)
	switch {
	case unicode.Is(unicode.Hangul, r) && utf8.RuneCountInString(name) >= 3:
		return strings.Contains(text, name)
	case unicode.Is(unicode.Hebrew, r):
		return match.Has(text, name) || match.Has(text, "ו"+name) // and, in one word with what follows
	case unicode.Is(unicode.Arabic, r):
		return match.Has(text, name) || match.Has(text, "و"+name)
	}
	return match.Has(text, name)
}

// beside looks for a name of which the citation gives initials only: a surname next to a word that
// begins with the first of them.
func (t *nameTexts) beside(n *name) (string, bool) {
	if n.initial == "" {
		return "", false
	}
	for _, stated := range t.stated {
		for _, fam := range n.surname {
			if besideInitial(match.Plain(match.Skeleton(stated)), match.Plain(fam), n.initial, true) {
				return stated, true
			}
		}
	}
	for _, fam := range n.surname {
		if besideInitial(t.plain, match.Plain(fam), n.initial, false) {
			return fam, true
		}
	}
	return "", false
}

// besideInitial reports whether a word that begins with the initial stands before the surname, or,
// in a name alone, behind it.
func besideInitial(text, surname, initial string, alone bool) bool {
	const maxTries = 50
	from := 0
	for range maxTries {
		i := indexWords(text, surname, from)
		if i < 0 {
			return false
		}
		before := strings.TrimSuffix(text[:i], " ")
		if w := before[strings.LastIndexByte(before, ' ')+1:]; strings.HasPrefix(w, initial) {
			return true
		}
		if alone && (strings.HasPrefix(before, initial) || strings.HasPrefix(strings.TrimSpace(text[i+len(surname):]), initial)) {
			return true
		}
		from = i + 1
	}
	return false
}

// findLatin is find with both sides in Latin letters: Иванов is Ivanov. Only what is stated is
// looked at, since a text takes too long.
func (t *nameTexts) findLatin(forms []string) (string, bool) {
	for _, stated := range t.stated {
		folded := latin(stated)
		for _, f := range forms {
			if l := latin(f); len(l) >= 5 && match.Has(folded, l) {
				return stated, true
			}
		}
	}
	return "", false
}

func latin(s string) string { return match.Skeleton(unidecode.Unidecode(s)) }

// A name is a cited name in the forms in which pages write it, as skeletons.
type name struct {
	whole        []string // given and family name
	surname      []string
	initial      string // of the given name, if nothing more is cited
	organisation bool
	people       []person // whom it may mean
}

// particles are the words before a family name that may be left out.
var particles = set("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "ter", "ten", "zu", "zur", "af", "av", "o", "mac", "mc", "san", "st", "abu", "ben", "bat", "e", "y", "ap", "das", "do", "des", "d", "auf", "vom", "zum")

// newName reads a cited name: "Family, Given" or an undivided one. It is nil if there is nobody to
// look for.
func newName(s string) *name {
	family, given, divided := strings.Cut(strings.Trim(s, " ,"), ",")
	if divided && suffixes[match.Letters(given)] {
		s, divided = family, false
	}
	if suffix := strings.LastIndexByte(given, ','); suffix >= 0 {
		given = given[:suffix]
	}
	f, g := match.Skeleton(family), match.Skeleton(given)
	switch {
	case f == "" || f == "et al" || f == "and others" || f == "u a":
		return nil
	case !divided || g == "":
		n := &name{whole: []string{f}, organisation: true}
		if words := strings.Fields(f); len(words) == 2 {
			n.whole = append(n.whole, words[1]+" "+words[0])
		}
		n.people = people(s)
		for _, p := range n.people {
			if fam := strings.Join(p.family, " "); p.initial && utf8.RuneCountInString(fam) >= 3 {
				n.surname = append(n.surname, fam)
			}
		}
		return n
	}
	n := &name{}
	if initials := strings.Fields(g); utf8.RuneCountInString(initials[0]) == 1 {
		n.initial = initials[0]
	}
	families := []string{f}
	if words := strings.Fields(f); len(words) > 1 && particles[words[0]] {
		rest := words
		for len(rest) > 1 && particles[rest[0]] {
			rest = rest[1:]
		}
		families = append(families, strings.Join(rest, " "))
	}
	for _, fam := range families {
		for _, giv := range givenForms(g) {
			if r, _ := utf8.DecodeRuneInString(fam); match.IsCJK(r) || unicode.Is(unicode.Hangul, r) {
				n.whole = append(n.whole, fam+giv)
			}
			n.whole = appendNew(appendNew(n.whole, giv+" "+fam), fam+" "+giv)
		}
		if p, ok := newPerson(fam, g); ok {
			n.people = append(n.people, p)
		}
		if utf8.RuneCountInString(fam) >= 3 || utf8.RuneCountInString(fam) == 2 && !strings.ContainsFunc(fam, func(r rune) bool { return r < utf8.RuneSelf }) {
			n.surname = append(n.surname, fam)
		}
	}
	return n
}

// givenForms returns the ways to write given names: whole, the first alone, with initials, joined.
func givenForms(g string) []string {
	words := strings.Fields(g)
	var initials []string
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		initials = append(initials, string(r))
	}
	forms := []string{g}
	if len(words) > 1 {
		forms = appendNew(forms, words[0])
		forms = appendNew(forms, strings.Join(words, ""))
		forms = appendNew(forms, words[0]+" "+strings.Join(initials[1:], " "))
		forms = appendNew(forms, strings.Join(initials, ""))
	}
	forms = appendNew(forms, strings.Join(initials, " "))
	return appendNew(forms, initials[0])
}

// organisation looks for an organisation in the site's name, the publisher's and the host.
func (s *source) organisation(cited string) string {
	want := match.Plain(match.Letters(cited))
	names := append(slices.Clip(s.sites), s.siteName())
	for _, n := range s.ld {
		if n.is("Organization", "NewsMediaOrganization", "GovernmentOrganization", "EducationalOrganization") && !n.aside {
			names = append(names, n.text("name"))
		}
	}
	names = append(names, s.metas2("dc.publisher", "dcterms.publisher", "citation_publisher", "citation_technical_report_institution", "publisher", "copyright")...)
	if parts := match.Stretches(s.title); len(parts) > 1 {
		names = append(names, parts[1:]...)
		if match.Plain(match.Letters(parts[0])) == want {
			return parts[0]
		}
	}
	for _, name := range names {
		if l := match.Plain(match.Letters(name)); l != "" && (l == want || near(l, want) || match.Has(match.Skeleton(name), match.Skeleton(cited))) {
			return name
		}
	}
	for _, label := range strings.Split(strings.TrimPrefix(s.url.Hostname(), "www."), ".") {
		if l := match.Letters(label); len(l) >= 6 && (l == want || near(l, want)) {
			return clean(s.url.Hostname())
		}
	}
	return ""
}

// near reports whether two words of at least six letters are at most one edit apart.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 6 || len(y) > 64 || len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	j := 0
	for j < len(x)-i && x[len(x)-1-j] == y[len(y)-1-j] {
		j++
	}
	return len(y)-i-j <= 1
}

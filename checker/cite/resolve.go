package cite

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A resolver finds what back-references mean. It walks the citations in order and keeps what it has
// seen under the names by which it may be asked for.
type resolver struct {
	doc      *draft
	families map[string][]*checker.Citation // full citations by folded family name
	titles   map[string][]*checker.Citation // those without author by the first word of their title
	titled   []*checker.Citation            // all that have a title
	aliases  map[string]*checker.Citation
	works    map[string]*checker.Citation // the first full citation of each work
	labels   map[label]int                // the note of a label in a stretch, as index of doc.notes
	mention  map[*checker.Citation]int
	sources  [][]*checker.Citation      // of each note, resolved, each once
	doubtful []bool                     // of each note: something in it was not understood
	seen     map[*checker.Citation]bool // sources of the note at hand
	step     int
	dated    map[datedWork][]*checker.Citation // see findDated
	before   []checker.Name                    // the authors of the citation before
	keys     []string                          // of families, in the order in which they were met
	dropped  map[string]string                 // see withLetter
	indexed  int                               // how many of keys stand in dropped
}

// mostWorks bounds how many works of one name are looked at: the latest ones.
const mostWorks = 128

type label struct {
	text    string
	stretch int
	row     row
}

// A row is a numbering of notes: that of the footnotes and endnotes, or that of a list of
// references, whose entries stand where notes do if they have numbers.
type row int

const (
	unnumbered row = iota
	noteRow
	referenceRow
	rows
)

func rowOf(n *checker.Note) row {
	switch {
	case n.Kind != checker.Bibliography:
		return noteRow
	case n.Label != "":
		return referenceRow
	}
	return unnumbered
}

func resolve(d *draft) {
	rs := &resolver{
		doc: d, families: map[string][]*checker.Citation{}, titles: map[string][]*checker.Citation{}, aliases: map[string]*checker.Citation{}, works: make(map[string]*checker.Citation, len(d.notes)),
		labels: make(map[label]int, len(d.notes)), mention: make(map[*checker.Citation]int, len(d.notes)), seen: map[*checker.Citation]bool{}, sources: make([][]*checker.Citation, len(d.notes)), doubtful: make([]bool, len(d.notes)),
	}
	count := 0
	for i := range d.notes {
		n := d.notes[i].note
		r := rowOf(n)
		if r == unnumbered {
			continue
		}
		text := n.Label
		if r == noteRow {
			count++
		}
		if text == "" {
			text = strconv.Itoa(count) // inline notes are numbered where they are printed
		}
		key := label{text, n.Stretch, r}
		if _, ok := rs.labels[key]; !ok {
			rs.labels[key] = i
		}
	}
	prev := [rows]int{-1, -1, -1}
	for i := range d.notes {
		r := rowOf(d.notes[i].note)
		rs.note(i, prev[r])
		if r != unnumbered {
			prev[r] = i
		}
	}
}

// note resolves the citations of note i; prev is the note before, or -1.
func (rs *resolver) note(i, prev int) {
	n := &rs.doc.notes[i]
	if prev >= 0 && rs.doc.notes[prev].note.Stretch != n.note.Stretch {
		prev = -1
	}
	clear(rs.seen)
	var last *citeDraft
	for _, c := range n.cites {
		rs.step++
		switch {
		case c.ref.kind == checker.Ibid:
			rs.ibid(i, prev, c, last)
		case c.ref.kind == checker.Supra:
			rs.names(c)
			rs.supra(i, c)
		case c.ref.yearly:
			rs.findDated(c)
		case c.ref.kind == checker.Short && c.ref.loc && len(c.Authors) == 0 && c.Title == "" && !c.ref.same:
			rs.ibid(i, prev, c, last)
		case c.ref.kind == checker.Short:
			rs.names(c)
			rs.find(c, true)
		case c.plain != nil && (c.unparsed || c.Kind == checker.CommentOn) && rs.plain(c):
		case c.unparsed && rs.yearOnly(c):
		case c.Kind == checker.CommentOn:
			continue
		case rs.alias(c):
		case c.short && rs.shortForm(c):
		case c.yearly && rs.paged(c):
		default:
			rs.full(c)
		}
		if c.RefersTo != nil {
			rs.learn(c)
			rs.mention[c.RefersTo] = rs.step
			rs.checkPlace(c)
		}
		if len(c.Authors) > 0 && c.Kind != checker.Ibid {
			rs.before = c.Authors
		} else if c.RefersTo != nil {
			rs.before = c.RefersTo.Authors
		}
		rs.collect(i, c, last)
		last = c
	}
}

// learn takes from what a short form means how much of its names is family name: Lo Verso, not Verso,
// Lo.
func (rs *resolver) learn(c *citeDraft) {
	if f := c.RefersTo; len(f.Authors)+len(f.Editors) == 0 && len(c.Authors) == 1 && c.Title == "" && !c.ref.same && c.Kind != checker.Ibid {
		c.Title, c.Authors = printedName(c.Authors[0]), nil // BGH (Fn. 2)
		return
	}
	for i, n := range c.Authors {
		if n.Given == "" || n.Literal != "" {
			continue
		}
		for _, m := range append(slices.Clone(c.RefersTo.Authors), c.RefersTo.Editors...) {
			if nameKey(n) != nameKey(m) && foldKey(n.Given+" "+n.Family) == nameKey(m) ||
				nameKey(n) == nameKey(m) && strings.HasSuffix(foldKey(m.Given), " "+foldKey(n.Given)) {
				c.Authors = slices.Clone(c.Authors)
				c.Authors[i] = checker.Name{Family: n.Given + " " + n.Family}
			}
		}
	}
}

// names gives ders. and kin the authors of the citation before.
func (rs *resolver) names(c *citeDraft) {
	if c.ref.same && len(c.Authors) == 0 {
		c.Authors = slices.Clone(rs.before)
	}
}

// full files a full citation.
func (rs *resolver) full(c *citeDraft) {
	if c.unparsed {
		return
	}
	if c.same {
		c.Authors = slices.Clone(rs.before)
	}
	rs.mention[c.Citation] = rs.step
	if c.Title != "" {
		key := workKey(c.Citation)
		if first := rs.works[key]; first != nil {
			rs.mention[first] = rs.step // the same work in full once more
			return
		}
		rs.works[key] = c.Citation
	}
	people := c.Authors
	if len(people) == 0 {
		people = c.Editors
	}
	for _, n := range people {
		if key := nameKey(n); key != "" {
			if rs.families[key] == nil {
				rs.keys = append(rs.keys, key)
			}
			rs.families[key] = append(rs.families[key], c.Citation)
			for _, family := range undividedFamilies(n) {
				rs.families[family] = append(rs.families[family], c.Citation)
			}
		}
	}
	if w := firstWord(c.Title); w != "" {
		rs.titles[w] = append(rs.titles[w], c.Citation)
	}
	if c.Title != "" {
		rs.titled = append(rs.titled, c.Citation)
	}
	if c.Alias != "" {
		rs.aliases[foldKey(c.Alias)] = c.Citation
	}
}

// workKey is equal for citations that are equal in all that names a work.
func workKey(c *checker.Citation) string {
	key := foldKey(c.Title) + "|" + c.Date.EDTF + "|" + c.Volume + "|" + c.Issue
	if len(c.Authors) == 0 {
		key += "|" + foldKey(c.Container) + "|" + foldKey(c.Publisher)
	}
	for _, n := range c.Authors {
		key += "|" + nameKey(n)
	}
	return key
}

func nameKey(n checker.Name) string {
	if n.Family != "" {
		return foldKey(n.Family)
	}
	if isOthers(n) {
		return ""
	}
	return foldKey(n.Literal)
}

// undividedFamilies returns what may be the family name in a Japanese name that stands undivided: its
// first letters, three at most.
func undividedFamilies(n checker.Name) []string {
	letters := []rune(n.Literal)
	if len(letters) < 3 || len(letters) > 6 || hanOrganisation(n.Literal) {
		return nil
	}
	for _, r := range letters {
		if !isIdeograph(r) {
			return nil
		}
	}
	var list []string
	for k := 1; k < len(letters) && k < 4; k++ {
		list = append(list, string(letters[:k]))
	}
	return list
}

func isOthers(n checker.Name) bool {
	list, ok := lookUp(n.Literal, 0)
	if n.Literal == "" || !ok {
		return false
	}
	for k := range list {
		if list[k].has(othersWord) && matchPhrase(n.Literal, 0, list[k].phrase) == len(n.Literal) {
			return true
		}
	}
	return false
}

// firstWord returns the first word of a title that carries meaning, folded.
func firstWord(title string) string {
	for _, w := range strings.Fields(foldKey(title)) {
		if utf8.RuneCountInString(w) > 3 || hasIdeograph(w) {
			if hasIdeograph(w) {
				r := []rune(w)
				return string(r[:min(len(r), 2)])
			}
			return w
		}
	}
	return ""
}

// ibid resolves ibid. and kin: after a citation of the same note what that one means, else the
// source of the note before.
func (rs *resolver) ibid(i, prev int, c *citeDraft, last *citeDraft) {
	if last != nil {
		switch {
		case last.Kind.IsFull() && !last.unparsed:
			c.RefersTo = last.Citation
		case last.RefersTo != nil:
			c.RefersTo = last.RefersTo
		default:
			c.Reason = checker.ReasonUnresolvedBefore
		}
		return
	}
	if prev < 0 {
		c.Reason = checker.ReasonFirstNote
		return
	}
	list := rs.sources[prev]
	switch {
	case rs.doubtful[prev]:
		c.Reason, c.Candidates = checker.ReasonUnresolvedBefore, rs.latest(list)
	case len(list) == 0:
		c.Reason = checker.ReasonNoSource
	case len(list) == 1:
		c.RefersTo = list[0]
	default:
		c.Reason, c.Candidates = checker.ReasonManySources, rs.latest(list)
	}
}

// collect adds what c means to the sources of note i. A citation and what it was quoted in are one
// source, the latter.
func (rs *resolver) collect(i int, c, last *citeDraft) {
	meant := c.RefersTo
	switch {
	case c.Kind.IsFull() && !c.unparsed:
		meant = c.Citation
	case meant == nil:
		rs.doubtful[i] = true
		return
	}
	list := rs.sources[i]
	if c.Nested && last != nil && len(list) > 0 {
		outer := last.RefersTo
		if last.Kind.IsFull() {
			outer = last.Citation
		}
		if list[len(list)-1] == outer {
			list = list[:len(list)-1]
			delete(rs.seen, outer)
		}
	}
	if !rs.seen[meant] {
		rs.seen[meant] = true
		list = append(list, meant)
	}
	rs.sources[i] = list
}

// supra resolves a reference with the number of a note.
func (rs *resolver) supra(i int, c *citeDraft) {
	n := &rs.doc.notes[i]
	number := plainNumber(c.ref.number)
	at, ok := rs.labels[label{number, n.note.Stretch, rowOf(n.note)}]
	switch {
	case !ok:
		c.Reason = checker.ReasonMissingNote
		c.Candidates = rs.byName(c)
		return
	case at >= i:
		c.Reason = checker.ReasonForward
		return
	}
	list := rs.narrow(c, slices.Clone(rs.sources[at]))
	if len(list) == 0 {
		list = rs.ledUpTo(c, rs.sources[at])
	}
	if len(list) == 0 {
		list = rs.namedInText(c, at)
	}
	if len(list) == 0 && len(c.Authors) == 0 && c.Title == "" {
		c.Reason = checker.ReasonNoSource
		return
	}
	switch len(list) {
	case 0:
		c.Reason = checker.ReasonNoSuchAuthor
		c.Candidates = rs.ledUpElsewhere(c)
		if other := rs.byName(c); len(other) == 1 {
			c.Candidates = other
		}
	case 1:
		c.RefersTo = list[0]
		if c.ref.loc && c.Locator == "" {
			c.Locator = list[0].Locator
		}
	default:
		c.Reason, c.Candidates = checker.ReasonManySources, rs.latest(list)
	}
}

// ledUpTo keeps of list what the words before a note's number fit if they are more than a name: prose
// that leads up to it ("zu den Grenzen Petri (Fn. 15)"), a short title without marks ("Petri, Salz und
// Recht (wie Anm. 4)"), the editors of the work ("Petri, in: Roe/Petri (Fn. 1)"). c is left with the
// name and the title.
func (rs *resolver) ledUpTo(c *citeDraft, list []*checker.Citation) []*checker.Citation {
	parts := headParts(c.Text)
	var fit []*checker.Citation
	for _, f := range list {
		name, title, ok := ledUpBy(parts, f, len(c.Authors) < 2)
		if !ok {
			continue
		}
		if fit = append(fit, f); len(fit) == 1 {
			c.Authors, c.Title = []checker.Name{{Family: name.Family, Literal: name.Literal}}, title
		}
	}
	return fit
}

// namedInText returns the only source of note at if it has no author and the sentence that the note
// stands behind gives it the name that c does, as lawyers do with cases: Prior (n 2). That becomes c's
// title.
func (rs *resolver) namedInText(c *citeDraft, at int) []*checker.Citation {
	list := rs.sources[at]
	name := c.Title
	if len(c.Authors) == 1 && name == "" {
		name = printedName(c.Authors[0])
	}
	if len(list) != 1 || len(list[0].Authors) > 0 || foldKey(name) == "" || len(c.Authors) > 0 && c.Title != "" {
		return nil
	}
	for _, m := range rs.doc.notes[at].note.Markers {
		if strings.Contains(" "+foldKey(m.Claim)+" ", " "+foldKey(name)+" ") {
			c.Authors, c.Title = nil, name
			return list
		}
	}
	return nil
}

// headParts returns what stands before the number of a note in a citation, parted at its commas; nil
// if there are too many.
func headParts(head string) []string {
	for _, end := range [...]string{"(", "（", "supra", "a.a.O.", "aaO"} {
		head, _, _ = strings.Cut(head, end)
	}
	parts := strings.Split(strings.TrimRight(head, ", "), ", ")
	if len(parts) > 6 {
		return nil
	}
	return parts
}

// ledUpElsewhere does for all earlier citations what ledUpTo does for those of one note.
func (rs *resolver) ledUpElsewhere(c *citeDraft) []*checker.Citation {
	for _, part := range headParts(c.Text) {
		part = foldKey(part)
		list := rs.families[part[strings.LastIndexByte(part, ' ')+1:]]
		if len(list) > mostWorks {
			list = list[len(list)-mostWorks:]
		}
		if fit := rs.ledUpTo(c, list); len(fit) > 0 {
			return rs.latest(fit)
		}
	}
	return nil
}

// ledUpBy returns the name of f that one of the parts is, or with prose in which it ends, and the title
// that the parts behind it are.
func ledUpBy(parts []string, f *checker.Citation, prose bool) (checker.Name, string, bool) {
	names := slices.Concat(f.Authors, f.Editors)
	for i, part := range parts {
		part = " " + foldKey(part)
		for _, m := range names {
			key := nameKey(m)
			if key == "" || part != " "+key && !(prose && strings.HasSuffix(part, " "+key)) {
				continue
			}
			switch rest := strings.Join(parts[i+1:], ", "); {
			case rest == "" || areNames(rest, names):
				return m, "", true
			case titleFits(rest, f):
				return m, titleText(rest), true
			}
		}
	}
	return checker.Name{}, "", false
}

// areNames reports whether s holds nothing but "in" and family names of the list.
func areNames(s string, names []checker.Name) bool {
	for _, w := range strings.Fields(foldKey(s)) {
		if w != "in" && !slices.ContainsFunc(names, func(m checker.Name) bool { return nameKey(m) == w }) {
			return false
		}
	}
	return true
}

// plainNumber writes a circled number and full-width figures in plain ones.
func plainNumber(s string) string {
	if wideDigit(s) {
		return strings.Map(func(r rune) rune {
			if r >= '０' && r <= '９' {
				return r - '０' + '0'
			}
			return r
		}, s)
	}
	if r, size := utf8.DecodeRuneInString(s); size == len(s) && r >= '①' && r <= '⑳' {
		n := int(r-'①') + 1
		if n >= 10 {
			return string(rune('0'+n/10)) + string(rune('0'+n%10))
		}
		return string(rune('0' + n))
	}
	return s
}

// narrow keeps of list what fits the names, the year and the title that c prints.
func (rs *resolver) narrow(c *citeDraft, list []*checker.Citation) []*checker.Citation {
	if len(c.Authors) > 0 {
		fit := slices.DeleteFunc(slices.Clone(list), func(f *checker.Citation) bool { return !namesFit(c.Citation, f) })
		// What looks like a name may be the short title of a work without author.
		if len(fit) == 0 && len(c.Authors) == 1 && c.Title == "" {
			fit = slices.DeleteFunc(slices.Clone(list), func(f *checker.Citation) bool {
				return len(f.Authors) > 0 && f.Title == "" || !titleFits(printedName(c.Authors[0]), f)
			})
		}
		list = fit
	}
	if c.Date.EDTF != "" {
		list = slices.DeleteFunc(list, func(f *checker.Citation) bool { return f.Date.EDTF != "" && f.Date.Year() != c.Date.Year() })
	}
	if c.Title != "" {
		list = slices.DeleteFunc(list, func(f *checker.Citation) bool { return !titleFits(c.Title, f) })
	}
	return list
}

func printedName(n checker.Name) string {
	if n.Literal != "" {
		return n.Literal
	}
	return strings.TrimSpace(n.Given + " " + n.Family)
}

// namesFit reports whether all names that c prints are authors or editors of f.
func namesFit(c, f *checker.Citation) bool {
	for _, n := range c.Authors {
		if isOthers(n) {
			continue
		}
		if !slices.ContainsFunc(f.Authors, func(m checker.Name) bool { return sameName(n, m) }) &&
			!slices.ContainsFunc(f.Editors, func(m checker.Name) bool { return sameName(n, m) }) {
			return false
		}
	}
	return true
}

// sameName reports whether a short form's name may be m: the same family name, and given names or
// initials that agree as far as both are printed.
func sameName(n, m checker.Name) bool {
	if nameKey(n) != nameKey(m) {
		if n.Literal+n.Family != "" && slices.Contains(undividedFamilies(m), n.Literal+n.Family) {
			return true
		}
		if n.Given != "" && n.Literal == "" && foldKey(n.Given+" "+n.Family) == nameKey(m) {
			return true
		}
		// An organisation may be named by its acronym in brackets.
		return m.Literal != "" && n.Literal+n.Family != "" && strings.Contains(m.Literal, "("+n.Literal+n.Family+")")
	}
	if n.Given == "" || m.Given == "" {
		return true
	}
	if strings.HasSuffix(foldKey(m.Given), " "+foldKey(n.Given)) {
		return true // Urrutia Peña, of Tomás Urrutia Peña
	}
	a, b := strings.Fields(foldKey(n.Given)), strings.Fields(foldKey(m.Given))
	for k := 0; k < min(len(a), len(b)); k++ {
		x, _ := utf8.DecodeRuneInString(a[k])
		y, _ := utf8.DecodeRuneInString(b[k])
		if x != y || utf8.RuneCountInString(a[k]) > 1 && utf8.RuneCountInString(b[k]) > 1 && a[k] != b[k] {
			return false
		}
	}
	return true
}

// titleFits reports whether three quarters of the words of a short title stand in f's title, in
// their order.
func titleFits(short string, f *checker.Citation) bool {
	for _, full := range [...]string{f.Title, f.ParallelTitle, f.Alias} {
		if full != "" && shortens(short, full) {
			return true
		}
	}
	return false
}

func shortens(short, full string) bool {
	if hasIdeograph(short) {
		return strings.Contains(foldKey(full), foldKey(short))
	}
	a, b := contentWords(short), contentWords(full)
	if len(a) == 0 {
		return foldKey(short) == foldKey(full)
	}
	hit, from := 0, 0
	for _, w := range a {
		if k := slices.IndexFunc(b[from:], func(x string) bool { return nearly(w, x) }); k >= 0 {
			hit++
			from += k + 1
		}
	}
	return 4*hit >= 3*len(a)
}

// nearly reports whether two words are equal, or long and one letter apart, a slip of the pen, or
// printed with m for rn, a slip of the scanner.
func nearly(a, b string) bool {
	if a == b || len(a) != len(b) && strings.ReplaceAll(a, "rn", "m") == strings.ReplaceAll(b, "rn", "m") {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// contentWords returns the folded words of a title without the commonest small ones.
func contentWords(s string) []string {
	words := strings.Fields(foldKey(s))
	return slices.DeleteFunc(words, func(w string) bool { return fillers[w] })
}

var fillers = wordSet("the a an of and in on to for der die das und le la les de du des et el los las y il lo e o os as do da")

// byName returns the earlier full citations that fit the names c prints, latest mention first.
func (rs *resolver) byName(c *citeDraft) []*checker.Citation {
	for _, n := range c.Authors {
		key := nameKey(n)
		if key == "" {
			continue
		}
		list := rs.families[key]
		if len(list) == 0 && n.Given != "" {
			list = rs.families[foldKey(n.Given+" "+n.Family)] // Lo Verso
		}
		if len(list) > mostWorks {
			list = list[len(list)-mostWorks:]
		}
		list = slices.DeleteFunc(slices.Clone(list), func(f *checker.Citation) bool { return !namesFit(c.Citation, f) })
		return rs.latest(list)
	}
	return nil
}

// latest sorts citations by their last mention, the latest first.
func (rs *resolver) latest(list []*checker.Citation) []*checker.Citation {
	list = slices.Clone(list)
	sort.SliceStable(list, func(a, b int) bool { return rs.mention[list[a]] > rs.mention[list[b]] })
	return list
}

// find resolves a short form by its names and title.
func (rs *resolver) find(c *citeDraft, refuse bool) bool {
	var list []*checker.Citation
	switch {
	case len(c.Authors) > 0:
		if list = rs.byName(c); len(list) == 0 && c.ref.kind != "" {
			list = rs.misprinted(c)
		}
		if c.Title != "" {
			list = slices.DeleteFunc(list, func(f *checker.Citation) bool { return !titleFits(c.Title, f) })
		}
		if c.Date.EDTF != "" {
			list = slices.DeleteFunc(list, func(f *checker.Citation) bool { return f.Date.Year() != c.Date.Year() })
		}
		if len(list) == 0 && c.Title == "" && c.Date.EDTF == "" && len(c.Authors) == 1 {
			list = rs.byTitle(printedName(c.Authors[0]))
		}
	case c.Title != "":
		list = rs.byTitle(c.Title)
	}
	if c.ref.kind != "" && c.Volume != "" {
		list = slices.DeleteFunc(list, func(f *checker.Citation) bool { return f.Volume != c.Volume }) // 12 F.3d at 48
	}
	switch {
	case len(list) == 1:
		c.RefersTo = list[0]
		if c.ref.loc && c.Locator == "" {
			c.Locator = list[0].Locator
		}
	case !refuse:
		return false
	case len(list) == 0:
		c.Reason = checker.ReasonNoFullForm
	default:
		c.Reason, c.Candidates = checker.ReasonManyWorks, list
	}
	return true
}

// byTitle returns the earlier full citations that a short title fits.
func (rs *resolver) byTitle(title string) []*checker.Citation {
	list := rs.titles[firstWord(title)]
	if len(list) == 0 {
		list = rs.titled // the first word may be misprinted
	}
	if len(list) > mostWorks {
		list = list[len(list)-mostWorks:]
	}
	return rs.latest(slices.DeleteFunc(slices.Clone(list), func(f *checker.Citation) bool { return !titleFits(title, f) }))
}

// alias resolves a citation by the name that [hereinafter X] gave to an earlier one.
func (rs *resolver) alias(c *citeDraft) bool {
	if len(rs.aliases) == 0 || c.lead == "" && c.Title == "" {
		return false
	}
	f, ok := rs.aliases[c.lead]
	if !ok || len(c.Links) > 0 {
		return false
	}
	*c.Citation = checker.Citation{Kind: checker.Short, Span: c.Span, Text: c.Text, Signal: c.Signal, Nested: c.Nested,
		Title: f.Alias, Locator: c.place, Repairs: c.Repairs, Confidence: .95, RefersTo: f}
	c.unparsed = false
	return true
}

// shortForm resolves what has the shape of a short form. A reading that nothing earlier fits is one
// all the same if it prints family names alone and a place.
func (rs *resolver) shortForm(c *citeDraft) bool {
	if c.same {
		c.Authors = slices.Clone(rs.before)
	}
	familyOnly := len(c.Authors) > 0
	for _, n := range c.Authors {
		if n.Given != "" || n.Literal != "" && !isOthers(n) {
			familyOnly = false
		}
	}
	if !rs.find(c, false) {
		if c.plain != nil && len(c.plain.Authors) > len(c.Authors) && rs.plain(c) {
			return true
		}
		if !familyOnly || c.Title == "" && c.Locator == "" || script(c.Text) == "Hani" {
			return false
		}
		rs.find(c, true)
	}
	c.Kind, c.Type, c.Language = checker.Short, "", ""
	return true
}

// paged resolves a short form whose page looks like a year (A, “Short,” 1087): exactly one earlier
// citation fits, and it is of another year.
func (rs *resolver) paged(c *citeDraft) bool {
	probe := citeDraft{Citation: &checker.Citation{Authors: c.Authors, Title: c.Title}}
	if !rs.find(&probe, false) || probe.RefersTo.Date.EDTF == "" || probe.RefersTo.Date.Year() == c.Date.Year() {
		return false
	}
	c.Kind, c.Type, c.Language, c.RefersTo = checker.Short, "", "", probe.RefersTo
	c.Locator, c.Date = c.Date.Text, checker.Date{}
	return true
}

// plain resolves what may be a short form without marks: only if exactly one earlier citation fits.
func (rs *resolver) plain(c *citeDraft) bool {
	probe := citeDraft{Citation: &checker.Citation{Authors: c.plain.Authors, Title: c.plain.Title, Date: c.plain.Date, Locator: c.plain.Locator}}
	if len(probe.Authors) == 0 || (len(rs.byName(&probe)) == 0 || !rs.find(&probe, false)) && !rs.findLater(&probe) {
		return false
	}
	c.Authors, c.Title, c.Date, c.Locator, c.RefersTo = probe.Authors, probe.Title, probe.Date, probe.Locator, probe.RefersTo
	c.Kind, c.Confidence, c.unparsed = checker.Short, .85, false
	c.Sure = [checker.CitationFields]float32{}
	return true
}

// checkPlace lowers the confidence of a back-reference whose place lies outside of the pages of
// what it means.
func (rs *resolver) checkPlace(c *citeDraft) {
	from, to, ok := pageRange(c.RefersTo.Pages)
	at, _, cited := pageRange(c.Locator)
	if ok && cited && to > from && (at < from || at > to) {
		c.Confidence -= .2
	}
}

// pageRange reads the first page or pages of s: 233–52 is 233 to 252.
func pageRange(s string) (from, to int, ok bool) {
	start := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if start < 0 {
		return 0, 0, false
	}
	from, rest := leadingNumber(s[start:])
	if from < 0 {
		return 0, 0, false
	}
	dash, size := utf8.DecodeRuneInString(rest)
	if !isDash(dash) {
		return from, from, true
	}
	to, tail := leadingNumber(rest[size:])
	if to < 0 {
		return from, from, true
	}
	scale := 1
	for range len(rest) - size - len(tail) {
		scale *= 10
	}
	if to < from {
		to += from / scale * scale
	}
	return from, to, true
}

// leadingNumber reads the number of at most six figures that s begins with; -1 if there is none.
func leadingNumber(s string) (int, string) {
	n, i := 0, 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		n = 10*n + int(s[i]-'0')
		if i++; i > 6 {
			return -1, s
		}
	}
	if i == 0 {
		return -1, s
	}
	return n, s[i:]
}

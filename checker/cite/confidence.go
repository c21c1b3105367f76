package cite

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// temperature is how far apart two scores are if the better one weighs e times as much.
const temperature = .15

// shares are the shares of the readings' weight by field.
type shares [checker.CitationFields]float64

// allShares are the shares of a single reading.
var allShares = makeAllShares()

func makeAllShares() (s shares) {
	for f := range s {
		s[f] = 1
	}
	return s
}

// sharesOf returns for each field of the best reading which share of the weight of all readings
// gives it this same value.
func (b *ballot) sharesOf(list []reading, best *reading) shares {
	var sums shares
	total := 0.0
	top := b.scoreOf(best)
	for i := range list {
		r := &list[i]
		w := math.Exp((b.scoreOf(r) - top) / temperature)
		total += w
		for f := range checker.CitationFields {
			if r == best || sameValue(&r.Citation, &best.Citation, f) {
				sums[f] += w
			}
		}
	}
	for f := range sums {
		sums[f] /= total
	}
	return sums
}

// textField returns the place of a field that is text; nil for others.
func textField(c *checker.Citation, f checker.CitationField) *string {
	switch f {
	case checker.TitleField:
		return &c.Title
	case checker.ParallelTitleField:
		return &c.ParallelTitle
	case checker.ContainerField:
		return &c.Container
	case checker.PublisherField:
		return &c.Publisher
	case checker.PlaceField:
		return &c.Place
	case checker.EditionField:
		return &c.Edition
	case checker.VolumeField:
		return &c.Volume
	case checker.IssueField:
		return &c.Issue
	case checker.NumberField:
		return &c.Number
	case checker.PagesField:
		return &c.Pages
	case checker.LocatorField:
		return &c.Locator
	case checker.DOIField:
		return &c.DOI
	case checker.ISBNField:
		return &c.ISBN
	case checker.ArXivField:
		return &c.ArXiv
	case checker.AliasField:
		return &c.Alias
	}
	return nil
}

// dateField returns the place of a field that is a date; nil for others.
func dateField(c *checker.Citation, f checker.CitationField) *checker.Date {
	switch f {
	case checker.DateField:
		return &c.Date
	case checker.OriginalDateField:
		return &c.OriginalDate
	case checker.AccessedField:
		return &c.Accessed
	}
	return nil
}

// namesField returns the place of a field that is a list of names; nil for others.
func namesField(c *checker.Citation, f checker.CitationField) *[]checker.Name {
	switch f {
	case checker.AuthorsField:
		return &c.Authors
	case checker.EditorsField:
		return &c.Editors
	case checker.TranslatorsField:
		return &c.Translators
	}
	return nil
}

// sameValue reports whether a field is the same in both, compared as normalised.
func sameValue(a, b *checker.Citation, f checker.CitationField) bool {
	if x := namesField(a, f); x != nil {
		return slices.EqualFunc(*x, *namesField(b, f), samePerson)
	}
	if x := dateField(a, f); x != nil {
		return x.EDTF == dateField(b, f).EDTF
	}
	s, t := *textField(a, f), *textField(b, f)
	return s == t || s != "" && t != "" && match.Fold(s) == match.Fold(t)
}

// samePerson reports whether two names have the same family name and initials.
func samePerson(a, b checker.Name) bool {
	if a == b {
		return true
	}
	return a.Literal == b.Literal && match.Fold(a.Family) == match.Fold(b.Family) && initials(a.Given) == initials(b.Given)
}

// initials returns the first letters of given names, in lower case.
func initials(given string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(given, func(r rune) bool { return r == ' ' || r == '.' || r == '-' }) {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// doubts are observations on a citation, or on one field of it, that make a field less sure: 0 says
// nothing against it. Their weights are fitted: see calibration.
type doubts [doubtCount]float64

const (
	shareDoubt   = iota // of the readings' weight that sees another value
	restDoubt           // of the letters that no field explains
	besideDoubt         // that too, for a field that is known by its own shape
	grammarDoubt        // what the grammar itself doubts
	bareDoubt           // how little of what the grammar looks for was there
	marginDoubt         // how close a boundary of the citation was
	idleDoubt           // of the letters that are commentary
	thinDoubt           // one kind of anchor only
	markDoubt           // a quotation mark had to be mended
	styleDoubt          // how seldom the document is in this style
	oddDoubt            // the value does not look like one of its kind
	otherDoubt          // another field of the citation is odd
	backDoubt           // a back-reference that nothing earlier is found for
	plainDoubt          // no marks of any style were there, only the order of words
	hardDoubt           // of the letters of all citations of the document that no field explains
	mixedDoubt          // of the document's citations that are not in its commonest style
	proseDoubt          // the value reads like a sentence or has a stop within
	doubtCount
)

// doubtsOf returns what speaks against all fields of a reading.
func (d *draft) doubtsOf(n *noteDraft, c *citeDraft, r *reading) doubts {
	var v doubts
	all, rest := float64(max(c.letters, 1)), 0
	bytes := n.lx.tokens[c.seg.b-1].end - n.lx.tokens[c.seg.body].start
	for _, s := range r.rest {
		for k := s.a; k < s.b && !s.idle; k++ {
			rest += n.lx.tokens[k].end - n.lx.tokens[k].start
		}
	}
	for _, s := range c.ref.rest {
		rest += len(s)
	}
	if rest > 0 {
		v[restDoubt] = min(float64(rest)/float64(max(bytes, 1)), .4)
	}
	v[grammarDoubt] = min(r.doubt, .4)
	if r.grammar != backward {
		v[bareDoubt] = max(0, .6-r.extra)
	} else if c.RefersTo == nil {
		v[backDoubt] = 1
	}
	v[marginDoubt] = max(0, 1-c.seg.margin)
	v[idleDoubt] = min(float64(r.idle)/all, 1)
	if c.seg.anchors.kinds() < 2 {
		v[thinDoubt] = 1
	}
	for k := c.seg.a; k < c.seg.b; k++ {
		switch t := &n.lx.tokens[k]; {
		case t.kind == quoted && n.lx.pairs[t.n].open, t.kind == punct && isClosing(t.r):
			v[markDoubt] = 1
		}
	}
	if r.grammar == backward {
		return v
	}
	if !isStyle(r.grammar) && grammars[r.grammar].name != "statute" {
		v[plainDoubt] = 1
	}
	if b := d.ballot(n); b.shares != nil {
		most := slices.Max(b.shares)
		v[styleDoubt] = 1 - b.shares[r.grammar]/most
		v[mixedDoubt] = 1 - most
		v[hardDoubt] = min(b.unread, .4)
	}
	return v
}

// of returns what speaks against one field of a reading, on top of what speaks against all.
func (v doubts) of(f checker.CitationField, r *reading, share float64, oddities *[checker.CitationFields]bool) doubts {
	v[shareDoubt] = 1 - share
	if shaped(f) || r.doubt == 0 && (f == checker.TitleField || f == checker.ContainerField) {
		// A number or date is known by its shape; title and container by the marks around one of them.
		v[restDoubt], v[besideDoubt] = 0, v[restDoubt]
		v[idleDoubt], v[thinDoubt], v[styleDoubt] = 0, 0, 0
	}
	if x := textField(&r.Citation, f); x != nil && !shaped(f) && f != checker.TitleField && isProse(*x) {
		v[proseDoubt] = 1
	}
	for g, odd := range oddities {
		switch {
		case odd && checker.CitationField(g) == f:
			v[oddDoubt] = 1
		case odd && !shaped(f) && checker.CitationField(g) <= checker.TitleField:
			v[otherDoubt] = 1
		}
	}
	return v
}

// isProse reports whether a name of a thing or place has a stop or colon within that ends no
// abbreviation, or more than three words in lower case.
func isProse(s string) bool {
	lower := 0
	words := strings.Fields(s)
	for k, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) {
			lower++
		}
		if k < len(words)-1 && (strings.HasSuffix(w, ".") && len(w) > 6 || strings.HasSuffix(w, ":")) {
			return true
		}
	}
	return lower > 3
}

// backward is the grammar of back-references.
const backward = -1

// unparsed is the most that the confidence of a citation without fields may be.
const unparsed = .45

// leastSure is the confidence below which a field is left empty.
const leastSure = .8

// An observer is told what speaks against a stated field of a citation.
type observer func(c *checker.Citation, f checker.CitationField, v []float64)

// A certainty says how sure the fields of a reading are.
type certainty struct {
	fields [checker.CitationFields]float32
	least  float64 // of all stated fields
	kept   int     // stated fields that are sure enough
}

// certainty returns how sure each stated field of the reading is.
func (d *draft) certainty(n *noteDraft, c *citeDraft, r *reading) certainty {
	sum := certainty{least: 1}
	share := allShares
	if r.grammar != backward {
		share = d.ballot(n).sharesOf(c.readings, r)
	}
	var odd [checker.CitationFields]bool
	for f := range checker.CitationFields {
		odd[f] = r.odd(f)
	}
	all := d.doubtsOf(n, c, r)
	for f := range checker.CitationFields {
		if !isStated(&r.Citation, f) {
			continue
		}
		v := all.of(f, r, share[f], &odd)
		sure := d.ballot(n).amidProse(v.confidence())
		if d.observe != nil {
			d.observe(c.Citation, f, slices.Clone(v[:])) // a copy, so that v stays on the stack
			sure = 1
		}
		sum.fields[f] = float32(sure)
		sum.least = min(sum.least, sure)
		if sure >= leastSure {
			sum.kept++
		}
	}
	return sum
}

// assureAll assures the citations of a note.
func (d *draft) assureAll(n *noteDraft) {
	for _, c := range n.cites {
		d.assure(n, c)
	}
}

// assure says how sure the fields of a back-reference are, now that it is known whether something
// earlier fits, and leaves fields empty that are not sure enough. Fields that something earlier has
// too are right.
func (d *draft) assure(n *noteDraft, c *citeDraft) {
	if !c.Kind.IsFull() || c.Type == "legal_case" || c.Type == "legislation" {
		c.Drift = ""
	}
	if c.Confidence < .5 || c.Kind == checker.CommentOn {
		return
	}
	if c.Kind.IsBackReference() && (c.RefersTo != nil || c.Sure == [checker.CitationFields]float32{}) {
		r := reading{Citation: *c.Citation, grammar: backward}
		sure := d.certainty(n, c, &r)
		c.Sure, c.Confidence = sure.fields, min(c.Confidence, sure.least)
	}
	for f := range checker.CitationFields {
		switch {
		case !isStated(c.Citation, f):
			c.Sure[f] = 0
		case c.Sure[f] == 0:
			c.Sure[f] = float32(c.Confidence)
		case c.Sure[f] < leastSure && !c.Kind.IsBackReference():
			c.Rest = strings.TrimSpace(c.Rest + " " + take(c.Citation, f))
		}
	}
}

// shaped reports whether a field is known by its own shape, wherever it stands.
func shaped(f checker.CitationField) bool { return f >= checker.EditionField }

// A step says how often fields were right from some evidence on.
type step struct{ from, right float64 }

// confidence returns how often fields against which as much speaks were right; if more than ever
// was seen, too little to state one.
func (v *doubts) confidence() float64 {
	against := 0.0
	for k, w := range doubtWeights {
		against += w * v[k]
	}
	right := unparsed // what was never seen
	for _, s := range steps {
		if -against < s.from {
			break
		}
		right = s.right
	}
	return right
}

// Notes talk about their sources if more than quiet of their segments are or hold prose, and plainly so from
// talkative on; faultier is how many times as often a field of such notes is wrong as one that the steps were fitted
// to: of notes that nobody had seen, those stated at .95 and more were wrong in one case of fourteen where one of
// fifty was expected, those below in one of two or three where one of ten was.
const (
	quiet     = .12
	talkative = .24
	faultier  = 2.5
)

// amidProse returns how sure a field is in a document whose notes may talk about their sources. What is sure
// enough to be stated stays so.
func (b *ballot) amidProse(sure float64) float64 {
	if b.talk < quiet || sure < leastSure {
		return sure
	}
	times := 1 + (faultier-1)*min((b.talk-quiet)/(talkative-quiet), 1)
	return max(leastSure, 1-(1-sure)*times)
}

// isStated reports whether a field of a citation is not empty.
func isStated(c *checker.Citation, f checker.CitationField) bool {
	if x := textField(c, f); x != nil {
		return *x != ""
	}
	if x := dateField(c, f); x != nil {
		return x.Text != "" || x.EDTF != ""
	}
	return len(*namesField(c, f)) > 0
}

// take empties a field and returns its words.
func take(c *checker.Citation, f checker.CitationField) string {
	if x := textField(c, f); x != nil {
		s := *x
		*x = ""
		return s
	}
	if x := dateField(c, f); x != nil {
		s := x.Text
		*x = checker.Date{}
		return s
	}
	x := namesField(c, f)
	var list []string
	for _, n := range *x {
		list = append(list, n.String())
	}
	*x = nil
	return strings.Join(list, "; ")
}

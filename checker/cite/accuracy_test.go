package cite_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/read"
)

var show = flag.String("show", "", "print what is wrong in this slice of the open documents: style/noise/field, each may be empty")

// A count is what a measure counts.
type count struct{ right, stated, wanted int }

func (c count) precision() float64 { return share(c.right, c.stated) }
func (c count) recall() float64    { return share(c.right, c.wanted) }
func (c count) f1() float64        { return share(2*c.right, c.stated+c.wanted) }

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// A board holds counts by group ("open", "held"), measure and slice.
type board struct {
	t      *testing.T
	counts map[string]*count
	bins   map[string]*[20]struct {
		n, right int
		sum      float64
	}
	shown  int
	seen   map[string]bool // lines that are printed
	parse  func(*checker.Document)
	stated func(field string, c *checker.Citation, right bool) // is told of each stated field, if not nil
}

func newBoard(t *testing.T) *board {
	return &board{t: t, counts: map[string]*count{}, seen: map[string]bool{}, parse: cite.Parse, bins: map[string]*[20]struct {
		n, right int
		sum      float64
	}{}}
}

func (b *board) count(key string) *count {
	c := b.counts[key]
	if c == nil {
		c = &count{}
		b.counts[key] = c
	}
	return c
}

// add counts one outcome for the group, its style, noise and form.
func (b *board) add(g *genDoc, group, measure string, right, stated, wanted int) {
	for _, key := range [...]string{
		group + " " + measure, group + " style/" + g.style + " " + measure, group + " noise/" + g.noise + " " + measure, group + " form/" + g.form + " " + measure,
	} {
		c := b.count(key)
		c.right += right
		c.stated += stated
		c.wanted += wanted
	}
}

// fault prints what is wrong, if the slice is asked for.
func (b *board) fault(g *genDoc, group, field, format string, args ...any) {
	if *show == "" || strings.HasSuffix(group, "held") || b.shown > 3000 {
		return
	}
	want := strings.Split(*show+"//", "/")
	for k, v := range [...]string{g.style, g.noise, field} {
		if want[k] != "" && want[k] != v {
			return
		}
	}
	line := fmt.Sprintf(format, args...)
	if b.seen[field+line] {
		return
	}
	b.seen[field+line] = true
	b.shown++
	b.t.Logf("%s %s %s: %s", g.style, g.noise, field, line)
}

// judge parses a generated document and counts what is right.
func (b *board) judge(g *genDoc, group string) {
	doc, err := read.Document(g.name(), g.source)
	if err != nil {
		b.t.Fatal(err)
	}
	b.parse(doc)
	b.markers(g, group, doc)
	pairs := map[*truth]*checker.Citation{}
	notes := map[*noteTruth]*checker.Note{}
	for _, n := range g.notes {
		note := noteHolding(doc, n.start, n.end)
		notes[n] = note
		if note != nil {
			align(n, note, pairs)
		}
	}
	for _, n := range g.notes {
		b.splitting(g, group, n, notes[n])
		b.note(g, group, n, notes[n], pairs)
	}
}

// noteHolding returns the note whose definition lies over the bytes from start to end.
func noteHolding(doc *checker.Document, start, end int) *checker.Note {
	for _, n := range doc.Notes {
		if !n.Span.IsZero() && n.Span.Start.Offset < end && start < n.Span.End.Offset {
			return n
		}
	}
	return nil
}

// markers counts markers that are linked to the right note, and claims.
func (b *board) markers(g *genDoc, group string, doc *checker.Document) {
	if g.form == "references" {
		return
	}
	kind := "markers/converted"
	switch g.form {
	case "defined", "scattered", "inline", "layout", "html-pandoc", "html-wordpress", "html-wiki", "html-word":
		kind = "markers/structured"
	}
	stated := 0
	for _, n := range doc.Notes {
		stated += len(n.Markers)
	}
	right, mended := 0, 0
	for _, n := range g.notes {
		note, claim := markedAt(doc, n.marker, n.markerEnd)
		if note != nil && note.Span.Start.Offset <= n.start && n.start < note.Span.End.Offset {
			right++
		} else {
			b.fault(g, group, "markers", "%s: note %d is not linked: %.80q", g.form, n.number, g.source[max(0, n.marker-40):])
		}
		if match.Fold(claim) == match.Fold(n.claim) {
			mended++
		} else {
			b.fault(g, group, "claims", "%s: note %d: want %q, got %q", g.form, n.number, n.claim, claim)
		}
	}
	b.add(g, group, kind, right, stated, len(g.notes))
	b.add(g, group, "claims", mended, len(g.notes), len(g.notes))
}

// markedAt returns the note whose marker lies over the bytes from start to end, and its claim.
func markedAt(doc *checker.Document, start, end int) (*checker.Note, string) {
	for _, n := range doc.Notes {
		for _, m := range n.Markers {
			if m.Span.Start.Offset < end && start < m.Span.End.Offset {
				return n, m.Claim
			}
		}
	}
	return nil, ""
}

// align pairs each citation of the truth with the parsed one that it overlaps most.
func align(n *noteTruth, note *checker.Note, pairs map[*truth]*checker.Citation) {
	taken := map[*checker.Citation]bool{}
	for _, c := range n.cites {
		var best *checker.Citation
		most := 0
		for _, p := range note.Citations {
			overlap := min(c.end, p.Span.End.Offset) - max(c.start, p.Span.Start.Offset)
			if overlap > most && !taken[p] {
				best, most = p, overlap
			}
		}
		if best != nil {
			taken[best] = true
			pairs[c] = best
		}
	}
}

// splitting counts boundaries, by the letters and digits before them.
func (b *board) splitting(g *genDoc, group string, n *noteTruth, note *checker.Note) {
	want, got := map[int]bool{}, map[int]bool{}
	for _, c := range n.cites[1:] {
		want[g.letters(n.start, pastJoint(g.source, c.start))] = true
	}
	if note != nil {
		for k, c := range note.Citations {
			if k > 0 && c.Span.Start.Offset > n.start {
				got[g.letters(n.start, pastJoint(g.source, c.Span.Start.Offset))] = true
			}
		}
	}
	right := 0
	for at := range want {
		if got[at] {
			right++
		}
	}
	b.add(g, group, "splitting", right, len(got), len(want))
	whole := 0
	if right == len(want) && right == len(got) {
		whole = 1
	} else {
		b.fault(g, group, "splitting", "%s\n\twant %d parts, got %s", g.source[n.start:n.end], len(n.cites), partsOf(note))
	}
	b.add(g, group, "whole notes", whole, 1, 1)
}

// pastJoint returns the place behind an "and" at byte i: it belongs to neither side.
func pastJoint(src []byte, i int) int {
	for _, w := range []string{"and ", "and, ", "und ", "et ", "sowie "} {
		if bytes.HasPrefix(src[i:], []byte(w)) {
			return i + len(w)
		}
	}
	return i
}

func partsOf(note *checker.Note) string {
	if note == nil {
		return "no note"
	}
	var parts []string
	for _, c := range note.Citations {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, " ‖ ")
}

// letters counts the letters and digits of the source between two bytes.
func (g *genDoc) letters(from, to int) int {
	s := g.source[from:to]
	if g.isHTML() {
		s = visible(s)
	}
	n := 0
	for _, r := range string(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// note counts kinds, fields, dates and back-references of a note.
func (b *board) note(g *genDoc, group string, n *noteTruth, note *checker.Note, pairs map[*truth]*checker.Citation) {
	aligned := map[*checker.Citation]bool{}
	for _, c := range n.cites {
		p := pairs[c]
		aligned[p] = true
		text := string(g.source[c.start:c.end])
		kind := checker.CitationKind("none")
		if p != nil {
			kind = p.Kind
		}
		b.add(g, group, "kinds", one(kind == c.kind), 1, 1)
		if kind != c.kind {
			b.fault(g, group, "kinds", "%s: want %s, got %s", text, c.kind, kind)
		}
		if c.isRef() && c.record != nil || c.kind == checker.Ibid && !strings.HasPrefix(g.style, "discursive") {
			b.reference(g, group, c, p, pairs, text)
		}
		b.fields(g, group, c, p, text)
		if c.record != nil && p != nil && c.kind.IsFull() && p.Confidence >= .5 {
			b.add(g, group, "languages", one(p.Language == c.record.Lang), 1, 1)
		}
		if want := c.fields["type"]; want != "" {
			got := ""
			if p != nil {
				got = p.Type
			}
			b.add(g, group, "types", one(got == want), 1, 1)
			if got != want {
				b.fault(g, group, "types", "%s: want %s, got %s", text, want, got)
			}
		}
	}
	if note == nil {
		return
	}
	for _, p := range note.Citations {
		if !aligned[p] {
			b.fields(g, group, &truth{fields: map[string]string{}}, p, p.Text)
		}
	}
}

func one(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// reference counts whether a back-reference means what it should. One that cannot be told is right
// if it is refused.
func (b *board) reference(g *genDoc, group string, c *truth, p *checker.Citation, pairs map[*truth]*checker.Citation, text string) {
	var want, got *checker.Citation
	if c.refers != nil {
		want = pairs[c.refers]
	}
	if p != nil {
		got = p.RefersTo
	}
	right := want == got && (want != nil || c.refers == nil) && p != nil && p.Kind.IsBackReference()
	b.add(g, group, "back-references", one(right), 1, 1)
	if got != nil {
		b.add(g, group, "resolved", one(right), 1, 1)
	}
	if !right {
		name := func(c *checker.Citation) string {
			if c == nil {
				return "nothing"
			}
			return c.Text
		}
		reason := ""
		if p != nil {
			reason = p.Reason
		}
		b.fault(g, group, "refs", "%s (note %d): want %s, got %s (%s)", text, c.number, name(want), name(got), reason)
	}
}

var fieldNames = []string{
	"signal", "authors", "editors", "translators", "title", "parallelTitle", "container", "publisher", "place", "edition", "volume", "issue", "number",
	"date", "originalDate", "accessed", "pages", "locator", "doi", "isbn", "arxiv", "alias", "links", "archived",
}

// fieldsStated returns the fields of a parsed citation; none if it is not parsed.
func fieldsStated(c *checker.Citation) map[string]string {
	if c == nil || c.Confidence < .5 {
		return nil
	}
	f := map[string]string{
		"signal": c.Signal, "authors": strings.Join(strs(c.Authors), "; "), "editors": strings.Join(strs(c.Editors), "; "), "translators": strings.Join(strs(c.Translators), "; "),
		"title": c.Title, "parallelTitle": c.ParallelTitle, "container": c.Container, "publisher": c.Publisher, "place": c.Place, "edition": c.Edition, "volume": c.Volume,
		"issue": c.Issue, "number": c.Number, "date": c.Date.EDTF, "originalDate": c.OriginalDate.EDTF, "accessed": c.Accessed.EDTF, "pages": c.Pages, "locator": c.Locator,
		"doi": c.DOI, "isbn": c.ISBN, "arxiv": c.ArXiv, "alias": c.Alias,
	}
	if c.Date.EDTF == "" && c.Date.Text != "" {
		f["date"] = "none"
	}
	var links []string
	for _, l := range c.Links {
		links = append(links, l.Target)
	}
	f["links"] = strings.Join(links, " ")
	if c.Archived != nil {
		f["archived"] = c.Archived.Target
	}
	return f
}

// fields counts the fields that are exactly right.
func (b *board) fields(g *genDoc, group string, c *truth, p *checker.Citation, text string) {
	got := fieldsStated(p)
	for _, name := range fieldNames {
		want, have := c.fields[name], got[name]
		if want == "" && have == "" || want == "*" || want == "" && c.mayBe(have) || name == "signal" && c.kind == checker.CommentOn {
			continue
		}
		right := want != "" && have != "" && sameField(name, want, have)
		b.add(g, group, "fields", one(right), one(have != ""), one(want != ""))
		f := b.count(group + " field/" + name + " fields")
		f.right += one(right)
		f.stated += one(have != "")
		f.wanted += one(want != "")
		if c.record != nil {
			k := b.count(group + " kind/" + c.record.Kind + " fields")
			k.right += one(right)
			k.stated += one(have != "")
			k.wanted += one(want != "")
		}
		if name == "date" && (c.kind.IsFull() || c.kind == "") {
			b.add(g, group, "dates", one(right), 1, 1)
		}
		if f, ok := fieldIndexes[name]; ok && have != "" {
			b.calibrate(group, float64(p.Sure[f]), right)
		}
		if b.stated != nil && have != "" {
			b.stated(name, p, right)
		}
		if !right {
			b.fault(g, group, name, "%s\n\twant %q, got %q (%.2f)", text, want, have, confidence(p))
		}
	}
}

// mayBe reports whether a field that is stated is part of what may be read in more than one way.
func (t *truth) mayBe(have string) bool {
	return slices.ContainsFunc(t.either, func(s string) bool { return strings.Contains(match.Fold(s), match.Fold(have)) })
}

func confidence(c *checker.Citation) float64 {
	if c == nil {
		return 0
	}
	return c.Confidence
}

func (b *board) calibrate(group string, confidence float64, right bool) {
	bins := b.bins[group]
	if bins == nil {
		bins = new([20]struct {
			n, right int
			sum      float64
		})
		b.bins[group] = bins
	}
	k := min(int(confidence*20), 19)
	bins[k].n++
	bins[k].right += one(right)
	bins[k].sum += confidence
}

// sameField compares as section 6 of the design has it: folded, names as family and initials,
// titles also without subtitle.
func sameField(name, want, have string) bool {
	if match.Fold(want) == match.Fold(have) {
		return true
	}
	switch name {
	case "authors", "editors", "translators":
		a, b := strings.Split(want, "; "), strings.Split(have, "; ")
		if len(a) != len(b) {
			return false
		}
		for k := range a {
			if nameForm(a[k]) != nameForm(b[k]) {
				return false
			}
		}
		return true
	case "date", "accessed", "originalDate", "links", "doi":
		return false
	}
	return false
}

// nameForm is equal for names of one person: the family name and the initials.
func nameForm(s string) string {
	parts := strings.Split(s, ", ")
	if len(parts) < 2 {
		return match.Fold(s)
	}
	given := parts[1]
	form := match.Fold(parts[0]) + ","
	if strings.IndexFunc(given, unicode.IsLower) < 0 && !strings.Contains(given, ".") && len([]rune(given)) <= 4 && !match.IsCJK([]rune(given + "x")[0]) {
		return form + strings.ToLower(given)
	}
	if match.IsCJK([]rune(given + "x")[0]) || unicode.Is(unicode.Hangul, []rune(given + "x")[0]) {
		return form + given
	}
	start := true
	for _, r := range given {
		if unicode.IsLetter(r) && start {
			form += string(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && r != '’' && r != '\'' && r != 0xAD
	}
	return form
}

// noises are the kinds of noise, and those that are held back.
var noises = []string{
	"clean", "italics-lost", "marks-straight", "marks-doubled", "marks-cross-link", "link-place", "comma-moved", "date-order", "month-short", "letter-dropped",
	"translated", "line-breaks", "prose", "wrong-number", "extras", "mixed", "ocr", "typeset", "capitals",
}

var heldNoise = map[string]bool{"typeset": true, "capitals": true}

// forms are the ways in which whole documents mark their notes.
var forms = []string{"scattered", "inline", "pages", "caret", "math", "list", "numbers", "glued", "layout", "layout-list", "html-pandoc", "html-wordpress", "html-wiki", "html-word"}

// A figure is one line of accuracy.txt.
type figure struct {
	name  string
	value float64
}

const accuracyFile = "../../testdata/cite/accuracy.txt"

// TestAccuracy measures the parser on generated notes with known truth, and fails if a figure has
// fallen. What is made of fresh records, in
// styles for which no grammar was made or with noise that was held back, is counted apart, and -show
// does not print it.
func TestAccuracy(t *testing.T) {
	b := newBoard(t)
	fresh := readRecords(t, "fresh.json")
	var known, second []*record
	for _, r := range readRecords(t, "records.json") {
		if r.Held {
			second = append(second, r)
		} else {
			known = append(known, r)
		}
	}
	total := 0
	judge := func(group string, g *genDoc) {
		total += len(g.notes)
		b.judge(g, group)
	}
	for _, st := range append(styles(), heldStyles()...) {
		for _, lang := range st.langs {
			size := 16
			if len(st.langs) > 1 {
				size = 10
			}
			for k, noise := range noises {
				if st.list && (noise == "prose" || noise == "wrong-number") {
					continue
				}
				group := "open"
				if st.held || heldNoise[noise] {
					group = "held"
				}
				for number := 0; number < 1+one(noise == "clean"); number++ {
					judge(group, generate(st, lang, noise, "defined", known, size, number))
				}
				if k%2 == 0 && group == "open" {
					judge("open", generate(st, lang, noise, "defined", second, size, 0))
				}
				judge("held", generate(st, lang, noise, "defined", fresh, size, 200))
			}
			if st.list {
				continue
			}
			for k, form := range forms {
				if form == "glued" && !strings.Contains(prose[lang][0], " ") {
					continue
				}
				if !st.held {
					judge("open", generate(st, lang, "clean", form, known, 9, 100+k))
				}
				judge("held", generate(st, lang, "clean", form, fresh, 9, 300+k))
			}
		}
	}
	for _, name := range []string{"en-us", "en-uk", "en-history", "en-press", "de", "zh"} {
		b.judge(discursive(t, name, 0), "discursive")
		b.judge(discursive(t, name, 1), "discursive-held")
	}
	b.judge(discursive(t, "en", 0), "discursive")
	b.judge(discursive(t, "en", 1), "discursive")
	figures := b.figures()
	if testing.Verbose() {
		t.Logf("%d notes\n%s", total, b.table())
	}
	checkFigures(t, figures)
}

// groups of documents: generated and discursive ones, and those of both that are held back.
var groups = []string{"open", "held", "discursive", "discursive-held"}

// measures in the order of the table; for the first ones F1 counts, for the others the share that
// is right.
var measures = []string{"splitting", "fields", "whole notes", "kinds", "types", "languages", "dates", "back-references", "resolved", "markers/structured", "markers/converted", "claims"}

func (b *board) figures() []figure {
	var list []figure
	for _, group := range groups {
		for _, m := range measures {
			if b.counts[group+" "+m] != nil {
				list = append(list, figure{group + " " + m, b.value(group, m)})
			}
		}
		list = append(list, figure{group + " calibration error", b.calibrationError(group)})
	}
	for _, slice := range b.slices() {
		list = append(list, figure{slice + " fields", b.counts[slice+" fields"].f1()})
		if !strings.Contains(slice, " form/") {
			continue
		}
		for _, m := range [...]string{"splitting", "markers/structured", "markers/converted", "claims"} {
			if b.counts[slice+" "+m] != nil {
				list = append(list, figure{slice + " " + m, b.value(slice, m)})
			}
		}
	}
	return list
}

// value is F1 for boundaries, fields and markers, else the share that is right.
func (b *board) value(group, measure string) float64 {
	c := b.count(group + " " + measure)
	switch measure {
	case "splitting", "fields", "markers/structured", "markers/converted":
		return c.f1()
	}
	return c.recall()
}

// slices lists the styles, kinds of noise, fields and kinds of source of both groups.
func (b *board) slices() []string {
	var list []string
	for key := range b.counts {
		slice, measure, _ := cutLast(key, " ")
		if measure == "fields" && strings.Contains(slice, "/") {
			list = append(list, slice)
		}
	}
	sort.Strings(list)
	return list
}

func cutLast(s, sep string) (before, after string, found bool) {
	k := strings.LastIndex(s, sep)
	if k < 0 {
		return s, "", false
	}
	return s[:k], s[k+len(sep):], true
}

func (b *board) calibrationError(group string) float64 {
	bins := b.bins[group]
	if bins == nil {
		return 0
	}
	n, sum := 0, 0.0
	for _, bin := range bins {
		n += bin.n
		sum += math.Abs(float64(bin.right) - bin.sum)
	}
	return sum / float64(max(n, 1))
}

// table prints all that was counted.
func (b *board) table() string {
	var w bytes.Buffer
	for _, group := range groups {
		fmt.Fprintf(&w, "%s\n", strings.ToUpper(group))
		for _, m := range measures {
			c := b.counts[group+" "+m]
			if c == nil {
				continue
			}
			fmt.Fprintf(&w, "  %-22s %.4f   precision %.4f recall %.4f   (%d of %d)\n", m, b.value(group, m), c.precision(), c.recall(), c.right, c.wanted)
		}
		fmt.Fprintf(&w, "  %-22s %.4f\n", "calibration error", b.calibrationError(group))
		for k, bin := range b.bins[group] {
			if bin.n > 0 {
				fmt.Fprintf(&w, "    stated at %.2f–%.2f: %.3f of %d are right\n", float64(k)/20, float64(k+1)/20, share(bin.right, bin.n), bin.n)
			}
		}
	}
	for _, slice := range b.slices() {
		c := b.counts[slice+" fields"]
		fmt.Fprintf(&w, "  %-28s fields %.4f  precision %.4f recall %.4f (%d)", slice, c.f1(), c.precision(), c.recall(), c.wanted)
		if s := b.counts[slice+" splitting"]; s != nil {
			fmt.Fprintf(&w, "  splitting %.3f kinds %.3f", s.f1(), b.counts[slice+" kinds"].recall())
		}
		if s := b.counts[slice+" back-references"]; s != nil {
			fmt.Fprintf(&w, " refs %.3f", s.recall())
		}
		if s := b.counts[slice+" dates"]; s != nil {
			fmt.Fprintf(&w, " dates %.3f", s.recall())
		}
		if s := b.counts[slice+" claims"]; s != nil {
			fmt.Fprintf(&w, " claims %.3f", s.recall())
		}
		w.WriteByte('\n')
	}
	return w.String()
}

// checkFigures compares the figures with those that are kept.
func checkFigures(t *testing.T, figures []figure) {
	t.Helper()
	if *update {
		var w bytes.Buffer
		w.WriteString("What TestAccuracy measured: go test ./checker/cite -run Accuracy -update\n\n")
		for _, f := range figures {
			fmt.Fprintf(&w, "%.4f  %s\n", f.value, f.name)
		}
		if err := os.WriteFile(accuracyFile, w.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(accuracyFile)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]float64{}
	for _, line := range strings.Split(string(data), "\n") {
		value, name, ok := strings.Cut(line, "  ")
		if v, err := strconv.ParseFloat(value, 64); ok && err == nil {
			kept[name] = v
		}
	}
	for _, f := range figures {
		old, ok := kept[f.name]
		switch {
		case !ok:
			t.Errorf("%s is not in %s: run with -update", f.name, accuracyFile)
		case strings.HasSuffix(f.name, "calibration error"):
			if f.value > old+.002 {
				t.Errorf("%s has risen from %.4f to %.4f", f.name, old, f.value)
			}
		case f.value < old-.002:
			t.Errorf("%s has fallen from %.4f to %.4f", f.name, old, f.value)
		}
	}
	names := make([]string, 0, len(kept))
	for name := range kept {
		if !slices.ContainsFunc(figures, func(f figure) bool { return f.name == name }) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		t.Errorf("%s is kept in %s and no longer measured", name, accuracyFile)
	}
}

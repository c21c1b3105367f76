package read

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
)

// A fragmentLink is a link to a place in the page itself.
type fragmentLink struct {
	node, target int32 // target is -1 if nothing has that name
	fragment     string
	words        string
}

// A pairer finds which links are markers, and which elements their notes.
type pairer struct {
	*page
	links  []fragmentLink // in order
	homes  map[home]bool
	holder map[int32]*definition   // the elements that a note consists of
	refs   map[*definition][]int32 // the links that name a note
	items  map[int32]int           // the numbers of the items of ordered lists
	prints map[*definition]string  // the labels that links in the notes print
}

// A home is a place that a link back from a note leads to.
type home struct {
	node int32
	def  *definition
}

// findNotes finds markers and notes, from what is certain to what must be reasoned.
func (p *page) findNotes() {
	f := pairer{
		page: p, homes: map[home]bool{}, holder: map[int32]*definition{}, refs: map[*definition][]int32{},
		items: map[int32]int{}, prints: map[*definition]string{},
	}
	f.lists = f.listSections()
	f.survey()
	for i := range f.links {
		f.pair(&f.links[i])
	}
	f.unused()
	f.clean()
	f.number()
	f.sideNotes()
}

// listSections returns the nodes below headings such as Notes or References.
func (p *page) listSections() []span {
	var all []span
	level := 0
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.kind != nodeElement || !isHeadingName(n.name) {
			continue
		}
		l := int(n.name.String()[1] - '0')
		if len(all) > 0 && all[len(all)-1].end < 0 && l <= level {
			all[len(all)-1].end = i
		}
		if len(all) > 0 && all[len(all)-1].end < 0 && int(p.sectionEnd(int32(all[len(all)-1].start))) <= i {
			all[len(all)-1].end = int(p.sectionEnd(int32(all[len(all)-1].start)))
		}
		if (len(all) == 0 || all[len(all)-1].end >= 0) && listKind(p.heading(int32(i))) != "" {
			all = append(all, span{i, -1})
			level = l
		}
	}
	if len(all) > 0 && all[len(all)-1].end < 0 {
		all[len(all)-1].end = int(p.sectionEnd(int32(all[len(all)-1].start)))
	}
	return all
}

// sectionEnd returns the node after the last one that the heading at node i can be the heading of:
// those in the smallest element in which a text comes after it.
func (p *page) sectionEnd(i int32) int32 {
	for i >= 0 && p.nodes[i].flags&flagBlock == 0 {
		i = p.nodes[i].parent
	}
	if i < 0 {
		return int32(len(p.nodes))
	}
	end := p.nodes[i].next
	for up := p.nodes[i].parent; up >= 0; up = p.nodes[up].parent {
		if n := &p.nodes[up]; p.shown[n.next] > p.shown[end] {
			return n.next
		}
	}
	return int32(len(p.nodes))
}

// heading returns the words of a heading, without what sites add to it.
func (p *page) heading(i int32) string {
	return strings.TrimSpace(strings.TrimRight(strings.TrimSuffix(p.words(i, 100), "[edit]"), "¶#§ "))
}

// listed reports whether node i stands below a heading such as Notes or References.
func (p *page) listed(i int32) bool {
	k := sort.Search(len(p.lists), func(k int) bool { return p.lists[k].end > int(i) })
	return k < len(p.lists) && p.lists[k].start < int(i)
}

// survey collects the links to places in the page and counts the items of ordered lists.
func (f *pairer) survey() {
	next := map[int32]int{}
	for i := int32(0); i < int32(len(f.nodes)); i++ {
		n := &f.nodes[i]
		if n.kind != nodeElement {
			continue
		}
		if n.flags&flagSkip != 0 {
			i = n.next - 1
			continue
		}
		switch n.name {
		case atom.Li:
			if n.parent >= 0 && f.nodes[n.parent].name == atom.Ol {
				v, ok := next[n.parent]
				if !ok {
					v = f.tree.number(n.parent, "start", 1)
				}
				v = f.tree.number(i, "value", v)
				f.items[i], next[n.parent] = v, v+1
			}
		case atom.Sup:
			if l, ok := f.counterpart(i); ok {
				f.links = append(f.links, l)
			}
		case atom.A:
			if l, ok := f.fragment(i); ok {
				f.links = append(f.links, l)
				if l.target >= 0 && f.inside(i, l.target) && !strings.ContainsFunc(l.words, isWordRune) {
					n.flags |= flagGone // ¶ that names its own heading
				}
			}
		}
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// fragment reads a link to a place in the page: written so, or with the page's own address.
func (f *pairer) fragment(i int32) (fragmentLink, bool) {
	raw, ok := f.raw(i, "href")
	at := strings.IndexByte(raw, '#')
	if !ok || at < 0 {
		return fragmentLink{}, false
	}
	name := attributeText(strings.TrimSpace(raw[at+1:]))
	l := fragmentLink{node: i, target: -1, fragment: name}
	if t, ok := f.ids[name]; ok {
		l.target = t
	} else if plain, err := url.PathUnescape(name); err == nil {
		if t, ok := f.ids[plain]; ok {
			l.target = t
		}
	}
	if l.target < 0 && at > 0 && strings.TrimSpace(raw[:at]) != "" || name == "" {
		return l, false
	}
	l.words = f.words(i, 60)
	return l, true
}

// counterpart reads a marker that is linked by a script alone: its name and that of a note differ in
// how they begin.
func (f *pairer) counterpart(i int32) (fragmentLink, bool) {
	own, ok := f.raw(i, "id")
	if !ok {
		return fragmentLink{}, false
	}
	for k := max(i-3, 0); k < min(f.nodes[i].next, i+mostMarker); k++ {
		if n := &f.nodes[k]; n.name == atom.A && (k > i || f.inside(i, k)) && f.attribute(k, "href") != nil {
			return fragmentLink{}, false
		}
	}
	for _, names := range referenceNames {
		if rest, ok := strings.CutPrefix(own, names[0]); ok && rest != "" {
			if t, ok := f.ids[names[1]+rest]; ok {
				return fragmentLink{node: i, target: t, fragment: names[1] + rest, words: f.words(i, 60)}, true
			}
		}
	}
	return fragmentLink{}, false
}

// mostLabel is how long the words of a marker may be, in bytes.
const mostLabel = 40

// pair makes a marker of a link that names a note.
func (f *pairer) pair(l *fragmentLink) {
	if f.nodes[l.node].flags&flagGone != 0 {
		return
	}
	in := f.noteOf(l.node)
	if in != nil && f.homes[home{l.target, in}] {
		return // it leads back
	}
	strong := len(l.words) <= mostLabel && f.isReference(l)
	if !strong && (pairLabel(l.words) == "" || l.target < 0 || f.isBack(l.node)) {
		return
	}
	var def *definition
	if l.target >= 0 {
		if def = f.noteOf(l.target); def == nil {
			from, to := f.element(l.target, l.node)
			if from < 0 || !strong && !f.generic(l, from, to) || f.holds(from, to) {
				if !strong {
					return
				}
			} else {
				def = f.claim(from, to)
			}
		} else if def == in {
			return
		}
	}
	f.refer(l, def)
}

// noteOf returns the note that node i stands in; nil if it stands in none.
func (f *pairer) noteOf(i int32) *definition {
	for ; i >= 0; i = f.nodes[i].parent {
		if d := f.holder[i]; d != nil {
			return d
		}
	}
	return nil
}

// holds reports whether a note begins among the nodes.
func (f *pairer) holds(from, to int32) bool {
	for i := from; i < to; i = f.nodes[i].next {
		if f.nodes[i].flags&flagHolds != 0 || f.holder[i] != nil {
			return true
		}
	}
	return false
}

// claim makes a note of the nodes.
func (f *pairer) claim(from, to int32) *definition {
	last := from
	for i := from; i < to; i = f.nodes[i].next {
		last = i
	}
	d := &definition{start: int(f.nodes[from].start), end: int(f.nodes[last].close), html: true, kind: checker.Footnote, first: from, last: to}
	for i := from; i < to; i = f.nodes[i].next {
		f.holder[i] = d
	}
	f.notes[from] = d
	f.nodes[from].flags |= flagNote
	for i := f.nodes[from].parent; i >= 0 && f.nodes[i].flags&flagHolds == 0; i = f.nodes[i].parent {
		f.nodes[i].flags |= flagHolds
	}
	switch {
	case f.isEntry(from):
		d.kind = checker.Bibliography
	case f.isEndnote(from):
		d.kind = checker.Endnote
	}
	f.m.defs = append(f.m.defs, d)
	return d
}

// isEndnote reports whether an element says that it is an endnote.
func (f *pairer) isEndnote(i int32) bool {
	id, _ := f.raw(i, "id")
	if strings.HasPrefix(id, "edn") || strings.HasPrefix(id, "sdendnote") || strings.Contains(id, "endnote-") {
		return true
	}
	for up := 0; i >= 0 && up < 4; i, up = f.nodes[i].parent, up+1 {
		if f.is(i, "role", "doc-endnote", "doc-endnotes") || f.is(i, "epub:type", "endnote", "endnotes", "rearnote", "rearnotes") {
			return true
		}
	}
	return false
}

// isUncited reports whether an element says that it is an entry of a bibliography, and begins with its
// number, so that no link to it is wanted.
func (f *pairer) isUncited(i int32) bool {
	if f.nodes[i].name != atom.Div || !f.is(i, "role", "doc-biblioentry") {
		return false
	}
	for k := i + 1; k < min(i+5, f.nodes[i].next); k++ {
		if f.nodes[k].kind == nodeElement && f.class(k, "label") {
			return pairLabel(f.words(k, 20)) != ""
		}
	}
	return false
}

// isEntry reports whether an element says that it is an entry of a bibliography (DPUB-ARIA,
// docutils, Sphinx).
func (f *pairer) isEntry(i int32) bool {
	return f.is(i, "role", "doc-biblioentry") || f.class(i, "citation") && f.nodes[i].flags&flagBlock != 0 ||
		f.nodes[i].name == atom.Dt && f.nodes[i].parent >= 0 && f.class(f.nodes[i].parent, "citation")
}

// refer makes a marker of the link l, of the note d; nil if nothing defines it.
func (f *pairer) refer(l *fragmentLink, d *definition) {
	outer := f.outer(l.node)
	n := &f.nodes[outer]
	if n.flags&flagShut != 0 {
		return
	}
	label := strings.TrimSpace(strings.Trim(f.words(outer, 60), "[](){} "))
	k := &mark{form: formHTML, labels: []string{label}, start: int(n.start), end: int(n.close), def: d, whole: true}
	if d == nil {
		if a := f.attribute(l.node, "title"); a != nil && f.wrapped(l.node, "easy-footnote") {
			k.form, k.note = formInline, &checker.Note{Kind: checker.InlineNote, Syntax: checker.SyntaxHTML}
			f.titled = append(f.titled, titled{k, *a})
		}
	}
	f.marks[outer] = k
	n.flags |= flagClaimed
	if d == nil {
		return
	}
	f.refs[d] = append(f.refs[d], outer)
	for i := max(outer-3, 0); i < f.nodes[outer].next; i++ {
		f.homes[home{i, d}] = true
	}
	for i := f.nodes[outer].parent; i >= 0; i = f.nodes[i].parent {
		if f.nodes[i].flags&flagBlock == 0 || isLeafName(f.nodes[i].name) {
			f.homes[home{i, d}] = true
		}
		if f.nodes[i].flags&flagBlock != 0 {
			break
		}
	}
}

func isLeafName(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Li, atom.Td, atom.Dd, atom.Dt, atom.Th, atom.Figcaption:
		return true
	}
	return isHeadingName(a)
}

// mostMarker is how many nodes a marker may have.
const mostMarker = 40

// outer returns the outermost inline element that shows nothing but the link i, brackets aside.
func (f *pairer) outer(i int32) int32 {
	words := strings.Trim(f.words(i, 60), "[](){} ")
	for up := 0; up < 4; up++ {
		p := f.nodes[i].parent
		if p < 0 || f.nodes[p].flags&flagBlock != 0 || f.nodes[p].next-p > mostMarker || strings.Trim(f.words(p, 60), "[](){} ") != words {
			break
		}
		i = p
	}
	return i
}

// wrapped reports whether a node stands in an inline element of the class.
func (f *pairer) wrapped(i int32, classes ...string) bool {
	for up := 0; i >= 0 && up < 4; i, up = f.nodes[i].parent, up+1 {
		if up > 0 && f.nodes[i].flags&flagBlock != 0 {
			return false
		}
		if f.class(i, classes...) {
			return true
		}
	}
	return false
}

// referenceNames are how the names of markers and of notes begin, in what tools write.
var referenceNames = [...][2]string{
	{"fnref", "fn"}, {"user-content-fnref", "user-content-fn"}, {"cite_ref", "cite_note"}, {"cite-ref", "cite-note"},
	{"footnote-anchor", "footnote"}, {"_ftnref", "_ftn"}, {"_ednref", "_edn"}, {"ftnt_ref", "ftnt"}, {"footnote-ref", "footnote"},
	{"endnote-ref", "endnote"}, {"easy-footnote-", "easy-footnote-bottom"}, {"_footnoteref", "_footnotedef"}, {"footnote_plugin_tooltip", "footnote_plugin_reference"},
}

// isReference reports whether a link says by its attributes that it names a note.
func (f *pairer) isReference(l *fragmentLink) bool {
	if f.class(l.node, "footref") { // Org mode gives it the role of a link back
		return true
	}
	if f.isBack(l.node) {
		return false
	}
	if l.target >= 0 && f.isEntry(l.target) && !f.inside(l.node, l.target) {
		return true
	}
	if f.class(l.node, "footnote-ref", "footnoteRef", "footnote-anchor", "sdfootnoteanc", "sdendnoteanc", "footnote-reference", "citation-reference") || f.attribute(l.node, "data-footnote-ref") != nil {
		return true
	}
	if f.class(l.node, "footnote") || f.is(l.node, "rel", "footnote") {
		if name := strings.TrimLeft(l.fragment, "_"); strings.HasPrefix(name, "fn") || strings.HasPrefix(name, "ftn") || strings.HasPrefix(strings.ToLower(name), "foot") {
			return true
		}
	}
	i := l.node
	for up := 0; i >= 0 && up < 4; i, up = f.nodes[i].parent, up+1 {
		if up > 0 && f.nodes[i].flags&flagBlock != 0 {
			break
		}
		if f.is(i, "role", "doc-noteref", "doc-biblioref") || f.is(i, "epub:type", "noteref") || up > 0 && f.class(i, "footnote-ref", "easy-footnote") ||
			f.class(i, "reference") && strings.HasPrefix(l.fragment, "cite_note") || f.class(i, "fn") && f.attribute(i, "data-fn") != nil {
			return true
		}
		for _, attr := range [...]string{"id", "name"} {
			if own, ok := f.raw(i, attr); ok && isReferenceName(own, l.fragment) {
				return true
			}
		}
	}
	return false
}

// isReferenceName reports whether an element of the name own that links to the name of another is a
// marker that names a note.
func isReferenceName(own, other string) bool {
	for _, names := range referenceNames {
		if strings.HasPrefix(own, names[0]) && strings.HasPrefix(other, names[1]) && (names[0] == "easy-footnote-" || !strings.HasPrefix(other, names[0])) {
			return !strings.HasPrefix(own, "easy-footnote-bottom")
		}
	}
	for _, kind := range [...]string{"footnote-", "endnote-"} { // mammoth, with a prefix of its own
		if strings.Contains(own, kind+"ref-") && strings.Contains(other, kind) && !strings.Contains(other, kind+"ref-") {
			return true
		}
	}
	return (strings.HasPrefix(own, "sdfootnote") || strings.HasPrefix(own, "sdendnote")) && strings.HasSuffix(own, "anc") && strings.HasSuffix(other, "sym")
}

// isBack reports whether a link says by its attributes that it leads back from a note.
func (f *pairer) isBack(i int32) bool {
	return f.is(i, "role", "doc-backlink") || f.attribute(i, "data-footnote-backref") != nil || f.is(i, "rev", "footnote") ||
		f.class(i, "footnote-back", "footnote-backref", "reversefootnote", "footnote-number", "easy-footnote-to-top", "sdfootnotesym", "sdendnotesym", "fn-backref", "footnoteBack") ||
		f.wrapped(i, "mw-cite-backlink", "fn-backref")
}

// mostParts is how many elements in a row may be one note.
const mostParts = 40

// element returns the nodes of the note that the name of node i stands for; -1 if it can be none.
func (f *pairer) element(i, link int32) (from, to int32) {
	i = f.block(i)
	if i < 0 || f.inside(link, i) || i == f.root || f.root >= 0 && f.inside(f.root, i) {
		return -1, -1
	}
	n := &f.nodes[i]
	if isHeadingName(n.name) && pairLabel(f.words(i, 20)) != "" { // Texinfo: the label is a heading of its own
		to = n.next
		for steps := 0; steps < mostParts && to < int32(len(f.nodes)) && f.nodes[to].parent == n.parent && !isHeadingName(f.nodes[to].name) && f.nodes[to].name != atom.Hr; steps++ {
			to = f.nodes[to].next
		}
		return i, to
	}
	if isHeadingName(n.name) || n.name == atom.Body || n.name == atom.Html || n.name == atom.Main || n.name == atom.Article || n.flags&flagSkip != 0 {
		return -1, -1
	}
	to = n.next
	if n.name == atom.Dt || n.name == atom.Dd {
		for ; i > 0 && n.name == atom.Dd; n = &f.nodes[i] { // back to the term, if one stands right before
			prev := f.before(i)
			if prev < 0 || f.nodes[prev].name != atom.Dt {
				break
			}
			i = prev
		}
		for steps := 0; steps < mostParts && to < int32(len(f.nodes)) && f.nodes[to].parent == f.nodes[i].parent && (f.nodes[to].kind == nodeText || f.nodes[to].name == atom.Dd); steps++ {
			to = f.nodes[to].next
		}
		for to > 0 && f.nodes[to-1].kind == nodeText && f.nodes[to-1].parent == f.nodes[i].parent {
			to--
		}
	}
	return i, to
}

// before returns the element right before node i, white space aside; -1 if there is none.
func (f *pairer) before(i int32) int32 {
	parent := f.nodes[i].parent
	for k := i - 1; k > parent && k > i-200; k-- {
		if f.nodes[k].parent == parent && f.nodes[k].kind == nodeElement {
			return k
		}
	}
	return -1
}

// block returns the element that is the note if the place that is named is node i.
func (f *pairer) block(i int32) int32 {
	n := &f.nodes[i]
	if n.flags&flagBlock == 0 && f.shown[n.next] == f.shown[i] { // an empty anchor before a block
		k := n.next
		for k < int32(len(f.nodes)) && f.nodes[k].kind == nodeText && isBlank(f.text[f.nodes[k].start:f.nodes[k].end]) {
			k++
		}
		if k < int32(len(f.nodes)) && f.nodes[k].parent == n.parent && f.nodes[k].flags&flagBlock != 0 {
			i = k
		}
	}
	for ; i >= 0; i = f.nodes[i].parent {
		if f.nodes[i].flags&flagBlock != 0 || f.class(i, "sidenote", "marginnote", "footnote") && f.nodes[i].name == atom.Span {
			break
		}
	}
	if i < 0 {
		return -1
	}
	switch f.nodes[i].name {
	case atom.Td, atom.Th:
		if p := f.nodes[i].parent; p >= 0 && f.nodes[p].name == atom.Tr {
			i = p
		}
	}
	for up := 0; up < 3; up++ { // an item or a container of the note's own that it begins
		p := f.nodes[i].parent
		if p < 0 || f.shown[i] > f.shown[p] {
			break
		}
		id, _ := f.raw(p, "id")
		switch {
		case f.nodes[p].name == atom.Li:
		case f.nodes[p].name == atom.Div && (hasNumber(id, "ftn", "edn", "sdfootnote", "sdendnote") || f.class(p, "footnote", "endnote")):
		case f.nodes[p].name == atom.Div && f.nodes[i].name == atom.P && f.single(p):
		default:
			return i
		}
		i = p
	}
	return i
}

// single reports whether a container holds the name of one note of a word processor and no other.
func (f *pairer) single(i int32) bool {
	found := 0
	for k := i + 1; k < f.nodes[i].next; k++ {
		if n := &f.nodes[k]; n.kind == nodeElement && n.name == atom.A {
			if id, _ := f.raw(k, "id"); hasNumber(id, "ftnt", "cmnt") {
				found++
			}
		}
		if k > i+300 || found > 1 {
			return false
		}
	}
	return found == 1
}

// hasNumber reports whether a name is one of the prefixes and a number.
func hasNumber(name string, prefixes ...string) bool {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(name, p); ok && isDigits(rest) {
			return true
		}
	}
	return false
}

// generic reports whether a link whose words are a label names the note from..to: it links back, or
// stands where notes stand.
func (f *pairer) generic(l *fragmentLink, from, to int32) bool {
	name := strings.ToLower(l.fragment)
	for _, p := range []string{"comment", "respond", "page", "line", "top", "post"} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	if hasNumber(name, "l") || f.shown[to]-f.shown[from] > 20_000 {
		return false
	}
	for i := from; i < min(to, from+60); i++ {
		if f.nodes[i].kind == nodeElement && isHeadingName(f.nodes[i].name) && (i > from || pairLabel(f.words(i, 20)) == "") {
			return false
		}
	}
	outer := f.outer(l.node)
	leaf := outer
	for leaf >= 0 && f.nodes[leaf].flags&flagBlock == 0 {
		leaf = f.nodes[leaf].parent
	}
	k := sort.Search(len(f.links), func(k int) bool { return f.links[k].node >= from })
	for tries := 0; k < len(f.links) && f.links[k].node < to && tries < 60; k, tries = k+1, tries+1 {
		t := f.links[k].target
		if t >= 0 && (t >= outer-3 && t < f.nodes[outer].next || t == leaf && isLeafName(f.nodes[leaf].name) || t < outer && f.nodes[t].flags&flagBlock == 0 && f.inside(outer, t)) {
			return outer < from // of two that point at each other the earlier is the marker
		}
	}
	if label := strings.TrimSpace(l.words); !f.raised(outer) && label == pairLabel(label) && !f.attached(l.node, leaf) {
		return false // an index, a list of pages
	}
	return f.listed(from) || f.noteish(from)
}

// attached reports whether node i stands right behind a word or a stop, or in a bracket, as a marker
// does that is neither raised nor has brackets of its own.
func (f *pairer) attached(i, leaf int32) bool {
	for k := i - 1; k > leaf && k > i-20; k-- {
		n := &f.nodes[k]
		if n.kind != nodeText || n.start == n.end {
			continue
		}
		text := f.text[n.start:n.end]
		r, _ := utf8.DecodeLastRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
		return strings.ContainsRune("[(,;–-", last) || unicode.IsLetter(r) || strings.ContainsRune(".:!?)]”’»\"", r)
	}
	return false
}

// raised reports whether a node is set high.
func (f *pairer) raised(i int32) bool {
	for k := i; k < f.nodes[i].next; k++ {
		if f.nodes[k].name == atom.Sup {
			return true
		}
	}
	for ; i >= 0 && f.nodes[i].flags&flagBlock == 0; i = f.nodes[i].parent {
		if f.nodes[i].name == atom.Sup {
			return true
		}
	}
	return false
}

// noteish reports whether a class or id around node i speaks of notes or references.
func (f *pairer) noteish(i int32) bool {
	for ; i >= 0 && i != f.root; i = f.nodes[i].parent {
		switch f.nodes[i].name {
		case atom.Body, atom.Html, atom.Main, atom.Article:
			return false
		}
		id, _ := f.raw(i, "id")
		if speaksOfNotes(id) {
			return true
		}
		classes, _ := f.raw(i, "class")
		for c := range strings.FieldsSeq(classes) {
			c = strings.ToLower(c)
			if speaksOfNotes(c) || strings.HasPrefix(c, "ref") && !strings.HasPrefix(c, "refresh") || strings.Contains(c, "-ref") || strings.Contains(c, "_ref") || strings.Contains(c, "biblio") {
				return true
			}
		}
	}
	return false
}

func speaksOfNotes(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "note") && !strings.Contains(name, "notebook") && !strings.Contains(name, "keynote")
}

// unused makes notes of the elements that say that they are notes, though no marker names them.
func (f *pairer) unused() {
	for i := int32(0); i < int32(len(f.nodes)); i++ {
		n := &f.nodes[i]
		if n.kind != nodeElement {
			continue
		}
		if n.flags&flagSkip != 0 {
			i = n.next - 1
			continue
		}
		if d := f.holder[i]; d != nil {
			i = n.next - 1
			continue
		}
		at := i
		if f.isUncited(i) && !f.holds(i, n.next) && f.noteOf(i) == nil {
			f.claim(i, n.next)
			i = n.next - 1
			continue
		}
		if n.name == atom.A {
			if id, _ := f.raw(i, "id"); !hasNumber(id, "ftnt") || f.marks[f.outer(i)] != nil {
				continue
			}
			at = f.block(i)
		} else if !f.isNote(i) {
			continue
		}
		if at < 0 || f.holds(at, f.nodes[at].next) || f.shown[f.nodes[at].next] == f.shown[at] || f.noteOf(at) != nil {
			continue
		}
		f.claim(at, f.nodes[at].next)
		i = max(i, f.nodes[at].next-1)
	}
}

// isNote reports whether an element says that it is a note.
func (f *pairer) isNote(i int32) bool {
	id, _ := f.raw(i, "id")
	switch f.nodes[i].name {
	case atom.Li:
		if strings.HasPrefix(id, "cite_note") || hasNumber(strings.TrimPrefix(strings.TrimPrefix(id, "user-content-"), "fn"), "", ":", "-") && strings.Contains(id, "fn") {
			return true
		}
		p := f.nodes[i].parent
		for up := 0; p >= 0 && up < 4 && f.nodes[p].name != atom.Li; p, up = f.nodes[p].parent, up+1 {
			if f.class(p, "footnotes", "wp-block-footnotes", "easy-footnotes-wrapper") || f.attribute(p, "data-footnotes") != nil ||
				f.is(p, "role", "doc-endnotes") || f.is(p, "epub:type", "footnotes", "endnotes", "rearnotes") {
				return true
			}
		}
	case atom.Div:
		if hasNumber(id, "ftn", "edn", "sdfootnote", "sdendnote") {
			return true
		}
		if f.class(i, "footnote") {
			for k := i + 1; k < min(i+5, f.nodes[i].next); k++ {
				if f.nodes[k].kind == nodeElement && f.class(k, "footnote-number") {
					return true
				}
			}
		}
	}
	return f.is(i, "role", "doc-footnote", "doc-endnote") || f.is(i, "epub:type", "footnote", "endnote", "rearnote")
}

// clean takes links back and printed labels out of the notes.
func (f *pairer) clean() {
	for i := range f.links {
		l := &f.links[i]
		in := f.noteOf(l.node)
		if in == nil || f.marks[f.outer(l.node)] != nil || f.nodes[l.node].flags&flagGone != 0 {
			continue
		}
		own := f.outer(l.node)
		back := f.homes[home{l.target, in}]
		if !back && !f.isBack(l.node) && !isArrow(l.words) {
			continue
		}
		if f.holder[own] == nil {
			f.nodes[own].flags |= flagGone
		} else {
			f.nodes[l.node].flags |= flagGone
		}
		f.hollow(own, in)
		if f.prints[in] == "" {
			f.prints[in] = pairLabel(l.words)
		}
	}
	for _, d := range f.m.defs {
		for i := d.first; i < d.last; i++ {
			if n := &f.nodes[i]; n.kind == nodeElement && n.flags&flagBlock == 0 && f.class(i, "mw-cite-backlink", "cite-accessibility-label") {
				n.flags |= flagGone
			}
		}
	}
}

// mostBacks is how many nodes a row of links back may have.
const mostBacks = 400

// hollow takes out the inline elements around node i, of the note in, that show only brackets and
// commas now: (1, 2), of which the numbers led back.
func (f *pairer) hollow(i int32, in *definition) {
	for i = f.nodes[i].parent; i >= in.first && f.nodes[i].flags&flagBlock == 0 && f.nodes[i].next-i < mostBacks && f.holder[i] == nil; i = f.nodes[i].parent {
		for k := i + 1; k < f.nodes[i].next; k++ {
			n := &f.nodes[k]
			if n.kind == nodeElement && n.flags&flagGone != 0 {
				k = n.next - 1
				continue
			}
			if n.kind == nodeText && strings.Trim(f.text[n.start:n.end], "()[],; \n") != "" {
				return
			}
		}
		f.nodes[i].flags |= flagGone
	}
}

// isArrow reports whether the words of a link say that it leads back.
func isArrow(words string) bool {
	switch strings.ToLower(strings.Trim(words, " \ufe0e\ufe0f[]()")) {
	case "↩", "↑", "^", "⏎", "↵", "⤴", "↰", "⇑", "⬑", "⮐", "back", "return", "jump up", "jump back up", "return to text", "back to text":
		return true
	}
	return false
}

// number gives the notes their labels: what the first marker prints, else the number of the item,
// else what is printed in the note or said by its name. It sorts them.
func (f *pairer) number() {
	slices.SortFunc(f.m.defs, func(a, b *definition) int { return a.start - b.start })
	for k, d := range f.m.defs {
		for _, outer := range f.refs[d] {
			if d.label = f.marks[outer].labels[0]; d.label != "" {
				break
			}
		}
		if n, ok := f.items[d.first]; ok && d.label == "" {
			d.label = strconv.Itoa(n)
		}
		if d.label == "" {
			d.label = f.prints[d]
		}
		if d.label == "" {
			id, _ := f.raw(d.first, "id")
			d.label = id[len(strings.TrimRight(id, "0123456789")):]
		}
		if d.label == "" {
			d.label = strconv.Itoa(k + 1)
		}
		for _, outer := range f.refs[d] {
			if mark := f.marks[outer]; mark.labels[0] == "" {
				mark.labels[0] = d.label
			}
		}
	}
	for _, k := range f.marks {
		if k.labels[0] == "" {
			k.labels[0] = "?"
		}
	}
}

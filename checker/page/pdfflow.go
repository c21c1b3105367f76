package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/pdf"
)

// A flow is the running text of a PDF, put together again from its lines.
type flow struct {
	text    string      // a paragraph a line, without what repeats on every page; then the notes at the feet of pages; then, once, what repeats
	front   string      // of it, what stands on the first pages and the last: there a work says whose it is and of when
	opening string      // of it, the first two pages
	first   string      // of it, the first page
	large   []string    // what is set in the largest type of the first pages, the largest first
	lines   []string    // the first lines of the document, as they stand
	marks   []pageStart // where the pages begin in text
}

// A pageStart says from which byte of a text on it is a page's.
type pageStart struct{ at, page int }

const (
	frontPages  = 3    // at the beginning, where a work says whose it is
	repeated    = 3    // pages with the same head
	edgeRows    = 3    // at the top and the bottom of a page, in which heads and feet stand
	rowsAnEdge  = 4    // a page has at least so many for each of them
	sameSize    = 1.08 // sizes that differ by less are one
	smallType   = 0.92 // of the body's size: notes
	largeType   = 1.12 // of the body's size: headings
	denseLines  = 2000 // of one page: more are no page of text
	openingRows = 80   // lines among which a title may stand
	maxTitleRow = 6    // lines of one title
	titleWords  = 50   // of one title
	tight       = 1.3  // times the usual distance of lines; more parts paragraphs
	maxDistance = 4    // of lines, in their size
	maxHeads    = 64   // that are kept
	maxKey      = 200  // bytes of a head
)

// newFlow puts the lines of a document together.
func newFlow(d *pdf.Document) *flow {
	l := &layout{lines: d.Lines, body: bodySize(d.Lines)}
	l.leading = leading(d.Lines)
	l.part()
	f := &flow{}
	f.text, f.marks = compose(l.leading, l.text, l.notes, l.heads)
	f.front, _ = compose(l.leading, l.ownLines(func(page int) bool { return page <= frontPages || page == d.Pages }), l.heads)
	f.opening, _ = compose(l.leading, l.ownLines(func(page int) bool { return page <= 2 }), l.heads)
	f.first, _ = compose(l.leading, l.ownLines(func(page int) bool { return page == 1 }), l.heads)
	f.findLarge(l)
	f.findLines(l)
	return f
}

// page returns the page that a byte of the text stands on; 0 if that is unknown.
func (f *flow) page(at int) int {
	i, found := slices.BinarySearchFunc(f.marks, at, func(m pageStart, at int) int { return cmp.Compare(m.at, at) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return f.marks[i].page
}

// A layout says what the lines of a document are.
type layout struct {
	lines              []pdf.Line
	body               float64 // the size of most of the text
	leading            float64 // the usual distance of lines, in their size
	text, notes, heads []*pdf.Line
}

// bodySize returns the size that most letters have.
func bodySize(lines []pdf.Line) float64 {
	letters := map[int]int{}
	for i := range lines {
		letters[int(math.Round(2*lines[i].Size))] += utf8.RuneCountInString(lines[i].Text)
	}
	best, most := 0, 0
	for size, n := range letters {
		if size > 0 && (n > most || n == most && size < best) {
			best, most = size, n
		}
	}
	return float64(best) / 2
}

// leading returns the usual distance of two lines, in their size: a quarter of all is not larger.
func leading(lines []pdf.Line) float64 {
	var all []float64
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if a.Page != b.Page || !alike(a, b) || b.Size == 0 {
			continue
		}
		if d := (a.Y - b.Y) / b.Size; d > 0.5 && d < maxDistance {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return 1.25
	}
	slices.Sort(all)
	return all[len(all)/4]
}

// alike reports whether two lines are set in one size and direction.
func alike(a, b *pdf.Line) bool {
	return a.Turned == b.Turned && a.Size <= sameSize*b.Size && b.Size <= sameSize*a.Size
}

// part tells text, notes at the feet of pages, and what repeats.
func (l *layout) part() {
	heads := l.findHeads()
	seen := map[string]bool{}
	for from := 0; from < len(l.lines); {
		to := from
		for to < len(l.lines) && l.lines[to].Page == l.lines[from].Page {
			to++
		}
		var rest []*pdf.Line
		for i := from; i < to; i++ {
			switch key := heads[i]; {
			case key == "":
				rest = append(rest, &l.lines[i])
			case !seen[key] && key != "#" && len(l.heads) < maxHeads:
				seen[key] = true
				l.heads = append(l.heads, &l.lines[i])
			}
		}
		text, notes := l.partNotes(rest)
		l.text, l.notes = append(l.text, text...), append(l.notes, notes...)
		from = to
	}
	for _, list := range [][]*pdf.Line{l.text, l.notes} {
		for i := 1; i < len(list); i++ {
			mendHyphen(list[i-1], list[i])
		}
	}
}

// mendHyphen takes the hyphen off a line of which the next one, on another page or behind what stands
// between them, goes on with the word.
func mendHyphen(a, b *pdf.Line) {
	short := strings.TrimRight(a.Text, "-\u00AD\u2010")
	if len(short) < len(a.Text) && unicode.IsLetter(lastRune(short)) && startsLower(b.Text) && alike(a, b) {
		a.Text, a.Hyphen = short, true
	}
}

// findHeads returns what repeats at the top or the bottom of at least three pages, by its line, with
// its numbers left out. Its numbers are the same everywhere, or the pages' own: notes repeat, too.
func (l *layout) findHeads() map[int]string {
	pages := map[string]int{} // by edge, key and what its numbers are
	at := map[int]string{}
	ways := map[int][]string{}
	for from := 0; from < len(l.lines); {
		to := from
		for to < len(l.lines) && l.lines[to].Page == l.lines[from].Page {
			to++
		}
		here := map[string]bool{}
		for i, side := range l.edges(from, to) {
			x := &l.lines[i]
			k := headKey(x.Text)
			if k == "" {
				continue
			}
			at[i] = k
			for _, way := range numberings(x.Text, x.Page) {
				way = side + k + way
				ways[i] = append(ways[i], way)
				if !here[way] {
					here[way] = true
					pages[way]++
				}
			}
		}
		from = to
	}
	for i := range at {
		if !slices.ContainsFunc(ways[i], func(way string) bool { return pages[way] >= repeated }) {
			delete(at, i)
		}
	}
	return at
}

var numerals = match.NewPattern(`\d{1,9}`)

// numberings says what the first and the last number of a head may be: one that is always the same,
// or one that grows with the pages.
func numberings(text string, page int) []string {
	all := numerals.FindAllString(text, 16)
	if len(all) == 0 {
		return []string{""}
	}
	first, _ := strconv.Atoi(all[0])
	last, _ := strconv.Atoi(all[len(all)-1])
	return []string{" = " + all[0], " + " + strconv.Itoa(first-page), " ++ " + strconv.Itoa(last-page)}
}

// edges returns the lines of a page that stand in its first or last rows, each with its side.
func (l *layout) edges(from, to int) map[int]string {
	if to-from > denseLines {
		return nil
	}
	order := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		if !l.lines[i].Turned {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.lines[b].Y, l.lines[a].Y) })
	row := make([]int, len(order)) // from the top
	for k := 1; k < len(order); k++ {
		row[k] = row[k-1]
		if a, b := &l.lines[order[k-1]], &l.lines[order[k]]; a.Y-b.Y > max(1, b.Size/2) {
			row[k]++
		}
	}
	out := map[int]string{}
	if len(order) == 0 {
		return out
	}
	last := row[len(row)-1]
	most := min(edgeRows, (last+1)/rowsAnEdge)
	for k, i := range order {
		switch {
		case row[k] < most:
			out[i] = "top "
		case row[k] > last-most:
			out[i] = "end "
		}
	}
	return out
}

var romanNumeral = match.NewPattern(`(?i)^[-–—\s]*[ivxlc]{1,9}[-–—\s]*$`)

// headKey returns a head with # for its numbers, and # alone for a page's number.
func headKey(text string) string {
	if len(text) > maxKey {
		return ""
	}
	if romanNumeral.MatchString(text) {
		return "#"
	}
	var b strings.Builder
	number := false
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsDigit(r):
			if !number {
				b.WriteByte('#')
			}
		case unicode.IsLetter(r):
			b.WriteRune(r)
		}
		number = unicode.IsDigit(r)
	}
	return b.String()
}

// partNotes tells the notes at the foot of a page from its text: they are set in smaller type, below
// all text of their column.
func (l *layout) partNotes(lines []*pdf.Line) (text, notes []*pdf.Line) {
	full := 0
	for _, x := range lines {
		if !l.isSmall(x) {
			full++
		}
	}
	if full < 3 || len(lines) > denseLines {
		return lines, nil
	}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && l.isSmall(lines[to]) == l.isSmall(lines[from]) {
			to++
		}
		at := to
		if l.isSmall(lines[from]) {
			at = l.lowest(from, to, lines)
		}
		text, notes = append(text, lines[from:at]...), append(notes, lines[at:to]...)
		from = to
	}
	return text, notes
}

func (l *layout) isSmall(x *pdf.Line) bool { return x.Size > 0 && x.Size <= smallType*l.body }

// lowest returns where the notes begin in a run of small lines; its end if it has none. A raised mark
// may stand before them as a line of its own.
func (l *layout) lowest(from, to int, page []*pdf.Line) int {
	const strays = 3
	for at := from; at < min(to, from+strays); at++ {
		if l.isLowest(page[at:to], page) {
			return at
		}
	}
	return to
}

// isLowest reports whether no text of the page stands below a run of lines in its column.
func (l *layout) isLowest(run, page []*pdf.Line) bool {
	y, left, right := run[0].Y, run[0].Left, run[0].Right
	for _, x := range run {
		y, left, right = max(y, x.Y), min(left, x.Left), max(right, x.Right)
	}
	for _, x := range page {
		if !l.isSmall(x) && !x.Turned && x.Y < y && x.Left < right && x.Right > left {
			return false
		}
	}
	return true
}

// ownLines returns the lines of some pages in which the work speaks of itself: what stands behind the
// heading of its references speaks of others.
func (l *layout) ownLines(wanted func(page int) bool) []*pdf.Line {
	end := len(l.text)
	for i := end - 1; i > 0; i-- {
		if text := l.text[i].Text; len(text) < maxKey && referenceHeads[match.Letters(strings.Trim(text, "0123456789. "))] {
			end = i
			break
		}
	}
	var out []*pdf.Line
	for _, x := range l.text[:end] {
		if wanted(x.Page) {
			out = append(out, x)
		}
	}
	return out
}

// referenceHeads are the headings of lists of other works, as letters.
var referenceHeads = set(
	"references", "referencescited", "listofreferences", "bibliography", "selectedbibliography", "workscited", "literature", "literaturecited", "sources", "endnotes", "notes", "furtherreading", "notesandreferences",
	"literatur", "literaturverzeichnis", "literaturhinweise", "quellen", "quellenverzeichnis", "endnoten", "anmerkungen", "références", "bibliographie", "référencesbibliographiques", "sourcesetréférences", "referencias", "bibliografía", "referenciasbibliográficas", "fuentes",
	"riferimenti", "bibliografia", "riferimentibibliografici", "fonti", "referências", "referênciasbibliográficas", "bronnen", "literatuur", "källor", "referenser", "kilder", "litteratur", "lähteet", "literatura", "przypisy", "irodalom", "kaynaklar", "kaynakça",
	"литература", "списоклитературы", "источники", "примечания", "література", "джерела", "βιβλιογραφία", "参考文献", "參考文獻", "参考资料", "引用文献", "文献", "注释", "참고문헌", "المراجع", "المصادر", "מקורות",
)

// compose writes lists of lines as running text, and says where each page begins in it.
func compose(leading float64, lists ...[]*pdf.Line) (string, []pageStart) {
	var w writer
	var starts []pageStart
	for _, list := range lists {
		for i, x := range list {
			if i == 0 {
				w.line = true
			} else {
				seam(&w, list[i-1], x, leading)
			}
			if len(starts) == 0 || starts[len(starts)-1].page != x.Page {
				starts = append(starts, pageStart{w.b.Len(), x.Page})
			}
			w.text(x.Text)
		}
	}
	return w.b.String(), starts
}

// seam writes what stands between two lines.
func seam(w *writer, a, b *pdf.Line, leading float64) {
	switch {
	case a.Hyphen && (startsLower(b.Text) || startsUpper(b.Text) && endsUpper(a.Text)):
	case a.Hyphen:
		w.text("-")
	case !goesOn(a, b, leading):
		w.line = true
	case match.IsCJK(lastRune(a.Text)) && match.IsCJK(firstRune(b.Text)):
	default:
		w.space = true
	}
}

// goesOn reports whether a paragraph goes on from one line to the next, given the usual distance of lines.
func goesOn(a, b *pdf.Line, leading float64) bool {
	size := max(a.Size, b.Size)
	down := a.Y - b.Y
	switch {
	case a.Page == b.Page && math.Abs(down) < 0.4*size && b.Left >= a.Left:
		return true // on one row
	case !alike(a, b):
		return false
	case a.Page != b.Page || down <= 0: // on the next page, or in the next column
		return !endsSentence(a.Text) && (startsLower(b.Text) || match.IsCJK(firstRune(b.Text)))
	case down > tight*max(leading, 1)*size:
		return false
	case strings.ContainsRune("•▪●◦‣", firstRune(b.Text)):
		return false
	case endsSentence(a.Text):
		return b.Left <= a.Left+0.9*size && a.Right >= b.Right-3*size
	}
	return true
}

func endsSentence(s string) bool {
	return strings.ContainsRune(".!?:;…\"”’»)]。！？：；」』）", lastRune(s))
}

func startsLower(s string) bool { return unicode.IsLower(firstRune(s)) }

// startsUpper reports whether a text begins with two capitals, as the second part of WORDS does.
func startsUpper(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && unicode.IsUpper(firstRune(s[size:]))
}

func endsUpper(s string) bool { return unicode.IsUpper(lastRune(s)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// A block is a heading: lines of one size, one below the other.
type block struct {
	text string
	size float64
}

// findLarge finds what is set in large type on the first page, then on the second: titles often
// stand below the name of a series or of a journal, which is set larger.
func (f *flow) findLarge(l *layout) {
	const most = 5 // of one page
	for page := 1; page <= 2; page++ {
		all := l.blocks(page)
		var picked []int
		for i, b := range all {
			if b.size >= largeType*l.body && match.Words(b.text) <= titleWords {
				picked = append(picked, i)
			}
		}
		slices.SortStableFunc(picked, func(i, j int) int { return cmp.Compare(all[j].size, all[i].size) })
		picked = picked[:min(len(picked), most)]
		for _, i := range picked {
			f.large = appendNew(f.large, clean(all[i].text))
		}
		for _, i := range picked { // a title and what stands below it
			if slices.Contains(picked, i+1) {
				f.large = appendNew(f.large, clean(all[i].text+": "+all[i+1].text))
			}
		}
	}
}

// blocks returns the blocks of a page that can be read without turning it.
func (l *layout) blocks(page int) []block {
	var out []block
	var w writer
	var prev *pdf.Line
	for i := range l.lines {
		x := &l.lines[i]
		if x.Page > page {
			break
		}
		if x.Page < page || x.Turned {
			continue
		}
		if prev != nil && !inOneBlock(prev, x) {
			out = append(out, block{w.b.String(), prev.Size})
			w, prev = writer{}, nil
		}
		if prev != nil {
			seam(&w, prev, x, l.leading)
			w.space, w.line = w.space || w.line, false
		}
		w.text(x.Text)
		prev = x
	}
	if prev != nil {
		out = append(out, block{w.b.String(), prev.Size})
	}
	return out
}

// inOneBlock reports whether two lines of a heading belong together.
func inOneBlock(a, b *pdf.Line) bool {
	const far = 2 // in the size of the type: headings are set tight
	down := a.Y - b.Y
	return alike(a, b) && down >= -0.4*b.Size && down <= far*b.Size
}

// findLines keeps the lines among which a title may stand that is not set in larger type: those of
// the first page, and of the second if the first has hardly any.
func (f *flow) findLines(l *layout) {
	const few = 10
	for i := range l.lines {
		x := &l.lines[i]
		if x.Page > 2 || x.Page == 2 && len(f.lines) > few || len(f.lines) == openingRows {
			return
		}
		line := x.Text
		if x.Hyphen {
			line += "-"
		}
		f.lines = append(f.lines, line)
	}
}

// titleSkeletons returns the skeletons of all stretches of the first lines that may be a title.
func (f *flow) titleSkeletons() map[string]bool {
	out := map[string]bool{}
	for i := range f.lines {
		text := ""
		for n, line := range f.lines[i:min(len(f.lines), i+maxTitleRow)] {
			switch {
			case n == 0:
			case strings.HasSuffix(text, "-") && startsLower(line):
				text = strings.TrimSuffix(text, "-")
			default:
				text += " "
			}
			if text += line; len(text) > 4*maxString {
				break
			}
			out[match.Skeleton(text)] = true
		}
	}
	return out
}

package cite_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// A record is one invented source of testdata/cite/records.json or fresh.json; those of fresh.json are
// held back.
type record struct {
	ID, Kind, Lang string
	// A name is "Family|Given", "@name" or undivided; of Chinese ones "陈|海涛|Chen|Haitao".
	Authors, Editors, Translators                           []string
	Title, Translated, Container, Publisher, Place, Edition string
	Volume, Issue, Number, Court, Pages                     string
	Date, Accessed                                          string // "2022-02-04", "2022-02", "2022", "n.d."
	DOI, ISBN, URL                                          string
	Held                                                    bool
}

func readRecords(t testing.TB, file string) []*record {
	t.Helper()
	data, err := os.ReadFile("../../testdata/cite/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []*record
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// A piece is a stretch of a note that is printed in one way and belongs to one field.
type piece struct {
	text   string
	field  string // "title"; of a name "authors.0.family"; empty for what belongs to none
	value  string // what the field holds, if that is not the text
	italic bool
	link   string // target of the link around it
	mark   string // "open", "close": a quotation mark; "comma": the comma or stop behind a title
}

// A pen prints one citation.
type pen struct {
	rng     *rand.Rand
	noise   string
	lang    string // of the document
	links   string // where links are: "title", "quoted", "bare", "none"
	dates   string // the document's form of dates: "dmy", "mdy"
	variant int    // of the style, from 0
	pieces  []piece
}

func (p *pen) chance(of float64) bool { return p.rng.Float64() < of }

func (p *pen) pick(list ...string) string { return list[p.rng.IntN(len(list))] }

// text prints what belongs to no field.
func (p *pen) text(s string) {
	if n := len(p.pieces); n > 0 && strings.HasSuffix(p.pieces[n-1].text, ".") && strings.HasPrefix(s, ".") {
		s = s[1:] // a stop is printed once
	}
	p.pieces = append(p.pieces, piece{text: s})
}

// put prints a field.
func (p *pen) put(field, s string) {
	if s != "" {
		p.pieces = append(p.pieces, piece{text: s, field: field})
	}
}

// italic prints a field in italics.
func (p *pen) italic(field, s string) {
	p.pieces = append(p.pieces, piece{text: s, field: field, italic: true})
}

// as prints a field whose value is not what is printed.
func (p *pen) as(field, printed, value string) {
	p.pieces = append(p.pieces, piece{text: printed, field: field, value: value})
}

// quoted prints the title in quotation marks, with a comma or stop inside or behind, or none. The
// link lies where the document or the noise has it.
func (p *pen) quoted(r *record, title, open, shut, comma string, inside bool) {
	if p.noise == "comma-moved" {
		inside = !inside
	}
	where, target := p.links, r.URL
	if target == "" || r.Kind == "article-journal" {
		where = "none"
	}
	if p.noise == "link-place" {
		where = p.pick("title", "quoted", "title", "all")
		if target == "" || p.chance(.3) {
			target = "#"
		}
	}
	if p.noise == "marks-cross-link" {
		where = p.pick("open", "shut")
		if target == "" {
			target = "#"
		}
	}
	if strings.HasSuffix(title, "?") && inside && comma == "," && p.variant%2 == 0 {
		comma = ""
	}
	from := len(p.pieces)
	p.pieces = append(p.pieces, piece{text: open, mark: "open"})
	p.put("title", title)
	if comma != "" && inside {
		p.pieces = append(p.pieces, piece{text: comma, mark: "comma"})
	}
	p.pieces = append(p.pieces, piece{text: shut, mark: "close"})
	to := len(p.pieces)
	if comma != "" && !inside {
		p.pieces = append(p.pieces, piece{text: comma, mark: "comma"})
	}
	a, b := from, to
	switch where {
	case "title":
		a, b = from+1, to-1
	case "open":
		b = to - 1
	case "shut":
		a = from + 1
	case "quoted":
	case "all":
		p.pieces[from+1].link = target
		p.pieces[from+1].mark = "all"
		return
	default:
		return
	}
	for k := a; k < b; k++ {
		p.pieces[k].link = target
	}
	p.text("")
}

// parallel prints the title and behind it, in brackets, the same in the other language.
func (p *pen) parallel(r *record, open, shut, comma string, inside bool) {
	first, second := r.Title, r.Translated
	if p.noise == "translated" && p.chance(.5) {
		first, second = second, first
	}
	p.quoted(r, first, open, shut, "", false)
	if n := len(p.pieces); p.pieces[n-1].text == "" {
		p.pieces = p.pieces[:n-1]
	}
	p.text(" (")
	p.put("parallelTitle", second)
	p.text(")")
	if comma != "" {
		p.text(comma)
	}
	_ = inside
}

// title prints the title in quotation marks, with its translation if it has one.
func (p *pen) title(r *record, open, shut, comma string, inside bool) {
	if r.Translated != "" && p.lang == "en" {
		p.parallel(r, open, shut, comma, inside)
		return
	}
	p.quoted(r, r.Title, open, shut, comma, inside)
}

// A naming is a way of printing names.
type naming struct {
	form    string // "straight", "inverted", "apa", "gbt", "gost", "family", "native", "roman"
	sep     string
	last    string // between the last two
	two     string // between two, if that differs
	most    int    // more than so many are cut to the first
	others  string // et al., with what stands before it
	initial bool
}

// names prints a list of names.
func (p *pen) names(field string, list []string, n naming) {
	cut := n.most > 0 && len(list) > n.most
	if cut {
		list = list[:1]
	}
	for i, name := range list {
		switch {
		case i == 0:
		case i == len(list)-1 && len(list) == 2 && n.two != "":
			p.text(n.two)
		case i == len(list)-1:
			p.text(n.last)
		default:
			p.text(n.sep)
		}
		p.name(field+"."+strconv.Itoa(i), name, n, i)
	}
	if cut {
		trimmed := strings.TrimLeft(n.others, " ,")
		p.text(n.others[:len(n.others)-len(trimmed)])
		p.put(field+".1.literal", trimmed)
	}
}

// name prints one name.
func (p *pen) name(field, name string, n naming, i int) {
	parts := strings.Split(name, "|")
	if len(parts) == 1 {
		p.put(field+".literal", name)
		return
	}
	family, given := parts[0], parts[1]
	if len(parts) == 4 {
		if n.form != "native" && n.form != "gbt" {
			p.put(field+".family", parts[2])
			p.text(" ")
			p.put(field+".given", parts[3])
			return
		}
		n.form = "native"
	}
	if n.initial {
		given = initials(given)
	}
	switch n.form {
	case "native":
		p.put(field+".family", family)
		p.put(field+".given", given)
	case "inverted":
		if i > 0 {
			n.form = "straight"
			p.name(field, name, n, i)
			return
		}
		p.put(field+".family", family)
		p.text(", ")
		p.put(field+".given", given)
	case "apa":
		p.put(field+".family", family)
		p.text(", ")
		p.put(field+".given", initials(given))
	case "gbt":
		p.as(field+".family", strings.ToUpper(family), family)
		p.text(" ")
		p.put(field+".given", strings.NewReplacer(".", "", " ", "", "-", "").Replace(initials(given)))
	case "gost":
		p.put(field+".family", family)
		p.text(" ")
		p.put(field+".given", given)
	case "family":
		p.put(field+".family", family)
	default:
		p.put(field+".given", given)
		p.text(" ")
		p.put(field+".family", family)
	}
}

// family returns the family name of a name as it is printed in Latin letters or in its own.
func family(name string, roman bool) string {
	parts := strings.Split(name, "|")
	if len(parts) == 4 && roman {
		return parts[2]
	}
	return parts[0]
}

// initials shortens given names: "Jean-Luc A." becomes "J.-L. A."
func initials(given string) string {
	var words []string
	for _, w := range strings.Fields(given) {
		var parts []string
		for _, part := range strings.Split(w, "-") {
			r, _ := utf8.DecodeRuneInString(part)
			parts = append(parts, string(r)+".")
		}
		words = append(words, strings.Join(parts, "-"))
	}
	return strings.Join(words, " ")
}

// shortTitle returns the title as later notes print it: before the colon, or its first words.
func shortTitle(title string) string {
	if head, _, ok := strings.Cut(title, ": "); ok && strings.Contains(head, " ") {
		return strings.TrimRight(head, "  ")
	}
	if head, _, ok := strings.Cut(title, " : "); ok {
		return strings.TrimSpace(head)
	}
	words := strings.Fields(strings.TrimRight(title, "?  "))
	if len(words) > 5 && !strings.ContainsAny(title, "“”;") {
		n := 4
		for n > 2 && (utf8.RuneCountInString(words[n-1]) < 5 || words[n-1] == "sobre" || words[n-1] == "about") {
			n--
		}
		return strings.TrimRight(strings.Join(words[:n], " "), ",;:")
	}
	return title
}

// A truth is what an attentive reader would write down of one citation.
type truth struct {
	kind       checker.CitationKind
	signal     string
	fields     map[string]string // as printed; names joined by "; "
	record     *record
	refers     *truth // what a back-reference means
	number     int    // of the note, from 1
	start, end int    // bytes of the source
	style      string
	noise      string
	either     []string // text that may be read in more than one way
}

// isRef reports whether it is a back-reference.
func (t *truth) isRef() bool { return t.kind.IsBackReference() }

// A noteTruth is the truth of one note.
type noteTruth struct {
	number     int
	cites      []*truth
	start, end int // bytes of the source
	marker     int // byte of the source where its marker begins
	markerEnd  int // and ends
	claim      string
	source     []span // pieces of the note, until it is written
}

// A span is one part of a note before it is written: what belongs to a citation, or what parts two.
type span struct {
	of     *truth
	pieces []piece
}

// sources returns what a note cites, each source once; ok is false if it cites something that
// cannot be told.
func (n *noteTruth) sources() (list []*truth, ok bool) {
	ok = true
	for i, c := range n.cites {
		meant := c
		switch {
		case c.kind == checker.CommentOn:
			continue
		case c.isRef():
			meant = c.refers
		}
		if meant == nil {
			ok = false
			continue
		}
		if i > 0 && nests(c.signal) && len(list) > 0 {
			list = list[:len(list)-1]
		}
		found := false
		for _, s := range list {
			found = found || s == meant
		}
		if !found {
			list = append(list, meant)
		}
	}
	return list, ok
}

func nests(signal string) bool {
	switch strings.ToLower(signal) {
	case "quoted in", "cited in", "cité dans", "转引自", "цит. по", "citado en", "citato in", "citado em", "zit. nach":
		return true
	}
	return false
}

// fieldsOf collects what the pieces of a citation hold.
func fieldsOf(pieces []piece) map[string]string {
	fields := map[string]string{}
	people := map[string]checker.Name{}
	var order []string
	var links []string
	last := ""
	for _, p := range pieces {
		if p.link != "" && p.link != last {
			links = append(links, p.link)
		}
		last = p.link
		v := p.value
		if v == "" {
			v = p.text
		}
		switch {
		case p.field == "":
		case p.field == "link":
			links = append(links, v)
		case strings.Contains(p.field, "."):
			key, part := p.field[:strings.LastIndexByte(p.field, '.')], p.field[strings.LastIndexByte(p.field, '.')+1:]
			n, seen := people[key]
			if !seen {
				order = append(order, key)
			}
			switch part {
			case "family":
				n.Family = v
			case "given":
				n.Given = v
			case "suffix":
				n.Suffix = v
			default:
				n.Literal = v
			}
			people[key] = n
		default:
			fields[p.field] += v
		}
	}
	for _, key := range order {
		list, _, _ := strings.Cut(key, ".")
		if fields[list] != "" {
			fields[list] += "; "
		}
		fields[list] += people[key].String()
	}
	if len(links) > 0 {
		fields["links"] = strings.Join(links, " ")
	}
	return fields
}

// disturb changes the pieces of a citation as the noise has it.
func (p *pen) disturb() {
	for k := range p.pieces {
		if p.pieces[k].mark == "all" {
			target := p.pieces[k].link
			p.pieces[k].mark = ""
			for j := range p.pieces {
				if strings.HasPrefix(p.pieces[j].field, "link") || strings.Contains(p.pieces[j].text, "://") {
					target = ""
				}
			}
			if target == "" {
				p.pieces[k].link = "#"
				break
			}
			for j := range p.pieces {
				if p.pieces[j].text != "" {
					p.pieces[j].link = target
				}
			}
			break
		}
	}
	switch p.noise {
	case "italics-lost":
		for k := range p.pieces {
			p.pieces[k].italic = false
		}
	case "marks-straight":
		for k := range p.pieces {
			p.pieces[k].text = straighten(p.pieces[k].text, p.pieces[k].mark != "")
			p.pieces[k].value = straighten(p.pieces[k].value, false)
		}
	case "marks-doubled":
		for k := range p.pieces {
			switch {
			case p.pieces[k].mark == "close" && p.chance(.35):
				p.pieces[k].text += p.pieces[k].text
			case p.pieces[k].mark == "close" && p.chance(.5) && p.containerFollows(k+1):
				p.pieces[k].text = ""
			case p.pieces[k].mark == "open" && p.chance(.1):
				p.pieces[k].text += p.pieces[k].text
			}
		}
	case "typeset":
		p.typeset()
	case "capitals":
		p.capitals()
	case "letter-dropped":
		p.change(func(w []rune) []rune {
			k := 2 + p.rng.IntN(len(w)-3)
			return append(w[:k:k], w[k+1:]...)
		})
	case "ocr":
		p.change(func(w []rune) []rune {
			s := string(w)
			switch {
			case strings.Contains(s[1:], "rn"):
				return []rune(s[:1] + strings.Replace(s[1:], "rn", "m", 1))
			case strings.Contains(s[1:], "m"):
				return []rune(s[:1] + strings.Replace(s[1:], "m", "rn", 1))
			case strings.Contains(s[1:], "l"):
				return []rune(s[:1] + strings.Replace(s[1:], "l", "1", 1))
			}
			return w
		})
	}
}

// containerFollows reports whether a comma and then italics follow: where a title ends whose mark is
// never closed.
func (p *pen) containerFollows(k int) bool {
	comma := false
	for ; k < len(p.pieces); k++ {
		switch q := p.pieces[k]; {
		case q.italic:
			return comma
		case strings.TrimSpace(q.text) == ",":
			comma = true
		case strings.TrimSpace(q.text) != "":
			return false
		}
	}
	return false
}

// change alters one long word of the title or the container.
func (p *pen) change(alter func([]rune) []rune) {
	var at []int
	for k := range p.pieces {
		if f := p.pieces[k].field; f == "title" || f == "container" {
			at = append(at, k)
		}
	}
	if len(at) == 0 {
		return
	}
	k := at[p.rng.IntN(len(at))]
	words := strings.Split(p.pieces[k].text, " ")
	i := p.rng.IntN(len(words))
	w := []rune(words[i])
	if len(w) < 6 || strings.ContainsFunc(words[i], func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) }) {
		return
	}
	words[i] = string(alter(w))
	p.pieces[k].text = strings.Join(words, " ")
	p.pieces[k].value = ""
}

// straighten makes curly marks straight.
func straighten(s string, isMark bool) string {
	s = strings.NewReplacer("“", "\"", "”", "\"", "‘", "'", "’", "'", "„", "\"", "«", "\"", "»", "\"").Replace(s)
	if isMark {
		s = strings.Trim(s, "\u00a0 ")
	}
	return s
}

package report

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/mozillazg/go-unidecode"

	"github.com/citelint/citelint/checker"
)

// An item is one source as the documents cite it, for reference managers: every field is data, and
// nothing is filled in from pages.
type item struct {
	checker.Citation // Type is one of CSL's and never empty; Links, Archived and what is no field are
	id               string
	url              string
	cited            []string // "briefs/ports.md note 4": where it is cited in full, in order
}

// newItems returns the sources that the documents cite in full, each once, sorted by ID. Citations
// are of one source if they have one DOI, else one ISBN, else one URL, else if they say the same;
// field by field the first that is not empty counts.
func newItems(docs []*checker.Document) []*item {
	var m merger
	m.by = map[string]*item{}
	for _, d := range docs {
		ids := d.NoteIDs()
		for _, n := range d.Notes {
			place := strings.TrimSpace(datum(d.Path) + " note " + datum(ids[n]))
			for _, c := range n.Citations {
				if it := newItem(n, c); it != nil {
					it.cited = []string{place}
					m.add(it)
				}
			}
		}
	}
	identify(m.items)
	slices.SortFunc(m.items, func(a, b *item) int { return strings.Compare(a.id, b.id) })
	return m.items
}

// newItem is what one citation says about its source; nil if it names none.
func newItem(n *checker.Note, c *checker.Citation) *item {
	if !c.Kind.IsFull() {
		return nil
	}
	it := &item{Citation: checker.Citation{DOI: datum(c.DOI), ISBN: datum(c.ISBN), ArXiv: datum(c.ArXiv)}, url: datum(address(c))}
	if c.Confidence >= .5 { // below, it states nothing
		it.describe(n, c)
	}
	if it.Title+it.DOI+it.ISBN+it.ArXiv+it.url == "" {
		return nil
	}
	return it
}

func (it *item) describe(n *checker.Note, c *checker.Citation) {
	if cslTypes[c.Type] {
		it.Type = c.Type
	}
	it.Authors, it.Editors, it.Translators = dataNames(c.Authors), dataNames(c.Editors), dataNames(c.Translators)
	it.Title, it.ParallelTitle = datum(c.Title), datum(c.ParallelTitle)
	it.Container, it.Publisher, it.Place = datum(c.Container), datum(c.Publisher), datum(c.Place)
	it.Edition, it.Volume, it.Issue, it.Number = datum(c.Edition), datum(c.Volume), datum(c.Issue), datum(c.Number)
	it.Date, it.OriginalDate, it.Accessed = dataDate(c.Date), dataDate(c.OriginalDate), dataDate(c.Accessed)
	it.Pages, it.Language = datum(c.Pages), datum(c.Language)
	if it.Pages == "" && n.Kind == checker.Bibliography {
		it.Pages = extent(datum(c.Locator))
	}
}

// address is where a citation leads: its first link that names a source, else the archived copy. A
// fragment stays only where a script makes a page of it ("#!/tables", "#/tables").
func address(c *checker.Citation) string {
	for _, l := range c.AllLinks() {
		switch {
		case l.URL == "":
		case strings.HasPrefix(l.Fragment, "!") || strings.HasPrefix(l.Fragment, "/"):
			return l.URL + "#" + l.Fragment
		default:
			return l.URL
		}
	}
	return ""
}

// extent returns the pages that an entry of a bibliography prints: nothing is cited there but the
// whole. What is no page or range of pages has none.
func extent(locator string) string {
	s := locator
	for _, p := range [...]string{"pp.", "p.", "pp ", "p ", "S.", "s.", "С.", "с.", "第"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			s = rest
			break
		}
	}
	s = strings.TrimSpace(strings.TrimRight(s, "页頁쪽."))
	if s == "" || strings.Trim(s, "0123456789-–—−, \u00a0") != "" || s[0] < '0' || s[0] > '9' {
		return ""
	}
	return s
}

// A merger brings citations of one source together.
type merger struct {
	items []*item
	by    map[string]*item
}

// add adds what a citation says to the item of its source, or makes one.
func (m *merger) add(c *item) {
	keys := c.keys()
	for _, k := range keys {
		if it := m.by[k]; it != nil && !it.differs(c) {
			it.merge(c)
			m.name(it, keys)
			return
		}
	}
	m.items = append(m.items, c)
	m.name(c, keys)
}

func (m *merger) name(it *item, keys []string) {
	for _, k := range keys {
		if m.by[k] == nil {
			m.by[k] = it
		}
	}
}

// keys are what names the source, the surest first.
func (it *item) keys() []string {
	var keys []string
	if it.DOI != "" {
		keys = append(keys, "doi "+strings.ToLower(it.DOI))
	}
	if it.ISBN != "" {
		keys = append(keys, "isbn "+it.isbn())
	}
	if it.url != "" {
		keys = append(keys, "url "+it.url)
	}
	if len(keys) == 0 {
		keys = []string{"same " + strings.Join([]string{
			it.Type, names(it.Authors), it.Title, it.Container, it.Publisher, it.Date.EDTF, it.Date.Text,
			it.Edition, it.Volume, it.Issue, it.Number, it.ArXiv,
		}, "\x00")}
	}
	return keys
}

// isbn is the key of a book; the chapters of one book share its ISBN and are several sources.
func (it *item) isbn() string {
	if it.Type == "chapter" {
		return it.ISBN + " " + it.Title
	}
	return it.ISBN
}

// differs reports whether a surer name than the one that they share tells the sources apart.
func (it *item) differs(c *item) bool {
	if it.DOI != "" && c.DOI != "" {
		return !strings.EqualFold(it.DOI, c.DOI)
	}
	return it.ISBN != "" && c.ISBN != "" && it.isbn() != c.isbn()
}

func (it *item) merge(c *item) {
	fill := func(field *string, value string) { *field = cmp.Or(*field, value) }
	fill(&it.Type, c.Type)
	fill(&it.Title, c.Title)
	fill(&it.ParallelTitle, c.ParallelTitle)
	fill(&it.Container, c.Container)
	fill(&it.Publisher, c.Publisher)
	fill(&it.Place, c.Place)
	fill(&it.Edition, c.Edition)
	fill(&it.Volume, c.Volume)
	fill(&it.Issue, c.Issue)
	fill(&it.Number, c.Number)
	fill(&it.Pages, c.Pages)
	fill(&it.DOI, c.DOI)
	fill(&it.ISBN, c.ISBN)
	fill(&it.ArXiv, c.ArXiv)
	fill(&it.Language, c.Language)
	fill(&it.url, c.url)
	it.Date = cmp.Or(it.Date, c.Date)
	it.OriginalDate = cmp.Or(it.OriginalDate, c.OriginalDate)
	it.Accessed = cmp.Or(it.Accessed, c.Accessed)
	if len(it.Authors) == 0 {
		it.Authors = c.Authors
	}
	if len(it.Editors) == 0 {
		it.Editors = c.Editors
	}
	if len(it.Translators) == 0 {
		it.Translators = c.Translators
	}
	if c.cited[0] != it.cited[len(it.cited)-1] {
		it.cited = append(it.cited, c.cited[0])
	}
}

// identify gives each item its type, if no citation told one, and its ID: the first that is cited
// has no letter, so that one more source of the same author and year renames none.
func identify(items []*item) {
	taken := map[string]bool{}
	next := map[string]int{}
	for _, it := range items {
		it.Type = cmp.Or(it.Type, it.impliedType())
		base := it.stem()
		if y := it.Date.Year(); y > 0 {
			base += itoa(y)
		}
		it.id = base
		for taken[it.id] {
			it.id = base + suffix(next[base])
			next[base]++
		}
		taken[it.id] = true
	}
}

func (it *item) impliedType() string {
	switch {
	case it.DOI != "" && it.Container != "":
		return "article-journal"
	case it.ISBN != "":
		return "book"
	case it.ArXiv != "":
		return "article"
	case it.url != "":
		return "webpage"
	}
	return "document"
}

// suffix counts a, b … z, aa, ab …
func suffix(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// stem is the first family name, else the first word of the title, else of whatever there is.
func (it *item) stem() string {
	for _, n := range it.Authors {
		if s := ascii(n.Family); s != "" {
			return s
		}
	}
	host := ""
	if u, err := url.Parse(it.url); err == nil {
		host = strings.TrimPrefix(u.Hostname(), "www.")
		host, _, _ = strings.Cut(host, ".")
	}
	for _, s := range []string{it.Title, it.Container, it.Publisher, host} {
		for word := range strings.FieldsSeq(unidecode.Unidecode(start(s))) {
			if w := ascii(word); w != "" {
				return w
			}
		}
	}
	return "source"
}

// ascii writes s in the letters and digits of ASCII, in lower case, at most longestStem of them.
func ascii(s string) string {
	const longestStem = 40
	b := make([]byte, 0, longestStem)
	for _, c := range []byte(strings.ToLower(unidecode.Unidecode(start(s)))) {
		if len(b) < longestStem && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			b = append(b, c)
		}
	}
	return string(b)
}

// start is enough of s for the first word of an ID.
func start(s string) string {
	n := 0
	for i := range s {
		if n++; n > 200 {
			return s[:i]
		}
	}
	return s
}

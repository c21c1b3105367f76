package page

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// A passage is a text of the page in which quotations are looked for.
type passage struct {
	where string
	text  string
	*match.Text
}

const (
	maxPassages = 64      // alternative texts of images and the like
	maxPassage  = 1 << 20 // bytes of all passages but the visible text
)

// answerQuotations looks for each quotation in the visible text, then in what the page says of its
// article elsewhere. Of others it returns those that the visible text has word for word.
func (s *source) answerQuotations(asked, others []string) ([]checker.QuotationAnswer, []string) {
	if len(asked)+len(others) == 0 {
		return nil, nil
	}
	r := reader{source: s, passages: []*passage{{where: "text", text: s.text}}}
	var out []checker.QuotationAnswer
	for _, q := range asked {
		out = append(out, r.answer(q))
	}
	var has []string
	for _, q := range others {
		if s.text != "" && r.passages[0].ready().Has(q) {
			has = append(has, q)
		}
	}
	return out, has
}

// ready returns the passage's text made ready for the search.
func (p *passage) ready() *match.Text {
	if p.Text == nil {
		p.Text = match.NewText(p.text)
	}
	return p.Text
}

// A reader looks for quotations in one page.
type reader struct {
	*source
	passages []*passage
	complete bool // passages has all, not only the visible text
	reason   string
	reasoned bool
	sampled  bool   // the next two are made, of a sample of the text
	script   string // what script returns
	language string // what titleLanguage returns
}

// answer looks for one quotation: what verifies it first, else what is most like it.
func (r *reader) answer(asked string) checker.QuotationAnswer {
	var best match.Quoted
	where := ""
	for i := 0; ; i++ {
		if i == len(r.passages) {
			if r.complete {
				break
			}
			r.complete = true
			r.passages = append(r.passages, r.others()...)
			if i == len(r.passages) {
				break
			}
		}
		p := r.passages[i]
		found := p.ready().Find(asked)
		if where == "" || better(found, best) {
			best, where = found, p.where
		}
		if best.Verified() || best.Answer == checker.AnswerTooShort {
			break
		}
	}
	a := quotationAnswer(asked, best)
	if a.Found != "" {
		a.Where = where
	}
	if best.Fragment != "" && where == "text" && isHTML(r.kind) && r.response.URL != "" {
		address, _, _ := strings.Cut(r.response.URL, "#")
		a.TextFragment = address + "#:~:" + best.Fragment
	}
	if r.pdf != nil && where == "text" && best.Verified() && r.response.URL != "" {
		if page := r.pdf.page(strings.Index(r.text, a.Found)); page > 0 && a.Found != "" {
			address, _, _ := strings.Cut(r.response.URL, "#")
			a.TextFragment = address + "#page=" + strconv.Itoa(page)
		}
	}
	return r.unlessUnread(a)
}

// ranks orders answers from what says most for a quotation to what says least.
var ranks = []string{
	checker.AnswerVerbatim, checker.AnswerFolded, checker.AnswerStitched, checker.AnswerAltered, checker.AnswerPartial, checker.AnswerMissing, checker.AnswerTooShort,
}

func better(a, b match.Quoted) bool {
	return cmp.Or(slices.Index(ranks, a.Answer)-slices.Index(ranks, b.Answer), cmp.Compare(b.Similarity, a.Similarity)) < 0
}

func quotationAnswer(asked string, q match.Quoted) checker.QuotationAnswer {
	a := checker.QuotationAnswer{
		Asked: asked, Answer: q.Answer, Similarity: q.Similarity, Hits: q.Hits, Found: q.Found, Before: q.Before, After: q.After,
		Differs: q.Differs, Changed: q.Changed, Missing: q.Missing, Gap: q.Gap, Unordered: q.Unordered,
	}
	for _, d := range q.Diff {
		a.Diff = append(a.Diff, checker.DiffPart{Op: checker.DiffOp(d.Op), Text: d.Text, Class: d.Class})
	}
	for _, o := range q.Omissions {
		a.Omissions = append(a.Omissions, checker.Omission{Text: o.Text, Negation: o.Negation, Sentence: o.Sentence})
	}
	return a
}

// others returns the texts beside the visible one.
func (r *reader) others() []*passage {
	var all []*passage
	size := 0
	add := func(where, text string) {
		text = seen(text)
		if size += len(text); text != "" && size <= maxPassage {
			all = append(all, &passage{where: where, text: text})
		}
	}
	if text := r.sightedText(); text != "" {
		all = append(all, &passage{where: "text", text: text})
	}
	if r.main != nil {
		for _, field := range []string{"articleBody", "text", "description", "abstract"} {
			for _, v := range strs(r.main.fields[field]) {
				add(field, html.UnescapeString(v))
			}
		}
	}
	for _, name := range []string{"description", "og:description", "twitter:description", "dc.description", "citation_abstract"} {
		for _, v := range r.meta(name) {
			add("description", v)
		}
	}
	if r.doc == nil {
		return all
	}
	for n := range r.doc.Descendants() {
		if len(all) >= maxPassages {
			break
		}
		if n.Type != nethtml.ElementNode {
			continue
		}
		if n.Data == "noscript" || n.Data == "noframes" {
			add(n.Data, textWithin(n))
			continue
		}
		for _, a := range n.Attr {
			if (a.Key == "alt" || a.Key == "aria-label" && n.Data == "img") && len(a.Val) >= 12 {
				add("alt", a.Val)
			}
		}
	}
	return all
}

// sightedText returns the visible text without what is there to be read aloud only, and with the large
// first letters as parts of their words; empty if the page has neither.
func (r *reader) sightedText() string {
	if r.doc == nil || r.truncated {
		return ""
	}
	found := false
	w := writer{caps: true, skip: func(n *nethtml.Node) bool {
		aloud := forScreenReaders(n)
		found = found || aloud || n.DataAtom == atom.Span && dropCap(n) != 0
		return aloud
	}}
	w.walk(r.doc, true, nil)
	if !found {
		return ""
	}
	return w.b.String()
}

// textWithin returns the text of an element that is shown only where scripts or frames are not.
func textWithin(n *nethtml.Node) string {
	w := writer{limit: maxPassage}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, true, nil)
	}
	return w.b.String()
}

// seen returns text without markup and what nobody sees.
func seen(text string) string {
	if strings.Contains(text, "<") && strings.Contains(text, ">") {
		doc := parseTame(text[:min(len(text), maxPassage)])
		if doc != nil {
			var w writer
			w.walk(doc, true, nil)
			return w.b.String()
		}
	}
	return plainText(text)
}

// A quotation that is not on a page of fewer words is not missing.
const leastWords = 50

// sureLike is the similarity from which on a passage is the one that is quoted, even if not all of
// the page was read.
const sureLike = 0.85

// unlessUnread takes back what cannot be said of a text that was not obtained whole, or that is in
// another language.
func (r *reader) unlessUnread(a checker.QuotationAnswer) checker.QuotationAnswer {
	switch a.Answer {
	case checker.AnswerMissing, checker.AnswerPartial:
	case checker.AnswerAltered:
		if a.Similarity >= sureLike {
			return a
		}
	default:
		return a
	}
	reason := r.unread()
	if reason == "" && a.Answer == checker.AnswerMissing {
		reason = r.foreign(a.Asked)
	}
	if reason == "" {
		return a
	}
	return checker.QuotationAnswer{Asked: a.Asked, Answer: checker.AnswerNoText, Reason: reason}
}

// unread says why the text is not whole; empty if it is.
func (r *reader) unread() string {
	if !r.reasoned {
		r.reason, r.reasoned = r.findUnread(), true
	}
	return r.reason
}

func (r *reader) findUnread() string {
	switch {
	case !isHTML(r.kind) && !isText(r.kind) && !strings.HasSuffix(r.kind, "xml") && r.text == "":
		if r.kind == "application/pdf" {
			return first(r.trouble, "the PDF has no text that was read")
		}
		return "its text cannot be read"
	case r.response.Status >= 400:
		return fmt.Sprintf("the host answered with status %d", r.response.Status)
	case r.response.Partial:
		return "the page was not read to its end"
	case r.truncated:
		return "the page is too large to be read whole"
	case r.hollow():
		return "a script writes the page"
	case r.isCut():
		return "only the beginning of the article is shown"
	case r.rel("next") != "":
		return "the text goes on on another page"
	case r.words < leastWords && isHTML(r.kind):
		return "the page has hardly any text"
	case r.words == 0:
		return "there is no text"
	}
	return ""
}

// foreign says that a quotation is in another language than the page; empty if it may be in the
// same.
func (r *reader) foreign(quoted string) string {
	const reason = "the page is in another language than the quotation"
	if !r.sampled {
		sample := r.sample()
		r.script, r.language, r.sampled = script(sample), titleLanguage(sample), true
	}
	a, b := script(quoted), r.script
	if a != "" && b != "" && a != b {
		return reason
	}
	if a != "latin" {
		return ""
	}
	cited, page := titleLanguage(quoted), r.language
	if cited != "" && page != "" && cited != page {
		return reason
	}
	return ""
}

// sample returns a stretch of the middle of the visible text.
func (r *reader) sample() string {
	const size = 4000
	if len(r.text) <= size {
		return r.text
	}
	from := (len(r.text) - size) / 2
	return strings.ToValidUTF8(r.text[from:from+size], "")
}

// scripts are those that tell a language apart from others.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"latin", unicode.Latin}, {"cyrillic", unicode.Cyrillic}, {"greek", unicode.Greek}, {"arabic", unicode.Arabic}, {"hebrew", unicode.Hebrew},
	{"han", unicode.Han}, {"han", unicode.Hiragana}, {"han", unicode.Katakana}, {"hangul", unicode.Hangul}, {"devanagari", unicode.Devanagari}, {"thai", unicode.Thai},
}

// script returns the script of three quarters of the letters of a text; empty if none has so many.
func script(text string) string {
	counts, all := map[string]int{}, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[s.name]++
				break
			}
		}
	}
	for _, s := range scripts {
		if n := counts[s.name]; n > 0 && 4*n >= 3*all {
			return s.name
		}
	}
	return ""
}

// nothingQuoted takes back what speaks against a quotation on a page that is another one.
func nothingQuoted(a *checker.Answers) {
	for i, q := range a.Quotations {
		switch q.Answer {
		case checker.AnswerMissing, checker.AnswerPartial, checker.AnswerAltered, checker.AnswerStitched:
			a.Quotations[i] = checker.QuotationAnswer{Asked: q.Asked, Answer: checker.AnswerNoText, Reason: "the page is a wall or an error page"}
		}
	}
}

package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"html"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/net/html/charset"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/page"
)

// The pages of TestStrangers are written in the manner of what makers of web sites really put out: a
// template for each, all in their own markup. They share nothing with those of TestAgreement.

const strangerDir = "../../testdata/page/stranger/"

// A manner is how one maker's pages look.
type manner struct {
	name      string
	languages []string
	flags     map[string]string
	template  *template.Template
}

func (m manner) has(flag string) bool { _, ok := m.flags[flag]; return ok }

// isHeld reports whether a maker's pages were never looked at one by one.
func (m manner) isHeld() bool { return hashOf(m.name)&1 == 1 }

func hashOf(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p + "\x00"))
	}
	return h.Sum64() ^ h.Sum64()>>29
}

// A speech is one language of works.txt.
type speech struct {
	code                           string
	months, short, weekdays, words []string
	sites                          []string
	works                          []strangerWork
}

type strangerWork struct {
	title   string
	authors []person
	day     time.Time
}

func readSpeeches(t *testing.T) []*speech {
	t.Helper()
	b, err := os.ReadFile(strangerDir + "works.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []*speech
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		key, rest, _ := strings.Cut(line, " ")
		if key == "lang" {
			all = append(all, &speech{code: rest})
			continue
		}
		if len(all) == 0 {
			continue
		}
		s := all[len(all)-1]
		switch key {
		case "months":
			long, short, _ := strings.Cut(rest, " / ")
			s.months, s.short = strings.Fields(strings.ReplaceAll(long, "_", " ")), strings.Fields(short)
			if strings.Contains(long, "_") {
				s.months = nil
				for _, m := range strings.Fields(long) {
					s.months = append(s.months, strings.ReplaceAll(m, "_", " "))
				}
			}
		case "weekdays":
			s.weekdays = strings.Fields(rest)
		case "sites":
			s.sites = strings.Split(rest, "; ")
		case "words":
			s.words = strings.Fields(rest)
		case "work":
			f := strings.Split(rest, " | ")
			w := strangerWork{title: f[0]}
			for _, a := range strings.Split(f[1], "; ") {
				given, family, ok := strings.Cut(a, "/")
				if !ok {
					given, family = "", a
				}
				w.authors = append(w.authors, person{given, family})
			}
			if w.day, err = time.Parse(time.DateOnly, f[2]); err != nil {
				t.Fatal(err)
			}
			s.works = append(s.works, w)
		}
	}
	return all
}

// shownIn is a name as pages in a language write it.
func shownIn(lang string, n person) string {
	switch {
	case n.undivided():
		return n.family
	case lang == "zh" || lang == "tw" || lang == "ja" || lang == "ko":
		return n.family + n.given
	case lang == "hu" || lang == "vi":
		return n.family + " " + n.given
	}
	return n.given + " " + n.family
}

// strangerName is a name as the templates ask for it.
type strangerName struct{ N, F, G, I, I1, S, C string }

// strangerData is what the templates ask for.
type strangerData struct {
	L, T, J, Title, Main, Sub, S, H, U, A0, Lead string
	K                                            int
	A                                            []strangerName
	D, M                                         time.Time
	O                                            []strangerData
	P                                            []string
	speech                                       *speech
}

func (s *speech) data(n int, host, site string) strangerData {
	w := s.works[n]
	main, sub, _ := strings.Cut(w.title, ": ")
	e := html.EscapeString
	d := strangerData{
		L: map[string]string{"tw": "zh-Hant"}[s.code], Title: w.title, T: e(w.title), Main: e(main), Sub: e(sub), S: e(site), H: host, U: fmt.Sprintf("https://%s/a/%d", host, 7301+n),
		K: n, D: w.day, M: w.day.AddDate(0, 0, 11), speech: s,
	}
	if d.L == "" {
		d.L = s.code
	}
	j, _ := json.Marshal(w.title)
	d.J = string(j)
	for _, a := range w.authors {
		r, _ := utf8.DecodeRuneInString(a.given)
		name := shownIn(s.code, a)
		d.A = append(d.A, strangerName{N: e(name), F: e(a.family), G: e(a.given), I: e(a.inverted()), I1: string(r), S: fmt.Sprintf("p%d", n), C: e(strings.ToUpper(name))})
	}
	d.A0 = d.A[0].N
	return d
}

// glued reports whether a language is written without blanks.
func (s *speech) glued() bool {
	return s.code == "zh" || s.code == "tw" || s.code == "ja" || s.code == "th"
}

// sentences makes up n sentences, no two of one page alike.
func (s *speech) sentences(r *rand.Rand, n int) []string {
	blank, stop := " ", "."
	if s.glued() {
		blank = ""
		if s.code != "th" {
			stop = "。"
		}
	}
	var all []string
	for range n {
		var words []string
		for range 11 + r.IntN(7) {
			words = append(words, strings.ReplaceAll(s.words[r.IntN(len(s.words))], "_", " "))
		}
		words[4] = fmt.Sprint(20 + r.IntN(900))
		first, size := utf8.DecodeRuneInString(words[0])
		words[0] = string(unicode.ToUpper(first)) + words[0][size:]
		all = append(all, strings.Join(words, blank)+stop)
	}
	return all
}

// hands are the ways to set a paragraph of three sentences, whose second one is quoted.
var hands = []struct {
	name string
	set  func(s *speech, x []string) string
}{
	{"plain", func(s *speech, x []string) string { return "<p>" + s.joined(x) + "</p>" }},
	{"inline tags", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.3, `<em>`, `</em>`), x[2]}) + "</p>"
	}},
	{"link and bold", func(s *speech, x []string) string {
		return "<div class=t>" + s.joined([]string{x[0], s.around(x[1], 0.6, `<a href="/x"><b>`, `</b></a>`), x[2]}) + "</div>"
	}},
	{"note markers", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, ``, `<sup id="r1"><a href="#f1">3</a></sup>`), x[2]}) + "</p>"
	}},
	{"note markers in brackets", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, ``, `<sup class="reference"><a href="#c1">[12]</a></sup>`), x[2]}) + "</p>"
	}},
	{"drop cap", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{s.cap(x[1], `<span class="dropcap">`, `</span>`), x[0], x[2]}) + "</p>"
	}},
	{"drop cap as block", func(s *speech, x []string) string {
		return `<p>` + s.joined([]string{s.cap(x[1], `<span style="float:left" class="first">`, "</span>\n"), x[0], x[2]}) + "</p>"
	}},
	{"small caps", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0, `<span style="font-variant:small-caps">`, `</span>`), x[2]}) + "</p>"
	}},
	{"no-break blanks", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], strings.Replace(x[1], " ", "&nbsp;", 3), x[2]}) + "</p>"
	}},
	{"soft hyphens", func(s *speech, x []string) string {
		if s.glued() {
			return "<p>" + s.joined(x) + "</p>"
		}
		return "<p>" + s.joined([]string{x[0], shyWords(x[1]), x[2]}) + "</p>"
	}},
	{"line break", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.4, `<br>`, ``), x[2]}) + "</p>"
	}},
	{"list", func(s *speech, x []string) string {
		return "<ul><li>" + strings.Join(x, "</li>\n<li>") + "</li></ul>"
	}},
	{"table", func(s *speech, x []string) string {
		return "<table><tr><td>1</td><td>" + strings.Join(x, "</td></tr>\n<tr><td>2</td><td>") + "</td></tr></table>"
	}},
	{"block quotation", func(s *speech, x []string) string {
		return "<p>" + x[0] + "</p><blockquote><p>“" + x[1] + "”</p><p>" + x[2] + "</p></blockquote>"
	}},
	{"details", func(s *speech, x []string) string {
		return "<details><summary>" + x[0] + "</summary><p>" + s.joined(x[1:]) + "</p></details>"
	}},
	{"for screen readers", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, `<a href="/x" target="_blank">`, `<span class="sr-only"> (opens in a new window)</span></a>`), x[2]}) + "</p>"
	}},
	{"hidden from screen readers", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, `<span aria-hidden="true">`, `</span>`), x[2]}) + "</p>"
	}},
	{"icon", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, `<a href="/x">`, `<svg><title>external link</title><path d=""/></svg></a>`), x[2]}) + "</p>"
	}},
	{"page number in the text", func(s *speech, x []string) string {
		return "<p>" + s.joined([]string{x[0], s.around(x[1], 0.5, ``, `<span class="pagenum" title="41"></span>`), x[2]}) + "</p>"
	}},
	{"pull quotation", func(s *speech, x []string) string {
		return "<p>" + x[0] + "</p><aside class=pull><q>" + x[1] + "</q></aside><p>" + s.joined(x[1:]) + "</p>"
	}},
	{"preformatted", func(s *speech, x []string) string {
		if s.glued() {
			return "<p>" + s.joined(x) + "</p>"
		}
		return "<pre>\n   " + strings.ReplaceAll(x[0], " ", "\n   ") + "\n   " + strings.Replace(x[1], " ", "\n   ", 3) + "\n</pre>"
	}},
	{"words apart", func(s *speech, x []string) string {
		if s.glued() {
			return "<p>" + s.joined(x) + "</p>"
		}
		return "<p><span>" + strings.ReplaceAll(s.joined(x), " ", "</span> <span>") + "</span></p>"
	}},
}

func (s *speech) joined(x []string) string {
	if s.glued() && s.code != "th" {
		return strings.Join(x, "")
	}
	return strings.Join(x, " ")
}

// around puts markup about two words of a sentence.
func (s *speech) around(x string, at float64, open, closing string) string {
	blank := " "
	words := strings.Fields(x)
	if s.glued() {
		blank, words = "", strings.Split(x, "")
	}
	i := int(at * float64(len(words)))
	words[i] = open + words[i]
	words[i+1] += closing
	return strings.Join(words, blank)
}

func (s *speech) cap(x, open, closing string) string {
	_, size := utf8.DecodeRuneInString(x)
	return open + x[:size] + closing + x[size:]
}

func shyWords(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if r := []rune(w); len(r) > 5 {
			words[i] = string(r[:3]) + "&shy;" + string(r[3:])
		}
	}
	return strings.Join(words, " ")
}

// A strangerPage is one page, what is true of it, and how it is cited.
type strangerPage struct {
	manner
	speech *speech
	number int // of the work
	site   string
	r      *rand.Rand
	hand   string
	quoted [][]string // paragraphs of sentences, the second of each is set by the hand
}

func (p *strangerPage) host() string { return p.name + "." + p.speech.code + ".example" }

func (p *strangerPage) label() string {
	return fmt.Sprintf("%s/%s/%d", p.name, p.speech.code, p.number)
}

func (p *strangerPage) response(t *testing.T) checker.Response {
	t.Helper()
	d := p.speech.data(p.number, p.host(), p.site)
	n := len(p.speech.works)
	for i := 1; i <= min(n-1, 5); i++ {
		o := p.speech.data((p.number+i)%n, p.host(), p.site)
		o.Lead = p.speech.sentences(p.r, 1)[0]
		d.O = append(d.O, o)
	}
	hand := hands[p.r.IntN(len(hands))]
	p.hand = hand.name
	for i := range 6 {
		x := p.speech.sentences(p.r, 3)
		p.quoted = append(p.quoted, x)
		set := hands[0].set
		if i%2 == 1 {
			set = hand.set
		}
		d.P = append(d.P, set(p.speech, x))
	}
	d.Lead = p.quoted[0][0]
	var b bytes.Buffer
	if err := p.template.Execute(&b, d); err != nil {
		t.Fatalf("%s: %v", p.label(), err)
	}
	body := b.Bytes()
	if name := p.flags["charset"]; name != "" {
		enc, _ := charset.Lookup(name)
		var err error
		if body, err = enc.NewEncoder().Bytes(body); err != nil {
			t.Fatalf("%s: %v", p.label(), err)
		}
	}
	return checker.Response{
		URL: d.U, Status: 200, Body: body,
		Header: map[string][]string{"Content-Type": {"text/html"}, "Date": {"Tue, 07 May 2024 10:00:00 GMT"}},
	}
}

// citedTitle is a title as people cite it.
func (p *strangerPage) citedTitle(n int) string {
	title := p.speech.works[n].title
	straight := strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "« ", `"`, " »", `"`, " — ", " - ", " – ", " - ", "–", "-")
	switch k := p.r.IntN(14); k {
	case 0:
		return straight.Replace(title)
	case 1:
		return strings.ToUpper(title)
	case 2:
		return strings.ToLower(title)
	case 3:
		if main, _, ok := strings.Cut(title, ": "); ok && match.Words(main) >= 3 {
			return main
		}
	case 4:
		return title + " | " + p.site
	case 5:
		return strings.NewReplacer(" & ", " and ", " and ", " & ", " und ", " & ").Replace(title)
	case 6:
		return strings.TrimRight(title, "?!.？")
	case 7:
		if words := strings.Fields(title); len(words) >= 9 {
			return strings.Join(words[:len(words)*3/4], " ") + " …"
		}
	case 8:
		return strings.Replace(title, ": ", ". ", 1)
	case 9:
		return strings.Replace(title, ": ", " – ", 1)
	case 10:
		return match.Plain(straight.Replace(title))
	case 11:
		words := strings.Fields(title)
		for i, w := range words {
			r, size := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(r)) + w[size:]
		}
		return strings.Join(words, " ")
	}
	return title
}

// citedAuthor is a name as people cite it.
func (p *strangerPage) citedAuthor(n person) string {
	if n.undivided() {
		return n.family
	}
	given := strings.Fields(n.given)
	r, _ := utf8.DecodeRuneInString(n.given)
	initial := string(r) + "."
	alphabetic := unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek)
	if !alphabetic {
		switch {
		case p.speech.code == "zh" && p.r.IntN(4) == 0:
			return romanized(n.family) + ", " + romanized(n.given)
		case p.r.IntN(2) == 0:
			return shownIn(p.speech.code, n)
		}
		return n.inverted()
	}
	switch k := p.r.IntN(13); k {
	case 0, 1:
		return n.family + ", " + initial
	case 2, 3:
		return shownIn(p.speech.code, n)
	case 4:
		return "Dr. " + n.given + " " + n.family
	case 5:
		return initial + " " + n.family
	case 6:
		return n.family + " " + string(r)
	case 7:
		return n.family + ", " + given[0] + " M."
	case 8:
		return match.Plain(n.family) + ", " + n.given
	case 9:
		return n.family + ", " + given[0]
	case 10:
		if unicode.Is(unicode.Cyrillic, r) {
			return latinized(n.family) + ", " + latinized(n.given)
		}
	case 11:
		return strings.ToUpper(n.family) + ", " + n.given
	}
	return n.inverted()
}

func romanized(s string) string {
	s = strings.ReplaceAll(strings.ToLower(unidecode.Unidecode(s)), " ", "")
	return strings.ToUpper(s[:1]) + s[1:]
}

// latinized writes Cyrillic as newspapers in English do.
func latinized(s string) string {
	return strings.NewReplacer("щ", "shch", "Щ", "Shch", "ж", "zh", "Ж", "Zh", "ч", "ch", "ш", "sh", "х", "kh", "ц", "ts", "ю", "yu", "Ю", "Yu", "я", "ya", "ё", "yo", "Ё", "Yo", "е", "e", "Е", "Ye", "Є", "Ye", "є", "ie", "ий", "y", "й", "i",
		"і", "i", "ї", "i", "и", "i", "ґ", "g", "Ґ", "G", "г", "g", "ь", "", "ъ", "", "а", "a", "А", "A", "б", "b", "в", "v", "д", "d", "з", "z", "З", "Z", "к", "k", "л", "l", "Л", "L", "м", "m", "М", "M", "н", "n", "о", "o", "О", "O",
		"п", "p", "П", "P", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "ы", "y", "э", "e").Replace(s)
}

// citedDate is a day as people cite it.
func (p *strangerPage) citedDate(day time.Time) checker.Date {
	switch prec := p.flags["prec"]; {
	case prec == "year":
		return checker.Date{EDTF: day.Format("2006")}
	case prec == "season":
		return checker.Date{EDTF: fmt.Sprintf("%d-%d", day.Year(), 21+(int(day.Month())-1)/3)}
	case prec == "month":
		return checker.Date{EDTF: day.Format("2006-01")}
	}
	switch p.r.IntN(10) {
	case 0:
		return checker.Date{EDTF: day.AddDate(0, 0, 1).Format(time.DateOnly)}
	case 1:
		return checker.Date{EDTF: day.Format("2006-01")}
	case 2:
		return checker.Date{EDTF: day.Format("2006")}
	}
	return checker.Date{EDTF: day.Format(time.DateOnly)}
}

// A strangerCount keeps the figures of one run.
type strangerCount struct {
	t      *testing.T
	counts map[string]*tally
}

func (c *strangerCount) add(p *strangerPage, what string, right, wanted bool, words ...any) {
	half := "open"
	if p.isHeld() {
		half = "held"
	}
	key := half + " " + what
	if c.counts[key] == nil {
		c.counts[key] = &tally{}
	}
	c.counts[key].add(right)
	if right != wanted && half == "open" {
		c.t.Logf("%s %s: %q", p.label(), what, words)
	}
}

func (c *strangerCount) String() string {
	var keys []string
	for k := range c.counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%-28s %s\n", k, c.counts[k])
	}
	return b.String()
}

// TestStrangers asks pages in the manner of a hundred makers in two dozen languages for what they are,
// cited as people cite, and for all other works of their sites.
func TestStrangers(t *testing.T) {
	c := &strangerCount{t, map[string]*tally{}}
	for _, p := range sampled(strangerPages(t)) {
		p.ask(t, c)
	}
	compareFigures(t, strangerDir+"accuracy.txt", c.String())
}

func (p *strangerPage) ask(t *testing.T, c *strangerCount) {
	r := p.response(t)
	w := p.speech.works[p.number]
	q := checker.Query{URL: r.URL}
	if !p.has("index") {
		q.Titles = []string{p.citedTitle(p.number)}
		switch {
		case p.has("noauthor"):
		case p.flags["org"] == "agency":
			q.Authors = []string{"AFQ"}
		case p.has("org"):
			q.Authors = []string{p.site}
		default:
			for i, a := range w.authors {
				if i == 0 || bytes.Contains(r.Body, []byte(html.EscapeString(a.family))) || bytes.Contains(r.Body, []byte(html.EscapeString(strings.ToUpper(a.family)))) {
					q.Authors = append(q.Authors, p.citedAuthor(a))
				}
			}
		}
		if !p.has("nodate") {
			q.Dates = []checker.Date{p.citedDate(w.day)}
		}
	}
	in := page.Inspect(r, q)
	a := in.Page.Answers
	for _, got := range a.Titles {
		c.add(p, "true titles", got.Answer == checker.AnswerMatch, true, got.Asked, got.Answer, got.Found, got.Score)
	}
	for _, got := range a.Authors {
		c.add(p, "true authors", got.Answer == checker.AnswerMatch, true, got.Asked, got.Answer, got.Found)
	}
	for i, got := range a.Dates {
		c.add(p, "true dates", got.Answer == checker.AnswerMatch, true, q.Dates[i].EDTF, got.Answer, got.Found)
	}
	if !p.has("index") {
		c.add(p, "nothing contradicted", !contradicted(a), true, a.Titles, a.Authors, a.Dates)
		p.describe(c, in.Page)
	}
	p.askWrong(c, r)
	p.askQuotations(c, r)
}

// describe counts what reports show.
func (p *strangerPage) describe(c *strangerCount, got checker.Page) {
	w := p.speech.works[p.number]
	title := ""
	if len(got.Titles) > 0 {
		title = got.Titles[0]
	}
	main, _, _ := strings.Cut(w.title, ": ")
	c.add(p, "report title", match.Letters(title) == match.Letters(w.title) || match.Letters(title) == match.Letters(main), true, w.title, title)
	c.add(p, "report site", match.Letters(got.Site) == match.Letters(p.site) || strings.Contains(got.Site, "."), true, p.site, got.Site)
	if !p.has("nodate") && p.flags["prec"] == "" && got.Published.EDTF != "" {
		c.add(p, "report date", strings.HasPrefix(w.day.Format(time.DateOnly), got.Published.EDTF), true, w.day.Format(time.DateOnly), got.Published.EDTF)
	}
	if !p.has("noauthor") && !p.has("org") && len(got.Authors) > 0 {
		var want []string
		for _, a := range w.authors {
			want = append(want, match.Letters(a.given+a.family), match.Letters(a.family+a.given))
		}
		right := true
		for _, a := range got.Authors {
			right = right && slices.Contains(want, match.Letters(a))
		}
		c.add(p, "report authors", right, true, w.authors, got.Authors)
	}
}

// askWrong asks for the other works of the site.
func (p *strangerPage) askWrong(c *strangerCount, r checker.Response) {
	own := p.speech.works[p.number]
	var q checker.Query
	for n, w := range p.speech.works {
		if n == p.number && !p.has("index") {
			continue
		}
		q.Titles = append(q.Titles, p.citedTitle(n))
		for _, a := range w.authors {
			if (!slices.Contains(own.authors, a) || p.has("index")) && !a.undivided() {
				q.Authors = append(q.Authors, p.citedAuthor(a))
			}
		}
		if days := w.day.Sub(own.day).Hours() / 24; (days < -2 || days > 13) || p.has("index") {
			q.Dates = append(q.Dates, checker.Date{EDTF: w.day.Format(time.DateOnly)})
		}
	}
	a := page.Inspect(r, q).Page.Answers
	for _, got := range a.Titles {
		c.add(p, "false titles", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found, got.Where)
	}
	for _, got := range a.Authors {
		c.add(p, "false authors", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
	}
	for i, got := range a.Dates {
		c.add(p, "false dates", got.Answer == checker.AnswerMatch, false, q.Dates[i].EDTF, got.Found)
	}
}

// askQuotations asks for true, altered and foreign quotations.
func (p *strangerPage) askQuotations(c *strangerCount, r checker.Response) {
	if p.has("index") {
		return
	}
	var truth, altered []string
	for i, x := range p.quoted {
		s := strings.TrimRight(x[1], ".。")
		if i%3 == 2 {
			_, size := utf8.DecodeRuneInString(s)
			s = "[" + strings.ToLower(s[:size]) + "]" + s[size:]
		}
		truth = append(truth, s)
		blank := " "
		if p.speech.glued() {
			blank = ""
		}
		number := strings.IndexFunc(s, unicode.IsDigit)
		altered = append(altered, s[:number]+"9"+s[number:], p.speech.words[7]+"en"+blank+s[:number]+p.speech.words[20]+blank+s[number:])
	}
	other := p.speech.sentences(rand.New(rand.NewPCG(1, 2)), 6)
	for _, got := range page.Inspect(r, checker.Query{Quotations: truth}).Page.Answers.Quotations {
		ok := got.Answer == checker.AnswerVerbatim || got.Answer == checker.AnswerFolded
		c.add(p, "true quotations", ok, true, p.hand, got.Asked, got.Answer, got.Found, got.Reason)
	}
	for _, got := range page.Inspect(r, checker.Query{Quotations: append(altered, other...)}).Page.Answers.Quotations {
		ok := got.Answer == checker.AnswerVerbatim || got.Answer == checker.AnswerFolded
		c.add(p, "false quotations", ok, false, p.hand, got.Asked, got.Answer, got.Found)
	}
}

// strangerPages makes up to four pages of each maker and language.
func strangerPages(t *testing.T) []*strangerPage {
	t.Helper()
	speeches := map[string]*speech{}
	for _, s := range readSpeeches(t) {
		speeches[s.code] = s
	}
	var pages []*strangerPage
	for _, m := range readManners(t) {
		for _, code := range m.languages {
			s := speeches[code]
			if s == nil {
				t.Fatalf("%s: no language %q", m.name, code)
			}
			most := min(4, len(s.works))
			from := int(hashOf(m.name, code) % uint64(len(s.works)))
			for i := range most {
				n := (from + i*5) % len(s.works)
				if i > 0 && (from+(i-1)*5)%len(s.works) == n {
					break
				}
				h := hashOf(m.name, code, s.works[n].title)
				pages = append(pages, &strangerPage{manner: m, speech: s, number: n, site: s.sites[h%uint64(len(s.sites))], r: rand.New(rand.NewPCG(h, 7))})
			}
		}
	}
	return pages
}

func readManners(t *testing.T) []manner {
	t.Helper()
	root := template.New("").Funcs(strangerFuncs)
	var all []manner
	for _, file := range []string{"makers1.txtar", "makers2.txtar", "makers3.txtar"} {
		a, err := txtar.ParseFile(strangerDir + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			head := strings.Split(f.Name, "|")
			if f.Name == "shared" {
				template.Must(root.Parse(string(f.Data)))
				continue
			}
			m := manner{name: strings.TrimSpace(head[0]), languages: strings.Fields(head[1]), flags: map[string]string{}}
			if len(head) > 2 {
				for _, flag := range strings.Fields(head[2]) {
					k, v, _ := strings.Cut(flag, "=")
					m.flags[k] = v
				}
			}
			m.template, err = root.New(m.name).Parse(string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, m)
		}
	}
	return all
}

var strangerFuncs = template.FuncMap{
	"inc":      func(i int) int { return i + 1 },
	"last":     func(a []strangerName) int { return len(a) - 1 },
	"upper":    strings.ToUpper,
	"caps":     func(s string) string { return html.EscapeString(strings.ToUpper(html.UnescapeString(s))) },
	"trupper":  func(d strangerData) string { return strings.ToUpperSpecial(unicode.TurkishCase, d.Title) },
	"dt":       func(d strangerData, layout string) string { return d.speech.printed(d.D, layout) },
	"dtm":      func(d strangerData, layout string) string { return d.speech.printed(d.M, layout) },
	"ord":      func(d strangerData) string { return ordinal(d.D.Day()) },
	"fmtmonth": func(t time.Time) string { return t.Format("2006/01") },
	"br":       func(d strangerData) string { return d.broken("<br>", false) },
	"wbr":      func(d strangerData) string { return d.broken("<wbr>", true) },
	"shy":      func(d strangerData) string { return shyWords(d.T) },
	"nbsp": func(d strangerData) string {
		return strings.NewReplacer(" ?", "&nbsp;?", " »", "&nbsp;»", "« ", "«&nbsp;", " :", "&#8239;:").Replace(d.T)
	},
	"amp2": func(d strangerData) string {
		return html.EscapeString(strings.NewReplacer("&", "&amp;", "’", "&#8217;", "‘", "&lsquo;", "“", "&ldquo;", "”", "&rdquo;", "–", "&ndash;", "ä", "&auml;", "ü", "&uuml;", "'", "&#039;").Replace(d.Title))
	},
	"season": func(d strangerData) string {
		return []string{"Spring", "Summer", "Fall", "Winter"}[(int(d.D.Month())-1)/3]
	},
	"roc": func(d strangerData) string {
		return fmt.Sprintf("%d年%d月%d日", d.D.Year()-1911, d.D.Month(), d.D.Day())
	},
	"reiwa": func(d strangerData) string {
		return fmt.Sprintf("令和%s年%d月%d日", map[bool]string{true: "元", false: fmt.Sprint(d.D.Year() - 2018)}[d.D.Year() == 2019], d.D.Month(), d.D.Day())
	},
	"be": func(d strangerData) string {
		return fmt.Sprintf("%d %s พ.ศ. %d", d.D.Day(), d.speech.months[d.D.Month()-1], d.D.Year()+543)
	},
	"beshort": func(d strangerData) string {
		return fmt.Sprintf("%d %s %d", d.D.Day(), d.speech.short[d.D.Month()-1], d.D.Year()+543)
	},
	"jalali": func(d strangerData) string { return jalali(d.D) },
	"digits": digitsFrom,
}

func digitsFrom(zero, s string) string {
	z, _ := utf8.DecodeRuneInString(zero)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return z + r - '0'
		}
		return r
	}, s)
}

// jalali writes a day of 2019 or 2022 in the Persian calendar, whose years 1398 and 1401 began on 21
// March.
func jalali(day time.Time) string {
	months := strings.Fields("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند")
	newYear := time.Date(day.Year(), 3, 21, 0, 0, 0, 0, time.UTC)
	year := day.Year() - 621
	if day.Before(newYear) {
		newYear, year = time.Date(day.Year()-1, 3, 21, 0, 0, 0, 0, time.UTC), year-1
	}
	n, m := int(day.Sub(newYear).Hours()/24), 0
	for ; m < 6 && n >= 31; m++ {
		n -= 31
	}
	for ; m >= 6 && n >= 30; m++ {
		n -= 30
	}
	return digitsFrom("۰", fmt.Sprintf("%02d %s %d", n+1, months[m], year))
}

func ordinal(n int) string {
	switch {
	case n%10 == 1 && n != 11:
		return fmt.Sprint(n, "st")
	case n%10 == 2 && n != 12:
		return fmt.Sprint(n, "nd")
	case n%10 == 3 && n != 13:
		return fmt.Sprint(n, "rd")
	}
	return fmt.Sprint(n, "th")
}

// printed writes a day as a language does; the layout is time's, with January, Jan and Monday in the
// language.
func (s *speech) printed(day time.Time, layout string) string {
	upper := strings.Contains(layout, "JANUARY")
	layout = strings.NewReplacer("JANUARY", "January", "MONDAY", "Monday", "2th", "\x05").Replace(layout)
	switch s.code {
	case "zh", "tw", "ja":
		return day.Format("2006年1月2日")
	case "ko":
		return day.Format("2006년 1월 2일")
	}
	layout = strings.NewReplacer("January", "\x01", "Jan", "\x02", "Monday", "\x03", "Mon", "\x04").Replace(layout)
	weekday := s.weekdays[day.Weekday()]
	out := strings.NewReplacer("\x01", s.months[day.Month()-1], "\x02", strings.TrimSuffix(s.short[day.Month()-1], "."), "\x05", ordinal(day.Day()), "\x03", strings.ReplaceAll(weekday, "_", " "), "\x04", string([]rune(weekday)[:min(3, len([]rune(weekday)))])).Replace(day.Format(layout))
	if upper {
		return strings.ToUpper(out)
	}
	return out
}

// broken is the title with an element in its middle: between two words, or in one.
func (d strangerData) broken(tag string, inWord bool) string {
	words := strings.Fields(d.Title)
	i := len(words) / 2
	if inWord || len(words) == 1 {
		for i = 0; i < len(words)-1 && len(words[i]) < 7; i++ {
		}
		r := []rune(words[i])
		return html.EscapeString(strings.Join(append(slices.Clone(words[:i]), string(r[:len(r)/2])), " ")) + tag + html.EscapeString(strings.Join(append([]string{string(r[len(r)/2:])}, words[i+1:]...), " "))
	}
	return html.EscapeString(strings.Join(words[:i], " ")) + tag + html.EscapeString(strings.Join(words[i:], " "))
}

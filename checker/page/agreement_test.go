package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

const agreementDir = "../../testdata/page/agreement/"

// agreementKinds are the kinds of sites. heldBack pages were never looked at one by one.
var (
	agreementKinds = []string{
		"news", "ministry", "thinktank", "journal", "preprint", "blog", "wiki", "statistics", "parliament", "court",
		"university", "ngo", "company", "forum", "docs", "dataset", "podcast", "video", "magazine", "legacy",
	}
	agreementLanguages = []string{"en", "de", "fr", "es", "ru", "zh", "ja", "ar"}
	heldBack           = map[string]bool{
		"ministry": true, "journal": true, "blog": true, "statistics": true, "court": true,
		"ngo": true, "forum": true, "dataset": true, "video": true, "legacy": true,
	}
	ofOrganisation = map[string]bool{"ministry": true, "statistics": true, "court": true, "company": true, "docs": true}
	ofFirstAuthor  = map[string]bool{"forum": true, "video": true}
)

// A tongue is one file of words that pages are made of.
type tongue struct {
	code   string
	labels []string
	sites  map[string]string
	text   []string
	works  []work
}

type work struct {
	title   string
	authors []person
	day     time.Time
}

type person struct{ given, family string }

func (n person) undivided() bool { return n.given == "" }

func (n person) shown() string {
	if n.undivided() {
		return n.family
	}
	return n.given + " " + n.family
}

func (n person) inverted() string {
	if n.undivided() {
		return n.family
	}
	return n.family + ", " + n.given
}

func (n person) initials() string {
	r, _ := utf8.DecodeRuneInString(n.given)
	return string(r) + "."
}

func readLanguage(t *testing.T, code string) tongue {
	t.Helper()
	b, err := os.ReadFile(agreementDir + code + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	l := tongue{code: code, sites: map[string]string{}}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "|")
		switch {
		case strings.HasPrefix(line, "#"):
		case f[0] == "labels":
			l.labels = f[1:]
		case f[0] == "text":
			l.text = append(l.text, f[1])
		case f[0] == "work":
			w := work{title: f[1]}
			for _, a := range strings.Split(f[2], "; ") {
				given, family, ok := strings.Cut(a, "/")
				if !ok {
					given, family = "", a
				}
				w.authors = append(w.authors, person{given, family})
			}
			if w.day, err = time.Parse(time.DateOnly, f[3]); err != nil {
				t.Fatal(err)
			}
			l.works = append(l.works, w)
		default:
			l.sites[f[0]] = f[1]
		}
	}
	return l
}

var agreementMonths = map[string]string{
	"en": "January February March April May June July August September October November December",
	"de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
	"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
	"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
	"ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
	"ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}

// printed renders a day as pages of a language do, in one of four styles.
func printed(lang string, day time.Time, style int) string {
	y, m, d := day.Date()
	if lang == "zh" || lang == "ja" {
		return []string{
			fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d-%02d-%02d", y, m, d),
			fmt.Sprintf("%d/%02d/%02d", y, m, d), fmt.Sprintf("%d.%02d.%02d", y, m, d),
		}[style%4]
	}
	month := strings.Fields(agreementMonths[lang])[m-1]
	switch lang {
	case "en":
		return []string{
			fmt.Sprintf("%d %s %d", d, month, y), fmt.Sprintf("%s %d, %d", month, d, y),
			fmt.Sprintf("%s %02d %d", month[:3], d, y), day.Format("Monday, 2 January 2006"),
		}[style%4]
	case "de":
		return []string{fmt.Sprintf("%d. %s %d", d, month, y), fmt.Sprintf("%02d.%02d.%d", d, m, y), fmt.Sprintf("%d.%d.%d", d, m, y), fmt.Sprintf("%02d.%02d.%02d", d, m, y%100)}[style%4]
	case "es":
		return []string{fmt.Sprintf("%d de %s de %d", d, month, y), fmt.Sprintf("%02d/%02d/%d", d, m, y), fmt.Sprintf("%d-%d-%d", d, m, y), fmt.Sprintf("%d %s, %d", d, month, y)}[style%4]
	case "ru":
		return []string{fmt.Sprintf("%d %s %d г.", d, month, y), fmt.Sprintf("%02d.%02d.%d", d, m, y), fmt.Sprintf("%d %s %d", d, month, y), fmt.Sprintf("%02d.%02d.%02d", d, m, y%100)}[style%4]
	}
	return []string{fmt.Sprintf("%d %s %d", d, month, y), fmt.Sprintf("%02d/%02d/%d", d, m, y), fmt.Sprintf("%d %s, %d", d, month, y), fmt.Sprintf("%d/%d/%d", d, m, y)}[style%4]
}

// An agreementPage is one page, what is true of it, and the other works of its site.
type agreementPage struct {
	lang   tongue
	kind   string
	number int // of the work
	style  int
}

func (p agreementPage) host() string { return p.kind + "-" + p.lang.code + ".example" }

func (p agreementPage) url(n int) string {
	return "https://" + p.host() + "/" + []string{"content/", "archive/item-", "p/"}[p.style%3] + strconv.Itoa(4711+n)
}

// asShown is a name as the site shows it.
func (p agreementPage) asShown(n person) string {
	switch {
	case n.undivided():
		return n.family
	case p.kind == "journal" && p.number%3 == 1:
		return n.initials() + " " + n.family
	case p.kind == "parliament" || p.kind == "legacy" && p.number%2 == 0:
		return n.given + " " + strings.ToUpper(n.family)
	case p.kind == "preprint" && p.number%3 == 2:
		return n.family + " " + n.given
	}
	return n.shown()
}

func (p agreementPage) render(t *testing.T, templates *template.Template) checker.Response {
	t.Helper()
	w := p.lang.works[p.number]
	changed := w.day.AddDate(0, 0, 3)
	data := p.data(p.number)
	l := p.lang.labels
	for i, key := range []string{"By", "Published", "Updated", "RelatedL", "Home", "About", "Search", "Share", "Comments", "Prev", "Next", "Download", "", "Abstract", "Minutes"} {
		if key != "" {
			data[key] = l[i]
		}
	}
	sections := strings.Split(l[12], ", ")
	var related []map[string]any
	for i := 1; i <= 5; i++ {
		related = append(related, p.data((p.number+i)%len(p.lang.works)))
	}
	for key, v := range map[string]any{
		"Lang": p.lang.code, "Locale": p.lang.code + "_XX", "Dir": map[bool]string{true: "rtl", false: "ltr"}[p.lang.code == "ar"], "Site": p.lang.sites[p.kind], "Host": p.host(),
		"Sections": sections, "Section": sections[p.number%len(sections)], "Text": p.lang.text, "Related": related,
		"ModISO": changed.Format(time.DateOnly), "ModDate": printed(p.lang.code, changed, p.style), "N": p.number, "Short": w.day.Format("0601") + ".00042",
	} {
		data[key] = v
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, p.kind, data); err != nil {
		t.Fatal(err)
	}
	return checker.Response{
		URL: p.url(p.number), Status: 200, Body: b.Bytes(),
		Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}, "Date": {"Tue, 07 May 2024 10:00:00 GMT"}},
	}
}

// data is what the templates ask of one work.
func (p agreementPage) data(n int) map[string]any {
	w := p.lang.works[n]
	var shown, inverted []string
	for _, a := range w.authors {
		shown, inverted = append(shown, p.asShown(a)), append(inverted, a.inverted())
	}
	return map[string]any{
		"Title": w.title, "Authors": shown, "Inverted": inverted, "URL": p.url(n), "Year": w.day.Year(),
		"ISO": w.day.Format(time.DateOnly), "Slash": w.day.Format("2006/01/02"), "Date": printed(p.lang.code, w.day, p.style),
	}
}

// cited is how a document cites a work of the site.
func (p agreementPage) cited(n int) checker.Query {
	w := p.lang.works[n]
	q := checker.Query{Dates: []checker.Date{{EDTF: w.day.Format(time.DateOnly)}}}
	title := w.title
	switch p.style % 4 {
	case 1:
		title = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, " — ", " - ", " – ", " - ").Replace(title)
	case 2:
		if main, _, ok := strings.Cut(title, ": "); ok {
			title = main
		}
	case 3:
		title = strings.ToLower(title)
	}
	q.Titles = []string{title}
	for i, a := range w.authors {
		switch {
		case ofOrganisation[p.kind]:
			q.Authors = []string{p.lang.sites[p.kind]}
		case p.kind == "wiki", ofFirstAuthor[p.kind] && i > 0:
		case a.undivided() || p.style%3 > 0 || p.lang.code == "ar":
			q.Authors = append(q.Authors, a.inverted())
		default:
			q.Authors = append(q.Authors, a.family+", "+a.initials())
		}
	}
	return q
}

// others asks for all other works of the site.
func (p agreementPage) others() checker.Query {
	var all checker.Query
	for n := range p.lang.works {
		if n == p.number {
			continue
		}
		q := p.cited(n)
		all.Titles, all.Dates = append(all.Titles, q.Titles...), append(all.Dates, q.Dates...)
		if !ofOrganisation[p.kind] {
			all.Authors = append(all.Authors, q.Authors...)
		}
	}
	return all
}

// agreementPages makes the pages: three of each site.
func agreementPages(t *testing.T) []agreementPage {
	var pages []agreementPage
	for _, code := range agreementLanguages {
		l := readLanguage(t, code)
		for i, kind := range agreementKinds {
			for j := range 3 {
				pages = append(pages, agreementPage{l, kind, (2*i + 5*j) % len(l.works), i + j})
			}
		}
	}
	return pages
}

// A tally counts right answers.
type tally struct{ right, all int }

func (c *tally) add(right bool) {
	c.all++
	if right {
		c.right++
	}
}

func (c *tally) String() string {
	return fmt.Sprintf("%5d of %5d  %6.2f %%", c.right, c.all, 100*float64(c.right)/float64(max(c.all, 1)))
}

// TestAgreement asks made-up pages of twenty kinds of sites in eight languages for what they are
// and for all other works of their sites, five of which each of them lists.
func TestAgreement(t *testing.T) {
	templates := template.Must(template.New("").Funcs(template.FuncMap{
		"join": strings.Join,
		"js":   func(s string) string { b, _ := json.Marshal(s); return string(b) },
	}).ParseFiles(agreementDir+"heads.html", agreementDir+"sites.html"))
	counts := map[string]*tally{}
	var order []string
	count := func(p agreementPage, what string, right, wanted bool, words ...any) {
		half := "seen"
		if heldBack[p.kind] {
			half = "held"
		}
		key := half + " " + what
		if counts[key] == nil {
			counts[key] = &tally{}
			order = append(order, key)
		}
		counts[key].add(right)
		if right != wanted && half == "seen" {
			t.Logf("%s %s: %s: %q", p.host(), what, p.lang.works[p.number].title, words)
		}
	}
	for _, p := range sampled(agreementPages(t)) {
		r := p.render(t, templates)
		a := page.Inspect(r, p.cited(p.number)).Page.Answers
		for _, got := range a.Titles {
			count(p, "true titles", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
		}
		for _, got := range a.Authors {
			count(p, "true authors", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
		}
		for _, got := range a.Dates {
			if p.kind != "wiki" { // it shows when it was changed
				count(p, "true dates", got.Answer == checker.AnswerMatch, true, got.Asked, got.Found, got.Answer)
			}
		}
		count(p, "nothing contradicted", !contradicted(a), true, a.Titles, a.Authors, a.Dates)
		a = page.Inspect(r, p.others()).Page.Answers
		for _, got := range a.Titles {
			count(p, "false titles", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
		}
		for _, got := range a.Authors {
			count(p, "false authors", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
		}
		for _, got := range a.Dates {
			count(p, "false dates", got.Answer == checker.AnswerMatch, false, got.Asked, got.Found)
		}
	}
	var b strings.Builder
	for _, key := range sortedKeys(order) {
		fmt.Fprintf(&b, "%-28s %s\n", key, counts[key])
	}
	compareFigures(t, agreementDir+"accuracy.txt", b.String())
}

// contradicted reports whether a page denies what is cited of it.
func contradicted(a checker.Answers) bool {
	for _, got := range a.Titles {
		if got.Answer == checker.AnswerMismatch {
			return true
		}
	}
	for _, got := range append(append([]checker.Answer{}, a.Authors...), a.Dates...) {
		if got.Answer == checker.AnswerMismatch {
			return true
		}
	}
	return false
}

func sortedKeys(keys []string) []string { return slices.Sorted(slices.Values(keys)) }

// sampled returns the pages that are read: all, or under the race detector, which makes all ten times
// slower and to which one page is as good as another, every seventh.
func sampled[T any](pages []T) []T {
	const nth = 7
	if !raceEnabled {
		return pages
	}
	var some []T
	for i := 0; i < len(pages); i += nth {
		some = append(some, pages[i])
	}
	return some
}

// compareFigures holds figures to those in a file, which are of all pages.
func compareFigures(t *testing.T, file, got string) {
	t.Helper()
	if raceEnabled {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the figures are others than in %s (-want +got; -update writes them):\n%s", file, diff)
	}
}

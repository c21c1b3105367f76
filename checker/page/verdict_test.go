package page_test

import (
	"fmt"
	"net/textproto"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/match"
	"github.com/citelint/citelint/checker/page"
)

// A webCase is one answer of an invented web and the verdict it must get. In a file it is named
// after both; its data are the asked address, "->" and the final address if that is another,
// headers as in TestPages, an empty line, and the body.
type webCase struct {
	name string
	want string // verdict and cause; empty: a good page
	checker.Response
	checker.Query
}

// TestVerdicts fetches ordinary pages, none of which may be taken for anything else, and pages that
// are not the page, each of which must be told for what it is.
func TestVerdicts(t *testing.T) {
	for _, file := range []struct {
		name  string
		cases int
	}{{"ordinary-a", 30}, {"ordinary-b", 30}, {"true-a", 20}, {"true-b", 20}, {"ordinary-c", 20}, {"true-c", 20}, {"ordinary-d", 20}, {"true-d", 29}, {"ordinary-e", 67}} {
		cases := webCases(t, "../../testdata/page/signals/"+file.name+".txtar")
		if len(cases) < file.cases {
			t.Errorf("%s has %d cases, not %d", file.name, len(cases), file.cases)
		}
		right := 0
		for _, c := range cases {
			r := fetchCase(t, c)
			if alone := c; c.want == "" && len(c.Titles) > 0 && isGood(r) { // cited by its address, it is as good
				alone.Titles = nil
				r = fetchCase(t, alone)
			}
			got := strings.TrimSpace(string(r.Verdict) + " " + string(r.Cause))
			if got == c.want || c.want == "" && isGood(r) {
				right++
				continue
			}
			if c.want == "" {
				c.want = "a good page"
			}
			t.Errorf("%s: %s (%d words): is %s, not %s: %s", file.name, c.name, r.Page.Words, got, c.want, strings.Join(r.Evidence, "; "))
		}
		t.Logf("%s: %d of %d are right", file.name, right, len(cases))
	}
}

func isGood(r checker.Result) bool { return r.Verdict == checker.OK || r.Verdict == checker.Moved }

func webCases(t testing.TB, name string) []webCase {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	var cases []webCase
	for _, f := range txtar.Parse(data).Files {
		ask, body, _ := strings.Cut(string(f.Data), "\n\n")
		r, q := readCase(t, &txtar.Archive{Files: []txtar.File{{Name: "ask", Data: []byte(ask)}, {Name: "body", Data: []byte(fillIn(body))}}})
		c := webCase{name: f.Name, Response: r, Query: q}
		if want, _, ok := strings.Cut(f.Name, ": "); ok && strings.Contains(filepath.Base(name), "true-") {
			c.want = want
		}
		cases = append(cases, c)
	}
	return cases
}

// fetchCase fetches the case's page from a web that has it, a front page for each host, and nothing else.
func fetchCase(t *testing.T, c webCase) (result checker.Result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := fetchtest.New()
		defer w.Close()
		client := &fetch.Client{Network: w, Roots: w.Roots(), Inspect: page.Inspect}
		defer client.Close()
		reply := fetchtest.Reply{Status: c.Status, Body: c.Body, Header: c.Header}
		serve(w, c.Response.URL, reply)
		if c.Query.URL != c.Response.URL {
			serve(w, c.Query.URL, fetchtest.Redirect(302, c.Response.URL))
		}
		if strings.Contains(c.want, "soft-404") || strings.HasPrefix(c.want, "blocked") { // such servers say the same at any address
			_, rest, _ := strings.Cut(c.Query.URL, "://")
			host, _, _ := strings.Cut(rest, "/")
			w.Host(host).Rest(reply)
		}
		var err error
		if result, err = client.Fetch(t.Context(), c.Query); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	})
	return result
}

func serve(w *fetchtest.Web, addr string, reply fetchtest.Reply) {
	_, rest, _ := strings.Cut(addr, "://")
	host, path, _ := strings.Cut(rest, "/")
	h := w.Host(host).Page("/"+path, reply)
	if path != "" {
		h.Page("/", fetchtest.HTML("Lomaria", proseIn(300, "en")))
	}
}

var filler = regexp.MustCompile(`\{(prose|script) (\d+)(?: (\w+))?\}`)

// fillIn puts paragraphs in the place of {prose N lang}, and code in that of {script N}.
func fillIn(body string) string {
	return filler.ReplaceAllStringFunc(body, func(s string) string {
		m := filler.FindStringSubmatch(s)
		n, _ := strconv.Atoi(m[2])
		if m[1] == "script" {
			return strings.Repeat("var a=1;", n/8)
		}
		return "<p>" + proseIn(n, m[3]) + "</p>"
	})
}

// sentences are what prose is made of.
var sentences = map[string]string{
	"":   "The keepers of the quiet harbour wrote down every tide in ledgers bound with green cloth.",
	"de": "Die Wärter des stillen Hafens schrieben jede Flut in Bücher aus grünem Leinen.",
	"fr": "Les gardiens du port tranquille notaient chaque marée dans des registres de toile verte.",
	"es": "Los guardianes del puerto tranquilo anotaban cada marea en libros de tela verde.",
	"pt": "Os guardas do porto calmo anotavam cada maré em livros de pano verde.",
	"it": "I custodi del porto quieto annotavano ogni marea in registri di tela verde.",
	"ru": "Смотрители тихой гавани записывали каждый прилив в книги из зелёного холста.",
	"pl": "Strażnicy cichego portu zapisywali każdy przypływ w księgach z zielonego płótna.",
	"zh": "安静港口的守护人把每一次潮汐都记在绿色布面的账册里。",
	"ja": "静かな港の番人は潮の満ち引きを緑の布の帳簿に書き留めた。",
	"ko": "조용한 항구의 지기들은 밀물과 썰물을 초록색 천 장부에 적어 두었다.",
	"ar": "كان حراس المرفأ الهادئ يدونون كل مد في دفاتر من قماش أخضر.",
}

// proseIn returns n visible words of running text: sentences, the last one cut short.
func proseIn(n int, lang string) string {
	s := sentences[lang]
	if s == "" {
		s = sentences[""]
	}
	if match.IsCJK([]rune(s)[0]) && lang != "ko" {
		runes := []rune(strings.Repeat(s, 2*n/10+1))
		text, letters := 0, 0
		for i, r := range runes {
			if match.IsCJK(r) {
				letters++
			}
			if text = i + 1; letters == 2*n {
				break
			}
		}
		return string(runes[:text])
	}
	words := strings.Fields(strings.Repeat(s+" ", n/len(strings.Fields(s))+1))
	return strings.Join(words[:n], " ")
}

// TestProse holds prose to the number of words that are asked of it.
func TestProse(t *testing.T) {
	for lang := range sentences {
		for _, n := range []int{1, 30, 249, 250} {
			body := fmt.Sprintf("<title>x</title><p>%s", proseIn(n, lang))
			r := checker.Response{URL: "https://a.example/x", Status: 200, Header: map[string][]string{textproto.CanonicalMIMEHeaderKey("content-type"): {"text/html; charset=utf-8"}}, Body: []byte(body)}
			if got := page.Inspect(r, checker.Query{URL: r.URL}).Page.Words; got != n {
				t.Errorf("%d words of prose in %q are counted as %d", n, lang, got)
			}
		}
	}
}

package page

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
)

// TestOutline holds the tree that is built from tokens alone to giving the same Page, signals and
// text as the parser's, on all pages that we have.
func TestOutline(t *testing.T) {
	files, err := filepath.Glob("../../testdata/page/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages (%v)", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range a.Files {
				if f.Name != "body" {
					continue
				}
				r := checker.Response{URL: "https://sund.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: f.Data}
				q := checker.Query{URL: r.URL, Titles: []string{"Harbour dues rise again, and the ferries pay"}, Authors: []string{"Brandt, Ilse"}, Fragments: []string{"History", "end"}}
				if diff := cmp.Diff(inspect(r, q, parse, noPDF), inspect(r, q, outline, noPDF)); diff != "" {
					t.Errorf("%s is read otherwise without the parser (-parser +outline):\n%s", name, diff)
				}
			}
		})
	}
}

// numberedTags repeats a tag with a number, from 0.
func numberedTags(form string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

func TestTame(t *testing.T) {
	for _, c := range []struct {
		body string
		want bool
	}{
		{"<p>x", true},
		{strings.Repeat("<p><b>x</b> <a href=x>y</a></p>", 5000), true},
		{strings.Repeat("<b>", 500) + strings.Repeat("<p>x", 5000), true}, // three are opened again
		{numberedTags("<b c=%d>", 500) + strings.Repeat("<p>x", 5000), false},
		{numberedTags("<b c=%d/>", 500) + strings.Repeat("<p>x", 5000), false},
		{numberedTags("<a href=%d>", 500) + strings.Repeat("<p>x", 5000), true},
		{numberedTags("<b c=%d><table></b></table>", 500) + strings.Repeat("<p>x", 5000), false},
		{strings.Repeat("<svg/>", 2000), true},
		{strings.Repeat("<object><B></OBJECT></b>", 5000), true},
		{strings.Repeat("<br>", maxNodes+1), false},
	} {
		if got := tame(c.body); got != c.want {
			t.Errorf("tame(%.40q…) is %v", c.body, got)
		}
	}
}

// FuzzTame: the parser's tree of a tame body is of the order of the body.
func FuzzTame(f *testing.F) {
	for _, unit := range []string{"<b>", "<b/>", "<p><i>x", "<!-- <b> -->", "</ b>", "<table><td><B ", "<?x>", "<b c='%d'>", "<a href=%d>", "<svg/>"} {
		f.Add(unit, 700, "<p>x", 600)
	}
	f.Fuzz(func(t *testing.T, head string, n int, tail string, m int) {
		var body strings.Builder
		for i := range max(0, n%1000) {
			body.WriteString(strings.ReplaceAll(head, "%d", strconv.Itoa(i)))
		}
		body.WriteString(strings.Repeat(tail, max(0, m%1000)))
		if body.Len() > 1<<16 || !tame(body.String()) {
			return
		}
		doc, nodes := parseTame(body.String()), 0
		if doc == nil {
			return
		}
		for range doc.Descendants() {
			nodes++
		}
		// An end tag of a misnested element makes up to 24 new ones.
		if most := maxReopened + 24*body.Len(); nodes > most {
			t.Errorf("%d times %q and %d times %q make %d nodes, want at most %d", n, head, m, tail, nodes, most)
		}
	})
}

// TestXHTML holds to closing tags that close themselves, in XHTML only.
func TestXHTML(t *testing.T) {
	const body = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/><title>A quiet harbour</title></head>
<body><a id="p1"/><h1>A quiet harbour</h1><iframe src="x"/><p>Some words.</p></body></html>`
	r := checker.Response{URL: "https://sund.example/a", Status: 200, Header: map[string][]string{"Content-Type": {"application/xhtml+xml"}}, Body: []byte(body)}
	in := Inspect(r, checker.Query{Fragments: []string{"p1"}})
	if diff := cmp.Diff([]string{"A quiet harbour"}, in.Page.Titles); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	if in.Text != "A quiet harbour\nSome words." || in.Page.Answers.Fragments[0].Answer != checker.AnswerFound {
		t.Errorf("the text is %q, the answers %+v", in.Text, in.Page.Answers)
	}
}

// TestXML holds to reading other XML without its tags.
func TestXML(t *testing.T) {
	r := answerOf(`<?xml version="1.0"?><TEI><head><title>Ledgers of a quiet harbour</title></head><text><p>The <hi>keepers</hi> wrote.</p><note/><p>Every tide.</p></text></TEI>`)
	r.Header["Content-Type"] = []string{"application/tei+xml"}
	in := Inspect(r, checker.Query{Titles: []string{"Ledgers of a Quiet Harbour"}})
	if in.Text != "The keepers wrote.\nEvery tide." || !in.Page.Answers.TitleFound() || len(in.Signals) > 0 {
		t.Errorf("the text is %q, the answers %+v, the signals %v", in.Text, in.Page.Answers, in.Signals)
	}
}

// TestTooMany holds to reading on behind the last element that is kept, and to saying so.
func TestTooMany(t *testing.T) {
	body := "<title>A quiet harbour</title>" + strings.Repeat("<br>", maxNodes) + "<script>var a</script><style>b</style><p id=last>The end</p><p>of it"
	in := Inspect(answerOf(body), checker.Query{Fragments: []string{"last"}})
	if in.Text != "The end\nof it" {
		t.Errorf("the text is %q", in.Text)
	}
	if got := in.Page.Answers.Fragments[0].Answer; got != checker.AnswerCannotTell {
		t.Errorf("an id behind the last element that is kept is %s", got)
	}
}

package read_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker/read"
)

// TestHostileHTML reads pages that make careless readers slow, recurse deeply or need much memory.
func TestHostileHTML(t *testing.T) {
	n := 25_000
	if testing.Short() {
		n = 8_000
	}
	r := strings.Repeat
	each := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	backwards := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, n-1-i)
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"a million elements deep": r("<div>", 1_000_000) + "a" + r("</div>", 1_000_000),
		"a million styles deep":   r("<b>", 10*n) + "a",
		"ends without starts":     r("</div></b></p>", n),
		"ends out of reach":       "<b><div>" + r("<table><td>", 200) + r("</div></b>", n),
		"styles over paragraphs":  r("<b>", 400) + r("<p>a", n),
		"a citation of a page":    "<cite>" + r("<p>a", 2*n),
		"crossed styles":          r("<b><i>a</b>b</i>", n),
		"crossed blocks":          r("<b><p>a</b></p>", n),
		"shut and not ended":      r("<b><p>", n) + r("</b>a", n),
		"attributes":              "<a " + r("a=b ", n) + ">a</a>",
		"attribute without end":   r("<a href=\"", n),
		"tag without end":         r("<a ", n),
		"comment without end":     r("<!--", n),
		"script without end":      r("<script>", n),
		"one line":                r("a b. ", n),
		"blanks":                  r(" ", 10*n),
		"blanks and elements":     r(" <i> </i>", n),
		"breaks":                  r("a<br>", n),
		"broken lines of a list":  "<h2>Notes</h2><p>" + each(n, "%d. a<br>"),
		"double breaks":           r("a<br><br>", n),
		"entities":                r("&amp", n),
		"addresses":               r("http://a.example/ ", n/4),
		"items":                   "<ol>" + r("<li>a", n),
		"lists deep":              r("<ul><li>a", n),
		"quotations deep":         r("<blockquote>a", n),
		"tables deep":             r("<table><tr><td>a", n),
		"wide table":              "<table><tr>" + r("<td colspan=1000 rowspan=99999>a", n),
		"long table":              "<table>" + r("<tr><td rowspan=2>a<td>b", n),
		"cells of their own":      r("<td>a", n),
		"definitions":             "<dl>" + each(n, "<dt id=a%d>a<dd>b"),
		"headings":                r("<h2>Notes</h2><p>1. a</p>", n/8),
		"links to one place":      "<p id=a>a</p>" + r("<a href=#a>1</a>", n),
		"links to themselves":     each(n, "<p id=a%[1]d><a href=#a%[1]d>1</a>"),
		"markers of one note":     r("<a id=r href=#fn1 class=footnote-ref>1</a>", n) + "<li id=fn1>a" + r("<a href=#r>1</a>", n),
		"markers and notes":       each(n/4, "<a id=fnref%[1]d href=#fn%[1]d>%[1]d</a> ") + "<ol>" + each(n/4, "<li id=fn%[1]d>a <a href=#fnref%[1]d>b</a>"),
		"notes in reverse":        each(n/4, "<a id=fnref%[1]d href=#fn%[1]d>%[1]d</a> ") + "<ol>" + backwards(n/4, "<li id=fn%[1]d>a <a href=#fnref%[1]d>b</a>"),
		"notes in notes":          each(n/4, "<div id=fn%[1]d><a id=fnref%[1]d href=#fn%[1]d>1</a>"),
		"notes in one definition": "<dl>" + each(n/4, "<dd id=fn%d>a") + "</dl>" + each(n/4, "<a class=footnote-ref href=#fn%d>1</a>"),
		"markers without notes":   r("<sup class=footnote-ref><a href=#fn1>1</a></sup>", n/4),
		"definitions in reverse":  "<dl><dt>a" + each(n/4, "<dd id=fn%d>a") + "</dl>" + backwards(n/4, "<a class=footnote-ref href=#fn%d>1</a>"),
		"a heading for a note":    "<h5 id=fn1>1</h5>" + r("<p>a", n) + r("<a href=#fn1>1</a>", n),
		"links without words":     "<span>" + r("<a href=#x></a>", n) + "</span><p id=x>a",
		"notes in the margin":     r("<span class=sidenote>a", n/4),
		"notes in attributes":     r("<span class=easy-footnote><a href=#b title='&lt;b&gt;'>1</a></span>", n/4),
		"superscripts":            r("<p><sup>1</sup> a", n/4),
		"separators":              "<sup>" + r("<a class=footnote-ref href=#fn1>1</a>,", n/4),
		"linked data":             r("<script type=application/ld+json>"+r("[", 2000)+"</script>", 50),
		"linked data, deep":       "<script type=application/ld+json>" + r("[", n) + "</script>",
		"meta":                    r("<meta name=citation_author content=a>", n/4),
		"names":                   each(n, "<my-%d>"),
		"headings without text":   r("<h2></h2>", n),
		"headings alone":          r("<div><h2>Notes</h2></div>", n/4),
		"buttons":                 r("<button>a</button>", n/4),
		"preformatted":            "<pre>" + r("a\n<b>b</b>", n/2),
		"invalid":                 r("<p>\xff\xc3", n/2),
	} {
		begun := time.Now()
		d, err := read.Document("a.html", []byte(src))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		took := time.Since(begun)
		if testing.Verbose() && took > 200*time.Millisecond {
			t.Logf("%s: %v for %d KB, %d notes, %d blocks", name, took, len(src)>>10, len(d.Notes), len(d.Body))
		}
	}
}

// TestHTMLLikeParser reads pages made at random of what tags there are, whole or broken, and finds
// the letters that golang.org/x/net/html finds, in their order, and no law broken.
func TestHTMLLikeParser(t *testing.T) {
	pieces := []string{
		"a", "b ", " c", "\n", "é", "&amp;", "&lt;", "&nbsp;", "&copy;", "< ", "1", "2", "[1]", ".", "https://a.example/x ",
		"<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<span>", "</span>", "<sup>", "</sup>", "<br>", "<hr>",
		"<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<h3>Notes</h3>", "<dl>", "<dt>", "<dd>", "</dl>",
		"<a href=#x>", "<a href='https://b.example/?a=1&amp;b=2'>", "<a id=x href=#y>", "<a id=y href=#x>", "</a>", "<a name=z>", "<!-- c -->",
		"<li id=fn1>", "<a class=footnote-ref href=#fn1 id=fnref1>", "<a href=#fnref1>", "<p id=y>", "<p id=x>", "<q>", "</q>", "<code>", "</code>", "<pre>", "</pre>",
		"<span class=sidenote>", "<label class=margin-toggle>", "<section class=footnotes>", "</section>", "<sup class=reference><a href=#cite_note-1>", "<aside id=cite_note-1 role=doc-footnote>", "</aside>",
		"<span class=easy-footnote><a href=#q title='A <b>b</b> &lt;a href=&quot;u&quot;&gt;c'>", "<img src=x>", "<input>", "<x-y>", "</x-y>",
	}
	tables := []string{"<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<td rowspan=2>", "<caption>"}
	r := rand.New(rand.NewPCG(7, 8))
	src := ""
	defer func() {
		if t.Failed() {
			t.Logf("the page is %q", src)
		}
	}()
	for round := range 6000 {
		set := pieces
		if round%3 == 0 {
			set = append(pieces[:len(pieces):len(pieces)], tables...)
		}
		var b strings.Builder
		for range 1 + r.IntN(40) {
			b.WriteString(set[r.IntN(len(set))])
		}
		src = b.String()
		d, err := read.Document("a.html", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		lawful(t, d)
		if strings.Contains(src, "href=#") || strings.Contains(src, "note") || strings.Contains(src, "role=") || strings.Contains(src, "Notes") || round%3 == 0 || strings.Contains(src, "id=fn1") || strings.Contains(src, "1") || strings.Contains(src, "2") {
			continue // labels and links back are no text; tables move it
		}
		var got strings.Builder
		for _, blk := range d.Body {
			got.WriteString(blk.Text())
		}
		want := parserSays(t, src)
		if lettersOf(got.String()) != lettersOf(want) {
			t.Fatalf("%q reads %q, the parser finds %q", src, lettersOf(got.String()), lettersOf(want))
		}
	}
}

// parserSays returns the texts of a page's tree.
func parserSays(t *testing.T, src string) string {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '“' || r == '”' || r == '-' {
			return -1
		}
		return r
	}, s)
}

// largePage has n notes, n markers and n links in text, with the markup that pages have around.
func largePage(n int) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><title>Salt and Law</title></head><body><nav><a href=\"/\">Home</a></nav><main>\n")
	for i := range n {
		fmt.Fprintf(&b, "<p class=\"text\">The dues of the <em>harbour</em> rose in %d, as <a href=\"https://a.example/board/%d\" class=\"external\">the board</a> said &mdash; and fell.<sup id=\"fnref:%[3]d\"><a href=\"#fn:%[3]d\" class=\"footnote-ref\">%[3]d</a></sup></p>\n", 1900+i%100, i, i+1)
	}
	b.WriteString("</main><section class=\"footnotes\"><ol>\n")
	for i := range n {
		fmt.Fprintf(&b, "<li id=\"fn:%[1]d\"><p>A. B. Roe, “<a href=\"https://a.example/tolls/%[1]d\">Tolls of Sund</a>”, <cite>Port News</cite>, 3 May 2024. <a href=\"#fnref:%[1]d\" class=\"footnote-backref\">↩</a></p></li>\n", i+1)
	}
	b.WriteString("</ol></section></body></html>\n")
	return []byte(b.String())
}

func BenchmarkHTML(b *testing.B) {
	src := largePage(23_000) // 10 MB
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := read.Document("a.html", src)
		if err != nil || len(d.Notes) != 23_000 || len(d.Notes[22_999].Markers) != 1 {
			b.Fatal(len(d.Notes), err)
		}
	}
}

package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

// TestJSONLD holds to reading what the web takes for JSON.
func TestJSONLD(t *testing.T) {
	const good = `{"@type":"NewsArticle","headline":"Harbour dues rise again"}`
	for _, c := range []struct{ name, block, want string }{
		{"plain", good, "Harbour dues rise again"},
		{"a list", "[" + good + "]", "Harbour dues rise again"},
		{"a graph", `{"@context":"x","@graph":[{"@type":"WebSite","name":"S"},` + good + "]}", "Harbour dues rise again"},
		{"types as a list", `{"@type":["Thing","ReportageNewsArticle"],"headline":"Harbour dues rise again"}`, "Harbour dues rise again"},
		{"types as addresses", `{"@type":"https://schema.org/BlogPosting","headline":"Harbour dues rise again"}`, "Harbour dues rise again"},
		{"types with a prefix", `{"@type":"schema:Article","headline":"Harbour dues rise again"}`, "Harbour dues rise again"},
		{"a comment around", "<!--" + good + "-->", "Harbour dues rise again"},
		{"CDATA around", "//<![CDATA[\n" + good + "\n//]]>", "Harbour dues rise again"},
		{"commas at the ends", `{"@type":"NewsArticle","headline":"Harbour dues rise again",}`, "Harbour dues rise again"},
		{"a line end in a string", "{\"@type\":\"NewsArticle\",\"headline\":\"Harbour dues\nrise again\"}", "Harbour dues rise again"},
		{"an escape that is none", `{"@type":"NewsArticle","headline":"Harbour\' dues rise again"}`, "Harbour' dues rise again"},
		{"entities", `{"@type":"NewsArticle","headline":"Harbour &amp; dues"}`, "Harbour & dues"},
		{"two blocks in one", good + "\n" + `{"@type":"Person"}`, "Harbour dues rise again"},
		{"a semicolon behind it", good + ";", "Harbour dues rise again"},
		{"a list of items", `{"@type":"ItemList","itemListElement":[` + good + "]}", ""},
		{"a review of it", `{"@type":"Review","itemReviewed":` + good + "}", ""},
		{"another work it is part of", `{"@type":"NewsArticle","headline":"A tide","isPartOf":` + good + "}", "A tide"},
		{"broken", `{"@type":"NewsArticle","headline":`, ""},
		{"no article", `{"@type":"Organization","name":"Harbour"}`, ""},
		{"too deep", strings.Repeat(`{"a":`, 100) + good + strings.Repeat("}", 100), ""},
		{"a value that is a number", `{"@type":"NewsArticle","headline":17}`, ""},
	} {
		in := Inspect(answerOf(`<script type="application/ld+json">`+c.block+`</script>`), checker.Query{})
		got := ""
		if len(in.Page.Titles) > 0 {
			got = in.Page.Titles[0]
		}
		if got != c.want {
			t.Errorf("%s: the title is %q, not %q", c.name, got, c.want)
		}
	}
	two := Inspect(answerOf(`<script type="application/ld+json">{{{</script><script type="application/ld+json">`+good+`</script>`), checker.Query{})
	if len(two.Page.Titles) == 0 {
		t.Error("a broken block cost its neighbour")
	}
	self := Inspect(answerOf(`<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Another harbour"},
		{"@type":"NewsArticle","headline":"This harbour","url":"https://sund.example/reports/17"}]</script>`), checker.Query{})
	if self.Page.Titles[0] != "This harbour" {
		t.Errorf("of two articles the one that is the page is not preferred: %q", self.Page.Titles)
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		name, body string
		header     string
		field      func(checker.Page) any
		want       any
	}{
		{"authors joined by and", "<meta name=author content='Jane Doe and Karl Roe'>", "", authors, []string{"Jane Doe", "Karl Roe"}},
		{"authors joined by commas", "<meta name=author content='Jane Doe, Karl Roe'>", "", authors, []string{"Jane Doe", "Karl Roe"}},
		{"one author turned round", "<meta name=author content='Doe, Jane'>", "", authors, []string{"Doe, Jane"}},
		{"an author with a byline", "<p class=byline>By Jane Doe</p>", "", authors, []string{"Jane Doe"}},
		{"a byline of a blog", "<p class=author>View all posts by Daniel Lem</p>", "", authors, []string{"Daniel Lem"}},
		{"a byline in German", "<p class=byline>Geschrieben <b>von</b><b>Elisa Marv</b></p>", "", authors, []string{"Elisa Marv"}},
		{"a byline with a colon", "<p class=byline>Von: Jane Doe</p>", "", authors, []string{"Jane Doe"}},
		{"a name that begins like a byline", "<meta name=citation_author content='von Mises, Ludwig'>", "", authors, []string{"von Mises, Ludwig"}},
		{"a name that ends like one", "<meta name=author content='Ludwig von Mises'>", "", authors, []string{"Ludwig von Mises"}},
		{"no author but an account", "<meta name=author content='jane.doe'>", "", authors, []string(nil)},
		{"no author but a button", "<p class=author>Follow</p>", "", authors, []string(nil)},
		{"no author but an address", "<meta property=article:author content=https://x.example/jane>", "", authors, []string(nil)},
		{"never a creator of tweets", "<meta name=twitter:creator content='@jane'>", "", authors, []string(nil)},
		{"Highwire's list", "<meta name=citation_authors content='Doe, Jane; Roe, Karl'>", "", authors, []string{"Doe, Jane", "Roe, Karl"}},
		{"bepress", "<meta name=bepress_citation_author content='Doe, Jane'>", "", authors, []string{"Doe, Jane"}},
		{"eprints", "<meta name=eprints.creators_name content='Doe, Jane'>", "", authors, []string{"Doe, Jane"}},
		{"Dublin Core", "<meta name=DC.creator content='Doe, Jane'>", "", authors, []string{"Doe, Jane"}},

		{"og by name", "<meta name=og:title content='A quiet harbour'>", "", titles, []string{"A quiet harbour"}},
		{"og less the site", "<meta property=og:title content='A quiet harbour - Sund Post'><meta property=og:site_name content='Sund Post'>", "", titles, []string{"A quiet harbour"}},
		{"the vote", "<title>B | S</title><h1>A quiet harbour</h1><meta property=og:title content='A quiet harbour'><meta name=twitter:title content='b'>", "", titles, []string{"A quiet harbour", "b", "B | S"}},
		{"junk", "<title>Home</title><h1>404</h1>", "", titles, []string(nil)},

		{"a date of Highwire's", "<meta name=citation_publication_date content=2019/05/02>", "", published, "2019-05-02"},
		{"a month of Highwire's", "<meta name=citation_date content=2019/05>", "", published, "2019-05"},
		{"the earliest of two", "<meta name=citation_date content=2019/05><meta name=citation_online_date content=2018/11/03>", "", published, "2018-11-03"},
		{"eight figures", "<meta name=date content=20190502>", "", published, "2019-05-02"},
		{"a day that is none", "<meta name=date content=2019-02-31>", "", published, "2019-02"},
		{"a date in words", "<meta name=pubdate content='Thu, 02 May 2019 10:00:00 GMT'>", "", published, "2019-05-02"},
		{"time", "<time datetime='2019-05-02T10:00'>x</time>", "", published, "2019-05-02"},
		{"a time in the header and one of the article", "<time datetime=2024-01-01>today</time><h1>A quiet harbour</h1><time datetime=2019-05-02>x</time>", "", published, "2019-05-02"},
		{"a time that is none", "<time datetime='10:00'>x</time>", "", published, ""},
		{"a date after the answer", "<meta name=date content=2031-01-01>", "Date: Sat, 01 Jun 2024 00:00:00 GMT", published, ""},
		{"a date before 1900", "<meta name=date content=1066-10-14>", "", published, ""},
		{"RDFa", "<span property='schema:datePublished' content='2019-05-02'>x</span>", "", published, "2019-05-02"},

		{"a canonical address", "<link rel=canonical href=/b#c>", "", canonical, "https://sund.example/b#c"},
		{"a canonical address by og", "<meta property=og:url content=https://b.example/c>", "", canonical, "https://b.example/c"},
		{"a canonical address with a base", "<base href=https://b.example/x/><link rel=canonical href=y>", "", canonical, "https://b.example/x/y"},
		{"a canonical address with a password", "<link rel=canonical href=https://a:b@sund.example/>", "", canonical, "https://sund.example/"},
		{"a canonical address that is a script", "<link rel=canonical href='javascript:x'>", "", canonical, ""},

		{"a language of the markup", "<html lang=de_AT>", "", languageOf, "de-AT"},
		{"a language of the header", "<p>x", "Content-Language: fr", languageOf, "fr"},
		{"a language that is none", "<html lang='none at all'><meta property=og:locale content=en_US>", "", languageOf, "en-US"},
		{"a language by script", "<p>" + strings.Repeat("Το λιμάνι είναι ήσυχο. ", 10), "", languageOf, "el"},

		{"DOI with an address", "<meta name=citation_doi content='https://doi.org/10.5555/a.b(1)'>", "", doi, "10.5555/a.b(1)"},
		{"DOI by cite-as", "<link rel=cite-as href=https://doi.org/10.5555/x>", "", doi, "10.5555/x"},
		{"DOI by a header", "<p>x", `Link: <https://doi.org/10.5555/x>; rel="cite-as"`, doi, "10.5555/x"},
		{"DOI in the text", "<p>See doi:10.5555/x.", "", doi, "10.5555/x"},
		{"two DOIs in the text", "<p>10.5555/x and 10.5555/y", "", doi, ""},
		{"DOI of JSON-LD", `<script type="application/ld+json">{"@type":"ScholarlyArticle","sameAs":"https://doi.org/10.5555/x"}</script>`, "", doi, "10.5555/x"},

		{"a report", `<script type="application/ld+json">{"@type":"Report"}</script>`, "", kind, "report"},
		{"a book", "<meta name=citation_title content=x><meta name=citation_isbn content=1>", "", kind, "book"},
		{"a data set", `<script type="application/ld+json">{"@type":"Dataset"}</script>`, "", kind, "dataset"},
		{"an article", "<meta property=og:type content=article>", "", kind, "article"},
		{"a page", "<p>x", "", kind, "page"},

		{"locked", "<meta property=article:content_tier content=locked>", "", paywalled, true},
		{"free", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>`, "", paywalled, false},
		{"not free in words", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"https://schema.org/False"}</script>`, "", paywalled, true},
		{"a part that is not free", `<script type="application/ld+json">{"@type":"NewsArticle","hasPart":[{"isAccessibleForFree":"false"}]}</script>`, "", paywalled, true},

		{"inline tags part nothing", "<p><b>c</b>at", "", wordCount, 1},
		{"cells are parted", "<table><tr><td>a<td>b</table>", "", wordCount, 2},
		{"what nobody sees", "<p>a<script>b c</script><style>d</style><template>e</template><noscript>f</noscript><svg><text>g</text></svg><p hidden>h<p style='color:red; DISPLAY : none'>i", "", wordCount, 1},
		{"Han characters", "<p>港湾使用", "", wordCount, 2},
	} {
		r := answerOf(c.body)
		if key, value, ok := strings.Cut(c.header, ": "); ok {
			r.Header[key] = []string{value}
		}
		if diff := cmp.Diff(c.want, c.field(Inspect(r, checker.Query{}).Page)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func authors(p checker.Page) any    { return p.Authors }
func titles(p checker.Page) any     { return p.Titles }
func published(p checker.Page) any  { return p.Published.EDTF }
func canonical(p checker.Page) any  { return p.Canonical }
func languageOf(p checker.Page) any { return p.Language }
func doi(p checker.Page) any        { return p.DOI }
func kind(p checker.Page) any       { return p.Type }
func paywalled(p checker.Page) any  { return p.Paywall }
func wordCount(p checker.Page) any  { return p.Words }

// TestDigests holds the digest of the text to being blind for markup, and that of the bytes not.
func TestDigests(t *testing.T) {
	a := Inspect(answerOf("<p>The “quiet” harbour"), checker.Query{}).Page
	b := Inspect(answerOf("<div>the 'quiet'   <b>Harbour</b></div>"), checker.Query{}).Page
	c := Inspect(answerOf(`<p>The "quiet" harbour`), checker.Query{}).Page
	if a.TextDigest != c.TextDigest || a.TextDigest == b.TextDigest {
		t.Error("curly quotes are straight quotes, and double quotes are not single ones")
	}
	if a.Digest == c.Digest || !strings.HasPrefix(a.Digest, "sha256:") {
		t.Errorf("digests are %s and %s", a.Digest, c.Digest)
	}
	empty := Inspect(answerOf(""), checker.Query{}).Page
	if empty.Digest != "" || empty.TextDigest != "" || empty.Size != 0 {
		t.Errorf("an empty body has digests %q and %q", empty.Digest, empty.TextDigest)
	}
}

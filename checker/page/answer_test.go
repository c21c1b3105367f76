package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

func TestAuthors(t *testing.T) {
	for _, c := range []struct{ cited, page, want string }{
		{"Doe, Jane", "<p>By Jane Doe", "match: jane doe"},
		{"Doe, Jane", "<meta name=author content='Jane Doe'>", "match: Jane Doe"},
		{"Doe, Jane", "<p>Doe, Jane", "match: doe jane"},
		{"Doe, Jane Mary", "<p>By Jane M. Doe", "match: jane m doe"},
		{"Doe, Jane Mary", "<p>By J. M. Doe", "match: j m doe"},
		{"Doe, J.", "<p>By Jane Doe", "match: doe"},
		{"Doe, J.", "<p>By Karl Doe", "weak: doe"},
		{"Doe, Jane", "<p>says Doe.", "weak: doe"},
		{"Doe, Jane", "<p>Janet Doering", "missing"},
		{"Doe, Jane", "<p>nobody", "missing"},
		{"Doe, Jane", "<a rel=author>Karl Roe</a>", "mismatch: Karl Roe"},
		{"Doe, Jane", "<meta name=author content='Karl Roe'>", "missing"},
		{"Doe, Jane", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Karl Roe"}}</script>x`, "mismatch: Karl Roe"},
		{"Doe, Jane", "<span>Jane Doe</span><span>1.2.2023</span>", "match: jane doe"},
		{"Doe, Jane, Jr.", "<p>Jane Doe", "match: jane doe"},
		{"van der Meer, Anneke", "<p>Anneke van der Meer", "match: anneke van der meer"},
		{"van der Meer, Anneke", "<p>Anneke Meer", "match: anneke meer"},
		{"Müller-Lüdtke, Jörg", "<p>Joerg x, Jorg Muller Ludtke", "match: jörg müller lüdtke"},
		{"Wang, Xiao-ming", "<p>Wang Xiaoming", "match: wang xiaoming"},
		{"王, 小明", "<p>记者：王小明 报道", "match: 王小明"},
		{"김, 민수", "<p>김민수가 말했다", "match: 김민수"},
		{"Nagy, Péter", "<p>Írta: Nagy Péter", "match: nagy péter"},
		{"O’Brien, Flann", "<p>Flann O'Brien", "match: flann obrien"},
		{"Ivanova, Marina", "<meta name=author content='Марина Иванова'>x", "match: Марина Иванова"},
		{"et al.", "<p>x", "cannot-tell"},
		{"Harbor Instituut", "<meta property=og:site_name content='Harbor Instituut'>x", "match: Harbor Instituut"},
		{"Harbour Instituut", "<meta property=og:site_name content='Harbor Instituut'>x", "match: Harbor Instituut"},
		{"Ministry of Ports", "<p>© Ministry of Ports", "match: ministry of ports"},
		{"Reuters", "<p>Reuters reported", "weak: reuters"},
		{"Jane Doe", "<p>By Jane Doe", "match: jane doe"},
		{"Sundpost", "<p>x", "match: sundpost.example"},
		{"Doe, Jane", "", "cannot-tell"},
	} {
		r := checker.Response{URL: "https://www.sundpost.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(c.page)}
		a := Inspect(r, checker.Query{Authors: []string{c.cited}}).Page.Answers.Authors[0]
		if got := strings.TrimSuffix(a.Answer+": "+a.Found, ": "); got != c.want || a.Asked != c.cited {
			t.Errorf("%q on %q: the answer is %q, not %q", c.cited, c.page, got, c.want)
		}
	}
}

// TestAuthorsTogether holds to calling nobody a mismatch where one of the cited is found.
func TestAuthorsTogether(t *testing.T) {
	r := answerOf("<a rel=author>Jane Doe</a>")
	for _, a := range Inspect(r, checker.Query{Authors: []string{"Doe, Jane", "Roe, Karl"}}).Page.Answers.Authors {
		if a.Answer == checker.AnswerMismatch {
			t.Errorf("%s is a mismatch, though a co-author is found", a.Asked)
		}
	}
}

func TestDates(t *testing.T) {
	ld := func(date string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"` + date + `"}</script>x`
	}
	for _, c := range []struct{ cited, url, page, want string }{
		{"2025-03-01", "/a", "<p>x 1 March 2025", "match: 1 March 2025"},
		{"2025-03-01", "/a", "<p>March 1st, 2025", "match: March 1st, 2025"},
		{"2025-03-01", "/a", "<p>2025年3月1日", "match: 2025年3月1日"},
		{"2025-03-01", "/a", "<p>2 March 2025", "match: 2 March 2025"},
		{"2025-03-01", "/a", "<p>3 March 2025", "missing"},
		{"2025-03-01", "/a", "<p>March 2025", "missing"},
		{"2025-03", "/a", "<p>17 March 2025", "match: 17 March 2025"},
		{"2025-03", "/a", "<p>March 2025", "match: March 2025"},
		{"2025", "/a", "<p>17 March 2025", "match: 17 March 2025"},
		{"2025", "/a", "<p>© 2025", "weak: 2025"},
		{"2025", "/a", "<p>x", "missing"},
		{"2025-03-01", "/2025/03/01/a", "<p>x", "match: 2025-03-01"},
		{"2025-03-01", "/a-20250301.html", "<p>x", "match: 2025-03-01"},
		{"2025-03-01", "/2024/11/05/a", "<p>x", "mismatch: 2024-11-05"},
		{"2025-03-01", "/a", ld("2025-03-01T23:30:00Z"), "match: 2025-03-01"},
		{"2025-03-01", "/a", ld("2024-11-05"), "mismatch: 2024-11-05"},
		{"2025-03-01", "/a", ld("2024-11-05") + "<p>1 March 2025", "match: 1 March 2025"},
		{"2025-03-01", "/a", ld("2025-03"), "weak: 2025-03"},
		{"2025-03-01", "/a", "<meta name=date content=2024-11-05>x", "missing"},
		{"2025-03-01", "/a", ld("2024-11-05") + "<meta property=article:modified_time content=2025-03-01>", "weak: 2025-03-01"},
		{"2025-03-01", "/a", "<span>Sund</span><span>1.3.2025</span>", "match: 1.3.2025"},
		{"2025-35", "/a", ld("2025-08-01"), "match: 2025-08-01"},
		{"2019/2020", "/a", ld("2020-08-01"), "match: 2020-08-01"},
		{"2025-03-01", "/a", "", "cannot-tell"},
		{"", "/a", "<p>x", "cannot-tell"},
	} {
		r := checker.Response{URL: "https://sund.example" + c.url, Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(c.page)}
		a := Inspect(r, checker.Query{Dates: []checker.Date{{EDTF: c.cited, Text: "n.d."}}}).Page.Answers.Dates[0]
		if got := strings.TrimSuffix(a.Answer+": "+a.Found, ": "); got != c.want {
			t.Errorf("%s on %s%q: the answer is %q, not %q", c.cited, c.url, c.page, got, c.want)
		}
	}
}

func TestFragments(t *testing.T) {
	const body = `<h2 id="History">History</h2><a name=old></a><h2 id="user-content-setup">Setup</h2><h2 id="Débat">x</h2>
<p>The keepers wrote down <b>every</b> tide, in ledgers bound with green cloth.<p>They did so for ninety years.`
	for _, c := range []struct{ fragment, want string }{
		{"", "found"},
		{"top", "found"},
		{"History", "found"},
		{"history", "missing"},
		{"old", "found"},
		{"setup", "found"},
		{"D%C3%A9bat", "found"},
		{"Débat", "found"},
		{"nothing", "missing"},
		{"100%", "missing"},
		{"/route/1", "cannot-tell"},
		{"!route", "cannot-tell"},
		{"L10", "cannot-tell"},
		{"L10-L20", "cannot-tell"},
		{":~:text=every%20tide", "found"},
		{":~:text=Every%20TIDE,", "found"},
		{":~:text=every%20tides", "missing"},
		{":~:text=keepers,cloth", "found"},
		{":~:text=cloth,keepers", "missing"},
		{":~:text=wrote%20down-,every,-tide", "found"},
		{":~:text=bound-,every,-tide", "missing"},
		{":~:text=green%20cloth.%20They", "found"},
		{":~:text=every%20tide&text=ninety%20years", "found"},
		{":~:text=every%20tide&text=hundred%20years", "missing"},
		{"History:~:text=every%20tide", "found"},
		{"nothing:~:text=every%20tide", "missing"},
		{":~:unknown=x", "found"},
	} {
		q := checker.Query{Fragments: []string{c.fragment}}
		if got := Inspect(answerOf(body), q).Page.Answers.Fragments[0]; got.Answer != c.want || got.Asked != c.fragment {
			t.Errorf("#%s: the answer is %+v, not %s", c.fragment, got, c.want)
		}
	}
	cut := answerOf(body)
	cut.Partial = true
	pdf := answerOf("%PDF-1.4\n1 0 obj <</Type /Pages /Kids [2 0 R] /Count 12>> endobj")
	pdf.Header = nil
	text := answerOf("plain words")
	text.Header = map[string][]string{"Content-Type": {"text/plain"}}
	for _, c := range []struct {
		name     string
		r        checker.Response
		fragment string
		want     string
	}{
		{"a page cut short", cut, "nothing", "cannot-tell"},
		{"a page cut short", cut, "History", "found"},
		{"a PDF", pdf, "page=12", "found"},
		{"a PDF", pdf, "page=13", "missing"},
		{"a PDF", pdf, "section", "cannot-tell"},
		{"a text", text, "section", "cannot-tell"},
		{"a text", text, ":~:text=words", "found"},
	} {
		if got := Inspect(c.r, checker.Query{Fragments: []string{c.fragment}}).Page.Answers.Fragments[0].Answer; got != c.want {
			t.Errorf("%s, #%s: the answer is %s, not %s", c.name, c.fragment, got, c.want)
		}
	}
}

func TestPDF(t *testing.T) {
	packet := `junk <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" prism:doi="10.5555/tides.17">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tidal barrages &amp; tolls of the sound</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Karl Roe</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta> junk`
	r := answerOf("%PDF-1.7\n" + packet)
	r.Header = map[string][]string{"Content-Type": {"application/pdf"}}
	in := Inspect(r, checker.Query{Titles: []string{"Tidal Barrages and Tolls of the Sound"}, Authors: []string{"Doe, Jane", "Poe, Edgar"}})
	p := in.Page
	if diff := cmp.Diff([]string{"Tidal barrages & tolls of the sound"}, p.Titles); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Jane Doe", "Karl Roe"}, p.Authors); diff != "" {
		t.Errorf("authors (-want +got):\n%s", diff)
	}
	if p.DOI != "10.5555/tides.17" || p.ContentType != "application/pdf" || len(in.Signals) > 0 {
		t.Errorf("DOI %q, type %q, signals %v", p.DOI, p.ContentType, in.Signals)
	}
	if !p.Answers.TitleFound() || p.Answers.Authors[0].Answer != checker.AnswerMatch || p.Answers.Authors[1].Answer == checker.AnswerMismatch {
		t.Errorf("answers are %+v", p.Answers)
	}
	for _, title := range []string{"Microsoft Word - final_v3.docx", "untitled", "brochure.indd", "Slide 1", ""} {
		if !templateTitle(title) {
			t.Errorf("%q is believed to be a title", title)
		}
	}
	if templateTitle("A documented history of the sound") {
		t.Error("a title is believed to be a file's name")
	}
}

// TestNothingCompared holds to saying nothing against a citation where the page is another one, or
// was not obtained whole.
func TestNothingCompared(t *testing.T) {
	const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Lighthouse keepers leave the island","datePublished":"2019-01-01","author":{"name":"Karl Roe"}}</script>`
	q := checker.Query{URL: "https://sund.example/reports/17", Titles: []string{"Harbour dues rise again"}, Authors: []string{"Doe, Jane"}, Dates: []checker.Date{{EDTF: "2025-03-01"}}, Fragments: []string{"x"}}
	cut := answerOf("<title>Lighthouse keepers leave the island</title><p>some words")
	cut.Partial = true
	for _, c := range []struct {
		name string
		r    checker.Response
		want string // answers to title, author, date, fragment
	}{
		{"another article", answerOf(head + "<p>some words"), "mismatch mismatch mismatch missing"},
		{"an error page", answerOf(head + "<title>Page not found</title><p>some words"), "no-metadata cannot-tell cannot-tell cannot-tell"},
		{"a wall", answerOf(head + "<title>Just a moment...</title><p>some words"), "no-metadata cannot-tell cannot-tell cannot-tell"},
		{"an empty application", answerOf(head + "<div id=root></div>"), "no-metadata cannot-tell cannot-tell cannot-tell"},
		{"a page cut short", cut, "mismatch cannot-tell cannot-tell cannot-tell"},
	} {
		a := Inspect(c.r, q).Page.Answers
		if got := strings.Join([]string{a.Titles[0].Answer, a.Authors[0].Answer, a.Dates[0].Answer, a.Fragments[0].Answer}, " "); got != c.want {
			t.Errorf("%s: the answers are %q, not %q", c.name, got, c.want)
		}
	}
}

func TestValidators(t *testing.T) {
	r := answerOf("x")
	r.Header["Etag"], r.Header["Last-Modified"] = []string{`W/"a&amp;b  c"`}, []string{"Sat, 01 Jun 2024 00:00:00 GMT"}
	if p := Inspect(r, checker.Query{}).Page; p.ETag != `W/"a&amp;b  c"` || p.LastModified != "Sat, 01 Jun 2024 00:00:00 GMT" {
		t.Errorf("validators are %q and %q", p.ETag, p.LastModified)
	}
	r.Header["Etag"] = []string{"a\r\nCookie: x"}
	if p := Inspect(r, checker.Query{}).Page; p.ETag != "" {
		t.Errorf("an entity tag that no header may hold is kept: %q", p.ETag)
	}
}

// TestProof: only a title that no error, wall or login page bears proves a page to be itself.
func TestProof(t *testing.T) {
	for title, want := range map[string]bool{
		"The Port and the Tide":                true,
		"Tides":                                false,
		"404 Not Found":                        false,
		"Just a moment...":                     false,
		"Sign in to your account":              false,
		"Apache2 Ubuntu Default Page It works": false,
	} {
		r := answerOf("<title>" + title + "</title><h1>" + title + "</h1><p>" + strings.Repeat("The tide rose over the quay of Sund. ", 60) + "</p>")
		in := Inspect(r, checker.Query{URL: r.URL, Titles: []string{title}})
		if got := in.Page.Answers.Titles[0].Proof; got != want {
			t.Errorf("a page titled %q: Proof is %t, want %t", title, got, want)
		}
	}
}

package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/citelint/citelint/checker"
)

// htmlFrame lists the elements of the page, and which attributes each may have.
var htmlFrame = map[string]string{
	"html": "lang", "head": "", "body": "", "meta": "charset http-equiv content name", "title": "", "style": "", "script": "",
	"header": "", "nav": "aria-labelledby", "main": "id tabindex", "footer": "", "section": "class id aria-labelledby",
	"article": "class id aria-labelledby data-verdicts data-person data-error", "div": "class id role aria-multiline aria-label tabindex contenteditable spellcheck lang dir", "span": "class aria-hidden role",
	"h1": "", "h2": "id", "h3": "id tabindex", "p": "class id hidden", "b": "class", "bdi": "lang", "mark": "lang", "del": "lang", "ins": "lang",
	"code": "class", "a": "class href rel", "ul": "class", "ol": "", "li": "class data-verdicts data-person data-error",
	"dl": "class", "dt": "", "dd": "", "details": "class", "summary": "", "kbd": "",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "",
	"form": "id class role aria-label autocomplete hidden", "fieldset": "", "legend": "", "label": "for",
	"input": "type name value checked id spellcheck", "select": "id", "option": "value", "output": "id for",
	"button": "type id class title hidden data-copy", "dialog": "id aria-labelledby",
}

// htmlValues says what the values of attributes look like, where they could do something.
var htmlValues = map[string]*regexp.Regexp{
	"id":            regexp.MustCompile(`^(d\d+(n\d+)?(-(h|o|l|letter))?|[a-z-]+)$`),
	"class":         regexp.MustCompile(`^[a-z ]+$`),
	"lang":          regexp.MustCompile(`^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$`),
	"href":          regexp.MustCompile(`^(#[a-z0-9-]+|(?i:https?)://\S+)$`),
	"data-verdicts": regexp.MustCompile(`^[a-z -]*$`),
	"http-equiv":    regexp.MustCompile(`^Content-Security-Policy$`),
}

func parseHTML(t testing.TB, src []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func elements(root *html.Node, name string) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			all = append(all, n)
		}
	}
	return all
}

// TestHTMLFrame holds every case to the frame: no element, attribute or address but the page's own.
func TestHTMLFrame(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			src := writeAll(t, "html", c.report)
			root := parseHTML(t, src)
			ids := map[string]bool{}
			var targets []string
			for n := range root.Descendants() {
				switch n.Type {
				case html.CommentNode:
					t.Errorf("the page has a comment: %q", n.Data)
				case html.ElementNode:
					allowed, known := htmlFrame[n.Data]
					if !known {
						t.Errorf("the page has an element %s", n.Data)
					}
					for _, a := range n.Attr {
						if !slices.Contains(strings.Fields(allowed), a.Key) {
							t.Errorf("%s has an attribute %s=%q", n.Data, a.Key, a.Val)
						}
						if re := htmlValues[a.Key]; re != nil && !re.MatchString(a.Val) {
							t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
						}
						switch a.Key {
						case "id":
							if ids[a.Val] {
								t.Errorf("two elements have the id %s", a.Val)
							}
							ids[a.Val] = true
						case "href":
							if to, ok := strings.CutPrefix(a.Val, "#"); ok {
								targets = append(targets, to)
							} else if rel := attribute(n, "rel"); rel != "noopener noreferrer nofollow" {
								t.Errorf("the link to %s has rel=%q", a.Val, rel)
							}
						case "aria-labelledby", "for", "data-copy":
							targets = append(targets, strings.Fields(a.Val)...)
						}
					}
				}
			}
			for _, to := range targets {
				if !ids[to] {
					t.Errorf("something points at #%s, which is not there", to)
				}
			}
			for _, secret := range []string{"hunter2hunter2"} {
				if bytes.Contains(src, []byte(secret)) {
					t.Errorf("the page shows the secret %s", secret)
				}
			}
			for i, b := range src {
				if b < ' ' && b != '\n' || b == 0x7f {
					t.Fatalf("byte %d of the page is %#02x", i, b)
				}
			}
		})
	}
}

// TestHTMLPolicy computes the hashes of the policy from the page as a browser does.
func TestHTMLPolicy(t *testing.T) {
	root := parseHTML(t, writeAll(t, "html", cleanReport(t)))
	hash := func(name string) string {
		list := elements(root, name)
		if len(list) != 1 {
			t.Fatalf("the page has %d elements %s, not one", len(list), name)
		}
		sum := sha256.Sum256([]byte(textOf(list[0])))
		return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	want := fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", hash("style"), hash("script"))
	got := ""
	for _, m := range elements(root, "meta") {
		if attribute(m, "http-equiv") != "" {
			got = attribute(m, "content")
		}
	}
	if got != want {
		t.Errorf("the policy is\n%s\nwant\n%s", got, want)
	}
}

// TestHTMLSize holds the report of 300 notes to a megabyte.
func TestHTMLSize(t *testing.T) {
	rep := notesReport(t, 300)
	if n := len(writeAll(t, "html", rep)); n > 1_000_000 {
		t.Errorf("300 notes make %d bytes, which is more than a megabyte", n)
	} else if n < 300_000 {
		t.Errorf("300 notes make %d bytes: too few for them all to be there", n)
	}
}

// notesReport has n notes of every kind of answer: each claims, quotes and cites something.
func notesReport(t testing.TB, n int) *checker.Report {
	var lines []string
	for i := 1; i <= n; i++ {
		lines = append(lines, fmt.Sprintf("%d The %d. Report on the Tides and the Harbour Dues of the Northern Sound https://sund.example/reports/2025/%d?utm_source=mail", i, i, i))
	}
	d := brief("briefs/tides.md", lines...)
	results := map[string]checker.Result{}
	for i, note := range d.Notes {
		c := note.Citations[0]
		c.Authors, c.Container, c.Date = []checker.Name{{Family: "Berg", Given: "Lena"}}, "Statistics Office", date("2025-03-03", "3 March 2025")
		m := note.Markers[0]
		m.Claim = "The office counted “212,000 passengers in the first year”, twice the plan, and many more than in all the years before " + note.Label + "."
		m.Quotations = []checker.Quotation{{Text: "212,000 passengers in the first year", Span: m.Span}}
		r := checker.Result{Verdict: checker.Verdicts[i%len(checker.Verdicts)], Status: 200, Evidence: []string{"status 200", "title found in h1"}, Checked: clock("2026-03-02T09:15:04Z")}
		switch r.Verdict {
		case checker.OK:
			r.Page.Answers = checker.Answers{
				Titles:     []checker.TitleAnswer{{Asked: c.Title, Answer: checker.AnswerMatch, Found: c.Title, Where: "h1"}},
				Authors:    []checker.Answer{{Asked: "Berg, Lena", Answer: checker.AnswerMatch}},
				Dates:      []checker.Answer{{Asked: "2025-03-03", Answer: checker.AnswerMismatch, Found: "2024-03-03"}},
				Quotations: []checker.QuotationAnswer{{Asked: m.Quotations[0].Text, Answer: checker.AnswerAltered, Found: "212,000 guests in the first year"}},
			}
		case checker.Moved:
			r.Cause, r.Instead = checker.CausePermanent, "https://sund.example/archive/"+note.Label
			r.Hops = []checker.Hop{{URL: c.Links[0].URL, Status: 301}}
		case checker.Dead:
			r.Cause = checker.CauseNotFound
			r.Snapshots = []checker.Snapshot{{Archive: "wayback", URL: "https://web.archive.org/web/2025/" + c.Links[0].URL, Time: clock("2025-05-10T12:00:00Z")}}
		case checker.Blocked:
			r.Cause, r.Evidence = checker.CauseBotWall, []string{"cf-mitigated: challenge", "status 403"}
		}
		results[c.Links[0].URL] = r
	}
	return check(t, web(results), nil, d)
}

// TestHTMLNotes finds every note of a document on the page, in order, with its text, whether anything
// was found or not.
func TestHTMLNotes(t *testing.T) {
	for _, c := range cases(t) {
		var want []string
		for _, d := range c.report.Documents {
			for _, n := range d.Notes {
				want = append(want, strings.TrimSpace(n.Text))
			}
		}
		articles := elements(parseHTML(t, writeAll(t, "html", c.report)), "article")
		if len(articles) != len(want) {
			t.Errorf("%s: the page has %d notes, want %d", c.name, len(articles), len(want))
			continue
		}
		if strings.HasPrefix(c.name, "hostile") {
			continue // what is shown is clean; the frame is another test's
		}
		for i, a := range articles {
			if !strings.Contains(textOf(a), want[i]) {
				t.Errorf("%s: note %d does not say %q", c.name, i, want[i])
			}
		}
	}
}

// TestHTMLColours holds that what nobody saw is never green, and what was not read never compared.
func TestHTMLColours(t *testing.T) {
	root := parseHTML(t, writeAll(t, "html", notesReport(t, 20)))
	for _, a := range elements(root, "article") {
		verdict := attribute(a, "data-verdicts")
		green := 0
		for _, s := range elements(a, "span") {
			if strings.Contains(attribute(s, "class"), "good") {
				green++
			}
		}
		switch {
		case verdict == "ok" && green == 0:
			t.Errorf("a source that answers is not green: %s", textOf(a))
		case verdict != "ok" && green > 0:
			t.Errorf("a source that is %s has something green: %s", verdict, textOf(a))
		case verdict != "ok" && verdict != "moved" && !strings.Contains(textOf(a), "Not compared"):
			t.Errorf("a source that is %s does not say that nothing was compared: %s", verdict, textOf(a))
		}
	}
}

// letters returns the letters of a page, by the order of their documents.
func letters(t testing.TB, rep *checker.Report) []string {
	t.Helper()
	var all []string
	for _, d := range elements(parseHTML(t, writeAll(t, "html", rep)), "div") {
		if attribute(d, "class") == "paper" {
			all = append(all, textOf(d))
		}
	}
	return all
}

// TestHTMLLetter asks an author about the notes that need a person, and about nothing else.
func TestHTMLLetter(t *testing.T) {
	if got := letters(t, cleanReport(t)); len(got) > 0 {
		t.Errorf("nothing is to be asked, and there is a letter: %q", got)
	}
	got := letters(t, check(t, web(nightResults()), nil, nightTrains()))
	want := "Dear A. Lind,\n\n" +
		"thank you for “Night Trains in the North”. We have gone through its citations, and at 2 places we need your help. " +
		"Could you please look at them? Where all is well as it stands, just tell us so.\n\n" +
		"Note 3 (line 10): “夜行列车票价” (Night Train Fares), Rail Weekly, February 2025.\n" +
		"  What we saw: The link's target “#” is a placeholder.\n" +
		"  What we ask: Put the source's address in, or take the link out.\n\n" +
		"In the text (line 6)\n" +
		"  What we saw: Status 404, while the host's other pages answer: " + railURL + "\n" +
		"  What we ask: Find where the source is now, cite an archived copy, or cite another source.\n\n" +
		"Thank you, and kind regards\n"
	if diff := cmp.Diff([]string{want}, got); diff != "" {
		t.Errorf("the letter (-want +got):\n%s", diff)
	}
	for _, l := range letters(t, incompleteReport(t)) {
		for _, words := range []string{"Run citelint", "(safe)", "(probably right"} {
			if strings.Contains(l, words) {
				t.Errorf("an author is told %q:\n%s", words, l)
			}
		}
	}
}

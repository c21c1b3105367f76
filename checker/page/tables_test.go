package page

import (
	"fmt"
	"html"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

const signalDir = "../../testdata/page/signals/"

func casesIn(t *testing.T, name string) []txtar.File {
	t.Helper()
	data, err := os.ReadFile(signalDir + name)
	if err != nil {
		t.Fatal(err)
	}
	return txtar.Parse(data).Files
}

// padded returns the page with words added until it has n, if it has fewer.
func padded(t *testing.T, body string, n int) checker.Response {
	t.Helper()
	have := Inspect(answerOf(body), asked).Page.Words
	if have > n {
		t.Fatalf("a page of %d words cannot have %d: %s", have, n, body)
	}
	r := answerOf(body + "<p>" + strings.Repeat("tide ", n-have))
	if got := Inspect(r, asked).Page.Words; got != n {
		t.Fatalf("a page of %d words was to have %d: %s", got, n, body)
	}
	return r
}

// TestWallMarks holds each mark of the tables of walls to a page of testdata that bears it: a wall
// with as few words as its gate lets through, an ordinary page with one more.
func TestWallMarks(t *testing.T) {
	cases := casesIn(t, "walls.txtar")
	for _, c := range cases {
		kind, _, _ := strings.Cut(c.Name, ": ")
		body := string(c.Data)
		low, bones := strings.ToLower(body), fold(Inspect(answerOf(body), asked).Text)
		limit := gate
		switch kind {
		case "puzzle":
			limit = 40
			if _, ok := anyMark(low, captchas, strings.Contains); !ok {
				t.Errorf("%s: bears no mark of a puzzle", c.Name)
			}
		case "text":
			m, ok := anyMark(bones, wallText, match.Has)
			if !ok {
				t.Errorf("%s: bears no mark in its text", c.Name)
			}
			if m.who == "" {
				limit = nameless
			}
		}
		if got := kinds(padded(t, body, limit-1), asked); !strings.HasPrefix(got, "bot-wall") {
			t.Errorf("%s: with %d words its signals are %q", c.Name, limit-1, got)
		}
		got := kinds(padded(t, body, limit), asked)
		if is := strings.HasPrefix(got, "bot-wall!"); is != (kind == "any") || strings.HasPrefix(got, "bot-wall") && !is {
			t.Errorf("%s: with %d words its signals are %q", c.Name, limit, got)
		}
	}
	has := func(m mark, in func(c txtar.File) string, has func(text, s string) bool) bool {
		return slices.ContainsFunc(cases, func(c txtar.File) bool {
			_, ok := anyMark(in(c), []mark{m}, has)
			return ok
		})
	}
	markup := func(c txtar.File) string { return strings.ToLower(string(c.Data)) }
	text := func(c txtar.File) string { return fold(Inspect(answerOf(string(c.Data)), asked).Text) }
	for _, m := range slices.Concat(wallMarkup, captchas) {
		if !has(m, markup, strings.Contains) {
			t.Errorf("no page of walls.txtar has the markup %q of %s", m.all, m.who)
		}
	}
	for _, m := range wallText {
		if !has(m, text, match.Has) {
			t.Errorf("no page of walls.txtar has the text %q of %s", m.all, m.who)
		}
	}
}

// TestNames holds each name and phrase of the tables to a line of testdata: as the title of a short
// page it is told for what it is, and an ordinary page may have it in its text, or more in its title.
func TestNames(t *testing.T) {
	lines := map[string][]string{}
	for _, f := range casesIn(t, "names.txtar") {
		lines[f.Name] = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
	}
	for _, c := range []struct {
		name  string
		kind  checker.SignalKind
		table []string
		page  string // of which the line is a part
	}{
		{"wall", checker.SignalWall, titlesOf(wallTitles), "<title>%s</title><p>Wait."},
		{"refusal", checker.SignalWall, keys(refusalNames), "<title>%[1]s</title><h1>%[1]s</h1><p>Number 17."},
		{"placeholder", checker.SignalPlaceholder, slices.Concat(keys(defaultPages), defaultBeginnings), "<title>%s</title><p>Configure me."},
		{"login", checker.SignalLogin, keys(loginNames), "<title>Sund</title><h1>%s</h1><form><input name=user></form>"},
		{"consent", checker.SignalConsent, keys(consentNames), "<title>Sund</title><h1>%s</h1><p>Let us know.<button>Yes</button>"},
		{"error", checker.SignalWordsIs, errorPhrases, "<title>%s</title><p>Try the search."},
		{"parked", checker.SignalParked, parkedPhrases, "<title>sund.example</title><p>%s"},
	} {
		if len(lines[c.name]) < 15 {
			t.Errorf("names.txtar has %d lines of %s", len(lines[c.name]), c.name)
		}
		var folded []string
		for _, line := range lines[c.name] {
			folded = append(folded, fold(line))
			text := html.EscapeString(line)
			kind := c.kind
			if kind == checker.SignalWordsIs && barePart(line) != "" {
				kind = checker.SignalWordsHas // it may be an entry's name: the fetcher asks an invented path
			}
			if got := kinds(answerOf(fmt.Sprintf(c.page, text)), asked); !strings.Contains(got, string(kind)) {
				t.Errorf("%s: a short page of %q gives %q", c.name, line, got)
			}
			for what, body := range map[string]string{
				"in the text of an essay":              essay("", text),
				"at the beginning of a page's text":    strings.Replace(essay("", ""), "<p>", "<p>"+text+" ", 1),
				"in the link of an essay":              essay("", "<a href=/x>"+text+"</a>"),
				"in the hidden part of an essay":       essay("", "<div hidden><h1>"+text+"</h1></div>"),
				"in the description of an essay":       essay("<meta name=description content='"+text+"'>", ""),
				"in a third-level heading of an essay": essay("", "<h3>"+text+"</h3>"),
			} {
				if got := kinds(answerOf(body), asked); got != "" {
					t.Errorf("%s: %q %s gives %q", c.name, line, what, got)
				}
			}
			title := "Keepers of Sund on “" + text + "” and what they wrote of it in their ledgers"
			body := "<title>" + title + "</title><h1>" + title + "</h1>" + strings.Repeat("<p>They wrote down every tide.", 40)
			if got := kinds(answerOf(body), asked); strings.NewReplacer("words-has", "", "shape", "", "holding", "").Replace(got) != strings.Repeat(" ", strings.Count(got, " ")) && c.name != "parked" {
				t.Errorf("%s: an article on %q gives %q", c.name, line, got)
			}
		}
		for _, entry := range c.table {
			if c.name == "error" {
				body := "<title>Sund Post</title><h1>Sund Post</h1><p>Sorry: the old harbour " + entry + ", they say."
				if got := kinds(answerOf(body), asked); !strings.Contains(got, string(checker.SignalWordsHas)) {
					t.Errorf("a page that begins with %q gives %q, not words-has", entry, got)
				}
			}
			if !slices.ContainsFunc(folded, func(line string) bool { return match.Has(line, entry) }) {
				t.Errorf("%s: no line of names.txtar has %q", c.name, entry)
			}
		}
	}
}

func titlesOf(marks []mark) []string {
	var out []string
	for _, m := range marks {
		out = append(out, m.all[0])
	}
	return out
}

func keys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

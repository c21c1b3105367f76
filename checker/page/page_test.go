package page_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

var update = flag.Bool("update", false, "write what is found into testdata/page")

// TestPages inspects each page of testdata/page. A case is a txtar file: "ask" has the answer's
// status line and headers and what is asked, "body" the page, "want" what is to be found.
func TestPages(t *testing.T) {
	files := pageFiles(t)
	if len(files) < 40 {
		t.Fatalf("testdata/page has %d pages, not 40", len(files))
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r, q := readCase(t, a)
			got := render(page.Inspect(r, q))
			if *update {
				setFile(a, "want", got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(file(a, "want"), got); diff != "" {
				t.Errorf("%s: the page is read otherwise than the file wants (-want +got):\n%s", name, diff)
			}
		})
	}
}

func pageFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/page/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func file(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func setFile(a *txtar.Archive, name, data string) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(data)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(data)})
}

// readCase reads the files "ask" and "body". In "ask", the first line is "asked address", or "asked
// address -> final address"; then lines "key: value", where the keys title, author, date and
// fragment ask, status is the status, and all others are headers.
func readCase(t testing.TB, a *txtar.Archive) (checker.Response, checker.Query) {
	t.Helper()
	r := checker.Response{Status: 200, Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}}
	var q checker.Query
	sc := bufio.NewScanner(strings.NewReader(file(a, "ask")))
	for sc.Scan() {
		line := strings.TrimSpace(sc.Text())
		if line == "" {
			continue
		}
		if q.URL == "" {
			asked, final, ok := strings.Cut(line, " -> ")
			if !ok {
				final = asked
			}
			q.URL, r.URL = asked, final
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("ask: line %q is no key and value", line)
		}
		switch key {
		case "title":
			q.Titles = append(q.Titles, value)
		case "author":
			q.Authors = append(q.Authors, value)
		case "date":
			q.Dates = append(q.Dates, checker.Date{EDTF: value})
		case "fragment":
			q.Fragments = append(q.Fragments, value)
		case "status":
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			r.Status = n
		case "partial":
			r.Partial = value == "true"
		default:
			r.Header[key] = []string{value}
		}
	}
	r.Body = []byte(expand(file(a, "body")))
	return r, q
}

var wordsMark = regexp.MustCompile(`\{\{words (\d+)\}\}`)

// expand replaces {{words n}} by n words of ordinary text.
func expand(body string) string {
	return wordsMark.ReplaceAllStringFunc(body, func(m string) string {
		n, _ := strconv.Atoi(wordsMark.FindStringSubmatch(m)[1])
		return prose(n)
	})
}

// prose returns n words.
func prose(n int) string {
	words := strings.Fields("the keepers of that small harbour wrote down every tide in ledgers bound with green cloth while ferries waited behind the mole for slack water and gulls argued over fish")
	var b strings.Builder
	for i := range n {
		b.WriteString(words[(i*7+i/31)%len(words)])
		switch {
		case i%60 == 59:
			b.WriteString(".</p>\n<p>")
		case i%12 == 11:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// render writes an inspection as people check it.
func render(in checker.Inspection) string {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" && value != "0" {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	p := in.Page
	for _, t := range p.Titles {
		line("title", t)
	}
	for _, a := range p.Authors {
		line("author", a)
	}
	line("site", p.Site)
	line("published", p.Published.EDTF)
	line("modified", p.Modified.EDTF)
	line("canonical", p.Canonical)
	line("language", p.Language)
	line("type", p.Type)
	line("doi", p.DOI)
	line("content type", p.ContentType)
	line("words", strconv.Itoa(p.Words))
	if p.Paywall {
		line("paywall", "declared")
	}
	line("refresh", in.Refresh)
	for _, t := range p.Answers.Titles {
		text := ""
		if t.InText {
			text = ", in text"
		}
		line("asked title", fmt.Sprintf("%s → %s %.2f %s: %s%s", t.Asked, t.Answer, t.Score, t.Where, t.Found, text))
	}
	for _, group := range []struct {
		what string
		list []checker.Answer
	}{{"author", p.Answers.Authors}, {"date", p.Answers.Dates}, {"fragment", p.Answers.Fragments}} {
		for _, a := range group.list {
			line("asked "+group.what, strings.TrimSuffix(fmt.Sprintf("%s → %s: %s", a.Asked, a.Answer, a.Found), ": "))
		}
	}
	for _, s := range in.Signals {
		sure := ""
		if s.Decisive {
			sure = "decisive, "
		}
		line("signal "+string(s.Kind), sure+s.Evidence)
	}
	return b.String()
}

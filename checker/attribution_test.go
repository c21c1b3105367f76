package checker_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

func parsed(t testing.TB, src string) *checker.Document {
	t.Helper()
	d, err := read.Document("brief.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(d)
	return d
}

const quoting = `# Tolls

The board wrote that “the dues rose again”,[^1] and the office that “no ship came”.[^2]

It added: “the tolls fell in spring”.[^3] A book says that “the pilots went home”.[^4]

> The ropes were counted twice.[^5]

Nobody knows who wrote that “the masts broke”.[^9]

[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, Port News, 3 May 2024.
[^2]: “[Ships Stay Away](https://sund.example/ships)”, Port News, 4 May 2024.
[^3]: Ibid., 3; “[Tolls of the Harbour](https://sund.example/tolls)”, Port News, 5 May 2024.
[^4]: Joan Prior, *Quays and Trusts* (Bencher, 2012), 45.
[^5]: “[Ropes](https://sund.example/ropes)”, Port News, 6 May 2024, archived at https://web.archive.org/web/20240507000000/https://sund.example/ropes.
`

// TestAttributions holds each quotation to the sources of all notes on its sentence, those that ibid.
// means among them.
func TestAttributions(t *testing.T) {
	var got []string
	for _, a := range checker.Attributions(parsed(t, quoting)) {
		var to []string
		for _, c := range a.Citations {
			to = append(to, c.Title)
		}
		got = append(got, fmt.Sprintf("%s: %s, unknown %t", a.Quotation.Text, strings.Join(to, "; "), a.Unknown))
	}
	want := []string{
		"the dues rose again: Who Owns the Quay?; Ships Stay Away, unknown false",
		"no ship came: Who Owns the Quay?; Ships Stay Away, unknown false",
		"the tolls fell in spring: Ships Stay Away; Tolls of the Harbour, unknown false",
		"the pilots went home: Quays and Trusts, unknown false",
		"The ropes were counted twice.: Ropes, unknown false",
		"the masts broke: , unknown true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attributions (-want +got):\n%s", diff)
	}
}

// TestQueriesQuote holds that a claim's quotations are asked of all its sources.
func TestQueriesQuote(t *testing.T) {
	got := map[string][]string{}
	for _, q := range checker.Queries([]*checker.Document{parsed(t, quoting)}) {
		got[q.URL] = q.Quotations
	}
	want := map[string][]string{
		"https://sund.example/quay":  {"no ship came", "the dues rose again"},
		"https://sund.example/ships": {"no ship came", "the dues rose again", "the tolls fell in spring"},
		"https://sund.example/tolls": {"the tolls fell in spring"},
		"https://sund.example/ropes": {"The ropes were counted twice."},
		"https://web.archive.org/web/20240507000000/https://sund.example/ropes": {"The ropes were counted twice."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quotations that sources are asked for (-want +got):\n%s", diff)
	}
}

// TestOutcome puts the answers of several sources together.
func TestOutcome(t *testing.T) {
	d := parsed(t, quoting)
	all := checker.Attributions(d)
	const first, ropes = 0, 4
	for _, tt := range []struct {
		name    string
		about   int
		answers map[string]string // by URL; empty: the source was not read
		want    string
	}{
		{"found in one of two", first, map[string]string{"quay": "missing", "ships": "verbatim"}, "verbatim ships whole true compared true"},
		{"missing in both", first, map[string]string{"quay": "missing", "ships": "missing"}, "missing quay whole true compared true"},
		{"one was not read", first, map[string]string{"quay": "missing", "ships": ""}, "missing quay whole false compared false"},
		{"one could not tell", first, map[string]string{"quay": "missing", "ships": "no-text"}, "missing quay whole false compared false"},
		{"altered says more than partial", first, map[string]string{"quay": "partial", "ships": "altered"}, "altered ships whole true compared true"},
		{"found, and the other not read", first, map[string]string{"quay": "folded"}, "folded quay whole false compared true"},
		{"the copy stands in for a page that is gone", ropes, map[string]string{"web": "missing"}, "missing web whole true compared true"},
		{"a copy that was not read may have it still, and so may nobody", ropes, map[string]string{"ropes": "missing"}, "missing ropes whole true compared true"},
		{"nobody was read", ropes, nil, "  whole false compared false"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := all[tt.about]
			name := func(l *checker.Link) string {
				if strings.Contains(l.URL, "web.archive.org") {
					return "web"
				}
				return strings.TrimPrefix(l.URL, "https://sund.example/")
			}
			o := a.Outcome(func(l *checker.Link) *checker.Result {
				answer := tt.answers[name(l)]
				if answer == "" {
					return &checker.Result{Verdict: checker.Blocked}
				}
				return &checker.Result{Verdict: checker.OK, Page: checker.Page{Answers: checker.Answers{
					Quotations: []checker.QuotationAnswer{{Asked: a.Quotation.Text, Answer: answer}},
				}}}
			})
			by := ""
			if o.Link != nil {
				by = name(o.Link)
			}
			if got := fmt.Sprintf("%s %s whole %t compared %t", o.Answer.Answer, by, o.Whole, o.Compared()); got != tt.want {
				t.Errorf("the sources answer together %q, not %q", got, tt.want)
			}
		})
	}
}

// TestElsewhere has a quotation whose note is wrong: the source of another note has it.
func TestElsewhere(t *testing.T) {
	const words = "the dues of the outer harbour were raised twice in a single year"
	d := parsed(t, `The board wrote that “`+words+`”.[^1] Ships stayed away.[^2]

It said that “no ship has come to the inner harbour since the end of that winter”.[^3]

[^1]: “[Who Owns the Quay?](https://sund.example/quay)”, Port News, 3 May 2024.
[^2]: “[Ships Stay Away](https://sund.example/ships)”, Port News, 4 May 2024.
[^3]: “[Tolls of the Harbour](https://sund.example/tolls)”, Port News, 5 May 2024.
`)
	asked := map[string][]string{}
	kept := map[string][]checker.QuotationAnswer{}
	var mu sync.Mutex
	ch := checker.Checker{Fetcher: checker.FetcherFunc(func(_ context.Context, q checker.Query) (checker.Result, error) {
		mu.Lock()
		defer mu.Unlock()
		asked[q.URL] = q.Others
		r := checker.Result{Query: q, Verdict: checker.OK}
		for _, text := range q.Quotations {
			r.Page.Answers.Quotations = append(r.Page.Answers.Quotations, checker.QuotationAnswer{Asked: text, Answer: checker.AnswerMissing})
		}
		if q.URL == "https://sund.example/tolls" && slices.Contains(q.Others, words) {
			r.Page.Answers.Others = []string{words}
		}
		kept[q.URL] = r.Page.Answers.Quotations
		return r, nil
	})}
	rep, err := ch.Check(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if a := rep.Result("https://sund.example/quay").Page.Answers.Quotations[0]; a.Answer != checker.AnswerElsewhere || a.In != "https://sund.example/tolls" {
		t.Errorf("the quotation is answered with %q in %q, not elsewhere, in tolls", a.Answer, a.In)
	}
	if a := kept["https://sund.example/quay"][0]; a.Answer != checker.AnswerMissing {
		t.Errorf("the answer that the Fetcher may have kept was changed to %q", a.Answer)
	}
	if a := rep.Result("https://sund.example/tolls").Page.Answers.Quotations[0]; a.Answer != checker.AnswerMissing {
		t.Errorf("a quotation that no source has is answered with %q", a.Answer)
	}
	want := []string{"no ship has come to the inner harbour since the end of that winter", words}
	slices.Sort(want)
	if diff := cmp.Diff(want, asked["https://sund.example/ships"]); diff != "" {
		t.Errorf("what a source is asked for that is said to have neither (-want +got):\n%s", diff)
	}
}

package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
	"github.com/citelint/citelint/report"
)

var historyDay = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// readHistory makes a History of a case: a look a line, "URL DAY VERDICT CAUSE", and a document a line,
// "PATH URL ...".
func readHistory(t testing.TB, c *txtar.Archive) *report.History {
	t.Helper()
	h := &report.History{Today: historyDay}
	var all []store.Source
	for line := range strings.Lines(string(c.Files[0].Data)) {
		words := append(strings.Fields(line), "")
		day, err := time.Parse(time.DateOnly, words[1])
		if err != nil {
			t.Fatal(err)
		}
		l := store.Look{First: day.Add(9 * time.Hour), Time: day.Add(9 * time.Hour), Verdict: checker.Verdict(words[2]), Cause: checker.Cause(words[3])}
		key := store.Key(words[0], report.HasSecret)
		i := slices.IndexFunc(all, func(s store.Source) bool { return s.Key == key })
		if i < 0 {
			i = len(all)
			all = append(all, store.Source{Key: key})
		}
		if day.After(historyDay) {
			continue
		}
		all[i].Looks = append(all[i].Looks, l)
	}
	slices.SortFunc(all, func(a, b store.Source) int { return strings.Compare(a.Key, b.Key) })
	for _, s := range all {
		if len(s.Looks) > 0 {
			h.Sources = append(h.Sources, remembered(s))
		}
	}
	for line := range strings.Lines(string(c.Files[1].Data)) {
		words := strings.Fields(line)
		d := report.CitingDocument{Path: words[0]}
		for _, addr := range words[1:] {
			key := store.Key(addr, report.HasSecret)
			d.Sources = append(d.Sources, key)
			if !slices.ContainsFunc(h.Sources, func(s report.RememberedSource) bool { return s.Result.URL == key }) {
				d.Unknown++
			}
		}
		h.Documents = append(h.Documents, d)
	}
	return h
}

func remembered(s store.Source) report.RememberedSource {
	r := s.Result(store.Confirm{})
	rs := report.RememberedSource{Result: &r}
	for _, l := range s.Looks {
		rs.Looks = append(rs.Looks, report.Seen{Time: l.First, Verdict: l.Verdict})
	}
	return rs
}

func historyOutputs(t testing.TB, h *report.History) []txtar.File {
	t.Helper()
	var text, json, page bytes.Buffer
	if err := errors.Join(report.HistoryText(&text, h, nil), report.HistoryJSON(&json, h, "0.3.0"), report.HistoryHTML(&page, h)); err != nil {
		t.Fatal(err)
	}
	return []txtar.File{{Name: "text", Data: text.Bytes()}, {Name: "json", Data: json.Bytes()}, {Name: "html", Data: page.Bytes()}}
}

// TestHistoryGolden compares what is written of histories with testdata/history, their JSON with the
// schema, and looks whether the drawings are whole.
func TestHistoryGolden(t *testing.T) {
	schema := shut(t, report.HistorySchema())
	files, err := filepath.Glob("../testdata/history/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c, err := txtar.ParseFile(file)
			if err != nil || len(c.Files) < 2 {
				t.Fatalf("a case has looks and documents (%v)", err)
			}
			written := historyOutputs(t, readHistory(t, c))
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(written[1].Data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("the JSON is not what the schema says: %v", err)
			}
			expectDrawings(t, written[2].Data)
			got := txtar.Format(&txtar.Archive{Comment: c.Comment, Files: append(c.Files[:2:2], written...)})
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(txtar.Format(c)), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("%s is not what is written (-want +got); go test ./report -update rewrites it:\n%s", file, diff)
			}
		})
	}
}

var drawing = regexp.MustCompile(`(?s)<svg viewBox="0 0 640 220".*?</svg>`)

// expectDrawings reads each drawing as XML: it has a title and a description, and no number lies
// outside of it.
func expectDrawings(t *testing.T, page []byte) {
	t.Helper()
	for _, svg := range drawing.FindAll(page, -1) {
		dec := xml.NewDecoder(bytes.NewReader(svg))
		seen := map[string]int{}
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("a drawing is no XML: %v\n%s", err, svg)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			seen[start.Name.Local]++
			for _, a := range start.Attr {
				var x float64
				if _, err := fmt.Sscanf(a.Value, "%f", &x); err == nil && (x < 0 || x > 640) {
					t.Errorf("%s=%q of a drawing lies outside of it", a.Name.Local, a.Value)
				}
			}
		}
		if seen["desc"] != 1 || seen["title"] < 1 {
			t.Errorf("a drawing has %d titles and %d descriptions:\n%s", seen["title"], seen["desc"], svg)
		}
	}
}

// TestHistoryHostile states that foreign text makes no element, no link but to the web, and moves no
// cursor, and that no secret is told.
func TestHistoryHostile(t *testing.T) {
	for _, name := range []string{"hostile", "winter"} {
		c, err := txtar.ParseFile("../testdata/history/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range historyOutputs(t, readHistory(t, c)) {
			for _, bad := range []string{"\x1b", "9f3b27c1"} {
				if bytes.Contains(f.Data, []byte(bad)) {
					t.Errorf("%s as %s holds %q", name, f.Name, bad)
				}
			}
			if f.Name != "html" {
				continue
			}
			z := html.NewTokenizer(bytes.NewReader(f.Data))
			for z.Next() != html.ErrorToken {
				token := z.Token()
				if slices.Contains([]string{"script", "img", "iframe", "link", "object"}, token.Data) && token.Type != html.TextToken {
					t.Errorf("the page of %s has an element %s", name, token)
				}
				for _, a := range token.Attr {
					if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
						t.Errorf("the page of %s has %s=%q", name, a.Key, a.Val)
					}
				}
			}
		}
	}
}

// TestHistoryWeeks counts week by week: what is broken is counted once, what recovers too, and the ends
// of weeks add up.
func TestHistoryWeeks(t *testing.T) {
	at := func(day int, v checker.Verdict) store.Look {
		when := historyDay.AddDate(0, 0, day-28) // day 0 is Monday four weeks before
		return store.Look{First: when, Time: when, Verdict: v}
	}
	h := &report.History{Today: historyDay}
	for key, looks := range map[string][]store.Look{
		"https://a.example/": {at(0, checker.OK), at(7, checker.Dead), at(8, checker.Blocked), at(14, checker.Dead), at(21, checker.Moved)},
		"https://b.example/": {at(-9, checker.Dead), at(1, checker.Dead)},
		"https://c.example/": {at(13, checker.Parked), at(28, checker.Blocked)},
		"https://d.example/": {at(2, checker.Blocked)},
	} {
		h.Sources = append(h.Sources, remembered(store.Source{Key: key, Looks: looks}))
	}
	h.Since = historyDay.AddDate(0, 0, -26)
	text := string(historyOutputs(t, h)[0].Data)
	_, got, _ := strings.Cut(text, "Week by week\n")
	want := `  week from   looked at  ok  failing  blocked  broke  recovered   alive
  2026-02-02          3   1        1        1      0          0  1 of 2
  2026-02-09          2   0        1        1      2          0  0 of 3
  2026-02-16          1   0        1        0      0          0  0 of 3
  2026-02-23          1   1        0        0      0          1  1 of 3
  2026-03-02          1   0        0        1      0          0  1 of 3
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the weeks (-want +got):\n%s", diff)
	}
}

func BenchmarkHistory(b *testing.B) {
	h := &report.History{Today: historyDay}
	for i := range 10_000 {
		s := store.Source{Key: fmt.Sprintf("https://host%d.example/%d", i%700, i)}
		for day := 360; day >= 0; day -= 7 {
			v := checker.OK
			if i%10 == 0 && day < i%300 {
				v = checker.Dead
			}
			when := historyDay.AddDate(0, 0, -day)
			s.Looks = append(s.Looks, store.Look{First: when, Time: when, Verdict: v})
		}
		h.Sources = append(h.Sources, remembered(s))
	}
	for b.Loop() {
		if n := len(historyOutputs(b, h)[2].Data); n > 1_000_000 {
			b.Fatalf("the page has %d bytes", n)
		}
	}
}

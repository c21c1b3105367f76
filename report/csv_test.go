package report_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

const csvHead = "path line note noteKind index kind signal authors title parallelTitle container publisher date accessed locator doi isbn language linkText url " +
	"verdict cause status instead titleAnswer quotations snapshot checked rules severity refersTo claim text confidence " +
	"authorAnswer dateAnswer publisherAnswer"

// readCSV reads a sheet as one with columns, and holds it to what a spreadsheet needs. Cells come
// back without the mark that keeps them from being formulas.
func readCSV(src string) ([]map[string]string, error) {
	rest, ok := strings.CutPrefix(src, "\ufeff")
	if !ok {
		return nil, fmt.Errorf("no byte order mark")
	}
	if strings.Count(rest, "\n") != strings.Count(rest, "\r\n") || strings.Count(rest, "\r") != strings.Count(rest, "\n") {
		return nil, fmt.Errorf("a line ends in something else than CR LF")
	}
	records, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(records) != strings.Count(rest, "\r\n") {
		return nil, fmt.Errorf("%d rows on %d lines", len(records), strings.Count(rest, "\r\n"))
	}
	head := strings.Fields(csvHead)
	if diff := cmp.Diff(head, records[0]); diff != "" {
		return nil, fmt.Errorf("the columns (-want +got):\n%s", diff)
	}
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, c := range r {
			if n := len(utf16.Encode([]rune(c))); n > 32767 {
				return nil, fmt.Errorf("a cell of %d units", n)
			}
			if bare := strings.TrimLeftFunc(c, unicode.IsSpace); bare != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(bare)[0]) {
				return nil, fmt.Errorf("%s begins like a formula: %.40q", head[i], c)
			}
			if c != "" {
				row[head[i]] = strings.TrimPrefix(c, "'")
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func sheet(t testing.TB, rep *checker.Report) []map[string]string {
	t.Helper()
	rows, err := readCSV(string(writeAll(t, "csv", rep)))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestCSV(t *testing.T) {
	claim := "The office counted “212,000 passengers in the first year”, twice the plan."
	want := []map[string]string{
		{
			"path": "briefs/night-trains.md", "line": "8", "note": "1", "noteKind": "footnote", "index": "0", "kind": "full", "authors": "Berg, Lena",
			"title": "Rail Travel 2024", "container": "Statistics Office", "date": "2025-03-03", "locator": "p. 4", "language": "en",
			"linkText": "“Rail Travel 2024”", "url": statsURL, "verdict": "ok", "status": "200", "titleAnswer": "match", "authorAnswer": "match", "dateAnswer": "match", "quotations": "verbatim 1",
			"checked": "2026-03-02T09:15:04Z", "rules": "hygiene/tracking", "severity": "info", "claim": claim,
			"text": "Lena Berg, “Rail Travel 2024”, Statistics Office, 3 March 2025, p. 4.", "confidence": "0.97",
		},
		{
			"path": "briefs/night-trains.md", "line": "9", "note": "2", "noteKind": "footnote", "index": "0", "kind": "ibid", "locator": "table 2",
			"refersTo": "1 [0]", "claim": claim, "text": "Ibid., table 2.", "confidence": "1",
		},
		{
			"path": "briefs/night-trains.md", "line": "10", "note": "3", "noteKind": "footnote", "index": "0", "kind": "full", "title": "夜行列车票价",
			"parallelTitle": "Night Train Fares", "container": "Rail Weekly", "date": "2025-02", "language": "zh", "linkText": "“夜行列车票价” (Night Train Fares)",
			"url": "#", "rules": "link/placeholder", "severity": "error", "claim": "Fares rose as well, says the timetable.",
			"text": "“夜行列车票价” (Night Train Fares), Rail Weekly, February 2025.", "confidence": "0.95",
		},
		{
			"path": "briefs/night-trains.md", "line": "6", "linkText": "timetable", "url": railURL, "verdict": "dead", "cause": "not-found", "status": "404",
			"snapshot": "https://web.archive.org/web/20250510120000/" + railURL, "checked": "2026-03-02T09:15:06Z", "rules": "health/dead", "severity": "error",
		},
	}
	if diff := cmp.Diff(want, sheet(t, check(t, web(nightResults()), nil, nightTrains()))); diff != "" {
		t.Errorf("the rows (-want +got):\n%s", diff)
	}
}

// TestCSVAnswers holds what a citation asked against what its page answered.
func TestCSVAnswers(t *testing.T) {
	d := citing("a.md", full("title=铁路; url=https://a.example"))
	n := d.Notes[0]
	n.Citations[0].ParallelTitle = "Rail"
	for i, claim := range []string{"One.", "Two.", "One."} {
		m := &checker.Marker{Note: n, Claim: claim}
		for _, q := range []string{"q0", fmt.Sprint("q", i), "not asked"} {
			m.Quotations = append(m.Quotations, checker.Quotation{Text: q})
		}
		n.Markers = append(n.Markers, m)
	}
	r := &checker.Result{Query: checker.Query{URL: "https://a.example"}, Verdict: checker.OK}
	r.Page.Answers = checker.Answers{
		Titles: []checker.TitleAnswer{{Asked: "铁路", Answer: checker.AnswerMismatch}, {Asked: "Rail", Answer: checker.AnswerMatch}, {Asked: "Sea", Answer: checker.AnswerWeak}},
		Quotations: []checker.QuotationAnswer{
			{Asked: "q0", Answer: "altered"}, {Asked: "q1", Answer: "verbatim"}, {Asked: "q2", Answer: "verbatim"}, {Asked: "q3", Answer: "missing"},
		},
	}
	rep := &checker.Report{Documents: []*checker.Document{d}, Results: []*checker.Result{r}, Findings: []*checker.Finding{
		{Rule: "note/a", Severity: checker.Warning, State: checker.New, Subject: checker.Subject{Document: d, Note: n}},
		{Rule: "cite/b", Severity: checker.Error, State: checker.Known, Subject: checker.Subject{Document: d, Note: n, Citation: n.Citations[0]}},
		{Rule: "link/c", Severity: checker.Error, State: checker.Ignored, Subject: checker.Subject{Document: d, Link: n.Citations[0].Links[0]}},
		{Rule: "note/a", Severity: checker.Info, State: checker.New, Subject: checker.Subject{Document: d, Marker: n.Markers[0]}},
		{Rule: "doc/d", Severity: checker.Error, State: checker.New, Subject: checker.Subject{Document: d}},
	}}
	got := sheet(t, rep)[0]
	for column, want := range map[string]string{
		"titleAnswer": "match", "quotations": "verbatim 2; altered 1", "claim": "One. / Two.", "rules": "cite/b link/c note/a", "severity": "warning",
	} {
		if got[column] != want {
			t.Errorf("%s is %q, want %q", column, got[column], want)
		}
	}
	r.Verdict, r.Cause = checker.Blocked, checker.CauseBotWall
	if got := sheet(t, rep)[0]; got["titleAnswer"] != "" || got["quotations"] != "" || got["verdict"] != "blocked" {
		t.Errorf("a wall answers for the page behind it: %v", got)
	}
}

// TestCSVRows states who has a row: a note without citation, a citation without link, each link.
func TestCSVRows(t *testing.T) {
	d := citing("a.md", nil, full("title=Rail"), full("title=Sea; url=https://a.example/1; url=https://a.example/2; copy=https://web.archive.org/x"))
	d.Notes[0].Text = "See above."
	d.Links = []*checker.Link{{URL: "https://a.example/3"}}
	d.Notes = append(d.Notes, &checker.Note{Kind: checker.Footnote, Citations: []*checker.Citation{{Kind: checker.Ibid, Reason: checker.ReasonManyWorks}}})
	var got []string
	for _, r := range sheet(t, &checker.Report{Documents: []*checker.Document{d}}) {
		got = append(got, strings.Join([]string{r["note"], r["index"], r["kind"], r["title"], r["text"], r["url"], r["refersTo"]}, "|"))
	}
	want := []string{
		"1||||See above.||", "2|0|full|Rail|||", "3|0|full|Sea||https://a.example/1|", "3|0|full|Sea||https://a.example/2|",
		"3|0|full|Sea||https://web.archive.org/x|", "~1|0|ibid||||refused: many-works", "|||||https://a.example/3|",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the rows (-want +got):\n%s", diff)
	}
	if got := sheet(t, &checker.Report{}); got != nil {
		t.Errorf("a sheet without documents has rows: %v", got)
	}
}

// TestCSVFormulas states which cells get a mark in front: what a spreadsheet would compute, and the
// mark itself, so that readers can always take one off.
func TestCSVFormulas(t *testing.T) {
	for title, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "'tis": "''tis",
		" =1": "'=1", "\t=1": "'=1", "\u200b=1": "'=1", "\u200d =1": "'\u200d =1", "\u3000=1": "'=1", "1=1": "1=1", "“=1”": "“=1”", "–1": "–1",
	} {
		d := citing("a.md", full("title=Rail"))
		d.Notes[0].Citations[0].Title = title
		b := string(writeAll(t, "csv", &checker.Report{Documents: []*checker.Document{d}}))
		records, err := csv.NewReader(strings.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := records[1][8]; got != want {
			t.Errorf("the title %q is the cell %q, want %q", title, got, want)
		}
	}
}

// TestCSVLongCells states that a cell is not longer than a spreadsheet takes, and says so.
func TestCSVLongCells(t *testing.T) {
	for _, c := range []struct {
		unit string
		n    int
		want int // UTF-16 units
		cut  bool
	}{
		{"a", 32767, 32767, false}, {"a", 32768, 32767, true}, {"夜", 32767, 32767, false}, {"夜", 32768, 32767, true},
		{"😀", 16383, 32766, false}, {"😀", 16384, 32767, true}, {"=", 32766, 32766, false}, {"=", 32767, 32766, true}, {"a", 1 << 20, 32767, true}, {"夜", 1 << 20, 32767, true},
	} {
		d := citing("a.md", full("title="+strings.Repeat(c.unit, c.n)))
		if strings.HasPrefix(c.unit, "=") {
			d.Notes[0].Citations[0].Title = strings.Repeat(c.unit, c.n)
		}
		got := sheet(t, &checker.Report{Documents: []*checker.Document{d}})[0]["title"]
		if n := len(utf16.Encode([]rune(got))); n != c.want || strings.HasSuffix(got, "…") != c.cut {
			t.Errorf("%d times %s are %d units, want %d; cut: %v", c.n, c.unit, n, c.want, !c.cut)
		}
	}
}

// TestCSVManyLinks states that a note of very many links does not write its text as often in full.
func TestCSVManyLinks(t *testing.T) {
	d := citing("a.md", full("title="+strings.Repeat("long ", 10000)))
	c := d.Notes[0].Citations[0]
	for i := range 5000 {
		c.Links = append(c.Links, &checker.Link{URL: fmt.Sprintf("https://a.example/%d", i)})
	}
	b := writeAll(t, "csv", &checker.Report{Documents: []*checker.Document{d}})
	if len(b) > 10<<20 {
		t.Errorf("a title of 50 kB and 5000 links make %d MB", len(b)>>20)
	}
	rows, err := readCSV(string(b))
	if err != nil || len(rows) != 5000 || rows[4999]["url"] != "https://a.example/4999" || !strings.HasSuffix(rows[4999]["title"], "…") {
		t.Errorf("%d rows (%v), the last of them %v", len(rows), err, rows[len(rows)-1])
	}
}

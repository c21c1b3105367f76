package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

var (
	risLine  = regexp.MustCompile(`^([A-Z][A-Z0-9])  - ([^\r\n]*)$`)
	risKinds = []string{"JOUR", "MGZN", "NEWS", "BOOK", "CHAP", "RPRT", "THES", "CONF", "ELEC", "GEN"}
)

// readRIS reads records of RIS strictly: each line has a tag and ends in CR LF, TY is first and ER
// last, and one empty line parts two records. A record is its lines, "TY JOUR".
func readRIS(src string) ([][]string, error) {
	if src == "" {
		return nil, nil
	}
	src, ok := strings.CutSuffix(src, "\r\n")
	if !ok {
		return nil, fmt.Errorf("the last line does not end")
	}
	var records [][]string
	for _, r := range strings.Split(src, "\r\n\r\n") {
		var record []string
		for _, l := range strings.Split(r, "\r\n") {
			m := risLine.FindStringSubmatch(l)
			if m == nil {
				return nil, fmt.Errorf("%q has no tag", l)
			}
			record = append(record, strings.TrimSpace(m[1]+" "+m[2]))
		}
		if kind, ok := strings.CutPrefix(record[0], "TY "); !ok || !slices.Contains(risKinds, kind) {
			return nil, fmt.Errorf("a record begins with %q", record[0])
		}
		ends := func(l string) bool { return l == "ER" }
		if i := slices.IndexFunc(record, ends); i != len(record)-1 {
			return nil, fmt.Errorf("the record %q ends at line %d of %d", record, i+1, len(record))
		}
		records = append(records, record)
	}
	return records, nil
}

func TestRIS(t *testing.T) {
	c := full("by=Berg, Lena; of=Ministry of Tides; title=Rail; in=Tides; type=chapter; date=2024-03-05; doi=10.5555/x; isbn=9780000000002; url=https://a.example; arxiv=2101.00001")[0]
	c.Editors, c.Translators = []checker.Name{{Family: "King", Given: "M.", Suffix: "Jr."}}, []checker.Name{{Family: "Sá"}}
	c.ParallelTitle, c.Publisher, c.Place, c.Edition, c.Volume, c.Issue = "铁路", "Quayside Press", "Lisbon", "2nd ed.", "12", "3"
	c.Number, c.Pages, c.Language, c.Accessed, c.OriginalDate = "RR-118", "233–52", "en", date("2024-04-01", ""), date("", "c. 1785")
	plain := full("kind=see-also; title=Sea; date=")[0]
	plain.Date = date("", "n.d.")
	d := citing("a.md", []*checker.Citation{c}, []*checker.Citation{plain}, []*checker.Citation{c})
	got, err := readRIS(string(writeAll(t, "ris", &checker.Report{Documents: []*checker.Document{d}})))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{
			"TY CHAP", "AU Berg, Lena", "AU Ministry of Tides", "ED King, M., Jr.", "A4 Sá", "TI Rail", "TT 铁路", "T2 Tides", "PB Quayside Press", "CY Lisbon",
			"PY 2024", "DA 2024/03/05/", "ET 2nd ed.", "VL 12", "IS 3", "SP 233–52", "DO 10.5555/x", "SN 9780000000002", "UR https://a.example",
			"Y2 2024/04/01/", "LA en", "N1 Number: RR-118", "N1 arXiv: 2101.00001", "N1 First published: c. 1785", "N1 Cited in a.md note 1 and a.md note 3", "ER",
		},
		{"TY GEN", "TI Sea", "N1 Date: n.d.", "N1 Cited in a.md note 2", "ER"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the records (-want +got):\n%s", diff)
	}
}

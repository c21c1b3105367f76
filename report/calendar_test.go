package report

import (
	"encoding/json"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestDates writes each date in each format for reference managers.
func TestDates(t *testing.T) {
	for _, c := range []struct{ edtf, text, csl, bib, year, ris, risYear string }{
		{"2022-02-04", "4 February 2022", `{"date-parts":[[2022,2,4]]}`, "2022-02-04", "2022", "2022/02/04/", "2022"},
		{"2022-02", "February 2022", `{"date-parts":[[2022,2]]}`, "2022-02", "2022", "2022/02//", "2022"},
		{"2022", "2022", `{"date-parts":[[2022]]}`, "2022", "2022", "2022///", "2022"},
		{"0987", "987", `{"date-parts":[[987]]}`, "0987", "987", "0987///", "0987"},
		{"2022-21", "Spring 2022", `{"date-parts":[[2022]],"season":1}`, "2022-21", "2022", "2022///Spring 2022", "2022"},
		{"2022-24", "", `{"date-parts":[[2022]],"season":4}`, "2022-24", "2022", "2022///2022-24", "2022"},
		{"2025-35", "Q3 2025", `{"literal":"Q3 2025"}`, "2025", "2025", "", "2025"},
		{"2019/2020", "2019–20", `{"date-parts":[[2019],[2020]]}`, "2019/2020", "2019", "2019///2019–20", "2019"},
		{"2022-02/2022-03", "", `{"date-parts":[[2022,2],[2022,3]]}`, "2022-02/2022-03", "2022", "2022/02//2022-02–2022-03", "2022"},
		{"2022-21/2022-22", "Spring/Summer 2022", `{"literal":"Spring/Summer 2022"}`, "2022", "2022", "", "2022"},
		{"1900~", "c. 1900", `{"date-parts":[[1900]],"circa":true}`, "1900~", "1900", "1900///c. 1900", "1900"},
		{"[2022-02-04,2022-04-02]", "04/02/2022", `{"literal":"04/02/2022"}`, "2022", "2022", "", "2022"},
		{"[2021-12-01,2022-01-12]", "12/01", `{"literal":"12/01"}`, "", "12/01", "", ""},
		{"", "n.d.", `{"literal":"n.d."}`, "", "n.d.", "", ""},
		{"", "31 June 2026", `{"literal":"31 June 2026"}`, "", "31 June 2026", "", ""},
		{"2022-13", "", `{"literal":"2022-13"}`, "", "2022-13", "", ""},
		{"2022-21-05", "", `{"literal":"2022-21-05"}`, "", "2022-21-05", "", ""},
		{"2019/", "2019–", `{"literal":"2019–"}`, "2019", "2019", "", "2019"},
		{"", "", `null`, "", "", "", ""},
	} {
		d := checker.Date{EDTF: c.edtf, Text: c.text}
		csl, err := json.Marshal(newCSLDate(d))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct{ format, got, want string }{
			{"csl-json", string(csl), c.csl}, {"bibtex", bibDate(d), c.bib}, {"the year of bibtex", bibYear(d), c.year},
			{"ris", risDate(d), c.ris}, {"the year of ris", risYear(d), c.risYear},
		} {
			if x.got != x.want {
				t.Errorf("%q, printed %q, is %q in %s, want %q", c.edtf, c.text, x.got, x.format, x.want)
			}
		}
	}
}

func TestExtent(t *testing.T) {
	for locator, want := range map[string]string{
		"44–61": "44–61", "pp. 44–61": "44–61", "p. 4": "4", "第12—15页": "12—15", "45頁": "45", "С. 12–15": "12–15", "12, 14": "12, 14", "S. 9.": "9",
		"chap. 4": "", "§ 12": "", "para. 24": "", "Rn. 300": "", "table 2": "", "xii": "", "": "", "p.": "", "–": "", "12 ff": "",
	} {
		if got := extent(locator); got != want {
			t.Errorf("the extent of %q is %q, want %q", locator, got, want)
		}
	}
}

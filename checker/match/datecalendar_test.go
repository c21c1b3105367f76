package match_test

import (
	"testing"

	"github.com/citelint/citelint/checker/match"
)

// Days of other calendars are those of tables of both: 1 Farvardin 1400 was 21 March 2021, 30 Esfand
// 1399 the day before, in a leap year.
func TestOtherCalendars(t *testing.T) {
	for _, c := range []struct{ text, printed, want string }{
		{"5 มีนาคม พ.ศ. 2562", "5 มีนาคม พ.ศ. 2562", "2019-03-05"},
		{"เมื่อ 5 มี.ค. 2562 เวลา 14:22 น.", "5 มี.ค. 2562", "2019-03-05"},
		{"มีนาคม 2562", "มีนาคม 2562", "2019-03"},
		{"۱۴ اسفند ۱۳۹۷ - ۱۴:۲۲", "۱۴ اسفند ۱۳۹۷", "2019-03-05"},
		{"تاریخ: ۱۳۹۷/۱۲/۱۴", "۱۳۹۷/۱۲/۱۴", "2019-03-05"},
		{"1 فروردین 1400", "1 فروردین 1400", "2021-03-21"},
		{"30 اسفند 1399", "30 اسفند 1399", "2021-03-20"},
		{"٥ مارس ٢٠١٩", "٥ مارس ٢٠١٩", "2019-03-05"},
		{"1 محرم 1443", "1 محرم 1443", "2021-08-10"},
		{"108年3月5日", "108年3月5日", "2019-03-05"},
		{"發布日期：108/03/05", "108/03/05", "2019-03-05"},
		{"ngày 05 tháng 03 năm 2019", "05 tháng 03 năm 2019", "2019-03-05"},
		{"2019. március 5., kedd", "2019. március 5", "2019-03-05"},
		{"5. března 2019", "5. března 2019", "2019-03-05"},
		{"5 במרץ 2019", "5 במרץ 2019", "2019-03-05"},
		{"5 ΜΑΡΤΙΟΥ 2019", "5 ΜΑΡΤΙΟΥ 2019", "2019-03-05"},
		{"5 मार्च 2019", "5 मार्च 2019", "2019-03-05"},
		{"1397/12/14", "1397/12/14", "1397-12-14"},
		{"It ended in 2019. May 5 was a Sunday.", "2019", "2019"},
		{"Dubna, 2015", "2015", "2015"},
		{"14 dubna 2015", "14 dubna 2015", "2015-04-14"},
	} {
		hits := match.Dates(c.text)
		if len(hits) == 0 {
			t.Errorf("%q: no date is found", c.text)
			continue
		}
		h := hits[0]
		if got := c.text[h.Start:h.End]; got != c.printed || h.EDTF != c.want {
			t.Errorf("%q: the date is %s, printed %q; want %s, %q", c.text, h.EDTF, got, c.want, c.printed)
		}
	}
}

package match_test

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"4 February 2022", "2022-02-04"},
		{"February 4, 2022", "2022-02-04"},
		{"4.2.2022", "2022-02-04"},
		{"2022-02-04", "2022-02-04"},
		{"2025-03-01T12:00:00Z", "2025-03-01"},
		{"Feb. 2022", "2022-02"},
		{"February/March 2022", "2022-02/2022-03"},
		{"December/January 2022", "2021-12/2022-01"},
		{"Spring 2022", "2022-21"},
		{"Q3 2025", "2025-35"},
		{"2025 Q1", "2025-33"},
		{"2019–20", "2019/2020"},
		{"1914-18", "1914/1918"},
		{"2019–2021", "2019/2021"},
		{"2024-05", "2024-05"},
		{"c. 1900", "1900~"},
		{"ca. 1900", "1900~"},
		{"[1785]", "1785"},
		{"[1785?]", "1785?"},
		{"n.d.", "absent"},
		{"forthcoming", "absent"},
		{"forthcoming works", ""},
		{"04/02/2022", "[2022-02-04,2022-04-02]"},
		{"13/02/2022", "2022-02-13"},
		{"02/13/2022", "2022-02-13"},
		{"4–6 February 2022", "2022-02-04/2022-02-06"},
		{"February 4–6, 2022", "2022-02-04/2022-02-06"},
		{"30 January – 2 February 2022", "2022-01-30/2022-02-02"},
		{"30 December 2021 – 2 January 2022", "2021-12-30/2022-01-02"},
		{"May 30–June 2, 2022", "2022-05-30/2022-06-02"},
		{"May 2021–June 2022", "2021-05/2022-06"},
		{"4th of May, 2022", "2022-05-04"},
		{"2022, February 4", "2022-02-04"},
		{"(2022, February)", "2022-02"},
		{"(2019, May–June)", "2019-05/2019-06"},
		{"31 April 2025", "impossible"},
		{"29 February 2023", "impossible"},
		{"29 February 2024", "2024-02-29"},
		{"31/31/2022", "impossible"},
		{"2022-13-01", "impossible"},
		{"Winter 2021/22", "2021-24"},
		{"Spring/Summer 2020", "2020-21/2020-22"},
		{"12.3.2019", "2019-03-12"},
		{"12. März 2019", "2019-03-12"},
		{"4. Februar 2022", "2022-02-04"},
		{"o. J.", "absent"},
		{"1er mars 2018", "2018-03-01"},
		{"3 mars 2018", "2018-03-03"},
		{"4 de mayo de 2022", "2022-05-04"},
		{"mayo de 2022", "2022-05"},
		{"1º maggio 2022", "2022-05-01"},
		{"4 de maio de 2022", "2022-05-04"},
		{"fev. 2019", "2019-02"},
		{"out. 2019", "2019-10"},
		{"it went out 2019 times", "2019"},
		{"4 februari 2022", "2022-02-04"},
		{"4 февраля 2022 г.", "2022-02-04"},
		{"нояб. 2021", "2021-11"},
		{"2019 г.", "2019"},
		{"4 лютого 2022 р.", "2022-02-04"},
		{"4 lutego 2022", "2022-02-04"},
		{"4 II 2022", "2022-02-04"},
		{"4 Şubat 2022", "2022-02-04"},
		{"4 ŞUBAT 2022", "2022-02-04"},
		{"12 Ağustos 2022", "2022-08-12"},
		{"12 Kasım 2022 ve 3 EKİM 2022", "2022-11-12 2022-10-03"},
		{"2022年2月4日", "2022-02-04"},
		{"2022年第3期", "2022"},
		{"于2022年2月", "2022-02"},
		{"2025年第3季度", "2025-35"},
		{"二〇二二年", "2022"},
		{"二〇二二年十二月二十三日", "2022-12-23"},
		{"令和4年", "2022"},
		{"令和元年5月1日", "2019-05-01"},
		{"民国十一年", "1922"},
		{"道光十七年三月初五日", "1837"},
		{"光绪九年闰四月廿三日", "1883"},
		{"嘉慶十六年", "1811"},
		{"4 مارس 2019", "2019-03-04"},
		{"12 تشرين الثاني 2015", "2015-11-12"},
		{"كانون الثاني 2016", "2016-01"},
		{"２０２２年２月", "2022-02"},
		{"2022년 2월 4일", "2022-02-04"},
		{"2022. 2. 4.", "2022-02-04"},
		{"2021/3/3", "2021-03-03"},
		{"2019—2021年", "2019/2021"},
		{"1234", "1234"},
		{"12345", ""},
		{"ISSN 1234-5678", ""},
		{"15.2019", ""},
		{"A2019", ""},
		{"1990s", ""},
		{"$2000", ""},
		{"233–52", ""},
		{"1445 and AH 1445", "1445"},
		{"May", ""},
		{"12 May", ""},
		{"Mar. 4, 2021, 5:15 PM", "2021-03-04"},
		{"1785; repr. 1985", "1785 1985"},
		{"3 May 2024, 4 May 2024", "2024-05-03 2024-05-04"},
		{"2019, 4 May 2020", "2019 2020-05-04"},
		{"4 and 5 May 1982", "1982-05-04/1982-05-05"},
		{"1902–3", "1902/1903"},
		{"2019-3", ""},
		{"2019/3", ""},
		{"4-Feb-2020", "2020-02-04"},
		{"Roe 2001a, 45", "2001"},
		{"in 2001, May Smith", "2001"},
		{"2013. 28 мая.", "2013-05-28"},
		{"Casa do Mar, 2011", "2011"},
		{"May, 2011", "2011-05"},
		{"2019, May 4, 2020", "2019 2020-05-04"},
	} {
		var got []string
		for _, h := range match.Dates(c.text) {
			switch {
			case h.Absent:
				got = append(got, "absent")
			case h.Impossible:
				got = append(got, "impossible")
			default:
				got = append(got, h.EDTF)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("Dates(%q) = %q, want %q", c.text, g, c.want)
		}
	}
}

func TestDatesInOrder(t *testing.T) {
	for _, c := range []struct {
		order match.DateOrder
		want  string
	}{
		{match.DayFirst, "2022-02-04"}, {match.MonthFirst, "2022-04-02"}, {match.AnyOrder, "[2022-02-04,2022-04-02]"},
	} {
		if h := match.DatesIn("on 04/02/2022.", c.order); len(h) != 1 || h[0].EDTF != c.want {
			t.Errorf("04/02/2022 in order %d is %+v, want %s", c.order, h, c.want)
		}
	}
	for text, want := range map[string]match.DateOrder{"13/02/2022": match.DayFirst, "02/13/2022": match.MonthFirst, "04/02/2022": match.AnyOrder, "13.02.2022": match.AnyOrder} {
		if h := match.Dates(text); len(h) != 1 || h[0].Order != want {
			t.Errorf("%s shows the orders %+v, want %d", text, h, want)
		}
	}
}

func TestDatesWeekday(t *testing.T) {
	for _, c := range []struct{ text, weekday, right string }{
		{"Monday, 3 June 2025", "Monday", "Tuesday"},
		{"Tuesday, June 3, 2025", "Tuesday", "Tuesday"},
		{"MON 3 June 2025", "MON", "TUE"},
		{"Montag, den 3. Juni 2025", "Montag", "Dienstag"},
		{"lundi 3 juin 2025", "lundi", "mardi"},
		{"segunda-feira, 3 de junho de 2025", "segunda-feira", "terça-feira"},
		{"понедельник, 3 июня 2025", "понедельник", "вторник"},
		{"Monday, 3 June 1910", "", ""},
		{"3 June 2025", "", ""},
	} {
		h := match.Dates(c.text)
		if len(h) != 1 || h[0].Weekday != c.weekday || h[0].WeekdayRight != c.right {
			t.Errorf("Dates(%q) = %+v, want weekday %q and %q", c.text, h, c.weekday, c.right)
			continue
		}
		if got := c.text[h[0].WeekdayStart:h[0].WeekdayEnd]; got != c.weekday {
			t.Errorf("Dates(%q): the weekday's bytes are %q", c.text, got)
		}
	}
}

// FuzzDates states the laws of DateHit.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"4 February 2022", "04/02/2022", "Winter 2021/22", "Monday, 3 June 2025", "令和元年5月1日", "4–6 May 2022", "n.d.", "2022. 2. 4."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, h := range match.Dates(s) {
			if h.Start < last || h.End <= h.Start || h.End > len(s) {
				t.Fatalf("%q: hit %+v begins before %d or is empty", s, h, last)
			}
			last = h.End
			_, _, ok := checker.Date{EDTF: h.EDTF}.Range()
			if stated := h.EDTF != ""; stated == (h.Absent || h.Impossible) || ok != stated {
				t.Fatalf("%q: hit %+v has no range", s, h)
			}
		}
	})
}

func BenchmarkDates(b *testing.B) {
	s := "Tomas Hellberg, “Ferry Lines Sign Fifth Annual Safety Pact”, Port News, 25 August 2023, pp. 12–15; Ruth Adeyemi, Counting Herring, 2019, accessed May 3, 2024. "
	b.ReportAllocs()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		match.Dates(s)
	}
}

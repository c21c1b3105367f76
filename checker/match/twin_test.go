package match_test

import (
	"testing"

	"github.com/citelint/citelint/checker/match"
)

// twinCases are pairs of titles that are alike in nearly all words; same says whether they may be of
// one work.
var twinCases = []struct {
	name, cited, candidate string
	same                   bool
}{
	{"parts in figures", "The ferries of Lomaria, part 1", "The ferries of Lomaria, part 2", false},
	{"parts in Roman figures", "The ferries of Lomaria: Part I", "The ferries of Lomaria: Part II", false},
	{"parts in words", "The ferries of Lomaria: Part One", "The ferries of Lomaria: Part Two", false},
	{"a part in figures and in words", "The ferries of Lomaria: Part 2", "The ferries of Lomaria: Part Two", true},
	{"German parts", "Die Fähren von Lomaria, erster Teil 1", "Die Fähren von Lomaria, erster Teil 2", false},
	{"French parts", "Les bacs de Lomaria, partie un", "Les bacs de Lomaria, partie deux", false},
	{"Spanish parts", "Los transbordadores de Lomaria: parte uno", "Los transbordadores de Lomaria: parte dos", false},
	{"Russian parts", "Паромы Ломарии: часть первая", "Паромы Ломарии: часть вторая", false},
	{"Chinese parts", "洛马里亚的渡轮与港口（上）", "洛马里亚的渡轮与港口（下）", false},
	{"Chinese parts with numbers", "洛马里亚港口史 第一部", "洛马里亚港口史 第二部", false},
	{"Japanese parts", "ロマリア港の歴史 前編", "ロマリア港の歴史 後編", false},
	{"a part of the whole", "The ferries of Lomaria explained", "The ferries of Lomaria explained: Part 2", false},
	{"years", "Annual report on harbour dues 2023", "Annual report on harbour dues 2024", false},
	{"editions in words", "A pilot’s handbook of the Sund, second edition", "A pilot’s handbook of the Sund, third edition", false},
	{"editions in figures", "A pilot’s handbook of the Sund, 2nd edition", "A pilot’s handbook of the Sund, 3rd edition", false},
	{"editions in figures and words", "A pilot’s handbook of the Sund, 2nd edition", "A pilot’s handbook of the Sund, second edition", true},
	{"volumes", "Papers on the Lomaria levy, vol. 3", "Papers on the Lomaria levy, vol. 4", false},
	{"a correction", "Tidal loads on old sluice gates", "Correction to: Tidal loads on old sluice gates", false},
	{"an erratum", "Tidal loads on old sluice gates", "Erratum: Tidal loads on old sluice gates", false},
	{"the correction itself", "Correction to: Tidal loads on old sluice gates", "Correction to: Tidal loads on old sluice gates", true},
	{"a retracted article is itself", "Tidal loads on old sluice gates of the Sund", "RETRACTED: Tidal loads on old sluice gates of the Sund", true},
	{"another subtitle", "Letters from the quay: the crane", "Letters from the quay: the dues", false},
	{"the main title alone", "Who pays for the quay", "Who pays for the quay: harbour finance after the levy", true},
	{"the main title before a dash", "Who pays for the quay", "Who pays for the quay – harbour finance after the levy", true},
	{"a main title too short to say anything", "The quay", "The quay: harbour finance after the levy", false},
	{"a notice on another place", "Statement on the situation in Sund", "Statement on the situation in Lomaria", false},
	{"a notice on another place, with the site's name", "Statement on the situation in Sund | Küstenbote", "Statement on the situation in Lomaria | Küstenbote", false},
	{"a Chinese notice on another place", "关于洛马里亚形势的声明", "关于松德港口形势的声明", false},
	{"another spelling", "The harbour dues of the Sund explained", "The harbor dues of the Sund explained", true},
	{"another form of a word", "Who pays the dues of the harbour?", "Who pays the due of the harbours?", true},
	{"other small words", "How the ferries of Lomaria failed", "Why the ferries of Lomaria failed", true},
	{"one word more", "The ferries of Lomaria failed", "The ferries of Lomaria failed again", true},
	{"cut short", "Letters from the quay: the crane and …", "Letters from the quay: the crane and the men who kept it running", true},
	{"the page's title cut short", "Letters from the quay: the crane and the men who kept it running", "Letters from the quay: the crane and the me...", true},
	{"a translation", "Паромы Ломарии и её порты", "The ferries of Lomaria and its ports", false},
}

func TestTwins(t *testing.T) {
	for _, c := range twinCases {
		if l := match.Title(c.cited, c.candidate); l.Agrees() != c.same {
			t.Errorf("%s: that %q is %q comes out as %v: %+v", c.name, c.cited, c.candidate, l.Agrees(), l)
		}
	}
}

func TestSubtitle(t *testing.T) {
	for _, c := range []struct{ title, main, sub string }{
		{"Who owns the quay? Foreign capital", "Who owns the quay", "Foreign capital"},
		{"The levy: a history", "The levy", "a history"},
		{"The levy – a history", "The levy", "a history"},
		{"「港」：その歴史", "「港」", "その歴史"},
		{"Dr. Sund's well-kept logs", "Dr. Sund's well-kept logs", ""},
		{"Harbour dues", "Harbour dues", ""},
		{": a history", ": a history", ""},
		{"0\xd7", "0\xd7", ""},
		{"0\xd7: a\xd7", "0\xd7", "a\xd7"},
		{"", "", ""},
	} {
		if main, sub := match.Subtitle(c.title); main != c.main || sub != c.sub {
			t.Errorf("%q parts into %q and %q, not %q and %q", c.title, main, sub, c.main, c.sub)
		}
	}
}

package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker/match"
)

const sund = `Port Dues Rise
The harbour board of Sund said on Tuesday that the dues “will not rise before 2027”, although costs went up by 3.5 % last year. ` +
	`Fishermen’s groups welcomed the well-known promise — some of them loudly. The board’s chair, Anna Lind, said it could not say more.
Critics say that the fi` + "\u00ad" + `nances of the port are weak. About 1,200 boats use the har-
bour each year, and nearly all of them pay the full fee of €45 a night.
Am Montag erklärte das Ministerium, dass die Gebühren nicht erhöht würden, solange die Gespräche andauern.
渔业部门表示，今年的休渔期不会延长，但明年可能会有变化。当地渔民对此表示欢迎，并希望政府能够提供更多的补贴。
Министерство сообщило, что ещё не приняло решения о повышении портовых сборов в этом году.`

func TestFind(t *testing.T) {
	text := match.NewText(sund)
	for _, c := range []struct {
		quoted  string
		answer  string
		differs []string
		changed []string
	}{
		{quoted: "The harbour board of Sund said on Tuesday", answer: "verbatim"},
		{quoted: `the dues "will not rise before 2027", although costs`, answer: "verbatim"},
		{quoted: "[T]he dues “will not rise … costs went up by 3.5% last year", answer: "folded", differs: []string{"case"}},
		{quoted: "Harbour Board of Sund said on Tuesday", answer: "folded", differs: []string{"case"}},
		{quoted: "well known promise - some of them loudly", answer: "folded", differs: []string{"hyphens"}},
		{quoted: "About 1200 boats use the harbour each year", answer: "folded", differs: []string{"hyphens", "punctuation"}},
		{quoted: "the finances of the port are weak", answer: "verbatim"},
		{quoted: "Am Montag erklarte das Ministerium", answer: "folded", differs: []string{"diacritics"}},
		{quoted: "今年的休漁期不會延長", answer: "folded", differs: []string{"script"}},
		{quoted: "今年的休渔期不会延长……当地渔民对此表示欢迎", answer: "verbatim"},
		{quoted: "что еще не приняло решения о повышении", answer: "folded", differs: []string{"diacritics"}},
		{quoted: "dues", answer: "too-short"},
		{quoted: "it [the board] could not say more.", answer: "folded", differs: []string{"brackets"}},
		{quoted: "The board’s chair [said she] could not say more", answer: "missing"},
		{quoted: "[She] said it could not say [any] more.", answer: "folded", differs: []string{"brackets"}},
		{quoted: "said on Tuesday that the dues will rise before 2027, although costs", answer: "altered", changed: []string{"negation"}},
		{quoted: "said on Tuesday that the dues will not rise before 2028, although costs", answer: "altered", changed: []string{"number"}},
		{quoted: "although costs went up by 3-5% last year, fishermen's groups", answer: "altered", changed: []string{"number"}},
		{quoted: "although costs went up by 3,5% last year", answer: "folded", differs: []string{"punctuation"}},
		{quoted: "nearly all of them pay the full fee of $45 a night", answer: "altered", changed: []string{"number"}},
		{quoted: "said that it might not say more about it, and nearly none of them pay", answer: "missing"},
		{quoted: "今年的休渔期会延长，但明年可能会有变化", answer: "altered", changed: []string{"negation"}},
		{quoted: "Critics say that the finances … The harbour board of Sund", answer: "stitched"},
		{quoted: "The harbour board of Sund said on Tuesday … the lighthouse keeper went to bed early that night", answer: "partial"},
	} {
		got := text.Find(c.quoted)
		if got.Answer != c.answer || !cmp.Equal(got.Differs, c.differs) || !cmp.Equal(got.Changed, c.changed) {
			t.Errorf("%s\n\tis %s %v %v, want %s %v %v\n\t%+v", c.quoted, got.Answer, got.Differs, got.Changed, c.answer, c.differs, c.changed, got)
		}
	}
}

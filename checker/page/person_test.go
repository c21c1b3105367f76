package page_test

import (
	"testing"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/page"
)

func TestNamesInPrint(t *testing.T) {
	const match, weak, missing = checker.AnswerMatch, checker.AnswerWeak, checker.AnswerMissing
	for _, c := range []struct{ cited, text, want string }{
		{"Dr. Jane Doe", "By Jane Doe", match},
		{"Jane A. Doe", "By Jane Doe", match},
		{"J. Doe", "By Jane Doe", match},
		{"Doe J", "By Jane Doe", match},
		{"Doe JA", "By Jane Doe", match},
		{"Jane Doe Jr.", "By Jane Doe", match},
		{"Ó Murchú S", "By Sinéad Ó Murchú", match},
		{"D. van der Veer", "By Desmond van der Veer", match},
		{"Doe, Jane", "By Jane Agnes Doe", match},
		{"Doe, J.", "By Jane Agnes Doe", match},
		{"Doe, J.", "By Ji-woo Doe", match},
		{"Doe, P.", "By P. Q. Doe and others", match},
		{"Kő, I.", "Kő István", match},
		{"Yolkin, Pyotr", "Редактор Пётр Ёлкин, фото автора, перевод с карты и подписи к ней", match},
		{"Shcherbakovsky, Yury", "Юрий Щербаковский, соб. корр., с картой, которую он сам и начертил", match},
		{"Shen, Xiaolan", "来源：海湾日报　作者：沈晓兰\n部长因渡轮合同辞职，没有人反对", match},
		{"נועה לביא", "מאת אורי שקד ונועה לביא", match},
		{"AFQ", "By AFQ - 3 May 2022", match},
		{"AFQ", "The story was first told by a man from AFQ", weak},
		{"沿海统计局", "2020年　来源：沿海统计局\n全文", match},
		{"Doe, Jane", "By Jane Roe, Mary Doe", weak},
		{"Doe, Jane", "By Jane Roe and Mary Doe", weak},
		{"Doe, J.", "By Mary Doe", weak},
		{"Doe, O.", "Nobody but Doe saw it, and on Monday Mary Doe had left the old harbour for good with her two brothers", weak},
		{"J. Doe", "By Mary Roe", missing},
		{"Institute of Tides", "By Jane Tides", missing},
		{"Shen, Xiaolan", "来源：海湾日报\n沈小明晓兰花的部长因渡轮合同辞职，没有人反对", missing},
	} {
		r := checker.Response{URL: "https://kuestenbote.example/a/b", Status: 200, Header: map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}}, Body: []byte(c.text)}
		if got := page.Inspect(r, checker.Query{Authors: []string{c.cited}}).Page.Answers.Authors[0].Answer; got != c.want {
			t.Errorf("%q in %q: the answer is %s, want %s", c.cited, c.text, got, c.want)
		}
	}
}

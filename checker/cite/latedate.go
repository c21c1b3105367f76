package cite

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// lateDay reads a day and month at k that make the year before them one date, in whatever language
// the words are: A (2014) ‘T’, *C*, 11 June. It returns the token behind them, or k.
func (p *parser) lateDay(r *reading, k, b int) int {
	if r.dates == 0 || len(r.Date.EDTF) != len("2006") || k+1 >= b || !p.isPunct(k-1, ",") && p.tokens[k-1].kind != opening {
		return k
	}
	end := k
	for figure := false; end < b && end < k+4; end++ {
		t := &p.tokens[end]
		switch {
		case t.kind == number && !figure && t.end-t.start <= 2:
			figure = true
			continue
		case t.kind == word && (t.lex == nil || end > k), t.kind == punct && t.r == '.' && end > k:
			continue
		}
		break
	}
	for ; end > k+1; end-- {
		if end < b && p.tokens[end].kind != closing && !p.isPunct(end, ",.;") {
			continue
		}
		text := collapse(p.text[p.tokens[k].start:p.tokens[end-1].end])
		if utf8.RuneCountInString(text) > 24 {
			continue
		}
		for _, whole := range [...]string{text + " " + r.Date.EDTF, text + ", " + r.Date.EDTF, text + " de " + r.Date.EDTF} {
			hits := match.Dates(whole)
			if len(hits) == 1 && hits[0].Start == 0 && hits[0].End == len(whole) && len(hits[0].EDTF) == len("2006-01-02") && strings.HasPrefix(hits[0].EDTF, r.Date.EDTF) {
				r.Date = checker.Date{EDTF: hits[0].EDTF, Text: r.Date.Text + ", " + text}
				p.took(r, fDate, k, end)
				return end
			}
		}
	}
	return k
}

package cite

import "strings"

// readChinese reads notes of Chinese humanities and of Japanese and Korean works: A：《T》，L：P，Y年，
// 第p页 · A：《T》，《C》Y年第I期，第p页 · A「T」『C』第I号（Y年）p頁.
func readChinese(p *parser, r *reading) bool {
	k := p.quotedTitle()
	if k < 0 {
		return false
	}
	switch p.markOf(k) {
	case '《', '「', '『', '〈':
	case '“':
		if script(p.words(k)) != "Hani" || k > p.a && !p.tokens[p.a].cjk {
			return false
		}
	default:
		return false
	}
	if !p.authors(r, p.a, k, straight) {
		return false
	}
	if len(r.Authors) > 0 {
		r.extra += .3
	}
	p.setQuoted(r, k)
	article := false
	for j := k + 1; j < p.b; j++ {
		if p.tokens[j].kind == quoted {
			article = true
		}
	}
	if m := p.markOf(k); m == '「' || m == '〈' {
		article = true
	}
	r.extra += .3
	p.tail(r, k+1, p.b, habits{book: !article})
	if p.markOf(k) == '《' && r.Place == "" && r.Container == "" && r.Publisher != "" && r.Type != "thesis" && !hanHouse(r.Publisher) {
		r.Container, r.Publisher = r.Publisher, "" // an agency
	}
	return true
}

// hanHouse reports whether the name is a publisher's.
func hanHouse(s string) bool {
	for _, w := range [...]string{"出版", "书局", "書局", "书店", "書店", "书社", "書社", "印书馆", "印書館", "书院", "大学", "大學"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

package cite

import "strings"

// readChinese reads notes of Chinese humanities and of Japanese and Korean works: A：《T》，L：P，Y年，
// 第p页 · A：《T》，《C》Y年第I期，第p页 · A「T」『C』第I号（Y年）p頁.
func readChinese(p *parser, r *reading) bool {
	k := p.quotedTitle()
	if k < 0 {
		return p.hanCase(r) || p.kanaCase(r)
	}
	if p.hanReport(r, k) {
		return true
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
	if len(r.Authors)+len(r.Editors) == 0 && r.Container == "" && r.Publisher == "" && r.Place == "" && len(r.Date.EDTF) == len("2006-01-02") && isHanPaper(r.Title) {
		r.Title, r.Container, r.Type = "", r.Title, "article-newspaper" // 《江海日报》1952年3月4日
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

// isHanPaper reports whether s is the name of a newspaper.
func isHanPaper(s string) bool {
	for _, w := range [...]string{"日报", "日報", "晚报", "晚報", "晨报", "晨報", "时报", "時報", "新聞", "新闻报", "周报", "週報", "신문", "일보", "公报", "人民报"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// sayings are verbs that stand between the name of a newspaper and its words.
var sayings = wordSet("称 稱 载 載 报道 報道 报导 記 记 云 曰 说 說 谓 謂 指出 写道 寫道 记载 記載 刊登 评论 評論")

// hanReport reads what a newspaper is said to write: 《C》称“…”（D，第p版）. It has no title.
func (p *parser) hanReport(r *reading, k int) bool {
	if p.markOf(k) != '《' || k+2 >= p.b || p.tokens[k+1].kind != word || !sayings[p.str(k+1, k+2)] {
		return false
	}
	next := k + 2
	if p.isPunct(next, "：:，") {
		next++
	}
	if next >= p.b || p.tokens[next].kind != quoted || p.isWork(&p.tokens[next]) {
		return false
	}
	p.idle(r, p.a, k)
	r.Container, r.Type = titleText(p.words(k)), "article-newspaper"
	p.took(r, fContainer, k, k+1)
	p.idle(r, k+1, next+1)
	p.tail(r, next+1, p.b, habits{})
	r.extra += .6
	return len(r.Date.EDTF) == len("2006-01-02")
}

// hanCase reads a judgment: P诉P…案，court（Y）…号 kind. The parties are its title, else the court and
// the kind of decision.
func (p *parser) hanCase(r *reading) bool {
	docket := -1
	for k := p.a + 1; k < p.b; k++ {
		t := &p.tokens[k]
		if t.kind == issue && (p.text[t.start] == '(' || strings.HasPrefix(p.text[t.start:], "（") || strings.HasPrefix(p.text[t.start:], "〔")) {
			docket = k
			break
		}
		if t.kind != word && t.kind != punct && t.kind != opening && t.kind != closing {
			return false
		}
	}
	if docket < 0 || !hasIdeograph(p.str(p.a, docket)) {
		return false
	}
	end := p.a
	for k := p.a; k < docket; k++ {
		if p.isPunct(k, "，,：:") && strings.HasSuffix(p.text[:p.tokens[max(k-1, p.a)].end], "案") {
			end = k
		}
	}
	stop := docket + 1
	for stop < p.b && p.tokens[stop].kind == word && p.tokens[stop].cjk {
		stop++
	}
	if end > p.a {
		r.Title = titleText(p.str(p.a, end))
		p.took(r, fTitle, p.a, end)
		p.idle(r, end, docket)
	} else {
		r.Title = titleText(p.str(p.a, docket) + p.str(docket+1, stop))
		p.took(r, fTitle, p.a, docket)
	}
	t := &p.tokens[docket]
	r.Number, r.Type = p.text[t.value:t.to], "legal_case"
	p.took(r, fNumber, docket, docket+1)
	p.idle(r, docket+1, stop)
	p.tail(r, stop, p.b, habits{})
	r.extra += .6
	return true
}

// reporters are the collections in which Japanese judgments are printed.
var reporters = wordSet("民集 刑集 集民 集刑 判時 判タ 労判 金判 金法 訟月 行集 下民集 高民集 家月 民録 刑録 裁時")

// kanaCase reads a Japanese judgment: 最判昭和52年3月4日民集31巻2号101頁.
func (p *parser) kanaCase(r *reading) bool {
	if p.a+2 >= p.b || p.tokens[p.a].kind != word || !p.tokens[p.a].cjk || p.tokens[p.a+1].kind != dated {
		return false
	}
	court := p.str(p.a, p.a+1)
	if !strings.HasSuffix(court, "判") && !strings.HasSuffix(court, "決") && !strings.HasSuffix(court, "判決") && !strings.HasSuffix(court, "決定") {
		return false
	}
	r.Title, r.Type = court, "legal_case"
	p.took(r, fTitle, p.a, p.a+1)
	p.setDate(r, p.a+1)
	k := p.a + 2
	for k < p.b && (p.tokens[k].kind == punct || p.tokens[k].kind == opening) {
		k++
	}
	if k < p.b && p.tokens[k].kind == word && reporters[p.str(k, k+1)] {
		r.Container = p.str(k, k+1)
		p.took(r, fContainer, k, k+1)
		k++
	}
	p.tail(r, k, p.b, habits{})
	r.extra += .6
	return true
}

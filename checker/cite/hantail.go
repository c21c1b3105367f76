package cite

import (
	"strings"
	"unicode/utf8"
)

// hanTail reads what Chinese notes print behind a title with words of their own at k: 卷二十四, 中册,
// 刻本, 海州市档案馆藏, 档号：12-3.
func (p *parser) hanTail(r *reading, k, b int) int {
	w := p.str(k, k+1)
	switch {
	case r.Number == "" && shelfWords[w] && p.isPunct(k+1, "：:"):
		end := k + 2
		for end < b && !p.isPunct(end, "，,；;。") && p.tokens[end].kind != located {
			end++
		}
		if end == k+2 {
			return k
		}
		if p.isPunct(end-1, ".") {
			end--
		}
		r.Number, r.Type = p.str(k+2, end), "manuscript"
		p.took(r, fNumber, k, end)
		return end
	case r.Volume == "" && (r.prev == fTitle || r.prev == fContainer) && r.prevEnd == k && hanVolume(w):
		r.Volume = strings.TrimPrefix(w, "卷")
		p.took(r, fVolume, k, k+1)
		return k + 1
	case r.Volume == "" && w == "卷" && p.isWhole(k+1) && k+1 < b:
		r.Volume = p.str(k+1, k+2)
		p.took(r, fVolume, k, k+2)
		return k + 2
	case thesisHead(w) != w:
		if r.Publisher == "" && thesisHead(w) != "" {
			r.Publisher = thesisHead(w)
		}
		r.Type = "thesis"
		p.took(r, fPublisher, k, k+1)
		return k + 1
	case (w == "总" || w == "總") && k+1 < b && p.tokens[k+1].kind == issue, asideWords[w], strings.HasPrefix(w, "于") && r.prev == fDate:
		p.idle(r, k, k+1)
		return k + 1
	case isCopy(w):
		p.setGenre(r, k, k+1)
		return k + 1
	case r.Container == "" && r.Publisher == "" && isHanKeeper(w):
		r.Container, r.Type = strings.TrimSuffix(w, "藏"), "manuscript"
		p.took(r, fContainer, k, k+1)
		if end := p.shelfEnd(k+1, b); r.Number == "" && end > k+2 {
			r.Number = p.str(k+2, end)
			p.took(r, fNumber, k+2, end)
			return end
		}
		return k + 1
	}
	return k
}

// shelfEnd returns the end of a shelf mark of figures and dashes behind the comma at k, or k.
func (p *parser) shelfEnd(k, b int) int {
	if !p.isPunct(k, "，,") {
		return k
	}
	end, dashes := k+1, 0
	for end < b && !p.isPunct(end, "，,。；;") {
		switch t := &p.tokens[end]; {
		case t.kind == punct && (isDash(t.r) || t.r == '/'):
			dashes++
		case t.kind == dated && !p.bareYear(end):
			return k
		case t.kind != number && t.kind != dated && !(t.kind == word && t.caps):
			return k
		}
		end++
	}
	if dashes == 0 {
		return k
	}
	return end
}

// thesisHead returns w without the words for a thesis at its end.
func thesisHead(w string) string {
	for _, end := range [...]string{"博士学位论文", "硕士学位论文", "博士論文", "碩士論文", "博士论文", "硕士论文", "博士學位論文", "碩士學位論文", "修士論文"} {
		if rest, ok := strings.CutSuffix(w, end); ok {
			return rest
		}
	}
	return w
}

// isTaken reports whether w begins with a word that says in which book a work is printed.
func isTaken(w string) bool {
	for _, head := range [...]string{"收入", "收于", "收於", "收录于", "載於", "载于", "载", "載", "见于"} {
		if strings.HasPrefix(w, head) {
			return true
		}
	}
	return false
}

// asideWords say of which edition of a day or of a law something is, and are no field.
var asideWords = wordSet("朝刊 夕刊 修订 修訂 修正 修改 公布 施行 通过 通過 颁布 頒布 发布 發布 内部资料 内部資料 未刊 引者注")

// shelfWords stand before the shelf mark of papers.
var shelfWords = wordSet("档号 檔號 档案号 檔案號 卷宗号 卷宗號 全宗号 全宗號 馆藏号 館藏號 案卷号 案卷號 编号 編號 索书号 索書號 典藏号 典藏號")

// hanVolume reports whether w counts a volume: 卷二十四, 上册, 下卷.
func hanVolume(w string) bool {
	if rest, ok := strings.CutPrefix(w, "卷"); ok && rest != "" {
		return strings.Trim(rest, "〇零一二三四五六七八九十百廿卅上中下首末之") == ""
	}
	switch w {
	case "上册", "中册", "下册", "上冊", "中冊", "下冊", "上卷", "中卷", "下卷", "上巻", "中巻", "下巻", "上编", "下编", "上編", "下編":
		return true
	}
	return false
}

// isCopy reports whether w says what kind of print or copy is meant: 刻本, 抄本, 铅印本.
func isCopy(w string) bool {
	if n := utf8.RuneCountInString(w); n < 2 || n > 6 {
		return false
	}
	for _, end := range [...]string{"刻本", "刊本", "抄本", "鈔本", "稿本", "印本", "写本", "寫本", "活字本", "点校本", "點校本", "排印本", "影印版", "石印本", "修订本", "增订本", "油印", "未刊稿"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// isHanKeeper reports whether w is an archive, or a library or museum that keeps something.
func isHanKeeper(w string) bool {
	name := strings.TrimSuffix(w, "藏")
	if strings.HasSuffix(name, "档案馆") || strings.HasSuffix(name, "檔案館") || strings.HasSuffix(name, "档案局") || strings.HasSuffix(name, "文書館") || strings.HasSuffix(name, "公文書館") {
		return true
	}
	if name == w {
		return false
	}
	for _, end := range [...]string{"馆", "館", "局", "院", "所", "室", "处", "處", "中心", "大学", "大學"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

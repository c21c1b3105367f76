package page

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// errorPhrases are what error pages say of themselves, folded. One in fourteen servers answers 200
// to unknown paths (Meneses, Furuta, Shipman, 2012–2014).
var errorPhrases = folded(
	"page not found", "not found", "404", "error 404", "404 error", "page does not exist", "page doesn't exist", "no longer exists",
	"no longer available", "cannot be found", "can't be found", "could not be found", "couldn't be found", "can't find the page",
	"can't find that page", "cannot find the page", "couldn't find the page", "could not find the page", "page has been removed",
	"nothing found", "nothing was found", "page missing", "page is missing", "content unavailable", "page unavailable", "page is not available", "page isn't available", "file not found", "document not found", "article not found",
	"oops",
	// What servers that have a fault, or rest, say with 200.
	"internal server error", "error establishing a database connection", "database error", "service unavailable", "service temporarily unavailable", "bad gateway", "gateway timeout",
	"under maintenance", "down for maintenance", "undergoing maintenance", "temporarily unavailable", "wartungsmodus", "site en maintenance", "sitio en mantenimiento", "sito in manutenzione",
	"ведутся технические работы", "网站维护中", "系统维护中", "服务器内部错误", "ただいまメンテナンス中", "サイト点検中", "서비스 점검 중",
	"seite nicht gefunden", "seite existiert nicht", "seite wurde nicht gefunden", "seite konnte nicht gefunden werden", "nicht gefunden",
	"page non trouvée", "page introuvable", "n'existe pas", "n'existe plus", "page n'a pas été trouvée", "est introuvable",
	"página no encontrada", "no existe", "no se encontró la página", "página no existe",
	"página não encontrada", "não existe", "página não foi encontrada",
	"pagina non trovata", "pagina non esiste", "pagina niet gevonden", "pagina bestaat niet", "pàgina no trobada",
	"sidan kunde inte hittas", "sidan finns inte", "sidan hittades inte", "siden blev ikke fundet", "siden ble ikke funnet", "siden finnes ikke", "siden findes ikke",
	"sivua ei löytynyt", "sivua ei löydy", "strona nie istnieje", "nie znaleziono strony", "strona nie została znaleziona",
	"stránka nenalezena", "stránka nebyla nalezena", "stránka sa nenašla", "az oldal nem található", "pagina nu a fost găsită",
	"stranica nije pronađena", "страница не найдена", "страница не существует", "сторінку не знайдено", "η σελίδα δεν βρέθηκε",
	"sayfa bulunamadı", "الصفحة غير موجودة", "لم يتم العثور على الصفحة", "הדף לא נמצא", "पृष्ठ नहीं मिला",
	"không tìm thấy trang", "halaman tidak ditemukan",
	"页面不存在", "找不到网页", "页面未找到", "404页面", "404错误", "找不到頁面", "頁面不存在", "找不到该页面", "您访问的页面不存在", "找不到您要的頁面", "找不到文件或目录", "无法找到该页", "页面找不到了", "页面已删除",
	"doesn't exist", "does not exist", "page cannot be displayed", "no page here", "page has moved or no longer", "nothing here",
	"fant ikke siden", "finner ikke siden", "siden kunne ikke findes", "síðan fannst ekki", "sidan finns inte längre", "hittade inte sidan",
	"seite nicht verfügbar", "seite nicht vorhanden", "seite ist nicht verfügbar", "page inexistante", "page supprimée", "la página solicitada no", "no se ha encontrado la página", "no se encuentra la página", "página inexistente", "non esiste", "impossibile trovare la pagina", "página indisponível",
	"stránka neexistuje", "stránku se nepodařilo najít", "stránka nenájdená", "stran ni bila najdena", "strani ni mogoče najti", "stranica ne postoji", "страница није пронађена", "страницата не е намерена", "страницата не съществува", "a keresett oldal nem található", "az oldal nem létezik", "pagina nu există", "pagina nu a fost gasita",
	"lehte ei leitud", "lapa nav atrasta", "puslapis nerastas", "orria ez da aurkitu", "такой страницы нет", "страница удалена", "сторінка не знайдена", "сторінки не існує", "старонка не знойдзена", "бет табылмады", "η σελίδα δεν υπάρχει", "sayfa mevcut değil",
	"الصفحة المطلوبة غير موجودة", "الصفحة غير متوفرة", "صفحه یافت نشد", "صفحه مورد نظر یافت نشد", "העמוד לא נמצא", "העמוד המבוקש לא נמצא", "পৃষ্ঠাটি খুঁজে পাওয়া যায়নি", "ไม่พบหน้า", "trang không tồn tại", "halaman tidak dijumpai", "halaman tidak tersedia",
	"网页不存在", "页面走丢了", "内容不存在", "文章不存在", "找不到網頁", "查無此頁", "ページは存在しません", "ページが存在しません", "ページは削除され", "존재하지 않는 페이지", "페이지가 존재하지 않습니다",
	"お探しのページは見つかりませんでした", "ページが見つかりません", "페이지를 찾을 수 없습니다",
)

// errorWords tells most names apart from those that have an error phrase.
var errorWords = match.NewPhrases(errorPhrases)

// errorPhraseIn is hasPhrase of errorPhrases.
func errorPhraseIn(text string) string {
	if !errorWords.AnyIn(text) {
		return ""
	}
	return hasPhrase(text, errorPhrases)
}

// fillers are the words that may stand around an error phrase without making it more than one.
var fillers = set(folded(
	"error", "http", "https", "status", "code", "page", "pages", "the", "this", "that", "a", "sorry", "oops", "whoops", "uh", "oh", "hmm", "we", "we're", "we've", "you", "you're", "your", "are", "is", "it", "it's", "was", "has", "have", "been", "be", "or", "but", "to",
	"requested", "request", "url", "address", "looking", "look", "looks", "like", "for", "moved", "deleted", "removed", "document", "file", "content", "article", "story", "item", "resource", "post", "link", "server", "cannot", "at", "location", "on", "here", "there", "exist", "does", "not", "find", "seems", "tried", "trying", "reach",
	"site", "website", "currently", "temporarily", "scheduled", "503", "500", "502", "504",
	"fehler", "die", "diese", "der", "das", "von", "ihnen", "sie", "wir", "angeforderte", "aufgerufene", "gesuchte", "gewünschte", "leider", "hoppla", "ups", "wurde", "ist", "inhalt", "artikel", "seite",
	"erreur", "la", "cette", "que", "vous", "recherchez", "cherchez", "demandez", "est", "désolé", "demandée", "demandé", "oups", "l'article", "contenu",
	"lo", "sentimos", "esta", "el", "busca", "buscas", "solicitada", "vaya", "página", "artículo", "erro", "desculpe", "ops", "você", "procura", "solicitada",
	"errore", "pagina", "richiesta", "siamo", "spiacenti", "spiacente", "fout", "de", "deze", "helaas", "opgevraagde", "fel", "sidan", "fejl", "siden", "feil", "beklager", "virhe", "błąd", "ta", "strona", "chyba", "hiba", "eroare", "greška",
	"ошибка", "извините", "к", "сожалению", "запрошенная", "помилка", "сторінка", "σφάλμα", "η", "hata", "üzgünüz", "aradığınız", "خطأ", "عذرا", "עמוד", "שגיאה", "요청하신", "죄송합니다", "오류",
)...)

func folded(phrases ...string) []string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = fold(p)
	}
	return out
}

func set(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// isErrorPhrase reports whether a title or heading is an error phrase and nothing more: the site's
// name, numbers and words that only fill aside.
func isErrorPhrase(title string, sites []string) bool {
	if utf8.RuneCountInString(title) > 160 {
		return false
	}
	for _, part := range wholeAndParts(title) {
		if !errorOnly(fold(part)) {
			continue
		}
		if part == title || othersAreSite(title, part, sites) {
			return true
		}
	}
	for _, site := range sites {
		if f := fold(site); f != "" && match.Has(fold(title), f) && errorOnly(strings.Replace(fold(title), f, " ", 1)) {
			return true
		}
	}
	return false
}

// errorPairs are what error pages say in scripts that write words together, and where courtesies
// stand between the two: 找不到您要的網頁, お探しのページは見つかりません. Both must be in a short name.
var errorPairs = []struct{ page, gone []string }{
	{
		folded("页面", "网页", "頁面", "網頁", "该页", "此页", "該頁", "文章", "内容", "內容", "视频", "影片", "文件", "帖子", "主题", "新闻", "新聞", "報導", "報道", "报道", "公告", "文檔", "文档", "訊息", "信息", "资源", "链接", "連結", "商品", "职位"),
		folded("被发布者删除", "被作者删除", "被用户删除", "被管理员删除", "找不到", "不存在", "未找到", "无法找到", "無法找到", "沒有找到", "没有找到", "已删除", "已刪除", "已被删除", "被删除", "已被刪除", "已失效", "已下线", "已下架", "已下線", "已过期", "已過期", "已移除", "已撤回", "走丢", "无法查看"),
	},
	{
		folded("ページ", "記事", "ニュース", "番組", "投稿", "資料", "画像", "動画", "コンテンツ", "ファイル", "求人", "商品", "文書"),
		folded("見つかりません", "見つかりませんでした", "存在しません", "存在しない", "削除され", "公開を終了", "掲載を終了", "掲載期間が終了", "公開終了", "配信を終了", "公開は終了", "掲載は終了", "利用できません", "ご覧いただけません", "非公開"),
	},
	{folded("페이지", "기사", "뉴스", "문서", "공고", "게시물", "게시글", "영상", "동영상", "글", "콘텐츠", "파일", "자료", "상품"), folded("찾을 수 없", "존재하지 않", "삭제되었", "삭제된", "종료되었", "종료된", "만료되었", "만료된", "이용할 수 없")},
	{folded("หน้า"), folded("ไม่พบ")},
}

// pairWords tells most names apart from those that have a half of a pair.
var pairWords = match.NewPhrases(func() (all []string) {
	for _, pair := range errorPairs {
		all = append(all, pair.page...)
	}
	return all
}())

// courtesies are what may stand around a pair.
var courtesies = folded(
	"很抱歉", "非常抱歉", "抱歉", "对不起", "對不起", "您所", "您", "你", "要的", "要找的", "想要的", "访问的", "訪問的", "請求的", "请求的", "查找的", "浏览的", "瀏覽的", "指定的", "需要的", "已经", "暂时", "可能", "或者", "或", "已经", "了", "啦", "或", "該", "该", "此", "这个", "這個",
	"申し訳ありません", "申し訳ございません", "お探しの", "ご指定の", "指定された", "アクセスしようとした", "この", "または", "が", "は", "を", "でした", "ました",
	"されています", "されました", "した", "して", "います", "現在", "こちらの", "ご覧の", "または", "요청하신", "죄송합니다", "해당", "입니다", "되어", "이거나", "거나", "없는", "습니다", "이", "는", "은", "를", "을", "가", "습니다", "ㅂ니다", "었", "합", "니다", "지", "ที่คุณต้องการ", "นี้", "เว็บ", "ขออภัย",
)

// isErrorPair reports whether folded text is both halves of a pair and little more than courtesies.
func isErrorPair(text string) bool {
	const short, rest = 40, 2 // characters
	if utf8.RuneCountInString(text) > short || !pairWords.AnyIn(text) {
		return false
	}
	for _, pair := range errorPairs {
		left, page := without(text, pair.page)
		left, gone := without(left, pair.gone)
		if !page || !gone {
			continue
		}
		left, _ = without(left, courtesies)
		left = strings.Map(func(r rune) rune {
			if r == ' ' || unicode.IsDigit(r) {
				return -1
			}
			return r
		}, left)
		if utf8.RuneCountInString(left) <= rest {
			return true
		}
	}
	return false
}

// without returns text without the phrases, and whether there was one.
func without(text string, phrases []string) (rest string, had bool) {
	for _, p := range phrases {
		if strings.Contains(text, p) {
			text, had = strings.ReplaceAll(text, p, " "), true
		}
	}
	return text, had
}

// errorOnly reports whether folded text is an error phrase with nothing but fillers around.
func errorOnly(text string) bool {
	if isErrorPair(text) {
		return true
	}
	if !errorWords.AnyIn(text) {
		return isLossNotice(text)
	}
	for _, p := range errorPhrases {
		if !strings.Contains(text, p) || !match.Has(text, p) {
			continue
		}
		rest := strings.Replace(text, p, " ", 1)
		only := true
		for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' }) {
			if !fillers[w] && !isNumber(w) && !fewHan(w) && errorPhraseIn(w) != w {
				only = false
				break
			}
		}
		if only {
			return true
		}
	}
	return isLossNotice(text)
}

// fewHan reports whether w is a few Han characters or kana. They are written without blanks: 对不起,
// "I am sorry", is what is left of a longer run.
func fewHan(w string) bool {
	n := 0
	for _, r := range w {
		if n++; !match.IsCJK(r) || n > 6 {
			return false
		}
	}
	return true
}

func isNumber(w string) bool {
	return strings.TrimFunc(w, unicode.IsDigit) == ""
}

// othersAreSite reports whether all stretches of the title but one are the site's name or say
// nothing themselves. A site whose name nobody states is believed to stand at an end.
func othersAreSite(title, part string, sites []string) bool {
	parts := match.Stretches(title)
	others := 0
	for _, p := range parts {
		if p == part || errorOnly(fold(p)) || isNumber(fold(p)) {
			continue
		}
		known := false
		for _, s := range sites {
			known = known || match.Letters(s) == match.Letters(p)
		}
		if !known {
			others++
		}
	}
	return others == 0 || others == 1 && (part == parts[0] || part == parts[len(parts)-1]) && len(sites) == 0 && match.Words(title) < 12
}

// softNotFound looks for an error page that is sent as if it were none.
func (o *observer) softNotFound() {
	for _, m := range o.meta("prerender-status-code") {
		if m == "404" || m == "410" {
			o.see(checker.SignalAddress, true, "meta prerender-status-code says %s", m)
		}
	}
	words := ""
	if n, sure := o.lostName(); n.value != "" {
		words = "is"
		kind := checker.SignalWordsIs
		if !sure {
			kind = checker.SignalWordsHas
		}
		o.see(kind, false, "%s says %q", n.name, n.value)
	}
	if words == "" && deep(o.url) {
		o.wordsHas()
	}
	o.shape()
}

// ambiguous are error phrases that may as well be the name of a novel, a song, an entry.
var ambiguous = set(folded(
	"404", "410", "not found", "nothing found", "nothing was found", "nothing here", "oops", "doesn't exist", "does not exist", "no longer exists", "no longer available", "cannot be found", "can't be found", "could not be found", "couldn't be found",
	"temporarily unavailable", "under maintenance", "nicht gefunden", "n'existe pas", "n'existe plus", "est introuvable", "no existe", "não existe", "non esiste",
)...)

// lostName returns what the page bears as its name if that says that there is no page, and whether
// it is sure to mean the page.
func (o *observer) lostName() (name property, sure bool) {
	names := o.names()
	headed := o.headed()
	if !headed {
		names = append(names, headings(o.h2)...)
	}
	for _, n := range names {
		if !isErrorPhrase(n.value, o.sites) {
			continue
		}
		bare := barePart(n.value)
		if bare == "" || name.value != "" && bare != barePart(name.value) {
			return n, !o.isNamedInAddress() && !inSlug(fold(n.value), o.asked)
		}
		if name.value == "" {
			name = n
		}
	}
	switch {
	case name.value != "":
		return name, o.page.Answers.Misnamed() || len(o.query.Titles) == 0 && o.corroborated()
	case headed || len(o.h2) > 0 || o.isNamed():
		return property{}, false
	}
	return o.notice()
}

// isNamedInAddress reports whether the title or a first heading has a name beside the error that the
// page's address has, too: what is said to be gone is but a part of the page, or a banner on it.
func (o *observer) isNamedInAddress() bool {
	for _, n := range o.names() {
		for _, part := range wholeAndParts(n.value) {
			if f := fold(part); !errorOnly(f) && inSlug(f, o.url) {
				return true
			}
		}
	}
	return false
}

// barePart returns which of the ambiguous words are all that an error phrase has beside the site's
// name; empty if it has more.
func barePart(title string) (bare string) {
	for _, part := range wholeAndParts(title) {
		switch f := fold(part); {
		case !errorOnly(f):
		case !ambiguous[f]:
			return ""
		default:
			bare = f
		}
	}
	return bare
}

// maxRead is how many bytes of a short page's text phrases are looked for in: its words may be long.
const maxRead = 32 << 10

// corroborated reports whether the text says in more words that there is no page.
func (o *observer) corroborated() bool {
	bones := o.bones[:min(len(o.bones), maxRead)]
	if !o.sparse() || !errorWords.AnyIn(bones) && !lossWords.AnyIn(bones) {
		return false
	}
	for _, p := range errorPhrases {
		if !ambiguous[p] && strings.Contains(bones, p) && match.Has(bones, p) {
			return true
		}
	}
	const few = 40 // sentences
	return firstSaying(o.text, few, isLossNotice) != ""
}

// firstSaying returns the first sentence for which is holds, of the first few of a text.
func firstSaying(text string, few int, is func(folded string) bool) string {
	const longest = 4 * maxNotice // bytes of a sentence
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		for _, sentence := range strings.FieldsFunc(line, endsNotice) {
			if n++; n > few {
				return ""
			}
			if len(sentence) <= longest && is(fold(sentence)) {
				return strings.TrimSpace(sentence)
			}
		}
	}
	return ""
}

// endsNotice reports whether a notice ends here. What follows a semicolon belongs to the sentence before.
func endsNotice(r rune) bool { return r == ':' || r != ';' && isStop(r) }

// notice returns the first words of a short page without headings, if they say that there is no page, and
// whether they are sure to mean it: after other sentences it may be a picture, or a part, that is gone.
func (o *observer) notice() (property, bool) {
	const most, few, first = 80, 6, 2 // visible words, sentences, sentences before which nothing was said
	if o.words >= most {
		return property{}, false
	}
	text := o.own(func(n *html.Node) bool {
		return n.DataAtom == atom.Nav || n.DataAtom == atom.Header || n.DataAtom == atom.Footer || n.DataAtom == atom.Aside || n.DataAtom == atom.Video
	})
	is := func(f string) bool { return !ambiguous[f] && errorOnly(f) }
	return property{"text", firstSaying(text, few, is)}, firstSaying(text, first, is) != "" || o.page.Answers.Misnamed()
}

// lostDocument looks for a PDF that was put in the place of another and says so.
func (o *observer) lostDocument() {
	const most, few = 80, 6 // words, sentences
	if o.words == 0 || o.words >= most {
		return
	}
	is := func(f string) bool { return !ambiguous[f] && errorOnly(f) }
	said := first(firstSaying(o.text, few, is), firstSaying(strings.ReplaceAll(o.text[:min(len(o.text), maxRead)], "\n", " "), few, is)) // a sentence may run over lines
	if said != "" {
		o.see(checker.SignalWordsIs, false, "text says %q", said)
		o.see(checker.SignalShape, false, "%d words", o.words)
	}
}

// generalHeadings head pages of any content.
var generalHeadings = set(folded(
	"information", "info", "message", "notice", "error", "error message", "server error", "sorry", "oops", "warning", "attention", "hinweis", "fehler", "meldung", "erreur", "aviso", "error del sistema", "erro", "errore", "avviso", "fout", "fel", "fejl", "feil", "virhe", "błąd", "chyba", "hiba", "ошибка", "сообщение", "помилка", "hata", "提示", "提示信息", "系统提示", "エラー", "오류", "안내",
)...)

// headed reports whether the page has a first heading that is its own: none of the site's name, of
// an error, or of any message.
func (o *observer) headed() bool {
	for _, h := range o.h1 {
		f := fold(h)
		switch {
		case f == "" || generalHeadings[f] || o.junkTitle(h):
		case f == fold(o.title) && !inSlug(f, o.url) && !o.isNamed():
		default:
			return true
		}
	}
	return false
}

// inSlug reports whether folded text is, or has two words of, the last segment of an address.
func inSlug(text string, u *url.URL) bool {
	const least = 3 // bytes of a word
	path := strings.TrimSuffix(u.Path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	slug := " " + fold(last[:min(len(last), maxString)]) + " "
	words, in := 0, 0
	for _, w := range strings.Fields(text) {
		if len(w) < least {
			continue
		}
		words++
		if strings.Contains(slug, " "+w+" ") {
			in++
		}
	}
	return in >= 2 || in > 0 && in == words
}

func headings(list []string) []property {
	out := make([]property, len(list))
	for i, h := range list {
		out[i] = property{"heading", h}
	}
	return out
}

// wordsHas looks for an error phrase among other words.
func (o *observer) wordsHas() {
	for _, n := range o.names() {
		if p := errorPhraseIn(fold(n.value)); p != "" {
			o.see(checker.SignalWordsHas, false, "%s has %q", n.name, p)
			return
		}
	}
	if !o.sparse() {
		return
	}
	start := o.text
	if n := 0; len(start) > 300 {
		for i := range start {
			if n++; n > 300 {
				start = start[:i]
				break
			}
		}
	}
	if p := errorPhraseIn(fold(start)); p != "" {
		o.see(checker.SignalWordsHas, false, "text begins with %q", p)
	}
}

// shape looks at what error pages look like. It proves nothing alone.
func (o *observer) shape() {
	if !isHTML(o.kind) {
		return
	}
	if o.words < gate {
		o.see(checker.SignalShape, false, "%d visible words", o.words)
	}
	if !deep(o.url) {
		return
	}
	for _, m := range append(o.meta("robots"), o.meta("googlebot")...) {
		if strings.Contains(strings.ToLower(m), "noindex") {
			o.see(checker.SignalShape, false, "meta robots says noindex")
			break
		}
	}
	if strings.EqualFold(o.meta1("og:type"), "website") {
		o.see(checker.SignalShape, false, "og:type is website")
	}
	if c := o.page.Canonical; c != "" {
		if u, err := o.url.Parse(c); err == nil {
			switch {
			case isErrorAddress(u):
				o.see(checker.SignalShape, false, "canonical address is an error page: %s", clean(c))
			case !deep(u):
				o.see(checker.SignalShape, false, "canonical address is the front page")
			}
		}
	}
}
